//! Fetching a listing to its end: one call a page, the pages put together.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html>; where a listing is
//! cut, the token says so as the SDK writes it: base64 of
//! `{"NextToken": null, "boto_truncate_amount": 1}`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::fault::Fault;
use crate::api::Pages;
use crate::shell::query::Query;

/// What the CLI's own paging options say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paging {
    /// `--starting-token`.
    pub token: Option<String>,
    /// `--page-size`.
    pub size: Option<i64>,
    /// `--max-items`.
    pub most: Option<i64>,
}

impl Paging {
    /// Whether any is given.
    pub fn is_given(&self) -> bool {
        *self != Paging::default()
    }
}

/// Pages as they came, each with its items only.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The pages.
    pub pages: Vec<Map<String, Value>>,
    /// The token to go on with, when items were left out.
    pub resume: Option<String>,
}

impl Listing {
    /// All pages in one.
    pub fn merged(self) -> Value {
        let mut all = Map::new();
        for page in self.pages {
            for (key, value) in page {
                match (all.get_mut(&key), value) {
                    (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
                    // Counts are those of all pages.
                    (Some(Value::Number(count)), Value::Number(more)) => {
                        let sum = count.as_i64().unwrap_or(0) + more.as_i64().unwrap_or(0);
                        *count = sum.into();
                    }
                    (_, value) => {
                        all.insert(key, value);
                    }
                }
            }
        }
        if let Some(token) = self.resume {
            all.insert("NextToken".to_owned(), Value::String(token));
        }
        Value::Object(all)
    }
}

/// What a service takes to go on: its members, each with what it said.
type Token = Map<String, Value>;

/// A place between two items.
struct Place {
    token: Token,
    skip: usize,
}

impl Place {
    fn read(pages: &Pages, text: &str) -> Place {
        let decoded = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let value: Option<Value> = decoded.and_then(|text| serde_json::from_str(&text).ok());
        if let Some(Value::Object(mut token)) = value {
            let skip = token.shift_remove("boto_truncate_amount");
            let skip = skip.as_ref().and_then(Value::as_u64).unwrap_or_default() as usize;
            token.retain(|_, value| value.is_string() || value.is_object());
            return Place { token, skip };
        }
        // Older versions wrote `TOKEN___COUNT`.
        let (tokens, skip) = match text.rsplit_once("___") {
            Some((tokens, count)) if count.parse::<usize>().is_ok() => {
                (tokens, count.parse().unwrap_or_default())
            }
            _ => (text, 0),
        };
        let named = pages.inputs().zip(tokens.split("___")).filter(|(_, token)| *token != "None");
        let token = named.map(|(name, token)| (name.to_owned(), token.into())).collect();
        Place { token, skip }
    }

    fn write(&self, pages: &Pages) -> String {
        // As Python's `json.dumps` spaces it.
        let member = |name: &str| {
            let value = self.token.get(name).cloned().unwrap_or_default();
            format!("\"{name}\": {}", spaced(&value))
        };
        let mut members: Vec<String> = pages.inputs().map(member).collect();
        if self.skip > 0 {
            members.push(format!("\"boto_truncate_amount\": {}", self.skip));
        }
        STANDARD.encode(format!("{{{}}}", members.join(", ")))
    }
}

/// A value as Python's `json.dumps` spaces it.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let member =
                |(name, value): (&String, &Value)| format!("\"{name}\": {}", spaced(value));
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        other => other.to_string(),
    }
}

/// What a reply says to go on with; nothing at the end.
fn next(pages: &Pages, reply: &Value) -> Token {
    if reply.get("IsTruncated") == Some(&Value::Bool(false)) {
        return Token::new();
    }
    let find = |(name, path): (&str, &str)| {
        let found = match reply.get(path) {
            Some(found) => found.clone(),
            None => Query::parse(path).ok()?.search(reply).ok()?,
        };
        (found.is_string() || found.is_object()).then(|| (name.to_owned(), found))
    };
    pages.inputs().zip(pages.output.split(' ')).filter_map(find).collect()
}

/// Fetches pages by `call`, which makes one call with the members given, until nothing is left or
/// enough is there. When a page is refused, those before it come with the fault.
pub fn fetch(
    pages: &Pages,
    paging: &Paging,
    params: &Map<String, Value>,
    mut call: impl FnMut(Map<String, Value>) -> Result<Value, Fault>,
) -> Result<Listing, Box<(Listing, Fault)>> {
    let mut listing = Listing::default();
    let mut params = params.clone();
    let mut place = paging.token.as_deref().map(|text| Place::read(pages, text));
    if let (Some(limit), Some(size)) = (pages.limit, paging.size) {
        params.insert(limit.to_owned(), Value::from(size));
    }
    let mut token = place.as_ref().map(|place| place.token.clone()).unwrap_or_default();
    let mut total: i64 = 0;
    loop {
        for name in pages.inputs() {
            params.remove(name);
        }
        params.extend(token.clone());
        let reply = match call(params.clone()) {
            Ok(reply) => reply,
            Err(fault) => return Err(Box::new((listing, fault))),
        };
        let mut page = items(pages, &reply);
        for name in pages.once().iter().filter(|_| listing.pages.is_empty()) {
            page.insert((*name).to_owned(), reply.get(*name).cloned().unwrap_or_default());
        }
        let skipped = place.take().map_or(0, |place| place.skip);
        if skipped > 0 {
            skip(pages, &mut page, skipped);
        }
        let first = pages.results.first().copied().unwrap_or_default();
        let count = page.get(first).and_then(Value::as_array).map_or(0, Vec::len) as i64;
        let surplus = paging.most.map_or(0, |most| (total + count - most).max(0));
        if surplus > 0 {
            let keep = (count - surplus).max(0) as usize;
            if let Some(Value::Array(items)) = page.get_mut(first) {
                items.truncate(keep);
            }
            listing.pages.push(page);
            listing.resume = Some(Place { token, skip: keep + skipped }.write(pages));
            return Ok(listing);
        }
        listing.pages.push(page);
        total += count;
        token = next(pages, &reply);
        if token.is_empty() {
            return Ok(listing);
        }
        if paging.most == Some(total) {
            listing.resume = Some(Place { token, skip: 0 }.write(pages));
            return Ok(listing);
        }
    }
}

/// The items of a reply, in the order the listing is put together.
fn items(pages: &Pages, reply: &Value) -> Map<String, Value> {
    let find = |key: &&str| reply.get(*key).map(|value| ((*key).to_owned(), value.clone()));
    pages.results.iter().filter_map(find).collect()
}

/// Leaves out what an earlier command printed; of the other lists nothing is new.
fn skip(pages: &Pages, page: &mut Map<String, Value>, count: usize) {
    for (i, key) in pages.results.iter().enumerate() {
        if let Some(Value::Array(items)) = page.get_mut(*key) {
            let from = if i == 0 { count.min(items.len()) } else { items.len() };
            items.drain(..from);
        }
    }
}

//! Filters of describe calls.
//!
//! A filter's name stands for a path into the answer, so one table an operation says it all.
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html>

use serde_json::Value;

use super::errors::{invalid_value, limit};
use super::shapes::Filter;
use crate::api::ApiError;
use crate::sim::time::Time;

/// Filter names and the paths they stand for. An empty path is something AWS knows of and nothing
/// here ever has; `@` in front means an instant, written as AWS writes it in filters.
pub type Table = &'static [(&'static str, &'static str)];

/// At most so many filters, and values over all filters.
const MOST_FILTERS: usize = 50;
const MOST_VALUES: usize = 200;

/// The filters of one call, found to be sound.
pub struct Filters<'a> {
    filters: Vec<(Matcher<'a>, &'a [String])>,
}

/// What a filter looks at.
enum Matcher<'a> {
    /// The value of the tag with this key.
    Tag(&'a str),
    /// What stands at this path.
    Path(&'static str),
}

impl<'a> Filters<'a> {
    /// Checks the filters of a call against what the operation knows.
    pub fn new(given: Option<&'a Vec<Filter>>, table: Table) -> Result<Filters<'a>, ApiError> {
        let given = given.map(Vec::as_slice).unwrap_or_default();
        let values: usize =
            given.iter().filter_map(|filter| filter.values.as_ref()).map(Vec::len).sum();
        if given.len() > MOST_FILTERS {
            return Err(limit("filters", MOST_FILTERS));
        }
        if values > MOST_VALUES {
            return Err(limit("filter values", MOST_VALUES));
        }
        let filters: Result<_, _> = given.iter().map(|filter| sound(filter, table)).collect();
        Ok(Filters { filters: filters? })
    }

    /// Whether an item of the answer passes all filters.
    pub fn pass(&self, item: &Value) -> bool {
        self.filters.iter().all(|(matcher, wanted)| matcher.matches(item, wanted))
    }

    /// Whether there is nothing to pass.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }
}

fn sound<'a>(filter: &'a Filter, table: Table) -> Result<(Matcher<'a>, &'a [String]), ApiError> {
    let name = filter.name.as_deref().unwrap_or_default();
    let wanted = filter.values.as_deref().unwrap_or_default();
    let has_tags = table.iter().any(|(name, _)| *name == "tag-key");
    let matcher = match name.strip_prefix("tag:") {
        Some(key) if has_tags => Matcher::Tag(key),
        _ => match table.iter().find(|(known, _)| *known == name) {
            Some((_, path)) => Matcher::Path(path),
            None => return Err(invalid_value(format!("The filter '{name}' is invalid"))),
        },
    };
    Ok((matcher, wanted))
}

impl Matcher<'_> {
    fn matches(&self, item: &Value, wanted: &[String]) -> bool {
        let fits = |found: &str| wanted.iter().any(|pattern| like(pattern, found));
        match self {
            Matcher::Tag(key) => items(&item["Tags"]).iter().any(|tag| {
                tag["Key"].as_str() == Some(key) && tag["Value"].as_str().is_some_and(fits)
            }),
            Matcher::Path("") => false,
            Matcher::Path(path) => match path.strip_prefix('@') {
                Some(path) => any_at(item, path, &|found| {
                    Time::parse(found).is_some_and(|time| fits(&time.iso_millis()))
                }),
                None => any_at(item, path, &fits),
            },
        }
    }
}

/// Whether anything at a path passes. Lists on the way are gone through.
fn any_at(value: &Value, path: &str, pass: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| any_at(value, path, pass)),
        Value::Object(members) if !path.is_empty() => {
            let (head, rest) = path.split_once('.').unwrap_or((path, ""));
            members.get(head).is_some_and(|value| any_at(value, rest, pass))
        }
        Value::String(text) => path.is_empty() && pass(text),
        Value::Bool(_) | Value::Number(_) => path.is_empty() && pass(&value.to_string()),
        Value::Object(_) | Value::Null => false,
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Whether a text matches a filter's value: `*` is any run of characters, `?` one or none, `\`
/// takes the next character literally. Case counts.
fn like(pattern: &str, text: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = rest.as_str();
            let tails = text.char_indices().map(|(at, _)| text.split_at(at).1);
            tails.chain([""]).any(|tail| like(rest, tail))
        }
        Some('?') => {
            like(rest.as_str(), text) || tail(text).is_some_and(|t| like(rest.as_str(), t))
        }
        Some(c) => {
            let wanted = if c == '\\' { rest.next().unwrap_or(c) } else { c };
            text.starts_with(wanted) && tail(text).is_some_and(|t| like(rest.as_str(), t))
        }
    }
}

fn tail(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    chars.next()?;
    Some(chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        let cases = [
            ("", "", true),
            ("", "a", false),
            ("t3.micro", "t3.micro", true),
            ("T3.micro", "t3.micro", false),
            ("*", "", true),
            ("t3.*", "t3.micro", true),
            ("*us*", "ec2.us-east-1.amazonaws.com", true),
            ("*us*", "ec2.eu-west-1.com", false),
            ("web-?", "web-1", true),
            ("web-?", "web-", true),
            ("web-?", "web-12", false),
            ("a\\*b", "a*b", true),
            ("a\\*b", "axb", false),
            ("한*", "한국", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(like(pattern, text), expected, "{pattern} {text}");
        }
    }
}

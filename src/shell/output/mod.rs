//! How the AWS CLI prints a reply: `--output`.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html>

pub mod json;
pub mod table;
pub mod text;
pub mod width;
pub mod yaml;

use serde_json::{Map, Value, json};

use crate::shell::aws::pages::Listing;
use crate::shell::query::Query;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON, indented by four.
    Json,
    /// Lines of tab-separated values.
    Text,
    /// Boxes.
    Table,
    /// YAML.
    Yaml,
    /// YAML, a document a page.
    YamlStream,
    /// Nothing.
    Off,
}

impl Format {
    /// The formats' names in the CLI's order.
    pub const NAMES: &'static [&'static str] =
        &["json", "text", "table", "yaml", "yaml-stream", "off"];

    /// The format of this name.
    pub fn named(name: &str) -> Option<Format> {
        Some(match name {
            "json" => Format::Json,
            "text" => Format::Text,
            "table" => Format::Table,
            "yaml" => Format::Yaml,
            "yaml-stream" => Format::YamlStream,
            "off" => Format::Off,
            _ => return None,
        })
    }
}

/// What there is to print.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The reply of one call.
    One(Value),
    /// A listing.
    Listing(Listing),
}

/// A reply in a format, or the part of it a query finds; `title` heads a table. What a query cannot
/// do is an error, behind what was printed before it.
pub fn print(
    chosen: Format,
    title: &str,
    reply: Reply,
    query: Option<&Query>,
) -> Result<String, (String, String)> {
    let found = |value: &Value| match query {
        Some(query) => query.search(value),
        None => Ok(value.clone()),
    };
    match (chosen, reply) {
        (Format::Off, _) => Ok(String::new()),
        // These two print page by page, and ask the query of each page.
        (Format::Text | Format::YamlStream, Reply::Listing(listing)) => {
            let stream = chosen == Format::YamlStream;
            let mut out = String::new();
            for page in pages(listing, stream) {
                match found(&page) {
                    Ok(value) if stream => out.push_str(&yaml::page(&value)),
                    Ok(value) => out.push_str(&text::format(&value)),
                    Err(error) => return Err((out, error)),
                }
            }
            Ok(out)
        }
        (_, reply) => {
            let value = match reply {
                Reply::One(Value::Null) => Value::Object(Map::new()),
                Reply::One(value) => value,
                Reply::Listing(listing) => listing.merged(),
            };
            let value = found(&value).map_err(|error| (String::new(), error))?;
            match chosen {
                Format::Table => table::format(title, &value).map_err(|e| (String::new(), e)),
                chosen => Ok(format(chosen, title, &value)),
            }
        }
    }
}

/// The pages of a listing; in text the token to go on with comes last, as a line of its own.
fn pages(listing: Listing, stream: bool) -> Vec<Value> {
    let mut pages: Vec<Value> = listing.pages.into_iter().map(Value::Object).collect();
    if let Some(token) = listing.resume.filter(|_| !stream) {
        pages.push(json!({ "NextToken": { "NextToken": token } }));
    }
    pages
}

/// A value in a format; `title` heads a table.
pub fn format(format: Format, title: &str, value: &Value) -> String {
    let nothing = value.as_object().is_some_and(Map::is_empty);
    match format {
        Format::Off => String::new(),
        Format::Json => json::format(value),
        Format::Text => text::format(value),
        Format::Table => table::format(title, value).unwrap_or_default(),
        Format::Yaml => yaml::format(value),
        Format::YamlStream if nothing => String::new(),
        Format::YamlStream => yaml::page(value),
    }
}

//! How the AWS CLI prints a reply: `--output`.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html>

pub mod json;

use serde_json::{Map, Value};

use crate::shell::aws::pages::Listing;

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

/// A reply in a format; `title` heads a table.
pub fn print(chosen: Format, title: &str, reply: Reply) -> String {
    let value = match reply {
        Reply::One(Value::Null) => Value::Object(Map::new()),
        Reply::One(value) => value,
        Reply::Listing(listing) => listing.merged(),
    };
    format(chosen, title, &value)
}

/// A value in a format; `title` heads a table.
pub fn format(format: Format, title: &str, value: &Value) -> String {
    let _ = title;
    match format {
        Format::Off => String::new(),
        _ => json::format(value),
    }
}

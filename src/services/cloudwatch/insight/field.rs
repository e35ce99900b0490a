//! Fields of log events, as rules name them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::services::logs::pattern::{Selector, split};

/// How events are written.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Format {
    /// JSON.
    Json,
    /// Common Log Format: fields apart by blanks, with the names that some of them were given.
    Clf(BTreeMap<String, u32>),
}

/// A field: the way to it, as it is written and as it is gone.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Field {
    /// `$.ip`, `IpAddress`.
    pub text: String,
    way: Way,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Way {
    Member(Selector),
    /// The field with this number, counted from one.
    Place(u32),
}

/// An event, read.
pub enum Event<'a> {
    /// JSON.
    Json(Value),
    /// Fields.
    Clf(Vec<&'a str>),
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// As text.
    pub text: String,
    /// As a number, if it is one.
    pub number: Option<f64>,
}

impl Format {
    /// Reads an event; one that is not written so counts for nothing.
    pub fn read<'a>(&self, message: &'a str) -> Option<Event<'a>> {
        match self {
            Format::Json => serde_json::from_str(message.trim()).ok().map(Event::Json),
            Format::Clf(_) => Some(Event::Clf(split(message).collect())),
        }
    }

    /// Reads the name of a field.
    pub fn field(&self, text: &str) -> Option<Field> {
        let way = match self {
            Format::Json => Way::Member(Selector::parse(text)?),
            Format::Clf(names) => Way::Place(match names.get(text) {
                Some(place) => *place,
                None => place(text)?,
            }),
        };
        Some(Field { text: text.to_owned(), way })
    }
}

/// "You can specify the first field as "1", the second field as "2", and so on."
pub fn place(text: &str) -> Option<u32> {
    text.parse().ok().filter(|place| *place > 0)
}

impl Field {
    /// What it holds in an event: a leaf, no object and no array.
    pub fn of(&self, event: &Event<'_>) -> Option<Held> {
        match (&self.way, event) {
            (Way::Member(selector), Event::Json(json)) => match selector.value(json)? {
                Value::String(text) => Some(Held { text: text.clone(), number: None }),
                Value::Number(number) => {
                    Some(Held { text: number.to_string(), number: number.as_f64() })
                }
                Value::Bool(holds) => Some(Held { text: holds.to_string(), number: None }),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            },
            (Way::Place(place), Event::Clf(fields)) => {
                let text = fields.get(usize::try_from(place.checked_sub(1)?).ok()?)?;
                let number = text.parse().ok().filter(|number: &f64| number.is_finite());
                Some(Held { text: (*text).to_owned(), number })
            }
            _ => None,
        }
    }
}

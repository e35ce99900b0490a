//! The fields of an event: those every event has, and those found in JSON.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html>

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::value::Value;
use crate::services::logs::LogEvent;

/// The most fields that are found in an event.
const MAX_FIELDS: usize = 200;

/// An event and where it stands.
#[derive(Debug)]
pub struct Event<'a> {
    /// The account and the group: `123456789012:name`.
    pub log: String,
    /// The stream.
    pub stream: &'a str,
    /// The event.
    pub event: &'a LogEvent,
    found: OnceCell<BTreeMap<String, Value>>,
}

impl<'a> Event<'a> {
    /// An event of a stream.
    pub fn new(log: String, stream: &'a str, event: &'a LogEvent) -> Event<'a> {
        Event { log, stream, event, found: OnceCell::new() }
    }

    /// What a field holds.
    pub fn field(&self, name: &str) -> Value {
        match name {
            "@message" => Value::text(&*self.event.message),
            "@timestamp" => Value::Instant(self.event.at),
            "@ingestionTime" => Value::Instant(self.event.ingested),
            "@logStream" => Value::text(self.stream),
            "@log" => Value::text(self.log.clone()),
            "@ptr" => Value::text(self.pointer()),
            _ => self.found().get(name).cloned().unwrap_or(Value::Missing),
        }
    }

    /// What leads back to the event. AWS's own are opaque; these hold group and number.
    pub fn pointer(&self) -> String {
        base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            format!("{}:{}:{}", self.log, self.stream, self.event.nth),
        )
    }

    fn found(&self) -> &BTreeMap<String, Value> {
        self.found.get_or_init(|| {
            let mut found = BTreeMap::new();
            let message = self.event.message.trim();
            if message.starts_with('{')
                && let Ok(json) = serde_json::from_str(message)
            {
                flatten("", &json, &mut found);
            }
            found
        })
    }
}

/// Members by their ways: `userIdentity.arn`, `resources.0.ARN`.
fn flatten(way: &str, json: &Json, found: &mut BTreeMap<String, Value>) {
    let mut go = |step: &str, inner: &Json| {
        let way = if way.is_empty() { step.to_owned() } else { format!("{way}.{step}") };
        flatten(&way, inner, found);
    };
    match json {
        Json::Object(members) => members.iter().for_each(|(name, inner)| go(name, inner)),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| go(&at.to_string(), inner));
        }
        Json::Null => {}
        _ if found.len() >= MAX_FIELDS => {}
        Json::Bool(holds) => drop(found.insert(way.to_owned(), Value::from(*holds))),
        Json::Number(number) => {
            let value = number.as_f64().map_or(Value::Missing, Value::Number);
            found.insert(way.to_owned(), value);
        }
        Json::String(text) => drop(found.insert(way.to_owned(), Value::text(text.clone()))),
    }
}

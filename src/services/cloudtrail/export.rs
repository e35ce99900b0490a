//! The files the console's event history downloads.
//!
//! AWS documents that they exist, not what is in them
//! (<https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html>);
//! columns and quoting follow files people have published (`event_history.csv` of 2021 and 2024,
//! `event_history.json` of 2026).

use serde_json::{Value, json};

use super::event::Event;

/// The most events of one file.
pub const MOST_EVENTS: usize = 200_000;

/// The name of the CSV file.
pub const CSV_NAME: &str = "event_history.csv";
/// The name of the JSON file.
pub const JSON_NAME: &str = "event_history.json";

const COLUMNS: [&str; 16] = [
    "User name",
    "AWS access key",
    "Event time",
    "Event source",
    "Event name",
    "AWS region",
    "Source IP address",
    "User agent",
    "Error code",
    "Resources",
    "Request ID",
    "Event ID",
    "Read-only",
    "Event type",
    "Recipient Account Id",
    "Event category",
];

/// Events as CSV: a line a record, the last without a line end.
pub fn csv<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut text = COLUMNS.join(",");
    for event in events.take(MOST_EVENTS) {
        text.push('\n');
        text.push_str(&line(&event));
    }
    text
}

fn line(event: &Event<'_>) -> String {
    let resources: Value = event
        .resources
        .iter()
        .map(|(kind, name)| json!({ "resourceType": kind, "resourceName": name }))
        .collect();
    let (time, resources) = (event.time.rfc3339(), resources.to_string());
    let fields: [&str; 16] = [
        &event.user,
        event.key,
        &time,
        event.source,
        event.name,
        event.region,
        event.ip,
        event.agent,
        event.error,
        &resources,
        event.request_id,
        event.id,
        event.read_only,
        event.kind,
        &event.account,
        event.category,
    ];
    fields.map(quoted).join(",")
}

/// Fields are quoted only where they must be.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Events as JSON: the records as CloudTrail writes them, all on one line, as in a log file.
pub fn json(records: impl Iterator<Item = Value>) -> String {
    let records: Vec<Value> = records.take(MOST_EVENTS).collect();
    json!({ "Records": records }).to_string()
}

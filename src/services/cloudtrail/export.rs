//! The files the console's event history downloads.
//!
//! AWS documents that they exist, not what is in them
//! (<https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html>);
//! columns and quoting follow files people have published (`event_history.csv` of 2021 and 2024,
//! `event_history.json` of 2026).

use serde_json::{Value, json};

use super::query::read_only;
use crate::sim::record::AuditRecord;

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
pub fn csv(events: &[&AuditRecord]) -> String {
    let mut lines = vec![COLUMNS.join(",")];
    lines.extend(events.iter().take(MOST_EVENTS).map(|record| line(record)));
    lines.join("\n")
}

fn line(record: &AuditRecord) -> String {
    let resources: Value = record
        .resources
        .iter()
        .map(|(kind, name)| json!({ "resourceType": kind, "resourceName": name }))
        .collect();
    let error = record.error.as_ref().map(|(code, _)| code.clone());
    let fields = [
        record.user_name().unwrap_or_default(),
        record.access_key().unwrap_or_default().to_owned(),
        record.time.rfc3339(),
        record.event_source.to_owned(),
        record.event_name.to_owned(),
        record.region.code().to_owned(),
        record.source_ip.clone(),
        record.user_agent.clone(),
        error.unwrap_or_default(),
        resources.to_string(),
        record.request_id.clone().unwrap_or_default(),
        record.event_id.clone(),
        read_only(record).to_owned(),
        record.event_type.to_owned(),
        record.account().to_string(),
        record.category().to_owned(),
    ];
    fields.map(|field| quoted(&field)).join(",")
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
pub fn json(events: &[&AuditRecord]) -> String {
    let records: Vec<Value> = events.iter().take(MOST_EVENTS).map(|record| record.json()).collect();
    json!({ "Records": records }).to_string()
}

//! `looked-up`: events somebody found in event history. The answer is worked out anew from the
//! recorded question, since records keep no answers of reads.

use serde_json::Value;

use super::record::RecordRow;
use super::{one, text};
use crate::services::cloudtrail::{Attribute, Query};
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::caller::Identity;
use crate::sim::time::Time;
use crate::sim::{AuditRecord, Scope, World};

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "looked-up",
    attributes: &["event", "by", "source", "error", "resource", "read-only", "looker", "attribute"],
    value: "error",
    happens: true,
    rows,
};

struct LookedUp<'a> {
    /// The call that asked.
    lookup: &'a AuditRecord,
    /// What it was asked by.
    attribute: Option<Attribute>,
    /// An event it was answered with.
    event: RecordRow<'a>,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for (number, lookup) in world.cloudtrail().records().iter().enumerate() {
        let person = !matches!(lookup.caller.identity, Identity::Service { .. });
        if lookup.event_name != "LookupEvents" || lookup.error.is_some() || !person {
            continue;
        }
        let Some((query, size)) = question(&lookup.request) else { continue };
        let scope = Scope { account: lookup.account(), region: lookup.region };
        let page = world.cloudtrail().answered(number as u64, scope, lookup.time, &query);
        let attribute = query.attribute.map(|(attribute, _)| attribute);
        for record in page.events.into_iter().take(size) {
            let event = RecordRow { world, record };
            rows.push(Box::new(LookedUp { lookup, attribute, event }));
        }
    }
    rows
}

/// The question of a recorded call, and how many events an answer to it has. A later page counts
/// with those before it, which its asker has seen too.
fn question(request: &Value) -> Option<(Query, usize)> {
    if request.get("eventCategory").is_some() {
        return None;
    }
    let given = request.pointer("/lookupAttributes/0");
    let attribute = given.and_then(|given| {
        let key = Attribute::parse(given.get("attributeKey")?.as_str()?)?;
        Some((key, given.get("attributeValue")?.as_str()?.to_owned()))
    });
    let time = |name: &str| request.get(name).and_then(Value::as_str).and_then(java_time);
    let query = Query { attribute, from: time("startTime"), to: time("endTime") };
    let paged = request.get("nextToken").is_some();
    let most = request.get("maxResults").and_then(Value::as_u64).unwrap_or(50);
    Some((query, if paged { usize::MAX } else { most as usize }))
}

/// An instant as CloudTrail writes it in records: `Jan 6, 2025, 12:00:00 AM`.
pub(super) fn java_time(text: &str) -> Option<Time> {
    let format = "%b %-d, %Y, %-I:%M:%S %p";
    let time = chrono::NaiveDateTime::parse_from_str(text, format).ok()?;
    Some(Time::from_millis(time.and_utc().timestamp_millis()))
}

impl Row for LookedUp<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "looker" => self.lookup.user_name().into_iter().collect(),
            "attribute" => text(self.attribute.map(Attribute::name).unwrap_or_default()),
            "read-only" => one(if self.event.record.read_only { "yes" } else { "no" }),
            other => self.event.get(other),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { time: self.lookup.time, kind: "record", number: self.lookup.call })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_recorded_times() {
        let cases = [
            ("Jan 6, 2025, 12:00:00 AM", 1_736_121_600),
            ("Jan 6, 2025, 1:05:09 PM", 1_736_168_709),
        ];
        for (text, secs) in cases {
            assert_eq!(java_time(text), Some(Time::from_secs(secs)), "{text}");
        }
    }
}

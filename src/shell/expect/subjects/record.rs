//! `record`: what CloudTrail keeps of a call, shown in event history yet or not; `denied`: those
//! of calls that no policy allowed.

use super::{one, text, yes};
use crate::access::trace::Outcome;
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::caller::Identity;
use crate::sim::{AuditRecord, Via, World};

const ATTRIBUTES: &[&str] = &[
    "event",
    "by",
    "source",
    "error",
    "message",
    "resource",
    "via",
    "ip",
    "read-only",
    "category",
    "in-history",
    "region",
];

/// The subject.
pub static SUBJECT: Subject =
    Subject { name: "record", attributes: ATTRIBUTES, value: "error", happens: true, rows };

/// Denied calls.
pub static DENIED: Subject = Subject {
    name: "denied",
    attributes: ATTRIBUTES,
    value: "resource",
    happens: true,
    rows: denied,
};

/// A record as a row.
pub(super) struct RecordRow<'a> {
    pub world: &'a World,
    pub record: &'a AuditRecord,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let records = world.cloudtrail().records().iter();
    records.map(|record| Box::new(RecordRow { world, record }) as Box<dyn Row + 'a>).collect()
}

fn denied<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let records = world.cloudtrail().records().iter().filter(|record| is_denied(record));
    records.map(|record| Box::new(RecordRow { world, record }) as Box<dyn Row + 'a>).collect()
}

/// Whether no policy allowed the call, or one forbade it.
fn is_denied(record: &AuditRecord) -> bool {
    let decision = record.decision.as_ref();
    record.error.is_some() && decision.is_some_and(|d| d.outcome != Outcome::Allow)
}

impl RecordRow<'_> {
    /// The names the event refers to; of a denied call also the resource that was asked for.
    fn resources(&self) -> Vec<String> {
        let named = self.record.resources.iter().map(|(_, name)| name.clone());
        let asked = self.record.decision.as_ref().and_then(|decision| decision.resource.clone());
        named.chain(asked).collect()
    }

    fn caller(&self) -> Vec<String> {
        match &self.record.caller.identity {
            Identity::Service { principal, .. } => one(*principal),
            Identity::Anonymous => one("anonymous"),
            _ => self.record.user_name().into_iter().collect(),
        }
    }
}

impl Row for RecordRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let record = self.record;
        let error = record.error.as_ref();
        match attribute {
            "event" => one(record.event_name),
            "by" => self.caller(),
            "source" => {
                let short = record.event_source.trim_end_matches(".amazonaws.com");
                vec![short.to_owned(), record.event_source.to_owned()]
            }
            "error" => text(error.map(|(code, _)| code.as_str()).unwrap_or_default()),
            "message" => text(error.map(|(_, message)| message.as_str()).unwrap_or_default()),
            "resource" => self.resources(),
            "via" => one(match record.caller.via {
                Via::Console => "console",
                Via::Cli => "cli",
                Via::MailLink => "mail",
                Via::Service => "service",
            }),
            "ip" => one(&record.source_ip),
            "read-only" => yes(record.read_only),
            "category" => one(record.category()),
            "in-history" => {
                let shown = self.world.cloudtrail().shows(record, self.world.now());
                yes(shown)
            }
            _ => one(record.region.code()),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        let record = self.record;
        Some(Stamp { time: record.time, kind: "record", number: record.call })
    }
}

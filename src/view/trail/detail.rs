//! One event, whole: its fields, its resources, its record, and why it was refused.

use crate::services::cloudtrail::query::read_only;
use crate::sim::{AuditRecord, Time};
use crate::text::Texts;
use crate::view::denial::{self, Denial};

/// An event that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Its id.
    pub id: String,
    /// `CreateTopic`.
    pub name: &'static str,
    /// When the call was made.
    pub time: Time,
    /// When event history showed it.
    pub visible: Time,
    /// Text keys of fields, and their values.
    pub fields: Vec<(&'static str, String)>,
    /// Types and names of the resources it is about.
    pub resources: Vec<(String, String)>,
    /// The record, indented.
    pub json: String,
    /// The format's version.
    pub version: &'static str,
    /// Its error, and why.
    pub denial: Option<Denial>,
    /// Whether the record calls the error otherwise than the caller saw it.
    pub renamed: bool,
}

/// An event, opened.
pub(super) fn detail(record: &AuditRecord, texts: &Texts) -> Detail {
    let error = record.error.as_ref().map(|(code, _)| code.clone());
    let text = |value: Option<String>| value.filter(|text| !text.is_empty());
    let fields = [
        ("trail.field.user", Some(super::who(record))),
        ("trail.field.source", Some(record.event_source.to_owned())),
        ("trail.field.error", text(error)),
        ("trail.field.access-key", text(record.access_key().map(str::to_owned))),
        ("trail.field.ip", text(Some(record.source_ip.clone()))),
        ("trail.field.region", Some(record.region.code().to_owned())),
        ("trail.field.read-only", Some(read_only(record).to_owned())),
        ("trail.field.event-id", Some(record.event_id.clone())),
        ("trail.field.request-id", record.request_id.clone()),
    ];
    let fields = fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    let denial = denial::of_record(record, texts);
    let refused = matches!(&denial, Some(Denial { about: denial::About::Refused(_), .. }));
    Detail {
        id: record.event_id.clone(),
        name: record.event_name,
        time: record.time,
        visible: record.visible,
        fields,
        resources: record.resources.clone(),
        json: serde_json::to_string_pretty(&record.json()).unwrap_or_default(),
        version: record.event_version,
        denial,
        renamed: refused && seen_otherwise(record),
    }
}

/// Whether the service answers a denial with another code than the record has.
fn seen_otherwise(record: &AuditRecord) -> bool {
    let mut services = crate::services::SERVICES.iter();
    let service = services.find(|service| service.event_source == record.event_source);
    let code = record.error.as_ref().map(|(code, _)| code.as_str());
    service.is_some_and(|service| Some(service.wording.denied.0) != code)
}

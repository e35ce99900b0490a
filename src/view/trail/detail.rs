//! One event, whole: its fields, its resources, its record, and why it was refused.

use serde_json::Value;

use super::links;
use crate::services::cloudtrail::Event;
use crate::sim::{AuditRecord, Time};
use crate::text::Texts;
use crate::view::audit::act::who;
use crate::view::denial::{self, Denial};
use crate::view::route::Route;

/// An event that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Its id.
    pub id: String,
    /// `CreateTopic`.
    pub name: String,
    /// When the call was made.
    pub time: Time,
    /// When event history showed it; nothing of records from files.
    pub visible: Option<Time>,
    /// Text keys of fields, and their values.
    pub fields: Vec<(&'static str, String)>,
    /// The resources it is about.
    pub resources: Vec<Referenced>,
    /// The record, indented.
    pub json: String,
    /// The format's version.
    pub version: String,
    /// Its error, and why.
    pub denial: Option<Denial>,
    /// Whether the record calls the error otherwise than the caller saw it.
    pub renamed: bool,
    /// The ARN of who called, or the service, for what else they did that day.
    pub principal: String,
}

/// A resource an event refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Referenced {
    /// Its type.
    pub kind: String,
    /// Its name or ARN.
    pub name: String,
    /// Its page, where there is one.
    pub page: Option<Route>,
}

/// An event of this world, opened.
pub(super) fn detail(event: &Event<'_>, record: &AuditRecord, texts: &Texts) -> Detail {
    let denial = denial::of_record(record, texts);
    let refused = matches!(&denial, Some(Denial { about: denial::About::Refused(_), .. }));
    Detail {
        visible: Some(record.visible),
        time: record.time,
        renamed: refused && seen_otherwise(record),
        denial,
        ..of_event(event, &record.json(), true)
    }
}

/// An event, opened: all its record says. `here`: its resources may have pages.
pub(super) fn of_event(event: &Event<'_>, record: &Value, here: bool) -> Detail {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let principal = match &*event.principal.arn {
        "" => event.principal.invoked_by,
        arn => arn,
    };
    let fields = [
        ("trail.field.user", Some(who(event))),
        ("trail.field.source", text(event.source)),
        ("trail.field.error", text(event.error)),
        ("trail.field.message", text(event.message).filter(|_| !here)),
        ("trail.field.access-key", text(event.key)),
        ("trail.field.ip", text(event.ip)),
        ("trail.field.region", text(event.region)),
        ("trail.field.account", text(&event.account).filter(|_| !here)),
        ("trail.field.read-only", text(event.read_only)),
        ("trail.field.event-id", text(event.id)),
        ("trail.field.request-id", text(event.request_id)),
    ];
    let resource = |(kind, name): &(String, String)| Referenced {
        kind: kind.clone(),
        name: name.clone(),
        page: here.then(|| links::page(kind, name)).flatten(),
    };
    Detail {
        id: event.id.to_owned(),
        name: event.name.to_owned(),
        time: event.time,
        visible: None,
        fields: fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect(),
        resources: event.resources.iter().map(resource).collect(),
        json: serde_json::to_string_pretty(record).unwrap_or_default(),
        version: record["eventVersion"].as_str().unwrap_or_default().to_owned(),
        denial: None,
        renamed: false,
        principal: principal.to_owned(),
    }
}

/// Whether the service answers a denial with another code than the record has.
fn seen_otherwise(record: &AuditRecord) -> bool {
    let mut services = crate::services::SERVICES.iter();
    let service = services.find(|service| service.event_source == record.event_source);
    let code = record.error.as_ref().map(|(code, _)| code.as_str());
    service.is_some_and(|service| Some(service.wording.denied.0) != code)
}

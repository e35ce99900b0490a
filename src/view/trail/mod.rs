//! CloudTrail's event history as its page shows it.

mod detail;
mod filter;

use crate::services::Request;
use crate::services::cloudtrail::{Attribute, export};
use crate::sim::{AuditRecord, Scope, Span, Time, World};
use crate::text::Texts;
use crate::view::denial::Denial;

pub use detail::Detail;
pub use filter::{Filter, LAST, Range};

/// Events on a page: as many as one LookupEvents gives.
pub const PAGE: usize = 50;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The question it answers.
    pub filter: Filter,
    /// The minute it is now: what a question that looks back from now is reckoned from.
    pub minute: Time,
    /// The Region whose events these are.
    pub region: String,
    /// Events, or why they may not be seen.
    pub events: Result<Events, Box<Denial>>,
    /// The event that is open.
    pub detail: Option<Detail>,
}

/// A page of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The events, newest first.
    pub rows: Vec<Row>,
    /// Whether there are older ones.
    pub more: bool,
    /// Events that answer the question too and are not in event history yet.
    pub coming: Option<Coming>,
    /// What to say when there is nothing to show.
    pub empty: &'static str,
}

/// Events on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    /// How many.
    pub count: usize,
    /// How long until the next of them is there.
    pub after: Span,
}

/// An event in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// `CreateTopic`.
    pub name: &'static str,
    /// When.
    pub time: Time,
    /// Who.
    pub user: String,
    /// `sns.amazonaws.com`.
    pub source: &'static str,
    /// Types and names of the resources it is about.
    pub resources: Vec<(String, String)>,
    /// AWS's code when it failed.
    pub error: Option<String>,
}

/// What the page reads when it is opened, refreshed or asked something else.
pub fn reads(filter: &Filter, now: Time) -> Vec<Request> {
    vec![filter.read(now)]
}

/// The page for a question; `denied` when its read was refused.
pub fn model(
    world: &World,
    scope: Scope,
    filter: &Filter,
    denied: Option<Denial>,
    texts: &Texts,
) -> Model {
    let events = match denied {
        Some(denial) => Err(Box::new(denial)),
        None => Ok(events(world, scope, filter)),
    };
    let opened = filter.event.as_deref().filter(|_| events.is_ok());
    let record = opened.and_then(|id| find(world, scope, id));
    Model {
        filter: filter.clone(),
        minute: world.now().floor(Span::mins(1)),
        region: format!("{} ({})", scope.region.name(), scope.region.code()),
        events,
        detail: record.map(|record| detail::detail(record, texts)),
    }
}

fn events(world: &World, scope: Scope, filter: &Filter) -> Events {
    let now = world.now();
    let query = filter.query(now);
    let before = filter.page.saturating_mul(PAGE);
    let most = before.saturating_add(PAGE);
    let found = world.cloudtrail().search(scope, now, &query, None, most);
    let rows: Vec<Row> = found.events.iter().skip(before).map(|record| row(record)).collect();
    let coming = (filter.page == 0).then(|| {
        let waiting = world.cloudtrail().on_their_way(scope, now, &query);
        let (count, next) = waiting.fold((0, None), |(n, _), record| (n + 1, Some(record.visible)));
        next.map(|visible| Coming { count, after: visible - now })
    });
    let coming = coming.flatten();
    let empty = match (&query.attribute, filter.range, coming) {
        (_, _, Some(_)) => "trail.empty.coming",
        (Some((Attribute::ReadOnly, value)), Range::All, None) if value == "false" => {
            "trail.empty.nothing"
        }
        (None, Range::All, None) => "trail.empty.nothing",
        _ => "trail.empty.match",
    };
    Events { rows, more: found.next.is_some(), coming, empty }
}

fn row(record: &AuditRecord) -> Row {
    Row {
        id: record.event_id.clone(),
        name: record.event_name,
        time: record.time,
        user: who(record),
        source: record.event_source,
        resources: record.resources.clone(),
        error: record.error.as_ref().map(|(code, _)| code.clone()).filter(|code| !code.is_empty()),
    }
}

/// The name event history shows; a service is named by itself, as in `userIdentity.invokedBy`.
fn who(record: &AuditRecord) -> String {
    record.user_name().unwrap_or_else(|| match &record.caller.identity {
        crate::sim::caller::Identity::Service { principal, .. } => (*principal).to_owned(),
        _ => "-".to_owned(),
    })
}

/// The event with an id, once event history shows it.
fn find<'a>(world: &'a World, scope: Scope, id: &str) -> Option<&'a AuditRecord> {
    let attribute = Some((Attribute::EventId, id.to_owned()));
    let query = crate::services::cloudtrail::Query { attribute, from: None, to: None };
    world.cloudtrail().search(scope, world.now(), &query, None, 1).events.first().copied()
}

/// A file of all events that answer the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub mime: &'static str,
    /// What is in it.
    pub text: String,
}

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// The records.
    Json,
}

/// The file the page downloads.
pub fn file(world: &World, scope: Scope, filter: &Filter, format: Format) -> File {
    let query = filter.query(world.now());
    let page = world.cloudtrail().search(scope, world.now(), &query, None, export::MOST_EVENTS);
    match format {
        Format::Csv => {
            let text = export::csv(&page.events);
            File { name: export::CSV_NAME, mime: "text/csv", text }
        }
        Format::Json => {
            let text = export::json(&page.events);
            File { name: export::JSON_NAME, mime: "application/json", text }
        }
    }
}

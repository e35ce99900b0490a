//! CloudTrail's event history as its page shows it, and files that were brought along, which are
//! looked up in the same way.

mod beside;
mod detail;
mod filter;
mod links;
mod look;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::services::Request;
use crate::services::cloudtrail::{Attribute, Event, Query, export};
use crate::sim::{Scope, Span, Time, World};
use crate::text::Texts;
use crate::view::audit::Records;
use crate::view::audit::act::who;
use crate::view::audit::evidence::Evidence;
use crate::view::denial::Denial;

pub use beside::{Beside, MOST as MOST_BESIDE, Member};
pub use detail::{Detail, Referenced};
pub use filter::{Filter, LAST, Range};
pub use look::{Column, FORM, Look, SIZES};

/// Events on a page unless another number is chosen: as many as one LookupEvents gives.
pub const PAGE: usize = 50;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The question it answers.
    pub filter: Filter,
    /// How the list looks.
    pub look: Look,
    /// The minute it is now: what a question that looks back from now is reckoned from.
    pub minute: Time,
    /// The Region whose events these are.
    pub region: String,
    /// Events, or why they may not be seen.
    pub events: Result<Events, Box<Denial>>,
    /// The event that is open.
    pub detail: Option<Detail>,
    /// Events side by side.
    pub beside: Option<Beside>,
    /// Whether events are shown at once, against AWS's habit.
    pub instant: bool,
}

/// A page of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The events, newest first.
    pub rows: Vec<Row>,
    /// How many answer the question on all pages, where that was counted.
    pub total: Option<usize>,
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
    pub name: String,
    /// When.
    pub time: Time,
    /// Who.
    pub user: String,
    /// `sns.amazonaws.com`.
    pub source: String,
    /// Types and names of the resources it is about.
    pub resources: Vec<(String, String)>,
    /// AWS's code when it failed.
    pub error: Option<String>,
    /// The access key that signed.
    pub key: String,
    /// `true` or `false`.
    pub read_only: String,
    /// The Region.
    pub region: String,
    /// The request's id.
    pub request_id: String,
    /// From where.
    pub ip: String,
}

/// What the page reads when it is opened, refreshed or asked something else.
pub fn reads(filter: &Filter, now: Time) -> Vec<Request> {
    vec![filter.read(now)]
}

/// The places of the records that answer a question by now, those of looking itself excepted. When
/// one comes, the page must look again: it shows nothing that nobody looked up.
pub fn answers(world: &World, scope: Scope, filter: &Filter) -> BTreeSet<u64> {
    let (now, query) = (world.now(), filter.query(world.now()));
    let found = world.cloudtrail().search(scope, now, &query, None, usize::MAX);
    let others = found.events.iter().filter(|record| record.event_name != "LookupEvents");
    others.map(|record| record.call).collect()
}

/// The page for a question; `denied` when its read was refused.
pub fn model(
    world: &World,
    scope: Scope,
    (filter, look): (&Filter, &Look),
    denied: Option<Denial>,
    texts: &Texts,
) -> Model {
    let events = match denied {
        Some(denial) => Err(Box::new(denial)),
        None => Ok(events(world, scope, filter, look)),
    };
    let opened = filter.event.as_deref().filter(|_| events.is_ok());
    let detail = opened.and_then(|id| {
        let event = find(world, scope, id)?;
        let record = world.cloudtrail().records().get(event.place)?;
        Some(detail::detail(&event, record, texts))
    });
    let compared = filter.beside.iter().filter(|_| events.is_ok()).filter_map(|id| {
        let event = find(world, scope, id)?;
        let record = world.cloudtrail().records().get(event.place)?;
        Some((id.clone(), event.name.to_owned(), record.json()))
    });
    let beside = beside::beside(&compared.collect::<Vec<_>>());
    Model {
        filter: filter.clone(),
        look: look.clone(),
        minute: world.now().floor(Span::mins(1)),
        region: format!("{} ({})", scope.region.name(), scope.region.code()),
        events,
        detail,
        beside,
        instant: world.cloudtrail().is_instant(),
    }
}

/// The list over files that were brought along. Their newest event is what one looks back from.
pub fn evidence(records: &Evidence, filter: &Filter, look: &Look) -> Model {
    let found = records.search(&filter.query(records.now()));
    let before = filter.page.saturating_mul(look.size);
    let shown = found.iter().skip(before).take(look.size);
    let rows = shown.filter_map(|place| Some(row(&records.at(*place as usize)?))).collect();
    let find = |id: &String| records.events().find(|event| event.id == *id);
    let json = |event: &Event<'_>| -> Value {
        let text = records.text(event.place).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    };
    let opened = filter.event.as_ref().and_then(find);
    let detail = opened.map(|event| detail::of_event(&event, &json(&event), false));
    let compared = filter.beside.iter().filter_map(find);
    let compared = compared.map(|event| (event.id.to_owned(), event.name.to_owned(), json(&event)));
    Model {
        filter: filter.clone(),
        look: look.clone(),
        minute: records.now(),
        region: String::new(),
        events: Ok(Events {
            rows,
            total: Some(found.len()),
            more: found.len() > before.saturating_add(look.size),
            coming: None,
            empty: "trail.empty.evidence",
        }),
        detail,
        beside: beside::beside(&compared.collect::<Vec<_>>()),
        instant: true,
    }
}

fn events(world: &World, scope: Scope, filter: &Filter, look: &Look) -> Events {
    let now = world.now();
    let query = filter.query(now);
    let before = filter.page.saturating_mul(look.size);
    let most = before.saturating_add(look.size);
    let found = world.cloudtrail().search(scope, now, &query, None, most);
    let shown = found.events.iter().skip(before);
    let rows: Vec<Row> = shown.map(|record| row(&Event::of(0, record))).collect();
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
    Events { rows, total: None, more: found.next.is_some(), coming, empty }
}

fn row(event: &Event<'_>) -> Row {
    Row {
        id: event.id.to_owned(),
        name: event.name.to_owned(),
        time: event.time,
        user: who(event),
        source: event.source.to_owned(),
        resources: event.resources.to_vec(),
        error: Some(event.error.to_owned()).filter(|code| !code.is_empty()),
        key: event.key.to_owned(),
        read_only: event.read_only.to_owned(),
        region: event.region.to_owned(),
        request_id: event.request_id.to_owned(),
        ip: event.ip.to_owned(),
    }
}

/// The event with an id, once event history shows it.
fn find<'a>(world: &'a World, scope: Scope, id: &str) -> Option<Event<'a>> {
    world.cloudtrail().shown(scope, world.now()).find(|event| event.id == id)
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
            let events = page.events.iter().map(|record| Event::of(0, record));
            csv(export::csv(events))
        }
        Format::Json => json(export::json(page.events.iter().map(|record| record.json()))),
    }
}

/// The file of what was found in files that were brought along.
pub fn evidence_file(records: &Evidence, filter: &Filter, format: Format) -> File {
    let query: Query = filter.query(records.now());
    let places = records.search(&query);
    let places = places.iter().map(|place| *place as usize);
    match format {
        Format::Csv => csv(export::csv(places.filter_map(|place| records.at(place)))),
        Format::Json => {
            let texts = records.texts(places);
            json(export::json(texts.filter_map(|text| serde_json::from_str(&text).ok())))
        }
    }
}

fn csv(text: String) -> File {
    File { name: export::CSV_NAME, mime: "text/csv", text }
}

fn json(text: String) -> File {
    File { name: export::JSON_NAME, mime: "application/json", text }
}

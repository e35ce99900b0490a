//! What the pages of log groups show: the groups, one with its streams, one stream with its events.

pub mod act;
pub mod filters;

use serde_json::Value;

use crate::api::ApiError;
use crate::services::Request;
use crate::services::logs::api::Request as Logs;
use crate::services::logs::filter::MetricFilter;
use crate::services::logs::shapes::{
    DescribeLogGroupsInput, DescribeLogStreamsInput, DescribeMetricFiltersInput,
    DescribeSubscriptionFiltersInput, GetLogEventsInput,
};
use crate::services::logs::subscription::Subscription;
use crate::services::logs::{Group, LogEvent, Stream};
use crate::sim::real::Real;
use crate::sim::{Scope, Time, World};

/// How many events are shown.
const EVENTS: usize = 200;
/// How much of a message stands in its row.
const LINE: usize = 160;

/// What the list asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![Logs::DescribeLogGroups(DescribeLogGroupsInput::default()).into()]
}

/// What the page of a group, or of a stream, asks.
pub fn group_reads(group: &str, stream: Option<&str>) -> Vec<Request> {
    let named = DescribeLogGroupsInput {
        prefix: Some(group.to_owned()),
        ..DescribeLogGroupsInput::default()
    };
    let inside = match stream {
        Some(stream) => Logs::GetLogEvents(GetLogEventsInput {
            group: Some(group.to_owned()),
            stream: stream.to_owned(),
            ..GetLogEventsInput::default()
        }),
        None => Logs::DescribeLogStreams(DescribeLogStreamsInput {
            group: Some(group.to_owned()),
            ..DescribeLogStreamsInput::default()
        }),
    };
    let mut reads = vec![Logs::DescribeLogGroups(named).into(), inside.into()];
    if stream.is_none() {
        let filters = DescribeMetricFiltersInput {
            group: Some(group.to_owned()),
            ..DescribeMetricFiltersInput::default()
        };
        reads.push(Logs::DescribeMetricFilters(filters).into());
        let subscriptions =
            DescribeSubscriptionFiltersInput { group: group.to_owned(), ..Default::default() };
        reads.push(Logs::DescribeSubscriptionFilters(subscriptions).into());
    }
    reads
}

/// One group in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// After how many days its events are gone; without, never.
    pub days: Option<i32>,
    /// How many streams it has.
    pub streams: usize,
    /// How many bytes it stores.
    pub bytes: u64,
    /// When it was made.
    pub made: Time,
}

/// The groups of a Region, by name.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    world.logs().of(scope).map(row).collect()
}

fn row(group: &Group) -> Row {
    Row {
        name: group.name.clone(),
        days: group.retention_days,
        streams: group.streams.len(),
        bytes: group.bytes(),
        made: group.created,
    }
}

/// A group.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// What the list shows of it.
    pub row: Row,
    /// Its ARN.
    pub arn: String,
    /// Names and ARNs of the trails that deliver to it.
    pub trails: Vec<(String, String)>,
    /// Its streams by name.
    pub streams: Vec<StreamRow>,
    /// Its metric filters by name.
    pub filters: Vec<FilterRow>,
    /// Its subscription filters by name.
    pub subscriptions: Vec<SubscriptionRow>,
    /// Its newest events, on which a pattern may be tried, the oldest of them first.
    pub newest: Vec<String>,
}

/// A metric filter in the list of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterRow {
    /// Its name.
    pub name: String,
    /// Its pattern as written.
    pub pattern: String,
    /// The namespace and the name of its metric.
    pub metric: (String, String),
    /// What it tells of an event that matches.
    pub value: String,
    /// What it tells of a minute without one.
    pub default: Option<f64>,
    /// The dimensions of its metric, and where their values are found.
    pub dimensions: Vec<(String, String)>,
    /// The unit, if one was given.
    pub unit: Option<&'static str>,
}

/// A subscription filter in the list of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct SubscriptionRow {
    /// Its name.
    pub name: String,
    /// Its pattern as written.
    pub pattern: String,
    /// The ARN of what it hands events to.
    pub destination: String,
    /// How many events it handed on.
    pub forwarded: u64,
    /// When it last tried, and what refused.
    pub last: Option<(Time, Option<ApiError>)>,
}

fn subscription_row(subscription: &Subscription) -> SubscriptionRow {
    let last = subscription.last.as_ref();
    SubscriptionRow {
        name: subscription.name.clone(),
        pattern: subscription.text.clone(),
        destination: subscription.destination.to_string(),
        forwarded: subscription.forwarded,
        last: last.map(|last| (last.at, last.failure.as_ref().map(ApiError::from))),
    }
}

/// One stream in the list of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamRow {
    /// Its name.
    pub name: String,
    /// How many events are in it.
    pub events: usize,
    /// The instants of its oldest and its newest event.
    pub span: Option<(Time, Time)>,
    /// When it was made.
    pub made: Time,
}

/// The page of a group; nothing when there is none of this name.
pub fn one(world: &World, scope: Scope, name: &str) -> Option<One> {
    let group = world.logs().group(scope, name)?;
    let trails = world.cloudtrail().trails().values().filter(|trail| {
        let target = trail.settings.logs.as_ref();
        target.is_some_and(|target| target.group() == group.arn.as_str())
    });
    Some(One {
        row: row(group),
        arn: group.arn.to_string(),
        trails: trails.map(|trail| (trail.name.clone(), trail.arn.to_string())).collect(),
        streams: group
            .streams
            .iter()
            .map(|(name, it)| stream_row(world, group, name, it))
            .collect(),
        filters: group.filters.values().map(filter_row).collect(),
        subscriptions: group.subscriptions.values().map(subscription_row).collect(),
        newest: filters::newest(group, world.now()),
    })
}

fn filter_row(filter: &MetricFilter) -> FilterRow {
    FilterRow {
        name: filter.name.clone(),
        pattern: filter.text.clone(),
        metric: (filter.namespace.clone(), filter.metric.clone()),
        value: filter.value.clone(),
        default: filter.default.map(Real::get),
        dimensions: filter.dimensions.clone(),
        unit: filter.names_unit.then_some(filter.unit),
    }
}

fn stream_row(world: &World, group: &Group, name: &str, stream: &Stream) -> StreamRow {
    let events = group.events(stream, world.now());
    let ends = events.first().zip(events.last());
    StreamRow {
        name: name.to_owned(),
        events: events.len(),
        span: ends.map(|(first, last)| (first.at, last.at)),
        made: stream.created,
    }
}

/// The newest events of a stream, the oldest of them first.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The events.
    pub rows: Vec<EventRow>,
    /// How many the stream has.
    pub all: usize,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// What tells it from the others.
    pub id: String,
    /// When it happened.
    pub at: Time,
    /// A line of it; of a record of CloudTrail, what was called by whom, and what came of it.
    pub line: String,
    /// The whole message; JSON is set out.
    pub text: String,
    /// The id of the record it is, which event history may show.
    pub record: Option<String>,
}

/// The page of a stream; nothing when there is none of this name.
pub fn events(world: &World, scope: Scope, group: &str, stream: &str) -> Option<Events> {
    let group = world.logs().group(scope, group)?;
    let events = group.events(group.streams.get(stream)?, world.now());
    let from = events.len().saturating_sub(EVENTS);
    let rows = events.iter().skip(from).map(|event| event_row(event)).collect();
    Some(Events { rows, all: events.len() })
}

fn event_row(event: &LogEvent) -> EventRow {
    let Message { line, text, record } = Message::of(&event.message);
    EventRow { id: event.id(), at: event.at, line, text, record }
}

/// A message as it is shown.
struct Message {
    /// A line of it.
    line: String,
    /// The whole.
    text: String,
    /// The id of the record it is.
    record: Option<String>,
}

impl Message {
    fn of(message: &str) -> Message {
        let json: Option<Value> =
            serde_json::from_str(message).ok().filter(|value: &Value| value.is_object());
        let record = json.as_ref().and_then(|json| json.get("eventID")?.as_str());
        let plain = || message.chars().take(LINE).collect();
        Message {
            line: json.as_ref().filter(|_| record.is_some()).map_or_else(plain, called),
            record: record.map(str::to_owned),
            text: json
                .as_ref()
                .and_then(|json| serde_json::to_string_pretty(json).ok())
                .unwrap_or_else(|| message.to_owned()),
        }
    }
}

/// `StopLogging · jiwoo · AccessDenied`.
fn called(record: &Value) -> String {
    let text = |at: &str| record.pointer(at).and_then(Value::as_str);
    let who = text("/userIdentity/userName")
        .or_else(|| text("/userIdentity/sessionContext/sessionIssuer/userName"))
        .or_else(|| text("/userIdentity/invokedBy"))
        .or_else(|| text("/userIdentity/type"));
    let parts = [text("/eventName"), who, text("/errorCode")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

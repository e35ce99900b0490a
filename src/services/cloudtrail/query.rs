//! Event history: what of the records it shows, and how one looks something up in it.
//!
//! The API and the console's page ask the same question.
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html>

use super::event::Event;
use super::state::{Delivery, State};
use crate::api;
use crate::sim::record::AuditRecord;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// Event history goes back so far.
pub const RETENTION: Span = Span::days(90);

/// What one can look events up by.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// The event's own id.
    EventId,
    /// `StopInstances`.
    EventName,
    /// `true` or `false`.
    ReadOnly,
    /// The user's name, `root`, or a role's session.
    Username,
    /// `AWS::EC2::Instance`.
    ResourceType,
    /// `i-…`, a topic's ARN, …
    ResourceName,
    /// `ec2.amazonaws.com`.
    EventSource,
    /// The key that signed.
    AccessKeyId,
}

impl Attribute {
    /// Every attribute, in AWS's order.
    pub const ALL: [Attribute; 8] = [
        Attribute::EventId,
        Attribute::EventName,
        Attribute::ReadOnly,
        Attribute::Username,
        Attribute::ResourceType,
        Attribute::ResourceName,
        Attribute::EventSource,
        Attribute::AccessKeyId,
    ];

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Attribute::EventId => "EventId",
            Attribute::EventName => "EventName",
            Attribute::ReadOnly => "ReadOnly",
            Attribute::Username => "Username",
            Attribute::ResourceType => "ResourceType",
            Attribute::ResourceName => "ResourceName",
            Attribute::EventSource => "EventSource",
            Attribute::AccessKeyId => "AccessKeyId",
        }
    }

    /// The attribute with this name.
    pub fn parse(name: &str) -> Option<Attribute> {
        Attribute::ALL.into_iter().find(|attribute| attribute.name() == name)
    }

    /// Whether an event has this value, exactly and case-sensitively.
    fn matches(self, event: &Event<'_>, value: &str) -> bool {
        match self {
            Attribute::EventId => event.id == value,
            Attribute::EventName => event.name == value,
            Attribute::ReadOnly => event.read_only == value,
            Attribute::Username => event.user == value,
            Attribute::ResourceType => event.resources.iter().any(|(kind, _)| kind == value),
            Attribute::ResourceName => event.resources.iter().any(|(_, name)| name == value),
            Attribute::EventSource => event.source == value,
            Attribute::AccessKeyId => event.key == value,
        }
    }
}

/// `true` or `false` as event history writes it.
pub fn read_only(record: &AuditRecord) -> &'static str {
    if record.read_only { "true" } else { "false" }
}

/// A question to event history: at most one attribute, and a time range whose ends count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// What to look for.
    pub attribute: Option<(Attribute, String)>,
    /// Not before.
    pub from: Option<Time>,
    /// Not after.
    pub to: Option<Time>,
}

impl Query {
    /// What the console asks unless told otherwise: all that was not only read.
    pub fn console() -> Query {
        Query { attribute: Some((Attribute::ReadOnly, "false".to_owned())), ..Query::default() }
    }

    /// Whether an event answers it.
    pub fn matches(&self, event: &Event<'_>) -> bool {
        self.from.is_none_or(|from| event.time >= from)
            && self.to.is_none_or(|to| event.time <= to)
            && self.attribute.as_ref().is_none_or(|(key, value)| key.matches(event, value))
    }
}

/// A page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<'a> {
    /// The events, newest first.
    pub events: Vec<&'a AuditRecord>,
    /// Where the next page goes on; nothing when this is the last.
    pub next: Option<Position>,
}

/// A place in event history: all that is older than one record. It stays what it is while new
/// events come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u64);

impl State {
    /// The events of one account and Region that answer a question, newest first.
    ///
    /// Event history has management events only, of the last 90 days, once they are delivered;
    /// those of global services are in us-east-1.
    pub fn search(
        &self,
        scope: Scope,
        now: Time,
        query: &Query,
        after: Option<Position>,
        size: usize,
    ) -> Page<'_> {
        let delivery = self.delivery(u64::MAX, now);
        self.find(scope, delivery, query, after, size)
    }

    /// The events that a recorded question was answered with, whose number this is: newest first.
    pub fn answered(&self, number: u64, scope: Scope, now: Time, query: &Query) -> Page<'_> {
        let delivery = self.delivery(number, now);
        self.find(scope, delivery, query, Some(Position(number)), usize::MAX)
    }

    fn find(
        &self,
        scope: Scope,
        delivery: Delivery,
        query: &Query,
        after: Option<Position>,
        size: usize,
    ) -> Page<'_> {
        let end = after.map_or(self.records().len() as u64, |position| position.0);
        let mut page = Page { events: Vec::new(), next: None };
        for number in (0..end).rev() {
            let Some(record) = self.records().get(number as usize) else { continue };
            if record.time + RETENTION < delivery.now {
                break;
            }
            let shown = is_of(scope, record) && delivery.has(number, record);
            if !shown || !query.matches(&Event::of(number as usize, record)) {
                continue;
            }
            if page.events.len() == size {
                page.next = Some(Position(number + 1));
                break;
            }
            page.events.push(record);
        }
        page
    }

    /// Every event that event history shows of an account and Region, newest first.
    pub fn shown(&self, scope: Scope, now: Time) -> impl Iterator<Item = Event<'_>> {
        let (records, delivery) = (self.records(), self.delivery(u64::MAX, now));
        let newest = (0..records.len()).rev().filter_map(|i| Some((i, records.get(i)?)));
        newest
            .take_while(move |(_, record)| record.time + RETENTION >= now)
            .filter(move |(i, record)| is_of(scope, record) && delivery.has(*i as u64, record))
            .map(|(i, record)| Event::of(i, record))
    }

    /// The events that answer the question too and are not in event history yet, newest first.
    pub fn on_their_way(
        &self,
        scope: Scope,
        now: Time,
        query: &Query,
    ) -> impl Iterator<Item = &AuditRecord> {
        let (records, delivery) = (self.records(), self.delivery(u64::MAX, now));
        let newest = (0..records.len()).rev().filter_map(|i| Some((i as u64, records.get(i)?)));
        newest
            .take_while(move |(_, record)| record.visible > now)
            .filter(move |(number, record)| {
                is_of(scope, record)
                    && !delivery.has(*number, record)
                    && query.matches(&Event::of(*number as usize, record))
            })
            .map(|(_, record)| record)
    }
}

/// Whether a record belongs in event history of an account and Region.
fn is_of(scope: Scope, record: &AuditRecord) -> bool {
    record.event == api::Event::Management
        && record.region == scope.region
        && record.account() == scope.account
}

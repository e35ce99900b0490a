//! What the event history page was asked: one lookup attribute, a time range, a page, an event.
//! It stands in the URL, so that a link leads to the same question.

use super::beside;
use crate::api::Timestamp;
use crate::services::Request;
use crate::services::cloudtrail::api::{LookupAttribute, LookupEventsInput};
use crate::services::cloudtrail::{Attribute, Query, api};
use crate::sim::{Span, Time};
use crate::view::route::EventsQuery;

/// The address of a question without an attribute.
const NONE: &str = "none";

/// A question to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What to look for, and its value. A value not typed yet is empty and filters nothing.
    pub attribute: Option<(Attribute, String)>,
    /// When.
    pub range: Range,
    /// Which page, counted from 0.
    pub page: usize,
    /// The event that is open, by its id.
    pub event: Option<String>,
    /// The events that are compared, by their ids.
    pub beside: Vec<String>,
}

/// A time range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// All event history has: 90 days.
    All,
    /// So far back from now.
    Last(Span),
    /// From, to; both ends count.
    Between(Option<Time>, Option<Time>),
}

/// The ranges a person can choose without typing, besides all: the console's, and two between.
pub const LAST: [Span; 6] =
    [Span::mins(30), Span::hours(1), Span::hours(3), Span::hours(12), Span::days(1), Span::days(7)];

impl Default for Filter {
    /// What the console asks unless told otherwise: all that was not only read.
    fn default() -> Filter {
        Filter {
            attribute: Query::console().attribute,
            range: Range::All,
            page: 0,
            event: None,
            beside: Vec::new(),
        }
    }
}

impl Filter {
    /// The question to event history.
    pub fn query(&self, now: Time) -> Query {
        let (from, to) = match self.range {
            Range::All => (None, None),
            Range::Last(span) => (Some((now - span).floor(Span::secs(1))), None),
            Range::Between(from, to) => (from, to),
        };
        let attribute = self.attribute.clone().filter(|(_, value)| !value.is_empty());
        Query { attribute, from, to }
    }

    /// What the page calls when it is opened or refreshed.
    pub fn read(&self, now: Time) -> Request {
        let query = self.query(now);
        let attribute = query.attribute.map(|(key, value)| {
            vec![LookupAttribute { attribute_key: key.name().to_owned(), attribute_value: value }]
        });
        let input = LookupEventsInput {
            lookup_attributes: attribute,
            start_time: query.from.map(Timestamp),
            end_time: query.to.map(Timestamp),
            ..LookupEventsInput::default()
        };
        api::Request::LookupEvents(input).into()
    }

    /// The question as it stands in the address.
    pub fn address(&self) -> EventsQuery {
        let (from, to, last) = match self.range {
            Range::All => (None, None, None),
            Range::Last(span) => (None, None, Some(span)),
            Range::Between(from, to) => (from, to, None),
        };
        let (attribute, value) = match &self.attribute {
            usual if *usual == Query::console().attribute => (None, None),
            Some((key, value)) => (Some(key.name().to_owned()), Some(value.clone())),
            None => (Some(NONE.to_owned()), None),
        };
        EventsQuery {
            attribute,
            value,
            from,
            to,
            last,
            page: self.page,
            event: self.event.clone(),
            beside: self.beside.clone(),
        }
    }

    /// The question an address asks. An attribute that does not exist is as if it were not there.
    pub fn of(address: &EventsQuery) -> Filter {
        let attribute = match address.attribute.as_deref() {
            None => Query::console().attribute,
            Some(NONE) => None,
            Some(name) => {
                let value = address.value.clone().unwrap_or_default();
                Attribute::parse(name).map(|key| (key, value))
            }
        };
        let range = match (address.last, address.from, address.to) {
            (Some(span), _, _) => Range::Last(span),
            (None, None, None) => Range::All,
            (None, from, to) => Range::Between(from, to),
        };
        Filter {
            attribute,
            range,
            page: address.page,
            event: address.event.clone(),
            beside: address.beside.iter().take(beside::MOST).cloned().collect(),
        }
    }

    /// The question to files: everything in them, unless the address says otherwise.
    pub fn of_evidence(address: &EventsQuery) -> Filter {
        match address.attribute {
            None => Filter { attribute: None, ..Filter::of(address) },
            Some(_) => Filter::of(address),
        }
    }

    /// The address of a question to files.
    pub fn evidence_address(&self) -> EventsQuery {
        let named = self.attribute.clone();
        let (attribute, value) = named.map(|(key, value)| (key.name().to_owned(), value)).unzip();
        EventsQuery { attribute, value, ..self.address() }
    }

    /// The same with an event among those compared, or without it. So many can be compared.
    pub fn with_beside(&self, id: &str) -> Filter {
        let mut chosen = self.beside.clone();
        match chosen.iter().position(|one| one == id) {
            Some(place) => drop(chosen.remove(place)),
            None if chosen.len() < beside::MOST => chosen.push(id.to_owned()),
            None => {}
        }
        Filter { beside: chosen, ..self.clone() }
    }

    /// The question that finds one event.
    pub fn one(id: &str) -> Filter {
        Filter {
            attribute: Some((Attribute::EventId, id.to_owned())),
            event: Some(id.to_owned()),
            ..Filter::default()
        }
    }
}

//! What the event history page was asked: one lookup attribute, a time range, a page, an event.
//! It stands in the URL, so that a link leads to the same question.

use crate::api::Timestamp;
use crate::services::Request;
use crate::services::cloudtrail::api::{LookupAttribute, LookupEventsInput};
use crate::services::cloudtrail::{Attribute, Query, api};
use crate::sim::{Span, Time};

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

/// The ranges a person can choose without typing, besides all.
pub const LAST: [Span; 5] =
    [Span::mins(30), Span::hours(1), Span::hours(3), Span::hours(12), Span::days(7)];

impl Default for Filter {
    /// What the console asks unless told otherwise: all that was not only read.
    fn default() -> Filter {
        Filter { attribute: Query::console().attribute, range: Range::All, page: 0, event: None }
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

    /// What stands in the URL; nothing for the default.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let usual = Filter::default();
        if self.attribute != usual.attribute {
            match &self.attribute {
                Some((key, value)) => {
                    pairs.push(("by", key.name().to_owned()));
                    pairs.push(("value", value.clone()));
                }
                None => pairs.push(("by", "all".to_owned())),
            }
        }
        match self.range {
            Range::All => {}
            Range::Last(span) => pairs.push(("last", span.to_string())),
            Range::Between(from, to) => {
                pairs.extend(from.map(|time| ("from", time.rfc3339())));
                pairs.extend(to.map(|time| ("to", time.rfc3339())));
            }
        }
        if self.page > 0 {
            pairs.push(("page", (self.page + 1).to_string()));
        }
        pairs.extend(self.event.clone().map(|id| ("event", id)));
        pairs
    }

    /// Reads what [`Filter::pairs`] wrote; what makes no sense is as if it were not there.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Filter {
        let mut filter = Filter::default();
        let (mut from, mut to, mut key) = (None, None, None);
        for (name, value) in pairs {
            match name {
                "by" if value == "all" => filter.attribute = None,
                "by" => key = Attribute::parse(value),
                "value" => {
                    filter.attribute =
                        key.map(|key| (key, value.to_owned())).or(filter.attribute.take());
                }
                "last" => {
                    filter.range = Span::parse(value).map_or(filter.range, Range::Last);
                }
                "from" => from = Time::parse(value),
                "to" => to = Time::parse(value),
                "page" => {
                    let number: usize = value.parse().unwrap_or(1);
                    filter.page = number.saturating_sub(1);
                }
                "event" => filter.event = Some(value.to_owned()),
                _ => {}
            }
        }
        if from.is_some() || to.is_some() {
            filter.range = Range::Between(from, to);
        }
        filter
    }
}

//! Event history, looked up.
//!
//! Codes of errors are AWS's; AWS documents no texts for them, so these are ours.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail::api::{
    EventItem, LookupAttribute, LookupEventsInput, LookupEventsOutput, Resource,
};
use crate::services::cloudtrail::insights::Insight;
use crate::services::cloudtrail::insights::tell::ATTRIBUTES;
use crate::services::cloudtrail::query::{Attribute, Position, Query, read_only};
use crate::services::cloudtrail::state::State;
use crate::sim::digest::fingerprint;
use crate::sim::record::AuditRecord;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// The greatest page, which is also the default.
const MOST_RESULTS: i32 = 50;
/// The longest value to look for.
const VALUE_MOST: usize = 2000;

/// Answers LookupEvents.
pub fn lookup(
    state: &State,
    now: Time,
    scope: Scope,
    input: &LookupEventsInput,
) -> Result<LookupEventsOutput, ApiError> {
    let query = query(input)?;
    let insights = match input.event_category.as_deref() {
        None => false,
        Some("insight") => true,
        Some(other) => {
            let text =
                format!("The event category {other} is not valid: only insight can be given.");
            return Err(ApiError::new("InvalidEventCategoryException", text));
        }
    };
    let most = input.max_results.unwrap_or(MOST_RESULTS);
    if !(1..=MOST_RESULTS).contains(&most) {
        let text = format!("MaxResults must be from 1 to {MOST_RESULTS}, not {most}.");
        return Err(ApiError::new("InvalidMaxResultsException", text));
    }
    let seal = fingerprint(&(scope, &query, insights));
    let after = input.next_token.as_deref().map(|token| open(token, seal)).transpose()?;
    let size = most.unsigned_abs() as usize;
    let answer = |position: Option<Position>| position.map(|position| token(position, seal));
    if insights {
        if let Some((key, _)) =
            query.attribute.as_ref().filter(|(key, _)| !ATTRIBUTES.contains(key))
        {
            let text = format!("Insights events cannot be looked up by {}.", key.name());
            return Err(invalid_attribute(&text));
        }
        let (found, next) = state.search_insights(scope, now, &query, (after, size));
        let events = found.into_iter().map(insight).collect();
        return Ok(LookupEventsOutput { events, next_token: answer(next) });
    }
    let page = state.search(scope, now, &query, after, size);
    Ok(LookupEventsOutput {
        events: page.events.into_iter().map(item).collect(),
        next_token: answer(page.next),
    })
}

/// The question a request asks.
fn query(input: &LookupEventsInput) -> Result<Query, ApiError> {
    let attributes = input.lookup_attributes.as_deref().unwrap_or_default();
    let attribute = match attributes {
        [] => None,
        [one] => Some(attribute(one)?),
        _ => return Err(invalid_attribute("Only one lookup attribute can be given.")),
    };
    let (from, to) = (input.start_time.map(|t| t.0), input.end_time.map(|t| t.0));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        let text = format!("The start time {from} is after the end time {to}.");
        return Err(ApiError::new("InvalidTimeRangeException", text));
    }
    Ok(Query { attribute, from, to })
}

fn attribute(given: &LookupAttribute) -> Result<(Attribute, String), ApiError> {
    let (key, value) = (&given.attribute_key, &given.attribute_value);
    let unknown = || invalid_attribute(&format!("The lookup attribute key {key} is not valid."));
    let key = Attribute::parse(key).ok_or_else(unknown)?;
    if !(1..=VALUE_MOST).contains(&value.chars().count()) {
        let text = format!("A lookup attribute value has 1 to {VALUE_MOST} characters.");
        return Err(invalid_attribute(&text));
    }
    Ok((key, value.clone()))
}

fn invalid_attribute(text: &str) -> ApiError {
    ApiError::new("InvalidLookupAttributesException", text)
}

fn item(record: &AuditRecord) -> EventItem {
    let resource = |(kind, name): &(String, String)| Resource {
        resource_type: kind.clone(),
        resource_name: name.clone(),
    };
    EventItem {
        event_id: record.event_id.clone(),
        event_name: record.event_name.to_owned(),
        read_only: Some(read_only(record).to_owned()),
        access_key_id: record.access_key().map(str::to_owned),
        event_time: Timestamp(record.time.floor(Span::secs(1))),
        event_source: record.event_source.to_owned(),
        username: record.user_name(),
        resources: record.resources.iter().map(resource).collect(),
        cloud_trail_event: record.json().to_string(),
    }
}

/// An event of Insights has no caller, and no resources.
fn insight(insight: &Insight) -> EventItem {
    EventItem {
        event_id: insight.id.clone(),
        event_name: insight.unit.name.to_owned(),
        event_time: Timestamp(insight.time),
        event_source: insight.unit.source.to_owned(),
        cloud_trail_event: insight.json().to_string(),
        ..EventItem::default()
    }
}

/// A token holds the place where its page begins, sealed with the question it belongs to.
fn token(position: Position, seal: u32) -> String {
    STANDARD.encode(format!("v1:{seal:08x}:{}", position.0))
}

fn open(token: &str, seal: u32) -> Result<Position, ApiError> {
    let read = || {
        let text = String::from_utf8(STANDARD.decode(token).ok()?).ok()?;
        let rest = text.strip_prefix(&format!("v1:{seal:08x}:"))?;
        rest.parse().ok().map(Position)
    };
    read().ok_or_else(|| {
        let text = "The next token is not valid, or was given with other parameters.";
        ApiError::new("InvalidNextTokenException", text)
    })
}

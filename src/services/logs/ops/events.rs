//! Events: put, and read again.

use std::collections::BTreeMap;

use super::{
    breaks, filters, group_name, invalid, limit, no_group, no_stream, one_group, page, stream_name,
};
use crate::api::ApiError;
use crate::services::logs::Wake;
use crate::services::logs::filter::MetricFilter;
use crate::services::logs::shapes::{
    FilterLogEventsInput, FilterLogEventsOutput, FilteredLogEvent, GetLogEventsInput,
    GetLogEventsOutput, InputLogEvent, OutputLogEvent, PutLogEventsInput, PutLogEventsOutput,
    RejectedInfo,
};
use crate::services::logs::state::{Group, LogEvent, MAX_EVENTS, OVERHEAD, State, arn, id};
use crate::services::logs::subscription::{Batch, Subscription, chunks};
use crate::sim::Ctx;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// The most events of one request, and of one page.
const MAX_BATCH: i32 = 10_000;
/// The most bytes of one request, of one event, and of one page.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
const MAX_BYTES: u64 = 1_048_576;

/// Checks a batch by itself.
fn check(events: &[InputLogEvent]) -> Result<(), ApiError> {
    if events.len() > MAX_BATCH as usize {
        let rule = "Member must have length less than or equal to 10000";
        return Err(breaks(&format!("{} events", events.len()), "logEvents", rule));
    }
    let size = |event: &InputLogEvent| event.message.len() as u64 + OVERHEAD;
    if let Some(large) = events.iter().map(size).find(|size| *size > MAX_BYTES) {
        let text = format!("Log event too large: {large} bytes exceeds limit of {MAX_BYTES}");
        return Err(invalid(text));
    }
    let total: u64 = events.iter().map(size).sum();
    if total > MAX_BYTES {
        return Err(invalid(format!(
            "Upload too large: {total} bytes exceeds limit of {MAX_BYTES}"
        )));
    }
    if !events.is_sorted_by_key(|event| event.timestamp) {
        let text = "Log events in a single PutLogEvents request must be in chronological order.";
        return Err(invalid(text));
    }
    let span = events
        .first()
        .zip(events.last())
        .map(|(first, last)| last.timestamp.saturating_sub(first.timestamp));
    if span.is_some_and(|span| span > Span::days(1).as_millis()) {
        let text = "The batch of log events in a single PutLogEvents request cannot span more than \
                    24 hours.";
        return Err(invalid(text));
    }
    Ok(())
}

/// Which events of a batch, which is in order, are not taken.
fn rejected(group: &Group, events: &[InputLogEvent], now: Time) -> RejectedInfo {
    let before = |oldest: Time| {
        let old = events.iter().take_while(|event| event.timestamp < oldest.as_millis());
        Some(old.count() as i32).filter(|count| *count > 0)
    };
    let newest = (now + Span::hours(2)).as_millis();
    let too_new = events.iter().position(|event| event.timestamp > newest);
    let kept = group.retention_days.map(|days| now - Span::days(i64::from(days)));
    RejectedInfo {
        too_new: too_new.map(|at| at as i32),
        too_old: before(now - Span::days(14)),
        expired: kept.and_then(before),
    }
}

/// Puts events into a stream. A sequence token is accepted and ignored, as in AWS since 2023.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutLogEventsInput,
) -> Result<PutLogEventsOutput, ApiError> {
    group_name(&input.group)?;
    stream_name(&input.stream)?;
    check(&input.events)?;
    let State { groups, put, .. } = state;
    let group = groups.get_mut(&arn(ctx.scope, &input.group)).ok_or_else(no_group)?;
    let rejected = rejected(group, &input.events, ctx.now);
    let stream = group.streams.get_mut(&input.stream).ok_or_else(no_stream)?;
    if *put + input.events.len() as u64 > MAX_EVENTS {
        return Err(ApiError::new("LimitExceededException", "Resource limit exceeded."));
    }
    let first = rejected.too_old.max(rejected.expired).unwrap_or_default();
    let last = rejected.too_new.unwrap_or(MAX_BATCH);
    let filters: Vec<MetricFilter> = group.filters.values().cloned().collect();
    let subscriptions = (group.arn.clone(), group.subscriptions.clone());
    let mut taken = Vec::new();
    for event in input.events.iter().take(last as usize).skip(first as usize) {
        *put += 1;
        let event = LogEvent {
            at: Time::from_millis(event.timestamp),
            ingested: ctx.now,
            nth: *put,
            message: event.message.as_str().into(),
        };
        stream.push(event.clone());
        taken.push(event);
    }
    let token = format!("4{}", id(ctx.now, *put));
    for (filter, event) in filters.iter().flat_map(|it| taken.iter().map(move |event| (it, event)))
    {
        state.measure(ctx.scope, filter, event);
    }
    hand_on(ctx, subscriptions, &input.stream, &taken);
    let none = rejected == RejectedInfo::default();
    Ok(PutLogEventsOutput { token, rejected: (!none).then_some(rejected) })
}

/// Hands what came in to the subscription filters it matches.
fn hand_on(
    ctx: &mut Ctx<'_>,
    (group, subscriptions): (Arn, BTreeMap<String, Subscription>),
    stream: &str,
    taken: &[LogEvent],
) {
    for (filter, subscription) in subscriptions {
        let matches = |event: &&LogEvent| subscription.pattern.matches(&event.message);
        let matched = taken.iter().filter(matches).cloned().collect();
        for events in chunks(matched) {
            let (group, filter) = (group.clone(), filter.clone());
            let batch = Batch { group, filter, stream: stream.to_owned(), events };
            ctx.wake(ctx.now, Wake::Forward(batch));
        }
    }
}

/// Where a page of GetLogEvents begins: behind an event, or before one.
enum From {
    After(String),
    Before(String),
}

fn token(given: &str) -> Result<From, ApiError> {
    let id = |rest: &str| {
        let id = rest.strip_suffix("/s")?;
        (id.len() == 56 && id.bytes().all(|b| b.is_ascii_digit())).then(|| id.to_owned())
    };
    let found = match given.split_once('/') {
        Some(("f", rest)) => id(rest).map(From::After),
        Some(("b", rest)) => id(rest).map(From::Before),
        _ => None,
    };
    found.ok_or_else(|| invalid("The specified nextToken is invalid."))
}

/// The id before another: what begins a page that has the other in it.
fn before(id: &str) -> String {
    let (head, tail) = id.split_at_checked(id.len().saturating_sub(18)).unwrap_or_default();
    let tail: u64 = tail.parse().unwrap_or_default();
    format!("{head}{:018}", tail.saturating_sub(1))
}

/// The first events that make a page, whichever way they come.
fn fill<'a>(events: impl Iterator<Item = &'a LogEvent>, limit: usize) -> Vec<&'a LogEvent> {
    let mut bytes = 0;
    let fits = |event: &&LogEvent| {
        bytes += event.message.len() as u64 + OVERHEAD;
        bytes <= MAX_BYTES
    };
    events.take(limit).take_while(fits).collect()
}

/// Gives the events of a stream, of the page that is asked for the oldest first. Without a token
/// the newest are given, or the oldest if so asked. At the end of the stream the token given comes
/// back.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetLogEventsInput,
) -> Result<GetLogEventsOutput, ApiError> {
    let named = (input.group.as_ref(), input.identifier.as_ref());
    let group = one_group(state, ctx.scope, named)?;
    stream_name(&input.stream)?;
    let stream = group.streams.get(&input.stream).ok_or_else(no_stream)?;
    let size = limit(input.limit, MAX_BATCH)?;
    let from = input.next_token.as_deref().map(token).transpose()?;
    let (start, end) = (input.start.unwrap_or(0), input.end.unwrap_or(i64::MAX));
    let asked = |event: &&LogEvent| (start..end).contains(&event.at.as_millis());
    let events = group.events(stream, ctx.now);
    let events = events.into_iter().filter(asked);
    let page = match &from {
        Some(From::After(id)) => fill(events.filter(|event| event.id() > *id), size),
        Some(From::Before(id)) => {
            let mut page = fill(events.filter(|event| event.id() < *id).rev(), size);
            page.reverse();
            page
        }
        None if input.head == Some(true) => fill(events, size),
        None => {
            let mut page = fill(events.rev(), size);
            page.reverse();
            page
        }
    };
    let (forward, backward) = match (page.first(), page.last(), &from) {
        (Some(first), Some(last), _) => (last.id(), first.id()),
        (_, _, Some(From::After(id))) => (id.clone(), id.clone()),
        (_, _, Some(From::Before(id))) => (before(id), id.clone()),
        (_, _, None) => (id(stream.created, 0), id(stream.created, 0)),
    };
    let event = |event: &LogEvent| OutputLogEvent {
        timestamp: event.at.as_millis(),
        message: event.message.to_string(),
        ingested: event.ingested.as_millis(),
    };
    Ok(GetLogEventsOutput {
        events: page.into_iter().map(event).collect(),
        forward: format!("f/{forward}/s"),
        backward: format!("b/{backward}/s"),
    })
}

/// The names of the streams that are asked for.
fn streams<'a>(group: &'a Group, input: &FilterLogEventsInput) -> Result<Vec<&'a str>, ApiError> {
    let names = group.streams.keys().map(String::as_str);
    match (&input.streams, &input.prefix) {
        (Some(_), Some(_)) => {
            // The rule is AWS's, the words are not known.
            Err(invalid("Specify either logStreamNames or logStreamNamePrefix, but not both."))
        }
        (Some(asked), None) if asked.len() > 100 => {
            let rule = "Member must have length less than or equal to 100";
            Err(breaks(&format!("[{}]", asked.join(", ")), "logStreamNames", rule))
        }
        (Some(asked), None) => {
            if !asked.iter().all(|name| group.streams.contains_key(name)) {
                return Err(no_stream());
            }
            Ok(names.filter(|name| asked.iter().any(|one| one == name)).collect())
        }
        (None, prefix) => {
            let prefix = prefix.as_deref().unwrap_or_default();
            Ok(names.filter(|name| name.starts_with(prefix)).collect())
        }
    }
}

/// Gives the events of several streams, the oldest first.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
pub fn filter(
    state: &State,
    ctx: &Ctx<'_>,
    input: &FilterLogEventsInput,
) -> Result<FilterLogEventsOutput, ApiError> {
    let named = (input.group.as_ref(), input.identifier.as_ref());
    let group = one_group(state, ctx.scope, named)?;
    let size = limit(input.limit, MAX_BATCH)?;
    let pattern = input.pattern.as_deref().map(filters::pattern).transpose()?;
    let (start, end) = (input.start.unwrap_or(0), input.end.unwrap_or(i64::MAX));
    let mut events: Vec<(&str, &LogEvent)> = Vec::new();
    for name in streams(group, input)? {
        let found = group.streams.get(name).map(|stream| group.events(stream, ctx.now));
        let asked = |event: &&LogEvent| {
            (start..=end).contains(&event.at.as_millis())
                && pattern.as_ref().is_none_or(|pattern| pattern.matches(&event.message))
        };
        events.extend(found.into_iter().flatten().filter(asked).map(|event| (name, event)));
    }
    events.sort_by_key(|(_, event)| (event.at, event.nth));
    let (events, next_token) = page(events, input.next_token.as_deref(), size)?;
    let item = |(name, event): (&str, &LogEvent)| FilteredLogEvent {
        stream: name.to_owned(),
        timestamp: event.at.as_millis(),
        message: event.message.to_string(),
        ingested: event.ingested.as_millis(),
        id: event.id(),
    };
    Ok(FilterLogEventsOutput {
        events: events.into_iter().map(item).collect(),
        searched: Vec::new(),
        next_token,
    })
}

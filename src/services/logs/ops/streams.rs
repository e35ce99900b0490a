//! Streams: made, listed, deleted.

use super::{
    breaks, group_name, invalid, limit, no_group, no_stream, one_group, page, stream_name,
};
use crate::api::ApiError;
use crate::services::logs::shapes::{
    DescribeLogStreamsInput, DescribeLogStreamsOutput, LogStream, StreamInput,
};
use crate::services::logs::state::{Group, State, Stream, arn};
use crate::sim::Ctx;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// Makes a stream.
pub fn create(state: &mut State, ctx: &Ctx<'_>, input: &StreamInput) -> Result<(), ApiError> {
    group_name(&input.group)?;
    stream_name(&input.stream)?;
    let group = state.groups.get_mut(&arn(ctx.scope, &input.group)).ok_or_else(no_group)?;
    if group.streams.contains_key(&input.stream) {
        let text = "The specified log stream already exists";
        return Err(ApiError::new("ResourceAlreadyExistsException", text));
    }
    group.streams.insert(input.stream.clone(), Stream::new(ctx.now));
    Ok(())
}

/// Deletes a stream with its events.
pub fn delete(state: &mut State, scope: Scope, input: &StreamInput) -> Result<(), ApiError> {
    group_name(&input.group)?;
    stream_name(&input.stream)?;
    let group = state.groups.get_mut(&arn(scope, &input.group)).ok_or_else(no_group)?;
    group.streams.remove(&input.stream).map(|_| ()).ok_or_else(no_stream)
}

/// Streams always say that they store nothing, and since 2023 no token is needed to put events.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html>
fn item(group: &Group, name: &str, stream: &Stream) -> LogStream {
    let span = stream.span();
    LogStream {
        name: name.to_owned(),
        created: stream.created.as_millis(),
        first: span.map(|(first, _)| first.as_millis()),
        last: span.map(|(_, last)| last.as_millis()),
        ingested: stream.ingested().map(Time::as_millis),
        token: stream.arrivals().next_back().map(|event| format!("4{}", event.id())),
        arn: format!("{}:log-stream:{name}", group.arn),
        bytes: 0,
    }
}

/// Lists the streams of a group, by name or by their newest event.
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeLogStreamsInput,
) -> Result<DescribeLogStreamsOutput, ApiError> {
    let group = one_group(state, scope, (input.group.as_ref(), input.identifier.as_ref()))?;
    let by_event = match input.order.as_deref() {
        None | Some("LogStreamName") => false,
        Some("LastEventTime") => true,
        Some(other) => {
            let rule = "Member must satisfy enum value set: [LogStreamName, LastEventTime]";
            return Err(breaks(other, "orderBy", rule));
        }
    };
    if by_event && input.prefix.is_some() {
        return Err(invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let size = limit(input.limit, 50)?;
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let named = group.streams.iter().filter(|(name, _)| name.starts_with(prefix));
    let mut streams: Vec<LogStream> =
        named.map(|(name, stream)| item(group, name, stream)).collect();
    if by_event {
        streams.sort_by_key(|stream| stream.last);
    }
    if input.descending == Some(true) {
        streams.reverse();
    }
    let (streams, next_token) = page(streams, input.next_token.as_deref(), size)?;
    Ok(DescribeLogStreamsOutput { streams, next_token })
}

//! One arm an operation.

mod events;
mod filters;
pub mod groups;
mod policies;
pub mod queries;
mod streams;
pub mod subscriptions;

use serde_json::Value;

use super::api::Request;
use super::state::{Group, State, name_in};
use crate::api::reply::{json, none};
use crate::api::{self, ApiError};
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Scope};

/// Carries out a request.
pub fn execute(state: &mut State, ctx: &mut Ctx<'_>, request: &Request) -> Result<Value, ApiError> {
    match request {
        Request::CreateLogGroup(input) => groups::create(state, ctx, input).map(none),
        Request::AssociateKmsKey(input) => groups::associate(state, ctx.scope, input).map(none),
        Request::DisassociateKmsKey(input) => {
            groups::disassociate(state, ctx.scope, input).map(none)
        }
        Request::DeleteLogGroup(input) => groups::delete(state, ctx.scope, input).map(none),
        Request::DescribeLogGroups(input) => groups::describe(state, ctx.scope, input).map(json),
        Request::PutRetentionPolicy(input) => groups::retain(state, ctx.scope, input).map(none),
        Request::DeleteRetentionPolicy(input) => {
            groups::retain_forever(state, ctx.scope, input).map(none)
        }
        Request::TagResource(input) => groups::tag(state, ctx.scope, input).map(none),
        Request::UntagResource(input) => groups::untag(state, ctx.scope, input).map(none),
        Request::ListTagsForResource(input) => groups::tags(state, ctx.scope, input).map(json),
        Request::CreateLogStream(input) => streams::create(state, ctx, input).map(none),
        Request::DeleteLogStream(input) => streams::delete(state, ctx.scope, input).map(none),
        Request::DescribeLogStreams(input) => streams::describe(state, ctx.scope, input).map(json),
        Request::PutLogEvents(input) => events::put(state, ctx, input).map(json),
        Request::GetLogEvents(input) => events::get(state, ctx, input).map(json),
        Request::FilterLogEvents(input) => events::filter(state, ctx, input).map(json),
        Request::PutMetricFilter(input) => filters::put(state, ctx, input).map(none),
        Request::DeleteMetricFilter(input) => filters::delete(state, ctx.scope, input).map(none),
        Request::DescribeMetricFilters(input) => {
            filters::describe(state, ctx.scope, input).map(json)
        }
        Request::TestMetricFilter(input) => filters::test(input).map(json),
        Request::PutSubscriptionFilter(input) => subscriptions::put(state, ctx, input).map(none),
        Request::DeleteSubscriptionFilter(input) => {
            subscriptions::delete(state, ctx.scope, input).map(none)
        }
        Request::DescribeSubscriptionFilters(input) => {
            subscriptions::describe(state, ctx.scope, input).map(json)
        }
        Request::PutResourcePolicy(input) => policies::put(state, ctx, input).map(json),
        Request::DeleteResourcePolicy(input) => policies::delete(state, ctx.scope, input).map(none),
        Request::DescribeResourcePolicies(input) => {
            policies::describe(state, ctx.scope, input).map(json)
        }
        Request::TagLogGroup(input) => groups::tag_group(state, ctx.scope, input).map(none),
        Request::UntagLogGroup(input) => groups::untag_group(state, ctx.scope, input).map(none),
        Request::ListTagsLogGroup(input) => {
            groups::tags_of_group(state, ctx.scope, input).map(json)
        }
        Request::StartQuery(input) => queries::start(state, ctx, input).map(json),
        Request::StopQuery(input) => queries::stop(state, ctx, input).map(json),
        Request::GetQueryResults(input) => queries::results(state, ctx, input).map(json),
        Request::DescribeQueries(input) => queries::describe(state, ctx, input).map(json),
    }
}

/// `InvalidParameterException`.
fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterException", text)
}

/// The same in the words of the service model.
fn breaks(value: &str, member: &str, rule: &str) -> ApiError {
    invalid(format!(
        "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: \
         {rule}"
    ))
}

fn missing(text: &str) -> ApiError {
    ApiError::new("ResourceNotFoundException", text)
}

fn no_group() -> ApiError {
    missing("The specified log group does not exist.")
}

fn no_stream() -> ApiError {
    missing("The specified log stream does not exist.")
}

/// A name of a group or a stream, of which only some characters are allowed.
fn check_name(
    (name, member): (&str, &str),
    pattern: &str,
    fits: impl Fn(char) -> bool,
) -> Result<(), ApiError> {
    if name.chars().count() > 512 {
        return Err(breaks(name, member, "Member must have length less than or equal to 512"));
    }
    if !name.chars().all(fits) {
        let rule = format!("Member must satisfy regular expression pattern: {pattern}");
        return Err(breaks(name, member, &rule));
    }
    Ok(())
}

/// The name of a group, checked.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
fn group_name(name: &str) -> Result<(), ApiError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-_/#".contains(c);
    check_name((name, "logGroupName"), "[\\.\\-_/#A-Za-z0-9]+", fits)
}

/// The name of a stream, checked.
fn stream_name(name: &str) -> Result<(), ApiError> {
    check_name((name, "logStreamName"), "[^:*]*", |c| !":*".contains(c))
}

/// The group a request names one way or the other.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
fn one_group<'a>(
    state: &'a State,
    scope: Scope,
    (name, identifier): (Option<&String>, Option<&String>),
) -> Result<&'a Group, ApiError> {
    match (name, identifier) {
        (Some(name), None) => {
            group_name(name)?;
            state.group(scope, name).ok_or_else(no_group)
        }
        (None, Some(identifier)) => {
            let arn = Arn::parse(identifier);
            let elsewhere = arn.and_then(|arn| arn.account()).filter(|of| *of != scope.account);
            if let Some(account) = elsewhere {
                return Err(ApiError::not_simulated(format!("log groups of account {account}")));
            }
            state.group(scope, name_in(identifier)).ok_or_else(no_group)
        }
        // AWS documents the rule; its words are not known.
        _ => Err(invalid("Specify either logGroupName or logGroupIdentifier, but not both.")),
    }
}

/// How much of a listing is asked for.
fn limit(asked: Option<i32>, most: i32) -> Result<usize, ApiError> {
    let limit = asked.unwrap_or(most);
    if limit > most {
        let rule = format!("Member must have value less than or equal to {most}");
        return Err(breaks(&limit.to_string(), "limit", &rule));
    }
    Ok(limit.max(1) as usize)
}

/// One page of a listing.
fn page<T>(
    items: Vec<T>,
    token: Option<&str>,
    size: usize,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let found = api::page::page(items, token, size);
    found.ok_or_else(|| invalid("The specified nextToken is invalid."))
}

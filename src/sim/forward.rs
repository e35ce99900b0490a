//! Subscription filters at work: events of log groups on their way to functions and to Firehose.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::caller::Caller;
use super::fact::Cause;
use super::scope::{AccountId, Arn, Region, Scope};
use super::service_role::{Acting, open, trusts};
use super::world::World;
use crate::api::ApiError;
use crate::services::failure::Failure;
use crate::services::firehose::api::Request as Firehose;
use crate::services::firehose::shapes::{PutRecordInput, Record};
use crate::services::logs::api::Request as Logs;
use crate::services::logs::ops::subscriptions::{Destination, check};
use crate::services::logs::subscription::{Batch, control_message, principals};
use crate::services::logs::{Fact, Outcome};
use crate::services::{Request, iam, lambda};

/// The name of sessions of CloudWatch Logs. AWS does not document it; this is ours.
const SESSION: &str = "CloudWatchLogsSubscription";

/// Tries the destination of a subscription filter before it stays: whether the policy of a function
/// lets the service in, and whether Firehose takes a message in the role.
pub(super) fn reach(
    world: &mut World,
    scope: Scope,
    cause: Cause,
    request: &Logs,
) -> Result<(), ApiError> {
    let Logs::PutSubscriptionFilter(input) = request else { return Ok(()) };
    let (group, destination) = check(&world.logs, scope, input)?;
    let invalid = |text: &str| ApiError::new("InvalidParameterException", text);
    match destination {
        Destination::Function(function) => {
            let request = invocation(&function, &[]);
            let there = world.lambda.functions().contains_key(&plain(&function));
            let caller = who(world, &group, scope, &request);
            let allowed = iam::authorize(world, &caller, scope, &request).is_ok();
            let text = "Could not execute the lambda function. Make sure you have given \
                        CloudWatch Logs permission to execute your function.";
            if there && allowed { Ok(()) } else { Err(invalid(text)) }
        }
        Destination::Stream(stream, role) => {
            let data = control_message(world.now);
            let to = To { group: &group, scope, stream: &stream, role: &role };
            let text = "Could not deliver test message to specified Firehose stream. Check if the \
                        given Firehose stream is in ACTIVE state.";
            put(world, cause, &to, None, &data).map(|_| ()).map_err(|_| invalid(text))
        }
    }
}

/// The function itself, whatever version of it an ARN names.
fn plain(function: &Arn) -> Arn {
    let name = function.rest().trim_start_matches("function:");
    let name = name.split(':').next().unwrap_or_default();
    let scope = Scope {
        account: function.account().unwrap_or(AccountId::HOME),
        region: function.region().unwrap_or(Region::US_EAST_1),
    };
    scope.arn("lambda", &format!("function:{name}"))
}

/// Hands events on. What does not work is told and not tried again.
pub(super) fn forward(world: &mut World, cause: Cause, batch: &Batch) {
    let found = world.logs.groups().get(&batch.group);
    let found = found
        .and_then(|group| Some((group.scope, group.subscriptions.get(&batch.filter)?.clone())));
    let Some((scope, subscription)) = found else { return };
    let data = batch.packed(&subscription);
    let destination = subscription.destination.clone();
    let sent = match &subscription.role {
        None => {
            let request = invocation(&destination, &data);
            let caller = who(world, &batch.group, scope, &request);
            let region = destination.region().unwrap_or(scope.region);
            world.call_as(caller, region, &request, cause).0.map(|_| None)
        }
        Some(role) => {
            let to = To { group: &batch.group, scope, stream: &destination, role };
            put(world, cause, &to, subscription.session.as_deref(), &data).map(Some)
        }
    };
    let (group, filter) = (batch.group.clone(), batch.filter.clone());
    let events = batch.events.len() as u32;
    let (session, failure) = match sent {
        Ok(session) => (session, None),
        Err(error) => (None, Some(Failure::from(error))),
    };
    let fact = match &failure {
        None => Fact::Forwarded { group, filter, destination, events },
        Some(failure) => {
            Fact::NotForwarded { group, filter, destination, error: failure.code.clone() }
        }
    };
    let outcome = Outcome { at: world.now, failure };
    world.logs.forwarded((&batch.group, &batch.filter), session, events, outcome);
    world.happened(cause, fact);
}

/// As whom the service asks: in the Region's name, or its own where only that is let in.
fn who(world: &World, group: &Arn, scope: Scope, request: &Request) -> Caller {
    let source = wide(group);
    let callers = principals(scope.region).map(|it| Caller::service(scope, it, source.clone()));
    let [own, _] = callers.clone();
    let allowed = |caller: &Caller| iam::authorize(world, caller, scope, request).is_ok();
    callers.into_iter().find(allowed).unwrap_or(own)
}

/// A group as policies name what acts for it.
fn wide(group: &Arn) -> Arn {
    Arn::parse(&format!("{group}:*")).unwrap_or_else(|| group.clone())
}

fn invocation(function: &Arn, data: &[u8]) -> Request {
    let event = json!({ "awslogs": { "data": STANDARD.encode(data) } });
    let input = lambda::shapes::InvokeInput {
        function_name: function.to_string(),
        invocation_type: Some("Event".to_owned()),
        payload: Some(event.to_string()),
        ..Default::default()
    };
    lambda::api::Request::Invoke(input).into()
}

/// A Firehose stream, and in which role which group puts into it.
struct To<'a> {
    group: &'a Arn,
    scope: Scope,
    stream: &'a Arn,
    role: &'a Arn,
}

/// Puts a record; the key of the session in which it was put.
fn put(
    world: &mut World,
    cause: Cause,
    to: &To<'_>,
    session: Option<&str>,
    data: &[u8],
) -> Result<String, ApiError> {
    let source = wide(to.group);
    let acting = |principal: &'static str| Acting {
        principal,
        source: &source,
        scope: to.scope,
        role: to.role,
        session: SESSION,
        external_id: None,
    };
    let [own, other] = principals(to.scope.region).map(acting);
    let acting = if trusts(world, &other).is_ok() { other } else { own };
    let (caller, key) = open(world, cause, &acting, session)?;
    let name = to.stream.rest().trim_start_matches("deliverystream/").to_owned();
    let record = Record { data: STANDARD.encode(data) };
    let request = Firehose::PutRecord(PutRecordInput { name, record }).into();
    let region = to.stream.region().unwrap_or(to.scope.region);
    world.call_as(caller, region, &request, cause).0?;
    Ok(key)
}

//! One arm an operation.

mod messages;
mod queues;

use serde_json::Value;

use super::api::Request;
use super::state::{Queue, State, arn_of};
use crate::api::ApiError;
use crate::api::reply::{json, none};
use crate::services::iam::Accounts;
use crate::sim::{Caller, Ctx};

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &Accounts,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateQueue(input) => queues::create(state, ctx, iam, input).map(json),
        Request::GetQueueUrl(input) => queues::url(state, ctx, input).map(json),
        Request::ListQueues(input) => queues::list(state, ctx, input).map(json),
        Request::GetQueueAttributes(input) => queues::attributes(state, ctx, input).map(json),
        Request::SetQueueAttributes(input) => queues::set(state, ctx, iam, input).map(none),
        Request::DeleteQueue(input) => queues::delete(state, ctx, input).map(none),
        Request::PurgeQueue(input) => queues::purge(state, ctx, input).map(none),
        Request::SendMessage(input) => messages::send(state, ctx, caller, input).map(json),
        Request::ReceiveMessage(input) => messages::receive(state, ctx, input).map(json),
        Request::DeleteMessage(input) => messages::delete(state, ctx, input).map(none),
        Request::ChangeMessageVisibility(input) => messages::change(state, ctx, input).map(none),
        Request::TagQueue(input) => queues::tag(state, ctx, input).map(none),
        Request::UntagQueue(input) => queues::untag(state, ctx, input).map(none),
        Request::ListQueueTags(input) => queues::tags(state, ctx, input).map(json),
    }
}

fn missing() -> ApiError {
    let text = "The specified queue does not exist.";
    ApiError::new("AWS.SimpleQueueService.NonExistentQueue", text)
}

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterValue", text)
}

/// The queue of a URL. One of another Region is none of this endpoint's.
fn found<'a>(state: &'a State, ctx: &Ctx<'_>, url: &str) -> Result<&'a Queue, ApiError> {
    if !url.contains('/') {
        let text = format!("The address {url} is not valid for this endpoint.");
        return Err(ApiError::new("InvalidAddress", text).http(404));
    }
    let arn = arn_of(&ctx.scope, url);
    let here = arn.region() == Some(ctx.scope.region);
    state.queues.get(&arn).filter(|_| here).ok_or_else(missing)
}

/// The same, to be changed.
fn found_mut<'a>(
    state: &'a mut State,
    ctx: &Ctx<'_>,
    url: &str,
) -> Result<&'a mut Queue, ApiError> {
    let arn = found(state, ctx, url)?.arn();
    state.queues.get_mut(&arn).ok_or_else(missing)
}

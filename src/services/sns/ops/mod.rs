//! One arm an operation.

mod attributes;
mod batch;
mod permissions;
pub mod publish;
mod settings;
mod subscriptions;
mod tags;
mod topics;

use crate::api::reply::{json, none};
use serde_json::Value;

use super::api::Request;
use super::state::{State, Topic};
use crate::api::{self, ApiError};
use crate::services::iam::Accounts;
use crate::sim::scope::Arn;
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
        Request::CreateTopic(input) => topics::create(state, ctx, iam, input).map(json),
        Request::DeleteTopic(input) => topics::delete(state, ctx, input).map(none),
        Request::ListTopics(input) => topics::list(state, ctx, input).map(json),
        Request::GetTopicAttributes(input) => topics::attributes(state, ctx, input).map(json),
        Request::SetTopicAttributes(input) => topics::set(state, ctx, iam, input).map(none),
        Request::Subscribe(input) => subscriptions::subscribe(state, ctx, input).map(json),
        Request::ConfirmSubscription(input) => {
            subscriptions::confirm(state, ctx, caller, input).map(json)
        }
        Request::Unsubscribe(input) => {
            subscriptions::unsubscribe(state, ctx, caller, input).map(none)
        }
        Request::ListSubscriptions(input) => subscriptions::list(state, ctx, input).map(json),
        Request::ListSubscriptionsByTopic(input) => {
            subscriptions::list_by_topic(state, ctx, input).map(json)
        }
        Request::GetSubscriptionAttributes(input) => {
            subscriptions::attributes(state, ctx, input).map(json)
        }
        Request::SetSubscriptionAttributes(input) => settings::set(state, ctx, input).map(none),
        Request::Publish(input) => publish::publish(state, ctx, input).map(json),
        Request::PublishBatch(input) => batch::publish(state, ctx, input).map(json),
        Request::AddPermission(input) => permissions::add(state, ctx, iam, input).map(none),
        Request::RemovePermission(input) => permissions::remove(state, ctx, input).map(none),
        Request::ListTagsForResource(input) => tags::list(state, ctx, input).map(json),
        Request::TagResource(input) => tags::add(state, ctx, input).map(none),
        Request::UntagResource(input) => tags::remove(state, ctx, input).map(none),
    }
}

/// `InvalidParameter`: `Invalid parameter: WHAT`.
fn invalid(what: &str) -> ApiError {
    ApiError::new("InvalidParameter", format!("Invalid parameter: {what}"))
}

/// Reads an ARN; `member` names it in the error. What is in another Region is nothing that can be
/// named here: <https://github.com/boto/boto3/issues/646> shows it of `TopicArn`; that AWS names
/// other members alike is taken to be so.
fn arn(ctx: &Ctx<'_>, member: &str, text: &str) -> Result<Arn, ApiError> {
    let parts = text.split(':').count();
    let reason =
        || invalid(&format!("{member} Reason: An ARN must have at least 6 elements, not {parts}"));
    let arn = Arn::parse(text).ok_or_else(reason)?;
    if arn.region().is_some_and(|region| region != ctx.scope.region) {
        return Err(invalid(member));
    }
    Ok(arn)
}

fn topic<'a>(state: &'a State, ctx: &Ctx<'_>, text: &str) -> Result<(Arn, &'a Topic), ApiError> {
    let arn = arn(ctx, "TopicArn", text)?;
    let missing = || ApiError::new("NotFound", "Topic does not exist").http(404);
    let topic = state.topics.get(&arn).ok_or_else(missing)?;
    Ok((arn, topic))
}

/// One page of 100 items.
fn page<T>(items: Vec<T>, token: Option<&String>) -> Result<(Vec<T>, Option<String>), ApiError> {
    api::page::page(items, token.map(String::as_str), 100).ok_or_else(|| invalid("NextToken"))
}

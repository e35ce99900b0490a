//! Subscription filters: put, listed, deleted.

use super::{filters, group_name, invalid, limit, missing, no_group, page};
use crate::api::ApiError;
use crate::services::logs::shapes::{
    DeleteSubscriptionFilterInput, DescribeSubscriptionFiltersInput,
    DescribeSubscriptionFiltersOutput, PutSubscriptionFilterInput, SubscriptionFilterItem,
};
use crate::services::logs::state::{Group, State, arn};
use crate::services::logs::subscription::Subscription;
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Scope};

/// The most subscription filters of a group.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>
const MAX: usize = 2;
const DISTRIBUTIONS: [&str; 2] = ["ByLogStream", "Random"];

/// What events are handed to.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// A function, whose policy lets CloudWatch Logs in.
    Function(Arn),
    /// A Firehose stream, and the role that may put into it.
    Stream(Arn, Arn),
}

/// Checks a request by itself: what it hands events to. The words of the first and the third are
/// recorded; the others follow them.
pub fn destination(
    scope: Scope,
    input: &PutSubscriptionFilterInput,
) -> Result<Destination, ApiError> {
    let given = Arn::parse(&input.destination).ok_or_else(|| invalid("Invalid destinationArn"))?;
    let role = input.role.as_deref().map(|role| Arn::parse(role).ok_or(role)).transpose();
    let role = role.map_err(|_| invalid("Invalid roleArn"))?;
    let vendor = given.service().to_owned();
    if vendor == "lambda" && given.account() != Some(scope.account) {
        let text = "Cross-account lambda invocation passing is not allowed. You must use \
                    DestinationPolicies to create cross account lambda triggers.";
        return Err(ApiError::new("AccessDeniedException", text));
    }
    match (vendor.as_str(), role) {
        ("lambda", None) => Ok(Destination::Function(given)),
        ("lambda", Some(_)) => {
            Err(invalid("destinationArn for vendor lambda cannot be used with roleArn"))
        }
        ("firehose", Some(role)) => Ok(Destination::Stream(given, role)),
        ("firehose" | "kinesis", None) => Err(invalid(format!(
            "destinationArn for vendor {vendor} cannot be used without roleArn"
        ))),
        ("kinesis" | "logs" | "es", _) => {
            Err(ApiError::not_simulated(format!("destinations of {vendor}")))
        }
        _ => Err(invalid(format!(
            "PutSubscriptionFilter operation cannot work with destinationArn for vendor {vendor}"
        ))),
    }
}

/// The group a filter is put to, if everything about the request but its destination is well.
pub fn check(
    state: &State,
    scope: Scope,
    input: &PutSubscriptionFilterInput,
) -> Result<(Arn, Destination), ApiError> {
    group_name(&input.group)?;
    filters::name(&input.name)?;
    filters::pattern(&input.pattern)?;
    let distribution = input.distribution.as_deref().unwrap_or("ByLogStream");
    if !DISTRIBUTIONS.contains(&distribution) {
        let rule = "Member must satisfy enum value set: [Random, ByLogStream]";
        return Err(super::breaks(distribution, "distribution", rule));
    }
    let destination = destination(scope, input)?;
    let group = state.group(scope, &input.group).ok_or_else(no_group)?;
    if group.subscriptions.len() >= MAX && !group.subscriptions.contains_key(&input.name) {
        return Err(ApiError::new("LimitExceededException", "Resource limit exceeded."));
    }
    Ok((group.arn.clone(), destination))
}

/// Puts a filter. It sees the events that come in from now on.
pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutSubscriptionFilterInput,
) -> Result<(), ApiError> {
    let (arn, destination) = check(state, ctx.scope, input)?;
    let (destination, role) = match destination {
        Destination::Function(function) => (function, None),
        Destination::Stream(stream, role) => (stream, Some(role)),
    };
    let distribution = input.distribution.as_deref().unwrap_or("ByLogStream").to_owned();
    let pattern = filters::pattern(&input.pattern)?;
    let group = state.groups.get_mut(&arn).ok_or_else(no_group)?;
    let old = group.subscriptions.get(&input.name);
    let subscription = Subscription {
        name: input.name.clone(),
        text: input.pattern.clone(),
        pattern,
        destination,
        role,
        distribution,
        created: old.map_or(ctx.now, |old| old.created),
        session: None,
        forwarded: 0,
        last: None,
    };
    group.subscriptions.insert(input.name.clone(), subscription);
    Ok(())
}

/// Deletes a filter.
pub fn delete(
    state: &mut State,
    scope: Scope,
    input: &DeleteSubscriptionFilterInput,
) -> Result<(), ApiError> {
    group_name(&input.group)?;
    let group = state.groups.get_mut(&arn(scope, &input.group)).ok_or_else(no_group)?;
    let none = || missing("The specified subscription filter does not exist.");
    group.subscriptions.remove(&input.name).map(|_| ()).ok_or_else(none)
}

fn item(group: &Group, subscription: &Subscription) -> SubscriptionFilterItem {
    SubscriptionFilterItem {
        name: subscription.name.clone(),
        group: group.name.clone(),
        pattern: subscription.text.clone(),
        destination: subscription.destination.to_string(),
        role: subscription.role.as_ref().map(Arn::to_string),
        distribution: subscription.distribution.clone(),
        transformed: false,
        created: subscription.created.as_millis(),
    }
}

/// Lists the filters of a group.
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeSubscriptionFiltersInput,
) -> Result<DescribeSubscriptionFiltersOutput, ApiError> {
    let size = limit(input.limit, 50)?;
    group_name(&input.group)?;
    let group = state.group(scope, &input.group).ok_or_else(no_group)?;
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let asked = group.subscriptions.values().filter(|one| one.name.starts_with(prefix));
    let items = asked.map(|one| item(group, one)).collect();
    let (filters, next_token) = page(items, input.next_token.as_deref(), size)?;
    Ok(DescribeSubscriptionFiltersOutput { filters, next_token })
}

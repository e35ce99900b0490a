//! What can be done with log groups on their pages, as requests.

use crate::services::Request;
use crate::services::logs::api::Request as Logs;
use crate::services::logs::ops::groups;
use crate::services::logs::shapes::{
    CreateLogGroupInput, DeleteMetricFilterInput, DeleteSubscriptionFilterInput, GroupInput,
    PutRetentionPolicyInput, PutSubscriptionFilterInput,
};

/// The days events can be kept.
pub const DAYS: [i32; 22] = groups::DAYS;

/// Makes a group, and lets its events go after some days if any are named.
pub fn create(name: &str, days: Option<i32>) -> Vec<Request> {
    let input = CreateLogGroupInput { group: name.to_owned(), ..CreateLogGroupInput::default() };
    let mut requests = vec![Logs::CreateLogGroup(input).into()];
    if days.is_some() {
        requests.push(retention(name, days));
    }
    requests
}

/// Lets the events of a group go after some days, or never.
pub fn retention(name: &str, days: Option<i32>) -> Request {
    let group = name.to_owned();
    match days {
        Some(days) => Logs::PutRetentionPolicy(PutRetentionPolicyInput { group, days }).into(),
        None => Logs::DeleteRetentionPolicy(GroupInput { group }).into(),
    }
}

/// Deletes a group with all its events.
pub fn delete(name: &str) -> Request {
    Logs::DeleteLogGroup(GroupInput { group: name.to_owned() }).into()
}

/// Deletes a metric filter.
pub fn delete_filter(group: &str, name: &str) -> Request {
    let (group, name) = (group.to_owned(), name.to_owned());
    Logs::DeleteMetricFilter(DeleteMetricFilterInput { group, name }).into()
}

/// Hands events of a group on: to a function, or in a role to Firehose.
pub fn subscribe(
    group: &str,
    name: &str,
    pattern: &str,
    (destination, role): (&str, &str),
) -> Request {
    Logs::PutSubscriptionFilter(PutSubscriptionFilterInput {
        group: group.to_owned(),
        name: name.to_owned(),
        pattern: pattern.to_owned(),
        destination: destination.to_owned(),
        role: Some(role.to_owned()).filter(|role| !role.is_empty()),
        distribution: None,
    })
    .into()
}

/// Deletes a subscription filter.
pub fn unsubscribe(group: &str, name: &str) -> Request {
    let (group, name) = (group.to_owned(), name.to_owned());
    Logs::DeleteSubscriptionFilter(DeleteSubscriptionFilterInput { group, name }).into()
}

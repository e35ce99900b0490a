//! What the target of a lifecycle hook is told.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html>:
//! JSON for queues and programs, lines of keys and values for mail.

use serde_json::{Map, Value, json};

use super::hook::{Hook, Target};
use super::state::{Group, State};
use super::wake::{Due, Wake};
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// A message, and for whom it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The hook.
    pub hook: String,
    /// Who is told, and in which role.
    pub target: Target,
    /// The subject for mail.
    pub subject: String,
    /// What is told, in the order of AWS's own messages.
    pub members: Map<String, Value>,
}

/// The members of a mail, in their order there.
const LINES: [&str; 10] = [
    "Service",
    "Time",
    "RequestId",
    "LifecycleActionToken",
    "AccountId",
    "AutoScalingGroupName",
    "LifecycleHookName",
    "EC2InstanceId",
    "LifecycleTransition",
    "NotificationMetadata",
];

impl Notice {
    /// As a queue gets it.
    pub fn json(&self) -> String {
        Value::Object(self.members.clone()).to_string()
    }

    /// As a topic gets it: JSON for programs, lines for people.
    pub fn for_topic(&self) -> String {
        let line = |name: &str| {
            let value = self.members.get(name).map(|value| value.as_str().unwrap_or_default());
            match (value, name) {
                (Some(value), _) => Some(format!("{name}: {value}")),
                (None, "NotificationMetadata") => Some(format!("{name}: null")),
                (None, _) => None,
            }
        };
        // A test speaks of no instance.
        let is_test = self.members.contains_key("Event");
        let own = LINES.into_iter().filter(|name| !is_test || self.members.contains_key(*name));
        let ends = |name: &&str| LINES.contains(name) || matches!(*name, "Origin" | "Destination");
        let others = self.members.keys().map(String::as_str).filter(|name| !ends(name));
        let lines: Vec<String> = own.chain(others).filter_map(line).collect();
        json!({ "default": self.json(), "email": lines.join("\n") }).to_string()
    }
}

/// The message that a wake-up is for, if there is still somebody to tell.
pub fn of(state: &State, wake: &Wake, now: Time) -> Option<Notice> {
    let group = state.group(wake.scope, &wake.group)?;
    match &wake.due {
        Due::Tell { instance, token } => action(group, wake.scope, (instance, token), now),
        Due::Test { hook, request } => test(group, wake.scope, (hook, request), now),
        _ => None,
    }
}

fn notice((name, hook): (&str, &Hook), subject: String, members: Value) -> Option<Notice> {
    let Value::Object(members) = members else { return None };
    Some(Notice { hook: name.to_owned(), target: hook.tells()?, subject, members })
}

fn action(
    group: &Group,
    scope: Scope,
    (instance, token): (&str, &str),
    now: Time,
) -> Option<Notice> {
    let member = group.members.get(instance)?;
    let action = member.hold.actions().iter().find(|action| action.token == token)?;
    let hook = group.hooks.get(&action.hook)?;
    let transition = hook.transition;
    let (origin, destination) = transition.ends();
    let told = json!({
        "Origin": origin,
        "LifecycleHookName": action.hook,
        "Destination": destination,
        "AccountId": scope.account.to_string(),
        "RequestId": member.activity,
        "LifecycleTransition": transition.name(),
        "AutoScalingGroupName": group.name,
        "Service": "AWS Auto Scaling",
        "Time": now.iso_millis(),
        "EC2InstanceId": instance,
    });
    let Value::Object(mut members) = told else { return None };
    if let Some(metadata) = &hook.metadata {
        members.insert("NotificationMetadata".to_owned(), json!(metadata));
    }
    members.insert("LifecycleActionToken".to_owned(), json!(token));
    let word = transition.word();
    let subject =
        format!("Auto Scaling:  Lifecycle action '{word}' for instance {instance} in progress.");
    notice((&action.hook, hook), subject, Value::Object(members))
}

fn test(group: &Group, scope: Scope, (name, request): (&str, &str), now: Time) -> Option<Notice> {
    let hook = group.hooks.get(name)?;
    let members = json!({
        "AccountId": scope.account.to_string(),
        "RequestId": request,
        "AutoScalingGroupARN": group.arn.as_str(),
        "AutoScalingGroupName": group.name,
        "Service": "AWS Auto Scaling",
        "Event": "autoscaling:TEST_NOTIFICATION",
        "Time": now.iso_millis(),
    });
    // SNS takes subjects of a hundred characters at most.
    let subject = format!("Auto Scaling: test notification for group \"{}\"", group.name);
    notice((name, hook), subject.chars().take(100).collect(), members)
}

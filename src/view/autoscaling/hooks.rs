//! The lifecycle hooks of a group, and what is done with them, as requests.

use crate::services::Request;
use crate::services::autoscaling::api::Request as Call;
use crate::services::autoscaling::hook::{Hook, Outcome, Transition};
use crate::services::autoscaling::shapes::hooks::{
    CompleteLifecycleActionInput, DeleteLifecycleHookInput, PutLifecycleHookInput,
    RecordLifecycleActionHeartbeatInput,
};
use crate::services::autoscaling::state::Group;
use crate::sim::time::{Span, Time};

/// A lifecycle hook.
#[derive(Clone, Debug, PartialEq)]
pub struct HookRow {
    /// Its name.
    pub name: String,
    /// The way on which instances wait.
    pub transition: Transition,
    /// How long without a sign.
    pub heartbeat: Span,
    /// What follows then.
    pub default: Outcome,
    /// Who is told.
    pub target: Option<String>,
    /// When that was told last, and why it did not arrive.
    pub told: Option<(Time, Option<String>)>,
}

/// The hooks of a group.
pub fn rows(group: &Group) -> Vec<HookRow> {
    group.hooks.iter().map(|(name, hook)| row(name, hook)).collect()
}

fn row(name: &str, hook: &Hook) -> HookRow {
    let told = hook.told.as_ref().map(|told| {
        let failure = told.failure.as_ref();
        (told.at, failure.map(|failure| format!("{}: {}", failure.code, failure.message)))
    });
    HookRow {
        name: name.to_owned(),
        transition: hook.transition,
        heartbeat: hook.heartbeat,
        default: hook.default,
        target: hook.target.as_ref().map(|arn| arn.to_string()),
        told,
    }
}

/// What the form for a hook says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// The way on which instances are to wait.
    pub transition: Transition,
    /// How many seconds without a sign.
    pub heartbeat: String,
    /// What follows then.
    pub default: Outcome,
    /// The ARN of a topic or queue, which may be empty.
    pub target: String,
    /// The ARN of the role in which that is told.
    pub role: String,
    /// What is told beside.
    pub metadata: String,
}

impl Default for Draft {
    fn default() -> Draft {
        Draft {
            name: String::new(),
            transition: Transition::Launching,
            heartbeat: "300".to_owned(),
            default: Outcome::Abandon,
            target: String::new(),
            role: String::new(),
            metadata: String::new(),
        }
    }
}

impl Draft {
    /// Makes it; nothing as long as the name is missing or the time is none.
    pub fn request(&self, group: &str) -> Option<Request> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let input = PutLifecycleHookInput {
            lifecycle_hook_name: given(&self.name)?,
            auto_scaling_group_name: group.to_owned(),
            lifecycle_transition: Some(self.transition.name().to_owned()),
            heartbeat_timeout: Some(self.heartbeat.trim().parse().ok()?),
            default_result: Some(self.default.name().to_owned()),
            notification_target_arn: given(&self.target),
            role_arn: given(&self.role),
            notification_metadata: given(&self.metadata),
        };
        Some(Call::PutLifecycleHook(input).into())
    }
}

/// Deletes a hook.
pub fn delete(group: &str, hook: &str) -> Request {
    let input = DeleteLifecycleHookInput {
        lifecycle_hook_name: hook.to_owned(),
        auto_scaling_group_name: group.to_owned(),
    };
    Call::DeleteLifecycleHook(input).into()
}

/// Completes what an instance waits for.
pub fn complete(group: &str, (hook, instance): (&str, &str), outcome: Outcome) -> Request {
    let input = CompleteLifecycleActionInput {
        lifecycle_hook_name: hook.to_owned(),
        auto_scaling_group_name: group.to_owned(),
        lifecycle_action_result: outcome.name().to_owned(),
        instance_id: Some(instance.to_owned()),
        lifecycle_action_token: None,
    };
    Call::CompleteLifecycleAction(input).into()
}

/// Lets an instance wait on.
pub fn heartbeat(group: &str, (hook, instance): (&str, &str)) -> Request {
    let input = RecordLifecycleActionHeartbeatInput {
        lifecycle_hook_name: hook.to_owned(),
        auto_scaling_group_name: group.to_owned(),
        instance_id: Some(instance.to_owned()),
        lifecycle_action_token: None,
    };
    Call::RecordLifecycleActionHeartbeat(input).into()
}

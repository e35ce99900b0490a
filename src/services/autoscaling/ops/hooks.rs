//! Lifecycle hooks and actions.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html>. How AWS
//! words what is wrong with a hook's own members is not known: those texts are ours.

use super::{group, group_mut};
use crate::api::ApiError;
use crate::services::autoscaling::Sight;
use crate::services::autoscaling::api::Request;
use crate::services::autoscaling::errors::{no_group, validation};
use crate::services::autoscaling::facts::{Fact, What};
use crate::services::autoscaling::hook::{Hook, Outcome, Target, Transition, longest};
use crate::services::autoscaling::shapes::groups::CreateAutoScalingGroupInput;
use crate::services::autoscaling::shapes::hooks::{
    CompleteLifecycleActionInput, DeleteLifecycleHookInput, DescribeLifecycleHooksInput,
    DescribeLifecycleHooksOutput, LifecycleHook, LifecycleHookSpecification,
    LifecycleHookTypesOutput, PutLifecycleHookInput, RecordLifecycleActionHeartbeatInput,
};
use crate::services::autoscaling::state::{Group, State};
use crate::services::autoscaling::waiting::{self, Ended, Of};
use crate::services::autoscaling::wake::{Due, Wake};
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Span;

/// The most hooks of a group.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html>
const MOST: usize = 50;
/// The least and the longest time between two signs, in seconds, and the usual one.
const HEARTBEAT: (i32, i32) = (30, 7_200);
const USUAL: Span = Span::hours(1);

/// What is said of a hook, by whichever operation.
struct Given<'a> {
    name: &'a str,
    transition: Option<&'a str>,
    target: Option<&'a str>,
    role: Option<&'a str>,
    metadata: Option<&'a str>,
    heartbeat: Option<i32>,
    default: Option<&'a str>,
}

impl<'a> From<&'a PutLifecycleHookInput> for Given<'a> {
    fn from(input: &'a PutLifecycleHookInput) -> Given<'a> {
        Given {
            name: &input.lifecycle_hook_name,
            transition: input.lifecycle_transition.as_deref(),
            target: input.notification_target_arn.as_deref(),
            role: input.role_arn.as_deref(),
            metadata: input.notification_metadata.as_deref(),
            heartbeat: input.heartbeat_timeout,
            default: input.default_result.as_deref(),
        }
    }
}

impl<'a> From<&'a LifecycleHookSpecification> for Given<'a> {
    fn from(input: &'a LifecycleHookSpecification) -> Given<'a> {
        Given {
            name: &input.lifecycle_hook_name,
            transition: Some(&input.lifecycle_transition),
            target: input.notification_target_arn.as_deref(),
            role: input.role_arn.as_deref(),
            metadata: input.notification_metadata.as_deref(),
            heartbeat: input.heartbeat_timeout,
            default: input.default_result.as_deref(),
        }
    }
}

impl Given<'_> {
    /// The hook; what is not said stays as it was.
    fn read(&self, old: Option<&Hook>) -> Result<Hook, ApiError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
        if !self.name.chars().all(plain) {
            let text = format!("LifecycleHookName {} must match [A-Za-z0-9\\-_\\/]+", self.name);
            return Err(validation(text));
        }
        let transition = match (self.transition, old) {
            (Some(name), _) => Transition::of(name)
                .ok_or_else(|| validation(format!("Invalid Lifecycle Transition: {name}")))?,
            (None, Some(old)) => old.transition,
            (None, None) => {
                return Err(validation("A new lifecycle hook must have a LifecycleTransition"));
            }
        };
        let printable = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='~');
        if self.metadata.is_some_and(|text| !text.chars().all(printable)) {
            return Err(validation("NotificationMetadata must be printable ASCII"));
        }
        let (target, role) = self.target(old)?;
        Ok(Hook {
            transition,
            target,
            role,
            metadata: self.metadata.map(str::to_owned).or_else(|| old?.metadata.clone()),
            heartbeat: self.heartbeat()?.or(old.map(|old| old.heartbeat)).unwrap_or(USUAL),
            default: match self.default {
                Some(name) => outcome(name)?,
                None => old.map_or(Outcome::Abandon, |old| old.default),
            },
            told: old.and_then(|old| old.told.clone()),
        })
    }

    fn heartbeat(&self) -> Result<Option<Span>, ApiError> {
        let (least, most) = HEARTBEAT;
        match self.heartbeat {
            None => Ok(None),
            Some(secs) if (least..=most).contains(&secs) => Ok(Some(Span::secs(i64::from(secs)))),
            Some(secs) => Err(validation(format!(
                "HeartbeatTimeout must be between {least} and {most} seconds; found {secs}"
            ))),
        }
    }

    /// Who is told in which role: an empty text takes the target away.
    fn target(&self, old: Option<&Hook>) -> Result<(Option<Arn>, Option<Arn>), ApiError> {
        let read = |member: &str, text: &str| {
            Arn::parse(text).ok_or_else(|| validation(format!("Invalid {member}: {text}")))
        };
        let target = match self.target {
            Some("") => None,
            Some(text) => Some(read("NotificationTargetARN", text)?),
            None => old.and_then(|old| old.target.clone()),
        };
        let role = match self.role {
            Some(text) => Some(read("RoleARN", text)?),
            None => old.and_then(|old| old.role.clone()),
        };
        match target.as_ref().map(Arn::service) {
            None | Some("sns" | "sqs") => {}
            Some("lambda") => {
                return Err(ApiError::not_simulated("NotificationTargetARN of a function"));
            }
            Some(_) => {
                let text = self.target.unwrap_or_default();
                return Err(validation(format!("Invalid NotificationTargetARN: {text}")));
            }
        }
        if target.is_some() && role.is_none() {
            return Err(validation("A RoleARN must be specified with a NotificationTargetARN"));
        }
        Ok((target, role))
    }
}

fn outcome(name: &str) -> Result<Outcome, ApiError> {
    let wrong = || validation(format!("Invalid lifecycle action result: {name}"));
    Outcome::of(name).ok_or_else(wrong)
}

/// The targets a request would have told, which the kernel tries.
pub fn named(state: &State, scope: Scope, request: &Request) -> Vec<Target> {
    let told = |given: Given<'_>, old: Option<&Hook>| given.read(old).ok()?.tells();
    match request {
        Request::PutLifecycleHook(input) => {
            let group = state.group(scope, &input.auto_scaling_group_name);
            let old = group.and_then(|group| group.hooks.get(&input.lifecycle_hook_name));
            told(Given::from(input), old).into_iter().collect()
        }
        Request::CreateAutoScalingGroup(input) => {
            let all = input.lifecycle_hook_specification_list.iter().flatten();
            all.filter_map(|one| told(Given::from(one), None)).collect()
        }
        _ => Vec::new(),
    }
}

/// Who is to be told must be there, and the role must let Auto Scaling tell it. The words are
/// AWS's: <https://github.com/aws/aws-cdk/issues/1212>.
fn reached(sight: Sight<'_>, hook: &Hook) -> Result<(), ApiError> {
    match hook.tells() {
        Some(target) if !sight.told.contains(&target) => Err(validation(format!(
            "Unable to publish test message to notification target {} using IAM role {}. Please \
             check your target and role configuration and try to put lifecycle hook again.",
            target.arn, target.role
        ))),
        _ => Ok(()),
    }
}

fn too_many() -> ApiError {
    let text = format!("A group may have {MOST} lifecycle hooks at most");
    ApiError::new("LimitExceeded", text)
}

/// The hooks a group is made with.
pub fn specified(
    sight: Sight<'_>,
    input: &CreateAutoScalingGroupInput,
) -> Result<Vec<(String, Hook)>, ApiError> {
    let given = input.lifecycle_hook_specification_list.as_deref().unwrap_or_default();
    let mut hooks: Vec<(String, Hook)> = Vec::new();
    for one in given {
        let hook = Given::from(one).read(None)?;
        if hooks.iter().any(|(name, _)| *name == one.lifecycle_hook_name) {
            let text = format!("Lifecycle hook {} is given twice", one.lifecycle_hook_name);
            return Err(validation(text));
        }
        reached(sight, &hook)?;
        hooks.push((one.lifecycle_hook_name.clone(), hook));
    }
    if hooks.len() > MOST { Err(too_many()) } else { Ok(hooks) }
}

/// The hooks of a group whose targets are to be tried.
pub fn with_targets(group: &Group) -> Vec<String> {
    let told = group.hooks.iter().filter(|(_, hook)| hook.tells().is_some());
    told.map(|(name, _)| name.clone()).collect()
}

/// Sends a target its test message.
pub fn test(state: &mut State, ctx: &mut Ctx<'_>, group: &str, hook: &str) {
    let due = Due::Test { hook: hook.to_owned(), request: state.new_id("autoscaling:test") };
    ctx.wake(ctx.now, Wake { scope: ctx.scope, group: group.to_owned(), due });
}

/// Makes a hook, or changes it. What an instance waits for already stays as it was; that is ours.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    input: &PutLifecycleHookInput,
) -> Result<(), ApiError> {
    let (name, hook) = (&input.auto_scaling_group_name, &input.lifecycle_hook_name);
    let known = group(state, ctx, name)?;
    let old = known.hooks.get(hook);
    let new = Given::from(input).read(old)?;
    if old.is_none() && known.hooks.len() >= MOST {
        return Err(too_many());
    }
    let said = input.notification_target_arn.is_some() || input.role_arn.is_some();
    let tried = said && new.tells().is_some();
    if tried {
        reached(sight, &new)?;
    }
    group_mut(state, ctx, name)?.hooks.insert(hook.clone(), new);
    let what = What::HookPut { hook: hook.clone() };
    ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what });
    if tried {
        test(state, ctx, name, hook);
    }
    Ok(())
}

/// Describes hooks by name.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeLifecycleHooksInput,
) -> Result<DescribeLifecycleHooksOutput, ApiError> {
    let known = group(state, ctx, &input.auto_scaling_group_name)?;
    let names = input.lifecycle_hook_names.as_deref().unwrap_or_default();
    let asked = known.hooks.iter().filter(|(name, _)| names.is_empty() || names.contains(name));
    let lifecycle_hooks = asked.map(|(name, hook)| shown(known, name, hook)).collect();
    Ok(DescribeLifecycleHooksOutput { lifecycle_hooks })
}

fn shown(group: &Group, name: &str, hook: &Hook) -> LifecycleHook {
    LifecycleHook {
        lifecycle_hook_name: name.to_owned(),
        auto_scaling_group_name: group.name.clone(),
        lifecycle_transition: hook.transition.name().to_owned(),
        notification_target_arn: hook.target.as_ref().map(Arn::to_string),
        role_arn: hook.role.as_ref().map(Arn::to_string),
        notification_metadata: hook.metadata.clone(),
        heartbeat_timeout: hook.heartbeat.as_secs() as i32,
        global_timeout: longest(hook.heartbeat).as_secs() as i32,
        default_result: hook.default.name().to_owned(),
    }
}

/// Tells on which ways hooks may be.
pub fn types() -> LifecycleHookTypesOutput {
    let lifecycle_hook_types = Transition::ALL.map(|one| one.name().to_owned()).to_vec();
    LifecycleHookTypesOutput { lifecycle_hook_types }
}

/// Deletes a hook; what instances wait for of it is over.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteLifecycleHookInput,
) -> Result<(), ApiError> {
    let (name, hook) = (&input.auto_scaling_group_name, &input.lifecycle_hook_name);
    if !group(state, ctx, name)?.hooks.contains_key(hook) {
        // How AWS's sentence ends is not known.
        return Err(validation(format!("No Lifecycle Hook found with name {hook}")));
    }
    // It goes first: an instance that is given up now waits for it no more on its way out.
    group_mut(state, ctx, name)?.hooks.remove(hook);
    let what = What::HookDeleted { hook: hook.clone() };
    ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what });
    waiting::drop_hook(state, ctx, name, hook);
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// An action by its token, or by its instance: both are words of AWS's when there is none.
/// <https://github.com/convox/rack/issues/2432>
fn action(
    group: &Group,
    hook: &str,
    (token, instance): (Option<&String>, Option<&String>),
) -> Result<(String, String), ApiError> {
    let all = group
        .members
        .iter()
        .flat_map(|(id, member)| member.hold.actions().iter().map(move |action| (id, action)));
    let mut of_hook = all.filter(|(_, action)| action.hook == hook);
    let (found, by) = match (token, instance) {
        (Some(token), _) => {
            let meant = |id: &String| instance.is_none_or(|instance| instance == id);
            let found = of_hook.find(|(id, action)| action.token == *token && meant(id));
            (found, format!("token {token}"))
        }
        (None, Some(instance)) => {
            (of_hook.find(|(id, _)| *id == instance), format!("instance ID {instance}"))
        }
        (None, None) => {
            let text = "Either LifecycleActionToken or InstanceId must be specified";
            return Err(validation(text));
        }
    };
    let none = || validation(format!("No active Lifecycle Action found with {by}"));
    found.map(|(id, action)| (id.clone(), action.token.clone())).ok_or_else(none)
}

/// Completes an action.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/completing-lifecycle-hooks.html>
pub fn complete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CompleteLifecycleActionInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let result = outcome(&input.lifecycle_action_result)?;
    let by = (input.lifecycle_action_token.as_ref(), input.instance_id.as_ref());
    let (instance, token) = action(known, &input.lifecycle_hook_name, by)?;
    let of = Of { group: name, instance: &instance, token: &token };
    waiting::finish(state, ctx, of, (result, Ended::Completed));
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// Lets an instance wait on.
pub fn heartbeat(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RecordLifecycleActionHeartbeatInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let by = (input.lifecycle_action_token.as_ref(), input.instance_id.as_ref());
    let known = state.group_mut(ctx.scope, name).ok_or_else(|| no_group(name))?;
    let (instance, token) = action(known, &input.lifecycle_hook_name, by)?;
    waiting::heartbeat(known, ctx, Of { group: name, instance: &instance, token: &token });
    Ok(())
}

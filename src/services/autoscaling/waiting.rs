//! Instances that wait for lifecycle actions: how a wait begins, goes on and ends.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html>

use super::activity::{Status, at};
use super::facts::{Fact, What};
use super::hook::{Action, Hold, Outcome, Transition, longest};
use super::state::{Group, Lifecycle, Member, State};
use super::wake::{Due, Wake};
use super::{Sight, capacity};
use crate::services::ec2::lifecycle::InstanceState;
use crate::sim::fact::Cause;
use crate::sim::time::Time;
use crate::sim::{Ctx, timing};

/// An action of an instance: its token is the key.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// The group.
    pub group: &'a str,
    /// The instance.
    pub instance: &'a str,
    /// The action.
    pub token: &'a str,
}

/// Why an action is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    /// Somebody completed it, or its hook is gone.
    Completed,
    /// Nobody gave a sign in time.
    TimedOut,
}

impl Ended {
    /// What a launch that was abandoned says.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html>,
    /// <https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html>
    fn message(self, token: &str) -> String {
        let how = match self {
            Ended::Completed => "Lifecycle Action Completed with ABANDON Result",
            Ended::TimedOut => "Heartbeat Timeout",
        };
        format!(
            "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token \
             {token} was abandoned: {how}"
        )
    }
}

/// Lets an instance wait for each hook of its way at once; whether there is one. An instance of a
/// group that is deleted by force waits for none.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html>
pub(super) fn begin(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (name, instance): (&str, &str),
    transition: Transition,
) -> bool {
    let Some(group) = state.group(ctx.scope, name).filter(|group| !group.deleting) else {
        return false;
    };
    let of_way = group.hooks.iter().filter(|(_, hook)| hook.transition == transition);
    let hooks: Vec<_> = of_way.map(|(name, hook)| (name.clone(), hook.clone())).collect();
    if hooks.is_empty() {
        return false;
    }
    let mut actions = Vec::new();
    for (name, hook) in &hooks {
        actions.push(Action {
            hook: name.clone(),
            token: state.new_id("autoscaling:action"),
            until: ctx.now + hook.heartbeat,
            limit: ctx.now + longest(hook.heartbeat),
            heartbeat: hook.heartbeat,
            default: hook.default,
        });
    }
    let Some(group) = state.group_mut(ctx.scope, name) else { return false };
    let Some(member) = group.members.get_mut(instance) else { return false };
    member.hold = Hold::Waits(actions.clone());
    let activity = member.activity.clone();
    if let Some(known) = activity.and_then(|id| group.activity(&id)) {
        known.status = match transition {
            Transition::Launching => Status::MidLifecycleAction,
            Transition::Terminating => Status::MidTerminatingLifecycleAction,
        };
    }
    for ((_, hook), action) in hooks.iter().zip(actions) {
        let until = action.until;
        let (instance, token) = (instance.to_owned(), action.token);
        let what =
            What::Waits { instance: instance.clone(), hook: action.hook.clone(), transition };
        let fact = ctx.fact(Fact { scope: ctx.scope, group: name.to_owned(), what });
        if hook.tells().is_some() {
            let due = Due::Tell { instance: instance.clone(), token: token.clone() };
            let wake = Wake { scope: ctx.scope, group: name.to_owned(), due };
            ctx.wake_because(Cause::Fact(fact), ctx.now, wake);
        }
        expires(ctx, Of { group: name, instance: &instance, token: &token }, until);
    }
    true
}

/// Looks at an action again when its time is over.
fn expires(ctx: &mut Ctx<'_>, of: Of<'_>, until: Time) {
    let due = Due::Expires { instance: of.instance.to_owned(), token: of.token.to_owned() };
    ctx.wake(until, Wake { scope: ctx.scope, group: of.group.to_owned(), due });
}

/// Somebody gave a sign: the instance waits on, never longer than the longest.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html>
pub(super) fn heartbeat(group: &mut Group, ctx: &mut Ctx<'_>, of: Of<'_>) {
    let Some(Hold::Waits(actions)) = group.members.get_mut(of.instance).map(|m| &mut m.hold) else {
        return;
    };
    let Some(action) = actions.iter_mut().find(|action| action.token == of.token) else { return };
    action.until = (ctx.now + action.heartbeat).min(action.limit);
    expires(ctx, of, action.until);
}

/// The time of an action is over, if no sign came meanwhile: what its hook says follows.
pub(super) fn expired(state: &mut State, ctx: &mut Ctx<'_>, of: Of<'_>) {
    let group = state.group(ctx.scope, of.group);
    let member = group.and_then(|group| group.members.get(of.instance));
    let actions = member.map(|member| member.hold.actions()).unwrap_or_default();
    let action = actions.iter().find(|action| action.token == of.token);
    if let Some(action) = action.filter(|action| action.until == ctx.now).cloned() {
        finish(state, ctx, of, (action.default, Ended::TimedOut));
    }
}

/// An action is over. An instance on its way in goes on when all are, and is given up with the
/// first that is abandoned; one on its way out goes on then, too.
pub(super) fn finish(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    of: Of<'_>,
    (outcome, ended): (Outcome, Ended),
) {
    let Some(group) = state.group_mut(ctx.scope, of.group) else { return };
    let Some(member) = group.members.get_mut(of.instance) else { return };
    let Hold::Waits(actions) = &mut member.hold else { return };
    let Some(nth) = actions.iter().position(|action| action.token == of.token) else { return };
    let action = actions.remove(nth);
    let last = actions.is_empty();
    let what = What::HookDone {
        instance: of.instance.to_owned(),
        hook: action.hook,
        outcome,
        in_time: ended == Ended::Completed,
    };
    let fact = ctx.fact(Fact { scope: ctx.scope, group: of.group.to_owned(), what });
    match (member.lifecycle, outcome) {
        (Lifecycle::Pending, Outcome::Abandon) => {
            abandon(state, ctx, of, ended.message(&action.token));
        }
        _ if last || outcome == Outcome::Abandon => {
            release(member, ctx, (of.group, of.instance), Cause::Fact(fact));
            let activity = member.activity.clone();
            if let Some(known) = activity.and_then(|id| group.activity(&id)) {
                known.status = Status::InProgress;
            }
        }
        _ => {}
    }
}

/// Lets an instance go on. How long it is seen to is ours.
fn release(member: &mut Member, ctx: &mut Ctx<'_>, (group, instance): (&str, &str), cause: Cause) {
    member.hold = Hold::Proceeds;
    let due = Due::Proceed(instance.to_owned());
    let wake = Wake { scope: ctx.scope, group: group.to_owned(), due };
    ctx.wake_because(cause, ctx.now + timing::SCALING, wake);
}

/// A launch is given up: its instance is terminated, and the group launches another. That it waits
/// for hooks of its way out then, like any other, is ours.
fn abandon(state: &mut State, ctx: &mut Ctx<'_>, of: Of<'_>, message: String) {
    let (scope, now) = (ctx.scope, ctx.now);
    let Some(group) = state.group_mut(scope, of.group) else { return };
    let activity = group.members.get_mut(of.instance).and_then(|member| member.activity.take());
    if let Some(known) = activity.as_deref().and_then(|id| group.activity(id)) {
        known.message = Some(message.clone());
        known.finish(now, Status::Cancelled);
    }
    let what = What::Failed { activity: activity.unwrap_or_default(), message };
    let fact = ctx.fact(Fact { scope, group: of.group.to_owned(), what });
    let cause = "an instance was taken out of service in response to a launch failure";
    capacity::end(state, ctx, of.group, of.instance, at(now, cause));
    let wake = Wake { scope, group: of.group.to_owned(), due: Due::Capacity };
    ctx.wake_because(Cause::Fact(fact), now, wake);
}

/// An instance goes on: into service, or to its end.
pub(super) fn proceed(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    (name, instance): (&str, &str),
) {
    let Some(group) = state.group_mut(ctx.scope, name) else { return };
    let Some(member) = group.members.get_mut(instance) else { return };
    if member.hold != Hold::Proceeds {
        return;
    }
    match member.lifecycle {
        Lifecycle::Pending => capacity::serve(group, ctx, instance),
        Lifecycle::Terminating => {
            let known = sight.ec2.instance(instance);
            if known.is_none_or(|known| known.state == InstanceState::Terminated) {
                // It was gone before: a health check found that out, or somebody terminated it.
                capacity::left(state, ctx, name, instance);
            } else if let Some(activity) = member.activity.clone() {
                capacity::terminate(ctx, name, instance, activity);
            }
        }
        Lifecycle::InService | Lifecycle::EnteringStandby | Lifecycle::Standby => {}
    }
}

/// The actions of a hook are over, as it is deleted: launches are abandoned, terminations go on.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html>
pub(super) fn drop_hook(state: &mut State, ctx: &mut Ctx<'_>, name: &str, hook: &str) {
    let Some(group) = state.group(ctx.scope, name) else { return };
    let waiting = group.members.iter().flat_map(|(id, member)| {
        let outcome = match member.lifecycle {
            Lifecycle::Terminating => Outcome::Continue,
            _ => Outcome::Abandon,
        };
        let of_hook = member.hold.actions().iter().filter(|action| action.hook == hook);
        of_hook.map(move |action| (id.clone(), action.token.clone(), outcome))
    });
    for (instance, token, outcome) in waiting.collect::<Vec<_>>() {
        let of = Of { group: name, instance: &instance, token: &token };
        finish(state, ctx, of, (outcome, Ended::Completed));
    }
}

/// A group is deleted by force: what is on its way out waits no longer.
pub(super) fn let_go(group: &mut Group, ctx: &mut Ctx<'_>) {
    let (name, cause) = (group.name.clone(), ctx.cause);
    for (instance, member) in &mut group.members {
        let waits = matches!(member.hold, Hold::Waits(_));
        if waits && member.lifecycle == Lifecycle::Terminating {
            release(member, ctx, (&name, instance), cause);
        }
    }
}

//! Instances on standby: still of the group, but out of service and seen to by nobody.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html>

use super::activity::{Activity, Deed, Status, at};
use super::capacity;
use super::facts::{Fact, What};
use super::load;
use super::state::{Group, Lifecycle, State};
use super::wake::{Due, Wake};
use crate::sim::fact::Cause;
use crate::sim::{Ctx, timing};

/// An instance goes on standby: the activity that takes it there.
pub(super) fn enter(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (name, instance): (&str, &str),
    fewer: bool,
) -> Option<Activity> {
    let id = state.new_id("autoscaling:activity");
    let group = state.group_mut(ctx.scope, name)?;
    let active = group.active();
    let member = group.members.get_mut(instance)?;
    let (units, place) = (member.units(), member.place.clone());
    member.lifecycle = Lifecycle::EnteringStandby;
    member.in_service = None;
    member.warm = None;
    member.activity = Some(id.clone());
    let mut what =
        format!("instance {instance} was moved to standby in response to a user request");
    if fewer {
        group.desired = group.desired.saturating_sub(units);
        what = format!("{what}, shrinking the capacity from {active} to {}", active - units);
    }
    let begun = (id, Deed::EnterStandby, Some(instance));
    capacity::begin(group, ctx, begun, at(ctx.now, &what), Some(place));
    told(group, ctx, What::Standby { instance: instance.to_owned() });
    soon(group, ctx, instance);
    group.activities.last().cloned()
}

/// An instance leaves standby: the group is to have so many more. It comes into service as one that
/// was launched does, hooks included.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html>
pub(super) fn exit(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (name, instance): (&str, &str),
) -> Option<Activity> {
    let id = state.new_id("autoscaling:activity");
    let group = state.group_mut(ctx.scope, name)?;
    let active = group.active();
    let member = group.members.get_mut(instance)?;
    let (units, place) = (member.units(), member.place.clone());
    member.lifecycle = Lifecycle::Pending;
    member.activity = Some(id.clone());
    group.desired += units;
    let what = format!(
        "instance {instance} was moved out of standby in response to a user request, increasing \
         the capacity from {active} to {}",
        active + units
    );
    let begun = (id.clone(), Deed::ExitStandby, Some(instance));
    capacity::begin(group, ctx, begun, at(ctx.now, &what), Some(place));
    if let Some(known) = group.activity(&id) {
        known.status = Status::PreInService;
    }
    told(group, ctx, What::Launching { instance: instance.to_owned() });
    soon(group, ctx, instance);
    group.activities.last().cloned()
}

fn told(group: &Group, ctx: &mut Ctx<'_>, what: What) {
    let fact = ctx.fact(Fact { scope: group.scope, group: group.name.clone(), what });
    load::share(group, ctx, Cause::Fact(fact));
}

/// How long the way takes is ours.
fn soon(group: &Group, ctx: &mut Ctx<'_>, instance: &str) {
    let due = Due::Moved(instance.to_owned());
    let wake = Wake { scope: group.scope, group: group.name.clone(), due };
    ctx.wake(ctx.now + timing::SCALING, wake);
}

/// An instance has come to standby, or back from it. Whoever comes back is looked at: what happened
/// to it meanwhile, and what somebody said of its health, counts again.
pub(super) fn moved(state: &mut State, ctx: &mut Ctx<'_>, (name, instance): (&str, &str)) {
    let Some(group) = state.group_mut(ctx.scope, name) else { return };
    let Some(member) = group.members.get_mut(instance) else { return };
    match member.lifecycle {
        Lifecycle::EnteringStandby => {
            member.lifecycle = Lifecycle::Standby;
            let activity = member.activity.take();
            if let Some(known) = activity.and_then(|id| group.activity(&id)) {
                known.finish(ctx.now, Status::Successful);
            }
        }
        Lifecycle::Pending => {
            capacity::arrived(state, ctx, name, instance);
            let due = Due::Health(instance.to_owned());
            let wake = Wake { scope: ctx.scope, group: name.to_owned(), due };
            ctx.wake(ctx.now + timing::HEALTH_CHECK, wake);
        }
        Lifecycle::Standby | Lifecycle::InService | Lifecycle::Terminating => {}
    }
}

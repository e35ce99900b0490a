//! Health checks by what EC2 says of an instance, and replacement.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html>

use super::Sight;
use super::activity::at;
use super::capacity;
use super::facts::{Fact, What};
use super::state::{Lifecycle, State};
use super::wake::{Due, Wake};
use crate::services::ec2;
use crate::services::ec2::history::Health;
use crate::services::ec2::lifecycle::InstanceState;
use crate::sim::command::StatusCheck;
use crate::sim::fact::Cause;
use crate::sim::{Ctx, timing};

/// Something may be wrong with an instance: it is looked at soon. The grace period holds for its
/// status checks; one that no longer runs is replaced all the same.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html>
pub fn notice(state: &mut State, ctx: &mut Ctx<'_>, name: &str, instance: &str, checks: bool) {
    let Some(group) = state.group(ctx.scope, name) else { return };
    let Some(member) = group.members.get(instance) else { return };
    if !member.is_active() {
        return;
    }
    let soon = ctx.now + timing::HEALTH_CHECK;
    let graced = member.in_service.map(|since| since + group.grace).filter(|_| checks);
    let at = graced.map_or(soon, |graced| soon.max(graced));
    let due = Due::Health(instance.to_owned());
    ctx.wake(at, Wake { scope: ctx.scope, group: name.to_owned(), due });
}

/// What EC2 says against an instance, in AWS's words.
fn fault(ec2: &ec2::State, instance: &str, ctx: &Ctx<'_>) -> Option<&'static str> {
    let gone = "an EC2 health check indicating it has been terminated or stopped";
    let Some(known) = ec2.instance(instance) else { return Some(gone) };
    match known.state {
        InstanceState::Pending => None,
        InstanceState::Running => {
            let history = ec2.history(instance)?;
            let ill =
                |check| matches!(history.health(check, ctx.now), Some(Health::Impaired { .. }));
            [StatusCheck::System, StatusCheck::Instance]
                .into_iter()
                .any(ill)
                .then_some("an EC2 instance status checks failure")
        }
        _ => Some(gone),
    }
}

/// Looks at an instance and replaces it if it is not healthy.
pub fn check(state: &mut State, ctx: &mut Ctx<'_>, sight: Sight<'_>, name: &str, instance: &str) {
    let Some(group) = state.group_mut(ctx.scope, name) else { return };
    let suspended = group.is_suspended("HealthCheck");
    let Some(member) = group.members.get_mut(instance) else { return };
    if !member.is_active() {
        return;
    }
    let found = fault(sight.ec2, instance, ctx).filter(|_| !suspended);
    let words = match (found, member.healthy) {
        (Some(words), _) => words,
        // Somebody said so.
        (None, false) => "a user health-check",
        (None, true) => return,
    };
    let now_ill = std::mem::replace(&mut member.healthy, false);
    let (scope, group_name) = (ctx.scope, name.to_owned());
    if now_ill {
        let what = What::Unhealthy { instance: instance.to_owned() };
        ctx.fact(Fact { scope, group: group_name.clone(), what });
    }
    if group.is_suspended("ReplaceUnhealthy") || group.is_suspended("Terminate") {
        return;
    }
    if member_counts(group.desired, group.active()) {
        group.replacing += 1;
    }
    let cause =
        at(ctx.now, &format!("an instance was taken out of service in response to {words}"));
    let gone = sight.ec2.instance(instance).is_none_or(|i| i.state == InstanceState::Terminated);
    capacity::end(state, ctx, name, instance, cause);
    if gone {
        capacity::left(state, ctx, name, instance);
    }
    let wake = Wake { scope, group: group_name, due: Due::Capacity };
    ctx.wake_because(Cause::Clock, ctx.now, wake);
}

/// Whether an instance that goes leaves a gap.
fn member_counts(desired: u32, active: u32) -> bool {
    active <= desired
}

/// Looks at every instance of a group: health checks were suspended and are no longer.
pub fn check_all(state: &mut State, ctx: &mut Ctx<'_>, name: &str) {
    let Some(group) = state.group(ctx.scope, name) else { return };
    let ids: Vec<String> = group
        .members
        .iter()
        .filter(|(_, member)| member.lifecycle == Lifecycle::InService)
        .map(|(id, _)| id.clone())
        .collect();
    for id in ids {
        notice(state, ctx, name, &id, true);
    }
}

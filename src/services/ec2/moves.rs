//! Moves of an instance from state to state, and all that goes with them.

use std::collections::BTreeMap;

use super::facts::Fact;
use super::history::{Health, History};
use super::lifecycle::{InstanceState, Monitoring, transition_reason};
use super::state::{Instance, State, Volume};
use super::volumes::{Disk, Past};
use super::wake::{Step, Wake};
use crate::sim::command::StatusCheck;
use crate::sim::fact::Cause;
use crate::sim::time::{Span, Time};
use crate::sim::{Ctx, timing};

/// The checks in the order an instance remembers them.
const CHECKS: [StatusCheck; 3] = [StatusCheck::System, StatusCheck::Instance, StatusCheck::Ebs];

/// Moves an instance to another state. `asked`: somebody did it, it did not follow by itself.
pub fn go(state: &mut State, ctx: &mut Ctx<'_>, id: &str, to: InstanceState, asked: bool) {
    let elastic = state.address_of(id).map(|address| (address.id.clone(), address.public));
    let kept = elastic.as_ref().map(|(_, public)| *public);
    let public = kept.or_else(|| new_public_address(state, id, to));
    let Some(instance) = state.instances.get_mut(id) else { return };
    let from = instance.state;
    debug_assert!(to.may_follow(from), "{from:?} -> {to:?} is no declared edge");
    instance.state = to;
    instance.due = None;
    match to {
        InstanceState::Pending => {
            instance.started = ctx.now;
            instance.ended = None;
            instance.interface.public = public;
        }
        InstanceState::Stopping | InstanceState::ShuttingDown => instance.ended = Some(ctx.now),
        // An Elastic IP address stays with an instance that stands.
        // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html>
        InstanceState::Stopped => instance.interface.public = kept,
        InstanceState::Terminated => {
            instance.interface.public = None;
            instance.profile = None;
            instance.ended = instance.ended.or(Some(ctx.now));
        }
        InstanceState::Running => {}
    }
    if to == InstanceState::Terminated {
        let ended = std::mem::take(&mut instance.volumes);
        part(&mut state.disks, &mut state.pasts, ctx.now, &ended);
        let scope = instance.scope;
        let goes = ended.iter().filter(|volume| volume.delete_on_termination);
        goes.for_each(|volume| drop(state.tags.remove(&(scope, volume.id.clone()))));
    }
    if to == InstanceState::Running && !has_launch_credits(&state.histories, id, ctx.now) {
        state.histories.entry(id.to_owned()).and_modify(|history| history.withhold(ctx.now));
    }
    if let Some(history) = state.histories.get_mut(id) {
        match to {
            InstanceState::Running => history.run(ctx.now),
            InstanceState::Stopping | InstanceState::ShuttingDown => history.halt(ctx.now),
            _ => {}
        }
    }
    let reason = if asked { transition_reason(ctx.now) } else { String::new() };
    let fact = Fact::StateChanged { instance: id.to_owned(), from, to, reason };
    let fact = Cause::Fact(ctx.fact(fact));
    plan(instance, ctx);
    if to == InstanceState::Running {
        wake(ctx, ctx.now + timing::STATUS_CHECKS, Step::Checks, id);
    }
    if let Some((address, _)) = elastic.filter(|_| to == InstanceState::Terminated) {
        state.part(&address);
    }
    recheck(state, ctx, fact, id);
}

/// How many starts of T2 instances in standard mode bring launch credits, in an account and Region
/// within a day.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-standard-mode-concepts.html#launch-credit-limits>
const CREDITED_STARTS: usize = 100;

/// Whether a run that begins now may come with launch credits.
fn has_launch_credits(histories: &BTreeMap<String, History>, id: &str, now: Time) -> bool {
    let credited = |history: &History, at: Time| {
        let just = at + Span::millis(1);
        let terms = history.terms_before(just);
        terms.is_some_and(|terms| terms.launch(history.is_unlimited_before(just)) > 0.0)
            && history.was_credited(at)
    };
    let Some(own) = histories.get(id).filter(|own| credited(own, now)) else { return true };
    let others = histories.values().filter(|history| history.scope == own.scope);
    let recent =
        |history: &&History, from: Time| from + Span::days(1) > now && credited(history, from);
    let starts = others.flat_map(|history| {
        history.runs().iter().rev().filter(move |run| recent(&history, run.from))
    });
    starts.take(CREDITED_STARTS).count() < CREDITED_STARTS
}

/// The volumes of an instance that ended: some go with it, the others are left.
fn part(
    disks: &mut BTreeMap<String, Disk>,
    pasts: &mut BTreeMap<String, Past>,
    now: Time,
    volumes: &[Volume],
) {
    for volume in volumes {
        if let Some(past) = pasts.get_mut(&volume.id) {
            past.detach(now);
        }
        if volume.delete_on_termination {
            disks.remove(&volume.id);
        } else if let Some(disk) = disks.get_mut(&volume.id) {
            disk.attached = None;
        }
    }
}

/// Asks to be woken for the state that follows by itself.
pub fn plan(instance: &mut Instance, ctx: &mut Ctx<'_>) {
    let after = match instance.state {
        InstanceState::Terminated => Some(timing::TERMINATED_VISIBLE),
        state => state.next().map(|(_, after)| after),
    };
    if let Some(after) = after {
        instance.due = Some(ctx.now + after);
        wake(ctx, ctx.now + after, Step::State, &instance.id);
    }
}

/// A start gives a new public address, where the interface is to have one.
fn new_public_address(
    state: &mut State,
    id: &str,
    to: InstanceState,
) -> Option<std::net::Ipv4Addr> {
    let instance = state.instances.get(id)?;
    if to != InstanceState::Pending || !instance.interface.wants_public {
        return None;
    }
    let scope = instance.scope;
    state.free_public(scope, "public-ip")
}

/// Begins to switch monitoring over.
pub fn switch_monitoring(state: &mut State, ctx: &mut Ctx<'_>, id: &str, on: bool) {
    let Some(instance) = state.instances.get_mut(id) else { return };
    let to = match (on, instance.monitoring) {
        (true, Monitoring::Disabled | Monitoring::Disabling) => Monitoring::Pending,
        (false, Monitoring::Enabled | Monitoring::Pending) => Monitoring::Disabling,
        _ => return,
    };
    let due = ctx.now + timing::MONITORING_SWITCH;
    instance.monitoring_due = Some(due);
    change_monitoring(instance, ctx, to);
    wake(ctx, due, Step::Monitoring, id);
}

/// Monitoring has been switched over.
pub fn monitoring_switched(state: &mut State, ctx: &mut Ctx<'_>, id: &str) {
    let Some(instance) = state.instances.get_mut(id) else { return };
    if instance.monitoring_due != Some(ctx.now) {
        return;
    }
    instance.monitoring_due = None;
    let to = match instance.monitoring {
        Monitoring::Pending => Monitoring::Enabled,
        Monitoring::Disabling => Monitoring::Disabled,
        Monitoring::Enabled | Monitoring::Disabled => return,
    };
    change_monitoring(instance, ctx, to);
    if let Some(history) = state.histories.get_mut(id) {
        history.monitor(ctx.now, to == Monitoring::Enabled);
    }
}

fn change_monitoring(instance: &mut Instance, ctx: &mut Ctx<'_>, to: Monitoring) {
    let from = std::mem::replace(&mut instance.monitoring, to);
    ctx.fact(Fact::MonitoringChanged { instance: instance.id.clone(), from, to });
}

/// The system of an instance boots anew.
pub fn reboot(state: &mut State, ctx: &mut Ctx<'_>, id: &str) {
    if let Some(history) = state.histories.get_mut(id) {
        history.reboot(ctx.now);
    }
    let fact = Cause::Fact(ctx.fact(Fact::Rebooted { instance: id.to_owned() }));
    wake(ctx, ctx.now + timing::REBOOT, Step::Checks, id);
    recheck(state, ctx, fact, id);
}

/// Moves an instance whose system status check fails to sound hardware: it boots anew and keeps
/// id, addresses and volumes. One that runs soundly, or does not run, is left alone.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html>
pub fn recover(state: &mut State, ctx: &mut Ctx<'_>, id: &str) {
    let runs = state.instances.get(id).is_some_and(|one| one.state == InstanceState::Running);
    let Some(history) = state.histories.get_mut(id).filter(|_| runs) else { return };
    let check = StatusCheck::System;
    if !matches!(history.health(check, ctx.now), Some(Health::Impaired { .. })) {
        return;
    }
    history.mend(check, ctx.now);
    let instance = id.to_owned();
    ctx.fact(Fact::FaultChanged { instance, check, failing: false, until: None });
    reboot(state, ctx, id);
}

/// Looks at the status checks and tells what they came to say.
pub fn recheck(state: &mut State, ctx: &mut Ctx<'_>, cause: Cause, id: &str) {
    let Some(history) = state.histories.get(id) else { return };
    let Some(instance) = state.instances.get_mut(id) else { return };
    for (check, seen) in CHECKS.into_iter().zip(&mut instance.checks) {
        let status = status(history.health(check, ctx.now));
        if *seen != status {
            *seen = status;
            ctx.fact_because(cause, Fact::StatusChanged { instance: id.to_owned(), check, status });
        }
    }
}

/// AWS recovers an instance by itself whose system check has failed all this time, unless it was
/// told not to.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-configuration-recovery.html>
pub fn auto_recover(state: &mut State, ctx: &mut Ctx<'_>, id: &str) {
    // What lies on the host's own volumes cannot follow to another one.
    // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html>
    let movable = |one: &Instance| one.instance_type().is_some_and(|kind| !kind.family.store);
    let asked =
        state.instances.get(id).is_some_and(|one| one.options.auto_recovery && movable(one));
    let health = state.histories.get(id).and_then(|h| h.health(StatusCheck::System, ctx.now));
    let Some(Health::Impaired { since }) = health else { return };
    if asked && since + timing::AUTO_RECOVERY <= ctx.now {
        ctx.fact(Fact::Recovering { instance: id.to_owned() });
        recover(state, ctx, id);
    }
}

/// A terminated instance leaves the lists; its past stays for its metrics.
pub fn forget(state: &mut State, ctx: &mut Ctx<'_>, id: &str) {
    let Some(gone) = state.instances.remove(id) else { return };
    for id in [id.to_owned(), gone.interface.id] {
        state.tags.remove(&(gone.scope, id));
    }
    let left = state.instances.values().any(|other| other.reservation == gone.reservation);
    if !left {
        state.launches.retain(|_, launch| launch.reservation != gone.reservation);
    }
    ctx.fact(Fact::InstanceForgotten { instance: id.to_owned() });
}

/// AWS's word for what a check says.
pub fn status(health: Option<Health>) -> &'static str {
    match health {
        None => "not-applicable",
        Some(Health::Initializing) => "initializing",
        Some(Health::Ok) => "ok",
        Some(Health::Impaired { .. }) => "impaired",
    }
}

/// Asks to be woken for an instance.
pub fn wake(ctx: &mut Ctx<'_>, at: Time, step: Step, id: &str) {
    let scope = ctx.scope;
    ctx.wake(at, Wake { scope, instance: id.to_owned(), step });
}

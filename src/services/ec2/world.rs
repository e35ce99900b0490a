//! Changes of the simulated world that concern instances: load and faults.

use super::facts::Fact;

use super::moves;
use super::state::State;
use super::wake::Step;
use crate::api::ApiError;
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::fact::Cause;
use crate::sim::real::Real;
use crate::sim::time::Time;
use crate::sim::{Change, Ctx, timing};

/// The greatest network load: what the fastest instance AWS has could carry, in bytes a second.
const MOST_BYTES: f64 = 400e9;
/// The greatest load on a volume: what the fastest delivers, in operations a second.
const MOST_IOPS: f64 = 256_000.0;
/// The most calls to the metadata service, a minute. AWS throttles them and does not say where.
const MOST_CALLS: f64 = 60_000.0;

/// Carries out a change. The instance's id tells in which Region it happens.
pub fn change(state: &mut State, ctx: &mut Ctx<'_>, change: &Change) -> Result<(), ApiError> {
    match change {
        Change::Load { instance, resource: Resource::Iops, amount, until } => {
            load_volume(state, ctx, instance, (*amount, *until))?;
        }
        Change::Load { instance, resource, amount, until } => {
            find(state, ctx, instance, *until)?;
            stores(state, instance, *resource)?;
            sound(*resource, *amount)?;
            if let Some(history) = state.histories.get_mut(instance) {
                history.load(*resource, ctx.now, *until, *amount);
            }
            let amount = amount.map(Real::new);
            let (instance, resource, until) = (instance.clone(), *resource, *until);
            ctx.fact(Fact::LoadChanged { instance, resource, amount, until });
        }
        Change::Fault { instance, check, until, failing } => {
            find(state, ctx, instance, *until)?;
            has(state, instance, *check)?;
            if let Some(history) = state.histories.get_mut(instance) {
                match failing {
                    true => history.fail(*check, ctx.now, *until),
                    false => history.mend(*check, ctx.now),
                }
            }
            let id = instance.clone();
            let (check, failing, until) = (*check, *failing, until.filter(|_| *failing));
            let fact = ctx.fact(Fact::FaultChanged { instance: id, check, failing, until });
            if let Some(until) = until {
                moves::wake(ctx, until, Step::Checks, instance);
            }
            if failing && check == StatusCheck::System {
                moves::wake(ctx, ctx.now + timing::AUTO_RECOVERY, Step::AutoRecover, instance);
            }
            moves::recheck(state, ctx, Cause::Fact(fact), instance);
        }
        _ => {}
    }
    Ok(())
}

/// A program inside an instance takes processor, or no longer does. One that is gone runs nothing.
pub fn inside(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    instance: &str,
    (percent, until): (Option<Real>, Option<Time>),
) {
    if find(state, ctx, instance, until).is_err() {
        return;
    }
    if let Some(history) = state.histories.get_mut(instance) {
        history.run_inside(ctx.now, until, percent.map(Real::get));
    }
    let (instance, resource) = (instance.to_owned(), Resource::Cpu);
    ctx.fact(Fact::LoadChanged { instance, resource, amount: percent, until });
}

/// An instance counts to the metrics of its group from an instant on, or no longer; whether that is
/// new.
pub fn count_to(state: &mut State, now: Time, instance: &str, group: Option<(&str, Time)>) -> bool {
    state.histories.get_mut(instance).is_some_and(|history| history.count_to(now, group))
}

/// Puts load on a volume; an instance's id means its root volume.
fn load_volume(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    id: &str,
    (amount, until): (Option<f64>, Option<Time>),
) -> Result<(), ApiError> {
    let root = state.instances.get(id).and_then(|instance| instance.volumes.first());
    let id = root.map_or(id, |volume| volume.id.as_str()).to_owned();
    let unknown = || ApiError::new("UnknownVolume", format!("there is no volume `{id}`"));
    let scope = state.disks.get(&id).ok_or_else(unknown)?.scope;
    later(ctx, until)?;
    sound(Resource::Iops, amount)?;
    ctx.scope = scope;
    if let Some(past) = state.pasts.get_mut(&id) {
        past.load(ctx.now, until, amount);
    }
    let amount = amount.map(Real::new);
    ctx.fact(Fact::LoadChanged { instance: id, resource: Resource::Iops, amount, until });
    Ok(())
}

/// What ends must end later.
fn later(ctx: &Ctx<'_>, until: Option<Time>) -> Result<(), ApiError> {
    match until.filter(|until| *until <= ctx.now) {
        Some(until) => {
            let text = format!("the end {until} is not in the future: it is {} now", ctx.now);
            Err(ApiError::new("InvalidTime", text))
        }
        None => Ok(()),
    }
}

/// The instance must be there and not on its way out, and what ends must end later.
fn find(state: &State, ctx: &mut Ctx<'_>, id: &str, until: Option<Time>) -> Result<(), ApiError> {
    let unknown = || ApiError::new("UnknownInstance", format!("there is no instance `{id}`"));
    let instance = state.instances.get(id).ok_or_else(unknown)?;
    if instance.state.is_ending() {
        let text = format!("instance `{id}` is {}: nothing reaches it", instance.state.name());
        return Err(ApiError::new("InstanceGone", text));
    }
    later(ctx, until)?;
    ctx.scope = instance.scope;
    Ok(())
}

/// Only Nitro instances have the check of attached volumes.
fn has(state: &State, id: &str, check: StatusCheck) -> Result<(), ApiError> {
    let kind = state.instances.get(id).and_then(|instance| instance.instance_type());
    if check != StatusCheck::Ebs || kind.is_some_and(|kind| kind.family.nitro) {
        return Ok(());
    }
    let text = format!("instance `{id}` is no Nitro instance: its volumes are not checked");
    Err(ApiError::new("NoSuchCheck", text))
}

/// Only some types have volumes of the host's own.
fn stores(state: &State, id: &str, resource: Resource) -> Result<(), ApiError> {
    let kind = state.instances.get(id).and_then(|instance| instance.instance_type());
    if resource != Resource::DiskOps || kind.is_some_and(|kind| kind.family.store) {
        return Ok(());
    }
    let text = format!("instance `{id}` has no instance store volumes");
    Err(ApiError::new("NoSuchVolume", text))
}

fn sound(resource: Resource, amount: Option<f64>) -> Result<(), ApiError> {
    let Some(amount) = amount else { return Ok(()) };
    let (most, wanted) = match resource {
        Resource::Cpu => (100.0, "a percentage from 0 to 100"),
        Resource::Iops | Resource::DiskOps => (MOST_IOPS, "operations a second from 0 to 256000"),
        Resource::Imdsv1 => (MOST_CALLS, "calls a minute from 0 to 60000"),
        Resource::NetIn | Resource::NetOut => (MOST_BYTES, "bytes a second from 0 to 400e9"),
    };
    if (0.0..=most).contains(&amount) {
        return Ok(());
    }
    Err(ApiError::new("InvalidLoad", format!("a load is {wanted}, not {amount}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_bounds() {
        let cases = [
            (Resource::Cpu, Some(0.0), true),
            (Resource::Cpu, Some(100.0), true),
            (Resource::Cpu, Some(100.1), false),
            (Resource::Cpu, Some(-0.1), false),
            (Resource::Cpu, Some(f64::NAN), false),
            (Resource::NetIn, Some(1e9), true),
            (Resource::NetOut, Some(f64::INFINITY), false),
            (Resource::Cpu, None, true),
        ];
        for (resource, amount, ok) in cases {
            assert_eq!(sound(resource, amount).is_ok(), ok, "{resource:?} {amount:?}");
        }
    }
}

//! Changes of the simulated world inside a machine: memory, disks, and what befalls an agent.

use super::facts::{Fact, What};
use super::series::{Mount, is_windows, mounts};
use super::state::State;
use super::value::{usual_disk, usual_memory};
use crate::api::ApiError;
use crate::services::ec2;
use crate::services::ec2::state::Instance;
use crate::sim::Ctx;
use crate::sim::command::{Fill, Fullness, Inside, Mishap};
use crate::sim::time::Time;

/// The fastest growth: full in a minute.
const MOST_AN_HOUR: f64 = 6_000.0;

/// Carries out a change inside an instance.
///
/// # Errors
/// No such instance, no such file system, an amount that cannot be, an agent that is not there.
pub fn change(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    ec2: &ec2::State,
    change: &Inside,
) -> Result<(), ApiError> {
    let id = change.instance();
    let unknown = || ApiError::new("UnknownInstance", format!("there is no instance `{id}`"));
    let instance = ec2.instance(id).ok_or_else(unknown)?;
    if instance.state.is_ending() {
        let text = format!("instance `{id}` is {}: nothing reaches it", instance.state.name());
        return Err(ApiError::new("InstanceGone", text));
    }
    ctx.scope = instance.scope;
    match change {
        Inside::Fill(fill) => fill_up(state, ctx, (ec2, instance), fill)?,
        Inside::Mishap { what, .. } => befall(state, ctx, id, *what)?,
    }
    Ok(())
}

fn fill_up(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (ec2, instance): (&ec2::State, &Instance),
    fill: &Fill,
) -> Result<(), ApiError> {
    let (number, most, what) = match fill.level {
        Fullness::At(number) => (number, 100.0, "fullness is a percentage"),
        Fullness::Grows(number) => (number, MOST_AN_HOUR, "growth is percent an hour"),
        Fullness::Off => (0.0, 0.0, ""),
    };
    if !(0.0..=most).contains(&number) {
        let text = format!("{what} from 0 to {most}, not {number}");
        return Err(ApiError::new("InvalidLoad", text));
    }
    if fill.until.is_some_and(|until| until <= ctx.now) {
        return Err(ApiError::new("InvalidTime", "what ends must end later"));
    }
    let mount = fill.path.as_deref().map(|path| find(ec2, instance, path)).transpose()?;
    let machine = state.machines.entry(instance.id.clone()).or_default();
    let (levels, usual) = match &mount {
        Some(mount) => (machine.disks.entry(mount.path.clone()).or_default(), usual_disk(mount)),
        None => {
            let mib = instance.instance_type().map_or(1_024, |kind| kind.memory_mib);
            (&mut machine.memory, usual_memory(is_windows(instance), mib))
        }
    };
    let (percent, rate) = match fill.level {
        Fullness::At(percent) => (Some(percent), 0.0),
        Fullness::Off => (None, 0.0),
        Fullness::Grows(rate) => (Some(levels.at(ctx.now).map_or(usual, |set| set.percent)), rate),
    };
    levels.put((ctx.now, fill.until), percent, rate);
    ctx.fact(Fact { instance: instance.id.clone(), what: What::Changed });
    Ok(())
}

/// The file system meant: by its path, or the one everything begins in.
fn find(ec2: &ec2::State, instance: &Instance, path: &str) -> Result<Mount, ApiError> {
    let all = mounts(ec2, instance);
    let own = all.iter().find(|mount| mount.path == path || path.is_empty());
    own.cloned().ok_or_else(|| {
        let paths: Vec<&str> = all.iter().map(|mount| mount.path.as_str()).collect();
        let id = &instance.id;
        let text = format!("on `{id}` are mounted {}; not `{path}`", paths.join(", "));
        ApiError::new("UnknownDisk", text)
    })
}

/// A program inside an instance takes memory, or no longer does.
pub fn take(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    instance: &str,
    (percent, until): (Option<f64>, Option<Time>),
) {
    let machine = state.machines.entry(instance.to_owned()).or_default();
    machine.taken.put((ctx.now, until), percent, 0.0);
}

/// A machine's system starts anew: what programs took of its memory is free again, and an agent
/// that crashed is started with it. Whether that changes anything.
pub fn boot(state: &mut State, ctx: &mut Ctx<'_>, instance: &str) -> bool {
    let Some(machine) = state.machines.get_mut(instance) else { return false };
    let mut told = Vec::new();
    if machine.taken.at(ctx.now).is_some() {
        machine.taken.put((ctx.now, None), None, 0.0);
        told.push(What::Changed);
    }
    if let Some(agent) = machine.agent.as_mut().filter(|agent| agent.crashed) {
        (agent.running, agent.crashed) = (Some(ctx.now), false);
        told.push(What::Started);
    }
    for what in &told {
        ctx.fact(Fact { instance: instance.to_owned(), what: *what });
    }
    !told.is_empty()
}

fn befall(state: &mut State, ctx: &mut Ctx<'_>, id: &str, what: Mishap) -> Result<(), ApiError> {
    let machine = state.machines.entry(id.to_owned()).or_default();
    let told = match what {
        Mishap::Clock => {
            machine.clock_wrong = true;
            What::Changed
        }
        Mishap::Network => {
            machine.cut_off = true;
            What::Changed
        }
        Mishap::Crash => {
            let agent = machine.agent.as_mut().filter(|agent| agent.running.is_some());
            let idle = || ApiError::new("NoAgent", format!("no agent runs on `{id}`"));
            let agent = agent.ok_or_else(idle)?;
            (agent.running, agent.crashed) = (None, true);
            What::Crashed
        }
        Mishap::Mend => {
            (machine.clock_wrong, machine.cut_off) = (false, false);
            match machine.agent.as_mut().filter(|agent| agent.crashed) {
                Some(agent) => {
                    (agent.running, agent.crashed) = (Some(ctx.now), false);
                    What::Started
                }
                None => What::Changed,
            }
        }
    };
    ctx.fact(Fact { instance: id.to_owned(), what: told });
    Ok(())
}

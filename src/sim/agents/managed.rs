//! Why no command reaches an instance: Systems Manager manages those whose agent reports.

use super::word;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::state::Instance;
use crate::services::iam;
use crate::services::iam::instance::Wish;
use crate::sim::time::Time;
use crate::sim::timing;
use crate::sim::world::World;

/// Why Systems Manager does not manage an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmanaged {
    /// It does not run.
    NotRunning,
    /// It runs, and its agent reports for the first time then.
    Waits(Time),
    /// Nothing from the machine reaches AWS.
    CutOff,
    /// The machine's clock is wrong.
    Clock,
    /// The instance acts in no role: why, as in the texts.
    NoRole(&'static str),
    /// Its role does not let the agent report.
    Denied,
}

/// Why an instance is not managed; nothing if it is.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/troubleshooting-managed-nodes.html>
pub fn unmanaged(world: &World, instance: &Instance) -> Option<Unmanaged> {
    if instance.state != InstanceState::Running {
        return Some(Unmanaged::NotRunning);
    }
    let first = instance.started + timing::AGENT_REPORTS;
    unheard(world, instance).or((first > world.now).then_some(Unmanaged::Waits(first)))
}

/// Why AWS does not hear of an instance's Systems Manager agent.
pub(super) fn unheard(world: &World, instance: &Instance) -> Option<Unmanaged> {
    let machine = world.agents.machine(&instance.id);
    if machine.is_some_and(|machine| machine.cut_off) {
        return Some(Unmanaged::CutOff);
    }
    if machine.is_some_and(|machine| machine.clock_wrong) {
        return Some(Unmanaged::Clock);
    }
    if world.ssm.manages_hosts(instance.scope) {
        return None;
    }
    let wish = Wish { action: "ssm:UpdateInstanceInformation", resource: None, context: &[] };
    match iam::instance::may(world, &instance.id, wish) {
        Ok(decision) if decision.is_allowed() => None,
        Ok(_) => Some(Unmanaged::Denied),
        Err(why) => Some(Unmanaged::NoRole(word(&why))),
    }
}

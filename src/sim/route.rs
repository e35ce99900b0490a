//! From facts to those who must hear of them.

use super::command::{Change, Resource};
use super::dispatch;
use super::fact::{Cause, Fact};
use super::real::Real;
use super::scope::{Region, Scope};
use super::time::Time;
use super::world::World;
use super::{roles, service_event, trails};
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::{ServiceFact, agent, autoscaling, budgets, ec2, organizations, sns, ssm};

/// Hands one fact on: mail that was sent reaches its mailbox, a group hears of its instances, and
/// requests that reach a group, and scripts that run inside an instance, weigh on it.
pub(super) fn route(world: &mut World, fact: &Fact) {
    let cause = Cause::Fact(fact.id);
    match &fact.what {
        ServiceFact::Sns(sns::Fact::EmailSent(mail))
        | ServiceFact::Budgets(budgets::Fact::EmailSent(mail)) => {
            world.inbox.receive(fact.time, cause, mail);
        }
        ServiceFact::Ec2(ec2::Fact::StateChanged { instance, to, .. }) => {
            let (state, mut ctx) = dispatch::autoscaling_ctx(world, Region::US_EAST_1, cause);
            autoscaling::wake::heard(state, &mut ctx, instance, Some(*to));
            match to {
                InstanceState::Running => boots(world, cause, instance),
                InstanceState::Stopping | InstanceState::ShuttingDown => {
                    world.ssm.broken_off(instance, world.now);
                }
                InstanceState::Pending => roles::open(world, cause, instance),
                _ => {}
            }
        }
        ServiceFact::Ec2(
            ec2::Fact::InstanceLaunched { instance }
            | ec2::Fact::AttributeChanged { instance, attribute: "iamInstanceProfile" },
        ) => roles::open(world, cause, instance),
        ServiceFact::Ec2(ec2::Fact::Rebooted { instance }) => {
            world.ssm.broken_off(instance, world.now);
            boots(world, cause, instance);
        }
        ServiceFact::Ec2(ec2::Fact::StatusChanged { instance, status: "impaired", .. }) => {
            let (state, mut ctx) = dispatch::autoscaling_ctx(world, Region::US_EAST_1, cause);
            autoscaling::wake::heard(state, &mut ctx, instance, None);
        }
        ServiceFact::AutoScaling(of)
            if !matches!(of.what, autoscaling::facts::What::Shared { .. }) =>
        {
            targets(world, of.scope, &of.group);
            counted(world, of);
        }
        ServiceFact::AutoScaling(autoscaling::Fact {
            what: autoscaling::facts::What::Shared { instance, percent, until },
            ..
        }) => load(world, cause, instance, *percent, *until),
        ServiceFact::Ssm(ssm::Fact::Loads { instance, percent, until }) => {
            let (state, mut ctx) = dispatch::ec2_ctx(world, Region::US_EAST_1, cause);
            ec2::world::inside(state, &mut ctx, instance, (*percent, *until));
            world.still.disturb(world.now);
        }
        ServiceFact::Ssm(ssm::Fact::Fills { instance, percent, until }) => {
            let (agents, _, mut ctx) = dispatch::agents_ctx(world, Region::US_EAST_1, cause);
            agent::world::take(agents, &mut ctx, instance, (percent.map(Real::get), *until));
            world.still.disturb(world.now);
        }
        ServiceFact::Organizations(organizations::Fact::AccountOpened { account, by, role }) => {
            let (now, ids) = (world.now, world.ids);
            world.iam.open(*account, now, ids).let_in(*account, *by, role, now);
            trails::cover(world, None);
        }
        ServiceFact::Organizations(fact) => {
            trails::cover(world, None);
            service_event::of_members(world, cause, fact);
        }
        _ => {}
    }
}

/// Whether a fact may change what agents publish.
pub(super) fn concerns_agents(fact: &Fact) -> bool {
    matches!(fact.what, ServiceFact::Ec2(_) | ServiceFact::Iam(_))
        || matches!(&fact.what, ServiceFact::Agent(fact) if !fact.follows())
}

/// The instances of a group that are in service are the targets of its target groups, of which
/// several groups may share one; not those that came while nothing was added to load balancers.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html>,
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html>
fn targets(world: &mut World, scope: Scope, name: &str) {
    let Some(group) = world.autoscaling.group(scope, name) else { return };
    let zones: Vec<String> = scope.region.zones().take(2).collect();
    for arn in group.target_groups.clone() {
        let groups = world.autoscaling.groups(scope);
        let sharing = groups.filter(|group| group.target_groups.contains(&arn));
        let mut counts = [0; 3];
        for member in sharing.flat_map(|group| group.members.values()) {
            let serves = member.lifecycle == autoscaling::state::Lifecycle::InService;
            if serves && member.registered {
                let [all, of_zones @ ..] = &mut counts;
                *all += 1;
                let nth = zones.iter().position(|zone| *zone == member.place.zone);
                if let Some(count) = nth.and_then(|nth| of_zones.get_mut(nth)) {
                    *count += 1;
                }
            }
        }
        if world.generators.register(scope, &arn, world.now, counts) {
            world.still.disturb(world.now);
        }
    }
}

/// The metrics of a group are those of its instances in service that have warmed up.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html>
fn counted(world: &mut World, fact: &autoscaling::Fact) {
    let Some(instance) = fact.what.moved() else { return };
    let group = world.autoscaling.group(fact.scope, &fact.group);
    let member = group.and_then(|group| group.members.get(instance));
    let from = member.and_then(|member| member.counts_from());
    let group = from.map(|from| (fact.group.as_str(), from));
    if ec2::world::count_to(&mut world.ec2, world.now, instance, group) {
        world.still.disturb(world.now);
    }
}

/// The system of an instance starts anew.
fn boots(world: &mut World, cause: Cause, instance: &str) {
    let (agents, _, mut ctx) = dispatch::agents_ctx(world, Region::US_EAST_1, cause);
    if agent::world::boot(agents, &mut ctx, instance) {
        world.still.disturb(world.now);
    }
}

/// Something weighs on an instance's processor. One that is gone carries nothing.
fn load(
    world: &mut World,
    cause: Cause,
    instance: &str,
    percent: Option<Real>,
    until: Option<Time>,
) {
    let (instance, resource) = (instance.to_owned(), Resource::Cpu);
    let amount = percent.map(Real::get);
    let change = Change::Load { instance, resource, amount, until };
    let (state, mut ctx) = dispatch::ec2_ctx(world, Region::US_EAST_1, cause);
    let _ = ec2::world::change(state, &mut ctx, &change);
    world.still.disturb(world.now);
}

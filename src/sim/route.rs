//! From facts to those who must hear of them.

use super::command::{Change, Resource};
use super::dispatch;
use super::fact::{Cause, Fact};
use super::scope::Region;
use super::world::World;
use crate::services::{ServiceFact, autoscaling, budgets, ec2, sns};

/// Hands one fact on: mail that was sent reaches its mailbox, a group hears of its instances, and
/// requests that reach a group weigh on them.
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
        }
        ServiceFact::Ec2(ec2::Fact::StatusChanged { instance, status: "impaired", .. }) => {
            let (state, mut ctx) = dispatch::autoscaling_ctx(world, Region::US_EAST_1, cause);
            autoscaling::wake::heard(state, &mut ctx, instance, None);
        }
        ServiceFact::AutoScaling(autoscaling::Fact { what, .. }) => {
            if let autoscaling::facts::What::Shared { instance, percent, until } = what {
                let amount = percent.map(|percent| percent.get());
                let (instance, until, resource) = (instance.clone(), *until, Resource::Cpu);
                let change = Change::Load { instance, resource, amount, until };
                let (state, mut ctx) = dispatch::ec2_ctx(world, Region::US_EAST_1, cause);
                // An instance that is gone carries nothing.
                let _ = ec2::world::change(state, &mut ctx, &change);
                world.still.disturb(world.now);
            }
        }
        _ => {}
    }
}

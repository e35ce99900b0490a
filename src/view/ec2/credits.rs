//! The CPU credits of an instance, as its page shows them.

use crate::services::ec2::credits::{Account, Terms};
use crate::services::ec2::state::Instance;
use crate::sim::command::Resource;
use crate::sim::{Span, World};

/// Where a burstable instance stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Credits {
    /// Whether it may spend beyond its balance.
    pub unlimited: bool,
    /// What it has, launch credits included.
    pub balance: f64,
    /// The most it keeps of what it earns.
    pub most: f64,
    /// What it earns an hour.
    pub per_hour: f64,
    /// The utilization that spends what it earns, in percent.
    pub baseline: f64,
    /// What it has spent and not yet earned back.
    pub surplus: f64,
    /// What was charged so far.
    pub charged: f64,
    /// Whether it gets less than its load asks for.
    pub throttled: bool,
}

/// The credits of an instance; none when it is not burstable.
pub fn model(world: &World, instance: &Instance) -> Option<Credits> {
    let terms = Terms::of(instance.instance_type()?)?;
    let history = world.ec2().history(&instance.id)?;
    let now = world.now();
    let standing = history.standing_before(now);
    let account = standing.map_or_else(Account::default, |standing| standing.account);
    let load = history.load_before(Resource::Cpu, now.floor(Span::mins(1)));
    let delivered = standing.map_or(100.0, |standing| standing.delivered);
    let runs = history.run_before(now.floor(Span::mins(1))).is_some();
    Some(Credits {
        unlimited: history.is_unlimited_before(now + Span::millis(1)),
        balance: account.balance(),
        most: terms.most(),
        per_hour: terms.per_hour,
        baseline: terms.baseline(),
        surplus: account.surplus,
        charged: account.charged,
        throttled: runs && load.is_some_and(|load| delivered < load),
    })
}

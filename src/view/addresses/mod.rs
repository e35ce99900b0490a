//! What the page of Elastic IP addresses shows.

pub mod act;

use crate::services::Request;
use crate::services::ec2::addresses::Address;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::shapes::DescribeInstancesInput;
use crate::services::ec2::shapes::addresses::DescribeAddressesInput;
use crate::sim::{Scope, Time, World};

/// An address in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `eipalloc-…`.
    pub id: String,
    /// Its tag `Name`; empty when it has none.
    pub name: String,
    /// The address.
    pub public: String,
    /// When it was allocated.
    pub since: Time,
    /// What it is associated with.
    pub used: Option<Used>,
}

/// What an address is associated with.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    /// `eipassoc-…`.
    pub association: String,
    /// The instance.
    pub instance: String,
    /// The private address it stands for.
    pub private: String,
}

/// The addresses of a place, oldest first.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    world.ec2().addresses(scope).into_iter().map(|address| row(world, address)).collect()
}

fn row(world: &World, address: &Address) -> Row {
    let ec2 = world.ec2();
    let name = ec2.tags(address.scope, &address.id).and_then(|tags| tags.get("Name"));
    let used = address.used.as_ref().and_then(|used| {
        let instance = ec2.instance(&used.instance)?;
        Some(Used {
            association: used.association.clone(),
            instance: used.instance.clone(),
            private: instance.interface.private.to_string(),
        })
    });
    Row {
        id: address.id.clone(),
        name: name.cloned().unwrap_or_default(),
        public: address.public.to_string(),
        since: address.since,
        used,
    }
}

/// The instances that take an address, each with its name.
pub fn takers(world: &World, scope: Scope) -> Vec<(String, String)> {
    let ec2 = world.ec2();
    let takes = [InstanceState::Running, InstanceState::Stopped];
    let found = ec2.instances(scope).into_iter().filter(|it| takes.contains(&it.state));
    let named = found.map(|instance| {
        let name = ec2.tags(scope, &instance.id).and_then(|tags| tags.get("Name"));
        (instance.id.clone(), name.cloned().unwrap_or_default())
    });
    named.collect()
}

/// What the page asks AWS when it is opened.
pub fn reads() -> Vec<Request> {
    vec![
        Ec2::DescribeAddresses(DescribeAddressesInput::default()).into(),
        Ec2::DescribeInstances(DescribeInstancesInput::default()).into(),
    ]
}

//! Elastic IP addresses: public addresses that stay with the account until it releases them.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html>

use std::net::Ipv4Addr;

use super::network;
use super::state::{Instance, State};
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// How many an account may have in a Region.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html#using-instance-addressing-limit>
pub const MOST: usize = 5;

/// An Elastic IP address.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Address {
    /// `eipalloc-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the addresses ever allocated in its Region.
    pub number: u64,
    /// The address.
    pub public: Ipv4Addr,
    /// When it was allocated.
    pub since: Time,
    /// What it is associated with.
    pub used: Option<Use>,
    /// The association it had before, of which one may say twice that it ends.
    pub parted: Option<String>,
}

/// What an address is associated with.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Use {
    /// `eipassoc-…`.
    pub association: String,
    /// The instance, which has one interface with one private address.
    pub instance: String,
}

impl State {
    /// The Elastic IP addresses of an account and Region in the order of their allocation.
    pub fn addresses(&self, scope: Scope) -> Vec<&Address> {
        let mut found: Vec<&Address> =
            self.addresses.values().filter(|address| address.scope == scope).collect();
        found.sort_by_key(|address| address.number);
        found
    }

    /// The Elastic IP address with this allocation id, wherever it is.
    pub fn address(&self, id: &str) -> Option<&Address> {
        self.addresses.get(id)
    }

    /// The Elastic IP address of an instance.
    pub fn address_of(&self, instance: &str) -> Option<&Address> {
        let is = |address: &&Address| {
            address.used.as_ref().is_some_and(|used| used.instance == instance)
        };
        self.addresses.values().find(is)
    }

    /// A public address nobody has, for the `nth` thing of a kind that has one.
    pub(super) fn free_public(&mut self, scope: Scope, kind: &'static str) -> Option<Ipv4Addr> {
        let nth = self.number(scope.region, kind);
        network::public_address(self.ids, (kind, scope.region), nth, &self.public_addresses())
    }

    /// Lets an instance have an address in place of the public address it had.
    pub(super) fn associate(&mut self, id: &str, instance: &str, association: String) {
        let Some(address) = self.addresses.get_mut(id) else { return };
        let used = Use { association, instance: instance.to_owned() };
        address.used = Some(used);
        let public = address.public;
        if let Some(instance) = self.instances.get_mut(instance) {
            instance.interface.public = Some(public);
        }
    }

    /// Takes an address from its instance, which gets another public address if it is to have one.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#concepts-public-addresses>
    pub(super) fn part(&mut self, id: &str) {
        let Some(address) = self.addresses.get_mut(id) else { return };
        let Some(used) = address.used.take() else { return };
        address.parted = Some(used.association);
        let Some(instance) = self.instances.get(&used.instance) else { return };
        let scope = instance.scope;
        let fresh = gets_another(instance).then(|| self.free_public(scope, "public-ip")).flatten();
        if let Some(instance) = self.instances.get_mut(&used.instance) {
            instance.interface.public = fresh;
        }
    }
}

/// Whether an instance that loses its address is given another: one that stands has none.
fn gets_another(instance: &Instance) -> bool {
    use super::lifecycle::InstanceState::{Pending, Running, Stopping};
    instance.interface.wants_public && matches!(instance.state, Pending | Running | Stopping)
}

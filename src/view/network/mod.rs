//! What the pages of the default VPC show: its ranges, its subnets, one subnet; placement groups
//! and prefix lists.

pub mod act;

use std::collections::BTreeMap;

use crate::services::Request;
use crate::services::ec2::InstanceState;
use crate::services::ec2::State;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::network::{VPC_CIDR, Zone};
use crate::services::ec2::placement::{PlacementGroup, Strategy};
use crate::services::ec2::shapes::defaults::DescribeInternetGatewaysInput;
use crate::services::ec2::shapes::groups::DescribeManagedPrefixListsInput;
use crate::services::ec2::shapes::placement::DescribePlacementGroupsInput;
use crate::services::ec2::shapes::{
    DescribeAvailabilityZonesInput, DescribeInstancesInput, DescribeSubnetsInput,
    DescribeVpcsInput, Filter,
};
use crate::services::ec2::standing::Gateways;
use crate::services::ec2::state::Instance;
use crate::sim::{Scope, World};
use crate::view::security::Wearer;

/// A range with the id of its association.
pub type Range = (String, String);

/// The default VPC.
#[derive(Clone, Debug, PartialEq)]
pub struct Vpc {
    /// `vpc-…`.
    pub id: String,
    /// Whether it is there: it can be deleted.
    pub there: bool,
    /// Its internet gateway, if it has one, and those that are detached.
    pub gateways: Gateways,
    /// The zones without a default subnet.
    pub bare: Vec<String>,
    /// The IPv4 range it began with.
    pub first: String,
    /// Further IPv4 ranges.
    pub further: Vec<Range>,
    /// The IPv6 block that Amazon provides.
    pub v6: Option<Range>,
    /// A range for the next subnet with IPv6 addresses.
    pub free_v6: String,
    /// The zones of its Region.
    pub zones: Vec<String>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `subnet-…`.
    pub id: String,
    /// Its name; empty if it has none.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// Its IPv4 addresses, if it has any.
    pub v4: Option<String>,
    /// Its IPv6 addresses, if it has any.
    pub v6: Option<Range>,
    /// How many IPv4 addresses are free.
    pub free: u32,
    /// Whether it is the default subnet of its zone.
    pub default: bool,
    /// Whether a launch gets a public address.
    pub public: bool,
    /// Whether a launch gets an IPv6 address.
    pub assigns_v6: bool,
    /// The instances in it.
    pub instances: Vec<Wearer>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// The default VPC of a place.
pub fn vpc(world: &World, scope: Scope) -> Vpc {
    let ec2 = world.ec2();
    let (network, ranges) = (ec2.network(scope), ec2.vpc_ranges(scope));
    let zones = network.zones();
    let own = |id: &String| ec2.subnet_ranges(scope, id).v6;
    let made = ec2.subnets(scope).into_iter().map(|subnet| subnet.id.clone());
    let ids = zones.iter().map(|zone| zone.subnet.clone()).chain(made);
    let taken: Vec<_> = ids.filter_map(|id| own(&id)).map(|one| one.range).collect();
    let free = ranges.v6.as_ref().and_then(|block| block.range.free_subnet(&taken));
    Vpc {
        id: network.vpc(),
        there: network.is_there(),
        gateways: network.gateways(),
        bare: zones.iter().filter(|zone| !zone.has_subnet).map(|zone| zone.name.clone()).collect(),
        first: VPC_CIDR.to_owned(),
        further: ranges.v4.into_iter().map(|one| (one.id, one.range)).collect(),
        v6: ranges.v6.map(|one| (one.id, one.range.to_string())),
        free_v6: free.map(|range| range.to_string()).unwrap_or_default(),
        zones: zones.into_iter().map(|zone| zone.name).collect(),
    }
}

/// The subnets of a place: the default ones, then those that were made.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let ec2 = world.ec2();
    let network = ec2.network(scope);
    let default = network.subnets().map(|zone| {
        let (id, cidr) = (zone.subnet.clone(), Some(zone.cidr()));
        row(ec2, scope, (&id, cidr), &zone, true)
    });
    let made = ec2.subnets(scope).into_iter().map(|subnet| {
        let zone = network.zone(subnet.zone);
        row(ec2, scope, (&subnet.id, subnet.cidr.clone()), &zone, false)
    });
    default.chain(made).collect()
}

/// The subnet with this id; nothing when there is none.
pub fn one(world: &World, scope: Scope, id: &str) -> Option<Row> {
    list(world, scope).into_iter().find(|row| row.id == id)
}

fn row(
    ec2: &State,
    scope: Scope,
    (id, v4): (&str, Option<String>),
    zone: &Zone,
    default: bool,
) -> Row {
    let own = ec2.subnet_ranges(scope, id);
    let tags = ec2.tags(scope, id).cloned().unwrap_or_default();
    let here = |instance: &&Instance| {
        instance.state != InstanceState::Terminated && ec2.subnet_of(instance) == id
    };
    let instances = ec2.instances(scope).into_iter().filter(here);
    Row {
        id: id.to_owned(),
        name: tags.get("Name").cloned().unwrap_or_default(),
        zone: zone.name.clone(),
        free: ec2.free_addresses(scope, id),
        v4,
        v6: own.v6.map(|one| (one.id, one.range.to_string())),
        default,
        public: own.maps_public.unwrap_or(default),
        assigns_v6: own.assigns_v6,
        instances: instances.map(|instance| wearer(ec2, scope, instance)).collect(),
        tags,
    }
}

fn wearer(ec2: &State, scope: Scope, instance: &Instance) -> Wearer {
    let name = ec2.tags(scope, &instance.id).and_then(|tags| tags.get("Name").cloned());
    Wearer {
        id: instance.id.clone(),
        name: name.unwrap_or_default(),
        state: instance.state,
        public: instance.interface.public.map(|address| address.to_string()),
    }
}

/// A placement group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// `pg-…`.
    pub id: String,
    /// AWS's word for what it is for.
    pub strategy: &'static str,
    /// How many partitions it has, if it has some.
    pub partitions: Option<u32>,
    /// Its instances.
    pub instances: Vec<String>,
}

/// The placement groups of a place.
pub fn groups(world: &World, scope: Scope) -> Vec<Group> {
    let ec2 = world.ec2();
    let group = |group: &PlacementGroup| Group {
        name: group.name.clone(),
        id: group.id.clone(),
        strategy: group.strategy.name(),
        partitions: match group.strategy {
            Strategy::Partition(count) => Some(count),
            Strategy::Cluster | Strategy::Spread => None,
        },
        instances: ec2.seated(group).map(|instance| instance.id.clone()).collect(),
    };
    ec2.placement_groups(scope).map(group).collect()
}

/// The prefix lists of a place: name and id.
pub fn lists(world: &World, scope: Scope) -> Vec<(String, String)> {
    let lists = world.ec2().prefix_lists(scope);
    lists.into_iter().map(|list| (list.name, list.id)).collect()
}

/// What the list of subnets asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![
        Ec2::DescribeVpcs(DescribeVpcsInput::default()).into(),
        Ec2::DescribeSubnets(DescribeSubnetsInput::default()).into(),
        Ec2::DescribeInternetGateways(DescribeInternetGatewaysInput::default()).into(),
    ]
}

/// What the form for a new subnet asks AWS when it is opened.
pub fn create_reads() -> Vec<Request> {
    vec![
        Ec2::DescribeVpcs(DescribeVpcsInput::default()).into(),
        Ec2::DescribeAvailabilityZones(DescribeAvailabilityZonesInput::default()).into(),
    ]
}

/// What the page of a subnet asks AWS when it is opened.
pub fn detail_reads(id: &str) -> Vec<Request> {
    let (ids, values) = (Some(vec![id.to_owned()]), Some(vec![id.to_owned()]));
    let filters = Some(vec![Filter { name: Some("subnet-id".to_owned()), values }]);
    let subnets = DescribeSubnetsInput { subnet_ids: ids, ..Default::default() };
    let instances = DescribeInstancesInput { filters, ..Default::default() };
    vec![
        Ec2::DescribeVpcs(DescribeVpcsInput::default()).into(),
        Ec2::DescribeSubnets(subnets).into(),
        Ec2::DescribeInstances(instances).into(),
    ]
}

/// What the page of placement groups asks AWS when it is opened.
pub fn groups_reads() -> Vec<Request> {
    vec![Ec2::DescribePlacementGroups(DescribePlacementGroupsInput::default()).into()]
}

/// What the page of prefix lists asks AWS when it is opened.
pub fn lists_reads() -> Vec<Request> {
    vec![Ec2::DescribeManagedPrefixLists(DescribeManagedPrefixListsInput::default()).into()]
}

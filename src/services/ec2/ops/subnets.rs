//! Making and deleting subnets.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html>

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::{default_vpc, ranges, tags};
use crate::api::ApiError;
use crate::services::ec2::errors::{SUBNET, dry_run, invalid_combination, invalid_value, missing};
use crate::services::ec2::groups::Subnet;
use crate::services::ec2::network::{SUBNET_ADDRESSES, VPC_CIDR, Zone};
use crate::services::ec2::ranges::{Association, SubnetRanges};
use crate::services::ec2::shapes::groups::{
    CreateSubnetInput, CreateSubnetOutput, DeleteSubnetInput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{self, without_nulls};
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// Makes a subnet in the default VPC.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateSubnetInput,
) -> Result<CreateSubnetOutput, ApiError> {
    let network = state.network(ctx.scope);
    default_vpc::known(state, ctx.scope, &input.vpc_id)?;
    let zones = network.zones();
    let wish = input.availability_zone.as_ref().or(input.availability_zone_id.as_ref());
    let zone = match wish {
        None => zones.first(),
        Some(wish) => zones.iter().find(|zone| zone.name == *wish || zone.id == *wish),
    };
    let zone = zone.map(|zone| zone.index).ok_or_else(|| {
        let wish = wish.map(String::as_str).unwrap_or_default();
        invalid_value(format!("Value ({wish}) for parameter availabilityZone is invalid."))
    })?;
    let native = input.ipv6_native.unwrap_or(false);
    let cidr = wanted_v4(state, ctx.scope, input, native)?;
    let block = input.ipv6_cidr_block.as_deref();
    let block = block.map(|text| ranges::wanted(state, ctx.scope, text)).transpose()?;
    if native && block.is_none() {
        return Err(missing("ipv6CidrBlock"));
    }
    let tags = tags::of_one(input.tag_specifications.as_deref(), "subnet")?;
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    // The default subnets are the first of their kind.
    state.made.entry((region, "subnet")).or_insert(zones.len() as u64);
    let number = state.made(region, "subnet");
    let id = state.new_id(region, "subnet");
    let subnet = Subnet { id: id.clone(), scope: ctx.scope, number, zone, cidr };
    let mut own = SubnetRanges { assigns_v6: native, ..SubnetRanges::default() };
    own.v6 = block.map(|range| Association { id: ranges::new_id(state, region, true), range });
    if own != SubnetRanges::default() {
        state.subnet_ranges.insert((ctx.scope, id.clone()), own);
    }
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, id.clone()), tags);
    }
    state.subnets.insert(id, subnet.clone());
    let subnet = of_subnet(state, &subnet).json(state, ctx.scope, "associating");
    Ok(CreateSubnetOutput { subnet })
}

/// The IPv4 range a subnet is to have: inside the VPC, and nobody else's.
fn wanted_v4(
    state: &State,
    scope: Scope,
    input: &CreateSubnetInput,
    native: bool,
) -> Result<Option<String>, ApiError> {
    let Some(cidr) = input.cidr_block.as_deref() else {
        return if native { Ok(None) } else { Err(missing("cidrBlock")) };
    };
    if native {
        // The code is AWS's, the text ours.
        let text = "The parameter cidrBlock cannot be used for a subnet with IPv6 addresses alone.";
        return Err(invalid_combination(text));
    }
    let further = state.vpc_ranges(scope).v4;
    let mut whole = std::iter::once(VPC_CIDR).chain(further.iter().map(|one| one.range.as_str()));
    let wanted = range(cidr).filter(|(first, last)| last - first < 1 << 16 && last - first >= 15);
    let inside = |wanted: &(u32, u32)| {
        whole.any(|own| range(own).is_some_and(|own| own.0 <= wanted.0 && wanted.1 <= own.1))
    };
    wanted.filter(inside).ok_or_else(|| {
        ApiError::new("InvalidSubnet.Range", format!("The CIDR '{cidr}' is invalid."))
    })?;
    let mut default = state.network(scope).subnets().map(|zone| zone.cidr());
    if is_taken(state, scope, cidr) || default.any(|known| overlap(&known, cidr)) {
        let text = format!("The CIDR '{cidr}' conflicts with another subnet");
        return Err(ApiError::new("InvalidSubnet.Conflict", text));
    }
    Ok(Some(cidr.to_owned()))
}

/// Whether a subnet that was made has addresses of a range.
pub fn is_taken(state: &State, scope: Scope, cidr: &str) -> bool {
    let mut made = state.subnets.values().filter(|subnet| subnet.scope == scope);
    made.any(|subnet| subnet.cidr.as_deref().is_some_and(|known| overlap(known, cidr)))
}

fn overlap(one: &str, other: &str) -> bool {
    let both = range(one).zip(range(other));
    both.is_some_and(|(one, other)| one.0 <= other.1 && other.0 <= one.1)
}

/// First and last address of a range whose host bits are clear.
pub fn range(cidr: &str) -> Option<(u32, u32)> {
    let (address, bits) = cidr.split_once('/')?;
    let address = u32::from(address.parse::<Ipv4Addr>().ok()?);
    let bits: u32 = bits.parse().ok().filter(|bits| (1..=32).contains(bits))?;
    let hosts = u32::MAX.checked_shr(bits).unwrap_or(0);
    (address & hosts == 0).then_some((address, address | hosts))
}

/// How many addresses of a range instances may have: AWS keeps the first four and the last.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
pub fn room(cidr: &str) -> u32 {
    range(cidr).map_or(0, |(first, last)| (last - first + 1).saturating_sub(5))
}

impl State {
    /// How many IPv4 addresses of a subnet nobody uses.
    pub fn free_addresses(&self, scope: Scope, subnet: &str) -> u32 {
        let whole = match self.subnets.get(subnet) {
            Some(made) => made.cidr.as_deref().map_or(0, room),
            None => SUBNET_ADDRESSES,
        };
        whole.saturating_sub(self.private_addresses(scope, subnet).len() as u32)
    }
}

/// A free address of a range for the `nth` interface.
pub fn free_address(cidr: &str, nth: u64, taken: &BTreeSet<Ipv4Addr>) -> Option<Ipv4Addr> {
    let ((first, _), room) = (range(cidr)?, room(cidr));
    let begin = u32::try_from(nth % u64::from(room.max(1))).ok()?;
    (0..room)
        .map(|step| Ipv4Addr::from(first + 4 + (begin + step) % room))
        .find(|address| !taken.contains(address))
}

/// Deletes a subnet in which nothing is left: one that was made, or a default one.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteSubnetInput,
) -> Result<(), ApiError> {
    let id = &input.subnet_id;
    SUBNET.well_formed(std::slice::from_ref(id))?;
    let default = state.network(ctx.scope).subnets().find(|zone| zone.subnet == *id);
    let made = state.subnets.get(id).is_some_and(|subnet| subnet.scope == ctx.scope);
    if default.is_none() && !made {
        return Err(SUBNET.not_found(&[id]));
    }
    if !state.private_addresses(ctx.scope, id).is_empty() {
        let text = format!("The subnet '{id}' has dependencies and cannot be deleted.");
        return Err(ApiError::new("DependencyViolation", text));
    }
    dry_run(input.dry_run)?;
    match default {
        Some(zone) => state.standings.entry(ctx.scope).or_default().end_subnet(zone.index),
        None => drop(state.subnets.remove(id)),
    }
    state.subnet_ranges.remove(&(ctx.scope, id.clone()));
    state.tags.remove(&(ctx.scope, id.clone()));
    Ok(())
}

/// A subnet that was made, as DescribeSubnets shows it.
pub fn shown(state: &State, subnet: &Subnet) -> Value {
    of_subnet(state, subnet).json(state, subnet.scope, "associated")
}

fn of_subnet<'a>(state: &State, subnet: &'a Subnet) -> Shown<'a> {
    Shown {
        id: &subnet.id,
        zone: state.network(subnet.scope).zone(subnet.zone),
        cidr: subnet.cidr.clone(),
        free: state.free_addresses(subnet.scope, &subnet.id),
        is_default: false,
    }
}

/// What tells subnets apart.
pub struct Shown<'a> {
    /// `subnet-…`.
    pub id: &'a str,
    /// Its zone.
    pub zone: Zone,
    /// Its IPv4 addresses, if it has any.
    pub cidr: Option<String>,
    /// How many of them nobody uses.
    pub free: u32,
    /// Whether it is the zone's default subnet.
    pub is_default: bool,
}

impl Shown<'_> {
    /// The subnet as DescribeSubnets shows it; its IPv6 range is `associating` or `associated`.
    pub fn json(&self, state: &State, scope: Scope, moment: &str) -> Value {
        let tags = state.tags(scope, self.id).filter(|tags| !tags.is_empty());
        let own = state.subnet_ranges(scope, self.id);
        let v6 = own.v6.iter().map(|one| ranges::shown_range(one, moment));
        let native = self.cidr.is_none();
        without_nulls(json!({
            "AvailabilityZoneId": self.zone.id,
            "MapCustomerOwnedIpOnLaunch": false,
            "OwnerId": scope.account.to_string(),
            "AssignIpv6AddressOnCreation": own.assigns_v6,
            "Ipv6CidrBlockAssociationSet": v6.collect::<Vec<_>>(),
            "Tags": tags.map(view::tags),
            "SubnetArn": scope.arn("ec2", &format!("subnet/{}", self.id)),
            "EnableDns64": false,
            "Ipv6Native": native,
            // Where there is no IPv4 address to name an instance after, its id is its name.
            // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html>
            "PrivateDnsNameOptionsOnLaunch": {
                "HostnameType": if native { "resource-name" } else { "ip-name" },
                "EnableResourceNameDnsARecord": false,
                "EnableResourceNameDnsAAAARecord": native,
            },
            "BlockPublicAccessStates": { "InternetGatewayBlockMode": "off" },
            "SubnetId": self.id,
            "State": "available",
            "VpcId": state.network(scope).vpc(),
            "CidrBlock": self.cidr,
            "AvailableIpAddressCount": self.free,
            "AvailabilityZone": self.zone.name,
            "DefaultForAz": self.is_default,
            "MapPublicIpOnLaunch": own.maps_public.unwrap_or(self.is_default),
        }))
    }
}

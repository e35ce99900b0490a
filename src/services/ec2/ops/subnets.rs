//! Making and deleting subnets, and the default VPC, of which there is one already.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html>

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::tags;
use crate::api::ApiError;
use crate::services::ec2::errors::{SUBNET, VPC, dry_run, invalid_value, missing};
use crate::services::ec2::groups::Subnet;
use crate::services::ec2::network::Zone;
use crate::services::ec2::shapes::groups::{
    CreateDefaultVpcInput, CreateDefaultVpcOutput, CreateSubnetInput, CreateSubnetOutput,
    DeleteSubnetInput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{self, without_nulls};
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// There is a default VPC in every Region, and none can be deleted here.
pub fn create_default_vpc(
    input: &CreateDefaultVpcInput,
) -> Result<CreateDefaultVpcOutput, ApiError> {
    let _ = input;
    let text = "A Default VPC already exists for this account in this region.";
    Err(ApiError::new("DefaultVpcAlreadyExists", text))
}

/// Makes a subnet in the default VPC.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateSubnetInput,
) -> Result<CreateSubnetOutput, ApiError> {
    let network = state.network(ctx.scope);
    if input.vpc_id != network.vpc() {
        VPC.well_formed(std::slice::from_ref(&input.vpc_id))?;
        return Err(VPC.not_found(&[&input.vpc_id]));
    }
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
    let cidr = input.cidr_block.as_deref().ok_or_else(|| missing("cidrBlock"))?;
    let wanted = range(cidr).filter(|(first, last)| last - first < 1 << 16 && last - first >= 15);
    let wanted = wanted.filter(|(first, last)| first >> 16 == 0xac1f && last >> 16 == 0xac1f);
    let wanted = wanted.ok_or_else(|| {
        ApiError::new("InvalidSubnet.Range", format!("The CIDR '{cidr}' is invalid."))
    })?;
    let made = state.subnets.values().filter(|subnet| subnet.scope == ctx.scope);
    let mut taken = zones.iter().map(|zone| zone.cidr()).chain(made.map(|s| s.cidr.clone()));
    let overlaps = |other: (u32, u32)| wanted.0 <= other.1 && other.0 <= wanted.1;
    if taken.any(|known| range(&known).is_some_and(overlaps)) {
        let text = format!("The CIDR '{cidr}' conflicts with another subnet");
        return Err(ApiError::new("InvalidSubnet.Conflict", text));
    }
    let tags = tags::of_one(input.tag_specifications.as_deref(), "subnet")?;
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    // The default subnets are the first of their kind.
    state.made.entry((region, "subnet")).or_insert(zones.len() as u64);
    let number = state.made(region, "subnet");
    let id = state.new_id(region, "subnet");
    let subnet = Subnet { id: id.clone(), scope: ctx.scope, number, zone, cidr: cidr.to_owned() };
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, id.clone()), tags);
    }
    let answer = shown(state, &subnet);
    state.subnets.insert(id, subnet);
    Ok(CreateSubnetOutput { subnet: answer })
}

/// First and last address of a range whose host bits are clear.
fn range(cidr: &str) -> Option<(u32, u32)> {
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

/// A free address of a range for the `nth` interface.
pub fn free_address(cidr: &str, nth: u64, taken: &BTreeSet<Ipv4Addr>) -> Option<Ipv4Addr> {
    let ((first, _), room) = (range(cidr)?, room(cidr));
    let begin = u32::try_from(nth % u64::from(room.max(1))).ok()?;
    (0..room)
        .map(|step| Ipv4Addr::from(first + 4 + (begin + step) % room))
        .find(|address| !taken.contains(address))
}

/// Deletes a subnet that was made.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteSubnetInput,
) -> Result<(), ApiError> {
    let id = &input.subnet_id;
    SUBNET.well_formed(std::slice::from_ref(id))?;
    if state.network(ctx.scope).zones().iter().any(|zone| zone.subnet == *id) {
        return Err(ApiError::not_simulated("DeleteSubnet of a default subnet"));
    }
    let found = state.subnets.get(id).filter(|subnet| subnet.scope == ctx.scope);
    found.ok_or_else(|| SUBNET.not_found(&[id]))?;
    if !state.private_addresses(ctx.scope, id).is_empty() {
        let text = format!("The subnet '{id}' has dependencies and cannot be deleted.");
        return Err(ApiError::new("DependencyViolation", text));
    }
    dry_run(input.dry_run)?;
    state.subnets.remove(id);
    state.tags.remove(&(ctx.scope, id.clone()));
    Ok(())
}

/// A subnet that was made, as DescribeSubnets shows it.
pub fn shown(state: &State, subnet: &Subnet) -> Value {
    let used = state.private_addresses(subnet.scope, &subnet.id).len() as u32;
    Shown {
        id: &subnet.id,
        zone: &state.network(subnet.scope).zone(subnet.zone),
        cidr: subnet.cidr.clone(),
        free: room(&subnet.cidr).saturating_sub(used),
        is_default: false,
    }
    .json(state, subnet.scope)
}

/// What tells subnets apart.
pub struct Shown<'a> {
    /// `subnet-…`.
    pub id: &'a str,
    /// Its zone.
    pub zone: &'a Zone,
    /// Its addresses.
    pub cidr: String,
    /// How many of them nobody uses.
    pub free: u32,
    /// Whether it is the zone's default subnet.
    pub is_default: bool,
}

impl Shown<'_> {
    /// The subnet as DescribeSubnets shows it.
    pub fn json(&self, state: &State, scope: Scope) -> Value {
        let tags = state.tags(scope, self.id).filter(|tags| !tags.is_empty());
        without_nulls(json!({
            "AvailabilityZoneId": self.zone.id,
            "MapCustomerOwnedIpOnLaunch": false,
            "OwnerId": scope.account.to_string(),
            "AssignIpv6AddressOnCreation": false,
            "Ipv6CidrBlockAssociationSet": [],
            "Tags": tags.map(view::tags),
            "SubnetArn": scope.arn("ec2", &format!("subnet/{}", self.id)),
            "EnableDns64": false,
            "Ipv6Native": false,
            "PrivateDnsNameOptionsOnLaunch": {
                "HostnameType": "ip-name",
                "EnableResourceNameDnsARecord": false,
                "EnableResourceNameDnsAAAARecord": false,
            },
            "BlockPublicAccessStates": { "InternetGatewayBlockMode": "off" },
            "SubnetId": self.id,
            "State": "available",
            "VpcId": state.network(scope).vpc(),
            "CidrBlock": self.cidr,
            "AvailableIpAddressCount": self.free,
            "AvailabilityZone": self.zone.name,
            "DefaultForAz": self.is_default,
            "MapPublicIpOnLaunch": self.is_default,
        }))
    }
}

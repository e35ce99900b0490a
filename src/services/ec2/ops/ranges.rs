//! Ranges of addresses a VPC and its subnets are given, and what a subnet gives at a launch.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html>. Where no
//! record of a text was found, the code is AWS's and the text ours.

use serde_json::{Value, json};

use super::default_vpc;
use super::subnets::range;
use crate::api::ApiError;
use crate::services::ec2::errors::{
    SUBNET, invalid_combination, invalid_value, missing, not_permitted,
};
use crate::services::ec2::network::VPC_CIDR;
use crate::services::ec2::ranges::{Association, Ipv6Block};
use crate::services::ec2::shapes::BooleanValue;
use crate::services::ec2::shapes::ranges::{
    AssociateSubnetCidrBlockInput, AssociateVpcCidrBlockInput, DisassociateCidrBlockInput,
    ModifySubnetAttributeInput, SubnetCidrBlockOutput, VpcCidrBlockOutput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::without_nulls;
use crate::sim::Ctx;
use crate::sim::scope::{Region, Scope};

/// How many IPv4 ranges a VPC has at most, the first included.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
const MOST_V4: usize = 5;

/// Private ranges that do not go together with a VPC in 172.16.0.0/12, and one that nobody adds.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions>
const RESTRICTED: [&str; 4] = ["10.0.0.0/8", "192.168.0.0/16", "198.19.0.0/16", "172.31.0.0/16"];

/// The id of a new association. The first one of a VPC is that of the range it began with.
pub fn new_id(state: &mut State, region: Region, of_subnet: bool) -> String {
    if of_subnet {
        return state.new_id(region, "subnet-cidr-assoc");
    }
    state.made.entry((region, "vpc-cidr-assoc")).or_insert(1);
    state.new_id(region, "vpc-cidr-assoc")
}

/// Gives the VPC a further IPv4 range, or a block of IPv6 addresses that Amazon provides.
pub fn join_vpc(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AssociateVpcCidrBlockInput,
) -> Result<VpcCidrBlockOutput, ApiError> {
    let (scope, region) = (ctx.scope, ctx.scope.region);
    let vpc_id = input.vpc_id.clone();
    default_vpc::known(state, scope, &vpc_id)?;
    let provided = input.amazon_provided.unwrap_or(false);
    match (&input.cidr_block, provided) {
        (Some(_), true) => Err(invalid_combination(
            "The parameters cidrBlock and amazonProvidedIpv6CidrBlock may not be used together.",
        )),
        (None, false) => Err(missing("cidrBlock or amazonProvidedIpv6CidrBlock")),
        (Some(cidr), false) => {
            if input.border_group.is_some() {
                let text = "The parameter ipv6CidrBlockNetworkBorderGroup requires \
                            amazonProvidedIpv6CidrBlock.";
                return Err(invalid_combination(text));
            }
            further(state, scope, cidr)?;
            let one = Association { id: new_id(state, region, false), range: cidr.clone() };
            let shown = shown_v4(&one, "associating");
            state.vpc_ranges.entry(scope).or_default().v4.push(one);
            Ok(VpcCidrBlockOutput {
                cidr_block_association: Some(shown),
                ipv6_cidr_block_association: None,
                vpc_id,
            })
        }
        (None, true) => {
            let group = input.border_group.as_deref();
            if let Some(other) = group.filter(|group| *group != region.code()) {
                // Local Zones have border groups of their own.
                return Err(ApiError::not_simulated(format!("network border group {other}")));
            }
            if state.vpc_ranges(scope).v6.is_some() {
                return Err(too_many(&vpc_id, 1));
            }
            let nth = state.number(region, "ipv6-block");
            let range = Ipv6Block::provided(state.ids, region, nth);
            let one = Association { id: new_id(state, region, false), range };
            // Which block it is, AWS says when it is associated.
            let shown = json!({
                "AssociationId": one.id,
                "Ipv6CidrBlockState": { "State": "associating" },
                "NetworkBorderGroup": region.code(),
            });
            state.vpc_ranges.entry(scope).or_default().v6 = Some(one);
            Ok(VpcCidrBlockOutput {
                ipv6_cidr_block_association: Some(shown),
                cidr_block_association: None,
                vpc_id,
            })
        }
    }
}

fn too_many(vpc: &str, most: usize) -> ApiError {
    let text = format!("This network '{vpc}' has met its maximum number of allowed CIDRs: {most}");
    ApiError::new("CidrLimitExceeded", text)
}

/// Whether the VPC may have a further IPv4 range.
fn further(state: &State, scope: Scope, cidr: &str) -> Result<(), ApiError> {
    let wanted = range(cidr).filter(|(first, last)| (15..1 << 16).contains(&(last - first)));
    let wanted = wanted.ok_or_else(|| {
        ApiError::new("InvalidVpc.Range", format!("The CIDR '{cidr}' is invalid."))
    })?;
    let own = state.vpc_ranges(scope).v4;
    let overlaps =
        |other: &str| range(other).is_some_and(|other| wanted.0 <= other.1 && other.0 <= wanted.1);
    let conflict = |other: &str| {
        let text = format!("The CIDR '{cidr}' conflicts with the CIDR '{other}' of the VPC");
        ApiError::new("InvalidVpc.Conflict", text)
    };
    if overlaps(VPC_CIDR) {
        return Err(conflict(VPC_CIDR));
    }
    if let Some(known) = own.iter().find(|known| overlaps(&known.range)) {
        return Err(conflict(&known.range));
    }
    if RESTRICTED.iter().any(|range| overlaps(range)) {
        let text = format!(
            "The CIDR '{cidr}' is restricted. Use a CIDR from the same private address range as \
             the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, \
             see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Subnets.html"
        );
        return Err(ApiError::new("InvalidVpc.Range", text));
    }
    if own.len() + 1 >= MOST_V4 {
        return Err(too_many(&state.network(scope).vpc(), MOST_V4));
    }
    Ok(())
}

/// Takes a range from the VPC that no subnet uses. The first range stays.
pub fn part_vpc(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DisassociateCidrBlockInput,
) -> Result<VpcCidrBlockOutput, ApiError> {
    let (scope, id) = (ctx.scope, &input.association_id);
    let (network, mut ranges) = (state.network(scope), state.vpc_ranges(scope));
    let vpc_id = network.vpc();
    let mut output = VpcCidrBlockOutput { vpc_id, ..VpcCidrBlockOutput::default() };
    let used = || {
        let text = format!("The vpc CIDR block with association ID {id} has dependencies.");
        ApiError::new("DependencyViolation", text)
    };
    if *id == network.cidr_association() {
        return Err(not_permitted(format!(
            "The vpc CIDR block with association ID {id} may not be disassociated. It is the \
             primary IPv4 CIDR block of the VPC"
        )));
    }
    if let Some(at) = ranges.v4.iter().position(|known| known.id == *id) {
        let known = ranges.v4.remove(at);
        let whole = range(&known.range);
        let inside = |cidr: &String| {
            range(cidr).zip(whole).is_some_and(|(own, whole)| whole.0 <= own.0 && own.1 <= whole.1)
        };
        let mut made = state.subnets.values().filter(|subnet| subnet.scope == scope);
        if made.any(|subnet| subnet.cidr.as_ref().is_some_and(inside)) {
            return Err(used());
        }
        output.cidr_block_association = Some(shown_v4(&known, "disassociating"));
    } else if let Some(known) = ranges.v6.take_if(|known| known.id == *id) {
        let mut own = state.subnet_ranges.iter().filter(|((of, _), _)| *of == scope);
        if own.any(|(_, subnet)| subnet.v6.is_some()) {
            return Err(used());
        }
        let shown = shown_block(scope, &known, "disassociating");
        output.ipv6_cidr_block_association = Some(shown);
    } else {
        let text = format!("The vpc CIDR block association ID '{id}' does not exist");
        return Err(ApiError::new("InvalidVpcCidrBlockAssociationID.NotFound", text));
    }
    state.vpc_ranges.insert(scope, ranges);
    Ok(output)
}

/// The range of IPv6 addresses a subnet is to have: in the VPC's block, and nobody else's.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
pub fn wanted(state: &State, scope: Scope, text: &str) -> Result<Ipv6Block, ApiError> {
    let whole = state.vpc_ranges(scope).v6;
    let wanted = Ipv6Block::parse(text).filter(|range| range.bits() <= 64 && range.bits() % 4 == 0);
    let inside = |range: &Ipv6Block| whole.as_ref().is_some_and(|whole| whole.range.holds(*range));
    let wanted = wanted.filter(inside).ok_or_else(|| {
        ApiError::new("InvalidSubnet.Range", format!("The IPv6 CIDR '{text}' is invalid."))
    })?;
    let own = state.subnet_ranges.iter().filter(|((of, _), _)| *of == scope);
    let mut taken = own.filter_map(|(_, subnet)| subnet.v6.as_ref());
    if taken.any(|known| known.range.overlaps(wanted)) {
        let text = format!("The IPv6 CIDR '{text}' conflicts with another subnet");
        return Err(ApiError::new("InvalidSubnet.Conflict", text));
    }
    Ok(wanted)
}

/// The subnet with this id, which must be here.
fn known(state: &State, scope: Scope, id: &String) -> Result<(), ApiError> {
    SUBNET.well_formed(std::slice::from_ref(id))?;
    let default = state.network(scope).subnets().any(|zone| zone.subnet == *id);
    let made = state.subnets.get(id).is_some_and(|subnet| subnet.scope == scope);
    if default || made { Ok(()) } else { Err(SUBNET.not_found(&[id])) }
}

/// Gives a subnet a range of IPv6 addresses. It can have one.
pub fn join_subnet(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AssociateSubnetCidrBlockInput,
) -> Result<SubnetCidrBlockOutput, ApiError> {
    let (scope, id) = (ctx.scope, &input.subnet_id);
    known(state, scope, id)?;
    let text = input.ipv6_cidr_block.as_deref().ok_or_else(|| missing("ipv6CidrBlock"))?;
    if state.subnet_ranges(scope, id).v6.is_some() {
        let text = format!("Subnet '{id}' has met its maximum number of allowed CIDRs: 1");
        return Err(ApiError::new("CidrLimitExceeded", text));
    }
    let range = wanted(state, scope, text)?;
    let one = Association { id: new_id(state, scope.region, true), range };
    let shown = shown_range(&one, "associating");
    state.subnet_ranges.entry((scope, id.clone())).or_default().v6 = Some(one);
    Ok(SubnetCidrBlockOutput { ipv6_cidr_block_association: shown, subnet_id: id.clone() })
}

/// Takes its range of IPv6 addresses from a subnet in which nobody has one.
pub fn part_subnet(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DisassociateCidrBlockInput,
) -> Result<SubnetCidrBlockOutput, ApiError> {
    let (scope, id) = (ctx.scope, &input.association_id);
    let subnet_id = state.subnet_with(scope, id);
    let found = subnet_id.and_then(|subnet| {
        let range = state.subnet_ranges(scope, &subnet).v6?;
        Some((subnet, range))
    });
    let (subnet_id, range) = found.ok_or_else(|| {
        let text = format!("The subnet CIDR block association ID '{id}' does not exist");
        ApiError::new("InvalidSubnetCidrBlockAssociationID.NotFound", text)
    })?;
    if state.subnets.get(&subnet_id).is_some_and(|subnet| subnet.cidr.is_none()) {
        return Err(not_permitted(format!(
            "The subnet '{subnet_id}' has IPv6 addresses alone and keeps its IPv6 CIDR block."
        )));
    }
    if !state.ipv6_addresses(scope, &subnet_id).is_empty() {
        let text = format!("The subnet CIDR block with association ID {id} has dependencies.");
        return Err(ApiError::new("DependencyViolation", text));
    }
    if let Some(ranges) = state.subnet_ranges.get_mut(&(scope, subnet_id.clone())) {
        ranges.v6 = None;
        ranges.assigns_v6 = false;
    }
    let shown = shown_range(&range, "disassociating");
    Ok(SubnetCidrBlockOutput { ipv6_cidr_block_association: shown, subnet_id })
}

/// Says what a launch into a subnet gives an instance. One attribute at a time.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html>
pub fn modify_subnet(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ModifySubnetAttributeInput,
) -> Result<(), ApiError> {
    let (scope, id) = (ctx.scope, &input.subnet_id);
    known(state, scope, id)?;
    let flag = |value: &BooleanValue| value.value.ok_or_else(|| missing("value"));
    let mut own = state.subnet_ranges(scope, id);
    match (&input.assign_ipv6, &input.map_public_ip) {
        (Some(_), Some(_)) => {
            return Err(invalid_combination("Only one attribute can be modified at a time"));
        }
        (None, None) => return Err(missing("attribute")),
        (Some(assign), None) => {
            own.assigns_v6 = flag(assign)?;
            if own.assigns_v6 && own.v6.is_none() {
                return Err(invalid_value(format!(
                    "Invalid value 'true' for assign-ipv6-address-on-creation. Cannot set \
                     assign-ipv6-address-on-creation to true unless the subnet ({id}) has an IPv6 \
                     CIDR block associated with it."
                )));
            }
        }
        (None, Some(map)) => own.maps_public = Some(flag(map)?),
    }
    state.subnet_ranges.insert((scope, id.clone()), own);
    Ok(())
}

/// An IPv4 range of a VPC.
pub fn shown_v4(one: &Association<String>, moment: &str) -> Value {
    json!({
        "AssociationId": one.id,
        "CidrBlock": one.range,
        "CidrBlockState": { "State": moment },
    })
}

/// The IPv6 block of a VPC.
pub fn shown_block(scope: Scope, one: &Association<Ipv6Block>, moment: &str) -> Value {
    json!({
        "AssociationId": one.id,
        "Ipv6CidrBlock": one.range.to_string(),
        "Ipv6CidrBlockState": { "State": moment },
        "NetworkBorderGroup": scope.region.code(),
        "Ipv6Pool": "Amazon",
        "Ipv6AddressAttribute": "public",
        "IpSource": "amazon",
    })
}

/// The IPv6 range of a subnet.
pub fn shown_range(one: &Association<Ipv6Block>, moment: &str) -> Value {
    let there = (moment == "associated").then_some(("public", "amazon"));
    without_nulls(json!({
        "AssociationId": one.id,
        "Ipv6CidrBlock": one.range.to_string(),
        "Ipv6CidrBlockState": { "State": moment },
        "Ipv6AddressAttribute": there.map(|there| there.0),
        "IpSource": there.map(|there| there.1),
    }))
}

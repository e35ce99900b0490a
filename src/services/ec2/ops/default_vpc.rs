//! The default VPC and its default subnets: deleted, and made anew.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/work-with-default-vpc.html>

use serde_json::{Value, json};

use super::{network, subnets};
use crate::api::ApiError;
use crate::services::ec2::errors::{
    VPC, dry_run, invalid_combination, invalid_value, missing, no_default_vpc,
};
use crate::services::ec2::network::Zone;
use crate::services::ec2::shapes::defaults::{
    CreateDefaultSubnetInput, CreateDefaultSubnetOutput, DeleteVpcInput,
};
use crate::services::ec2::shapes::groups::{CreateDefaultVpcInput, CreateDefaultVpcOutput};
use crate::services::ec2::standing::Gateways;
use crate::services::ec2::state::State;
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// Makes a default VPC where there is none, with a default subnet in each zone, an internet gateway
/// and a default security group.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultVpc.html>
pub fn create_vpc(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateDefaultVpcInput,
) -> Result<CreateDefaultVpcOutput, ApiError> {
    if state.network(ctx.scope).is_there() {
        let text = "A Default VPC already exists for this account in this region.";
        return Err(ApiError::new("DefaultVpcAlreadyExists", text));
    }
    dry_run(input.dry_run)?;
    let mut gateways = state.network(ctx.scope).gateways();
    let standing = state.standings.entry(ctx.scope).or_default();
    standing.begin_vpc();
    let network = state.network(ctx.scope);
    gateways.attached = Some(network.gateway());
    state.standings.entry(ctx.scope).or_default().gateways = Some(gateways);
    Ok(CreateDefaultVpcOutput { vpc: begun(network::vpc(state, ctx.scope, "pending")) })
}

/// Deletes a VPC in which nothing is left.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html>
pub fn delete_vpc(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteVpcInput,
) -> Result<(), ApiError> {
    let (scope, id) = (ctx.scope, &input.vpc_id);
    known(state, scope, id)?;
    let network = state.network(scope);
    let subnets = network.subnets().next().is_some()
        || state.subnets.values().any(|subnet| subnet.scope == scope);
    let groups = state.groups.values().any(|group| group.scope == scope);
    if subnets || groups || network.gateways().attached.is_some() {
        let text = format!("The vpc '{id}' has dependencies and cannot be deleted.");
        return Err(ApiError::new("DependencyViolation", text));
    }
    dry_run(input.dry_run)?;
    for own in [id.clone(), network.group()] {
        state.tags.remove(&(scope, own.clone()));
        state.rules.remove(&(scope, own));
    }
    state.vpc_ranges.remove(&scope);
    state.standings.entry(scope).or_default().end_vpc();
    Ok(())
}

/// The default VPC must have this id.
pub fn known(state: &State, scope: Scope, id: &String) -> Result<(), ApiError> {
    VPC.well_formed(std::slice::from_ref(id))?;
    let network = state.network(scope);
    let is = network.is_there() && network.vpc() == *id;
    if is { Ok(()) } else { Err(VPC.not_found(&[id])) }
}

/// Makes the default subnet of a zone that has none.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultSubnet.html>. The codes
/// are AWS's, the texts ours.
pub fn subnet(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateDefaultSubnetInput,
) -> Result<CreateDefaultSubnetOutput, ApiError> {
    let network = state.network(ctx.scope);
    let zone = zone(&network.zones(), input)?;
    if !network.is_there() {
        let text = "There is no default VPC in this Region.";
        return Err(ApiError::new("DefaultVpcDoesNotExist", text));
    }
    if zone.has_subnet {
        let text = format!("The Availability Zone '{}' already has a default subnet.", zone.name);
        return Err(ApiError::new("DefaultSubnetAlreadyExistsInAvailabilityZone", text));
    }
    if subnets::is_taken(state, ctx.scope, &zone.cidr()) {
        return Err(ApiError::not_simulated("CreateDefaultSubnet beside a subnet in its range"));
    }
    dry_run(input.dry_run)?;
    state.standings.entry(ctx.scope).or_default().begin_subnet(zone.index);
    let zone = state.network(ctx.scope).zone(zone.index);
    let subnet = begun(network::subnet(state, ctx.scope, &zone));
    Ok(CreateDefaultSubnetOutput { subnet })
}

/// What is made has no IPv6 addresses and no tags yet, and the reply says so.
fn begun(mut made: Value) -> Value {
    if let Some(members) = made.as_object_mut() {
        for name in ["Ipv6CidrBlockAssociationSet", "Tags"] {
            members.entry(name).or_insert_with(|| json!([]));
        }
    }
    made
}

fn zone(zones: &[Zone], input: &CreateDefaultSubnetInput) -> Result<Zone, ApiError> {
    let wish = match (&input.availability_zone, &input.availability_zone_id) {
        (Some(_), Some(_)) => {
            return Err(invalid_combination(
                "The parameters availabilityZone and availabilityZoneId may not be used together.",
            ));
        }
        (Some(wish), None) | (None, Some(wish)) => wish,
        (None, None) => return Err(missing("availabilityZone")),
    };
    let found = zones.iter().find(|zone| zone.name == *wish || zone.id == *wish);
    found.cloned().ok_or_else(|| {
        invalid_value(format!("Value ({wish}) for parameter availabilityZone is invalid."))
    })
}

/// The id of the default VPC, which must be there for what names none.
pub fn needed(state: &State, scope: Scope) -> Result<String, ApiError> {
    let network = state.network(scope);
    if network.is_there() { Ok(network.vpc()) } else { Err(no_default_vpc()) }
}

/// Keeps the gateways of an account and Region as they are from now on.
pub fn keep(state: &mut State, scope: Scope, gateways: Gateways) {
    state.standings.entry(scope).or_default().gateways = Some(gateways);
}

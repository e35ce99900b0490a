//! Where a launch goes: zone, subnet, security group.

use crate::api::ApiError;
use crate::services::ec2::errors::{SUBNET, invalid_combination, invalid_value, no_default_vpc};
use crate::services::ec2::groups::Subnet;
use crate::services::ec2::network::{Network, Zone};
use crate::services::ec2::ops::groups;
use crate::services::ec2::shapes::{NetworkInterface, RunInstancesInput};
use crate::services::ec2::state::State;
use crate::sim::scope::Scope;

fn interface(input: &RunInstancesInput) -> Option<&NetworkInterface> {
    input.network_interfaces.as_ref()?.first()
}

/// The subnet a launch asks for.
pub fn subnet_wish(input: &RunInstancesInput) -> Option<String> {
    let of_interface = interface(input).and_then(|interface| interface.subnet_id.clone());
    input.subnet_id.clone().or(of_interface)
}

/// The ids of security groups a launch asks for.
pub fn group_wishes(input: &RunInstancesInput) -> Vec<String> {
    let of_interface = interface(input).and_then(|interface| interface.groups.clone());
    let own = input.security_group_ids.clone();
    own.into_iter().chain(of_interface).flatten().collect()
}

/// The zone a launch goes to: that of its subnet, the one it names, or the one drawn for it.
pub fn zone(state: &State, scope: Scope, input: &RunInstancesInput) -> Result<u8, ApiError> {
    combinations(input)?;
    let network = state.network(scope);
    let zones = network.zones();
    let named = match &input.placement {
        None => None,
        Some(placement) => {
            let by_name = placement
                .availability_zone
                .as_ref()
                .map(|name| found(&zones, |zone| zone.name == *name, name));
            let by_id = placement
                .availability_zone_id
                .as_ref()
                .map(|id| found(&zones, |zone| zone.id == *id, id));
            by_name.or(by_id).transpose()?
        }
    };
    let Some(subnet) = subnet_wish(input) else {
        return default(&network, named, state.made(scope.region, "r"));
    };
    SUBNET.well_formed(std::slice::from_ref(&subnet))?;
    let of = |zone: &&Zone| zone.has_subnet && zone.subnet == subnet;
    let default = || zones.iter().find(of).map(|zone| zone.index);
    let zone = made(state, scope, input).map(|made| made.zone).or_else(default);
    let zone = zone.ok_or_else(|| SUBNET.not_found(&[&subnet]))?;
    match named {
        // The code is AWS's, the text ours.
        Some(named) if named != zone => Err(invalid_combination(format!(
            "The subnet '{subnet}' is not in the specified Availability Zone"
        ))),
        _ => Ok(zone),
    }
}

/// The zone of a launch that names no subnet: it goes to the default subnet of the zone it names,
/// or to one that is drawn.
/// Recorded: <https://github.com/terraform-aws-modules/terraform-aws-ec2-instance/issues/50>.
fn default(network: &Network, named: Option<u8>, nth: u64) -> Result<u8, ApiError> {
    if !network.is_there() {
        return Err(no_default_vpc());
    }
    let Some(named) = named else {
        let none = || {
            let vpc = network.vpc();
            let text =
                format!("No subnets found for the default VPC '{vpc}'. Please specify a subnet.");
            ApiError::new("MissingInput", text)
        };
        return network.pick(nth).ok_or_else(none);
    };
    let zone = network.zone(named);
    if zone.has_subnet {
        return Ok(named);
    }
    let text = format!("No default subnet for availability zone: '{}'.", zone.name);
    Err(ApiError::new("MissingInput", text))
}

/// The subnet a launch goes to, if it is one that was made.
pub fn made<'a>(state: &'a State, scope: Scope, input: &RunInstancesInput) -> Option<&'a Subnet> {
    let wish = subnet_wish(input)?;
    state.subnets.get(&wish).filter(|subnet| subnet.scope == scope)
}

fn found(zones: &[Zone], is: impl Fn(&Zone) -> bool, name: &str) -> Result<u8, ApiError> {
    let zone = zones.iter().find(|zone| is(zone)).map(|zone| zone.index);
    zone.ok_or_else(|| invalid_value(format!("Invalid availability zone: [{name}]")))
}

/// What may not be said twice, and what of interfaces is not simulated.
fn combinations(input: &RunInstancesInput) -> Result<(), ApiError> {
    let Some(interfaces) = &input.network_interfaces else { return Ok(()) };
    if interfaces.len() > 1 || interfaces.iter().any(|i| i.device_index.unwrap_or(0) != 0) {
        return Err(ApiError::not_simulated("NetworkInterfaces beyond device index 0"));
    }
    let clash = if input.subnet_id.is_some() {
        "subnet ID"
    } else if input.security_group_ids.is_some() || input.security_groups.is_some() {
        "security groups"
    } else if input.ipv6_address_count.is_some() {
        "IPv6 address count"
    } else if input.ipv6_addresses.is_some() {
        "IPv6 addresses"
    } else {
        return Ok(());
    };
    Err(invalid_combination(format!(
        "Network interfaces and an instance-level {clash} may not be specified on the same request"
    )))
}

/// The groups a launch asks for, which must exist; the default group when it asks for none.
pub fn groups(
    state: &State,
    scope: Scope,
    input: &RunInstancesInput,
) -> Result<Vec<String>, ApiError> {
    let names = input.security_groups.as_deref().unwrap_or_default();
    groups::chosen(state, scope, &group_wishes(input), names)
}

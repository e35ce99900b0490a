//! The IPv6 addresses of a launch: as many as it asks for, those it names, or its subnet's gift.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html>

use std::collections::BTreeSet;
use std::net::Ipv6Addr;

use crate::api::ApiError;
use crate::services::ec2::catalogue::InstanceType;
use crate::services::ec2::errors::{invalid_combination, invalid_value};
use crate::services::ec2::ranges::Ipv6Block;
use crate::services::ec2::shapes::{InstanceIpv6Address, RunInstancesInput};
use crate::services::ec2::state::State;
use crate::sim::scope::Scope;

/// The IPv6 addresses each instance of a launch gets.
#[derive(Clone, Debug)]
pub enum Wish {
    /// None.
    None,
    /// So many of the subnet's.
    Some(Ipv6Block, u32),
    /// These.
    Named(Vec<Ipv6Addr>),
}

/// What a launch says: how many, and which.
fn asked(input: &RunInstancesInput) -> (Option<i32>, Option<&Vec<InstanceIpv6Address>>) {
    let interface = input.network_interfaces.as_ref().and_then(|list| list.first());
    let count = interface.and_then(|interface| interface.ipv6_address_count);
    let named = interface.and_then(|interface| interface.ipv6_addresses.as_ref());
    (input.ipv6_address_count.or(count), input.ipv6_addresses.as_ref().or(named))
}

/// What a launch into a subnet gets. Where no record of a text was found, the code is AWS's and the
/// text ours.
pub fn wish(
    state: &State,
    scope: Scope,
    input: &RunInstancesInput,
    (kind, subnet): (&InstanceType, &str),
) -> Result<Wish, ApiError> {
    let own = state.subnet_ranges(scope, subnet);
    let (count, named) = match asked(input) {
        (Some(_), Some(_)) => {
            return Err(invalid_combination(
                "IPv6 addresses and IPv6 address count may not be specified on the same request",
            ));
        }
        (None, None) if own.assigns_v6 => (1, None),
        (None, None) => return Ok(Wish::None),
        (Some(count), None) => (count, None),
        (None, Some(named)) => (i32::try_from(named.len()).unwrap_or(i32::MAX), Some(named)),
    };
    let most = kind.interfaces.1;
    let count = u32::try_from(count).ok().filter(|count| *count <= most).ok_or_else(|| {
        let name = kind.name;
        invalid_value(format!(
            "Number of IPv6 addresses must be between 0 and {most} for an interface of {name}."
        ))
    })?;
    if count == 0 {
        return Ok(Wish::None);
    }
    let Some(range) = own.v6.map(|one| one.range) else {
        return Err(invalid_value(format!(
            "Subnet '{subnet}' does not have an IPv6 CIDR block associated with it."
        )));
    };
    let Some(named) = named else { return Ok(Wish::Some(range, count)) };
    if input.max_count > 1 {
        return Err(invalid_combination(
            "IPv6 addresses may not be specified for more than one instance.",
        ));
    }
    let mut taken = state.ipv6_addresses(scope, subnet);
    let read = |given: &InstanceIpv6Address| {
        let text = given.ipv6_address.as_deref().unwrap_or_default();
        let address = text.parse().ok().filter(|address| range.offers(*address));
        let address = address.ok_or_else(|| {
            let text = format!("Address {text} does not fall within the subnet's address range");
            invalid_value(text)
        })?;
        match taken.insert(address) {
            true => Ok(address),
            false => {
                let text = format!("Address {text} is in use.");
                Err(ApiError::new("InvalidIPAddress.InUse", text))
            }
        }
    };
    named.iter().map(read).collect::<Result<_, _>>().map(Wish::Named)
}

impl Wish {
    /// The addresses of the `nth` interface.
    pub fn drawn(&self, state: &State, nth: u64, taken: &mut BTreeSet<Ipv6Addr>) -> Vec<Ipv6Addr> {
        match self {
            Wish::None => Vec::new(),
            Wish::Named(addresses) => addresses.clone(),
            Wish::Some(range, count) => (0..u64::from(*count))
                .map(|more| {
                    let drawn = nth * 64 + more;
                    let address = range.address(state.ids, drawn, taken);
                    taken.insert(address);
                    address
                })
                .collect(),
        }
    }
}

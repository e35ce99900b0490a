//! The interface of each instance of a launch, and its addresses.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::plan::Plan;
use crate::api::ApiError;
use crate::services::ec2::network;
use crate::services::ec2::ops::subnets;
use crate::services::ec2::state::{Interface, State};
use crate::sim::Ctx;

/// The addresses that are in use while instances are made one after the other.
pub struct Taken {
    private: BTreeSet<Ipv4Addr>,
    public: BTreeSet<Ipv4Addr>,
    v6: BTreeSet<Ipv6Addr>,
}

impl Taken {
    /// Before the first of a launch into a subnet.
    pub fn of(state: &State, ctx: &Ctx<'_>, subnet: &str) -> Taken {
        Taken {
            private: state.private_addresses(ctx.scope, subnet),
            public: state.public_addresses(),
            v6: state.ipv6_addresses(ctx.scope, subnet),
        }
    }
}

/// The interface of an instance, with its addresses.
pub fn interface(
    state: &mut State,
    ctx: &Ctx<'_>,
    plan: &Plan<'_>,
    taken: &mut Taken,
) -> Result<Interface, ApiError> {
    let region = ctx.scope.region;
    let wish = plan.input.network_interfaces.iter().flatten().next();
    let nth = state.made(region, "eni");
    let id = state.new_id(region, "eni");
    let attachment = state.new_id(region, "eni-attach");
    let hex = ctx.ids.hex(&format!("ec2:mac:{region}"), nth, 10);
    let pairs: Vec<String> =
        hex.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
    let network = state.network(ctx.scope);
    let private = match &plan.subnet {
        Some(subnet) => {
            subnet.cidr.as_ref().and_then(|cidr| subnets::free_address(cidr, nth, &taken.private))
        }
        None => network.private_address(plan.zone, nth, &taken.private),
    };
    let private = private.ok_or_else(|| ApiError::new("InternalError", "no free address"))?;
    taken.private.insert(private);
    // The default subnets give a public address unless the launch says otherwise; others do not.
    let wish_public = wish.and_then(|wish| wish.associate_public_ip_address);
    let subnet = plan.subnet(state, ctx);
    let gives = state.subnet_ranges(ctx.scope, &subnet).maps_public;
    let wants_public = wish_public.or(gives).unwrap_or(plan.subnet.is_none());
    let v6 = plan.v6.drawn(state, nth, &mut taken.v6);
    let public = wants_public.then(|| {
        let nth = state.number(region, "public-ip");
        network::public_address(state.ids, ("public-ip", region), nth, &taken.public)
    });
    let public = public.flatten();
    taken.public.extend(public);
    Ok(Interface {
        id,
        attachment,
        subnet: plan.subnet.as_ref().map(|subnet| subnet.id.clone()),
        mac: format!("0a:{}", pairs.join(":")),
        description: wish.and_then(|wish| wish.description.clone()).unwrap_or_default(),
        delete_on_termination: wish.and_then(|wish| wish.delete_on_termination).unwrap_or(true),
        private,
        wants_public,
        public,
        v6,
    })
}

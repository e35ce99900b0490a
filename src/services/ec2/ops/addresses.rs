//! Allocating, associating and releasing Elastic IP addresses.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html>. Texts: as
//! recorded from AWS; where no record was found, a comment says that the text is ours.

use serde_json::{Value, json};

use super::{named, tags};
use crate::api::ApiError;
use crate::services::ec2::addresses::{Address, MOST};
use crate::services::ec2::errors::{INSTANCE, dry_run, invalid_combination, invalid_value};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::shapes::addresses::{
    AllocateAddressInput, AllocateAddressOutput, AssociateAddressInput, AssociateAddressOutput,
    DescribeAddressesInput, DescribeAddressesOutput, DisassociateAddressInput, ReleaseAddressInput,
};
use crate::services::ec2::state::{Instance, State};
use crate::services::ec2::view;
use crate::sim::Ctx;
use crate::sim::scope::Scope;

const FILTERS: Table = &[
    ("allocation-id", "AllocationId"),
    ("association-id", "AssociationId"),
    ("domain", "Domain"),
    ("instance-id", "InstanceId"),
    ("network-border-group", "NetworkBorderGroup"),
    ("network-interface-id", "NetworkInterfaceId"),
    ("network-interface-owner-id", "NetworkInterfaceOwnerId"),
    ("private-ip-address", "PrivateIpAddress"),
    ("public-ip", "PublicIp"),
    ("tag-key", "Tags.Key"),
];

/// Allocates an address of Amazon's.
pub fn allocate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AllocateAddressInput,
) -> Result<AllocateAddressOutput, ApiError> {
    let (scope, region) = (ctx.scope, ctx.scope.region);
    if let Some(domain) = input.domain.as_deref().filter(|domain| *domain != "vpc") {
        // EC2-Classic is no more.
        return Err(ApiError::not_simulated(format!("Domain {domain}")));
    }
    at_home(ctx, input.network_border_group.as_deref())?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "elastic-ip")?;
    if state.addresses(scope).len() >= MOST {
        let text = "The maximum number of addresses has been reached.";
        return Err(ApiError::new("AddressLimitExceeded", text));
    }
    dry_run(input.dry_run)?;
    let number = state.made(region, "eipalloc");
    let id = state.new_id(region, "eipalloc");
    let public = state
        .free_public(scope, "elastic-ip")
        .ok_or_else(|| ApiError::new("InsufficientAddressCapacity", "No address is free."))?;
    if !tags.is_empty() {
        state.tags.insert((scope, id.clone()), tags);
    }
    let since = ctx.now;
    let address =
        Address { id: id.clone(), scope, number, public, since, used: None, parted: None };
    state.addresses.insert(id.clone(), address);
    ctx.fact(Fact::AddressChanged { address: id.clone(), what: "allocated" });
    Ok(AllocateAddressOutput {
        allocation_id: id,
        public_ipv4_pool: "amazon".to_owned(),
        network_border_group: region.code().to_owned(),
        domain: "vpc".to_owned(),
        public_ip: public.to_string(),
    })
}

/// Local Zones have border groups of their own.
fn at_home(ctx: &Ctx<'_>, group: Option<&str>) -> Result<(), ApiError> {
    match group.filter(|group| *group != ctx.scope.region.code()) {
        Some(other) => Err(ApiError::not_simulated(format!("network border group {other}"))),
        None => Ok(()),
    }
}

/// The address with this allocation id, which must be here.
fn one<'a>(state: &'a State, scope: Scope, id: &str) -> Result<&'a Address, ApiError> {
    state.address(id).filter(|address| address.scope == scope).ok_or_else(|| unknown(id))
}

/// `InvalidAllocationID.NotFound`.
pub fn unknown(id: &str) -> ApiError {
    let text = format!("The allocation ID '{id}' does not exist");
    ApiError::new("InvalidAllocationID.NotFound", text)
}

/// Refuses the forms of calls that were for EC2-Classic, as AWS does for addresses of a VPC.
fn by_id<'a>(
    id: Option<&'a String>,
    public: Option<&String>,
    (what, old): (&str, ApiError),
) -> Result<&'a str, ApiError> {
    match (id, public) {
        (Some(_), Some(_)) => Err(invalid_combination(format!(
            "You may specify public IP or {what}, but not both in the same call"
        ))),
        (Some(id), None) => Ok(id),
        (None, Some(_)) => Err(old),
        // The text is ours.
        (None, None) => {
            let text = format!("Either public IP or {what} must be specified");
            Err(ApiError::new("MissingParameter", text))
        }
    }
}

/// Associates an address with an instance. One it had before stays allocated.
pub fn associate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AssociateAddressInput,
) -> Result<AssociateAddressOutput, ApiError> {
    let scope = ctx.scope;
    let old = invalid_combination(
        "You must specify an allocation id when mapping an address to a VPC instance",
    );
    let old = ("allocation id", old);
    let id = by_id(input.allocation_id.as_ref(), input.public_ip.as_ref(), old)?;
    let address = one(state, scope, id)?;
    let instance = target(state, scope, input)?;
    if state.network(scope).gateways().attached.is_none() {
        let vpc = state.network(scope).vpc();
        let text = format!("Network {vpc} is not attached to any internet gateway");
        return Err(ApiError::new("Gateway.NotAttached", text));
    }
    let same = address.used.as_ref().filter(|used| used.instance == instance.id);
    if let Some(used) = same {
        // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html>: "This
        // is an idempotent operation."
        dry_run(input.dry_run)?;
        return Ok(AssociateAddressOutput { association_id: used.association.clone() });
    }
    if let Some(used) = address.used.as_ref().filter(|_| input.allow_reassociation == Some(false)) {
        let association = &used.association;
        let text = format!("resource {id} is already associated with associate-id {association}");
        return Err(ApiError::new("Resource.AlreadyAssociated", text));
    }
    dry_run(input.dry_run)?;
    let instance = instance.id.clone();
    let before = state.address_of(&instance).map(|address| address.id.clone());
    for other in before.into_iter().chain([id.to_owned()]) {
        state.part(&other);
    }
    let association_id = state.new_id(scope.region, "eipassoc");
    state.associate(id, &instance, association_id.clone());
    ctx.fact(Fact::AddressChanged { address: id.to_owned(), what: "associated" });
    Ok(AssociateAddressOutput { association_id })
}

/// The instance an address is to be associated with.
fn target<'a>(
    state: &'a State,
    scope: Scope,
    input: &AssociateAddressInput,
) -> Result<&'a Instance, ApiError> {
    let (by_id, by_interface) = (&input.instance_id, &input.network_interface_id);
    let instance = match (by_id, by_interface) {
        // The text is ours.
        (Some(_), Some(_)) => {
            return Err(invalid_combination(
                "You may specify instance ID or network interface ID, but not both in the same \
                 call",
            ));
        }
        (Some(id), None) => {
            let found = named(state, scope, std::slice::from_ref(id))?;
            found.into_iter().next().ok_or_else(|| INSTANCE.not_found(&[id]))?
        }
        (None, Some(interface)) => behind(state, scope, interface)?,
        (None, None) => {
            let text = "Either instance ID or network interface id must be specified";
            return Err(ApiError::new("MissingParameter", text));
        }
    };
    if !matches!(
        instance.state,
        InstanceState::Running | InstanceState::Stopped | InstanceState::Stopping
    ) {
        return Err(unfit(instance, by_interface.as_deref()));
    }
    let private = instance.interface.private.to_string();
    if let Some(other) = input.private_ip_address.as_ref().filter(|given| **given != private) {
        // The code is AWS's, the text ours.
        let text = format!("The private IP address '{other}' is not assigned to the interface");
        return Err(invalid_value(text));
    }
    Ok(instance)
}

/// The instance an interface is attached to.
fn behind<'a>(state: &'a State, scope: Scope, interface: &str) -> Result<&'a Instance, ApiError> {
    let is = |instance: &&Instance| {
        instance.interface.id == interface && instance.state != InstanceState::Terminated
    };
    state.instances(scope).into_iter().find(is).ok_or_else(|| {
        let text = format!("The networkInterface ID '{interface}' does not exist");
        ApiError::new("InvalidNetworkInterfaceID.NotFound", text)
    })
}

/// What AWS says of an instance that takes no address now.
/// Recorded: <https://github.com/hashicorp/terraform-provider-aws/pull/3072>,
/// <https://github.com/PaloAltoNetworks/terraform-aws-vmseries-modules/issues/97>.
fn unfit(instance: &Instance, interface: Option<&str>) -> ApiError {
    let (id, state) = (&instance.id, instance.state.name());
    match interface {
        None => {
            let text =
                format!("The {state} instance '{id}' is not in a valid state for this operation.");
            ApiError::new("InvalidInstanceID", text)
        }
        Some(interface) => {
            let creation = if state == "pending" { "-instance-creation" } else { "" };
            let text = format!(
                "The {state}{creation} instance to which '{interface}' is attached is not in a \
                 valid state for this operation"
            );
            ApiError::new("IncorrectInstanceState", text)
        }
    }
}

/// Takes an address from its instance.
pub fn disassociate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DisassociateAddressInput,
) -> Result<(), ApiError> {
    let old = invalid_value(
        "You must specify an association id when unmapping an address from a VPC instance",
    );
    let old = ("association id", old);
    let id = by_id(input.association_id.as_ref(), input.public_ip.as_ref(), old)?;
    let here = state.addresses(ctx.scope);
    let with = |address: &&&Address| {
        let now = address.used.as_ref().map(|used| used.association.as_str());
        now == Some(id) || address.parted.as_deref() == Some(id)
    };
    let address = here.iter().find(with).ok_or_else(|| {
        let text = format!("The association ID '{id}' does not exist");
        ApiError::new("InvalidAssociationID.NotFound", text)
    })?;
    dry_run(input.dry_run)?;
    // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html>: "If you
    // perform the operation more than once, Amazon EC2 doesn't return an error."
    if address.used.as_ref().is_some_and(|used| used.association == id) {
        let address = address.id.clone();
        state.part(&address);
        ctx.fact(Fact::AddressChanged { address, what: "disassociated" });
    }
    Ok(())
}

/// Gives an address back. It must not be in use.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing-eips-releasing.html>
pub fn release(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ReleaseAddressInput,
) -> Result<(), ApiError> {
    let old =
        invalid_value("You must specify an allocation id when releasing a VPC elastic IP address");
    let old = ("allocation id", old);
    let id = by_id(input.allocation_id.as_ref(), input.public_ip.as_ref(), old)?;
    let address = one(state, ctx.scope, id)?;
    let group = input.network_border_group.as_deref();
    if group.is_some_and(|group| group != ctx.scope.region.code()) {
        return Err(not_found(&address.public.to_string()));
    }
    if address.used.is_some() {
        let text = format!("Address {} is in use.", address.public);
        return Err(ApiError::new("InvalidIPAddress.InUse", text));
    }
    dry_run(input.dry_run)?;
    state.addresses.remove(id);
    state.tags.remove(&(ctx.scope, id.to_owned()));
    ctx.fact(Fact::AddressChanged { address: id.to_owned(), what: "released" });
    Ok(())
}

fn not_found(public: &str) -> ApiError {
    ApiError::new("InvalidAddress.NotFound", format!("Address '{public}' not found."))
}

/// Describes addresses.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAddressesInput,
) -> Result<DescribeAddressesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.allocation_ids.as_deref().unwrap_or_default();
    let public = input.public_ips.as_deref().unwrap_or_default();
    ids.iter().try_for_each(|id| one(state, ctx.scope, id).map(|_| ()))?;
    let here = state.addresses(ctx.scope);
    let has = |wanted: &&String| here.iter().any(|it| it.public.to_string() == **wanted);
    if let Some(other) = public.iter().find(|wanted| !has(wanted)) {
        return Err(not_found(other));
    }
    dry_run(input.dry_run)?;
    let asked = |it: &&&Address| {
        (ids.is_empty() && public.is_empty())
            || ids.contains(&it.id)
            || public.contains(&it.public.to_string())
    };
    let found = here.iter().filter(asked).map(|address| shown(state, address));
    Ok(DescribeAddressesOutput { addresses: found.filter(|item| filters.pass(item)).collect() })
}

fn shown(state: &State, address: &Address) -> Value {
    let used = address.used.as_ref();
    let instance = used.and_then(|used| state.instance(&used.instance));
    let tags = state.tags(address.scope, &address.id).filter(|tags| !tags.is_empty());
    view::without_nulls(json!({
        "AllocationId": address.id,
        "AssociationId": used.map(|used| &used.association),
        "Domain": "vpc",
        "NetworkInterfaceId": instance.map(|instance| &instance.interface.id),
        "NetworkInterfaceOwnerId": instance.map(|instance| instance.scope.account.to_string()),
        "PrivateIpAddress": instance.map(|instance| instance.interface.private.to_string()),
        "Tags": tags.map(view::tags),
        "PublicIpv4Pool": "amazon",
        "NetworkBorderGroup": address.scope.region.code(),
        "InstanceId": used.map(|used| &used.instance),
        "PublicIp": address.public.to_string(),
    }))
}

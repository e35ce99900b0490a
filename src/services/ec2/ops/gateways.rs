//! Internet gateways: the default VPC has one, which is detached and deleted before the VPC is.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html>. Messages: as
//! recorded from AWS, but for `Resource.AlreadyAssociated`, whose text is ours.

use serde_json::{Value, json};

use super::default_vpc::{keep, known as known_vpc};
use crate::api::ApiError;
use crate::services::ec2::errors::{GATEWAY, dry_run};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::defaults::{
    AttachmentOfGatewayInput, DeleteInternetGatewayInput, DescribeInternetGatewaysInput,
    DescribeInternetGatewaysOutput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::tags;
use crate::sim::Ctx;
use crate::sim::scope::Scope;

const FILTERS: Table = &[
    ("attachment.state", "Attachments.State"),
    ("attachment.vpc-id", "Attachments.VpcId"),
    ("internet-gateway-id", "InternetGatewayId"),
    ("owner-id", "OwnerId"),
    ("tag-key", "Tags.Key"),
];

/// Describes internet gateways.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeInternetGatewaysInput,
) -> Result<DescribeInternetGatewaysOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.internet_gateway_ids.as_deref().unwrap_or_default();
    ids.iter().try_for_each(|id| known(state, ctx.scope, id))?;
    dry_run(input.dry_run)?;
    let own = state.network(ctx.scope).gateways();
    let all = own.attached.iter().chain(&own.loose);
    let asked = all.filter(|id| ids.is_empty() || ids.contains(id));
    let found = asked.map(|id| shown(state, ctx.scope, id)).filter(|item| filters.pass(item));
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("ids", !ids.is_empty()),
        limit: 1000,
    };
    let (internet_gateways, next_token) = page(found.collect(), &asked)?;
    Ok(DescribeInternetGatewaysOutput { internet_gateways, next_token })
}

fn shown(state: &State, scope: Scope, id: &str) -> Value {
    let network = state.network(scope);
    let attached = network.gateways().attached.is_some_and(|own| own == id);
    let attachments: Vec<Value> = attached
        .then(|| json!({ "State": "available", "VpcId": network.vpc() }))
        .into_iter()
        .collect();
    json!({
        "Attachments": attachments,
        "InternetGatewayId": id,
        "OwnerId": scope.account.to_string(),
        "Tags": state.tags(scope, id).map_or_else(|| json!([]), tags),
    })
}

/// The gateway with this id must be here.
pub fn known(state: &State, scope: Scope, id: &String) -> Result<(), ApiError> {
    GATEWAY.well_formed(std::slice::from_ref(id))?;
    let own = state.network(scope).gateways();
    let is = own.attached.iter().chain(&own.loose).any(|known| known == id);
    if is { Ok(()) } else { Err(GATEWAY.not_found(&[id])) }
}

/// Detaches a gateway from a VPC in which nobody has a public address any more.
pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AttachmentOfGatewayInput,
) -> Result<(), ApiError> {
    let (scope, id, vpc) = (ctx.scope, &input.internet_gateway_id, &input.vpc_id);
    known(state, scope, id)?;
    known_vpc(state, scope, vpc)?;
    let mut own = state.network(scope).gateways();
    if own.attached.as_ref() != Some(id) {
        let text = format!("resource {id} is not attached to network {vpc}");
        return Err(ApiError::new("Gateway.NotAttached", text));
    }
    if state.instances(scope).iter().any(|instance| instance.interface.public.is_some()) {
        let text = format!(
            "Network {vpc} has some mapped public address(es). Please unmap those public \
             address(es) before detaching the gateway."
        );
        return Err(ApiError::new("DependencyViolation", text));
    }
    dry_run(input.dry_run)?;
    own.loose.extend(own.attached.take());
    keep(state, scope, own);
    Ok(())
}

/// Attaches a gateway to a VPC that has none.
pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AttachmentOfGatewayInput,
) -> Result<(), ApiError> {
    let (scope, id, vpc) = (ctx.scope, &input.internet_gateway_id, &input.vpc_id);
    known(state, scope, id)?;
    known_vpc(state, scope, vpc)?;
    let mut own = state.network(scope).gateways();
    if own.attached.as_ref() == Some(id) {
        let text = format!("resource {id} is already attached to network {vpc}");
        return Err(ApiError::new("Resource.AlreadyAssociated", text));
    }
    if own.attached.is_some() {
        let text = format!("Network {vpc} already has an internet gateway attached");
        return Err(ApiError::new("InvalidParameterValue", text));
    }
    dry_run(input.dry_run)?;
    own.loose.retain(|loose| loose != id);
    own.attached = Some(id.clone());
    keep(state, scope, own);
    Ok(())
}

/// Deletes a gateway that no VPC has.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteInternetGatewayInput,
) -> Result<(), ApiError> {
    let (scope, id) = (ctx.scope, &input.internet_gateway_id);
    known(state, scope, id)?;
    let mut own = state.network(scope).gateways();
    if own.attached.as_ref() == Some(id) {
        let text = format!("The internetGateway '{id}' has dependencies and cannot be deleted.");
        return Err(ApiError::new("DependencyViolation", text));
    }
    dry_run(input.dry_run)?;
    own.loose.retain(|loose| loose != id);
    keep(state, scope, own);
    state.tags.remove(&(scope, id.clone()));
    Ok(())
}

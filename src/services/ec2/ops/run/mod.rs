//! RunInstances.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html>

mod addresses;
mod create;
mod devices;
mod interface;
mod machine;
pub mod market;
mod options;
mod place;
mod plan;

use super::{Sight, is_service};
use crate::api::ApiError;
use crate::api::Shape as _;
use crate::services::ec2::errors::{dry_run, invalid_value, missing};
use crate::services::ec2::shapes::{Reservation, RunInstancesInput};
use crate::services::ec2::state::{Instance, Launch, State};
use crate::services::ec2::view::{self, Moment};
use crate::sim::{Caller, Ctx, digest};

pub use options::{shutdown_behavior, switch, template_user_data, user_data};
pub use place::{group_wishes, made, subnet_wish, zone};
pub use plan::launchable;

/// Launches instances, or gives those a client token launched before.
pub fn run(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (sight, caller): (Sight<'_>, &Caller),
    input: &RunInstancesInput,
) -> Result<Reservation, ApiError> {
    let parameters = digest::digest(&input.write());
    if let Some(known) = repeated(state, ctx, input, &parameters)? {
        return Ok(known);
    }
    let resolved = state.resolved(ctx.scope, input)?;
    let plan = plan::plan(state, ctx, (sight, &resolved), is_service(caller))?;
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    let nth = state.made(region, "r");
    let reservation = state.new_id(region, "r");
    let given = input.client_token.clone().filter(|token| !token.is_empty());
    let drawn = || ctx.ids.uuid(&format!("ec2:client-token:{region}"), nth);
    let token = given.unwrap_or_else(drawn);
    let launch = Launch { parameters, reservation: reservation.clone() };
    state.launches.insert((ctx.scope, token.clone()), launch);
    let mut taken = interface::Taken::of(state, ctx, &plan.subnet(state, ctx));
    let mut launched = Vec::new();
    for index in 0..plan.count {
        let nth = (index, reservation.as_str(), token.as_str());
        let instance = create::create(state, ctx, &plan, nth, &mut taken)?;
        launched.push(instance);
    }
    let shown: Vec<&Instance> = launched.iter().filter_map(|id| state.instance(id)).collect();
    let mut reservations = view::reservations(state, &shown, Moment::Launch);
    reservations.pop().ok_or_else(|| missing("MaxCount"))
}

/// The reservation of an earlier call with the same client token. The same token with other
/// parameters is an error.
/// <https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html>
fn repeated(
    state: &State,
    ctx: &Ctx<'_>,
    input: &RunInstancesInput,
    parameters: &str,
) -> Result<Option<Reservation>, ApiError> {
    let Some(token) = input.client_token.as_ref().filter(|token| !token.is_empty()) else {
        return Ok(None);
    };
    if token.len() > 64 || !token.is_ascii() {
        // AWS documents the bound and no text; these words are ours.
        return Err(invalid_value("Client token must be at most 64 ASCII characters"));
    }
    let Some(known) = state.launches.get(&(ctx.scope, token.clone())) else { return Ok(None) };
    if known.parameters != parameters {
        let text = "Arguments on this idempotent request are inconsistent with arguments used in \
                    previous request(s).";
        return Err(ApiError::new("IdempotentParameterMismatch", text));
    }
    let instances = state.instances(ctx.scope);
    let of_launch: Vec<&Instance> = instances
        .into_iter()
        .filter(|instance| instance.reservation == known.reservation)
        .collect();
    Ok(view::reservations(state, &of_launch, Moment::Later).pop())
}

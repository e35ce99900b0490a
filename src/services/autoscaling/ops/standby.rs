//! Putting instances on standby, and back into service.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html>

use super::group;
use super::instances::{in_group, look};
use crate::api::ApiError;
use crate::services::autoscaling::activity::Activity;
use crate::services::autoscaling::errors::{sizes, validation};
use crate::services::autoscaling::shapes::groups::{
    EnterStandbyInput, ExitStandbyInput, StandbyOutput,
};
use crate::services::autoscaling::standby;
use crate::services::autoscaling::state::{Lifecycle, State};
use crate::sim::Ctx;

/// Takes instances out of service for a while.
pub fn enter(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &EnterStandbyInput,
) -> Result<StandbyOutput, ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let ids = input.instance_ids.clone().unwrap_or_default();
    let fewer = input.should_decrement_desired_capacity;
    let mut units = 0;
    for id in &ids {
        units += in_group(known, id, &[Lifecycle::InService])?.units();
    }
    if fewer && known.desired < known.min + units {
        return Err(sizes(known, "place into standby", ids.len()));
    }
    let moved: Vec<Activity> =
        ids.iter().filter_map(|id| standby::enter(state, ctx, (name, id), fewer)).collect();
    look(ctx, name);
    state.counted(ctx.scope, name, ctx.now);
    Ok(shown(&moved))
}

/// Puts instances back into service; the group is to have so many more.
pub fn exit(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ExitStandbyInput,
) -> Result<StandbyOutput, ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let ids = input.instance_ids.clone().unwrap_or_default();
    let mut units = 0;
    for id in &ids {
        units += in_group(known, id, &[Lifecycle::Standby])?.units();
    }
    if known.desired + units > known.max {
        return Err(sizes(known, "move out of standby", ids.len()));
    }
    let moved: Vec<Activity> =
        ids.iter().filter_map(|id| standby::exit(state, ctx, (name, id))).collect();
    look(ctx, name);
    state.counted(ctx.scope, name, ctx.now);
    Ok(shown(&moved))
}

fn shown(moved: &[Activity]) -> StandbyOutput {
    StandbyOutput { activities: moved.iter().map(|activity| activity.shown(false)).collect() }
}

/// Where an instance must be for a call, in AWS's words: `InService or Standby`.
pub fn places(may: &[Lifecycle]) -> String {
    may.iter().map(|place| place.name()).collect::<Vec<_>>().join(" or ")
}

/// What AWS says of an instance that is elsewhere.
pub fn elsewhere(id: &str, may: &[Lifecycle]) -> ApiError {
    validation(format!("The instance {id} is not in {}.", places(may)))
}

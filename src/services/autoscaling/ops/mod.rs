//! One arm an operation.

mod activities;
mod checks;
mod configurations;
pub(super) mod groups;
pub mod hooks;
mod instances;
mod mixed;
pub(super) mod policies;
mod policy_kind;
pub mod processes;
pub(super) mod schedules;
mod standby;
mod tags;

use serde_json::Value;

use super::Sight;
use super::api::Request;
use super::errors::{no_group, validation};
use super::shapes::rest::AccountLimitsOutput;
use super::state::{Group, State};
use crate::api::reply::{json, none};
use crate::api::{self, ApiError};
use crate::sim::{Caller, Ctx};

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateAutoScalingGroup(input) => {
            groups::create(state, ctx, sight, input).map(none)
        }
        Request::UpdateAutoScalingGroup(input) => {
            groups::update(state, ctx, sight, input).map(none)
        }
        Request::DeleteAutoScalingGroup(input) => groups::delete(state, ctx, input).map(none),
        Request::DescribeAutoScalingGroups(input) => groups::describe(state, ctx, input).map(json),
        Request::DescribeAutoScalingInstances(input) => {
            instances::describe(state, ctx, input).map(json)
        }
        Request::CreateLaunchConfiguration(input) => {
            configurations::create(state, ctx, sight, input).map(none)
        }
        Request::DescribeLaunchConfigurations(input) => {
            configurations::describe(state, ctx, input).map(json)
        }
        Request::DeleteLaunchConfiguration(input) => {
            configurations::delete(state, ctx, input).map(none)
        }
        Request::SetDesiredCapacity(input) => groups::set_desired(state, ctx, input).map(none),
        Request::PutScalingPolicy(input) => policies::put(state, ctx, input).map(json),
        Request::DescribePolicies(input) => policies::describe(state, ctx, sight, input).map(json),
        Request::DeletePolicy(input) => policies::delete(state, ctx, input).map(none),
        Request::ExecutePolicy(input) => {
            policies::execute(state, ctx, sight, caller, input).map(none)
        }
        Request::DescribeScalingActivities(input) => {
            activities::describe(state, ctx, input).map(json)
        }
        Request::EnableMetricsCollection(input) => processes::enable(state, ctx, input).map(none),
        Request::DisableMetricsCollection(input) => processes::disable(state, ctx, input).map(none),
        Request::TerminateInstanceInAutoScalingGroup(input) => {
            instances::terminate(state, ctx, input).map(json)
        }
        Request::AttachInstances(input) => instances::attach(state, ctx, sight, input).map(none),
        Request::DetachInstances(input) => instances::detach(state, ctx, input).map(json),
        Request::EnterStandby(input) => standby::enter(state, ctx, input).map(json),
        Request::ExitStandby(input) => standby::exit(state, ctx, input).map(json),
        Request::SetInstanceHealth(input) => instances::health(state, ctx, input).map(none),
        Request::SetInstanceProtection(input) => instances::protect(state, ctx, input).map(none),
        Request::SuspendProcesses(input) => processes::suspend(state, ctx, input).map(none),
        Request::ResumeProcesses(input) => processes::resume(state, ctx, input).map(none),
        Request::PutScheduledUpdateGroupAction(input) => {
            schedules::put(state, ctx, input).map(none)
        }
        Request::DescribeScheduledActions(input) => {
            schedules::describe(state, ctx, input).map(json)
        }
        Request::DeleteScheduledAction(input) => schedules::delete(state, ctx, input).map(none),
        Request::PutLifecycleHook(input) => hooks::put(state, ctx, sight, input).map(none),
        Request::DescribeLifecycleHooks(input) => hooks::describe(state, ctx, input).map(json),
        Request::DescribeLifecycleHookTypes(_) => Ok(json(hooks::types())),
        Request::DeleteLifecycleHook(input) => hooks::delete(state, ctx, input).map(none),
        Request::CompleteLifecycleAction(input) => hooks::complete(state, ctx, input).map(none),
        Request::RecordLifecycleActionHeartbeat(input) => {
            hooks::heartbeat(state, ctx, input).map(none)
        }
        Request::CreateOrUpdateTags(input) => tags::put(state, ctx, input).map(none),
        Request::DeleteTags(input) => tags::delete(state, ctx, input).map(none),
        Request::DescribeTags(input) => tags::describe(state, ctx, input).map(json),
        Request::DescribeAccountLimits(_) => {
            let groups = state.groups(ctx.scope).count() as i32;
            let (max_groups, max_configurations) = (500, 200);
            let configurations = state.configurations(ctx.scope).count() as i32;
            Ok(json(AccountLimitsOutput { max_groups, max_configurations, groups, configurations }))
        }
    }
}

fn group<'a>(state: &'a State, ctx: &Ctx<'_>, name: &str) -> Result<&'a Group, ApiError> {
    state.group(ctx.scope, name).ok_or_else(|| no_group(name))
}

fn group_mut<'a>(
    state: &'a mut State,
    ctx: &Ctx<'_>,
    name: &str,
) -> Result<&'a mut Group, ApiError> {
    state.group_mut(ctx.scope, name).ok_or_else(|| no_group(name))
}

/// One page, of as many items as the operation gives where the request does not say.
fn page<T>(
    items: Vec<T>,
    token: Option<&String>,
    asked: Option<i32>,
    (usual, most): (usize, usize),
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = asked.and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(usual);
    if size > most {
        return Err(validation(format!(
            "MaxRecords must be less than or equal to {most}; found {size}"
        )));
    }
    let invalid = || ApiError::new("InvalidNextToken", "The token is not valid");
    api::page::page(items, token.map(String::as_str), size).ok_or_else(invalid)
}

/// A number of instances, which is never negative.
fn count(name: &str, given: i32) -> Result<u32, ApiError> {
    let wrong = || validation(format!("{name} must be greater than or equal to 0"));
    u32::try_from(given).map_err(|_| wrong())
}

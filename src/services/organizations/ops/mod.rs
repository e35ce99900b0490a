//! One arm an operation.

mod accounts;
mod organization;
mod policies;
mod services;
mod units;

use serde_json::Value;

use super::api::Request;
use super::state::{Organization, State};
use crate::api::reply::{json, none};
use crate::api::{self, ApiError};
use crate::sim::Ctx;

/// Carries out a request.
pub fn execute(state: &mut State, ctx: &mut Ctx<'_>, request: &Request) -> Result<Value, ApiError> {
    match request {
        Request::CreateOrganization(input) => organization::create(state, ctx, input).map(json),
        Request::DescribeOrganization(_) => organization::describe(state, ctx).map(json),
        Request::DeleteOrganization(_) => organization::delete(state, ctx).map(none),
        Request::CreateAccount(input) => accounts::create(state, ctx, input).map(json),
        Request::DescribeCreateAccountStatus(input) => {
            accounts::status(managed(state, ctx)?, input).map(json)
        }
        Request::ListCreateAccountStatus(input) => {
            accounts::statuses(managed(state, ctx)?, input).map(json)
        }
        Request::ListAccounts(input) => accounts::list(administered(state, ctx)?, input).map(json),
        Request::DescribeAccount(input) => {
            accounts::describe(administered(state, ctx)?, input).map(json)
        }
        Request::ListAccountsForParent(input) => {
            accounts::list_in(administered(state, ctx)?, input).map(json)
        }
        Request::MoveAccount(input) => {
            accounts::relocate(managed_mut(state, ctx)?, input).map(none)
        }
        _ => execute_on_units(state, ctx, request),
    }
}

/// The same for the root and the units below it.
fn execute_on_units(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::ListRoots(input) => units::roots(administered(state, ctx)?, input).map(json),
        Request::CreateOrganizationalUnit(input) => units::create(state, ctx, input).map(json),
        Request::UpdateOrganizationalUnit(input) => {
            units::update(managed_mut(state, ctx)?, input).map(json)
        }
        Request::DescribeOrganizationalUnit(input) => {
            units::describe(administered(state, ctx)?, input).map(json)
        }
        Request::DeleteOrganizationalUnit(input) => {
            units::delete(managed_mut(state, ctx)?, input).map(none)
        }
        Request::ListOrganizationalUnitsForParent(input) => {
            units::list_in(administered(state, ctx)?, input).map(json)
        }
        Request::ListChildren(input) => units::children(administered(state, ctx)?, input).map(json),
        Request::ListParents(input) => units::parents(administered(state, ctx)?, input).map(json),
        _ => execute_on_policies(state, ctx, request),
    }
}

/// The same for policies.
fn execute_on_policies(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::EnablePolicyType(input) => {
            policies::enable(managed_mut(state, ctx)?, input).map(json)
        }
        Request::DisablePolicyType(input) => {
            policies::disable(managed_mut(state, ctx)?, input).map(json)
        }
        Request::CreatePolicy(input) => policies::create(state, ctx, input).map(json),
        Request::UpdatePolicy(input) => policies::update(managed_mut(state, ctx)?, input).map(json),
        Request::DescribePolicy(input) => {
            policies::describe(administered(state, ctx)?, input).map(json)
        }
        Request::DeletePolicy(input) => policies::delete(managed_mut(state, ctx)?, input).map(none),
        Request::ListPolicies(input) => policies::list(administered(state, ctx)?, input).map(json),
        Request::AttachPolicy(input) => policies::attach(managed_mut(state, ctx)?, input).map(none),
        Request::DetachPolicy(input) => policies::detach(managed_mut(state, ctx)?, input).map(none),
        Request::ListPoliciesForTarget(input) => {
            policies::of_target(administered(state, ctx)?, input).map(json)
        }
        Request::ListTargetsForPolicy(input) => {
            policies::targets(administered(state, ctx)?, input).map(json)
        }
        _ => execute_on_services(state, ctx, request),
    }
}

/// The same for services and who administers them.
fn execute_on_services(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    let now = ctx.now;
    match request {
        Request::EnableAWSServiceAccess(input) => {
            services::enable(managed_mut(state, ctx)?, now, input).map(none)
        }
        Request::DisableAWSServiceAccess(input) => {
            services::disable(managed_mut(state, ctx)?, input).map(none)
        }
        Request::ListAWSServiceAccessForOrganization(input) => {
            services::list(administered(state, ctx)?, input).map(json)
        }
        Request::RegisterDelegatedAdministrator(input) => {
            services::register(managed_mut(state, ctx)?, now, input).map(none)
        }
        Request::DeregisterDelegatedAdministrator(input) => {
            services::deregister(managed_mut(state, ctx)?, input).map(none)
        }
        Request::ListDelegatedAdministrators(input) => {
            services::administrators(administered(state, ctx)?, input).map(json)
        }
        _ => Err(ApiError::not_simulated("organizations")),
    }
}

/// The organization the caller is in.
fn own<'a>(state: &'a State, ctx: &Ctx<'_>) -> Result<&'a Organization, ApiError> {
    state.of(ctx.scope.account).ok_or_else(|| {
        let text = "Your account is not a member of an organization.";
        ApiError::new("AWSOrganizationsNotInUseException", text)
    })
}

fn denied() -> ApiError {
    let text = "You don't have permissions to access this resource.";
    ApiError::new("AccessDeniedException", text)
}

/// The organization the caller's account manages: what changes it is asked for there alone.
fn managed<'a>(state: &'a State, ctx: &Ctx<'_>) -> Result<&'a Organization, ApiError> {
    let found = own(state, ctx)?;
    if found.management == ctx.scope.account { Ok(found) } else { Err(denied()) }
}

/// The same, to change it.
fn managed_mut<'a>(state: &'a mut State, ctx: &Ctx<'_>) -> Result<&'a mut Organization, ApiError> {
    managed(state, ctx)?;
    state.organization.as_deref_mut().ok_or_else(denied)
}

/// The same, to read it, which accounts that administer a service may, too.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html>
fn administered<'a>(state: &'a State, ctx: &Ctx<'_>) -> Result<&'a Organization, ApiError> {
    let found = own(state, ctx)?;
    let account = ctx.scope.account;
    let delegated = found.delegated.keys().any(|(of, _)| *of == account);
    if found.management == account || delegated { Ok(found) } else { Err(denied()) }
}

fn error(code: &str, text: &str) -> ApiError {
    ApiError::new(code, text)
}

fn constraint(text: &str) -> ApiError {
    error("ConstraintViolationException", text)
}

fn invalid(text: &str) -> ApiError {
    error("InvalidInputException", text)
}

/// One page of a listing, 20 items where nobody says.
fn page<T>(
    items: Vec<T>,
    token: Option<&String>,
    most: Option<i32>,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(20);
    api::page::page(items, token.map(String::as_str), size)
        .ok_or_else(|| invalid("You specified an invalid value for NextToken."))
}

/// Only service control policies are simulated.
fn scps_only(kind: &str) -> Result<(), ApiError> {
    match kind {
        "SERVICE_CONTROL_POLICY" => Ok(()),
        other => Err(ApiError::not_simulated(format!("policy type {other}"))),
    }
}

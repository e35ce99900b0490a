//! One arm an operation.

mod accounts;
mod handshakes;
mod leaving;
mod organization;
mod policies;
mod services;
mod tags;
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
        Request::ListAccounts(input) => accounts::list(seen(state, ctx)?, input).map(json),
        Request::DescribeAccount(input) => accounts::describe(seen(state, ctx)?, input).map(json),
        Request::ListAccountsForParent(input) => {
            accounts::list_in(seen(state, ctx)?, input).map(json)
        }
        Request::MoveAccount(input) => accounts::relocate(owned(state, ctx)?, input).map(none),
        Request::CloseAccount(input) => leaving::close(state, ctx, input).map(none),
        Request::RemoveAccountFromOrganization(input) => {
            leaving::remove(state, ctx, input).map(none)
        }
        Request::LeaveOrganization(_) => leaving::leave(state, ctx).map(none),
        Request::InviteAccountToOrganization(input) => {
            handshakes::invite(state, ctx, input).map(json)
        }
        Request::AcceptHandshake(input) => handshakes::accept(state, ctx, input).map(json),
        Request::DeclineHandshake(input) => handshakes::decline(state, ctx, input).map(json),
        Request::CancelHandshake(input) => handshakes::cancel(state, ctx, input).map(json),
        Request::DescribeHandshake(input) => handshakes::describe(state, ctx, input).map(json),
        Request::ListHandshakesForAccount(input) => {
            handshakes::list_received(state, ctx, input).map(json)
        }
        Request::ListHandshakesForOrganization(input) => {
            handshakes::list_sent(state, ctx, input).map(json)
        }
        Request::ListRoots(input) => units::roots(seen(state, ctx)?, input).map(json),
        Request::CreateOrganizationalUnit(input) => units::create(state, ctx, input).map(json),
        Request::UpdateOrganizationalUnit(input) => {
            units::update(owned(state, ctx)?, input).map(json)
        }
        Request::DescribeOrganizationalUnit(input) => {
            units::describe(seen(state, ctx)?, input).map(json)
        }
        Request::DeleteOrganizationalUnit(input) => {
            units::delete(owned(state, ctx)?, input).map(none)
        }
        Request::ListOrganizationalUnitsForParent(input) => {
            units::list_in(seen(state, ctx)?, input).map(json)
        }
        Request::ListChildren(input) => units::children(seen(state, ctx)?, input).map(json),
        Request::ListParents(input) => units::parents(seen(state, ctx)?, input).map(json),
        Request::EnablePolicyType(input) => policies::enable(owned(state, ctx)?, input).map(json),
        Request::DisablePolicyType(input) => policies::disable(owned(state, ctx)?, input).map(json),
        Request::CreatePolicy(input) => policies::create(state, ctx, input).map(json),
        Request::UpdatePolicy(input) => policies::update(owned(state, ctx)?, input).map(json),
        Request::DescribePolicy(input) => policies::describe(seen(state, ctx)?, input).map(json),
        Request::DeletePolicy(input) => policies::delete(owned(state, ctx)?, input).map(none),
        Request::ListPolicies(input) => policies::list(seen(state, ctx)?, input).map(json),
        Request::AttachPolicy(input) => policies::attach(owned(state, ctx)?, input).map(none),
        Request::DetachPolicy(input) => policies::detach(owned(state, ctx)?, input).map(none),
        Request::ListPoliciesForTarget(input) => {
            policies::of_target(seen(state, ctx)?, input).map(json)
        }
        Request::ListTargetsForPolicy(input) => {
            policies::targets(seen(state, ctx)?, input).map(json)
        }
        Request::EnableAWSServiceAccess(input) => {
            services::enable(owned(state, ctx)?, ctx.now, input).map(none)
        }
        Request::DisableAWSServiceAccess(input) => {
            services::disable(owned(state, ctx)?, input).map(none)
        }
        Request::ListAWSServiceAccessForOrganization(input) => {
            services::list(seen(state, ctx)?, input).map(json)
        }
        Request::RegisterDelegatedAdministrator(input) => {
            services::register(owned(state, ctx)?, ctx.now, input).map(none)
        }
        Request::DeregisterDelegatedAdministrator(input) => {
            services::deregister(owned(state, ctx)?, input).map(none)
        }
        Request::ListDelegatedAdministrators(input) => {
            services::administrators(seen(state, ctx)?, input).map(json)
        }
        Request::TagResource(input) => tags::add(owned(state, ctx)?, input).map(none),
        Request::UntagResource(input) => tags::remove(owned(state, ctx)?, input).map(none),
        Request::ListTagsForResource(input) => tags::list(seen(state, ctx)?, input).map(json),
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
fn owned<'a>(state: &'a mut State, ctx: &Ctx<'_>) -> Result<&'a mut Organization, ApiError> {
    managed(state, ctx)?;
    state.organization.as_deref_mut().ok_or_else(denied)
}

/// The same, to read it, which accounts that administer a service may, too.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html>
fn seen<'a>(state: &'a State, ctx: &Ctx<'_>) -> Result<&'a Organization, ApiError> {
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

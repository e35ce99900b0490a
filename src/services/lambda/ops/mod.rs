//! One arm an operation.

mod aliases;
mod code;
mod create;
mod functions;
pub mod invoke;
mod permissions;
mod tags;
mod versions;

use std::borrow::Cow;

use serde_json::Value;

use super::api::Request;
use super::name::{LATEST, Named};
use super::state::{Function, State};
use crate::api::ApiError;
use crate::api::reply::{json, none};
use crate::services::iam::Accounts;
use crate::sim::{Caller, Ctx};

/// Carries out a request. Of IAM it sees whom roles trust, and who there is.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &Accounts,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateFunction(input) => create::create(state, ctx, iam, input).map(json),
        Request::GetFunction(input) => functions::get(state, ctx, input).map(json),
        Request::GetFunctionConfiguration(input) => {
            functions::configuration(state, ctx, input).map(json)
        }
        Request::ListFunctions(input) => functions::list(state, ctx, input).map(json),
        Request::DeleteFunction(input) => functions::delete(state, ctx, input).map(json),
        Request::UpdateFunctionConfiguration(input) => {
            functions::update(state, ctx, iam, input).map(json)
        }
        Request::UpdateFunctionCode(input) => code::update(state, ctx, input).map(json),
        Request::PublishVersion(input) => versions::publish(state, ctx, input).map(json),
        Request::ListVersionsByFunction(input) => versions::list(state, ctx, input).map(json),
        Request::CreateAlias(input) => aliases::create(state, ctx, input).map(json),
        Request::GetAlias(input) => aliases::get(state, ctx, input).map(json),
        Request::UpdateAlias(input) => aliases::update(state, ctx, input).map(json),
        Request::DeleteAlias(input) => aliases::delete(state, ctx, input).map(none),
        Request::ListAliases(input) => aliases::list(state, ctx, input).map(json),
        Request::AddPermission(input) => permissions::add(state, ctx, iam, input).map(json),
        Request::RemovePermission(input) => permissions::remove(state, ctx, input).map(none),
        Request::GetPolicy(input) => permissions::get(state, ctx, input).map(json),
        Request::Invoke(input) => invoke::invoke(state, ctx, caller, input).map(json),
        Request::TagResource(input) => tags::tag(state, ctx, input).map(none),
        Request::UntagResource(input) => tags::untag(state, ctx, input).map(none),
        Request::ListTags(input) => tags::list(state, ctx, input).map(json),
    }
}

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterValueException", text)
}

fn missing(text: impl Into<String>) -> ApiError {
    ApiError::new("ResourceNotFoundException", text).http(404)
}

fn conflict(text: impl Into<String>) -> ApiError {
    ApiError::new("ResourceConflictException", text).http(409)
}

/// A name in the Region of the call.
fn meant(ctx: &Ctx<'_>, name: &str, qualifier: Option<&String>) -> Result<Named, ApiError> {
    let named = Named::read(&ctx.scope, name).or(qualifier);
    match named.function.region() {
        Some(region) if region != ctx.scope.region => {
            let own = ctx.scope.region;
            let text =
                format!("Functions from '{region}' are not reachable in this region ('{own}')");
            Err(missing(text))
        }
        _ => Ok(named),
    }
}

fn not_found(named: &Named) -> ApiError {
    missing(format!("Function not found: {}", named.qualified()))
}

/// The version that is meant: its name, and the function as it was.
fn at<'a>(state: &'a State, named: &Named) -> Result<(String, Cow<'a, Function>), ApiError> {
    let function = state.functions.get(&named.function);
    let at = function.and_then(|function| function.at(named.qualifier.as_deref()));
    at.ok_or_else(|| not_found(named))
}

/// The function that is meant, which can be changed.
fn found<'a>(state: &'a State, named: &Named) -> Result<&'a Function, ApiError> {
    let latest = named.qualifier.as_deref().is_none_or(|qualifier| qualifier == LATEST);
    let function = state.functions.get(&named.function).filter(|_| latest);
    function.ok_or_else(|| not_found(named))
}

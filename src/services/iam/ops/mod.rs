//! One arm an operation.

mod accessed;
mod alias;
mod attachments;
mod check;
mod details;
mod granting;
mod group_policies;
mod groups;
mod holder;
mod inline;
mod keys;
mod labels;
mod login;
mod mfa;
mod oidc;
mod password_policy;
mod policies;
mod profiles;
mod report;
mod role_policies;
pub(super) mod roles;
mod saml;
mod simulate;
mod summary;
mod tags;
mod users;
mod versions;

pub use check::fits_tag;
pub use mfa::is_right as is_right_code;

use crate::api::reply::{json, none};
use serde_json::Value;

use super::api::Request;
use super::linked;
use super::state::{State, User};
use crate::api::{self, ApiError};
use crate::services::{cloudtrail, organizations};
use crate::sim::caller::Identity;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};
use crate::sim::{Caller, Ctx};
use labels::Of;

/// What IAM sees of other services: what was called, and what binds its account from above.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The records.
    pub trail: &'a cloudtrail::State,
    /// The organization.
    pub organizations: &'a organizations::State,
}

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (caller, sight): (&Caller, Sight<'_>),
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateUser(input) => users::create(state, ctx, input).map(json),
        Request::GetUser(input) => users::get(state, caller, input).map(json),
        Request::ListUsers(input) => users::list(state, input).map(json),
        Request::UpdateUser(input) => users::update(state, ctx, input).map(none),
        Request::DeleteUser(input) => users::delete(state, ctx, input).map(none),
        Request::AttachUserPolicy(input) => attachments::attach(state, ctx, input).map(none),
        Request::DetachUserPolicy(input) => attachments::detach(state, ctx, input).map(none),
        Request::ListAttachedUserPolicies(input) => attachments::list(state, input).map(json),
        Request::PutUserPermissionsBoundary(input) => {
            attachments::set_boundary(state, ctx, input).map(none)
        }
        Request::DeleteUserPermissionsBoundary(input) => {
            attachments::remove_boundary(state, ctx, input).map(none)
        }
        Request::ListEntitiesForPolicy(input) => attachments::entities(state, input).map(json),
        Request::PutUserPolicy(input) => inline::put(state, ctx, input).map(none),
        Request::GetUserPolicy(input) => inline::get(state, input).map(json),
        Request::DeleteUserPolicy(input) => inline::delete(state, ctx, input).map(none),
        Request::ListUserPolicies(input) => inline::list(state, input).map(json),
        Request::CreatePolicy(input) => policies::create(state, ctx, input).map(json),
        Request::GetPolicy(input) => policies::get(state, input).map(json),
        Request::ListPolicies(input) => policies::list(state, input).map(json),
        Request::DeletePolicy(input) => policies::delete(state, ctx, caller, input).map(none),
        Request::GetPolicyVersion(input) => versions::get(state, input).map(json),
        Request::ListPolicyVersions(input) => versions::list(state, input).map(json),
        Request::CreatePolicyVersion(input) => {
            versions::create(state, ctx, caller, input).map(json)
        }
        Request::SetDefaultPolicyVersion(input) => {
            versions::set_default(state, ctx, caller, input).map(none)
        }
        Request::DeletePolicyVersion(input) => {
            versions::delete(state, ctx, caller, input).map(none)
        }
        Request::TagUser(input) => tags::add(state, ctx, input).map(none),
        Request::UntagUser(input) => tags::remove(state, ctx, input).map(none),
        Request::ListUserTags(input) => tags::list(state, input).map(json),
        Request::CreateAccessKey(input) => keys::create(state, ctx, caller, input).map(json),
        Request::ListAccessKeys(input) => keys::list(state, caller, input).map(json),
        Request::DeleteAccessKey(input) => keys::delete(state, ctx, caller, input).map(none),
        Request::UpdateAccessKey(input) => keys::update(state, ctx, caller, input).map(none),
        Request::GetAccessKeyLastUsed(input) => {
            keys::last_used(state, sight.trail, input).map(json)
        }
        _ => execute_on_passwords(state, ctx, (caller, sight), request),
    }
}

/// The same for passwords, and the account's summary.
fn execute_on_passwords(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (caller, sight): (&Caller, Sight<'_>),
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateLoginProfile(input) => login::create(state, ctx, caller, input).map(json),
        Request::GetLoginProfile(input) => login::get(state, caller, input).map(json),
        Request::UpdateLoginProfile(input) => login::update(state, ctx, caller, input).map(none),
        Request::DeleteLoginProfile(input) => login::delete(state, ctx, caller, input).map(none),
        Request::ChangePassword(input) => login::change(state, ctx, caller, input).map(none),
        Request::GetAccountPasswordPolicy(_) => password_policy::get(state, ctx).map(json),
        Request::UpdateAccountPasswordPolicy(input) => {
            password_policy::update(state, ctx, input);
            Ok(Value::Null)
        }
        Request::DeleteAccountPasswordPolicy(_) => password_policy::delete(state, ctx).map(none),
        Request::GetAccountSummary(_) => Ok(json(summary::get(state))),
        Request::CreateVirtualMFADevice(input) => mfa::create(state, ctx, input).map(json),
        Request::EnableMFADevice(input) => mfa::enable(state, ctx, caller, input).map(none),
        Request::DeactivateMFADevice(input) => mfa::deactivate(state, ctx, caller, input).map(none),
        Request::ResyncMFADevice(input) => mfa::resync(state, caller, input).map(none),
        Request::DeleteVirtualMFADevice(input) => mfa::delete(state, ctx, input).map(none),
        Request::ListMFADevices(input) => mfa::list(state, caller, input).map(json),
        Request::ListVirtualMFADevices(input) => {
            mfa::list_virtual(state, caller.account, input).map(json)
        }
        Request::GenerateCredentialReport(_) => Ok(json(report::generate(state, ctx, sight.trail))),
        Request::GetCredentialReport(_) => report::get(state, ctx).map(json),
        Request::GetAccountAuthorizationDetails(input) => {
            details::get(state, ctx, sight.trail, input).map(json)
        }
        Request::GenerateServiceLastAccessedDetails(input) => {
            accessed::generate(state, ctx, input).map(json)
        }
        Request::GetServiceLastAccessedDetails(input) => {
            accessed::get(state, sight.trail, input).map(json)
        }
        Request::GetServiceLastAccessedDetailsWithEntities(input) => {
            accessed::entities(state, sight.trail, input).map(json)
        }
        Request::ListPoliciesGrantingServiceAccess(input) => granting::list(state, input).map(json),
        Request::SimulatePrincipalPolicy(input) => {
            simulate::principal(state, ctx, sight.organizations, input).map(json)
        }
        _ => execute_on_labels(state, ctx, (caller, sight), request),
    }
}

/// The same for tags of policies, profiles and devices, and the account's alias.
fn execute_on_labels(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (caller, sight): (&Caller, Sight<'_>),
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::TagPolicy(input) => {
            labels::add(state, ctx, caller, Of::Policy(&input.policy_arn), &input.tags).map(none)
        }
        Request::UntagPolicy(input) => {
            labels::remove(state, ctx, caller, Of::Policy(&input.policy_arn), &input.tag_keys)
                .map(none)
        }
        Request::ListPolicyTags(input) => {
            let cut = (input.marker.as_ref(), input.max_items);
            labels::list(state, Of::Policy(&input.policy_arn), cut).map(json)
        }
        Request::TagInstanceProfile(input) => {
            labels::add(state, ctx, caller, Of::Profile(&input.instance_profile_name), &input.tags)
                .map(none)
        }
        Request::UntagInstanceProfile(input) => labels::remove(
            state,
            ctx,
            caller,
            Of::Profile(&input.instance_profile_name),
            &input.tag_keys,
        )
        .map(none),
        Request::ListInstanceProfileTags(input) => {
            let cut = (input.marker.as_ref(), input.max_items);
            labels::list(state, Of::Profile(&input.instance_profile_name), cut).map(json)
        }
        Request::TagMFADevice(input) => {
            labels::add(state, ctx, caller, Of::Device(&input.serial_number), &input.tags).map(none)
        }
        Request::UntagMFADevice(input) => {
            labels::remove(state, ctx, caller, Of::Device(&input.serial_number), &input.tag_keys)
                .map(none)
        }
        Request::ListMFADeviceTags(input) => {
            let cut = (input.marker.as_ref(), input.max_items);
            labels::list(state, Of::Device(&input.serial_number), cut).map(json)
        }
        Request::CreateAccountAlias(input) => alias::create(state, ctx, input).map(none),
        Request::DeleteAccountAlias(input) => alias::delete(state, ctx, input).map(none),
        Request::ListAccountAliases(input) => alias::list(state, input).map(json),
        _ => execute_on_tags_of_providers(state, ctx, (caller, sight), request),
    }
}

/// The same for tags of identity providers.
fn execute_on_tags_of_providers(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (caller, sight): (&Caller, Sight<'_>),
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::TagSAMLProvider(input) => {
            labels::add(state, ctx, caller, Of::Saml(&input.saml_provider_arn), &input.tags)
                .map(none)
        }
        Request::UntagSAMLProvider(input) => {
            labels::remove(state, ctx, caller, Of::Saml(&input.saml_provider_arn), &input.tag_keys)
                .map(none)
        }
        Request::ListSAMLProviderTags(input) => {
            let cut = (input.marker.as_ref(), input.max_items);
            labels::list(state, Of::Saml(&input.saml_provider_arn), cut).map(json)
        }
        Request::TagOpenIDConnectProvider(input) => labels::add(
            state,
            ctx,
            caller,
            Of::Web(&input.open_id_connect_provider_arn),
            &input.tags,
        )
        .map(none),
        Request::UntagOpenIDConnectProvider(input) => labels::remove(
            state,
            ctx,
            caller,
            Of::Web(&input.open_id_connect_provider_arn),
            &input.tag_keys,
        )
        .map(none),
        Request::ListOpenIDConnectProviderTags(input) => {
            let cut = (input.marker.as_ref(), input.max_items);
            labels::list(state, Of::Web(&input.open_id_connect_provider_arn), cut).map(json)
        }
        _ => execute_on_roles(state, ctx, sight, request),
    }
}

/// The same for roles and instance profiles.
fn execute_on_roles(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateRole(input) => roles::create(state, ctx, input).map(json),
        Request::GetRole(input) => roles::get(state, ctx, sight.trail, input).map(json),
        Request::ListRoles(input) => roles::list(state, input).map(json),
        Request::UpdateRole(input) => roles::update(state, ctx, input).map(none),
        Request::UpdateRoleDescription(input) => roles::describe(state, ctx, input).map(json),
        Request::UpdateAssumeRolePolicy(input) => roles::update_trust(state, ctx, input).map(none),
        Request::DeleteRole(input) => roles::delete(state, ctx, input).map(none),
        Request::TagRole(input) => roles::tag(state, ctx, input).map(none),
        Request::UntagRole(input) => roles::untag(state, ctx, input).map(none),
        Request::ListRoleTags(input) => roles::list_tags(state, input).map(json),
        Request::AttachRolePolicy(input) => role_policies::attach(state, ctx, input).map(none),
        Request::DetachRolePolicy(input) => role_policies::detach(state, ctx, input).map(none),
        Request::ListAttachedRolePolicies(input) => {
            role_policies::list_attached(state, input).map(json)
        }
        Request::PutRolePermissionsBoundary(input) => {
            role_policies::set_boundary(state, ctx, input).map(none)
        }
        Request::DeleteRolePermissionsBoundary(input) => {
            role_policies::remove_boundary(state, ctx, input).map(none)
        }
        Request::PutRolePolicy(input) => role_policies::put(state, ctx, input).map(none),
        Request::GetRolePolicy(input) => role_policies::get(state, input).map(json),
        Request::DeleteRolePolicy(input) => role_policies::delete(state, ctx, input).map(none),
        Request::ListRolePolicies(input) => role_policies::list(state, input).map(json),
        Request::CreateServiceLinkedRole(input) => linked::create(state, ctx, input).map(json),
        Request::DeleteServiceLinkedRole(input) => linked::delete(state, ctx, input).map(json),
        Request::GetServiceLinkedRoleDeletionStatus(input) => linked::deletion(input).map(json),
        Request::CreateInstanceProfile(input) => profiles::create(state, ctx, input).map(json),
        Request::GetInstanceProfile(input) => profiles::get(state, input).map(json),
        Request::ListInstanceProfiles(input) => profiles::list(state, input).map(json),
        Request::ListInstanceProfilesForRole(input) => {
            profiles::list_for_role(state, input).map(json)
        }
        Request::AddRoleToInstanceProfile(input) => profiles::add_role(state, ctx, input).map(none),
        Request::RemoveRoleFromInstanceProfile(input) => {
            profiles::remove_role(state, ctx, input).map(none)
        }
        Request::DeleteInstanceProfile(input) => profiles::delete(state, ctx, input).map(none),
        _ => execute_on_groups(state, ctx, request),
    }
}

/// The same for groups.
fn execute_on_groups(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateGroup(input) => groups::create(state, ctx, input).map(json),
        Request::GetGroup(input) => groups::get(state, input).map(json),
        Request::ListGroups(input) => groups::list(state, input).map(json),
        Request::ListGroupsForUser(input) => groups::list_for_user(state, input).map(json),
        Request::DeleteGroup(input) => groups::delete(state, ctx, input).map(none),
        Request::UpdateGroup(input) => groups::update(state, ctx, input).map(none),
        Request::AddUserToGroup(input) => groups::add_user(state, ctx, input).map(none),
        Request::RemoveUserFromGroup(input) => groups::remove_user(state, ctx, input).map(none),
        Request::AttachGroupPolicy(input) => group_policies::attach(state, ctx, input).map(none),
        Request::DetachGroupPolicy(input) => group_policies::detach(state, ctx, input).map(none),
        Request::ListAttachedGroupPolicies(input) => {
            group_policies::list_attached(state, input).map(json)
        }
        Request::PutGroupPolicy(input) => group_policies::put(state, ctx, input).map(none),
        Request::GetGroupPolicy(input) => group_policies::get(state, input).map(json),
        Request::DeleteGroupPolicy(input) => group_policies::delete(state, ctx, input).map(none),
        Request::ListGroupPolicies(input) => group_policies::list(state, input).map(json),
        _ => execute_on_providers(state, ctx, request),
    }
}

/// The same for identity providers.
fn execute_on_providers(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateSAMLProvider(input) => saml::create(state, ctx, input).map(json),
        Request::GetSAMLProvider(input) => saml::get(state, input).map(json),
        Request::ListSAMLProviders(_) => Ok(json(saml::list(state))),
        Request::UpdateSAMLProvider(input) => saml::update(state, ctx, input).map(json),
        Request::DeleteSAMLProvider(input) => saml::delete(state, ctx, input).map(none),
        Request::CreateOpenIDConnectProvider(input) => oidc::create(state, ctx, input).map(json),
        Request::GetOpenIDConnectProvider(input) => oidc::get(state, input).map(json),
        Request::ListOpenIDConnectProviders(_) => Ok(json(oidc::list(state))),
        Request::AddClientIDToOpenIDConnectProvider(input) => {
            oidc::add_client(state, ctx, input).map(none)
        }
        Request::RemoveClientIDFromOpenIDConnectProvider(input) => {
            oidc::remove_client(state, ctx, input).map(none)
        }
        Request::UpdateOpenIDConnectProviderThumbprint(input) => {
            oidc::set_thumbprints(state, ctx, input).map(none)
        }
        Request::DeleteOpenIDConnectProvider(input) => oidc::delete(state, ctx, input).map(none),
        _ => execute_simulation(state, ctx, request),
    }
}

/// The same for the policy simulator, which changes nothing.
fn execute_simulation(state: &State, ctx: &Ctx<'_>, request: &Request) -> Result<Value, ApiError> {
    match request {
        Request::SimulateCustomPolicy(input) => simulate::custom(ctx, input).map(json),
        Request::GetContextKeysForCustomPolicy(input) => simulate::keys_of_custom(input).map(json),
        Request::GetContextKeysForPrincipalPolicy(input) => {
            simulate::keys_of_principal(state, input).map(json)
        }
        _ => Err(ApiError::not_simulated("operation")),
    }
}

/// The instant as IAM keeps it: whole seconds.
pub(super) fn now(ctx: &Ctx<'_>) -> Time {
    ctx.now.floor(Span::secs(1))
}

/// `NoSuchEntity`.
pub(super) fn missing(text: String) -> ApiError {
    ApiError::new("NoSuchEntity", text).http(404)
}

/// `LimitExceeded`.
fn limit(text: impl Into<String>) -> ApiError {
    ApiError::new("LimitExceeded", text).http(409)
}

/// `DeleteConflict`.
fn conflict(text: &str) -> ApiError {
    ApiError::new("DeleteConflict", text).http(409)
}

/// `EntityAlreadyExists`.
fn exists(text: String) -> ApiError {
    ApiError::new("EntityAlreadyExists", text).http(409)
}

fn no_user(name: &str) -> ApiError {
    missing(format!("The user with name {name} cannot be found."))
}

fn user<'a>(state: &'a State, name: &str) -> Result<&'a User, ApiError> {
    check::name("userName", name)?;
    state.users.get(name).ok_or_else(|| no_user(name))
}

fn user_mut<'a>(state: &'a mut State, name: &str) -> Result<&'a mut User, ApiError> {
    check::name("userName", name)?;
    state.users.get_mut(name).ok_or_else(|| no_user(name))
}

/// The name given or, without one, the caller's own.
fn name_or_caller<'a>(name: Option<&'a String>, caller: &'a Caller) -> Result<&'a str, ApiError> {
    match (name, &caller.identity) {
        (Some(name), _) => Ok(name),
        (None, Identity::User { name, .. }) => Ok(name),
        (None, _) => {
            let text = "Must specify userName when calling with non-User credentials";
            Err(ApiError::new("ValidationError", text))
        }
    }
}

/// Changing an AWS managed policy is denied to everyone, administrators too: it is not theirs. No
/// reply of AWS's to this is on record; the text is the general form without a reason.
fn not_aws(caller: &Caller, action: &str, arn: &Arn) -> Result<(), ApiError> {
    if !super::managed::is_aws(arn) {
        return Ok(());
    }
    let caller = caller.arn();
    let text =
        format!("User: {caller} is not authorized to perform: {action} on resource: policy {arn}");
    Err(ApiError::new("AccessDenied", text).http(403))
}

/// One page, 100 items where the request does not say; then whether it was cut, and the marker of
/// the next one.
fn page<T>(
    items: Vec<T>,
    marker: Option<&String>,
    max_items: Option<i32>,
) -> Result<(Vec<T>, bool, Option<String>), ApiError> {
    let size = max_items.and_then(|n| usize::try_from(n).ok()).unwrap_or(100);
    let invalid = || ApiError::new("ValidationError", "Invalid Marker.");
    let (items, next) =
        api::page::page(items, marker.map(String::as_str), size).ok_or_else(invalid)?;
    Ok((items, next.is_some(), next))
}

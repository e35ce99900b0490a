//! Roles, and whom they trust.

use super::{check, conflict, exists, limit, missing, now, page, tags};
use crate::access::{trust, validate};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail;
use crate::services::iam::roles::{New, Role};
use crate::services::iam::shapes::AttachedPermissionsBoundary;
use crate::services::iam::shapes::roles::{
    CreateRoleInput, ListByPathInput, ListOfRoleInput, ListRoleTagsOutput, ListRolesOutput,
    RoleInput, RoleItem, RoleLastUsed, RoleOutput, TagRoleInput, UntagRoleInput,
    UpdateAssumeRolePolicyInput, UpdateRoleDescriptionInput, UpdateRoleInput,
};
use crate::services::iam::state::{Document, State};
use crate::services::iam::{Fact, last_used};
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Arn};

/// Roles in an account, and characters of a trust policy:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_ROLES: usize = 1_000;
const MAX_TRUST: usize = 2_048;

/// The role with a name.
pub fn role<'a>(state: &'a State, name: &str) -> Result<&'a Role, ApiError> {
    check::name("roleName", name)?;
    state.roles.get(name).ok_or_else(|| no_role(name))
}

/// The same to be changed, which of a service-linked role only AWS may.
pub fn role_mut<'a>(state: &'a mut State, name: &str) -> Result<&'a mut Role, ApiError> {
    check::name("roleName", name)?;
    let role = state.roles.get_mut(name).ok_or_else(|| no_role(name))?;
    protected(role)?;
    Ok(role)
}

/// Refuses to change a service-linked role.
fn protected(role: &Role) -> Result<(), ApiError> {
    if !role.is_linked() {
        return Ok(());
    }
    let text = format!(
        "Cannot perform the operation on the protected role '{}' - this role is only modifiable \
         by AWS",
        role.name()
    );
    Err(ApiError::new("UnmodifiableEntity", text))
}

pub fn no_role(name: &str) -> ApiError {
    missing(format!("The role with name {name} cannot be found."))
}

/// Reads and checks a trust policy.
fn document(state: &State, account: AccountId, text: &str) -> Result<Document, ApiError> {
    check::document(text)?;
    let malformed = |text: String| ApiError::new("MalformedPolicyDocument", text);
    let policy = trust::trust(text, |arn| is_known(state, account, arn)).map_err(malformed)?;
    if validate::size(text) > MAX_TRUST {
        return Err(limit(format!("Cannot exceed quota for ACLSizePerRole: {MAX_TRUST}")));
    }
    Ok(Document { text: text.into(), policy })
}

/// Whether a trust policy may name a principal. Those of other accounts are not known here, and
/// are taken for existing.
fn is_known(state: &State, account: AccountId, arn: &str) -> bool {
    let Some(arn) = Arn::parse(arn) else { return false };
    if arn.account() != Some(account) {
        return arn.account().is_some();
    }
    state.providers().has(&arn) || state.has(&arn)
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateRoleInput,
) -> Result<RoleOutput, ApiError> {
    let name = &input.role_name;
    let path = input.path.as_deref().unwrap_or("/");
    check::name("roleName", name)?;
    check::path("path", path)?;
    let given = input.tags.as_deref().unwrap_or_default();
    check::tags(given, false)?;
    let trust = document(state, ctx.scope.account, &input.assume_role_policy_document)?;
    if path.starts_with("/aws-service-role/") {
        // The paths are kept for service-linked roles; the words are ours.
        let text = format!("The path {path} is reserved for service-linked roles.");
        return Err(ApiError::new("InvalidInput", text));
    }
    if state.roles.keys().any(|other| other.eq_ignore_ascii_case(name)) {
        return Err(exists(format!("Role with name {name} already exists.")));
    }
    let boundary = match &input.permissions_boundary {
        Some(text) => Some(super::holder::boundary(state, text)?),
        None => None,
    };
    if state.roles.len() >= MAX_ROLES {
        return Err(limit(format!("Cannot exceed quota for RolesPerAccount: {MAX_ROLES}")));
    }
    let new = New { name, path, created: now(ctx) };
    let role = state.add_role(ctx.scope, &new, trust);
    role.description.clone_from(&input.description);
    role.max_session_secs = input.max_session_duration.unwrap_or(3_600);
    role.tags = given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    role.boundary = boundary;
    let output = RoleOutput { role: made(role) };
    ctx.fact(Fact::RoleCreated { role: name.clone() });
    Ok(output)
}

/// A role as the reply to its creation shows it.
pub fn made(role: &Role) -> RoleItem {
    let tags = tags::shown(&role.tags);
    RoleItem {
        permissions_boundary: role.boundary.as_ref().map(boundary),
        tags: Some(tags).filter(|tags| !tags.is_empty()),
        ..core(role)
    }
}

/// What every reply shows.
pub fn core(role: &Role) -> RoleItem {
    RoleItem {
        path: role.path.clone(),
        role_name: role.name().to_owned(),
        role_id: role.role_id.clone(),
        arn: role.arn.to_string(),
        create_date: Timestamp(role.created),
        assume_role_policy_document: role.trust.json(),
        ..RoleItem::default()
    }
}

fn boundary(arn: &Arn) -> AttachedPermissionsBoundary {
    AttachedPermissionsBoundary {
        permissions_boundary_type: "Policy".to_owned(),
        permissions_boundary_arn: arn.to_string(),
    }
}

/// A role as listings show it.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
fn listed(role: &Role) -> RoleItem {
    RoleItem {
        description: role.description.clone(),
        max_session_duration: Some(role.max_session_secs),
        ..core(role)
    }
}

pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    trail: &cloudtrail::State,
    input: &RoleInput,
) -> Result<RoleOutput, ApiError> {
    let role = role(state, &input.role_name)?;
    let shown = made(role);
    let used = last_used::of_role(trail, role, ctx.now);
    let last_used = RoleLastUsed {
        last_used_date: used.map(|(at, _)| Timestamp(at)),
        region: used.map(|(_, region)| region.to_owned()),
    };
    let item = RoleItem {
        permissions_boundary: shown.permissions_boundary,
        tags: shown.tags,
        role_last_used: Some(last_used),
        ..listed(role)
    };
    Ok(RoleOutput { role: item })
}

pub fn list(state: &State, input: &ListByPathInput) -> Result<ListRolesOutput, ApiError> {
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let roles = state.roles.values().filter(|role| role.path.starts_with(prefix)).map(listed);
    let (roles, is_truncated, marker) =
        page(roles.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListRolesOutput { roles, is_truncated, marker })
}

pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UpdateRoleInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    if input.description.is_some() {
        role.description.clone_from(&input.description);
    }
    role.max_session_secs = input.max_session_duration.unwrap_or(role.max_session_secs);
    ctx.fact(Fact::RoleChanged { role: input.role_name.clone() });
    Ok(())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html>
pub fn describe(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UpdateRoleDescriptionInput,
) -> Result<RoleOutput, ApiError> {
    let role = role_mut(state, &input.role_name)?;
    role.description = Some(input.description.clone());
    let output =
        RoleOutput { role: RoleItem { description: role.description.clone(), ..core(role) } };
    ctx.fact(Fact::RoleChanged { role: input.role_name.clone() });
    Ok(output)
}

pub fn update_trust(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UpdateAssumeRolePolicyInput,
) -> Result<(), ApiError> {
    protected(role(state, &input.role_name)?)?;
    let trust = document(state, ctx.scope.account, &input.policy_document)?;
    role_mut(state, &input.role_name)?.trust = trust;
    ctx.fact(Fact::RoleChanged { role: input.role_name.clone() });
    Ok(())
}

pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &RoleInput) -> Result<(), ApiError> {
    let name = &input.role_name;
    let role = role(state, name)?;
    protected(role)?;
    if state.profiles.values().any(|profile| profile.role.as_ref() == Some(name)) {
        return Err(conflict(
            "Cannot delete entity, must remove roles from instance profile first.",
        ));
    }
    if !role.attached.is_empty() {
        return Err(conflict("Cannot delete entity, must detach all policies first."));
    }
    if !role.inline.is_empty() {
        return Err(conflict("Cannot delete entity, must delete policies first."));
    }
    state.roles.remove(name);
    ctx.fact(Fact::RoleDeleted { role: name.clone() });
    Ok(())
}

pub fn tag(state: &mut State, ctx: &mut Ctx<'_>, input: &TagRoleInput) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    role.tags = tags::added(&role.tags, &input.tags, false)?;
    ctx.fact(Fact::RoleChanged { role: input.role_name.clone() });
    Ok(())
}

pub fn untag(state: &mut State, ctx: &mut Ctx<'_>, input: &UntagRoleInput) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    check::tag_keys(&input.tag_keys)?;
    tags::taken(&mut role.tags, &input.tag_keys, false);
    ctx.fact(Fact::RoleChanged { role: input.role_name.clone() });
    Ok(())
}

pub fn list_tags(state: &State, input: &ListOfRoleInput) -> Result<ListRoleTagsOutput, ApiError> {
    let tags = tags::shown(&role(state, &input.role_name)?.tags);
    let (tags, is_truncated, marker) = page(tags, input.marker.as_ref(), input.max_items)?;
    Ok(ListRoleTagsOutput { tags, is_truncated, marker })
}

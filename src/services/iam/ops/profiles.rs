//! Instance profiles: what carries a role to an instance.

use super::roles::{core, no_role, role};
use super::{check, conflict, exists, limit, missing, now, page, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::roles::{New, Profile};
use crate::services::iam::shapes::roles::{
    CreateInstanceProfileInput, InstanceProfileInput, InstanceProfileItem, InstanceProfileOutput,
    InstanceProfileRoleInput, ListByPathInput, ListInstanceProfilesOutput, ListOfRoleInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// Instance profiles in an account, by default:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_PROFILES: usize = 1_000;

fn profile<'a>(state: &'a State, name: &str) -> Result<&'a Profile, ApiError> {
    check::name("instanceProfileName", name)?;
    state.profiles.get(name).ok_or_else(|| no_profile(name))
}

pub fn no_profile(name: &str) -> ApiError {
    missing(format!("Instance Profile {name} cannot be found."))
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateInstanceProfileInput,
) -> Result<InstanceProfileOutput, ApiError> {
    let name = &input.instance_profile_name;
    let path = input.path.as_deref().unwrap_or("/");
    check::name("instanceProfileName", name)?;
    check::path("path", path)?;
    let given = input.tags.as_deref().unwrap_or_default();
    check::tags(given, false)?;
    if state.profiles.keys().any(|other| other.eq_ignore_ascii_case(name)) {
        return Err(exists(format!("Instance Profile {name} already exists.")));
    }
    if state.profiles.len() >= MAX_PROFILES {
        let text = format!("Cannot exceed quota for InstanceProfilesPerAccount: {MAX_PROFILES}");
        return Err(limit(text));
    }
    let profile = state.add_profile(ctx.scope, &New { name, path, created: now(ctx) });
    profile.tags = given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    ctx.fact(Fact::ProfileCreated { profile: name.clone() });
    get(state, &InstanceProfileInput { instance_profile_name: name.clone() })
}

pub fn get(state: &State, input: &InstanceProfileInput) -> Result<InstanceProfileOutput, ApiError> {
    let profile = profile(state, &input.instance_profile_name)?;
    let tags = tags::shown(&profile.tags);
    let instance_profile = InstanceProfileItem {
        tags: Some(tags).filter(|tags| !tags.is_empty()),
        ..listed(state, profile)
    };
    Ok(InstanceProfileOutput { instance_profile })
}

/// An instance profile as listings show it.
pub fn listed(state: &State, profile: &Profile) -> InstanceProfileItem {
    InstanceProfileItem {
        path: profile.path.clone(),
        instance_profile_name: profile.name().to_owned(),
        instance_profile_id: profile.profile_id.clone(),
        arn: profile.arn.to_string(),
        create_date: Timestamp(profile.created),
        roles: state.role_of(profile).map(core).into_iter().collect(),
        tags: None,
    }
}

pub fn list(
    state: &State,
    input: &ListByPathInput,
) -> Result<ListInstanceProfilesOutput, ApiError> {
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let profiles = state.profiles.values().filter(|profile| profile.path.starts_with(prefix));
    let profiles = profiles.map(|profile| listed(state, profile)).collect();
    let (instance_profiles, is_truncated, marker) =
        page(profiles, input.marker.as_ref(), input.max_items)?;
    Ok(ListInstanceProfilesOutput { instance_profiles, is_truncated, marker })
}

pub fn list_for_role(
    state: &State,
    input: &ListOfRoleInput,
) -> Result<ListInstanceProfilesOutput, ApiError> {
    role(state, &input.role_name)?;
    let has = |profile: &&Profile| profile.role.as_ref() == Some(&input.role_name);
    let profiles = state.profiles.values().filter(has);
    let profiles = profiles.map(|profile| listed(state, profile)).collect();
    let (instance_profiles, is_truncated, marker) =
        page(profiles, input.marker.as_ref(), input.max_items)?;
    Ok(ListInstanceProfilesOutput { instance_profiles, is_truncated, marker })
}

/// An instance profile has one role, a quota that cannot be raised.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
pub fn add_role(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &InstanceProfileRoleInput,
) -> Result<(), ApiError> {
    let name = &input.instance_profile_name;
    let taken = profile(state, name)?.role.is_some();
    role(state, &input.role_name)?;
    if taken {
        let text = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
        return Err(limit(text));
    }
    let profile = state.profiles.get_mut(name).ok_or_else(|| no_profile(name))?;
    profile.role = Some(input.role_name.clone());
    ctx.fact(Fact::ProfileRoleAdded { profile: name.clone(), role: input.role_name.clone() });
    Ok(())
}

pub fn remove_role(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &InstanceProfileRoleInput,
) -> Result<(), ApiError> {
    let name = &input.instance_profile_name;
    profile(state, name)?;
    check::name("roleName", &input.role_name)?;
    let profile = state.profiles.get_mut(name).ok_or_else(|| no_profile(name))?;
    if profile.role.as_ref() != Some(&input.role_name) {
        return Err(no_role(&input.role_name));
    }
    profile.role = None;
    ctx.fact(Fact::ProfileRoleRemoved { profile: name.clone(), role: input.role_name.clone() });
    Ok(())
}

/// Instances that carry the profile are not asked for: they lose their role.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html>
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &InstanceProfileInput,
) -> Result<(), ApiError> {
    let name = &input.instance_profile_name;
    if profile(state, name)?.role.is_some() {
        return Err(conflict(
            "Cannot delete entity, must remove roles from instance profile first.",
        ));
    }
    state.profiles.remove(name);
    ctx.fact(Fact::ProfileDeleted { profile: name.clone() });
    Ok(())
}

//! Managed policies attached to users, and permissions boundaries.

use super::{check, limit, missing, page, user, user_mut};
use crate::api::ApiError;
use crate::services::iam::shapes::{
    AttachedPolicy, DeleteUserPermissionsBoundaryInput, ListAttachedUserPoliciesInput,
    ListAttachedUserPoliciesOutput, ListEntitiesForPolicyInput, ListEntitiesForPolicyOutput,
    PolicyGroup, PolicyRole, PolicyUser, PutUserPermissionsBoundaryInput, UserPolicyArnInput,
};
use crate::services::iam::state::{ManagedPolicy, State};
use crate::services::iam::{Fact, managed};
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// Managed policies attached to a user, by default:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_ATTACHED: usize = 10;

/// The policy to be attached to a `User`, a `Role` or a `Group`, which must exist and be
/// attachable.
pub fn attachable(state: &State, text: &str, to: &str) -> Result<Arn, ApiError> {
    let arn = check::policy_arn(text)?;
    match state.policy(&arn) {
        Some(ManagedPolicy::Aws(policy)) if policy.is_service_linked() => {
            // The text for roles is documented; this is its like for users.
            let text = format!("Cannot attach a Service Role Policy to a Customer {to}.");
            Err(ApiError::new("PolicyNotAttachable", text))
        }
        Some(_) => Ok(arn),
        None if managed::is_known_elsewhere(&arn) => {
            Err(ApiError::not_simulated(format!("AWS managed policy {}", arn.rest())))
        }
        None => Err(missing(format!("Policy {arn} does not exist or is not attachable."))),
    }
}

pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UserPolicyArnInput,
) -> Result<(), ApiError> {
    let attached = &user(state, &input.user_name)?.attached;
    let policy = attachable(state, &input.policy_arn, "User")?;
    if attached.contains(&policy) {
        return Ok(());
    }
    if attached.len() >= MAX_ATTACHED {
        return Err(limit(format!("Cannot exceed quota for PoliciesPerUser: {MAX_ATTACHED}")));
    }
    user_mut(state, &input.user_name)?.attached.push(policy.clone());
    ctx.fact(Fact::PolicyAttached { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UserPolicyArnInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    let policy = check::policy_arn(&input.policy_arn)?;
    if !user.attached.contains(&policy) {
        return Err(missing(format!("Policy {policy} was not found.")));
    }
    user.attached.retain(|other| *other != policy);
    ctx.fact(Fact::PolicyDetached { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn list(
    state: &State,
    input: &ListAttachedUserPoliciesInput,
) -> Result<ListAttachedUserPoliciesOutput, ApiError> {
    let user = user(state, &input.user_name)?;
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let policies = user.attached.iter().filter_map(|arn| Some((arn, state.policy(arn)?)));
    let policies = policies.filter(|(_, policy)| policy.path().starts_with(prefix));
    let policies = policies.map(|(arn, policy)| AttachedPolicy {
        policy_name: policy.name().to_owned(),
        policy_arn: arn.to_string(),
    });
    let (attached_policies, is_truncated, marker) =
        page(policies.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListAttachedUserPoliciesOutput { attached_policies, is_truncated, marker })
}

/// A policy to become a boundary.
pub fn boundary(state: &State, text: &str) -> Result<Arn, ApiError> {
    let arn = check::policy_arn(text)?;
    match state.policy(&arn) {
        Some(_) => Ok(arn),
        None => Err(missing(format!("Scope ARN: {arn} does not exist or is not attachable."))),
    }
}

pub fn set_boundary(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutUserPermissionsBoundaryInput,
) -> Result<(), ApiError> {
    user(state, &input.user_name)?;
    let policy = boundary(state, &input.permissions_boundary)?;
    user_mut(state, &input.user_name)?.boundary = Some(policy.clone());
    ctx.fact(Fact::BoundarySet { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn remove_boundary(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteUserPermissionsBoundaryInput,
) -> Result<(), ApiError> {
    // What AWS answers where there is no boundary is not documented: we take it for done.
    if user_mut(state, &input.user_name)?.boundary.take().is_some() {
        ctx.fact(Fact::BoundaryRemoved { user: input.user_name.clone() });
    }
    Ok(())
}

/// Whom a policy is attached to.
pub fn entities(
    state: &State,
    input: &ListEntitiesForPolicyInput,
) -> Result<ListEntitiesForPolicyOutput, ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    if state.policy(&arn).is_none() {
        return Err(missing(format!("Policy {arn} was not found.")));
    }
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let usage = input.policy_usage_filter.as_deref();
    let serves = |attached: &[Arn], boundary: Option<&Arn>| {
        let attached = usage != Some("PermissionsBoundary") && attached.contains(&arn);
        attached || usage != Some("PermissionsPolicy") && boundary == Some(&arn)
    };
    let wanted = |kind: &str| input.entity_filter.as_deref().is_none_or(|only| only == kind);
    let groups = state
        .groups
        .iter()
        .filter(|(_, group)| serves(&group.attached, None) && group.path.starts_with(prefix));
    let groups = groups.filter(|_| wanted("Group")).map(|(name, group)| {
        Entity::Group(PolicyGroup { group_name: name.clone(), group_id: group.group_id.clone() })
    });
    let users = state.users.iter().filter(|(_, user)| {
        serves(&user.attached, user.boundary.as_ref()) && user.path.starts_with(prefix)
    });
    let users = users.filter(|_| wanted("User")).map(|(name, user)| {
        Entity::User(PolicyUser { user_name: name.clone(), user_id: user.user_id.clone() })
    });
    let roles = state.roles.iter().filter(|(_, role)| {
        serves(&role.attached, role.boundary.as_ref()) && role.path.starts_with(prefix)
    });
    let roles = roles.filter(|_| wanted("Role")).map(|(name, role)| {
        Entity::Role(PolicyRole { role_name: name.clone(), role_id: role.role_id.clone() })
    });
    let (entities, is_truncated, marker) =
        page(groups.chain(users).chain(roles).collect(), input.marker.as_ref(), input.max_items)?;
    let mut output = ListEntitiesForPolicyOutput { is_truncated, marker, ..Default::default() };
    for entity in entities {
        match entity {
            Entity::Group(group) => output.policy_groups.push(group),
            Entity::User(user) => output.policy_users.push(user),
            Entity::Role(role) => output.policy_roles.push(role),
        }
    }
    Ok(output)
}

/// One that a policy is attached to.
enum Entity {
    Group(PolicyGroup),
    User(PolicyUser),
    Role(PolicyRole),
}

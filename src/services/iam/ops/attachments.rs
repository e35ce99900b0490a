//! Managed policies attached to users, and permissions boundaries.

use super::holder::{self, Holder};
use super::{check, missing, page, user, user_mut};
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::{
    DeleteUserPermissionsBoundaryInput, ListAttachedUserPoliciesInput,
    ListAttachedUserPoliciesOutput, ListEntitiesForPolicyInput, ListEntitiesForPolicyOutput,
    PolicyGroup, PolicyRole, PolicyUser, PutUserPermissionsBoundaryInput, UserPolicyArnInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;
use crate::sim::scope::Arn;

pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UserPolicyArnInput,
) -> Result<(), ApiError> {
    user(state, &input.user_name)?;
    let policy = Holder::User.attachable(state, &input.policy_arn)?;
    let attached = &mut user_mut(state, &input.user_name)?.attached;
    if Holder::User.attach(attached, &policy)? {
        ctx.fact(Fact::PolicyAttached { user: input.user_name.clone(), policy });
    }
    Ok(())
}

pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UserPolicyArnInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    let policy = holder::detach(&mut user.attached, &input.policy_arn)?;
    ctx.fact(Fact::PolicyDetached { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn list(
    state: &State,
    input: &ListAttachedUserPoliciesInput,
) -> Result<ListAttachedUserPoliciesOutput, ApiError> {
    let user = user(state, &input.user_name)?;
    let asked = (input.path_prefix.as_ref(), input.marker.as_ref(), input.max_items);
    let (attached_policies, is_truncated, marker) = holder::attached(state, &user.attached, asked)?;
    Ok(ListAttachedUserPoliciesOutput { attached_policies, is_truncated, marker })
}

pub fn set_boundary(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutUserPermissionsBoundaryInput,
) -> Result<(), ApiError> {
    user(state, &input.user_name)?;
    let policy = holder::boundary(state, &input.permissions_boundary)?;
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

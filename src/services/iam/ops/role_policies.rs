//! The policies of roles, managed and inline.

use super::roles::{role, role_mut};
use super::{attachments, check, inline, limit, missing, page};
use crate::access::validate;
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::AttachedPolicy;
use crate::services::iam::shapes::roles::{
    GetRolePolicyOutput, ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput,
    ListOfRoleInput, ListRolePoliciesOutput, PutRolePermissionsBoundaryInput, PutRolePolicyInput,
    RoleInput, RolePolicyArnInput, RolePolicyNameInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// Managed policies attached to a role by default, and what its inline policies may come to:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_ATTACHED: usize = 10;
const MAX_SIZE: usize = 10_240;

pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RolePolicyArnInput,
) -> Result<(), ApiError> {
    let name = &input.role_name;
    role_mut(state, name)?;
    let policy = attachments::attachable(state, &input.policy_arn, "Role")?;
    let role = role_mut(state, name)?;
    if role.attached.contains(&policy) {
        return Ok(());
    }
    if role.attached.len() >= MAX_ATTACHED {
        return Err(limit(format!("Cannot exceed quota for PoliciesPerRole: {MAX_ATTACHED}")));
    }
    role.attached.push(policy.clone());
    ctx.fact(Fact::RolePolicyAttached { role: name.clone(), policy });
    Ok(())
}

pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RolePolicyArnInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    let policy = check::policy_arn(&input.policy_arn)?;
    if !role.attached.contains(&policy) {
        return Err(missing(format!("Policy {policy} was not found.")));
    }
    role.attached.retain(|other| *other != policy);
    ctx.fact(Fact::RolePolicyDetached { role: input.role_name.clone(), policy });
    Ok(())
}

pub fn list_attached(
    state: &State,
    input: &ListAttachedRolePoliciesInput,
) -> Result<ListAttachedRolePoliciesOutput, ApiError> {
    let role = role(state, &input.role_name)?;
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let policies = role.attached.iter().filter_map(|arn| Some((arn, state.policy(arn)?)));
    let policies = policies.filter(|(_, policy)| policy.path().starts_with(prefix));
    let policies = policies.map(|(arn, policy)| AttachedPolicy {
        policy_name: policy.name().to_owned(),
        policy_arn: arn.to_string(),
    });
    let (attached_policies, is_truncated, marker) =
        page(policies.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListAttachedRolePoliciesOutput { attached_policies, is_truncated, marker })
}

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutRolePolicyInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    check::name("policyName", &input.policy_name)?;
    let document = inline::document(&input.policy_document)?;
    let others = role.inline.iter().filter(|(name, _)| **name != input.policy_name);
    let others: usize = others.map(|(_, other)| validate::size(&other.text)).sum();
    if others + validate::size(&document.text) > MAX_SIZE {
        let role = &input.role_name;
        let text = format!("Maximum policy size of {MAX_SIZE} bytes exceeded for role {role}");
        return Err(limit(text));
    }
    role.inline.insert(input.policy_name.clone(), document);
    let (role, policy) = (input.role_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::RoleInlinePolicyPut { role, policy });
    Ok(())
}

fn no_policy(name: &str) -> ApiError {
    missing(format!("The role policy with name {name} cannot be found."))
}

pub fn get(state: &State, input: &RolePolicyNameInput) -> Result<GetRolePolicyOutput, ApiError> {
    let role = role(state, &input.role_name)?;
    check::name("policyName", &input.policy_name)?;
    let document = role.inline.get(&input.policy_name);
    let document = document.ok_or_else(|| no_policy(&input.policy_name))?;
    Ok(GetRolePolicyOutput {
        role_name: input.role_name.clone(),
        policy_name: input.policy_name.clone(),
        policy_document: document.json(),
    })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RolePolicyNameInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    check::name("policyName", &input.policy_name)?;
    role.inline.remove(&input.policy_name).ok_or_else(|| no_policy(&input.policy_name))?;
    let (role, policy) = (input.role_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::RoleInlinePolicyDeleted { role, policy });
    Ok(())
}

pub fn list(state: &State, input: &ListOfRoleInput) -> Result<ListRolePoliciesOutput, ApiError> {
    let names = role(state, &input.role_name)?.inline.keys().cloned().collect();
    let (policy_names, is_truncated, marker) = page(names, input.marker.as_ref(), input.max_items)?;
    Ok(ListRolePoliciesOutput { policy_names, is_truncated, marker })
}

pub fn set_boundary(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutRolePermissionsBoundaryInput,
) -> Result<(), ApiError> {
    role_mut(state, &input.role_name)?;
    let policy = attachments::boundary(state, &input.permissions_boundary)?;
    role_mut(state, &input.role_name)?.boundary = Some(policy.clone());
    ctx.fact(Fact::RoleBoundarySet { role: input.role_name.clone(), policy });
    Ok(())
}

pub fn remove_boundary(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RoleInput,
) -> Result<(), ApiError> {
    // As for users: what AWS answers where there is no boundary is not documented.
    if role_mut(state, &input.role_name)?.boundary.take().is_some() {
        ctx.fact(Fact::RoleBoundaryRemoved { role: input.role_name.clone() });
    }
    Ok(())
}

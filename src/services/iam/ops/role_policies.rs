//! The policies of roles, managed and inline.

use super::holder::{self, Holder};
use super::page;
use super::roles::{role, role_mut};
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::roles::{
    GetRolePolicyOutput, ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput,
    ListOfRoleInput, ListRolePoliciesOutput, PutRolePermissionsBoundaryInput, PutRolePolicyInput,
    RoleInput, RolePolicyArnInput, RolePolicyNameInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RolePolicyArnInput,
) -> Result<(), ApiError> {
    role(state, &input.role_name)?;
    let policy = Holder::Role.attachable(state, &input.policy_arn)?;
    let attached = &mut role_mut(state, &input.role_name)?.attached;
    if Holder::Role.attach(attached, &policy)? {
        ctx.fact(Fact::RolePolicyAttached { role: input.role_name.clone(), policy });
    }
    Ok(())
}

pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RolePolicyArnInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    let policy = holder::detach(&mut role.attached, &input.policy_arn)?;
    ctx.fact(Fact::RolePolicyDetached { role: input.role_name.clone(), policy });
    Ok(())
}

pub fn list_attached(
    state: &State,
    input: &ListAttachedRolePoliciesInput,
) -> Result<ListAttachedRolePoliciesOutput, ApiError> {
    let role = role(state, &input.role_name)?;
    let asked = (input.path_prefix.as_ref(), input.marker.as_ref(), input.max_items);
    let (attached_policies, is_truncated, marker) = holder::attached(state, &role.attached, asked)?;
    Ok(ListAttachedRolePoliciesOutput { attached_policies, is_truncated, marker })
}

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutRolePolicyInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    let policy = (input.policy_name.as_str(), input.policy_document.as_str());
    Holder::Role.put(&mut role.inline, &input.role_name, policy)?;
    let (role, policy) = (input.role_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::RoleInlinePolicyPut { role, policy });
    Ok(())
}

pub fn get(state: &State, input: &RolePolicyNameInput) -> Result<GetRolePolicyOutput, ApiError> {
    let role = role(state, &input.role_name)?;
    let policy_document = Holder::Role.get(&role.inline, &input.policy_name)?;
    Ok(GetRolePolicyOutput {
        role_name: input.role_name.clone(),
        policy_name: input.policy_name.clone(),
        policy_document,
    })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &RolePolicyNameInput,
) -> Result<(), ApiError> {
    let role = role_mut(state, &input.role_name)?;
    Holder::Role.remove(&mut role.inline, &input.policy_name)?;
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
    let policy = holder::boundary(state, &input.permissions_boundary)?;
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

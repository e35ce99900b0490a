//! The policies of groups, managed and inline.

use super::groups::{group, group_mut};
use super::holder::{self, Holder};
use super::page;
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::groups::{
    GetGroupPolicyOutput, GroupPolicyArnInput, GroupPolicyNameInput,
    ListAttachedGroupPoliciesInput, ListAttachedGroupPoliciesOutput, ListGroupPoliciesOutput,
    ListOfGroupInput, PutGroupPolicyInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GroupPolicyArnInput,
) -> Result<(), ApiError> {
    group(state, &input.group_name)?;
    let policy = Holder::Group.attachable(state, &input.policy_arn)?;
    let attached = &mut group_mut(state, &input.group_name)?.attached;
    if Holder::Group.attach(attached, &policy)? {
        ctx.fact(Fact::GroupPolicyAttached { group: input.group_name.clone(), policy });
    }
    Ok(())
}

pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GroupPolicyArnInput,
) -> Result<(), ApiError> {
    let group = group_mut(state, &input.group_name)?;
    let policy = holder::detach(&mut group.attached, &input.policy_arn)?;
    ctx.fact(Fact::GroupPolicyDetached { group: input.group_name.clone(), policy });
    Ok(())
}

pub fn list_attached(
    state: &State,
    input: &ListAttachedGroupPoliciesInput,
) -> Result<ListAttachedGroupPoliciesOutput, ApiError> {
    let group = group(state, &input.group_name)?;
    let asked = (input.path_prefix.as_ref(), input.marker.as_ref(), input.max_items);
    let (attached_policies, is_truncated, marker) =
        holder::attached(state, &group.attached, asked)?;
    Ok(ListAttachedGroupPoliciesOutput { attached_policies, is_truncated, marker })
}

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutGroupPolicyInput,
) -> Result<(), ApiError> {
    let group = group_mut(state, &input.group_name)?;
    let policy = (input.policy_name.as_str(), input.policy_document.as_str());
    Holder::Group.put(&mut group.inline, &input.group_name, policy)?;
    let (group, policy) = (input.group_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::GroupInlinePolicyPut { group, policy });
    Ok(())
}

pub fn get(state: &State, input: &GroupPolicyNameInput) -> Result<GetGroupPolicyOutput, ApiError> {
    let group = group(state, &input.group_name)?;
    let policy_document = Holder::Group.get(&group.inline, &input.policy_name)?;
    Ok(GetGroupPolicyOutput {
        group_name: input.group_name.clone(),
        policy_name: input.policy_name.clone(),
        policy_document,
    })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GroupPolicyNameInput,
) -> Result<(), ApiError> {
    let group = group_mut(state, &input.group_name)?;
    Holder::Group.remove(&mut group.inline, &input.policy_name)?;
    let (group, policy) = (input.group_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::GroupInlinePolicyDeleted { group, policy });
    Ok(())
}

pub fn list(state: &State, input: &ListOfGroupInput) -> Result<ListGroupPoliciesOutput, ApiError> {
    let names = group(state, &input.group_name)?.inline.keys().cloned().collect();
    let (policy_names, is_truncated, marker) = page(names, input.marker.as_ref(), input.max_items)?;
    Ok(ListGroupPoliciesOutput { policy_names, is_truncated, marker })
}

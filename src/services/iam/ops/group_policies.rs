//! The policies of groups, managed and inline.

use super::groups::{group, group_mut};
use super::{attachments, check, inline, limit, missing, page};
use crate::access::validate;
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::AttachedPolicy;
use crate::services::iam::shapes::groups::{
    GetGroupPolicyOutput, GroupPolicyArnInput, GroupPolicyNameInput,
    ListAttachedGroupPoliciesInput, ListAttachedGroupPoliciesOutput, ListGroupPoliciesOutput,
    ListOfGroupInput, PutGroupPolicyInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// Managed policies attached to a group by default, and what its inline policies may come to:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_ATTACHED: usize = 10;
const MAX_SIZE: usize = 5_120;

pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GroupPolicyArnInput,
) -> Result<(), ApiError> {
    let name = &input.group_name;
    group_mut(state, name)?;
    let policy = attachments::attachable(state, &input.policy_arn, "Group")?;
    let group = group_mut(state, name)?;
    if group.attached.contains(&policy) {
        return Ok(());
    }
    if group.attached.len() >= MAX_ATTACHED {
        return Err(limit(format!("Cannot exceed quota for PoliciesPerGroup: {MAX_ATTACHED}")));
    }
    group.attached.push(policy.clone());
    ctx.fact(Fact::GroupPolicyAttached { group: name.clone(), policy });
    Ok(())
}

pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GroupPolicyArnInput,
) -> Result<(), ApiError> {
    let group = group_mut(state, &input.group_name)?;
    let policy = check::policy_arn(&input.policy_arn)?;
    if !group.attached.contains(&policy) {
        return Err(missing(format!("Policy {policy} was not found.")));
    }
    group.attached.retain(|other| *other != policy);
    ctx.fact(Fact::GroupPolicyDetached { group: input.group_name.clone(), policy });
    Ok(())
}

pub fn list_attached(
    state: &State,
    input: &ListAttachedGroupPoliciesInput,
) -> Result<ListAttachedGroupPoliciesOutput, ApiError> {
    let group = group(state, &input.group_name)?;
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let policies = group.attached.iter().filter_map(|arn| Some((arn, state.policy(arn)?)));
    let policies = policies.filter(|(_, policy)| policy.path().starts_with(prefix));
    let policies = policies.map(|(arn, policy)| AttachedPolicy {
        policy_name: policy.name().to_owned(),
        policy_arn: arn.to_string(),
    });
    let (attached_policies, is_truncated, marker) =
        page(policies.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListAttachedGroupPoliciesOutput { attached_policies, is_truncated, marker })
}

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutGroupPolicyInput,
) -> Result<(), ApiError> {
    let group = group_mut(state, &input.group_name)?;
    check::name("policyName", &input.policy_name)?;
    let document = inline::document(&input.policy_document)?;
    let others = group.inline.iter().filter(|(name, _)| **name != input.policy_name);
    let others: usize = others.map(|(_, other)| validate::size(&other.text)).sum();
    if others + validate::size(&document.text) > MAX_SIZE {
        let group = &input.group_name;
        let text = format!("Maximum policy size of {MAX_SIZE} bytes exceeded for group {group}");
        return Err(limit(text));
    }
    group.inline.insert(input.policy_name.clone(), document);
    let (group, policy) = (input.group_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::GroupInlinePolicyPut { group, policy });
    Ok(())
}

fn no_policy(name: &str) -> ApiError {
    missing(format!("The group policy with name {name} cannot be found."))
}

pub fn get(state: &State, input: &GroupPolicyNameInput) -> Result<GetGroupPolicyOutput, ApiError> {
    let group = group(state, &input.group_name)?;
    check::name("policyName", &input.policy_name)?;
    let document = group.inline.get(&input.policy_name);
    let document = document.ok_or_else(|| no_policy(&input.policy_name))?;
    Ok(GetGroupPolicyOutput {
        group_name: input.group_name.clone(),
        policy_name: input.policy_name.clone(),
        policy_document: document.json(),
    })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GroupPolicyNameInput,
) -> Result<(), ApiError> {
    let group = group_mut(state, &input.group_name)?;
    check::name("policyName", &input.policy_name)?;
    group.inline.remove(&input.policy_name).ok_or_else(|| no_policy(&input.policy_name))?;
    let (group, policy) = (input.group_name.clone(), input.policy_name.clone());
    ctx.fact(Fact::GroupInlinePolicyDeleted { group, policy });
    Ok(())
}

pub fn list(state: &State, input: &ListOfGroupInput) -> Result<ListGroupPoliciesOutput, ApiError> {
    let names = group(state, &input.group_name)?.inline.keys().cloned().collect();
    let (policy_names, is_truncated, marker) = page(names, input.marker.as_ref(), input.max_items)?;
    Ok(ListGroupPoliciesOutput { policy_names, is_truncated, marker })
}

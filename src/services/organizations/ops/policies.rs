//! Service control policies: their texts, and what they are attached to.
//!
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>

use serde_json::Value;

use super::{constraint, error, invalid, owned, page, scps_only, tags, units};
use crate::access::{Policy, validate};
use crate::api::ApiError;
use crate::services::organizations::shapes::{
    AttachmentInput, CreatePolicyInput, ForPolicyInput, ForTargetInput, ListPoliciesInput,
    ListPoliciesOutput, ListTargetsOutput, PolicyInput, PolicyOutput, PolicySummary,
    PolicyTypeInput, PolicyView, RootOutput, Target, UpdatePolicyInput,
};
use crate::services::organizations::state::{
    FULL_ACCESS, Organization, Scp, Shown, State, letters,
};
use crate::sim::Ctx;

/// Characters of a policy, policies of a kind, and how many may be attached to one target:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const MAX_SIZE: usize = 5_120;
const MAX_POLICIES: usize = 10_000;
const MAX_ATTACHED: usize = 5;

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html>
pub fn enable(of: &mut Organization, input: &PolicyTypeInput) -> Result<RootOutput, ApiError> {
    known_root(of, input)?;
    if of.scps {
        let text = "The specified policy type is already enabled.";
        return Err(error("PolicyTypeAlreadyEnabledException", text));
    }
    if !of.all_features {
        let text = "You can't use the specified policy type with the feature set currently \
                    enabled for this organization.";
        return Err(error("PolicyTypeNotAvailableForOrganizationException", text));
    }
    of.scps = true;
    // AWS's policy is then on everything, so that nothing changes at first.
    let all = of.parents.keys().chain([&of.root]);
    of.attached = all.map(|id| (id.clone(), vec![FULL_ACCESS.to_owned()])).collect();
    Ok(RootOutput { root: units::root(of) })
}

pub fn disable(of: &mut Organization, input: &PolicyTypeInput) -> Result<RootOutput, ApiError> {
    known_root(of, input)?;
    enabled(of)?;
    of.scps = false;
    of.attached.clear();
    Ok(RootOutput { root: units::root(of) })
}

fn known_root(of: &Organization, input: &PolicyTypeInput) -> Result<(), ApiError> {
    scps_only(&input.policy_type)?;
    if input.root_id == of.root {
        return Ok(());
    }
    Err(error("RootNotFoundException", "You specified a root that doesn't exist."))
}

fn enabled(of: &Organization) -> Result<(), ApiError> {
    if of.scps {
        return Ok(());
    }
    let text = "This operation can be performed only for enabled policy types.";
    Err(error("PolicyTypeNotEnabledException", text))
}

fn document(text: &str) -> Result<Policy, ApiError> {
    let malformed = || {
        let text = "The provided policy document does not meet the requirements of the specified \
                    policy type.";
        error("MalformedPolicyDocumentException", text)
    };
    if text.chars().count() > MAX_SIZE {
        let text = "You have exceeded the maximum size of a policy document.";
        return Err(constraint(text));
    }
    let policy = validate::identity(text).map_err(|_| malformed())?;
    // NotPrincipal and Principal are refused there already.
    let value: Value = serde_json::from_str(text).map_err(|_| malformed())?;
    if value.get("Statement").is_none() { Err(malformed()) } else { Ok(policy) }
}

fn free(of: &Organization, name: &str, but: &str) -> Result<(), ApiError> {
    if of.all_policies().iter().any(|one| one.name == name && one.id != but) {
        let text = "A policy with the same name already exists.";
        return Err(error("DuplicatePolicyException", text));
    }
    Ok(())
}

fn find<'a>(of: &'a Organization, id: &'a str) -> Result<Shown<'a>, ApiError> {
    of.policy(id).ok_or_else(|| {
        error("PolicyNotFoundException", "You specified a policy that doesn't exist.")
    })
}

fn own(of: &Organization, id: &str) -> Result<(), ApiError> {
    if find(of, id)?.aws {
        let text = "You specified a policy that is managed by AWS and can't be modified.";
        return Err(invalid(text));
    }
    Ok(())
}

fn summary(of: &Organization, one: &Shown<'_>) -> PolicySummary {
    PolicySummary {
        id: one.id.to_owned(),
        arn: of.arn(one.id),
        name: one.name.to_owned(),
        description: one.description.to_owned(),
        kind: "SERVICE_CONTROL_POLICY".to_owned(),
        aws_managed: one.aws,
    }
}

fn view(of: &Organization, id: &str) -> Result<PolicyOutput, ApiError> {
    let one = find(of, id)?;
    let policy = PolicyView { policy_summary: summary(of, &one), content: one.text.to_owned() };
    Ok(PolicyOutput { policy })
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html>
pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreatePolicyInput,
) -> Result<PolicyOutput, ApiError> {
    scps_only(&input.kind)?;
    let nth = state.made[2];
    let of = owned(state, ctx)?;
    if !of.all_features {
        let text = "You can't use the specified policy type with the feature set currently \
                    enabled for this organization.";
        return Err(error("PolicyTypeNotAvailableForOrganizationException", text));
    }
    free(of, &input.name, "")?;
    if of.policies.len() >= MAX_POLICIES {
        let text = "You have exceeded the number of policies that you can have in an organization.";
        return Err(constraint(text));
    }
    let policy = document(&input.content)?;
    let tags = tags::given(input.tags.as_ref())?;
    let id = format!("p-{}", letters(ctx.ids, "organizations:policy", nth, 10));
    let (name, description) = (input.name.clone(), input.description.clone());
    let text = input.content.clone();
    of.policies.insert(id.clone(), Scp { name, description, text, policy });
    if !tags.is_empty() {
        of.tags.insert(id.clone(), tags);
    }
    let output = view(of, &id)?;
    state.made[2] += 1;
    Ok(output)
}

pub fn update(of: &mut Organization, input: &UpdatePolicyInput) -> Result<PolicyOutput, ApiError> {
    let id = &input.policy_id;
    own(of, id)?;
    if let Some(name) = &input.name {
        free(of, name, id)?;
    }
    let new = input.content.as_deref().map(|text| document(text).map(|policy| (text, policy)));
    let new = new.transpose()?;
    if let Some(one) = of.policies.get_mut(id) {
        if let Some(name) = &input.name {
            one.name.clone_from(name);
        }
        if let Some(description) = &input.description {
            one.description.clone_from(description);
        }
        if let Some((text, policy)) = new {
            one.text = text.to_owned();
            one.policy = policy;
        }
    }
    view(of, id)
}

pub fn describe(of: &Organization, input: &PolicyInput) -> Result<PolicyOutput, ApiError> {
    view(of, &input.policy_id)
}

pub fn delete(of: &mut Organization, input: &PolicyInput) -> Result<(), ApiError> {
    let id = &input.policy_id;
    own(of, id)?;
    if of.attached.values().any(|all| all.contains(id)) {
        let text = "The policy is attached to one or more entities. You must detach it from all \
                    roots, OUs, and accounts before performing this operation.";
        return Err(error("PolicyInUseException", text));
    }
    of.policies.remove(id);
    of.tags.remove(id);
    Ok(())
}

pub fn list(of: &Organization, input: &ListPoliciesInput) -> Result<ListPoliciesOutput, ApiError> {
    scps_only(&input.filter)?;
    let all = of.all_policies().iter().map(|one| summary(of, one)).collect();
    let (policies, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListPoliciesOutput { policies, next_token })
}

fn target(of: &Organization, id: &str) -> Result<(), ApiError> {
    if of.name(id).is_some() {
        return Ok(());
    }
    Err(error("TargetNotFoundException", "You specified a target that doesn't exist."))
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html>
pub fn attach(of: &mut Organization, input: &AttachmentInput) -> Result<(), ApiError> {
    find(of, &input.policy_id)?;
    target(of, &input.target_id)?;
    enabled(of)?;
    let attached = of.attached.entry(input.target_id.clone()).or_default();
    if attached.contains(&input.policy_id) {
        let text = "The selected policy is already attached to the specified target.";
        return Err(error("DuplicatePolicyAttachmentException", text));
    }
    if attached.len() >= MAX_ATTACHED {
        let text = "You attempted to exceed the number of policies that can be attached to this \
                    target.";
        return Err(constraint(text));
    }
    attached.push(input.policy_id.clone());
    Ok(())
}

/// One policy at least stays on everything.
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html>
pub fn detach(of: &mut Organization, input: &AttachmentInput) -> Result<(), ApiError> {
    find(of, &input.policy_id)?;
    target(of, &input.target_id)?;
    let none = Vec::new();
    let attached = of.attached.get(&input.target_id).unwrap_or(&none);
    if !attached.contains(&input.policy_id) {
        let text = "The policy isn't attached to the specified target in the specified root.";
        return Err(error("PolicyNotAttachedException", text));
    }
    if attached.len() == 1 {
        let text = "You cannot remove the last policy attached to the specified target. You must \
                    have at least one attached at all times.";
        return Err(constraint(text));
    }
    if let Some(attached) = of.attached.get_mut(&input.target_id) {
        attached.retain(|id| *id != input.policy_id);
    }
    Ok(())
}

pub fn of_target(
    of: &Organization,
    input: &ForTargetInput,
) -> Result<ListPoliciesOutput, ApiError> {
    scps_only(&input.filter)?;
    target(of, &input.target_id)?;
    let all = of.policies_of(&input.target_id).iter().map(|one| summary(of, one)).collect();
    let (policies, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListPoliciesOutput { policies, next_token })
}

pub fn targets(of: &Organization, input: &ForPolicyInput) -> Result<ListTargetsOutput, ApiError> {
    find(of, &input.policy_id)?;
    let kind = |id: &str| match id.split_once('-') {
        Some(("r", _)) => "ROOT",
        Some(_) => "ORGANIZATIONAL_UNIT",
        None => "ACCOUNT",
    };
    let has = of.attached.iter().filter(|(_, all)| all.contains(&input.policy_id));
    let all = has
        .map(|(id, _)| Target {
            target_id: id.clone(),
            arn: of.arn(id),
            name: of.name(id).unwrap_or_default().to_owned(),
            kind: kind(id).to_owned(),
        })
        .collect();
    let (targets, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListTargetsOutput { targets, next_token })
}

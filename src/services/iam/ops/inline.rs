//! Inline policies of users.

use super::{check, limit, missing, page, user, user_mut};
use crate::access::validate;
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::{
    GetUserPolicyOutput, ListOfUserInput, ListUserPoliciesOutput, PutUserPolicyInput,
    UserPolicyNameInput,
};
use crate::services::iam::state::{Document, State};
use crate::sim::Ctx;

/// What all inline policies of a user may come to, in characters that are no white space:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_SIZE: usize = 2_048;

/// Reads and checks the document of an identity policy.
pub fn document(text: &str) -> Result<Document, ApiError> {
    check::document(text)?;
    let policy = validate::identity(text);
    let policy = policy.map_err(|error| ApiError::new("MalformedPolicyDocument", error))?;
    Ok(Document { text: text.into(), policy })
}

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutUserPolicyInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    check::name("policyName", &input.policy_name)?;
    let document = document(&input.policy_document)?;
    let others = user.inline.iter().filter(|(name, _)| **name != input.policy_name);
    let others: usize = others.map(|(_, other)| validate::size(&other.text)).sum();
    if others + validate::size(&document.text) > MAX_SIZE {
        let user = &input.user_name;
        let text = format!("Maximum policy size of {MAX_SIZE} bytes exceeded for user {user}");
        return Err(limit(text));
    }
    user.inline.insert(input.policy_name.clone(), document);
    let policy = input.policy_name.clone();
    ctx.fact(Fact::InlinePolicyPut { user: input.user_name.clone(), policy });
    Ok(())
}

fn no_policy(name: &str) -> ApiError {
    missing(format!("The user policy with name {name} cannot be found."))
}

pub fn get(state: &State, input: &UserPolicyNameInput) -> Result<GetUserPolicyOutput, ApiError> {
    let user = user(state, &input.user_name)?;
    check::name("policyName", &input.policy_name)?;
    let document = user.inline.get(&input.policy_name);
    let document = document.ok_or_else(|| no_policy(&input.policy_name))?;
    Ok(GetUserPolicyOutput {
        user_name: input.user_name.clone(),
        policy_name: input.policy_name.clone(),
        policy_document: document.json(),
    })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UserPolicyNameInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    check::name("policyName", &input.policy_name)?;
    user.inline.remove(&input.policy_name).ok_or_else(|| no_policy(&input.policy_name))?;
    let policy = input.policy_name.clone();
    ctx.fact(Fact::InlinePolicyDeleted { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn list(state: &State, input: &ListOfUserInput) -> Result<ListUserPoliciesOutput, ApiError> {
    let names = user(state, &input.user_name)?.inline.keys().cloned().collect();
    let (policy_names, is_truncated, marker) = page(names, input.marker.as_ref(), input.max_items)?;
    Ok(ListUserPoliciesOutput { policy_names, is_truncated, marker })
}

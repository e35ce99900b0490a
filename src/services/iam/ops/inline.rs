//! Inline policies of users.

use super::holder::Holder;
use super::{page, user, user_mut};
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::{
    GetUserPolicyOutput, ListOfUserInput, ListUserPoliciesOutput, PutUserPolicyInput,
    UserPolicyNameInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutUserPolicyInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    let policy = (input.policy_name.as_str(), input.policy_document.as_str());
    Holder::User.put(&mut user.inline, &input.user_name, policy)?;
    let policy = input.policy_name.clone();
    ctx.fact(Fact::InlinePolicyPut { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn get(state: &State, input: &UserPolicyNameInput) -> Result<GetUserPolicyOutput, ApiError> {
    let user = user(state, &input.user_name)?;
    let policy_document = Holder::User.get(&user.inline, &input.policy_name)?;
    Ok(GetUserPolicyOutput {
        user_name: input.user_name.clone(),
        policy_name: input.policy_name.clone(),
        policy_document,
    })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UserPolicyNameInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    Holder::User.remove(&mut user.inline, &input.policy_name)?;
    let policy = input.policy_name.clone();
    ctx.fact(Fact::InlinePolicyDeleted { user: input.user_name.clone(), policy });
    Ok(())
}

pub fn list(state: &State, input: &ListOfUserInput) -> Result<ListUserPoliciesOutput, ApiError> {
    let names = user(state, &input.user_name)?.inline.keys().cloned().collect();
    let (policy_names, is_truncated, marker) = page(names, input.marker.as_ref(), input.max_items)?;
    Ok(ListUserPoliciesOutput { policy_names, is_truncated, marker })
}

//! Policies of the account that let others use its log groups in a Region.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>

use super::{breaks, invalid, limit, missing, page};
use crate::access::Policy;
use crate::api::ApiError;
use crate::services::logs::shapes::{
    DeleteResourcePolicyInput, DescribeResourcePoliciesInput, DescribeResourcePoliciesOutput,
    PutResourcePolicyInput, PutResourcePolicyOutput, ResourcePolicyItem,
};
use crate::services::logs::state::{ResourcePolicy, State};
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// The most policies of a Region, and the longest one.
const MAX: usize = 10;
const LONGEST: usize = 5120;

fn required<'a>(given: Option<&'a String>, member: &str) -> Result<&'a String, ApiError> {
    given.ok_or_else(|| {
        invalid(format!(
            "1 validation error detected: Value null at '{member}' failed to satisfy constraint: \
             Member must not be null"
        ))
    })
}

/// Puts a policy, or another text in its place.
pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutResourcePolicyInput,
) -> Result<PutResourcePolicyOutput, ApiError> {
    let name = required(input.name.as_ref(), "policyName")?;
    let text = required(input.document.as_ref(), "policyDocument")?;
    if text.len() > LONGEST {
        let rule = "Member must have length less than or equal to 5120";
        return Err(breaks(text, "policyDocument", rule));
    }
    // The rule is AWS's, the words are not known.
    let policy = Policy::parse(text).map_err(|_| invalid("Invalid policy document"))?;
    if policy.statements().iter().any(|statement| statement.principals.is_none()) {
        return Err(invalid("Invalid policy document"));
    }
    let key = (ctx.scope, name.clone());
    let here = state.policies.keys().filter(|(scope, _)| *scope == ctx.scope).count();
    if here >= MAX && !state.policies.contains_key(&key) {
        return Err(ApiError::new("LimitExceededException", "Resource limit exceeded."));
    }
    let kept = ResourcePolicy { text: text.clone(), updated: ctx.now };
    let policy = item(name, &kept);
    state.policies.insert(key, kept);
    state.join(ctx.scope);
    Ok(PutResourcePolicyOutput { policy })
}

/// Deletes a policy.
pub fn delete(
    state: &mut State,
    scope: Scope,
    input: &DeleteResourcePolicyInput,
) -> Result<(), ApiError> {
    let name = required(input.name.as_ref(), "policyName")?;
    let gone = state.policies.remove(&(scope, name.clone()));
    state.join(scope);
    let none = || missing(&format!("Policy with name [{name}] does not exist."));
    gone.map(|_| ()).ok_or_else(none)
}

/// Lists the policies of a Region.
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeResourcePoliciesInput,
) -> Result<DescribeResourcePoliciesOutput, ApiError> {
    let size = limit(input.limit, 50)?;
    let here = state.policies.iter().filter(|((of, _), _)| *of == scope);
    let items = here.map(|((_, name), policy)| item(name, policy)).collect();
    let (policies, next_token) = page(items, input.next_token.as_deref(), size)?;
    Ok(DescribeResourcePoliciesOutput { policies, next_token })
}

fn item(name: &str, policy: &ResourcePolicy) -> ResourcePolicyItem {
    ResourcePolicyItem {
        name: name.to_owned(),
        document: policy.text.clone(),
        updated: policy.updated.as_millis(),
        scope: "ACCOUNT".to_owned(),
    }
}

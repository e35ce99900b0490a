//! Policies of tables.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html>.
//! The texts are ours where AWS's are not known.

use super::super::shapes::{
    DeleteResourcePolicyInput, GetResourcePolicyInput, GetResourcePolicyOutput,
    PutResourcePolicyInput, RevisionOutput,
};
use super::super::state::{ResourcePolicy, State, Table};
use super::tags::of_arn;
use super::{invalid, to_change};
use crate::access::Policy;
use crate::api::ApiError;
use crate::sim::Ctx;

/// How long a policy may be, in bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html>
const LONGEST: usize = 20_480;
/// The revision that says there is to be no policy yet.
const NO_POLICY: &str = "NO_POLICY";

fn none(resource: &str) -> ApiError {
    let text = format!("Resource-based policy not found for the provided ResourceArn: {resource}");
    ApiError::new("PolicyNotFoundException", text)
}

/// A policy from its text. The id of a revision is the instant it was set.
pub(super) fn read(ctx: &Ctx<'_>, text: &str) -> Result<ResourcePolicy, ApiError> {
    if text.len() > LONGEST {
        return Err(invalid(format!("Resource policy exceeds the limit of {LONGEST} bytes")));
    }
    let policy = Policy::parse(text).map_err(|why| invalid(format!("Invalid policy: {why}")))?;
    let unnamed = policy.statements().iter().any(|statement| statement.principals.is_none());
    if unnamed {
        return Err(invalid("Invalid policy: Missing required field Principal"));
    }
    let revision = ctx.now.as_millis().to_string();
    Ok(ResourcePolicy { text: text.to_owned(), policy, revision })
}

/// Whoever says which revision there is must be right.
fn expected(table: &Table, resource: &str, given: Option<&str>) -> Result<(), ApiError> {
    let current = table.policy.as_ref().map_or(NO_POLICY, |policy| policy.revision.as_str());
    match given {
        Some(given) if given != current => Err(none(resource)),
        _ => Ok(()),
    }
}

/// Sets a policy. The same text again is the same revision.
pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutResourcePolicyInput,
) -> Result<RevisionOutput, ApiError> {
    let table = of_arn(state, ctx, &input.resource)?;
    expected(table, &input.resource, input.expected.as_deref())?;
    let new = read(ctx, &input.policy)?;
    let policy = match &table.policy {
        Some(old) if old.text == new.text => old.clone(),
        _ => new,
    };
    let (arn, revision) = (table.arn.clone(), policy.revision.clone());
    to_change(state, &arn)?.policy = Some(policy);
    Ok(RevisionOutput { revision: Some(revision) })
}

pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetResourcePolicyInput,
) -> Result<GetResourcePolicyOutput, ApiError> {
    let policy = of_arn(state, ctx, &input.resource)?.policy.as_ref();
    let policy = policy.ok_or_else(|| none(&input.resource))?;
    Ok(GetResourcePolicyOutput { policy: policy.text.clone(), revision: policy.revision.clone() })
}

/// Deletes a policy; that there is none is no fault, unless a revision was named.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html>
pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteResourcePolicyInput,
) -> Result<RevisionOutput, ApiError> {
    let table = of_arn(state, ctx, &input.resource)?;
    expected(table, &input.resource, input.expected.as_deref())?;
    let arn = table.arn.clone();
    let old = to_change(state, &arn)?.policy.take();
    Ok(RevisionOutput { revision: old.map(|policy| policy.revision) })
}

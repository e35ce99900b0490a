//! Versions of managed policies.

use super::policies::{document, no_policy, not_here};
use super::{check, conflict, limit, missing, not_aws, now, page};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::managed::Managed;
use crate::services::iam::shapes::{
    CreatePolicyVersionInput, ListPolicyVersionsInput, ListPolicyVersionsOutput,
    PolicyVersionInput, PolicyVersionItem, PolicyVersionOutput,
};
use crate::services::iam::state::{CustomerPolicy, ManagedPolicy, State, Version};
use crate::sim::scope::Arn;
use crate::sim::{Caller, Ctx};

/// Versions a managed policy may have:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_VERSIONS: usize = 5;

fn no_version(arn: &Arn, version: &str) -> ApiError {
    missing(format!("Policy {arn} version {version} does not exist or is not attachable."))
}

pub fn get(state: &State, input: &PolicyVersionInput) -> Result<PolicyVersionOutput, ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    let number = check::version(&input.version_id)?;
    let missing = || no_version(&arn, &input.version_id);
    let policy_version = match state.policy(&arn) {
        Some(ManagedPolicy::Aws(policy)) => {
            let newest = check::version(&policy.version)?;
            if number < newest {
                let what = format!("version v{number} of AWS managed policy {}", policy.name);
                return Err(ApiError::not_simulated(what));
            }
            let mut item = aws_item(policy);
            item.document = Some(policy.document.clone());
            Some(item).filter(|_| number == newest).ok_or_else(missing)?
        }
        Some(ManagedPolicy::Customer(policy)) => {
            let version = policy.version(number).ok_or_else(missing)?;
            let mut item = item(policy, version);
            item.document = Some(version.document.json());
            item
        }
        None => return Err(missing()),
    };
    Ok(PolicyVersionOutput { policy_version })
}

pub fn list(
    state: &State,
    input: &ListPolicyVersionsInput,
) -> Result<ListPolicyVersionsOutput, ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    let versions = match state.policy(&arn).ok_or_else(|| not_here(&arn))? {
        ManagedPolicy::Aws(policy) => vec![aws_item(policy)],
        ManagedPolicy::Customer(policy) => {
            policy.versions.iter().rev().map(|version| item(policy, version)).collect()
        }
    };
    let (versions, is_truncated, marker) = page(versions, input.marker.as_ref(), input.max_items)?;
    Ok(ListPolicyVersionsOutput { versions, is_truncated, marker })
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &CreatePolicyVersionInput,
) -> Result<PolicyVersionOutput, ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    not_aws(caller, "iam:CreatePolicyVersion", &arn)?;
    let policy = state.policies.get_mut(&arn).ok_or_else(|| no_policy(&arn))?;
    let document = document(&input.policy_document)?;
    if policy.versions.len() >= MAX_VERSIONS {
        return Err(limit(format!(
            "A managed policy can have up to {MAX_VERSIONS} versions. Before you create a new \
             version, you must delete an existing version."
        )));
    }
    policy.versions_made += 1;
    let number = policy.versions_made;
    let version = Version { number, created: now(ctx), document };
    policy.updated = version.created;
    if input.set_as_default == Some(true) {
        policy.default = number;
    }
    let policy_version = item(policy, &version);
    policy.versions.push(version);
    ctx.fact(Fact::PolicyVersionCreated { policy: arn.clone(), version: number });
    if input.set_as_default == Some(true) {
        ctx.fact(Fact::DefaultVersionSet { policy: arn, version: number });
    }
    Ok(PolicyVersionOutput { policy_version })
}

/// The version a request would change, which must be the customer's.
fn own<'a>(
    state: &'a mut State,
    caller: &Caller,
    action: &str,
    input: &PolicyVersionInput,
) -> Result<(Arn, u32, &'a mut CustomerPolicy), ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    let number = check::version(&input.version_id)?;
    not_aws(caller, action, &arn)?;
    let policy = state.policies.get_mut(&arn).filter(|policy| policy.version(number).is_some());
    let policy = policy.ok_or_else(|| no_version(&arn, &input.version_id))?;
    Ok((arn, number, policy))
}

pub fn set_default(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &PolicyVersionInput,
) -> Result<(), ApiError> {
    let (arn, number, policy) = own(state, caller, "iam:SetDefaultPolicyVersion", input)?;
    policy.default = number;
    policy.updated = now(ctx);
    ctx.fact(Fact::DefaultVersionSet { policy: arn, version: number });
    Ok(())
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &PolicyVersionInput,
) -> Result<(), ApiError> {
    let (arn, number, policy) = own(state, caller, "iam:DeletePolicyVersion", input)?;
    if policy.default == number {
        return Err(conflict("Cannot delete the default version of a policy."));
    }
    policy.versions.retain(|version| version.number != number);
    ctx.fact(Fact::PolicyVersionDeleted { policy: arn, version: number });
    Ok(())
}

/// A version as listings show it.
fn item(policy: &CustomerPolicy, version: &Version) -> PolicyVersionItem {
    PolicyVersionItem {
        document: None,
        version_id: format!("v{}", version.number),
        is_default_version: policy.default == version.number,
        create_date: Timestamp(version.created),
    }
}

/// The only version of an AWS managed policy that is simulated.
fn aws_item(policy: &Managed) -> PolicyVersionItem {
    PolicyVersionItem {
        document: None,
        version_id: policy.version.clone(),
        is_default_version: true,
        create_date: Timestamp(policy.updated),
    }
}

//! Operations of KMS.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html>

use super::condition::alias_in;
use super::ops::WAITING_DAYS;
use super::rotation::PERIOD_DAYS;
use super::shapes::*;
use super::state::{ORIGIN, SPEC, USAGE};
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "kms",
    title: "AWS Key Management Service",
    action_prefix: "kms",
    event_source: "kms.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400).invalid("ValidationException"),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "kms.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "Marker", output: "NextMarker", limit: Some("Limit"), results })
}

/// The key a request names. Whoever authorises finds the key behind an alias.
fn on(key: &str) -> Check {
    Check::on(key)
}

/// The same, where policies may ask by which alias the request names the key.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias>
fn by(key: &str) -> Check {
    match alias_in(key) {
        Some(alias) => on(key).key("kms:RequestAlias", vec![alias.to_owned()]),
        None => on(key),
    }
}

/// Whether the request insists on a policy that shuts its author out: absent unless it says.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-bypass-policy-lockout-safety-check>
fn insisting(check: Check, bypass: Option<bool>) -> Check {
    match bypass {
        Some(bypass) => check.key("kms:BypassPolicyLockoutSafetyCheck", vec![bypass.to_string()]),
        None => check,
    }
}

/// What the key is to be counts by its default, too, where the request does not say.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
fn create(scope: &Scope, input: &CreateKeyInput) -> Vec<Check> {
    let or = |given: &Option<String>, default: &str| {
        vec![given.clone().unwrap_or_else(|| default.to_owned())]
    };
    let (spec, usage) = (or(&input.spec, SPEC), or(&input.usage, USAGE));
    let make = Check::any()
        .key("kms:CallerAccount", vec![scope.account.to_string()])
        .key("kms:CustomerMasterKeySpec", spec.clone())
        .key("kms:CustomerMasterKeyUsage", usage.clone())
        .key("kms:KeySpec", spec)
        .key("kms:KeyUsage", usage)
        .key("kms:KeyOrigin", or(&input.origin, ORIGIN))
        .key("kms:MultiRegion", vec![input.multi_region.unwrap_or(false).to_string()]);
    let make = insisting(make, input.bypass);
    match input.tags.as_deref() {
        None | Some([]) => vec![make],
        Some(tags) => {
            let pairs = tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
            let make = make.tags(pairs);
            let tag = Check { action: Some("kms:TagResource"), ..make.clone() };
            vec![make, tag]
        }
    }
}

/// Whoever changes what an alias stands for needs permission on both: itself and each key.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html>
fn alias<'a>(scope: &Scope, name: &str, keys: impl IntoIterator<Item = &'a String>) -> Vec<Check> {
    let itself = Check::on(scope.arn("kms", name));
    std::iter::once(itself).chain(keys.into_iter().map(|key| on(key))).collect()
}

fn tag(input: &TagResourceInput) -> Check {
    on(&input.key).tags(input.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())))
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-schedule-key-deletion-pending-window-in-days>
fn schedule(input: &ScheduleKeyDeletionInput) -> Check {
    let days = input.days.unwrap_or(WAITING_DAYS).to_string();
    on(&input.key).key("kms:ScheduleKeyDeletionPendingWindowInDays", vec![days])
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-rotation-period-in-days>
fn rotate(input: &EnableKeyRotationInput) -> Check {
    let days = input.period_days.unwrap_or(PERIOD_DAYS).to_string();
    on(&input.key).key("kms:RotationPeriodInDays", vec![days])
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a key.
    CreateKey(CreateKeyInput) -> KeyOutput {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| create(scope, input),
    }

    /// Describes a key.
    DescribeKey(DescribeKeyInput) -> KeyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| by(&input.key),
    }

    /// Lists the keys of the Region.
    ListKeys(ListKeysInput) -> ListKeysOutput {
        access: List, event: Management, pages: pages(&["Keys"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Gives a key a name.
    CreateAlias(CreateAliasInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| alias(scope, &input.alias, [&input.key]),
    }

    /// Gives an alias another key.
    UpdateAlias(CreateAliasInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| alias(scope, &input.alias, [&input.alias, &input.key]),
    }

    /// Takes an alias away.
    DeleteAlias(DeleteAliasInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| alias(scope, &input.alias, [&input.alias]),
    }

    /// Adds tags to a key.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| tag(input),
    }

    /// Takes tags from a key.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(&input.key).key("aws:TagKeys", input.keys.clone()),
    }

    /// Lists the tags of a key.
    ListResourceTags(ListResourceTagsInput) -> ListResourceTagsOutput {
        access: List, event: Management, pages: pages(&["Tags"]), rate: None,
        needs: |input, scope| on(&input.key),
    }

    /// Says what a key is for.
    UpdateKeyDescription(UpdateKeyDescriptionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(&input.key),
    }

    /// Lists aliases.
    ListAliases(ListAliasesInput) -> ListAliasesOutput {
        access: List, event: Management, pages: pages(&["Aliases"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Gives the policy of a key.
    GetKeyPolicy(GetKeyPolicyInput) -> GetKeyPolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.key),
    }

    /// Replaces the policy of a key.
    PutKeyPolicy(PutKeyPolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| insisting(on(&input.key), input.bypass),
    }

    /// Lets a key be used.
    EnableKey(KeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(&input.key),
    }

    /// Lets a key no longer be used.
    DisableKey(KeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(&input.key),
    }

    /// Deletes a key after some days.
    ScheduleKeyDeletion(ScheduleKeyDeletionInput) -> ScheduleKeyDeletionOutput {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| schedule(input),
    }

    /// Keeps a key that was to be deleted.
    CancelKeyDeletion(KeyInput) -> CancelKeyDeletionOutput {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(&input.key),
    }

    /// Has a key rotated by itself.
    EnableKeyRotation(EnableKeyRotationInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| rotate(input),
    }

    /// No longer has it rotated.
    DisableKeyRotation(KeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| on(&input.key),
    }

    /// Gives a key new material now.
    RotateKeyOnDemand(KeyInput) -> RotateKeyOnDemandOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.key),
    }

    /// Lists when a key got new material.
    ListKeyRotations(ListKeyRotationsInput) -> ListKeyRotationsOutput {
        access: List, event: Management, pages: pages(&["Rotations"]), rate: None,
        needs: |input, scope| on(&input.key),
    }

    /// Names the policies of a key, of which there is one.
    ListKeyPolicies(ListKeyPoliciesInput) -> ListKeyPoliciesOutput {
        access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
        needs: |input, scope| on(&input.key),
    }

    /// Tells whether a key is rotated by itself, and when next.
    GetKeyRotationStatus(KeyInput) -> RotationStatusOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.key),
    }
}

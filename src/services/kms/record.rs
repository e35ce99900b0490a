//! How CloudTrail writes these calls: the keys stand among the record's resources.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html>

use serde_json::{Value, json};

use super::api::Request;
use super::state::{ORIGIN, SPEC, State, USAGE};
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};

/// The kind of what stands among the resources.
const KIND: &str = "AWS::KMS::Key";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    match (request, &mut shape.request) {
        (Request::CreateKey(_), _) => created(&mut shape),
        // <https://docs.aws.amazon.com/kms/latest/developerguide/ct-put-key-policy.html>
        (Request::PutKeyPolicy(input), Value::Object(members)) => {
            let name = input.name.as_deref().unwrap_or("default");
            members.insert("policyName".to_owned(), json!(name));
            let bypass = input.bypass.unwrap_or(false);
            members.insert("bypassPolicyLockoutSafetyCheck".to_owned(), json!(bypass));
        }
        _ => {}
    }
    shape
}

/// A new key, and the request with what it did not say.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-createkey.html>
fn created(shape: &mut RecordShape) {
    let mut request = json!({
        "description": "",
        "origin": ORIGIN,
        "bypassPolicyLockoutSafetyCheck": false,
        "customerMasterKeySpec": SPEC,
        "keySpec": SPEC,
        "keyUsage": USAGE,
    });
    if let (Value::Object(members), Value::Object(given)) = (&mut request, &shape.request) {
        members.extend(given.clone());
    }
    shape.request = request;
    let metadata = shape.response.pointer_mut("/keyMetadata").and_then(Value::as_object_mut);
    if let Some(metadata) = metadata {
        let renamed =
            std::mem::take(metadata).into_iter().map(|(name, value)| match name.as_str() {
                "aWSAccountId" => ("AWSAccountId".to_owned(), value),
                _ => (name, value),
            });
        *metadata = renamed.collect();
    }
}

/// The key that a call names, by whatever it is named.
fn named(request: &Request) -> Option<&str> {
    match request {
        Request::DescribeKey(input) => Some(&input.key),
        Request::CreateAlias(input) | Request::UpdateAlias(input) => Some(&input.key),
        Request::TagResource(input) => Some(&input.key),
        Request::UntagResource(input) => Some(&input.key),
        Request::ListResourceTags(input) => Some(&input.key),
        Request::UpdateKeyDescription(input) => Some(&input.key),
        Request::GetKeyPolicy(input) => Some(&input.key),
        Request::PutKeyPolicy(input) => Some(&input.key),
        Request::ScheduleKeyDeletion(input) => Some(&input.key),
        Request::EnableKey(input)
        | Request::DisableKey(input)
        | Request::DisableKeyRotation(input)
        | Request::GetKeyRotationStatus(input)
        | Request::RotateKeyOnDemand(input)
        | Request::CancelKeyDeletion(input) => Some(&input.key),
        Request::EnableKeyRotation(input) => Some(&input.key),
        Request::ListKeyRotations(input) => Some(&input.key),
        Request::ListKeyPolicies(input) => Some(&input.key),
        Request::CreateKey(_)
        | Request::ListKeys(_)
        | Request::ListAliases(_)
        | Request::DeleteAlias(_) => None,
    }
}

/// Puts the key among the resources by its ARN, however the call names it, and an alias with it.
pub fn complete(
    state: &State,
    scope: Scope,
    (request, reply): (&Request, Option<&Value>),
    shape: &mut RecordShape,
) {
    let made = reply.and_then(|reply| reply.pointer("/KeyMetadata/Arn")).and_then(Value::as_str);
    let meant = named(request).map(|given| state.meant(scope, given));
    let meant = meant.filter(|arn| state.keys().contains_key(arn));
    if meant.is_none() && matches!(request, Request::DescribeKey(_)) {
        // Records say nothing of what was asked about a key that is not there.
        shape.request = Value::Null;
    }
    let alias = alias(request).map(|name| scope.arn("kms", name));
    let behind = alias.as_ref().and_then(|alias| state.behind(alias)).cloned();
    let Some(arn) = made.and_then(Arn::parse).or(meant).or(behind) else { return };
    if reply.is_some() && tells_key(request) {
        shape.response = json!({ "keyId": arn.as_str() });
    }
    // The alias of a new one stands behind its key, any other before.
    let made = matches!(request, Request::CreateAlias(_));
    let (first, last) = if made { (None, alias) } else { (alias, None) };
    for arn in first.into_iter().chain([arn]).chain(last) {
        shape.resources.push((KIND.to_owned(), arn.to_string()));
        shape.listed.push((KIND, arn));
    }
}

/// The alias that a call makes, changes or takes away.
pub fn alias(request: &Request) -> Option<&str> {
    match request {
        Request::CreateAlias(input) | Request::UpdateAlias(input) => Some(&input.alias),
        Request::DeleteAlias(input) => Some(&input.alias),
        _ => None,
    }
}

/// Whether the record tells the key's ARN as if it were answered, which it is not. It does since
/// December 2022 for these, and does not for PutKeyPolicy and DisableKeyRotation:
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-enablekey.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-createalias.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-disable-key-rotation.html>
fn tells_key(request: &Request) -> bool {
    matches!(
        request,
        Request::CreateAlias(_)
            | Request::UpdateAlias(_)
            | Request::DeleteAlias(_)
            | Request::EnableKey(_)
            | Request::DisableKey(_)
            | Request::EnableKeyRotation(_)
            | Request::TagResource(_)
            | Request::UntagResource(_)
    )
}

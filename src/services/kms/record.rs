//! How CloudTrail writes these calls: the keys stand among the record's resources.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html>

use serde_json::{Value, json};

use super::api::Request;
use super::state::State;
use crate::services::record::{RecordShape, date};
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// The kind of what stands among the resources.
const KIND: &str = "AWS::KMS::Key";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    match request {
        Request::CreateKey(_) => created(&mut shape),
        // <https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedule-key-deletion.html>
        Request::ScheduleKeyDeletion(_) => {
            dated(&mut shape.response, "/deletionDate", |time| {
                time.format("%b %-d, %Y %H:%M:%S %p")
            });
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
        "origin": "AWS_KMS",
        "bypassPolicyLockoutSafetyCheck": false,
        "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "keySpec": "SYMMETRIC_DEFAULT",
        "keyUsage": "ENCRYPT_DECRYPT",
    });
    if let (Value::Object(members), Value::Object(given)) = (&mut request, &shape.request) {
        members.extend(given.clone());
    }
    shape.request = request;
    dated(&mut shape.response, "/keyMetadata/creationDate", date);
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

/// Writes an instant as these records do.
fn dated(response: &mut Value, pointer: &str, write: fn(Time) -> String) {
    if let Some(place) = response.pointer_mut(pointer)
        && let Some(time) = place.as_str().and_then(Time::parse)
    {
        *place = Value::from(write(time));
    }
}

/// The key that a call names, by whatever it is named.
fn named(request: &Request) -> Option<&str> {
    match request {
        Request::DescribeKey(input) => Some(&input.key),
        Request::CreateAlias(input) => Some(&input.key),
        Request::GetKeyPolicy(input) => Some(&input.key),
        Request::PutKeyPolicy(input) => Some(&input.key),
        Request::ScheduleKeyDeletion(input) => Some(&input.key),
        Request::EnableKey(input)
        | Request::DisableKey(input)
        | Request::DisableKeyRotation(input)
        | Request::GetKeyRotationStatus(input)
        | Request::CancelKeyDeletion(input) => Some(&input.key),
        Request::EnableKeyRotation(input) => Some(&input.key),
        Request::CreateKey(_) | Request::ListKeys(_) | Request::ListAliases(_) => None,
    }
}

/// Puts the key among the resources by its ARN, however the call names it.
pub fn complete(
    state: &State,
    scope: Scope,
    (request, reply): (&Request, Option<&Value>),
    shape: &mut RecordShape,
) {
    let made = reply.and_then(|reply| reply.pointer("/KeyMetadata/Arn")).and_then(Value::as_str);
    let meant = named(request).map(|given| state.meant(scope, given));
    let meant = meant.filter(|arn| state.keys().contains_key(arn));
    if let Some(arn) = made.and_then(Arn::parse).or(meant) {
        shape.resources.push((KIND.to_owned(), arn.to_string()));
        shape.listed.push((KIND, arn));
    }
}

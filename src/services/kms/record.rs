//! How CloudTrail writes these calls: the keys stand among the record's resources.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html>

use serde_json::Value;

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::scope::Arn;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    let made = reply.and_then(|reply| reply.pointer("/KeyMetadata/Arn")).and_then(Value::as_str);
    let given = match request {
        Request::CreateKey(_) => made,
        Request::DescribeKey(input) => made.or(Some(&input.key)),
        Request::CreateAlias(input) => Some(input.key.as_str()),
        Request::GetKeyPolicy(input) => Some(input.key.as_str()),
        Request::PutKeyPolicy(input) => Some(input.key.as_str()),
        Request::ScheduleKeyDeletion(input) => Some(input.key.as_str()),
        Request::EnableKey(input)
        | Request::DisableKey(input)
        | Request::DisableKeyRotation(input)
        | Request::GetKeyRotationStatus(input)
        | Request::CancelKeyDeletion(input) => Some(input.key.as_str()),
        Request::EnableKeyRotation(input) => Some(input.key.as_str()),
        Request::ListKeys(_) | Request::ListAliases(_) => None,
    };
    let Some(given) = given.map(str::to_owned) else { return shape };
    shape.listed.extend(Arn::parse(&given).map(|arn| ("AWS::KMS::Key", arn)));
    shape.resource("AWS::KMS::Key", given)
}

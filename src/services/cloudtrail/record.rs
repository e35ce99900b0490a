//! How CloudTrail writes these calls.

use serde_json::Value;

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let shape = RecordShape::common(request, reply);
    match trail(request) {
        Some((trail, bucket)) => {
            let shape = shape.resource("AWS::CloudTrail::Trail", trail);
            bucket.into_iter().fold(shape, |shape, name| shape.resource("AWS::S3::Bucket", name))
        }
        None => shape,
    }
}

/// The trail a call is about, and the bucket it names.
fn trail(request: &Request) -> Option<(&String, Option<&String>)> {
    Some(match request {
        Request::CreateTrail(input) => (&input.name, Some(&input.bucket)),
        Request::UpdateTrail(input) => (&input.name, input.bucket.as_ref()),
        Request::DeleteTrail(input)
        | Request::StartLogging(input)
        | Request::StopLogging(input)
        | Request::GetTrail(input)
        | Request::GetTrailStatus(input) => (&input.name, None),
        Request::PutEventSelectors(input) => (&input.trail, None),
        Request::GetEventSelectors(input) => (&input.trail, None),
        Request::PutInsightSelectors(input) => (input.trail.as_ref()?, None),
        Request::GetInsightSelectors(input) => (input.trail.as_ref()?, None),
        Request::AddTags(input) | Request::RemoveTags(input) => (&input.resource, None),
        _ => return None,
    })
}

//! How CloudTrail writes these calls.

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::time::Time;

/// What the record keeps of a call. Instants are written as Java writes them.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    for member in ["startTime", "endTime"] {
        if let Some(value) = shape.request.get_mut(member)
            && let Some(time) = value.as_str().and_then(Time::parse)
        {
            *value = json!(time.format("%b %-d, %Y, %-I:%M:%S %p"));
        }
    }
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

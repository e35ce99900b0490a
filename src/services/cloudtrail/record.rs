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
    shape
}

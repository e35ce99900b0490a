//! How CloudTrail writes the calls.

use serde_json::Value;

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    RecordShape::common(request, reply)
}

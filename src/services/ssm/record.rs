//! How CloudTrail writes Systems Manager's calls: what commands run and what
//! parameters hold is hidden.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-cloudtrail-logs.html>

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _: Ids, _: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    for pointer in ["/parameters", "/command/parameters"] {
        for part in [&mut shape.request, &mut shape.response] {
            if let Some(parameters) = part.pointer_mut(pointer) {
                *parameters = json!("HIDDEN_DUE_TO_SECURITY_REASONS");
            }
        }
    }
    if let (Request::PutParameter(_), Some(value)) = (request, shape.request.pointer_mut("/value"))
    {
        *value = json!("HIDDEN_DUE_TO_SECURITY_REASONS");
    }
    if let Request::SendCommand(input) = request {
        for id in input.instance_ids.iter().flatten() {
            shape = shape.resource("AWS::EC2::Instance", id.clone());
        }
    }
    shape
}

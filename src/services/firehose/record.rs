//! How CloudTrail writes Firehose's calls.
//!
//! <https://docs.aws.amazon.com/firehose/latest/dev/monitoring-using-cloudtrail.html>

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call: not what records hold.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    if let Request::PutRecord(super::shapes::PutRecordInput { name, .. })
    | Request::PutRecordBatch(super::shapes::PutRecordBatchInput { name, .. }) = request
    {
        shape.request = json!({ "deliveryStreamName": name });
        shape.response = Value::Null;
    }
    shape
}

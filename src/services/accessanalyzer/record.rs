//! How CloudTrail writes Access Analyzer's calls: by the common rule, with the token that clients
//! make up for whatever is to happen once.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/logging-using-cloudtrail.html>

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, ids: Ids, call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    let once = matches!(
        request,
        Request::CreateAnalyzer(_)
            | Request::DeleteAnalyzer(_)
            | Request::UpdateFindings(_)
            | Request::CreateArchiveRule(_)
            | Request::UpdateArchiveRule(_)
            | Request::DeleteArchiveRule(_)
            | Request::ApplyArchiveRule(_)
    );
    if let (true, Some(members)) = (once, shape.request.as_object_mut()) {
        let token = ids.uuid("accessanalyzer:client-token", call);
        members.entry("clientToken").or_insert_with(|| json!(token));
    }
    shape
}

//! How CloudTrail writes Organizations' calls. It hides names and mail addresses of accounts.
//!
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html>

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What stands where something is hidden.
const HIDDEN: &str = "****";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    if let Request::CreateAccount(_) = request {
        for name in ["email", "accountName"] {
            if let Some(member) = shape.request.get_mut(name) {
                *member = json!(HIDDEN);
            }
        }
        if let Some(status) = shape.response.get_mut("createAccountStatus") {
            status["accountName"] = json!(HIDDEN);
        }
    }
    if let Some(handshake) = shape.response.get_mut("handshake") {
        handshake["action"] = json!("invite");
    }
    shape
}

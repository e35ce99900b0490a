//! The calls behind Lambda's vectors of records.

use serde_json::json;
use watchtrail::sim::Span;

use super::records::{role, tries};
use crate::support::Lab;

/// A function that may be invoked, and what Lambda's vectors ask of it.
pub(super) fn make(lab: &mut Lab, id: &str) -> bool {
    let arn = role(lab, "lambda-basic", json!({ "Service": "lambda.amazonaws.com" }));
    let input = json!({
        "FunctionName": "alarm-handler", "Runtime": "python3.13", "Role": arn,
        "Handler": "app.handler", "Code": { "ZipFile": "PK\u{3}\u{4}" }, "Timeout": 3,
        "MemorySize": 128, "Publish": false,
    });
    match id {
        "denied-lambda" => tries(lab, "student", "lambda", "ListFunctions", json!({})),
        "lambda-create-function" => tries(lab, "admin", "lambda", "CreateFunction", input),
        "lambda-invoke" => {
            lab.ok("lambda", "CreateFunction", input);
            lab.sleep(Span::secs(10));
            tries(lab, "admin", "lambda", "Invoke", json!({ "FunctionName": "alarm-handler" }))
        }
        _ => false,
    }
}

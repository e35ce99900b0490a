//! The calls behind Lambda's vectors of records, and which records are of operations there are.

use serde_json::{Value, json};
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

/// Whether a record is of an operation there is.
pub(super) fn is_ours(record: &Value) -> bool {
    let (source, name) = (record["eventSource"].as_str(), record["eventName"].as_str());
    let services = watchtrail::services::SERVICES.iter();
    let service = services.into_iter().find(|service| Some(service.event_source) == source);
    // Lambda's events have the date of its API behind them.
    let name = name.and_then(|name| name.split("2015").next());
    service.is_some_and(|service| name.is_some_and(|name| service.op(name).is_some()))
}

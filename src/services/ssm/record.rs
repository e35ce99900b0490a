//! How CloudTrail writes Systems Manager's calls: what commands run and what
//! parameters hold is hidden.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-cloudtrail-logs.html>

use serde_json::{Map, Value, json};

use super::api::{Request, parameter_arn};
use crate::services::record::{RecordShape, plain_date};
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _: Ids, _: u64) -> RecordShape {
    let mut shape = RecordShape::dated(request, reply, plain_date);
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

/// Adds what the place of the call says: the parameters stand among the resources of the record,
/// without a type, and a command tells all it may have. Both as in the records of
/// <https://github.com/invictus-ir/aws_dataset>.
pub fn complete(scope: Scope, (request, done): (&Request, bool), shape: &mut RecordShape) {
    if let (Request::SendCommand(_), Some(members)) = (request, shape.request.as_object_mut()) {
        members.insert("interactive".to_owned(), json!(false));
    }
    if let Some(command) = shape.response.get_mut("command").and_then(Value::as_object_mut) {
        *command = whole(std::mem::take(command), scope);
    }
    for name in parameters(request).into_iter().filter(|_| done) {
        let arn = parameter_arn(&scope, name);
        shape.resources.push(("AWS::SSM::Parameter".to_owned(), arn.clone()));
        shape.listed.extend(Arn::parse(&arn).map(|arn| ("", arn)));
    }
}

/// The parameters that a call names.
fn parameters(request: &Request) -> Vec<&str> {
    match request {
        Request::GetParameter(input) => vec![&input.name],
        Request::PutParameter(input) => vec![&input.name],
        Request::DeleteParameter(input) => vec![&input.name],
        Request::GetParameterHistory(input) => vec![&input.name],
        Request::LabelParameterVersion(input) => vec![&input.name],
        Request::UnlabelParameterVersion(input) => vec![&input.name],
        Request::GetParameters(input) => input.names.iter().map(String::as_str).collect(),
        Request::DeleteParameters(input) => input.names.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A command with the members that are empty here.
fn whole(command: Map<String, Value>, scope: Scope) -> Map<String, Value> {
    let mut written = Map::new();
    for (name, value) in command {
        let time =
            value.as_str().filter(|_| ["expiresAfter", "requestedDateTime"].contains(&&*name));
        let time = time.and_then(Time::parse).map(|time| json!(plain_date(time)));
        let next = match name.as_str() {
            "statusDetails" => Some(("outputS3Region", json!(scope.region.code()))),
            "cloudWatchOutputConfig" => Some(("interactive", json!(false))),
            _ => None,
        };
        written.insert(name, time.unwrap_or(value));
        written.extend(next.map(|(name, value)| (name.to_owned(), value)));
    }
    let last = [
        ("clientName", json!("")),
        ("clientSourceId", json!("")),
        ("alarmConfiguration", json!({ "ignorePollAlarmFailure": false, "alarms": [] })),
        ("triggeredAlarms", json!([])),
    ];
    written.extend(last.map(|(name, value)| (name.to_owned(), value)));
    written
}

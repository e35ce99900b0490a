//! The newer operations: request and response stand in records under the operation's name, the
//! items of lists under singular names with their numbers.

use serde_json::{Map, Value, json};

use super::request::tagged;
use super::written;
use crate::api::spec::Operation as _;
use crate::services::ec2::api::Request;
use crate::services::record::without_user_data;
use crate::sim::id::Ids;
use crate::sim::time::Time;

/// Whether an operation is recorded so.
pub fn is(request: &Request) -> bool {
    let name = request.spec().name;
    [
        "LaunchTemplate",
        "IamInstanceProfile",
        "CreditSpecification",
        "MaintenanceOptions",
        "ModifyVolume",
        "VolumesModifications",
        "SecurityGroupRules",
        "ManagedPrefixLists",
        "CreateSnapshots",
        // No record of these two is known: operations of their year are recorded so.
        "CreateDefaultVpc",
        "CreateDefaultSubnet",
    ]
    .iter()
    .any(|part| name.contains(part))
}

/// `requestParameters`. A client makes up the token that is not given.
pub fn parameters(request: &Request, ids: Ids, call: u64) -> Value {
    let name = request.spec().name;
    let mut input = request.input();
    if let Value::Object(members) = &mut input {
        members.remove("DryRun");
        let asks = name.starts_with("CreateLaunchTemplate") || name == "ModifyLaunchTemplate";
        if asks && !members.contains_key("ClientToken") {
            members.insert("ClientToken".to_owned(), json!(ids.uuid("ec2:client-token", call)));
        }
    }
    without_user_data(&mut input);
    in_name(name, numbered(input))
}

/// A request under its operation's name. One without members is an empty text there.
pub fn in_name(name: &str, request: Value) -> Value {
    let empty = request.as_object().is_some_and(Map::is_empty);
    let mut members = Map::new();
    members.insert(format!("{name}Request"), if empty { json!("") } else { request });
    Value::Object(members)
}

/// `responseElements`.
pub fn response(request: &Request, reply: &Value, request_id: &str) -> Value {
    let mut shown = Map::new();
    if let Value::Object(members) = instants(written(reply, &list)) {
        shown.extend(members);
    }
    shown.values_mut().for_each(without_user_data);
    shown.insert("requestId".to_owned(), json!(request_id));
    shown.insert("xmlns".to_owned(), json!("http://ec2.amazonaws.com/doc/2016-11-15/"));
    let mut members = Map::new();
    members.insert(format!("{}Response", request.spec().name), Value::Object(shown));
    Value::Object(members)
}

/// Instants as the XML has them: `2026-02-22T16:12:52.000Z`.
fn instants(value: Value) -> Value {
    let members = match value {
        Value::Object(members) => members,
        Value::Array(items) => return items.into_iter().map(instants).collect(),
        other => return other,
    };
    let one = |(name, value): (String, Value)| {
        let time = value.as_str().filter(|_| name.ends_with("Time")).and_then(Time::parse);
        let written = time.map(|time| json!(time.iso_millis()));
        (name, written.unwrap_or_else(|| instants(value)))
    };
    members.into_iter().map(one).collect()
}

/// A list in a response: one item stands for itself, none is an empty text.
fn list(mut items: Vec<Value>) -> Value {
    match items.len() {
        0 => json!(""),
        1 => json!({ "item": items.pop() }),
        _ => json!({ "item": items }),
    }
}

fn numbered(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    let mut shown = Map::new();
    for (name, value) in members {
        match value {
            Value::Array(items) => {
                let items = items.into_iter().map(|item| match item {
                    Value::Object(_) => numbered(item),
                    other => json!({ "content": other }),
                });
                if let Some(items) = tagged(items.collect()) {
                    shown.insert(singular(&name), items);
                }
            }
            other => {
                shown.insert(name, numbered(other));
            }
        }
    }
    Value::Object(shown)
}

/// AWS's name of one item: `SecurityGroupId` of `SecurityGroupIds`.
fn singular(name: &str) -> String {
    match name {
        "Groups" => "SecurityGroupId".to_owned(),
        "Versions" => "LaunchTemplateVersion".to_owned(),
        "Ipv6Addresses" => name.to_owned(),
        _ => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

//! How CloudTrail writes EC2's calls: after the XML of the API, not after its members.
//!
//! Lists are sets of `items`, an empty set is `{}`, instants are milliseconds, codes of errors
//! begin with `Client.` or `Server.`. Shapes: as recorded from AWS.
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html>

mod addresses;
mod groups;
mod launch;
mod request;
mod resources;
mod snapshots;
mod volumes;
mod wrapped;

use serde_json::{Map, Value, json};

use super::api::Request;
use crate::api::names::lower_camel;
use crate::api::spec::Operation as _;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, ids: Ids, call: u64) -> RecordShape {
    let read = request.spec().access.is_read_only();
    let response = match reply {
        Some(reply) if !read => response(request, reply, &ids.uuid("request", call)),
        _ => Value::Null,
    };
    RecordShape {
        request: request::parameters(request, reply, ids, call),
        response,
        resources: resources::of(request, reply),
        listed: Vec::new(),
        name: None,
        version: None,
        additional: None,
        request_id: None,
        own: None,
        error_prefix: "Client.",
        error_names: &[],
    }
}

/// `responseElements`: always the request's id, then the set of what changed or `_return`.
fn response(request: &Request, reply: &Value, request_id: &str) -> Value {
    let set = |member: &str| set(items(reply, member).iter().map(camel));
    match request {
        Request::RunInstances(_) => launch::response(reply, request_id),
        Request::StartInstances(_) => changed(request_id, set("StartingInstances")),
        Request::StopInstances(_) => changed(request_id, set("StoppingInstances")),
        Request::TerminateInstances(_) => changed(request_id, set("TerminatingInstances")),
        Request::MonitorInstances(_) | Request::UnmonitorInstances(_) => {
            changed(request_id, set("InstanceMonitorings"))
        }
        _ if wrapped::is(request) => wrapped::response(request, reply, request_id),
        _ => volumes::response(request, reply, request_id)
            .or_else(|| groups::response(request, reply, request_id))
            .or_else(|| addresses::response(request, reply, request_id))
            .or_else(|| snapshots::response(request, reply, request_id))
            .unwrap_or_else(|| json!({ "requestId": request_id, "_return": true })),
    }
}

fn changed(request_id: &str, set: Value) -> Value {
    json!({ "requestId": request_id, "instancesSet": set })
}

/// `{"items":[…]}`, and `{}` when there are none.
fn set(items: impl Iterator<Item = Value>) -> Value {
    let items: Vec<Value> = items.collect();
    if items.is_empty() { json!({}) } else { json!({ "items": items }) }
}

/// A set of one-member structures: `{"items":[{"instanceId":"i-…"}]}`.
fn set_of<'a>(member: &str, values: impl IntoIterator<Item = &'a String>) -> Value {
    set(values.into_iter().map(|value| {
        let mut item = Map::new();
        item.insert(member.to_owned(), json!(value));
        Value::Object(item)
    }))
}

fn items<'a>(reply: &'a Value, member: &str) -> &'a [Value] {
    reply.get(member).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Members with a small first letter, lists as sets.
fn camel(value: &Value) -> Value {
    written(value, &|items| set(items.into_iter()))
}

/// Members with a small first letter, lists under the names of the XML and as `list` writes them.
fn written(value: &Value, list: &dyn Fn(Vec<Value>) -> Value) -> Value {
    let Value::Object(members) = value else { return value.clone() };
    let one = |(name, value): (&String, &Value)| match value {
        Value::Array(items) => {
            (set_name(name), list(items.iter().map(|item| written(item, list)).collect()))
        }
        other => (lower_camel(name), written(other, list)),
    };
    members.iter().map(one).collect()
}

/// The name of a list in the XML: `tagSet` of `Tags`.
fn set_name(name: &str) -> String {
    let name = lower_camel(name);
    if name.ends_with("Set") {
        return name;
    }
    if name == "ipv6Addresses" {
        return format!("{name}Set");
    }
    format!("{}Set", name.strip_suffix('s').unwrap_or(&name))
}

//! CloudTrail: what its records look like, which there are, and looking them up.

mod catalogue;
mod delivery;
mod digests;
mod export;
mod functions;
mod hourly;
mod insights;
mod keys;
mod logs;
mod lookup;
mod organization;
mod own_accord;
mod records;
mod selectors;
mod sessions;
mod trails;
mod watching;

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Outcome, Region, Via, Who};

use crate::support::Lab;

/// Seoul.
pub fn seoul() -> Region {
    "ap-northeast-2".parse().unwrap()
}

/// A call by the CLI in some Region.
pub fn call_in(lab: &mut Lab, region: Region, service: &str, op: &str, input: Value) -> Outcome {
    let request = Request::decode(service, op, input).unwrap();
    let who = Who::User("admin".to_owned());
    lab.world.apply(&Command::Call(Call { who, region, via: Via::Cli, request }))
}

/// What LookupEvents gives, asked by the root user so as to be told apart from those looked for.
pub fn lookup(lab: &mut Lab, input: Value) -> Value {
    lab.call("root", "cloudtrail", "LookupEvents", input).reply.unwrap()
}

/// The names of the events LookupEvents gives, newest first.
pub fn names(reply: &Value) -> Vec<&str> {
    let events = reply["Events"].as_array().unwrap();
    events.iter().map(|event| event["EventName"].as_str().unwrap()).collect()
}

/// A question with one attribute.
pub fn by(key: &str, value: &str) -> Value {
    json!({ "LookupAttributes": [{ "AttributeKey": key, "AttributeValue": value }] })
}

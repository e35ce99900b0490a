//! What an update of an alarm changes, setting by setting: it replaces the whole configuration, so
//! what the call does not name goes back to AWS's default.
//!
//! "When you update an existing alarm, its state is left unchanged, but the update completely
//! overwrites the previous configuration of the alarm."
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::api::spec::Operation as _;
use crate::services::Request;

/// A setting that will be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its member, by AWS's name; of the rows of metric math each with its id.
    pub member: String,
    /// What it is; `None` when it is not set.
    pub was: Option<String>,
    /// What it will be.
    pub becomes: Option<String>,
    /// Whether the call does not name it any more, and so resets it.
    pub reset: bool,
}

/// What becomes another when one call replaces what another had made.
pub fn replaced(before: &Request, after: &Request) -> Vec<Replaced> {
    let (old, new) = (members(&before.input()), members(&after.input()));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let one = |name: &String| {
        let (was, becomes) = (effective(&old, name), effective(&new, name));
        let reset = old.contains_key(name) && !new.contains_key(name);
        (was != becomes).then(|| Replaced { member: name.clone(), was, becomes, reset })
    };
    names.into_iter().filter_map(one).collect()
}

/// What is in force: what is named, else AWS's default.
fn effective(members: &BTreeMap<String, String>, name: &str) -> Option<String> {
    let given = members.get(name).cloned();
    given.or_else(|| match name {
        "ActionsEnabled" => Some("true".to_owned()),
        "DatapointsToAlarm" => members.get("EvaluationPeriods").cloned(),
        "EvaluateLowSampleCountPercentile" => Some("evaluate".to_owned()),
        "TreatMissingData" => Some("missing".to_owned()),
        _ => None,
    })
}

/// The members of a call in words. Tags are no part of it: in an update AWS ignores them.
fn members(input: &Value) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (name, value) in input.as_object().into_iter().flatten() {
        match name.as_str() {
            "Tags" => {}
            "Metrics" => all.extend(value.as_array().into_iter().flatten().map(query)),
            _ => drop(all.insert(name.clone(), text(value))),
        }
    }
    all
}

/// A row of metric math.
fn query(row: &Value) -> (String, String) {
    let id = row.get("Id").and_then(Value::as_str).unwrap_or_default();
    let rest = row.as_object().into_iter().flatten().filter(|(name, _)| *name != "Id");
    let rest: Vec<String> = rest.map(|(name, value)| pair(name, value)).collect();
    (format!("Metrics ({id})"), rest.join(", "))
}

fn pair(name: &str, value: &Value) -> String {
    match value {
        Value::Object(_) => text(value),
        _ => format!("{name}: {}", text(value)),
    }
}

/// A value in words: `80`, `InstanceId=i-1`, `arn:…, arn:…`.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(members) => match (named(value, "Name"), named(value, "Value")) {
            (Some(name), Some(value)) => format!("{name}={value}"),
            _ => members.iter().map(|(n, v)| pair(n, v)).collect::<Vec<_>>().join(", "),
        },
        _ => value.to_string(),
    }
}

fn named<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str()
}

//! The access engine: the vectors, what they leave out, and the wording of denials.

mod denied;
mod evaluation;
mod grammar;
mod managed;
mod rules;
mod slips;
mod spared;
mod wildcards;

use std::collections::BTreeMap;

use serde_json::Value;
use watchtrail::access::{
    Attached, Decision, Policies, Policy, Principal, Query, ResourceRule, decide,
};

/// The account of the vectors.
pub const ACCOUNT: &str = "111122223333";

/// A question written out, with every kind of policy there is.
#[derive(Clone, Debug)]
pub struct Case {
    pub principal: Principal,
    pub action: String,
    pub resource: Option<String>,
    pub owner: Option<String>,
    pub context: BTreeMap<String, Vec<String>>,
    pub rcps: Vec<Vec<Policy>>,
    pub scps: Vec<Vec<Policy>>,
    pub resource_policy: Option<Policy>,
    pub rule: ResourceRule,
    pub identity: Vec<(String, Policy)>,
    pub boundary: Option<Policy>,
    pub session: Vec<Policy>,
}

impl Case {
    /// A user of the account who asks, without any policy.
    pub fn user(action: &str, resource: &str) -> Case {
        Case {
            principal: Principal::User { arn: format!("arn:aws:iam::{ACCOUNT}:user/student") },
            action: action.to_owned(),
            resource: Some(resource.to_owned()).filter(|resource| resource != "*"),
            owner: Some(ACCOUNT.to_owned()),
            context: BTreeMap::new(),
            rcps: Vec::new(),
            scps: Vec::new(),
            resource_policy: None,
            rule: ResourceRule::Ordinary,
            identity: Vec::new(),
            boundary: None,
            session: Vec::new(),
        }
    }

    /// Decides.
    pub fn decide(&self) -> Decision {
        decide(&Query {
            principal: &self.principal,
            action: &self.action,
            resource: self.resource.as_deref(),
            owner: self.owner.as_deref(),
            context: &self.context,
            policies: Policies {
                resource_control: levels(&self.rcps),
                service_control: levels(&self.scps),
                resource: self.resource_policy.as_ref().map(attached),
                resource_rule: self.rule,
                identity: self
                    .identity
                    .iter()
                    .map(|(name, policy)| Attached { name, ..attached(policy) })
                    .collect(),
                boundary: self.boundary.as_ref().map(attached),
                session: self.session.iter().map(attached).collect(),
            },
        })
    }
}

fn levels(levels: &[Vec<Policy>]) -> Vec<Vec<Attached<'_>>> {
    levels.iter().map(|level| level.iter().map(attached).collect()).collect()
}

fn attached(policy: &Policy) -> Attached<'_> {
    Attached { name: "policy", arn: None, policy, group: None }
}

/// Parses a policy that must be one.
pub fn policy(value: &Value) -> Policy {
    Policy::parse(&value.to_string()).unwrap()
}

/// A policy of one statement with the old or the new version.
pub fn one(version: &str, statement: Value) -> Policy {
    policy(&serde_json::json!({ "Version": version, "Statement": statement }))
}

/// The keys of a JSON object as a context: names in small letters, a value or several.
pub fn context(value: &Value) -> BTreeMap<String, Vec<String>> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let values = |value: &Value| match value {
        Value::Array(values) => values.iter().map(text).collect(),
        value => vec![text(value)],
    };
    let keys = value.as_object().unwrap().iter();
    keys.map(|(key, value)| (key.to_ascii_lowercase(), values(value))).collect()
}

//! Parameter Store: parameters without their values, which are read one by one.

use serde_json::Value;

use crate::sim::{Scope, Time, World};

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// `String`, `StringList` or `SecureString`.
    pub kind: &'static str,
    /// `Standard` or `Advanced`.
    pub tier: &'static str,
    /// A word about it.
    pub description: String,
    /// The number of its latest version.
    pub version: i64,
    /// When that was put.
    pub modified: Time,
    /// By whom.
    pub by: String,
    /// When it is deleted by itself.
    pub expires: Option<Time>,
}

/// The parameters of a place by name.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, stored) in world.ssm().parameters(scope) {
        let Some(last) = stored.last() else { continue };
        rows.push(Row {
            name: name.to_owned(),
            kind: stored.kind,
            tier: last.tier,
            description: last.description.clone().unwrap_or_default(),
            version: last.number,
            modified: last.modified,
            by: last.by.clone(),
            expires: stored.expires(),
        });
    }
    rows
}

/// The value in a reply of GetParameter.
pub fn value(reply: &Value) -> Option<String> {
    reply.pointer("/Parameter/Value").and_then(Value::as_str).map(str::to_owned)
}

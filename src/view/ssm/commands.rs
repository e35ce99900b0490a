//! The list of commands.

use serde_json::Value;

use crate::services::ssm::state::Command;
use crate::sim::{Scope, Time, World};

/// One command in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The document it runs.
    pub document: &'static str,
    /// Where it was sent: instances, or tags and their values.
    pub targets: Vec<String>,
    /// Its status and the details of that, in AWS's words.
    pub status: (&'static str, &'static str),
    /// When it was sent.
    pub requested: Time,
    /// To how many instances it went.
    pub instances: usize,
    /// On how many of them it is over.
    pub completed: usize,
    /// On how many of them it failed.
    pub errors: usize,
}

/// The commands of a place, the latest first.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    world.ssm().commands(scope).rev().map(|command| row(command, world.now())).collect()
}

/// One command.
pub(super) fn row(command: &Command, now: Time) -> Row {
    let all = &command.invocations;
    Row {
        id: command.id.clone(),
        document: command.document.name(),
        targets: targets(command),
        status: command.status(now),
        requested: command.requested,
        instances: all.len(),
        completed: all.iter().filter(|one| one.is_over(now)).count(),
        errors: all.iter().filter(|one| one.has_failed(now)).count(),
    }
}

/// The instances a command names, then its targets as they are read: `tag:Role = web, db`.
fn targets(command: &Command) -> Vec<String> {
    let named = command.instance_ids.iter().cloned();
    let targets: Vec<Value> = serde_json::from_str(&command.targets).unwrap_or_default();
    let shown = |target: &Value| {
        let key = target.get("Key").and_then(Value::as_str).unwrap_or_default();
        let values = target.get("Values").and_then(Value::as_array);
        let values = values.into_iter().flatten().filter_map(Value::as_str);
        format!("{key} = {}", values.collect::<Vec<_>>().join(", "))
    };
    named.chain(targets.iter().map(shown)).collect()
}

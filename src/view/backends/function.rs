//! A Lambda function: its settings, who may use it, and when it ran.

use serde_json::json;

use super::{Detail, Kind, Row, Sheet, Value, act};
use crate::services::Request;
use crate::services::lambda::name::LATEST;
use crate::services::lambda::state::{Function, Run};
use crate::sim::time::Time;
use crate::sim::{Scope, World};
use crate::view::iam::document::pretty;

/// How many runs are shown.
const SHOWN: usize = 20;

pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let here = world.lambda().functions().values().filter(|function| function.scope == scope);
    here.map(|function| row(function, world.now())).collect()
}

fn row(function: &Function, now: Time) -> Row {
    let cells = vec![
        status(function, now),
        Value::Text(function.settings.runtime.clone()),
        Value::At(function.modified),
    ];
    Row { name: function.name.clone(), cells }
}

fn status(function: &Function, now: Time) -> Value {
    let pending = function.is_pending(now);
    Value::Status(if pending { "Pending" } else { "Active" }.to_owned(), !pending)
}

pub fn detail(world: &World, scope: Scope, name: &str) -> Option<Detail> {
    let arn = scope.arn("lambda", &format!("function:{name}"));
    let function = world.lambda().functions().get(&arn)?;
    let settings = &function.settings;
    let role = settings.role.rest().rsplit('/').next().unwrap_or_default();
    let policy = function.policy.as_ref();
    let versions = function.versions.all.iter().map(|version| version.number.to_string());
    let aliases = function.versions.aliases.iter();
    let aliases = aliases.map(|(name, alias)| format!("{name} → {}", alias.version));
    let listed = |all: Vec<String>| Value::Text(all.join(", "));
    Some(Detail {
        kind: Kind::Function,
        name: function.name.clone(),
        handle: function.name.clone(),
        arn: arn.to_string(),
        status: Some(status(function, world.now())),
        facts: vec![
            ("backends.runtime", Value::Text(settings.runtime.clone())),
            ("backends.handler", Value::Text(settings.handler.clone())),
            ("backends.role", Value::Role(role.to_owned())),
            ("backends.timeout", Value::Text(format!("{} s", settings.timeout_secs))),
            ("backends.memory", Value::Text(format!("{} MB", settings.memory_mb))),
            ("backends.code", Value::Number(function.code.size)),
            (
                "backends.versions",
                listed([LATEST.to_owned()].into_iter().chain(versions).collect()),
            ),
            ("backends.aliases", listed(aliases.collect())),
            ("backends.created", Value::At(function.created)),
            ("backends.modified", Value::At(function.modified)),
        ],
        policy: policy.map(|policy| pretty(&policy.text())),
        statements: policy
            .map(|policy| policy.statements.iter().map(|(id, _)| id.clone()).collect())
            .unwrap_or_default(),
        tags: function.tags.clone(),
        sheet: Some(runs(world.lambda().runs(&arn))),
        metrics: ("AWS/Lambda", "FunctionName"),
    })
}

/// When it ran, the newest first.
fn runs(runs: &[Run]) -> Sheet {
    let columns =
        ["backends.run.at", "backends.run.took", "backends.run.end"].map(Value::Key).to_vec();
    let row = |run: &Run| {
        let end = if run.failed { "backends.run.failed" } else { "backends.run.done" };
        let took = Value::Text(format!("{} ms", run.millis));
        vec![Value::At(run.time), took, Value::Key(end)]
    };
    Sheet { columns, rows: runs.iter().rev().take(SHOWN).map(row).collect(), count: runs.len() }
}

pub fn reads(name: &str) -> Vec<Request> {
    let input = || json!({ "FunctionName": name });
    let ops = ["GetFunction", "GetPolicy"];
    ops.into_iter().filter_map(|op| act::call(Kind::Function, op, input())).collect()
}

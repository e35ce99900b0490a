//! Statements of a topic's policy that are added and removed by their label.

use serde_json::{Value, json};

use super::{invalid, topic, topics};
use crate::access::Policy;
use crate::api::ApiError;
use crate::services::iam::Accounts;
use crate::services::sns::api::{AddPermissionInput, RemovePermissionInput};
use crate::services::sns::policy;
use crate::services::sns::state::State;
use crate::sim::Ctx;

/// Adds a statement that lets accounts do something: each account by its root user's ARN.
/// <https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html>
pub fn add(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &AddPermissionInput,
) -> Result<(), ApiError> {
    let (arn, topic) = topic(state, ctx, &input.topic_arn)?;
    let (mut document, mut statements) = taken_apart(&topic.policy.0);
    if statements.iter().any(|statement| is_called(statement, &input.label)) {
        return Err(invalid("Statement already exists"));
    }
    let accounts = input.accounts.iter().map(|id| format!("arn:aws:iam::{id}:root"));
    let actions = input.actions.iter().map(|name| format!("SNS:{name}"));
    statements.push(json!({
        "Sid": input.label,
        "Effect": "Allow",
        "Principal": { "AWS": one_or_all(accounts.collect()) },
        "Action": one_or_all(actions.collect()),
        "Resource": arn.as_str(),
    }));
    put_together(&mut document, statements);
    let policy = Policy::from_value(&document).ok_or_else(|| invalid("Policy Error: null"))?;
    if !policy::is_in_scope(&policy) {
        return Err(invalid("Policy statement action out of service scope!"));
    }
    iam.know(&policy).map_err(topics::nobody)?;
    if let Some(topic) = state.topics.get_mut(&arn) {
        topic.policy = (document.to_string(), policy);
    }
    Ok(())
}

/// Takes the statement with a label out; without such a one nothing happens.
/// <https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html>
pub fn remove(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &RemovePermissionInput,
) -> Result<(), ApiError> {
    let (arn, topic) = topic(state, ctx, &input.topic_arn)?;
    let (mut document, mut statements) = taken_apart(&topic.policy.0);
    statements.retain(|statement| !is_called(statement, &input.label));
    put_together(&mut document, statements);
    // Without any statement it lets nobody in.
    let policy = Policy::from_value(&document).unwrap_or_default();
    if let Some(topic) = state.topics.get_mut(&arn) {
        topic.policy = (document.to_string(), policy);
    }
    Ok(())
}

/// A policy, and its statements.
fn taken_apart(text: &str) -> (Value, Vec<Value>) {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    let statements = match document.get("Statement") {
        Some(Value::Array(statements)) => statements.clone(),
        Some(statement) => vec![statement.clone()],
        None => Vec::new(),
    };
    (document, statements)
}

fn put_together(document: &mut Value, statements: Vec<Value>) {
    if let Some(place) = document.get_mut("Statement") {
        *place = Value::Array(statements);
    }
}

fn is_called(statement: &Value, label: &str) -> bool {
    statement.get("Sid").is_some_and(|sid| sid == label)
}

/// A list of one is written without brackets (recorded).
fn one_or_all(texts: Vec<String>) -> Value {
    match texts.as_slice() {
        [one] => Value::from(one.as_str()),
        _ => Value::from(texts),
    }
}

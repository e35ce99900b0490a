//! What can be done with tables, functions and queues from their pages, as requests.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Detail, Kind};
use crate::services::Request;
use crate::view::tags::{Tags, changes};

/// A request to the service of a kind.
pub fn call(kind: Kind, op: &str, input: Value) -> Option<Request> {
    let service = match kind {
        Kind::Table => "dynamodb",
        Kind::Function => "lambda",
        Kind::Queue => "sqs",
    };
    Request::decode(service, op, input).ok()
}

/// Deletes one.
pub fn delete(of: &Detail) -> Option<Request> {
    match of.kind {
        Kind::Table => call(of.kind, "DeleteTable", json!({ "TableName": of.name })),
        Kind::Function => call(of.kind, "DeleteFunction", json!({ "FunctionName": of.name })),
        Kind::Queue => call(of.kind, "DeleteQueue", json!({ "QueueUrl": of.handle })),
    }
}

/// Sets the policy as a whole; an empty text takes it away. Functions have theirs a statement at a
/// time.
pub fn set_policy(of: &Detail, text: &str) -> Option<Request> {
    let text = text.trim();
    match of.kind {
        Kind::Table if text.is_empty() => {
            call(of.kind, "DeleteResourcePolicy", json!({ "ResourceArn": of.handle }))
        }
        Kind::Table => {
            let input = json!({ "ResourceArn": of.handle, "Policy": text });
            call(of.kind, "PutResourcePolicy", input)
        }
        Kind::Queue => {
            let input = json!({ "QueueUrl": of.handle, "Attributes": { "Policy": text } });
            call(of.kind, "SetQueueAttributes", input)
        }
        Kind::Function => None,
    }
}

/// What is typed into the form that adds a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// Who is let in: an account, an ARN, a service.
    pub principal: String,
    /// The ARN of what the service must act for; empty: anything.
    pub source: String,
}

/// Lets somebody invoke a function; nothing while something is missing.
pub fn add_statement(of: &Detail, new: &Statement) -> Option<Request> {
    let (id, principal, source) = (new.id.trim(), new.principal.trim(), new.source.trim());
    if id.is_empty() || principal.is_empty() {
        return None;
    }
    let mut input = json!({ "FunctionName": of.name, "StatementId": id,
        "Action": "lambda:InvokeFunction", "Principal": principal });
    if let (false, Some(members)) = (source.is_empty(), input.as_object_mut()) {
        members.insert("SourceArn".to_owned(), json!(source));
    }
    call(of.kind, "AddPermission", input)
}

/// Takes a statement out.
pub fn remove_statement(of: &Detail, id: &str) -> Option<Request> {
    call(of.kind, "RemovePermission", json!({ "FunctionName": of.name, "StatementId": id }))
}

/// Makes one set of tags of another.
pub fn retag(of: &Detail, new: &Tags) -> Vec<Request> {
    let (gone, set) = changes(&of.tags, new);
    let untag = (!gone.is_empty()).then(|| untagged(of, gone));
    let tag = (!set.is_empty()).then(|| tagged(of, set));
    [untag, tag].into_iter().flatten().flatten().collect()
}

fn untagged(of: &Detail, keys: Vec<String>) -> Option<Request> {
    match of.kind {
        Kind::Table => {
            let input = json!({ "ResourceArn": of.handle, "TagKeys": keys });
            call(of.kind, "UntagResource", input)
        }
        Kind::Function => {
            let input = json!({ "Resource": of.arn, "TagKeys": keys });
            call(of.kind, "UntagResource", input)
        }
        Kind::Queue => {
            call(of.kind, "UntagQueue", json!({ "QueueUrl": of.handle, "TagKeys": keys }))
        }
    }
}

fn tagged(of: &Detail, set: BTreeMap<String, String>) -> Option<Request> {
    match of.kind {
        Kind::Table => {
            let tag = |(key, value): (&String, &String)| json!({ "Key": key, "Value": value });
            let tags: Vec<Value> = set.iter().map(tag).collect();
            let input = json!({ "ResourceArn": of.handle, "Tags": tags });
            call(of.kind, "TagResource", input)
        }
        Kind::Function => call(of.kind, "TagResource", json!({ "Resource": of.arn, "Tags": set })),
        Kind::Queue => call(of.kind, "TagQueue", json!({ "QueueUrl": of.handle, "Tags": set })),
    }
}

//! How CloudTrail writes a call's request and reply: the common rule.

use serde_json::{Map, Value};

use crate::api::ApiError;
use crate::api::error::Stage;
use crate::api::names::lower_camel;
use crate::api::spec::Operation;
use crate::services::s3;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// What a record keeps of one call.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordShape {
    /// `requestParameters`.
    pub request: Value,
    /// `responseElements`.
    pub response: Value,
    /// Resource types and names the event refers to: event history's columns.
    pub resources: Vec<(String, String)>,
    /// Resource types and ARNs of the record's member `resources`, which few services write.
    pub listed: Vec<(&'static str, Arn)>,
    /// A prefix of error codes (`Client.` in EC2).
    pub error_prefix: &'static str,
    /// The event's name, where it is not the operation's.
    pub name: Option<&'static str>,
    /// The version of the record's format, where it is not the service's.
    pub version: Option<&'static str>,
    /// `additionalEventData`.
    pub additional: Option<Value>,
    /// `requestID`, where it is no UUID.
    pub request_id: Option<String>,
    /// What S3 alone writes.
    pub own: Option<Box<s3::record::Own>>,
}

impl RecordShape {
    /// The rule most services follow: members with a small first letter, a request without members
    /// is null, reads have no response.
    pub fn common(request: &impl Operation, reply: Option<&Value>) -> RecordShape {
        let read = request.spec().access.is_read_only();
        let response = reply.filter(|_| !read).map_or(Value::Null, camel);
        RecordShape {
            request: null_if_empty(camel(&request.input())),
            response: null_if_empty(response),
            resources: Vec::new(),
            listed: Vec::new(),
            error_prefix: "",
            name: None,
            version: None,
            additional: None,
            request_id: None,
            own: None,
        }
    }

    /// Names a resource the event refers to.
    pub fn resource(mut self, kind: &str, name: impl Into<String>) -> RecordShape {
        self.resources.push((kind.to_owned(), name.into()));
        self
    }

    /// `errorCode` and `errorMessage`. A denied call is `AccessDenied` whatever code the caller
    /// saw, in EC2 `Client.UnauthorizedOperation`.
    pub fn error(&self, error: &ApiError) -> (String, String) {
        let denied = matches!(error.stage, Stage::Access(_)) && self.error_prefix.is_empty();
        let code = if denied { "AccessDenied" } else { &error.code };
        (format!("{}{code}", self.error_prefix), error.message.clone())
    }
}

/// Every member's name with a small first letter, all the way down.
pub fn camel(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (lower_camel(key), camel(value))).collect()
        }
        Value::Array(items) => items.iter().map(camel).collect(),
        other => other.clone(),
    }
}

/// A date as most services' records write it.
pub fn date(time: Time) -> String {
    time.format("%b %-d, %Y, %-I:%M:%S %p")
}

/// User data may hold secrets, so records do not have it.
/// Seen in events of launches, of attributes of instances and of launch templates.
pub fn without_user_data(value: &mut Value) {
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(name, inner)| {
            match name.eq_ignore_ascii_case("userData") {
                true => *inner = Value::from("<sensitiveDataRemoved>"),
                false => without_user_data(inner),
            }
        }),
        Value::Array(items) => items.iter_mut().for_each(without_user_data),
        _ => {}
    }
}

/// `{}` becomes null.
pub fn null_if_empty(value: Value) -> Value {
    if value.as_object().is_some_and(Map::is_empty) { Value::Null } else { value }
}

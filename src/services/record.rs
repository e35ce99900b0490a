//! How CloudTrail writes a call's request and reply: the common rule.

use serde_json::{Map, Value};

use crate::api::ApiError;
use crate::api::error::Stage;
use crate::api::names::lower_camel;
use crate::api::spec::Operation;
use crate::api::{ShapeDef, StructDef};
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
    /// Error codes that stand in the record under another name, with that name.
    pub error_names: &'static [(&'static str, &'static str)],
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
    /// is null, reads have no response, instants as [`date`] writes them.
    pub fn common(request: &impl Operation, reply: Option<&Value>) -> RecordShape {
        RecordShape::dated(request, reply, date)
    }

    /// The same with instants in another form.
    pub fn dated(
        request: &impl Operation,
        reply: Option<&Value>,
        instant: fn(Time) -> String,
    ) -> RecordShape {
        let spec = request.spec();
        let reply = reply.filter(|_| !spec.access.is_read_only());
        let response = reply.map_or(Value::Null, |reply| camel_in(reply, spec.output, instant));
        RecordShape {
            request: null_if_empty(camel_in(&request.input(), spec.input, instant)),
            response: null_if_empty(response),
            resources: Vec::new(),
            listed: Vec::new(),
            error_prefix: "",
            error_names: &[],
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
        let named = self.error_names.iter().find(|(code, _)| *code == error.code);
        let code = match named {
            _ if denied => "AccessDenied",
            Some((_, name)) => name,
            None => &error.code,
        };
        (format!("{}{code}", self.error_prefix), error.message.clone())
    }
}

/// A structure whose members are named with a small first letter. The keys of a map are people's
/// own, or values of the API, and stay as they are: `"attributes":{"VisibilityTimeout":"100"}`.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-logging-using-cloudtrail.html>
pub fn camel_in(value: &Value, def: &StructDef, instant: fn(Time) -> String) -> Value {
    let Value::Object(members) = value else { return camel(value) };
    let one = |(name, value): (&String, &Value)| {
        let member = def.members.iter().find(|member| member.name == name);
        let written = match member {
            Some(member) => shaped(value, member.shape, instant),
            None => camel(value),
        };
        (lower_camel(name), written)
    };
    members.iter().map(one).collect()
}

fn shaped(value: &Value, shape: &ShapeDef, instant: fn(Time) -> String) -> Value {
    let inside = |value: &Value, shape: &ShapeDef| shaped(value, shape, instant);
    match (shape, value) {
        (ShapeDef::Structure(def), _) => camel_in(value, def, instant),
        (ShapeDef::List(inner), Value::Array(items)) => {
            items.iter().map(|item| inside(item, inner)).collect()
        }
        (ShapeDef::Map(inner), Value::Object(members)) => {
            let one = |(key, value): (&String, &Value)| (key.clone(), inside(value, inner));
            members.iter().map(one).collect()
        }
        (ShapeDef::Timestamp, Value::String(text)) => {
            Time::parse(text).map_or_else(|| value.clone(), |time| Value::from(instant(time)))
        }
        _ => camel(value),
    }
}

/// Every member's name with a small first letter, all the way down, where no shape says more.
pub fn camel(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (lower_camel(key), camel(value))).collect()
        }
        Value::Array(items) => items.iter().map(camel).collect(),
        other => other.clone(),
    }
}

/// A date as the records of IAM and Systems Manager write it: `Jul 10, 2023 11:55:10 AM` in those
/// of <https://github.com/invictus-ir/aws_dataset>.
pub fn plain_date(time: Time) -> String {
    time.format("%b %-d, %Y %-I:%M:%S %p")
}

/// A date as most services' records write it: Java's medium form.
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

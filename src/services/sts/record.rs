//! How CloudTrail writes STS calls: a role assumed counts as read, and yet its record has a
//! response, without the secret; the role stands among the resources.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html>

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::{RecordShape, camel};
use crate::sim::id::Ids;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    let role = match request {
        Request::AssumeRole(input) => Some(input),
        Request::GetSessionToken(_) => None,
        Request::GetCallerIdentity(_) => return shape,
    };
    // Codes are secrets.
    if let Value::Object(members) = &mut shape.request {
        members.shift_remove("tokenCode");
    }
    if let Some(reply) = reply {
        shape.response = camel(reply);
        if let Some(credentials) = shape.response.get_mut("credentials") {
            let ends = credentials["expiration"].as_str().and_then(Time::parse);
            *credentials = json!({
                "accessKeyId": credentials["accessKeyId"],
                "sessionToken": credentials["sessionToken"],
                "expiration": ends.map(|time| time.format("%b %-d, %Y, %-I:%M:%S %p")),
            });
        }
    }
    let Some(input) = role else {
        let key = reply.and_then(|reply| reply.pointer("/Credentials/AccessKeyId"));
        return match key.and_then(Value::as_str) {
            Some(key) => shape.resource("AWS::IAM::AccessKey", key),
            None => shape,
        };
    };
    shape.listed.extend(Arn::parse(&input.role_arn).map(|arn| ("AWS::IAM::Role", arn)));
    let key = reply.and_then(|reply| reply.pointer("/Credentials/AccessKeyId"));
    if let Some(key) = key.and_then(Value::as_str) {
        shape = shape.resource("AWS::IAM::AccessKey", key);
    }
    shape = shape.resource("AWS::STS::AssumedRole", &input.role_session_name);
    shape.resource("AWS::IAM::Role", &input.role_arn)
}

/// A session a service opens for itself: the record says less of the reply.
pub fn by_service(shape: &mut RecordShape) {
    if let Some(response) = shape.response.as_object_mut() {
        response.retain(|member, _| member == "credentials");
    }
}

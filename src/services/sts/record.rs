//! How CloudTrail writes STS calls: a role assumed counts as read, and yet its record has a
//! response, without the secret; the role stands among the resources.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html>

use serde_json::{Map, Value, json};

use super::api::Request;
use super::federation::assertion_id;
use crate::api::spec::Operation as _;
use crate::services::record::{RecordShape, camel_in, date};
use crate::sim::Caller;
use crate::sim::id::Ids;
use crate::sim::scope::Arn;

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    let role = match request {
        Request::AssumeRole(input) => Some((&input.role_arn, input.role_session_name.as_str())),
        Request::AssumeRoleWithSAML(input) => Some((&input.role_arn, session_of(reply))),
        Request::AssumeRoleWithWebIdentity(input) => {
            Some((&input.role_arn, input.role_session_name.as_str()))
        }
        Request::GetSessionToken(_) | Request::GetFederationToken(_) => None,
        // What was decoded is the caller's to know.
        Request::DecodeAuthorizationMessage(_) => {
            shape.response = Value::Null;
            return shape;
        }
        Request::GetCallerIdentity(_) => return shape,
    };
    tokens(request, &mut shape.request, reply);
    // Codes are secrets.
    if let Value::Object(members) = &mut shape.request {
        members.shift_remove("tokenCode");
    }
    if let Some(reply) = reply {
        shape.response = camel_in(reply, request.spec().output, date);
        if let Some(credentials) = shape.response.get_mut("credentials") {
            *credentials = json!({
                "accessKeyId": credentials["accessKeyId"],
                "sessionToken": credentials["sessionToken"],
                "expiration": credentials["expiration"],
            });
        }
    }
    let Some((role, session)) = role else {
        let key = reply.and_then(|reply| reply.pointer("/Credentials/AccessKeyId"));
        return match key.and_then(Value::as_str) {
            Some(key) => shape.resource("AWS::IAM::AccessKey", key),
            None => shape,
        };
    };
    shape.listed.extend(Arn::parse(role).map(|arn| ("AWS::IAM::Role", arn)));
    if let Request::AssumeRoleWithSAML(input) = request {
        let provider = Arn::parse(&input.principal_arn);
        shape.listed.extend(provider.map(|arn| ("AWS::IAM::SAMLProvider", arn)));
    }
    let key = reply.and_then(|reply| reply.pointer("/Credentials/AccessKeyId"));
    if let Some(key) = key.and_then(Value::as_str) {
        shape = shape.resource("AWS::IAM::AccessKey", key);
    }
    shape = shape.resource("AWS::STS::AssumedRole", session);
    shape.resource("AWS::IAM::Role", role)
}

/// The name of the session that was opened.
fn session_of(reply: Option<&Value>) -> &str {
    let arn = reply.and_then(|reply| reply.pointer("/AssumedRoleUser/Arn")).and_then(Value::as_str);
    arn.and_then(|arn| arn.rsplit('/').next()).unwrap_or_default()
}

/// What a provider vouches with is a secret: the record has the id of an assertion, and nothing of
/// a token.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#stscloudtrailexample_saml>
fn tokens(request: &Request, recorded: &mut Value, reply: Option<&Value>) {
    let Value::Object(members) = recorded else { return };
    members.shift_remove("webIdentityToken");
    let assertion = members.shift_remove("sAMLAssertion");
    if let (Request::AssumeRoleWithSAML(input), Some(_)) = (request, assertion) {
        members.insert("sAMLAssertionID".to_owned(), json!(assertion_id(&input.saml_assertion)));
        if reply.is_some() {
            members.insert("roleSessionName".to_owned(), json!(session_of(reply)));
        }
    }
}

/// A session that another opens: the record says what is handed on.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#stscloudtrailexample-assumerole>
pub fn chained(shape: &mut RecordShape, caller: &Caller) {
    let (Some(passed), Value::Object(members)) = (caller.passed(), &mut shape.request) else {
        return;
    };
    let tags: Map<String, Value> =
        passed.handed_on().map(|(key, value)| (key.clone(), json!(value))).collect();
    if !tags.is_empty() {
        members.insert("incomingTransitiveTags".to_owned(), Value::Object(tags));
    }
    if let Some(identity) = &passed.source_identity {
        members.insert("sourceIdentity".to_owned(), json!(identity));
    }
}

/// What an identity provider passes on is written as it says it.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#stscloudtrailexample_saml>
pub fn vouched(shape: &mut RecordShape, caller: &Caller) {
    let (Some(passed), Value::Object(members)) = (caller.passed(), &mut shape.request) else {
        return;
    };
    if let Some(identity) = &passed.source_identity {
        members.insert("sourceIdentity".to_owned(), json!(identity));
    }
    if !passed.tags.is_empty() {
        members.insert("principalTags".to_owned(), json!(passed.tags));
    }
    if !passed.transitive.is_empty() {
        members.insert("transitiveTagKeys".to_owned(), json!(passed.transitive));
    }
}

/// A session a service opens for itself: the record says less of the reply.
pub fn by_service(shape: &mut RecordShape) {
    if let Some(response) = shape.response.as_object_mut() {
        response.retain(|member, _| member == "credentials");
    }
}

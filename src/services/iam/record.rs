//! How CloudTrail writes IAM's calls: dates as `Mar 2, 2026 9:20:05 AM`, and no secrets.

use serde_json::{Value, json};

use super::api::Request;
use crate::services::record::{RecordShape, plain_date};
use crate::sim::id::Ids;

/// IAM answers with a code, and CloudTrail writes the name that the exception has in the service's
/// model: NoSuchEntityException and LimitExceededException stand in recorded events
/// (<https://github.com/invictus-ir/aws_dataset>), MalformedPolicyDocumentException and
/// DeleteConflictException in the searches of published detections
/// (<https://github.com/splunk/security_content>, `aws_iam_assume_role_policy_brute_force` and
/// `aws_iam_failure_group_deletion`). Of the others no record was found, and they are taken to
/// follow the same model: <https://github.com/boto/botocore>, `iam`.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("ConcurrentModification", "ConcurrentModificationException"),
    ("DeleteConflict", "DeleteConflictException"),
    ("EntityAlreadyExists", "EntityAlreadyExistsException"),
    ("EntityTemporarilyUnmodifiable", "EntityTemporarilyUnmodifiableException"),
    ("InvalidAuthenticationCode", "InvalidAuthenticationCodeException"),
    ("InvalidInput", "InvalidInputException"),
    ("InvalidUserType", "InvalidUserTypeException"),
    ("LimitExceeded", "LimitExceededException"),
    ("MalformedPolicyDocument", "MalformedPolicyDocumentException"),
    ("NoSuchEntity", "NoSuchEntityException"),
    ("NotSupportedService", "ServiceNotSupportedException"),
    ("PasswordPolicyViolation", "PasswordPolicyViolationException"),
    ("PolicyEvaluation", "PolicyEvaluationException"),
    ("PolicyNotAttachable", "PolicyNotAttachableException"),
    ("ReportExpired", "CredentialReportExpiredException"),
    ("ReportGenerationLimitExceeded", "ReportGenerationLimitExceededException"),
    ("ReportInProgress", "CredentialReportNotReadyException"),
    ("ReportNotPresent", "CredentialReportNotPresentException"),
    ("ServiceFailure", "ServiceFailureException"),
    ("UnmodifiableEntity", "UnmodifiableEntityException"),
];

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::dated(request, reply, plain_date);
    shape.error_names = EXCEPTIONS;
    // Nor is a password.
    if let Value::Object(members) = &mut shape.request {
        members.shift_remove("password");
        // Nor are the codes of MFA devices.
        members.shift_remove("authenticationCode1");
        members.shift_remove("authenticationCode2");
    }
    if matches!(request, Request::ChangePassword(_)) {
        shape.request = Value::Null;
    }
    if let Some(device) = shape.response.get_mut("virtualMFADevice") {
        *device = json!({ "serialNumber": device["serialNumber"] });
    }
    if let Some(key) = shape.response.get_mut("accessKey") {
        // The secret is never recorded.
        *key = json!({
            "accessKeyId": key["accessKeyId"],
            "status": key["status"],
            "userName": key["userName"],
            "createDate": key["createDate"],
        });
        // A key of the root user names nobody.
        if let Some(members) = key.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
    }
    let trust = reply.and_then(|reply| reply.pointer("/Role/AssumeRolePolicyDocument"));
    let written = shape.response.pointer_mut("/role/assumeRolePolicyDocument");
    if let (Some(trust), Some(written)) = (trust, written) {
        *written = json!(encoded(&trust.to_string()));
    }
    for (kind, name) in resources(request, reply) {
        shape = shape.resource(kind, name);
    }
    shape
}

/// A policy document as IAM's replies carry it: URL-encoded (RFC 3986).
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}

const USER: &str = "AWS::IAM::User";
const POLICY: &str = "AWS::IAM::Policy";
const KEY: &str = "AWS::IAM::AccessKey";
const ROLE: &str = "AWS::IAM::Role";
const GROUP: &str = "AWS::IAM::Group";
const DEVICE: &str = "AWS::IAM::VirtualMFADevice";
const SAML: &str = "AWS::IAM::SAMLProvider";
const WEB: &str = "AWS::IAM::OIDCProvider";
const PROFILE: &str = "AWS::IAM::InstanceProfile";

/// The resources an event refers to.
fn resources(request: &Request, reply: Option<&Value>) -> Vec<(&'static str, String)> {
    let parameters = crate::api::spec::Operation::input(request);
    let given = |name: &str| parameters.get(name).and_then(Value::as_str).map(str::to_owned);
    let made = |pointer: &str| {
        let found = reply.and_then(|reply| reply.pointer(pointer));
        found.and_then(Value::as_str).map(str::to_owned)
    };
    let mut resources = Vec::new();
    resources.extend(given("UserName").map(|name| (USER, name)));
    resources.extend(given("GroupName").map(|name| (GROUP, name)));
    let policy = given("PolicyArn").or_else(|| made("/Policy/Arn"));
    resources.extend(policy.map(|arn| (POLICY, arn)));
    let key = given("AccessKeyId").or_else(|| made("/AccessKey/AccessKeyId"));
    resources.extend(key.map(|id| (KEY, id)));
    let role = given("RoleName").or_else(|| made("/Role/RoleName"));
    resources.extend(role.map(|name| (ROLE, name)));
    let device = given("SerialNumber").or_else(|| made("/VirtualMFADevice/SerialNumber"));
    resources.extend(device.map(|serial| (DEVICE, serial)));
    let saml = given("SAMLProviderArn").or_else(|| made("/SAMLProviderArn"));
    resources.extend(saml.map(|arn| (SAML, arn)));
    let member = "OpenIDConnectProviderArn";
    let web = given(member).or_else(|| made(&format!("/{member}")));
    resources.extend(web.map(|arn| (WEB, arn)));
    resources.extend(given("InstanceProfileName").map(|name| (PROFILE, name)));
    resources
}

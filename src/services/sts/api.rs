//! STS's operations.

use crate::api::{Check, ServiceSpec, Timestamp, shape::Empty};
use crate::{api, shape};

/// What STS's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "sts",
    title: "AWS Security Token Service",
    action_prefix: "sts",
    event_source: "sts.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    wording: crate::api::Wording::denied("AccessDenied", 403)
        .style(crate::access::message::Style::STS),
    throttled: ("Throttling", "Rate exceeded"),
    global: false,
    host: "sts.{region}.amazonaws.com",
    ops: OPS,
};

shape! {
    /// Reply of GetCallerIdentity.
    pub struct GetCallerIdentityOutput {
        user_id: String => "UserId",
        account: String => "Account",
        arn: String => "Arn",
    }
}

shape! {
    /// A managed policy that limits a session.
    pub struct PolicyDescriptor {
        arn: Option<String> => "arn" [len(20, 2048)],
    }

    /// Input of AssumeRole.
    pub struct AssumeRoleInput {
        role_arn: String => "RoleArn" [required().len(20, 2048)],
        role_session_name: String => "RoleSessionName" [required().len(2, 64)],
        policy_arns: Option<Vec<PolicyDescriptor>> => "PolicyArns" [len(0, 10)],
        policy: Option<String> => "Policy" [len(1, 2048)],
        duration_seconds: Option<i32> => "DurationSeconds" [min(900).max(43200)],
        external_id: Option<String> => "ExternalId" [len(2, 1224)],
    }
    refused {
        "Tags", "TransitiveTagKeys", "SerialNumber", "TokenCode", "SourceIdentity",
        "ProvidedContexts",
    }

    /// Temporary credentials.
    pub struct Credentials {
        access_key_id: String => "AccessKeyId",
        secret_access_key: String => "SecretAccessKey",
        session_token: String => "SessionToken",
        expiration: Timestamp => "Expiration",
    }

    /// The principal a session is.
    pub struct AssumedRoleUser {
        assumed_role_id: String => "AssumedRoleId",
        arn: String => "Arn",
    }

    /// Output of AssumeRole.
    pub struct AssumeRoleOutput {
        credentials: Credentials => "Credentials",
        assumed_role_user: AssumedRoleUser => "AssumedRoleUser",
        packed_policy_size: Option<i32> => "PackedPolicySize",
    }
}

/// The role must trust the caller, and the caller's own policies allow, where the trust is the
/// account's.
fn assume(input: &AssumeRoleInput) -> Check {
    let check = Check::on(&input.role_arn)
        .key("sts:RoleSessionName", vec![input.role_session_name.clone()]);
    match &input.external_id {
        Some(id) => check.key("sts:ExternalId", vec![id.clone()]),
        None => check,
    }
}

api! {
    pub enum Request of &SERVICE;

    /// Opens a session of a role. CloudTrail counts it among the calls that only read.
    AssumeRole(AssumeRoleInput) -> AssumeRoleOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| assume(input),
    }

    /// Tells who the credentials belong to. It needs no permission: a policy cannot deny it.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    GetCallerIdentity(Empty) -> GetCallerIdentityOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Vec::<Check>::new(),
    }
}

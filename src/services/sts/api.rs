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
    protocol: crate::api::Protocol::Query,
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
    /// A tag of a session.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required().len(0, 256)],
    }

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
        serial_number: Option<String> => "SerialNumber" [len(9, 256)],
        token_code: Option<String> => "TokenCode" [len(6, 6)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
        transitive_tag_keys: Option<Vec<String>> => "TransitiveTagKeys" [len(0, 50)],
        source_identity: Option<String> => "SourceIdentity" [len(2, 64)],
    }
    refused { "ProvidedContexts" }

    /// Input of GetSessionToken.
    pub struct GetSessionTokenInput {
        duration_seconds: Option<i32> => "DurationSeconds" [min(900).max(129_600)],
        serial_number: Option<String> => "SerialNumber" [len(9, 256)],
        token_code: Option<String> => "TokenCode" [len(6, 6)],
    }

    /// Output of GetSessionToken.
    pub struct GetSessionTokenOutput {
        credentials: Credentials => "Credentials",
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
        source_identity: Option<String> => "SourceIdentity",
    }
}

shape! {
    /// Input of AssumeRoleWithSAML.
    pub struct AssumeRoleWithSamlInput {
        role_arn: String => "RoleArn" [required().len(20, 2048)],
        principal_arn: String => "PrincipalArn" [required().len(20, 2048)],
        saml_assertion: String => "SAMLAssertion" [required().len(4, 100_000)],
        policy_arns: Option<Vec<PolicyDescriptor>> => "PolicyArns" [len(0, 10)],
        policy: Option<String> => "Policy" [len(1, 2048)],
        duration_seconds: Option<i32> => "DurationSeconds" [min(900).max(43200)],
    }

    /// Output of AssumeRoleWithSAML.
    pub struct AssumeRoleWithSamlOutput {
        credentials: Credentials => "Credentials",
        assumed_role_user: AssumedRoleUser => "AssumedRoleUser",
        packed_policy_size: Option<i32> => "PackedPolicySize",
        subject: String => "Subject",
        subject_type: String => "SubjectType",
        issuer: String => "Issuer",
        audience: String => "Audience",
        name_qualifier: String => "NameQualifier",
        source_identity: Option<String> => "SourceIdentity",
    }

    /// Input of AssumeRoleWithWebIdentity.
    pub struct AssumeRoleWithWebIdentityInput {
        role_arn: String => "RoleArn" [required().len(20, 2048)],
        role_session_name: String => "RoleSessionName" [required().len(2, 64)],
        web_identity_token: String => "WebIdentityToken" [required().len(4, 20_000)],
        policy_arns: Option<Vec<PolicyDescriptor>> => "PolicyArns" [len(0, 10)],
        policy: Option<String> => "Policy" [len(1, 2048)],
        duration_seconds: Option<i32> => "DurationSeconds" [min(900).max(43200)],
    }
    refused { "ProviderId" }

    /// Output of AssumeRoleWithWebIdentity.
    pub struct AssumeRoleWithWebIdentityOutput {
        credentials: Credentials => "Credentials",
        subject_from_web_identity_token: String => "SubjectFromWebIdentityToken",
        assumed_role_user: AssumedRoleUser => "AssumedRoleUser",
        packed_policy_size: Option<i32> => "PackedPolicySize",
        provider: String => "Provider",
        audience: String => "Audience",
        source_identity: Option<String> => "SourceIdentity",
    }

    /// Input of DecodeAuthorizationMessage.
    pub struct DecodeMessageInput {
        encoded_message: String => "EncodedMessage" [required().len(1, 10_240)],
    }

    /// Output of DecodeAuthorizationMessage.
    pub struct DecodeMessageOutput {
        decoded_message: String => "DecodedMessage",
    }

    /// Input of GetFederationToken.
    pub struct GetFederationTokenInput {
        name: String => "Name" [required().len(2, 32)],
        policy: Option<String> => "Policy" [len(1, 2048)],
        policy_arns: Option<Vec<PolicyDescriptor>> => "PolicyArns" [len(0, 10)],
        duration_seconds: Option<i32> => "DurationSeconds" [min(900).max(129_600)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// The principal a session of a federation is.
    pub struct FederatedUserItem {
        federated_user_id: String => "FederatedUserId",
        arn: String => "Arn",
    }

    /// Output of GetFederationToken.
    pub struct GetFederationTokenOutput {
        credentials: Credentials => "Credentials",
        federated_user: FederatedUserItem => "FederatedUser",
        packed_policy_size: Option<i32> => "PackedPolicySize",
    }
}

/// The role must trust the caller, and the caller's own policies allow, where the trust is the
/// account's.
fn assume(input: &AssumeRoleInput) -> Check {
    let check = Check::on(&input.role_arn)
        .key("sts:RoleSessionName", vec![input.role_session_name.clone()]);
    let check = match &input.external_id {
        Some(id) => check.key("sts:ExternalId", vec![id.clone()]),
        None => check,
    };
    // A code that is sent along counts for this call. Whether it is right is found out later.
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>
    match (&input.serial_number, &input.token_code) {
        (Some(_), Some(_)) => check
            .key("aws:MultiFactorAuthPresent", vec!["true".to_owned()])
            .key("aws:MultiFactorAuthAge", vec!["0".to_owned()]),
        _ => check,
    }
}

api! {
    pub enum Request of &SERVICE;

    /// Opens a session of a role. CloudTrail counts it among the calls that only read.
    AssumeRole(AssumeRoleInput) -> AssumeRoleOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| assume(input),
    }

    /// Gives a user temporary credentials, with a code of its MFA device if it sends one. It needs
    /// no permission.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html>
    GetSessionToken(GetSessionTokenInput) -> GetSessionTokenOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Vec::<Check>::new(),
    }

    /// Tells who the credentials belong to. It needs no permission: a policy cannot deny it.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    GetCallerIdentity(Empty) -> GetCallerIdentityOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Vec::<Check>::new(),
    }

    /// Opens a session of a role for whom a SAML provider vouches for. Nobody signs it: the role's
    /// trust alone decides.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html>
    AssumeRoleWithSAML(AssumeRoleWithSamlInput) -> AssumeRoleWithSamlOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.role_arn),
    }

    /// The same for whom a web identity provider vouches for.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
    AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentityInput) -> AssumeRoleWithWebIdentityOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.role_arn)
            .key("sts:RoleSessionName", vec![input.role_session_name.clone()]),
    }

    /// Lets somebody act in a part of the calling user's permissions.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html>
    GetFederationToken(GetFederationTokenInput) -> GetFederationTokenOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(format!(
            "arn:aws:sts::{}:federated-user/{}", scope.account, input.name
        )),
    }

    /// Reads what EC2 sent along with a refusal, encoded.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>
    DecodeAuthorizationMessage(DecodeMessageInput) -> DecodeMessageOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on("*"),
    }
}

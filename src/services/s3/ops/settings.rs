//! What a bucket is set to: policy, public access, versions, encryption.

use super::{malformed, not_allowed};
use crate::api::ApiError;
use crate::services::iam;
use crate::services::s3::policy;
use crate::services::s3::shapes::{
    BucketInput, EncryptionByDefault, EncryptionConfiguration, EncryptionOutput, EncryptionRule,
    PolicyOutput, PolicyStatus, PolicyStatusOutput, PublicAccessBlockConfiguration,
    PublicAccessBlockOutput, PutBucketEncryptionInput, PutBucketPolicyInput,
    PutBucketVersioningInput, PutPublicAccessBlockInput, VersioningOutput,
};
use crate::services::s3::state::{Bucket, PublicAccessBlock, State, Versioning, bucket_arn};
use crate::sim::Caller;
use crate::sim::caller::Identity;

/// Policies are for identities of the account of the bucket alone, whatever the policy says.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html>
fn of_account(bucket: &Bucket, caller: &Caller) -> Result<(), ApiError> {
    match caller.account == bucket.account && caller.identity != Identity::Anonymous {
        true => Ok(()),
        false => Err(not_allowed()),
    }
}

pub fn put_policy(
    state: &mut State,
    iam: &iam::State,
    caller: &Caller,
    input: &PutBucketPolicyInput,
) -> Result<(), ApiError> {
    if input.confirm.is_some() {
        return Err(ApiError::not_simulated(
            "ConfirmRemoveSelfBucketAccess (s3api PutBucketPolicy)",
        ));
    }
    let bucket = state.bucket_mut(&input.bucket)?;
    of_account(bucket, caller)?;
    let (policy, public) = policy::check(&input.policy, &input.bucket, (iam, bucket.account))
        .map_err(|text| ApiError::new("MalformedPolicy", text))?;
    if public && bucket.block.is_some_and(|block| block.block_policy) {
        // <https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html>
        let text = format!(
            "User: {} is not authorized to perform: s3:PutBucketPolicy on resource: \"{}\" because \
             public policies are prevented by the BlockPublicPolicy setting in S3 Block Public \
             Access.",
            caller.arn(),
            bucket_arn(&input.bucket),
        );
        return Err(ApiError::new("AccessDenied", text).http(403));
    }
    bucket.policy = Some((input.policy.clone(), policy, public));
    Ok(())
}

fn no_policy() -> ApiError {
    ApiError::new("NoSuchBucketPolicy", "The bucket policy does not exist").http(404)
}

pub fn policy(
    state: &State,
    caller: &Caller,
    input: &BucketInput,
) -> Result<PolicyOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    of_account(bucket, caller)?;
    let (text, ..) = bucket.policy.as_ref().ok_or_else(no_policy)?;
    Ok(PolicyOutput { policy: text.clone() })
}

pub fn policy_status(state: &State, input: &BucketInput) -> Result<PolicyStatusOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let (.., public) = bucket.policy.as_ref().ok_or_else(no_policy)?;
    Ok(PolicyStatusOutput { status: PolicyStatus { public: *public } })
}

pub fn delete_policy(
    state: &mut State,
    caller: &Caller,
    input: &BucketInput,
) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    of_account(bucket, caller)?;
    bucket.policy = None;
    Ok(())
}

pub fn put_block(state: &mut State, input: &PutPublicAccessBlockInput) -> Result<(), ApiError> {
    let given = &input.configuration;
    let bucket = state.bucket_mut(&input.bucket)?;
    // What is not named is off.
    bucket.block = Some(PublicAccessBlock {
        block_acls: given.block_acls.unwrap_or_default(),
        ignore_acls: given.ignore_acls.unwrap_or_default(),
        block_policy: given.block_policy.unwrap_or_default(),
        restrict: given.restrict.unwrap_or_default(),
    });
    Ok(())
}

pub fn block(state: &State, input: &BucketInput) -> Result<PublicAccessBlockOutput, ApiError> {
    let none = || {
        let text = "The public access block configuration was not found";
        ApiError::new("NoSuchPublicAccessBlockConfiguration", text).http(404)
    };
    let block = state.bucket(&input.bucket)?.block.ok_or_else(none)?;
    let configuration = PublicAccessBlockConfiguration {
        block_acls: Some(block.block_acls),
        ignore_acls: Some(block.ignore_acls),
        block_policy: Some(block.block_policy),
        restrict: Some(block.restrict),
    };
    Ok(PublicAccessBlockOutput { configuration })
}

pub fn delete_block(state: &mut State, input: &BucketInput) -> Result<(), ApiError> {
    state.bucket_mut(&input.bucket)?.block = None;
    Ok(())
}

pub fn put_versioning(state: &mut State, input: &PutBucketVersioningInput) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    match input.configuration.mfa_delete.as_deref() {
        None | Some("Disabled") => {}
        Some(_) => return Err(ApiError::not_simulated("MFADelete (s3api PutBucketVersioning)")),
    }
    let versioning = match input.configuration.status.as_deref() {
        Some("Enabled") => Versioning::Enabled,
        Some("Suspended") if bucket.lock.is_some() => {
            let text = "An Object Lock configuration is present on this bucket, so the versioning \
                        state cannot be changed.";
            return Err(ApiError::new("InvalidBucketState", text).http(409));
        }
        Some("Suspended") => Versioning::Suspended,
        Some(_) => return Err(malformed()),
        None => {
            let text = "The Versioning element must be specified";
            return Err(ApiError::new("IllegalVersioningConfigurationException", text));
        }
    };
    bucket.versioning = Some(versioning);
    Ok(())
}

pub fn versioning(state: &State, input: &BucketInput) -> Result<VersioningOutput, ApiError> {
    let versioning = state.bucket(&input.bucket)?.versioning;
    Ok(VersioningOutput { status: versioning.map(|it| it.name().to_owned()) })
}

pub fn put_encryption(state: &mut State, input: &PutBucketEncryptionInput) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    let [rule] = input.configuration.rules.as_slice() else { return Err(malformed()) };
    let by_default = rule.by_default.as_ref();
    match by_default.map(|it| it.algorithm.as_str()) {
        None | Some("AES256") if by_default.is_some_and(|it| it.key.is_some()) => {
            let text = "a KMSMasterKeyID is not applicable if the default sse algorithm is not \
                        aws:kms or aws:kms:dsse";
            return Err(ApiError::new("InvalidArgument", text));
        }
        None | Some("AES256") => {}
        Some(other @ ("aws:kms" | "aws:kms:dsse")) => {
            return Err(ApiError::not_simulated(format!("SSEAlgorithm {other}")));
        }
        Some(_) => return Err(malformed()),
    }
    bucket.bucket_key = rule.bucket_key.unwrap_or_default();
    Ok(())
}

/// Every bucket encrypts with keys of S3, whether anybody asked or not.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html>
pub fn encryption(state: &State, input: &BucketInput) -> Result<EncryptionOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let by_default = EncryptionByDefault { algorithm: "AES256".to_owned(), key: None };
    let rule = EncryptionRule { by_default: Some(by_default), bucket_key: Some(bucket.bucket_key) };
    Ok(EncryptionOutput { configuration: EncryptionConfiguration { rules: vec![rule] } })
}

pub fn delete_encryption(state: &mut State, input: &BucketInput) -> Result<(), ApiError> {
    state.bucket_mut(&input.bucket)?.bucket_key = false;
    Ok(())
}

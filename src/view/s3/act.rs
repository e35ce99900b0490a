//! What can be done in S3 from its pages, as requests.

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::s3::Body;
use crate::services::s3::api::{
    BucketInput, CreateBucketConfiguration, CreateBucketInput, DefaultRetention, DeleteObjectInput,
    DeleteObjectTaggingInput, LegalHold, LockConfiguration, LockRule, ObjectInput,
    PublicAccessBlockConfiguration, PutBucketPolicyInput, PutBucketTaggingInput,
    PutBucketVersioningInput, PutObjectInput, PutObjectLegalHoldInput,
    PutObjectLockConfigurationInput, PutObjectTaggingInput, PutPublicAccessBlockInput,
    Request as S3, Tag, Tagging, VersioningConfiguration,
};
use crate::services::s3::policy;
use crate::services::s3::state::PublicAccessBlock;
use crate::sim::Region;
use crate::view::tags::Tags;

/// The most bytes a file may have to be put.
pub const MAX_FILE: u64 = 8 * 1024 * 1024;

/// Makes a bucket, with what is asked of it from the start.
pub fn create(name: &str, region: Region, versions: bool, lock: bool) -> Vec<Request> {
    let elsewhere = region != Region::US_EAST_1;
    let configuration = elsewhere
        .then(|| CreateBucketConfiguration { location_constraint: Some(region.code().to_owned()) });
    let create = S3::CreateBucket(CreateBucketInput {
        bucket: name.to_owned(),
        configuration,
        object_lock: lock.then_some(true),
        ..Default::default()
    });
    let mut requests = vec![create.into()];
    // Object Lock comes with versions.
    if versions && !lock {
        requests.push(versioning(name, true));
    }
    requests
}

/// Deletes a bucket.
pub fn delete(name: &str) -> Request {
    S3::DeleteBucket(BucketInput { bucket: name.to_owned() }).into()
}

/// Lets a bucket keep versions from now on, or no longer.
pub fn versioning(name: &str, on: bool) -> Request {
    let status = if on { "Enabled" } else { "Suspended" };
    S3::PutBucketVersioning(PutBucketVersioningInput {
        bucket: name.to_owned(),
        configuration: VersioningConfiguration {
            mfa_delete: None,
            status: Some(status.to_owned()),
        },
    })
    .into()
}

/// Gives each new version a retention; without days, Object Lock alone.
pub fn lock(name: &str, mode: &str, days: Option<i32>) -> Request {
    let rule = days.map(|days| LockRule {
        retention: Some(DefaultRetention {
            mode: Some(mode.to_owned()),
            days: Some(days),
            years: None,
        }),
    });
    let enabled = Some("Enabled".to_owned());
    S3::PutObjectLockConfiguration(PutObjectLockConfigurationInput {
        bucket: name.to_owned(),
        configuration: Some(LockConfiguration { enabled, rule }),
    })
    .into()
}

/// Sets what keeps the public out.
pub fn block(name: &str, block: PublicAccessBlock) -> Request {
    S3::PutPublicAccessBlock(PutPublicAccessBlockInput {
        bucket: name.to_owned(),
        configuration: PublicAccessBlockConfiguration {
            block_acls: Some(block.block_acls),
            ignore_acls: Some(block.ignore_acls),
            block_policy: Some(block.block_policy),
            restrict: Some(block.restrict),
        },
    })
    .into()
}

/// Sets the policy of a bucket; without a text, deletes it.
pub fn set_policy(name: &str, text: &str) -> Request {
    let bucket = name.to_owned();
    if text.trim().is_empty() {
        return S3::DeleteBucketPolicy(BucketInput { bucket }).into();
    }
    S3::PutBucketPolicy(PutBucketPolicyInput { bucket, confirm: None, policy: text.to_owned() })
        .into()
}

/// What S3 would find wrong with a policy, but for principals that are not there.
pub fn policy_problem(name: &str, text: &str) -> Option<String> {
    policy::syntax(text, name).err().filter(|_| !text.trim().is_empty())
}

/// A policy to begin with: one that lets CloudTrail deliver.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html>
pub fn trail_policy(name: &str, account: &str) -> String {
    let service = json!({ "Service": "cloudtrail.amazonaws.com" });
    let policy: Value = json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AWSCloudTrailAclCheck",
                "Effect": "Allow",
                "Principal": service,
                "Action": "s3:GetBucketAcl",
                "Resource": format!("arn:aws:s3:::{name}"),
            },
            {
                "Sid": "AWSCloudTrailWrite",
                "Effect": "Allow",
                "Principal": service,
                "Action": "s3:PutObject",
                "Resource": format!("arn:aws:s3:::{name}/AWSLogs/{account}/*"),
                "Condition": {
                    "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" },
                },
            },
        ],
    });
    format!("{policy:#}")
}

/// Sets all tags; without any, deletes them.
pub fn retag(name: &str, tags: &Tags) -> Vec<Request> {
    let bucket = name.to_owned();
    if tags.is_empty() {
        return vec![S3::DeleteBucketTagging(BucketInput { bucket }).into()];
    }
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    let tagging = Tagging { tags: tags.iter().map(tag).collect() };
    vec![S3::PutBucketTagging(PutBucketTaggingInput { bucket, tagging }).into()]
}

/// Puts an object.
pub fn put(bucket: &str, key: &str, body: &Body, content_type: &str) -> Request {
    let content_type = Some(content_type.to_owned()).filter(|kind| !kind.is_empty());
    S3::PutObject(PutObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        body: Some(body.to_wire()),
        content_type,
        ..Default::default()
    })
    .into()
}

/// Gets an object.
pub fn get(bucket: &str, key: &str, version: Option<&str>) -> Request {
    S3::GetObject(ObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        version: version.map(str::to_owned),
        ..Default::default()
    })
    .into()
}

/// What a reply to that holds.
pub fn got(reply: &Value) -> Option<Body> {
    Some(Body::from_wire(reply.get("Body")?.as_str()?))
}

/// Deletes an object, or one of its versions for good.
pub fn remove(bucket: &str, key: &str, version: Option<&str>) -> Request {
    S3::DeleteObject(DeleteObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        version: version.map(str::to_owned),
        ..Default::default()
    })
    .into()
}

/// Deletes all of these.
pub fn empty(bucket: &str, all: &[(String, Option<String>)]) -> Vec<Request> {
    all.iter().map(|(key, version)| remove(bucket, key, version.as_deref())).collect()
}

/// Holds a version, or lets it go.
pub fn hold(bucket: &str, key: &str, version: Option<&str>, on: bool) -> Request {
    let status = Some(if on { "ON" } else { "OFF" }.to_owned());
    S3::PutObjectLegalHold(PutObjectLegalHoldInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        hold: Some(LegalHold { status }),
        version: version.map(str::to_owned),
    })
    .into()
}

/// Gives a version of an object these tags and no others.
pub fn tag_object(bucket: &str, key: &str, version: Option<&str>, tags: &Tags) -> Request {
    let (bucket, key) = (bucket.to_owned(), key.to_owned());
    let version = version.map(str::to_owned);
    if tags.is_empty() {
        return S3::DeleteObjectTagging(DeleteObjectTaggingInput { bucket, key, version }).into();
    }
    let one = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    let tagging = Tagging { tags: tags.iter().map(one).collect() };
    S3::PutObjectTagging(PutObjectTaggingInput { bucket, key, version, tagging }).into()
}

//! S3's operations.
//!
//! Members: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>;
//! the actions each needs:
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>

pub use super::shapes::*;
use super::state::{bucket_arn, object_arn};
use crate::access::message::Style;
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};

/// What S3's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "s3api",
    title: "Amazon Simple Storage Service",
    action_prefix: "s3",
    event_source: "s3.amazonaws.com",
    event_version: "1.11",
    api_version: None,
    protocol: crate::api::Protocol::RestXml,
    wording: Wording::denied("AccessDenied", 403).style(Style::S3).own(broken),
    throttled: ("SlowDown", "Please reduce your request rate."),
    global: false,
    host: "s3.{region}.amazonaws.com",
    ops: OPS,
};

/// What S3 says of a value too long or out of the set: of a header it says no word.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>,
/// <https://github.com/versity/versitygw/issues/1379>
fn broken(path: &str) -> (&'static str, &'static str) {
    match path {
        "key" => ("KeyTooLongError", "Your key is too long"),
        _ if path.ends_with(".key") => ("InvalidTag", "The TagKey you have provided is invalid"),
        _ => ("InvalidArgument", ""),
    }
}

const BUCKETS: Option<Pages> = Some(Pages {
    input: "ContinuationToken",
    output: "ContinuationToken",
    limit: Some("MaxBuckets"),
    results: &["Buckets"],
});

/// Where to go on stands in two members.
const VERSIONS: Option<Pages> = Some(Pages {
    input: "KeyMarker VersionIdMarker",
    output: "NextKeyMarker NextVersionIdMarker",
    limit: Some("MaxKeys"),
    results: &["Versions", "DeleteMarkers", "CommonPrefixes"],
});

/// The last key, where no marker is told.
const FIRST_FORM: Option<Pages> = Some(Pages {
    input: "Marker",
    output: "NextMarker||Contents[-1].Key",
    limit: Some("MaxKeys"),
    results: &["Contents", "CommonPrefixes"],
});

const OBJECTS: Option<Pages> = Some(Pages {
    input: "ContinuationToken",
    output: "NextContinuationToken",
    limit: Some("MaxKeys"),
    results: &["Contents", "CommonPrefixes"],
});

fn on(bucket: &str) -> Check {
    Check::on(bucket_arn(bucket))
}

/// The action on an object, which is another when a version is named.
fn of(
    (bucket, key): (&str, &str),
    version: Option<&String>,
    (plain, versioned): (&'static str, &'static str),
) -> Check {
    let check = Check::on(object_arn(bucket, key));
    match version {
        None => check.action(plain),
        Some(id) => check.action(versioned).key("s3:VersionId", vec![id.clone()]),
    }
}

fn optional(check: Check, key: &'static str, value: Option<&String>) -> Check {
    match value {
        Some(value) => check.key(key, vec![value.clone()]),
        None => check,
    }
}

fn create(input: &CreateBucketInput) -> Vec<Check> {
    let place = input.configuration.as_ref().and_then(|at| at.location_constraint.as_ref());
    let check = optional(on(&input.bucket), "s3:LocationConstraint", place);
    let mut checks = vec![optional(check, "s3:x-amz-acl", input.acl.as_ref())];
    if input.object_lock == Some(true) {
        let lock = "s3:PutBucketObjectLockConfiguration";
        checks.extend([lock, "s3:PutBucketVersioning"].map(|it| on(&input.bucket).action(it)));
    }
    if input.ownership.is_some() {
        checks.push(on(&input.bucket).action("s3:PutBucketOwnershipControls"));
    }
    checks
}

fn put(input: &PutObjectInput) -> Vec<Check> {
    let object = || Check::on(object_arn(&input.bucket, &input.key));
    let mut check = optional(object(), "s3:x-amz-acl", input.acl.as_ref());
    let encryption = input.encryption.as_ref();
    check = optional(check, "s3:x-amz-server-side-encryption", encryption);
    let key = input.kms_key.as_ref();
    check = optional(check, "s3:x-amz-server-side-encryption-aws-kms-key-id", key);
    let mut checks = vec![check];
    if input.lock_mode.is_some() || input.lock_until.is_some() {
        let check = object().action("s3:PutObjectRetention");
        checks.push(optional(check, "s3:object-lock-mode", input.lock_mode.as_ref()));
    }
    if let Some(hold) = &input.legal_hold {
        let check = object().action("s3:PutObjectLegalHold");
        checks.push(check.key("s3:object-lock-legal-hold", vec![hold.clone()]));
    }
    checks
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html>
fn tagging(input: &PutObjectTaggingInput) -> Check {
    let actions = ("s3:PutObjectTagging", "s3:PutObjectVersionTagging");
    let mut check = of((&input.bucket, &input.key), input.version.as_ref(), actions);
    for tag in &input.tagging.tags {
        check = check.key(format!("s3:RequestObjectTag/{}", tag.key), vec![tag.value.clone()]);
    }
    let keys = input.tagging.tags.iter().map(|tag| tag.key.clone()).collect();
    check.key("s3:RequestObjectTagKeys", keys)
}

fn copy(input: &CopyObjectInput) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Some((bucket, key, version)) = source(&input.source) {
        let actions = ("s3:GetObject", "s3:GetObjectVersion");
        checks.push(of((&bucket, &key), version.as_ref(), actions));
    }
    let check = Check::on(object_arn(&input.bucket, &input.key)).action("s3:PutObject");
    checks.push(optional(check, "s3:x-amz-acl", input.acl.as_ref()));
    checks
}

/// Bucket, key and version of a copy's source: `bucket/key?versionId=id`.
pub fn source(text: &str) -> Option<(String, String, Option<String>)> {
    let text = text.strip_prefix('/').unwrap_or(text);
    let (path, version) = match text.rsplit_once("?versionId=") {
        Some((path, version)) => (path, Some(version.to_owned())),
        None => (text, None),
    };
    let (bucket, key) = path.split_once('/')?;
    (!key.is_empty()).then(|| (bucket.to_owned(), key.to_owned(), version))
}

fn list(input: &ListObjectsV2Input) -> Check {
    let check = on(&input.bucket).action("s3:ListBucket");
    let check = optional(check, "s3:prefix", input.prefix.as_ref());
    let check = optional(check, "s3:delimiter", input.delimiter.as_ref());
    optional(check, "s3:max-keys", input.max.map(|max| max.to_string()).as_ref())
}

fn first_form(input: &ListObjectsInput) -> Check {
    let check = on(&input.bucket).action("s3:ListBucket");
    let check = optional(check, "s3:prefix", input.prefix.as_ref());
    let check = optional(check, "s3:delimiter", input.delimiter.as_ref());
    optional(check, "s3:max-keys", input.max.map(|max| max.to_string()).as_ref())
}

fn versions(input: &ListObjectVersionsInput) -> Check {
    let check = on(&input.bucket).action("s3:ListBucketVersions");
    let check = optional(check, "s3:prefix", input.prefix.as_ref());
    let check = optional(check, "s3:delimiter", input.delimiter.as_ref());
    optional(check, "s3:max-keys", input.max.map(|max| max.to_string()).as_ref())
}

/// A change that goes past a retention needs a permission of its own.
fn bypass(mut checks: Vec<Check>, asked: Option<bool>) -> Vec<Check> {
    if asked == Some(true)
        && let Some(first) = checks.first()
    {
        checks.push(first.clone().action("s3:BypassGovernanceRetention"));
    }
    checks
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a bucket.
    CreateBucket(CreateBucketInput) -> CreateBucketOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create(input),
    }

    /// Deletes a bucket, which must be empty.
    DeleteBucket(BucketInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Lists the account's buckets of all Regions.
    ListBuckets(ListBucketsInput) -> ListBucketsOutput {
        access: List, event: Management, pages: BUCKETS, rate: None,
        needs: |input, scope| Check::any().action("s3:ListAllMyBuckets"),
    }

    /// Says whether a bucket is there and may be read. CloudTrail takes it for a call on objects:
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html>
    HeadBucket(BucketInput) -> HeadBucketOutput {
        access: List, event: Data, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:ListBucket"),
    }

    /// Gives the Region of a bucket.
    GetBucketLocation(BucketInput) -> LocationOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Gives the access control list of a bucket: its owner's, and nobody else's.
    GetBucketAcl(BucketInput) -> AclOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Sets the access control list of a bucket, which no bucket here allows.
    PutBucketAcl(PutBucketAclInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| optional(on(&input.bucket), "s3:x-amz-acl", input.acl.as_ref()),
    }

    /// Gives the access control list of an object: the owner's, and nobody else's.
    GetObjectAcl(LockInput) -> AclOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let actions = ("s3:GetObjectAcl", "s3:GetObjectVersionAcl");
            of((&input.bucket, &input.key), input.version.as_ref(), actions)
        },
    }

    /// Sets the access control list of an object, which no bucket here allows.
    PutObjectAcl(PutObjectAclInput) -> Empty {
        access: Permissions, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let actions = ("s3:PutObjectAcl", "s3:PutObjectVersionAcl");
            let check = of((&input.bucket, &input.key), input.version.as_ref(), actions);
            optional(check, "s3:x-amz-acl", input.acl.as_ref())
        },
    }

    /// Says whether the account owns all that is in a bucket.
    PutBucketOwnershipControls(PutOwnershipInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Tells whether the account owns all that is in a bucket.
    GetBucketOwnershipControls(BucketInput) -> OwnershipOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Lets access control lists count again.
    DeleteBucketOwnershipControls(BucketInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutBucketOwnershipControls"),
    }

    /// Sets the policy of a bucket.
    PutBucketPolicy(PutBucketPolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Gives the policy of a bucket.
    GetBucketPolicy(BucketInput) -> PolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Says whether the policy of a bucket is public.
    GetBucketPolicyStatus(BucketInput) -> PolicyStatusOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Deletes the policy of a bucket.
    DeleteBucketPolicy(BucketInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Sets what keeps the public out of a bucket.
    PutPublicAccessBlock(PutPublicAccessBlockInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutBucketPublicAccessBlock"),
    }

    /// Gives what keeps the public out of a bucket.
    GetPublicAccessBlock(BucketInput) -> PublicAccessBlockOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:GetBucketPublicAccessBlock"),
    }

    /// Removes what keeps the public out of a bucket.
    DeletePublicAccessBlock(BucketInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutBucketPublicAccessBlock"),
    }

    /// Says whether a bucket keeps versions from now on.
    PutBucketVersioning(PutBucketVersioningInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Tells whether a bucket keeps versions.
    GetBucketVersioning(BucketInput) -> VersioningOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Sets all tags of a bucket.
    PutBucketTagging(PutBucketTaggingInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Gives the tags of a bucket.
    GetBucketTagging(BucketInput) -> TaggingOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket),
    }

    /// Removes all tags of a bucket.
    DeleteBucketTagging(BucketInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutBucketTagging"),
    }

    /// Sets how new objects are encrypted.
    PutBucketEncryption(PutBucketEncryptionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutEncryptionConfiguration"),
    }

    /// Tells how new objects are encrypted.
    GetBucketEncryption(BucketInput) -> EncryptionOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:GetEncryptionConfiguration"),
    }

    /// Puts how new objects are encrypted back to keys of S3.
    DeleteBucketEncryption(BucketInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutEncryptionConfiguration"),
    }

    /// Says when what is in a bucket is moved, and when it ends.
    PutBucketLifecycleConfiguration(PutLifecycleInput) -> PutLifecycleOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutLifecycleConfiguration"),
    }

    /// Tells when what is in a bucket is moved, and when it ends.
    GetBucketLifecycleConfiguration(BucketInput) -> LifecycleOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:GetLifecycleConfiguration"),
    }

    /// Lets what is in a bucket stay.
    DeleteBucketLifecycle(BucketInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutLifecycleConfiguration"),
    }

    /// Sets the Object Lock of a bucket.
    PutObjectLockConfiguration(PutObjectLockConfigurationInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:PutBucketObjectLockConfiguration"),
    }

    /// Gives the Object Lock of a bucket.
    GetObjectLockConfiguration(BucketInput) -> LockConfigurationOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.bucket).action("s3:GetBucketObjectLockConfiguration"),
    }

    /// Says until when a version is kept.
    PutObjectRetention(PutObjectRetentionInput) -> Empty {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let check = Check::on(object_arn(&input.bucket, &input.key));
            let mode = input.retention.as_ref().and_then(|it| it.mode.as_ref());
            bypass(vec![optional(check, "s3:object-lock-mode", mode)], input.bypass)
        },
    }

    /// Tells until when a version is kept.
    GetObjectRetention(LockInput) -> RetentionOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| Check::on(object_arn(&input.bucket, &input.key)),
    }

    /// Gives a version of an object these tags, in the place of those it has.
    PutObjectTagging(PutObjectTaggingInput) -> TaggedOutput {
        access: Tagging, event: Data, pages: None, rate: None,
        needs: |input, scope| tagging(input),
    }

    /// Gives the tags of a version of an object.
    GetObjectTagging(LockInput) -> ObjectTaggingOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let actions = ("s3:GetObjectTagging", "s3:GetObjectVersionTagging");
            of((&input.bucket, &input.key), input.version.as_ref(), actions)
        },
    }

    /// Removes all tags of a version of an object.
    DeleteObjectTagging(DeleteObjectTaggingInput) -> TaggedOutput {
        access: Tagging, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let actions = ("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging");
            of((&input.bucket, &input.key), input.version.as_ref(), actions)
        },
    }

    /// Holds a version until further notice, or lets it go.
    PutObjectLegalHold(PutObjectLegalHoldInput) -> Empty {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let check = Check::on(object_arn(&input.bucket, &input.key));
            let status = input.hold.as_ref().and_then(|hold| hold.status.as_ref());
            optional(check, "s3:object-lock-legal-hold", status)
        },
    }

    /// Tells whether a version is held.
    GetObjectLegalHold(LockInput) -> LegalHoldOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| Check::on(object_arn(&input.bucket, &input.key)),
    }

    /// Puts an object.
    PutObject(PutObjectInput) -> PutObjectOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| put(input),
    }

    /// Gets an object.
    GetObject(ObjectInput) -> ObjectOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| of(
            (&input.bucket, &input.key),
            input.version.as_ref(),
            ("s3:GetObject", "s3:GetObjectVersion"),
        ),
    }

    /// Tells of an object without its content.
    HeadObject(ObjectInput) -> HeadObjectOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| of(
            (&input.bucket, &input.key),
            input.version.as_ref(),
            ("s3:GetObject", "s3:GetObjectVersion"),
        ),
    }

    /// Deletes an object, or one of its versions for good.
    DeleteObject(DeleteObjectInput) -> DeleteObjectOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let actions = ("s3:DeleteObject", "s3:DeleteObjectVersion");
            let check = of((&input.bucket, &input.key), input.version.as_ref(), actions);
            bypass(vec![check], input.bypass)
        },
    }

    /// Deletes many objects or versions. Permission is asked for one by one while they go.
    DeleteObjects(DeleteObjectsInput) -> DeleteObjectsOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| Vec::new(),
    }

    /// Copies an object.
    CopyObject(CopyObjectInput) -> CopyObjectOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| copy(input),
    }

    /// Lists the objects of a bucket in the form clients used before ListObjectsV2.
    ListObjects(ListObjectsInput) -> ListObjectsOutput {
        access: List, event: Data, pages: FIRST_FORM, rate: None,
        needs: |input, scope| first_form(input),
    }

    /// Lists the objects of a bucket, 1,000 a page.
    ListObjectsV2(ListObjectsV2Input) -> ListObjectsV2Output {
        access: List, event: Data, pages: OBJECTS, rate: None,
        needs: |input, scope| list(input),
    }

    /// Lists the versions of the objects of a bucket, 1,000 a page.
    ListObjectVersions(ListObjectVersionsInput) -> ListObjectVersionsOutput {
        access: List, event: Data, pages: VERSIONS, rate: None,
        needs: |input, scope| versions(input),
    }
}

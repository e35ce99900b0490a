//! S3's shapes.
//!
//! Members: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>

mod acls;
mod deletes;
mod lifecycle;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::Timestamp;
use crate::shape;

pub use acls::*;
pub use deletes::*;
pub use lifecycle::*;

shape! {
    /// Where a bucket is made.
    pub struct CreateBucketConfiguration {
        location_constraint: Option<String> => "LocationConstraint",
    }
    refused { "Location", "Bucket", "Tags" }

    /// Input of CreateBucket.
    pub struct CreateBucketInput {
        acl: Option<String> => "ACL",
        bucket: String => "Bucket" [required()],
        configuration: Option<CreateBucketConfiguration> => "CreateBucketConfiguration",
        object_lock: Option<bool> => "ObjectLockEnabledForBucket",
        ownership: Option<String> => "ObjectOwnership",
    }
    refused {
        "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP",
        "BucketNamespace",
    }

    /// Output of CreateBucket.
    pub struct CreateBucketOutput {
        location: String => "Location",
    }

    /// Input of operations that take a bucket.
    pub struct BucketInput {
        bucket: String => "Bucket" [required()],
    }
    refused { "ExpectedBucketOwner" }

    /// Output of HeadBucket.
    pub struct HeadBucketOutput {
        arn: String => "BucketArn",
        region: String => "BucketRegion",
        alias: bool => "AccessPointAlias",
    }

    /// Input of ListBuckets.
    pub struct ListBucketsInput {
        max: Option<i32> => "MaxBuckets" [min(1)],
        token: Option<String> => "ContinuationToken",
        prefix: Option<String> => "Prefix",
        region: Option<String> => "BucketRegion",
    }

    /// A bucket in a list.
    pub struct BucketItem {
        name: String => "Name",
        created: Timestamp => "CreationDate",
        region: Option<String> => "BucketRegion",
        arn: Option<String> => "BucketArn",
    }

    /// Whose something is.
    pub struct Owner {
        id: String => "ID",
    }

    /// Output of ListBuckets.
    pub struct ListBucketsOutput {
        buckets: Vec<BucketItem> => "Buckets",
        owner: Owner => "Owner",
        token: Option<String> => "ContinuationToken",
        prefix: Option<String> => "Prefix",
    }

    /// Output of GetBucketLocation; null is us-east-1.
    pub struct LocationOutput {
        location: Value => "LocationConstraint",
    }

    /// Output of GetBucketPolicy.
    pub struct PolicyOutput {
        policy: String => "Policy",
    }

    /// Input of PutBucketPolicy.
    pub struct PutBucketPolicyInput {
        bucket: String => "Bucket" [required()],
        confirm: Option<bool> => "ConfirmRemoveSelfBucketAccess",
        policy: String => "Policy" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Whether a policy is public.
    pub struct PolicyStatus {
        public: bool => "IsPublic",
    }

    /// Output of GetBucketPolicyStatus.
    pub struct PolicyStatusOutput {
        status: PolicyStatus => "PolicyStatus",
    }

    /// The four settings.
    pub struct PublicAccessBlockConfiguration {
        block_acls: Option<bool> => "BlockPublicAcls",
        ignore_acls: Option<bool> => "IgnorePublicAcls",
        block_policy: Option<bool> => "BlockPublicPolicy",
        restrict: Option<bool> => "RestrictPublicBuckets",
    }

    /// Input of PutPublicAccessBlock.
    pub struct PutPublicAccessBlockInput {
        bucket: String => "Bucket" [required()],
        configuration: PublicAccessBlockConfiguration
            => "PublicAccessBlockConfiguration" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetPublicAccessBlock.
    pub struct PublicAccessBlockOutput {
        configuration: PublicAccessBlockConfiguration => "PublicAccessBlockConfiguration",
    }

    /// Whether versions are kept.
    pub struct VersioningConfiguration {
        mfa_delete: Option<String> => "MFADelete",
        status: Option<String> => "Status",
    }

    /// Input of PutBucketVersioning.
    pub struct PutBucketVersioningInput {
        bucket: String => "Bucket" [required()],
        configuration: VersioningConfiguration => "VersioningConfiguration" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "MFA", "ExpectedBucketOwner" }

    /// Output of GetBucketVersioning; without members where nobody ever asked for versions.
    pub struct VersioningOutput {
        status: Option<String> => "Status",
    }

    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required()],
    }

    /// Tags.
    pub struct Tagging {
        tags: Vec<Tag> => "TagSet" [required()],
    }

    /// Input of PutBucketTagging.
    pub struct PutBucketTaggingInput {
        bucket: String => "Bucket" [required()],
        tagging: Tagging => "Tagging" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetBucketTagging.
    pub struct TaggingOutput {
        tags: Vec<Tag> => "TagSet",
    }

    /// Input of PutObjectTagging.
    pub struct PutObjectTaggingInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        version: Option<String> => "VersionId",
        tagging: Tagging => "Tagging" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner", "RequestPayer" }

    /// Input of DeleteObjectTagging.
    pub struct DeleteObjectTaggingInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        version: Option<String> => "VersionId",
    }
    refused { "ExpectedBucketOwner" }

    /// Output of PutObjectTagging and DeleteObjectTagging.
    pub struct TaggedOutput {
        version: Option<String> => "VersionId",
    }

    /// Output of GetObjectTagging.
    pub struct ObjectTaggingOutput {
        version: Option<String> => "VersionId",
        tags: Vec<Tag> => "TagSet",
    }

    /// How new objects are encrypted.
    pub struct EncryptionByDefault {
        algorithm: String => "SSEAlgorithm" [required()],
        key: Option<String> => "KMSMasterKeyID",
    }

    /// A rule of encryption.
    pub struct EncryptionRule {
        by_default: Option<EncryptionByDefault> => "ApplyServerSideEncryptionByDefault",
        bucket_key: Option<bool> => "BucketKeyEnabled",
    }
    refused { "BlockedEncryptionTypes" }

    /// Rules of encryption.
    pub struct EncryptionConfiguration {
        rules: Vec<EncryptionRule> => "Rules" [required()],
    }

    /// Input of PutBucketEncryption.
    pub struct PutBucketEncryptionInput {
        bucket: String => "Bucket" [required()],
        configuration: EncryptionConfiguration => "ServerSideEncryptionConfiguration" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetBucketEncryption.
    pub struct EncryptionOutput {
        configuration: EncryptionConfiguration => "ServerSideEncryptionConfiguration",
    }

    /// What new versions are kept for.
    pub struct DefaultRetention {
        mode: Option<String> => "Mode",
        days: Option<i32> => "Days",
        years: Option<i32> => "Years",
    }

    /// The rule of an Object Lock.
    pub struct LockRule {
        retention: Option<DefaultRetention> => "DefaultRetention",
    }

    /// Object Lock of a bucket.
    pub struct LockConfiguration {
        enabled: Option<String> => "ObjectLockEnabled",
        rule: Option<LockRule> => "Rule",
    }

    /// Input of PutObjectLockConfiguration.
    pub struct PutObjectLockConfigurationInput {
        bucket: String => "Bucket" [required()],
        configuration: Option<LockConfiguration> => "ObjectLockConfiguration",
    }
    refused { "RequestPayer", "Token", "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetObjectLockConfiguration.
    pub struct LockConfigurationOutput {
        configuration: LockConfiguration => "ObjectLockConfiguration",
    }

    /// Until when a version is kept.
    pub struct RetentionShape {
        mode: Option<String> => "Mode",
        until: Option<Timestamp> => "RetainUntilDate",
    }

    /// Input of PutObjectRetention.
    pub struct PutObjectRetentionInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        retention: Option<RetentionShape> => "Retention",
        version: Option<String> => "VersionId",
        bypass: Option<bool> => "BypassGovernanceRetention",
    }
    refused { "RequestPayer", "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetObjectRetention.
    pub struct RetentionOutput {
        retention: RetentionShape => "Retention",
    }

    /// Whether a version is held.
    pub struct LegalHold {
        status: Option<String> => "Status",
    }

    /// Input of PutObjectLegalHold.
    pub struct PutObjectLegalHoldInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        hold: Option<LegalHold> => "LegalHold",
        version: Option<String> => "VersionId",
    }
    refused { "RequestPayer", "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetObjectLegalHold.
    pub struct LegalHoldOutput {
        hold: LegalHold => "LegalHold",
    }

    /// Input of operations that read one version.
    pub struct ObjectInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        range: Option<String> => "Range",
        version: Option<String> => "VersionId",
    }
    refused {
        "IfMatch", "IfModifiedSince", "IfNoneMatch", "IfUnmodifiedSince", "RequestPayer",
        "ResponseCacheControl", "ResponseContentDisposition", "ResponseContentEncoding",
        "ResponseContentLanguage", "ResponseContentType", "ResponseExpires",
        "SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5", "PartNumber",
        "ExpectedBucketOwner", "ChecksumMode",
    }

    /// Input of operations that read what a version is locked with.
    pub struct LockInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        version: Option<String> => "VersionId",
    }
    refused { "RequestPayer", "ExpectedBucketOwner" }

    /// Input of PutObject. The body is the content itself.
    pub struct PutObjectInput {
        acl: Option<String> => "ACL",
        body: Option<String> => "Body",
        bucket: String => "Bucket" [required()],
        cache_control: Option<String> => "CacheControl",
        content_disposition: Option<String> => "ContentDisposition",
        content_encoding: Option<String> => "ContentEncoding",
        content_language: Option<String> => "ContentLanguage",
        content_type: Option<String> => "ContentType",
        if_none_match: Option<String> => "IfNoneMatch",
        key: String => "Key" [required().len(1, 1024)],
        metadata: Option<BTreeMap<String, String>> => "Metadata",
        encryption: Option<String> => "ServerSideEncryption",
        kms_key: Option<String> => "SSEKMSKeyId",
        lock_mode: Option<String> => "ObjectLockMode",
        lock_until: Option<Timestamp> => "ObjectLockRetainUntilDate",
        legal_hold: Option<String> => "ObjectLockLegalHoldStatus",
    }
    refused {
        "ContentLength", "ContentMD5", "ChecksumAlgorithm", "ChecksumCRC32", "ChecksumCRC32C",
        "ChecksumCRC64NVME", "ChecksumSHA1", "ChecksumSHA256", "Expires", "IfMatch",
        "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP", "WriteOffsetBytes",
        "StorageClass", "WebsiteRedirectLocation", "SSECustomerAlgorithm", "SSECustomerKey",
        "SSECustomerKeyMD5", "SSEKMSEncryptionContext", "BucketKeyEnabled",
        "RequestPayer", "Tagging", "ExpectedBucketOwner",
    }

    /// Output of PutObject.
    pub struct PutObjectOutput {
        expiration: Option<String> => "Expiration",
        etag: String => "ETag",
        checksum: String => "ChecksumCRC64NVME",
        checksum_type: String => "ChecksumType",
        encryption: String => "ServerSideEncryption",
        kms_key: Option<String> => "SSEKMSKeyId",
        version: Option<String> => "VersionId",
    }

    /// Output of GetObject: what HeadObject tells, and the content.
    pub struct ObjectOutput {
        body: Option<String> => "Body",
        accept_ranges: String => "AcceptRanges",
        expiration: Option<String> => "Expiration",
        modified: Timestamp => "LastModified",
        length: i64 => "ContentLength",
        checksum: Option<String> => "ChecksumCRC64NVME",
        checksum_type: Option<String> => "ChecksumType",
        etag: String => "ETag",
        version: Option<String> => "VersionId",
        cache_control: Option<String> => "CacheControl",
        content_disposition: Option<String> => "ContentDisposition",
        content_encoding: Option<String> => "ContentEncoding",
        content_language: Option<String> => "ContentLanguage",
        content_type: String => "ContentType",
        range: Option<String> => "ContentRange",
        encryption: String => "ServerSideEncryption",
        kms_key: Option<String> => "SSEKMSKeyId",
        metadata: BTreeMap<String, String> => "Metadata",
        class: Option<String> => "StorageClass",
        tag_count: Option<i32> => "TagCount",
        lock_mode: Option<String> => "ObjectLockMode",
        lock_until: Option<Timestamp> => "ObjectLockRetainUntilDate",
        legal_hold: Option<String> => "ObjectLockLegalHoldStatus",
    }

    /// Output of HeadObject: what GetObject tells, without the content.
    pub struct HeadObjectOutput {
        accept_ranges: String => "AcceptRanges",
        expiration: Option<String> => "Expiration",
        class: Option<String> => "StorageClass",
        modified: Timestamp => "LastModified",
        length: i64 => "ContentLength",
        checksum: Option<String> => "ChecksumCRC64NVME",
        checksum_type: Option<String> => "ChecksumType",
        etag: String => "ETag",
        version: Option<String> => "VersionId",
        cache_control: Option<String> => "CacheControl",
        content_disposition: Option<String> => "ContentDisposition",
        content_encoding: Option<String> => "ContentEncoding",
        content_language: Option<String> => "ContentLanguage",
        content_type: String => "ContentType",
        range: Option<String> => "ContentRange",
        encryption: String => "ServerSideEncryption",
        kms_key: Option<String> => "SSEKMSKeyId",
        metadata: BTreeMap<String, String> => "Metadata",
        tag_count: Option<i32> => "TagCount",
        lock_mode: Option<String> => "ObjectLockMode",
        lock_until: Option<Timestamp> => "ObjectLockRetainUntilDate",
        legal_hold: Option<String> => "ObjectLockLegalHoldStatus",
    }

    /// Input of CopyObject.
    pub struct CopyObjectInput {
        acl: Option<String> => "ACL",
        bucket: String => "Bucket" [required()],
        content_type: Option<String> => "ContentType",
        source: String => "CopySource" [required()],
        key: String => "Key" [required().len(1, 1024)],
        metadata: Option<BTreeMap<String, String>> => "Metadata",
        directive: Option<String> => "MetadataDirective",
        encryption: Option<String> => "ServerSideEncryption",
    }
    refused {
        "CacheControl", "ChecksumAlgorithm", "ContentDisposition", "ContentEncoding",
        "ContentLanguage", "CopySourceIfMatch", "CopySourceIfModifiedSince",
        "CopySourceIfNoneMatch", "CopySourceIfUnmodifiedSince", "Expires", "GrantFullControl",
        "GrantRead", "GrantReadACP", "GrantWriteACP", "IfMatch", "IfNoneMatch",
        "TaggingDirective", "StorageClass", "WebsiteRedirectLocation", "SSECustomerAlgorithm",
        "SSECustomerKey", "SSECustomerKeyMD5", "SSEKMSKeyId", "SSEKMSEncryptionContext",
        "BucketKeyEnabled", "CopySourceSSECustomerAlgorithm", "CopySourceSSECustomerKey",
        "CopySourceSSECustomerKeyMD5", "RequestPayer", "Tagging", "ObjectLockMode",
        "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus", "ExpectedBucketOwner",
        "ExpectedSourceBucketOwner",
    }

    /// What a copy became.
    pub struct CopyResult {
        etag: String => "ETag",
        modified: Timestamp => "LastModified",
        checksum_type: String => "ChecksumType",
        checksum: String => "ChecksumCRC64NVME",
    }

    /// Output of CopyObject.
    pub struct CopyObjectOutput {
        expiration: Option<String> => "Expiration",
        source_version: Option<String> => "CopySourceVersionId",
        version: Option<String> => "VersionId",
        encryption: String => "ServerSideEncryption",
        result: CopyResult => "CopyObjectResult",
    }

    /// Input of ListObjectsV2.
    pub struct ListObjectsV2Input {
        bucket: String => "Bucket" [required()],
        delimiter: Option<String> => "Delimiter",
        max: Option<i32> => "MaxKeys",
        prefix: Option<String> => "Prefix",
        token: Option<String> => "ContinuationToken",
        fetch_owner: Option<bool> => "FetchOwner",
        start_after: Option<String> => "StartAfter",
    }
    refused { "EncodingType", "RequestPayer", "ExpectedBucketOwner", "OptionalObjectAttributes" }

    /// Input of ListObjects, the first form of the listing.
    pub struct ListObjectsInput {
        bucket: String => "Bucket" [required()],
        delimiter: Option<String> => "Delimiter",
        marker: Option<String> => "Marker",
        max: Option<i32> => "MaxKeys",
        prefix: Option<String> => "Prefix",
    }
    refused { "EncodingType", "RequestPayer", "ExpectedBucketOwner", "OptionalObjectAttributes" }

    /// Output of ListObjects.
    pub struct ListObjectsOutput {
        truncated: bool => "IsTruncated",
        marker: String => "Marker",
        next_marker: Option<String> => "NextMarker",
        contents: Option<Vec<ObjectItem>> => "Contents",
        name: String => "Name",
        prefix: String => "Prefix",
        delimiter: Option<String> => "Delimiter",
        max: i32 => "MaxKeys",
        prefixes: Option<Vec<CommonPrefix>> => "CommonPrefixes",
    }

    /// An object in a list.
    pub struct ObjectItem {
        key: String => "Key",
        modified: Timestamp => "LastModified",
        etag: String => "ETag",
        algorithms: Vec<String> => "ChecksumAlgorithm",
        checksum_type: String => "ChecksumType",
        size: i64 => "Size",
        class: String => "StorageClass",
        owner: Option<Owner> => "Owner",
    }

    /// What keys behind a delimiter have in common.
    pub struct CommonPrefix {
        prefix: String => "Prefix",
    }

    /// Output of ListObjectsV2.
    pub struct ListObjectsV2Output {
        truncated: bool => "IsTruncated",
        contents: Option<Vec<ObjectItem>> => "Contents",
        name: String => "Name",
        prefix: String => "Prefix",
        delimiter: Option<String> => "Delimiter",
        max: i32 => "MaxKeys",
        prefixes: Option<Vec<CommonPrefix>> => "CommonPrefixes",
        count: i32 => "KeyCount",
        token: Option<String> => "ContinuationToken",
        next_token: Option<String> => "NextContinuationToken",
        start_after: Option<String> => "StartAfter",
    }

    /// Input of ListObjectVersions.
    pub struct ListObjectVersionsInput {
        bucket: String => "Bucket" [required()],
        delimiter: Option<String> => "Delimiter",
        key_marker: Option<String> => "KeyMarker",
        max: Option<i32> => "MaxKeys",
        prefix: Option<String> => "Prefix",
        version_marker: Option<String> => "VersionIdMarker",
    }
    refused { "EncodingType", "ExpectedBucketOwner", "RequestPayer", "OptionalObjectAttributes" }

    /// A version in a list.
    pub struct VersionItem {
        etag: String => "ETag",
        algorithms: Vec<String> => "ChecksumAlgorithm",
        checksum_type: String => "ChecksumType",
        size: i64 => "Size",
        class: String => "StorageClass",
        key: String => "Key",
        version: String => "VersionId",
        latest: bool => "IsLatest",
        modified: Timestamp => "LastModified",
        owner: Owner => "Owner",
    }

    /// A delete marker in a list.
    pub struct MarkerItem {
        owner: Owner => "Owner",
        key: String => "Key",
        version: String => "VersionId",
        latest: bool => "IsLatest",
        modified: Timestamp => "LastModified",
    }

    /// Output of ListObjectVersions.
    pub struct ListObjectVersionsOutput {
        truncated: bool => "IsTruncated",
        key_marker: String => "KeyMarker",
        version_marker: String => "VersionIdMarker",
        next_key: Option<String> => "NextKeyMarker",
        next_version: Option<String> => "NextVersionIdMarker",
        versions: Option<Vec<VersionItem>> => "Versions",
        markers: Option<Vec<MarkerItem>> => "DeleteMarkers",
        name: String => "Name",
        prefix: String => "Prefix",
        delimiter: Option<String> => "Delimiter",
        max: i32 => "MaxKeys",
        prefixes: Option<Vec<CommonPrefix>> => "CommonPrefixes",
    }
}

//! Shapes of access control lists, and of whether a bucket has any.

use super::Owner;
use crate::shape;

shape! {
    /// Who is granted something.
    pub struct Grantee {
        id: String => "ID",
        kind: String => "Type",
    }

    /// A grant.
    pub struct Grant {
        grantee: Grantee => "Grantee",
        permission: String => "Permission",
    }

    /// Output of GetBucketAcl and GetObjectAcl.
    pub struct AclOutput {
        owner: Owner => "Owner",
        grants: Vec<Grant> => "Grants",
    }

    /// Input of PutBucketAcl.
    pub struct PutBucketAclInput {
        acl: Option<String> => "ACL" [one_of(&[
            "private", "public-read", "public-read-write", "authenticated-read",
        ])],
        policy: Option<serde_json::Value> => "AccessControlPolicy",
        bucket: String => "Bucket" [required()],
        full: Option<String> => "GrantFullControl",
        read: Option<String> => "GrantRead",
        read_acl: Option<String> => "GrantReadACP",
        write: Option<String> => "GrantWrite",
        write_acl: Option<String> => "GrantWriteACP",
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Input of PutObjectAcl.
    pub struct PutObjectAclInput {
        acl: Option<String> => "ACL" [one_of(&[
            "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read",
            "bucket-owner-read", "bucket-owner-full-control",
        ])],
        policy: Option<serde_json::Value> => "AccessControlPolicy",
        bucket: String => "Bucket" [required()],
        full: Option<String> => "GrantFullControl",
        read: Option<String> => "GrantRead",
        read_acl: Option<String> => "GrantReadACP",
        write: Option<String> => "GrantWrite",
        write_acl: Option<String> => "GrantWriteACP",
        key: String => "Key" [required().len(1, 1024)],
        version: Option<String> => "VersionId",
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "RequestPayer", "ExpectedBucketOwner" }

    /// Who owns what is put into a bucket.
    pub struct OwnershipControlsRule {
        ownership: String => "ObjectOwnership" [required()],
    }

    /// The same of a bucket: one rule.
    pub struct OwnershipControls {
        rules: Vec<OwnershipControlsRule> => "Rules" [required()],
    }

    /// Input of PutBucketOwnershipControls.
    pub struct PutOwnershipInput {
        bucket: String => "Bucket" [required()],
        controls: OwnershipControls => "OwnershipControls" [required()],
    }
    refused { "ContentMD5", "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of GetBucketOwnershipControls.
    pub struct OwnershipOutput {
        controls: OwnershipControls => "OwnershipControls",
    }
}

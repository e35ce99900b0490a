//! Shapes of the operations that delete objects.

use crate::shape;

shape! {
    /// Input of DeleteObject.
    pub struct DeleteObjectInput {
        bucket: String => "Bucket" [required()],
        key: String => "Key" [required().len(1, 1024)],
        version: Option<String> => "VersionId",
        bypass: Option<bool> => "BypassGovernanceRetention",
    }
    refused {
        "MFA", "RequestPayer", "ExpectedBucketOwner", "IfMatch", "IfMatchLastModifiedTime",
        "IfMatchSize",
    }

    /// Output of DeleteObject.
    pub struct DeleteObjectOutput {
        marker: Option<bool> => "DeleteMarker",
        version: Option<String> => "VersionId",
    }

    /// An object, or one of its versions, to be deleted with others.
    pub struct ObjectIdentifier {
        key: String => "Key" [required().len(1, 1024)],
        version: Option<String> => "VersionId",
    }
    refused { "ETag", "LastModifiedTime", "Size" }

    /// What to delete together.
    pub struct Deletion {
        objects: Vec<ObjectIdentifier> => "Objects" [required()],
        quiet: Option<bool> => "Quiet",
    }

    /// Input of DeleteObjects.
    pub struct DeleteObjectsInput {
        bucket: String => "Bucket" [required()],
        delete: Deletion => "Delete" [required()],
        bypass: Option<bool> => "BypassGovernanceRetention",
    }
    refused { "MFA", "RequestPayer", "ExpectedBucketOwner", "ChecksumAlgorithm" }

    /// What was deleted.
    pub struct DeletedObject {
        key: String => "Key",
        version: Option<String> => "VersionId",
        marker: Option<bool> => "DeleteMarker",
        marker_version: Option<String> => "DeleteMarkerVersionId",
    }

    /// What was not, and why.
    pub struct DeleteError {
        key: String => "Key",
        version: Option<String> => "VersionId",
        code: String => "Code",
        message: String => "Message",
    }

    /// Output of DeleteObjects.
    pub struct DeleteObjectsOutput {
        deleted: Option<Vec<DeletedObject>> => "Deleted",
        errors: Option<Vec<DeleteError>> => "Errors",
    }
}

//! Shapes of lifecycle rules.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html>

use super::Tag;
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// When objects end.
    pub struct LifecycleExpiration {
        date: Option<Timestamp> => "Date",
        days: Option<i32> => "Days",
        markers: Option<bool> => "ExpiredObjectDeleteMarker",
    }

    /// What all must be true of an object.
    pub struct LifecycleAnd {
        prefix: Option<String> => "Prefix",
        tags: Option<Vec<Tag>> => "Tags",
        over: Option<i64> => "ObjectSizeGreaterThan",
        under: Option<i64> => "ObjectSizeLessThan",
    }

    /// Which objects a rule is about.
    pub struct LifecycleFilter {
        prefix: Option<String> => "Prefix",
        tag: Option<Tag> => "Tag",
        over: Option<i64> => "ObjectSizeGreaterThan",
        under: Option<i64> => "ObjectSizeLessThan",
        and: Option<LifecycleAnd> => "And",
    }

    /// When objects are moved, and where to.
    pub struct LifecycleTransition {
        date: Option<Timestamp> => "Date",
        days: Option<i32> => "Days",
        class: Option<String> => "StorageClass",
    }

    /// When versions are moved that are not current.
    pub struct NoncurrentVersionTransition {
        days: Option<i32> => "NoncurrentDays",
        class: Option<String> => "StorageClass",
        newer: Option<i32> => "NewerNoncurrentVersions",
    }

    /// When versions end that are not current.
    pub struct NoncurrentVersionExpiration {
        days: Option<i32> => "NoncurrentDays",
        newer: Option<i32> => "NewerNoncurrentVersions",
    }

    /// When uploads in parts are given up. There are none here.
    pub struct AbortIncompleteMultipartUpload {
        days: Option<i32> => "DaysAfterInitiation",
    }

    /// A rule.
    pub struct LifecycleRule {
        expiration: Option<LifecycleExpiration> => "Expiration",
        id: Option<String> => "ID",
        prefix: Option<String> => "Prefix",
        filter: Option<LifecycleFilter> => "Filter",
        status: String => "Status" [required()],
        transitions: Option<Vec<LifecycleTransition>> => "Transitions",
        old_transitions: Option<Vec<NoncurrentVersionTransition>>
            => "NoncurrentVersionTransitions",
        old_expiration: Option<NoncurrentVersionExpiration> => "NoncurrentVersionExpiration",
        abort: Option<AbortIncompleteMultipartUpload> => "AbortIncompleteMultipartUpload",
    }

    /// Rules.
    pub struct LifecycleConfiguration {
        rules: Vec<LifecycleRule> => "Rules" [required()],
    }

    /// Input of PutBucketLifecycleConfiguration.
    pub struct PutLifecycleInput {
        bucket: String => "Bucket" [required()],
        configuration: Option<LifecycleConfiguration> => "LifecycleConfiguration",
        least: Option<String> => "TransitionDefaultMinimumObjectSize" [one_of(&[
            "varies_by_storage_class", "all_storage_classes_128K",
        ])],
    }
    refused { "ChecksumAlgorithm", "ExpectedBucketOwner" }

    /// Output of PutBucketLifecycleConfiguration.
    pub struct PutLifecycleOutput {
        least: String => "TransitionDefaultMinimumObjectSize",
    }

    /// Output of GetBucketLifecycleConfiguration.
    pub struct LifecycleOutput {
        rules: Vec<LifecycleRule> => "Rules",
        least: String => "TransitionDefaultMinimumObjectSize",
    }
}

//! What the pages of S3 show: buckets, what is in one, how it is set up, one object.

pub mod act;
pub mod bucket;
pub mod content;
pub mod object;
pub mod rules;

use crate::services::Request;
use crate::services::s3::api::{
    BucketInput, ListBucketsInput, ListObjectVersionsInput, ListObjectsV2Input, ObjectInput,
    Request as S3,
};
use crate::services::s3::state::Versioning;
use crate::sim::scope::AccountId;
use crate::sim::time::Time;
use crate::sim::{Scope, World};
use crate::view::route::{BucketQuery, BucketTab};

/// What stands between the folders of a key.
pub const DELIMITER: &str = "/";

/// A bucket of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The code of its Region.
    pub region: String,
    /// When it came into being.
    pub created: Time,
    /// How many objects can be seen in it.
    pub objects: usize,
    /// How many bytes all versions hold.
    pub bytes: u64,
    /// Whether it keeps versions.
    pub versions: bool,
    /// Whether its policy lets everybody in, and nothing keeps them out.
    pub public: bool,
}

/// What the list of buckets asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![S3::ListBuckets(ListBucketsInput::default()).into()]
}

/// What the page of a bucket asks AWS when it is opened: what its tab shows.
pub fn bucket_reads(query: &BucketQuery) -> Vec<Request> {
    let of = || BucketInput { bucket: query.name.clone() };
    let asked = match query.tab {
        BucketTab::Objects if query.versions => {
            vec![S3::ListObjectVersions(ListObjectVersionsInput {
                bucket: query.name.clone(),
                prefix: Some(query.prefix.clone()),
                delimiter: Some(DELIMITER.to_owned()),
                ..Default::default()
            })]
        }
        BucketTab::Objects => vec![S3::ListObjectsV2(ListObjectsV2Input {
            bucket: query.name.clone(),
            prefix: Some(query.prefix.clone()),
            delimiter: Some(DELIMITER.to_owned()),
            ..Default::default()
        })],
        BucketTab::Properties => vec![
            S3::GetBucketVersioning(of()),
            S3::GetBucketTagging(of()),
            S3::GetBucketEncryption(of()),
            S3::GetBucketLifecycleConfiguration(of()),
            S3::GetObjectLockConfiguration(of()),
        ],
        BucketTab::Permissions => vec![
            S3::GetPublicAccessBlock(of()),
            S3::GetBucketPolicy(of()),
            S3::GetBucketPolicyStatus(of()),
            S3::GetBucketAcl(of()),
        ],
    };
    asked.into_iter().map(Request::from).collect()
}

/// What the page of an object asks AWS when it is opened.
pub fn object_reads(bucket: &str, key: &str, version: Option<&str>) -> Vec<Request> {
    vec![
        S3::HeadObject(ObjectInput {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            version: version.map(str::to_owned),
            ..Default::default()
        })
        .into(),
    ]
}

/// The account's buckets of all Regions.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    own(world, scope.account)
        .map(|(name, bucket)| Row {
            name: name.clone(),
            region: bucket.region.code().to_owned(),
            created: bucket.created,
            objects: bucket.objects.present().count(),
            bytes: bucket.objects.bytes(),
            versions: bucket.versioning == Some(Versioning::Enabled),
            public: bucket.policy.as_ref().is_some_and(|(.., public)| *public)
                && !bucket.block.is_some_and(|block| block.restrict),
        })
        .collect()
}

fn own(
    world: &World,
    account: AccountId,
) -> impl Iterator<Item = (&String, &crate::services::s3::Bucket)> {
    world.s3().buckets().iter().filter(move |(_, bucket)| bucket.account == account)
}

/// A size with its unit, as consoles show it.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64;
    let mut unit = "B";
    for next in UNITS {
        if value < 1024.0 {
            break;
        }
        value /= 1024.0;
        unit = next;
    }
    format!("{value:.1} {unit}")
}

//! One object, or one of its versions.

use std::collections::BTreeMap;

use super::bucket::{Locked, locked};
use crate::services::s3::state::{Versioning, object_arn};
use crate::sim::World;
use crate::sim::time::Time;
use crate::view::route::BucketQuery;

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// Its ARN.
    pub arn: String,
    /// Its address among the buckets: `s3://…`.
    pub uri: String,
    /// Its version, if the bucket keeps them.
    pub version: Option<String>,
    /// Whether it is what one gets without naming a version.
    pub latest: bool,
    /// Whether it is the mark that the object was deleted.
    pub marker: bool,
    /// When it was written.
    pub at: Time,
    /// How many bytes it holds.
    pub size: u64,
    /// Its entity tag.
    pub etag: Option<String>,
    /// Its type.
    pub content_type: Option<String>,
    /// Its user's metadata.
    pub metadata: BTreeMap<String, String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// What keeps it from being deleted.
    pub locked: Option<Locked>,
    /// Whether versions can be locked here.
    pub lockable: bool,
    /// Whether the bucket keeps versions from now on.
    pub keeps: bool,
    /// All versions, the newest first: id, when, size, whether it is a mark.
    pub versions: Vec<(String, Time, u64, bool)>,
}

/// The page of an object; `None` if there is none.
pub fn detail(world: &World, bucket: &str, key: &str, version: Option<&str>) -> Option<Detail> {
    let held = world.s3().buckets().get(bucket)?;
    let found = held.objects.get(key, version)?;
    let all = held.objects.versions().get(key)?;
    let put = found.object();
    let kept = held.versioning.is_some();
    let row =
        |it: &crate::services::s3::Version| (it.id.clone(), it.at, it.len(), it.object().is_none());
    Some(Detail {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        arn: object_arn(bucket, key),
        uri: format!("s3://{bucket}/{key}"),
        version: kept.then(|| found.id.clone()),
        latest: all.last().is_some_and(|last| last.id == found.id),
        marker: put.is_none(),
        at: found.at,
        size: found.len(),
        etag: put.map(|put| put.body.etag().trim_matches('"').to_owned()),
        content_type: put.map(|put| put.content_type.clone()),
        metadata: put.map(|put| put.metadata.clone()).unwrap_or_default(),
        tags: put.map(|put| put.tags.clone()).unwrap_or_default(),
        locked: locked(found, world.now()),
        lockable: held.lock.is_some(),
        keeps: held.versioning == Some(Versioning::Enabled),
        versions: if kept { all.iter().rev().map(row).collect() } else { Vec::new() },
    })
}

/// The folder an object is in.
pub fn folder(bucket: &str, key: &str) -> BucketQuery {
    let prefix = key.rsplit_once('/').map_or(String::new(), |(head, _)| format!("{head}/"));
    BucketQuery { prefix, ..BucketQuery::of(bucket) }
}

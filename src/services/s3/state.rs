//! What S3 holds.

use std::collections::BTreeMap;

use super::lifecycle::Lifecycle;
use super::lock;
use super::objects::{Kept, NULL, Objects, Put, Version};
use crate::access::{Moved, Policy};
use crate::api::ApiError;
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn, Region};
use crate::sim::time::Time;

/// The most versions a world may hold. AWS has no such bound.
pub const MAX_VERSIONS: u64 = 200_000;
/// The most bytes a world may hold in all buckets together. AWS has no such bound.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// The most bytes of one object. AWS takes 5 GB in one piece.
pub const MAX_OBJECT: u64 = 8 * 1024 * 1024;

/// All buckets, by name: a name is taken once for all accounts.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    /// Buckets.
    pub(super) buckets: BTreeMap<String, Bucket>,
    /// How many versions were ever written.
    pub(super) written: u64,
    /// Whether somebody looks at lifecycle rules next midnight.
    pub(super) watched: bool,
}

/// Whether a bucket keeps versions. One that was never asked to says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Versioning {
    /// Each write is a version of its own.
    Enabled,
    /// Writes replace the version `null`; others stay.
    Suspended,
}

impl Versioning {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Versioning::Enabled => "Enabled",
            Versioning::Suspended => "Suspended",
        }
    }
}

/// The four settings that keep the public out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicAccessBlock {
    /// Refuses public access control lists.
    pub block_acls: bool,
    /// Takes no notice of those there are.
    pub ignore_acls: bool,
    /// Refuses public bucket policies.
    pub block_policy: bool,
    /// Lets nobody in from elsewhere through a public policy.
    pub restrict: bool,
}

impl PublicAccessBlock {
    /// As new buckets have it since April 2023.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html>
    pub const ALL: PublicAccessBlock = PublicAccessBlock {
        block_acls: true,
        ignore_acls: true,
        block_policy: true,
        restrict: true,
    };
}

/// A bucket.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Bucket {
    /// Whose it is.
    pub account: AccountId,
    /// Where it lives.
    pub region: Region,
    /// When it came into being.
    pub created: Time,
    /// Its policy: the text as given, what it means, and whether that is public.
    pub policy: Option<(String, Policy, bool)>,
    /// What keeps the public out.
    pub block: Option<PublicAccessBlock>,
    /// Whether it keeps versions.
    pub versioning: Option<Versioning>,
    /// Object Lock, with the default retention: `None` where it is not enabled.
    pub lock: Option<Option<lock::Default>>,
    /// Tags, in the order given.
    pub tags: Vec<(String, String)>,
    /// Whether keys of the bucket were asked for. It means something for KMS keys only.
    pub bucket_key: bool,
    /// Whether its account owns all that is in it, and access control lists are off.
    pub owner_enforced: bool,
    /// When what is in it is moved, and when it ends.
    pub lifecycle: Option<Lifecycle>,
    /// What is in it.
    pub objects: Objects,
}

impl Bucket {
    /// A new bucket.
    pub(super) fn new(account: AccountId, region: Region, created: Time) -> Bucket {
        Bucket {
            account,
            region,
            created,
            policy: None,
            block: Some(PublicAccessBlock::ALL),
            versioning: None,
            lock: None,
            tags: Vec::new(),
            bucket_key: false,
            owner_enforced: true,
            lifecycle: None,
            objects: Objects::default(),
        }
    }

    /// Its policy, if it has one that bears on callers of `from`.
    ///
    /// A public policy lets in nobody from elsewhere while public buckets are restricted, services
    /// excepted.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
    pub fn policy_for(&self, from: Option<&str>, service: bool) -> Option<&Policy> {
        let (_, policy, public) = self.policy.as_ref()?;
        let restricted = *public && self.block.is_some_and(|block| block.restrict);
        let own = from == Some(self.account.to_string().as_str());
        (!restricted || service || own).then_some(policy)
    }
}

/// What becomes of a write: the id of its version, if the bucket keeps versions.
pub(super) fn shown(id: &str, bucket: &Bucket) -> Option<String> {
    bucket.versioning.map(|_| id.to_owned())
}

impl State {
    /// Every bucket, by name.
    pub fn buckets(&self) -> &BTreeMap<String, Bucket> {
        &self.buckets
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self.buckets.values_mut().filter_map(|bucket| bucket.policy.as_mut());
        policies.for_each(|(text, policy, _)| moved.rewrite(text, policy));
    }

    /// A bucket.
    ///
    /// # Errors
    /// `NoSuchBucket`.
    pub fn bucket(&self, name: &str) -> Result<&Bucket, ApiError> {
        self.buckets.get(name).ok_or_else(no_such_bucket)
    }

    pub(super) fn bucket_mut(&mut self, name: &str) -> Result<&mut Bucket, ApiError> {
        self.buckets.get_mut(name).ok_or_else(no_such_bucket)
    }

    /// The bucket that an ARN of a bucket or an object names.
    pub fn of_arn(&self, arn: &str) -> Option<(&String, &Bucket)> {
        let name = bucket_of(arn)?;
        self.buckets.get_key_value(name)
    }

    /// Whether another version fits.
    pub(super) fn admits(&self, bytes: u64) -> Result<(), ApiError> {
        if bytes > MAX_OBJECT {
            let text = "Your proposed upload exceeds the maximum allowed size";
            return Err(ApiError::new("EntityTooLarge", text));
        }
        let all = || self.buckets.values().map(|bucket| &bucket.objects);
        let (count, held): (u64, u64) =
            (all().map(Objects::count).sum(), all().map(Objects::bytes).sum());
        if count >= MAX_VERSIONS || held + bytes > MAX_BYTES {
            let text = format!(
                "this session has reached its greatest store of objects: {MAX_VERSIONS} versions, \
                 {MAX_BYTES} bytes"
            );
            return Err(ApiError::new("LimitExceeded", text));
        }
        Ok(())
    }

    /// Writes an object that was found good; the version it became.
    pub(super) fn put(
        &mut self,
        name: &str,
        key: &str,
        put: Put,
        (retention, legal_hold): (Option<lock::Retention>, Option<bool>),
        (ids, at): (Ids, Time),
    ) -> Result<Version, ApiError> {
        self.admits(put.body.len())?;
        let id = self.next_id(name, ids)?;
        let bucket = self.bucket_mut(name)?;
        let kept = Kept::Object(put.into());
        let by_default = || Some(bucket.lock??.from(at));
        let retention = retention.or_else(by_default);
        let version = Version { id, at, kept, retention, legal_hold };
        bucket.objects.write(key, version.clone());
        self.written += 1;
        Ok(version)
    }

    /// Marks an object deleted; the mark.
    pub(super) fn mark(
        &mut self,
        name: &str,
        key: &str,
        (ids, at): (Ids, Time),
    ) -> Result<Version, ApiError> {
        self.admits(0)?;
        let id = self.next_id(name, ids)?;
        let kept = Kept::DeleteMarker;
        let version = Version { id, at, kept, retention: None, legal_hold: None };
        self.bucket_mut(name)?.objects.write(key, version.clone());
        self.written += 1;
        Ok(version)
    }

    fn next_id(&self, bucket: &str, ids: Ids) -> Result<String, ApiError> {
        Ok(match self.bucket(bucket)?.versioning {
            Some(Versioning::Enabled) => ids.base64("s3:version", self.written, ['_', '.'], 32),
            Some(Versioning::Suspended) | None => NULL.to_owned(),
        })
    }
}

/// The ARN of a bucket.
pub fn bucket_arn(bucket: &str) -> String {
    format!("arn:aws:s3:::{bucket}")
}

/// The ARN of an object.
pub fn object_arn(bucket: &str, key: &str) -> String {
    format!("arn:aws:s3:::{bucket}/{key}")
}

/// The bucket in an ARN of a bucket or an object.
pub fn bucket_of(arn: &str) -> Option<&str> {
    let rest = arn.strip_prefix("arn:aws:s3:::")?;
    Some(rest.split_once('/').map_or(rest, |(bucket, _)| bucket))
}

/// An ARN as the record lists it.
pub(super) fn arn(text: &str) -> Option<Arn> {
    Arn::parse(text)
}

/// The answer about a bucket that is not there.
pub fn no_such_bucket() -> ApiError {
    ApiError::new("NoSuchBucket", "The specified bucket does not exist").http(404)
}

//! The versions of the objects in one bucket.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Body;
use super::api::Request;
use super::lock::{Mode, Retention, denied};
use super::state::{State, bucket_arn};
use crate::api::{ApiError, Check};
use crate::sim::time::Time;

/// The id of the only version in a bucket that keeps none.
pub const NULL: &str = "null";

/// What was put, beside its lock.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Put {
    /// The content.
    pub body: Body,
    /// `Content-Type`.
    pub content_type: String,
    /// Other headers S3 keeps, under the names of the API's members: `ContentEncoding`.
    pub headers: BTreeMap<&'static str, String>,
    /// Metadata of the user's own: `x-amz-meta-…`.
    pub metadata: BTreeMap<String, String>,
    /// Tags, which alone can be changed later.
    pub tags: BTreeMap<String, String>,
}

/// What a version is.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Kept {
    /// Content.
    Object(Arc<Put>),
    /// The mark that the object was deleted.
    DeleteMarker,
}

/// One version of an object.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Version {
    /// Its id.
    pub id: String,
    /// When it was written.
    pub at: Time,
    /// What it is.
    pub kept: Kept,
    /// Until when it is kept.
    pub retention: Option<Retention>,
    /// Whether it is kept until somebody says otherwise; `None` where nobody ever said.
    pub legal_hold: Option<bool>,
}

impl Version {
    /// The object, unless it is a delete marker.
    pub fn object(&self) -> Option<&Put> {
        match &self.kept {
            Kept::Object(put) => Some(put),
            Kept::DeleteMarker => None,
        }
    }

    /// The same, to be tagged.
    pub(super) fn object_mut(&mut self) -> Option<&mut Put> {
        match &mut self.kept {
            Kept::Object(put) => Some(Arc::make_mut(put)),
            Kept::DeleteMarker => None,
        }
    }

    /// How many bytes it holds.
    pub fn len(&self) -> u64 {
        self.object().map_or(0, |put| put.body.len())
    }

    /// Whether it holds no content.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it may be deleted for good.
    fn may_go(&self, now: Time, bypass: bool) -> Result<(), ApiError> {
        let retained = self.retention.is_some_and(|retention| {
            retention.until > now && !(bypass && retention.mode == Mode::Governance)
        });
        if retained || self.legal_hold == Some(true) { Err(denied()) } else { Ok(()) }
    }
}

/// All versions by key, the oldest first. Checkpoints of the world share them.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Objects {
    versions: Arc<BTreeMap<String, Vec<Version>>>,
    count: u64,
    bytes: u64,
}

impl Objects {
    /// The versions by key, the oldest first.
    pub fn versions(&self) -> &BTreeMap<String, Vec<Version>> {
        &self.versions
    }

    /// How many versions and delete markers there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many bytes all versions hold.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The version that is asked for without an id.
    pub fn current(&self, key: &str) -> Option<&Version> {
        self.versions.get(key)?.last()
    }

    /// A certain version, or the current one.
    pub fn get(&self, key: &str, id: Option<&str>) -> Option<&Version> {
        match id {
            None => self.current(key),
            Some(id) => self.versions.get(key)?.iter().find(|version| version.id == id),
        }
    }

    /// The objects that are there: keys whose current version is none a delete marker.
    pub fn present(&self) -> impl Iterator<Item = (&String, &Version, &Put)> {
        self.versions.iter().filter_map(|(key, versions)| {
            let current = versions.last()?;
            Some((key, current, current.object()?))
        })
    }

    /// Writes a version behind the others, in the place of one with the same id.
    pub(super) fn write(&mut self, key: &str, version: Version) {
        self.take(key, &version.id);
        self.count += 1;
        self.bytes += version.len();
        Arc::make_mut(&mut self.versions).entry(key.to_owned()).or_default().push(version);
    }

    /// Deletes a version for good; `None` when there is none of that id.
    pub(super) fn delete(
        &mut self,
        key: &str,
        id: &str,
        now: Time,
        bypass: bool,
    ) -> Result<Option<Version>, ApiError> {
        if let Some(version) = self.get(key, Some(id)) {
            version.may_go(now, bypass)?;
        }
        Ok(self.take(key, id))
    }

    fn take(&mut self, key: &str, id: &str) -> Option<Version> {
        self.get(key, Some(id))?;
        let all = Arc::make_mut(&mut self.versions);
        let versions = all.get_mut(key)?;
        let at = versions.iter().position(|version| version.id == id)?;
        let gone = versions.remove(at);
        if versions.is_empty() {
            all.remove(key);
        }
        self.count -= 1;
        self.bytes -= gone.len();
        Some(gone)
    }

    /// A version to lock or to unlock.
    pub(super) fn get_mut(&mut self, key: &str, id: Option<&str>) -> Option<&mut Version> {
        let versions = Arc::make_mut(&mut self.versions).get_mut(key)?;
        match id {
            None => versions.last_mut(),
            Some(id) => versions.iter_mut().find(|version| version.id == id),
        }
    }
}

/// Whoever asks for what is not there must be allowed to list the bucket to be told so.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
pub fn may_list(state: &State, request: &Request, checks: &mut Vec<Check>) {
    let (Request::GetObject(input) | Request::HeadObject(input)) = request else { return };
    let Ok(bucket) = state.bucket(&input.bucket) else { return };
    let found = bucket.objects.get(&input.key, input.version.as_deref());
    if found.and_then(Version::object).is_none() {
        checks.push(Check::on(bucket_arn(&input.bucket)).action("s3:ListBucket"));
    }
}

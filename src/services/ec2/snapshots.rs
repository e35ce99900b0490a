//! EBS snapshots: what a volume held at an instant, and who may make volumes of it.
//!
//! <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html>

use std::collections::BTreeSet;

use super::catalogue::images;
use super::catalogue::images::Image;
use super::state::State;
use crate::api::ApiError;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;
use crate::sim::timing;

/// A snapshot somebody made.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Snapshot {
    /// `snap-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the snapshots ever made in its Region.
    pub number: u64,
    /// The volume it was made of; of a copy, a name that means nothing.
    pub volume: String,
    /// Size of the volume in GiB.
    pub gib: u32,
    /// The key of KMS it is encrypted with, if it is.
    pub key: Option<Arn>,
    /// What its maker says of it.
    pub description: String,
    /// When it was begun.
    pub started: Time,
    /// Whether it is a copy.
    pub copied: bool,
    /// Whether everybody may make volumes of it.
    pub public: bool,
    /// The accounts that may, beside its owner's.
    pub shared: BTreeSet<AccountId>,
}

/// What a copy says its volume was.
pub const NO_VOLUME: &str = "vol-ffffffff";

impl Snapshot {
    /// When all of it is kept.
    pub fn completed(&self) -> Time {
        self.started + timing::SNAPSHOT
    }

    /// How much of it is kept, in percent.
    pub fn percent(&self, now: Time) -> i64 {
        let gone = (now - self.started).as_millis();
        (gone * 100 / timing::SNAPSHOT.as_millis()).min(100)
    }

    /// AWS's word for that.
    pub fn state(&self, now: Time) -> &'static str {
        if now < self.completed() { "pending" } else { "completed" }
    }

    /// Whether an account may make volumes of it.
    pub fn is_for(&self, account: AccountId) -> bool {
        self.scope.account == account || self.public || self.shared.contains(&account)
    }
}

/// What a volume can be made of.
#[derive(Clone, Debug)]
pub struct Source {
    /// GiB.
    pub gib: u32,
    /// The key of KMS it is encrypted with.
    pub key: Option<Arn>,
}

/// `InvalidSnapshot.NotFound`.
pub fn unknown(id: &str) -> ApiError {
    let text = format!("The snapshot '{id}' does not exist.");
    ApiError::new("InvalidSnapshot.NotFound", text)
}

/// The image whose root volume a snapshot holds.
pub fn image_of(region: Region, id: &str) -> Option<Image> {
    images::all(region).find(|image| image.snapshot == id)
}

impl State {
    /// The snapshots that were made in a Region, in the order in which they were.
    pub fn snapshots(&self, region: Region) -> Vec<&Snapshot> {
        let mut found: Vec<&Snapshot> =
            self.snapshots.values().filter(|one| one.scope.region == region).collect();
        found.sort_by_key(|one| one.number);
        found
    }

    /// The snapshot with this id, wherever it is.
    pub fn snapshot(&self, id: &str) -> Option<&Snapshot> {
        self.snapshots.get(id)
    }

    /// What a volume is made of, if it is made of a snapshot: one of an image's, or one that is
    /// completed and may be used from here.
    pub fn source(
        &self,
        (scope, now): (Scope, Time),
        id: &str,
    ) -> Result<Option<Source>, ApiError> {
        if id.is_empty() {
            return Ok(None);
        }
        if let Some(image) = image_of(scope.region, id) {
            return Ok(Some(Source { gib: image.model.gib, key: None }));
        }
        let here = |one: &&Snapshot| one.scope.region == scope.region && one.is_for(scope.account);
        let found = self.snapshot(id).filter(here).ok_or_else(|| unknown(id))?;
        if now < found.completed() {
            // Recorded: <https://github.com/velero-io/velero/issues/1799>.
            let text = "Snapshot is in invalid state - pending";
            return Err(ApiError::new("IncorrectState", text));
        }
        Ok(Some(Source { gib: found.gib, key: found.key.clone() }))
    }
}

//! Trails: what each gathers in each Region, and what became of its files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::digest::hourly::Progress;
use super::insights::Watch;
use super::logs::{Target, ToLogs};
use super::select::{Seen, Selectors};
use crate::services::iam;
use crate::sim::append::Append;
use crate::sim::caller::Identity;
use crate::sim::fact::Cause;
use crate::sim::record::AuditRecord;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;

/// Who delivers.
pub const PRINCIPAL: &str = "cloudtrail.amazonaws.com";

/// A trail.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Trail {
    /// Its number: names come again, numbers never.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// The account and the Region it was made in.
    pub home: Scope,
    /// When.
    pub created: Time,
    /// What can be changed.
    pub settings: Settings,
    /// Which events it takes.
    pub selectors: Selectors,
    /// What of them it watches for unusual activity.
    pub watch: Watch,
    /// Tags, in the order given.
    pub tags: Vec<(String, String)>,
    /// Whether it logs.
    pub logging: bool,
    /// When it last began to.
    pub started: Option<Time>,
    /// When it last ceased to.
    pub stopped: Option<Time>,
    /// What delivered files follow from: that logging began.
    pub why: Cause,
    /// What it has gathered and delivered, by account and Region.
    pub places: BTreeMap<Scope, Place>,
    /// The other accounts of its organization, whose events it takes as well.
    pub accounts: BTreeSet<AccountId>,
    /// Those of them that administer CloudTrail for the organization.
    pub administrators: BTreeSet<AccountId>,
    /// What it has gathered for CloudWatch Logs, and what became of it.
    pub logs: ToLogs,
    /// When it delivers next, if there is anything to deliver.
    pub(super) due: Option<Time>,
    /// When it makes digests next, if it does.
    pub(super) digest_due: Option<Time>,
    /// Whether the call being carried out ends its logging: its record is the last it takes.
    pub(super) closing: bool,
}

/// What can be changed about a trail.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Settings {
    /// Where files go.
    pub bucket: String,
    /// What stands before `AWSLogs`.
    pub prefix: Option<String>,
    /// The topic to be told, and how it was named.
    pub topic: Option<(String, Arn)>,
    /// The log group events go to as well, and the role that lets them.
    pub logs: Option<Target>,
    /// The key of KMS that files are encrypted with.
    pub key: Option<Arn>,
    /// Whether events of global services are taken.
    pub global: bool,
    /// Whether it is a trail of every Region.
    pub multi: bool,
    /// Whether digests are made.
    pub validation: bool,
    /// Whether its own deliveries are taken, if anybody said.
    pub recursive: Option<bool>,
    /// The id of the organization whose trail it is: `o-…`.
    pub organization: Option<String>,
}

/// What a trail has in one Region of one account.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Place {
    /// The numbers of records that wait for the next file.
    pub(super) open: Vec<u64>,
    /// Files that are yet to be delivered, the oldest first.
    pub(super) batches: VecDeque<Batch>,
    /// How many files there ever were.
    pub(super) made: u64,
    /// Delivered files, in the order of delivery: what digests speak of.
    pub files: Append<File>,
    /// When the last attempt was made to deliver a file, and when the last that succeeded.
    pub attempted: Option<Time>,
    /// When a file was last delivered.
    pub delivered: Option<Time>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// The number of the record of the refused call.
    pub refused: Option<u64>,
    /// When the topic was last to be told.
    pub notifying: Option<Time>,
    /// When it was last told.
    pub notified: Option<Time>,
    /// Why it was not told.
    pub notification_error: Option<String>,
    /// How far its digests have come.
    pub digests: Progress,
}

impl Place {
    /// How many events are yet to be delivered.
    pub fn waiting(&self) -> usize {
        self.open.len() + self.batches.iter().map(|batch| batch.records.len()).sum::<usize>()
    }

    /// The files delivered from an instant and before another: what the digest of an hour lists.
    pub fn delivered_within(&self, from: Time, until: Time) -> impl Iterator<Item = &File> {
        let newest = self.files.iter().rev().skip_while(|file| file.delivered >= until);
        let found: Vec<&File> = newest.take_while(|file| file.delivered >= from).collect();
        found.into_iter().rev()
    }
}

/// Records that make one file.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Batch {
    /// The time in the file's name.
    pub at: Time,
    /// The letters in the file's name.
    pub letters: String,
    /// What the numbers mean.
    pub content: Content,
    /// The numbers of the records, or of the events of Insights.
    pub records: Vec<u64>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// Events, each the record of a call.
    Events,
    /// Events of Insights.
    Insights,
}

impl Content {
    /// The folder of such files, which is in their names, too.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html>
    pub fn folder(self) -> &'static str {
        match self {
            Content::Events => "CloudTrail",
            Content::Insights => "CloudTrail-Insight",
        }
    }
}

/// A delivered file.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct File {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// When it was delivered.
    pub delivered: Time,
    /// The SHA-256 of what it holds, uncompressed, in hexadecimal digits.
    pub sha256: String,
    /// The time of its first event.
    pub oldest: Time,
    /// The time of its last event.
    pub newest: Time,
    /// How many events it has.
    pub events: u32,
}

impl Trail {
    /// Whether it is there in a Region: at home, or as a shadow.
    pub fn is_in(&self, region: Region) -> bool {
        self.settings.multi || self.home.region == region
    }

    /// Whether it will be woken.
    pub(super) fn is_awaited(&self) -> bool {
        self.due.is_some() || self.digest_due.is_some()
    }

    /// Its place in a Region of its own account.
    pub fn place(&self, region: Region) -> Option<&Place> {
        self.places.get(&Scope { region, ..self.home })
    }

    /// Whether it is there in an account: its own, or one of its organization's.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html>
    pub fn covers(&self, account: AccountId) -> bool {
        account == self.home.account || self.accounts.contains(&account)
    }

    /// Whether an account may change it: that of its own, and those that administer CloudTrail.
    pub fn obeys(&self, account: AccountId) -> bool {
        account == self.home.account || self.administrators.contains(&account)
    }

    /// Every Region of every account it is there in.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        let accounts = std::iter::once(&self.home.account).chain(&self.accounts);
        let there = || Region::all().filter(|region| self.is_in(*region));
        accounts.flat_map(|of| there().map(|region| Scope { account: *of, region })).collect()
    }

    /// Whether it would take a record like this one, as it is now.
    pub fn would_take(&self, record: &AuditRecord) -> bool {
        self.logging && self.takes(record)
    }

    /// Whether it takes a record.
    pub(super) fn takes(&self, record: &AuditRecord) -> bool {
        (self.logging || self.closing)
            && self.covers(record.account())
            && self.is_in(record.region)
            // <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events>
            && (self.settings.global || record.event_source != iam::api::SERVICE.event_source)
            && (self.settings.recursive != Some(false) || !is_delivery(record))
            && self.selectors.take(&Seen::of(record))
    }
}

/// Whether a record is of CloudTrail's own putting a file into a bucket.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-recursive-logging.html>
fn is_delivery(record: &AuditRecord) -> bool {
    record.event_name == "PutObject"
        && matches!(record.caller.identity, Identity::Service { principal: PRINCIPAL, .. })
}

//! Streams, with what they gathered and have not delivered.

use std::collections::{BTreeMap, VecDeque};

use super::batch::{Batch, File};
use super::shapes::{CreateDeliveryStreamInput, S3Configuration};
use crate::services::failure::Failure;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// Every stream, by place and name.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) streams: BTreeMap<Scope, BTreeMap<String, Stream>>,
    /// How many streams there ever were.
    pub(super) made: u64,
    /// How many records there ever were.
    pub(super) records: u64,
}

/// How far a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is being made.
    Creating,
    /// It takes records.
    Active,
    /// It is being deleted.
    Deleting,
}

impl Status {
    /// `DeliveryStreamStatus`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Creating => "CREATING",
            Status::Active => "ACTIVE",
            Status::Deleting => "DELETING",
        }
    }
}

/// A stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Its number.
    pub number: u64,
    /// Its ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// How far it is.
    pub status: Status,
    /// As it was given.
    pub given: CreateDeliveryStreamInput,
    /// Where it delivers to, with what AWS fills in.
    pub to: Destination,
    /// What it gathers now.
    pub(super) open: Option<Batch>,
    /// What it is to deliver, the oldest first.
    pub(super) waiting: VecDeque<Batch>,
    /// How many files it ever made.
    pub(super) files: u64,
    /// The key of the session in which it delivers.
    pub(super) session: Option<String>,
    /// When it tries again what could not be delivered.
    pub(super) retry: Option<Time>,
    /// The newest files it delivered, the newest last.
    pub delivered: VecDeque<File>,
    /// Why the last attempt failed, and when; `None` if it did not.
    pub failure: Option<(Time, Failure)>,
    /// How many records it gave up.
    pub lost: u64,
}

/// Where a stream delivers to.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Destination {
    /// The role it acts in.
    pub role: Arn,
    /// The bucket's name.
    pub bucket: String,
    /// What stands before the hour's folder.
    pub prefix: String,
    /// How many bytes are a file.
    pub bytes: usize,
    /// How long is gathered at most.
    pub interval: Span,
    /// Whether files are packed.
    pub gzip: bool,
    /// The log group and log stream in which errors are told.
    pub log: Option<(String, String)>,
}

impl std::hash::Hash for Stream {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        use crate::api::Shape as _;
        (self.number, &self.arn, self.created, self.status).hash(state);
        (self.given.write(), &self.to, &self.open, &self.waiting, self.files).hash(state);
        (&self.session, self.retry, &self.delivered, &self.failure, self.lost).hash(state);
    }
}

impl Stream {
    /// The bucket as it was given.
    pub fn given_bucket(&self) -> S3Configuration {
        self.given.destination().unwrap_or_default()
    }

    /// How many bytes wait, and how many records.
    pub fn waits(&self) -> (usize, u32) {
        let all = self.open.iter().chain(&self.waiting);
        all.fold((0, 0), |(bytes, records), batch| {
            (bytes + batch.bytes.len(), records + batch.records)
        })
    }
}

impl State {
    /// The streams of a place, by name.
    pub fn streams(&self, scope: Scope) -> impl Iterator<Item = (&String, &Stream)> {
        self.streams.get(&scope).into_iter().flatten()
    }

    /// A stream.
    pub fn stream(&self, scope: Scope, name: &str) -> Option<&Stream> {
        self.streams.get(&scope)?.get(name)
    }

    /// The stream with an ARN.
    pub fn by_arn(&self, arn: &Arn) -> Option<&Stream> {
        let scope = Scope { account: arn.account()?, region: arn.region()? };
        self.stream(scope, arn.rest().strip_prefix("deliverystream/")?)
    }

    pub(super) fn stream_mut(&mut self, scope: Scope, name: &str) -> Option<&mut Stream> {
        self.streams.get_mut(&scope)?.get_mut(name)
    }
}

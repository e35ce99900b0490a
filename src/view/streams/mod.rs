//! Metric streams: which there are, what went where, and why not.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html>

pub mod act;

use serde_json::json;

use crate::api::ApiError;
use crate::services::Request;
use crate::services::cloudwatch::stream::{Carries, Filter, Stream};
use crate::services::failure::Failure;
use crate::services::firehose::batch::File;
use crate::services::firehose::state::Stream as Firehose;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::sim::{Region, World};

/// How far back records are shown.
const LATELY: Span = Span::mins(5);
/// The most records shown of a stream.
const SHOWN: usize = 20;

/// A stream in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Whether it runs.
    pub running: bool,
    /// What it carries.
    pub carries: Carries,
    /// In which form.
    pub format: String,
    /// When it last sent something, and how many updates.
    pub last: Option<(Time, u32)>,
    /// Why it or what stands behind it fails, by a code.
    pub trouble: Option<String>,
}

/// Why something does not arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// Since when it was last tried.
    pub at: Time,
    /// As whoever refused said it, with the decision.
    pub error: ApiError,
}

/// The Firehose stream behind a metric stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its status.
    pub status: &'static str,
    /// The bucket.
    pub bucket: String,
    /// The role it acts in, by name.
    pub role: String,
    /// How long it gathers at most, and how many bytes.
    pub gathers: (Span, usize),
    /// How many bytes and records wait in it.
    pub waits: (usize, u32),
    /// What it delivered, the newest first.
    pub files: Vec<File>,
    /// Why it cannot deliver.
    pub trouble: Option<Trouble>,
    /// How many records it gave up.
    pub lost: u64,
}

/// A stream's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// As in the list.
    pub row: Row,
    /// Its ARN.
    pub arn: String,
    /// The Firehose stream, by its ARN.
    pub firehose: String,
    /// The role it sends in, by name.
    pub role: String,
    /// When it was made, and when it was last changed.
    pub times: (Time, Time),
    /// Whether it carries the metrics of linked accounts.
    pub linked: bool,
    /// How many updates it sent, and how many were lost.
    pub sent: (u64, u64),
    /// Why it cannot send.
    pub trouble: Option<Trouble>,
    /// What stands behind it; `None` if nothing does.
    pub target: Option<Target>,
    /// What it carried in the last minutes, a line of JSON each.
    pub records: Vec<String>,
    /// How many those are, those not shown included.
    pub count: usize,
}

/// The streams of a place.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let region = world.cloudwatch().region(scope).into_iter();
    region.flat_map(|region| region.streams()).map(|(name, one)| row(world, name, one)).collect()
}

fn behind<'a>(world: &'a World, stream: &Stream) -> Option<&'a Firehose> {
    world.firehose().by_arn(&Arn::parse(&stream.firehose)?)
}

fn row(world: &World, name: &str, stream: &Stream) -> Row {
    let own = stream.sent.failure.as_ref();
    let other = || behind(world, stream).and_then(|firehose| firehose.failure.as_ref());
    Row {
        name: name.to_owned(),
        running: stream.running.is_some(),
        carries: stream.carries.clone(),
        format: stream.format.clone(),
        last: stream.sent.last,
        trouble: own.or_else(other).map(|(_, failure)| failure.code.clone()),
    }
}

fn told(failure: Option<&(Time, Failure)>) -> Option<Trouble> {
    failure.map(|(at, failure)| Trouble { at: *at, error: ApiError::from(failure) })
}

fn named(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or(arn).to_owned()
}

/// A stream's page.
pub fn detail(world: &World, scope: Scope, name: &str) -> Option<Detail> {
    let stream = world.cloudwatch().stream(scope, name)?;
    let now = world.now();
    let records = stream.records((name, scope), &world.metrics(), (now - LATELY, now));
    Some(Detail {
        row: row(world, name, stream),
        arn: scope.arn("cloudwatch", &format!("metric-stream/{name}")).to_string(),
        firehose: stream.firehose.clone(),
        role: named(&stream.role),
        times: (stream.created, stream.updated),
        linked: stream.linked,
        sent: (stream.sent.updates, stream.sent.lost),
        trouble: told(stream.sent.failure.as_ref()),
        target: behind(world, stream).map(target),
        count: records.len(),
        records: records.iter().take(SHOWN).map(ToString::to_string).collect(),
    })
}

fn target(stream: &Firehose) -> Target {
    Target {
        status: stream.status.name(),
        bucket: stream.to.bucket.clone(),
        role: named(stream.to.role.as_str()),
        gathers: (stream.to.interval, stream.to.bytes),
        waits: stream.waits(),
        files: stream.delivered.iter().rev().cloned().collect(),
        trouble: told(stream.failure.as_ref()),
        lost: stream.lost,
    }
}

/// A filter as it is shown: `AWS/EC2: CPUUtilization, NetworkIn`.
pub fn filter((namespace, names): &Filter) -> String {
    match names.as_slice() {
        [] => namespace.clone(),
        names => format!("{namespace}: {}", names.join(", ")),
    }
}

/// What the list asks AWS for.
pub fn list_reads() -> Vec<Request> {
    Request::decode("cloudwatch", "ListMetricStreams", json!({})).into_iter().collect()
}

/// What the page of a stream asks AWS for: the stream, and what stands behind it.
pub fn detail_reads(world: &World, region: Region, name: &str) -> Vec<Request> {
    let scope = Scope { account: world.account(), region };
    let read = Request::decode("cloudwatch", "GetMetricStream", json!({ "Name": name }));
    let stream = world.cloudwatch().stream(scope, name);
    let firehose = stream.and_then(|stream| behind(world, stream)).map(|firehose| {
        let name = named(firehose.arn.as_str());
        Request::decode("firehose", "DescribeDeliveryStream", json!({ "DeliveryStreamName": name }))
    });
    [Some(read), firehose].into_iter().flatten().flatten().collect()
}

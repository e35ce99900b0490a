//! Metric streams: what one is, and what it sends: [`json`] and [`otel`] are its forms.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub mod health;
pub mod json;
pub mod otel;

use crate::services::failure::Failure;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Bin, MetricId, MetricSource, Stat};

/// The service as roles trust it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-trustpolicy.html>
pub const PRINCIPAL: &str = "streams.metrics.cloudwatch.amazonaws.com";

/// A stream.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Stream {
    /// What it carries.
    pub carries: Carries,
    /// Where to.
    pub firehose: String,
    /// As which role.
    pub role: String,
    /// In which form.
    pub format: String,
    /// More statistics than the four plain ones, by namespace and metric.
    pub statistics: BTreeMap<(String, String), BTreeSet<String>>,
    /// Since when it is there.
    pub created: Time,
    /// When it was last changed.
    pub updated: Time,
    /// Since when it runs, if it does.
    pub running: Option<Time>,
    /// Whether it carries the metrics of linked accounts, too.
    pub linked: bool,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What it has sent.
    pub sent: Sent,
}

/// What a stream has sent.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Sent {
    /// When it last sent something, and how many updates that were.
    pub last: Option<(Time, u32)>,
    /// How many updates it ever sent.
    pub updates: u64,
    /// How many could not be sent, and are lost.
    pub lost: u64,
    /// Why the last attempt failed, and when; `None` if it did not.
    pub failure: Option<(Time, Failure)>,
    /// The key of the session in which it sends.
    pub(super) session: Option<String>,
}

/// The statistics of a metric in one minute.
#[derive(Clone, Debug)]
pub struct Update<'a> {
    /// The metric.
    pub id: MetricId,
    /// The minute.
    pub time: Time,
    /// The unit.
    pub unit: &'static str,
    /// The values.
    pub bin: Bin,
    /// Which statistics come beside the four plain ones.
    pub wanted: Vec<(&'a str, Stat)>,
}

/// A namespace, and the names of metrics; none means all.
pub type Filter = (String, Vec<String>);

/// Which metrics a stream carries.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Carries {
    /// All.
    All,
    /// These alone.
    Only(Vec<Filter>),
    /// All but these.
    AllBut(Vec<Filter>),
}

/// What is older than this when it arrives is not streamed.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html>
const LATE: Span = Span::hours(2);

impl Carries {
    /// Whether a metric is carried.
    pub fn takes(&self, id: &MetricId) -> bool {
        let meant = |(namespace, names): &Filter| {
            *namespace == id.namespace && (names.is_empty() || names.contains(&id.name))
        };
        match self {
            Carries::All => true,
            Carries::Only(filters) => filters.iter().any(meant),
            Carries::AllBut(filters) => !filters.iter().any(meant),
        }
    }
}

impl Stream {
    /// `running` or `stopped`.
    pub fn state(&self) -> &'static str {
        if self.running.is_some() { "running" } else { "stopped" }
    }

    /// The key of the session in which it sends.
    pub fn session(&self) -> Option<&str> {
        self.sent.session.as_deref()
    }

    /// The updates of what arrived in a stretch of time while it ran, one a metric and minute.
    pub fn updates(
        &self,
        scope: Scope,
        source: &dyn MetricSource,
        (from, to): (Time, Time),
    ) -> Vec<Update<'_>> {
        let Some(running) = self.running else { return Vec::new() };
        let from = from.max(running);
        let mut updates = Vec::new();
        for metric in source.list(scope, to) {
            if !self.carries.takes(&metric.id) || metric.last < from {
                continue;
            }
            let wanted = self.more(&metric.id);
            let stat = wanted.first().map_or(Stat::Sum, |(_, stat)| *stat);
            let mut bins: BTreeMap<(Time, &'static str), Bin> = BTreeMap::new();
            // What comes at the end belongs to the next stretch: it may come after this look.
            source.arrived(scope, &metric.id, (from, to), LATE, &mut |point| {
                let minute = point.time.floor(Span::mins(1));
                bins.entry((minute, point.unit)).or_default().add(&point, stat);
            });
            updates.extend(bins.into_iter().map(|((time, unit), bin)| Update {
                id: metric.id.clone(),
                time,
                unit,
                bin,
                wanted: wanted.clone(),
            }));
        }
        updates
    }

    /// The same in the JSON form.
    pub fn records(
        &self,
        (name, scope): (&str, Scope),
        source: &dyn MetricSource,
        range: (Time, Time),
    ) -> Vec<Value> {
        let (from, to) = range;
        let updates = self.updates(scope, source, (from, to + Span::millis(1))).into_iter();
        updates.map(|update| json::record((name, scope), update)).collect()
    }

    /// The records for Firehose that updates of an account become, each as large as it may be.
    pub fn pack(&self, of: (&str, Scope, Scope), updates: Vec<Update<'_>>) -> Vec<Vec<u8>> {
        match self.format.as_str() {
            "json" => json::pack((of.0, of.2), updates),
            format => otel::pack(of, updates, format == "opentelemetry0.7"),
        }
    }

    /// The statistics a metric comes with beside the plain ones.
    fn more(&self, id: &MetricId) -> Vec<(&str, Stat)> {
        let found = self.statistics.get(&(id.namespace.clone(), id.name.clone()));
        let all = found.into_iter().flatten();
        all.filter_map(|name| Some((name.as_str(), Stat::parse(name)?))).collect()
    }
}

//! Metric streams: what one is, and the records it would deliver.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Bin, MetricId, MetricSource, Stat};

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
    /// Tags.
    pub tags: BTreeMap<String, String>,
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

    /// The records of what arrived in a stretch of time while it ran, one a metric and minute, in
    /// the JSON form: AWS sends them two or three minutes later, a line each.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-json.html>
    pub fn records(
        &self,
        (name, scope): (&str, Scope),
        source: &dyn MetricSource,
        (from, to): (Time, Time),
    ) -> Vec<Value> {
        let Some(running) = self.running else { return Vec::new() };
        let from = from.max(running);
        let mut records = Vec::new();
        for metric in source.list(scope, to) {
            if !self.carries.takes(&metric.id) || metric.last < from {
                continue;
            }
            let wanted = self.more(&metric.id);
            let stat = wanted.first().map_or(Stat::Sum, |(_, stat)| *stat);
            let mut bins: BTreeMap<(Time, &'static str), Bin> = BTreeMap::new();
            let (start, end) = (from - LATE, to + LATE);
            source.points(scope, &metric.id, start, end, to, &mut |point| {
                if point.arrival > from && point.time >= point.arrival - LATE {
                    let minute = point.time.floor(Span::mins(1));
                    bins.entry((minute, point.unit)).or_default().add(&point, stat);
                }
            });
            let one =
                |((time, unit), bin)| record((name, scope), &metric.id, (time, unit), bin, &wanted);
            records.extend(bins.into_iter().map(one));
        }
        records
    }

    /// The statistics a metric comes with beside the plain ones.
    fn more(&self, id: &MetricId) -> Vec<(&str, Stat)> {
        let found = self.statistics.get(&(id.namespace.clone(), id.name.clone()));
        let all = found.into_iter().flatten();
        all.filter_map(|name| Some((name.as_str(), Stat::parse(name)?))).collect()
    }
}

fn record(
    (name, scope): (&str, Scope),
    id: &MetricId,
    (time, unit): (Time, &'static str),
    mut bin: Bin,
    wanted: &[(&str, Stat)],
) -> Value {
    let dimensions: serde_json::Map<String, Value> =
        id.dimensions.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut value = json!({ "max": bin.max, "min": bin.min, "sum": bin.sum, "count": bin.count });
    for (name, stat) in wanted {
        if let (Some(members), Some(number)) = (value.as_object_mut(), bin.value(*stat)) {
            members.insert((*name).to_owned(), json!(number));
        }
    }
    json!({
        "metric_stream_name": name,
        "account_id": scope.account.to_string(),
        "region": scope.region.code(),
        "namespace": id.namespace,
        "metric_name": id.name,
        "dimensions": dimensions,
        "timestamp": time.as_millis(),
        "value": value,
        "unit": unit,
    })
}

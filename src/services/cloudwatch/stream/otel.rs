//! The forms of OpenTelemetry 0.7.0 and 1.0.0: Protocol Buffers, each message behind its length.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-opentelemetry.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-opentelemetry-100.html>

use prost::{Message, Oneof};

use super::Update;
use crate::sim::scope::Scope;
use crate::sim::time::Span;

/// How many updates stand in one message. Ours: a record for Firehose holds it in any case.
const CHUNK: usize = 500;

/// An `ExportMetricsServiceRequest`. The numbers of fields are those of both versions, but for
/// what identifies a point: `labels` in the first, `attributes` in the second.
#[derive(Clone, PartialEq, Message)]
pub struct Export {
    /// What comes from one account and Region.
    #[prost(message, repeated, tag = "1")]
    pub resource_metrics: Vec<ResourceMetrics>,
}

/// What comes from one account and Region.
#[derive(Clone, PartialEq, Message)]
pub struct ResourceMetrics {
    /// Which.
    #[prost(message, optional, tag = "1")]
    pub resource: Option<Resource>,
    /// Its metrics.
    #[prost(message, repeated, tag = "2")]
    pub scope_metrics: Vec<ScopeMetrics>,
}

/// An account, a Region and a stream.
#[derive(Clone, PartialEq, Message)]
pub struct Resource {
    /// By name.
    #[prost(message, repeated, tag = "1")]
    pub attributes: Vec<KeyValue>,
}

/// `ScopeMetrics`, which in the first version is `InstrumentationLibraryMetrics`.
#[derive(Clone, PartialEq, Message)]
pub struct ScopeMetrics {
    /// The metrics.
    #[prost(message, repeated, tag = "2")]
    pub metrics: Vec<Metric>,
}

/// A metric.
#[derive(Clone, PartialEq, Message)]
pub struct Metric {
    /// `amazonaws.com/AWS/EC2/CPUUtilization`.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The unit as in the Unified Code for Units of Measure.
    #[prost(string, tag = "3")]
    pub unit: String,
    /// Its points.
    #[prost(message, optional, tag = "11")]
    pub summary: Option<Summary>,
}

/// The points of a metric.
#[derive(Clone, PartialEq, Message)]
pub struct Summary {
    /// One a minute and set of dimensions.
    #[prost(message, repeated, tag = "1")]
    pub data_points: Vec<DataPoint>,
}

/// The statistics of a minute.
#[derive(Clone, PartialEq, Message)]
pub struct DataPoint {
    /// What identifies it in version 0.7.0.
    #[prost(message, repeated, tag = "1")]
    pub labels: Vec<Label>,
    /// The beginning of the minute.
    #[prost(fixed64, tag = "2")]
    pub start_time_unix_nano: u64,
    /// Its end.
    #[prost(fixed64, tag = "3")]
    pub time_unix_nano: u64,
    /// SampleCount.
    #[prost(fixed64, tag = "4")]
    pub count: u64,
    /// Sum.
    #[prost(double, tag = "5")]
    pub sum: f64,
    /// Minimum, percentiles, Maximum.
    #[prost(message, repeated, tag = "6")]
    pub quantile_values: Vec<Quantile>,
    /// What identifies it in version 1.0.0.
    #[prost(message, repeated, tag = "7")]
    pub attributes: Vec<KeyValue>,
}

/// A value at a quantile.
#[derive(Clone, Copy, PartialEq, Message)]
pub struct Quantile {
    /// From 0 to 1.
    #[prost(double, tag = "1")]
    pub quantile: f64,
    /// The value.
    #[prost(double, tag = "2")]
    pub value: f64,
}

/// A name and its text.
#[derive(Clone, PartialEq, Message)]
pub struct Label {
    /// The name.
    #[prost(string, tag = "1")]
    pub key: String,
    /// The text.
    #[prost(string, tag = "2")]
    pub value: String,
}

/// A name and its value.
#[derive(Clone, PartialEq, Message)]
pub struct KeyValue {
    /// The name.
    #[prost(string, tag = "1")]
    pub key: String,
    /// The value.
    #[prost(message, optional, tag = "2")]
    pub value: Option<AnyValue>,
}

/// A value.
#[derive(Clone, PartialEq, Message)]
pub struct AnyValue {
    /// Of one kind or another.
    #[prost(oneof = "Any", tags = "1, 6")]
    pub value: Option<Any>,
}

/// The kinds of values that occur.
#[derive(Clone, PartialEq, Oneof)]
pub enum Any {
    /// A text.
    #[prost(string, tag = "1")]
    Text(String),
    /// Names and values.
    #[prost(message, tag = "6")]
    Named(Named),
}

/// Names and values.
#[derive(Clone, PartialEq, Message)]
pub struct Named {
    /// They.
    #[prost(message, repeated, tag = "1")]
    pub values: Vec<KeyValue>,
}

fn text(key: &str, value: impl Into<String>) -> KeyValue {
    let value = Some(AnyValue { value: Some(Any::Text(value.into())) });
    KeyValue { key: key.to_owned(), value }
}

/// Messages with updates of the account `of`, sent by the stream `name` of `home`.
pub(super) fn pack(
    (name, home, of): (&str, Scope, Scope),
    updates: Vec<Update<'_>>,
    first_version: bool,
) -> Vec<Vec<u8>> {
    let arn = home.arn("cloudwatch", &format!("metric-stream/{name}"));
    let resource = Resource {
        attributes: vec![
            text("cloud.provider", "aws"),
            text("cloud.account.id", of.account.to_string()),
            text("cloud.region", of.region.code()),
            text("aws.exporter.arn", arn.to_string()),
        ],
    };
    let mut records = Vec::new();
    let mut updates = updates.into_iter().peekable();
    while updates.peek().is_some() {
        let metrics = metrics(updates.by_ref().take(CHUNK), first_version);
        let scope_metrics = vec![ScopeMetrics { metrics }];
        let of = ResourceMetrics { resource: Some(resource.clone()), scope_metrics };
        records.push(Export { resource_metrics: vec![of] }.encode_length_delimited_to_vec());
    }
    records
}

/// Updates by metric and unit, in their order: what differs in dimensions alone is one metric.
fn metrics<'a>(updates: impl Iterator<Item = Update<'a>>, first_version: bool) -> Vec<Metric> {
    let mut metrics: Vec<Metric> = Vec::new();
    for update in updates {
        let name = format!("amazonaws.com/{}/{}", update.id.namespace, update.id.name);
        let unit = unit(update.unit);
        let point = point(update, first_version);
        let last = metrics.last_mut().filter(|last| last.name == name && last.unit == unit);
        match last.and_then(|last| last.summary.as_mut()) {
            Some(summary) => summary.data_points.push(point),
            None => {
                let summary = Some(Summary { data_points: vec![point] });
                metrics.push(Metric { name, unit, summary });
            }
        }
    }
    metrics
}

fn point(mut update: Update<'_>, first_version: bool) -> DataPoint {
    let nanos = |millis: i64| u64::try_from(millis).unwrap_or_default() * 1_000_000;
    let end = update.time + Span::mins(1);
    let bin = &mut update.bin;
    let percentiles = update.wanted.iter().filter_map(|(name, stat)| {
        Some(Quantile { quantile: share(name)?, value: bin.value(*stat)? })
    });
    let mut quantiles: Vec<Quantile> = percentiles.collect();
    quantiles.push(Quantile { quantile: 0.0, value: update.bin.min });
    quantiles.push(Quantile { quantile: 1.0, value: update.bin.max });
    quantiles.sort_by(|a, b| a.quantile.total_cmp(&b.quantile));
    let id = &update.id;
    let named = [("Namespace", &id.namespace), ("MetricName", &id.name)];
    let dimensions = || id.dimensions.iter().map(|(key, value)| (key.as_str(), value));
    let label = |(key, value): (&str, &String)| Label { key: key.to_owned(), value: value.clone() };
    let attribute = |(key, value): (&str, &String)| text(key, value.clone());
    let (mut labels, mut attributes) = (Vec::new(), Vec::new());
    if first_version {
        labels.extend(named.into_iter().chain(dimensions()).map(label));
    } else {
        attributes.extend(named.into_iter().map(attribute));
        let values = dimensions().map(attribute).collect();
        let value = Some(AnyValue { value: Some(Any::Named(Named { values })) });
        attributes.push(KeyValue { key: "Dimensions".to_owned(), value });
    }
    DataPoint {
        labels,
        start_time_unix_nano: nanos(update.time.as_millis()),
        time_unix_nano: nanos(end.as_millis()),
        count: update.bin.count as u64,
        sum: update.bin.sum,
        quantile_values: quantiles,
        attributes,
    }
}

/// The quantile of a percentile: 0.999 of `p99.9`. The decimal point moves, so nothing is rounded.
fn share(name: &str) -> Option<f64> {
    format!("{}e-2", name.strip_prefix('p')?).parse().ok()
}

/// A unit in the Unified Code for Units of Measure.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-opentelemetry-translation.html>
fn unit(name: &str) -> String {
    let one = |name: &str| match name {
        "Second" | "Seconds" => "s",
        "Microseconds" => "us",
        "Milliseconds" => "ms",
        "Bytes" => "By",
        "Kilobytes" => "kBy",
        "Megabytes" => "MBy",
        "Gigabytes" => "GBy",
        "Terabytes" => "TBy",
        "Bits" => "bit",
        "Kilobits" => "kbit",
        "Megabits" => "MBit",
        "Gigabits" => "GBit",
        "Terabits" => "Tbit",
        "Percent" => "%",
        "Count" => "{Count}",
        _ => "1",
    };
    name.split('/').map(one).collect::<Vec<_>>().join("/")
}

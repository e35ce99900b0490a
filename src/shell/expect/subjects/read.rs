//! `read`: what somebody was answered when they asked for a metric's past, a row for each
//! statistic of each metric. The answer is worked out anew from the recorded question, since
//! records keep no answers of reads; it is read as far as a condition asks for it.

use serde_json::Value;

use super::looked_up::java_time;
use super::one;
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::caller::Identity;
use crate::sim::{AuditRecord, Scope, World};
use crate::telemetry::series::{self, Period, Query};
use crate::telemetry::{MetricId, Stat};

/// The subject. What costs least to find out stands first, the answer itself last.
pub static SUBJECT: Subject = Subject {
    name: "read",
    attributes: &[
        "metric",
        "by",
        "namespace",
        "dimension",
        "statistic",
        "period",
        "points",
        "highest",
        "region",
    ],
    value: "points",
    happens: true,
    rows,
};

struct ReadRow<'a> {
    world: &'a World,
    /// The call that asked.
    record: &'a AuditRecord,
    /// Which metric it asked for.
    id: MetricId,
    /// Which statistic of it.
    stat: String,
    /// The length of its periods.
    period_secs: i64,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for record in world.cloudtrail().records().iter() {
        let person = !matches!(record.caller.identity, Identity::Service { .. });
        if record.error.is_some() || !person {
            continue;
        }
        for (id, stat, period_secs) in questions(record) {
            rows.push(Box::new(ReadRow { world, record, id, stat, period_secs }));
        }
    }
    rows
}

/// What a recorded call asked for.
fn questions(record: &AuditRecord) -> Vec<(MetricId, String, i64)> {
    let request = &record.request;
    match record.event_name {
        "GetMetricStatistics" => {
            let plain = strings(request.get("statistics"));
            let stats = plain.chain(strings(request.get("extendedStatistics")));
            let asked = stats.filter_map(|stat| question(request, stat, request.get("period")?));
            asked.collect()
        }
        "GetMetricData" => {
            let queries = request.get("metricDataQueries").and_then(Value::as_array);
            let stats = queries.into_iter().flatten().filter_map(|query| query.get("metricStat"));
            let asked = stats.filter_map(|one| {
                question(one.get("metric")?, one.get("stat")?.as_str()?, one.get("period")?)
            });
            asked.collect()
        }
        _ => Vec::new(),
    }
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn question(metric: &Value, stat: &str, period: &Value) -> Option<(MetricId, String, i64)> {
    let text = |name: &str| metric.get(name).and_then(Value::as_str);
    let dimensions = metric.get("dimensions").and_then(Value::as_array).into_iter().flatten();
    let pair = |dimension: &Value| {
        let part = |name: &str| dimension.get(name).and_then(Value::as_str).map(str::to_owned);
        part("name").zip(part("value"))
    };
    let dimensions = dimensions.filter_map(pair).collect();
    let id = MetricId::new(text("namespace")?, text("metricName")?, dimensions);
    Some((id, stat.to_owned(), period.as_i64()?))
}

impl ReadRow<'_> {
    /// The periods it was answered with.
    fn answer(&self) -> Vec<Period> {
        let time =
            |name: &str| self.record.request.get(name).and_then(Value::as_str).and_then(java_time);
        let (Some(from), Some(to), Some(stat)) =
            (time("startTime"), time("endTime"), Stat::parse(&self.stat))
        else {
            return Vec::new();
        };
        let scope = Scope { account: self.record.account(), region: self.record.region };
        let (id, period_secs) = (&self.id, self.period_secs);
        let query = Query { scope, id, from, to, period_secs, unit: None, stat };
        series::read(&self.world.metrics(), &query, self.record.time)
    }

    /// The greatest value of the answer.
    fn highest(&self) -> Option<f64> {
        let stat = Stat::parse(&self.stat)?;
        let values = self.answer().into_iter().filter_map(|mut period| period.bin.value(stat));
        values.max_by(f64::total_cmp)
    }
}

impl Row for ReadRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "metric" => one(&self.id.name),
            "by" => self.record.user_name().into_iter().collect(),
            "namespace" => one(&self.id.namespace),
            "dimension" => {
                self.id.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect()
            }
            "statistic" => one(&self.stat),
            "period" => one(self.period_secs.to_string()),
            "points" => one(self.answer().len().to_string()),
            "highest" => self.highest().map(|value| value.to_string()).into_iter().collect(),
            _ => one(self.record.region.code()),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { time: self.record.time, kind: "record", number: self.record.call })
    }
}

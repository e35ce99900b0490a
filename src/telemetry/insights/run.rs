//! What a query gives: the samples of all metrics that match, by group and period.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Function, Key, MAX_METRICS, MAX_SERIES, Order, Query, dimension};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::series::{self, Query as Read};
use crate::telemetry::{Bin, MetricId, MetricSource, Stat};

/// How far back a query sees.
const BACK: Span = Span::days(14);

/// What a metric without the key is grouped under.
const OTHER: &str = "Other";

/// A series of the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labelled {
    /// The values of the keys grouped by, joined by spaces; empty without `GROUP BY`.
    pub label: String,
    /// Those keys with their values.
    pub keys: Vec<(String, String)>,
    /// Its points, oldest first.
    pub points: Vec<(Time, f64)>,
}

/// What a query gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The series, in order.
    pub series: Vec<Labelled>,
    /// Whether a limit of the service (not the query's own) left something out: more than 500
    /// series, or more than 10,000 metrics.
    pub partial: bool,
}

/// When to look, and in what steps.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The first period's start, inclusive; earlier than two weeks before now there is nothing.
    pub from: Time,
    /// The end, exclusive.
    pub to: Time,
    /// The length of a period. Below a minute a minute is taken: such queries do not fail.
    pub period: Span,
    /// What is readable at this instant counts.
    pub now: Time,
}

/// Answers a query.
pub fn run(query: &Query, source: &dyn MetricSource, scope: Scope, range: Range) -> Answer {
    let named = (query.namespace.as_str(), query.metric.as_str());
    let here = scope.account.to_string();
    // In a monitoring account the linked ones are asked, too.
    let mut matching: Vec<(Scope, MetricId)> = Vec::new();
    for account in source.accounts(scope) {
        let of = Scope { account, ..scope };
        let listed = source.list_named(of, named, range.now).into_iter().map(|metric| metric.id);
        let wanted = listed.filter(|id| {
            query.matches(id) && query.holds(&|key| value(source, of, id, key), &here)
        });
        matching.extend(wanted.map(|id| (of, id)));
    }
    let mut groups: BTreeMap<Vec<String>, BTreeMap<Time, Bin>> = BTreeMap::new();
    for (of, id) in matching.iter().take(MAX_METRICS) {
        let told = |key: &Key| value(source, *of, id, key).unwrap_or_else(|| OTHER.to_owned());
        let group = groups.entry(query.group_by.iter().map(told).collect()).or_default();
        let read = Read {
            scope: *of,
            id,
            from: range.from.max(range.now - BACK),
            to: range.to,
            period_secs: range.period.as_secs().max(60),
            unit: None,
            stat: Stat::Sum,
        };
        for period in series::read(source, &read, range.now) {
            group.entry(period.time).or_default().merge(&period.bin);
        }
    }
    let of_group = |(values, bins): (Vec<String>, BTreeMap<Time, Bin>)| {
        let points: Vec<(Time, f64)> =
            bins.iter().map(|(time, bin)| (*time, query.function.of_bin(bin))).collect();
        let label = values.join(" ");
        let keys = query.group_by.iter().map(ToString::to_string).zip(values).collect();
        (!points.is_empty()).then_some(Labelled { label, keys, points })
    };
    let mut series: Vec<Labelled> = groups.into_iter().filter_map(of_group).collect();
    if let Some(order) = query.order_by {
        // Equal ones stay in alphabetical order.
        series.sort_by(|a, b| order.compare(a, b));
    }
    let partial = matching.len() > MAX_METRICS || series.len() > MAX_SERIES;
    series.truncate(query.limit);
    Answer { series, partial }
}

/// The value of a key of a metric, if it has one.
fn value(source: &dyn MetricSource, of: Scope, id: &MetricId, key: &Key) -> Option<String> {
    match key {
        Key::Dimension(name) => dimension(id, name).map(str::to_owned),
        Key::Tag(name) => source.tag(of, id, name),
        Key::Account => Some(of.account.to_string()),
    }
}

impl Function {
    /// Of the samples of a period.
    fn of_bin(self, bin: &Bin) -> f64 {
        match self {
            Function::Avg => bin.sum / bin.count,
            Function::Count => bin.count,
            Function::Max => bin.max,
            Function::Min => bin.min,
            Function::Sum => bin.sum,
        }
    }

    /// Of the points of a series.
    fn of_points(self, points: &[(Time, f64)]) -> f64 {
        let values = points.iter().map(|(_, value)| *value);
        let count = points.len() as f64;
        match self {
            Function::Avg => values.sum::<f64>() / count,
            Function::Count => count,
            Function::Max => values.fold(f64::NEG_INFINITY, f64::max),
            Function::Min => values.fold(f64::INFINITY, f64::min),
            Function::Sum => values.sum(),
        }
    }
}

impl Order {
    fn compare(self, a: &Labelled, b: &Labelled) -> Ordering {
        let (a, b) = (self.function.of_points(&a.points), self.function.of_points(&b.points));
        if self.descending { b.total_cmp(&a) } else { a.total_cmp(&b) }
    }
}

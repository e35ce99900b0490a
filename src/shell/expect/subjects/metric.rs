//! `metric`: the newest value of a statistic, or the one of the period that holds an instant.

use super::one;
use crate::shell::expect::ask::number;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::scope::Region;
use crate::sim::time::{Span, Time};
use crate::sim::{Scope, World};
use crate::telemetry::series::{self, Query};
use crate::telemetry::{MetricId, MetricSource, Stat};

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "metric",
    attributes: &[
        "metric",
        "value",
        "namespace",
        "dimension",
        "statistic",
        "period",
        "unit",
        "time",
        "region",
    ],
    value: "value",
    happens: false,
    rows,
};

/// How far back the newest value may lie.
const REACH: Span = Span::hours(3);
const DEFAULT_PERIOD: i64 = 300;

struct MetricRow<'a> {
    world: &'a World,
    scope: Scope,
    id: MetricId,
    stat: Stat,
    stat_name: String,
    period_secs: i64,
}

fn rows<'a>(world: &'a World, ask: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let stat_name = ask.given("statistic").unwrap_or("Average").to_owned();
    let Some(stat) = Stat::parse(&stat_name) else { return Vec::new() };
    let period_secs = match ask.given("period").map(number) {
        Some(Some(secs)) if series::is_period(secs as i64) => secs as i64,
        Some(_) => return Vec::new(),
        None => DEFAULT_PERIOD,
    };
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for region in Region::all() {
        let scope = Scope { account: world.home(), region };
        for listed in world.metrics().list(scope, world.now()) {
            rows.push(Box::new(MetricRow {
                world,
                scope,
                id: listed.id,
                stat,
                stat_name: stat_name.clone(),
                period_secs,
            }));
        }
    }
    rows
}

impl MetricRow<'_> {
    /// The newest period that has data: its start, unit and value. Periods lie on the clock.
    fn newest(&self) -> Option<(Time, &'static str, f64)> {
        let step = Span::secs(self.period_secs);
        let now = self.world.now();
        let query = Query {
            scope: self.scope,
            id: &self.id,
            from: (now - REACH.max(step.times(2))).floor(step),
            to: now,
            period_secs: self.period_secs,
            unit: None,
            stat: self.stat,
        };
        let periods = series::read(&self.world.metrics(), &query, now);
        let mut newest = periods.into_iter().max_by_key(|period| period.time)?;
        let value = newest.bin.value(self.stat)?;
        Some((newest.time, newest.unit, value))
    }
}

impl Row for MetricRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let newest = |pick: fn((Time, &'static str, f64)) -> String| {
            self.newest().map(pick).into_iter().collect()
        };
        match attribute {
            "metric" => one(&self.id.name),
            "namespace" => one(&self.id.namespace),
            "dimension" => {
                self.id.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect()
            }
            "statistic" => one(&self.stat_name),
            "period" => one(self.period_secs.to_string()),
            "value" => newest(|(_, _, value)| value.to_string()),
            "unit" => newest(|(_, unit, _)| unit.to_owned()),
            "time" => newest(|(time, _, _)| time.to_string()),
            _ => one(self.scope.region.code()),
        }
    }
}

//! A metric's numbers, read as the console's graphs read them.

use super::{Dot, Series};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::series::{self, Query};
use crate::telemetry::{MetricId, Stat};

/// What to graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted<'a> {
    /// The metric.
    pub metric: &'a MetricId,
    /// The statistic.
    pub stat: Stat,
    /// The length of a period.
    pub period: Span,
    /// Only data of this unit.
    pub unit: Option<&'static str>,
}

/// A line and its unit. What is readable now counts, even when the graph ends earlier. Of several
/// units the first in the service's order is taken, as GetMetricData does.
pub fn line(
    world: &World,
    scope: Scope,
    wanted: &Wanted<'_>,
    label: String,
    from: Time,
    to: Time,
) -> (Series, Option<&'static str>) {
    let period_secs = wanted.period.as_secs().max(1);
    let query = Query {
        scope,
        id: wanted.metric,
        // Periods are counted from the start, so it must lie on the grid of the clock.
        from: from.floor(Span::secs(period_secs)),
        to,
        period_secs,
        unit: wanted.unit,
        stat: wanted.stat,
    };
    let sources = world.metrics();
    let periods = series::read(&sources, &query, world.now());
    let unit = periods.first().map(|period| period.unit);
    let own = periods.into_iter().filter(|period| Some(period.unit) == unit);
    let dot = |mut period: series::Period| {
        let value = period.bin.value(wanted.stat)?;
        Some(Dot { time: period.time, value })
    };
    let dots = own.filter_map(dot).collect();
    (Series { label, period: wanted.period, dots, ..Series::default() }, unit)
}

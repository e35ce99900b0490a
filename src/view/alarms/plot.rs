//! What an alarm watches as lines: a metric, or what an expression makes of several.

use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::sheet::expressions;
use crate::services::cloudwatch::alarm::watched::{self, Measure, Watched};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::telemetry::math::{self, Origin, Reader, Sheet, Value};
use crate::view::chart::source::{Wanted, line};
use crate::view::chart::{Dot, Range, Series};

/// The line of what is held against the threshold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// The line.
    pub series: Series,
    /// The other lines of an alarm over several time series.
    pub others: Vec<Series>,
    /// The unit of its values; none for an expression.
    pub unit: Option<&'static str>,
    /// The band of expected values, where the alarm has one and it is known.
    pub expected: Vec<Range>,
}

/// More lines than anybody tells apart.
const LINES: usize = 20;

/// The lines of an alarm between two instants, as many as anybody tells apart.
pub fn of(world: &World, scope: Scope, config: &Config, from: Time, to: Time) -> Plot {
    let mut plot = all(world, scope, config, from, to);
    plot.others.truncate(LINES - 1);
    plot
}

/// Every line of an alarm.
pub fn all(world: &World, scope: Scope, config: &Config, from: Time, to: Time) -> Plot {
    let queries = match &config.metric {
        Watched::Metric(measure) => {
            let label = measure.id.name.clone();
            let (series, unit) = measured(world, scope, config, measure, label, (from, to));
            return Plot { series, unit, ..Plot::default() };
        }
        Watched::Queries(queries) => queries,
    };
    let mut metrics = Vec::new();
    for query in queries {
        let Some(measure) = query.measure() else { continue };
        let label = query.id.clone();
        let (series, _) = measured(world, scope, config, measure, label, (from, to));
        let points = series.dots.iter().map(|dot| (dot.time, dot.value)).collect();
        let period = config.period();
        metrics.push(math::Series { id: query.id.clone(), period, points });
    }
    let grid: Vec<Time> = math::grid(from.floor(config.period()), to, config.period()).collect();
    let mut sheet = Sheet::new(metrics, grid);
    let parsed = expressions(config, queries);
    let sources = world.metrics();
    let from = from.floor(config.period());
    let reader = Reader { source: &sources, scope, from, to, now: world.now() };
    parsed.values().for_each(|expr| sheet.look_up(expr, Some(reader)));
    let period_secs = i64::from(config.period_secs);
    sheet.expect_all(parsed.values(), &watched::parts(queries), reader, &|_| period_secs);
    sheet.add_all(&parsed.iter().map(|(id, expr)| (*id, expr)).collect());
    let value = config.subject().and_then(|query| sheet.value(&query.id).ok());
    let line = |label: String, series: math::Series| {
        let points = series.points.into_iter();
        let dots = points.map(|(time, value)| Dot { time, value }).collect();
        Series { label, period: config.period(), dots, ..Series::default() }
    };
    let mut lines: Vec<Series> = match value {
        Some(Value::Series(series)) => vec![line(config.watches().to_owned(), series)],
        Some(Value::Many(all)) => {
            let label = |series: &math::Series| match sheet.origin(&series.id) {
                Some(Origin::Group(label)) => label.clone(),
                Some(Origin::Answer(told)) => told.label.clone(),
                _ => series.id.clone(),
            };
            all.into_iter().map(|series| line(label(&series), series)).collect()
        }
        _ => Vec::new(),
    };
    if lines.is_empty() {
        lines.push(line(config.watches().to_owned(), math::Series::default()));
    }
    let series = lines.remove(0);
    Plot {
        series,
        others: lines,
        unit: None,
        expected: config.threshold.band().map(|id| band(&sheet, id)).unwrap_or_default(),
    }
}

fn band(sheet: &Sheet, id: &str) -> Vec<Range> {
    let Ok(Value::Many(ends)) = sheet.value(id) else { return Vec::new() };
    let [lower, upper] = ends.as_slice() else { return Vec::new() };
    let range = |(time, low): &(Time, f64)| {
        Some(Range { time: *time, lower: *low, upper: upper.at(*time)? })
    };
    lower.points.iter().filter_map(range).collect()
}

fn measured(
    world: &World,
    scope: Scope,
    config: &Config,
    measure: &Measure,
    label: String,
    (from, to): (Time, Time),
) -> (Series, Option<&'static str>) {
    let (stat, unit) = (measure.stat, measure.unit);
    let wanted = Wanted { metric: &measure.id, stat, period: config.period(), unit };
    line(world, measure.scope(scope), &wanted, label, from, to)
}

//! Expressions beside the metrics that are graphed: what they are called, what they give, and what
//! is wrong with them.

use std::collections::BTreeMap;

use super::{Chosen, looks};
use crate::services::cloudwatch::anomaly::Detector;
use crate::services::cloudwatch::metrics::label;
use crate::services::usage::quota;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::math::{self, Expr, MathError, Origin, Reader, Series, Sheet, Value};
use crate::telemetry::modelled::{Part, PartOf};
use crate::telemetry::{MetricId, Modelled};
use crate::text::Texts;
use crate::view::chart::{self, ChartModel};

/// A line of the graph, by the id that expressions know it by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// `m1` for metrics, `e1` for expressions.
    pub id: String,
    /// The metric's label, or the expression.
    pub text: String,
    /// What is wrong with the expression, in the words AWS would refuse it with.
    pub problem: Option<String>,
    /// How many lines of the graph are its.
    pub lines: usize,
    /// AWS's name of its unit; empty for an expression.
    pub unit: String,
    /// The metric by its name and its dimensions, which the label leaves out where all have them
    /// in common; empty for an expression.
    pub of: String,
}

/// A sheet of the metrics' lines; an expression rests on those above it alone.
fn sheet(lines: &[chart::Series], grid: Vec<Time>) -> Sheet {
    let metric = |(nth, line): (usize, &chart::Series)| Series {
        id: format!("m{}", nth + 1),
        period: line.period,
        points: line.dots.iter().map(|dot| (dot.time, dot.value)).collect(),
    };
    Sheet::new(lines.iter().enumerate().map(metric).collect(), grid)
}

/// The series that the next expression of a sheet gives.
fn next(
    sheet: &mut Sheet,
    nth: usize,
    text: &str,
    period: Span,
    reader: Option<Reader<'_>>,
) -> Result<Vec<Series>, MathError> {
    sheet.add(&id(nth), text, period, reader).and_then(Value::series)
}

/// What a series is called beside the id of its expression, if that tells anything: the metric or
/// the group it is of.
pub(in crate::view) fn own_name(
    sheet: &Sheet,
    series: &Series,
    all: &[label::Query<'_>],
) -> String {
    match sheet.origin(&series.id) {
        Some(Origin::Metric { id, stat, period }) => {
            let query = label::Query { id, stat, period_secs: period.as_secs() };
            label::default(&query, all)
        }
        Some(Origin::Group(group)) => group.clone(),
        Some(Origin::Answer(told)) => told.label.clone(),
        None => series.id.clone(),
    }
}

/// The metrics that a search found, as labels tell them apart.
pub(in crate::view) fn siblings<'a>(sheet: &'a Sheet, all: &[Series]) -> Vec<label::Query<'a>> {
    let query = |series: &Series| match sheet.origin(&series.id)? {
        Origin::Metric { id, stat, period } => {
            Some(label::Query { id, stat, period_secs: period.as_secs() })
        }
        Origin::Group(_) | Origin::Answer(_) => None,
    };
    all.iter().filter_map(query).collect()
}

/// The id of the expression with this place.
pub(super) fn id(nth: usize) -> String {
    format!("e{}", nth + 1)
}

/// `CPUUtilization · InstanceId=i-0abc (web-1)`.
pub(in crate::view) fn called(metric: &MetricId, names: &BTreeMap<String, String>) -> String {
    let pair = |(name, value): &(String, String)| match names.get(value) {
        Some(called) => format!("{name}={value} ({called})"),
        None => format!("{name}={value}"),
    };
    let pairs = metric.dimensions.iter().map(pair);
    std::iter::once(metric.name.clone()).chain(pairs).collect::<Vec<_>>().join(" · ")
}

/// Adds the expressions' lines to a graph of the metrics; gives all lines by their ids.
pub(super) fn add(
    chart: &mut ChartModel,
    chosen: &Chosen,
    world: &World,
    scope: Scope,
    texts: &Texts,
) -> Vec<Row> {
    let row =
        |id: String, text: &str| Row { id, text: text.to_owned(), lines: 1, ..Row::default() };
    let metrics = chart.series.iter().enumerate();
    let names = super::names(world, scope);
    let metric = |(nth, line): (usize, &chart::Series)| Row {
        unit: line.unit.clone(),
        of: chosen.metrics.get(nth).map(|metric| called(metric, &names)).unwrap_or_default(),
        ..row(format!("m{}", nth + 1), &line.label)
    };
    let mut rows: Vec<Row> = metrics.map(metric).collect();
    let period = chosen.period();
    let grid = math::grid(chart.from.floor(period), chart.to, period);
    let mut sheet = sheet(&chart.series, grid.collect());
    let sources = world.metrics();
    let from = chart.from.floor(period);
    let reader = Reader { source: &sources, scope, from, to: chart.to, now: world.now() };
    let parts = parts(chosen);
    let timed = chosen.view.as_deref().is_none_or(|view| view == "timeSeries");
    for (nth, text) in chosen.math.iter().enumerate() {
        let mut row = row(id(nth), text);
        let expr = math::parse(text).ok();
        let own = |id: &str| looks::period(chosen, id).as_secs();
        sheet.expect_all(expr.iter(), &parts, reader, &own);
        row.problem = unmodelled(expr.as_ref(), &parts, world, scope, texts);
        match next(&mut sheet, nth, text, period, Some(reader)) {
            Ok(all) if timed && chart.expected.is_empty() && is_band(text, &all) => {
                row.lines = 0;
                if looks::of(chosen, &row.id).is_none_or(|look| !look.hidden) {
                    chart.expected = ranges(&all);
                }
            }
            Ok(all) if is_band(text, &all) => {
                // In the words of the alarms that go by it: lower and upper thresholds.
                row.lines = all.len();
                let names = ["lower", "upper"].map(|end| format!("{} {end}", row.id));
                let lines = all.into_iter().zip(names);
                chart.series.extend(lines.map(|(series, label)| line(label, series, period)));
            }
            Ok(all) => {
                // One of several is called after its metric too.
                let several = all.len() > 1;
                let siblings = siblings(&sheet, &all);
                let name = |series: &Series| match own_name(&sheet, series, &siblings) {
                    own if several && !own.is_empty() => format!("{} {own}", row.id),
                    _ => row.id.clone(),
                };
                let labels: Vec<String> = all.iter().map(name).collect();
                row.lines = all.len();
                let lines = all.into_iter().zip(labels);
                chart.series.extend(lines.map(|(series, label)| line(label, series, period)));
            }
            Err(error) => {
                row.lines = 0;
                row.problem = Some(error.refusal(&row.id));
            }
        }
        rows.push(row);
    }
    rows
}

/// The metrics and expressions as parts of what a model of expected values may be of.
fn parts(chosen: &Chosen) -> Vec<Part> {
    let metric = |(nth, metric): (usize, &MetricId)| {
        let id = format!("m{}", nth + 1);
        let stat = looks::stat(chosen, &id).to_owned();
        let dimensions = metric.dimensions.clone();
        let metric = MetricId::new(&metric.namespace, &metric.name, dimensions);
        Part { id, of: PartOf::Metric { id: metric, stat } }
    };
    let expression =
        |(nth, text): (usize, &String)| Part { id: id(nth), of: PartOf::Expression(text.clone()) };
    let metrics = chosen.metrics.iter().enumerate().map(metric);
    metrics.chain(chosen.math.iter().enumerate().map(expression)).collect()
}

/// Whether an expression gives the two ends of a band.
fn is_band(text: &str, all: &[Series]) -> bool {
    text.trim_start().starts_with("ANOMALY_DETECTION_BAND") && all.len() == 2
}

fn ranges(ends: &[Series]) -> Vec<chart::Range> {
    let [lower, upper] = ends else { return Vec::new() };
    let range = |(time, low): &(Time, f64)| {
        Some(chart::Range { time: *time, lower: *low, upper: upper.at(*time)? })
    };
    lower.points.iter().filter_map(range).collect()
}

/// Expressions to begin with, for what is chosen, and the keys of what they tell.
pub fn examples(chosen: &Chosen) -> Vec<(&'static str, &'static str)> {
    let one = [
        ("FILL(m1, 0)", "metrics.math.example.fill"),
        ("RATE(m1)", "metrics.math.example.rate"),
        ("ANOMALY_DETECTION_BAND(m1, 2)", "metrics.math.example.band"),
    ];
    let two = [
        ("m1 / m2 * 100", "metrics.math.example.share"),
        ("AVG(METRICS())", "metrics.math.example.average"),
    ];
    let any = [
        (
            "SEARCH('{AWS/EC2,InstanceId} MetricName=\"CPUUtilization\"', 'Average', 300)",
            "metrics.math.example.search",
        ),
        (
            "SELECT AVG(CPUUtilization) FROM SCHEMA(\"AWS/EC2\", InstanceId) \
             GROUP BY InstanceId ORDER BY AVG() DESC LIMIT 5",
            "metrics.math.example.query",
        ),
    ];
    let limited = [("m1/SERVICE_QUOTA(m1)*100", "metrics.math.example.quota")];
    let count = chosen.metrics.len();
    let has_quota = chosen.metrics.first().is_some_and(|metric| quota::of(metric).is_some());
    let limited = limited.into_iter().filter(|_| has_quota);
    let one = one.into_iter().filter(|_| count > 0);
    let two = two.into_iter().filter(|_| count > 1);
    limited.chain(two).chain(one).chain(any).collect()
}

/// Why a band of an expression has nothing to show, if it has not: there is no anomaly detector, or
/// it has not learnt yet.
fn unmodelled(
    expr: Option<&Expr>,
    parts: &[Part],
    world: &World,
    scope: Scope,
    texts: &Texts,
) -> Option<String> {
    let of = expr?.bands().into_iter().find_map(|id| {
        let detector = world.cloudwatch().detectors().get(scope, &Modelled::of(id, parts)?);
        match detector.map(Detector::state) {
            None => Some((id, "metrics.band.none")),
            Some("TRAINED") => None,
            Some(_) => Some((id, "metrics.band.training")),
        }
    });
    of.map(|(id, key)| texts.fill(key, &[("id", &id)]))
}

fn line(label: String, series: Series, period: Span) -> chart::Series {
    let dots = series.points.into_iter().map(|(time, value)| chart::Dot { time, value });
    chart::Series { label, period, dots: dots.collect(), ..chart::Series::default() }
}

/// What is wrong with an expression that would be added to what is chosen.
pub fn problem(chosen: &Chosen, expression: &str) -> Option<String> {
    let mut sheet = blank(chosen);
    for (nth, text) in chosen.math.iter().enumerate() {
        // What is wrong with it is told where it stands.
        let _ = next(&mut sheet, nth, text, chosen.period(), None);
    }
    let nth = chosen.math.len();
    next(&mut sheet, nth, expression, chosen.period(), None)
        .err()
        .map(|error| error.refusal(&id(nth)))
}

/// Whether AWS would answer each of the expressions.
pub(super) fn sound(chosen: &Chosen) -> bool {
    let mut sheet = blank(chosen);
    let period = chosen.period();
    let mut good =
        |(nth, text): (usize, &String)| next(&mut sheet, nth, text, period, None).is_ok();
    chosen.math.iter().enumerate().all(&mut good)
}

/// A sheet without points: whether an expression is right does not depend on them.
fn blank(chosen: &Chosen) -> Sheet {
    let mut sheet = sheet(&vec![chart::Series::default(); chosen.metrics.len()], Vec::new());
    sheet.limit(&parts(chosen), quota::of);
    sheet
}

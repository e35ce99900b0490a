//! Expressions beside the metrics that are graphed: what they are called, what they give, and what
//! is wrong with them.

use super::Chosen;
use crate::services::cloudwatch::metrics::label;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::math::{self, MathError, Origin, Reader, Series, Sheet, Value};
use crate::view::chart::{self, ChartModel};

/// A line of the graph, by the id that expressions know it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `m1` for metrics, `e1` for expressions.
    pub id: String,
    /// The metric's label, or the expression.
    pub text: String,
    /// What is wrong with the expression, in the words AWS would refuse it with.
    pub problem: Option<String>,
    /// How many lines of the graph are its.
    pub lines: usize,
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
        None => series.id.clone(),
    }
}

/// The metrics that a search found, as labels tell them apart.
pub(in crate::view) fn siblings<'a>(sheet: &'a Sheet, all: &[Series]) -> Vec<label::Query<'a>> {
    let query = |series: &Series| match sheet.origin(&series.id)? {
        Origin::Metric { id, stat, period } => {
            Some(label::Query { id, stat, period_secs: period.as_secs() })
        }
        Origin::Group(_) => None,
    };
    all.iter().filter_map(query).collect()
}

/// The id of the expression with this place.
pub(super) fn id(nth: usize) -> String {
    format!("e{}", nth + 1)
}

/// Adds the expressions' lines to a graph of the metrics; gives all lines by their ids.
pub(super) fn add(
    chart: &mut ChartModel,
    chosen: &Chosen,
    world: &World,
    scope: Scope,
) -> Vec<Row> {
    let row = |id: String, text: &str| Row { id, text: text.to_owned(), problem: None, lines: 1 };
    let metrics = chart.series.iter().enumerate();
    let mut rows: Vec<Row> =
        metrics.map(|(nth, line)| row(format!("m{}", nth + 1), &line.label)).collect();
    let period = chosen.period();
    let grid = math::grid(chart.from.floor(period), chart.to, period);
    let mut sheet = sheet(&chart.series, grid.collect());
    let sources = world.metrics();
    let from = chart.from.floor(period);
    let reader = Reader { source: &sources, scope, from, to: chart.to, now: world.now() };
    for (nth, text) in chosen.math.iter().enumerate() {
        let mut row = row(id(nth), text);
        match next(&mut sheet, nth, text, period, Some(reader)) {
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
    sheet(&vec![chart::Series::default(); chosen.metrics.len()], Vec::new())
}

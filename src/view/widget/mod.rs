//! A metric widget as it is drawn: the lines of a graph read, computed and named, then shown as a
//! graph, as numbers, a gauge, bars, a pie or a table. Dashboards and the metrics page share it.

pub mod lines;

use crate::services::cloudwatch::dashboard::body::{Axis, Metric};
use crate::sim::World;
use crate::sim::scope::Region;
use crate::sim::time::{Span, Time};
use crate::view::chart::{ChartModel, Dot, Ends, Mark, Moment, Series, scale};
use lines::Drawn;
use serde_json::Value;

/// Where and when a widget looks.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// The first instant.
    pub from: Time,
    /// The end.
    pub to: Time,
    /// The page's Region, for what does not name one.
    pub region: Region,
}

/// A widget, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// How.
    pub view: View,
    /// What is wrong with a line, by its id.
    pub problems: Vec<(String, String)>,
}

/// How a widget is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// Lines over time, standing on each other or not.
    Chart(Box<ChartModel>),
    /// The newest value of each line, with or without its course.
    Numbers(Vec<Figure>, bool),
    /// The newest values on a scale.
    Gauge(Vec<Figure>, f64, f64),
    /// Values as bars of one scale.
    Bars(Vec<Figure>),
    /// Values as shares of their sum.
    Pie(Vec<Figure>),
    /// Each line's values in a row.
    Table(Table),
}

/// One value of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The line's label.
    pub label: String,
    /// Its place among the lines, which gives its colour.
    pub place: usize,
    /// Its own colour.
    pub color: Option<String>,
    /// The newest value.
    pub value: Option<f64>,
    /// That value with its unit.
    pub shown: Option<String>,
    /// Its course.
    pub dots: Vec<Dot>,
}

/// Lines as rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The newest instants at which a line has a point, oldest first.
    pub times: Vec<Time>,
    /// Of each line its label, its least, greatest, mean value and sum, and its values.
    pub rows: Vec<TableRow>,
}

/// A line as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The line's label.
    pub label: String,
    /// Least, greatest, mean, sum.
    pub summary: [Option<String>; 4],
    /// The value at each instant.
    pub values: Vec<Option<String>>,
}

/// How many instants a table shows.
const COLUMNS: usize = 8;

/// Reads and computes a widget. `period` makes of a line's own period the one it is read with.
pub fn shown(
    world: &World,
    metric: &Metric,
    stretch: Stretch,
    label: String,
    period: &dyn Fn(u32) -> Span,
) -> Shown {
    let whole = metric.other.get("setPeriodToTimeRange").and_then(Value::as_bool) == Some(true);
    let whole = whole && metric.view() != "timeSeries";
    let lines::Lines { mut drawn, mut bands, problems } =
        lines::read(world, metric, stretch, period, whole);
    // A graph over time shades one band; more of them, and other views, have the ends as lines.
    let shaded = (metric.view() == "timeSeries" && !bands.is_empty()).then(|| bands.remove(0));
    drawn.extend(bands.into_iter().flat_map(|band| band.ends));
    let spark = metric.other.get("sparkline").and_then(Value::as_bool) == Some(true);
    let ends = (metric.left.min.unwrap_or(0.0), metric.left.max.unwrap_or(100.0));
    let view = figured(metric.view(), &drawn, spark, ends).unwrap_or_else(|| {
        let mut chart = chart(world, metric, stretch, label, drawn);
        chart.expected = shaded.map(|band| band.ranges).unwrap_or_default();
        View::Chart(Box::new(chart))
    });
    Shown { view, problems }
}

/// The view of this name over lines; `None` for a graph over time.
pub fn figured(name: &str, lines: &[Drawn], spark: bool, ends: (f64, f64)) -> Option<View> {
    Some(match name {
        "singleValue" => View::Numbers(figures(lines), spark),
        "gauge" => View::Gauge(figures(lines), ends.0, ends.1),
        "bar" => View::Bars(figures(lines)),
        "pie" => View::Pie(figures(lines)),
        "table" => View::Table(table(lines)),
        _ => return None,
    })
}

fn figures(lines: &[Drawn]) -> Vec<Figure> {
    let one = |(place, line): (usize, &Drawn)| {
        let value = line.dots.last().map(|dot| dot.value);
        Figure {
            label: line.label.clone(),
            place,
            color: line.color.clone(),
            value,
            shown: value.map(|value| scale::with_unit(value, line.unit)),
            dots: line.dots.clone(),
        }
    };
    lines.iter().enumerate().map(one).collect()
}

fn table(lines: &[Drawn]) -> Table {
    let mut times: Vec<Time> =
        lines.iter().flat_map(|line| line.dots.iter().map(|dot| dot.time)).collect();
    times.sort_unstable();
    times.dedup();
    let times: Vec<Time> =
        times.iter().skip(times.len().saturating_sub(COLUMNS)).copied().collect();
    let row = |line: &Drawn| {
        let values: Vec<f64> = line.dots.iter().map(|dot| dot.value).collect();
        let sum: f64 = values.iter().sum();
        let some = |value: f64| (!values.is_empty()).then(|| scale::with_unit(value, line.unit));
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let at = |time: &Time| {
            let dot = line.dots.iter().find(|dot| dot.time == *time)?;
            Some(scale::with_unit(dot.value, line.unit))
        };
        TableRow {
            label: line.label.clone(),
            summary: [some(least), some(most), some(sum / values.len() as f64), some(sum)],
            values: times.iter().map(at).collect(),
        }
    };
    let rows = lines.iter().map(row).collect();
    Table { times, rows }
}

fn chart(
    world: &World,
    metric: &Metric,
    stretch: Stretch,
    label: String,
    lines: Vec<Drawn>,
) -> ChartModel {
    let mut chart = ChartModel::new(label, stretch.from, stretch.to);
    chart.stacked = metric.stacked == Some(true);
    chart.ends = [ends(&metric.left), ends(&metric.right)];
    let mut units: Vec<&str> = lines.iter().map(|line| line.unit).collect();
    units.sort_unstable();
    units.dedup();
    if let [unit] = units.as_slice() {
        chart.unit = (*unit).to_owned();
    }
    chart.marks = metric.annotations.horizontal.iter().flat_map(marks).collect();
    chart.moments = metric.annotations.vertical.iter().filter_map(moment).collect();
    chart.marks.extend(metric.annotations.alarms.iter().filter_map(|arn| {
        let config = lines::alarm(world, arn)?.config().clone();
        let value = config.threshold.fixed()?;
        Some(Mark { value, label: config.name.clone(), ..Mark::default() })
    }));
    let now = world.now();
    chart.now = (stretch.to >= now).then_some(now);
    chart.series = lines.into_iter().map(series).collect();
    chart
}

fn series(line: Drawn) -> Series {
    Series {
        label: line.label,
        period: line.period,
        dots: line.dots,
        color: line.color,
        right: line.right,
        unit: line.unit.to_owned(),
    }
}

fn ends(axis: &Axis) -> Ends {
    Ends { low: axis.min, high: axis.max }
}

/// A horizontal annotation: a line, or two that are the edges of a band.
fn marks(value: &Value) -> Vec<Mark> {
    match value {
        Value::Array(both) => both.iter().flat_map(marks).collect(),
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            let Some(value) = members.get("value").and_then(Value::as_f64) else {
                return Vec::new();
            };
            vec![Mark {
                value,
                label: text("label").unwrap_or_default().to_owned(),
                color: text("color").map(str::to_owned),
                right: text("yAxis") == Some("right"),
            }]
        }
        _ => Vec::new(),
    }
}

/// A vertical annotation: a moment, or two that are the ends of a stretch.
fn moment(value: &Value) -> Option<Moment> {
    let time = |value: &Value| Time::parse(value.get("value")?.as_str()?);
    let label =
        |value: &Value| value.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
    match value {
        Value::Array(both) => {
            let (first, last) = (both.first()?, both.get(1)?);
            Some(Moment { time: time(first)?, until: time(last), label: label(first) })
        }
        one => Some(Moment { time: time(one)?, until: None, label: label(one) }),
    }
}

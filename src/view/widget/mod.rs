//! A metric widget as it is drawn: the lines of a graph read, computed and named, then shown as a
//! graph, as numbers, a gauge, bars, a pie or a table. Dashboards and the metrics page share it.

pub mod lines;

use crate::services::cloudwatch::dashboard::body::{Axis, Metric};
use crate::sim::World;
use crate::sim::scope::Region;
use crate::sim::time::{Span, Time};
use crate::view::chart::{ChartModel, Dot, Ends, Fill, Legend, Mark, Moment, Series, scale};
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
    /// How it has changed since the point before, where that is asked for.
    pub trend: Option<String>,
}

/// Lines as rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The newest instants at which a line has a point, oldest first.
    pub times: Vec<Time>,
    /// Of each line its label, its least, greatest, mean value and sum, and its values.
    pub rows: Vec<TableRow>,
    /// Which of least, greatest, mean and sum are shown.
    pub summary: [bool; 4],
    /// Whether the lines stand side by side, and what is said of them beneath each other.
    pub vertical: bool,
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
    let full = metric.other.get("singleValueFullPrecision").and_then(Value::as_bool);
    let trend = metric.other.get("trend").and_then(Value::as_bool) == Some(true);
    let view = figured(metric.view(), &drawn, spark, ends).map(|view| match view {
        View::Numbers(all, spark) if trend => View::Numbers(trends(all), spark),
        view => view,
    });
    let view = view.map(|view| match view {
        View::Table(table) => View::Table(laid_out(table, metric.other.get("table"))),
        View::Numbers(all, spark) if full == Some(true) => View::Numbers(precise(all), spark),
        view => view,
    });
    let view = view.unwrap_or_else(|| {
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

/// A table as its properties want it. That summaries stick to the side is nothing to see here: a
/// table is as wide as it is.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Table>
fn laid_out(mut table: Table, given: Option<&Value>) -> Table {
    let Some(given) = given else { return table };
    if let Some(columns) = given.get("summaryColumns").and_then(Value::as_array) {
        let has = |name: &str| columns.iter().any(|column| column.as_str() == Some(name));
        table.summary = ["MIN", "MAX", "AVG", "SUM"].map(has);
    }
    if given.get("showTimeSeriesData").and_then(Value::as_bool) == Some(false) {
        table.times.clear();
        table.rows.iter_mut().for_each(|row| row.values.clear());
    }
    table.vertical = word(given, "layout") == Some("vertical");
    table
}

/// Numbers with every digit they have.
fn precise(mut all: Vec<Figure>) -> Vec<Figure> {
    for figure in &mut all {
        figure.shown = figure.value.map(|value| value.to_string());
    }
    all
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
            trend: None,
        }
    };
    lines.iter().enumerate().map(one).collect()
}

/// Numbers with how each has changed since the point before it.
fn trends(mut all: Vec<Figure>) -> Vec<Figure> {
    for figure in &mut all {
        let [.., before, last] = figure.dots.as_slice() else { continue };
        let change = last.value - before.value;
        let arrow = match change {
            change if change > 0.0 => "▲",
            change if change < 0.0 => "▼",
            _ => "=",
        };
        let part = (before.value != 0.0).then(|| 100.0 * change.abs() / before.value.abs());
        let part = part.map(|part| format!(" ({} %)", scale::short(part))).unwrap_or_default();
        figure.trend = Some(format!("{arrow} {}{part}", scale::short(change.abs())));
    }
    all
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
    Table { times, rows, summary: [true; 4], vertical: false }
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
    chart.legend = legend(metric.other.get("legend"));
    chart.labels = [&metric.left, &metric.right].map(|axis| axis.label.clone().unwrap_or_default());
    let bare = |axis: &Axis| axis.other.get("showUnits").and_then(Value::as_bool) == Some(false);
    chart.bare = [bare(&metric.left), bare(&metric.right)];
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

/// A line as a graph has it.
pub fn series(line: Drawn) -> Series {
    Series {
        label: line.label,
        period: line.period,
        dots: line.dots,
        color: line.color,
        right: line.right,
        unit: line.unit.to_owned(),
        steps: false,
    }
}

fn ends(axis: &Axis) -> Ends {
    Ends { low: axis.min, high: axis.max }
}

fn legend(value: Option<&Value>) -> Legend {
    match value.and_then(|legend| legend.get("position")).and_then(Value::as_str) {
        Some("right") => Legend::Right,
        Some("hidden") => Legend::Hidden,
        _ => Legend::Bottom,
    }
}

/// Whether an annotation is to be seen: it is, unless it says otherwise.
fn is_visible(value: &Value) -> bool {
    value.get("visible").and_then(Value::as_bool) != Some(false)
}

fn word<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

/// A horizontal annotation: a line, or two that are the edges of a band. Of a band the first says
/// everything but the other's value and label.
fn marks(value: &Value) -> Vec<Mark> {
    let mark = |given: &Value| {
        Some(Mark {
            value: given.get("value")?.as_f64()?,
            label: word(given, "label").unwrap_or_default().to_owned(),
            color: word(given, "color").map(str::to_owned),
            right: word(given, "yAxis") == Some("right"),
            fill: match word(given, "fill") {
                Some("above") => Fill::Beyond,
                Some("below") => Fill::Before,
                _ => Fill::None,
            },
            until: None,
        })
    };
    match value {
        Value::Array(both) => {
            let [first, last] = both.as_slice() else { return Vec::new() };
            let (Some(one), Some(two)) = (mark(first), mark(last)) else { return Vec::new() };
            if !is_visible(first) {
                return Vec::new();
            }
            let (color, right) = (one.color.clone(), one.right);
            let two = Mark { color, right, fill: Fill::None, ..two };
            vec![Mark { until: Some(two.value), fill: Fill::None, ..one }, two]
        }
        one if is_visible(one) => mark(one).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// A vertical annotation: a moment, or two that are the ends of a stretch.
fn moment(value: &Value) -> Option<Moment> {
    let time = |value: &Value| Time::parse(value.get("value")?.as_str()?);
    let (first, last) = match value {
        Value::Array(both) => (both.first()?, both.get(1)),
        one => (one, None),
    };
    if !is_visible(first) {
        return None;
    }
    Some(Moment {
        time: time(first)?,
        until: last.and_then(time),
        label: word(first, "label").unwrap_or_default().to_owned(),
        color: word(first, "color").map(str::to_owned),
        fill: match (last, word(first, "fill")) {
            (None, Some("after")) => Fill::Beyond,
            (None, Some("before")) => Fill::Before,
            _ => Fill::None,
        },
    })
}

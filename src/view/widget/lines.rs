//! The lines of a widget: metrics read in their Regions, expressions over them, labels.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Stretch;
use crate::services::cloudwatch::alarm::watched::{self, Measure, Source, Watched};
use crate::services::cloudwatch::dashboard::body::Metric;
use crate::services::cloudwatch::dashboard::lines::{Line, What};
use crate::services::cloudwatch::metrics::label::{self, Subject};
use crate::services::cloudwatch::state::Alarm;
use crate::sim::World;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::math::{self, Reader, Series, Sheet, Value as MathValue};
use crate::telemetry::modelled::{Part, PartOf};
use crate::telemetry::series::{self, Query};
use crate::telemetry::{MetricId, Stat};
use crate::view::chart::{Dot, Range};
use crate::view::metrics::math::{own_name, siblings};

/// The period of lines that have none.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>
const PERIOD: u32 = 300;

/// A line that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Its label.
    pub label: String,
    /// Its unit.
    pub unit: &'static str,
    /// Its period.
    pub period: Span,
    /// Its points, oldest first.
    pub dots: Vec<Dot>,
    /// Its colour.
    pub color: Option<String>,
    /// Whether it belongs to the right axis.
    pub right: bool,
}

impl Drawn {
    /// Leaves out what is live data, unless it is wanted.
    fn settle(&mut self, live: bool, now: Time) {
        let period = self.period;
        self.dots.retain(|dot| live || dot.time + period + Span::mins(1) <= now);
    }
}

/// All lines of a widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Those that are drawn.
    pub drawn: Vec<Drawn>,
    /// The bands of expected values that are drawn.
    pub bands: Vec<Band>,
    /// What is wrong with an expression, by its id.
    pub problems: Vec<(String, String)>,
}

/// A band of expected values: `ANOMALY_DETECTION_BAND` gives its lower and its upper end.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its label.
    pub label: String,
    /// Its ends, oldest first.
    pub ranges: Vec<Range>,
    /// Its two ends as lines.
    pub ends: [Drawn; 2],
}

/// A metric of a widget as it is read.
struct Read<'a> {
    line: &'a Line,
    metric: MetricId,
    stat: String,
    period: Span,
    scope: Scope,
    points: Vec<(Time, f64)>,
    unit: &'static str,
}

/// The alarm of an ARN.
pub fn alarm<'a>(world: &'a World, arn: &str) -> Option<&'a Alarm> {
    world.cloudwatch().by_arn(&Arn::parse(arn)?)
}

/// The ids of lines: their own, else `m1`, `m2` and so on by their place.
pub fn ids(lines: &[Line]) -> Vec<String> {
    let one = |(place, line): (usize, &Line)| {
        let letter = if matches!(line.what, What::Metric(_)) { 'm' } else { 'e' };
        line.id.clone().unwrap_or_else(|| format!("{letter}{}", place + 1))
    };
    lines.iter().enumerate().map(one).collect()
}

/// Reads what a widget shows. With `whole` each line has one period: the whole stretch.
pub fn read(
    world: &World,
    widget: &Metric,
    stretch: Stretch,
    period: &dyn Fn(u32) -> Span,
    whole: bool,
) -> Lines {
    let own = of_alarms(world, widget);
    let lines: &[Line] = if widget.metrics.is_empty() { &own } else { &widget.metrics };
    let ids = ids(lines);
    let mut reads: BTreeMap<usize, Read<'_>> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        let Some(metric) = line.metric_id() else { continue };
        let secs = line.period.or(widget.period).unwrap_or(PERIOD);
        let period = if whole { stretch.to - stretch.from } else { period(secs) };
        let stat = line.stat.as_ref().or(widget.stat.as_ref());
        let stat = stat.cloned().unwrap_or_else(|| "Average".to_owned());
        let region = line.region.as_deref().or(widget.region.as_deref());
        let region = region.and_then(|code| code.parse().ok()).unwrap_or(stretch.region);
        let scope = Scope { account: world.account(), region };
        let mut read = Read { line, metric, stat, period, scope, points: Vec::new(), unit: "" };
        points(world, &mut read, stretch, whole);
        reads.insert(place, read);
    }
    let mut sheet = sheet(&reads, &ids, stretch);
    let sources = world.metrics();
    let region = widget.region.as_deref().and_then(|code| code.parse().ok());
    let scope = Scope { account: world.account(), region: region.unwrap_or(stretch.region) };
    let (from, to) = (stretch.from, stretch.to);
    let reader = Reader { source: &sources, scope, from, to, now: world.now() };
    let secs = period(widget.period.unwrap_or(PERIOD)).as_secs();
    let parts = parts(lines, &ids, &reads);
    let own = |id: &str| {
        let place = ids.iter().position(|other| other == id);
        place.and_then(|place| reads.get(&place)).map_or(secs, |read| read.period.as_secs())
    };
    let problems = compute(&mut sheet, lines, &ids, reader, &Given { parts, secs, own: &own });
    let mut all = Lines { problems, ..Lines::default() };
    let queries: Vec<label::Query<'_>> = reads.values().map(Read::query).collect();
    let drawn = lines.iter().zip(&ids).enumerate().filter(|(_, (line, _))| line.is_visible());
    // Points whose period is not over for a minute yet are live data.
    // <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-live-data.html>
    let live = whole || widget.other.get("liveData").and_then(Value::as_bool) == Some(true);
    for (place, (line, id)) in drawn {
        match reads.get(&place) {
            Some(read) => {
                let mut drawn = read.drawn(&queries, world.now());
                drawn.settle(live, world.now());
                all.drawn.push(drawn);
            }
            None => {
                let mut drawn = expression(&sheet, line, id);
                drawn.iter_mut().for_each(|drawn| drawn.settle(live, world.now()));
                match band(line, drawn) {
                    Ok(band) => all.bands.push(band),
                    Err(drawn) => all.drawn.extend(drawn),
                }
            }
        }
    }
    all
}

/// The lines of an alarm's widget: its metric as the alarm reads it, or its metrics and
/// expressions, of which those are drawn that the alarm holds against its threshold.
fn of_alarms(world: &World, widget: &Metric) -> Vec<Line> {
    let lines = |arn: &String| {
        let Some(alarm) = alarm(world, arn) else { return Vec::new() };
        let config = alarm.config();
        let period = u32::try_from(config.period_secs).ok();
        let query = |query: &watched::Query| {
            let own = match &query.of {
                Source::Metric(measure) => of_measure(measure),
                Source::Expression { text, .. } => {
                    Line { what: What::Expression(text.clone()), ..Line::default() }
                }
            };
            let (id, label) = (Some(query.id.clone()), query.label.clone());
            Line { id, label, period, visible: Some(query.returns), ..own }
        };
        match &config.metric {
            Watched::Metric(measure) => vec![Line { period, ..of_measure(measure) }],
            Watched::Queries(queries) => queries.iter().map(query).collect(),
        }
    };
    widget.annotations.alarms.iter().flat_map(lines).collect()
}

fn of_measure(measure: &Measure) -> Line {
    let mut parts = vec![measure.id.namespace.clone(), measure.id.name.clone()];
    let pairs = measure.dimensions.iter();
    parts.extend(pairs.flat_map(|(name, value)| [name.clone(), value.clone()]));
    Line { stat: Some(measure.stat_name.clone()), ..Line::metric(parts) }
}

fn points(world: &World, read: &mut Read<'_>, stretch: Stretch, whole: bool) {
    let Some(stat) = Stat::parse(&read.stat) else { return };
    let period_secs = read.period.as_secs().max(1);
    // Periods are counted from the start, so it must lie on the grid of the clock.
    let from = if whole { stretch.from } else { stretch.from.floor(Span::secs(period_secs)) };
    let query = Query {
        scope: read.scope,
        id: &read.metric,
        from,
        to: stretch.to,
        period_secs,
        unit: None,
        stat,
    };
    let periods = series::read(&world.metrics(), &query, world.now());
    // Of several units the first in the service's order is taken, as GetMetricData does.
    let unit = periods.first().map(|period| period.unit);
    read.unit = unit.unwrap_or_default();
    let own = periods.into_iter().filter(|period| Some(period.unit) == unit);
    let value = |mut period: series::Period| Some((period.time, period.bin.value(stat)?));
    read.points = own.filter_map(value).collect();
}

fn sheet(reads: &BTreeMap<usize, Read<'_>>, ids: &[String], stretch: Stretch) -> Sheet {
    let one = |(place, read): (&usize, &Read<'_>)| Series {
        id: ids.get(*place).cloned().unwrap_or_default(),
        period: read.period,
        points: read.points.clone(),
    };
    let period = reads.values().map(|read| read.period).min();
    let period = period.unwrap_or(Span::secs(i64::from(PERIOD))).max(Span::secs(1));
    let grid = math::grid(stretch.from.floor(period), stretch.to, period);
    Sheet::new(reads.iter().map(one).collect(), grid.collect())
}

/// The lines as parts of what a model of expected values may be of.
fn parts(lines: &[Line], ids: &[String], reads: &BTreeMap<usize, Read<'_>>) -> Vec<Part> {
    let part = |(place, (line, id)): (usize, (&Line, &String))| {
        let of = match (&line.what, reads.get(&place)) {
            (What::Expression(text), _) => PartOf::Expression(text.clone()),
            (_, Some(read)) => PartOf::Metric { id: read.metric.clone(), stat: read.stat.clone() },
            _ => return None,
        };
        Some(Part { id: id.clone(), of })
    };
    lines.iter().zip(ids).enumerate().filter_map(part).collect()
}

/// What expressions are computed with.
struct Given<'a> {
    /// All lines there are.
    parts: Vec<Part>,
    /// The period of an expression that has none.
    secs: i64,
    /// The period of a line by its id.
    own: &'a dyn Fn(&str) -> i64,
}

/// The band that two lines are the ends of, if the line is one; otherwise the lines.
fn band(line: &Line, drawn: Vec<Drawn>) -> Result<Band, Vec<Drawn>> {
    let What::Expression(text) = &line.what else { return Err(drawn) };
    let is_band = text.trim_start().starts_with("ANOMALY_DETECTION_BAND");
    let Ok([mut lower, mut upper]) = <[Drawn; 2]>::try_from(drawn.clone()) else {
        return Err(drawn);
    };
    if !is_band {
        return Err(drawn);
    }
    let label = line.label.clone().unwrap_or_else(|| text.clone());
    let range =
        |(low, high): (&Dot, &Dot)| Range { time: low.time, lower: low.value, upper: high.value };
    let ranges = lower.dots.iter().zip(&upper.dots).map(range).collect();
    // In the words of the alarms that go by it: lower and upper thresholds.
    lower.label = format!("{label} lower");
    upper.label = format!("{label} upper");
    Ok(Band { label, ranges, ends: [lower, upper] })
}

/// Evaluates the expressions, which may need each other; gives what is wrong with them.
fn compute(
    sheet: &mut Sheet,
    lines: &[Line],
    ids: &[String],
    reader: Reader<'_>,
    given: &Given<'_>,
) -> Vec<(String, String)> {
    let mut problems = BTreeMap::new();
    let mut parsed = Vec::new();
    for (line, id) in lines.iter().zip(ids) {
        if let What::Expression(text) = &line.what {
            match math::parse(text) {
                Ok(expr) => {
                    let own = line.period.map_or(given.secs, i64::from);
                    let expr = expr.with_period(own);
                    // What it finds by itself is read on the grid of its period.
                    let from = reader.from.floor(Span::secs(own.max(1)));
                    sheet.look_up(&expr, Some(Reader { from, ..reader }));
                    parsed.push((id.as_str(), expr));
                }
                Err(error) => drop(problems.insert(id.clone(), error.refusal(id))),
            }
        }
    }
    let exprs = parsed.iter().map(|(_, expr)| expr);
    sheet.expect_all(exprs, &given.parts, reader, given.own);
    sheet.add_all(&parsed.iter().map(|(id, expr)| (*id, expr)).collect());
    for (id, _) in &parsed {
        if let Err(error) = sheet.value(id).and_then(MathValue::series) {
            problems.insert((*id).to_owned(), error.refusal(id));
        }
    }
    problems.into_iter().collect()
}

/// The lines that an expression gives.
fn expression(sheet: &Sheet, line: &Line, id: &str) -> Vec<Drawn> {
    let series = sheet.value(id).and_then(MathValue::series).unwrap_or_default();
    let several = series.len() > 1;
    let siblings = siblings(sheet, &series);
    let name = |series: &Series| {
        let own = own_name(sheet, series, &siblings);
        match line.label.as_deref() {
            // Of several, AWS puts the label before each one's own.
            Some(label) if several && !own.is_empty() => format!("{label} {own}"),
            Some(label) => label.to_owned(),
            None if several && !own.is_empty() => own,
            None => id.to_owned(),
        }
    };
    let names: Vec<String> = series.iter().map(name).collect();
    let one = |(series, label): (Series, String)| Drawn {
        label,
        unit: "",
        period: series.period.max(Span::secs(1)),
        dots: dots(&series.points),
        color: line.color.clone(),
        right: line.is_right(),
    };
    series.into_iter().zip(names).map(one).collect()
}

fn dots(points: &[(Time, f64)]) -> Vec<Dot> {
    points.iter().map(|(time, value)| Dot { time: *time, value: *value }).collect()
}

impl Read<'_> {
    fn query(&self) -> label::Query<'_> {
        label::Query { id: &self.metric, stat: &self.stat, period_secs: self.period.as_secs() }
    }

    fn drawn(&self, all: &[label::Query<'_>], now: Time) -> Drawn {
        let query = self.query();
        let default = label::default(&query, all);
        let subject = Subject {
            query: Some(&query),
            default: &default,
            points: &self.points,
            scope: self.scope,
            now,
            offset: Span::ZERO,
        };
        let own = self.line.label.as_deref();
        let label = own.and_then(|text| label::dynamic(text, &subject)).unwrap_or(default);
        Drawn {
            label,
            unit: self.unit,
            period: self.period,
            dots: dots(&self.points),
            color: self.line.color.clone(),
            right: self.line.is_right(),
        }
    }
}

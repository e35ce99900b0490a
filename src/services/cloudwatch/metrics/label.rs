//! Labels of series: AWS's defaults, and the dynamic values a label may hold.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html>

use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;

/// What tells one query from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Query<'a> {
    /// The metric.
    pub id: &'a MetricId,
    /// The statistic's name.
    pub stat: &'a str,
    /// The period.
    pub period_secs: i64,
}

/// The default label of a query among all of a call: the metric's name, with the statistic where
/// statistics differ and the period where periods differ (recorded replies). Where dimension values
/// differ they stand in front, and take the name's place when that is the same for all: graphs of
/// the console show it so. The unit never appears.
pub fn default(query: &Query<'_>, all: &[Query<'_>]) -> String {
    let differs = |same: fn(&Query<'_>, &Query<'_>) -> bool| all.iter().any(|q| !same(q, query));
    let named = differs(|a, b| a.id.name == b.id.name);
    let placed = differs(|a, b| a.id.dimensions == b.id.dimensions);
    let mut parts = Vec::new();
    if placed {
        parts.extend(query.id.dimensions.iter().map(|(_, value)| value.clone()));
    }
    if named || parts.is_empty() {
        parts.push(query.id.name.clone());
    }
    if differs(|a, b| a.stat == b.stat) {
        parts.push(query.stat.to_owned());
    }
    if differs(|a, b| a.period_secs == b.period_secs) {
        parts.push(query.period_secs.to_string());
    }
    parts.join(" ")
}

/// What a dynamic label speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The metric's query; an expression over several has none.
    pub query: Option<&'a Query<'a>>,
    /// Its default label.
    pub default: &'a str,
    /// Its points in the time range, oldest first.
    pub points: &'a [(Time, f64)],
    /// Where.
    pub scope: Scope,
    /// Now.
    pub now: Time,
    /// How far the zone of `LabelOptions` is ahead of UTC.
    pub offset: Span,
}

/// The most dynamic values of a label.
const MOST: usize = 6;

/// Puts values in the place of `${…}`. `None` when there are more than six, `${LABEL}` stands there
/// twice, or a name is unknown.
pub fn dynamic(label: &str, subject: &Subject<'_>) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut count, mut labels) = (label, 0, 0);
    while let Some((before, after)) = rest.split_once("${") {
        let (token, behind) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&value(token, subject)?);
        count += 1;
        labels += usize::from(token == "LABEL");
        rest = behind;
    }
    out.push_str(rest);
    (count <= MOST && labels <= 1).then_some(out)
}

fn value(token: &str, subject: &Subject<'_>) -> Option<String> {
    if token == "LABEL" {
        return Some(subject.default.to_owned());
    }
    if let Some(body) = token.strip_prefix("PROP('") {
        return property(body.strip_suffix("')")?, subject);
    }
    let points = subject.points;
    if token == "DATAPOINT_COUNT" {
        return Some(points.len().to_string());
    }
    let found = Found::of(points);
    let known = found.as_ref();
    let text = match token {
        "AVG" => known.map(|f| number(f.sum / points.len() as f64)),
        "SUM" => known.map(|f| number(f.sum)),
        "MIN" => known.map(|f| number(f.min.1)),
        "MAX" => known.map(|f| number(f.max.1)),
        "FIRST" => known.map(|f| number(f.first.1)),
        "LAST" => known.map(|f| number(f.last.1)),
        "FIRST_LAST_RANGE" => known.map(|f| number(f.last.1 - f.first.1)),
        "MIN_MAX_RANGE" => known.map(|f| number(f.max.1 - f.min.1)),
        "FIRST_TIME" => known.map(|f| time(f.first.0, subject)),
        "LAST_TIME" => known.map(|f| time(f.last.0, subject)),
        "MIN_TIME" => known.map(|f| time(f.min.0, subject)),
        "MAX_TIME" => known.map(|f| time(f.max.0, subject)),
        "FIRST_TIME_RELATIVE" => known.map(|f| span(subject.now - f.first.0)),
        "LAST_TIME_RELATIVE" => known.map(|f| span(subject.now - f.last.0)),
        "MIN_TIME_RELATIVE" => known.map(|f| span(subject.now - f.min.0)),
        "MAX_TIME_RELATIVE" => known.map(|f| span(subject.now - f.max.0)),
        "FIRST_LAST_TIME_RANGE" => known.map(|f| span(f.last.0 - f.first.0)),
        "MIN_MAX_TIME_RANGE" => known.map(|f| span(f.max.0 - f.min.0)),
        _ => return None,
    };
    // Ours: without points there is nothing to say.
    Some(text.unwrap_or_else(|| "--".to_owned()))
}

fn property(name: &str, subject: &Subject<'_>) -> Option<String> {
    let Some(query) = subject.query else { return Some(String::new()) };
    Some(match name {
        "MetricName" => query.id.name.clone(),
        "Namespace" => query.id.namespace.clone(),
        "Period" => query.period_secs.to_string(),
        "Stat" => query.stat.to_owned(),
        "Region" => subject.scope.region.to_string(),
        // An account without a monitoring account has no other label than its number.
        "AccountId" | "AccountLabel" => subject.scope.account.to_string(),
        _ => {
            let wanted = name.strip_prefix("Dim.")?;
            let found = query.id.dimensions.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        }
    })
}

struct Found {
    sum: f64,
    first: (Time, f64),
    last: (Time, f64),
    min: (Time, f64),
    max: (Time, f64),
}

impl Found {
    fn of(points: &[(Time, f64)]) -> Option<Found> {
        let first = *points.first()?;
        let mut found = Found { sum: 0.0, first, last: first, min: first, max: first };
        for &point in points {
            found.sum += point.1;
            found.last = point;
            if point.1 < found.min.1 {
                found.min = point;
            }
            if point.1 > found.max.1 {
                found.max = point;
            }
        }
        Some(found)
    }
}

/// Ours: at most three decimals, as graphs show numbers.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Ours: date and time in the zone asked for.
fn time(at: Time, subject: &Subject<'_>) -> String {
    (at + subject.offset).format("%Y-%m-%d %H:%M:%S")
}

/// Ours: `1d2h3m`, as this program writes spans.
fn span(span: Span) -> String {
    Span::secs(span.as_secs().abs()).to_string()
}

//! How well an alarm did: what it caught, how late, what it called for nothing.
//!
//! AWS has nothing like it. What counts as an incident is the learner's to say; everything else
//! follows from the points and from the alarm's states.

use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::config::Comparison;
use crate::services::cloudwatch::alarm::explain::Segment;
use crate::services::cloudwatch::alarm::slots::Place;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;
use crate::telemetry::{Point, Stat, bin::Bin};

/// Going back into ALARM this soon after leaving it is a flap.
pub const FLAP: Span = Span::mins(15);
/// How long after an incident's end a page still belongs to it: data is published late, and an
/// alarm looks at whole periods.
pub const GRACE: Span = Span::mins(15);

/// What counts as an incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth {
    /// The value from which it is one.
    pub threshold: f64,
    /// On which side of it.
    pub comparison: Comparison,
    /// How long it lasts at least.
    pub least: Span,
}

/// A stretch of time in which something was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its first instant.
    pub from: Time,
    /// Its end.
    pub to: Time,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How often it went into ALARM.
    pub pages: usize,
    /// Incidents during which (or soon after) it was in ALARM.
    pub caught: usize,
    /// Incidents it said nothing of.
    pub missed: usize,
    /// From the beginning of an incident to ALARM: the mean over those caught.
    pub delay: Option<Span>,
    /// The longest of these.
    pub worst: Option<Span>,
    /// ALARMs without any incident.
    pub false_pages: usize,
    /// ALARMs soon after the one before had ended.
    pub flaps: usize,
}

/// The incidents of a metric between two instants, as its finest points show them.
pub fn incidents(
    place: Place<'_>,
    (metric, stat): (&MetricId, Stat),
    truth: &Truth,
    (from, to): (Time, Time),
) -> Vec<Incident> {
    let rhythm = place.source.rhythm(place.scope, metric, to).max(Span::mins(1));
    let mut values = Vec::new();
    place.source.points(place.scope, metric, from, to, to, &mut |point| {
        values.extend(value(&point, stat).map(|value| (point.time, value)));
    });
    incidents_of([values], rhythm, truth)
}

/// The incidents in series of values, each of which stands for so long: stretches in which one of
/// them at least is beyond what is right.
pub fn incidents_of(
    series: impl IntoIterator<Item = impl IntoIterator<Item = (Time, f64)>>,
    lasts: Span,
    truth: &Truth,
) -> Vec<Incident> {
    let wrong = |(_, value): &(Time, f64)| truth.comparison.breaches(*value, truth.threshold);
    let all = series.into_iter().flat_map(|values| values.into_iter().filter(wrong));
    let mut times: Vec<Time> = all.map(|(time, _)| time).collect();
    times.sort_unstable();
    let mut found: Vec<Incident> = Vec::new();
    for from in times {
        let to = from + lasts;
        match found.last_mut() {
            Some(open) if from <= open.to => open.to = open.to.max(to),
            _ => found.push(Incident { from, to }),
        }
    }
    found.retain(|incident| incident.to - incident.from >= truth.least);
    found
}

/// What one point is worth by itself.
fn value(point: &Point, stat: Stat) -> Option<f64> {
    let mut bin = Bin::default();
    bin.add(point, stat);
    bin.value(stat)
}

/// Counts what an alarm made of the incidents.
pub fn score(segments: &[Segment], incidents: &[Incident]) -> Score {
    let alarms: Vec<(Time, Time)> = segments
        .iter()
        .filter(|segment| segment.state == StateValue::Alarm)
        .map(|segment| (segment.from, segment.to))
        .collect();
    // Both are in the order of time and apart from each other: the first that reaches so far is the
    // only one to ask.
    let answer = |incident: &Incident| {
        let first = alarms.partition_point(|(_, to)| *to <= incident.from);
        alarms.get(first).filter(|(from, _)| *from <= incident.to + GRACE)
    };
    let answered = |(from, to): &&(Time, Time)| {
        let first = incidents.partition_point(|incident| incident.to + GRACE < *from);
        incidents.get(first).is_some_and(|incident| incident.from < *to)
    };
    let mut score = Score::default();
    let mut delays = Vec::new();
    for incident in incidents {
        match answer(incident) {
            Some((from, _)) => delays.push((*from).max(incident.from) - incident.from),
            None => score.missed += 1,
        }
    }
    score.pages = alarms.len();
    score.caught = delays.len();
    let sum = delays.iter().map(|delay| delay.as_secs()).sum::<i64>();
    score.delay = (!delays.is_empty()).then(|| Span::secs(sum / delays.len() as i64));
    score.worst = delays.into_iter().max();
    score.false_pages = alarms.len() - alarms.iter().filter(answered).count();
    let soon = |pair: &[(Time, Time)]| match pair {
        [before, after] => after.0 - before.1 <= FLAP,
        _ => false,
    };
    score.flaps = alarms.windows(2).filter(|pair| soon(pair)).count();
    score
}

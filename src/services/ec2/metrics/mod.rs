//! The points EC2 sends to CloudWatch: computed from what instances have been through, never
//! stored.
//!
//! With basic monitoring a point covers five clock-aligned minutes as a statistic set of those of
//! its minutes that have a value; with detailed monitoring each minute is a point. A switch in
//! between gives each minute to the mode it ended in.

mod reader;
pub mod series;

use reader::Reader;
use series::{Cadence, Credits, METRICS, MINUTE, Metric};

use super::history::History;
use super::state::State;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing;
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

/// The namespace.
pub const NAMESPACE: &str = "AWS/EC2";

/// The length of a basic point.
const BASIC: Span = Span::mins(5);

impl State {
    /// The one instance a metric is about. Aggregates over an image, a type or an Auto Scaling
    /// group are the place to go on from here: they would be several.
    fn emitter(&self, scope: Scope, id: &MetricId) -> Option<(&History, &'static Metric)> {
        let [(name, instance)] = id.dimensions.as_slice() else { return None };
        let known = id.namespace == NAMESPACE && name == "InstanceId";
        let history = self.history(instance).filter(|history| known && history.scope == scope)?;
        Some((history, series::find(&id.name)?))
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found = Vec::new();
        for (instance, history) in self.histories.iter().filter(|(_, h)| h.scope == scope) {
            for metric in &METRICS {
                if let Some((first, last)) = arrivals(history, metric, now) {
                    let dimensions = vec![("InstanceId".to_owned(), instance.clone())];
                    let id = MetricId::new(NAMESPACE, metric.name, dimensions);
                    found.push(Listed { id, first, last });
                }
            }
        }
        found
    }

    fn points(
        &self,
        scope: Scope,
        id: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        let Some((history, metric)) = self.emitter(scope, id) else { return };
        let mut reader = Reader::new(history, metric);
        windows(history, from, to.min(now), &mut |window| {
            of_window(&mut reader, window, now, &mut |point| {
                if point.time >= from && point.time < to && point.arrival <= now {
                    each(point);
                }
                true
            })
        });
    }

    /// A point is on its way from the moment its first minute has ended until it arrives.
    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some((history, metric)) = self.emitter(scope, id) else { return false };
        let mut pending = false;
        // Nothing takes longer than a basic point.
        let start = from.max(now - timing::BASIC_POINT - BASIC);
        let mut reader = Reader::new(history, metric);
        windows(history, start, to.min(now), &mut |window| {
            of_window(&mut reader, window, now, &mut |point| {
                pending |= point.time >= from && point.time < to && point.arrival > now;
                !pending
            })
        });
        pending
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span {
        match self.emitter(scope, id) {
            None => Span::ZERO,
            Some((history, metric)) if is_single(history, metric, now) => MINUTE,
            Some(_) => BASIC,
        }
    }
}

/// Whether the minute that ends then is a point of its own.
fn is_single(history: &History, metric: &Metric, end: Time) -> bool {
    match metric.cadence {
        Cadence::Always => true,
        Cadence::ByMode | Cadence::BasicOnly => history.is_detailed_before(end),
        Cadence::Five => false,
    }
}

/// Goes through the five-minute windows that touch `[from, to)` and in which the instance ran,
/// oldest first, until `each` says no.
fn windows(history: &History, from: Time, to: Time, each: &mut dyn FnMut(Time) -> bool) {
    let mut next = from.floor(BASIC);
    for run in history.runs() {
        next = next.max(run.from.floor(BASIC));
        while next < to && run.to.is_none_or(|end| next < end) {
            if !each(next) {
                return;
            }
            next = next + BASIC;
        }
    }
}

/// Hands over the points of one five-minute window, oldest first, made of the minutes that have
/// ended by `now`; until `each` says no, which is passed on.
fn of_window(
    reader: &mut Reader<'_>,
    window: Time,
    now: Time,
    each: &mut dyn FnMut(Point) -> bool,
) -> bool {
    let metric = reader.metric;
    if metric.cadence == Cadence::Five {
        return of_five(reader.history, metric, window, now, each);
    }
    let mut basic: Option<Point> = None;
    let mut singles = [None; 5];
    let ends = (1..=5).map(|n| window + MINUTE.times(n)).take_while(|end| *end <= now);
    for (single, end) in singles.iter_mut().zip(ends) {
        let Some((value, is_single)) = reader.minute(end) else { continue };
        if is_single {
            *single = Some(of_minute(metric, end - MINUTE, value));
        } else {
            join(&mut basic, metric, window, value);
        }
    }
    if metric.cadence == Cadence::BasicOnly {
        return basic.is_none_or(each);
    }
    basic.into_iter().chain(singles.into_iter().flatten()).all(each)
}

/// The point of one minute.
fn of_minute(metric: &Metric, time: Time, value: f64) -> Point {
    let arrival = time + timing::DETAILED_POINT;
    let unit = metric.unit;
    Point { time, arrival, count: 1.0, sum: value, min: value, max: value, unit }
}

/// Adds a minute to the point of its window.
fn join(basic: &mut Option<Point>, metric: &Metric, window: Time, value: f64) {
    let arrival = window + timing::BASIC_POINT;
    let (count, sum, unit) = (0.0, 0.0, metric.unit);
    let empty = Point { time: window, arrival, count, sum, min: value, max: value, unit };
    let point = basic.get_or_insert(empty);
    point.count += 1.0;
    point.sum += value;
    point.min = point.min.min(value);
    point.max = point.max.max(value);
}

/// The one point of a metric that has one value every five minutes. Until they are over it tells
/// only that a point is on its way.
fn of_five(
    history: &History,
    metric: &Metric,
    window: Time,
    now: Time,
    each: &mut dyn FnMut(Point) -> bool,
) -> bool {
    let end = (window + BASIC).min(now.floor(MINUTE));
    let value = if end > window { metric.value(history, end) } else { None };
    value.is_none_or(|value| {
        let arrival = window + timing::BASIC_POINT;
        let (count, unit) = (1.0, metric.unit);
        each(Point { time: window, arrival, count, sum: value, min: value, max: value, unit })
    })
}

/// When the first and the newest point of a metric that is readable by now became readable.
fn arrivals(history: &History, metric: &Metric, now: Time) -> Option<(Time, Time)> {
    let begin = history.runs().first()?.from;
    let (burstable, unlimited) = history.was_ever_burstable();
    let never = metric.nitro && !history.was_ever_nitro()
        || metric.credits == Some(Credits::Burstable) && !burstable
        || metric.credits == Some(Credits::Unlimited) && !unlimited
        || metric.cadence == Cadence::BasicOnly && !history.was_ever_basic();
    if never {
        return None;
    }
    let mut first: Option<Time> = None;
    let mut reader = Reader::new(history, metric);
    windows(history, begin, now, &mut |window| {
        of_window(&mut reader, window, now, &mut |point| {
            let arrived = point.arrival <= now;
            if arrived {
                first = Some(first.map_or(point.arrival, |first| first.min(point.arrival)));
            }
            true
        });
        first.is_none()
    });
    let first = first?;
    Some((first, newest(history, metric, now).unwrap_or(first)))
}

/// The newest arrival by now: windows are looked at backwards from the end of the last run.
fn newest(history: &History, metric: &Metric, now: Time) -> Option<Time> {
    for run in history.runs().iter().rev() {
        let mut window = run.to.map_or(now, |end| end.min(now)).floor(BASIC);
        while window >= run.from.floor(BASIC) {
            let mut last: Option<Time> = None;
            of_window(&mut Reader::new(history, metric), window, now, &mut |point| {
                if point.arrival <= now {
                    last = Some(last.map_or(point.arrival, |last| last.max(point.arrival)));
                }
                true
            });
            if last.is_some() {
                return last;
            }
            window = window - BASIC;
        }
    }
    None
}

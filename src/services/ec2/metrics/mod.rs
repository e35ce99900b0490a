//! The points EC2 sends to CloudWatch: computed from what instances have been through, never
//! stored.
//!
//! With basic monitoring a point covers five clock-aligned minutes as a statistic set of those of
//! its minutes that have a value; with detailed monitoring each minute is a point. A switch in
//! between gives each minute to the mode it ended in.

mod processors;
mod reader;
pub mod series;

use std::collections::BTreeMap;

use reader::Reader;
use series::{Cadence, METRICS, MINUTE, Metric};

use super::history::History;
use super::state::State;
use super::volumes::past::Past;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing;
use crate::telemetry::{Listed, MetricId, MetricSource, Point, Steady};

/// The namespace.
pub const NAMESPACE: &str = "AWS/EC2";

/// The length of a basic point.
const BASIC: Span = Span::mins(5);

/// One instance's share of a metric.
struct Emitter<'a> {
    state: &'a State,
    instance: &'a str,
    history: &'a History,
    metric: &'static Metric,
    part: Part<'a>,
    /// The volumes that ever bore load on it, where the metric follows from them: each minute asks
    /// what they do.
    laden: Vec<&'a Past>,
}

/// Which of an instance's minutes belong to a metric.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html#ec2-cloudwatch-dimensions>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    /// All: it is the instance's own.
    Own,
    /// Those of an aggregate over an image or over all instances: with detailed monitoring only.
    Detailed,
    /// Those of an aggregate over a type: with detailed monitoring only.
    Type(&'a str),
    /// Those in which it counted to an Auto Scaling group, whatever the monitoring.
    Group(&'a str),
}

impl Part<'_> {
    fn is_detailed(self) -> bool {
        matches!(self, Part::Detailed | Part::Type(_))
    }
}

impl Emitter<'_> {
    /// The value in the minute that ends then (of one that comes every five: at that instant).
    fn value(&self, end: Time) -> Option<f64> {
        let belongs = match self.part {
            Part::Own | Part::Detailed => true,
            Part::Type(name) => self.history.type_before(end).is_some_and(|t| t.name == name),
            Part::Group(name) => self.history.counted_before(end) == Some(name),
        };
        if !belongs {
            return None;
        }
        let value = self.metric.value(self.history, end)?;
        if self.metric.is_limit() {
            return self.metric.of_limits(&self.state.reach_with(
                &self.laden,
                self.instance,
                end,
            )?);
        }
        Some(
            value
                + self.metric.of_volumes(|| self.state.loaded_ops(&self.laden, self.instance, end)),
        )
    }
}

impl State {
    /// The volumes that ever bore load on an instance, for a metric that follows from them.
    fn laden_for(&self, metric: &Metric, instance: &str) -> Vec<&Past> {
        if metric.follows_volumes() { self.laden(instance) } else { Vec::new() }
    }

    /// The instances a metric is about: one, or those it is aggregated over.
    fn emitters<'a>(&'a self, scope: Scope, id: &'a MetricId) -> Vec<Emitter<'a>> {
        let Some(metric) = series::find(&id.name).filter(|_| id.namespace == NAMESPACE) else {
            return Vec::new();
        };
        if let [(name, instance)] = id.dimensions.as_slice()
            && name == "InstanceId"
        {
            let known = self.histories.get_key_value(instance).filter(|(_, h)| h.scope == scope);
            let own = |(instance, history): (&'a String, &'a History)| Emitter {
                state: self,
                instance,
                history,
                metric,
                part: Part::Own,
                laden: self.laden_for(metric, instance),
            };
            return known.map(own).into_iter().collect();
        }
        let here = self.histories.iter().filter(|(_, history)| history.scope == scope);
        let share = |(instance, history): (&'a String, &'a History)| {
            let part = match id.dimensions.as_slice() {
                [] => Part::Detailed,
                [(name, image)] if name == "ImageId" => {
                    (history.image == *image).then_some(Part::Detailed)?
                }
                [(name, kind)] if name == "InstanceType" => {
                    history.was_ever_type(kind).then_some(Part::Type(kind))?
                }
                [(name, group)] if name == "AutoScalingGroupName" => {
                    history.was_ever_in(group).then_some(Part::Group(group))?
                }
                _ => return None,
            };
            let alone = part.is_detailed() && metric.cadence != Cadence::ByMode;
            let has = !alone && (!part.is_detailed() || history.was_ever_detailed());
            let emitter = |laden| Emitter { state: self, instance, history, metric, part, laden };
            has.then(|| emitter(self.laden_for(metric, instance)))
        };
        here.filter_map(share).collect()
    }

    /// Metrics of instances, and of what they have a share in.
    fn list_instances(
        &self,
        scope: Scope,
        metrics: impl Iterator<Item = &'static Metric> + Clone,
        now: Time,
    ) -> Vec<Listed> {
        let mut found = Vec::new();
        let mut shared: BTreeMap<MetricId, (Time, Time)> = BTreeMap::new();
        for (instance, history) in self.histories.iter().filter(|(_, h)| h.scope == scope) {
            let borne = self.laden(instance);
            for metric in metrics.clone() {
                let (part, laden) = (Part::Own, borne.clone());
                let mut emitter = Emitter { state: self, instance, history, metric, part, laden };
                if let Some((first, last)) = arrivals(&emitter, now) {
                    let dimensions = vec![("InstanceId".to_owned(), instance.clone())];
                    let id = MetricId::new(NAMESPACE, metric.name, dimensions);
                    found.push(Listed { id, first, last });
                }
                for (dimensions, part) in shares(history, metric) {
                    emitter.part = part;
                    let Some((first, last)) = arrivals(&emitter, now) else { continue };
                    let id = MetricId::new(NAMESPACE, metric.name, dimensions);
                    let known = shared.entry(id).or_insert((first, last));
                    *known = (known.0.min(first), known.1.max(last));
                }
            }
        }
        found.extend(shared.into_iter().map(|(id, (first, last))| Listed { id, first, last }));
        found
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found = self.list_volumes(scope, now);
        found.extend(self.list_instances(scope, METRICS.iter(), now));
        found
    }

    fn list_named(&self, scope: Scope, (namespace, name): (&str, &str), now: Time) -> Vec<Listed> {
        if namespace == NAMESPACE {
            let metrics = METRICS.iter().filter(|metric| metric.name == name);
            return self.list_instances(scope, metrics, now);
        }
        let mut volumes = self.list_volumes(scope, now);
        volumes.retain(|metric| metric.id.namespace == namespace && metric.id.name == name);
        volumes
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
        self.volume_points((scope, id), (from, to), now, &mut |point| {
            if point.arrival <= now {
                each(point);
            }
        });
        let emitters = self.emitters(scope, id);
        let read = |emitter: &Emitter<'_>, each: &mut dyn FnMut(Point)| {
            let mut reader = Reader::new(emitter);
            windows(emitter.history, from, to.min(now), &mut |window| {
                of_window(&mut reader, window, now, &mut |point| {
                    if point.time >= from && point.time < to && point.arrival <= now {
                        each(point);
                    }
                    true
                })
            });
        };
        if let [one] = emitters.as_slice() {
            return read(one, each);
        }
        let mut points = Vec::new();
        emitters.iter().for_each(|emitter| read(emitter, &mut |point| points.push(point)));
        points.sort_by_key(|point| point.time);
        points.into_iter().for_each(each);
    }

    /// Nothing takes longer than a basic point.
    fn arrived(
        &self,
        scope: Scope,
        id: &MetricId,
        (from, to): (Time, Time),
        late: Span,
        each: &mut dyn FnMut(Point),
    ) {
        let start = from - timing::BASIC_POINT.min(late);
        self.points(scope, id, start, to, to, &mut |point| {
            if (from..to).contains(&point.arrival) {
                each(point);
            }
        });
    }

    /// A point is on its way from the moment its first minute has ended until it arrives.
    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let mut pending = false;
        // Nothing takes longer than a basic point.
        let start = from.max(now - timing::BASIC_POINT - BASIC);
        self.volume_points((scope, id), (start, to), now, &mut |point| {
            pending |= point.time >= from && point.arrival > now;
        });
        for emitter in self.emitters(scope, id) {
            let mut reader = Reader::new(&emitter);
            windows(emitter.history, start, to.min(now), &mut |window| {
                of_window(&mut reader, window, now, &mut |point| {
                    pending |= point.time >= from && point.time < to && point.arrival > now;
                    !pending
                })
            });
        }
        pending
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span {
        if self.is_volume_metric(scope, id) {
            return MINUTE;
        }
        let emitters = self.emitters(scope, id);
        match emitters.iter().any(|emitter| is_single(emitter, now)) {
            true => MINUTE,
            false if emitters.is_empty() => Span::ZERO,
            false => BASIC,
        }
    }

    fn steady(&self, scope: Scope, id: &MetricId, from: Time) -> Option<Steady> {
        match self.emitters(scope, id).as_slice() {
            [one] => Reader::new(one).steady(from),
            _ => None,
        }
    }
}

/// The aggregates an instance has a share in.
fn shares<'a>(history: &'a History, metric: &Metric) -> Vec<(Vec<(String, String)>, Part<'a>)> {
    let one = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    let groups = history.groups();
    let mut found: Vec<_> =
        groups.map(|group| (one("AutoScalingGroupName", group), Part::Group(group))).collect();
    if metric.cadence == Cadence::ByMode && history.was_ever_detailed() {
        found.push((Vec::new(), Part::Detailed));
        found.push((one("ImageId", &history.image), Part::Detailed));
        let types = history.kinds();
        found.extend(types.map(|kind| (one("InstanceType", kind), Part::Type(kind))));
    }
    found
}

/// Whether the minute that ends then is a point of its own.
fn is_single(emitter: &Emitter<'_>, end: Time) -> bool {
    match emitter.metric.cadence {
        Cadence::Always => true,
        Cadence::ByMode | Cadence::BasicOnly => emitter.history.is_detailed_before(end),
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
    let emitter = reader.emitter;
    let metric = emitter.metric;
    if metric.cadence == Cadence::Five {
        return of_five(emitter, window, now, each);
    }
    let mut basic: Option<Point> = None;
    let mut singles = [None; 5];
    let ends = (1..=5).map(|n| window + MINUTE.times(n)).take_while(|end| *end <= now);
    for (single, end) in singles.iter_mut().zip(ends) {
        let Some((value, is_single)) = reader.minute(end) else { continue };
        if is_single {
            *single = Some(of_minute(metric, end - MINUTE, value));
        } else if !emitter.part.is_detailed() {
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
    emitter: &Emitter<'_>,
    window: Time,
    now: Time,
    each: &mut dyn FnMut(Point) -> bool,
) -> bool {
    let end = (window + BASIC).min(now.floor(MINUTE));
    let value = if end > window { emitter.value(end) } else { None };
    value.is_none_or(|value| {
        let arrival = window + timing::BASIC_POINT;
        let (count, unit) = (1.0, emitter.metric.unit);
        each(Point { time: window, arrival, count, sum: value, min: value, max: value, unit })
    })
}

/// When the first and the newest point of a metric that is readable by now became readable.
fn arrivals(emitter: &Emitter<'_>, now: Time) -> Option<(Time, Time)> {
    let (history, metric) = (emitter.history, emitter.metric);
    let begin = history.runs().first()?.from;
    let hidden = metric.cadence == Cadence::BasicOnly && !history.was_ever_basic();
    if hidden || metric.is_never(history) {
        return None;
    }
    let mut first: Option<Time> = None;
    let mut reader = Reader::new(emitter);
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
    Some((first, newest(emitter, now).unwrap_or(first)))
}

/// The newest arrival by now: windows are looked at backwards from the end of the last run.
fn newest(emitter: &Emitter<'_>, now: Time) -> Option<Time> {
    for run in emitter.history.runs().iter().rev() {
        let mut window = run.to.map_or(now, |end| end.min(now)).floor(BASIC);
        while window >= run.from.floor(BASIC) {
            let mut last: Option<Time> = None;
            of_window(&mut Reader::new(emitter), window, now, &mut |point| {
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

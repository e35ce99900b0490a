//! The resources' metrics as points: which there are, when each arrives.

use std::collections::BTreeMap;

use super::kind::Lever;
use super::model::At;
use super::state::{Resource, State};
use super::table::{Metric, Service};
use crate::sim::noise::mix;
use crate::sim::scope::{Region, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

/// How far a metric that needs a lever is looked through for a point, from each end of its load.
const SEARCHED: i64 = 240;

/// A metric of one resource with one set of dimensions.
#[derive(Clone, Copy)]
struct Line<'a> {
    service: &'static Service,
    metric: &'static Metric,
    resource: &'a Resource,
    set: usize,
}

impl<'a> Line<'a> {
    /// Every line of a resource.
    fn all(resource: &'a Resource) -> impl Iterator<Item = Line<'a>> {
        let service = resource.kind.service();
        service.metrics.iter().flat_map(move |metric| {
            metric.sets.iter().map(move |set| Line { service, metric, resource, set: *set })
        })
    }

    fn id(self, region: Region) -> MetricId {
        let dimensions = self.service.dimensions(self.set, self.resource, region);
        MetricId::new(self.service.namespace, self.metric.name, dimensions)
    }

    /// Whether its values are added up over all resources there are.
    fn is_total(self) -> bool {
        self.metric.total && self.service.sets.get(self.set).is_some_and(|set| set.is_empty())
    }

    fn step(self) -> Span {
        self.metric.every.span()
    }

    /// The time of its first point, if it publishes all the time.
    fn first(self) -> Time {
        self.resource.created.floor(self.step())
    }

    /// No point is of this time or later.
    fn end(self) -> Option<Time> {
        self.resource.removed
    }

    /// The points of a time: several, where samples differ.
    fn points(self, time: Time, each: &mut dyn FnMut(Point)) {
        let salt = self.metric.name.bytes().fold(7, |salt, byte| mix(salt ^ u64::from(byte)));
        let Line { metric, resource, set, .. } = self;
        let at = At { resource, set, salt, from: time, every: metric.every };
        if metric.busy && at.traffic().all == 0.0 || resource.is_asleep(time) {
            return;
        }
        for (count, value) in metric.model.samples(at) {
            each(Point {
                time,
                arrival: time + metric.every.lag(),
                count,
                sum: count * value,
                min: value,
                max: value,
                unit: metric.unit,
            });
        }
    }

    fn has_point(self, time: Time) -> bool {
        let mut found = false;
        self.points(time, &mut |_| found = true);
        found
    }

    /// When its first and its newest point became readable, if one has.
    fn span(self, now: Time) -> Option<(Time, Time)> {
        let lag = self.metric.every.lag();
        let newest = self.newest(now)?;
        let levers = self.metric.model.only_with();
        if levers.is_empty() {
            return Some((self.first() + lag, newest + lag));
        }
        let step = self.step();
        let found = |mut times: Box<dyn Iterator<Item = Time>>| {
            times.find(|time| *time <= newest && self.has_point(*time))
        };
        let mut times = Vec::new();
        let loads = levers.iter().filter_map(|lever| self.resource.loads.get(lever));
        // A load balancer without targets refuses requests, too.
        let targets = self.resource.targets.iter();
        let empty = targets.filter(|(_, [all, ..])| *all == 0).map(|(since, _)| (*since, None));
        for (from, until) in loads.flat_map(|loads| loads.stretches()).chain(empty) {
            let until = until.map_or(newest, |until| until.min(newest));
            let from = from.floor(step);
            times.extend(found(Box::new((0..SEARCHED).map(move |n| from + step.times(n)))));
            let back = move |n: i64| until.floor(step) + step.times(-n);
            times.extend(found(Box::new((0..SEARCHED).map(back))));
        }
        Some((*times.iter().min()? + lag, *times.iter().max()? + lag))
    }

    /// The time of the newest point that can be read.
    fn newest(self, now: Time) -> Option<Time> {
        let step = self.step();
        let readable = (now + Span::millis(-self.metric.every.lag().as_millis())).floor(step);
        let newest = match self.end() {
            Some(end) => readable.min((end + Span::millis(-1)).floor(step)),
            None => readable,
        };
        (newest >= self.first()).then_some(newest)
    }
}

/// Adds the value of one point to another's.
fn add(point: &mut Point, next: &Point) -> bool {
    point.sum += next.sum;
    (point.min, point.max) = (point.sum, point.sum);
    true
}

/// What a lever's metric of a resource stands at, if one has values it sets.
pub(super) fn level(resource: &Resource, lever: Lever, now: Time) -> Option<f64> {
    let mut lines = Line::all(resource);
    let line = lines.find(|line| line.metric.model.is_set_by(lever))?;
    let mut value = None;
    line.points(now.floor(line.step()), &mut |point| value = Some(point.max));
    value
}

impl State {
    /// The lines of a metric: one, unless a name was taken again or it is about several resources.
    fn lines(&self, scope: Scope, id: &MetricId) -> Vec<Line<'_>> {
        let resources = self.all(scope).iter();
        let ours = resources.filter(|one| one.kind.service().namespace == id.namespace);
        let lines = ours.flat_map(Line::all);
        let named = lines.filter(|line| line.metric.name == id.name);
        named.filter(|line| line.id(scope.region).dimensions == id.dimensions).collect()
    }
}

impl State {
    /// The name of the one resource a metric is about.
    pub fn resource_of(&self, scope: Scope, id: &MetricId) -> Option<&str> {
        match self.lines(scope, id).as_slice() {
            [line] => Some(&line.resource.name),
            _ => None,
        }
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found: BTreeMap<MetricId, (Time, Time)> = BTreeMap::new();
        for line in self.all(scope).iter().flat_map(Line::all) {
            let Some((first, last)) = line.span(now).filter(|(first, _)| *first <= now) else {
                continue;
            };
            let known = found.entry(line.id(scope.region)).or_insert((first, last));
            *known = (known.0.min(first), known.1.max(last));
        }
        found.into_iter().map(|(id, (first, last))| Listed { id, first, last }).collect()
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
        let read = |line: &Line<'_>, each: &mut dyn FnMut(Point)| {
            let Some(newest) = line.newest(now) else { return };
            let mut time = from.max(line.first()).floor(line.step());
            if time < from {
                time = time + line.step();
            }
            while time <= newest && time < to {
                line.points(time, each);
                time = time + line.step();
            }
        };
        let lines = self.lines(scope, id);
        if let [one] = lines.as_slice() {
            return read(one, each);
        }
        let mut points = Vec::new();
        lines.iter().for_each(|line| read(line, &mut |point| points.push(point)));
        points.sort_by_key(|point| point.time);
        if lines.first().is_some_and(|line| line.is_total()) {
            points.dedup_by(|next, point| next.time == point.time && add(point, next));
        }
        points.into_iter().for_each(each);
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        self.lines(scope, id).into_iter().any(|line| {
            let step = line.step();
            let next = line.newest(now).map_or(line.first(), |newest| newest + step);
            let mut time = from.floor(step).max(next);
            while time < to && time <= now && line.end().is_none_or(|end| time < end) {
                if time + step > from && line.has_point(time) {
                    return true;
                }
                time = time + step;
            }
            false
        })
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, _: Time) -> Span {
        let lines = self.lines(scope, id).into_iter();
        lines.map(Line::step).max().unwrap_or(Span::ZERO)
    }
}

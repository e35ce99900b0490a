//! The resources' metrics as points: which there are, when each arrives.

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
        match self.metric.model.only_with() {
            None => Some((self.first() + lag, newest + lag)),
            Some(lever) => {
                let mut times = Vec::new();
                for (from, until) in self.resource.loads.get(&lever)?.stretches() {
                    let until = until.map_or(newest, |until| until.min(newest));
                    let from = from.floor(self.step());
                    let found = |mut times: Box<dyn Iterator<Item = Time>>| {
                        times.find(|time| *time <= newest && self.has_point(*time))
                    };
                    let step = self.step();
                    times.extend(found(Box::new((0..SEARCHED).map(move |n| from + step.times(n)))));
                    let back = move |n: i64| until.floor(step) + step.times(-n);
                    times.extend(found(Box::new((0..SEARCHED).map(back))));
                }
                Some((*times.iter().min()? + lag, *times.iter().max()? + lag))
            }
        }
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

impl State {
    /// The lines of a metric: one, unless a name was taken again.
    fn lines(&self, scope: Scope, id: &MetricId) -> Vec<Line<'_>> {
        let resources = self.all(scope).iter();
        let ours = resources.filter(|one| one.kind.service().namespace == id.namespace);
        let lines = ours.flat_map(Line::all);
        let named = lines.filter(|line| line.metric.name == id.name);
        named.filter(|line| line.id(scope.region).dimensions == id.dimensions).collect()
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let lines = self.all(scope).iter().flat_map(Line::all);
        let listed = |line: Line<'_>| {
            let (first, last) = line.span(now)?;
            Some(Listed { id: line.id(scope.region), first, last })
        };
        lines.filter_map(listed).filter(|listed| listed.first <= now).collect()
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
        for line in self.lines(scope, id) {
            let Some(newest) = line.newest(now) else { continue };
            let mut time = from.max(line.first()).floor(line.step());
            if time < from {
                time = time + line.step();
            }
            while time <= newest && time < to {
                line.points(time, each);
                time = time + line.step();
            }
        }
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

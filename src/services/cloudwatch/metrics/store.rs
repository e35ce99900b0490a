//! Points that were published by calls, each with its timestamp and its arrival.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point, unit};

/// The most points a world keeps. Ours: it bounds memory.
pub const MAX_POINTS: u64 = 1_000_000;

/// Every published metric.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Store {
    metrics: BTreeMap<Scope, BTreeMap<MetricId, Series>>,
    points: u64,
}

/// The points of one metric.
#[derive(Clone, Debug, PartialEq, Hash)]
struct Series {
    /// When its first point arrived.
    first: Time,
    /// When its newest point arrived.
    last: Time,
    /// Points by the hour of their timestamp, in order of timestamp and then arrival. An hour is
    /// shared between copies of the world until a point is added to it.
    hours: BTreeMap<i64, Rc<Vec<Stored>>>,
}

/// A point as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Stored {
    time: Time,
    arrival: Time,
    count: Real,
    sum: Real,
    min: Real,
    max: Real,
    /// The place of the unit in the table of units.
    unit: u8,
}

const HOUR: Span = Span::hours(1);

fn hour(time: Time) -> i64 {
    time.as_millis().div_euclid(HOUR.as_millis())
}

impl Store {
    /// How many points there are.
    pub fn len(&self) -> u64 {
        self.points
    }

    /// Whether nothing was published.
    pub fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// Keeps a point.
    pub fn add(&mut self, scope: Scope, id: &MetricId, point: &Point) {
        let metrics = self.metrics.entry(scope).or_default();
        if !metrics.contains_key(id) {
            let series =
                Series { first: point.arrival, last: point.arrival, hours: BTreeMap::new() };
            metrics.insert(id.clone(), series);
        }
        let Some(series) = metrics.get_mut(id) else { return };
        series.last = series.last.max(point.arrival);
        let points = Rc::make_mut(series.hours.entry(hour(point.time)).or_default());
        let at = points.partition_point(|stored| stored.time <= point.time);
        points.insert(at, Stored::from(point));
        self.points += 1;
    }

    fn series(&self, scope: Scope, id: &MetricId) -> Option<&Series> {
        self.metrics.get(&scope)?.get(id)
    }

    /// Whether the metric was ever published here.
    pub fn contains(&self, scope: Scope, id: &MetricId) -> bool {
        self.series(scope, id).is_some()
    }
}

impl From<&Point> for Stored {
    fn from(point: &Point) -> Stored {
        Stored {
            time: point.time,
            arrival: point.arrival,
            count: Real::new(point.count),
            sum: Real::new(point.sum),
            min: Real::new(point.min),
            max: Real::new(point.max),
            unit: unit::rank(point.unit) as u8,
        }
    }
}

impl Stored {
    fn point(&self) -> Point {
        Point {
            time: self.time,
            arrival: self.arrival,
            count: self.count.get(),
            sum: self.sum.get(),
            min: self.min.get(),
            max: self.max.get(),
            unit: unit::UNITS.get(usize::from(self.unit)).copied().unwrap_or(unit::NONE),
        }
    }
}

impl MetricSource for Store {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let metrics = self.metrics.get(&scope).into_iter().flatten();
        metrics
            .filter(|(_, series)| series.first <= now)
            .map(|(id, series)| Listed { id: id.clone(), first: series.first, last: series.last })
            .collect()
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
        let Some(series) = self.series(scope, id) else { return };
        if to <= from {
            return;
        }
        for (_, points) in series.hours.range(hour(from)..=hour(to)) {
            let start = points.partition_point(|stored| stored.time < from);
            let rest = points.get(start..).unwrap_or_default();
            for stored in rest.iter().take_while(|stored| stored.time < to) {
                if stored.arrival <= now {
                    each(stored.point());
                }
            }
        }
    }

    fn is_pending(&self, _: Scope, _: &MetricId, _: Time, _: Time, _: Time) -> bool {
        false
    }

    fn rhythm(&self, _: Scope, _: &MetricId, _: Time) -> Span {
        Span::ZERO
    }
}

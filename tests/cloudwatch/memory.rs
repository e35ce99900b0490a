//! A source of metrics in memory: points with their arrivals, and a rhythm of publication.

use watchtrail::sim::{Scope, Span, Time};
use watchtrail::telemetry::{Listed, MetricId, MetricSource, Point};

/// One metric, whichever is asked for.
#[derive(Clone, Default)]
pub struct Memory {
    pub points: Vec<Point>,
    /// How far apart points are and how long after its start a point is readable. Data exists
    /// from the first instant to the second.
    pub emits: Option<(Span, Span, Time, Time)>,
    /// Whether a point counts as on its way at its timestamp only, not all over its interval.
    pub by_stamp: bool,
}

impl Memory {
    /// A metric that is published at a rhythm with a delay, one value for all points.
    pub fn emitting(rhythm: Span, delay: Span, from: Time, to: Time, value: f64) -> Memory {
        let emits = Some((rhythm, delay, from, to));
        let mut memory = Memory { points: Vec::new(), emits, by_stamp: false };
        let mut time = from.floor(rhythm);
        while time < to {
            memory.add(time, time + delay, value);
            time = time + rhythm;
        }
        memory
    }

    pub fn add(&mut self, time: Time, arrival: Time, value: f64) {
        let (count, sum, min, max, unit) = (1.0, value, value, value, "None");
        self.points.push(Point { time, arrival, count, sum, min, max, unit });
    }
}

impl MetricSource for Memory {
    fn list(&self, _: Scope, _: Time) -> Vec<Listed> {
        Vec::new()
    }

    fn points(
        &self,
        _: Scope,
        _: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        let readable =
            |point: &&Point| from <= point.time && point.time < to && point.arrival <= now;
        self.points.iter().filter(readable).copied().for_each(each);
    }

    fn is_pending(&self, _: Scope, _: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some((rhythm, delay, begin, end)) = self.emits else { return false };
        let mut time = from.max(begin).floor(rhythm);
        while time < to.min(end) && time <= now {
            if time + delay > now && (time >= from || !self.by_stamp) {
                return true;
            }
            time = time + rhythm;
        }
        false
    }

    fn rhythm(&self, _: Scope, _: &MetricId, _: Time) -> Span {
        self.emits.map_or(Span::ZERO, |(rhythm, ..)| rhythm)
    }
}

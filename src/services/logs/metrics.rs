//! The metrics that metric filters make of events, as a source of CloudWatch's.
//!
//! Each minute has one point, with the minute of the event and not of its arrival; it is readable
//! when the minute ends in which the event came in. AWS says only that metrics are reported each
//! minute. <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html>

use std::collections::BTreeMap;
use std::rc::Rc;

use super::filter::{MetricFilter, Read};
use super::state::{LogEvent, State};
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

/// A minute of events, and when what came in of it is readable.
type Key = (Time, Time);

/// What one metric was told.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Series {
    bins: Rc<BTreeMap<Key, Bin>>,
}

/// What one minute of events told in one minute.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
struct Bin {
    count: u32,
    sum: Real,
    min: Real,
    max: Real,
    unit: &'static str,
    /// Whether nothing matched, so that it is the filter's default value.
    is_default: bool,
}

impl Bin {
    fn new((value, unit): (f64, &'static str), is_default: bool) -> Bin {
        let value = Real::new(value);
        Bin { count: 1, sum: value, min: value, max: value, unit, is_default }
    }

    fn add(&mut self, value: f64) {
        self.count += 1;
        self.sum = Real::new(self.sum.get() + value);
        self.min = Real::new(self.min.get().min(value));
        self.max = Real::new(self.max.get().max(value));
    }
}

fn minute() -> Span {
    Span::mins(1)
}

impl Series {
    fn tell(&mut self, key: Key, told: (f64, &'static str)) {
        let bins = Rc::make_mut(&mut self.bins);
        match bins.get_mut(&key).filter(|bin| !bin.is_default) {
            Some(bin) => bin.add(told.0),
            None => {
                bins.insert(key, Bin::new(told, false));
            }
        }
    }

    /// Only where the minute has nothing else.
    fn tell_default(&mut self, (time, arrival): Key, told: (f64, &'static str)) {
        let mut others = self.bins.range((time, Time::from_secs(0))..(time + minute(), arrival));
        if others.next().is_none_or(|((other, _), _)| *other != time) {
            Rc::make_mut(&mut self.bins).insert((time, arrival), Bin::new(told, true));
        }
    }

    fn span(&self, now: Time) -> Option<(Time, Time)> {
        let arrivals = || self.bins.keys().map(|(_, arrival)| *arrival).filter(|at| *at <= now);
        Some((arrivals().min()?, arrivals().max()?))
    }
}

impl State {
    /// What a filter makes of an event.
    pub(super) fn measure(&mut self, scope: Scope, filter: &MetricFilter, event: &LogEvent) {
        let key = (event.at.floor(minute()), event.ingested.floor(minute()) + minute());
        let (id, told) = match filter.read(&event.message) {
            Read::Value { dimensions, value } => (filter.metric_with(dimensions), Ok(value)),
            Read::Default(value) => (filter.metric_with(Vec::new()), Err(value)),
            Read::Nothing => return,
        };
        let series = self.made.entry((scope, id)).or_default();
        match told {
            Ok(value) => series.tell(key, (value, filter.unit)),
            Err(value) => series.tell_default(key, (value, filter.unit)),
        }
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let here = self.made.iter().filter(|((place, _), _)| *place == scope);
        let listed = here.filter_map(|((_, id), series)| {
            series.span(now).map(|(first, last)| Listed { id: id.clone(), first, last })
        });
        listed.collect()
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
        if self.made.is_empty() {
            return;
        }
        let Some(series) = self.made.get(&(scope, id.clone())) else { return };
        let first = Time::from_secs(0);
        if from >= to {
            return;
        }
        for ((time, arrival), bin) in series.bins.range((from, first)..(to, first)) {
            if *arrival <= now {
                each(Point {
                    time: *time,
                    arrival: *arrival,
                    count: f64::from(bin.count),
                    sum: bin.sum.get(),
                    min: bin.min.get(),
                    max: bin.max.get(),
                    unit: bin.unit,
                });
            }
        }
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let series = self.made.get(&(scope, id.clone()));
        series.is_some_and(|series| {
            let mut keys = series.bins.keys();
            keys.any(|(time, arrival)| *time >= from && *time < to && *arrival > now)
        })
    }

    fn rhythm(&self, _: Scope, _: &MetricId, _: Time) -> Span {
        Span::ZERO
    }
}

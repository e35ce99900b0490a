//! The agents' metrics as points: computed from what each published when, never stored.
//!
//! A machine is measured at every multiple of the interval, and what was measured is handed over
//! at every multiple of the flush interval: ours, as the agent spreads both at random.

use std::collections::BTreeMap;

use super::series::Series;
use super::state::{Machine, State, Stretch};
use super::value::Moment;
use crate::services::ec2;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

/// The agents, and EC2, whose machines they run on.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The agents.
    pub agents: &'a State,
    /// EC2.
    pub ec2: &'a ec2::State,
}

/// One metric of one machine over one stretch of time.
#[derive(Clone, Copy)]
struct Line<'a> {
    instance: &'a str,
    machine: &'a Machine,
    series: &'a Series,
    from: Time,
    until: Option<Time>,
}

impl<'a> Line<'a> {
    fn arrival(&self, time: Time) -> Time {
        time.floor(self.series.flush) + self.series.flush
    }

    /// The instants of measurement from one on.
    fn times(self, from: Time, to: Time) -> impl Iterator<Item = Time> + 'a {
        let step = self.series.every;
        let from = from.max(self.from);
        let first = from.floor(step);
        let mut next = if first < from { first + step } else { first };
        std::iter::from_fn(move || {
            let this = next;
            next = next + step;
            (this < to && self.until.is_none_or(|until| this < until)).then_some(this)
        })
    }

    /// The first and the newest measurement whose points have arrived.
    fn span(self, now: Time) -> Option<(Time, Time)> {
        let step = self.series.every;
        let first = self.times(self.from, now + Span::millis(1)).next()?;
        let arrived = now.floor(self.series.flush) - Span::millis(1);
        let end = self.until.map_or(arrived, |until| arrived.min(until - Span::millis(1)));
        let last = end.floor(step);
        (first <= last && self.arrival(first) <= now).then_some((first, last))
    }
}

/// What a machine published in a place.
fn lines<'a>(
    scope: Scope,
    (instance, machine): (&'a String, &'a Machine),
) -> impl Iterator<Item = Line<'a>> {
    let here = move |(stretch, _): &(&Stretch, Option<Time>)| stretch.scope == scope;
    machine.stretches().filter(here).flat_map(move |(stretch, until)| {
        let from = stretch.from;
        let line = move |series| Line { instance, machine, series, from, until };
        stretch.series.iter().map(line)
    })
}

impl<'a> Source<'a> {
    /// What machines published in a place.
    fn all(self, scope: Scope) -> impl Iterator<Item = Line<'a>> {
        self.agents.machines.iter().flat_map(move |machine| lines(scope, machine))
    }

    /// What was published of one metric.
    fn lines(self, scope: Scope, id: &MetricId) -> impl Iterator<Item = Line<'a>> {
        let all = self.agents.publishers(id).flat_map(move |machine| lines(scope, machine));
        all.filter(move |line| line.series.id == *id)
    }

    fn read(self, line: Line<'_>, (from, to): (Time, Time), each: &mut dyn FnMut(Point)) {
        let Some(history) = self.ec2.history(line.instance) else { return };
        for time in line.times(from, to) {
            let moment = Moment { machine: line.machine, history, ec2: self.ec2, time };
            let Some(value) = moment.value(line.series) else { continue };
            let (count, unit) = (1.0, line.series.unit);
            let arrival = line.arrival(time);
            each(Point { time, arrival, count, sum: value, min: value, max: value, unit });
        }
    }
}

impl MetricSource for Source<'_> {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found: BTreeMap<&MetricId, (Time, Time)> = BTreeMap::new();
        for line in self.all(scope) {
            let Some((first, last)) = line.span(now) else { continue };
            let (first, last) = (line.arrival(first), line.arrival(last));
            let known = found.entry(&line.series.id).or_insert((first, last));
            *known = (known.0.min(first), known.1.max(last));
        }
        let listed = |(id, (first, last)): (&MetricId, _)| Listed { id: id.clone(), first, last };
        found.into_iter().map(listed).collect()
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
        let mut points = Vec::new();
        let to = to.min(now + Span::millis(1));
        for line in self.lines(scope, id) {
            self.read(line, (from, to), &mut |point| {
                if point.arrival <= now {
                    points.push(point);
                }
            });
        }
        points.sort_by_key(|point| point.time);
        points.into_iter().for_each(each);
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let to = to.min(now + Span::millis(1));
        self.lines(scope, id).any(|line| {
            let start = from.max(now - line.series.flush - line.series.every);
            line.times(start, to).any(|time| line.arrival(time) > now)
        })
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span {
        let lines = self.lines(scope, id);
        let current = lines.filter(|line| line.until.is_none_or(|until| until > now));
        current.map(|line| line.series.every).max().unwrap_or(Span::ZERO)
    }
}

//! The metrics of use: a point a minute, readable as late as one of detailed monitoring, which is
//! ours.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Usage-Metrics.html>

use std::collections::BTreeMap;

use super::{NAMESPACE, State, of_calls, of_processors, quota};
use crate::services::ec2;
use crate::sim::append::Append;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing::DETAILED_POINT as LAG;
use crate::telemetry::{Listed, MetricId, MetricSource, Point, Quota, unit};

const MINUTE: Span = Span::mins(1);

/// What is used: calls that were made, instances that run.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Calls.
    pub usage: &'a State,
    /// Instances.
    pub ec2: &'a ec2::State,
}

/// What a metric counts.
enum Of<'a> {
    /// Calls of an operation.
    Calls(&'a Append<Time>),
    /// Virtual processors: by how many they become more or fewer from which minute on. A minute
    /// counts what runs when it ends.
    Processors(BTreeMap<Time, i64>),
}

impl<'a> Source<'a> {
    fn told(&self, scope: Scope, id: &MetricId) -> Option<Of<'a>> {
        if id.namespace != NAMESPACE {
            return None;
        }
        if let Some(spot) = [false, true].into_iter().find(|spot| of_processors(*spot) == *id) {
            return Some(Of::Processors(self.processors(scope, spot)));
        }
        let mut called = self.usage.of(scope);
        called.find(|(service, name, _)| of_calls(service, name) == *id).map(|of| Of::Calls(of.2))
    }

    fn processors(&self, scope: Scope, spot: bool) -> BTreeMap<Time, i64> {
        let mut steps = BTreeMap::new();
        for (run, processors) in self.ec2.processors(scope, spot) {
            let processors = i64::from(processors);
            *steps.entry(run.from.floor(MINUTE)).or_default() += processors;
            if let Some(to) = run.to {
                *steps.entry(to.floor(MINUTE)).or_default() -= processors;
            }
        }
        steps
    }
}

impl Of<'_> {
    /// Hands over the minutes that begin in a stretch and in which something was used, oldest
    /// first, until `each` says no: when, and how much.
    fn minutes(&self, from: Time, to: Time, each: &mut dyn FnMut(Time, f64) -> bool) {
        match self {
            Of::Calls(times) => {
                let mut times = times.iter().map(|time| time.floor(MINUTE)).peekable();
                while let Some(minute) = times.next() {
                    let mut count = 1.0;
                    while times.next_if_eq(&minute).is_some() {
                        count += 1.0;
                    }
                    let counts = minute >= from && minute < to;
                    if minute >= to || counts && !each(minute, count) {
                        return;
                    }
                }
            }
            Of::Processors(steps) => {
                let mut running = 0;
                let ends = steps.keys().skip(1).copied().chain([to]);
                for ((since, step), until) in steps.iter().zip(ends) {
                    running += step;
                    let mut minute = (*since).max(up(from));
                    while running > 0 && minute < until.min(to) {
                        if !each(minute, running as f64) {
                            return;
                        }
                        minute = minute + MINUTE;
                    }
                }
            }
        }
    }

    /// The first and the last minute that can be read.
    fn span(&self, now: Time) -> Option<(Time, Time)> {
        let newest = (now - LAG).floor(MINUTE);
        match self {
            Of::Calls(times) => {
                let minutes = || times.iter().map(|time| time.floor(MINUTE));
                let last = minutes().rev().find(|minute| *minute <= newest)?;
                Some((minutes().next()?, last))
            }
            Of::Processors(steps) => {
                let mut running = 0;
                let mut span = None;
                let ends = steps.keys().skip(1).copied().chain([newest + MINUTE]);
                for ((since, step), until) in steps.iter().zip(ends) {
                    running += step;
                    if running > 0 && *since <= newest && *since < until {
                        let last = (until - MINUTE).min(newest);
                        span = Some((span.map_or(*since, |(first, _)| first), last));
                    }
                }
                span
            }
        }
    }
}

/// The first minute that begins at an instant or after it.
fn up(time: Time) -> Time {
    if time.floor(MINUTE) == time { time } else { time.next(MINUTE) }
}

impl MetricSource for Source<'_> {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let calls = self.usage.of(scope);
        let calls = calls.map(|(service, name, times)| (of_calls(service, name), Of::Calls(times)));
        let processors = [false, true]
            .into_iter()
            .map(|spot| (of_processors(spot), Of::Processors(self.processors(scope, spot))));
        let listed = |(id, of): (MetricId, Of<'_>)| {
            let (first, last) = of.span(now)?;
            Some(Listed { id, first: first + LAG, last: last + LAG })
        };
        calls.chain(processors).filter_map(listed).collect()
    }

    fn list_named(&self, scope: Scope, named: (&str, &str), now: Time) -> Vec<Listed> {
        if named.0 != NAMESPACE {
            return Vec::new();
        }
        self.list(scope, now).into_iter().filter(|listed| listed.id.name == named.1).collect()
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
        let Some(of) = self.told(scope, id) else { return };
        of.minutes(from, to, &mut |time, value| {
            let arrival = time + LAG;
            if arrival <= now {
                let (count, sum, unit) = (1.0, value, unit::NONE);
                each(Point { time, arrival, count, sum, min: value, max: value, unit });
            }
            arrival <= now
        });
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some(of) = self.told(scope, id) else { return false };
        let mut pending = false;
        of.minutes(from.max(now - LAG), to.min(now), &mut |time, _| {
            pending |= time + LAG > now;
            !pending
        });
        pending
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, _: Time) -> Span {
        if self.told(scope, id).is_some() { MINUTE } else { Span::ZERO }
    }

    fn quota(&self, id: &MetricId) -> Option<Quota> {
        quota::of(id)
    }

    /// What is called is foreseen by nothing: a page that is read adds to it.
    fn is_foreseen(&self, id: &MetricId) -> bool {
        id.namespace != NAMESPACE || id.name != super::CALLS
    }
}

//! The metrics a group sends about itself.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html>

use super::state::{Group, Lifecycle, Member, State};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing;
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

/// The namespace.
pub const NAMESPACE: &str = "AWS/AutoScaling";

/// Every metric of a group, but for those of warm pools.
pub const METRICS: [&str; 13] = [
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
    "GroupInServiceCapacity",
    "GroupPendingCapacity",
    "GroupStandbyCapacity",
    "GroupTerminatingCapacity",
    "GroupTotalCapacity",
];

const MINUTE: Span = Span::mins(1);

/// How many instances a group has and may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// The fewest.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// As many as desired.
    pub desired: u32,
    /// In service.
    pub in_service: u32,
    /// Being launched.
    pub pending: u32,
    /// On their way out.
    pub terminating: u32,
    /// Out of service for a while.
    pub standby: u32,
    /// Units of capacity: in service, being launched, on their way out, out of service for a while.
    pub units: [u32; 4],
}

impl Counts {
    /// Of a group as it is.
    pub fn of(group: &Group) -> Counts {
        Counts {
            min: group.min,
            max: group.max,
            desired: group.desired,
            in_service: group.count(Lifecycle::InService),
            pending: group.count(Lifecycle::Pending) + group.launching(),
            terminating: group.count(Lifecycle::Terminating),
            units: {
                let [service, gone] = [Lifecycle::InService, Lifecycle::Terminating];
                let [service, gone] = [group.units(service), group.units(gone)];
                let standing = group.members.values().filter(|member| member.stands_by());
                let standby = standing.map(Member::units).sum();
                [service, group.active() - service, gone, standby]
            },
            standby: group.members.values().filter(|member| member.stands_by()).count() as u32,
        }
    }

    fn value(&self, metric: &str) -> u32 {
        let [service, pending, terminating, standby] = self.units;
        match metric {
            "GroupMinSize" => self.min,
            "GroupMaxSize" => self.max,
            "GroupDesiredCapacity" => self.desired,
            "GroupInServiceInstances" => self.in_service,
            "GroupInServiceCapacity" => service,
            "GroupPendingInstances" => self.pending,
            "GroupPendingCapacity" => pending,
            "GroupStandbyInstances" => self.standby,
            "GroupStandbyCapacity" => standby,
            "GroupTerminatingInstances" => self.terminating,
            "GroupTerminatingCapacity" => terminating,
            "GroupTotalInstances" => self.in_service + self.pending + self.terminating,
            "GroupTotalCapacity" => service + pending + terminating,
            _ => 0,
        }
    }
}

/// What the metrics of a group follow from.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Past {
    /// From when on which metrics were sent.
    sent: Vec<(Time, Vec<&'static str>)>,
    /// From when on there were so many instances.
    counts: Vec<(Time, Counts)>,
}

impl Past {
    /// Sends these metrics from now on.
    pub(super) fn send(&mut self, now: Time, metrics: Vec<&'static str>) {
        self.sent.push((now, metrics));
    }

    /// So many instances from now on.
    pub(super) fn count(&mut self, now: Time, counts: Counts) {
        match self.counts.last_mut() {
            Some((at, last)) if *at == now => *last = counts,
            Some((_, last)) if *last == counts => {}
            _ => self.counts.push((now, counts)),
        }
    }

    /// The metrics sent at an instant.
    pub fn sends(&self, at: Time) -> &[&'static str] {
        let begun = self.sent.partition_point(|(from, _)| *from < at);
        begun.checked_sub(1).and_then(|i| self.sent.get(i)).map_or(&[], |(_, sent)| sent)
    }

    /// How many instances there were over time, oldest first.
    pub fn counts(&self) -> &[(Time, Counts)] {
        &self.counts
    }

    /// What was so just before `end`.
    fn before(&self, end: Time) -> Option<Counts> {
        let begun = self.counts.partition_point(|(from, _)| *from < end);
        Some(self.counts.get(begun.checked_sub(1)?)?.1)
    }

    /// The value of the minute that ends then.
    fn value(&self, metric: &str, end: Time) -> Option<f64> {
        let counts = self.before(end).filter(|_| self.sends(end).contains(&metric))?;
        Some(f64::from(counts.value(metric)))
    }

    /// Minutes whose ends are in `(from, to]` and in which a metric was sent.
    fn ends(&self, metric: &str, from: Time, to: Time) -> impl Iterator<Item = (Time, f64)> {
        let first = self.sent.first().map_or(to, |(at, _)| from.max(*at));
        let mut end = first.floor(MINUTE) + MINUTE;
        std::iter::from_fn(move || {
            let this = end;
            end = end + MINUTE;
            (this <= to).then_some(this)
        })
        .filter_map(move |end| self.value(metric, end).map(|value| (end, value)))
    }
}

impl State {
    /// What the metrics of a group follow from.
    pub fn past(&self, scope: Scope, group: &str) -> Option<&Past> {
        self.pasts.get(&(scope, group.to_owned()))
    }

    /// Notes how many instances a group has now.
    pub(super) fn counted(&mut self, scope: Scope, name: &str, now: Time) {
        let counts = self.group(scope, name).map(Counts::of).unwrap_or_default();
        self.pasts.entry((scope, name.to_owned())).or_default().count(now, counts);
    }

    fn emitter(&self, scope: Scope, id: &MetricId) -> Option<(&Past, &'static str)> {
        let [(name, group)] = id.dimensions.as_slice() else { return None };
        if id.namespace != NAMESPACE || name != "AutoScalingGroupName" {
            return None;
        }
        let metric = METRICS.into_iter().find(|metric| *metric == id.name)?;
        Some((self.past(scope, group)?, metric))
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found = Vec::new();
        for ((at, group), past) in &self.pasts {
            let Some((since, _)) = past.sent.first().filter(|_| *at == scope) else { continue };
            for metric in METRICS {
                let readable = now - timing::DETAILED_POINT + MINUTE;
                let Some((first, _)) = past.ends(metric, *since, readable).next() else { continue };
                let last = match past.value(metric, readable.floor(MINUTE)) {
                    Some(_) => readable.floor(MINUTE),
                    None => {
                        past.ends(metric, *since, readable).last().map_or(first, |(end, _)| end)
                    }
                };
                let arrival = |end: Time| end - MINUTE + timing::DETAILED_POINT;
                let dimensions = vec![("AutoScalingGroupName".to_owned(), group.clone())];
                let id = MetricId::new(NAMESPACE, metric, dimensions);
                found.push(Listed { id, first: arrival(first), last: arrival(last) });
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
        let Some((past, metric)) = self.emitter(scope, id) else { return };
        for (end, value) in past.ends(metric, from, to.min(now) + MINUTE) {
            let time = end - MINUTE;
            let arrival = time + timing::DETAILED_POINT;
            if time >= from && time < to && arrival <= now {
                let (count, unit) = (1.0, "None");
                each(Point { time, arrival, count, sum: value, min: value, max: value, unit });
            }
        }
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some((past, metric)) = self.emitter(scope, id) else { return false };
        let start = from.max(now - timing::DETAILED_POINT - MINUTE);
        past.ends(metric, start, to.min(now)).any(|(end, _)| {
            let time = end - MINUTE;
            time >= from && time < to && time + timing::DETAILED_POINT > now
        })
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, _: Time) -> Span {
        self.emitter(scope, id).map_or(Span::ZERO, |_| MINUTE)
    }
}

//! The resources there are and were.

use std::collections::BTreeMap;

use super::kind::{Kind, Lever};
use super::traffic::TARGETS;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::load::Loads;

/// Every resource there is or was.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    /// By place and name; a name that was freed may be taken again.
    pub(super) resources: BTreeMap<Scope, Vec<Resource>>,
    /// How many there ever were.
    pub(super) count: u64,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Resource {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// What AWS calls it, where that is no name.
    pub id: String,
    /// Where its noise comes from.
    pub stream: u64,
    /// Since when it is there.
    pub created: Time,
    /// Since when it no longer is.
    pub removed: Option<Time>,
    /// What was set of it.
    pub loads: BTreeMap<Lever, Loads>,
    /// From when on a load balancer's target group had how many targets: in all, in the first of
    /// two zones, in the second. None before anybody registered any: then it has its own.
    pub(super) targets: Vec<(Time, [u32; 3])>,
}

impl Resource {
    /// What a lever is set to at the end of a stretch of time.
    pub fn set(&self, lever: Lever, end: Time) -> Option<f64> {
        self.loads.get(&lever)?.before(end)
    }

    /// How many targets a load balancer has at the end of a stretch of time: in all, and in each of
    /// two zones.
    pub fn targets(&self, end: Time) -> [f64; 3] {
        let known = self.targets.iter().rev().find(|(since, _)| *since < end);
        known.map_or([TARGETS, TARGETS / 2.0, TARGETS / 2.0], |(_, counts)| counts.map(f64::from))
    }

    /// The ARN of a load balancer's target group.
    fn target_group(&self, scope: Scope) -> Option<Arn> {
        let rest = format!("targetgroup/{}/{}", self.name, self.id);
        (self.kind == Kind::Alb).then(|| scope.arn("elasticloadbalancing", &rest))
    }

    /// Whether a queue sleeps: for six hours nobody sent to it and nothing waited in it. It then
    /// publishes nothing.
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html>
    pub fn is_asleep(&self, time: Time) -> bool {
        let still = |hour: i64| {
            let end = time + Span::mins(1) - Span::hours(hour);
            let none = |lever| self.set(lever, end).is_none_or(|waiting| waiting == 0.0);
            self.set(Lever::Requests, end) == Some(0.0) && none(Lever::Backlog)
        };
        self.kind == Kind::Sqs && (0..=6).all(still)
    }

    /// What a lever is set to now, with its end if it has one.
    pub fn in_force(&self, lever: Lever, now: Time) -> Option<(f64, Option<Time>)> {
        self.loads.get(&lever)?.in_force(Time::from_millis(now.as_millis() + 1))
    }
}

impl State {
    /// The resources of a place that are there, in the order they came.
    pub fn present(&self, scope: Scope) -> impl Iterator<Item = &Resource> {
        self.all(scope).iter().filter(|resource| resource.removed.is_none())
    }

    /// A resource that is there, wherever it is.
    pub fn named(&self, name: &str) -> Option<(Scope, &Resource)> {
        let mut all = self
            .resources
            .iter()
            .flat_map(|(scope, all)| all.iter().map(move |resource| (*scope, resource)));
        all.find(|(_, resource)| resource.removed.is_none() && resource.name == name)
    }

    /// Whether there is a target group with this ARN.
    pub fn has_target_group(&self, scope: Scope, arn: &str) -> bool {
        self.present(scope)
            .any(|one| one.target_group(scope).is_some_and(|own| own.as_str() == arn))
    }

    /// A target group has so many targets from now on: in all, and in each of two zones. Whether
    /// that is news.
    pub fn register(&mut self, scope: Scope, arn: &str, now: Time, counts: [u32; 3]) -> bool {
        let mut all = self.resources.get_mut(&scope).into_iter().flatten();
        let named = |one: &&mut Resource| {
            let own = one.target_group(scope).filter(|_| one.removed.is_none());
            own.is_some_and(|own| own.as_str() == arn)
        };
        let Some(found) = all.find(named) else { return false };
        match found.targets.last_mut() {
            Some((_, last)) if *last == counts => return false,
            Some((at, last)) if *at == now => *last = counts,
            _ => found.targets.push((now, counts)),
        }
        true
    }

    /// All that are or were in a place.
    pub(super) fn all(&self, scope: Scope) -> &[Resource] {
        self.resources.get(&scope).map_or(&[], Vec::as_slice)
    }

    pub(super) fn named_mut(&mut self, name: &str) -> Option<&mut Resource> {
        let mut all = self.resources.values_mut().flatten();
        all.find(|resource| resource.removed.is_none() && resource.name == name)
    }
}

//! The resources there are and were.

use std::collections::BTreeMap;

use super::kind::{Kind, Lever};
use crate::sim::scope::Scope;
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
}

impl Resource {
    /// What a lever is set to at the end of a stretch of time.
    pub fn set(&self, lever: Lever, end: Time) -> Option<f64> {
        self.loads.get(&lever)?.before(end)
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

    /// All that are or were in a place.
    pub(super) fn all(&self, scope: Scope) -> &[Resource] {
        self.resources.get(&scope).map_or(&[], Vec::as_slice)
    }

    pub(super) fn named_mut(&mut self, name: &str) -> Option<&mut Resource> {
        let mut all = self.resources.values_mut().flatten();
        all.find(|resource| resource.removed.is_none() && resource.name == name)
    }
}

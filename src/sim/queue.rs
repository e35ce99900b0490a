//! What is going to happen: wake-ups in the order of time.

use std::collections::BTreeMap;

use super::fact::Cause;
use super::time::Time;
use crate::services::Wake;

/// The order within one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Resources change state.
    Lifecycle,
    /// Metric points become readable.
    Metrics,
    /// Metric alarms are evaluated.
    MetricAlarms,
    /// Composite alarms are evaluated.
    CompositeAlarms,
    /// Alarm actions run.
    Actions,
    /// Messages reach their subscribers.
    Deliveries,
    /// Logs and trails are delivered.
    Trails,
}

/// Wake-ups, soonest first; within an instant by phase, then by arrival.
#[derive(Clone, Debug, Default, Hash)]
pub struct Queue {
    waiting: BTreeMap<(Time, Phase, u64), (Cause, Wake)>,
    arrived: u64,
}

impl Queue {
    /// Adds a wake-up.
    pub fn push(&mut self, at: Time, cause: Cause, wake: Wake) {
        self.waiting.insert((at, wake.phase(), self.arrived), (cause, wake));
        self.arrived += 1;
    }

    /// When the next wake-up is due.
    pub fn next_time(&self) -> Option<Time> {
        self.waiting.keys().next().map(|key| key.0)
    }

    /// The wake-ups in order, with their times.
    pub fn iter(&self) -> impl Iterator<Item = (Time, &Wake)> {
        self.waiting.iter().map(|(key, (_, wake))| (key.0, wake))
    }

    /// Takes the first wake-up due at or before `now`.
    pub fn pop_due(&mut self, now: Time) -> Option<(Cause, Wake)> {
        let first = self.waiting.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }
}

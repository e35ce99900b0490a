//! What is installed, set and known of each machine's agent.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use super::config::Config;
use super::level::Levels;
use super::series::Series;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::telemetry::MetricId;

/// The version there is.
pub const VERSION: &str = "1.300051.0b992";

/// The machines of which something is known, by the ids of their instances.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) machines: BTreeMap<String, Machine>,
    publishers: Publishers,
}

/// The machines that ever published a metric. It follows from what they published, and is kept
/// so that reading a metric, which alarms do each minute, costs what there is of that metric.
#[derive(Clone, Debug, Default, PartialEq)]
struct Publishers(BTreeMap<MetricId, BTreeSet<String>>);

impl Hash for Publishers {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A machine, seen from inside.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Machine {
    /// Its agent, where it is installed.
    pub agent: Option<Agent>,
    /// What of its memory is in use.
    pub memory: Levels,
    /// What programs take of it on top.
    pub taken: Levels,
    /// How full its file systems are, by their paths.
    pub disks: BTreeMap<String, Levels>,
    /// Whether its clock is wrong by so much that AWS takes no signature of it.
    pub clock_wrong: bool,
    /// Whether nothing reaches AWS from it.
    pub cut_off: bool,
    /// What was published over time, oldest first.
    pub(super) past: Vec<Stretch>,
}

/// An agent that is installed.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Agent {
    /// What it was told to collect.
    pub config: Option<Config>,
    /// Where that came from.
    pub source: String,
    /// Since when it runs.
    pub running: Option<Time>,
    /// Whether it crashed since it was started last.
    pub crashed: bool,
}

/// A stretch of time over which the same is published.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Stretch {
    /// From when on.
    pub from: Time,
    /// Where to.
    pub scope: Scope,
    /// What; nothing while it is silent.
    pub series: Vec<Series>,
}

impl State {
    /// What is known of an instance's inside.
    pub fn machine(&self, instance: &str) -> Option<&Machine> {
        self.machines.get(instance)
    }

    /// The machines of which something is known.
    pub fn machines(&self) -> impl Iterator<Item = (&String, &Machine)> {
        self.machines.iter()
    }

    /// The machines that ever published a metric.
    pub(super) fn publishers(&self, id: &MetricId) -> impl Iterator<Item = (&String, &Machine)> {
        let known = self.publishers.0.get(id).into_iter().flatten();
        known.filter_map(|instance| self.machines.get_key_value(instance))
    }

    /// Notes what a machine publishes from now on; whether that is another thing than before.
    pub fn publish(
        &mut self,
        instance: &str,
        (now, scope): (Time, Scope),
        series: Vec<Series>,
    ) -> bool {
        let Some(machine) = self.machines.get_mut(instance) else { return false };
        let same = match machine.past.last() {
            Some(last) => last.series == series && (last.scope == scope || series.is_empty()),
            None => series.is_empty(),
        };
        if same {
            return false;
        }
        for one in &series {
            let known = self.publishers.0.entry(one.id.clone()).or_default();
            known.insert(instance.to_owned());
        }
        machine.past.retain(|stretch| stretch.from < now);
        machine.past.push(Stretch { from: now, scope, series });
        true
    }
}

impl Machine {
    /// What it publishes now.
    pub fn publishes(&self) -> &[Series] {
        self.past.last().map_or(&[], |stretch| stretch.series.as_slice())
    }

    /// Since when it publishes that, or nothing.
    pub fn since(&self) -> Option<Time> {
        self.past.last().map(|stretch| stretch.from)
    }

    /// Whether it ever published anything.
    pub fn ever_published(&self) -> bool {
        self.past.iter().any(|stretch| !stretch.series.is_empty())
    }

    /// What was published over time, with the end of each stretch.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (&Stretch, Option<Time>)> {
        let ends = self.past.iter().skip(1).map(|next| Some(next.from)).chain([None]);
        self.past.iter().zip(ends)
    }
}

//! Counters of Performance Insights: what a database tells beside its metrics, worked out from the
//! same load.
//!
//! Of what AWS documents those are here that follow from the metrics; how they follow is ours.
//! <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights_Counters.html>

use std::collections::BTreeMap;

use super::kind::Kind;
use super::state::{Resource, State};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::counter::{Counter, Fault, Over};
use crate::telemetry::{MetricId, MetricSource as _};

const MINUTE: Span = Span::mins(1);
/// The virtual processors and the memory of a db.m5.large, which every database here is.
const PROCESSORS: f64 = 2.0;
const MEMORY_KIB: f64 = 8.0 * 1024.0 * 1024.0;
/// Which part of a busy processor's time is the program's own, and not the system's.
const USER: f64 = 0.8;

/// What a counter follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum From {
    /// Always the same.
    Fixed(f64),
    /// So many times a metric.
    Times(&'static str, f64),
    /// What the processor has left.
    Idle,
    /// Processes that want the processor, over so many minutes.
    Waiting(i64),
    /// Sessions that are active: on the processor, or waiting for the disk.
    Active,
}

/// The counters, by the name AWS gives them.
const COUNTERS: [(&str, From); 14] = [
    ("db.load", From::Active),
    ("db.Users.Threads_connected", From::Times("DatabaseConnections", 1.0)),
    ("os.cpuUtilization.idle", From::Idle),
    ("os.cpuUtilization.system", From::Times("CPUUtilization", 1.0 - USER)),
    ("os.cpuUtilization.total", From::Times("CPUUtilization", 1.0)),
    ("os.cpuUtilization.user", From::Times("CPUUtilization", USER)),
    ("os.general.numVCPUs", From::Fixed(PROCESSORS)),
    ("os.loadAverageMinute.fifteen", From::Waiting(15)),
    ("os.loadAverageMinute.five", From::Waiting(5)),
    ("os.loadAverageMinute.one", From::Waiting(1)),
    ("os.memory.free", From::Times("FreeableMemory", 1.0 / 1024.0)),
    ("os.memory.total", From::Fixed(MEMORY_KIB)),
    ("os.network.rx", From::Times("NetworkReceiveThroughput", 1.0 / 1024.0)),
    ("os.network.tx", From::Times("NetworkTransmitThroughput", 1.0 / 1024.0)),
];

/// One database where it is, and what is readable now.
struct Database<'a> {
    state: &'a State,
    scope: Scope,
    resource: &'a Resource,
    now: Time,
}

impl Database<'_> {
    /// A metric of it, minute by minute.
    fn metric(&self, name: &str, from: Time, to: Time) -> BTreeMap<Time, f64> {
        let of = vec![("DBInstanceIdentifier".to_owned(), self.resource.name.clone())];
        let id = MetricId::new("AWS/RDS", name, of);
        let mut found = BTreeMap::new();
        self.state.points(self.scope, &id, from, to, self.now, &mut |point| {
            found.insert(point.time, point.sum / point.count);
        });
        found
    }

    /// A counter, minute by minute.
    fn minutes(&self, how: From, from: Time, to: Time) -> BTreeMap<Time, f64> {
        let mut cpu = self.metric("CPUUtilization", from, to);
        match how {
            From::Fixed(value) => cpu.values_mut().for_each(|one| *one = value),
            From::Times(name, factor) => {
                let mut found = self.metric(name, from, to);
                found.values_mut().for_each(|one| *one *= factor);
                return found;
            }
            From::Idle => cpu.values_mut().for_each(|one| *one = 100.0 - *one),
            From::Active => {
                let queued = self.metric("DiskQueueDepth", from, to);
                for (time, one) in &mut cpu {
                    let waits = queued.get(time).copied().unwrap_or_default();
                    *one = *one / 100.0 * PROCESSORS + waits;
                }
            }
            From::Waiting(over) => {
                let before = self.metric("CPUUtilization", from - MINUTE.times(over), to);
                for (time, one) in &mut cpu {
                    let since = *time - MINUTE.times(over - 1);
                    let values: Vec<f64> = before.range(since..=*time).map(|(_, v)| *v).collect();
                    let mean = values.iter().sum::<f64>() / values.len() as f64;
                    *one = mean / 100.0 * PROCESSORS;
                }
            }
        }
        cpu
    }
}

impl State {
    /// A counter of a database, a value a period.
    ///
    /// # Errors
    /// There is no such database, or no such counter of it here.
    pub(in crate::services) fn counter(
        &self,
        scope: Scope,
        counter: &Counter,
        (from, to): (Time, Time),
        period: Span,
        now: Time,
    ) -> Result<Vec<(Time, f64)>, Fault> {
        let known = COUNTERS.iter().find(|(name, _)| *name == counter.name);
        let (_, how) = known.ok_or(Fault::NoCounter)?;
        let ours = |one: &&Resource| one.kind == Kind::Rds && one.id == counter.resource;
        let resource = self.all(scope).iter().find(ours).ok_or(Fault::NoDatabase)?;
        let database = Database { state: self, scope, resource, now };
        let mut bins: BTreeMap<Time, Vec<f64>> = BTreeMap::new();
        for (time, value) in database.minutes(*how, from.floor(period), to) {
            bins.entry(time.floor(period)).or_default().push(value);
        }
        let value = |values: &[f64]| match counter.over {
            Over::Average => values.iter().sum::<f64>() / values.len() as f64,
            Over::Least => values.iter().copied().fold(f64::INFINITY, f64::min),
            Over::Greatest => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        Ok(bins.iter().map(|(time, values)| (*time, value(values))).collect())
    }
}

//! The metrics of volumes: which there are, and what each is worth in one minute.
//!
//! <https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html>
//!
//! A volume has metrics as long as it is attached to an instance that runs: a minute a point,
//! whatever the monitoring of the instance. Points are as Nitro instances send them: one value a
//! minute. Load is half reads, half writes; how long an operation takes is ours.

use super::bucket::Limits;
use super::past::{Attached, Past};
use crate::services::ec2::history::History;
use crate::services::ec2::metrics::series::{idle_reads, idle_writes};
use crate::services::ec2::state::State;
use crate::sim::command::StatusCheck;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing;
use crate::telemetry::{Listed, MetricId, Point};

/// The namespace.
pub const NAMESPACE: &str = "AWS/EBS";

const MINUTE: Span = Span::mins(1);
/// Seconds an operation takes.
const LATENCY: f64 = 0.000_8;
/// Operations that wait when more is asked than is delivered.
const WAITING: f64 = 64.0;

/// Which volumes have a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All.
    All,
    /// Those that burst: gp2, st1, sc1.
    Bursting,
    /// Those whose performance is provisioned: io1, io2.
    Provisioned,
    /// Those on Nitro instances.
    Nitro,
    /// Those on Nitro instances whose performance is rated: all but magnetic ones.
    Rated,
}

/// What a metric tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    ReadOps,
    WriteOps,
    ReadBytes,
    WriteBytes,
    ReadTime,
    WriteTime,
    Idle,
    Queue,
    Burst,
    Share,
    Consumed,
    Stalled,
    OverIops,
    OverThroughput,
}

/// One metric of volumes.
#[derive(Debug)]
pub struct Metric {
    /// AWS's name.
    pub name: &'static str,
    /// AWS's unit.
    pub unit: &'static str,
    /// Which volumes have it.
    pub only: Only,
    what: What,
}

const fn metric(name: &'static str, unit: &'static str, only: Only, what: What) -> Metric {
    Metric { name, unit, only, what }
}

/// Every metric there is.
pub static METRICS: [Metric; 14] = [
    metric("VolumeReadBytes", "Bytes", Only::All, What::ReadBytes),
    metric("VolumeWriteBytes", "Bytes", Only::All, What::WriteBytes),
    metric("VolumeReadOps", "Count", Only::All, What::ReadOps),
    metric("VolumeWriteOps", "Count", Only::All, What::WriteOps),
    metric("VolumeTotalReadTime", "Seconds", Only::All, What::ReadTime),
    metric("VolumeTotalWriteTime", "Seconds", Only::All, What::WriteTime),
    metric("VolumeIdleTime", "Seconds", Only::All, What::Idle),
    metric("VolumeQueueLength", "Count", Only::All, What::Queue),
    metric("VolumeThroughputPercentage", "Percent", Only::Provisioned, What::Share),
    metric("VolumeConsumedReadWriteOps", "Count", Only::Provisioned, What::Consumed),
    metric("BurstBalance", "Percent", Only::Bursting, What::Burst),
    metric("VolumeStalledIOCheck", "None", Only::Nitro, What::Stalled),
    metric("VolumeIOPSExceededCheck", "None", Only::Rated, What::OverIops),
    metric("VolumeThroughputExceededCheck", "None", Only::Rated, What::OverThroughput),
];

/// What a volume did in one minute.
struct Minute {
    reads: f64,
    writes: f64,
    read_bytes: f64,
    write_bytes: f64,
    demand: f64,
    limits: Limits,
    stalled: bool,
}

impl State {
    /// The past of a volume in a place, and the metric asked for.
    fn volume_metric(&self, scope: Scope, id: &MetricId) -> Option<(&Past, &'static Metric)> {
        let [(name, volume)] = id.dimensions.as_slice() else { return None };
        let known = id.namespace == NAMESPACE && name == "VolumeId";
        let past = self.volume_past(volume).filter(|past| known && past.scope == scope)?;
        Some((past, METRICS.iter().find(|metric| metric.name == id.name)?))
    }

    /// The operations a volume's load brings in the minute that ends then, reads and writes alike.
    /// `laden` are the volumes that ever bore load on the instance.
    pub(in crate::services::ec2) fn loaded_ops(
        &self,
        laden: &[&Past],
        instance: &str,
        end: Time,
    ) -> (f64, f64) {
        let mut sum = (0.0, 0.0);
        for past in laden {
            let on = past.attached_before(end).is_some_and(|on| on.instance == instance);
            if on && let Some(done) = self.loaded(past, end) {
                sum = (sum.0 + done.0, sum.1 + done.1);
            }
        }
        sum
    }

    /// Operations and bytes that load brings to a volume in a minute.
    fn loaded(&self, past: &Past, end: Time) -> Option<(f64, f64)> {
        let on = past.attached_before(end)?;
        let history = self.history(&on.instance)?;
        let limits = Limits::of(&past.spec_before(end)?);
        let demand = past.demand_before(end, Some(history));
        if demand == 0.0 || stalled(history, end) {
            return None;
        }
        let credits = past.credits_before(end, &|id| self.history(id));
        let part = self.reach_before(&on.instance, end).map_or(1.0, |standing| standing.part);
        let ops = (limits.delivered(demand, credits) * part * 60.0).round();
        Some((ops, ops * limits.bytes))
    }

    fn minute(&self, past: &Past, on: &Attached, end: Time) -> Option<Minute> {
        let history = self.history(&on.instance)?;
        history.run_before(end)?;
        let limits = Limits::of(&past.spec_before(end)?);
        let stalled = stalled(history, end);
        let (ops, bytes) = self.loaded(past, end).unwrap_or_default();
        let minute = end.as_millis().div_euclid(60_000) - 1;
        let idle = on.root && !stalled;
        let stream = history.stream;
        let (reads, writes) = if idle {
            (idle_reads(stream, minute), idle_writes(stream, minute))
        } else {
            (0.0, 0.0)
        };
        Some(Minute {
            reads: reads + ops / 2.0,
            writes: writes + ops / 2.0,
            read_bytes: reads * 16_384.0 + bytes / 2.0,
            write_bytes: writes * 6_144.0 + bytes / 2.0,
            demand: past.demand_before(end, Some(history)),
            limits,
            stalled,
        })
    }

    /// The value of a volume's metric in the minute that ends then.
    pub fn volume_at(&self, volume: &str, metric: &str, end: Time) -> Option<f64> {
        let metric = METRICS.iter().find(|known| known.name == metric)?;
        self.volume_value(self.volume_past(volume)?, metric, end)
    }

    fn volume_value(&self, past: &Past, metric: &Metric, end: Time) -> Option<f64> {
        let on = past.attached_before(end)?;
        let spec = past.spec_before(end)?;
        let done = self.minute(past, on, end)?;
        let nitro = || {
            let history = self.history(&on.instance);
            history.and_then(|h| h.type_before(end)).is_some_and(|kind| kind.family.nitro)
        };
        let has = match metric.only {
            Only::All => true,
            Only::Bursting => done.limits.most > 0.0,
            Only::Provisioned => spec.kind.is_provisioned(),
            Only::Nitro => nitro(),
            Only::Rated => nitro() && spec.kind.name != "standard",
        };
        let ops = done.reads + done.writes;
        let flag = |on: bool| f64::from(u8::from(on));
        has.then(|| match metric.what {
            What::ReadOps => done.reads,
            What::WriteOps => done.writes,
            What::ReadBytes => done.read_bytes,
            What::WriteBytes => done.write_bytes,
            What::ReadTime => done.reads * LATENCY,
            What::WriteTime => done.writes * LATENCY,
            What::Idle => (60.0 - ops * LATENCY).max(0.0).floor(),
            What::Queue if done.stalled || self.is_short(past, &done, end) => WAITING,
            What::Queue => ops / 60.0 * LATENCY,
            What::Burst => {
                let credits = past.credits_before(end, &|id| self.history(id));
                credits / done.limits.most * 100.0
            }
            What::Share => ops / 60.0 / f64::from(spec.iops) * 100.0,
            What::Consumed => ops,
            What::Stalled => flag(done.stalled),
            // What is provisioned is the baseline: a burst is beyond it.
            // <https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html>
            What::OverIops => {
                let rated = done.limits.baseline;
                flag(done.demand > rated && done.limits.throughput > rated)
            }
            What::OverThroughput => flag(done.demand > done.limits.throughput),
        })
    }

    /// Whether less is delivered than is asked.
    fn is_short(&self, past: &Past, done: &Minute, end: Time) -> bool {
        let credits = || past.credits_before(end, &|id| self.history(id));
        let held = |on: &Attached| {
            self.reach_before(&on.instance, end).is_some_and(|standing| standing.part < 1.0)
        };
        done.demand > 0.0
            && (done.limits.delivered(done.demand, credits()) < done.demand
                || past.attached_before(end).is_some_and(held))
    }

    /// The metrics of volumes that have a point readable at `now`.
    pub(in crate::services::ec2) fn list_volumes(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found = Vec::new();
        for (volume, past) in self.pasts.iter().filter(|(_, past)| past.scope == scope) {
            let Some((first, last)) = self.reach(past, now) else { continue };
            let (bursts, provisioned) = past.was_ever();
            for metric in &METRICS {
                let has = match metric.only {
                    Only::All => true,
                    Only::Bursting => bursts,
                    Only::Provisioned => provisioned,
                    Only::Nitro | Only::Rated => past
                        .attachments()
                        .iter()
                        .any(|on| self.history(&on.instance).is_some_and(History::was_ever_nitro)),
                };
                if has {
                    let dimensions = vec![("VolumeId".to_owned(), volume.clone())];
                    let id = MetricId::new(NAMESPACE, metric.name, dimensions);
                    found.push(Listed { id, first, last });
                }
            }
        }
        found
    }

    /// When the first and the newest point became readable.
    fn reach(&self, past: &Past, now: Time) -> Option<(Time, Time)> {
        let arrival = |end: Time| end - MINUTE + timing::DETAILED_POINT;
        let mut ends: Option<(Time, Time)> = None;
        self.stretches(past, &mut |from, to| {
            let first = from.floor(MINUTE) + MINUTE;
            let last = to.min(now - timing::DETAILED_POINT + MINUTE).floor(MINUTE);
            if first <= last && arrival(first) <= now {
                let known = ends.map_or(first, |(known, _)| known);
                ends = Some((known, last));
            }
        });
        ends.map(|(first, last)| (arrival(first), arrival(last)))
    }

    /// Goes through the stretches in which a volume was attached to an instance that ran.
    fn stretches(&self, past: &Past, each: &mut dyn FnMut(Time, Time)) {
        let open = Time::from_millis(i64::MAX / 4);
        for on in past.attachments() {
            let Some(history) = self.history(&on.instance) else { continue };
            for run in history.runs() {
                let from = on.from.max(run.from);
                let to = on.to.unwrap_or(open).min(run.to.unwrap_or(open));
                if from < to {
                    each(from, to);
                }
            }
        }
    }

    /// Hands over the points of a volume's metric with `from <= time < to`, whether readable yet
    /// or not, of minutes that have ended by `now`.
    pub(in crate::services::ec2) fn volume_points(
        &self,
        (scope, id): (Scope, &MetricId),
        (from, to): (Time, Time),
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        let Some((past, metric)) = self.volume_metric(scope, id) else { return };
        self.stretches(past, &mut |begin, finish| {
            let mut time = begin.max(from).floor(MINUTE);
            let last = finish.min(now);
            while time + MINUTE <= last && time < to {
                if time >= from
                    && let Some(sum) = self.volume_value(past, metric, time + MINUTE)
                {
                    let arrival = time + timing::DETAILED_POINT;
                    let (min, max, unit) = (sum, sum, metric.unit);
                    each(Point { time, arrival, count: 1.0, sum, min, max, unit });
                }
                time = time + MINUTE;
            }
        });
    }

    /// Whether a metric is one of a volume here.
    pub(in crate::services::ec2) fn is_volume_metric(&self, scope: Scope, id: &MetricId) -> bool {
        self.volume_metric(scope, id).is_some()
    }
}

fn stalled(history: &History, end: Time) -> bool {
    use crate::services::ec2::history::Health;
    let health = history.health_before(StatusCheck::Ebs, end);
    matches!(health, Some(Health::Impaired { .. }))
}

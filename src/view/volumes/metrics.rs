//! A volume's metrics on its page: which there are, and why there are none just now.

use crate::services::ec2::volumes::metrics::{METRICS, Metric, NAMESPACE, Only};
use crate::services::ec2::volumes::{Disk, Past};
use crate::sim::{Span, Time, World, timing};
use crate::telemetry::series::{Query, read};
use crate::telemetry::{MetricId, Stat};
use crate::view::ec2::metrics::Graph;

/// The metrics of the monitoring tab and the statistic each is best read by.
const SHOWN: [(&str, &str); 11] = [
    ("BurstBalance", "Average"),
    ("VolumeThroughputPercentage", "Average"),
    ("VolumeConsumedReadWriteOps", "Sum"),
    ("VolumeReadOps", "Sum"),
    ("VolumeWriteOps", "Sum"),
    ("VolumeReadBytes", "Sum"),
    ("VolumeWriteBytes", "Sum"),
    ("VolumeQueueLength", "Average"),
    ("VolumeIdleTime", "Average"),
    ("VolumeStalledIOCheck", "Maximum"),
    ("VolumeIOPSExceededCheck", "Maximum"),
];

/// The metric of a volume.
pub fn metric(volume: &str, name: &str) -> MetricId {
    MetricId::new(NAMESPACE, name, vec![("VolumeId".to_owned(), volume.to_owned())])
}

/// The charts of the last `span`: a minute a point, whatever the monitoring of the instance.
pub fn graphs(world: &World, disk: &Disk, past: &Past, span: Span) -> Vec<Graph> {
    let (now, period) = (world.now(), Span::mins(1));
    let graph = |(name, stat): (&str, &'static str)| {
        let metric = METRICS.iter().find(|metric| metric.name == name)?;
        if !has(world, metric, past) {
            return None;
        }
        let id = self::metric(&disk.id, name);
        let query = Query {
            scope: disk.scope,
            id: &id,
            from: (now - span).floor(period),
            to: now,
            period_secs: period.as_secs(),
            unit: None,
            stat: Stat::plain(stat)?,
        };
        let value = |mut found: crate::telemetry::series::Period| {
            Some((found.time, found.bin.value(query.stat)?))
        };
        let points = read(world.ec2(), &query, now).into_iter().filter_map(value).collect();
        let range = (query.from, now);
        let (unit, basic_only) = (metric.unit, false);
        Some(Graph { metric: metric.name, unit, stat, period, range, points, basic_only })
    };
    SHOWN.into_iter().filter_map(graph).collect()
}

/// Whether a volume has a metric, as far as that follows from what it is and was.
fn has(world: &World, metric: &Metric, past: &Past) -> bool {
    let (bursts, provisioned) = past.was_ever();
    match metric.only {
        Only::All => true,
        Only::Bursting => bursts,
        Only::Provisioned => provisioned,
        Only::Nitro | Only::Rated => past.attachments().iter().any(|on| {
            world.ec2().history(&on.instance).is_some_and(|history| history.was_ever_nitro())
        }),
    }
}

/// Whether a volume has points just now, and if not, why. A volume has points as long as it is
/// attached to an instance that runs.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// It was never attached.
    Never,
    /// Its points come.
    Yes,
    /// Its first point since it was attached, or since its instance runs, is on its way.
    Soon {
        /// The start of the time the point stands for.
        of: Time,
        /// When it can be read.
        readable: Time,
    },
    /// It is attached to an instance that does not run.
    Halted {
        /// The instance.
        instance: String,
    },
    /// It is attached no longer.
    Detached {
        /// From where.
        instance: String,
        /// Since when.
        since: Time,
    },
}

/// Whether a volume has points just now.
pub fn sending(world: &World, past: &Past) -> Sending {
    let now = world.now();
    let Some(last) = past.attachments().last() else { return Sending::Never };
    let instance = last.instance.clone();
    if let Some(since) = last.to {
        return Sending::Detached { instance, since };
    }
    let history = world.ec2().history(&instance);
    let Some(run) = history.and_then(|history| history.run_before(now + Span::millis(1))) else {
        return Sending::Halted { instance };
    };
    let of = last.from.max(run.from).floor(Span::mins(1));
    let readable = of + timing::DETAILED_POINT;
    if readable <= now { Sending::Yes } else { Sending::Soon { of, readable } }
}

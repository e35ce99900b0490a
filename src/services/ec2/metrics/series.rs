//! The metrics of an instance: which there are, and what each is worth in one minute.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html>
//!
//! Left out: CPU credits and what throttles by them (processors never run out of credit here), the
//! metrics of instance store volumes (no type has any; AWS then reports nothing or zero), balances
//! of EBS bursts, GPUs, and MetadataNoTokenRejected, which appears only after a refused call.

use crate::services::ec2::history::{Health, History};
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::noise::{mix, unit};
use crate::sim::time::{Span, Time};
use crate::telemetry::curve;

/// The length of a minute.
pub const MINUTE: Span = Span::mins(1);

/// When a metric has points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// Every five minutes with basic monitoring, every minute with detailed.
    ByMode,
    /// Every five minutes, with basic monitoring only.
    BasicOnly,
    /// Every minute, whatever the monitoring.
    Always,
}

/// What a metric is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Cpu,
    Bytes(Resource),
    Packets(Resource),
    Reads,
    ReadBytes,
    Writes,
    WriteBytes,
    Tokenless,
    Check(Option<StatusCheck>),
    Volumes,
}

/// One metric of instances.
#[derive(Debug)]
pub struct Metric {
    /// AWS's name.
    pub name: &'static str,
    /// AWS's unit.
    pub unit: &'static str,
    /// When it has points.
    pub cadence: Cadence,
    /// Whether only Nitro instances have it.
    pub nitro: bool,
    source: Source,
}

const fn metric(name: &'static str, unit: &'static str, source: Source) -> Metric {
    Metric { name, unit, cadence: Cadence::ByMode, nitro: false, source }
}

const fn nitro(metric: Metric) -> Metric {
    Metric { nitro: true, ..metric }
}

const fn packets(name: &'static str, resource: Resource) -> Metric {
    let source = Source::Packets(resource);
    Metric { cadence: Cadence::BasicOnly, ..metric(name, "Count", source) }
}

const fn check(name: &'static str, source: Source) -> Metric {
    Metric { cadence: Cadence::Always, ..metric(name, "Count", source) }
}

/// Every metric there is.
pub static METRICS: [Metric; 14] = [
    metric("CPUUtilization", "Percent", Source::Cpu),
    metric("NetworkIn", "Bytes", Source::Bytes(Resource::NetIn)),
    metric("NetworkOut", "Bytes", Source::Bytes(Resource::NetOut)),
    packets("NetworkPacketsIn", Resource::NetIn),
    packets("NetworkPacketsOut", Resource::NetOut),
    nitro(metric("EBSReadOps", "Count", Source::Reads)),
    nitro(metric("EBSWriteOps", "Count", Source::Writes)),
    nitro(metric("EBSReadBytes", "Bytes", Source::ReadBytes)),
    nitro(metric("EBSWriteBytes", "Bytes", Source::WriteBytes)),
    metric("MetadataNoToken", "Count", Source::Tokenless),
    check("StatusCheckFailed", Source::Check(None)),
    check("StatusCheckFailed_Instance", Source::Check(Some(StatusCheck::Instance))),
    check("StatusCheckFailed_System", Source::Check(Some(StatusCheck::System))),
    nitro(check("StatusCheckFailed_AttachedEBS", Source::Volumes)),
];

/// The metric with this name.
pub fn find(name: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| metric.name == name)
}

impl Metric {
    /// The value in the minute that ends at `end`; none when the instance did not run then, or does
    /// not have the metric, or its first checks were not through.
    pub fn value(&self, history: &History, end: Time) -> Option<f64> {
        history.run_before(end)?;
        if self.nitro && !history.type_before(end)?.family.nitro {
            return None;
        }
        let stream = history.stream;
        let minute = end.as_millis().div_euclid(60_000) - 1;
        let value = match self.source {
            Source::Cpu => history
                .load_before(Resource::Cpu, end)
                // An idle machine spends between 1 and 8 percent on itself.
                .unwrap_or_else(|| 1.0 + 7.0 * curve::idle(stream, minute)),
            Source::Bytes(resource) => bytes(history, resource, minute, end),
            // A full packet carries some 1,400 bytes, an idle machine's average one 120.
            Source::Packets(resource) => {
                let size =
                    if history.load_before(resource, end).is_some() { 1400.0 } else { 120.0 };
                (bytes(history, resource, minute, end) / size).ceil()
            }
            Source::Reads => reads(stream, minute),
            Source::ReadBytes => reads(stream, minute) * 16_384.0,
            Source::Writes => writes(stream, minute),
            Source::WriteBytes => writes(stream, minute) * 6_144.0,
            // Whatever runs on these machines uses tokens.
            Source::Tokenless => 0.0,
            Source::Check(check) => f64::from(u8::from(failed(history, check, end)?)),
            Source::Volumes => {
                failed(history, None, end)?;
                0.0
            }
        };
        Some(value)
    }
}

/// Whether a check (or any) failed just before `end`; nothing before the first checks are through.
fn failed(history: &History, check: Option<StatusCheck>, end: Time) -> Option<bool> {
    let health = history.health_before(check.unwrap_or(StatusCheck::Instance), end)?;
    // The instance check fails whenever the system check does, so it stands for any.
    match health {
        Health::Initializing => None,
        Health::Ok => Some(false),
        Health::Impaired { .. } => Some(true),
    }
}

/// Traffic of one minute in bytes. A load is exact; idle traffic follows the machine's rhythm.
fn bytes(history: &History, resource: Resource, minute: i64, end: Time) -> f64 {
    if let Some(per_second) = history.load_before(resource, end) {
        return per_second * 60.0;
    }
    let (salt, most) = match resource {
        Resource::NetIn => (3, 24_000.0),
        _ => (4, 18_000.0),
    };
    let stream = mix(history.stream ^ salt);
    (1_500.0 + most * curve::idle(stream, minute)).round()
}

/// Reads are rare on an idle machine: what it needs is in memory.
fn reads(stream: u64, minute: i64) -> f64 {
    let draw = unit(mix(stream ^ 5), minute);
    if draw < 0.9 { 0.0 } else { ((draw - 0.9) * 200.0).ceil() }
}

fn writes(stream: u64, minute: i64) -> f64 {
    (12.0 + 90.0 * curve::idle(mix(stream ^ 6), minute)).round()
}

//! The metrics of an instance: which there are, and what each is worth in one minute.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html>
//!
//! Left out: the metrics of GPUs and of dedicated hosts, of which there are none here.

use crate::services::ec2::history::{Health, History, Imds};
use crate::services::ec2::volumes::instance::Standing;
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::noise::{mix, unit};
use crate::sim::time::{Span, Time};
use crate::telemetry::curve;

/// The length of a basic point.
pub const FIVE: Span = Span::mins(5);
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
    /// Every five minutes, whatever the monitoring: one value about the five minutes.
    Five,
}

/// What a metric is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    Cpu,
    Bytes(Resource),
    Packets(Resource),
    Reads,
    ReadBytes,
    Writes,
    WriteBytes,
    /// On the host's own volumes: so many bytes an operation counts.
    Disk(f64),
    Tokenless,
    Rejected,
    Check(Option<StatusCheck>),
    Left(usize),
    Over(usize),
    Usage,
    Balance,
    Surplus,
    Charged,
}

/// Which burstable instances have a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credits {
    /// All of them.
    Burstable,
    /// Those in unlimited mode.
    Unlimited,
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
    /// Whether only types with volumes of the host's own have it.
    pub store: bool,
    /// Whether only burstable instances have it, and only those with unlimited credits.
    pub credits: Option<Credits>,
    source: Source,
}

const fn metric(name: &'static str, unit: &'static str, source: Source) -> Metric {
    Metric {
        name,
        unit,
        cadence: Cadence::ByMode,
        nitro: false,
        store: false,
        credits: None,
        source,
    }
}

const fn nitro(metric: Metric) -> Metric {
    Metric { nitro: true, ..metric }
}

const fn stored(metric: Metric) -> Metric {
    Metric { store: true, ..metric }
}

const fn packets(name: &'static str, resource: Resource) -> Metric {
    let source = Source::Packets(resource);
    Metric { cadence: Cadence::BasicOnly, ..metric(name, "Count", source) }
}

const fn check(name: &'static str, source: Source) -> Metric {
    Metric { cadence: Cadence::Always, ..metric(name, "Count", source) }
}

/// Some of the smaller Nitro types burst; basic monitoring alone tells what they have left.
const fn balance(name: &'static str, which: usize) -> Metric {
    nitro(Metric { cadence: Cadence::BasicOnly, ..metric(name, "Percent", Source::Left(which)) })
}

const fn exceeded(name: &'static str, which: usize) -> Metric {
    nitro(Metric { cadence: Cadence::Always, ..metric(name, "None", Source::Over(which)) })
}

const fn credit(name: &'static str, which: Credits, source: Source) -> Metric {
    let metric = metric(name, "Count", source);
    Metric { cadence: Cadence::Five, credits: Some(which), ..metric }
}

/// How many bytes an operation on a volume of the host's own moves. Ours.
const DISK_BYTES: f64 = 16_384.0;

/// Every metric there is.
pub static METRICS: [Metric; 27] = [
    metric("CPUUtilization", "Percent", Source::Cpu),
    metric("NetworkIn", "Bytes", Source::Bytes(Resource::NetIn)),
    metric("NetworkOut", "Bytes", Source::Bytes(Resource::NetOut)),
    packets("NetworkPacketsIn", Resource::NetIn),
    packets("NetworkPacketsOut", Resource::NetOut),
    nitro(metric("EBSReadOps", "Count", Source::Reads)),
    nitro(metric("EBSWriteOps", "Count", Source::Writes)),
    nitro(metric("EBSReadBytes", "Bytes", Source::ReadBytes)),
    nitro(metric("EBSWriteBytes", "Bytes", Source::WriteBytes)),
    stored(metric("DiskReadOps", "Count", Source::Disk(1.0))),
    stored(metric("DiskWriteOps", "Count", Source::Disk(1.0))),
    stored(metric("DiskReadBytes", "Bytes", Source::Disk(DISK_BYTES))),
    stored(metric("DiskWriteBytes", "Bytes", Source::Disk(DISK_BYTES))),
    metric("MetadataNoToken", "Count", Source::Tokenless),
    metric("MetadataNoTokenRejected", "Count", Source::Rejected),
    check("StatusCheckFailed", Source::Check(None)),
    check("StatusCheckFailed_Instance", Source::Check(Some(StatusCheck::Instance))),
    check("StatusCheckFailed_System", Source::Check(Some(StatusCheck::System))),
    nitro(check("StatusCheckFailed_AttachedEBS", Source::Check(Some(StatusCheck::Ebs)))),
    balance("EBSIOBalance%", 0),
    balance("EBSByteBalance%", 1),
    exceeded("InstanceEBSIOPSExceededCheck", 0),
    exceeded("InstanceEBSThroughputExceededCheck", 1),
    credit("CPUCreditUsage", Credits::Burstable, Source::Usage),
    credit("CPUCreditBalance", Credits::Burstable, Source::Balance),
    credit("CPUSurplusCreditBalance", Credits::Unlimited, Source::Surplus),
    credit("CPUSurplusCreditsCharged", Credits::Unlimited, Source::Charged),
];

/// The metric with this name.
pub fn find(name: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| metric.name == name)
}

impl Metric {
    /// Whether it is what the processors do.
    pub fn is_cpu(&self) -> bool {
        self.source == Source::Cpu
    }

    /// Whether an instance never had it, as far as that follows from what it is.
    pub fn is_never(&self, history: &History) -> bool {
        let (burstable, unlimited) = history.was_ever_burstable();
        self.nitro && !history.was_ever_nitro()
            || self.store && !history.was_ever_stored()
            || self.source == Source::Rejected && !history.was_ever_called_without_token()
            || self.credits == Some(Credits::Burstable) && !burstable
            || self.credits == Some(Credits::Unlimited) && !unlimited
    }

    /// The value in the minute that ends at `end`; none when the instance did not run then, or does
    /// not have the metric, or its first checks were not through.
    pub fn value(&self, history: &History, end: Time) -> Option<f64> {
        history.run_before(end)?;
        if self.nitro && !history.type_before(end)?.family.nitro {
            return None;
        }
        if self.store && !history.type_before(end)?.family.store {
            return None;
        }
        if self.credits.is_some() {
            return self.of_credits(history, end);
        }
        let stream = history.stream;
        let minute = end.as_millis().div_euclid(60_000) - 1;
        let value = match self.source {
            Source::Cpu => history.cpu_before(end),
            Source::Bytes(resource) => bytes(history, resource, minute, end),
            // A full packet carries some 1,400 bytes, an idle machine's average one 120.
            Source::Packets(resource) => {
                let size =
                    if history.load_before(resource, end).is_some() { 1400.0 } else { 120.0 };
                (bytes(history, resource, minute, end) / size).ceil()
            }
            Source::Reads => idle_reads(stream, minute),
            Source::ReadBytes => idle_reads(stream, minute) * 16_384.0,
            Source::Writes => idle_writes(stream, minute),
            Source::WriteBytes => idle_writes(stream, minute) * 6_144.0,
            // Nothing uses these volumes by itself; half of a load are reads.
            Source::Disk(bytes) => {
                history.load_before(Resource::DiskOps, end).unwrap_or(0.0) * 30.0 * bytes
            }
            // What runs on these machines by itself uses tokens.
            Source::Tokenless => match history.imds {
                Imds::Answers => history.load_before(Resource::Imdsv1, end).unwrap_or(0.0),
                Imds::Refuses | Imds::Off => 0.0,
            },
            // It appears only where a call was refused.
            Source::Rejected => match history.imds {
                Imds::Refuses => {
                    history.load_before(Resource::Imdsv1, end).filter(|calls| *calls > 0.0)?
                }
                Imds::Answers | Imds::Off => return None,
            },
            Source::Check(check) => f64::from(u8::from(failed(history, check, end)?)),
            // What concerns volumes is added by `of_volumes` and `of_limits`.
            Source::Left(_) | Source::Over(_) => 0.0,
            Source::Usage | Source::Balance | Source::Surplus | Source::Charged => return None,
        };
        Some(value)
    }

    /// Whether it is about the instance's own limits to its volumes.
    pub fn is_limit(&self) -> bool {
        matches!(self.source, Source::Left(_) | Source::Over(_))
    }

    /// Whether the instance's volumes have a share in it.
    pub fn follows_volumes(&self) -> bool {
        use Source::{ReadBytes, Reads, WriteBytes, Writes};
        self.is_limit() || matches!(self.source, Reads | Writes | ReadBytes | WriteBytes)
    }

    /// Its value, if it is.
    pub fn of_limits(&self, standing: &Standing) -> Option<f64> {
        match self.source {
            Source::Left(which) => standing.percent?.get(which).copied(),
            Source::Over(which) => standing.over.get(which).map(|over| f64::from(u8::from(*over))),
            _ => None,
        }
    }

    /// What the load on attached volumes adds: half of it are reads. Operations and bytes are asked
    /// for only where they count.
    pub fn of_volumes(&self, load: impl Fn() -> (f64, f64)) -> f64 {
        match self.source {
            Source::Reads | Source::Writes => load().0 / 2.0,
            Source::ReadBytes | Source::WriteBytes => load().1 / 2.0,
            _ => 0.0,
        }
    }

    /// The value of a metric of credits about the five minutes that `end` belongs to the end of.
    fn of_credits(&self, history: &History, end: Time) -> Option<f64> {
        let terms = history.terms_before(end)?;
        if self.credits == Some(Credits::Unlimited) && !history.is_unlimited_before(end) {
            return None;
        }
        let start = (end - Span::millis(1)).floor(FIVE);
        let value = match self.source {
            Source::Usage => {
                let ends = (1..=5).map(|n| start + MINUTE.times(n));
                let ran = ends.filter(|e| *e <= end && history.run_before(*e).is_some());
                ran.map(|end| terms.spent(history.cpu_before(end))).sum()
            }
            Source::Charged => {
                let before = history.standing_before(start).map_or(0.0, |s| s.account.charged);
                history.standing_before(end)?.account.charged - before
            }
            Source::Surplus => history.standing_before(end)?.account.surplus,
            _ => history.standing_before(end)?.account.balance(),
        };
        Some(value)
    }
}

/// Between what percentages the processors of a machine stay that has nothing to do.
pub const IDLE_PERCENT: (f64, f64) = (1.0, 8.0);

/// What a machine spends on itself that has nothing to do.
pub fn idle_cpu(stream: u64, minute: i64) -> f64 {
    idle_percent(&mut curve::Idle::new(stream), minute)
}

/// The same of a curve that is read minute by minute.
pub fn idle_percent(idle: &mut curve::Idle, minute: i64) -> f64 {
    let (least, most) = IDLE_PERCENT;
    least + (most - least) * idle.at(minute)
}

/// Whether a check (or any) failed just before `end`; nothing before the first checks are through.
fn failed(history: &History, check: Option<StatusCheck>, end: Time) -> Option<bool> {
    let failed = |check| match history.health_before(check, end)? {
        Health::Initializing => None,
        Health::Ok => Some(false),
        Health::Impaired { .. } => Some(true),
    };
    match check {
        Some(check) => failed(check),
        // The instance check fails whenever the system check does.
        None => {
            let volumes = failed(StatusCheck::Ebs).unwrap_or(false);
            failed(StatusCheck::Instance).map(|failed| failed || volumes)
        }
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

/// The reads of a minute: rare on an idle machine: what it needs is in memory.
pub fn idle_reads(stream: u64, minute: i64) -> f64 {
    let draw = unit(mix(stream ^ 5), minute);
    if draw < 0.9 { 0.0 } else { ((draw - 0.9) * 200.0).ceil() }
}

/// The writes of a minute on an idle machine.
pub fn idle_writes(stream: u64, minute: i64) -> f64 {
    (12.0 + 90.0 * curve::idle(mix(stream ^ 6), minute)).round()
}

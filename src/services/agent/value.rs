//! What a metric of the agent is worth at an instant. Memory and disks follow what the world set,
//! or a curve of their own; processors, traffic and volumes are those EC2 tells of, seen from
//! inside.

use super::series::{Mount, Of, Series};
use super::state::Machine;
use crate::services::ec2;
use crate::services::ec2::history::History;
use crate::sim::noise::{mix, unit};
use crate::sim::time::Time;
use crate::telemetry::curve;

const MIB: f64 = 1_048_576.0;
/// A full packet carries some 1,400 bytes; what an idle machine sends is mostly short.
const PACKET: f64 = 400.0;

/// A machine at an instant.
pub(super) struct Moment<'a> {
    /// What was set of its inside.
    pub machine: &'a Machine,
    /// Its past as EC2 knows it.
    pub history: &'a History,
    /// EC2.
    pub ec2: &'a ec2::State,
    /// The instant.
    pub time: Time,
}

impl Moment<'_> {
    /// The value of a metric; none where there is none to measure.
    pub(super) fn value(&self, series: &Series) -> Option<f64> {
        let name = series.measure;
        let secs = series.every.as_millis() as f64 / 1_000.0;
        match (series.table.section, &series.of) {
            ("cpu", Of::Processor(which)) => self.linux_cpu(name, *which),
            ("Processor", Of::Processor(which)) => self.windows_cpu(name, *which),
            ("mem", _) => self.linux_memory(name, series),
            ("Memory", _) => self.windows_memory(name, series),
            // Instances come without swap space, so there is none to use.
            ("swap", _) => Some(0.0),
            ("Paging File", _) => Some((self.memory(series) - 60.0).max(0.0) * 0.8),
            ("disk", Of::Mount(mount)) => self.linux_disk(name, mount),
            ("LogicalDisk", Of::Mount(mount)) => self.windows_disk(name, mount),
            ("diskio" | "PhysicalDisk", Of::Mount(mount)) => self.device(name, mount, secs),
            ("net" | "Network Interface", _) => self.traffic(name, secs),
            ("netstat" | "TCPv4" | "TCPv6", _) => Some(self.connections(name)),
            ("processes", _) => Some(self.processes(name)),
            ("System", _) => Some(((self.cpu(None) - 80.0).max(0.0) / 5.0).round()),
            _ => None,
        }
    }

    fn minute(&self) -> i64 {
        self.time.as_millis().div_euclid(60_000)
    }

    fn idle(&self, salt: u64) -> f64 {
        curve::idle(mix(self.history.stream ^ salt), self.minute())
    }

    /// Percent of all processors, or of one.
    fn cpu(&self, which: Option<u32>) -> f64 {
        let all = self.history.cpu_before(self.time);
        match which {
            None => all,
            Some(n) => {
                let noise = unit(mix(self.history.stream ^ (0xc0 + u64::from(n))), self.minute());
                // Nothing to share out where all are busy or all are idle.
                (all + (noise - 0.5) * 0.2 * all.min(100.0 - all)).clamp(0.0, 100.0)
            }
        }
    }

    fn linux_cpu(&self, name: &str, which: Option<u32>) -> Option<f64> {
        let busy = self.cpu(which);
        let share = match name {
            "usage_active" => return Some(busy),
            "usage_idle" => return Some(100.0 - busy),
            "usage_user" => 0.74,
            "usage_system" => 0.2,
            "usage_iowait" => 0.04,
            "usage_softirq" => 0.02,
            _ => 0.0,
        };
        Some(busy * share)
    }

    fn windows_cpu(&self, name: &str, which: Option<u32>) -> Option<f64> {
        let busy = self.cpu(which);
        Some(match name {
            "% Processor Time" => busy,
            "% Idle Time" => 100.0 - busy,
            "% User Time" => busy * 0.7,
            "% Privileged Time" => busy * 0.3,
            _ => busy * 0.01,
        })
    }

    /// Percent of the memory in use. A small machine's system takes more of it.
    fn memory(&self, series: &Series) -> f64 {
        let set = self.machine.memory.at(self.time).map(|set| set.percent);
        let own = set.unwrap_or_else(|| idle_memory(series, self.idle(0x3e3)));
        let taken = self.machine.taken.at(self.time).map_or(0.0, |set| set.percent);
        (own + taken).min(100.0)
    }

    fn linux_memory(&self, name: &str, series: &Series) -> Option<f64> {
        let total = f64::from(series.size.1) * MIB;
        let share = self.memory(series) / 100.0;
        let (used, rest) = (total * share, total * (1.0 - share));
        let (cached, buffered) = (rest * 0.4, rest * 0.02);
        let available = rest * 0.98;
        Some(match name {
            "used_percent" => share * 100.0,
            "available_percent" => available / total * 100.0,
            "total" => total,
            "used" => used.round(),
            "available" => available.round(),
            "cached" => cached.round(),
            "buffered" => buffered.round(),
            "free" => (rest - cached - buffered).round(),
            "active" => (used * 0.8 + cached * 0.5).round(),
            _ => (used * 0.15 + cached * 0.4).round(),
        })
    }

    fn windows_memory(&self, name: &str, series: &Series) -> Option<f64> {
        let total = f64::from(series.size.1) * MIB;
        let share = self.memory(series) / 100.0;
        let available = total * (1.0 - share);
        Some(match name {
            "% Committed Bytes In Use" => share * 100.0,
            "Available Bytes" => available.round(),
            "Available KBytes" => (available / 1_024.0).round(),
            "Available MBytes" | "Available Mbytes" => (available / MIB).round(),
            "Committed Bytes" => (total * share).round(),
            // What does not fit is fetched from the paging file.
            "Pages/sec" => ((share * 100.0 - 80.0).max(0.0) * 20.0).round(),
            _ => (20.0 + 60.0 * self.idle(0xfa)).round(),
        })
    }

    /// Percent of a file system in use.
    fn full(&self, mount: &Mount) -> f64 {
        let set = self.machine.disks.get(&mount.path).and_then(|levels| levels.at(self.time));
        set.map_or_else(|| idle_disk(mount), |set| set.percent)
    }

    fn linux_disk(&self, name: &str, mount: &Mount) -> Option<f64> {
        let total = mount.mib as f64 * MIB;
        let inodes = mount.mib as f64 * 512.0;
        let share = self.full(mount) / 100.0;
        // Files are counted in as far as the disk is full.
        let files = (inodes * share * 0.4).round();
        Some(match name {
            "used_percent" => share * 100.0,
            "total" => total,
            "used" => (total * share).round(),
            "free" => (total * (1.0 - share)).round(),
            "inodes_total" => inodes,
            "inodes_used" => files,
            _ => inodes - files,
        })
    }

    fn windows_disk(&self, name: &str, mount: &Mount) -> Option<f64> {
        let free = 100.0 - self.full(mount);
        Some(match name {
            "% Free Space" => free,
            "Free Megabytes" => (mount.mib as f64 * free / 100.0).round(),
            other => return self.device(other, mount, 60.0),
        })
    }

    /// What EC2 tells of the volume beneath, over as many seconds.
    fn device(&self, name: &str, mount: &Mount, secs: f64) -> Option<f64> {
        let volume = mount.volume.as_deref()?;
        let of = |metric: &str| self.ec2.volume_at(volume, metric, self.time);
        let over = secs / 60.0;
        let busy = || {
            let ops = of("VolumeReadOps")? + of("VolumeWriteOps")?;
            Some((ops * 0.000_8 / 60.0).min(1.0))
        };
        Some(match name {
            "reads" => (of("VolumeReadOps")? * over).round(),
            "writes" => (of("VolumeWriteOps")? * over).round(),
            "read_bytes" => (of("VolumeReadBytes")? * over).round(),
            "write_bytes" => (of("VolumeWriteBytes")? * over).round(),
            "read_time" => (of("VolumeTotalReadTime")? * over * 1_000.0).round(),
            "write_time" => (of("VolumeTotalWriteTime")? * over * 1_000.0).round(),
            "io_time" => (busy()? * secs * 1_000.0).round(),
            "iops_in_progress" => of("VolumeQueueLength")?.round(),
            "Disk Reads/sec" => of("VolumeReadOps")? / 60.0,
            "Disk Writes/sec" => of("VolumeWriteOps")? / 60.0,
            "Disk Read Bytes/sec" => of("VolumeReadBytes")? / 60.0,
            "Disk Write Bytes/sec" => of("VolumeWriteBytes")? / 60.0,
            "% Disk Time" => busy()? * 100.0,
            "% Idle Time" => 100.0 - busy()? * 100.0,
            _ => return None,
        })
    }

    fn traffic(&self, name: &str, secs: f64) -> Option<f64> {
        let of = |metric: &str| {
            let metric = ec2::metrics::series::find(metric)?;
            Some(metric.value(self.history, self.time)? / 60.0)
        };
        Some(match name {
            "bytes_recv" => (of("NetworkIn")? * secs).round(),
            "bytes_sent" => (of("NetworkOut")? * secs).round(),
            "packets_recv" => (of("NetworkIn")? * secs / PACKET).ceil(),
            "packets_sent" => (of("NetworkOut")? * secs / PACKET).ceil(),
            "Bytes Received/sec" => of("NetworkIn")?,
            "Bytes Sent/sec" => of("NetworkOut")?,
            "Packets Received/sec" => of("NetworkIn")? / PACKET,
            "Packets Sent/sec" => of("NetworkOut")? / PACKET,
            _ => 0.0,
        })
    }

    fn connections(&self, name: &str) -> f64 {
        match name {
            "tcp_established" | "Connections Established" => (4.0 + 8.0 * self.idle(0x7c)).round(),
            "tcp_listen" => 4.0,
            "tcp_time_wait" => (3.0 * self.idle(0x7d)).round(),
            "udp_socket" => 6.0,
            _ => 0.0,
        }
    }

    fn processes(&self, name: &str) -> f64 {
        let running = (self.cpu(None) / 25.0).round();
        let sleeping = 70.0 + (12.0 * self.idle(0x9c)).round();
        match name {
            "running" => running,
            "sleeping" => sleeping,
            "idle" => 45.0,
            "total" => running + sleeping + 45.0,
            "total_threads" => running + sleeping + 45.0 + 60.0,
            _ => 0.0,
        }
    }
}

/// Percent of memory a system takes that has nothing to do: some 180 MiB on Linux and 1,400 on
/// Windows, and a little that comes and goes.
fn idle_memory(series: &Series, idle: f64) -> f64 {
    let base = if series.table.windows { 1_400.0 } else { 180.0 };
    let mib = f64::from(series.size.1.max(1));
    (base / mib * 100.0 * (0.9 + 0.4 * idle)).clamp(1.0, 85.0)
}

/// Percent of a file system in use that nobody fills.
fn idle_disk(mount: &Mount) -> f64 {
    let gib = mount.mib as f64 / 1_024.0;
    match (mount.path.as_str(), &mount.volume) {
        ("/", _) => (1.7 / gib * 100.0).min(90.0),
        ("C:", _) => (18.0 / gib * 100.0).min(90.0),
        ("/boot/efi", _) => 13.0,
        (_, Some(_)) => 1.0,
        _ => 0.5,
    }
}

/// What of the memory of a machine is in use when nothing was set: where a growth begins.
pub(super) fn usual_memory(windows: bool, mib: u32) -> f64 {
    let base = if windows { 1_400.0 } else { 180.0 };
    (base / f64::from(mib.max(1)) * 110.0).clamp(1.0, 85.0)
}

/// How full a file system is when nothing was set.
pub(super) fn usual_disk(mount: &Mount) -> f64 {
    idle_disk(mount)
}

//! The metrics a configuration comes to on a machine: names, dimensions, and of what they are.
//!
//! Dimensions: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html>

use super::config::tables::{Per, Table};
use super::config::{Config, Section, Var, Wanted};
use crate::services::ec2::{self, network, state::Instance};
use crate::sim::scope::Region;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;

/// Its name, value: a dimension.
type Dimension = (String, String);

/// One metric of one machine.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Series {
    /// Which.
    pub id: MetricId,
    /// Its unit.
    pub unit: &'static str,
    /// How often it is measured.
    pub every: Span,
    /// How often what was measured is handed over.
    pub flush: Span,
    /// The section it is of.
    pub table: &'static Table,
    /// What is measured.
    pub measure: &'static str,
    /// Of what.
    pub of: Of,
    /// The machine's processors and its memory in MiB.
    pub size: (u32, u32),
}

/// What a metric is measured of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// The whole machine.
    Machine,
    /// One processor, or with `None` all of them.
    Processor(Option<u32>),
    /// A file system.
    Mount(Mount),
}

/// A file system of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mount {
    /// Where it is mounted: `/`, `C:`.
    pub path: String,
    /// On which device.
    pub device: String,
    /// Its type.
    pub kind: &'static str,
    /// Its size in MiB.
    pub mib: u64,
    /// Its volume, where it is on one.
    pub volume: Option<String>,
}

/// The file systems of an instance. Volumes beside the root volume are mounted at `/mnt/NAME` or
/// get the letters from D on: ours, as if somebody had formatted them.
pub fn mounts(ec2: &ec2::State, instance: &Instance) -> Vec<Mount> {
    let windows = is_windows(instance);
    let nitro = instance.instance_type().is_none_or(|kind| kind.family.nitro);
    let ubuntu = instance.image().is_some_and(|image| image.model.name.contains("ubuntu"));
    let mib = instance.instance_type().map_or(1024, |kind| u64::from(kind.memory_mib));
    let mut found = Vec::new();
    for (n, volume) in instance.volumes.iter().enumerate() {
        let size = ec2.volume(&volume.id).map_or(8, |disk| u64::from(disk.spec.gib)) * 1024;
        let short = volume.device.trim_start_matches("/dev/");
        let letter = char::from(b'C' + u8::try_from(n).unwrap_or(0).min(20));
        let device = match (nitro, n) {
            (true, 0) => "nvme0n1p1".to_owned(),
            (true, n) => format!("nvme{n}n1"),
            (false, 0) => "xvda1".to_owned(),
            (false, _) => short.replace("sd", "xvd"),
        };
        let (path, kind) = match (windows, n) {
            (true, _) => (format!("{letter}:"), "NTFS"),
            (false, 0) => ("/".to_owned(), if ubuntu { "ext4" } else { "xfs" }),
            (false, _) => (format!("/mnt/{short}"), "xfs"),
        };
        found.push(Mount { path, device, kind, mib: size, volume: Some(volume.id.clone()) });
    }
    if !windows {
        // What a system mounts of itself: a configuration that takes all takes these, too.
        let own = |path: &str, device: &str, kind, mib| Mount {
            path: path.to_owned(),
            device: device.to_owned(),
            kind,
            mib,
            volume: None,
        };
        found.push(own("/dev", "devtmpfs", "devtmpfs", 4));
        found.push(own("/dev/shm", "tmpfs", "tmpfs", mib / 2));
        found.push(own("/run", "tmpfs", "tmpfs", mib / 5));
        if nitro {
            found.push(own("/boot/efi", "nvme0n1p128", "vfat", 10));
        }
    }
    found
}

/// Whether an instance runs Windows.
pub fn is_windows(instance: &Instance) -> bool {
    instance.image().is_some_and(|image| image.model.is_windows())
}

/// What a configuration comes to on an instance now.
pub fn expand(ec2: &ec2::State, instance: &Instance, config: &Config, now: Time) -> Vec<Series> {
    let machine = Machine { ec2, instance, config, now };
    let mut found = Vec::new();
    for section in &config.sections {
        for (own, of) in machine.parts(section) {
            for wanted in &section.wanted {
                machine.series(section, wanted, (&own, &of), &mut found);
            }
        }
    }
    found
}

/// Where a configuration publishes to.
pub fn region(instance: &Instance, config: &Config) -> Region {
    config.region.unwrap_or(instance.scope.region)
}

struct Machine<'a> {
    ec2: &'a ec2::State,
    instance: &'a Instance,
    config: &'a Config,
    now: Time,
}

fn dim(name: &str, value: impl Into<String>) -> Dimension {
    (name.to_owned(), value.into())
}

impl Machine<'_> {
    /// Of what a section measures, with the dimensions that tell it apart.
    fn parts(&self, section: &Section) -> Vec<(Vec<Dimension>, Of)> {
        let table = section.table;
        let windows =
            |instance: &str| vec![dim("objectname", table.section), dim("instance", instance)];
        let takes = |name: &str| match &section.resources {
            Some(names) => names.iter().any(|n| n == "*" && name != "_Total" || n == name),
            None => false,
        };
        let vcpus = self.instance.instance_type().map_or(1, |kind| kind.vcpus());
        let mut found = Vec::new();
        match (table.per, table.windows) {
            (Per::Machine, false) => found.push((Vec::new(), Of::Machine)),
            (Per::Machine, true) => {
                found.push((vec![dim("objectname", table.section)], Of::Machine));
            }
            (Per::Processor, false) => {
                if section.total_cpu {
                    found.push((vec![dim("cpu", "cpu-total")], Of::Processor(None)));
                }
                for n in (0..vcpus).filter(|n| takes(&format!("cpu{n}"))) {
                    found.push((vec![dim("cpu", format!("cpu{n}"))], Of::Processor(Some(n))));
                }
            }
            (Per::Processor, true) => {
                if takes("_Total") {
                    found.push((windows("_Total"), Of::Processor(None)));
                }
                for n in (0..vcpus).filter(|n| takes(&n.to_string())) {
                    found.push((windows(&n.to_string()), Of::Processor(Some(n))));
                }
            }
            (Per::Mount, false) => found.extend(self.linux_mounts(section)),
            (Per::Mount, true) => {
                let all = mounts(self.ec2, self.instance).into_iter();
                let own = all.filter(|mount| takes(&mount.path));
                found.extend(own.map(|mount| (windows(&mount.path), Of::Mount(mount))));
            }
            (Per::Device, on_windows) => {
                let all = mounts(self.ec2, self.instance).into_iter();
                for (n, mount) in all.filter(|mount| mount.volume.is_some()).enumerate() {
                    let name = match on_windows {
                        true => format!("{n} {}", mount.path),
                        false => mount.device.clone(),
                    };
                    let wanted = takes(&name) || section.resources.is_none() && !on_windows;
                    let own = if on_windows { windows(&name) } else { vec![dim("name", &*name)] };
                    if wanted {
                        found.push((own, Of::Mount(mount)));
                    }
                }
            }
            (Per::Interface, false) => {
                let name = self.interface();
                if takes(name) || section.resources.is_none() {
                    found.push((vec![dim("interface", name)], Of::Machine));
                }
            }
            (Per::Interface, true) => {
                let name = "Amazon Elastic Network Adapter";
                if takes(name) {
                    found.push((windows(name), Of::Machine));
                }
            }
            (Per::PagingFile, _) => {
                for name in ["_Total", r"\??\C:\pagefile.sys"].into_iter().filter(|n| takes(n)) {
                    found.push((windows(name), Of::Machine));
                }
            }
        }
        found
    }

    fn linux_mounts(&self, section: &Section) -> Vec<(Vec<Dimension>, Of)> {
        let wanted = |mount: &Mount| match &section.resources {
            None => true,
            Some(paths) => paths.iter().any(|path| path == "*" || *path == mount.path),
        };
        let counts = |mount: &Mount| !section.ignored.iter().any(|kind| kind == mount.kind);
        let all = mounts(self.ec2, self.instance).into_iter();
        let dims = |mount: Mount| {
            let mut own = vec![dim("path", &*mount.path), dim("fstype", mount.kind)];
            if !section.drop_device {
                own.push(dim("device", &*mount.device));
            }
            (own, Of::Mount(mount))
        };
        all.filter(|mount| wanted(mount) && counts(mount)).map(dims).collect()
    }

    /// The first interface: Amazon Linux 2023 and Ubuntu name it after its place on the bus.
    fn interface(&self) -> &'static str {
        let image = self.instance.image().map_or("", |image| image.model.name);
        let nitro = self.instance.instance_type().is_none_or(|kind| kind.family.nitro);
        match image.contains("al2023") || image.contains("ubuntu") {
            true if nitro => "ens5",
            true => "enX0",
            false => "eth0",
        }
    }

    /// The dimensions of the machine. Where a configuration appends none, its name is one.
    fn machine(&self) -> Vec<Dimension> {
        let i = self.instance;
        let Some(vars) = &self.config.append else {
            let host = network::private_name(i.scope.region, i.interface.private);
            return match self.config.omit_hostname {
                true => Vec::new(),
                false => vec![dim("host", host.split('.').next().unwrap_or_default())],
            };
        };
        let value = |var: &Var| match var {
            Var::ImageId => Some(i.image.clone()),
            Var::InstanceId => Some(i.id.clone()),
            Var::InstanceType => Some(i.kind.to_owned()),
            Var::AutoScalingGroupName => {
                let end = self.now + Span::millis(1);
                Some(self.ec2.history(&i.id)?.group_before(end)?.to_owned())
            }
        };
        vars.iter().filter_map(|var| Some(dim(var.name(), value(var)?))).collect()
    }

    /// One metric, and its aggregates.
    fn series(
        &self,
        section: &Section,
        wanted: &Wanted,
        (own, of): (&[Dimension], &Of),
        found: &mut Vec<Series>,
    ) {
        let mut all = own.to_vec();
        all.extend(section.append.iter().cloned());
        all.extend(self.machine());
        all.sort();
        all.dedup_by(|later, first| later.0 == first.0);
        let mut sets = Vec::new();
        let dropped = section.dropped.iter().any(|name| {
            *name == wanted.name || section.table.measure(name) == Some(wanted.measure)
        });
        if !dropped {
            sets.push(all.clone());
        }
        for rollup in &self.config.rollups {
            let named = |name: &String| all.iter().find(|known| known.0 == *name).cloned();
            if let Some(set) = rollup.iter().map(named).collect::<Option<Vec<_>>>() {
                sets.push(set);
            }
        }
        let kind = self.instance.instance_type();
        for set in sets {
            let series = Series {
                id: MetricId::new(&self.config.namespace, &wanted.name, set),
                unit: wanted.unit,
                every: section.every,
                flush: self.config.flush,
                table: section.table,
                measure: wanted.measure.name,
                of: of.clone(),
                size: kind.map_or((1, 1024), |kind| (kind.vcpus(), kind.memory_mib)),
            };
            if !found.contains(&series) {
                found.push(series);
            }
        }
    }
}

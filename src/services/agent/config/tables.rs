//! The sections of a configuration and what each can measure.
//!
//! Names, units and dimensions:
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html>
//! Windows counters have the names Windows gives them, behind the name of their object.

/// One thing a section can measure.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Its name without the section's.
    pub name: &'static str,
    /// Its unit where the configuration says nothing.
    pub unit: &'static str,
}

/// What a section's metrics are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// Nothing: one value a machine.
    Machine,
    /// Processors.
    Processor,
    /// Mounted file systems.
    Mount,
    /// Block devices.
    Device,
    /// Network interfaces.
    Interface,
    /// Paging files.
    PagingFile,
}

/// A section of `metrics_collected`.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// `mem`, or on Windows the object: `Memory`.
    pub section: &'static str,
    /// Whether it is Windows's.
    pub windows: bool,
    /// What its metrics are told apart by.
    pub per: Per,
    /// What it can measure.
    pub measures: &'static [Measure],
}

impl Table {
    /// The name of a metric where the configuration gives no other.
    pub fn metric(&self, measure: &Measure) -> String {
        let between = if self.windows { ' ' } else { '_' };
        format!("{}{between}{}", self.section, measure.name)
    }

    /// What a name in the configuration means: with the section's name before it, or without.
    pub fn measure(&self, name: &str) -> Option<&'static Measure> {
        let own = |m: &&Measure| m.name == name || self.metric(m) == name;
        self.measures.iter().find(own)
    }
}

/// The section with this name.
pub fn find(section: &str, windows: bool) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.section == section && table.windows == windows)
}

const fn m(name: &'static str, unit: &'static str) -> Measure {
    Measure { name, unit }
}

const fn linux(section: &'static str, per: Per, measures: &'static [Measure]) -> Table {
    Table { section, windows: false, per, measures }
}

const fn windows(section: &'static str, per: Per, measures: &'static [Measure]) -> Table {
    Table { section, windows: true, per, measures }
}

/// Every section that is simulated.
pub static TABLES: [Table; 17] = [
    linux("cpu", Per::Processor, CPU),
    linux("mem", Per::Machine, MEM),
    linux("swap", Per::Machine, SWAP),
    linux("disk", Per::Mount, DISK),
    linux("diskio", Per::Device, DISKIO),
    linux("net", Per::Interface, NET),
    linux("netstat", Per::Machine, NETSTAT),
    linux("processes", Per::Machine, PROCESSES),
    windows("Processor", Per::Processor, PROCESSOR),
    windows("Memory", Per::Machine, MEMORY),
    windows("LogicalDisk", Per::Mount, LOGICAL_DISK),
    windows("PhysicalDisk", Per::Device, PHYSICAL_DISK),
    windows("Paging File", Per::PagingFile, &[m("% Usage", "Percent")]),
    windows("Network Interface", Per::Interface, NETWORK_INTERFACE),
    windows("TCPv4", Per::Machine, TCP),
    windows("TCPv6", Per::Machine, TCP),
    windows("System", Per::Machine, &[m("Processor Queue Length", "Count")]),
];

const CPU: &[Measure] = &[
    m("usage_active", "Percent"),
    m("usage_guest", "Percent"),
    m("usage_guest_nice", "Percent"),
    m("usage_idle", "Percent"),
    m("usage_iowait", "Percent"),
    m("usage_irq", "Percent"),
    m("usage_nice", "Percent"),
    m("usage_softirq", "Percent"),
    m("usage_steal", "Percent"),
    m("usage_system", "Percent"),
    m("usage_user", "Percent"),
];

const MEM: &[Measure] = &[
    m("active", "Bytes"),
    m("available", "Bytes"),
    m("available_percent", "Percent"),
    m("buffered", "Bytes"),
    m("cached", "Bytes"),
    m("free", "Bytes"),
    m("inactive", "Bytes"),
    m("total", "Bytes"),
    m("used", "Bytes"),
    m("used_percent", "Percent"),
];

const SWAP: &[Measure] = &[m("free", "Bytes"), m("used", "Bytes"), m("used_percent", "Percent")];

const DISK: &[Measure] = &[
    m("free", "Bytes"),
    m("inodes_free", "Count"),
    m("inodes_total", "Count"),
    m("inodes_used", "Count"),
    m("total", "Bytes"),
    m("used", "Bytes"),
    m("used_percent", "Percent"),
];

const DISKIO: &[Measure] = &[
    m("iops_in_progress", "Count"),
    m("io_time", "Milliseconds"),
    m("reads", "Count"),
    m("read_bytes", "Bytes"),
    m("read_time", "Milliseconds"),
    m("writes", "Count"),
    m("write_bytes", "Bytes"),
    m("write_time", "Milliseconds"),
];

const NET: &[Measure] = &[
    m("bytes_recv", "Bytes"),
    m("bytes_sent", "Bytes"),
    m("drop_in", "Count"),
    m("drop_out", "Count"),
    m("err_in", "Count"),
    m("err_out", "Count"),
    m("packets_recv", "Count"),
    m("packets_sent", "Count"),
];

const NETSTAT: &[Measure] = &[
    m("tcp_close", "Count"),
    m("tcp_close_wait", "Count"),
    m("tcp_closing", "Count"),
    m("tcp_established", "Count"),
    m("tcp_fin_wait1", "Count"),
    m("tcp_fin_wait2", "Count"),
    m("tcp_last_ack", "Count"),
    m("tcp_listen", "Count"),
    m("tcp_none", "Count"),
    m("tcp_syn_recv", "Count"),
    m("tcp_syn_sent", "Count"),
    m("tcp_time_wait", "Count"),
    m("udp_socket", "Count"),
];

const PROCESSES: &[Measure] = &[
    m("blocked", "Count"),
    m("dead", "Count"),
    m("idle", "Count"),
    m("paging", "Count"),
    m("running", "Count"),
    m("sleeping", "Count"),
    m("stopped", "Count"),
    m("total", "Count"),
    m("total_threads", "Count"),
    m("wait", "Count"),
    m("zombies", "Count"),
];

const PROCESSOR: &[Measure] = &[
    m("% Processor Time", "Percent"),
    m("% Idle Time", "Percent"),
    m("% Interrupt Time", "Percent"),
    m("% Privileged Time", "Percent"),
    m("% User Time", "Percent"),
];

const MEMORY: &[Measure] = &[
    m("% Committed Bytes In Use", "Percent"),
    m("Available Bytes", "Bytes"),
    m("Available KBytes", "Kilobytes"),
    m("Available MBytes", "Megabytes"),
    m("Available Mbytes", "Megabytes"),
    m("Committed Bytes", "Bytes"),
    m("Cache Faults/sec", "Count/Second"),
    m("Page Faults/sec", "Count/Second"),
    m("Pages/sec", "Count/Second"),
];

const LOGICAL_DISK: &[Measure] = &[
    m("% Free Space", "Percent"),
    m("Free Megabytes", "Megabytes"),
    m("% Disk Time", "Percent"),
    m("% Idle Time", "Percent"),
];

const PHYSICAL_DISK: &[Measure] = &[
    m("% Disk Time", "Percent"),
    m("% Idle Time", "Percent"),
    m("Disk Read Bytes/sec", "Bytes/Second"),
    m("Disk Write Bytes/sec", "Bytes/Second"),
    m("Disk Reads/sec", "Count/Second"),
    m("Disk Writes/sec", "Count/Second"),
];

const NETWORK_INTERFACE: &[Measure] = &[
    m("Bytes Received/sec", "Bytes/Second"),
    m("Bytes Sent/sec", "Bytes/Second"),
    m("Packets Received/sec", "Count/Second"),
    m("Packets Sent/sec", "Count/Second"),
];

const TCP: &[Measure] = &[m("Connections Established", "Count")];

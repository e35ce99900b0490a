//! Instance types: a choice of AWS's catalogue, with AWS's numbers.
//!
//! Numbers: what DescribeInstanceTypes answers in us-east-1,
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html>. Every
//! type is offered in every Region and zone, which is ours. Of T8i AWS's page on burstable
//! instances gives the credits; the rest of its numbers here is T3's.
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html>

/// What the sizes of one family have in common.
#[derive(Debug)]
pub struct Family {
    /// `t3`.
    pub name: &'static str,
    /// Whether it runs on the Nitro System, so that EBS metrics and checks exist.
    pub nitro: bool,
    /// Whether its processor is credited (T2, T3, T3a, T4g, T8i).
    pub burstable: bool,
    /// Maker of the processor.
    pub manufacturer: &'static str,
    /// Whether AWS counts it to the current generation.
    pub current: bool,
    /// Whether it can stand on dedicated hosts.
    pub hosts: bool,
    /// Whether it belongs to the seventh generation, which knows nested virtualization.
    pub seventh: bool,
    /// Whether it has volumes of the host's own, which end with the run.
    pub store: bool,
    /// Whether one may ask for any number of its cores.
    pub each_core: bool,
    /// Whether it can sleep with its memory on disk.
    pub hibernates: bool,
    /// Whether it encrypts its traffic to others of its kind.
    pub encrypts: bool,
}

/// One instance type.
#[derive(Debug)]
pub struct InstanceType {
    /// `t3.micro`.
    pub name: &'static str,
    /// Its family.
    pub family: &'static Family,
    /// `x86_64`, `arm64`; older types run `i386` too.
    pub architectures: &'static [&'static str],
    /// Processor cores.
    pub cores: u32,
    /// Threads a core.
    pub threads: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Sustained clock in GHz.
    pub clock_ghz: f64,
    /// `Up to 5 Gigabit`.
    pub network: &'static str,
    /// Network interfaces, and addresses an interface.
    pub interfaces: (u32, u32),
    /// Baseline and peak network bandwidth in Gbit/s.
    pub gbps: (f64, f64),
    /// ENA queues an interface.
    pub queues: u32,
    /// EBS bandwidth in Mbit/s and operations a second: baseline, then peak. `None`: not optimised.
    pub ebs: Option<[u32; 4]>,
    /// Whether the free tier covers it.
    pub free: bool,
    /// The size of its one instance store volume in GB; 0 if it has none.
    pub store_gb: u32,
}

impl InstanceType {
    /// Virtual processors.
    pub fn vcpus(&self) -> u32 {
        self.cores * self.threads
    }

    /// Whether a cluster placement group takes it: not if it bursts.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>
    pub fn clusters(&self) -> bool {
        !self.family.burstable
    }

    /// The numbers of cores one may ask for; none where that cannot be chosen.
    pub fn valid_cores(&self) -> Vec<u32> {
        match (self.family.nitro, self.threads, self.family.each_core) {
            (false, 1, _) => Vec::new(),
            (_, 1, _) | (_, _, true) => (1..=self.cores).collect(),
            _ if self.cores > 2 => vec![self.cores / 2, self.cores],
            _ => vec![self.cores],
        }
    }

    /// Whether an instance can boot by UEFI.
    pub fn boots_uefi(&self) -> bool {
        self.family.nitro
    }

    /// Whether it runs an image of this architecture.
    pub fn runs(&self, architecture: &str) -> bool {
        self.architectures.contains(&architecture)
    }
}

const fn family(name: &'static str, manufacturer: &'static str) -> Family {
    Family {
        name,
        nitro: true,
        burstable: true,
        manufacturer,
        current: true,
        hosts: false,
        seventh: false,
        store: false,
        each_core: false,
        hibernates: true,
        encrypts: false,
    }
}

static T2: Family = Family { nitro: false, ..family("t2", "Intel") };
static T3: Family = Family { hosts: true, ..family("t3", "Intel") };
static T3A: Family = family("t3a", "AMD");
static T4G: Family = family("t4g", "AWS");
static T8I: Family = family("t8i", "Intel");
static M5: Family = fixed("m5", false);
static C5: Family = fixed("c5", false);
static R5: Family = fixed("r5", false);
static M7I: Family = fixed("m7i", true);
static M5D: Family = Family { store: true, ..fixed("m5d", false) };
static C5D: Family = Family { store: true, ..fixed("c5d", false) };
static R5D: Family = Family { store: true, ..fixed("r5d", false) };
static M4: Family = Family { nitro: false, each_core: true, ..fixed("m4", false) };
static C5A: Family = Family {
    manufacturer: "AMD",
    current: true,
    hosts: false,
    each_core: true,
    hibernates: false,
    encrypts: true,
    ..fixed("c5a", false)
};
static C6G: Family = Family { manufacturer: "AWS", current: true, ..fixed("c6g", false) };

const fn fixed(name: &'static str, seventh: bool) -> Family {
    Family {
        burstable: false,
        hosts: true,
        current: seventh,
        seventh,
        each_core: seventh,
        encrypts: seventh,
        ..family(name, "Intel")
    }
}

const X86: &[&str] = &["x86_64"];
const X86_AND_I386: &[&str] = &["i386", "x86_64"];
const ARM: &[&str] = &["arm64"];

/// EBS numbers by size of the T3, T3a and T4g families: baseline Mbit/s differ by family.
const SMALL_EBS: (u32, u32) = (2085, 11_800);
const LARGE_EBS: (u32, u32) = (2780, 15_700);

const fn t2(
    name: &'static str,
    cores: u32,
    memory_mib: u32,
    clock_ghz: f64,
    interfaces: (u32, u32),
    gbps: (f64, f64),
) -> InstanceType {
    let large = memory_mib >= 8192;
    InstanceType {
        name,
        family: &T2,
        architectures: if large { X86 } else { X86_AND_I386 },
        cores,
        threads: 1,
        memory_mib,
        clock_ghz,
        network: if memory_mib > 8192 { "Moderate" } else { "Low to Moderate" },
        interfaces,
        gbps,
        queues: 1,
        ebs: None,
        free: false,
        store_gb: 0,
    }
}

/// A size of T3, T3a or T4g. `vcpus` counts threads; `mbps` and `iops` are the EBS baseline.
const fn t3(
    family: &'static Family,
    name: &'static str,
    vcpus: u32,
    memory_mib: u32,
    interfaces: (u32, u32),
    gbps: f64,
    (mbps, iops): (u32, u32),
) -> InstanceType {
    let arm = matches!(family.name.as_bytes(), b"t4g");
    let amd = matches!(family.name.as_bytes(), b"t3a");
    let covered = !matches!(family.name.as_bytes(), b"t3a" | b"t8i");
    let (peak_mbps, peak_iops) = if memory_mib < 8192 { SMALL_EBS } else { LARGE_EBS };
    InstanceType {
        name,
        family,
        architectures: if arm { ARM } else { X86 },
        cores: if arm { vcpus } else { vcpus / 2 },
        threads: if arm { 1 } else { 2 },
        memory_mib,
        clock_ghz: if amd { 2.2 } else { 2.5 },
        network: "Up to 5 Gigabit",
        interfaces,
        gbps: (gbps, 5.0),
        queues: if amd { 8 } else { vcpus },
        ebs: Some([mbps, iops, peak_mbps, peak_iops]),
        free: covered && (memory_mib == 1024 || memory_mib == 2048),
        store_gb: 0,
    }
}

/// A size of a family with a fixed processor.
const fn size(
    family: &'static Family,
    name: &'static str,
    vcpus: u32,
    memory_mib: u32,
    clock_ghz: f64,
    gbps: f64,
    ebs: [u32; 4],
) -> InstanceType {
    let (network, peak) =
        if family.seventh { ("Up to 12.5 Gigabit", 12.5) } else { ("Up to 10 Gigabit", 10.0) };
    InstanceType {
        name,
        family,
        architectures: X86,
        cores: vcpus / 2,
        threads: 2,
        memory_mib,
        clock_ghz,
        network,
        interfaces: if vcpus == 2 { (3, 10) } else { (4, 15) },
        gbps: (gbps, peak),
        queues: if family.seventh { vcpus } else { 8 },
        ebs: Some(ebs),
        free: false,
        store_gb: 0,
    }
}

/// A size of M4: older, with interfaces and bandwidth of its own.
const fn m4(
    kind: InstanceType,
    network: &'static str,
    interfaces: (u32, u32),
    peak: f64,
) -> InstanceType {
    InstanceType { network, interfaces, gbps: (kind.gbps.0, peak), ..kind }
}

/// A size of C6g, each of whose processors is a core.
const fn arm(kind: InstanceType) -> InstanceType {
    let vcpus = kind.cores * kind.threads;
    InstanceType { architectures: ARM, cores: vcpus, threads: 1, ..kind }
}

/// A size with one NVMe volume of the host's own.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-store-volumes.html>
const fn stored(kind: InstanceType, store_gb: u32) -> InstanceType {
    InstanceType { store_gb, ..kind }
}

/// Every type there is, in the order DescribeInstanceTypes lists them here.
pub static TYPES: [InstanceType; 51] = [
    t2("t2.nano", 1, 512, 2.4, (2, 2), (0.032, 0.512)),
    t2("t2.micro", 1, 1024, 2.5, (2, 2), (0.064, 1.024)),
    t2("t2.small", 1, 2048, 2.5, (3, 4), (0.128, 1.024)),
    t2("t2.medium", 2, 4096, 2.3, (3, 6), (0.256, 1.024)),
    t2("t2.large", 2, 8192, 2.3, (3, 12), (0.512, 1.024)),
    t2("t2.xlarge", 4, 16_384, 2.3, (3, 15), (0.75, 1.024)),
    t2("t2.2xlarge", 8, 32_768, 2.3, (3, 15), (1.0, 1.024)),
    t3(&T3, "t3.nano", 2, 512, (2, 2), 0.032, (43, 250)),
    t3(&T3, "t3.micro", 2, 1024, (2, 2), 0.064, (87, 500)),
    t3(&T3, "t3.small", 2, 2048, (3, 4), 0.128, (174, 1000)),
    t3(&T3, "t3.medium", 2, 4096, (3, 6), 0.256, (347, 2000)),
    t3(&T3, "t3.large", 2, 8192, (3, 12), 0.512, (695, 4000)),
    t3(&T3, "t3.xlarge", 4, 16_384, (4, 15), 1.024, (695, 4000)),
    t3(&T3, "t3.2xlarge", 8, 32_768, (4, 15), 2.048, (695, 4000)),
    t3(&T3A, "t3a.nano", 2, 512, (2, 2), 0.032, (45, 250)),
    t3(&T3A, "t3a.micro", 2, 1024, (2, 2), 0.064, (90, 500)),
    t3(&T3A, "t3a.small", 2, 2048, (2, 4), 0.128, (175, 1000)),
    t3(&T3A, "t3a.medium", 2, 4096, (3, 6), 0.256, (350, 2000)),
    t3(&T3A, "t3a.large", 2, 8192, (3, 12), 0.512, (695, 4000)),
    t3(&T3A, "t3a.xlarge", 4, 16_384, (4, 15), 1.024, (695, 4000)),
    t3(&T3A, "t3a.2xlarge", 8, 32_768, (4, 15), 2.048, (695, 4000)),
    t3(&T4G, "t4g.nano", 2, 512, (2, 2), 0.032, (43, 250)),
    t3(&T4G, "t4g.micro", 2, 1024, (2, 2), 0.064, (87, 500)),
    t3(&T4G, "t4g.small", 2, 2048, (3, 4), 0.128, (174, 1000)),
    t3(&T4G, "t4g.medium", 2, 4096, (3, 6), 0.256, (347, 2000)),
    t3(&T4G, "t4g.large", 2, 8192, (3, 12), 0.512, (695, 4000)),
    t3(&T4G, "t4g.xlarge", 4, 16_384, (4, 15), 1.024, (695, 4000)),
    t3(&T4G, "t4g.2xlarge", 8, 32_768, (4, 15), 2.048, (695, 4000)),
    t3(&T8I, "t8i.nano", 2, 512, (2, 2), 0.032, (43, 250)),
    t3(&T8I, "t8i.micro", 2, 1024, (2, 2), 0.064, (87, 500)),
    t3(&T8I, "t8i.small", 2, 2048, (3, 4), 0.128, (174, 1000)),
    t3(&T8I, "t8i.medium", 2, 4096, (3, 6), 0.256, (347, 2000)),
    size(&M5, "m5.large", 2, 8192, 3.1, 0.75, [650, 3600, 4750, 18_750]),
    size(&M5, "m5.xlarge", 4, 16_384, 3.1, 1.25, [1150, 6000, 4750, 18_750]),
    size(&M5, "m5.2xlarge", 8, 32_768, 3.1, 2.5, [2300, 12_000, 4750, 18_750]),
    size(&C5, "c5.large", 2, 4096, 3.4, 0.75, [650, 4000, 4750, 20_000]),
    size(&C5, "c5.xlarge", 4, 8192, 3.4, 1.25, [1150, 6000, 4750, 20_000]),
    size(&R5, "r5.large", 2, 16_384, 3.1, 0.75, [650, 3600, 4750, 18_750]),
    size(&R5, "r5.xlarge", 4, 32_768, 3.1, 1.25, [1150, 6000, 4750, 18_750]),
    size(&M7I, "m7i.large", 2, 8192, 3.2, 0.781, [650, 3600, 10_000, 40_000]),
    size(&M7I, "m7i.xlarge", 4, 16_384, 3.2, 1.562, [1250, 6000, 10_000, 40_000]),
    stored(size(&M5D, "m5d.large", 2, 8192, 3.1, 0.75, [650, 3600, 4750, 18_750]), 75),
    stored(size(&M5D, "m5d.xlarge", 4, 16_384, 3.1, 1.25, [1150, 6000, 4750, 18_750]), 150),
    stored(size(&C5D, "c5d.large", 2, 4096, 3.4, 0.75, [650, 4000, 4750, 20_000]), 50),
    stored(size(&R5D, "r5d.large", 2, 16_384, 3.1, 0.75, [650, 3600, 4750, 18_750]), 75),
    m4(size(&M4, "m4.large", 2, 8192, 2.4, 0.45, [450, 3600, 450, 3600]), "Moderate", (2, 10), 1.2),
    m4(size(&M4, "m4.xlarge", 4, 16_384, 2.4, 0.75, [750, 6000, 750, 6000]), "High", (4, 15), 2.8),
    size(&C5A, "c5a.large", 2, 4096, 3.3, 0.75, [200, 800, 3170, 13_300]),
    size(&C5A, "c5a.xlarge", 4, 8192, 3.3, 1.25, [400, 1600, 3170, 13_300]),
    arm(size(&C6G, "c6g.large", 2, 4096, 2.5, 0.75, [630, 3600, 4750, 20_000])),
    arm(size(&C6G, "c6g.xlarge", 4, 8192, 2.5, 1.25, [1188, 6000, 4750, 20_000])),
];

/// The type with this name.
pub fn find(name: &str) -> Option<&'static InstanceType> {
    TYPES.iter().find(|kind| kind.name == name)
}

/// The families AWS has: what tells a type that is not simulated from one that does not exist.
const FAMILIES: &str = "a1 c1 c3 c4 c5 c5a c5ad c5d c5n c6a c6g c6gd c6gn c6i c6id c6in c7a c7g \
    c7gd c7gn c7i c7i-flex c8a c8g c8gb c8gd c8gn c8i c8i-flex c8ib c8id c8in c8ine c9g c9gd cc1 \
    cc2 cg1 cr1 d2 d3 d3en dl1 dl2q f1 f2 g2 g3 g3s g4ad g4dn g5 g5g g6 g6e g6f g7 g7e gr6 gr6f \
    h1 hi1 hpc6a hpc6id hpc7a hpc7g hpc8a hs1 i2 i3 i3en i4g i4i i7i i7ie i8g i8ge im4gn inf1 \
    inf2 is4gen m1 m2 m3 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd m6i m6id m6idn m6in m7a \
    m7g m7gd m7i m7i-flex m8a m8azn m8g m8gb m8gd m8gn m8i m8i-flex m8ib m8id m8idb m8idn m8in \
    m8ine m9g m9gd mac-m3ultra mac-m4 mac-m4max mac-m4pro mac1 mac2 mac2-m1ultra mac2-m2 \
    mac2-m2pro p2 p3 p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200 r3 r4 r5 r5a r5ad r5b \
    r5d r5dn r5n r6a r6g r6gd r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz r8a r8g r8gb r8gd r8gn \
    r8i r8i-flex r8ib r8id r8idb r8idn r8in r9g r9gd t1 t2 t3 t3a t4g t8i trn1 trn1n trn2 trn2u \
    u-12tb1 u-18tb1 u-24tb1 u-3tb1 u-6tb1 u-9tb1 u7i-12tb u7i-6tb u7i-8tb u7ib-12tb u7in-16tb \
    u7in-24tb u7in-32tb u7inh-32tb vt1 x1 x1e x2gd x2idn x2iedn x2iezn x8aedz x8g x8i z1d";

/// Whether AWS has a family of this type's name.
pub fn is_known(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(family, _)| FAMILIES.split_ascii_whitespace().any(|known| known == family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_aws_s_numbers() {
        let shown: Vec<String> =
            ["t2.micro", "t3.micro", "t4g.2xlarge", "m5.2xlarge", "m7i.xlarge", "m4.large"]
                .into_iter()
                .filter_map(find)
                .map(|kind| {
                    format!(
                        "{} {}x{} {:?} {} MiB {:?}",
                        kind.name,
                        kind.cores,
                        kind.threads,
                        kind.valid_cores(),
                        kind.memory_mib,
                        kind.ebs
                    )
                })
                .collect();
        assert_eq!(
            shown,
            [
                "t2.micro 1x1 [] 1024 MiB None",
                "t3.micro 1x2 [1] 1024 MiB Some([87, 500, 2085, 11800])",
                "t4g.2xlarge 8x1 [1, 2, 3, 4, 5, 6, 7, 8] 32768 MiB Some([695, 4000, 2780, 15700])",
                "m5.2xlarge 4x2 [2, 4] 32768 MiB Some([2300, 12000, 4750, 18750])",
                "m7i.xlarge 2x2 [1, 2] 16384 MiB Some([1250, 6000, 10000, 40000])",
                "m4.large 1x2 [1] 8192 MiB Some([450, 3600, 450, 3600])",
            ]
        );
    }

    #[test]
    fn what_is_not_simulated_is_told_from_what_does_not_exist() {
        let cases = [("m6i.large", true), ("t9.micro", false), ("micro", false), ("", false)];
        for (name, known) in cases {
            assert_eq!(is_known(name), known, "{name}");
        }
    }
}

//! DescribeInstanceTypes.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html>

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::services::ec2::catalogue::types::TYPES;
use crate::services::ec2::catalogue::{InstanceType, types};
use crate::services::ec2::errors::dry_run;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::{DescribeInstanceTypesInput, DescribeInstanceTypesOutput};
use crate::services::ec2::view::without_nulls;

const FILTERS: Table = &[
    ("auto-recovery-supported", "AutoRecoverySupported"),
    ("bare-metal", "BareMetal"),
    ("burstable-performance-supported", "BurstablePerformanceSupported"),
    ("current-generation", "CurrentGeneration"),
    ("dedicated-hosts-supported", "DedicatedHostsSupported"),
    ("ebs-info.attachment-limit-type", "EbsInfo.AttachmentLimitType"),
    (
        "ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps",
        "EbsInfo.EbsOptimizedInfo.BaselineBandwidthInMbps",
    ),
    ("ebs-info.ebs-optimized-info.baseline-iops", "EbsInfo.EbsOptimizedInfo.BaselineIops"),
    (
        "ebs-info.ebs-optimized-info.baseline-throughput-in-mbps",
        "EbsInfo.EbsOptimizedInfo.BaselineThroughputInMBps",
    ),
    (
        "ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps",
        "EbsInfo.EbsOptimizedInfo.MaximumBandwidthInMbps",
    ),
    ("ebs-info.ebs-optimized-info.maximum-iops", "EbsInfo.EbsOptimizedInfo.MaximumIops"),
    (
        "ebs-info.ebs-optimized-info.maximum-throughput-in-mbps",
        "EbsInfo.EbsOptimizedInfo.MaximumThroughputInMBps",
    ),
    ("ebs-info.ebs-optimized-support", "EbsInfo.EbsOptimizedSupport"),
    ("ebs-info.encryption-support", "EbsInfo.EncryptionSupport"),
    ("ebs-info.maximum-ebs-attachments", "EbsInfo.MaximumEbsAttachments"),
    ("ebs-info.nvme-support", "EbsInfo.NvmeSupport"),
    ("free-tier-eligible", "FreeTierEligible"),
    ("hibernation-supported", "HibernationSupported"),
    ("hypervisor", "Hypervisor"),
    ("instance-storage-info.disk.count", "InstanceStorageInfo.Disks.Count"),
    ("instance-storage-info.disk.size-in-gb", "InstanceStorageInfo.Disks.SizeInGB"),
    ("instance-storage-info.disk.type", "InstanceStorageInfo.Disks.Type"),
    ("instance-storage-info.encryption-support", "InstanceStorageInfo.EncryptionSupport"),
    ("instance-storage-info.nvme-support", "InstanceStorageInfo.NvmeSupport"),
    ("instance-storage-info.total-size-in-gb", "InstanceStorageInfo.TotalSizeInGB"),
    ("instance-storage-supported", "InstanceStorageSupported"),
    ("instance-type", "InstanceType"),
    ("memory-info.size-in-mib", "MemoryInfo.SizeInMiB"),
    ("network-info.bandwidth-weightings", ""),
    ("network-info.efa-info.maximum-efa-interfaces", ""),
    ("network-info.efa-supported", "NetworkInfo.EfaSupported"),
    ("network-info.ena-support", "NetworkInfo.EnaSupport"),
    ("network-info.encryption-in-transit-supported", "NetworkInfo.EncryptionInTransitSupported"),
    ("network-info.flexible-ena-queues-support", "NetworkInfo.FlexibleEnaQueuesSupport"),
    ("network-info.ipv4-addresses-per-interface", "NetworkInfo.Ipv4AddressesPerInterface"),
    ("network-info.ipv6-addresses-per-interface", "NetworkInfo.Ipv6AddressesPerInterface"),
    ("network-info.ipv6-supported", "NetworkInfo.Ipv6Supported"),
    ("network-info.maximum-network-cards", "NetworkInfo.MaximumNetworkCards"),
    ("network-info.maximum-network-interfaces", "NetworkInfo.MaximumNetworkInterfaces"),
    ("network-info.network-performance", "NetworkInfo.NetworkPerformance"),
    ("nitro-enclaves-support", "NitroEnclavesSupport"),
    ("nitro-tpm-info.supported-versions", "NitroTpmInfo.SupportedVersions"),
    ("nitro-tpm-support", "NitroTpmSupport"),
    ("processor-info.supported-architecture", "ProcessorInfo.SupportedArchitectures"),
    ("processor-info.supported-features", "ProcessorInfo.SupportedFeatures"),
    ("processor-info.sustained-clock-speed-in-ghz", "ProcessorInfo.SustainedClockSpeedInGhz"),
    ("reboot-migration-support", "RebootMigrationSupport"),
    ("supported-boot-mode", "SupportedBootModes"),
    ("supported-root-device-type", "SupportedRootDeviceTypes"),
    ("supported-usage-class", "SupportedUsageClasses"),
    ("supported-virtualization-type", "SupportedVirtualizationTypes"),
    ("vcpu-info.default-cores", "VCpuInfo.DefaultCores"),
    ("vcpu-info.default-threads-per-core", "VCpuInfo.DefaultThreadsPerCore"),
    ("vcpu-info.default-vcpus", "VCpuInfo.DefaultVCpus"),
    ("vcpu-info.valid-cores", "VCpuInfo.ValidCores"),
    ("vcpu-info.valid-threads-per-core", "VCpuInfo.ValidThreadsPerCore"),
];

/// Describes instance types.
pub fn describe(
    input: &DescribeInstanceTypesInput,
) -> Result<DescribeInstanceTypesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let names = input.instance_types.as_deref().unwrap_or_default();
    let unknown: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| types::find(name).is_none()).collect();
    if let [first, ..] = unknown.as_slice() {
        if unknown.iter().all(|name| types::is_known(name)) {
            return Err(ApiError::not_simulated(format!("instance type {first}")));
        }
        let list = unknown.join(", ");
        let text = format!("The following supplied instance types do not exist: [{list}]");
        return Err(ApiError::new("InvalidInstanceType", text));
    }
    dry_run(input.dry_run)?;
    let found: Vec<Value> = TYPES
        .iter()
        .filter(|kind| names.is_empty() || names.iter().any(|name| name == kind.name))
        .map(item)
        .filter(|item| filters.pass(item))
        .collect();
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("instanceTypes", !names.is_empty()),
        limit: 100,
    };
    let (instance_types, next_token) = page(found, &asked)?;
    Ok(DescribeInstanceTypesOutput { instance_types, next_token })
}

fn supported(is: bool) -> &'static str {
    if is { "supported" } else { "unsupported" }
}

fn item(kind: &InstanceType) -> Value {
    let family = kind.family;
    let (nitro, seventh) = (family.nitro, family.seventh);
    let arm = kind.runs("arm64");
    let boots: &[&str] = match (nitro, arm) {
        (false, _) => &["legacy-bios"],
        (true, true) => &["uefi"],
        (true, false) => &["legacy-bios", "uefi"],
    };
    let parted = nitro || kind.threads > 1;
    let strategies: &[&str] = match kind.clusters() {
        false => &["partition", "spread"],
        true => &["cluster", "partition", "spread"],
    };
    let enclaves = nitro && !family.burstable && (arm || kind.vcpus() > 2);
    let usage: &[&str] =
        if kind.name == "t2.nano" { &["on-demand"] } else { &["on-demand", "spot"] };
    without_nulls(json!({
        "InstanceType": kind.name,
        "CurrentGeneration": family.current,
        "FreeTierEligible": kind.free,
        "SupportedUsageClasses": usage,
        "SupportedRootDeviceTypes": ["ebs"],
        "SupportedVirtualizationTypes": ["hvm"],
        "BareMetal": false,
        "Hypervisor": if nitro { "nitro" } else { "xen" },
        "ProcessorInfo": {
            "SupportedArchitectures": kind.architectures,
            "SustainedClockSpeedInGhz": kind.clock_ghz,
            "SupportedFeatures": seventh.then_some(["nested-virtualization"]),
            "Manufacturer": family.manufacturer,
        },
        "VCpuInfo": {
            "DefaultVCpus": kind.vcpus(),
            "DefaultCores": kind.cores,
            "DefaultThreadsPerCore": kind.threads,
            "ValidCores": parted.then(|| kind.valid_cores()),
            "ValidThreadsPerCore": parted.then(|| (1..=kind.threads).collect::<Vec<_>>()),
        },
        "MemoryInfo": { "SizeInMiB": kind.memory_mib },
        "InstanceStorageSupported": family.store,
        "InstanceStorageInfo": store(kind),
        "EbsInfo": ebs(kind),
        "NetworkInfo": network(kind),
        "PlacementGroupInfo": { "SupportedStrategies": strategies },
        "HibernationSupported": family.hibernates,
        "BurstablePerformanceSupported": family.burstable,
        "DedicatedHostsSupported": family.hosts,
        // What lies on the host cannot follow to another one.
        "AutoRecoverySupported": !family.store,
        "SupportedBootModes": boots,
        "NitroEnclavesSupport": supported(enclaves),
        "NitroTpmSupport": supported(nitro),
        "NitroTpmInfo": nitro.then(|| json!({ "SupportedVersions": ["2.0"] })),
        "PhcSupport": supported(seventh),
        "RebootMigrationSupport": "supported",
        "SupportedInRegion": true,
    }))
}

/// The host's own volumes.
fn store(kind: &InstanceType) -> Option<Value> {
    kind.family.store.then(|| {
        json!({
            "TotalSizeInGB": kind.store_gb,
            "Disks": [{ "SizeInGB": kind.store_gb, "Count": 1, "Type": "ssd" }],
            "NvmeSupport": "required",
            "EncryptionSupport": "required",
        })
    })
}

fn ebs(kind: &InstanceType) -> Value {
    let nitro = kind.family.nitro;
    let info = kind.ebs.map(|[mbps, iops, peak_mbps, peak_iops]| {
        json!({
            "BaselineBandwidthInMbps": mbps,
            "BaselineThroughputInMBps": f64::from(mbps) / 8.0,
            "BaselineIops": iops,
            "MaximumBandwidthInMbps": peak_mbps,
            "MaximumThroughputInMBps": f64::from(peak_mbps) / 8.0,
            "MaximumIops": peak_iops,
        })
    });
    json!({
        "EbsOptimizedSupport": if info.is_some() { "default" } else { "unsupported" },
        "EncryptionSupport": "supported",
        "EbsOptimizedInfo": info,
        "NvmeSupport": if nitro { "required" } else { "unsupported" },
        "MaximumEbsAttachments": match (nitro, kind.family.seventh) {
            (false, _) => 40,
            (true, false) => 27,
            (true, true) => 32,
        },
        "AttachmentLimitType": if kind.family.seventh { "dedicated" } else { "shared" },
    })
}

fn network(kind: &InstanceType) -> Value {
    let (interfaces, addresses) = kind.interfaces;
    let (base, peak) = kind.gbps;
    json!({
        "NetworkPerformance": kind.network,
        "MaximumNetworkInterfaces": interfaces,
        "MaximumNetworkCards": 1,
        "DefaultNetworkCardIndex": 0,
        "NetworkCards": [{
            "NetworkCardIndex": 0,
            "NetworkPerformance": kind.network,
            "MaximumNetworkInterfaces": interfaces,
            "BaselineBandwidthInGbps": base,
            "PeakBandwidthInGbps": peak,
            "DefaultEnaQueueCountPerInterface": kind.queues,
        }],
        "Ipv4AddressesPerInterface": addresses,
        "Ipv6AddressesPerInterface": addresses,
        "Ipv6Supported": true,
        "EnaSupport": if kind.family.nitro { "required" } else { "unsupported" },
        "EfaSupported": false,
        "EncryptionInTransitSupported": kind.family.encrypts,
        "EnaSrdSupported": false,
        "FlexibleEnaQueuesSupport": "unsupported",
        "ConnectionTrackingConfiguration": {
            "DefaultTcpEstablishedTimeout": 432_000,
            "DefaultUdpTimeout": 30,
            "DefaultUdpStreamTimeout": 180,
        },
        "SecondaryNetworkSupported": false,
        "Ipv4AddressesPerSecondaryInterface": kind.family.seventh.then_some(0),
    })
}

//! What keeps data: databases, tables, buckets, gateways to storage.

use super::super::kind::{Kind, Lever};
use super::super::model::{Class, Model};
use super::super::traffic::Part;
use super::{Every, Metric, Service, minute};

const GIB: f64 = 1_073_741_824.0;

/// One database, its class, its engine, all databases.
const RDS_SETS: &[usize] = &[0, 1, 2, 3];

/// RDS database instances of one class and engine, for which there are sums as well, as there are
/// for all of the Region.
pub const RDS: Service = Service {
    kind: Kind::Rds,
    namespace: "AWS/RDS",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html",
    sets: &[
        &[("DBInstanceIdentifier", "{name}")],
        &[("DatabaseClass", "db.m5.large")],
        &[("EngineName", "mysql")],
        &[],
    ],
    parts: &[],
    metrics: &[
        minute("CPUUtilization", "Percent", "Average", RDS_SETS, Model::Set(Lever::Cpu, 6.0, 45.0))
            .key(),
        minute(
            "DatabaseConnections",
            "Count",
            "Average",
            RDS_SETS,
            Model::SetWhole(Lever::Connections, 4.0, 60.0),
        )
        .key(),
        minute("FreeableMemory", "Bytes", "Average", RDS_SETS, Model::Idle(2.1 * GIB, 3.4 * GIB))
            .key(),
        minute(
            "FreeStorageSpace",
            "Bytes",
            "Minimum",
            RDS_SETS,
            Model::Left { of: 100.0 * GIB, a_day: 0.4 * GIB },
        )
        .key(),
        minute("ReadIOPS", "Count/Second", "Average", RDS_SETS, Model::Busy(3.0, 180.0)).key(),
        minute("WriteIOPS", "Count/Second", "Average", RDS_SETS, Model::Busy(8.0, 240.0)).key(),
        minute("ReadLatency", "Seconds", "Average", RDS_SETS, Model::Disk(0.6)),
        minute("WriteLatency", "Seconds", "Average", RDS_SETS, Model::Disk(1.4)),
        minute("ReadThroughput", "Bytes/Second", "Average", RDS_SETS, Model::Busy(2e4, 3e6)),
        minute("WriteThroughput", "Bytes/Second", "Average", RDS_SETS, Model::Busy(6e4, 4e6)),
        minute("DiskQueueDepth", "Count", "Average", RDS_SETS, Model::Busy(0.0, 1.2)),
        minute("SwapUsage", "Bytes", "Average", RDS_SETS, Model::Fixed(0.0)),
        minute("BurstBalance", "Percent", "Average", RDS_SETS, Model::Fixed(100.0))
            .every(Every::FiveMinutes),
        minute(
            "NetworkReceiveThroughput",
            "Bytes/Second",
            "Average",
            RDS_SETS,
            Model::Busy(3e3, 5e5),
        ),
        minute(
            "NetworkTransmitThroughput",
            "Bytes/Second",
            "Average",
            RDS_SETS,
            Model::Busy(9e3, 2e6),
        ),
    ],
};

/// Capacity that a table is provisioned with, in units a second: reads, writes.
pub const PROVISIONED: (f64, f64) = (50.0, 25.0);

/// What an account may provision in a Region, and for one table: reads and writes alike.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html>
const ACCOUNT: f64 = 80_000.0;
const TABLE: f64 = 40_000.0;

/// DynamoDB tables. Consumption, throttling and errors are left out where there was none. Without
/// dimensions: the account in the Region.
pub const DYNAMODB: Service = Service {
    kind: Kind::Dynamodb,
    namespace: "AWS/DynamoDB",
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
    sets: &[
        &[("TableName", "{name}")],
        &[("TableName", "{name}"), ("Operation", "GetItem")],
        &[("TableName", "{name}"), ("Operation", "PutItem")],
        &[],
    ],
    parts: &[Part::All, Part::Share(0.7), Part::Share(0.3)],
    metrics: &[
        count("ConsumedReadCapacityUnits", &[0], Model::Consumed(false)).key(),
        count("ConsumedWriteCapacityUnits", &[0], Model::Consumed(true)).key(),
        level("ProvisionedReadCapacityUnits", "Average", &[0], PROVISIONED.0).key(),
        level("ProvisionedWriteCapacityUnits", "Average", &[0], PROVISIONED.1),
        count("ReadThrottleEvents", &[0], Model::Throttled(false)).key(),
        count("WriteThrottleEvents", &[0], Model::Throttled(true)).key(),
        count("ReadProvisionedThroughputThrottleEvents", &[0], Model::Throttled(false)),
        count("WriteProvisionedThroughputThrottleEvents", &[0], Model::Throttled(true)),
        count("ThrottledRequests", &[1], Model::Throttled(false)),
        count("ThrottledRequests", &[2], Model::Throttled(true)),
        latency(&[1], Model::Served(false, 4.0)).key(),
        latency(&[2], Model::Served(true, 4.0)),
        count("SystemErrors", &[1, 2], Model::Each(Class::Server)),
        count("UserErrors", &[3], Model::Each(Class::Client)),
        level("AccountMaxReads", "Maximum", &[3], ACCOUNT),
        level("AccountMaxWrites", "Maximum", &[3], ACCOUNT),
        level("AccountMaxTableLevelReads", "Maximum", &[3], TABLE),
        level("AccountMaxTableLevelWrites", "Maximum", &[3], TABLE),
        share("AccountProvisionedReadCapacityUtilization", PROVISIONED.0 / ACCOUNT).total(),
        share("AccountProvisionedWriteCapacityUtilization", PROVISIONED.1 / ACCOUNT).total(),
        share("MaxProvisionedTableReadCapacityUtilization", PROVISIONED.0 / TABLE),
        share("MaxProvisionedTableWriteCapacityUtilization", PROVISIONED.1 / TABLE),
    ],
};

const fn count(name: &'static str, sets: &'static [usize], model: Model) -> Metric {
    minute(name, "Count", "Sum", sets, model)
}

const fn latency(sets: &'static [usize], model: Model) -> Metric {
    minute("SuccessfulRequestLatency", "Milliseconds", "Average", sets, model)
}

/// What is published every five minutes and always the same.
const fn level(
    name: &'static str,
    stat: &'static str,
    sets: &'static [usize],
    value: f64,
) -> Metric {
    minute(name, "Count", stat, sets, Model::Fixed(value)).every(Every::FiveMinutes)
}

const fn share(name: &'static str, part: f64) -> Metric {
    minute(name, "Percent", "Maximum", &[3], Model::Fixed(100.0 * part)).every(Every::FiveMinutes)
}

/// S3 buckets: storage once a day, requests with a filter on the whole bucket.
pub const S3: Service = Service {
    kind: Kind::S3,
    namespace: "AWS/S3",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html",
    sets: &[
        &[("BucketName", "{name}"), ("StorageType", "StandardStorage")],
        &[("BucketName", "{name}"), ("StorageType", "AllStorageTypes")],
        &[("BucketName", "{name}"), ("FilterId", "EntireBucket")],
    ],
    parts: &[],
    metrics: &[
        minute(
            "BucketSizeBytes",
            "Bytes",
            "Average",
            &[0],
            Model::Kept { from: 30.0 * GIB, a_day: 0.7 * GIB, each: 1.0 },
        )
        .every(Every::Day)
        .key(),
        minute(
            "NumberOfObjects",
            "Count",
            "Average",
            &[1],
            Model::Kept { from: 30.0 * GIB, a_day: 0.7 * GIB, each: 240_000.0 },
        )
        .every(Every::Day)
        .key(),
        minute("AllRequests", "Count", "Sum", &[2], Model::Each(Class::All)).key(),
        minute("GetRequests", "Count", "Sum", &[2], Model::Part(Class::All, 0.8)),
        minute("PutRequests", "Count", "Sum", &[2], Model::Part(Class::All, 0.15)),
        minute("4xxErrors", "Count", "Sum", &[2], Model::OfEach(Class::Client)).key(),
        minute("5xxErrors", "Count", "Sum", &[2], Model::OfEach(Class::Server)).key(),
        minute("HeadRequests", "Count", "Sum", &[2], Model::Part(Class::All, 0.05)),
        minute("BytesDownloaded", "Bytes", "Sum", &[2], Model::Sizes(0.8, 76_000.0)),
        minute("BytesUploaded", "Bytes", "Sum", &[2], Model::Sizes(0.15, 80_000.0)),
        minute("FirstByteLatency", "Milliseconds", "Average", &[2], Model::Time(18.0, 1.0)).key(),
        minute("TotalRequestLatency", "Milliseconds", "Average", &[2], Model::Time(31.0, 1.0)),
    ],
};

/// The upload buffer of a gateway.
const BUFFER: f64 = 150.0 * GIB;

/// Storage gateways of volumes: with a cache and an upload buffer.
pub const STORAGE_GATEWAY: Service = Service {
    kind: Kind::Storagegateway,
    namespace: "AWS/StorageGateway",
    page: "https://docs.aws.amazon.com/storagegateway/latest/vgw/Main_monitoring-gateways-common.html",
    sets: &[&[("GatewayId", "{id}"), ("GatewayName", "{name}")]],
    parts: &[],
    metrics: &[
        minute("CacheHitPercent", "Percent", "Average", &[0], Model::Idle(70.0, 98.0))
            .every(Every::FiveMinutes)
            .key(),
        minute("CachePercentUsed", "Percent", "Average", &[0], Model::Idle(55.0, 80.0))
            .every(Every::FiveMinutes)
            .key(),
        minute("CachePercentDirty", "Percent", "Average", &[0], Model::Busy(0.0, 9.0))
            .every(Every::FiveMinutes)
            .key(),
        minute("CloudBytesUploaded", "Bytes", "Sum", &[0], Model::PerRequest(180_000.0))
            .every(Every::FiveMinutes)
            .key(),
        minute("CloudBytesDownloaded", "Bytes", "Sum", &[0], Model::PerRequest(70_000.0))
            .every(Every::FiveMinutes)
            .key(),
        minute("CloudDownloadLatency", "Milliseconds", "Average", &[0], Model::Time(60.0, 1.0))
            .every(Every::FiveMinutes),
        minute("ReadBytes", "Bytes", "Sum", &[0], Model::PerRequest(90_000.0))
            .every(Every::FiveMinutes),
        minute("WriteBytes", "Bytes", "Sum", &[0], Model::PerRequest(200_000.0))
            .every(Every::FiveMinutes),
        minute("UploadBufferFree", "Bytes", "Average", &[0], Model::BufferFree(BUFFER))
            .every(Every::FiveMinutes),
        minute("UploadBufferUsed", "Bytes", "Average", &[0], Model::BufferUsed(BUFFER))
            .every(Every::FiveMinutes),
        minute("UploadBufferPercentUsed", "Percent", "Average", &[0], Model::BufferShare(BUFFER))
            .every(Every::FiveMinutes)
            .key(),
        minute("QueuedWrites", "Bytes", "Average", &[0], Model::Busy(0.0, 4e7))
            .every(Every::FiveMinutes),
        minute("UserCpuPercent", "Percent", "Average", &[0], Model::Set(Lever::Cpu, 4.0, 35.0))
            .every(Every::FiveMinutes)
            .key(),
    ],
};

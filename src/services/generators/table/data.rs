//! What keeps data: databases, tables, buckets, gateways to storage.

use super::super::kind::{Kind, Lever};
use super::super::model::{Class, Model};
use super::{Every, Service, minute};

const GIB: f64 = 1_073_741_824.0;

/// RDS database instances.
pub const RDS: Service = Service {
    kind: Kind::Rds,
    namespace: "AWS/RDS",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html",
    sets: &[&[("DBInstanceIdentifier", "{name}")]],
    metrics: &[
        minute("CPUUtilization", "Percent", "Average", &[0], Model::Set(Lever::Cpu, 6.0, 45.0))
            .key(),
        minute(
            "DatabaseConnections",
            "Count",
            "Average",
            &[0],
            Model::SetWhole(Lever::Connections, 4.0, 60.0),
        )
        .key(),
        minute("FreeableMemory", "Bytes", "Average", &[0], Model::Idle(2.1 * GIB, 3.4 * GIB)).key(),
        minute(
            "FreeStorageSpace",
            "Bytes",
            "Minimum",
            &[0],
            Model::Left { of: 100.0 * GIB, a_day: 0.4 * GIB },
        )
        .key(),
        minute("ReadIOPS", "Count/Second", "Average", &[0], Model::Busy(3.0, 180.0)).key(),
        minute("WriteIOPS", "Count/Second", "Average", &[0], Model::Busy(8.0, 240.0)).key(),
        minute("ReadLatency", "Seconds", "Average", &[0], Model::Disk(0.6)),
        minute("WriteLatency", "Seconds", "Average", &[0], Model::Disk(1.4)),
        minute("ReadThroughput", "Bytes/Second", "Average", &[0], Model::Busy(2e4, 3e6)),
        minute("WriteThroughput", "Bytes/Second", "Average", &[0], Model::Busy(6e4, 4e6)),
        minute("DiskQueueDepth", "Count", "Average", &[0], Model::Busy(0.0, 1.2)),
        minute("SwapUsage", "Bytes", "Average", &[0], Model::Fixed(0.0)),
        minute("BurstBalance", "Percent", "Average", &[0], Model::Fixed(100.0))
            .every(Every::FiveMinutes),
        minute("NetworkReceiveThroughput", "Bytes/Second", "Average", &[0], Model::Busy(3e3, 5e5)),
        minute("NetworkTransmitThroughput", "Bytes/Second", "Average", &[0], Model::Busy(9e3, 2e6)),
    ],
};

/// Capacity that a table is provisioned with, in units a second: reads, writes.
pub const PROVISIONED: (f64, f64) = (50.0, 25.0);

/// DynamoDB tables. Throttling and consumption are left out where there was none.
pub const DYNAMODB: Service = Service {
    kind: Kind::Dynamodb,
    namespace: "AWS/DynamoDB",
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
    sets: &[
        &[("TableName", "{name}")],
        &[("TableName", "{name}"), ("Operation", "GetItem")],
        &[("TableName", "{name}"), ("Operation", "PutItem")],
    ],
    metrics: &[
        minute("ConsumedReadCapacityUnits", "Count", "Sum", &[0], Model::Consumed(false)).key(),
        minute("ConsumedWriteCapacityUnits", "Count", "Sum", &[0], Model::Consumed(true)).key(),
        minute(
            "ProvisionedReadCapacityUnits",
            "Count",
            "Average",
            &[0],
            Model::Fixed(PROVISIONED.0),
        )
        .every(Every::FiveMinutes)
        .key(),
        minute(
            "ProvisionedWriteCapacityUnits",
            "Count",
            "Average",
            &[0],
            Model::Fixed(PROVISIONED.1),
        )
        .every(Every::FiveMinutes),
        minute("ReadThrottleEvents", "Count", "Sum", &[0], Model::Throttled(false)).key(),
        minute("WriteThrottleEvents", "Count", "Sum", &[0], Model::Throttled(true)).key(),
        minute("ThrottledRequests", "Count", "Sum", &[1], Model::Throttled(false)),
        minute("ThrottledRequests", "Count", "Sum", &[2], Model::Throttled(true)),
        minute(
            "SuccessfulRequestLatency",
            "Milliseconds",
            "Average",
            &[1, 2],
            Model::Time(4.0, 1.0),
        )
        .key(),
    ],
};

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
        minute("BytesDownloaded", "Bytes", "Sum", &[2], Model::PerRequest(61_000.0)),
        minute("BytesUploaded", "Bytes", "Sum", &[2], Model::PerRequest(12_000.0)),
        minute("FirstByteLatency", "Milliseconds", "Average", &[2], Model::Time(18.0, 1.0)).key(),
        minute("TotalRequestLatency", "Milliseconds", "Average", &[2], Model::Time(31.0, 1.0)),
    ],
};

/// Storage gateways with a cache.
pub const STORAGE_GATEWAY: Service = Service {
    kind: Kind::Storagegateway,
    namespace: "AWS/StorageGateway",
    page: "https://docs.aws.amazon.com/storagegateway/latest/vgw/Main_monitoring-gateways-common.html",
    sets: &[&[("GatewayId", "{id}"), ("GatewayName", "{name}")]],
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
        minute("QueuedWrites", "Bytes", "Average", &[0], Model::Busy(0.0, 4e7))
            .every(Every::FiveMinutes),
        minute("UserCpuPercent", "Percent", "Average", &[0], Model::Set(Lever::Cpu, 4.0, 35.0))
            .every(Every::FiveMinutes)
            .key(),
    ],
};

//! The structures of the operations.
//!
//! <https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html>

use crate::api::Timestamp;
use crate::shape;

/// Where records come from; all but the first are refused.
const TYPES: &[&str] = &["DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource"];
/// How files are packed; only the first two are simulated.
const FORMATS: &[&str] = &["UNCOMPRESSED", "GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY"];
const BACKUP: &[&str] = &["Disabled", "Enabled"];
const NO_ENCRYPTION: &[&str] = &["NoEncryption"];

shape! {
    /// How long and how much is gathered before it is delivered.
    pub struct BufferingHints {
        size: Option<i32> => "SizeInMBs" [min(1).max(128)],
        interval: Option<i32> => "IntervalInSeconds" [min(0).max(900)],
    }

    /// That files are not encrypted with a key of the stream's own.
    pub struct EncryptionConfiguration {
        none: Option<String> => "NoEncryptionConfig" [one_of(NO_ENCRYPTION)],
    }
    refused { "KMSEncryptionConfig" }

    /// Where errors of delivery are told.
    pub struct LoggingOptions {
        enabled: Option<bool> => "Enabled",
        group: Option<String> => "LogGroupName" [len(0, 512)],
        stream: Option<String> => "LogStreamName" [len(0, 512)],
    }

    /// A bucket, as it was given first.
    pub struct S3Configuration {
        role: String => "RoleARN" [required().len(1, 512)],
        bucket: String => "BucketARN" [required().len(1, 2048)],
        prefix: Option<String> => "Prefix" [len(0, 1024)],
        error_prefix: Option<String> => "ErrorOutputPrefix" [len(0, 1024)],
        buffering: Option<BufferingHints> => "BufferingHints",
        format: Option<String> => "CompressionFormat" [one_of(FORMATS)],
        encryption: Option<EncryptionConfiguration> => "EncryptionConfiguration",
        logging: Option<LoggingOptions> => "CloudWatchLoggingOptions",
    }

    /// A bucket, as it is given now.
    pub struct ExtendedS3Configuration {
        role: String => "RoleARN" [required().len(1, 512)],
        bucket: String => "BucketARN" [required().len(1, 2048)],
        prefix: Option<String> => "Prefix" [len(0, 1024)],
        error_prefix: Option<String> => "ErrorOutputPrefix" [len(0, 1024)],
        buffering: Option<BufferingHints> => "BufferingHints",
        format: Option<String> => "CompressionFormat" [one_of(FORMATS)],
        encryption: Option<EncryptionConfiguration> => "EncryptionConfiguration",
        logging: Option<LoggingOptions> => "CloudWatchLoggingOptions",
        backup: Option<String> => "S3BackupMode" [one_of(BACKUP)],
    }
    refused {
        "ProcessingConfiguration", "S3BackupConfiguration", "DataFormatConversionConfiguration",
        "DynamicPartitioningConfiguration", "FileExtension", "CustomTimeZone"
    }

    /// Input of CreateDeliveryStream.
    pub struct CreateDeliveryStreamInput {
        name: String => "DeliveryStreamName" [required().len(1, 64)],
        kind: Option<String> => "DeliveryStreamType" [one_of(TYPES)],
        s3: Option<S3Configuration> => "S3DestinationConfiguration",
        extended: Option<ExtendedS3Configuration> => "ExtendedS3DestinationConfiguration",
    }
    refused {
        "DirectPutSourceConfiguration", "KinesisStreamSourceConfiguration",
        "DeliveryStreamEncryptionConfigurationInput", "RedshiftDestinationConfiguration",
        "ElasticsearchDestinationConfiguration", "AmazonopensearchserviceDestinationConfiguration",
        "SplunkDestinationConfiguration", "HttpEndpointDestinationConfiguration", "Tags",
        "AmazonOpenSearchServerlessDestinationConfiguration", "MSKSourceConfiguration",
        "SnowflakeDestinationConfiguration", "IcebergDestinationConfiguration",
        "DatabaseSourceConfiguration"
    }

    /// Output of CreateDeliveryStream.
    pub struct CreateDeliveryStreamOutput {
        arn: String => "DeliveryStreamARN",
    }

    /// Input of DescribeDeliveryStream.
    pub struct DescribeDeliveryStreamInput {
        name: String => "DeliveryStreamName" [required().len(1, 64)],
        limit: Option<i32> => "Limit" [min(1).max(10_000)],
        start: Option<String> => "ExclusiveStartDestinationId" [len(1, 100)],
    }

    /// Whether records are encrypted while they wait.
    pub struct StreamEncryption {
        status: String => "Status",
    }

    /// Where a stream delivers to.
    pub struct DestinationDescription {
        id: String => "DestinationId",
        s3: S3Configuration => "S3DestinationDescription",
        extended: Option<ExtendedS3Configuration> => "ExtendedS3DestinationDescription",
    }

    /// A stream.
    pub struct DeliveryStreamDescription {
        name: String => "DeliveryStreamName",
        arn: String => "DeliveryStreamARN",
        status: String => "DeliveryStreamStatus",
        encryption: StreamEncryption => "DeliveryStreamEncryptionConfiguration",
        kind: String => "DeliveryStreamType",
        version: String => "VersionId",
        created: Timestamp => "CreateTimestamp",
        destinations: Vec<DestinationDescription> => "Destinations",
        more: bool => "HasMoreDestinations",
    }

    /// Output of DescribeDeliveryStream.
    pub struct DescribeDeliveryStreamOutput {
        stream: DeliveryStreamDescription => "DeliveryStreamDescription",
    }

    /// Input of ListDeliveryStreams.
    pub struct ListDeliveryStreamsInput {
        limit: Option<i32> => "Limit" [min(1).max(10_000)],
        kind: Option<String> => "DeliveryStreamType" [one_of(TYPES)],
        start: Option<String> => "ExclusiveStartDeliveryStreamName" [len(1, 64)],
    }

    /// Output of ListDeliveryStreams.
    pub struct ListDeliveryStreamsOutput {
        names: Vec<String> => "DeliveryStreamNames",
        more: bool => "HasMoreDeliveryStreams",
    }

    /// Input of DeleteDeliveryStream.
    pub struct DeleteDeliveryStreamInput {
        name: String => "DeliveryStreamName" [required().len(1, 64)],
        force: Option<bool> => "AllowForceDelete",
    }

    /// A record: bytes in base64.
    pub struct Record {
        data: String => "Data" [required()],
    }

    /// Input of PutRecord.
    pub struct PutRecordInput {
        name: String => "DeliveryStreamName" [required().len(1, 64)],
        record: Record => "Record" [required()],
    }

    /// Output of PutRecord.
    pub struct PutRecordOutput {
        id: String => "RecordId",
        encrypted: bool => "Encrypted",
    }

    /// Input of PutRecordBatch.
    pub struct PutRecordBatchInput {
        name: String => "DeliveryStreamName" [required().len(1, 64)],
        records: Vec<Record> => "Records" [required().len(1, 500)],
    }

    /// What became of one record.
    pub struct RecordResponse {
        id: String => "RecordId",
    }

    /// Output of PutRecordBatch.
    pub struct PutRecordBatchOutput {
        failed: i32 => "FailedPutCount",
        encrypted: bool => "Encrypted",
        responses: Vec<RecordResponse> => "RequestResponses",
    }
}

impl CreateDeliveryStreamInput {
    /// The bucket, however it was given.
    pub fn destination(&self) -> Option<S3Configuration> {
        let extended = self.extended.as_ref().map(|it| S3Configuration {
            role: it.role.clone(),
            bucket: it.bucket.clone(),
            prefix: it.prefix.clone(),
            error_prefix: it.error_prefix.clone(),
            buffering: it.buffering.clone(),
            format: it.format.clone(),
            encryption: it.encryption.clone(),
            logging: it.logging.clone(),
        });
        extended.or_else(|| self.s3.clone())
    }
}

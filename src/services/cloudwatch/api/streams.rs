//! The structures of metric stream operations.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricStream.html>

use super::alarms::Tag;
use crate::api::Timestamp;
use crate::shape;

/// In which form the records are.
pub const FORMATS: &[&str] = &["json", "opentelemetry0.7", "opentelemetry1.0"];

shape! {
    /// What a stream carries, or leaves out: a namespace, or some of its metrics.
    pub struct MetricStreamFilter {
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_names: Option<Vec<String>> => "MetricNames" [len(0, 999)],
    }

    /// A metric that comes with more statistics.
    pub struct MetricStreamStatisticsMetric {
        namespace: String => "Namespace" [required().len(1, 255)],
        metric_name: String => "MetricName" [required().len(1, 255)],
    }

    /// Metrics with the statistics they come with beside the four plain ones.
    pub struct MetricStreamStatisticsConfiguration {
        include_metrics: Vec<MetricStreamStatisticsMetric> => "IncludeMetrics" [required()],
        additional_statistics: Vec<String> => "AdditionalStatistics" [required()],
    }

    /// Input of PutMetricStream.
    pub struct PutMetricStreamInput {
        name: String => "Name" [required().len(1, 255)],
        include_filters: Option<Vec<MetricStreamFilter>> => "IncludeFilters",
        exclude_filters: Option<Vec<MetricStreamFilter>> => "ExcludeFilters",
        firehose_arn: String => "FirehoseArn" [required().len(1, 1024)],
        role_arn: String => "RoleArn" [required().len(1, 1024)],
        output_format: String => "OutputFormat" [required().one_of(FORMATS)],
        tags: Option<Vec<Tag>> => "Tags",
        statistics: Option<Vec<MetricStreamStatisticsConfiguration>> => "StatisticsConfigurations",
        linked: Option<bool> => "IncludeLinkedAccountsMetrics",
    }

    /// Output of PutMetricStream.
    pub struct PutMetricStreamOutput {
        arn: String => "Arn",
    }

    /// Input of GetMetricStream and DeleteMetricStream.
    pub struct MetricStreamNameInput {
        name: String => "Name" [required().len(1, 255)],
    }

    /// Output of GetMetricStream.
    pub struct GetMetricStreamOutput {
        arn: String => "Arn",
        name: String => "Name",
        include_filters: Option<Vec<MetricStreamFilter>> => "IncludeFilters",
        exclude_filters: Option<Vec<MetricStreamFilter>> => "ExcludeFilters",
        firehose_arn: String => "FirehoseArn",
        role_arn: String => "RoleArn",
        state: String => "State",
        creation_date: Timestamp => "CreationDate",
        last_update_date: Timestamp => "LastUpdateDate",
        output_format: String => "OutputFormat",
        statistics: Option<Vec<MetricStreamStatisticsConfiguration>> => "StatisticsConfigurations",
        linked: bool => "IncludeLinkedAccountsMetrics",
    }

    /// Input of ListMetricStreams.
    pub struct ListMetricStreamsInput {
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(500)],
    }

    /// A stream in a listing.
    pub struct MetricStreamEntry {
        arn: String => "Arn",
        creation_date: Timestamp => "CreationDate",
        last_update_date: Timestamp => "LastUpdateDate",
        name: String => "Name",
        firehose_arn: String => "FirehoseArn",
        state: String => "State",
        output_format: String => "OutputFormat",
    }

    /// Output of ListMetricStreams.
    pub struct ListMetricStreamsOutput {
        next_token: Option<String> => "NextToken",
        entries: Vec<MetricStreamEntry> => "Entries",
    }

    /// Input of StartMetricStreams and StopMetricStreams.
    pub struct MetricStreamNamesInput {
        names: Vec<String> => "Names" [required()],
    }
}

//! The structures of metric operations.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html>

use std::collections::BTreeMap;

use crate::api::Timestamp;
use crate::shape;
use crate::telemetry::{stat, unit};

/// Recent activity can be asked for in one form only.
const RECENT: &[&str] = &["PT3H"];
const SCANS: &[&str] = &["TimestampDescending", "TimestampAscending"];

shape! {
    /// A dimension of a metric.
    pub struct Dimension {
        name: String => "Name" [required().len(1, 255)],
        value: String => "Value" [required().len(1, 1024)],
    }

    /// A dimension to look for: the value may be left open.
    pub struct DimensionFilter {
        name: String => "Name" [required().len(1, 255)],
        value: Option<String> => "Value" [len(1, 1024)],
    }

    /// A metric.
    pub struct Metric {
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
    }

    /// Samples told by their count, sum and extremes.
    pub struct StatisticSet {
        sample_count: f64 => "SampleCount" [required().any_double()],
        sum: f64 => "Sum" [required().any_double()],
        minimum: f64 => "Minimum" [required().any_double()],
        maximum: f64 => "Maximum" [required().any_double()],
    }

    /// Data for one metric.
    pub struct MetricDatum {
        metric_name: String => "MetricName" [required().len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions",
        timestamp: Option<Timestamp> => "Timestamp",
        value: Option<f64> => "Value" [any_double()],
        statistic_values: Option<StatisticSet> => "StatisticValues",
        values: Option<Vec<f64>> => "Values" [any_double()],
        counts: Option<Vec<f64>> => "Counts" [any_double()],
        unit: Option<String> => "Unit" [one_of(unit::UNITS)],
        storage_resolution: Option<i32> => "StorageResolution" [min(1)],
    }

    /// What metrics are about. How much it may hold is not checked with the members: a request
    /// may ask that its data be taken nevertheless.
    pub struct Entity {
        key_attributes: Option<BTreeMap<String, String>> => "KeyAttributes" [items(1, usize::MAX)],
        attributes: Option<BTreeMap<String, String>> => "Attributes" [items(1, usize::MAX)],
    }

    /// Data for metrics about one entity.
    pub struct EntityMetricData {
        entity: Option<Entity> => "Entity",
        metric_data: Option<Vec<MetricDatum>> => "MetricData",
    }

    /// Input of PutMetricData.
    pub struct PutMetricDataInput {
        namespace: String => "Namespace" [required().len(1, 255)],
        metric_data: Option<Vec<MetricDatum>> => "MetricData",
        entity_metric_data: Option<Vec<EntityMetricData>> => "EntityMetricData",
        strict_entity_validation: Option<bool> => "StrictEntityValidation",
    }

    /// Input of ListMetrics.
    pub struct ListMetricsInput {
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        dimensions: Option<Vec<DimensionFilter>> => "Dimensions" [len(0, 10)],
        next_token: Option<String> => "NextToken",
        recently_active: Option<String> => "RecentlyActive" [one_of(RECENT)],
        linked: Option<bool> => "IncludeLinkedAccounts",
        owner: Option<String> => "OwningAccount" [len(1, 255)],
    }

    /// Output of ListMetrics.
    pub struct ListMetricsOutput {
        metrics: Vec<Metric> => "Metrics",
        next_token: Option<String> => "NextToken",
        owners: Option<Vec<String>> => "OwningAccounts",
    }

    /// Input of GetMetricStatistics.
    pub struct GetMetricStatisticsInput {
        namespace: String => "Namespace" [required().len(1, 255)],
        metric_name: String => "MetricName" [required().len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        start_time: Timestamp => "StartTime" [required()],
        end_time: Timestamp => "EndTime" [required()],
        period: i32 => "Period" [required().min(1)],
        statistics: Option<Vec<String>> => "Statistics" [len(1, 5).one_of(stat::PLAIN)],
        extended_statistics: Option<Vec<String>> => "ExtendedStatistics" [len(1, 10)],
        unit: Option<String> => "Unit" [one_of(unit::UNITS)],
    }

    /// The statistics of one period.
    pub struct Datapoint {
        timestamp: Timestamp => "Timestamp",
        sample_count: Option<f64> => "SampleCount",
        average: Option<f64> => "Average",
        sum: Option<f64> => "Sum",
        minimum: Option<f64> => "Minimum",
        maximum: Option<f64> => "Maximum",
        unit: String => "Unit",
        extended_statistics: Option<BTreeMap<String, f64>> => "ExtendedStatistics",
    }

    /// Output of GetMetricStatistics.
    pub struct GetMetricStatisticsOutput {
        label: String => "Label",
        datapoints: Vec<Datapoint> => "Datapoints",
    }

    /// A metric with the statistic wanted of it.
    pub struct MetricStat {
        metric: Metric => "Metric" [required()],
        period: i32 => "Period" [required().min(1)],
        stat: String => "Stat" [required()],
        unit: Option<String> => "Unit" [one_of(unit::UNITS)],
    }

    /// One query of GetMetricData.
    pub struct MetricDataQuery {
        id: String => "Id" [required().len(1, 255)],
        metric_stat: Option<MetricStat> => "MetricStat",
        expression: Option<String> => "Expression" [len(1, 2048)],
        label: Option<String> => "Label",
        return_data: Option<bool> => "ReturnData",
        period: Option<i32> => "Period" [min(1)],
        account_id: Option<String> => "AccountId" [len(1, 255)],
    }

    /// How labels are written.
    pub struct LabelOptions {
        timezone: Option<String> => "Timezone",
    }

    /// Input of GetMetricData.
    pub struct GetMetricDataInput {
        metric_data_queries: Vec<MetricDataQuery> => "MetricDataQueries" [required()],
        start_time: Timestamp => "StartTime" [required()],
        end_time: Timestamp => "EndTime" [required()],
        next_token: Option<String> => "NextToken",
        scan_by: Option<String> => "ScanBy" [one_of(SCANS)],
        max_datapoints: Option<i32> => "MaxDatapoints",
        label_options: Option<LabelOptions> => "LabelOptions",
    }

    /// A remark about a result.
    pub struct MessageData {
        code: String => "Code",
        value: String => "Value",
    }

    /// The answer to one query.
    pub struct MetricDataResult {
        id: String => "Id",
        label: String => "Label",
        timestamps: Vec<Timestamp> => "Timestamps",
        values: Vec<f64> => "Values",
        status_code: String => "StatusCode",
        messages: Option<Vec<MessageData>> => "Messages",
    }

    /// Output of GetMetricData.
    pub struct GetMetricDataOutput {
        metric_data_results: Vec<MetricDataResult> => "MetricDataResults",
        next_token: Option<String> => "NextToken",
        messages: Vec<MessageData> => "Messages",
    }
}

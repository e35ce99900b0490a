//! The structures of operations on anomaly detectors, and on the contributors of alarms.

use std::collections::BTreeMap;

use super::metrics::{Dimension, MetricDataQuery};
use crate::api::Timestamp;
use crate::shape;

const KINDS: &[&str] = &["SINGLE_METRIC", "METRIC_MATH"];

shape! {
    /// A stretch of time.
    pub struct Range {
        start_time: Timestamp => "StartTime" [required()],
        end_time: Timestamp => "EndTime" [required()],
    }

    /// How a model is trained.
    pub struct AnomalyDetectorConfiguration {
        excluded_time_ranges: Option<Vec<Range>> => "ExcludedTimeRanges",
        metric_timezone: Option<String> => "MetricTimezone" [len(0, 50)],
    }

    /// What is known of a metric.
    pub struct MetricCharacteristics {
        periodic_spikes: Option<bool> => "PeriodicSpikes",
    }

    /// A statistic of a metric.
    pub struct SingleMetricAnomalyDetector {
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        stat: Option<String> => "Stat" [len(0, 50)],
        account_id: Option<String> => "AccountId" [len(1, 255)],
    }

    /// An expression over metrics: the one query that returns data.
    pub struct MetricMathAnomalyDetector {
        metric_data_queries: Option<Vec<MetricDataQuery>> => "MetricDataQueries",
    }

    /// Input of PutAnomalyDetector.
    pub struct PutAnomalyDetectorInput {
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        stat: Option<String> => "Stat" [len(0, 50)],
        configuration: Option<AnomalyDetectorConfiguration> => "Configuration",
        metric_characteristics: Option<MetricCharacteristics> => "MetricCharacteristics",
        single: Option<SingleMetricAnomalyDetector> => "SingleMetricAnomalyDetector",
        math: Option<MetricMathAnomalyDetector> => "MetricMathAnomalyDetector",
    }

    /// Output of PutAnomalyDetector.
    pub struct PutAnomalyDetectorOutput {
        anomaly_detector_id: String => "AnomalyDetectorId",
    }

    /// Input of DeleteAnomalyDetector.
    pub struct DeleteAnomalyDetectorInput {
        anomaly_detector_id: Option<String> => "AnomalyDetectorId" [len(1, 128)],
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        stat: Option<String> => "Stat" [len(0, 50)],
        single: Option<SingleMetricAnomalyDetector> => "SingleMetricAnomalyDetector",
        math: Option<MetricMathAnomalyDetector> => "MetricMathAnomalyDetector",
    }

    /// Input of DescribeAnomalyDetectors.
    pub struct DescribeAnomalyDetectorsInput {
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1)],
        namespace: Option<String> => "Namespace" [len(1, 255)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        anomaly_detector_types: Option<Vec<String>> =>
            "AnomalyDetectorTypes" [len(0, 2).one_of(KINDS)],
        anomaly_detector_ids: Option<Vec<String>> =>
            "AnomalyDetectorIds" [len(0, 50).items(1, 128)],
    }

    /// An anomaly detector.
    pub struct AnomalyDetector {
        anomaly_detector_id: String => "AnomalyDetectorId",
        namespace: Option<String> => "Namespace",
        metric_name: Option<String> => "MetricName",
        dimensions: Option<Vec<Dimension>> => "Dimensions",
        stat: Option<String> => "Stat",
        configuration: AnomalyDetectorConfiguration => "Configuration",
        state_value: String => "StateValue",
        metric_characteristics: Option<MetricCharacteristics> => "MetricCharacteristics",
        single: Option<SingleMetricAnomalyDetector> => "SingleMetricAnomalyDetector",
        math: Option<MetricMathAnomalyDetector> => "MetricMathAnomalyDetector",
    }

    /// Output of DescribeAnomalyDetectors.
    pub struct DescribeAnomalyDetectorsOutput {
        anomaly_detectors: Vec<AnomalyDetector> => "AnomalyDetectors",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DescribeAlarmContributors.
    pub struct DescribeAlarmContributorsInput {
        alarm_name: String => "AlarmName" [required().len(1, 255)],
        next_token: Option<String> => "NextToken",
    }

    /// One time series of an alarm that watches several.
    pub struct AlarmContributor {
        contributor_id: String => "ContributorId",
        contributor_attributes: BTreeMap<String, String> => "ContributorAttributes",
        state_reason: String => "StateReason",
        state_transitioned: Option<Timestamp> => "StateTransitionedTimestamp",
    }

    /// Output of DescribeAlarmContributors.
    pub struct DescribeAlarmContributorsOutput {
        alarm_contributors: Vec<AlarmContributor> => "AlarmContributors",
        next_token: Option<String> => "NextToken",
    }
}

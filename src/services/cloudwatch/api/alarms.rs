//! The structures of alarm operations.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html>

use std::collections::BTreeMap;

use serde_json::Value;

use super::composite::CompositeAlarm;
use super::metrics::{Dimension, MetricDataQuery};
use crate::api::Timestamp;
use crate::api::shape::Empty;
use crate::shape;
use crate::telemetry::{stat, unit};

/// In the order of the service's own message.
const STATES: &[&str] = &["INSUFFICIENT_DATA", "ALARM", "OK"];
const TYPES: &[&str] = &["CompositeAlarm", "MetricAlarm", "LogAlarm"];
const SCANS: &[&str] = &["TimestampDescending", "TimestampAscending"];
const ITEMS: &[&str] = &[
    "ConfigurationUpdate",
    "StateUpdate",
    "Action",
    "AlarmContributorStateUpdate",
    "AlarmContributorAction",
];
const OPERATORS: &[&str] = &[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
];

shape! {
    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required().len(0, 256)],
    }

    /// A window that follows the clock.
    pub struct WallClockWindow {
        timezone: Option<String> => "Timezone" [len(1, 50)],
    }

    /// Which kind of window an alarm looks through: exactly one member.
    pub struct EvaluationWindow {
        wall_clock_window: Option<WallClockWindow> => "WallClockWindow",
        sliding_window: Option<Empty> => "SlidingWindow",
    }

    /// A time after creation without evaluation.
    pub struct WarmUpConfiguration {
        minutes: i32 => "WarmUpPeriodDurationInMinutes" [required().min(1).max(2880)],
        only_after: Option<bool> => "OnlyStartEvaluatingAfterWarmUpPeriodEnds",
    }

    /// Input of PutMetricAlarm.
    pub struct PutMetricAlarmInput {
        alarm_name: String => "AlarmName" [required().len(1, 255)],
        alarm_description: Option<String> => "AlarmDescription" [len(0, 1024)],
        actions_enabled: Option<bool> => "ActionsEnabled",
        ok_actions: Option<Vec<String>> => "OKActions" [len(0, 5).items(1, 1024)],
        alarm_actions: Option<Vec<String>> => "AlarmActions" [len(0, 5).items(1, 1024)],
        insufficient_data_actions: Option<Vec<String>> =>
            "InsufficientDataActions" [len(0, 5).items(1, 1024)],
        metric_name: Option<String> => "MetricName" [len(1, 255)],
        namespace: Option<String> => "Namespace" [len(1, 255)],
        statistic: Option<String> => "Statistic" [one_of(stat::PLAIN)],
        extended_statistic: Option<String> => "ExtendedStatistic",
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        period: Option<i32> => "Period" [min(1)],
        unit: Option<String> => "Unit" [one_of(unit::UNITS)],
        evaluation_periods: Option<i32> => "EvaluationPeriods" [min(1)],
        datapoints_to_alarm: Option<i32> => "DatapointsToAlarm" [min(1)],
        threshold: Option<f64> => "Threshold",
        comparison_operator: Option<String> => "ComparisonOperator" [one_of(OPERATORS)],
        treat_missing_data: Option<String> => "TreatMissingData" [len(1, 255)],
        evaluate_low_sample_count_percentile: Option<String> =>
            "EvaluateLowSampleCountPercentile" [len(1, 255)],
        metrics: Option<Vec<MetricDataQuery>> => "Metrics",
        tags: Option<Vec<Tag>> => "Tags",
        threshold_metric_id: Option<String> => "ThresholdMetricId" [len(1, 255)],
        evaluation_window: Option<EvaluationWindow> => "EvaluationWindow",
        warm_up_configuration: Option<WarmUpConfiguration> => "WarmUpConfiguration",
    }
    refused { "EvaluationCriteria", "EvaluationInterval", "ActionConfiguration" }

    /// A metric alarm.
    pub struct MetricAlarm {
        alarm_name: String => "AlarmName",
        alarm_arn: String => "AlarmArn",
        alarm_description: Option<String> => "AlarmDescription",
        configuration_updated: Timestamp => "AlarmConfigurationUpdatedTimestamp",
        actions_enabled: bool => "ActionsEnabled",
        ok_actions: Vec<String> => "OKActions",
        alarm_actions: Vec<String> => "AlarmActions",
        insufficient_data_actions: Vec<String> => "InsufficientDataActions",
        state_value: String => "StateValue",
        state_reason: String => "StateReason",
        state_reason_data: Option<String> => "StateReasonData",
        state_updated: Timestamp => "StateUpdatedTimestamp",
        metric_name: Option<String> => "MetricName",
        namespace: Option<String> => "Namespace",
        statistic: Option<String> => "Statistic",
        extended_statistic: Option<String> => "ExtendedStatistic",
        dimensions: Vec<Dimension> => "Dimensions",
        period: Option<i32> => "Period",
        unit: Option<String> => "Unit",
        evaluation_periods: i32 => "EvaluationPeriods",
        datapoints_to_alarm: Option<i32> => "DatapointsToAlarm",
        threshold: Option<f64> => "Threshold",
        comparison_operator: String => "ComparisonOperator",
        treat_missing_data: Option<String> => "TreatMissingData",
        evaluate_low_sample_count_percentile: Option<String> =>
            "EvaluateLowSampleCountPercentile",
        metrics: Option<Vec<MetricDataQuery>> => "Metrics",
        threshold_metric_id: Option<String> => "ThresholdMetricId",
        evaluation_state: Option<String> => "EvaluationState",
        state_transitioned: Timestamp => "StateTransitionedTimestamp",
        evaluation_window: Option<EvaluationWindow> => "EvaluationWindow",
        warm_up_configuration: Option<WarmUpConfiguration> => "WarmUpConfiguration",
    }

    /// Input of DescribeAlarms.
    pub struct DescribeAlarmsInput {
        alarm_names: Option<Vec<String>> => "AlarmNames" [len(0, 100).items(1, 255)],
        alarm_name_prefix: Option<String> => "AlarmNamePrefix" [len(1, 255)],
        alarm_types: Option<Vec<String>> => "AlarmTypes" [one_of(TYPES)],
        state_value: Option<String> => "StateValue" [one_of(STATES)],
        action_prefix: Option<String> => "ActionPrefix" [len(1, 1024)],
        max_records: Option<i32> => "MaxRecords" [min(1).max(100)],
        next_token: Option<String> => "NextToken",
        children_of_alarm_name: Option<String> => "ChildrenOfAlarmName" [len(1, 255)],
        parents_of_alarm_name: Option<String> => "ParentsOfAlarmName" [len(1, 255)],
    }

    /// Output of DescribeAlarms.
    pub struct DescribeAlarmsOutput {
        composite_alarms: Vec<CompositeAlarm> => "CompositeAlarms",
        metric_alarms: Vec<MetricAlarm> => "MetricAlarms",
        log_alarms: Vec<Value> => "LogAlarms",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DescribeAlarmsForMetric.
    pub struct DescribeAlarmsForMetricInput {
        metric_name: String => "MetricName" [required().len(1, 255)],
        namespace: String => "Namespace" [required().len(1, 255)],
        statistic: Option<String> => "Statistic" [one_of(stat::PLAIN)],
        extended_statistic: Option<String> => "ExtendedStatistic",
        dimensions: Option<Vec<Dimension>> => "Dimensions" [len(0, 30)],
        period: Option<i32> => "Period" [min(1)],
        unit: Option<String> => "Unit" [one_of(unit::UNITS)],
    }

    /// Output of DescribeAlarmsForMetric.
    pub struct DescribeAlarmsForMetricOutput {
        metric_alarms: Vec<MetricAlarm> => "MetricAlarms",
    }

    /// Input of DescribeAlarmHistory.
    pub struct DescribeAlarmHistoryInput {
        alarm_name: Option<String> => "AlarmName" [len(1, 255)],
        alarm_types: Option<Vec<String>> => "AlarmTypes" [one_of(TYPES)],
        history_item_type: Option<String> => "HistoryItemType" [one_of(ITEMS)],
        start_date: Option<Timestamp> => "StartDate",
        end_date: Option<Timestamp> => "EndDate",
        max_records: Option<i32> => "MaxRecords" [min(1).max(100)],
        next_token: Option<String> => "NextToken",
        scan_by: Option<String> => "ScanBy" [one_of(SCANS)],
        contributor_id: Option<String> => "AlarmContributorId" [len(1, 16)],
    }

    /// One item of an alarm's history.
    pub struct AlarmHistoryItem {
        alarm_name: String => "AlarmName",
        contributor_id: Option<String> => "AlarmContributorId",
        alarm_type: String => "AlarmType",
        timestamp: Timestamp => "Timestamp",
        history_item_type: String => "HistoryItemType",
        history_summary: String => "HistorySummary",
        history_data: String => "HistoryData",
        contributor_attributes: Option<BTreeMap<String, String>> => "AlarmContributorAttributes",
    }

    /// Output of DescribeAlarmHistory.
    pub struct DescribeAlarmHistoryOutput {
        alarm_history_items: Vec<AlarmHistoryItem> => "AlarmHistoryItems",
        next_token: Option<String> => "NextToken",
    }

    /// Input of operations on alarms by name.
    pub struct AlarmNamesInput {
        alarm_names: Vec<String> => "AlarmNames" [required().len(0, 100).items(1, 255)],
    }

    /// Input of SetAlarmState.
    pub struct SetAlarmStateInput {
        alarm_name: String => "AlarmName" [required().len(1, 255)],
        state_value: String => "StateValue" [required().one_of(STATES)],
        state_reason: String => "StateReason" [required().len(0, 1023)],
        state_reason_data: Option<String> => "StateReasonData" [len(0, 4000)],
    }

    /// Input of ListTagsForResource.
    pub struct ListTagsForResourceInput {
        resource_arn: String => "ResourceARN" [required().len(1, 1024)],
    }

    /// Output of ListTagsForResource.
    pub struct ListTagsForResourceOutput {
        tags: Vec<Tag> => "Tags",
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource_arn: String => "ResourceARN" [required().len(1, 1024)],
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource_arn: String => "ResourceARN" [required().len(1, 1024)],
        tag_keys: Vec<String> => "TagKeys" [required().items(1, 128)],
    }
}

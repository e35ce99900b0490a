//! The structures of operations of Contributor Insights.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutInsightRule.html>

use super::alarms::Tag;
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of PutInsightRule.
    pub struct PutInsightRuleInput {
        rule_name: String => "RuleName" [required().len(1, 128)],
        rule_state: Option<String> => "RuleState" [len(1, 32)],
        rule_definition: String => "RuleDefinition" [required().len(1, 8192)],
        tags: Option<Vec<Tag>> => "Tags",
    }
    refused { "ApplyOnTransformedLogs" }

    /// Input of DescribeInsightRules.
    pub struct DescribeInsightRulesInput {
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(500)],
    }

    /// A rule.
    pub struct InsightRule {
        name: String => "Name",
        state: String => "State",
        schema: String => "Schema",
        definition: String => "Definition",
        managed_rule: bool => "ManagedRule",
    }

    /// Output of DescribeInsightRules.
    pub struct DescribeInsightRulesOutput {
        next_token: Option<String> => "NextToken",
        insight_rules: Vec<InsightRule> => "InsightRules",
    }

    /// Input of DeleteInsightRules, EnableInsightRules and DisableInsightRules.
    pub struct InsightRuleNamesInput {
        rule_names: Vec<String> => "RuleNames" [required()],
    }

    /// A rule that was named and could not be found.
    pub struct PartialFailure {
        failure_resource: String => "FailureResource",
        exception_type: String => "ExceptionType",
        failure_code: String => "FailureCode",
        failure_description: String => "FailureDescription",
    }

    /// Output of DeleteInsightRules, EnableInsightRules and DisableInsightRules.
    pub struct InsightRuleFailuresOutput {
        failures: Vec<PartialFailure> => "Failures",
    }

    /// Input of GetInsightRuleReport.
    pub struct GetInsightRuleReportInput {
        rule_name: String => "RuleName" [required().len(1, 128)],
        start_time: Timestamp => "StartTime" [required()],
        end_time: Timestamp => "EndTime" [required()],
        period: i32 => "Period" [required().min(1)],
        max_contributor_count: Option<i32> => "MaxContributorCount",
        metrics: Option<Vec<String>> => "Metrics",
        order_by: Option<String> => "OrderBy" [len(1, 32)],
    }

    /// What a contributor gave in a period.
    pub struct InsightRuleContributorDatapoint {
        timestamp: Timestamp => "Timestamp",
        approximate_value: f64 => "ApproximateValue",
    }

    /// A contributor.
    pub struct InsightRuleContributor {
        keys: Vec<String> => "Keys",
        approximate_aggregate_value: f64 => "ApproximateAggregateValue",
        datapoints: Vec<InsightRuleContributorDatapoint> => "Datapoints",
    }

    /// The numbers of a period that were asked for.
    pub struct InsightRuleMetricDatapoint {
        timestamp: Timestamp => "Timestamp",
        unique_contributors: Option<f64> => "UniqueContributors",
        max_contributor_value: Option<f64> => "MaxContributorValue",
        sample_count: Option<f64> => "SampleCount",
        average: Option<f64> => "Average",
        sum: Option<f64> => "Sum",
        minimum: Option<f64> => "Minimum",
        maximum: Option<f64> => "Maximum",
    }

    /// Output of GetInsightRuleReport.
    pub struct GetInsightRuleReportOutput {
        key_labels: Vec<String> => "KeyLabels",
        aggregation_statistic: String => "AggregationStatistic",
        aggregate_value: f64 => "AggregateValue",
        approximate_unique_count: i64 => "ApproximateUniqueCount",
        contributors: Vec<InsightRuleContributor> => "Contributors",
        metric_datapoints: Vec<InsightRuleMetricDatapoint> => "MetricDatapoints",
    }
}

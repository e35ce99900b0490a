//! CloudWatch's operations; their structures are in [`metrics`], [`alarms`], [`composite`],
//! [`anomaly`], [`dashboards`] and
//! [`insight_rules`].
//!
//! Resources and condition keys:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html>.
//! Rates: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>

pub mod alarms;
pub mod anomaly;
pub mod composite;
pub mod dashboards;
pub mod insight_rules;
mod linked;
pub mod metrics;
pub mod streams;

pub use alarms::*;
pub use anomaly::*;
pub use composite::*;
pub use dashboards::*;
pub use insight_rules::*;
pub use metrics::*;
pub use streams::*;

use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;
use crate::telemetry::math;

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "cloudwatch",
    title: "Amazon CloudWatch",
    action_prefix: "cloudwatch",
    event_source: "monitoring.amazonaws.com",
    event_version: "1.11",
    api_version: None,
    protocol: crate::api::Protocol::Query,
    wording: Wording::denied("AccessDenied", 403),
    throttled: ("Throttling", "Rate exceeded"),
    global: false,
    host: "monitoring.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(limit: Option<&'static str>, results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit, results })
}

/// An alarm, by name.
fn alarm(scope: &Scope, name: &str) -> Check {
    Check::on(scope.arn("cloudwatch", &format!("alarm:{name}")))
}

/// What PutCompositeAlarm needs: a permission on all alarms, and the right to tag this one.
fn put_composite(input: &PutCompositeAlarmInput, scope: &Scope) -> Vec<Check> {
    let lists = [&input.ok_actions, &input.alarm_actions, &input.insufficient_data_actions];
    let actions: Vec<String> = lists.into_iter().flatten().flatten().cloned().collect();
    let tags = || input.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    let mut put = alarm(scope, "*");
    if !actions.is_empty() {
        put = put.key("cloudwatch:AlarmActions", actions);
    }
    if tags().next().is_none() {
        return vec![put];
    }
    let tag = alarm(scope, &input.alarm_name).action("cloudwatch:TagResource");
    vec![put.tags(tags()), tag.tags(tags())]
}

/// A mute rule, by name.
fn mute_rule(scope: &Scope, name: &str) -> Check {
    Check::on(scope.arn("cloudwatch", &format!("alarm-mute-rule:{name}")))
}

/// What PutAlarmMuteRule needs: a permission on the rule, and one on each alarm it mutes.
fn put_mute_rule(input: &PutAlarmMuteRuleInput, scope: &Scope) -> Vec<Check> {
    let tags = || input.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    let mut checks = vec![mute_rule(scope, &input.name).tags(tags())];
    let targets = input.mute_targets.iter().flat_map(|targets| &targets.alarm_names);
    checks.extend(targets.map(|name| alarm(scope, name)));
    checks
}

/// What DescribeAlarms needs: composite alarms, and who looks at whom, are shown only to those who
/// may describe all alarms.
fn describe_alarms(input: &DescribeAlarmsInput, scope: &Scope) -> Vec<Check> {
    let composite = |types: &Vec<String>| types.iter().any(|kind| kind == "CompositeAlarm");
    let all = input.alarm_types.as_ref().is_some_and(composite)
        || input.children_of_alarm_name.is_some()
        || input.parents_of_alarm_name.is_some();
    alarms(scope, input.alarm_names.as_ref().filter(|_| !all))
}

/// Alarms by name; without names, all of them.
fn alarms(scope: &Scope, names: Option<&Vec<String>>) -> Vec<Check> {
    match names {
        Some(names) if !names.is_empty() => names.iter().map(|name| alarm(scope, name)).collect(),
        _ => vec![alarm(scope, "*")],
    }
}

/// A dashboard, by name: its ARN has no Region.
fn dashboard(scope: &Scope, name: &str) -> Check {
    Check::on(scope.global_arn("cloudwatch", &format!("dashboard/{name}")))
}

/// What PutDashboard needs: the dashboard, and the right to tag it when it comes with tags.
fn put_dashboard(input: &PutDashboardInput, scope: &Scope) -> Vec<Check> {
    let put = dashboard(scope, &input.dashboard_name);
    let tags = || input.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    if tags().next().is_none() {
        return vec![put];
    }
    let tag = dashboard(scope, &input.dashboard_name).action("cloudwatch:TagResource");
    vec![put.tags(tags()), tag.tags(tags())]
}

/// A metric stream, by name.
fn stream(scope: &Scope, name: &str) -> Check {
    Check::on(scope.arn("cloudwatch", &format!("metric-stream/{name}")))
}

/// What PutMetricStream needs: the stream, the right to hand it its role, and to tag it when it
/// comes with tags.
fn put_stream(input: &PutMetricStreamInput, scope: &Scope) -> Vec<Check> {
    let tags = || input.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    let to = vec!["streams.metrics.cloudwatch.amazonaws.com".to_owned()];
    let pass = Check::on(&input.role_arn).action("iam:PassRole").key("iam:PassedToService", to);
    let put = stream(scope, &input.name);
    if tags().next().is_none() {
        return vec![put, pass];
    }
    let tag = stream(scope, &input.name).action("cloudwatch:TagResource");
    vec![put.tags(tags()), pass, tag.tags(tags())]
}

/// A rule of Contributor Insights, by name.
fn rule(scope: &Scope, name: &str) -> Check {
    Check::on(scope.arn("cloudwatch", &format!("insight-rule/{name}")))
}

/// Rules that are named.
fn rules(scope: &Scope, input: &InsightRuleNamesInput) -> Vec<Check> {
    input.rule_names.iter().map(|name| rule(scope, name)).collect()
}

/// What PutInsightRule needs: the rule, and the right to tag it when it comes with tags.
fn put_rule(input: &PutInsightRuleInput, scope: &Scope) -> Vec<Check> {
    let tags = || input.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    let put = rule(scope, &input.rule_name);
    if tags().next().is_none() {
        return vec![put];
    }
    let tag = rule(scope, &input.rule_name).action("cloudwatch:TagResource");
    vec![put.tags(tags()), tag.tags(tags())]
}

/// What GetMetricData needs. To use `INSIGHT_RULE_METRIC` one must be allowed to read the report
/// of the rule, too.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-GraphReportData.html>
fn get_data(input: &GetMetricDataInput, scope: &Scope) -> Vec<Check> {
    let texts = input.metric_data_queries.iter().filter_map(|query| query.expression.as_deref());
    let mut checks = vec![Check::any()];
    for expr in texts.filter_map(|text| math::parse(text).ok()) {
        let rules = expr.rules();
        let report = |name: &&str| rule(scope, name).action("cloudwatch:GetInsightRuleReport");
        checks.extend(rules.iter().map(report));
    }
    checks
}

/// What PutMetricAlarm needs: the alarm, and the right to tag it when it comes with tags.
fn put_alarm(input: &PutMetricAlarmInput, scope: &Scope) -> Vec<Check> {
    let lists = [&input.ok_actions, &input.alarm_actions, &input.insufficient_data_actions];
    let actions: Vec<String> = lists.into_iter().flatten().flatten().cloned().collect();
    let tags = || input.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    let mut put = alarm(scope, &input.alarm_name);
    if !actions.is_empty() {
        put = put.key("cloudwatch:AlarmActions", actions);
    }
    if tags().next().is_none() {
        return vec![put];
    }
    let tag = alarm(scope, &input.alarm_name).action("cloudwatch:TagResource");
    vec![put.tags(tags()), tag.tags(tags())]
}

api! {
    pub enum Request of &SERVICE;

    /// Publishes data points of custom metrics.
    PutMetricData(PutMetricDataInput) -> Empty {
        access: Write, event: Data, pages: None, rate: Some(500),
        needs: |input, scope| {
            Check::any().key("cloudwatch:namespace", vec![input.namespace.clone()])
        },
    }

    /// Lists metrics, 500 a page.
    ListMetrics(ListMetricsInput) -> ListMetricsOutput {
        access: List, event: Data, pages: pages(None, &["Metrics"]), rate: Some(25),
        needs: |input, scope| Check::any(),
    }

    /// Gives statistics of one metric.
    GetMetricStatistics(GetMetricStatisticsInput) -> GetMetricStatisticsOutput {
        access: Read, event: Data, pages: None, rate: Some(400),
        needs: |input, scope| Check::any(),
    }

    /// Gives data of several metrics.
    GetMetricData(GetMetricDataInput) -> GetMetricDataOutput {
        access: Read, event: Data,
        pages: pages(Some("MaxDatapoints"), &["MetricDataResults", "Messages"]), rate: Some(500),
        needs: |input, scope| get_data(input, scope),
    }

    /// Makes an alarm, or replaces the configuration of the one with this name.
    PutMetricAlarm(PutMetricAlarmInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| put_alarm(input, scope),
    }

    /// Makes a composite alarm, or replaces the configuration of the one with this name.
    PutCompositeAlarm(PutCompositeAlarmInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| put_composite(input, scope),
    }

    /// Makes a mute rule, or replaces the one with this name.
    PutAlarmMuteRule(PutAlarmMuteRuleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| put_mute_rule(input, scope),
    }

    /// Shows a mute rule.
    GetAlarmMuteRule(MuteRuleNameInput) -> GetAlarmMuteRuleOutput {
        access: Read, event: Management, pages: None, rate: Some(9),
        needs: |input, scope| mute_rule(scope, &input.alarm_mute_rule_name),
    }

    /// Lists mute rules.
    ListAlarmMuteRules(ListAlarmMuteRulesInput) -> ListAlarmMuteRulesOutput {
        access: List, event: Management,
        pages: pages(Some("MaxRecords"), &["AlarmMuteRuleSummaries"]), rate: Some(9),
        needs: |input, scope| mute_rule(scope, "*"),
    }

    /// Deletes a mute rule.
    DeleteAlarmMuteRule(MuteRuleNameInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| mute_rule(scope, &input.alarm_mute_rule_name),
    }

    /// Describes alarms.
    DescribeAlarms(DescribeAlarmsInput) -> DescribeAlarmsOutput {
        access: Read, event: Management,
        pages: pages(Some("MaxRecords"), &["MetricAlarms", "CompositeAlarms", "LogAlarms"]),
        rate: Some(9),
        needs: |input, scope| describe_alarms(input, scope),
    }

    /// Describes the alarms that watch one metric.
    DescribeAlarmsForMetric(DescribeAlarmsForMetricInput) -> DescribeAlarmsForMetricOutput {
        access: Read, event: Management, pages: None, rate: Some(9),
        needs: |input, scope| alarm(scope, "*"),
    }

    /// Tells what happened to alarms.
    DescribeAlarmHistory(DescribeAlarmHistoryInput) -> DescribeAlarmHistoryOutput {
        access: Read, event: Management,
        pages: pages(Some("MaxRecords"), &["AlarmHistoryItems"]), rate: Some(20),
        needs: |input, scope| alarm(scope, input.alarm_name.as_deref().unwrap_or("*")),
    }

    /// Lists the time series of an alarm that watches several.
    DescribeAlarmContributors(DescribeAlarmContributorsInput) -> DescribeAlarmContributorsOutput {
        access: Read, event: Management, pages: pages(None, &["AlarmContributors"]), rate: None,
        needs: |input, scope| alarm(scope, &input.alarm_name),
    }

    /// Makes a model of what values a metric is expected to have.
    PutAnomalyDetector(PutAnomalyDetectorInput) -> PutAnomalyDetectorOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Describes such models.
    DescribeAnomalyDetectors(DescribeAnomalyDetectorsInput) -> DescribeAnomalyDetectorsOutput {
        access: List, event: Management,
        pages: pages(Some("MaxResults"), &["AnomalyDetectors"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes such a model.
    DeleteAnomalyDetector(DeleteAnomalyDetectorInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes alarms.
    DeleteAlarms(AlarmNamesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| alarms(scope, Some(&input.alarm_names)),
    }

    /// Sets an alarm's state until its next evaluation.
    SetAlarmState(SetAlarmStateInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| alarm(scope, &input.alarm_name),
    }

    /// Switches the actions of alarms on.
    EnableAlarmActions(AlarmNamesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| alarms(scope, Some(&input.alarm_names)),
    }

    /// Switches the actions of alarms off.
    DisableAlarmActions(AlarmNamesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(3),
        needs: |input, scope| alarms(scope, Some(&input.alarm_names)),
    }

    /// Makes a dashboard, or replaces the body of the one with this name.
    PutDashboard(PutDashboardInput) -> PutDashboardOutput {
        access: Write, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| put_dashboard(input, scope),
    }

    /// Gives a dashboard's body.
    GetDashboard(GetDashboardInput) -> GetDashboardOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| dashboard(scope, &input.dashboard_name),
    }

    /// Lists dashboards.
    ListDashboards(ListDashboardsInput) -> ListDashboardsOutput {
        access: List, event: Management, pages: pages(None, &["DashboardEntries"]), rate: Some(10),
        needs: |input, scope| Check::any(),
    }

    /// Deletes dashboards.
    DeleteDashboards(DeleteDashboardsInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| {
            input.dashboard_names.iter().map(|name| dashboard(scope, name)).collect::<Vec<_>>()
        },
    }

    /// Makes a metric stream, or changes the one with this name.
    PutMetricStream(PutMetricStreamInput) -> PutMetricStreamOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| put_stream(input, scope),
    }

    /// Describes a metric stream.
    GetMetricStream(MetricStreamNameInput) -> GetMetricStreamOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| stream(scope, &input.name),
    }

    /// Lists metric streams.
    ListMetricStreams(ListMetricStreamsInput) -> ListMetricStreamsOutput {
        access: List, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes a metric stream.
    DeleteMetricStream(MetricStreamNameInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| stream(scope, &input.name),
    }

    /// Lets metric streams run.
    StartMetricStreams(MetricStreamNamesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            input.names.iter().map(|name| stream(scope, name)).collect::<Vec<_>>()
        },
    }

    /// Stops metric streams.
    StopMetricStreams(MetricStreamNamesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            input.names.iter().map(|name| stream(scope, name)).collect::<Vec<_>>()
        },
    }

    /// Makes a rule that counts contributors in log groups, or changes the one with this name.
    PutInsightRule(PutInsightRuleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| put_rule(input, scope),
    }

    /// Lists rules of Contributor Insights.
    DescribeInsightRules(DescribeInsightRulesInput) -> DescribeInsightRulesOutput {
        access: List, event: Management,
        pages: pages(Some("MaxResults"), &["InsightRules"]), rate: Some(20),
        needs: |input, scope| Check::any(),
    }

    /// Lets rules count again.
    EnableInsightRules(InsightRuleNamesInput) -> InsightRuleFailuresOutput {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| rules(scope, input),
    }

    /// Lets rules count nothing.
    DisableInsightRules(InsightRuleNamesInput) -> InsightRuleFailuresOutput {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| rules(scope, input),
    }

    /// Deletes rules.
    DeleteInsightRules(InsightRuleNamesInput) -> InsightRuleFailuresOutput {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| rules(scope, input),
    }

    /// Tells who contributed most.
    GetInsightRuleReport(GetInsightRuleReportInput) -> GetInsightRuleReportOutput {
        access: Read, event: Management, pages: None, rate: Some(20),
        needs: |input, scope| rule(scope, &input.rule_name),
    }

    /// Lists an alarm's tags.
    ListTagsForResource(ListTagsForResourceInput) -> ListTagsForResourceOutput {
        access: List, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::on(&input.resource_arn),
    }

    /// Adds tags to an alarm.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(20),
        needs: |input, scope| Check::on(&input.resource_arn)
            .tags(input.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()))),
    }

    /// Removes tags from an alarm.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(20),
        needs: |input, scope| {
            Check::on(&input.resource_arn).key("aws:TagKeys", input.tag_keys.clone())
        },
    }
}

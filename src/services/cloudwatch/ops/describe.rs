//! DescribeAlarms and DescribeAlarmsForMetric.

use super::names::{metric, shown};
use super::{page, validation};
use crate::api::shape::Empty;
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::config::EvaluationWindow;
use crate::services::cloudwatch::api::{
    self, DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput, DescribeAlarmsInput,
    DescribeAlarmsOutput, MetricAlarm, WallClockWindow, WarmUpConfiguration,
};
use crate::services::cloudwatch::state::{Alarm, State};
use crate::sim::Ctx;

/// How many records a page holds when the request does not say. AWS does not say either.
pub const PAGE: usize = 50;

/// A page's size.
pub fn size(asked: Option<i32>) -> usize {
    asked.and_then(|n| usize::try_from(n).ok()).unwrap_or(PAGE)
}

/// Alarms by name or prefix, state and action, in the order of their names.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html>
pub fn alarms(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAlarmsInput,
) -> Result<DescribeAlarmsOutput, ApiError> {
    let names = input.alarm_names.as_ref().filter(|names| !names.is_empty());
    if names.is_some() && input.alarm_name_prefix.is_some() {
        return Err(validation("AlarmNames and AlarmNamePrefix cannot be specified together"));
    }
    // Other types are asked for by name; there are none of them here.
    let types = input.alarm_types.as_ref().filter(|types| !types.is_empty());
    let wanted = types.is_none_or(|types| types.iter().any(|kind| kind == "MetricAlarm"));
    let matches = |(name, alarm): &(&String, &Alarm)| {
        wanted
            && names.is_none_or(|names| names.contains(name))
            && input.alarm_name_prefix.as_ref().is_none_or(|p| name.starts_with(p.as_str()))
            && input.state_value.as_ref().is_none_or(|state| state == alarm.value().name())
            && input.action_prefix.as_ref().is_none_or(|prefix| has_action(alarm.config(), prefix))
    };
    let all = state.region(ctx.scope).into_iter().flat_map(|region| region.alarms.iter());
    let found = all.filter(matches).map(|(_, alarm)| describe(alarm));
    let (metric_alarms, next_token) =
        page(found, input.next_token.as_ref(), size(input.max_records))?;
    Ok(DescribeAlarmsOutput {
        composite_alarms: Vec::new(),
        metric_alarms,
        log_alarms: Vec::new(),
        next_token,
    })
}

fn has_action(config: &Config, prefix: &str) -> bool {
    let lists = [&config.ok_actions, &config.alarm_actions, &config.insufficient_actions];
    lists.into_iter().flatten().any(|action| action.starts_with(prefix))
}

/// The alarms that watch exactly this metric.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html>
pub fn for_metric(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAlarmsForMetricInput,
) -> Result<DescribeAlarmsForMetricOutput, ApiError> {
    let id = metric(&input.namespace, &input.metric_name, input.dimensions.as_ref(), "")?;
    let stat = input.statistic.as_ref().or(input.extended_statistic.as_ref());
    let matches = |alarm: &&Alarm| {
        let config = alarm.config();
        config.metric == id
            && stat.is_none_or(|stat| *stat == config.stat_name)
            && input.period.is_none_or(|period| period == config.period_secs)
            && input.unit.as_ref().is_none_or(|unit| Some(unit.as_str()) == config.unit)
    };
    let all = state.region(ctx.scope).into_iter().flat_map(|region| region.alarms.values());
    let metric_alarms = all.filter(matches).map(describe).collect();
    Ok(DescribeAlarmsForMetricOutput { metric_alarms })
}

/// An alarm as AWS describes it: what was not given is not there.
pub fn describe(alarm: &Alarm) -> MetricAlarm {
    let (config, condition) = (alarm.config(), alarm.condition());
    let stat = Some(config.stat_name.clone());
    let (statistic, extended_statistic) =
        if config.stat.is_plain() { (stat, None) } else { (None, stat) };
    MetricAlarm {
        alarm_name: config.name.clone(),
        alarm_arn: config.arn.to_string(),
        alarm_description: config.description.clone(),
        configuration_updated: Timestamp(config.updated),
        actions_enabled: config.actions_enabled,
        ok_actions: config.ok_actions.clone(),
        alarm_actions: config.alarm_actions.clone(),
        insufficient_data_actions: config.insufficient_actions.clone(),
        state_value: condition.value.name().to_owned(),
        state_reason: condition.reason.clone(),
        state_reason_data: condition.data.clone(),
        state_updated: Timestamp(alarm.updated),
        metric_name: config.metric.name.clone(),
        namespace: config.metric.namespace.clone(),
        statistic,
        extended_statistic,
        dimensions: shown(&config.dimensions),
        period: config.period_secs,
        unit: config.unit.map(str::to_owned),
        evaluation_periods: config.evaluation_periods as i32,
        datapoints_to_alarm: config.datapoints_to_alarm.map(|m| m as i32),
        threshold: config.threshold.get(),
        comparison_operator: config.comparison.name().to_owned(),
        treat_missing_data: config.treat.map(|treat| treat.name().to_owned()),
        evaluate_low_sample_count_percentile: config.low_samples.map(|low| low.name().to_owned()),
        // The service model does not list this value, the user guide does.
        evaluation_state: alarm.warming.then(|| "IN_WARM_UP".to_owned()),
        state_transitioned: Timestamp(condition.since),
        evaluation_window: config.window.as_ref().map(window),
        warm_up_configuration: config.warm_up.map(|warm_up| WarmUpConfiguration {
            minutes: warm_up.minutes,
            only_after: warm_up.only_after,
        }),
    }
}

fn window(window: &EvaluationWindow) -> api::EvaluationWindow {
    match window {
        EvaluationWindow::Sliding => {
            api::EvaluationWindow { sliding_window: Some(Empty {}), wall_clock_window: None }
        }
        EvaluationWindow::WallClock { timezone, .. } => api::EvaluationWindow {
            sliding_window: None,
            wall_clock_window: Some(WallClockWindow { timezone: timezone.clone() }),
        },
    }
}

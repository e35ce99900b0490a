//! DescribeAlarms and DescribeAlarmsForMetric.

use std::collections::BTreeMap;

use serde_json::Value;

use super::names::{metric, shown};
use super::{page, validation};
use crate::api::reply::json;
use crate::api::shape::Empty;
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::any::{AlarmKind, AnyConfig};
use crate::services::cloudwatch::alarm::config::EvaluationWindow;
use crate::services::cloudwatch::alarm::watched::{Query, Source};
use crate::services::cloudwatch::api::{
    self, CompositeAlarm, DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput,
    DescribeAlarmsInput, DescribeAlarmsOutput, Metric, MetricAlarm, MetricDataQuery, MetricStat,
    WallClockWindow, WarmUpConfiguration,
};
use crate::services::cloudwatch::composite::Composite;
use crate::services::cloudwatch::state::{Alarm, State};
use crate::sim::Ctx;

/// How many records a page holds when the request does not say. AWS does not say either.
pub const PAGE: usize = 50;

/// A page's size.
pub fn size(asked: Option<i32>) -> usize {
    asked.and_then(|n| usize::try_from(n).ok()).unwrap_or(PAGE)
}

/// An alarm of either kind.
#[derive(Clone, Copy)]
enum Either<'a> {
    Metric(&'a Alarm),
    Composite(&'a Composite),
}

/// Alarms by name or prefix, type, state and action, in the order of their names; or those that a
/// composite alarm looks at, or that look at an alarm.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html>
pub fn alarms(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAlarmsInput,
) -> Result<Value, ApiError> {
    let names = input.alarm_names.as_ref().filter(|names| !names.is_empty());
    if names.is_some() && input.alarm_name_prefix.is_some() {
        return Err(validation("AlarmNames and AlarmNamePrefix cannot be specified together"));
    }
    if let Some(family) = Family::of(input)? {
        return family.describe(state, ctx, input);
    }
    // Without types, metric alarms only.
    let types = input.alarm_types.as_ref().filter(|types| !types.is_empty());
    let wanted = |kind: AlarmKind| match types {
        Some(types) => types.iter().any(|name| name == kind.name()),
        None => kind == AlarmKind::Metric,
    };
    let matches = |alarm: &Either<'_>| {
        let config = alarm.config();
        wanted(config.kind())
            && names.is_none_or(|names| names.iter().any(|name| name == config.name()))
            && input.alarm_name_prefix.as_ref().is_none_or(|p| config.name().starts_with(p))
            && input.state_value.as_ref().is_none_or(|state| state == alarm.value().name())
            && input.action_prefix.as_ref().is_none_or(|prefix| has_action(&config, prefix))
    };
    let found = all(state, ctx).into_iter().filter(matches);
    let (found, next_token) = page(found, input.next_token.as_ref(), size(input.max_records))?;
    Ok(json(output(found, next_token)))
}

/// Every alarm, in the order of names.
fn all<'a>(state: &'a State, ctx: &Ctx<'_>) -> Vec<Either<'a>> {
    let Some(region) = state.region(ctx.scope) else { return Vec::new() };
    let metric = region.alarms.iter().map(|(name, alarm)| (name, Either::Metric(alarm)));
    let composite = region.composites.iter().map(|(name, alarm)| (name, Either::Composite(alarm)));
    let sorted: BTreeMap<_, _> = metric.chain(composite).collect();
    sorted.into_values().collect()
}

fn output(found: Vec<Either<'_>>, next_token: Option<String>) -> DescribeAlarmsOutput {
    let (mut metric_alarms, mut composite_alarms) = (Vec::new(), Vec::new());
    for alarm in found {
        match alarm {
            Either::Metric(alarm) => metric_alarms.push(describe(alarm)),
            Either::Composite(alarm) => composite_alarms.push(describe_composite(alarm)),
        }
    }
    DescribeAlarmsOutput { composite_alarms, metric_alarms, log_alarms: Vec::new(), next_token }
}

impl Either<'_> {
    fn config(&self) -> AnyConfig {
        match self {
            Either::Metric(alarm) => alarm.config().into(),
            Either::Composite(alarm) => alarm.config().into(),
        }
    }

    fn value(&self) -> StateValue {
        match self {
            Either::Metric(alarm) => alarm.value(),
            Either::Composite(alarm) => alarm.value(),
        }
    }
}

/// Whose relatives are asked for.
enum Family<'a> {
    /// The alarms a composite alarm's rule refers to.
    ChildrenOf(&'a str),
    /// The composite alarms whose rules refer to an alarm.
    ParentsOf(&'a str),
}

impl<'a> Family<'a> {
    /// Nothing but the page may be asked for beside it; AWS's message is not known.
    fn of(input: &'a DescribeAlarmsInput) -> Result<Option<Family<'a>>, ApiError> {
        let others = [
            input.alarm_names.is_some(),
            input.alarm_name_prefix.is_some(),
            input.alarm_types.is_some(),
            input.state_value.is_some(),
            input.action_prefix.is_some(),
        ];
        let family = match (&input.children_of_alarm_name, &input.parents_of_alarm_name) {
            (None, None) => return Ok(None),
            (Some(name), None) => Family::ChildrenOf(name),
            (None, Some(name)) => Family::ParentsOf(name),
            _ => return Err(alone("ChildrenOfAlarmName")),
        };
        match (&family, others.contains(&true)) {
            (_, false) => Ok(Some(family)),
            (Family::ChildrenOf(_), _) => Err(alone("ChildrenOfAlarmName")),
            (Family::ParentsOf(_), _) => Err(alone("ParentsOfAlarmName")),
        }
    }

    fn describe(
        &self,
        state: &State,
        ctx: &Ctx<'_>,
        input: &DescribeAlarmsInput,
    ) -> Result<Value, ApiError> {
        let refers = |parent: &str, child: &str| {
            let parent = state.composite(ctx.scope, parent);
            parent.is_some_and(|parent| parent.config().rule.children().iter().any(|c| c == child))
        };
        let is_one = |alarm: &Either<'_>| match self {
            Family::ChildrenOf(parent) => refers(parent, alarm.config().name()),
            Family::ParentsOf(child) => refers(alarm.config().name(), child),
        };
        let members: &[&str] = match self {
            Family::ChildrenOf(_) => {
                &["AlarmName", "AlarmArn", "StateValue", "StateUpdatedTimestamp"]
            }
            Family::ParentsOf(_) => &["AlarmName", "AlarmArn"],
        };
        let found = all(state, ctx).into_iter().filter(is_one);
        let (found, token) = page(found, input.next_token.as_ref(), size(input.max_records))?;
        let mut value = json(output(found, token));
        // Of relatives only so much is told.
        for list in ["MetricAlarms", "CompositeAlarms"] {
            let alarms = value.get_mut(list).and_then(Value::as_array_mut);
            for alarm in alarms.into_iter().flatten().filter_map(Value::as_object_mut) {
                alarm.retain(|key, _| members.contains(&key.as_str()));
            }
        }
        Ok(value)
    }
}

fn alone(name: &str) -> ApiError {
    validation(format!("{name} cannot be specified with other parameters"))
}

fn has_action(config: &AnyConfig, prefix: &str) -> bool {
    let states = [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData];
    states
        .into_iter()
        .flat_map(|state| config.actions(state))
        .any(|action| action.starts_with(prefix))
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
    // Alarms on expressions are left out, whatever metrics these are of.
    let matches = |alarm: &&Alarm| {
        let config = alarm.config();
        config.measure().is_some_and(|measure| measure.id == id)
            && stat.is_none_or(|stat| *stat == config.stat_name())
            && input.period.is_none_or(|period| period == config.period_secs)
            && input.unit.as_ref().is_none_or(|unit| Some(unit.as_str()) == config.unit())
    };
    let all = state.region(ctx.scope).into_iter().flat_map(|region| region.alarms.values());
    let metric_alarms = all.filter(matches).map(describe).collect();
    Ok(DescribeAlarmsForMetricOutput { metric_alarms })
}

/// An alarm as AWS describes it: what was not given is not there.
pub fn describe(alarm: &Alarm) -> MetricAlarm {
    let (config, condition) = (alarm.config(), alarm.condition());
    let measure = config.measure();
    let named = |plain: bool| {
        let measure = measure.filter(|measure| measure.stat.is_plain() == plain);
        measure.map(|measure| measure.stat_name.clone())
    };
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
        metric_name: measure.map(|measure| measure.id.name.clone()),
        namespace: measure.map(|measure| measure.id.namespace.clone()),
        statistic: named(true),
        extended_statistic: named(false),
        dimensions: shown(config.dimensions()),
        period: measure.map(|_| config.period_secs),
        unit: config.unit().map(str::to_owned),
        evaluation_periods: config.evaluation_periods as i32,
        datapoints_to_alarm: config.datapoints_to_alarm.map(|m| m as i32),
        threshold: config.threshold.fixed(),
        comparison_operator: config.comparison.name().to_owned(),
        treat_missing_data: config.treat.map(|treat| treat.name().to_owned()),
        evaluate_low_sample_count_percentile: config.low_samples.map(|low| low.name().to_owned()),
        metrics: measure.is_none().then(|| queries(config)),
        threshold_metric_id: config.threshold.band().map(str::to_owned),
        evaluation_state: alarm.evaluation_state().map(str::to_owned),
        state_transitioned: Timestamp(condition.since),
        evaluation_window: config.window.as_ref().map(window),
        warm_up_configuration: config.warm_up.map(|warm_up| WarmUpConfiguration {
            minutes: warm_up.minutes,
            only_after: warm_up.only_after,
        }),
    }
}

/// A composite alarm as AWS describes it.
pub fn describe_composite(alarm: &Composite) -> CompositeAlarm {
    let (config, condition) = (alarm.config(), alarm.condition());
    let suppressor = config.suppressor.as_ref();
    CompositeAlarm {
        actions_enabled: config.actions_enabled,
        alarm_actions: config.alarm_actions.clone(),
        alarm_arn: config.arn.to_string(),
        configuration_updated: Timestamp(config.updated),
        alarm_description: config.description.clone(),
        alarm_name: config.name.clone(),
        alarm_rule: config.rule.text.clone(),
        insufficient_data_actions: config.insufficient_actions.clone(),
        ok_actions: config.ok_actions.clone(),
        state_reason: condition.reason.clone(),
        state_reason_data: condition.data.clone(),
        state_updated: Timestamp(alarm.updated),
        state_value: condition.value.name().to_owned(),
        state_transitioned: Timestamp(condition.since),
        actions_suppressed_by: alarm.hold.map(|hold| hold.by.name().to_owned()),
        actions_suppressed_reason: alarm.hold.map(|hold| hold.by.reason()),
        actions_suppressor: suppressor.map(|suppressor| suppressor.given.clone()),
        actions_suppressor_wait_period: suppressor.map(|suppressor| suppressor.wait_secs),
        actions_suppressor_extension_period: suppressor.map(|s| s.extension_secs),
    }
}

/// What an alarm on expressions watches, as it was given.
pub fn queries(config: &Config) -> Vec<MetricDataQuery> {
    written(config.metric.queries(), config.period_secs)
}

/// Queries of one period, as they were given.
pub fn written(queries: &[Query], period_secs: i32) -> Vec<MetricDataQuery> {
    let one = |query: &Query| {
        let blank = MetricDataQuery {
            id: query.id.clone(),
            label: query.label.clone(),
            return_data: Some(query.returns),
            ..MetricDataQuery::default()
        };
        match &query.of {
            Source::Expression { text, period_secs } => {
                MetricDataQuery { expression: Some(text.clone()), period: *period_secs, ..blank }
            }
            Source::Metric(measure) => {
                let dimensions = shown(&measure.dimensions);
                let metric = Metric {
                    namespace: Some(measure.id.namespace.clone()),
                    metric_name: Some(measure.id.name.clone()),
                    dimensions: (!dimensions.is_empty()).then_some(dimensions),
                };
                let stat = MetricStat {
                    metric,
                    period: period_secs,
                    stat: measure.stat_name.clone(),
                    unit: measure.unit.map(str::to_owned),
                };
                let account_id = measure.account.map(|account| account.to_string());
                MetricDataQuery { metric_stat: Some(stat), account_id, ..blank }
            }
        }
    };
    queries.iter().map(one).collect()
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

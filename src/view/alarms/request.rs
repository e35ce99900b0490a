//! An alarm as the call that makes it.

use crate::services::Request;
use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::config::EvaluationWindow;
use crate::services::cloudwatch::api::{
    self, Dimension, PutMetricAlarmInput, Tag, WallClockWindow, WarmUpConfiguration,
};
use crate::services::cloudwatch::ops::describe::queries;

/// The PutMetricAlarm that would make this alarm.
pub fn put(config: &Config) -> Request {
    tagged(config, None)
}

/// The PutMetricAlarm that makes it with tags.
pub fn tagged(config: &Config, tags: Option<Vec<Tag>>) -> Request {
    let input = PutMetricAlarmInput { tags, ..input(config) };
    Request::CloudWatch(api::Request::PutMetricAlarm(input))
}

fn input(config: &Config) -> PutMetricAlarmInput {
    let some = |arns: &Vec<String>| (!arns.is_empty()).then(|| arns.clone());
    let measure = config.measure();
    let named = |plain: bool| {
        let measure = measure.filter(|measure| measure.stat.is_plain() == plain);
        measure.map(|measure| measure.stat_name.clone())
    };
    PutMetricAlarmInput {
        alarm_name: config.name.clone(),
        alarm_description: config.description.clone(),
        actions_enabled: (!config.actions_enabled).then_some(false),
        ok_actions: some(&config.ok_actions),
        alarm_actions: some(&config.alarm_actions),
        insufficient_data_actions: some(&config.insufficient_actions),
        metric_name: measure.map(|measure| measure.id.name.clone()),
        namespace: measure.map(|measure| measure.id.namespace.clone()),
        statistic: named(true),
        extended_statistic: named(false),
        dimensions: dimensions(config.dimensions()),
        period: measure.map(|_| config.period_secs),
        unit: config.unit().map(str::to_owned),
        evaluation_periods: i32::try_from(config.evaluation_periods).ok(),
        datapoints_to_alarm: config.datapoints_to_alarm.and_then(|m| i32::try_from(m).ok()),
        threshold: config.threshold.fixed(),
        comparison_operator: Some(config.comparison.name().to_owned()),
        treat_missing_data: config.treat.map(|treat| treat.name().to_owned()),
        evaluate_low_sample_count_percentile: config.low_samples.map(|low| low.name().to_owned()),
        metrics: measure.is_none().then(|| queries(config)),
        tags: None,
        threshold_metric_id: config.threshold.band().map(str::to_owned),
        evaluation_window: config.window.as_ref().map(window),
        warm_up_configuration: config.warm_up.map(|warm_up| WarmUpConfiguration {
            minutes: warm_up.minutes,
            only_after: warm_up.only_after,
        }),
    }
}

fn dimensions(pairs: &[(String, String)]) -> Option<Vec<Dimension>> {
    let one =
        |(name, value): &(String, String)| Dimension { name: name.clone(), value: value.clone() };
    (!pairs.is_empty()).then(|| pairs.iter().map(one).collect())
}

fn window(window: &EvaluationWindow) -> api::EvaluationWindow {
    match window {
        EvaluationWindow::Sliding => {
            api::EvaluationWindow { sliding_window: Some(Default::default()), ..Default::default() }
        }
        EvaluationWindow::WallClock { timezone, .. } => api::EvaluationWindow {
            wall_clock_window: Some(WallClockWindow { timezone: timezone.clone() }),
            ..Default::default()
        },
    }
}

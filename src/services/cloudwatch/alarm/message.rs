//! What an alarm tells a topic: subject and JSON.
//!
//! Samples: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html>,
//! messages recorded in 2025 and 2026.

use super::config::{Config, StateValue};
use super::contributor::Contributor;
use super::evaluate::Condition;
use super::mail;
use super::watched::Watched;
use super::written;
use crate::services::cloudwatch::json::{Object, dimensions};
use crate::sim::scope::Scope;

/// One change of state to tell of.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// Where the alarm is.
    pub scope: Scope,
    /// Its configuration.
    pub config: &'a Config,
    /// The condition before.
    pub from: &'a Condition,
    /// The condition now.
    pub to: &'a Condition,
}

/// SNS takes subjects of at most so many characters.
const SUBJECT_MAX: usize = 100;

/// `ALARM: "web-cpu-high" in US East (N. Virginia)`; a long one is cut and ends with `...`.
pub fn subject(notice: &Notice<'_>) -> String {
    subject_of(notice.to.value, &notice.config.name, notice.scope)
}

/// The same for an alarm of any kind.
pub fn subject_of(state: StateValue, name: &str, scope: Scope) -> String {
    let subject = format!("{}: \"{name}\" in {}", state.name(), scope.region.name());
    if subject.chars().count() <= SUBJECT_MAX {
        return subject;
    }
    subject.chars().take(SUBJECT_MAX - 3).chain("...".chars()).collect()
}

/// What else there is to tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// Whether the alarm was muted until now.
    pub late: bool,
    /// The time series that changed state, of an alarm over several.
    pub contributor: Option<&'a Contributor>,
}

/// The JSON that subscribers who are programs get.
pub fn json(notice: &Notice<'_>) -> String {
    of(notice, Told::default())
}

/// The same, with what else there is to tell.
pub fn of(notice: &Notice<'_>, told: Told<'_>) -> String {
    let Notice { scope, config, from, to } = notice;
    let object = Object::new()
        .text("AlarmName", &config.name)
        .text_or_null("AlarmDescription", config.description.as_deref())
        .text("AWSAccountId", &scope.account.to_string())
        .text("AlarmConfigurationUpdatedTimestamp", &config.updated.aws_millis())
        .text("NewStateValue", to.value.name())
        .text("NewStateReason", &to.reason)
        .text("StateChangeTime", &to.since.aws_millis())
        .text("Region", scope.region.name())
        .text("AlarmArn", config.arn.as_str());
    let object = match told.contributor {
        None => object
            .text("OldStateValue", from.value.name())
            .plain("ActionExecutedAfterMuteWindow", told.late),
        Some(contributor) => object
            .plain("ActionExecutedAfterMuteWindow", told.late)
            .text("OldStateValue", from.value.name())
            .text("AlarmContributorId", &contributor.id)
            .raw("AlarmContributorAttributes", &contributor.json()),
    };
    object
        .texts("OKActions", &config.ok_actions)
        .texts("AlarmActions", &config.alarm_actions)
        .texts("InsufficientDataActions", &config.insufficient_actions)
        .raw("Trigger", &trigger(config))
        .end()
}

fn trigger(config: &Config) -> String {
    let trigger = Object::new();
    let trigger = match config.measure() {
        Some(measure) => {
            let kind = if measure.stat.is_plain() { "Statistic" } else { "ExtendedStatistic" };
            let name = match measure.stat.is_plain() {
                true => measure.stat_name.to_ascii_uppercase(),
                false => measure.stat_name.clone(),
            };
            trigger
                .text("MetricName", &measure.id.name)
                .text("Namespace", &measure.id.namespace)
                .text("StatisticType", kind)
                .text(kind, &name)
                .text_or_null("Unit", measure.unit)
                .raw("Dimensions", &dimensions(&measure.dimensions))
        }
        None => trigger,
    };
    let trigger = trigger
        .plain("Period", config.period_secs)
        .plain("EvaluationPeriods", config.evaluation_periods);
    let trigger = match config.datapoints_to_alarm {
        Some(m) => trigger.plain("DatapointsToAlarm", m),
        None => trigger,
    };
    let trigger = trigger.text("ComparisonOperator", config.comparison.name());
    let trigger = match (config.threshold.fixed(), config.threshold.band()) {
        (Some(threshold), _) => trigger.double("Threshold", threshold),
        (None, band) => trigger.some_text("ThresholdMetricId", band),
    };
    let low = config.low_samples.map_or("", |low| low.name());
    let trigger = trigger
        .text("TreatMissingData", config.treat().name())
        .text("EvaluateLowSampleCountPercentile", low);
    match &config.metric {
        Watched::Metric(_) => trigger.end(),
        Watched::Queries(queries) => {
            trigger.raw("Metrics", &written::message(queries, config.period_secs)).end()
        }
    }
}

/// What is published, by protocol: everybody gets the JSON, people who read mail get the mail.
pub fn published(notice: &Notice<'_>, told: Told<'_>) -> String {
    let mail = match told.contributor {
        None => mail::text(notice),
        Some(contributor) => mail::of_contributor(notice, contributor),
    };
    Object::new().text("default", &of(notice, told)).text("email", &mail).end()
}

//! What is kept of an alarm's past, also after its deletion.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html>

use std::rc::Rc;

use super::any::{AlarmKind, AnyConfig};
use super::config::{Config, StateValue};
use super::contributor::Contributor;
use super::evaluate::Condition;
use super::fires::Kind;
use super::message::{self, Notice};
use super::watched::Watched;
use super::written;
use crate::services::cloudwatch::composite;
use crate::services::cloudwatch::json::{self, Object, dimensions, quoted};
use crate::sim::real::{Real, java_double};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// How long history is shown. The user guide says 30 days.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html>
pub const KEPT: Span = Span::days(30);

/// One item. Its texts are written when somebody asks for them.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Item {
    /// When it happened.
    pub time: Time,
    /// The alarm's name.
    pub alarm: String,
    /// Its kind.
    pub kind: AlarmKind,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum What {
    /// The alarm was created.
    Created(AnyConfig),
    /// Its configuration was replaced.
    Updated {
        /// The configuration before.
        old: AnyConfig,
        /// The configuration now.
        new: AnyConfig,
        /// Its state then.
        state: Snapshot,
    },
    /// It was deleted.
    Deleted {
        /// Its last configuration.
        config: AnyConfig,
        /// Its last state.
        state: Snapshot,
    },
    /// Its state changed.
    State {
        /// The condition before.
        from: Rc<Condition>,
        /// The condition now.
        to: Rc<Condition>,
    },
    /// Its state stayed, for another reason: so many of its time series are in ALARM now.
    Reason {
        /// The condition before.
        from: Rc<Condition>,
        /// The condition now.
        to: Rc<Condition>,
    },
    /// One of its time series changed state.
    Contributor {
        /// Which.
        contributor: Rc<Contributor>,
        /// Its condition now.
        to: Rc<Condition>,
    },
    /// An action ran, or failed.
    Action {
        /// What it was to tell of.
        deed: Deed,
        /// Why it failed.
        error: Option<String>,
    },
}

/// A state with its timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    /// The state.
    pub value: StateValue,
    /// StateUpdatedTimestamp.
    pub updated: Time,
}

/// One action of one change of state.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Deed {
    /// Where the alarm is.
    pub scope: Scope,
    /// The action's ARN.
    pub action: String,
    /// The alarm's configuration.
    pub config: AnyConfig,
    /// The condition before.
    pub from: Rc<Condition>,
    /// The condition that calls for it.
    pub to: Rc<Condition>,
    /// The time series it is of, if it is one's of an alarm over several.
    pub contributor: Option<Rc<Contributor>>,
    /// Whether it comes late, since it was muted.
    pub after_mute: bool,
    /// The newest value the alarm saw, which a scaling policy goes by.
    pub value: Option<Real>,
}

impl Deed {
    /// The subject of what is told.
    pub fn subject(&self) -> String {
        message::subject_of(self.to.value, self.config.name(), self.scope)
    }

    /// What is told to programs.
    pub fn json(&self) -> String {
        match &self.config {
            AnyConfig::Metric(config) => message::of(&self.notice(config), self.told()),
            AnyConfig::Composite(config) => composite::message::json(&self.composite(config)),
        }
    }

    /// What is told, by protocol.
    pub fn published(&self) -> String {
        match &self.config {
            AnyConfig::Metric(config) => message::published(&self.notice(config), self.told()),
            AnyConfig::Composite(config) => composite::message::published(&self.composite(config)),
        }
    }

    fn told(&self) -> message::Told<'_> {
        message::Told { late: self.after_mute, contributor: self.contributor.as_deref() }
    }

    fn notice<'a>(&'a self, config: &'a Config) -> Notice<'a> {
        Notice { scope: self.scope, config, from: &self.from, to: &self.to }
    }

    fn composite<'a>(&'a self, config: &'a composite::Config) -> composite::message::Notice<'a> {
        let (scope, from, to) = (self.scope, &self.from, &self.to);
        composite::message::Notice { scope, config, from, to, after_mute: self.after_mute }
    }
}

impl Item {
    /// Something that happened to an alarm.
    pub fn new(time: Time, config: &AnyConfig, what: What) -> Item {
        Item { time, alarm: config.name().to_owned(), kind: config.kind(), what }
    }

    /// `HistoryItemType`.
    pub fn item_type(&self) -> &'static str {
        match &self.what {
            What::Created(_) | What::Updated { .. } | What::Deleted { .. } => "ConfigurationUpdate",
            What::State { .. } | What::Reason { .. } => "StateUpdate",
            What::Contributor { .. } => "AlarmContributorStateUpdate",
            What::Action { deed, .. } if deed.contributor.is_some() => "AlarmContributorAction",
            What::Action { .. } => "Action",
        }
    }

    /// The time series it is of, if it is one's of an alarm over several.
    pub fn contributor(&self) -> Option<&Contributor> {
        match &self.what {
            What::Contributor { contributor, .. } => Some(contributor),
            What::Action { deed, .. } => deed.contributor.as_deref(),
            _ => None,
        }
    }

    /// `HistorySummary`. The error of a failed action stands in it whole, though the API reference
    /// gives summaries 255 characters: that is how published histories show it.
    pub fn summary(&self) -> String {
        let name = &self.alarm;
        match &self.what {
            What::Created(_) => format!("Alarm \"{name}\" created"),
            What::Updated { .. } => format!("Alarm \"{name}\" updated"),
            What::Deleted { .. } => format!("Alarm \"{name}\" deleted"),
            What::State { from, to } => {
                format!("Alarm updated from {} to {}", from.value.name(), to.value.name())
            }
            What::Reason { from, to } => {
                format!("State Reason changed from \"{}\" to \"{}\"", from.reason, to.reason)
            }
            What::Contributor { to, .. } => {
                format!("Contributor state updated to {}", to.value.name())
            }
            What::Action { deed, error: None } => {
                format!("Successfully executed action {}", deed.action)
            }
            What::Action { deed, error: Some(error) } => {
                format!("Failed to execute action {}. Received error: \"{error}\"", deed.action)
            }
        }
    }

    /// `HistoryData`.
    pub fn data(&self) -> String {
        let created = |config: &AnyConfig| Snapshot {
            value: StateValue::InsufficientData,
            updated: config.updated(),
        };
        match &self.what {
            What::Created(config) => {
                configuration("Create").raw("createdAlarm", &alarm(config, created(config))).end()
            }
            What::Updated { old, new, state } => configuration("Update")
                .raw("updatedAlarm", &alarm(new, *state))
                .raw("originalUpdatedFields", &changed(old, new))
                .end(),
            What::Deleted { config, state } => {
                configuration("Delete").raw("deletedAlarm", &alarm(config, *state)).end()
            }
            What::Contributor { to, .. } => {
                Object::new().text("version", "1.0").raw("newState", &condition(to)).end()
            }
            What::State { from, to } | What::Reason { from, to } => Object::new()
                .text("version", "1.0")
                .raw("oldState", &condition(from))
                .raw("newState", &condition(to))
                .end(),
            What::Action { deed, error } => action(deed, error.as_deref()),
        }
    }
}

fn configuration(kind: &str) -> Object {
    Object::new().text("version", "1.0").text("type", kind)
}

fn condition(condition: &Condition) -> String {
    let object = Object::new()
        .text("stateValue", condition.value.name())
        .text("stateReason", &condition.reason);
    match &condition.data {
        Some(data) => object.raw("stateReasonData", data).end(),
        None => object.end(),
    }
}

fn action(deed: &Deed, error: Option<&str>) -> String {
    // Only messages are known to be kept with the action; that other kinds are not is ours.
    let published = match Kind::of(&deed.action) {
        Some(Kind::Sns) => Some(Object::new().text("default", &deed.json()).end()),
        _ => None,
    };
    Object::new()
        .text("actionState", if error.is_none() { "Succeeded" } else { "Failed" })
        .plain("stateUpdateTimestamp", deed.to.since.as_millis())
        .text("notificationResource", &deed.action)
        .some_text("publishedMessage", published.as_deref())
        .some_text("error", error)
        .end()
}

/// An alarm as history writes it.
fn alarm(config: &AnyConfig, state: Snapshot) -> String {
    let mut object = Object::new();
    for (key, json) in members(config) {
        object = object.raw(key, &json);
        if matches!(key, "evaluationPeriods" | "alarmRule") {
            object = object
                .text("stateValue", state.value.name())
                .text("stateUpdatedTimestamp", &state.updated.aws_millis());
        }
    }
    object.end()
}

/// The members an update changed, with their values before it; null where there was none.
fn changed(old: &AnyConfig, new: &AnyConfig) -> String {
    let (old, new) = (members(old), members(new));
    let mut object = Object::new();
    for (key, json) in &old {
        if !new.contains(&(key, json.clone())) {
            object = object.raw(key, json);
        }
    }
    for (key, _) in &new {
        if old.iter().all(|(other, _)| other != key) {
            object = object.raw(key, "null");
        }
    }
    object.end()
}

/// ARNs as a list of JSON.
fn list(arns: &[String]) -> Option<String> {
    let arns: Vec<String> = arns.iter().map(|arn| quoted(arn)).collect();
    Some(json::list(&arns))
}

/// The members of a configuration as JSON, in history's order.
fn members(config: &AnyConfig) -> Vec<(&'static str, String)> {
    match config {
        AnyConfig::Metric(config) => metric_members(config),
        AnyConfig::Composite(config) => composite_members(config),
    }
}

/// The members of a composite alarm. No published history shows them; they are named as in the
/// events about them, in the order of a metric alarm's.
fn composite_members(config: &composite::Config) -> Vec<(&'static str, String)> {
    let mut members = Vec::new();
    let mut put = |key, json: Option<String>| members.extend(json.map(|json| (key, json)));
    let text = |text: &str| Some(quoted(text));
    let suppressor = config.suppressor.as_ref();
    put("alarmName", text(&config.name));
    put("alarmDescription", config.description.as_deref().and_then(text));
    put("alarmArn", text(config.arn.as_str()));
    put("alarmConfigurationUpdatedTimestamp", text(&config.updated.aws_millis()));
    put("actionsSuppressor", suppressor.and_then(|s| text(&s.given)));
    put("actionsSuppressorWaitPeriod", suppressor.map(|s| s.wait_secs.to_string()));
    put("actionsSuppressorExtensionPeriod", suppressor.map(|s| s.extension_secs.to_string()));
    put("alarmRule", text(&config.rule.text));
    put("actionsEnabled", Some(config.actions_enabled.to_string()));
    put("alarmActions", list(&config.alarm_actions));
    put("insufficientDataActions", list(&config.insufficient_actions));
    put("okactions", list(&config.ok_actions));
    members
}

fn metric_members(config: &Config) -> Vec<(&'static str, String)> {
    let mut members = Vec::new();
    let mut put = |key, json: Option<String>| members.extend(json.map(|json| (key, json)));
    let text = |text: &str| Some(quoted(text));
    put("alarmName", text(&config.name));
    put("alarmDescription", config.description.as_deref().and_then(text));
    put("alarmArn", text(config.arn.as_str()));
    put("alarmConfigurationUpdatedTimestamp", text(&config.updated.aws_millis()));
    let measure = config.measure();
    put("namespace", measure.and_then(|measure| text(&measure.id.namespace)));
    put("metricName", measure.and_then(|measure| text(&measure.id.name)));
    let plain = measure.is_none_or(|measure| measure.stat.is_plain());
    let statistic = if plain { "statistic" } else { "extendedStatistic" };
    put(statistic, measure.and_then(|measure| text(&measure.stat_name)));
    put("period", measure.map(|_| config.period_secs.to_string()));
    put("unit", config.unit().and_then(text));
    put("dimensions", measure.map(|measure| dimensions(&measure.dimensions)));
    if let Watched::Queries(queries) = &config.metric {
        put("metrics", Some(written::history(queries, config.period_secs)));
    }
    put("threshold", config.threshold.fixed().map(java_double));
    put("thresholdMetricId", config.threshold.band().and_then(text));
    put("comparisonOperator", text(config.comparison.name()));
    put("datapointsToAlarm", config.datapoints_to_alarm.map(|m| m.to_string()));
    put("treatMissingData", config.treat.and_then(|treat| text(treat.name())));
    put("evaluateLowSampleCountPercentile", config.low_samples.and_then(|low| text(low.name())));
    put("evaluationPeriods", Some(config.evaluation_periods.to_string()));
    put("actionsEnabled", Some(config.actions_enabled.to_string()));
    put("alarmActions", list(&config.alarm_actions));
    put("insufficientDataActions", list(&config.insufficient_actions));
    put("okactions", list(&config.ok_actions));
    members
}

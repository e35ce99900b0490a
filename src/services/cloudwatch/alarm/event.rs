//! What alarms tell the event bus and functions: the change of a state or of a configuration, as
//! JSON.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html>

use std::rc::Rc;

use super::any::AnyConfig;
use super::config::{Config, StateValue};
use super::contributor::Contributor;
use super::evaluate::Condition;
use super::history::{Deed, Item, Snapshot, What};
use super::watched::Watched;
use super::written;
use crate::services::cloudwatch::composite;
use crate::services::cloudwatch::composite::suppress::SuppressedBy;
use crate::services::cloudwatch::facts::Fact;
use crate::services::cloudwatch::json::Object;
use crate::services::cloudwatch::mutes::MuteWindow;
use crate::sim::Ctx;
use crate::sim::append::Append;
use crate::sim::fact::{Cause, FactId};
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// An event on the bus.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Event {
    /// Where.
    pub scope: Scope,
    /// When.
    pub time: Time,
    /// Its id.
    pub id: String,
    /// The id that the one metric of an alarm without expressions goes by in events.
    pub metric_id: String,
    /// What it tells.
    pub what: Told,
}

/// What an event tells.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Told {
    /// A state changed.
    State {
        /// The alarm's configuration.
        config: AnyConfig,
        /// The condition before.
        from: Rc<Condition>,
        /// The condition now.
        to: Rc<Condition>,
        /// The window that mutes its actions, if one does.
        muted: Option<MuteWindow>,
        /// What else holds its actions back, if it is a composite alarm.
        held: Option<SuppressedBy>,
        /// EvaluationState, where the event tells it.
        evaluation: Option<&'static str>,
    },
    /// A time series of an alarm over several changed state.
    Contributor {
        /// The alarm's configuration.
        config: AnyConfig,
        /// Which.
        contributor: Rc<Contributor>,
        /// Its condition now.
        to: Rc<Condition>,
        /// The window that mutes its actions, if one does.
        muted: Option<MuteWindow>,
    },
    /// An alarm was made, changed or deleted.
    Configuration {
        /// Which of these.
        operation: Operation,
        /// The configuration, of a deleted alarm its last.
        config: AnyConfig,
        /// The configuration before an update.
        previous: Option<AnyConfig>,
        /// The state.
        state: Snapshot,
    },
}

/// What was done to an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// It was made.
    Create,
    /// Its configuration was replaced.
    Update,
    /// It was deleted.
    Delete,
}

impl Operation {
    fn name(self) -> &'static str {
        match self {
            Operation::Create => "create",
            Operation::Update => "update",
            Operation::Delete => "delete",
        }
    }
}

impl Event {
    /// `detail-type`.
    pub fn detail_type(&self) -> &'static str {
        match self.what {
            Told::State { .. } => "CloudWatch Alarm State Change",
            Told::Contributor { .. } => "CloudWatch Alarm Contributor State Change",
            Told::Configuration { .. } => "CloudWatch Alarm Configuration Change",
        }
    }

    /// The alarm's configuration.
    pub fn config(&self) -> &AnyConfig {
        match &self.what {
            Told::State { config, .. }
            | Told::Contributor { config, .. }
            | Told::Configuration { config, .. } => config,
        }
    }

    /// The event as the bus carries it.
    pub fn json(&self) -> String {
        let config = self.config();
        Object::new()
            .text("version", "0")
            .text("id", &self.id)
            .text("detail-type", self.detail_type())
            .text("source", "aws.cloudwatch")
            .text("account", &self.scope.account.to_string())
            .text("time", &self.time.format("%Y-%m-%dT%H:%M:%SZ"))
            .text("region", self.scope.region.code())
            .texts("resources", &[config.arn().to_string()])
            .raw("detail", &self.detail())
            .end()
    }

    fn detail(&self) -> String {
        let detail = Object::new().text("alarmName", self.config().name());
        match &self.what {
            Told::State { config, from, to, muted, held, evaluation } => {
                let detail = detail
                    .raw("configuration", &short(config, &self.metric_id))
                    .raw("previousState", &condition(from, None))
                    .raw("state", &evaluated(to, *held, *evaluation));
                muting(detail, muted.as_ref())
            }
            Told::Contributor { config, contributor, to, muted } => {
                let detail = of_contributor(detail, contributor, to)
                    .raw("configuration", &short(config, &self.metric_id));
                muting(detail, muted.as_ref())
            }
            Told::Configuration { operation, config, previous, state } => {
                let state = Object::new()
                    .text("value", state.value.name())
                    .text("timestamp", &state.updated.aws_millis())
                    .end();
                let detail = detail
                    .text("operation", operation.name())
                    .raw("state", &state)
                    .raw("configuration", &whole(config, &self.metric_id));
                match previous {
                    None => detail.end(),
                    Some(old) => {
                        detail.raw("previousConfiguration", &whole(old, &self.metric_id)).end()
                    }
                }
            }
        }
    }
}

/// What a function is invoked with. For a time series of an alarm AWS's page has no example; its
/// members are those of the event that tells the bus of one.
pub fn lambda(deed: &Deed, metric_id: &str) -> String {
    let Deed { scope, config, from, to, contributor, .. } = deed;
    let data = Object::new().text("alarmName", config.name());
    let data = match contributor {
        None => {
            data.raw("state", &condition(to, None)).raw("previousState", &condition(from, None))
        }
        Some(contributor) => of_contributor(data, contributor, to),
    };
    let data = data.raw("configuration", &short(config, metric_id)).end();
    Object::new()
        .text("source", "aws.cloudwatch")
        .text("alarmArn", config.arn().as_str())
        .text("accountId", &scope.account.to_string())
        .text("time", &to.since.aws_millis())
        .text("region", scope.region.code())
        .raw("alarmData", &data)
        .end()
}

/// A time series and the state it came into.
fn of_contributor(object: Object, contributor: &Contributor, to: &Condition) -> Object {
    let one = Object::new().text("id", &contributor.id).raw("attributes", &contributor.json());
    let state = Object::new()
        .text("value", to.value.name())
        .text("reason", &to.reason)
        .text("timestamp", &to.since.aws_millis());
    object.raw("alarmContributor", &one.end()).raw("state", &state.end())
}

fn mute(window: &MuteWindow) -> String {
    Object::new()
        .text("mutedByArn", window.rule.as_str())
        .text("muteWindowStart", &window.start.aws_millis())
        .text("muteWindowEnd", &window.end.aws_millis())
        .end()
}

/// Ends a detail with the window that mutes the alarm's actions, if one does.
fn muting(detail: Object, muted: Option<&MuteWindow>) -> String {
    match muted {
        None => detail.end(),
        Some(window) => detail.raw("muteDetail", &mute(window)).end(),
    }
}

fn condition(condition: &Condition, held: Option<SuppressedBy>) -> String {
    evaluated(condition, held, None)
}

fn evaluated(
    condition: &Condition,
    held: Option<SuppressedBy>,
    evaluation: Option<&str>,
) -> String {
    let object = match held {
        None => Object::new(),
        Some(by) => Object::new()
            .text("actionsSuppressedBy", by.name())
            .text("actionsSuppressedReason", &by.reason()),
    };
    object
        .text("reason", &condition.reason)
        .some_text("reasonData", condition.data.as_deref())
        .text("timestamp", &condition.since.aws_millis())
        .text("value", condition.value.name())
        .some_text("evaluationState", evaluation)
        .end()
}

fn short(config: &AnyConfig, metric_id: &str) -> String {
    match config {
        AnyConfig::Metric(config) => metric_short(config, metric_id),
        AnyConfig::Composite(config) => composite_rule(Object::new(), config).end(),
    }
}

fn metric_short(config: &Config, metric_id: &str) -> String {
    Object::new()
        .some_text("description", config.description.as_deref())
        .raw("metrics", &metrics(config, metric_id))
        .end()
}

fn composite_rule(object: Object, config: &composite::Config) -> Object {
    let object = object.text("alarmRule", &config.rule.text);
    match &config.suppressor {
        None => object,
        Some(suppressor) => object
            .text("actionsSuppressor", &suppressor.given)
            .plain("actionsSuppressorWaitPeriod", suppressor.wait_secs)
            .plain("actionsSuppressorExtensionPeriod", suppressor.extension_secs),
    }
}

fn metrics(config: &Config, metric_id: &str) -> String {
    match &config.metric {
        Watched::Metric(measure) => written::event_metric(measure, config.period_secs, metric_id),
        Watched::Queries(queries) => written::event(queries, config.period_secs),
    }
}

fn whole(config: &AnyConfig, metric_id: &str) -> String {
    match config {
        AnyConfig::Metric(config) => metric_whole(config, metric_id),
        AnyConfig::Composite(config) => {
            let rule = composite_rule(Object::new(), config);
            common(rule, &AnyConfig::from(config), config.description.as_deref())
        }
    }
}

fn metric_whole(config: &Rc<Config>, metric_id: &str) -> String {
    let object = Object::new().plain("evaluationPeriods", config.evaluation_periods);
    let object = match config.datapoints_to_alarm {
        Some(m) => object.plain("datapointsToAlarm", m),
        None => object,
    };
    let object = match config.threshold.fixed() {
        Some(threshold) => object.plain("threshold", threshold),
        None => object.some_text("thresholdMetricId", config.threshold.band()),
    };
    let low = config.low_samples.map(|low| low.name());
    let object = object
        .text("comparisonOperator", config.comparison.name())
        .some_text("treatMissingData", config.treat.map(|treat| treat.name()))
        .some_text("evaluateLowSampleCountPercentile", low)
        .raw("metrics", &metrics(config, metric_id));
    common(object, &AnyConfig::from(config), config.description.as_deref())
}

/// What every kind of alarm has.
fn common(object: Object, config: &AnyConfig, description: Option<&str>) -> String {
    object
        .text("alarmName", config.name())
        .some_text("description", description)
        .plain("actionsEnabled", config.actions_enabled())
        .text("timestamp", &config.updated().aws_millis())
        .texts("okActions", config.actions(StateValue::Ok))
        .texts("alarmActions", config.actions(StateValue::Alarm))
        .texts("insufficientDataActions", config.actions(StateValue::InsufficientData))
        .end()
}

/// Tells the event bus. Every change is told, whether actions are on or not.
pub fn tell(history: &Append<Item>, ctx: &mut Ctx<'_>, cause: Cause, what: Told) {
    let kind = format!("alarm-event-{}", ctx.scope.region.code());
    let id = ctx.ids.uuid(&kind, history.len() as u64);
    let (Told::State { config, .. }
    | Told::Contributor { config, .. }
    | Told::Configuration { config, .. }) = &what;
    let (alarm, metric_id) = (config.arn().clone(), metric_id(ctx.ids, config.arn()));
    let event = Event { scope: ctx.scope, time: ctx.now, id, metric_id, what };
    ctx.fact_because(cause, Fact::EventSent { alarm, event: Rc::new(event) });
}

/// The id that the one metric of an alarm goes by in events.
pub fn metric_id(ids: Ids, alarm: &Arn) -> String {
    ids.uuid(alarm.as_str(), 0)
}

/// Tells the event bus of a change of configuration.
pub fn tell_of(history: &Append<Item>, ctx: &mut Ctx<'_>, fact: FactId, what: &What) {
    let (operation, config, previous, state) = match what {
        What::Created(config) => {
            let state = Snapshot { value: StateValue::InsufficientData, updated: config.updated() };
            (Operation::Create, config, None, state)
        }
        What::Updated { old, new, state } => (Operation::Update, new, Some(old.clone()), *state),
        What::Deleted { config, state } => (Operation::Delete, config, None, *state),
        _ => return,
    };
    let told = Told::Configuration { operation, config: config.clone(), previous, state };
    tell(history, ctx, Cause::Fact(fact), told);
}

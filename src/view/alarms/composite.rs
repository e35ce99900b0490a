//! The page of one composite alarm, at a moment of its past or now.

use std::rc::Rc;

use crate::api::Shape as _;
use crate::services::Request;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::evaluate::Condition;
use crate::services::cloudwatch::alarm::history::Item;
use crate::services::cloudwatch::api::{PutCompositeAlarmInput, Request as CloudWatch};
use crate::services::cloudwatch::composite::explain::{Explanation, explain};
use crate::services::cloudwatch::composite::{Composite, Config};
use crate::services::cloudwatch::ops::describe::describe_composite;
use crate::services::cloudwatch::state::Region;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::text::Texts;

use super::chain::{self, Chain};
use super::detail::{BACK, Change, ITEMS, history};
use super::ribbon::{self, Part, Ribbon};

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The alarm's name.
    pub name: String,
    /// Its state now.
    pub state: StateValue,
    /// Its configuration.
    pub config: Rc<Config>,
    /// When it was created.
    pub created: Time,
    /// StateReason now.
    pub reason: String,
    /// Now.
    pub now: Time,
    /// The moment looked at.
    pub at: Time,
    /// Whether that is now.
    pub live: bool,
    /// Its states over time.
    pub ribbon: Ribbon,
    /// The states of the alarms it looks at, by name, its suppressor among them.
    pub children: Vec<(String, Ribbon)>,
    /// Its rule at the moment looked at.
    pub why: Option<Explanation>,
    /// Who heard of the last change before it.
    pub chain: Option<Chain>,
    /// Its changes of state, newest first.
    pub changes: Vec<Change>,
    /// Its history, newest first.
    pub history: Vec<Item>,
    /// The composite alarms that look at it.
    pub parents: Vec<String>,
    /// Its tags.
    pub tags: Vec<(String, String)>,
    /// The PutCompositeAlarm that makes it.
    pub request: Request,
    /// It as describe-alarms prints it.
    pub json: String,
}

impl Model {
    /// How far back it shows until the learner chooses otherwise.
    pub fn shows(&self) -> Span {
        Span::hours(if self.now - self.created <= Span::hours(1) { 1 } else { 3 })
    }

    /// Whether an alarm holds its actions back.
    pub fn is_suppressor(&self, name: &str) -> bool {
        self.config.suppressor.as_ref().is_some_and(|suppressor| suppressor.name == name)
    }
}

/// The page as it is; `at` is a moment of the past. `None` when there is no such alarm.
pub fn model(
    world: &World,
    scope: Scope,
    name: &str,
    at: Option<Time>,
    texts: &Texts,
) -> Option<Model> {
    let region = world.cloudwatch().region(scope)?;
    let alarm = region.composites().get(name)?;
    let config = Rc::clone(alarm.config());
    let now = world.now();
    let live = at.is_none_or(|at| at >= now);
    let at = at.unwrap_or(now).clamp(alarm.created, now.max(alarm.created));
    let from = (now - BACK).max(alarm.created - Span::hours(3));
    let child = |name: String| Some((name.clone(), child(region, &name, from, now)?));
    Some(Model {
        name: name.to_owned(),
        state: alarm.value(),
        created: alarm.created,
        reason: alarm.condition().reason.clone(),
        now,
        at,
        live,
        ribbon: own(alarm, from, now),
        children: config.watched().into_iter().filter_map(child).collect(),
        why: explain(region, name, at),
        chain: chain::of_composite(world, scope, alarm, at, texts),
        changes: changes(alarm),
        history: history(world, scope, name),
        parents: region.parents(name).cloned().collect(),
        tags: alarm.tags.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        request: put(&config),
        json: serde_json::to_string_pretty(&describe_composite(alarm).write()).unwrap_or_default(),
        config,
    })
}

fn child(region: &Region, name: &str, from: Time, to: Time) -> Option<Ribbon> {
    let metric = region.alarms().get(name).map(|alarm| ribbon::own(alarm, from, to));
    metric.or_else(|| region.composites().get(name).map(|alarm| own(alarm, from, to)))
}

/// The states a composite alarm was in.
pub fn own(alarm: &Composite, from: Time, to: Time) -> Ribbon {
    let changes: Vec<_> = alarm.changes.iter().map(|change| &change.condition).collect();
    let ends = changes.iter().skip(1).map(|condition| condition.since).chain([to]);
    let part = |(condition, end): (&Rc<Condition>, Time)| {
        let silent = !alarm.config_at(condition.since).actions_enabled;
        Part { from: condition.since, to: end, state: condition.value, silent }
    };
    let parts = changes.iter().copied().zip(ends).map(part).collect();
    Ribbon { parts }.within(from, to)
}

fn changes(alarm: &Composite) -> Vec<Change> {
    let conditions: Vec<_> = alarm.changes.iter().map(|change| &change.condition).collect();
    let pair = |pair: &[&Rc<Condition>]| match pair {
        [from, to] => Some(Change { at: to.since, from: from.value, to: to.value }),
        _ => None,
    };
    conditions.windows(2).rev().take(ITEMS).filter_map(pair).collect()
}

/// The PutCompositeAlarm that would make this alarm.
pub fn put(config: &Config) -> Request {
    let some = |arns: &Vec<String>| (!arns.is_empty()).then(|| arns.clone());
    let suppressor = config.suppressor.as_ref();
    Request::CloudWatch(CloudWatch::PutCompositeAlarm(PutCompositeAlarmInput {
        actions_enabled: (!config.actions_enabled).then_some(false),
        alarm_actions: some(&config.alarm_actions),
        alarm_description: config.description.clone(),
        alarm_name: config.name.clone(),
        alarm_rule: config.rule.text.clone(),
        insufficient_data_actions: some(&config.insufficient_actions),
        ok_actions: some(&config.ok_actions),
        tags: None,
        actions_suppressor: suppressor.map(|suppressor| suppressor.given.clone()),
        actions_suppressor_wait_period: suppressor.map(|suppressor| suppressor.wait_secs),
        actions_suppressor_extension_period: suppressor.map(|suppressor| suppressor.extension_secs),
    }))
}

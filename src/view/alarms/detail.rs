//! The page of one alarm, at a moment of its past or now.

use std::rc::Rc;

use crate::api::Shape as _;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::evaluate::Condition;
use crate::services::cloudwatch::alarm::history::Item;
use crate::services::cloudwatch::alarm::{Config, StateValue};
use crate::services::cloudwatch::ops::describe::describe;
use crate::services::cloudwatch::state::Alarm;
use crate::services::{Request, ServiceFact};
use crate::sim::World;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::text::Texts;
use crate::view::chart::{ChartModel, Threshold};

use super::chain::{self, Chain};
use super::plot;
use super::request;
use super::ribbon::{self, Ghost, Ribbon};
use super::why::Why;
use super::words;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The alarm's name.
    pub name: String,
    /// Its state now.
    pub state: StateValue,
    /// Its configuration.
    pub config: Rc<Config>,
    /// Its condition in words.
    pub condition: String,
    /// When it was created.
    pub created: Time,
    /// When its state was updated.
    pub updated: Time,
    /// StateReason now.
    pub reason: String,
    /// Now.
    pub now: Time,
    /// The moment looked at.
    pub at: Time,
    /// Whether that is now.
    pub live: bool,
    /// The graph of its past, as far back as the page can show.
    pub chart: ChartModel,
    /// Its states over time.
    pub ribbon: Ribbon,
    /// What each treatment of missing data would have made of it: see [`ribbon::Trial`].
    pub ghosts: Vec<Ghost>,
    /// The evaluation of the moment looked at.
    pub why: Option<Why>,
    /// Who heard of the last change before it.
    pub chain: Option<Chain>,
    /// Its changes of state, newest first.
    pub changes: Vec<Change>,
    /// Its history, newest first.
    pub history: Vec<Item>,
    /// What the event bus was told of it, newest first: kind, time and JSON.
    pub events: Vec<(Time, &'static str, String)>,
    /// EvaluationState, if it has one.
    pub evaluation_state: Option<&'static str>,
    /// Its tags.
    pub tags: Vec<(String, String)>,
    /// The PutMetricAlarm that makes it.
    pub request: Request,
    /// It as describe-alarms prints it.
    pub json: String,
}

/// A change of state.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When.
    pub at: Time,
    /// From which state.
    pub from: StateValue,
    /// To which.
    pub to: StateValue,
}

impl Model {
    /// How far back its graphs show until the learner chooses otherwise: an hour while there is
    /// no more to show, or they would be mostly empty; then three, as CloudWatch's do.
    pub fn shows(&self) -> Span {
        let dots = self.chart.series.iter().filter_map(|series| series.dots.first());
        let first = dots.map(|dot| dot.time).fold(self.created, Time::min);
        let hour = self.now - first <= Span::hours(1);
        Span::hours(if hour { 1 } else { 3 })
    }
}

/// How far back the page can look.
pub const BACK: Span = Span::hours(24);
/// The most items of history shown at once.
pub const ITEMS: usize = 100;

/// The page as it is; `at` is a moment of the past. `None` when there is no such alarm.
pub fn model(
    world: &World,
    scope: Scope,
    name: &str,
    at: Option<Time>,
    texts: &Texts,
) -> Option<Model> {
    let alarm = world.cloudwatch().alarm(scope, name)?;
    let config = Rc::clone(alarm.config());
    let now = world.now();
    let live = at.is_none_or(|at| at >= now);
    let at = at.unwrap_or(now).clamp(alarm.created, now.max(alarm.created));
    let from = (now - BACK).max(alarm.created - Span::hours(3));
    let (mut chart, unit) = graph(world, scope, &config, from, now, texts);
    let why = Why::of(world, scope, alarm, at, unit);
    chart.band = why.as_ref().map(|why| (why.from, why.to));
    chart.at = (!live).then_some(at);
    chart.now = Some(now);
    let chain = chain::of(world, scope, alarm, at, unit, texts);
    Some(Model {
        name: name.to_owned(),
        state: alarm.value(),
        condition: words::condition(&config, texts),
        created: alarm.created,
        updated: alarm.updated,
        reason: alarm.condition().reason.clone(),
        now,
        at,
        live,
        ribbon: ribbon::own(alarm, from, now),
        ghosts: Vec::new(),
        chart,
        why,
        chain,
        changes: changes(alarm),
        history: history(world, scope, name),
        events: events(world, &config.arn),
        evaluation_state: alarm.evaluation_state(),
        tags: alarm.tags.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        request: request::put(&config),
        json: serde_json::to_string_pretty(&describe(alarm).write()).unwrap_or_default(),
        config,
    })
}

/// The graph of what an alarm watches, with its threshold. Also the unit of its values.
pub fn graph(
    world: &World,
    scope: Scope,
    config: &Config,
    from: Time,
    to: Time,
    texts: &Texts,
) -> (ChartModel, &'static str) {
    let plot = plot::of(world, scope, config, from, to);
    let unit = plot.unit.unwrap_or_default();
    let against = words::against(config, texts);
    let (metric, stat) = (config.watches(), config.stat_name());
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("metric", &metric), ("stat", &stat), ("threshold", &against)];
    let mut chart = ChartModel::new(texts.fill("alarms.chart.label", &args), from, to);
    chart.series = vec![plot.series];
    chart.series.extend(plot.others);
    chart.unit = unit.to_owned();
    chart.expected = plot.expected;
    let sign = words::sign(config.comparison);
    let threshold = config.threshold.fixed();
    chart.threshold =
        threshold.map(|value| Threshold { value, label: format!("{sign} {against}") });
    (chart, unit)
}

fn changes(alarm: &Alarm) -> Vec<Change> {
    let conditions: Vec<_> = alarm.conditions.iter().collect();
    let pair = |pair: &[&Rc<Condition>]| match pair {
        [from, to] => Some(Change { at: to.since, from: from.value, to: to.value }),
        _ => None,
    };
    conditions.windows(2).rev().take(ITEMS).filter_map(pair).collect()
}

/// How many facts are looked through for events: those of long ago are in the history.
const FACTS: usize = 20_000;
/// How many events are shown at once.
const EVENTS: usize = 20;

fn events(world: &World, arn: &Arn) -> Vec<(Time, &'static str, String)> {
    let facts = world.facts().iter().rev().take(FACTS);
    let told = facts.filter_map(|fact| match &fact.what {
        ServiceFact::CloudWatch(Fact::EventSent { alarm, event }) if alarm == arn => {
            Some((event.time, event.detail_type(), event.json()))
        }
        _ => None,
    });
    told.take(EVENTS).collect()
}

/// What is kept of an alarm's past, newest first.
pub fn history(world: &World, scope: Scope, name: &str) -> Vec<Item> {
    let region = world.cloudwatch().region(scope);
    let items = region.into_iter().flat_map(|region| region.history().iter().rev());
    items.filter(|item| item.alarm == name).take(ITEMS).cloned().collect()
}

//! What CloudWatch holds.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::alarm::contributor::Contributors;
use super::alarm::evaluate::Condition;
use super::alarm::history::{Item, Snapshot};
use super::alarm::quiet::{Quiet, Rest};
use super::alarm::window::Grid;
use super::alarm::{Config, StateValue};
use super::anomaly::Detectors;
use super::change::{Parents, Side};
use super::composite::Composite;
use super::dashboard::Dashboard;
use super::data_source::Answers;
use super::entity::Entities;
use super::insight::{Rule, Rules};
use super::metrics::{Sources, Store};
use super::mutes::Mutes;
use super::ops::get_data::pages::Pages;
use super::stream::Stream;
use crate::services::Emitters;
use crate::sim::append::Append;
use crate::sim::scope::{AccountId, Arn, Scope};
use crate::sim::time::Time;

/// Published metrics and alarms.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) store: Store,
    /// What published metrics are about.
    pub(super) entities: Entities,
    pub(super) regions: BTreeMap<Scope, Region>,
    /// Models of what values metrics are expected to have.
    pub(super) detectors: Detectors,
    /// Rules of Contributor Insights.
    pub(super) insight_rules: Rules,
    /// What functions that are data sources answered.
    pub(super) answers: Answers,
    /// Dashboards by name. They are global: an account's, not a Region's.
    pub(super) dashboards: BTreeMap<AccountId, BTreeMap<String, Dashboard>>,
    /// What GetMetricData found of which pages are left.
    pub(super) pages: Pages,
}

/// The alarms of one Region.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Region {
    /// Metric alarms by name.
    pub(super) alarms: BTreeMap<String, Alarm>,
    /// Composite alarms by name; no name is in both.
    pub(super) composites: BTreeMap<String, Composite>,
    /// Which composite alarms look at an alarm.
    pub(super) parents: Parents,
    /// Mute rules, and what is owed when they end.
    pub(super) mutes: Mutes,
    /// The past of all alarms, oldest first.
    pub(super) history: Append<Item>,
    /// Metric streams by name.
    pub(super) streams: BTreeMap<String, Stream>,
    /// The grids somebody wakes for.
    pub(super) awake: BTreeMap<Grid, Rest>,
}

/// A metric alarm.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Alarm {
    /// When it was created.
    pub created: Time,
    /// Its configurations with the times from which they count, oldest first.
    pub versions: Vec<(Time, Rc<Config>)>,
    /// Its states, oldest first; the last is the present one.
    pub conditions: Append<Rc<Condition>>,
    /// StateUpdatedTimestamp: the last change of the state or of the evaluation state.
    pub updated: Time,
    /// Whether it is warming up.
    pub warming: bool,
    /// What was the matter with its last evaluation.
    pub trouble: Option<Trouble>,
    /// The present condition, where the reason has become another since the state changed: the
    /// reason of an alarm over several time series counts them.
    pub retold: Option<Rc<Condition>>,
    /// The time series of an alarm over several.
    pub contributors: Contributors,
    /// When its warm-up ended, if it had one.
    pub warmed: Option<Time>,
    /// Up to when no evaluation changes its state.
    pub(super) quiet: Quiet,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// What is the matter with an alarm's evaluation. The third that AWS knows, EVALUATION_FAILURE, is
/// for faults of the service itself, and never comes here.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The result of its expression is no time series.
    Error,
    /// Its query matches more than the service looks at.
    PartialData,
}

impl Trouble {
    /// `EvaluationState`.
    pub fn name(self) -> &'static str {
        match self {
            Trouble::Error => "EVALUATION_ERROR",
            Trouble::PartialData => "PARTIAL_DATA",
        }
    }
}

impl Alarm {
    /// A new alarm.
    pub fn new(config: Config, tags: BTreeMap<String, String>, now: Time) -> Alarm {
        let mut conditions = Append::default();
        conditions.push(Rc::new(Condition::created(now)));
        Alarm {
            created: now,
            warming: config.warm_up.is_some(),
            trouble: None,
            retold: None,
            contributors: Contributors::default(),
            warmed: None,
            versions: vec![(now, Rc::new(config))],
            conditions,
            updated: now,
            quiet: Quiet::default(),
            tags,
        }
    }

    /// The configuration in force. An alarm always has one.
    #[expect(clippy::expect_used, reason = "made with one version, and none is ever removed")]
    pub fn config(&self) -> &Rc<Config> {
        &self.versions.last().expect("an alarm has a configuration").1
    }

    /// The present condition. An alarm always has one.
    #[expect(clippy::expect_used, reason = "made with one condition, and none is ever removed")]
    pub fn condition(&self) -> &Rc<Condition> {
        let last = self.conditions.last().expect("an alarm has a condition");
        self.retold.as_ref().unwrap_or(last)
    }

    /// The present state.
    pub fn value(&self) -> StateValue {
        self.condition().value
    }

    /// EvaluationState. The service model does not list `IN_WARM_UP`, the user guide does.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html>
    pub fn evaluation_state(&self) -> Option<&'static str> {
        if self.warming { Some("IN_WARM_UP") } else { self.trouble.map(Trouble::name) }
    }

    /// The state with its timestamp.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { value: self.value(), updated: self.updated }
    }

    /// The last evaluation at or before `at` and the configuration it used. What is changed at an
    /// instant counts from the next evaluation on.
    pub fn last_evaluation(&self, at: Time) -> Option<(Time, &Rc<Config>)> {
        let mut until = at;
        for (since, config) in self.versions.iter().rev() {
            let evaluated = Grid::of(config).at_or_before(until);
            if evaluated > *since {
                return Some((evaluated, config));
            }
            until = until.min(*since);
        }
        None
    }

    /// The condition an evaluation at `at` found.
    pub fn condition_before(&self, at: Time) -> Option<&Rc<Condition>> {
        self.conditions.iter().rev().find(|condition| condition.since < at)
    }

    /// Whether it was warming up when it was evaluated at `at`.
    pub fn was_warming(&self, at: Time) -> bool {
        self.warming || self.warmed.is_some_and(|end| at <= end)
    }
}

impl Region {
    /// The alarms of both kinds beside what their changes write.
    pub(super) fn split(
        &mut self,
    ) -> (&mut BTreeMap<String, Alarm>, &mut BTreeMap<String, Composite>, Side<'_>) {
        let Region { alarms, composites, parents, mutes, history, .. } = self;
        (alarms, composites, Side { history, parents, mutes })
    }

    /// Notes which alarms a composite alarm looks at: no longer at those of `before`, but at those
    /// of `now`.
    pub(super) fn look_at(&mut self, composite: &str, before: &[String], now: &BTreeSet<String>) {
        for name in before {
            if let Some(parents) = self.parents.get_mut(name) {
                parents.remove(composite);
            }
        }
        for name in now {
            self.parents.entry(name.clone()).or_default().insert(composite.to_owned());
        }
        self.parents.retain(|_, parents| !parents.is_empty());
    }

    /// The state of an alarm of either kind.
    pub fn value_of(&self, name: &str) -> Option<StateValue> {
        let metric = self.alarms.get(name).map(Alarm::value);
        metric.or_else(|| self.composites.get(name).map(Composite::value))
    }

    /// Composite alarms by name.
    pub fn composites(&self) -> &BTreeMap<String, Composite> {
        &self.composites
    }

    /// The names of the composite alarms that look at an alarm, as a child or as a suppressor.
    pub fn parents(&self, name: &str) -> impl Iterator<Item = &String> {
        self.parents.get(name).into_iter().flatten()
    }

    /// Mute rules, and what is owed when they end.
    pub fn mutes(&self) -> &Mutes {
        &self.mutes
    }

    /// Metric alarms by name.
    pub fn alarms(&self) -> &BTreeMap<String, Alarm> {
        &self.alarms
    }

    /// Metric streams by name.
    pub fn streams(&self) -> &BTreeMap<String, Stream> {
        &self.streams
    }

    /// The past of all alarms, oldest first.
    pub fn history(&self) -> &Append<Item> {
        &self.history
    }
}

impl State {
    /// Up to when no alarm of a grid changes its state.
    pub(super) fn rest(&self, scope: Scope, grid: Grid) -> Rest {
        let region = self.regions.get(&scope);
        region.and_then(|region| region.awake.get(&grid)).copied().unwrap_or_default()
    }

    /// Nothing is known any more of when the alarms of a Region change their states.
    pub(super) fn rouse(&mut self, scope: Scope) {
        let awake = self.regions.get_mut(&scope).map(|region| &mut region.awake);
        awake.into_iter().flat_map(BTreeMap::values_mut).for_each(|rest| *rest = Rest::default());
    }

    /// The metrics that were published by calls.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// All metrics: those published by calls beside those of a service.
    pub fn sources<'a>(&'a self, other: Emitters<'a>) -> Sources<'a> {
        Sources::new(&self.store, other).with(&self.detectors, &self.insight_rules, &self.answers)
    }

    /// The models of what values metrics are expected to have.
    pub fn detectors(&self) -> &Detectors {
        &self.detectors
    }

    /// What published metrics are about.
    pub fn entities(&self) -> &Entities {
        &self.entities
    }

    /// The rules of Contributor Insights of a place, by name.
    pub fn insight_rules(&self, scope: Scope) -> impl Iterator<Item = (&String, &Rule)> {
        self.insight_rules.get(&scope).into_iter().flatten()
    }

    /// A rule of Contributor Insights by name.
    pub fn insight_rule(&self, scope: Scope, name: &str) -> Option<&Rule> {
        self.insight_rules.get(&scope)?.get(name)
    }

    /// The alarms of a Region, if it ever had any.
    pub fn region(&self, scope: Scope) -> Option<&Region> {
        self.regions.get(&scope)
    }

    /// A composite alarm by name.
    pub fn composite(&self, scope: Scope, name: &str) -> Option<&Composite> {
        self.regions.get(&scope)?.composites.get(name)
    }

    /// A metric alarm by name.
    pub fn alarm(&self, scope: Scope, name: &str) -> Option<&Alarm> {
        self.regions.get(&scope)?.alarms.get(name)
    }

    /// The dashboards of an account, in the order of their names.
    pub fn dashboards(&self, account: AccountId) -> impl Iterator<Item = (&String, &Dashboard)> {
        self.dashboards.get(&account).into_iter().flatten()
    }

    /// A dashboard by name.
    pub fn dashboard(&self, account: AccountId, name: &str) -> Option<&Dashboard> {
        self.dashboards.get(&account)?.get(name)
    }

    /// A metric alarm by its ARN.
    pub fn by_arn(&self, arn: &Arn) -> Option<&Alarm> {
        let scope = Scope { account: arn.account()?, region: arn.region()? };
        self.alarm(scope, arn.rest().strip_prefix("alarm:")?)
    }
}

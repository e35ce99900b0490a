//! An alarm that never was, taken through a history from evaluation to evaluation.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::config::{Config, StateValue};
use super::contributor::{self, Contributor, Found, Round};
use super::decide::Rule;
use super::evaluate::{change, evaluate, is_over};
use super::explain::Transition;
use super::slots::{Place, Slots};
use super::window::Grid;
use crate::sim::time::Time;
use crate::telemetry::insights::Query;

/// An alarm with a configuration, created at an instant, and how far it has come.
#[derive(Clone, Debug)]
pub struct Walk {
    config: Config,
    /// What it watches, where that is several time series.
    query: Option<Query>,
    created: Time,
    at: Time,
    state: StateValue,
    warming: bool,
    /// Its time series that are in ALARM.
    active: BTreeMap<String, Rc<Contributor>>,
    treated: Option<Time>,
    slots: Slots,
}

impl Walk {
    /// An alarm that is created then.
    pub fn new(config: Config, created: Time) -> Walk {
        Walk {
            query: contributor::query(&config),
            created,
            at: created,
            state: StateValue::InsufficientData,
            warming: config.warm_up.is_some(),
            active: BTreeMap::new(),
            treated: None,
            slots: Slots::default(),
            config,
        }
    }

    /// Its state after the last evaluation it has made.
    pub fn state(&self) -> StateValue {
        self.state
    }

    /// The last evaluation whose verdict was about missing data or too few samples: after it, how
    /// missing data is treated made no difference.
    pub fn treated(&self) -> Option<Time> {
        self.treated
    }

    /// Its next change of state up to an instant.
    pub fn next_change(&mut self, place: Place<'_>, to: Time) -> Option<Transition> {
        let grid = Grid::of(&self.config);
        loop {
            let at = grid.after(self.at);
            if at > to {
                return None;
            }
            self.at = at;
            if let Some((state, reason)) = self.evaluate(place, at) {
                let from = std::mem::replace(&mut self.state, state);
                return Some(Transition { at, from, to: state, reason });
            }
        }
    }

    /// The state that an evaluation changes to, and why.
    fn evaluate(&mut self, place: Place<'_>, at: Time) -> Option<(StateValue, String)> {
        if let Some(query) = &self.query {
            if !is_over(&self.config, self.created, at) {
                self.treated = Some(at);
                return None;
            }
            let round = contributor::evaluate(&self.config, query, place, at, &self.active);
            return self.follow(&round, at);
        }
        let Walk { config, created, warming, slots, .. } = self;
        let verdict = evaluate(config, place, at, *created, warming, slots);
        if verdict.rule != Rule::NewestReal {
            self.treated = Some(at);
        }
        let new = change(&self.config, &self.slots, &verdict, self.state, at)?;
        Some((new.value, new.reason))
    }

    fn follow(&mut self, round: &Round, at: Time) -> Option<(StateValue, String)> {
        let treats = |found: &Found| found.verdict.rule != Rule::NewestReal;
        if round.found.is_empty() || round.found.iter().any(treats) {
            self.treated = Some(at);
        }
        let alarming = round.found.iter().filter(|found| found.after);
        let by_id = |found: &Found| (found.contributor.id.clone(), found.contributor.clone());
        self.active = alarming.map(by_id).collect();
        let (state, reason) = round.state(self.config.treat());
        state.filter(|state| *state != self.state).map(|state| (state, reason))
    }
}

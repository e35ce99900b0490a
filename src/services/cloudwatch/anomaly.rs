//! Anomaly detectors: models of what values metrics are expected to have.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html>

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::alarm::{Config, watched};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;
use crate::telemetry::band::{LEARNS_FROM, Model};
use crate::telemetry::math::{self, Expr};
use crate::telemetry::modelled::Stretch;
use crate::telemetry::{MetricSource, Modelled};

/// A new model can be used after so long: AWS says within 15 minutes to 3 hours; this is ours.
pub const FIRST_TRAINING: Span = Span::mins(15);

/// A model learns anew so often. AWS says that models are updated as new data comes; this is ours.
pub const TRAINING: Span = Span::hours(1);

/// The period a model is trained for when nobody watches with another.
const PERIOD: i64 = 60;

/// What a detector is of.
pub type Key = Modelled;

/// What was learnt for each period, in seconds; nothing from too little data.
pub type Learnt = BTreeMap<i64, Option<Model>>;

/// What a detector is of, as it was given.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Given {
    /// The dimensions of its metric, in their order.
    Single(Vec<(String, String)>),
    /// The metrics and expressions of its expression, and their period.
    Math(Vec<watched::Query>, i32),
}

/// What the bands of an alarm are around, each as it is given there.
pub fn of_alarm(config: &Config) -> Vec<(Key, Given)> {
    let queries = config.metric.queries();
    let parts = watched::parts(queries);
    let parsed = queries.iter().filter_map(|query| math::parse(query.expression()?).ok());
    let exprs: Vec<Expr> = parsed.collect();
    let given = |id: &str| {
        let key = Modelled::of(id, &parts)?;
        let given = match &key {
            Modelled::Metric { .. } => {
                let query = queries.iter().find(|query| query.id == id);
                Given::Single(query?.measure()?.dimensions.clone())
            }
            Modelled::Math(id, parts) => {
                let needed = queries.iter().filter(|q| parts.iter().any(|part| part.id == q.id));
                let returned =
                    |q: &watched::Query| watched::Query { returns: q.id == *id, ..q.clone() };
                Given::Math(needed.map(returned).collect(), config.period_secs)
            }
        };
        Some((key, given))
    };
    exprs.iter().flat_map(Expr::bands).filter_map(given).collect()
}

/// A model of one statistic of one metric, or of an expression.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Detector {
    /// Its id. AWS says only which characters it may have: it is a UUID here.
    pub id: String,
    /// When it was made.
    pub created: Time,
    /// What it is of, as it was given.
    pub given: Given,
    /// Stretches of time it does not learn from.
    pub excluded: Vec<(Time, Time)>,
    /// The zone its hours are counted in, as it was given.
    pub timezone: Option<String>,
    /// What it means.
    pub zone: Zone,
    /// Whether the metric is said to have spikes at regular times.
    pub spikes: Option<bool>,
    /// What it learnt, and when; by period. The last is in force.
    pub trained: Vec<(Time, Rc<Learnt>)>,
}

/// The detectors of every Region.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Detectors {
    by_scope: BTreeMap<Scope, BTreeMap<Key, Detector>>,
    /// How many there ever were.
    made: u64,
}

impl Detector {
    /// A new one, which has learnt nothing.
    pub fn new(id: String, given: Given, created: Time) -> Detector {
        Detector {
            id,
            created,
            given,
            excluded: Vec::new(),
            timezone: None,
            zone: Zone::UTC,
            spikes: None,
            trained: Vec::new(),
        }
    }

    /// `StateValue`.
    pub fn state(&self) -> &'static str {
        match self.trained.last() {
            None => "PENDING_TRAINING",
            Some((_, models)) if models.values().any(Option::is_some) => "TRAINED",
            Some(_) => "TRAINED_INSUFFICIENT_DATA",
        }
    }

    /// Learns from the data readable at an instant.
    fn learn(
        &self,
        key: &Key,
        source: &dyn MetricSource,
        scope: Scope,
        period_secs: i64,
        at: Time,
    ) -> Option<Model> {
        let from = (at - LEARNS_FROM).floor(Span::secs(period_secs.max(60)));
        let counts = |time: Time| {
            let off = |(from, to): &(Time, Time)| *from <= time && time < *to;
            !self.excluded.iter().any(off)
        };
        let values = key.values(Stretch { source, scope, from, to: at, period_secs }, &counts);
        Model::train(&values, self.zone)
    }
}

impl Detectors {
    /// The detectors of a Region.
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = (&Key, &Detector)> {
        self.by_scope.get(&scope).into_iter().flatten()
    }

    /// One of them.
    pub fn get(&self, scope: Scope, key: &Key) -> Option<&Detector> {
        self.by_scope.get(&scope)?.get(key)
    }

    /// The one with an id.
    pub fn named(&self, scope: Scope, id: &str) -> Option<&Key> {
        self.of(scope).find(|(_, detector)| detector.id == id).map(|(key, _)| key)
    }

    /// Counts one more that is made; its number.
    pub fn count(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// Keeps a detector.
    pub fn put(&mut self, scope: Scope, key: Key, detector: Detector) {
        self.by_scope.entry(scope).or_default().insert(key, detector);
    }

    /// Removes a detector, if there is one.
    pub fn remove(&mut self, scope: Scope, key: &Key) -> Option<Detector> {
        self.by_scope.get_mut(&scope)?.remove(key)
    }

    /// Lets a detector learn, for every period it is asked with; whether it is still the one that
    /// was made then.
    pub fn train(
        &mut self,
        source: &dyn MetricSource,
        (scope, key): (Scope, &Key),
        made: Time,
        periods: &BTreeSet<i64>,
        now: Time,
    ) -> bool {
        let found = self.by_scope.get_mut(&scope).and_then(|all| all.get_mut(key));
        let Some(detector) = found.filter(|detector| detector.created == made) else {
            return false;
        };
        let own = match &detector.given {
            Given::Single(_) => PERIOD,
            Given::Math(_, period_secs) => i64::from(*period_secs),
        };
        let all = periods.iter().copied().chain([own]);
        let learn = |period| (period, detector.learn(key, source, scope, period, now));
        let models: Learnt = all.map(learn).collect();
        detector.trained.push((now, Rc::new(models)));
        true
    }

    /// The model in force at an instant for a period.
    pub fn expected(
        &self,
        source: &dyn MetricSource,
        scope: Scope,
        key: &Key,
        (period_secs, at): (i64, Time),
    ) -> Option<Model> {
        let detector = self.get(scope, key)?;
        let (trained, models) = detector.trained.iter().rev().find(|(time, _)| *time <= at)?;
        match models.get(&period_secs) {
            Some(model) => model.clone(),
            None => detector.learn(key, source, scope, period_secs, *trained),
        }
    }
}

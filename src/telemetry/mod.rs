//! Metrics as numbers over time: what a point is, who has points, statistics over them.
//!
//! Telemetry of simulated resources is computed, not stored: a source answers from load curves and
//! seeded noise. Only points that were published by a call are stored.
//!
//! [`stat`] the names of statistics · [`bin`] their values · [`series`] one value a period, with
//! the rules of retention and alignment · [`unit`] units · [`band`] what values are expected,
//! [`modelled`] of what.

pub mod answer;
pub mod band;
pub mod bin;
pub mod contributed;
pub mod counter;
pub mod modelled;
pub mod series;
pub mod stat;
pub mod unit;

pub use bin::Bin;
pub use modelled::Modelled;
pub use stat::Stat;

pub mod curve;
pub mod insights;
pub mod load;
pub mod math;
pub mod search;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::sim::scope::{AccountId, Scope};
use crate::sim::time::{Span, Time};

/// A metric: namespace, name, and the exact set of dimensions. Another set is another metric.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MetricId {
    /// `AWS/EC2`.
    pub namespace: String,
    /// `CPUUtilization`.
    pub name: String,
    /// Names and values, sorted by name.
    pub dimensions: Vec<(String, String)>,
}

impl MetricId {
    /// A metric; the dimensions may come in any order.
    pub fn new(namespace: &str, name: &str, mut dimensions: Vec<(String, String)>) -> MetricId {
        dimensions.sort();
        MetricId { namespace: namespace.to_owned(), name: name.to_owned(), dimensions }
    }
}

/// One published point: a statistic set over its own interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The start of its interval.
    pub time: Time,
    /// When it became readable.
    pub arrival: Time,
    /// How many samples it stands for.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The least of them.
    pub min: f64,
    /// The greatest of them.
    pub max: f64,
    /// AWS's name of the unit.
    pub unit: &'static str,
}

/// A metric in a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The metric.
    pub id: MetricId,
    /// When its first point became readable.
    pub first: Time,
    /// When its newest point became readable.
    pub last: Time,
}

/// A stretch of a metric of which each minute has one point, of one sample, readable
/// `timing::DETAILED_POINT` after its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// No point is less.
    pub low: f64,
    /// No point is greater.
    pub high: f64,
    /// AWS's unit of all of them.
    pub unit: &'static str,
    /// Where it ends, as long as nothing happens.
    pub until: Time,
}

/// A service quota: how much of something may be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quota {
    /// So much of it at once.
    AtOnce(f64),
    /// So much of it in a second.
    ASecond(f64),
}

/// Something that has metrics: EC2, or CloudWatch's own store of what was published.
pub trait MetricSource {
    /// The metrics with at least one point readable at `now`.
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed>;

    /// The same, of one namespace and one name only: (`AWS/EC2`, `CPUUtilization`).
    fn list_named(&self, scope: Scope, (namespace, name): (&str, &str), now: Time) -> Vec<Listed> {
        let mut listed = self.list(scope, now);
        listed.retain(|metric| metric.id.namespace == namespace && metric.id.name == name);
        listed
    }

    /// Hands over every point of a metric with `from <= time < to` that is readable at `now`,
    /// oldest first.
    fn points(
        &self,
        scope: Scope,
        id: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    );

    /// Hands over every point of a metric that became readable in `[from, to)`, oldest first; what
    /// is about an instant longer than `late` before that is left out. Who knows how soon its
    /// points are readable need not look at more.
    fn arrived(
        &self,
        scope: Scope,
        id: &MetricId,
        (from, to): (Time, Time),
        late: Span,
        each: &mut dyn FnMut(Point),
    ) {
        self.points(scope, id, from - late, to + late, to, &mut |point| {
            if (from..to).contains(&point.arrival) && point.time >= point.arrival - late {
                each(point);
            }
        });
    }

    /// Whether data for some instant in `[from, to)` is on its way: it exists, and the time at
    /// which it is due has not come. (What was published by a call is never on its way.)
    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool;

    /// The model of what values a metric or an expression is expected to have, for a period in
    /// seconds, as trained by an instant; `None` where nobody asked for one, or it is not trained
    /// yet.
    fn expected(
        &self,
        _scope: Scope,
        _of: &Modelled,
        _period_secs: i64,
        _at: Time,
    ) -> Option<band::Model> {
        None
    }

    /// How far apart the points of a metric are as they are published at `now`: 5 minutes with
    /// basic monitoring, 1 minute with detailed. Zero for what is published by calls.
    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span;

    /// Between what values a metric stays from a whole minute on, where that is known without
    /// reading its points. `None` promises nothing.
    fn steady(&self, _scope: Scope, _id: &MetricId, _from: Time) -> Option<Steady> {
        None
    }

    /// The accounts whose metrics an account reads in a query: its own, and those linked to it.
    fn accounts(&self, scope: Scope) -> Vec<AccountId> {
        vec![scope.account]
    }

    /// The value of a tag of the resource that a metric is of.
    fn tag(&self, _scope: Scope, _id: &MetricId, _key: &str) -> Option<String> {
        None
    }

    /// What a rule of Contributor Insights makes of log events in a stretch of time: a value for
    /// each period that has one. `None`: there is no such rule.
    fn contributed(
        &self,
        _scope: Scope,
        _rule: (&str, contributed::Contributed),
        _range: (Time, Time),
        _period: Span,
        _now: Time,
    ) -> Option<Vec<(Time, f64)>> {
        None
    }

    /// A counter of a database, a value for each period that has one.
    ///
    /// # Errors
    /// There is none.
    fn counter(
        &self,
        _scope: Scope,
        _counter: &counter::Counter,
        _range: (Time, Time),
        _period: Span,
        _now: Time,
    ) -> Result<Vec<(Time, f64)>, counter::Fault> {
        Err(counter::Fault::NoDatabase)
    }

    /// What a function that is a data source last answered to a question by an instant.
    fn answer(
        &self,
        _scope: Scope,
        _question: &answer::Question,
        _now: Time,
    ) -> Option<Rc<answer::Answer>> {
        None
    }

    /// The service quota on what a metric counts.
    fn quota(&self, _id: &MetricId) -> Option<Quota> {
        None
    }

    /// Whether the points to come are known as long as nothing disturbs the world
    /// ([`crate::sim::still`]): whoever looks ahead can rely on what it finds.
    fn is_foreseen(&self, _id: &MetricId) -> bool {
        true
    }

    /// Whether no call has ever published into the metric: then a point of the past that is not
    /// readable yet is on its way.
    fn is_emitted(&self, _scope: Scope, _id: &MetricId) -> bool {
        true
    }
}

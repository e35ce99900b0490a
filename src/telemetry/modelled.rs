//! What a model of expected values is of: a statistic of a metric, or an expression over several.

use std::collections::{BTreeMap, BTreeSet};

use super::math::{self, Expr, Series, Sheet, Value};
use super::series::{self, Query};
use super::{MetricId, MetricSource, Stat};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// What a model is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modelled {
    /// A statistic of a metric.
    Metric {
        /// The metric.
        id: MetricId,
        /// The statistic by its name.
        stat: String,
    },
    /// An expression: its id, and all it is made of, itself included, in the order of their ids.
    Math(String, Vec<Part>),
}

/// A metric or an expression under an id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// The id.
    pub id: String,
    /// What it is.
    pub of: PartOf,
}

/// What is under an id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOf {
    /// A statistic of a metric.
    Metric {
        /// The metric.
        id: MetricId,
        /// The statistic by its name.
        stat: String,
    },
    /// An expression over the others.
    Expression(String),
}

/// Where and when values are read.
#[derive(Clone, Copy)]
pub struct Stretch<'a> {
    /// Who has metrics.
    pub source: &'a dyn MetricSource,
    /// Where.
    pub scope: Scope,
    /// The start.
    pub from: Time,
    /// The end; what is readable then counts.
    pub to: Time,
    /// The length of a period.
    pub period_secs: i64,
}

impl Modelled {
    /// What stands under an id, with all it needs. The ids count: a model belongs to an expression
    /// as it is written.
    pub fn of(id: &str, parts: &[Part]) -> Option<Modelled> {
        let find = |id: &str| parts.iter().find(|part| part.id == id);
        if let PartOf::Metric { id, stat } = &find(id)?.of {
            return Some(Modelled::Metric { id: id.clone(), stat: stat.clone() });
        }
        let mut needed: BTreeSet<&Part> = BTreeSet::new();
        let mut open = vec![id.to_owned()];
        while let Some(id) = open.pop() {
            // What is unknown is the expression's fault; the others are needed all the same.
            let Some(part) = find(&id) else { continue };
            if needed.insert(part)
                && let PartOf::Expression(text) = &part.of
                && let Ok(expr) = math::parse(text)
            {
                open.extend(expr.ids().into_iter().map(str::to_owned));
            }
        }
        Some(Modelled::Math(id.to_owned(), needed.into_iter().cloned().collect()))
    }

    /// Its values over a stretch of time, oldest first.
    pub fn values(&self, read: Stretch<'_>, counts: &dyn Fn(Time) -> bool) -> Vec<(Time, f64)> {
        let mut values = match self {
            Modelled::Metric { id, stat } => metric(id, stat, read),
            Modelled::Math(id, parts) => expression(id, parts, read),
        };
        values.retain(|(time, _)| counts(*time));
        values
    }
}

/// A metric's values. Of several units the first in the service's order is taken.
fn metric(id: &MetricId, stat: &str, read: Stretch<'_>) -> Vec<(Time, f64)> {
    let Some(stat) = Stat::parse(stat) else { return Vec::new() };
    let Stretch { source, scope, from, to, period_secs } = read;
    let query = Query { scope, id, from, to, period_secs, unit: None, stat };
    let periods = series::read(source, &query, to);
    let unit = periods.first().map(|period| period.unit);
    let own = periods.into_iter().filter(|period| Some(period.unit) == unit);
    own.filter_map(|mut period| Some((period.time, period.bin.value(stat)?))).collect()
}

fn expression(id: &str, parts: &[Part], read: Stretch<'_>) -> Vec<(Time, f64)> {
    let period = Span::secs(read.period_secs.max(1));
    let mut metrics = Vec::new();
    let mut parsed: BTreeMap<&str, Expr> = BTreeMap::new();
    for part in parts {
        match &part.of {
            PartOf::Metric { id, stat } => {
                let points = metric(id, stat, read);
                metrics.push(Series { id: part.id.clone(), period, points });
            }
            PartOf::Expression(text) => {
                parsed.extend(math::parse(text).ok().map(|expr| (part.id.as_str(), expr)));
            }
        }
    }
    // Nothing is expected where there was no data at all, whatever FILL makes of that.
    let first = metrics.iter().filter_map(|series| series.points.first()).map(|(time, _)| *time);
    let Some(first) = first.min() else { return Vec::new() };
    let mut sheet = Sheet::new(metrics, math::grid(first, read.to, period).collect());
    sheet.limit(parts, |id| read.source.quota(id));
    sheet.add_all(&parsed.iter().map(|(id, expr)| (*id, expr)).collect());
    match sheet.value(id) {
        Ok(Value::Series(series)) => series.points,
        _ => Vec::new(),
    }
}

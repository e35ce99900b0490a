//! Search expressions: which metrics the text of a `SEARCH` means.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html>
//!
//! [`parse`] reads the text · [`tokens`] what names are split into, and partial matches.

mod parse;
pub mod tokens;

pub use parse::parse;

use super::{Listed, MetricId, MetricSource};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing::LIST_METRICS;

/// The most characters of a search.
pub const MAX_LENGTH: usize = 1024;

/// The most series that a search gives.
pub const MAX_SERIES: usize = 500;

/// Metrics without data for so long are not found.
const FORGOTTEN: Span = Span::days(14);

/// A search, read: at least one of its parts is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The namespace and the exact set of dimension names, sorted.
    pub schema: Option<(String, Vec<String>)>,
    /// What else must hold.
    pub term: Option<Term>,
}

/// What must hold of a metric.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A name or a value matches.
    Match(Property, Pattern),
    /// Each holds.
    All(Vec<Term>),
    /// One at least holds.
    Any(Vec<Term>),
    /// It does not hold.
    Not(Box<Term>),
}

/// Where a match is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// In the namespace, the metric's name, the names and the values of dimensions.
    Any,
    /// `MetricName=`
    MetricName,
    /// `Namespace=`
    Namespace,
    /// `InstanceType=`: in the value of this dimension.
    Dimension(String),
}

/// What matches.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// The whole text, letter by letter.
    Exact(String),
    /// One token or several in a row.
    Partial(tokens::Term),
}

impl Search {
    /// Whether a metric is meant.
    pub fn matches(&self, id: &MetricId) -> bool {
        let shaped = |(namespace, names): &(String, Vec<String>)| {
            let own = id.dimensions.iter().map(|(name, _)| name);
            *namespace == id.namespace
                && id.dimensions.len() == names.len()
                && own.zip(names).all(|(a, b)| a == b)
        };
        self.schema.as_ref().is_none_or(shaped)
            && self.term.as_ref().is_none_or(|term| term.holds(id))
    }

    /// The metrics that are meant: of those that ListMetrics lists, which leaves out what has had
    /// no data for two weeks and, for some minutes, what is new.
    pub fn find(&self, source: &dyn MetricSource, scope: Scope, now: Time) -> Vec<MetricId> {
        let listed =
            |metric: &Listed| metric.first + LIST_METRICS <= now && metric.last + FORGOTTEN >= now;
        let all = source.list(scope, now).into_iter();
        let found = all.filter(|metric| listed(metric) && self.matches(&metric.id));
        found.map(|metric| metric.id).take(MAX_SERIES).collect()
    }
}

impl Term {
    fn holds(&self, id: &MetricId) -> bool {
        match self {
            Term::Match(property, pattern) => property.texts(id).any(|text| pattern.matches(text)),
            Term::All(terms) => terms.iter().all(|term| term.holds(id)),
            Term::Any(terms) => terms.iter().any(|term| term.holds(id)),
            Term::Not(term) => !term.holds(id),
        }
    }
}

impl Property {
    fn texts<'a>(&'a self, id: &'a MetricId) -> impl Iterator<Item = &'a str> {
        let any = matches!(self, Property::Any);
        let namespace = any || matches!(self, Property::Namespace);
        let name = any || matches!(self, Property::MetricName);
        let of_dimension = move |(name, value): &'a (String, String)| {
            let meant = matches!(self, Property::Dimension(wanted) if wanted == name);
            let name = any.then_some(name.as_str());
            name.into_iter().chain((any || meant).then_some(value.as_str()))
        };
        let names = [namespace.then_some(id.namespace.as_str()), name.then_some(id.name.as_str())];
        names.into_iter().flatten().chain(id.dimensions.iter().flat_map(of_dimension))
    }
}

impl Pattern {
    fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Exact(exact) => exact == text,
            Pattern::Partial(term) => term.matches(text),
        }
    }
}

//! Metrics Insights: queries in a dialect of SQL that aggregate whatever metrics match.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/query_with_cloudwatch-metrics-insights.html>
//!
//! [`parse`] reads a query · [`run`] answers it over any source of metrics.

mod parse;
mod run;
mod words;

pub use parse::parse;
pub use run::{Answer, Labelled, Range, run};

use super::MetricId;

/// The most series that an answer holds.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html>
pub const MAX_SERIES: usize = 500;

/// The most metrics that a query looks at.
pub const MAX_METRICS: usize = 10_000;

/// What makes several values one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Function {
    Avg,
    Count,
    Max,
    Min,
    Sum,
}

/// A query, read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// What is made of the samples of a period.
    pub function: Function,
    /// The metric's name.
    pub metric: String,
    /// The namespace.
    pub namespace: String,
    /// The exact set of dimension names, if `SCHEMA` gave one; sorted.
    pub schema: Option<Vec<String>>,
    /// What must hold of a metric.
    pub filters: Vec<Filter>,
    /// The keys whose values make a series each.
    pub group_by: Vec<Key>,
    /// How the series are ordered.
    pub order_by: Option<Order>,
    /// The most series wanted.
    pub limit: usize,
}

/// What is asked of a metric.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The value of a dimension.
    Dimension(String),
    /// The value of a tag of the resource it is of: `tag.NAME`.
    Tag(String),
    /// The account it is of: `AWS.AccountId`.
    Account,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Key::Dimension(name) => f.write_str(name),
            Key::Tag(name) => write!(f, "tag.{name}"),
            Key::Account => f.write_str("AWS.AccountId"),
        }
    }
}

/// A condition on one key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The key.
    pub key: Key,
    /// Whether the value must be, or must not be.
    pub equal: bool,
    /// Its value; `None` is that of whoever asks: `CURRENT_ACCOUNT_ID()`.
    pub value: Option<String>,
}

/// `ORDER BY MAX() DESC`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// What of a series counts.
    pub function: Function,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Whether an expression is a query, right or wrong: keywords are in any case.
pub fn is_query(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.eq_ignore_ascii_case("SELECT")
}

impl Function {
    /// The function of this name, in any case.
    fn named(name: &str) -> Option<Function> {
        const NAMES: [(&str, Function); 5] = [
            ("AVG", Function::Avg),
            ("COUNT", Function::Count),
            ("MAX", Function::Max),
            ("MIN", Function::Min),
            ("SUM", Function::Sum),
        ];
        let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, function)| *function)
    }
}

impl Query {
    /// Whether it may give several series: an alarm then has contributors.
    pub fn is_multi(&self) -> bool {
        !self.group_by.is_empty()
    }

    /// Whether a metric is one it looks at, as far as its own names tell: what is asked of tags
    /// and accounts, [`Query::holds`] says.
    pub fn matches(&self, id: &MetricId) -> bool {
        let own = |filter: &&Filter| matches!(filter.key, Key::Dimension(_));
        let value = |key: &Key| match key {
            Key::Dimension(name) => dimension(id, name).map(str::to_owned),
            Key::Tag(_) | Key::Account => None,
        };
        let shaped = |names: &Vec<String>| {
            let own = id.dimensions.iter().map(|(name, _)| name);
            id.dimensions.len() == names.len() && own.zip(names).all(|(a, b)| a == b)
        };
        id.namespace == self.namespace
            && id.name == self.metric
            && self.schema.as_ref().is_none_or(shaped)
            && self.filters.iter().filter(own).all(|filter| filter.holds(&value, ""))
    }

    /// Whether all that is asked of a metric holds of its values; `here` is who asks. A condition
    /// with `!=` wants the key too: a metric without it has no value that could differ (AWS does
    /// not say).
    pub fn holds(&self, value: &dyn Fn(&Key) -> Option<String>, here: &str) -> bool {
        self.filters.iter().all(|filter| filter.holds(value, here))
    }
}

impl Filter {
    fn holds(&self, value: &dyn Fn(&Key) -> Option<String>, here: &str) -> bool {
        let wanted = self.value.as_deref().unwrap_or(here);
        value(&self.key).is_some_and(|found| (found == wanted) == self.equal)
    }
}

/// The value of a dimension.
fn dimension<'a>(id: &'a MetricId, name: &str) -> Option<&'a str> {
    let found = id.dimensions.iter().find(|(own, _)| own == name);
    found.map(|(_, value)| value.as_str())
}

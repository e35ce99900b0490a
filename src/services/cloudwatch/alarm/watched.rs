//! What an alarm watches: one metric, or metrics and expressions over them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html>

use crate::sim::scope::{AccountId, Scope};
use crate::telemetry::modelled::{Part, PartOf};
use crate::telemetry::{MetricId, Stat};

/// What an alarm watches.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Watched {
    /// One metric.
    Metric(Measure),
    /// Metrics and expressions, of which one is held against the threshold.
    Queries(Vec<Query>),
}

/// A metric with a statistic.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Measure {
    /// The metric.
    pub id: MetricId,
    /// Its dimensions in the order in which they were given.
    pub dimensions: Vec<(String, String)>,
    /// The statistic.
    pub stat: Stat,
    /// Its name as given.
    pub stat_name: String,
    /// The unit data must have, if one was given.
    pub unit: Option<&'static str>,
    /// The account it is of, if one was named: one that is linked to the alarm's.
    pub account: Option<AccountId>,
}

/// A metric or an expression with an id.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Query {
    /// Its id.
    pub id: String,
    /// Its label, if one was given.
    pub label: Option<String>,
    /// Whether its result is held against the threshold, or is the band.
    pub returns: bool,
    /// What it is of.
    pub of: Source,
}

/// What a query is of.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Source {
    /// A metric.
    Metric(Measure),
    /// An expression over the others.
    Expression {
        /// The expression.
        text: String,
        /// Its period, if one was given.
        period_secs: Option<i32>,
    },
}

impl Query {
    /// The expression, if it is one.
    pub fn expression(&self) -> Option<&str> {
        match &self.of {
            Source::Expression { text, .. } => Some(text),
            Source::Metric(_) => None,
        }
    }

    /// The metric, if it is one.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.of {
            Source::Metric(measure) => Some(measure),
            Source::Expression { .. } => None,
        }
    }

    /// What people call it: its label, its metric's name, or its id.
    pub fn name(&self) -> &str {
        let metric = self.measure().map(|measure| measure.id.name.as_str());
        self.label.as_deref().or(metric).unwrap_or(&self.id)
    }
}

/// Queries as parts of what a model of expected values may be of.
pub fn parts(queries: &[Query]) -> Vec<Part> {
    let part = |query: &Query| Part {
        id: query.id.clone(),
        of: match &query.of {
            Source::Metric(measure) => measure.part(),
            Source::Expression { text, .. } => PartOf::Expression(text.clone()),
        },
    };
    queries.iter().map(part).collect()
}

impl Measure {
    /// Where it is, for an alarm that is somewhere.
    pub fn scope(&self, own: Scope) -> Scope {
        Scope { account: self.account.unwrap_or(own.account), ..own }
    }

    /// It as part of what a model may be of.
    fn part(&self) -> PartOf {
        PartOf::Metric { id: self.id.clone(), stat: self.stat_name.clone() }
    }
}

impl Watched {
    /// The one metric it is, if it is one.
    pub fn measure(&self) -> Option<&Measure> {
        match self {
            Watched::Metric(measure) => Some(measure),
            Watched::Queries(_) => None,
        }
    }

    /// Metrics and expressions; none for one metric.
    pub fn queries(&self) -> &[Query] {
        match self {
            Watched::Metric(_) => &[],
            Watched::Queries(queries) => queries,
        }
    }

    /// Every metric it reads.
    pub fn measures(&self) -> Vec<&Measure> {
        match self {
            Watched::Metric(measure) => vec![measure],
            Watched::Queries(queries) => queries.iter().filter_map(Query::measure).collect(),
        }
    }

    /// The query that is held against the threshold: the one that returns data and is not `band`.
    pub fn subject(&self, band: Option<&str>) -> Option<&Query> {
        self.queries().iter().find(|query| query.returns && Some(query.id.as_str()) != band)
    }
}

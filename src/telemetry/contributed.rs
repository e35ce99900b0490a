//! What a rule of Contributor Insights tells of a period: numbers made of what each contributor
//! gave.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-GraphReportData.html>

use std::collections::BTreeMap;

/// One number of a period, as `INSIGHT_RULE_METRIC` and reports name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Contributed {
    UniqueContributors,
    MaxContributorValue,
    SampleCount,
    Sum,
    Minimum,
    Maximum,
    Average,
}

/// Their names.
pub const NAMES: [&str; 7] = [
    "UniqueContributors",
    "MaxContributorValue",
    "SampleCount",
    "Sum",
    "Minimum",
    "Maximum",
    "Average",
];

impl Contributed {
    /// The number of this name.
    pub fn named(name: &str) -> Option<Contributed> {
        Some(match name {
            "UniqueContributors" => Contributed::UniqueContributors,
            "MaxContributorValue" => Contributed::MaxContributorValue,
            "SampleCount" => Contributed::SampleCount,
            "Sum" => Contributed::Sum,
            "Minimum" => Contributed::Minimum,
            "Maximum" => Contributed::Maximum,
            "Average" => Contributed::Average,
            _ => return None,
        })
    }

    /// Of what contributors gave in a period; none if nobody gave anything.
    pub fn of(self, given: &Given) -> Option<f64> {
        let sums = given.0.values().map(|one| one.sum);
        let count = given.0.values().map(|one| one.count).sum::<f64>();
        match self {
            _ if given.0.is_empty() => None,
            Contributed::UniqueContributors => Some(given.0.len() as f64),
            Contributed::MaxContributorValue => sums.reduce(f64::max),
            Contributed::SampleCount => Some(count),
            Contributed::Sum => Some(sums.sum()),
            Contributed::Minimum => given.0.values().map(|one| one.min).reduce(f64::min),
            Contributed::Maximum => given.0.values().map(|one| one.max).reduce(f64::max),
            Contributed::Average => Some(sums.sum::<f64>() / count),
        }
    }
}

/// What each contributor, known by the values of its keys, gave in a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given(pub BTreeMap<Vec<String>, Gift>);

/// What one contributor gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gift {
    /// How often.
    pub count: f64,
    /// How much, all in all.
    pub sum: f64,
    /// The least of it.
    pub min: f64,
    /// The greatest of it.
    pub max: f64,
}

impl Given {
    /// A contributor gives something.
    pub fn add(&mut self, contributor: &[String], value: f64) {
        let nothing = Gift { count: 0.0, sum: 0.0, min: value, max: value };
        let known = self.0.entry(contributor.to_vec()).or_insert(nothing);
        known.count += 1.0;
        known.sum += value;
        known.min = known.min.min(value);
        known.max = known.max.max(value);
    }
}

//! What the series of an answer are called.

use super::super::validation;
use super::answer::{Answer, Answers};
use super::queries::Wanted;
use crate::api::ApiError;
use crate::services::cloudwatch::metrics::label::{self, Subject};
use crate::telemetry::math::{Origin, Series};

/// What names are made of.
pub struct Naming<'a> {
    /// The query answered.
    pub wanted: &'a Wanted<'a>,
    /// All queries of the call.
    pub all: &'a [Wanted<'a>],
    /// What tells the metrics of the call apart.
    pub labels: &'a [label::Query<'a>],
    /// All answers.
    pub answers: &'a Answers<'a>,
}

impl<'a> Naming<'a> {
    /// For each series of an answer the metric it is of, if it is of one, and its default label.
    pub fn names(&self, answer: &Answer<'_>) -> Vec<(Option<label::Query<'a>>, String)> {
        let found = |series: &Series| self.found(answer, series);
        let siblings: Vec<label::Query<'_>> = answer.series.iter().filter_map(found).collect();
        let several = answer.series.len() > 1;
        let name = |series: &Series| {
            let own = self.wanted.label();
            // A series of an array is called after the metric it comes from.
            let source = self.all.iter().find(|other| other.query.id == series.id);
            let source = source.and_then(Wanted::label);
            let told = own.is_some() || several;
            match (own.or(source), self.found(answer, series)) {
                (Some(query), _) if told => {
                    let default = label::default(&query, self.labels);
                    (Some(query), default)
                }
                (None, Some(query)) => {
                    let default = label::default(&query, &siblings);
                    (Some(query), default)
                }
                (other, _) => (other, self.group(answer, series)),
            }
        };
        answer.series.iter().map(name).collect()
    }

    /// The metric of a series that a search found.
    fn found(&self, answer: &Answer<'_>, series: &Series) -> Option<label::Query<'a>> {
        match self.answers.origin(&series.id).filter(|_| answer.array)? {
            Origin::Metric { id, stat, period } => {
                Some(label::Query { id, stat, period_secs: period.as_secs() })
            }
            Origin::Group(_) | Origin::Answer(_) => None,
        }
    }

    /// The group of a series, or the id of the query.
    fn group(&self, answer: &Answer<'_>, series: &Series) -> String {
        match self.answers.origin(&series.id).filter(|_| answer.array) {
            Some(Origin::Group(label)) => label.clone(),
            Some(Origin::Answer(told)) if !told.label.is_empty() => told.label.clone(),
            _ => self.wanted.query.id.clone(),
        }
    }

    /// The label: the query's own with its dynamic values, or the default. A label without dynamic
    /// values is followed by the default where several series would share it.
    ///
    /// # Errors
    /// If the query's own label cannot be read.
    pub fn label(&self, subject: &Subject<'_>, several: bool) -> Result<String, ApiError> {
        let Some(label) = &self.wanted.query.label else { return Ok(subject.default.to_owned()) };
        let bad = || validation(format!("The value {label} for parameter Label is invalid."));
        let text = label::dynamic(label, subject).ok_or_else(bad)?;
        let shared = several && !label.contains("${");
        Ok(if shared { format!("{text} {}", subject.default) } else { text })
    }
}

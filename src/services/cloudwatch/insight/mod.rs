//! Contributor Insights: rules that count over log events who contributes most.
//!
//! [`definition`] what a rule says · [`filter`] which events it takes · [`report`] what it found.
//! Nothing is stored of what a rule counts: it is read from the groups when it is asked for.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights.html>

pub mod definition;
mod field;
pub mod filter;
pub mod report;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::sim::scope::Scope;
use crate::sim::time::Time;
pub use definition::Definition;

/// The rules of every place, by name.
pub type Rules = BTreeMap<Scope, BTreeMap<String, Rule>>;

/// A rule.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Rule {
    /// When it was made.
    pub created: Time,
    /// Its definition as it was written.
    pub text: String,
    /// What it counts by, or nothing while it is disabled, each from the log event on that has
    /// this number among all: it counts what came in since it was made.
    pub versions: Vec<(u64, Option<Rc<Definition>>)>,
    /// Its definition, whether it counts or not.
    pub definition: Rc<Definition>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

impl Rule {
    /// Whether it counts.
    pub fn is_enabled(&self) -> bool {
        self.versions.last().is_some_and(|(_, counts)| counts.is_some())
    }

    /// `State`.
    pub fn state(&self) -> &'static str {
        if self.is_enabled() { "ENABLED" } else { "DISABLED" }
    }

    /// It counts, or does not, from the next event on.
    pub fn switch(&mut self, on: bool, next: u64) {
        if on != self.is_enabled() {
            self.versions.push((next, on.then(|| Rc::clone(&self.definition))));
        }
    }

    /// What it counted an event by.
    pub fn at(&self, nth: u64) -> Option<&Rc<Definition>> {
        let begun = self.versions.partition_point(|(since, _)| *since <= nth);
        self.versions.get(begun.checked_sub(1)?)?.1.as_ref()
    }
}

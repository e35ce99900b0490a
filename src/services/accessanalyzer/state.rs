//! Analyzers and what they found.

use std::collections::BTreeMap;

use super::exposure::Exposure;
use crate::sim::scope::{AccountId, Arn, Region};
use crate::sim::time::Time;

/// Every analyzer, by account, Region and name.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) analyzers: BTreeMap<(AccountId, Region, String), Analyzer>,
    /// How many findings there ever were.
    pub(super) found: u64,
}

/// An analyzer whose zone of trust is its account.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Analyzer {
    /// Its ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What was looked at last, and when.
    pub last: Option<(String, Time)>,
    /// Findings by id.
    pub findings: BTreeMap<String, Finding>,
}

/// Somebody outside the account could use a resource, or once could.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Finding {
    /// Its place among all there ever were: the newest come last.
    pub number: u64,
    /// What was found.
    pub exposure: Exposure,
    /// When it was found first.
    pub created: Time,
    /// When the resource was looked at last.
    pub analyzed: Time,
    /// When the finding last changed.
    pub updated: Time,
    /// Whether it is still so.
    pub active: bool,
}

impl State {
    /// Whether there is any analyzer.
    pub fn is_empty(&self) -> bool {
        self.analyzers.is_empty()
    }

    /// The analyzers of an account in a Region, by name.
    pub fn of(
        &self,
        account: AccountId,
        region: Region,
    ) -> impl Iterator<Item = (&str, &Analyzer)> {
        let here = move |((a, r, _), _): &(&(AccountId, Region, String), &Analyzer)| {
            (*a, *r) == (account, region)
        };
        self.analyzers.iter().filter(here).map(|((_, _, name), it)| (name.as_str(), it))
    }
}

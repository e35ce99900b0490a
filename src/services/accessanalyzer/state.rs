//! Analyzers and what they found.

use std::collections::BTreeMap;

use super::exposure::Exposure;
use super::shapes::Filter;
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
    /// When it last looked at everything.
    pub scanned: Time,
    /// Findings by id.
    pub findings: BTreeMap<String, Finding>,
    /// Archive rules by name.
    pub rules: BTreeMap<String, Rule>,
}

/// What is archived as soon as it is found.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Rule {
    /// Which findings.
    pub filter: Filter,
    /// When it was made.
    pub created: Time,
    /// When it was changed last.
    pub updated: Time,
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
    /// Whether somebody, or a rule, said that it is meant to be so.
    pub archived: bool,
}

impl Finding {
    /// AWS's word for how it stands.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings-archive.html>
    pub fn status(&self) -> &'static str {
        match (self.active, self.archived) {
            (true, false) => "ACTIVE",
            (true, true) => "ARCHIVED",
            (false, _) => "RESOLVED",
        }
    }

    /// Says that it is meant to be so, or not; what is resolved stays so.
    pub(super) fn archive(&mut self, archived: bool, now: Time) {
        if self.active && self.archived != archived {
            (self.archived, self.updated) = (archived, now);
        }
    }
}

impl State {
    /// Whether there is any analyzer.
    pub fn is_empty(&self) -> bool {
        self.analyzers.is_empty()
    }

    /// The tags of the analyzer with this ARN.
    pub fn tags(&self, arn: &Arn) -> Option<&BTreeMap<String, String>> {
        self.analyzers.values().find(|one| one.arn == *arn).map(|one| &one.tags)
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

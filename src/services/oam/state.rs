//! Sinks and links.

use std::collections::BTreeMap;

use crate::access::{Attached, Moved, Policy};
use crate::sim::scope::{AccountId, Arn, Scope};

/// What a link shares that is simulated.
pub const METRIC: &str = "AWS::CloudWatch::Metric";

/// Every sink and link.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    /// The sink of an account and Region: there is one at most.
    pub(super) sinks: BTreeMap<Scope, Sink>,
    /// Links by ARN.
    pub(super) links: BTreeMap<Arn, Link>,
    /// How many sinks and links there ever were.
    pub(super) made: u64,
}

/// Where other accounts link to.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Sink {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its name.
    pub name: String,
    /// Who may link to it, and what that means.
    pub policy: Option<(String, Policy)>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// That an account shares its metrics with a monitoring account.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Link {
    /// Its id.
    pub id: String,
    /// Of which account and Region.
    pub scope: Scope,
    /// What the monitoring account calls it, as it was given.
    pub template: String,
    /// What that comes to.
    pub label: String,
    /// What is shared.
    pub types: Vec<String>,
    /// The sink.
    pub sink: Arn,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

impl State {
    /// The links to the sink of an account and Region.
    pub fn attached(&self, scope: Scope) -> impl Iterator<Item = (&Arn, &Link)> {
        let sink = self.sinks.get(&scope).map(|sink| &sink.arn);
        self.links.iter().filter(move |(_, link)| Some(&link.sink) == sink)
    }

    /// The accounts whose metrics an account may read here, with their labels.
    pub fn linked(&self, scope: Scope) -> Vec<(AccountId, &str)> {
        let here = self.attached(scope);
        here.map(|(_, link)| (link.scope.account, link.label.as_str())).collect()
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self.sinks.values_mut().filter_map(|sink| sink.policy.as_mut());
        policies.for_each(|(text, policy)| moved.rewrite(text, policy));
    }

    /// The sink of an account and Region.
    pub fn sink(&self, scope: Scope) -> Option<&Sink> {
        self.sinks.get(&scope)
    }

    /// The links that an account made in a Region.
    pub fn links_of(&self, scope: Scope) -> impl Iterator<Item = (&Arn, &Link)> {
        self.links.iter().filter(move |(_, link)| link.scope == scope)
    }

    /// The accounts whose metrics an account may read here.
    pub fn accounts(&self, scope: Scope) -> Vec<AccountId> {
        self.linked(scope).into_iter().map(|(account, _)| account).collect()
    }

    /// The policy of the sink with an ARN.
    pub fn policy_of(&self, arn: &str) -> Option<Attached<'_>> {
        let sink = self.sinks.values().find(|sink| sink.arn.as_str() == arn)?;
        let (_, policy) = sink.policy.as_ref()?;
        Some(Attached { name: &sink.name, arn: None, policy, group: None })
    }
}

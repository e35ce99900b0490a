//! What was published of a function, and the aliases that point at it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html>,
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html>

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::name::LATEST;
use super::state::{Code, Function, Permissions, Settings};
use crate::sim::time::Time;

/// The versions of a function but the one that can be changed.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Versions {
    /// Those there are, the oldest first.
    pub all: Vec<Version>,
    /// How many there ever were: a number is never given twice.
    pub last: u64,
    /// Aliases by name.
    pub aliases: BTreeMap<String, Alias>,
    /// Who else may use a version or an alias.
    pub policies: BTreeMap<String, Permissions>,
}

/// A function as it was when it was published.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Version {
    /// Its number.
    pub number: u64,
    /// When it was published.
    pub published: Time,
    /// The revision of the function it was made of.
    pub of: u64,
    /// Its settings.
    pub settings: Settings,
    /// Its code.
    pub code: Code,
    /// Its processors.
    pub architecture: String,
    /// The number of its own revision.
    pub revision: u64,
}

/// A name for a version.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Alias {
    /// The version: a number or `$LATEST`.
    pub version: String,
    /// What somebody said it is for.
    pub description: String,
    /// The number of its revision.
    pub revision: u64,
}

impl Version {
    /// The function as it was.
    fn function(&self, now: &Function) -> Function {
        Function {
            created: self.published,
            modified: self.published,
            settings: self.settings.clone(),
            code: self.code.clone(),
            architecture: self.architecture.clone(),
            revision: self.revision,
            ..now.clone()
        }
    }
}

impl Function {
    /// The version that a qualifier means: its name, and the function as it was.
    pub fn at(&self, qualifier: Option<&str>) -> Option<(String, Cow<'_, Function>)> {
        let qualifier = qualifier.unwrap_or(LATEST);
        let alias = self.versions.aliases.get(qualifier);
        let version = alias.map_or(qualifier, |alias| alias.version.as_str());
        if version == LATEST {
            return Some((version.to_owned(), Cow::Borrowed(self)));
        }
        let number = version.parse::<u64>().ok()?;
        let found = self.versions.all.iter().find(|version| version.number == number)?;
        Some((version.to_owned(), Cow::Owned(found.function(self))))
    }

    /// The policy of the function itself, or of one of its versions and aliases.
    pub fn policy_at(&self, qualifier: Option<&str>) -> Option<&Permissions> {
        match qualifier.filter(|qualifier| *qualifier != LATEST) {
            None => self.policy.as_ref(),
            Some(qualifier) => self.versions.policies.get(qualifier),
        }
    }

    /// Gives that policy, or takes it away.
    pub(super) fn set_policy(&mut self, qualifier: Option<&str>, policy: Option<Permissions>) {
        match (qualifier, policy) {
            (None, policy) => self.policy = policy,
            (Some(qualifier), Some(policy)) => {
                self.versions.policies.insert(qualifier.to_owned(), policy);
            }
            (Some(qualifier), None) => {
                self.versions.policies.remove(qualifier);
            }
        }
    }
}

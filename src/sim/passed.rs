//! What is passed to a session as it is opened, and goes on with it: tags and a source identity.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html>

use std::collections::{BTreeMap, BTreeSet};

/// Session tags and a source identity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Passed {
    /// Tags of the session: keys as they were written, which know no case.
    pub tags: BTreeMap<String, String>,
    /// The keys of those that go on to the next session of a chain of roles.
    pub transitive: BTreeSet<String>,
    /// Who is behind all sessions of the chain.
    pub source_identity: Option<String>,
}

impl Passed {
    /// Whether nothing was passed.
    pub fn is_empty(&self) -> bool {
        *self == Passed::default()
    }

    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        let found = self.tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| value.as_str())
    }

    /// The tags that go on to the next session.
    pub fn handed_on(&self) -> impl Iterator<Item = (&String, &String)> {
        self.tags.iter().filter(|(key, _)| self.transitive.contains(*key))
    }
}

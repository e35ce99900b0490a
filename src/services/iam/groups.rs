//! Groups as IAM keeps them: users who have policies in common.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html>

use std::collections::{BTreeMap, BTreeSet};

use super::state::{Document, State};
use crate::access::Attached;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// A group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// Its path.
    pub path: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id, `AGPA…`.
    pub group_id: String,
    /// When it was made.
    pub created: Time,
    /// The names of the users in it.
    pub members: BTreeSet<String>,
    /// The managed policies attached to it, in the order of attaching.
    pub attached: Vec<Arn>,
    /// Inline policies by name.
    pub inline: BTreeMap<String, Document>,
}

impl State {
    /// Adds a group without users or policies.
    pub(super) fn add_group(
        &mut self,
        scope: Scope,
        name: &str,
        path: &str,
        created: Time,
    ) -> &Group {
        let ordinal = self.groups_made;
        self.groups_made += 1;
        let group = Group {
            path: path.to_owned(),
            arn: scope.global_arn("iam", &format!("group{path}{name}")),
            group_id: self.ids().base32("AGPA", "iam:group", ordinal, 17),
            created,
            members: BTreeSet::new(),
            attached: Vec::new(),
            inline: BTreeMap::new(),
        };
        self.groups.entry(name.to_owned()).or_insert(group)
    }

    /// Groups by name.
    pub fn groups(&self) -> &BTreeMap<String, Group> {
        &self.groups
    }

    /// The groups a user is in, by name.
    pub fn groups_of<'a>(
        &'a self,
        user: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Group)> + use<'a> {
        let of_user = self.groups.iter().filter(move |(_, group)| group.members.contains(user));
        of_user.map(|(name, group)| (name.as_str(), group))
    }

    /// The policies a user has from its groups.
    pub fn policies_of_groups<'a>(
        &'a self,
        user: &'a str,
    ) -> impl Iterator<Item = Attached<'a>> + use<'a> {
        self.groups_of(user).flat_map(move |(name, group)| {
            let attached = group.attached.iter().filter_map(move |arn| {
                let policy = self.policy(arn)?;
                let of = policy.policy()?;
                let (from, arn) = (Some(name), Some(arn.as_str()));
                Some(Attached { name: policy.name(), arn, policy: of, group: from })
            });
            let inline = group.inline.iter().map(move |(of, document)| {
                let (policy, from) = (&document.policy, Some(name));
                Attached { name: of, arn: None, policy, group: from }
            });
            attached.chain(inline)
        })
    }
}

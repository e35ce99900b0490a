//! The page of one user.

use std::collections::BTreeMap;

use super::policies::{self, Kind};
use super::suggest::{self, Suggestion};
use super::{document, policy};
use crate::services::iam::state::Document;
use crate::sim::{Arn, Time, World};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its unique id.
    pub id: String,
    /// Its path.
    pub path: String,
    /// When it was made.
    pub created: Time,
    /// The policy that bounds its permissions: name and ARN.
    pub boundary: Option<(String, String)>,
    /// The managed policies attached to it.
    pub attached: Vec<Attached>,
    /// Its inline policies.
    pub inline: Vec<Inline>,
    /// The groups it is in, with the names of their policies.
    pub groups: Vec<Membership>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// How it signs in to the console.
    pub console: Console,
    /// Access keys, oldest first.
    pub keys: Vec<Key>,
    /// The managed policies that can be attached to it yet.
    pub attachable: Vec<policies::Row>,
    /// What it was refused last, and which policies would allow that.
    pub suggestion: Option<Suggestion>,
}

/// How a user signs in to the console.
#[derive(Clone, Debug, PartialEq)]
pub struct Console {
    /// Since when it has its password; nothing without one.
    pub password: Option<Time>,
    /// When it last signed in.
    pub used: Option<Time>,
    /// The serial numbers of its MFA devices.
    pub devices: Vec<String>,
}

/// A group the user is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// Its name.
    pub name: String,
    /// The policies the user has from it: names, and ARNs of managed ones.
    pub policies: Vec<(String, Option<String>)>,
}

/// A policy attached to the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whose it is.
    pub kind: Kind,
    /// What it says, statement by statement.
    pub statements: Vec<document::Line>,
}

/// An inline policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Its name.
    pub name: String,
    /// Its document as it was given.
    pub text: String,
    /// Its document, laid out.
    pub pretty: String,
    /// What it says, statement by statement.
    pub statements: Vec<document::Line>,
}

/// An access key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// `AKIA…`.
    pub id: String,
    /// Whether it is active.
    pub active: bool,
    /// When it was made.
    pub created: Time,
}

/// The page of a user; nothing when there is none by this name.
pub fn model(world: &World, name: &str) -> Option<User> {
    let user = world.iam().users().get(name)?;
    let keys = user.keys.iter().map(|key| Key {
        id: key.id.clone(),
        active: key.active,
        created: key.created,
    });
    let free = |row: &policies::Row| !user.attached.iter().any(|arn| arn.as_str() == row.arn);
    let attachable = policies::rows(world).into_iter().filter(|row| row.attachable && free(row));
    Some(User {
        name: name.to_owned(),
        arn: user.arn.to_string(),
        id: user.user_id.clone(),
        path: user.path.clone(),
        created: user.created,
        boundary: user.boundary.as_ref().map(|arn| (policy::name(world, arn), arn.to_string())),
        attached: attached(world, &user.attached),
        inline: inline(&user.inline),
        groups: groups(world, name),
        tags: user.tags.clone(),
        console: Console {
            password: user.login.as_ref().map(|login| login.changed),
            used: user.password_used,
            devices: world.iam().devices_of(name).map(|device| device.arn.to_string()).collect(),
        },
        keys: keys.collect(),
        attachable: attachable.collect(),
        suggestion: suggest::last_denial(world, name),
    })
}

fn groups(world: &World, user: &str) -> Vec<Membership> {
    let of_user = world.iam().groups_of(user);
    let shown = of_user.map(|(name, group)| Membership {
        name: name.to_owned(),
        policies: group
            .attached
            .iter()
            .map(|arn| (policy::name(world, arn), Some(arn.to_string())))
            .chain(group.inline.keys().map(|name| (name.clone(), None)))
            .collect(),
    });
    shown.collect()
}

/// Policies attached to a user or a role.
pub(super) fn attached(world: &World, arns: &[Arn]) -> Vec<Attached> {
    let attached = arns.iter().map(|arn| {
        let found = world.iam().policy(arn);
        let rest = arn.rest().rsplit('/').next().unwrap_or_default();
        Attached {
            name: found.map_or(rest, |policy| policy.name()).to_owned(),
            arn: arn.to_string(),
            kind: Kind::of(arn),
            statements: found
                .and_then(|found| found.policy())
                .map(document::lines)
                .unwrap_or_default(),
        }
    });
    attached.collect()
}

/// Inline policies of a user or a role.
pub(super) fn inline(policies: &BTreeMap<String, Document>) -> Vec<Inline> {
    let inline = policies.iter().map(|(name, found)| Inline {
        name: name.clone(),
        text: found.text.to_string(),
        pretty: document::pretty(&found.text),
        statements: document::lines(&found.policy),
    });
    inline.collect()
}

//! The page of one managed policy.

use super::act::Holder;
use super::document;
use super::policies::Kind;
use crate::services::iam::managed;
use crate::services::iam::state::ManagedPolicy;
use crate::sim::{Arn, Time, World};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whose it is.
    pub kind: Kind,
    /// Its description.
    pub description: Option<String>,
    /// When it was made.
    pub created: Time,
    /// When it was changed last.
    pub updated: Time,
    /// The document of the default version, laid out.
    pub document: String,
    /// What it says, statement by statement.
    pub statements: Vec<document::Line>,
    /// Versions, newest first.
    pub versions: Vec<Version>,
    /// How many actions AWS's whole document lists, when it is cut here.
    pub entries: Option<u32>,
    /// The users and roles it is attached to.
    pub holders: Vec<Holder>,
    /// The groups it is attached to.
    pub groups: Vec<String>,
    /// Those whose permissions it bounds.
    pub bounds: Vec<Holder>,
}

/// A version of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// `v2`.
    pub id: String,
    /// When it was made; unknown of AWS's policies.
    pub created: Option<Time>,
    /// Whether it is the default one.
    pub default: bool,
    /// Its document, laid out.
    pub document: String,
}

/// The name of the policy with this ARN.
pub fn name(world: &World, arn: &Arn) -> String {
    let last = arn.rest().rsplit('/').next().unwrap_or_default();
    world.iam().policy(arn).map_or(last, |policy| policy.name()).to_owned()
}

/// The id of the default version.
pub fn default_version(world: &World, arn: &Arn) -> Option<String> {
    match world.iam().policy(arn)? {
        ManagedPolicy::Aws(policy) => Some(policy.version.clone()),
        ManagedPolicy::Customer(policy) => Some(format!("v{}", policy.default)),
    }
}

/// The page of a policy; nothing when there is none with this ARN.
pub fn model(world: &World, arn: &str) -> Option<Policy> {
    let arn = Arn::parse(arn)?;
    let found = world.iam().policy(&arn)?;
    let versions = versions(found);
    let default = versions.iter().find(|version| version.default);
    let (created, updated, description) = match found {
        ManagedPolicy::Aws(policy) => (policy.created, policy.updated, None),
        ManagedPolicy::Customer(policy) => {
            (policy.created, policy.updated, policy.description.clone())
        }
    };
    Some(Policy {
        name: found.name().to_owned(),
        kind: Kind::of(&arn),
        description,
        created,
        updated,
        document: default.map(|version| version.document.clone()).unwrap_or_default(),
        statements: found.policy().map(document::lines).unwrap_or_default(),
        versions,
        entries: managed::find(&arn).and_then(|policy| policy.entries),
        holders: holders(world, |attached, _| attached.contains(&arn)),
        groups: groups(world, &arn),
        bounds: holders(world, |_, boundary| boundary == Some(&arn)),
        arn: arn.to_string(),
    })
}

/// The users and then the roles with the policies and the boundary that are asked for.
fn holders(world: &World, test: impl Fn(&[Arn], Option<&Arn>) -> bool) -> Vec<Holder> {
    let users = world.iam().users().iter();
    let users = users.filter(|(_, user)| test(&user.attached, user.boundary.as_ref()));
    let roles = world.iam().roles().iter();
    let roles = roles.filter(|(_, role)| test(&role.attached, role.boundary.as_ref()));
    let users = users.map(|(name, _)| Holder::User(name.clone()));
    users.chain(roles.map(|(name, _)| Holder::Role(name.clone()))).collect()
}

fn groups(world: &World, arn: &Arn) -> Vec<String> {
    let groups = world.iam().groups().iter();
    groups.filter(|(_, group)| group.attached.contains(arn)).map(|(name, _)| name.clone()).collect()
}

fn versions(policy: ManagedPolicy<'_>) -> Vec<Version> {
    match policy {
        ManagedPolicy::Aws(policy) => vec![Version {
            id: policy.version.clone(),
            created: Some(policy.updated),
            default: true,
            document: document::pretty_value(&policy.document),
        }],
        ManagedPolicy::Customer(policy) => {
            let version = |version: &crate::services::iam::state::Version| Version {
                id: format!("v{}", version.number),
                created: Some(version.created),
                default: version.number == policy.default,
                document: document::pretty(&version.document.text),
            };
            policy.versions.iter().rev().map(version).collect()
        }
    }
}

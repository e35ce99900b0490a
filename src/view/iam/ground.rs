//! What calls can be tried against: the principals there are with their policies, the service
//! control policies above them, and the resources that have policies of their own.

use std::collections::BTreeMap;

use crate::access::{Attached, Policy};
use crate::sim::{Arn, World};

/// What can be asked about: the principals there are with their policies, and the resources that
/// have policies of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ground {
    /// The account.
    pub account: String,
    /// Users, then roles, by name.
    pub subjects: Vec<Subject>,
    /// The service control policies that bind the account, one list a level.
    pub control: Vec<Vec<Held>>,
    /// Buckets' and topics' policies by ARN: the text, and what it means.
    pub resources: BTreeMap<String, (String, Policy)>,
}

/// A principal and what it may.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Whether it is a role.
    pub role: bool,
    /// Its identity policies, those of its groups among them.
    pub identity: Vec<Held>,
    /// Its permissions boundary.
    pub boundary: Option<Held>,
}

/// A policy somebody has.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// Its ARN, if it is a managed one.
    pub arn: Option<String>,
    /// The group it comes from, or the level of the organization it is attached to.
    pub group: Option<String>,
    /// What it means.
    pub policy: Policy,
}

impl Held {
    fn of(attached: &Attached<'_>) -> Held {
        Held {
            name: attached.name.to_owned(),
            arn: attached.arn.map(str::to_owned),
            group: attached.group.map(str::to_owned),
            policy: attached.policy.clone(),
        }
    }

    pub(super) fn attached(&self) -> Attached<'_> {
        Attached {
            name: &self.name,
            arn: self.arn.as_deref(),
            policy: &self.policy,
            group: self.group.as_deref(),
        }
    }
}

/// Everything that can be asked about.
pub fn ground(world: &World) -> Ground {
    let iam = world.iam();
    let managed = |arn: &Arn| {
        let policy = iam.policy(arn)?;
        let (name, of) = (policy.name().to_owned(), policy.policy()?.clone());
        Some(Held { name, arn: Some(arn.to_string()), group: None, policy: of })
    };
    let inline = |(name, document): (&String, &crate::services::iam::state::Document)| Held {
        name: name.clone(),
        arn: None,
        group: None,
        policy: document.policy.clone(),
    };
    let users = iam.users().iter().map(|(name, user)| {
        let own = user.attached.iter().filter_map(managed).chain(user.inline.iter().map(inline));
        let groups = iam.policies_of_groups(name).map(|attached| Held::of(&attached));
        Subject {
            arn: user.arn.to_string(),
            name: name.clone(),
            role: false,
            identity: own.chain(groups).collect(),
            boundary: user.boundary.as_ref().and_then(managed),
        }
    });
    let roles = iam.roles().iter().map(|(name, role)| {
        let own = role.attached.iter().filter_map(managed).chain(role.inline.iter().map(inline));
        Subject {
            arn: role.arn.to_string(),
            name: name.clone(),
            role: true,
            identity: own.collect(),
            boundary: role.boundary.as_ref().and_then(managed),
        }
    });
    Ground {
        account: world.account().to_string(),
        subjects: users.chain(roles).collect(),
        control: world
            .organizations()
            .service_control(world.account())
            .iter()
            .map(|level| level.iter().map(Held::of).collect())
            .collect(),
        resources: resources(world),
    }
}

fn resources(world: &World) -> BTreeMap<String, (String, Policy)> {
    let account = world.account();
    let own = world.s3().buckets().iter().filter(|(_, bucket)| bucket.account == account);
    let buckets = own.filter_map(|(name, bucket)| {
        let (text, policy, _) = bucket.policy.as_ref()?;
        Some((format!("arn:aws:s3:::{name}"), (text.clone(), policy.clone())))
    });
    let topics = world.sns().topics().iter().filter(|(arn, _)| arn.account() == Some(account));
    let topics = topics.map(|(arn, topic)| (arn.to_string(), topic.policy.clone()));
    buckets.chain(topics).collect()
}

//! The page of one role, and the form that makes one.

use std::collections::BTreeMap;

use serde_json::json;

use super::act::Holder;
use super::user::{Attached, Inline, attached, inline};
use super::{document, policies, policy, roles};
use crate::services::ec2::InstanceState;
use crate::services::ec2::state::Instance;
use crate::services::iam::roles::Role as Kept;
use crate::sim::{Region, Scope, Time, World};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its unique id.
    pub id: String,
    /// Its description.
    pub description: String,
    /// When it was made.
    pub created: Time,
    /// How long a session of it may last, in seconds.
    pub session_secs: i32,
    /// Whether it is linked to a service, which alone changes it.
    pub linked: bool,
    /// The policy that bounds its permissions: name and ARN.
    pub boundary: Option<(String, String)>,
    /// Whom it trusts.
    pub trusts: Vec<String>,
    /// Its trust policy, laid out.
    pub trust: String,
    /// The managed policies attached to it.
    pub attached: Vec<Attached>,
    /// Its inline policies.
    pub inline: Vec<Inline>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The managed policies that can be attached to it yet.
    pub attachable: Vec<policies::Row>,
    /// The names of the instance profiles it is in.
    pub profiles: Vec<String>,
    /// The instances of this Region that carry one of them.
    pub instances: Vec<String>,
}

impl Role {
    /// It, as one that has policies.
    pub fn holder(&self) -> Holder {
        Holder::Role(self.name.clone())
    }
}

/// The page of a role; nothing when there is none by this name.
pub fn model(world: &World, region: Region, name: &str) -> Option<Role> {
    let role = world.iam().roles().get(name)?;
    let free = |row: &policies::Row| !role.attached.iter().any(|arn| arn.as_str() == row.arn);
    let attachable = policies::rows(world).into_iter().filter(|row| row.attachable && free(row));
    Some(Role {
        name: name.to_owned(),
        arn: role.arn.to_string(),
        id: role.role_id.clone(),
        description: role.description.clone().unwrap_or_default(),
        created: role.created,
        session_secs: role.max_session_secs,
        linked: role.is_linked(),
        boundary: role.boundary.as_ref().map(|arn| (policy::name(world, arn), arn.to_string())),
        trusts: roles::trusted(&role.trust.json()),
        trust: document::pretty(&role.trust.text),
        attached: attached(world, &role.attached),
        inline: inline(&role.inline),
        tags: role.tags.clone(),
        attachable: attachable.collect(),
        profiles: profiles(world, name),
        instances: instances(world, region, role),
    })
}

fn profiles(world: &World, role: &str) -> Vec<String> {
    let all = world.iam().profiles().iter();
    let has = all.filter(|(_, profile)| profile.role.as_deref() == Some(role));
    has.map(|(name, _)| name.clone()).collect()
}

fn instances(world: &World, region: Region, role: &Kept) -> Vec<String> {
    let scope = Scope { account: world.account(), region };
    let acts = |instance: &&Instance| {
        let profile = instance.profile.as_ref().and_then(|it| world.iam().profile(&it.arn));
        let of = profile.and_then(|profile| world.iam().role_of(profile));
        instance.state != InstanceState::Terminated && of.is_some_and(|of| of.arn == role.arn)
    };
    let found = world.ec2().instances(scope).into_iter().filter(acts);
    found.map(|instance| instance.id.clone()).collect()
}

/// Whom a new role is to trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trusted {
    /// EC2: the role is for instances.
    Ec2,
    /// Everybody in the account whose own policies allow it.
    Account,
    /// One user.
    User(String),
}

/// The trust policy that says so.
pub fn trust(world: &World, trusted: &Trusted) -> String {
    let account = world.account();
    let principal = match trusted {
        Trusted::Ec2 => json!({ "Service": "ec2.amazonaws.com" }),
        Trusted::Account => json!({ "AWS": format!("arn:aws:iam::{account}:root") }),
        Trusted::User(name) => {
            let user = world.iam().users().get(name);
            let arn = user.map(|user| user.arn.to_string()).unwrap_or_default();
            json!({ "AWS": arn })
        }
    };
    document::pretty_value(&json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": principal,
            "Action": "sts:AssumeRole",
        }],
    }))
}

/// What the form that makes a role offers: each kind of trust with its document.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// Whom it may trust, and the trust policy for it.
    pub trusted: Vec<(Trusted, String)>,
}

/// What the form offers.
pub fn choices(world: &World) -> Choices {
    let users = world.iam().users().keys().map(|name| Trusted::User(name.clone()));
    let all = [Trusted::Ec2, Trusted::Account].into_iter().chain(users);
    Choices { trusted: all.map(|one| (one.clone(), trust(world, &one))).collect() }
}

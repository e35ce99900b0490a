//! Roles and instance profiles as IAM keeps them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html>

use std::collections::BTreeMap;

use serde_json::json;

use super::linked::LinkedRole;
use super::state::{Document, State};
use crate::access::{Attached, Policy};
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;

/// A role: permissions that whoever it trusts may act with.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Role {
    /// Its path, `/` or `/service-role/`.
    pub path: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id, `AROA…`.
    pub role_id: String,
    /// When it was made.
    pub created: Time,
    /// Its description.
    pub description: Option<String>,
    /// How long a session of it may last, in seconds.
    pub max_session_secs: i32,
    /// Whom it trusts.
    pub trust: Document,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The managed policies attached to it, in the order of attaching.
    pub attached: Vec<Arn>,
    /// Inline policies by name.
    pub inline: BTreeMap<String, Document>,
    /// The managed policy that is its permissions boundary.
    pub boundary: Option<Arn>,
}

impl Role {
    /// Its name, which in the ARN stands behind the path.
    pub fn name(&self) -> &str {
        self.arn.rest().rsplit('/').next().unwrap_or_default()
    }

    /// Whether only a service may use it, and change it.
    pub fn is_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }

    /// Its trust policy as the engine takes it.
    pub fn trust_policy(&self) -> Attached<'_> {
        Attached { name: self.name(), arn: None, policy: &self.trust.policy, group: None }
    }
}

/// What an instance carries to act in a role.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Profile {
    /// Its path.
    pub path: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id, `AIPA…`.
    pub profile_id: String,
    /// When it was made.
    pub created: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The name of its role, if it has one.
    pub role: Option<String>,
}

impl Profile {
    /// Its name, which in the ARN stands behind the path.
    pub fn name(&self) -> &str {
        self.arn.rest().rsplit('/').next().unwrap_or_default()
    }
}

/// A role or an instance profile that is about to exist.
pub(super) struct New<'a> {
    pub name: &'a str,
    pub path: &'a str,
    pub created: Time,
}

impl State {
    /// Adds a role without any permission.
    pub(super) fn add_role(&mut self, scope: Scope, new: &New<'_>, trust: Document) -> &mut Role {
        let ordinal = self.roles_made;
        self.roles_made += 1;
        let role = Role {
            path: new.path.to_owned(),
            arn: scope.global_arn("iam", &format!("role{}{}", new.path, new.name)),
            role_id: self.ids().base32("AROA", "iam:role", ordinal, 17),
            created: new.created,
            description: None,
            max_session_secs: 3_600,
            trust,
            tags: BTreeMap::new(),
            attached: Vec::new(),
            inline: BTreeMap::new(),
            boundary: None,
        };
        self.roles.entry(new.name.to_owned()).or_insert(role)
    }

    /// Adds an instance profile without a role.
    pub(super) fn add_profile(&mut self, scope: Scope, new: &New<'_>) -> &mut Profile {
        let ordinal = self.profiles_made;
        self.profiles_made += 1;
        let profile = Profile {
            path: new.path.to_owned(),
            arn: scope.global_arn("iam", &format!("instance-profile{}{}", new.path, new.name)),
            profile_id: self.ids().base32("AIPA", "iam:instance-profile", ordinal, 17),
            created: new.created,
            tags: BTreeMap::new(),
            role: None,
        };
        self.profiles.entry(new.name.to_owned()).or_insert(profile)
    }

    /// The role with which an organization gives its management account a way into a new one.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html>
    pub(crate) fn let_in(&mut self, account: AccountId, by: AccountId, name: &str, now: Time) {
        let trust = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:aws:iam::{by}:root") },
                "Action": "sts:AssumeRole",
            }],
        });
        let policy = Policy::from_value(&trust).unwrap_or_default();
        let document = Document { text: trust.to_string().into(), policy };
        let scope = Scope { account, region: Region::US_EAST_1 };
        let role = self.add_role(scope, &New { name, path: "/", created: now }, document);
        role.attached =
            Arn::parse("arn:aws:iam::aws:policy/AdministratorAccess").into_iter().collect();
    }

    /// Roles by name, those linked to services among them.
    pub fn roles(&self) -> &BTreeMap<String, Role> {
        &self.roles
    }

    /// The role with this ARN.
    pub fn role(&self, arn: &Arn) -> Option<&Role> {
        let name = arn.rest().rsplit('/').next()?;
        self.roles.get(name).filter(|role| role.arn == *arn)
    }

    /// Instance profiles by name.
    pub fn profiles(&self) -> &BTreeMap<String, Profile> {
        &self.profiles
    }

    /// The instance profile with this ARN.
    pub fn profile(&self, arn: &Arn) -> Option<&Profile> {
        let name = arn.rest().rsplit('/').next()?;
        self.profiles.get(name).filter(|profile| profile.arn == *arn)
    }

    /// The role of an instance profile.
    pub fn role_of(&self, profile: &Profile) -> Option<&Role> {
        self.roles.get(profile.role.as_ref()?)
    }

    /// When a service-linked role was made, if it was.
    pub fn linked(&self, role: &LinkedRole) -> Option<Time> {
        self.roles.get(role.name).filter(|role| role.is_linked()).map(|role| role.created)
    }

    /// The policies of a role. One that is gone allows nothing, service-linked or not: a session
    /// that a service still has of it ends with it.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html>
    pub(super) fn policies_of_role<'a>(&'a self, arn: &Arn) -> Vec<Attached<'a>> {
        let Some(role) = self.role(arn) else { return Vec::new() };
        let attached = role.attached.iter().filter_map(|arn| {
            let policy = self.policy(arn)?;
            let of = policy.policy()?;
            Some(Attached { name: policy.name(), arn: Some(arn.as_str()), policy: of, group: None })
        });
        let inline = role.inline.iter().map(|(name, document)| Attached {
            name,
            arn: None,
            policy: &document.policy,
            group: None,
        });
        attached.chain(inline).collect()
    }
}

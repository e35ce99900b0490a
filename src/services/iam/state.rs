//! What IAM holds.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::extra::Extra;
use super::groups::Group;
use super::linked::LinkedRole;
use super::managed::{self, Managed};
use super::roles::{Profile, Role};
use crate::access::Policy;
use crate::sim::caller::{Identity, Origin, RoleSession};
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::{Span, Time};
use crate::sim::world::ConsoleSession;

/// Users and policies of the account.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct State {
    ids: Ids,
    /// When the account, and with it its root user, came into being.
    pub(super) root_created: Time,
    /// Users by name.
    pub(super) users: BTreeMap<String, User>,
    /// Customer managed policies.
    pub(super) policies: BTreeMap<Arn, CustomerPolicy>,
    /// Roles by name, those linked to services among them.
    pub(super) roles: BTreeMap<String, Role>,
    /// Groups by name.
    pub(super) groups: BTreeMap<String, Group>,
    /// Instance profiles by name.
    pub(super) profiles: BTreeMap<String, Profile>,
    /// MFA devices, passwords' rules, and reports.
    pub(super) extra: Extra,
    /// How many users were ever made.
    pub(super) users_made: u64,
    /// How many policies were ever made.
    pub(super) policies_made: u64,
    /// How many roles were ever made, those linked to services aside.
    pub(super) roles_made: u64,
    /// How many groups were ever made.
    pub(super) groups_made: u64,
    /// How many instance profiles were ever made.
    pub(super) profiles_made: u64,
}

/// An IAM user.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct User {
    /// Its path, `/` or `/students/`.
    pub path: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id.
    pub user_id: String,
    /// When it was made.
    pub created: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The password for the console, if it has one.
    pub login: Option<LoginProfile>,
    /// When it last signed in to the console.
    pub password_used: Option<Time>,
    /// Access keys, oldest first.
    pub keys: Vec<AccessKey>,
    /// How many access keys it ever had.
    pub(super) keys_made: u64,
    /// The managed policies attached to it, in the order of attaching.
    pub attached: Vec<Arn>,
    /// Inline policies by name.
    pub inline: BTreeMap<String, Document>,
    /// The managed policy that is its permissions boundary.
    pub boundary: Option<Arn>,
}

/// That a user has a password; of the password itself only digests are kept.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct LoginProfile {
    /// When it was made.
    pub created: Time,
    /// When the password was last changed.
    pub changed: Time,
    /// Whether it must be changed at the next sign-in.
    pub reset_required: bool,
    /// Digests of the passwords there were, the one that counts last. The users a world begins
    /// with have passwords nobody knows.
    pub(super) passwords: Vec<String>,
}

impl LoginProfile {
    /// A password that nobody knows.
    pub(super) fn new(created: Time) -> LoginProfile {
        let (changed, passwords) = (created, Vec::new());
        LoginProfile { created, changed, reset_required: false, passwords }
    }
}

/// An access key. Calls need none: `--profile` names the user.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct AccessKey {
    /// `AKIA…`.
    pub id: String,
    /// Whether it is `Active` (or `Inactive`).
    pub active: bool,
    /// When it was made.
    pub created: Time,
}

/// A policy document: the text as given, and what it means.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Document {
    /// The text.
    pub text: Rc<str>,
    /// The policy.
    pub policy: Policy,
}

impl Document {
    /// The document as replies hold it: the CLI decodes it and prints it as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// A customer managed policy.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct CustomerPolicy {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Its unique id.
    pub policy_id: String,
    /// Its description.
    pub description: Option<String>,
    /// When it was made.
    pub created: Time,
    /// When a version was made or became the default.
    pub updated: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Versions, oldest first. There is always a default one.
    pub versions: Vec<Version>,
    /// The number of the default version.
    pub default: u32,
    /// How many versions it ever had.
    pub(super) versions_made: u32,
}

/// A version of a customer managed policy.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Version {
    /// 2 for `v2`.
    pub number: u32,
    /// When it was made.
    pub created: Time,
    /// The document.
    pub document: Document,
}

impl CustomerPolicy {
    /// The version with this number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }
}

/// A managed policy, AWS's or the customer's.
#[derive(Clone, Copy, Debug)]
pub enum ManagedPolicy<'a> {
    /// AWS's.
    Aws(&'static Managed),
    /// The customer's.
    Customer(&'a CustomerPolicy),
}

impl<'a> ManagedPolicy<'a> {
    /// Its name.
    pub fn name(self) -> &'a str {
        match self {
            ManagedPolicy::Aws(policy) => &policy.name,
            ManagedPolicy::Customer(policy) => &policy.name,
        }
    }

    /// Its path.
    pub fn path(self) -> &'a str {
        match self {
            ManagedPolicy::Aws(policy) => &policy.path,
            ManagedPolicy::Customer(policy) => &policy.path,
        }
    }

    /// What its default version means.
    pub fn policy(self) -> Option<&'a Policy> {
        match self {
            ManagedPolicy::Aws(policy) => Some(policy.policy()),
            ManagedPolicy::Customer(policy) => {
                policy.version(policy.default).map(|version| &version.document.policy)
            }
        }
    }
}

/// A user that is about to exist.
pub(super) struct NewUser<'a> {
    pub name: &'a str,
    pub path: &'a str,
    pub created: Time,
}

impl State {
    /// The users every world begins with, `admin` and `jiwoo`. They are older than the world, and
    /// each has an access key.
    pub fn new(account: AccountId, start: Time, ids: Ids) -> State {
        // How long before is ours.
        let before = |days: i64| start + Span::mins(71 - days * 24 * 60);
        let mut state = State::empty(before(366), ids);
        let first: [(&str, i64, &[&str]); 2] = [
            ("admin", 365, &["AdministratorAccess"]),
            ("jiwoo", 35, &["AmazonEC2FullAccess", "AWSCloudTrail_ReadOnlyAccess"]),
        ];
        let scope = Scope { account, region: Region::US_EAST_1 };
        for (name, days, policies) in first {
            let created = before(days);
            let user = state.add_user(scope, &NewUser { name, path: "/", created });
            let arns = policies.iter().map(|name| format!("arn:aws:iam::aws:policy/{name}"));
            user.attached = arns.filter_map(|arn| Arn::parse(&arn)).collect();
            user.login = Some(LoginProfile::new(created));
            user.add_key(ids, created);
        }
        state
    }

    /// IAM of an account in which nobody is but its root user.
    pub(super) fn empty(root_created: Time, ids: Ids) -> State {
        State {
            ids,
            root_created,
            users: BTreeMap::new(),
            policies: BTreeMap::new(),
            roles: BTreeMap::new(),
            groups: BTreeMap::new(),
            profiles: BTreeMap::new(),
            extra: Extra::default(),
            users_made: 0,
            policies_made: 0,
            roles_made: 0,
            groups_made: 0,
            profiles_made: 0,
        }
    }

    /// Adds a user without any permission.
    pub(super) fn add_user(&mut self, scope: Scope, new: &NewUser<'_>) -> &mut User {
        let ordinal = self.users_made;
        self.users_made += 1;
        let user = User {
            path: new.path.to_owned(),
            arn: scope.global_arn("iam", &format!("user{}{}", new.path, new.name)),
            user_id: self.ids.base32("AIDA", "iam:user", ordinal, 17),
            created: new.created,
            tags: BTreeMap::new(),
            login: None,
            password_used: None,
            keys: Vec::new(),
            keys_made: 0,
            attached: Vec::new(),
            inline: BTreeMap::new(),
            boundary: None,
        };
        self.users.entry(new.name.to_owned()).or_insert(user)
    }

    /// The identity of a user who calls, if there is one of that name.
    pub fn identity(&self, name: &str, session: Option<&ConsoleSession>) -> Option<Identity> {
        let user = self.users.get(name)?;
        let access_key = match session {
            Some(session) => {
                self.ids.base32("ASIA", &user.user_id, session.since.as_millis() as u64, 16)
            }
            None => user.signing_key(self.ids),
        };
        Some(Identity::User {
            name: name.to_owned(),
            arn: user.arn.clone(),
            user_id: user.user_id.clone(),
            access_key,
            session_start: session.map(|session| session.since),
            mfa: session.is_some_and(|session| session.mfa),
        })
    }

    /// The session in which a service acts in its role. Whether the role is there is asked when
    /// the service is first told to act; what lets it act is the role's policy alone.
    pub fn linked_session(&self, account: AccountId, role: &LinkedRole, now: Time) -> RoleSession {
        let made = self.linked(role).unwrap_or(self.root_created);
        let role_id = role.id(self.ids);
        // A session lasts an hour, and is then followed by another; that they begin where the
        // role did is ours.
        let since = made + Span::hours((now - made).as_secs() / 3_600);
        let nth = since.as_millis() as u64;
        let access_key = self.ids.base32("ASIA", &role_id, nth, 16);
        let name = role.session.to_owned();
        let role = role.arn(account);
        RoleSession {
            role,
            role_id,
            name,
            access_key,
            since,
            mfa: false,
            origin: Origin::Service,
            passed: None,
        }
    }

    /// The source of ids.
    pub(crate) fn ids(&self) -> Ids {
        self.ids
    }

    /// Users by name.
    pub fn users(&self) -> &BTreeMap<String, User> {
        &self.users
    }

    /// Customer managed policies by ARN.
    pub fn policies(&self) -> &BTreeMap<Arn, CustomerPolicy> {
        &self.policies
    }

    /// The managed policy with this ARN.
    pub fn policy(&self, arn: &Arn) -> Option<ManagedPolicy<'_>> {
        match managed::find(arn) {
            Some(policy) => Some(ManagedPolicy::Aws(policy)),
            None => self.policies.get(arn).map(ManagedPolicy::Customer),
        }
    }
}

impl User {
    /// Its name, which in the ARN stands behind the path.
    pub fn name(&self) -> &str {
        self.arn.rest().rsplit('/').next().unwrap_or_default()
    }

    /// Gives the user an access key; its id.
    pub(super) fn add_key(&mut self, ids: Ids, created: Time) -> String {
        let id = ids.base32("AKIA", &self.user_id, self.keys_made, 16);
        self.keys_made += 1;
        self.keys.push(AccessKey { id: id.clone(), active: true, created });
        id
    }

    /// The key that signs the user's calls: the oldest active one. Since calls need no key here,
    /// a user without any signs with the one it would be given first.
    fn signing_key(&self, ids: Ids) -> String {
        let key = self.keys.iter().find(|key| key.active).or(self.keys.first());
        key.map_or_else(|| ids.base32("AKIA", &self.user_id, 0, 16), |key| key.id.clone())
    }
}

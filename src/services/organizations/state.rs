//! What Organizations holds: the one organization of the world, once somebody makes it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::handshake::Handshake;
use crate::access::{Attached, Policy};
use crate::services::record::date;
use crate::sim::id::Ids;
use crate::sim::scope::AccountId;
use crate::sim::time::Time;

/// The organization, if there is one.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) organization: Option<Box<Organization>>,
    /// How many organizations, units, policies, requests and invitations there ever were.
    pub(super) made: [u64; 5],
    /// Accounts of this world that left the organization.
    pub(super) alone: BTreeMap<AccountId, Member>,
    /// Accounts that are closed.
    pub(super) closed: BTreeSet<AccountId>,
}

/// An organization: a root, units below it, accounts in them, and policies on all of these.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Organization {
    /// `o-…`.
    pub id: String,
    /// `r-…`.
    pub root: String,
    /// The management account.
    pub management: AccountId,
    /// When it was made.
    pub created: Time,
    /// Whether it has all features, or shares bills alone.
    pub all_features: bool,
    /// Whether service control policies count.
    pub scps: bool,
    /// Units by id.
    pub units: BTreeMap<String, Unit>,
    /// Accounts, the management account among them.
    pub members: BTreeMap<AccountId, Member>,
    /// The root or unit each unit and account is in.
    pub parents: BTreeMap<String, String>,
    /// Service control policies by id, the customer's alone.
    pub policies: BTreeMap<String, Scp>,
    /// The policies attached to a root, a unit or an account, in the order of attaching.
    pub attached: BTreeMap<String, Vec<String>>,
    /// Requests for accounts, oldest first.
    pub requests: Vec<AccountRequest>,
    /// Invitations, oldest first.
    pub handshakes: Vec<Handshake>,
    /// Services that may act in the whole organization, and since when.
    pub services: BTreeMap<String, Time>,
    /// Accounts that administer a service, and since when.
    pub delegated: BTreeMap<(AccountId, String), Time>,
    /// Tags of the root, of units, accounts and policies, by id.
    pub tags: BTreeMap<String, BTreeMap<String, String>>,
}

/// An organizational unit.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Unit {
    /// Its name.
    pub name: String,
}

/// An account of the organization.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The mail address of its root user.
    pub email: String,
    /// When it joined.
    pub joined: Time,
    /// Whether the organization made it; the management account was there before.
    pub created: bool,
    /// Whether it is closed, or being closed.
    pub closing: Option<Closing>,
}

/// An account that was asked to be closed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Closing {
    /// When that was asked for.
    pub asked: Time,
    /// Since when it is closed.
    pub closed: Option<Time>,
}

impl Member {
    /// Its state, as AWS calls it.
    pub fn state(&self) -> &'static str {
        match self.closing {
            None => "ACTIVE",
            Some(Closing { closed: None, .. }) => "PENDING_CLOSURE",
            Some(Closing { closed: Some(_), .. }) => "SUSPENDED",
        }
    }
}

/// A service control policy.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Scp {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// The text.
    pub text: String,
    /// What it means.
    pub policy: Policy,
}

/// A request for an account.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct AccountRequest {
    /// `car-…`.
    pub id: String,
    /// The name asked for.
    pub name: String,
    /// The mail address.
    pub email: String,
    /// The name of the role that lets the management account in.
    pub role: String,
    /// Tags it will have.
    pub tags: BTreeMap<String, String>,
    /// The number the account will have.
    pub account: AccountId,
    /// When it was asked for.
    pub asked: Time,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a request for an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the members are when and why")]
pub enum Outcome {
    /// It is being made.
    Pending,
    /// It is there.
    Made { at: Time },
    /// It could not be made.
    Failed { at: Time, why: &'static str },
}

/// The policy of AWS that every root, unit and account has at first.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>
pub const FULL_ACCESS: &str = "p-FullAWSAccess";

/// Its text.
pub const FULL_ACCESS_TEXT: &str = concat!(
    "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n",
    "      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n",
    "    }\n  ]\n}"
);

/// A service control policy as it is shown, AWS's own or the customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its description.
    pub description: &'a str,
    /// The text.
    pub text: &'a str,
    /// Whether it is AWS's.
    pub aws: bool,
}

/// One level of the way from the root to an account: its name, and the policies attached there.
pub type Level<'a> = (String, Vec<Shown<'a>>);

impl State {
    /// What CloudTrail writes of what became of a request for an account, once that is known. It
    /// hides the account's name.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html>
    pub(crate) fn result_of(&self, management: AccountId, request: &str) -> Option<Value> {
        let organization = self.organization.as_ref()?;
        let request = organization.requests.iter().find(|one| one.id == request)?;
        let (at, state, member, value) = match request.outcome {
            _ if organization.management != management => return None,
            Outcome::Pending => return None,
            Outcome::Made { at } => (at, "SUCCEEDED", "accountId", request.account.to_string()),
            Outcome::Failed { at, why } => (at, "FAILED", "failureReason", why.to_owned()),
        };
        Some(json!({
            "id": request.id,
            "state": state,
            "accountName": "****",
            "requestedTimestamp": date(request.asked),
            (member): value,
            "completedTimestamp": date(at),
        }))
    }

    /// The organization, if there is one.
    pub fn organization(&self) -> Option<&Organization> {
        self.organization.as_deref()
    }

    /// Whether an account is closed: nobody of it can do anything, and nobody gets in.
    pub fn is_closed(&self, account: AccountId) -> bool {
        self.closed.contains(&account)
    }

    /// The organization an account is in.
    pub fn of(&self, account: AccountId) -> Option<&Organization> {
        self.organization().filter(|one| one.members.contains_key(&account))
    }

    /// The service control policies that bind an account, one list a level. They bind no
    /// management account.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>
    pub fn service_control(&self, account: AccountId) -> Vec<Vec<Attached<'_>>> {
        match self.of(account) {
            Some(one) if one.scps && one.management != account => one.control(account),
            _ => Vec::new(),
        }
    }
}

impl Organization {
    /// The ids from the root down to a unit or an account, itself last.
    pub fn way(&self, id: &str) -> Vec<&str> {
        let Some(own) = self.own_id(id) else { return Vec::new() };
        let mut way = vec![own];
        let mut at = own;
        while let Some(parent) = self.parents.get(at) {
            way.push(parent);
            at = parent;
        }
        way.reverse();
        way
    }

    /// The id as it is kept here, if there is such a root, unit or account.
    fn own_id(&self, id: &str) -> Option<&str> {
        if id == self.root {
            return Some(&self.root);
        }
        self.parents.get_key_value(id).map(|(own, _)| own.as_str())
    }

    /// The name of a root, a unit or an account.
    pub fn name(&self, id: &str) -> Option<&str> {
        if id == self.root {
            return Some("Root");
        }
        let unit = self.units.get(id).map(|unit| unit.name.as_str());
        unit.or_else(|| self.member(id).map(|member| member.name.as_str()))
    }

    /// The account with this number, as a text.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.members.get(&AccountId::parse(id)?)
    }

    /// The units right below a root or unit.
    pub fn units_in<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = (&'a str, &'a Unit)> {
        let inside = move |id: &&String| self.parents.get(*id).is_some_and(|of| of == parent);
        let ids = self.units.keys().filter(inside);
        ids.filter_map(|id| self.units.get(id).map(|unit| (id.as_str(), unit)))
    }

    /// The accounts right below a root or unit.
    pub fn accounts_in<'a>(
        &'a self,
        parent: &'a str,
    ) -> impl Iterator<Item = (AccountId, &'a Member)> {
        self.members.iter().filter_map(move |(account, member)| {
            let inside = self.parents.get(&account.to_string()).is_some_and(|of| of == parent);
            inside.then_some((*account, member))
        })
    }

    /// The policy with this id.
    pub fn policy<'a>(&'a self, id: &'a str) -> Option<Shown<'a>> {
        if id == FULL_ACCESS {
            return Some(full_access());
        }
        self.policies.get_key_value(id).map(|(id, one)| Shown {
            id,
            name: &one.name,
            description: &one.description,
            text: &one.text,
            aws: false,
        })
    }

    /// Every service control policy there is.
    pub fn all_policies(&self) -> Vec<Shown<'_>> {
        let own = self.policies.keys().filter_map(|id| self.policy(id));
        own.chain([full_access()]).collect()
    }

    /// The policies attached to a root, a unit or an account.
    pub fn policies_of<'a>(&'a self, target: &str) -> Vec<Shown<'a>> {
        let ids = self.attached.get(target).into_iter().flatten();
        ids.filter_map(|id| self.policy(id)).collect()
    }

    /// The levels from the root down to an account.
    pub fn levels(&self, account: AccountId) -> Vec<Level<'_>> {
        let id = account.to_string();
        let level = |id: &&str| {
            let name = self.name(id).unwrap_or_default().to_owned();
            (name, self.policies_of(id))
        };
        self.way(&id).iter().map(level).collect()
    }

    /// The same as the engine takes it; the name of a level stands where that of a group would.
    fn control(&self, account: AccountId) -> Vec<Vec<Attached<'_>>> {
        let id = account.to_string();
        let of = |id: &&str| {
            let group = self.name(self.own_id(id).unwrap_or_default());
            let ids = self.attached.get(*id).into_iter().flatten();
            ids.filter_map(|id| {
                let policy = match self.policies.get(id) {
                    Some(own) => (own.name.as_str(), &own.policy),
                    None if id == FULL_ACCESS => ("FullAWSAccess", allow_all()?),
                    None => return None,
                };
                Some(Attached { name: policy.0, arn: None, policy: policy.1, group })
            })
            .collect()
        };
        self.way(&id).iter().map(of).collect()
    }

    /// Adds an account, right below the root; with the policy every account has at first.
    pub(super) fn add_member(&mut self, account: AccountId, member: Member) {
        self.members.insert(account, member);
        let root = self.root.clone();
        self.place(account.to_string(), root);
    }

    /// Takes an account out, with all that says where it was.
    pub(super) fn drop_member(&mut self, account: AccountId) -> Option<Member> {
        let id = account.to_string();
        self.parents.remove(&id);
        self.attached.remove(&id);
        self.tags.remove(&id);
        self.delegated.retain(|(of, _), _| *of != account);
        self.members.remove(&account)
    }

    /// Puts a new unit or account below another.
    pub(super) fn place(&mut self, id: String, parent: String) {
        if self.scps {
            self.attached.insert(id.clone(), vec![FULL_ACCESS.to_owned()]);
        }
        self.parents.insert(id, parent);
    }

    /// The path as AWS writes it: `o-…/r-…/ou-…/`.
    pub fn path(&self, id: &str) -> String {
        format!("{}/{}/", self.id, self.way(id).join("/"))
    }

    /// The ARN of a root, a unit, an account, a policy or an invitation.
    pub fn arn(&self, id: &str) -> String {
        if id == FULL_ACCESS {
            return format!("arn:aws:organizations::aws:policy/service_control_policy/{id}");
        }
        let kind = match id.split_once('-') {
            Some(("r", _)) => "root",
            Some(("ou", _)) => "ou",
            Some(("h", _)) => {
                let of = format!("handshake/{}/invite/{id}", self.id);
                return format!("arn:aws:organizations::{}:{of}", self.management);
            }
            Some(("p", _)) => {
                let of = format!("policy/{}/service_control_policy/{id}", self.id);
                return format!("arn:aws:organizations::{}:{of}", self.management);
            }
            _ => "account",
        };
        format!("arn:aws:organizations::{}:{kind}/{}/{id}", self.management, self.id)
    }
}

fn full_access() -> Shown<'static> {
    Shown {
        id: FULL_ACCESS,
        name: "FullAWSAccess",
        description: "Allows access to every operation",
        text: FULL_ACCESS_TEXT,
        aws: true,
    }
}

/// What AWS's policy means, which is that of an administrator.
fn allow_all() -> Option<&'static Policy> {
    crate::services::iam::managed::Managed::administrator().map(|policy| policy.policy())
}

/// Lowercase letters and digits, as the ids here are made of.
pub(super) fn letters(ids: Ids, kind: &str, nth: u64, len: usize) -> String {
    ids.base32("", kind, nth, len).to_lowercase()
}

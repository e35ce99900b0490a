//! The organization: its units and accounts as a tree, and the policies attached at each level.

pub mod act;
pub mod switch;

use std::collections::BTreeSet;

use serde_json::json;

use crate::services::Request;
use crate::services::organizations::api::Request as Call;
use crate::services::organizations::shapes::{ListInput, ListPoliciesInput};
use crate::services::organizations::state::{Member, Organization as Kept, Outcome};
use crate::sim::{AccountId, Time, World};
use crate::view::iam::document;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Organization {
    /// The account is in none.
    None,
    /// The account is a member: who manages the organization.
    Member {
        /// The organization's id.
        id: String,
        /// The management account.
        management: String,
    },
    /// The account manages it.
    Managed(Box<Managed>),
}

/// An organization as its management account sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// The management account.
    pub management: String,
    /// When it was made.
    pub created: Time,
    /// Whether it has all features.
    pub all_features: bool,
    /// Whether service control policies count.
    pub scps: bool,
    /// The root's id.
    pub root: String,
    /// The root, units and accounts, each below what it is in.
    pub nodes: Vec<Node>,
    /// Accounts that are not there yet, or could not be made.
    pub asked: Vec<Asked>,
    /// The service control policies.
    pub policies: Vec<Policy>,
    /// Services that may act in the whole organization.
    pub services: Vec<String>,
}

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The root.
    Root,
    /// An organizational unit.
    Unit,
    /// An account.
    Account,
}

impl Kind {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Root => "organizations.kind.root",
            Kind::Unit => "organizations.kind.unit",
            Kind::Account => "organizations.kind.account",
        }
    }
}

/// A root, a unit or an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many levels below the root it is.
    pub depth: usize,
    /// The mail address of an account.
    pub email: Option<String>,
    /// Whether it is the management account, which policies do not bind.
    pub management: bool,
    /// Whether nothing is in it.
    pub empty: bool,
    /// The id of what it is in.
    pub parent: Option<String>,
    /// The policies attached right to it: ids and names.
    pub attached: Vec<(String, String)>,
    /// Those that come from above: names, and of what.
    pub inherited: Vec<(String, String)>,
    /// Those that can be attached yet.
    pub attachable: Vec<(String, String)>,
    /// Where an account can be moved to: ids and names.
    pub destinations: Vec<(String, String)>,
    /// The key of the state of an account that is closed or being closed.
    pub state: Option<&'static str>,
    /// The role with which one gets into an account.
    pub role: Option<String>,
}

/// An account that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// When it was asked for.
    pub at: Time,
    /// Why it could not be made; nothing while it is being made.
    pub failed: Option<&'static str>,
}

/// A service control policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its text, laid out.
    pub text: String,
    /// Whether it is AWS's.
    pub aws: bool,
    /// The names of what it is attached to.
    pub targets: Vec<String>,
}

/// The page.
pub fn model(world: &World) -> Organization {
    let account = world.account();
    match world.organizations().of(account) {
        None => Organization::None,
        Some(of) if of.management != account => {
            Organization::Member { id: of.id.clone(), management: of.management.to_string() }
        }
        Some(of) => Organization::Managed(Box::new(managed(world, of))),
    }
}

fn managed(world: &World, of: &Kept) -> Managed {
    let asked = of.requests.iter().filter_map(|one| {
        let failed = match one.outcome {
            Outcome::Pending => None,
            Outcome::Made { .. } => return None,
            Outcome::Failed { why, .. } => Some(why),
        };
        Some(Asked { name: one.name.clone(), at: one.asked, failed })
    });
    let mut nodes = Vec::new();
    add(world, of, &of.root, 0, &mut nodes);
    Managed {
        id: of.id.clone(),
        arn: format!("arn:aws:organizations::{}:organization/{}", of.management, of.id),
        management: of.management.to_string(),
        created: of.created,
        all_features: of.all_features,
        scps: of.scps,
        root: of.root.clone(),
        nodes,
        asked: asked.collect(),
        policies: policies(of),
        services: of.services.keys().cloned().collect(),
    }
}

/// A node and all below it: accounts before units, as AWS's page has them.
fn add(world: &World, of: &Kept, id: &str, depth: usize, nodes: &mut Vec<Node>) {
    nodes.push(node(world, of, id, depth));
    for (account, _) in of.accounts_in(id) {
        nodes.push(node(world, of, &account.to_string(), depth + 1));
    }
    let mut units: Vec<_> = of.units_in(id).collect();
    units.sort_by_key(|(_, unit)| unit.name.as_str());
    for (unit, _) in units {
        add(world, of, unit, depth + 1, nodes);
    }
}

fn node(world: &World, of: &Kept, id: &str, depth: usize) -> Node {
    let member = of.member(id);
    let kind = match (member, id == of.root) {
        (Some(_), _) => Kind::Account,
        (None, true) => Kind::Root,
        (None, false) => Kind::Unit,
    };
    let account = AccountId::parse(id);
    let management = account == Some(of.management);
    let pair = |one: &crate::services::organizations::state::Shown<'_>| {
        (one.id.to_owned(), one.name.to_owned())
    };
    let attached: Vec<(String, String)> = of.policies_of(id).iter().map(pair).collect();
    let all = of.all_policies();
    let free = all.iter().map(pair).filter(|one| of.scps && !attached.contains(one));
    let way = of.way(id);
    let above = way.iter().take(way.len().saturating_sub(1));
    let inherited = above.flat_map(|above| {
        let name = of.name(above).unwrap_or_default();
        of.policies_of(above).into_iter().map(move |one| (one.name.to_owned(), name.to_owned()))
    });
    let parent = of.parents.get(id).cloned();
    let containers = std::iter::once(&of.root).chain(of.units.keys());
    let elsewhere = containers.filter(|one| kind == Kind::Account && parent.as_ref() != Some(*one));
    let shut = account.is_some_and(|account| world.organizations().is_closed(account));
    Node {
        kind,
        id: id.to_owned(),
        name: of.name(id).unwrap_or_default().to_owned(),
        depth,
        email: member.map(|member| member.email.clone()),
        management,
        empty: !of.parents.values().any(|parent| parent == id),
        attachable: free.collect(),
        inherited: inherited.collect(),
        destinations: elsewhere.map(|one| (one.clone(), path(of, one))).collect(),
        state: member.and_then(closing),
        role: account
            .filter(|_| !management && !shut)
            .and_then(|account| switch::way_in(world, account)),
        attached,
        parent,
    }
}

/// The key of what is said of an account that is on its way out.
fn closing(member: &Member) -> Option<&'static str> {
    let closing = member.closing.as_ref()?;
    Some(match closing.closed {
        None => "organizations.state.closing",
        Some(_) => "organizations.state.closed",
    })
}

/// `Root / Workloads / Prod`.
fn path(of: &Kept, id: &str) -> String {
    let names = of.way(id).into_iter().filter_map(|id| of.name(id));
    names.collect::<Vec<_>>().join(" / ")
}

fn policies(of: &Kept) -> Vec<Policy> {
    let one = |shown: &crate::services::organizations::state::Shown<'_>| {
        let has = of.attached.iter().filter(|(_, all)| all.iter().any(|id| id == shown.id));
        Policy {
            id: shown.id.to_owned(),
            name: shown.name.to_owned(),
            description: shown.description.to_owned(),
            text: document::pretty(shown.text),
            aws: shown.aws,
            targets: has.map(|(id, _)| path(of, id)).collect::<BTreeSet<_>>().into_iter().collect(),
        }
    };
    let mut all: Vec<Policy> = of.all_policies().iter().map(one).collect();
    all.sort_by(|a, b| (!a.aws, &a.name).cmp(&(!b.aws, &b.name)));
    all
}

/// A policy for a start: what nobody should switch off.
pub fn template() -> String {
    document::pretty_value(&json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "KeepTheTrail",
            "Effect": "Deny",
            "Action": ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"],
            "Resource": "*",
        }],
    }))
}

/// What opening the page asks.
pub fn reads(world: &World) -> Vec<Request> {
    let first = Call::DescribeOrganization(Default::default()).into();
    let list = || ListInput { next_token: None, max_results: None };
    let policies = ListPoliciesInput {
        filter: "SERVICE_CONTROL_POLICY".to_owned(),
        ..ListPoliciesInput::default()
    };
    match model(world) {
        Organization::Managed(_) => vec![
            first,
            Call::ListRoots(list()).into(),
            Call::ListAccounts(list()).into(),
            Call::ListPolicies(policies).into(),
        ],
        _ => vec![first],
    }
}

//! What the pages of security groups show: the list, one group with its rules, what is dangerous
//! about them and who made it so.

pub mod act;
pub mod rule;

use std::collections::BTreeMap;

use crate::services::Request;
use crate::services::ec2::InstanceState;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::groups::{Peer, Rule};
use crate::services::ec2::shapes::groups::DescribeSecurityGroupRulesInput;
use crate::services::ec2::shapes::{DescribeInstancesInput, DescribeSecurityGroupsInput, Filter};
use crate::sim::{Scope, Time, World};

pub use rule::{Shown, opens};

/// The ports that should not be open to everybody: logging in by SSH and by RDP.
pub const DOORS: [(&str, i32); 2] = [("SSH", 22), ("RDP", 3389)];

/// A group in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `sg-…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// The VPC.
    pub vpc: String,
    /// How many rules: inbound, outbound.
    pub rules: (usize, usize),
    /// How many instances wear it.
    pub instances: usize,
    /// The doors that are open to everybody: `SSH`.
    pub open: Vec<&'static str>,
}

/// The groups of a place, the default one first.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let ids = world.ec2().group_ids(scope).into_iter();
    ids.filter_map(|id| row(world, scope, &id)).collect()
}

fn row(world: &World, scope: Scope, id: &str) -> Option<Row> {
    let (name, description) = world.ec2().group_named(scope, id).ok()?;
    let rules = world.ec2().rules(scope, id);
    let inbound = rules.iter().filter(|rule| !rule.egress).count();
    let is_open = |port: i32| rules.iter().any(|rule| opens(rule, port));
    Some(Row {
        id: id.to_owned(),
        name,
        description,
        vpc: world.ec2().network(scope).vpc(),
        rules: (inbound, rules.len() - inbound),
        instances: wearers(world, scope, id).len(),
        open: DOORS.iter().filter(|(_, port)| is_open(*port)).map(|(name, _)| *name).collect(),
    })
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What the list shows of it too.
    pub row: Row,
    /// Whether it is the VPC's default group, which cannot be deleted.
    pub default: bool,
    /// Rules about what comes in.
    pub inbound: Vec<Shown>,
    /// Rules about what goes out.
    pub outbound: Vec<Shown>,
    /// What is open that should not be.
    pub warnings: Vec<Warning>,
    /// The instances that wear it.
    pub instances: Vec<Wearer>,
    /// The groups whose rules name it: id and name.
    pub named_by: Vec<(String, String)>,
    /// The groups a rule can name: id and name.
    pub groups: Vec<(String, String)>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// An instance that wears a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Wearer {
    /// Its id.
    pub id: String,
    /// Its name; empty if it has none.
    pub name: String,
    /// Its state.
    pub state: InstanceState,
    /// Its public address, by which everybody could reach it.
    pub public: Option<String>,
}

/// A door that is open to everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// `SSH` or `RDP`.
    pub door: &'static str,
    /// Its port.
    pub port: i32,
    /// To whom: `0.0.0.0/0`.
    pub peer: String,
    /// The rule.
    pub rule: String,
    /// Who opened it, if that is on record.
    pub by: Option<Opener>,
}

/// Who opened a door.
#[derive(Clone, Debug, PartialEq)]
pub struct Opener {
    /// Who, as event history names them.
    pub who: String,
    /// When.
    pub at: Time,
    /// The event's id.
    pub event: String,
    /// When event history shows it, if it does not yet.
    pub shown: Option<Time>,
}

/// The page of a group; nothing when there is none by this id.
pub fn detail(world: &World, scope: Scope, id: &str) -> Option<Detail> {
    let ec2 = world.ec2();
    let rules = ec2.rules(scope, id);
    let name = |id: &str| ec2.group_named(scope, id).map(|(name, _)| name).unwrap_or_default();
    let named = |id: &String| (id.clone(), name(id));
    let names = |rule: &Rule| matches!(&rule.peer, Peer::Group(group) if group == id);
    let ids = ec2.group_ids(scope);
    let others = ids.iter().filter(|other| *other != id);
    let named_by = others.filter(|other| ec2.rules(scope, other).iter().any(names));
    let shown = |egress: bool| {
        let ours = rules.iter().filter(|rule| rule.egress == egress);
        ours.map(|rule| Shown::of(rule, &name)).collect()
    };
    Some(Detail {
        row: row(world, scope, id)?,
        default: id == ec2.network(scope).group(),
        inbound: shown(false),
        outbound: shown(true),
        warnings: warnings(world, scope, &rules),
        instances: wearers(world, scope, id),
        named_by: named_by.map(named).collect(),
        groups: ids.iter().map(named).collect(),
        tags: ec2.tags(scope, id).cloned().unwrap_or_default(),
    })
}

fn wearers(world: &World, scope: Scope, id: &str) -> Vec<Wearer> {
    let ec2 = world.ec2();
    let here = ec2.instances(scope).into_iter().filter(|instance| {
        instance.state != InstanceState::Terminated && instance.groups.iter().any(|g| g == id)
    });
    let wearer = |instance: &crate::services::ec2::state::Instance| Wearer {
        id: instance.id.clone(),
        name: ec2
            .tags(scope, &instance.id)
            .and_then(|tags| tags.get("Name").cloned())
            .unwrap_or_default(),
        state: instance.state,
        public: instance.interface.public.map(|address| address.to_string()),
    };
    here.map(wearer).collect()
}

fn warnings(world: &World, scope: Scope, rules: &[Rule]) -> Vec<Warning> {
    let doors = rules.iter().flat_map(|rule| {
        DOORS.iter().filter(|(_, port)| opens(rule, *port)).map(move |door| (rule, door))
    });
    let warning = |(rule, (door, port)): (&Rule, &(&'static str, i32))| Warning {
        door,
        port: *port,
        peer: rule.peer_text().to_owned(),
        rule: rule.id.clone(),
        by: opener(world, scope, &rule.id),
    };
    doors.map(warning).collect()
}

/// Who made a rule: the call whose answer names it.
fn opener(world: &World, scope: Scope, rule: &str) -> Option<Opener> {
    let records = world.cloudtrail().records();
    let made = records.iter().rev().find(|record| {
        record.event_name == "AuthorizeSecurityGroupIngress"
            && record.region == scope.region
            && record.error.is_none()
            && record.response.to_string().contains(rule)
    })?;
    let shown = !world.cloudtrail().shows(made, world.now());
    Some(Opener {
        who: made.user_name().unwrap_or_else(|| "-".to_owned()),
        at: made.time,
        event: made.event_id.clone(),
        shown: shown.then_some(made.visible),
    })
}

/// What the list asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![Ec2::DescribeSecurityGroups(DescribeSecurityGroupsInput::default()).into()]
}

/// What the form for a new group asks AWS when it is opened.
pub fn create_reads() -> Vec<Request> {
    vec![Ec2::DescribeVpcs(Default::default()).into()]
}

/// What the page of one group asks AWS when it is opened.
pub fn detail_reads(id: &str) -> Vec<Request> {
    let filters = |name: &str| {
        let values = Some(vec![id.to_owned()]);
        Some(vec![Filter { name: Some(name.to_owned()), values }])
    };
    let groups =
        DescribeSecurityGroupsInput { group_ids: Some(vec![id.to_owned()]), ..Default::default() };
    let rules =
        DescribeSecurityGroupRulesInput { filters: filters("group-id"), ..Default::default() };
    let instances =
        DescribeInstancesInput { filters: filters("instance.group-id"), ..Default::default() };
    vec![
        Ec2::DescribeSecurityGroups(groups).into(),
        Ec2::DescribeSecurityGroupRules(rules).into(),
        Ec2::DescribeInstances(instances).into(),
    ]
}

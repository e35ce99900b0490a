//! Security groups and their rules, and the subnets that were made beside the default ones.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>

use serde_json::{Value, json};

use super::errors::no_group;
use super::network::id;
use super::state::State;
use super::view::{tags, without_nulls};
use crate::api::ApiError;
use crate::sim::scope::Scope;

/// A security group that was made.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// `sg-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the groups ever made in its Region.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
}

/// One rule: traffic of a kind with one counterpart is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// `sgr-…`.
    pub id: String,
    /// Whether it is about traffic that leaves.
    pub egress: bool,
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all.
    pub protocol: String,
    /// First and last port, or type and code of ICMP; -1 for all.
    pub ports: (i32, i32),
    /// With whom.
    pub peer: Peer,
    /// What it says of itself.
    pub description: Option<String>,
}

/// The counterpart of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Peer {
    /// A range of IPv4 addresses.
    V4(String),
    /// A range of IPv6 addresses.
    V6(String),
    /// The members of a security group.
    Group(String),
    /// The addresses of a prefix list.
    List(String),
}

/// A subnet that was made.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Subnet {
    /// `subnet-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the subnets ever made in its Region.
    pub number: u64,
    /// The place of its zone among the Region's.
    pub zone: u8,
    /// Its addresses; none if it has IPv6 addresses alone.
    pub cidr: Option<String>,
}

impl Rule {
    /// Whether it allows the same.
    pub fn is_like(&self, other: &Rule) -> bool {
        (self.egress, &self.protocol, self.ports, &self.peer)
            == (other.egress, &other.protocol, other.ports, &other.peer)
    }

    /// Its counterpart as AWS writes it.
    pub fn peer_text(&self) -> &str {
        match &self.peer {
            Peer::V4(text) | Peer::V6(text) | Peer::Group(text) | Peer::List(text) => text,
        }
    }

    /// First and last port, where the rule has any.
    fn shown_ports(&self) -> Option<(i32, i32)> {
        (self.protocol != "-1").then_some(self.ports)
    }
}

impl State {
    /// Name and description of a security group; the default one is there from the beginning.
    pub fn group_named(&self, scope: Scope, id: &str) -> Result<(String, String), ApiError> {
        let network = self.network(scope);
        if network.is_there() && id == network.group() {
            return Ok(("default".to_owned(), "default VPC security group".to_owned()));
        }
        let found = self.groups.get(id).filter(|group| group.scope == scope);
        let group = found.ok_or_else(|| no_group(id))?;
        Ok((group.name.clone(), group.description.clone()))
    }

    /// The ids of the security groups of an account and Region, the default one first.
    pub fn group_ids(&self, scope: Scope) -> Vec<String> {
        let mut made: Vec<&Group> =
            self.groups.values().filter(|group| group.scope == scope).collect();
        made.sort_by_key(|group| group.number);
        let made = made.into_iter().map(|group| group.id.clone());
        let network = self.network(scope);
        network.is_there().then(|| network.group()).into_iter().chain(made).collect()
    }

    /// The rules of a group. As long as nobody has touched them they are those it begins with.
    pub fn rules(&self, scope: Scope, group: &str) -> Vec<Rule> {
        if let Some(rules) = self.rules.get(&(scope, group.to_owned())) {
            return rules.clone();
        }
        let all = |nth: u64, egress: bool, peer: Peer| Rule {
            id: id(self.ids, &format!("sgr:{group}"), scope.region, nth).replacen(
                &format!("sgr:{group}"),
                "sgr",
                1,
            ),
            egress,
            protocol: "-1".to_owned(),
            ports: (-1, -1),
            peer,
            description: None,
        };
        let out = all(0, true, Peer::V4("0.0.0.0/0".to_owned()));
        if group == self.network(scope).group() {
            return vec![all(1, false, Peer::Group(group.to_owned())), out];
        }
        vec![out]
    }
}

/// A rule as DescribeSecurityGroupRules shows it.
pub fn shown_rule(state: &State, scope: Scope, group: &str, rule: &Rule) -> Value {
    let account = scope.account.to_string();
    let ports = if rule.protocol == "-1" { (-1, -1) } else { rule.ports };
    let peer = |wanted: bool| wanted.then(|| rule.peer_text());
    let referenced = matches!(rule.peer, Peer::Group(_))
        .then(|| json!({ "GroupId": rule.peer_text(), "UserId": account }));
    let tagged = state.tags(scope, &rule.id).filter(|tags| !tags.is_empty());
    without_nulls(json!({
        "SecurityGroupRuleId": rule.id,
        "GroupId": group,
        "GroupOwnerId": account,
        "IsEgress": rule.egress,
        "IpProtocol": rule.protocol,
        "FromPort": ports.0,
        "ToPort": ports.1,
        "CidrIpv4": peer(matches!(rule.peer, Peer::V4(_))),
        "CidrIpv6": peer(matches!(rule.peer, Peer::V6(_))),
        "PrefixListId": peer(matches!(rule.peer, Peer::List(_))),
        "ReferencedGroupInfo": referenced,
        "Description": rule.description,
        "Tags": tagged.map_or_else(|| json!([]), tags),
        "SecurityGroupRuleArn": scope.arn("ec2", &format!("security-group-rule/{}", rule.id)),
    }))
}

/// A rule that was taken away: it has fewer members, and of another group the id alone.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokedSecurityGroupRule.html>
pub fn revoked_rule(group: &str, rule: &Rule) -> Value {
    let ports = if rule.protocol == "-1" { (-1, -1) } else { rule.ports };
    let peer = |wanted: bool| wanted.then(|| rule.peer_text());
    without_nulls(json!({
        "SecurityGroupRuleId": rule.id,
        "GroupId": group,
        "IsEgress": rule.egress,
        "IpProtocol": rule.protocol,
        "FromPort": ports.0,
        "ToPort": ports.1,
        "CidrIpv4": peer(matches!(rule.peer, Peer::V4(_))),
        "CidrIpv6": peer(matches!(rule.peer, Peer::V6(_))),
        "PrefixListId": peer(matches!(rule.peer, Peer::List(_))),
        "ReferencedGroupId": peer(matches!(rule.peer, Peer::Group(_))),
        "Description": rule.description,
    }))
}

/// The rules of one direction as DescribeSecurityGroups shows them: one permission for each
/// protocol with its ports.
pub fn permissions(scope: Scope, rules: &[Rule], egress: bool) -> Vec<Value> {
    let mut kinds: Vec<(&str, Option<(i32, i32)>)> = Vec::new();
    let ours: Vec<&Rule> = rules.iter().filter(|rule| rule.egress == egress).collect();
    for rule in &ours {
        let kind = (rule.protocol.as_str(), rule.shown_ports());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let account = scope.account.to_string();
    let shown = |(protocol, ports): (&str, Option<(i32, i32)>)| {
        let same = |rule: &&&Rule| rule.protocol == protocol && rule.shown_ports() == ports;
        let like: Vec<&&Rule> = ours.iter().filter(same).collect();
        let list = |pick: &dyn Fn(&Rule) -> Option<Value>| -> Vec<Value> {
            like.iter().filter_map(|rule| pick(rule)).map(without_nulls).collect()
        };
        without_nulls(json!({
            "IpProtocol": protocol,
            "FromPort": ports.map(|ports| ports.0),
            "ToPort": ports.map(|ports| ports.1),
            "UserIdGroupPairs": list(&|rule| match &rule.peer {
                Peer::Group(group) => Some(json!({
                    "Description": rule.description, "UserId": account, "GroupId": group,
                })),
                _ => None,
            }),
            "IpRanges": list(&|rule| match &rule.peer {
                Peer::V4(cidr) => {
                    Some(json!({ "Description": rule.description, "CidrIp": cidr }))
                }
                _ => None,
            }),
            "Ipv6Ranges": list(&|rule| match &rule.peer {
                Peer::V6(cidr) => {
                    Some(json!({ "Description": rule.description, "CidrIpv6": cidr }))
                }
                _ => None,
            }),
            "PrefixListIds": list(&|rule| match &rule.peer {
                Peer::List(id) => {
                    Some(json!({ "Description": rule.description, "PrefixListId": id }))
                }
                _ => None,
            }),
        }))
    };
    kinds.into_iter().map(shown).collect()
}

//! What can be done with security groups from their pages, as requests.

use super::rule::TYPES;
use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::groups::{
    AuthorizeInput, CreateSecurityGroupInput, DeleteSecurityGroupInput, IpPermission, IpRange,
    Ipv6Range, RevokeInput, UserIdGroupPair,
};

/// With whom a rule is about, as the form offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Everybody with an IPv4 address.
    Anywhere4,
    /// Everybody with an IPv6 address.
    Anywhere6,
    /// A range of addresses.
    Range,
    /// The members of a group.
    Group,
}

impl Source {
    /// All of them, in the order of the console's list, with their words.
    pub const ALL: [(&str, Source); 4] = [
        ("range", Source::Range),
        ("anywhere-4", Source::Anywhere4),
        ("anywhere-6", Source::Anywhere6),
        ("group", Source::Group),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Source::ALL.iter().find(|(_, one)| *one == self).map_or("range", |(word, _)| *word)
    }

    /// The one with this word.
    pub fn named(word: &str) -> Source {
        Source::ALL.iter().find(|(one, _)| *one == word).map_or(Source::Range, |(_, one)| *one)
    }
}

/// The types of the form: those with a name, then those one fills in.
pub fn types() -> impl Iterator<Item = &'static str> {
    let named = TYPES.iter().map(|(name, ..)| *name);
    named.chain(["Custom TCP", "Custom UDP", "All ICMP - IPv4", "All traffic"])
}

/// What the form for a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its type: one of [`types`].
    pub kind: String,
    /// The ports of a custom rule: `8080`, `8000-8080`.
    pub ports: String,
    /// With whom.
    pub source: Source,
    /// The range of addresses.
    pub range: String,
    /// The group.
    pub group: String,
    /// What it says of itself.
    pub description: String,
}

impl Default for Form {
    fn default() -> Form {
        Form {
            kind: "HTTPS".to_owned(),
            ports: String::new(),
            source: Source::Range,
            range: String::new(),
            group: String::new(),
            description: String::new(),
        }
    }
}

impl Form {
    /// Whether ports are asked for.
    pub fn takes_ports(&self) -> bool {
        self.kind.starts_with("Custom")
    }

    /// Whether it would let everybody in where one logs in.
    pub fn is_risky(&self) -> bool {
        let everybody = match self.source {
            Source::Anywhere4 | Source::Anywhere6 => true,
            Source::Range => matches!(self.range.trim(), "0.0.0.0/0" | "::/0"),
            Source::Group => false,
        };
        let Some((protocol, ports)) = self.traffic() else { return false };
        let (from, to) = ports.unwrap_or((0, 65_535));
        let door = super::DOORS.iter().any(|(_, port)| from <= *port && *port <= to);
        everybody && matches!(protocol, "tcp" | "-1") && door
    }

    /// Protocol and ports; nothing as long as the ports are none.
    fn traffic(&self) -> Option<(&'static str, Option<(i32, i32)>)> {
        if let Some((_, protocol, port)) = TYPES.iter().find(|(name, ..)| *name == self.kind) {
            return Some((protocol, Some((*port, *port))));
        }
        match self.kind.as_str() {
            "All traffic" => return Some(("-1", None)),
            "All ICMP - IPv4" => return Some(("icmp", Some((-1, -1)))),
            _ => {}
        }
        let port = |text: &str| text.trim().parse::<u16>().ok().map(i32::from);
        let ports = match self.ports.split_once('-') {
            Some((from, to)) => (port(from)?, port(to)?),
            None => (port(&self.ports)?, port(&self.ports)?),
        };
        let protocol = if self.kind == "Custom UDP" { "udp" } else { "tcp" };
        (ports.0 <= ports.1).then_some((protocol, Some(ports)))
    }

    /// The keys of what is wrong with it: the ports, the counterpart. Whether a range is one AWS
    /// says itself.
    pub fn problems(&self) -> [Option<&'static str>; 2] {
        let ports = self.traffic().is_none().then_some("security.problem.ports");
        let peer = match self.source {
            Source::Range if self.range.trim().is_empty() => Some("security.problem.range"),
            Source::Group if self.group.is_empty() => Some("security.problem.group"),
            _ => None,
        };
        [ports, peer]
    }

    /// The call that adds the rule; nothing as long as something is wrong.
    pub fn authorize(&self, group: &str, egress: bool) -> Option<Request> {
        if self.problems().iter().any(Option::is_some) {
            return None;
        }
        let (protocol, ports) = self.traffic()?;
        let permission = IpPermission {
            ip_protocol: Some(protocol.to_owned()),
            from_port: ports.map(|ports| ports.0),
            to_port: ports.map(|ports| ports.1),
            ..self.peer()
        };
        let input = AuthorizeInput {
            group_id: Some(group.to_owned()),
            ip_permissions: Some(vec![permission]),
            ..Default::default()
        };
        Some(match egress {
            false => Ec2::AuthorizeSecurityGroupIngress(input).into(),
            true => Ec2::AuthorizeSecurityGroupEgress(input).into(),
        })
    }

    fn peer(&self) -> IpPermission {
        let description = Some(self.description.clone()).filter(|text| !text.is_empty());
        let v4 = |range: &str| {
            let cidr_ip = Some(range.to_owned());
            Some(vec![IpRange { cidr_ip, description: description.clone() }])
        };
        let v6 = |range: &str| {
            let cidr_ipv6 = Some(range.to_owned());
            Some(vec![Ipv6Range { cidr_ipv6, description: description.clone() }])
        };
        let mut permission = IpPermission::default();
        match (self.source, self.range.trim()) {
            (Source::Anywhere4, _) => permission.ip_ranges = v4("0.0.0.0/0"),
            (Source::Anywhere6, _) => permission.ipv6_ranges = v6("::/0"),
            (Source::Range, range) if range.contains(':') => permission.ipv6_ranges = v6(range),
            (Source::Range, range) => permission.ip_ranges = v4(range),
            (Source::Group, _) => {
                let pair = UserIdGroupPair {
                    group_id: Some(self.group.clone()),
                    description,
                    ..Default::default()
                };
                permission.user_id_group_pairs = Some(vec![pair]);
            }
        }
        permission
    }
}

/// Takes a rule away.
pub fn revoke(group: &str, egress: bool, rule: &str) -> Request {
    let input = RevokeInput {
        group_id: Some(group.to_owned()),
        security_group_rule_ids: Some(vec![rule.to_owned()]),
        ..Default::default()
    };
    match egress {
        false => Ec2::RevokeSecurityGroupIngress(input).into(),
        true => Ec2::RevokeSecurityGroupEgress(input).into(),
    }
}

/// Makes a group; nothing as long as a name or a description is wanting, which AWS asks for.
pub fn create(name: &str, description: &str) -> Option<Request> {
    let input = CreateSecurityGroupInput {
        group_name: name.to_owned(),
        description: description.to_owned(),
        ..Default::default()
    };
    let whole = !name.is_empty() && !description.is_empty();
    whole.then(|| Ec2::CreateSecurityGroup(input).into())
}

/// Deletes a group.
pub fn delete(id: &str) -> Request {
    let input = DeleteSecurityGroupInput { group_id: Some(id.to_owned()), ..Default::default() };
    Ec2::DeleteSecurityGroup(input).into()
}

/// The id of the group in the reply of its making.
pub fn made(reply: &serde_json::Value) -> Option<String> {
    reply.get("GroupId")?.as_str().map(str::to_owned)
}

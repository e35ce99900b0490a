//! A rule as the console shows it: a type, a protocol, ports, a counterpart.

use crate::services::ec2::groups::{Peer, Rule};

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// `sgr-…`.
    pub id: String,
    /// The console's name of its type: `SSH`, `Custom TCP`.
    pub kind: &'static str,
    /// `TCP`.
    pub protocol: String,
    /// `22`, `8000 - 8080`, `All`.
    pub ports: String,
    /// The counterpart as AWS writes it.
    pub peer: String,
    /// The counterpart's name, when it is a group.
    pub group: Option<String>,
    /// What the rule says of itself.
    pub description: String,
    /// Whether it opens a door to everybody that should be closed.
    pub risky: bool,
}

/// What has a name of its own in the console's list of types: name, protocol and port.
pub const TYPES: [(&str, &str, i32); 7] = [
    ("SSH", "tcp", 22),
    ("HTTP", "tcp", 80),
    ("HTTPS", "tcp", 443),
    ("RDP", "tcp", 3389),
    ("MYSQL/Aurora", "tcp", 3306),
    ("PostgreSQL", "tcp", 5432),
    ("DNS (UDP)", "udp", 53),
];

impl Shown {
    /// A rule; `name` tells the name of a group.
    pub fn of(rule: &Rule, name: &dyn Fn(&str) -> String) -> Shown {
        let group = match &rule.peer {
            Peer::Group(id) => Some(name(id)),
            _ => None,
        };
        Shown {
            id: rule.id.clone(),
            kind: kind(rule),
            protocol: match rule.protocol.as_str() {
                "-1" => "All".to_owned(),
                other => other.to_uppercase(),
            },
            ports: ports(rule),
            peer: rule.peer_text().to_owned(),
            group,
            description: rule.description.clone().unwrap_or_default(),
            risky: super::DOORS.iter().any(|(_, port)| opens(rule, *port)),
        }
    }
}

fn kind(rule: &Rule) -> &'static str {
    let named = TYPES
        .iter()
        .find(|(_, protocol, port)| rule.protocol == *protocol && rule.ports == (*port, *port));
    if let Some((name, ..)) = named {
        return name;
    }
    match (rule.protocol.as_str(), rule.ports) {
        ("-1", _) => "All traffic",
        ("tcp", (0, 65_535)) => "All TCP",
        ("udp", (0, 65_535)) => "All UDP",
        ("tcp", _) => "Custom TCP",
        ("udp", _) => "Custom UDP",
        ("icmp", (-1, _)) => "All ICMP - IPv4",
        ("icmpv6", (-1, _)) => "All ICMP - IPv6",
        ("icmp", _) => "Custom ICMP - IPv4",
        ("icmpv6", _) => "Custom ICMP - IPv6",
        _ => "Custom protocol",
    }
}

fn ports(rule: &Rule) -> String {
    match (rule.protocol.as_str(), rule.ports) {
        ("-1", _) | (_, (-1, -1)) => "All".to_owned(),
        (_, (from, to)) if from == to => from.to_string(),
        (_, (from, to)) => format!("{from} - {to}"),
    }
}

/// Whether a rule lets everybody in on a TCP port.
pub fn opens(rule: &Rule, port: i32) -> bool {
    let everybody = match &rule.peer {
        Peer::V4(range) => range == "0.0.0.0/0",
        Peer::V6(range) => range == "::/0",
        Peer::Group(_) | Peer::List(_) => false,
    };
    let (from, to) = rule.ports;
    let covers = match rule.protocol.as_str() {
        "-1" => true,
        "tcp" => from <= port && port <= to,
        _ => false,
    };
    !rule.egress && everybody && covers
}

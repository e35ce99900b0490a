//! What AWS has: the names of every service, and of every operation of the simulated ones, so that
//! what is not simulated is refused by name and what does not exist is told from it.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/>

use crate::api::ServiceSpec;
use crate::services::SERVICES;

/// One line a list: its name, then the names.
const KNOWN: &str = include_str!("known.txt");

fn list(name: &str) -> impl Iterator<Item = &'static str> {
    let line = KNOWN.lines().find_map(|line| match line.split_once(' ') {
        Some((first, rest)) if first == name => Some(rest),
        _ => None,
    });
    line.unwrap_or_default().split(' ')
}

/// Every command that can stand behind `aws`.
pub fn services() -> impl Iterator<Item = &'static str> {
    list("services").chain(["help"])
}

/// Every command of a simulated service.
pub fn operations(service: &ServiceSpec) -> impl Iterator<Item = &'static str> {
    list(service.cli).chain(["help"])
}

/// The simulated service of this name.
pub fn service(name: &str) -> Option<&'static ServiceSpec> {
    SERVICES.into_iter().find(|service| service.cli == name)
}

/// Regions of AWS's other partitions.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
pub const OTHER_PARTITIONS: [&str; 4] =
    ["cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1"];

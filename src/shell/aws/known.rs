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

/// Regions that exist and must be opted into, which no account here is.
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
pub const OPT_IN_REGIONS: &[&str] = &[
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "cn-north-1",
    "cn-northwest-1",
    "us-gov-east-1",
    "us-gov-west-1",
];

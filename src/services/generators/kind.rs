//! Which services there are, and what can be changed about a resource of each.

use serde::{Deserialize, Serialize};

/// A kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Kind {
    Alb,
    Rds,
    Dynamodb,
    Lambda,
    Sqs,
    S3,
    Nat,
    Ecs,
    Route53,
    Cloudfront,
    Storagegateway,
    Billing,
}

/// What of a resource can be set to an exact value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lever {
    /// Requests, messages or invocations a minute.
    Requests,
    /// Percent of the requests that fail by the service's fault.
    Errors,
    /// Percent of the requests that are turned away for being too many.
    Throttles,
    /// The typical time a request takes, in milliseconds.
    Latency,
    /// Percent of the processor.
    Cpu,
    /// Percent of the memory.
    Memory,
    /// Open connections.
    Connections,
    /// Messages that wait.
    Backlog,
    /// Bytes that are free, or for a bucket bytes that are kept.
    Storage,
    /// Targets or endpoints that do not answer.
    Unhealthy,
    /// Dollars spent a day.
    Dollars,
}

impl Kind {
    /// Every kind, in the order of menus.
    pub const ALL: [Kind; 12] = [
        Kind::Alb,
        Kind::Rds,
        Kind::Dynamodb,
        Kind::Lambda,
        Kind::Sqs,
        Kind::S3,
        Kind::Nat,
        Kind::Ecs,
        Kind::Route53,
        Kind::Cloudfront,
        Kind::Storagegateway,
        Kind::Billing,
    ];

    /// The word for it in scripts.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Alb => "alb",
            Kind::Rds => "rds",
            Kind::Dynamodb => "dynamodb",
            Kind::Lambda => "lambda",
            Kind::Sqs => "sqs",
            Kind::S3 => "s3",
            Kind::Nat => "nat",
            Kind::Ecs => "ecs",
            Kind::Route53 => "route53",
            Kind::Cloudfront => "cloudfront",
            Kind::Storagegateway => "storagegateway",
            Kind::Billing => "billing",
        }
    }

    /// The kind of this word.
    pub fn named(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether its metrics are in us-east-1 only.
    pub fn is_global(self) -> bool {
        matches!(self, Kind::Route53 | Kind::Cloudfront | Kind::Billing)
    }

    /// What can be set of it.
    pub fn levers(self) -> &'static [Lever] {
        match self {
            Kind::Alb => &[Lever::Requests, Lever::Errors, Lever::Latency, Lever::Unhealthy],
            Kind::Rds => &[Lever::Cpu, Lever::Connections, Lever::Storage, Lever::Latency],
            Kind::Dynamodb => &[Lever::Requests, Lever::Errors, Lever::Throttles, Lever::Latency],
            Kind::Lambda => &[Lever::Requests, Lever::Errors, Lever::Throttles, Lever::Latency],
            Kind::Sqs => &[Lever::Requests, Lever::Backlog],
            Kind::S3 => &[Lever::Requests, Lever::Errors, Lever::Latency, Lever::Storage],
            Kind::Nat => &[Lever::Requests, Lever::Errors, Lever::Connections],
            Kind::Ecs => &[Lever::Cpu, Lever::Memory],
            Kind::Route53 => &[Lever::Requests, Lever::Latency, Lever::Unhealthy],
            Kind::Cloudfront => &[Lever::Requests, Lever::Errors],
            Kind::Storagegateway => &[Lever::Requests, Lever::Cpu, Lever::Latency, Lever::Storage],
            Kind::Billing => &[Lever::Dollars],
        }
    }

    /// How many requests a minute an untouched one has, from one to another.
    pub fn requests(self) -> (f64, f64) {
        match self {
            Kind::Alb | Kind::Cloudfront => (300.0, 1_500.0),
            Kind::Dynamodb => (400.0, 1_400.0),
            Kind::Lambda | Kind::Sqs => (60.0, 400.0),
            Kind::S3 => (40.0, 300.0),
            Kind::Nat => (100.0, 600.0),
            Kind::Route53 => (50.0, 300.0),
            Kind::Storagegateway => (20.0, 120.0),
            Kind::Rds | Kind::Ecs | Kind::Billing => (0.0, 0.0),
        }
    }
}

impl Lever {
    /// Every lever.
    pub const ALL: [Lever; 11] = [
        Lever::Requests,
        Lever::Errors,
        Lever::Throttles,
        Lever::Latency,
        Lever::Cpu,
        Lever::Memory,
        Lever::Connections,
        Lever::Backlog,
        Lever::Storage,
        Lever::Unhealthy,
        Lever::Dollars,
    ];

    /// The word for it in scripts.
    pub fn word(self) -> &'static str {
        match self {
            Lever::Requests => "requests",
            Lever::Errors => "errors",
            Lever::Throttles => "throttles",
            Lever::Latency => "latency",
            Lever::Cpu => "cpu",
            Lever::Memory => "memory",
            Lever::Connections => "connections",
            Lever::Backlog => "backlog",
            Lever::Storage => "storage",
            Lever::Unhealthy => "unhealthy",
            Lever::Dollars => "dollars",
        }
    }

    /// The lever of this word.
    pub fn named(word: &str) -> Option<Lever> {
        Lever::ALL.into_iter().find(|lever| lever.word() == word)
    }

    /// The greatest amount.
    pub fn most(self) -> f64 {
        match self {
            Lever::Errors | Lever::Throttles | Lever::Cpu | Lever::Memory => 100.0,
            Lever::Requests | Lever::Connections | Lever::Backlog => 1e7,
            Lever::Latency | Lever::Dollars => 1e6,
            Lever::Storage => 1e15,
            Lever::Unhealthy => 100.0,
        }
    }
}

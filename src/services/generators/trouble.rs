//! Faults of resources by name: what of a resource they set, at once or little by little.
//!
//! How bad each is, and how fast it gets so, is ours.

use serde::{Deserialize, Serialize};

use super::kind::{Kind, Lever};

/// A way in which a resource fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// A burst of errors by the service's fault: 5xx, failed invocations.
    #[serde(rename = "5xx")]
    Errors,
    /// Nobody behind the door answers.
    Down,
    /// Requests take long.
    Slow,
    /// Requests are turned away.
    Throttles,
    /// Messages pile up.
    Backlog,
    /// Storage fills up.
    StorageFull,
    /// Connections are opened and not closed; with containers it is memory that leaks.
    Leak,
    /// The processor is busy.
    Cpu,
    /// Ports cannot be had.
    Ports,
    /// Much is spent.
    Spike,
}

/// What a fault does to a resource.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// What it sets.
    pub lever: Lever,
    /// To how much.
    pub amount: f64,
    /// In how many minutes it gets there from where it is; 0: at once.
    pub minutes: i64,
}

const fn at_once(lever: Lever, amount: f64) -> Course {
    Course { lever, amount, minutes: 0 }
}

const fn slowly(lever: Lever, amount: f64) -> Course {
    Course { lever, amount, minutes: 30 }
}

impl Trouble {
    /// Every one of them.
    pub const ALL: [Trouble; 10] = [
        Trouble::Errors,
        Trouble::Down,
        Trouble::Slow,
        Trouble::Throttles,
        Trouble::Backlog,
        Trouble::StorageFull,
        Trouble::Leak,
        Trouble::Cpu,
        Trouble::Ports,
        Trouble::Spike,
    ];

    /// The word for it in scripts.
    pub fn word(self) -> &'static str {
        match self {
            Trouble::Errors => "5xx",
            Trouble::Down => "down",
            Trouble::Slow => "slow",
            Trouble::Throttles => "throttles",
            Trouble::Backlog => "backlog",
            Trouble::StorageFull => "storage-full",
            Trouble::Leak => "leak",
            Trouble::Cpu => "cpu",
            Trouble::Ports => "ports",
            Trouble::Spike => "spike",
        }
    }

    /// The fault of this word.
    pub fn named(word: &str) -> Option<Trouble> {
        Trouble::ALL.into_iter().find(|trouble| trouble.word() == word)
    }

    /// What it does to a resource of a kind, if it can befall one.
    pub fn of(self, kind: Kind) -> Option<Course> {
        Some(match (self, kind) {
            (
                Trouble::Errors,
                Kind::Alb | Kind::Dynamodb | Kind::Lambda | Kind::S3 | Kind::Cloudfront,
            ) => at_once(Lever::Errors, 40.0),
            (Trouble::Down, Kind::Alb | Kind::Route53) => at_once(Lever::Unhealthy, 2.0),
            (Trouble::Slow, Kind::Alb | Kind::Lambda | Kind::Route53 | Kind::S3) => {
                at_once(Lever::Latency, 4_000.0)
            }
            (Trouble::Slow, Kind::Rds | Kind::Dynamodb) => at_once(Lever::Latency, 200.0),
            (Trouble::Throttles, Kind::Dynamodb | Kind::Lambda) => at_once(Lever::Throttles, 30.0),
            (Trouble::Backlog, Kind::Sqs) => slowly(Lever::Backlog, 30_000.0),
            (Trouble::StorageFull, Kind::Rds | Kind::Storagegateway) => slowly(Lever::Storage, 0.0),
            (Trouble::Leak, Kind::Rds) => slowly(Lever::Connections, 600.0),
            (Trouble::Leak, Kind::Nat) => slowly(Lever::Connections, 55_000.0),
            (Trouble::Leak, Kind::Ecs) => slowly(Lever::Memory, 100.0),
            (Trouble::Cpu, Kind::Rds | Kind::Ecs | Kind::Storagegateway) => {
                at_once(Lever::Cpu, 98.0)
            }
            (Trouble::Ports, Kind::Nat) => at_once(Lever::Errors, 20.0),
            (Trouble::Spike, Kind::Billing) => at_once(Lever::Dollars, 900.0),
            _ => return None,
        })
    }

    /// Those that can befall a resource of a kind.
    pub fn all_of(kind: Kind) -> impl Iterator<Item = Trouble> {
        Trouble::ALL.into_iter().filter(move |trouble| trouble.of(kind).is_some())
    }
}

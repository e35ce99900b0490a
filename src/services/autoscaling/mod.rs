//! Amazon EC2 Auto Scaling: groups that keep as many instances as are desired.

pub mod activity;
pub mod api;
mod ask;
mod capacity;
mod choose;
mod errors;
pub mod facts;
mod health;
pub mod hook;
pub mod load;
pub mod metrics;
pub mod mixed;
pub mod notice;
pub mod ops;
pub mod policy;
pub mod record;
pub mod scale;
pub mod shapes;
pub mod source;
mod standby;
pub mod state;
pub mod waiting;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::{CallToken, Wake};

use super::{cloudwatch, ec2, generators};

/// What Auto Scaling sees of other services; it changes them by calls only.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Instances, launch templates, the network.
    pub ec2: &'a ec2::State,
    /// The alarms that execute policies.
    pub cloudwatch: &'a cloudwatch::State,
    /// Load balancers.
    pub generators: &'a generators::State,
    /// Of the targets of lifecycle hooks that a request names, those it could tell.
    pub told: &'a [hook::Target],
}

//! The states of an instance, and which may follow which.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html>

use crate::sim::time::{Span, Time};
use crate::sim::timing;

/// A state of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceState {
    /// It is being prepared.
    Pending,
    /// It runs.
    Running,
    /// It is on its way to terminated.
    ShuttingDown,
    /// It is gone for good.
    Terminated,
    /// It is on its way to stopped.
    Stopping,
    /// It does not run and can be started.
    Stopped,
}

use InstanceState::{Pending, Running, ShuttingDown, Stopped, Stopping, Terminated};

/// Every move there is. A stopped instance is terminated at once, all others shut down first; one
/// that is pending can be stopped only if it ran before.
/// INVARIANT: an instance moves along these edges only.
pub const EDGES: [(InstanceState, InstanceState); 10] = [
    (Pending, Running),
    (Pending, Stopping),
    (Pending, ShuttingDown),
    (Running, Stopping),
    (Running, ShuttingDown),
    (Stopping, Stopped),
    (Stopping, ShuttingDown),
    (ShuttingDown, Terminated),
    (Stopped, Pending),
    (Stopped, Terminated),
];

impl InstanceState {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Pending => "pending",
            Running => "running",
            ShuttingDown => "shutting-down",
            Terminated => "terminated",
            Stopping => "stopping",
            Stopped => "stopped",
        }
    }

    /// AWS's number.
    pub fn code(self) -> i32 {
        match self {
            Pending => 0,
            Running => 16,
            ShuttingDown => 32,
            Terminated => 48,
            Stopping => 64,
            Stopped => 80,
        }
    }

    /// The state that follows by itself, and after how long.
    pub fn next(self) -> Option<(InstanceState, Span)> {
        match self {
            Pending => Some((Running, timing::PENDING)),
            Stopping => Some((Stopped, timing::STOPPING)),
            ShuttingDown => Some((Terminated, timing::STOPPING)),
            Running | Stopped | Terminated => None,
        }
    }

    /// Whether it is over for the instance.
    pub fn is_ending(self) -> bool {
        matches!(self, ShuttingDown | Terminated)
    }

    /// Whether this state may follow that one.
    pub fn may_follow(self, from: InstanceState) -> bool {
        EDGES.contains(&(from, self))
    }
}

/// `StateTransitionReason` of an instance somebody stopped or terminated.
pub fn transition_reason(at: Time) -> String {
    at.format("User initiated (%Y-%m-%d %H:%M:%S GMT)")
}

/// `StateReason`: code and message. A running instance has none.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html>
pub fn state_reason(state: InstanceState) -> Option<(&'static str, &'static str)> {
    match state {
        Pending => Some(("pending", "pending")),
        Running => None,
        ShuttingDown | Terminated | Stopping | Stopped => Some((
            "Client.UserInitiatedShutdown",
            "Client.UserInitiatedShutdown: User initiated shutdown",
        )),
    }
}

/// Detailed monitoring, and the ways there and back.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Monitoring.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Monitoring {
    /// Basic monitoring.
    Disabled,
    /// On the way back to basic monitoring.
    Disabling,
    /// Detailed monitoring.
    Enabled,
    /// On the way to detailed monitoring.
    Pending,
}

impl Monitoring {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Monitoring::Disabled => "disabled",
            Monitoring::Disabling => "disabling",
            Monitoring::Enabled => "enabled",
            Monitoring::Pending => "pending",
        }
    }
}

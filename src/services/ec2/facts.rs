//! What happened in EC2.

use super::lifecycle::{InstanceState, Monitoring};
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::real::Real;
use crate::sim::time::Time;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// An instance was launched; it is pending.
    InstanceLaunched {
        /// The instance.
        instance: String,
    },
    /// An instance changed state.
    StateChanged {
        /// The instance.
        instance: String,
        /// From.
        from: InstanceState,
        /// To.
        to: InstanceState,
        /// `StateTransitionReason`; empty when the state followed by itself.
        reason: String,
    },
    /// An instance's system boots anew.
    Rebooted {
        /// The instance.
        instance: String,
    },
    /// AWS begins to recover an instance by itself.
    Recovering {
        /// The instance.
        instance: String,
    },
    /// A terminated instance is no longer shown.
    InstanceForgotten {
        /// The instance it was.
        instance: String,
    },
    /// Monitoring of an instance changed.
    MonitoringChanged {
        /// The instance.
        instance: String,
        /// From.
        from: Monitoring,
        /// To.
        to: Monitoring,
    },
    /// A status check came to say something else.
    StatusChanged {
        /// The instance.
        instance: String,
        /// Which check.
        check: StatusCheck,
        /// What it says now: `initializing`, `ok`, `impaired`, `not-applicable`.
        status: &'static str,
    },
    /// The tags of a resource changed.
    TagsChanged {
        /// The resource: an instance, a volume, …
        resource: String,
    },
    /// An attribute of an instance changed.
    AttributeChanged {
        /// The instance.
        instance: String,
        /// AWS's name of the attribute.
        attribute: &'static str,
    },
    /// A security group was made or deleted, or its rules changed.
    GroupChanged {
        /// The group.
        group: String,
    },
    /// A volume was made, attached, detached, changed or deleted.
    VolumeChanged {
        /// The volume.
        volume: String,
        /// `created`, `attached`, `detached`, `modified`, `deleted`.
        what: &'static str,
    },
    /// An Elastic IP address was allocated, associated, disassociated or released.
    AddressChanged {
        /// The allocation.
        address: String,
        /// `allocated`, `associated`, `disassociated`, `released`.
        what: &'static str,
    },
    /// A snapshot was begun, shared or deleted.
    SnapshotChanged {
        /// The snapshot.
        snapshot: String,
        /// `created`, `shared`, `deleted`.
        what: &'static str,
    },
    /// Load was put on an instance, or taken off.
    LoadChanged {
        /// The instance.
        instance: String,
        /// What is loaded.
        resource: Resource,
        /// How much; `None` ends the load.
        amount: Option<Real>,
        /// Until when.
        until: Option<Time>,
    },
    /// A status check was made to fail, or mended.
    FaultChanged {
        /// The instance.
        instance: String,
        /// Which check.
        check: StatusCheck,
        /// Whether it fails now.
        failing: bool,
        /// Until when.
        until: Option<Time>,
    },
}

impl Fact {
    /// The instance it is about, where it is about one.
    pub fn instance(&self) -> Option<&str> {
        match self {
            Fact::InstanceLaunched { instance }
            | Fact::StateChanged { instance, .. }
            | Fact::Rebooted { instance }
            | Fact::Recovering { instance }
            | Fact::InstanceForgotten { instance }
            | Fact::MonitoringChanged { instance, .. }
            | Fact::StatusChanged { instance, .. }
            | Fact::AttributeChanged { instance, .. }
            | Fact::LoadChanged { instance, .. }
            | Fact::FaultChanged { instance, .. } => Some(instance),
            Fact::TagsChanged { .. }
            | Fact::VolumeChanged { .. }
            | Fact::AddressChanged { .. }
            | Fact::SnapshotChanged { .. }
            | Fact::GroupChanged { .. } => None,
        }
    }

    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(self, Fact::StateChanged { .. } | Fact::StatusChanged { .. })
    }
}

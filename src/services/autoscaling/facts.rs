//! What happened in Auto Scaling, and why nothing did.

use super::hook::{Outcome, Transition};
use crate::sim::real::Real;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Fact {
    /// Where.
    pub scope: Scope,
    /// The group.
    pub group: String,
    /// What.
    pub what: What,
}

/// What happened to a group.
#[derive(Clone, Debug, PartialEq, Hash)]
#[expect(missing_docs, reason = "the members are who and what the fact speaks of")]
pub enum What {
    /// It came into being.
    Created,
    /// It was changed.
    Updated,
    /// It is gone.
    Deleted,
    /// It is to have another number of instances.
    DesiredChanged { from: u32, to: u32, by: By },
    /// A policy was executed and changed nothing.
    NotScaled { policy: String, alarm: Option<Arn>, why: Why },
    /// An instance is being launched.
    Launching { instance: String },
    /// An instance came into service.
    InService { instance: String },
    /// An instance is out of service for a while.
    Standby { instance: String },
    /// An instance is to go.
    Terminating { instance: String },
    /// An instance left the group.
    Left { instance: String },
    /// An instance was found unhealthy.
    Unhealthy { instance: String },
    /// An activity came to nothing.
    Failed { activity: String, message: String },
    /// A scaling policy was made or changed.
    PolicyPut { policy: String },
    /// A scaling policy is gone.
    PolicyDeleted { policy: String },
    /// A lifecycle hook was made or changed.
    HookPut { hook: String },
    /// A lifecycle hook is gone.
    HookDeleted { hook: String },
    /// An instance waits for a lifecycle hook.
    Waits { instance: String, hook: String, transition: Transition },
    /// It waits for it no longer; not in time if nobody gave a sign.
    HookDone { instance: String, hook: String, outcome: Outcome, in_time: bool },
    /// The target of a lifecycle hook was told, or why it was not.
    Told { hook: String, failure: Option<String> },
    /// The requests that reach the group changed.
    RequestsChanged { amount: Option<Real>, until: Option<Time> },
    /// An instance's part of the requests, as the load on its processor.
    Shared { instance: String, percent: Option<Real>, until: Option<Time> },
}

/// Who or what changed the number desired.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum By {
    /// A call by somebody.
    User,
    /// A policy, executed by an alarm or by somebody.
    Policy {
        /// Its name.
        policy: String,
        /// The alarm.
        alarm: Option<Arn>,
    },
    /// A scheduled action.
    Schedule(String),
}

/// Why a policy changed nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The cooldown of a simple policy is not over.
    Cooldown(Time),
    /// New instances warm up: what they will do is not known yet.
    WarmUp(Time),
    /// Instances were taken away a moment ago.
    Settling(Time),
    /// An activity of the group is not over.
    InProgress,
    /// The group has as many instances as it may have.
    AtMax,
    /// The group has as few instances as it may have.
    AtMin,
    /// The group's process AlarmNotification is suspended.
    Suspended,
    /// The policy is switched off.
    Disabled,
    /// The policy never takes instances away.
    ScaleInDisabled,
    /// No step covers the breach.
    NoStep,
    /// As many instances as there are is what the policy wants.
    Enough,
    /// The alarm gave no value to go by.
    NoValue,
}

impl What {
    /// The instance that came into service, or is in service no longer.
    pub fn moved(&self) -> Option<&str> {
        match self {
            What::InService { instance }
            | What::Standby { instance }
            | What::Terminating { instance }
            | What::Left { instance } => Some(instance),
            _ => None,
        }
    }
}

impl Why {
    /// Its word in keys of texts.
    pub fn key(&self) -> &'static str {
        match self {
            Why::Cooldown(_) => "cooldown",
            Why::WarmUp(_) => "warm-up",
            Why::Settling(_) => "settling",
            Why::InProgress => "in-progress",
            Why::AtMax => "at-max",
            Why::AtMin => "at-min",
            Why::Suspended => "suspended",
            Why::Disabled => "disabled",
            Why::ScaleInDisabled => "no-scale-in",
            Why::NoStep => "no-step",
            Why::Enough => "enough",
            Why::NoValue => "no-value",
        }
    }

    /// Until when it holds, where that is known.
    pub fn until(&self) -> Option<Time> {
        match self {
            Why::Cooldown(until) | Why::WarmUp(until) | Why::Settling(until) => Some(*until),
            _ => None,
        }
    }
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(
            self.what,
            What::DesiredChanged { .. }
                | What::InService { .. }
                | What::Unhealthy { .. }
                | What::Waits { .. }
                | What::Failed { .. }
        )
    }
}

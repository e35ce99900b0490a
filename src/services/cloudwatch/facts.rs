//! What happened in CloudWatch.

use std::rc::Rc;

use super::alarm::StateValue;
use super::alarm::contributor::Contributor;
use super::alarm::evaluate::By;
use super::alarm::event::Event;
use super::composite::suppress::SuppressedBy;
use super::mutes::MuteWindow;
use crate::sim::scope::Arn;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// An alarm came into being.
    AlarmCreated {
        /// The alarm.
        alarm: Arn,
    },
    /// An alarm's configuration was replaced, or its actions switched on or off.
    AlarmUpdated {
        /// The alarm.
        alarm: Arn,
    },
    /// An alarm is gone.
    AlarmDeleted {
        /// The alarm.
        alarm: Arn,
    },
    /// An alarm changed state.
    AlarmStateChanged {
        /// The alarm.
        alarm: Arn,
        /// From which state.
        from: StateValue,
        /// To which.
        to: StateValue,
        /// Why, in AWS's words.
        reason: String,
        /// What brought it about.
        by: By,
    },
    /// A time series of an alarm over several changed state.
    ContributorStateChanged {
        /// The alarm.
        alarm: Arn,
        /// The time series.
        contributor: Rc<Contributor>,
        /// Its state.
        to: StateValue,
        /// Why, in AWS's words.
        reason: String,
    },
    /// What holds a composite alarm's actions back is another thing now, or nothing.
    SuppressionChanged {
        /// The alarm.
        alarm: Arn,
        /// What holds them back.
        by: Option<SuppressedBy>,
    },
    /// A mute rule came into being, or was replaced.
    MuteRulePut {
        /// The rule.
        rule: Arn,
    },
    /// A mute rule is gone.
    MuteRuleDeleted {
        /// The rule.
        rule: Arn,
    },
    /// Actions are due and held back.
    ActionsHeld {
        /// The alarm.
        alarm: Arn,
        /// The actions' ARNs.
        actions: Vec<String>,
        /// By what.
        by: Held,
    },
    /// The event bus was told.
    EventSent {
        /// The alarm.
        alarm: Arn,
        /// The event.
        event: Rc<Event>,
    },
    /// An alarm's action begins.
    ActionStarted {
        /// The alarm.
        alarm: Arn,
        /// The action's ARN.
        action: String,
    },
    /// It was carried out.
    ActionSucceeded {
        /// The alarm.
        alarm: Arn,
        /// The action's ARN.
        action: String,
    },
    /// It was refused.
    ActionFailed {
        /// The alarm.
        alarm: Arn,
        /// The action's ARN.
        action: String,
        /// Why, as the alarm's history has it.
        error: String,
    },
    /// It did not run.
    ActionSkipped {
        /// The alarm.
        alarm: Arn,
        /// The action's ARN.
        action: String,
        /// Why not.
        why: Skipped,
    },
}

/// Why an action did not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Skipped {
    /// The alarm's actions are switched off.
    Disabled,
    /// The alarm is warming up.
    WarmUp,
}

/// What holds due actions back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// A mute rule.
    Muted(MuteWindow),
    /// A composite alarm's suppressor, or the periods around it.
    Suppressed(SuppressedBy),
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(
            self,
            Fact::AlarmStateChanged { .. }
                | Fact::ContributorStateChanged { .. }
                | Fact::ActionFailed { .. }
        )
    }
}

//! Lifecycle hooks of a group, and the actions an instance waits for.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html>

use crate::services::failure::Failure;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// A hook: on which way an instance is to wait, and for how long.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Hook {
    /// On the way in or on the way out.
    pub transition: Transition,
    /// The topic or queue that is told of each instance that waits.
    pub target: Option<Arn>,
    /// The role in which it is.
    pub role: Option<Arn>,
    /// What is told beside.
    pub metadata: Option<String>,
    /// How long an instance waits without a sign.
    pub heartbeat: Span,
    /// What follows when nobody gives one.
    pub default: Outcome,
    /// What became of the latest message to the target.
    pub told: Option<Told>,
}

impl Hook {
    /// Who is told of an instance, if somebody is.
    pub fn tells(&self) -> Option<Target> {
        let (arn, role) = (self.target.clone()?, self.role.clone()?);
        Some(Target { arn, role })
    }
}

/// Who is told, and in which role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// A topic of SNS or a queue of SQS.
    pub arn: Arn,
    /// The role.
    pub role: Arn,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Told {
    /// When it was sent.
    pub at: Time,
    /// Why it did not arrive, if it did not.
    pub failure: Option<Failure>,
}

/// The way an instance is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transition {
    /// Into the group.
    Launching,
    /// Out of it.
    Terminating,
}

impl Transition {
    /// Both, in the order AWS lists them.
    pub const ALL: [Transition; 2] = [Transition::Launching, Transition::Terminating];

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Transition::Launching => "autoscaling:EC2_INSTANCE_LAUNCHING",
            Transition::Terminating => "autoscaling:EC2_INSTANCE_TERMINATING",
        }
    }

    /// The word in subjects of messages.
    pub fn word(self) -> &'static str {
        match self {
            Transition::Launching => "LAUNCHING",
            Transition::Terminating => "TERMINATING",
        }
    }

    /// From where and to where an instance goes.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html>
    pub fn ends(self) -> (&'static str, &'static str) {
        match self {
            Transition::Launching => ("EC2", "AutoScalingGroup"),
            Transition::Terminating => ("AutoScalingGroup", "EC2"),
        }
    }

    /// The one of this name.
    pub fn of(name: &str) -> Option<Transition> {
        Transition::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What an action comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The instance goes on.
    Continue,
    /// It is given up: on the way in it is terminated, on the way out nothing else is waited for.
    Abandon,
}

impl Outcome {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Continue => "CONTINUE",
            Outcome::Abandon => "ABANDON",
        }
    }

    /// The one of this name.
    pub fn of(name: &str) -> Option<Outcome> {
        [Outcome::Continue, Outcome::Abandon].into_iter().find(|one| one.name() == name)
    }
}

/// How long an instance waits at the longest, whoever gives signs: "48 hours or 100 times the
/// heartbeat timeout, whichever is smaller".
pub fn longest(heartbeat: Span) -> Span {
    heartbeat.times(100).min(Span::hours(48))
}

/// What an instance waits for, of one hook.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Action {
    /// The hook.
    pub hook: String,
    /// The token by which it is completed.
    pub token: String,
    /// Until when, unless a sign comes.
    pub until: Time,
    /// Until when at the longest.
    pub limit: Time,
    /// By how much a sign puts the end off.
    pub heartbeat: Span,
    /// What follows at the end.
    pub default: Outcome,
}

/// Whether an instance is held on its way.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub enum Hold {
    /// It is not.
    #[default]
    No,
    /// It waits for these, never none.
    Waits(Vec<Action>),
    /// It goes on.
    Proceeds,
}

impl Hold {
    /// What is waited for.
    pub fn actions(&self) -> &[Action] {
        match self {
            Hold::Waits(actions) => actions,
            _ => &[],
        }
    }
}

//! Which actions run.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>

use super::config::StateValue;
use crate::sim::time::{Span, Time};

/// The kinds of action, by their ARNs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A message to an SNS topic.
    Sns,
    /// A Lambda function.
    Lambda,
    /// Stop, terminate, reboot or recover an instance.
    Ec2,
    /// An Auto Scaling policy.
    AutoScaling,
    /// An OpsItem or an incident of Systems Manager.
    SystemsManager,
    /// An investigation.
    Investigation,
}

impl Kind {
    /// The kind of an action's ARN.
    pub fn of(arn: &str) -> Option<Kind> {
        let mut parts = arn.splitn(6, ':').skip(2);
        Some(match parts.next()? {
            "sns" => Kind::Sns,
            "lambda" => Kind::Lambda,
            "automate" | "swf" => Kind::Ec2,
            "autoscaling" => Kind::AutoScaling,
            "ssm" | "ssm-incidents" => Kind::SystemsManager,
            "aiops" => Kind::Investigation,
            _ => return None,
        })
    }
}

/// What an action remembers between two evaluations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Memory {
    /// The state the alarm was in.
    pub state: StateValue,
    /// Since when.
    pub since: Time,
    /// Whether the change to this state was muted, so that the action is still owed.
    pub owed: bool,
}

/// Whether an action runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firing {
    /// It does not.
    No,
    /// It runs because the state changed.
    Changed,
    /// It runs again while the state lasts: Auto Scaling policies, once a minute.
    Again,
    /// It was muted and runs now that the mute window has ended and the state is still the same.
    AfterMuteWindow,
}

/// Whether an action of the state `now` runs at `at`, and what it remembers from then on.
/// `enabled` is the alarm's ActionsEnabled. Actions run on changes of state only; Auto Scaling
/// policies are the exception.
pub fn fires(
    kind: Kind,
    memory: Memory,
    now: StateValue,
    at: Time,
    enabled: bool,
    muted: bool,
) -> (Firing, Memory) {
    if now != memory.state {
        let firing = if enabled && !muted { Firing::Changed } else { Firing::No };
        return (firing, Memory { state: now, since: at, owed: enabled && muted });
    }
    if muted || !enabled {
        return (Firing::No, Memory { owed: memory.owed && enabled, ..memory });
    }
    if memory.owed {
        return (Firing::AfterMuteWindow, Memory { owed: false, ..memory });
    }
    let minutes = at > memory.since && (at - memory.since).as_millis() % MINUTE.as_millis() == 0;
    let again = kind == Kind::AutoScaling && minutes;
    (if again { Firing::Again } else { Firing::No }, memory)
}

const MINUTE: Span = Span::mins(1);

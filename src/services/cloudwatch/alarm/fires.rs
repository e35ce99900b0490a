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

    /// Whether, of an alarm over several time series, it runs for each contributor by itself. The
    /// others run for the alarm as a whole, or not at all.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>
    pub fn is_of_contributors(self) -> bool {
        matches!(self, Kind::Sns | Kind::Lambda)
    }
}

/// What an action does to an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Stops it.
    Stop,
    /// Terminates it.
    Terminate,
    /// Reboots it.
    Reboot,
    /// Recovers it.
    Recover,
}

impl Verb {
    /// Every verb, in the order of the console.
    pub const ALL: [Verb; 4] = [Verb::Recover, Verb::Stop, Verb::Terminate, Verb::Reboot];

    /// Its name: `Stop`.
    pub fn name(self) -> &'static str {
        match self {
            Verb::Stop => "Stop",
            Verb::Terminate => "Terminate",
            Verb::Reboot => "Reboot",
            Verb::Recover => "Recover",
        }
    }

    /// The verb of an action's ARN, in either form: `arn:aws:automate:REGION:ec2:stop`, or
    /// `arn:aws:swf:REGION:ACCOUNT:action/actions/AWS_EC2.InstanceId.Stop/1.0`.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
    pub fn of(arn: &str) -> Option<Verb> {
        let mut parts = arn.splitn(6, ':').skip(2);
        let service = parts.next()?;
        let (owner, rest) = (parts.nth(1)?, parts.next()?);
        let word = match service {
            "automate" if owner == "ec2" => rest,
            "swf" => {
                rest.strip_prefix("action/actions/AWS_EC2.InstanceId.")?.strip_suffix("/1.0")?
            }
            _ => return None,
        };
        Verb::ALL.into_iter().find(|verb| verb.name().eq_ignore_ascii_case(word))
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
    let minutes = at > memory.since && at.floor(MINUTE) == at;
    let again = kind == Kind::AutoScaling && minutes;
    (if again { Firing::Again } else { Firing::No }, memory)
}

const MINUTE: Span = Span::mins(1);

//! What holds a composite alarm's actions back: its suppressor, and the periods around it.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html>

use super::config::Suppressor;
use crate::sim::time::Time;

/// What holds actions back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuppressedBy {
    /// The suppressor may still go into ALARM.
    WaitPeriod,
    /// The suppressor has just left ALARM.
    ExtensionPeriod,
    /// The suppressor is in ALARM.
    Alarm,
}

impl SuppressedBy {
    /// `ActionsSuppressedBy`.
    pub fn name(self) -> &'static str {
        match self {
            SuppressedBy::WaitPeriod => "WaitPeriod",
            SuppressedBy::ExtensionPeriod => "ExtensionPeriod",
            SuppressedBy::Alarm => "Alarm",
        }
    }

    /// `ActionsSuppressedReason`.
    pub fn reason(self) -> String {
        format!("Actions suppressed by {}", self.name())
    }
}

/// Actions are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hold {
    /// By what.
    pub by: SuppressedBy,
    /// Since when.
    pub since: Time,
    /// Until when, if a period holds them.
    pub until: Option<Time>,
}

impl Hold {
    fn alarm(now: Time) -> Hold {
        Hold { by: SuppressedBy::Alarm, since: now, until: None }
    }
}

/// The composite alarm changed state: while the suppressor is in ALARM its actions are suppressed,
/// else they wait. An extension that was running is dropped for the new wait.
pub fn on_change(suppressor: &Suppressor, in_alarm: bool, now: Time) -> Option<Hold> {
    if in_alarm {
        return Some(Hold::alarm(now));
    }
    let until = now + suppressor.wait();
    (until > now).then_some(Hold { by: SuppressedBy::WaitPeriod, since: now, until: Some(until) })
}

/// The suppressor changed state, or another one was named.
pub fn on_suppressor(
    hold: Option<Hold>,
    suppressor: &Suppressor,
    in_alarm: bool,
    now: Time,
) -> Option<Hold> {
    match hold {
        Some(Hold { by: SuppressedBy::Alarm, .. }) if in_alarm => hold,
        _ if in_alarm => Some(Hold::alarm(now)),
        Some(Hold { by: SuppressedBy::Alarm, .. }) => {
            let until = now + suppressor.extension();
            let by = SuppressedBy::ExtensionPeriod;
            (until > now).then_some(Hold { by, since: now, until: Some(until) })
        }
        other => other,
    }
}

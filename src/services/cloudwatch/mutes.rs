//! Mute rules: which alarms' actions are held back when, and what is owed once they are not.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html>

use std::collections::BTreeMap;

use super::alarm::mute::Schedule;
use super::change::Pending;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// The mute rules of one Region.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Mutes {
    /// Rules by name.
    pub rules: BTreeMap<String, MuteRule>,
    /// Muted actions by alarm, to be run if the state persists.
    pub owed: BTreeMap<Owner, Pending>,
}

/// Whose actions are owed: an alarm's name, and the id of a contributor of it.
pub type Owner = (String, Option<String>);

/// A mute rule.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct MuteRule {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// When it mutes.
    pub schedule: Schedule,
    /// The schedule's expression as given.
    pub expression: String,
    /// Its duration as given.
    pub duration: String,
    /// Its time zone as given.
    pub timezone: Option<String>,
    /// The names of the alarms it mutes. A rule without targets mutes nothing.
    pub targets: Option<Vec<String>>,
    /// When it takes effect, if not at once.
    pub start: Option<Time>,
    /// When it is over, if ever.
    pub expire: Option<Time>,
    /// When it was given.
    pub updated: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// The time an alarm is muted, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MuteWindow {
    /// The rule.
    pub rule: Arn,
    /// Its first instant.
    pub start: Time,
    /// Its end.
    pub end: Time,
}

/// A rule's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It will mute.
    Scheduled,
    /// It mutes.
    Active,
    /// It will not mute any more.
    Expired,
}

impl Status {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Status::Scheduled => "SCHEDULED",
            Status::Active => "ACTIVE",
            Status::Expired => "EXPIRED",
        }
    }
}

impl MuteRule {
    /// The window that covers an instant.
    pub fn window(&self, at: Time) -> Option<MuteWindow> {
        let covers = |window: &(Time, Time)| window.0 <= at && at < window.1;
        let windows = self.schedule.windows(at, at + Span::millis(1)).into_iter();
        // Where windows overlap, what is muted last is what counts.
        let (start, end) = windows.map(|window| self.clipped(window)).rfind(covers)?;
        Some(MuteWindow { rule: self.arn.clone(), start, end })
    }

    /// Windows count from the start date to the expire date only.
    fn clipped(&self, (start, end): (Time, Time)) -> (Time, Time) {
        let start = self.start.map_or(start, |from| start.max(from));
        (start, self.expire.map_or(end, |until| end.min(until)))
    }

    /// Its state at an instant.
    pub fn status(&self, now: Time) -> Status {
        if self.window(now).is_some() {
            Status::Active
        } else if self.expire.is_some_and(|expire| expire <= now) || self.schedule.is_over(now) {
            Status::Expired
        } else {
            Status::Scheduled
        }
    }

    /// Whether it mutes again and again.
    pub fn is_recurring(&self) -> bool {
        self.schedule.is_recurring()
    }

    /// `RECURRING`, `ONE_TIME`.
    pub fn kind(&self) -> &'static str {
        if self.is_recurring() { "RECURRING" } else { "ONE_TIME" }
    }

    /// Whether it mutes an alarm.
    pub fn has_target(&self, alarm: &str) -> bool {
        self.targets.iter().flatten().any(|name| name == alarm)
    }
}

impl Mutes {
    /// The window that mutes an alarm's actions at an instant: of several, the one that ends last.
    pub fn window(&self, alarm: &str, at: Time) -> Option<MuteWindow> {
        let rules = self.rules.values().filter(|rule| rule.has_target(alarm));
        rules.filter_map(|rule| rule.window(at)).max_by_key(|window| window.end)
    }
}

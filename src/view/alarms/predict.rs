//! Predict, then run: when an alarm will change, and into what, said before the clock runs.

use serde::{Deserialize, Serialize};

use super::detail::Change;
use crate::services::cloudwatch::alarm::StateValue;
use crate::sim::time::{Span, Time};

/// How far ahead one can predict.
pub const AHEAD: Span = Span::hours(1);

/// What somebody said would happen. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guess {
    /// When it was said.
    pub made: i64,
    /// For when.
    pub at: i64,
    /// Into which state, by AWS's name; empty: no change within the hour.
    pub state: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Waiting,
    /// The next change came: so much after what was said (before it, if negative).
    Changed {
        /// When.
        at: Time,
        /// Into which state.
        to: StateValue,
        /// How far off the guess was; none when no change was expected.
        off: Option<Span>,
        /// Whether the state is the one that was said.
        same: bool,
    },
    /// An hour has passed without any change.
    Nothing {
        /// Whether that was said.
        same: bool,
    },
}

/// What one would guess first: the opposite of the state an alarm is in.
pub fn opposite(state: Option<StateValue>) -> StateValue {
    match state {
        Some(StateValue::Alarm) => StateValue::Ok,
        Some(StateValue::Ok | StateValue::InsufficientData) | None => StateValue::Alarm,
    }
}

impl Guess {
    /// A guess made now.
    pub fn new(made: Time, at: Time, state: &str) -> Guess {
        Guess { made: made.as_millis(), at: at.as_millis(), state: state.to_owned() }
    }

    /// When it was said.
    pub fn made(&self) -> Time {
        Time::from_millis(self.made)
    }

    /// For when.
    pub fn at(&self) -> Time {
        Time::from_millis(self.at)
    }

    /// Whether it belongs to the time before `now`: an undone act may have taken it along.
    pub fn holds(&self, now: Time) -> bool {
        self.made() <= now
    }

    /// What became of it, by the changes of the alarm (newest first).
    pub fn outcome(&self, changes: &[Change], now: Time) -> Outcome {
        let later = |change: &&Change| change.at > self.made();
        let first = changes.iter().rev().find(later);
        let in_time = first.filter(|change| change.at <= self.made() + AHEAD);
        match in_time {
            Some(change) => Outcome::Changed {
                at: change.at,
                to: change.to,
                off: (!self.state.is_empty()).then(|| change.at - self.at()),
                same: change.to.name() == self.state,
            },
            None if now >= self.made() + AHEAD => Outcome::Nothing { same: self.state.is_empty() },
            None => Outcome::Waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_that_is_on_is_first_guessed_to_go_off() {
        assert_eq!(opposite(Some(StateValue::Alarm)), StateValue::Ok);
        for state in [None, Some(StateValue::Ok), Some(StateValue::InsufficientData)] {
            assert_eq!(opposite(state), StateValue::Alarm);
        }
    }

    #[test]
    fn the_first_change_after_it_was_said_counts() {
        let minute = |m: i64| Time::from_secs(m * 60);
        let change = |m: i64, to| Change { at: minute(m), from: StateValue::Ok, to };
        let (ok, alarm) = (StateValue::Ok, StateValue::Alarm);
        let changes = [change(40, ok), change(17, alarm), change(5, alarm)];
        let said = Guess::new(minute(10), minute(15), "ALARM");
        let off = Some(Span::mins(2));
        let right = Outcome::Changed { at: minute(17), to: alarm, off, same: true };
        assert_eq!(said.outcome(&changes, minute(20)), right);
        let calm = Guess::new(minute(10), minute(15), "");
        let wrong = Outcome::Changed { at: minute(17), to: alarm, off: None, same: false };
        assert_eq!(calm.outcome(&changes, minute(20)), wrong);
        let later = Guess::new(minute(41), minute(50), "ALARM");
        assert_eq!(later.outcome(&changes, minute(60)), Outcome::Waiting);
        assert_eq!(later.outcome(&changes, minute(101)), Outcome::Nothing { same: false });
        let calm = Guess::new(minute(41), minute(50), "");
        assert_eq!(calm.outcome(&changes, minute(101)), Outcome::Nothing { same: true });
        assert!(!calm.holds(minute(40)));
    }
}

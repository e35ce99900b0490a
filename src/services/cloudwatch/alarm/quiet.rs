//! What an alarm knows of its next evaluations: up to when none will change its state.
//!
//! It is a shortcut, never a decision: while it holds, an evaluation would find the state as it is,
//! so none is needed. It is no part of the alarm's state.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::config::{Config, StateValue};
use super::fires::Kind;
use super::scan::Scan;
use super::slots::Place;
use crate::sim::still::Still;
use crate::sim::time::{Span, Time};

/// For shorter than this it is not worth looking ahead.
const LEAST: Span = Span::mins(4);
/// No further than this is looked ahead at once.
const MOST: Span = Span::days(2);

/// What was found by looking ahead.
#[derive(Clone, Debug, Default)]
pub struct Quiet(Option<Found>);

#[derive(Clone, Debug)]
struct Found {
    /// As often had something happened.
    count: u64,
    /// With this configuration.
    config: Rc<Config>,
    /// In this state.
    state: StateValue,
    /// No evaluation up to here changes it.
    until: Time,
}

impl Quiet {
    /// Whether an evaluation now is known to leave the state as it is.
    pub fn holds(&self, config: &Rc<Config>, state: StateValue, still: Still, now: Time) -> bool {
        let holds = |found: &Found| {
            now <= found.until
                && found.count == still.count()
                && found.state == state
                && Rc::ptr_eq(&found.config, config)
        };
        self.0.as_ref().is_some_and(holds)
    }

    /// Looks ahead as far as nothing has happened backwards: in a world where much happens it is
    /// not worth it.
    pub fn look(
        &mut self,
        config: &Rc<Config>,
        state: StateValue,
        place: Place<'_>,
        still: Still,
        now: Time,
    ) {
        self.0 = None;
        let ahead = still.for_so_long(now).min(MOST);
        // What is expected of a metric may change without anything happening to the metric, and an
        // expression takes as long to look ahead at as to evaluate. Every call counts as use.
        let foreseen = config.measure().is_some_and(|own| place.source.is_foreseen(&own.id));
        if ahead < LEAST || acts_again(config, state) || !foreseen {
            return;
        }
        let to = now + ahead;
        let change = Scan::new(config, place, now, to).next_change(state);
        let until = change.map_or(to, |change| change - Span::millis(1));
        let (count, config) = (still.count(), Rc::clone(config));
        self.0 = Some(Found { count, config, state, until });
    }
}

/// Whether something is done again while the state lasts.
fn acts_again(config: &Config, state: StateValue) -> bool {
    config.actions(state).iter().any(|action| Kind::of(action) == Some(Kind::AutoScaling))
}

/// Up to when no alarm of those evaluated equally often changes its state: while it holds, none of
/// them need be asked. A shortcut like [`Quiet`], which a call to CloudWatch ends, since it may
/// change any of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rest(Option<(u64, Time)>);

impl Rest {
    /// What holds for all of them, once each has been evaluated or found quiet.
    pub fn of_all<'a>(alarms: impl Iterator<Item = &'a Quiet>) -> Rest {
        let ahead = |quiet: &Quiet| quiet.0.as_ref().map(|found| (found.count, found.until));
        let each: Option<Vec<(u64, Time)>> = alarms.map(ahead).collect();
        // The least of the counts: one that looked ahead before something happened knows nothing.
        let least = |(count, until): (u64, Time), other: (u64, Time)| {
            (count.min(other.0), until.min(other.1))
        };
        Rest(each.and_then(|all| all.into_iter().reduce(least)))
    }

    /// Whether it does now.
    pub fn holds(self, still: Still, now: Time) -> bool {
        self.0.is_some_and(|(count, until)| count == still.count() && now <= until)
    }
}

impl PartialEq for Rest {
    fn eq(&self, _: &Rest) -> bool {
        true
    }
}

impl Hash for Rest {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl PartialEq for Quiet {
    fn eq(&self, _: &Quiet) -> bool {
        true
    }
}

impl Hash for Quiet {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

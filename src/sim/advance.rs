//! Time passes: wake-ups run in order, an instant at a time.

use super::fact::{Cause, Fact};
use super::scope::Arn;
use super::time::Time;
use super::world::{MAX_FACTS, Scheduled, World};
use super::{agents, dispatch, route};

/// Where advancing stopped.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The instant reached.
    pub now: Time,
    /// Why there.
    pub stop: Stop,
}

/// Why advancing stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The instant asked for is reached.
    Reached,
    /// The budget is used up; call again.
    Budget,
    /// Something that was watched for happened.
    Notable,
    /// The world can go no further: see [`World::full`].
    Full,
    /// Somebody's scheduled act is due; whoever advances must carry it out.
    Act(Scheduled),
}

/// Whether to stop when something worth looking at happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch<'a> {
    /// Go on.
    Nothing,
    /// Stop at the end of the instant in which it happened.
    Notable,
    /// Stop where an alarm changed its state, and nowhere else.
    Alarms,
    /// Stop where this alarm changed its state, and nowhere else.
    Alarm(&'a Arn),
    /// Stop also where something was awaited and is no news when it comes.
    Awaited,
}

impl Watch<'_> {
    /// Whether this fact is one to stop at.
    pub fn stops_at(self, fact: &Fact) -> bool {
        match self {
            Watch::Nothing => false,
            Watch::Notable => fact.is_notable(),
            Watch::Alarms => fact.what.alarm_change().is_some(),
            Watch::Alarm(alarm) => fact.what.alarm_change() == Some(alarm),
            Watch::Awaited => fact.is_notable() || fact.what.is_awaited(),
        }
    }

    /// Whether what somebody did on a schedule is worth a look, whatever follows from it.
    pub fn stops_at_acts(self) -> bool {
        match self {
            Watch::Nothing | Watch::Alarms | Watch::Alarm(_) => false,
            Watch::Notable | Watch::Awaited => true,
        }
    }
}

impl World {
    /// Lets time pass to `until`, running at most about `budget` wake-ups. Whole instants only: it
    /// never stops between two things that happen at once.
    pub fn advance(&mut self, until: Time, budget: u32, watch: Watch<'_>) -> Progress {
        let mut left = budget;
        let seen = self.facts.len();
        let until = until.min(self.end());
        loop {
            // INVARIANT: every wake-up due at an instant has run before a command at that instant.
            left = left.saturating_sub(self.settle());
            // INVARIANT: it is full at the same instant however the way there was parted.
            if self.facts.len() >= MAX_FACTS || self.now >= self.end() {
                return Progress { now: self.now, stop: Stop::Full };
            }
            if let Some(act) = self.due() {
                return Progress { now: self.now, stop: Stop::Act(act) };
            }
            let stops = |fact: &Fact| watch.stops_at(fact);
            if watch != Watch::Nothing && self.facts.since(seen).any(stops) {
                return Progress { now: self.now, stop: Stop::Notable };
            }
            if left == 0 {
                return Progress { now: self.now, stop: Stop::Budget };
            }
            let planned = self.schedule.keys().next().map(|key| key.0);
            let next = [self.queue.next_time(), planned].into_iter().flatten().min();
            match next.filter(|next| *next <= until) {
                Some(next) => self.now = self.now.max(next),
                None => {
                    self.now = self.now.max(until);
                    return Progress { now: self.now, stop: Stop::Reached };
                }
            }
        }
    }

    /// Runs every wake-up that is due, and what follows from it at this instant. How many ran.
    pub(super) fn settle(&mut self) -> u32 {
        let mut ran = 0;
        self.route();
        while let Some((cause, wake)) = self.queue.pop_due(self.now) {
            dispatch::wake(self, cause, wake);
            self.route();
            ran += 1;
        }
        ran
    }

    /// Hands new facts to those who must hear of them.
    fn route(&mut self) {
        let mut next = self.routed;
        let mut cause = None;
        while let Some(fact) = self.facts.get(next).cloned() {
            next += 1;
            route::route(self, &fact);
            cause = cause.or(route::concerns_agents(&fact).then_some(Cause::Fact(fact.id)));
        }
        self.routed = next;
        if let Some(cause) = cause {
            agents::refresh(self, cause);
        }
    }

    fn due(&self) -> Option<Scheduled> {
        let (key, act) = self.schedule.first_key_value()?;
        (key.0 <= self.now).then(|| act.clone())
    }
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        self.what.is_notable()
    }

    /// Whether the clock alone caused it.
    pub fn by_clock(&self) -> bool {
        self.cause == Cause::Clock
    }
}

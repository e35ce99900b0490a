//! Ribbons: the states of an alarm over time, and those it would have had.

use crate::services::cloudwatch::alarm::explain::{Story, what_if};
use crate::services::cloudwatch::alarm::slots::Place;
use crate::services::cloudwatch::alarm::states::with_each_treatment;
use crate::services::cloudwatch::alarm::{Config, StateValue, Treat, explain};
use crate::services::cloudwatch::state::Alarm;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::view::chart::share;

/// A ribbon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ribbon {
    /// Its stretches, oldest first.
    pub parts: Vec<Part>,
}

/// A stretch of time in one state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its first instant.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// The state.
    pub state: StateValue,
    /// Whether actions were switched off.
    pub silent: bool,
}

/// What another treatment of missing data would have made of the same history.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    /// The treatment.
    pub treat: Treat,
    /// Whether it is the one in force.
    pub own: bool,
    /// The states it would have led to.
    pub ribbon: Ribbon,
    /// How often it would have gone into ALARM.
    pub alarms: usize,
}

impl Ribbon {
    /// The part of it within a stretch of time.
    pub fn within(&self, from: Time, to: Time) -> Ribbon {
        let cut = |part: &Part| Part { from: part.from.max(from), to: part.to.min(to), ..*part };
        let parts = self.parts.iter().map(cut).filter(|part| part.from < part.to).collect();
        Ribbon { parts }
    }

    /// Where each part begins and how wide it is, in shares of a stretch of time.
    pub fn shares(&self, from: Time, to: Time) -> Vec<(f64, f64, Part)> {
        let place = |part: Part| {
            let begin = share(from, to, part.from);
            (begin, share(from, to, part.to) - begin, part)
        };
        self.within(from, to).parts.into_iter().map(place).collect()
    }

    /// The state at an instant.
    pub fn state_at(&self, at: Time) -> Option<StateValue> {
        let holds = |part: &&Part| part.from <= at && at <= part.to;
        self.parts.iter().rev().find(holds).map(|part| part.state)
    }

    fn of_segments(segments: &[explain::Segment]) -> Ribbon {
        let part = |segment: &explain::Segment| Part {
            from: segment.from,
            to: segment.to,
            state: segment.state,
            silent: false,
        };
        Ribbon { parts: segments.iter().map(part).collect() }
    }
}

/// The states an alarm was in, cut where its actions were switched on or off.
pub fn own(alarm: &Alarm, from: Time, to: Time) -> Ribbon {
    let story = of_story(&explain::ribbon(alarm, from, to));
    let mut parts = Vec::new();
    let ends =
        alarm.versions.iter().skip(1).map(|(since, _)| *since).chain([Time::from_millis(i64::MAX)]);
    for ((since, config), until) in alarm.versions.iter().zip(ends) {
        let silent = !config.actions_enabled;
        for part in story.within(*since, until).parts {
            match parts.last_mut() {
                Some(Part { to, state, silent: before, .. })
                    if *to == part.from && *state == part.state && *before == silent =>
                {
                    *to = part.to;
                }
                _ => parts.push(Part { silent, ..part }),
            }
        }
    }
    Ribbon { parts }
}

/// How far back other settings are tried: so many minutes are quick to go through.
pub const TRIED: Span = Span::hours(6);

/// What each treatment of missing data would have made of the history since `from`, with the other
/// settings as they are.
pub fn ghosts(world: &World, scope: Scope, config: &Config, from: Time, to: Time) -> Vec<Ghost> {
    let sources = world.metrics();
    let place = Place { source: &sources, scope };
    let ghost = |(treat, segments): (Treat, Vec<explain::Segment>)| Ghost {
        treat,
        own: treat == config.treat(),
        ribbon: Ribbon::of_segments(&segments),
        alarms: segments.iter().filter(|segment| segment.state == StateValue::Alarm).count(),
    };
    let found = with_each_treatment(config, place, (from.max(to - TRIED), to));
    found.into_iter().map(ghost).collect()
}

/// What an alarm with this configuration would have been.
pub fn tried(world: &World, scope: Scope, config: &Config, from: Time, to: Time) -> Story {
    let sources = world.metrics();
    what_if(config, Place { source: &sources, scope }, from.max(to - TRIED), to)
}

/// The ribbon of a story.
pub fn of_story(story: &Story) -> Ribbon {
    Ribbon::of_segments(&story.segments)
}

/// The ribbon of states.
pub fn of_segments(segments: &[explain::Segment]) -> Ribbon {
    Ribbon::of_segments(segments)
}

//! A principal's day: everything one user, role session or service did on a day, in the order in
//! which it happened, in the sessions of roles they opened, too.

use std::collections::{BTreeMap, BTreeSet};

use super::Records;
use super::act::{Act, What};
use super::chain::Openers;
use crate::services::cloudtrail::Event;
use crate::sim::{Span, Time};

/// After a pause of this length another stretch begins.
pub const PAUSE: Span = Span::mins(15);
/// So many principals are offered.
const OFFERED: usize = 200;
/// So many lines are shown of a day.
pub const MOST: usize = 500;

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The principals there are, those with most calls first.
    pub known: Vec<Known>,
    /// The one whose day it is; empty when none was asked for.
    pub who: String,
    /// The days on which they did something, newest first.
    pub days: Vec<Time>,
    /// The day shown.
    pub day: Option<Time>,
    /// The day, stretch by stretch.
    pub stretches: Vec<Stretch>,
    /// How many calls it had.
    pub calls: usize,
    /// How many of them were refused.
    pub denied: usize,
    /// Whether there was more than is shown.
    pub more: bool,
}

/// A principal.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The ARN, or the name of the service.
    pub arn: String,
    /// How many calls.
    pub calls: usize,
    /// How many of them were refused.
    pub denied: usize,
    /// When last.
    pub last: Time,
}

/// Calls without a long pause between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// When it began.
    pub from: Time,
    /// When it ended.
    pub to: Time,
    /// Its lines, oldest first.
    pub lines: Vec<Line>,
}

/// The same call, once or several times running.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The first of them.
    pub act: Act,
    /// How many.
    pub times: usize,
}

/// What the records tell of a principal's day; of their last one, if no day is asked for.
pub fn model(records: &dyn Records, who: &str, day: Option<Time>) -> Model {
    let openers = Openers::of(records);
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    let mut days = BTreeSet::new();
    for event in records.events() {
        let arn = principal(&event);
        let fresh = || Known { arn: arn.to_owned(), calls: 0, denied: 0, last: event.time };
        let entry = known.entry(arn.to_owned()).or_insert_with(fresh);
        entry.calls += 1;
        entry.denied += usize::from(event.is_denied());
        if is_by(&openers, &event, who) {
            days.insert(midnight(event.time));
        }
    }
    let mut known: Vec<Known> = known.into_values().collect();
    known.sort_by_key(|one| std::cmp::Reverse(one.calls));
    known.truncate(OFFERED);
    let days: Vec<Time> = days.into_iter().rev().collect();
    let day = day.map(midnight).or_else(|| days.first().copied());
    let mut model = Model {
        known,
        who: who.to_owned(),
        days,
        day,
        stretches: Vec::new(),
        calls: 0,
        denied: 0,
        more: false,
    };
    if let Some(day) = day {
        tell(records, &openers, day, &mut model);
    }
    model
}

fn tell(records: &dyn Records, openers: &Openers<'_>, day: Time, model: &mut Model) {
    let of_day =
        |event: &Event<'_>| midnight(event.time) == day && is_by(openers, event, &model.who);
    let events: Vec<Event<'_>> = records.events().filter(of_day).collect();
    let mut lines = 0;
    for event in events.iter().rev() {
        model.calls += 1;
        model.denied += usize::from(event.is_denied());
        let act = Act::of(event);
        let paused = model.stretches.last().is_none_or(|last| event.time - last.to > PAUSE);
        if paused {
            let (from, to) = (event.time, event.time);
            model.stretches.push(Stretch { from, to, lines: Vec::new() });
        }
        let Some(stretch) = model.stretches.last_mut() else { continue };
        stretch.to = event.time;
        match stretch.lines.last_mut().filter(|line| is_the_same(&line.act, &act)) {
            Some(line) => line.times += 1,
            None if lines >= MOST => model.more = true,
            None => {
                lines += 1;
                stretch.lines.push(Line { act, times: 1 });
            }
        }
    }
}

/// Whether two calls make one line: the same, with the same success, on the same thing.
fn is_the_same(one: &Act, other: &Act) -> bool {
    let refused = matches!(other.what, What::Denied | What::Failed);
    let kind = |act: &Act| (act.name.clone(), act.source.clone(), act.what, act.role.clone());
    kind(one) == kind(other)
        && (one.on == other.on || other.what == What::Read)
        && (!refused || one.error == other.error)
}

/// The ARN of who called, or the service.
fn principal<'e>(event: &'e Event<'_>) -> &'e str {
    match &*event.principal.arn {
        "" => event.principal.invoked_by,
        arn => arn,
    }
}

/// Whether a call is somebody's: made as them, or in a session that they opened.
fn is_by(openers: &Openers<'_>, event: &Event<'_>, who: &str) -> bool {
    !who.is_empty()
        && (principal(event) == who
            || openers.first(event).is_some_and(|first| principal(first) == who))
}

/// The beginning of the day, UTC.
fn midnight(time: Time) -> Time {
    time.floor(Span::days(1))
}

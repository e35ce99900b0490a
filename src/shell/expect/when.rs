//! When an expectation must hold.

use std::fmt;

use super::{Ask, Expect, Row, Stamp};
use crate::sim::World;
use crate::sim::time::{Span, Time};

/// When an expectation must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// Now.
    Now,
    /// At an instant that has come.
    At(Moment),
    /// Now, or as time passes: at the latest so much later. With `no`: never in that time.
    Within(Span),
    /// Later than something that happened.
    After(Ask),
    /// Earlier than something that happened.
    Before(Ask),
}

/// An instant as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A minute of the present day, UTC.
    Today {
        /// Since midnight.
        since_midnight: Span,
        /// How finely it was written: what happens counts when it happens so near.
        precision: Span,
    },
    /// An instant with its date.
    Instant(Time),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Instant(time) => time.fmt(f),
            Moment::Today { since_midnight, precision } => {
                let secs = since_midnight.as_secs();
                write!(f, "{:02}:{:02}", secs / 3600, secs / 60 % 60)?;
                if *precision < Span::mins(1) {
                    write!(f, ":{:02}", secs % 60)?;
                }
                Ok(())
            }
        }
    }
}

const DAY: Span = Span::days(1);

impl Moment {
    /// Reads `10:05`, `10:05:30`, or a date with a time.
    pub fn parse(text: &str) -> Option<Moment> {
        if let Some(since_midnight) = clock(text) {
            let precision = if text.len() > 5 { Span::secs(1) } else { Span::mins(1) };
            return Some(Moment::Today { since_midnight, precision });
        }
        Time::parse(text).filter(|_| text.contains('-')).map(Moment::Instant)
    }

    /// The instant, on the day of `now`.
    pub fn time(self, now: Time) -> Time {
        match self {
            Moment::Today { since_midnight, .. } => now.floor(DAY) + since_midnight,
            Moment::Instant(time) => time,
        }
    }

    fn covers(self, time: Time, now: Time) -> bool {
        let precision = match self {
            Moment::Today { precision, .. } => precision,
            Moment::Instant(_) => Span::secs(1),
        };
        let from = self.time(now);
        time >= from && time < from + precision
    }
}

/// Reads `10:05` or `10:05:30`: the time since midnight.
pub fn clock(text: &str) -> Option<Span> {
    let digits = |part: &str, most: i64| -> Option<i64> {
        let plain = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n| plain && *n <= most)
    };
    let mut parts = text.split(':');
    let hours = digits(parts.next()?, 23)?;
    let minutes = digits(parts.next()?, 59)?;
    let seconds = parts.next().map_or(Some(0), |part| digits(part, 59))?;
    parts.next().is_none().then(|| Span::secs(hours * 3600 + minutes * 60 + seconds))
}

/// Which of the things that happened count.
pub(super) struct Limits<'e> {
    now: Time,
    since: Option<Time>,
    at: Option<Moment>,
    event: Option<(&'e When, Vec<Stamp>)>,
}

impl<'e> Limits<'e> {
    pub(super) fn new(expect: &'e Expect, world: &World, since: Option<Time>) -> Limits<'e> {
        let at = match expect.when {
            When::At(moment) if expect.ask.subject.happens => Some(moment),
            _ => None,
        };
        let event = match &expect.when {
            when @ (When::After(ask) | When::Before(ask)) => {
                let rows = ask.rows(world);
                let matching = rows.iter().filter(|row| ask.matches(row.as_ref()));
                Some((when, matching.filter_map(|row| row.stamp()).collect()))
            }
            _ => None,
        };
        Limits { now: world.now(), since, at, event }
    }

    pub(super) fn admits(&self, row: &dyn Row) -> bool {
        let Some(stamp) = row.stamp() else { return true };
        let new = self.since.is_none_or(|since| stamp.time > since);
        let then = self.at.is_none_or(|at| at.covers(stamp.time, self.now));
        let ordered = match &self.event {
            Some((When::Before(_), events)) => events.iter().any(|event| event.is_after(stamp)),
            Some((_, events)) => events.iter().any(|event| stamp.is_after(*event)),
            None => true,
        };
        new && then && ordered
    }
}

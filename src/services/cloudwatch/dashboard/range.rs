//! The stretch of time a dashboard shows, and the period of its graphs.

use std::fmt;

use super::body::Body;
use crate::sim::time::{Span, Time};

/// What a dashboard shows when its body does not say: the console's three hours.
pub const DEFAULT: Span = Span::hours(3);

/// A stretch of time to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// So long before now.
    Back(Span),
    /// From one instant to another.
    Between(Time, Time),
}

impl Range {
    /// What `start` and `end` of a body or a widget say, looked at now. An absolute `end` counts
    /// only beside an absolute `start`; what says nothing, or makes no sense, is `None`.
    pub fn of(start: Option<&str>, end: Option<&str>, now: Time) -> Option<Range> {
        let start = start?;
        if let Some(span) = before(start) {
            return Some(Range::Back(span));
        }
        let start = Time::parse(start)?;
        let end = end.and_then(Time::parse).unwrap_or(now);
        (start < end).then_some(Range::Between(start, end))
    }

    /// From when to when, looked at now.
    pub fn ends(self, now: Time) -> (Time, Time) {
        match self {
            Range::Back(span) => (now - span, now),
            Range::Between(from, to) => (from, to),
        }
    }

    /// The `start` and `end` that say it: `-PT3H`, `-P7D`, or two instants.
    pub fn members(self) -> (String, Option<String>) {
        match self {
            Range::Between(from, to) => (from.iso_millis(), Some(to.iso_millis())),
            Range::Back(span) => {
                let (days, secs) = (span.as_secs() / 86_400, span.as_secs() % 86_400);
                let parts = [('H', secs / 3600), ('M', secs / 60 % 60), ('S', secs % 60)];
                let parts = parts.iter().filter(|(_, n)| *n > 0);
                let time: String = parts.map(|(unit, n)| format!("{n}{unit}")).collect();
                let time = Some(time).filter(|time| !time.is_empty());
                let time = time.map(|time| format!("T{time}")).unwrap_or_default();
                let days = if days > 0 { format!("{days}D") } else { String::new() };
                (format!("-P{days}{time}"), None)
            }
        }
    }

    /// Reads what addresses say: `3h`, `1w`, or two instants with `/` between them.
    pub fn parse(text: &str) -> Option<Range> {
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (Time::parse(from)?, Time::parse(to)?);
            return (from < to).then_some(Range::Between(from, to));
        }
        let span = match text.strip_suffix('w') {
            Some(weeks) => Span::days(7).times(weeks.parse().ok()?),
            None => Span::parse(text)?,
        };
        (span > Span::ZERO).then_some(Range::Back(span))
    }
}

impl fmt::Display for Range {
    /// Writes what [`Range::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Range::Back(span) => span.fmt(f),
            Range::Between(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

/// The most points of one line before `auto` takes a longer period. Ours: AWS says that `auto`
/// adapts the period to the range, and not how.
const POINTS: i64 = 1440;

/// The periods that `auto` chooses from, in seconds.
const PERIODS: [i64; 8] = [60, 300, 900, 3600, 21_600, 86_400, 604_800, 2_592_000];

/// From when to when a dashboard looks now.
pub fn range(body: &Body, now: Time) -> (Time, Time) {
    let said = Range::of(body.start.as_deref(), body.end.as_deref(), now);
    said.unwrap_or(Range::Back(DEFAULT)).ends(now)
}

/// The span of `-PT6H`, `-P7D`, `-P2W`, `-P1M`: months have 30 days.
pub fn before(text: &str) -> Option<Span> {
    let text = text.strip_prefix("-P")?;
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let days = units(date, &[('M', 30 * 86_400), ('W', 7 * 86_400), ('D', 86_400)])?;
    let secs = units(time, &[('H', 3600), ('M', 60), ('S', 1)])?;
    let total = days.checked_add(secs)?;
    (total > 0).then(|| Span::secs(total))
}

fn units(text: &str, all: &[(char, i64)]) -> Option<i64> {
    let (mut total, mut digits) = (0_i64, String::new());
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let (_, secs) = all.iter().find(|(unit, _)| *unit == c)?;
        total = total.checked_add(digits.parse::<i64>().ok()?.checked_mul(*secs)?)?;
        digits.clear();
    }
    digits.is_empty().then_some(total)
}

/// The period of a graph that says this one: its own with `inherit`; otherwise at least so long
/// that a line has no more than [`POINTS`] points.
pub fn period(body: &Body, own_secs: u32, from: Time, to: Time) -> Span {
    let own = i64::from(own_secs.max(1));
    if body.period_override.as_deref() == Some("inherit") {
        return Span::secs(own);
    }
    let least = (to - from).as_secs() / POINTS;
    let found = PERIODS.into_iter().find(|secs| *secs >= least).unwrap_or(own);
    Span::secs(if own >= least { own } else { found })
}

//! The stretch of time a dashboard shows, and the period of its graphs.

use super::body::Body;
use crate::sim::time::{Span, Time};

/// What a dashboard shows when its body does not say: the console's three hours.
pub const DEFAULT: Span = Span::hours(3);

/// The most points of one line before `auto` takes a longer period. Ours: AWS says that `auto`
/// adapts the period to the range, and not how.
const POINTS: i64 = 1440;

/// The periods that `auto` chooses from, in seconds.
const PERIODS: [i64; 8] = [60, 300, 900, 3600, 21_600, 86_400, 604_800, 2_592_000];

/// From when to when, looked at now. An absolute `end` counts only beside an absolute `start`.
pub fn range(body: &Body, now: Time) -> (Time, Time) {
    let Some(start) = &body.start else { return (now - DEFAULT, now) };
    if let Some(span) = before(start) {
        return (now - span, now);
    }
    let Some(start) = Time::parse(start) else { return (now - DEFAULT, now) };
    let end = body.end.as_deref().and_then(Time::parse).unwrap_or(now);
    if start < end { (start, end) } else { (now - DEFAULT, now) }
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

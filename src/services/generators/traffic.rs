//! How busy a resource is in one stretch of time, and how much of it fails.

use super::kind::Lever;
use super::state::Resource;
use crate::sim::noise::{bump, mix, unit};
use crate::sim::time::{Span, Time};

/// Targets behind a load balancer that nobody registered any with.
pub const TARGETS: f64 = 2.0;

const MINUTE: Span = Span::mins(1);
const DAY_MINUTES: f64 = 1_440.0;
/// Requests that are wrong by the fault of who sends them.
const CLIENT_SHARE: f64 = 0.012;

/// The requests of a stretch of time, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Traffic {
    /// All of them.
    pub all: f64,
    /// Answered well.
    pub good: f64,
    /// Refused for what was asked: 4xx.
    pub client: f64,
    /// Failed behind the door: 5xx of the target, an error of the function.
    pub server: f64,
    /// Failed at the door: nobody behind it answers, or too many came.
    pub refused: f64,
}

/// What part of a resource's requests a set of dimensions is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// All of them.
    All,
    /// Those of the first of two zones: half, the odd one too.
    First,
    /// Those of the second zone.
    Second,
    /// This share of them.
    Share(f64),
}

impl Part {
    /// As many of a number of requests.
    fn of(self, count: f64) -> f64 {
        match self {
            Part::All => count,
            Part::First => count - (count / 2.0).floor(),
            Part::Second => (count / 2.0).floor(),
            Part::Share(share) => (count * share).floor(),
        }
    }

    /// The same of an amount that need not be whole.
    pub fn amount(self, of: f64) -> f64 {
        match self {
            Part::All => of,
            Part::First | Part::Second => of / 2.0,
            Part::Share(share) => of * share,
        }
    }

    /// The targets of its zones that answer, and those that do not: of so many sick ones the first
    /// zone has the first.
    pub fn targets(self, [all, first, second]: [f64; 3], sick: f64) -> (f64, f64) {
        let (all, sick) = match self {
            Part::First => (first, sick.min(first)),
            Part::Second => (second, (sick - first).clamp(0.0, second)),
            Part::All | Part::Share(_) => (all, sick.min(all)),
        };
        (all - sick, sick)
    }
}

impl Traffic {
    /// A part of it.
    pub fn part(self, part: Part) -> Traffic {
        let Traffic { good, client, server, refused, .. } = self;
        let [good, client, server, refused] = [good, client, server, refused].map(|n| part.of(n));
        Traffic { all: good + client + server + refused, good, client, server, refused }
    }
}

/// The requests of so long a stretch from an instant on.
pub fn traffic(resource: &Resource, from: Time, span: Span) -> Traffic {
    let minutes = span.as_secs() as f64 / 60.0;
    let all = (rate(resource, from) * minutes).round();
    let end = from + MINUTE;
    let minute = minute_of(from);
    // What is less than one happens now and then.
    let some = |share: f64, salt: u64, of: f64| {
        if share == 0.0 {
            return 0.0;
        }
        (of * share + unit(mix(resource.stream ^ salt), minute)).floor().clamp(0.0, of)
    };
    let [targets, ..] = resource.targets(end);
    let sick = resource.set(Lever::Unhealthy, end);
    let down = targets == 0.0 || sick.is_some_and(|count| count >= targets);
    let away = resource.set(Lever::Throttles, end).unwrap_or(0.0) / 100.0;
    let refused = if down { all } else { some(away, 13, all) };
    let share = resource.set(Lever::Errors, end).unwrap_or(0.0) / 100.0;
    let server = some(share, 11, all - refused);
    let client = some(CLIENT_SHARE, 12, all - refused - server);
    Traffic { all, good: all - refused - server - client, client, server, refused }
}

/// Requests a minute: what was set, or a day and a week of their own.
fn rate(resource: &Resource, from: Time) -> f64 {
    if let Some(set) = resource.set(Lever::Requests, from + MINUTE) {
        return set;
    }
    let (low, high) = resource.kind.requests();
    let most = low + (high - low) * unit(mix(resource.stream ^ 1), 0);
    most * busy(resource.stream, minute_of(from))
}

/// How busy people keep something in a minute, 0 to 1: quiet nights, a long day, and two days a
/// week with less of it.
pub fn busy(stream: u64, minute: i64) -> f64 {
    let shift = unit(mix(stream ^ 2), 0) * 2.0 - 1.0;
    let hour = minute.rem_euclid(1_440) as f64 / DAY_MINUTES * 24.0 + shift;
    // Least at four, most at sixteen.
    let day = 0.5 - 0.5 * libm::cos(core::f64::consts::TAU * (hour - 4.0) / 24.0);
    // 1970-01-01 was a Thursday.
    let weekend = matches!((minute.div_euclid(1_440) + 3).rem_euclid(7), 5 | 6);
    let week = if weekend { 0.6 } else { 1.0 };
    let noise = 1.0 + 0.08 * bump(mix(stream ^ 3), minute);
    ((0.2 + 0.75 * day) * week * noise).clamp(0.0, 1.0)
}

/// The minute of an instant, counted from the epoch.
pub fn minute_of(time: Time) -> i64 {
    time.as_secs().div_euclid(60)
}

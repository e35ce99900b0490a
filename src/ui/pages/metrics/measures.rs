//! The statistics and periods to choose from, wherever metrics are graphed.

use watchtrail::sim::Span;
use watchtrail::view::alarms::words as spans;

use crate::ui::parts::Choice;
use crate::ui::words::Words;

/// Statistics to choose from.
const STATS: [&str; 14] = [
    "Average",
    "Minimum",
    "Maximum",
    "Sum",
    "SampleCount",
    "IQM",
    "p50",
    "p90",
    "p95",
    "p99",
    "p99.9",
    "tm90",
    "tm99",
    "wm99",
];

/// Periods to choose from, in seconds.
const PERIODS: [i64; 9] = [1, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];

/// The statistics, with the one that is chosen if it is another.
pub fn stats(own: Option<&str>) -> Vec<Choice> {
    let other = own.filter(|own| !STATS.contains(own));
    STATS
        .into_iter()
        .chain(other)
        .map(|stat| Choice::new(stat.to_owned(), stat.to_owned()))
        .collect()
}

/// The periods from `least` seconds on, with the one that is chosen if it is another.
pub fn periods(own: Option<i64>, least: i64, words: &Words) -> Vec<Choice> {
    let other = own.filter(|own| !PERIODS.contains(own));
    let all = PERIODS.into_iter().filter(|secs| *secs >= least).chain(other);
    let choice = |secs: i64| Choice::new(secs.to_string(), spans::span(Span::secs(secs), words));
    all.map(choice).collect()
}

//! Axes: where they begin and end, where their ticks are, what stands at them.

use super::Ends;
use crate::sim::time::{Span, Time};

/// The y axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Its ticks, from below.
    pub ticks: Vec<f64>,
}

/// How many ticks the y axis should have, about.
const TICKS: f64 = 4.0;

impl Axis {
    /// An axis that reaches all these values, and 0. Percentages end at 100 when they come near.
    pub fn around(values: impl Iterator<Item = f64>, unit: &str) -> Axis {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if high <= low {
            high = low + 1.0;
        }
        if unit == "Percent" && (50.0..=100.0).contains(&high) && low >= 0.0 {
            return Axis { low: 0.0, high: 100.0, ticks: vec![0.0, 25.0, 50.0, 75.0, 100.0] };
        }
        let step = nice((high - low) / TICKS);
        let first = (low / step).floor();
        let last = (high * 1.02 / step).ceil();
        let count = (last - first).clamp(1.0, 12.0) as i32;
        let ticks = (0..=count).map(|i| (first + f64::from(i)) * step).collect();
        Axis { low: first * step, high: (first + f64::from(count)) * step, ticks }
    }

    /// The same with ends that are given.
    pub fn between(values: impl Iterator<Item = f64>, unit: &str, ends: Ends) -> Axis {
        let found = Axis::around(values, unit);
        let (low, high) = (ends.low.unwrap_or(found.low), ends.high.unwrap_or(found.high));
        if (low, high) == (found.low, found.high) || low >= high {
            return found;
        }
        let step = nice((high - low) / TICKS);
        let first = (low / step).ceil();
        let count = ((high / step).floor() - first).clamp(0.0, 12.0) as i32;
        let ticks = (0..=count).map(|i| (first + f64::from(i)) * step).collect();
        Axis { low, high, ticks }
    }

    /// Where a value stands: 0 at the lower end, 1 at the upper one.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// The least of 1, 2, 2.5, 5 times a power of ten that is not less.
fn nice(rough: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let found = steps.into_iter().map(|step| step * power).find(|step| *step >= rough * 0.999_999);
    found.unwrap_or(power * 10.0)
}

/// Distances between ticks of the time axis, in minutes.
const STEPS: [i64; 17] =
    [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200, 86_400];

/// The ticks of a time axis, at most so many, each with its label in UTC: the time of day, or the
/// date at midnight.
pub fn time_ticks(from: Time, to: Time, most: u32) -> Vec<(Time, String)> {
    let width = (to - from).as_millis();
    let fits = |minutes: &&i64| width / Span::mins(**minutes).as_millis() < i64::from(most.max(1));
    let step = Span::mins(STEPS.iter().find(fits).copied().unwrap_or(86_400));
    let mut at = (from - Span::millis(1)).next(step);
    let mut ticks = Vec::new();
    while at <= to {
        let midnight = at == at.floor(Span::days(1));
        ticks.push((at, at.format(if midnight { "%m-%d" } else { "%H:%M" })));
        at = at.next(step);
    }
    ticks
}

/// What stands at the ticks of one axis: all in one unit, the greatest number's.
pub fn labels(ticks: &[f64]) -> Vec<String> {
    let most = ticks.iter().fold(0.0_f64, |most, tick| most.max(tick.abs()));
    let Some((power, letter)) = magnitude(most) else {
        return ticks.iter().map(|tick| short(*tick)).collect();
    };
    let label = |tick: &f64| match *tick == 0.0 {
        true => "0".to_owned(),
        false => format!("{} {letter}", plain(*tick / power, 2)),
    };
    ticks.iter().map(label).collect()
}

/// By what a number is divided to be short, and the letter that says so.
fn magnitude(value: f64) -> Option<(f64, &'static str)> {
    let big = [(1e12, 1e12, "T"), (1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k")];
    let found = big.into_iter().find(|(from, ..)| value.abs() >= *from);
    found.map(|(_, power, letter)| (power, letter))
}

/// A number in few characters: `91.3`, `1.5 k`, `20 M`.
pub fn short(value: f64) -> String {
    match magnitude(value) {
        Some((power, letter)) => format!("{} {letter}", plain(value / power, 1)),
        None => plain(value, if value.abs() >= 100.0 { 1 } else { 2 }),
    }
}

/// A number with at most so many decimals.
pub fn plain(value: f64, decimals: usize) -> String {
    let small = value != 0.0 && value.abs() < 0.01;
    let text = format!("{value:.*}", if small { 6 } else { decimals });
    if !text.contains('.') {
        return text;
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number with its unit: `91.3 %`, `1.5 k Bytes`.
pub fn with_unit(value: f64, unit: &str) -> String {
    match unit {
        "" | "None" => short(value),
        "Percent" => format!("{} %", short(value)),
        unit => format!("{} {unit}", short(value)),
    }
}

//! The texts of StateReason, word for word AWS's.
//!
//! Samples: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html>
//! and alarm histories people published. A real datapoint is listed newest first, with the start
//! of its period; ALARM lists those that breach, OK those that do not; of five and more, the newest
//! five in a sentence of their own.

use super::config::{Comparison, StateValue, Treat};
use super::decide::{Terms, Verdict};
use super::slots::Slot;
use crate::sim::real::java_double;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// The state of an alarm nobody has evaluated yet.
pub const CREATED: &str = "Unchecked: Initial alarm creation";

/// A contributor of a Metrics Insights alarm that is no longer there.
pub const CONTRIBUTOR_GONE: &str = "No data was returned for this contributor";

/// What a threshold text is made of.
#[derive(Clone, Debug)]
pub struct Crossing<'a> {
    /// The state it explains.
    pub state: StateValue,
    /// Real points to list, newest first: value and start of the period.
    pub points: &'a [(f64, Time)],
    /// N.
    pub n: u32,
    /// M, when DatapointsToAlarm was given.
    pub m: Option<u32>,
    /// How many missing points count, and as what.
    pub filled: Option<(u32, Treat)>,
}

/// `Threshold Crossed: …`: a value against the threshold.
pub fn threshold(crossing: &Crossing<'_>, comparison: Comparison, threshold: f64) -> String {
    let not = if crossing.state == StateValue::Ok { "not " } else { "" };
    let against = format!("{not}{} ({})", comparison.words(), java_double(threshold));
    crossed("Threshold Crossed", crossing, &against)
}

/// The three comparisons with a band of expected values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// `LessThanLowerOrGreaterThanUpperThreshold`.
    Outside,
    /// `LessThanLowerThreshold`.
    Below,
    /// `GreaterThanUpperThreshold`.
    Above,
}

impl Band {
    /// The comparison with a band that a comparison is, if it is one.
    pub fn of(comparison: Comparison) -> Option<Band> {
        match comparison {
            Comparison::Outside => Some(Band::Outside),
            Comparison::Below => Some(Band::Below),
            Comparison::Above => Some(Band::Above),
            _ => None,
        }
    }
}

/// `Thresholds Crossed: …`: a value against a band. AWS's page has the text for ALARM outside the
/// band; the others follow its pattern.
pub fn band(crossing: &Crossing<'_>, band: Band, lower: &[f64], upper: &[f64]) -> String {
    let not = if crossing.state == StateValue::Ok { "not " } else { "" };
    let below = format!("{not}less than the lower thresholds [{}]", doubles(lower));
    let above = format!("{not}greater than the upper thresholds [{}]", doubles(upper));
    let against = match band {
        Band::Outside => format!("{below} or {above}"),
        Band::Below => below,
        Band::Above => above,
    };
    crossed("Thresholds Crossed", crossing, &against)
}

fn doubles(values: &[f64]) -> String {
    let texts: Vec<String> = values.iter().map(|value| java_double(*value)).collect();
    texts.join(", ")
}

/// From so many points on AWS lists only the newest, as many, in a sentence of its own.
const MANY: usize = 5;

fn crossed(head: &str, crossing: &Crossing<'_>, against: &str) -> String {
    let k = crossing.points.len() as u32;
    let newest = crossing.points.iter().take(MANY);
    let listed: Vec<String> = newest.map(|(value, start)| point(*value, *start)).collect();
    let list = listed.join(", ");
    let (count, filled, least) = around(crossing);
    if crossing.points.len() < MANY {
        return format!("{head}: {count} [{list}] {} {against}{filled}{least}.", were(k));
    }
    // Published messages have the first of these; the second is ours.
    let which = match crossing.state {
        StateValue::Alarm => "crossed",
        _ => "did not cross",
    };
    format!(
        "{head}: {count} {} {against}{filled}. The most recent datapoints which {which} the \
         threshold: [{list}]{least}.",
        were(k)
    )
}

/// What stands around the points: how many they are, how many missing ones count beside them, and
/// how many it takes.
fn around(crossing: &Crossing<'_>) -> (String, String, String) {
    let k = crossing.points.len() as u32;
    let count = match crossing.m {
        None => datapoints(k),
        Some(_) => format!("{k} out of the last {} datapoints", crossing.n),
    };
    let filled = crossing.filled.map(|(count, treat)| format!(" and {}", filled(count, treat)));
    let least = crossing.m.map(|m| match crossing.state {
        StateValue::Alarm => minimum(m, "OK -> ALARM"),
        _ => minimum(crossing.n + 1 - m.min(crossing.n), "ALARM -> OK"),
    });
    (count, filled.unwrap_or_default(), least.unwrap_or_default())
}

/// `70.5 (06/01/25 10:00:00)`.
fn point(value: f64, start: Time) -> String {
    format!("{} ({})", java_double(value), start.state_reason())
}

fn minimum(least: u32, transition: &str) -> String {
    format!(" (minimum {} for {transition} transition)", datapoints(least))
}

/// `2 missing datapoints were treated as [Breaching]`.
fn filled(count: u32, treat: Treat) -> String {
    let noun = if count == 1 { "datapoint" } else { "datapoints" };
    let name = if treat == Treat::Breaching { "Breaching" } else { "NonBreaching" };
    format!("{count} missing {noun} {} treated as [{name}]", were(count))
}

/// `Threshold Crossed: no datapoints were received for 3 periods and …`: no real point speaks for
/// the state, missing ones alone make it. There may be real points that do not.
pub fn received(real: u32, n: u32, missing: u32, treat: Treat) -> String {
    let real = match real {
        0 => "no datapoints were".to_owned(),
        _ => format!("{} {}", datapoints(real), were(real)),
    };
    let periods = if n == 1 { "period" } else { "periods" };
    let filled = filled(missing, treat);
    format!("Threshold Crossed: {real} received for {n} {periods} and {filled}.")
}

/// `Insufficient Data: 5 datapoints were unknown.`
pub fn unknown(n: u32) -> String {
    format!("Insufficient Data: {} {} unknown.", datapoints(n), were(n))
}

/// A composite alarm right after its creation.
pub fn composite_created(arn: &Arn, state: StateValue) -> String {
    format!("{arn} was created and its alarm rule evaluates to {}", state.name())
}

/// A composite alarm that follows one of its children.
pub fn child_changed(child: &Arn, state: StateValue, at: Time) -> String {
    format!("{child} transitioned to {} at {}", state.name(), at.mail())
}

/// A Metrics Insights alarm over several time series; from 100 on AWS does not count.
pub fn time_series(alarming: u32, of: u32) -> String {
    match alarming {
        0..=100 => format!("{alarming} out of {of} time series evaluated to ALARM"),
        _ => "100+ time series evaluated to ALARM".to_owned(),
    }
}

/// A PromQL alarm.
pub fn promql(alarming: u32) -> String {
    match alarming {
        0..=100 => format!("{alarming} time series evaluated to ALARM"),
        _ => "100+ time series evaluated to ALARM".to_owned(),
    }
}

/// An alarm over several time series of which none is in ALARM.
pub fn time_series_ok(of: u32) -> String {
    format!("{of} time series evaluated to OK")
}

/// An alarm over several time series whose query gives none. For the treatments `missing` and
/// `ignore` the last word follows the pattern of the others.
pub fn no_time_series(treat: Treat) -> String {
    let name = match treat {
        Treat::Breaching => "Breaching",
        Treat::NotBreaching => "NonBreaching",
        Treat::Missing => "Missing",
        Treat::Ignore => "Ignore",
    };
    format!(
        "No time series were returned by the query. Treat missing data is configured as [{name}]."
    )
}

/// One contributor of an alarm over several time series: only its newest point is listed.
pub fn contributor(crossing: &Crossing<'_>, comparison: Comparison, threshold: f64) -> String {
    let (k, not, which) = match crossing.state {
        StateValue::Ok => (crossing.points.len() as u32, "not ", "not crossed"),
        _ => (crossing.points.len() as u32, "", "crossed"),
    };
    let newest = crossing.points.first();
    let newest = newest.map_or_else(String::new, |(value, start)| point(*value, *start));
    let (count, filled, least) = around(crossing);
    format!(
        "Threshold Crossed: {count} {} {not}{} ({}){filled}. The most recent datapoint which \
         {which} the threshold: [{newest}]{least}.",
        were(k),
        comparison.words(),
        java_double(threshold),
    )
}

/// The reason of the verdict over one contributor; `None` where it stays as it is.
pub fn of_contributor(
    slots: &[Slot],
    terms: &Terms,
    verdict: &Verdict,
    m: Option<u32>,
) -> Option<String> {
    let state = verdict.state?;
    let counts = matches!(terms.treat, Treat::Breaching | Treat::NotBreaching);
    let filled = (verdict.tally.fill > 0 && counts).then_some((verdict.tally.fill, terms.treat));
    let used = slots.iter().filter_map(|slot| Some((slot.value?, slot.start)));
    let speaks =
        |(value, _): &(f64, Time)| terms.breaches(*value, None) == (state == StateValue::Alarm);
    let points: Vec<(f64, Time)> = used.take(verdict.tally.real as usize).filter(speaks).collect();
    if let (true, Some((missing, treat))) = (points.is_empty(), filled) {
        return Some(received(verdict.tally.real, terms.n, missing, treat));
    }
    let crossing = Crossing { state, points: &points, n: terms.n, m, filled };
    Some(contributor(&crossing, terms.comparison, terms.threshold))
}

/// The reason of a verdict; `None` where the state stays as it is.
pub fn of_verdict(
    slots: &[Slot],
    terms: &Terms,
    verdict: &Verdict,
    m: Option<u32>,
) -> Option<String> {
    let state = verdict.state?;
    let counts = matches!(terms.treat, Treat::Breaching | Treat::NotBreaching);
    let filled = (verdict.tally.fill > 0 && counts).then_some((verdict.tally.fill, terms.treat));
    if state == StateValue::InsufficientData {
        return Some(unknown(terms.n));
    }
    let used = slots.iter().filter_map(|slot| Some((slot.value?, slot)));
    let speaks = |(value, slot): &(f64, &Slot)| {
        terms.breaches(*value, slot.limits) == (state == StateValue::Alarm)
    };
    let listed: Vec<(f64, &Slot)> = used.take(verdict.tally.real as usize).filter(speaks).collect();
    let points: Vec<(f64, Time)> =
        listed.iter().map(|(value, slot)| (*value, slot.start)).collect();
    if let (true, Some((missing, treat))) = (points.is_empty(), filled) {
        return Some(received(verdict.tally.real, terms.n, missing, treat));
    }
    let crossing = Crossing { state, points: &points, n: terms.n, m, filled };
    let Some(kind) = Band::of(terms.comparison) else {
        return Some(threshold(&crossing, terms.comparison, terms.threshold));
    };
    let (lower, upper): (Vec<f64>, Vec<f64>) =
        listed.iter().take(MANY).filter_map(|(_, slot)| slot.limits).unzip();
    Some(band(&crossing, kind, &lower, &upper))
}

fn datapoints(count: u32) -> String {
    if count == 1 { "1 datapoint".to_owned() } else { format!("{count} datapoints") }
}

fn were(count: u32) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

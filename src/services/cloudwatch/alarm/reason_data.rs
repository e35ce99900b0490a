//! StateReasonData: the same explanation for programs.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>

use super::config::Config;
use super::decide::Verdict;
use super::slots::Slot;
use crate::services::cloudwatch::json::{Object, list};
use crate::sim::real::java_double;
use crate::sim::time::Time;

/// The service model allows so many characters.
const MOST: usize = 4000;

/// The JSON of an evaluation at `at`. `recentDatapoints` are the real points, oldest first;
/// `evaluatedDatapoints` are N points, newest first, missing ones with a timestamp only. Ours: of
/// more points than fit, the newest are told.
pub fn of_verdict(slots: &[Slot], config: &Config, verdict: &Verdict, at: Time) -> String {
    let mut evaluated = evaluated(slots, verdict);
    // A point takes 44 characters at least.
    evaluated.truncate(MOST / 44);
    loop {
        let text = text(&evaluated, config, at);
        if text.len() <= MOST || evaluated.pop().is_none() {
            return text;
        }
    }
}

fn text(evaluated: &[&Slot], config: &Config, at: Time) -> String {
    let real = evaluated.iter().rev().filter_map(|slot| slot.value);
    let recent: Vec<String> = real.map(java_double).collect();
    let first = evaluated.iter().rev().find(|slot| slot.value.is_some());
    let counted = config.measure().is_some();
    let points: Vec<String> = evaluated.iter().map(|slot| point(slot, counted)).collect();
    let start = first.map(|slot| slot.start.aws_millis());
    let statistic = config.measure().map(|measure| measure.stat_name.as_str());
    let head = Object::new()
        .text("version", "1.0")
        .text("queryDate", &at.aws_millis())
        .some_text("startDate", start.as_deref())
        .some_text("unit", config.unit())
        .some_text("statistic", statistic)
        .plain("period", config.period_secs)
        .raw("recentDatapoints", &list(&recent));
    let limits = match config.threshold.fixed() {
        Some(threshold) => head.double("threshold", threshold),
        None => {
            let real = evaluated.iter().rev().filter_map(|slot| slot.value.and(slot.limits));
            let (lower, upper): (Vec<_>, Vec<_>) =
                real.map(|(lower, upper)| (java_double(lower), java_double(upper))).unzip();
            head.raw("recentLowerThresholds", &list(&lower))
                .raw("recentUpperThresholds", &list(&upper))
        }
    };
    limits.raw("evaluatedDatapoints", &list(&points)).end()
}

/// The points that count and as many missing ones, the newest, as make N; newest first.
fn evaluated<'a>(slots: &'a [Slot], verdict: &Verdict) -> Vec<&'a Slot> {
    let mut real = verdict.tally.real;
    let mut fill = verdict.tally.fill;
    let takes = |slot: &&Slot| {
        let left = if slot.value.is_some() { &mut real } else { &mut fill };
        let takes = *left > 0;
        *left = left.saturating_sub(1);
        takes
    };
    slots.iter().filter(takes).collect()
}

/// The points of an expression have no samples to count.
fn point(slot: &Slot, counted: bool) -> String {
    let point = Object::new().text("timestamp", &slot.start.aws_millis());
    match slot.value {
        Some(value) if counted => {
            point.double("sampleCount", slot.samples).double("value", value).end()
        }
        Some(value) => point.double("value", value).end(),
        None => point.end(),
    }
}

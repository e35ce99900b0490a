//! Data that is on its way: what is late is not missing.

use serde_json::json;
use watchtrail::services::cloudwatch::alarm::slots::{Place, Slots};
use watchtrail::services::cloudwatch::alarm::{StateValue, explain};
use watchtrail::sim::{AccountId, Region, Scope, Span, Time};

use super::memory::Memory;
use super::{at, config};

const SCOPE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
/// Basic monitoring: a point every 5 minutes, readable 7 minutes after its start. Detailed: every
/// minute, after 2.
const BASIC: (Span, Span) = (Span::mins(5), Span::mins(7));
const DETAILED: (Span, Span) = (Span::mins(1), Span::mins(2));

fn hour() -> Time {
    at("2025-01-06T10:00:00Z")
}

/// Data from 9:00 to 12:00, or to its end.
fn source((rhythm, delay): (Span, Span), end: &str) -> Memory {
    Memory::emitting(rhythm, delay, at("2025-01-06T09:00:00Z"), at(end), 90.0)
}

/// At a minute past 10:00: how many windows were passed over, where the newest starts, and which
/// windows of the range have a point (oldest first).
fn look(period: i64, n: i64, source: &Memory, minute: i64) -> (usize, String, String) {
    let config = config(json!({ "Period": period, "EvaluationPeriods": n }));
    let mut slots = Slots::default();
    slots.fill(&config, Place { source, scope: SCOPE }, hour() + Span::mins(minute));
    let newest = slots.slots.first().unwrap().start.format("%H:%M");
    let marks = slots.slots.iter().rev().map(|s| if s.value.is_some() { 'x' } else { '-' });
    (slots.not_yet.len(), newest, marks.collect())
}

#[test]
fn five_minutes_on_basic_data_never_looks_missing() {
    let source = source(BASIC, "2025-01-06T12:00:00Z");
    // A point for 10:10 is readable at 10:17. Each window holds the start of one point, and the
    // newest used is always the one that holds the newest readable point.
    let cases = [
        (15, 1, "10:05"),
        (16, 2, "10:01"),
        (17, 1, "10:07"),
        (18, 1, "10:08"),
        (19, 1, "10:09"),
        (20, 1, "10:10"),
        (21, 2, "10:06"),
        (22, 1, "10:12"),
    ];
    for (minute, shifted, newest) in cases {
        let found = look(300, 3, &source, minute);
        assert_eq!(found, (shifted, newest.to_owned(), "xxxxx".to_owned()), "10:{minute}");
    }
}

#[test]
fn a_minute_on_detailed_data_never_looks_missing() {
    let source = source(DETAILED, "2025-01-06T12:00:00Z");
    for minute in 15..25 {
        let newest = format!("10:{:02}", minute - 2);
        let found = look(60, 2, &source, minute);
        assert_eq!(found, (1, newest, "xxxxxxx".to_owned()), "10:{minute}");
    }
}

#[test]
fn five_minutes_on_detailed_data_counts_what_is_there() {
    let source = source(DETAILED, "2025-01-06T12:00:00Z");
    let config = config(json!({ "Period": 300 }));
    let mut slots = Slots::default();
    slots.fill(&config, Place { source: &source, scope: SCOPE }, hour() + Span::mins(16));
    let samples: Vec<f64> = slots.slots.iter().map(|slot| slot.samples).collect();
    assert_eq!(samples, [4.0, 5.0, 5.0], "the newest minute of the newest window is not there yet");
    assert!(slots.not_yet.is_empty());
}

/// One real point in five windows: the range shifts by one window only, and in four minutes of
/// five it holds no point that is readable. AWS's alarms flicker like that.
#[test]
fn a_minute_on_basic_data_flickers() {
    let source = source(BASIC, "2025-01-06T12:00:00Z");
    flickers(&source);
    // A source may see a point on its way at its timestamp only.
    flickers(&Memory { by_stamp: true, ..source });
}

fn flickers(source: &Memory) {
    let cases = [
        (15, "10:13", "------"),
        (16, "10:14", "------"),
        (17, "10:15", "x-----"),
        (18, "10:16", "------"),
        (22, "10:20", "x-----"),
        (23, "10:21", "------"),
    ];
    for (minute, newest, marks) in cases {
        let found = look(60, 1, source, minute);
        assert_eq!(found, (1, newest.to_owned(), marks.to_owned()), "10:{minute}");
    }
    let config = config(json!({ "Period": 60 }));
    let place = Place { source, scope: SCOPE };
    let story = explain::what_if(&config, place, hour(), hour() + Span::mins(12));
    let states: Vec<(String, &str)> = story
        .transitions
        .iter()
        .map(|change| (change.at.format("%H:%M"), change.to.name()))
        .collect();
    let expected = [
        ("10:02", "ALARM"),
        ("10:03", "INSUFFICIENT_DATA"),
        ("10:07", "ALARM"),
        ("10:08", "INSUFFICIENT_DATA"),
        ("10:12", "ALARM"),
    ];
    assert_eq!(states, expected.map(|(time, state)| (time.to_owned(), state)));
}

#[test]
fn what_is_overdue_is_missing() {
    // The instance stops at 10:00: its last point is that of 9:55, readable at 10:02.
    let source = source(BASIC, "2025-01-06T10:00:00Z");
    let cases = [
        (0, 1, "09:50", "xxxxx"),
        (1, 2, "09:46", "xxxxx"),
        (2, 0, "09:57", "xxxx-"),
        (5, 0, "10:00", "xxxx-"),
        (6, 0, "10:01", "xxx--"),
        (20, 0, "10:15", "x----"),
        (21, 0, "10:16", "-----"),
    ];
    for (minute, shifted, newest, marks) in cases {
        let found = look(300, 3, &source, minute);
        assert_eq!(found, (shifted, newest.to_owned(), marks.to_owned()), "10:{minute:02}");
    }
}

#[test]
fn a_wall_clock_window_waits_for_its_data_too() {
    let source = source(BASIC, "2025-01-06T12:00:00Z");
    let window = json!({ "WallClockWindow": {} });
    let config = config(json!({ "Period": 300, "EvaluationWindow": window }));
    let place = Place { source: &source, scope: SCOPE };
    let mut slots = Slots::default();
    for (minute, newest) in
        [(15, "10:05"), (16, "10:05"), (17, "10:10"), (21, "10:10"), (22, "10:15")]
    {
        slots.fill(&config, place, hour() + Span::mins(minute));
        let found = slots.slots.first().unwrap();
        assert_eq!(found.start.format("%H:%M"), newest, "10:{minute}");
        assert_eq!(found.value, Some(90.0));
    }
}

#[test]
fn an_alarm_on_steady_basic_data_never_leaves_its_state() {
    let source = source(BASIC, "2025-01-06T12:00:00Z");
    for treat in ["missing", "breaching", "notBreaching", "ignore"] {
        for n in [1, 2, 3, 5] {
            let changes =
                json!({ "Period": 300, "EvaluationPeriods": n, "TreatMissingData": treat });
            let place = Place { source: &source, scope: SCOPE };
            let story = explain::what_if(&config(changes), place, hour(), hour() + Span::hours(2));
            let states: Vec<StateValue> = story.transitions.iter().map(|c| c.to).collect();
            assert_eq!(states, [StateValue::Alarm], "{treat} {n}");
        }
    }
}

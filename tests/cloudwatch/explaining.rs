//! Why an alarm was in its state, and what other settings would have made of the same data.

use serde_json::json;
use watchtrail::services::cloudwatch::alarm::decide::Rule;
use watchtrail::services::cloudwatch::alarm::explain::{Role, Segment, ribbon, what_if};
use watchtrail::services::cloudwatch::alarm::slots::Place;
use watchtrail::services::cloudwatch::alarm::{Config, StateValue, Treat};
use watchtrail::sim::{Span, Time};

use super::memory::Memory;
use super::{at, scope};
use crate::support::Lab;

fn minute(minutes: i64) -> Time {
    at("2025-01-06T00:00:00Z") + Span::mins(minutes)
}

/// Windows of an explanation, oldest first: start, value, role.
fn shown(lab: &Lab, time: Time) -> Vec<(String, Option<f64>, Role)> {
    let evaluation = lab.explain(time).unwrap();
    let slots = evaluation.slots.iter().rev();
    slots.map(|slot| (slot.start.format("%H:%M"), slot.value, slot.role)).collect()
}

#[test]
fn every_window_has_its_part() {
    // Three of four over gaps: four points have data, so the newest four decide.
    let mut lab = Lab::new();
    lab.sleep(Span::hours(10) + Span::mins(12));
    lab.put_alarm(json!({ "Period": 300, "EvaluationPeriods": 4, "DatapointsToAlarm": 3 }));
    assert_eq!(lab.explain(lab.world.now()), None, "not evaluated yet");
    for value in [Some(17.9), None, Some(74.0), None, Some(91.3), Some(88.7)] {
        if let Some(value) = value {
            lab.publish(value);
        }
        lab.sleep(Span::mins(5));
    }
    let now = lab.world.now();
    assert_eq!(now.format("%H:%M:%S"), "10:42:00");
    let evaluation = lab.explain(now).unwrap();
    assert_eq!(
        (evaluation.n, evaluation.m, evaluation.range, evaluation.real, evaluation.breaching),
        (4, 3, 6, 4, 3)
    );
    assert_eq!((evaluation.filled, evaluation.rule), (0, Rule::NewestReal));
    assert_eq!(evaluation.after, StateValue::Alarm);
    assert_eq!(evaluation.after, lab.state());
    assert_eq!(
        evaluation.reason,
        "Threshold Crossed: 3 out of the last 4 datapoints [88.7 (06/01/25 10:37:00), 91.3 \
         (06/01/25 10:32:00), 74.0 (06/01/25 10:22:00)] were greater than the threshold (70.0) \
         (minimum 3 datapoints for OK -> ALARM transition)."
    );
    let expected = [
        ("10:12", Some(17.9), Role::Counted),
        ("10:17", None, Role::LookedPast),
        ("10:22", Some(74.0), Role::Counted),
        ("10:27", None, Role::LookedPast),
        ("10:32", Some(91.3), Role::Counted),
        ("10:37", Some(88.7), Role::Counted),
    ];
    let expected = expected.map(|(start, value, role)| (start.to_owned(), value, role));
    assert_eq!(shown(&lab, now), expected);
}

#[test]
fn fills_and_old_points_are_told() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "EvaluationPeriods": 2, "TreatMissingData": "breaching" }));
    lab.publish(10.0);
    lab.sleep(Span::mins(3));
    let evaluation = lab.explain(lab.world.now()).unwrap();
    assert_eq!((evaluation.rule, evaluation.filled, evaluation.real), (Rule::Filled, 1, 1));
    let roles: Vec<Role> = evaluation.slots.iter().map(|slot| slot.role).collect();
    let (filled, past) = (Role::Filled(Treat::Breaching), Role::LookedPast);
    assert_eq!(roles, [filled, past, Role::Counted, past, past, past, past]);
    for value in [20.0, 30.0, 40.0] {
        lab.publish(value);
        lab.sleep(Span::mins(1));
    }
    let evaluation = lab.explain(lab.world.now()).unwrap();
    let roles: Vec<Role> = evaluation.slots.iter().map(|slot| slot.role).collect();
    let (counted, old) = (Role::Counted, Role::TooOld);
    assert_eq!(roles, [counted, counted, old, past, past, old, past]);
    assert_eq!(evaluation.slots[0].breaching, Some(false));
}

#[test]
fn windows_that_are_not_there_yet_are_shown() {
    let source = Memory::emitting(Span::mins(5), Span::mins(7), minute(-60), minute(60), 90.0);
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "Period": 300 }));
    let place = Place { source: &source, scope: scope(&lab) };
    let alarm = lab.alarm("load-high");
    let evaluation =
        watchtrail::services::cloudwatch::alarm::explain::explain(alarm, place, minute(16))
            .unwrap();
    let roles: Vec<(String, Role)> =
        evaluation.slots.iter().map(|slot| (slot.start.format("%H:%M"), slot.role)).collect();
    assert_eq!(
        roles,
        [
            ("00:11", Role::NotYet),
            ("00:06", Role::NotYet),
            ("00:01", Role::Counted),
            ("23:56", Role::TooOld),
            ("23:51", Role::TooOld),
        ]
        .map(|(start, role)| (start.to_owned(), role))
    );
    assert_eq!(evaluation.range, 3);
}

#[test]
fn a_late_point_does_not_change_what_was_decided_before_it_came() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "EvaluationPeriods": 1, "TreatMissingData": "notBreaching" }));
    lab.sleep(Span::mins(5));
    let then = minute(3);
    let before = lab.explain(then).unwrap();
    assert_eq!(before.rule, Rule::NoData);
    let data = json!([{ "MetricName": "load", "Value": 99, "Timestamp": "2025-01-06T00:02:00Z" }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Test", "MetricData": data }));
    assert_eq!(lab.explain(then).unwrap(), before);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm);
    assert_eq!(lab.explain(minute(6)).unwrap().breaching, 1);
}

#[test]
fn the_configuration_of_the_time_counts() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    lab.publish_each_minute(&[75.0, 75.0]);
    lab.put_alarm(json!({ "Threshold": 80 }));
    lab.publish_each_minute(&[75.0]);
    let of = |minutes: i64| {
        let evaluation = lab.explain(minute(minutes)).unwrap();
        (evaluation.config.threshold.fixed().unwrap(), evaluation.after)
    };
    assert_eq!(of(1), (70.0, StateValue::Alarm));
    // Changed at 00:02, after that minute's evaluation.
    assert_eq!(of(2), (70.0, StateValue::Alarm));
    assert_eq!(of(3), (80.0, StateValue::Ok));
    // Between evaluations the last one is meant.
    let between = lab.explain(minute(2) + Span::secs(30)).unwrap();
    assert_eq!((between.at, between.config.threshold.fixed()), (minute(2), Some(70.0)));
}

#[test]
fn where_the_state_stays_the_reason_stays() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "EvaluationPeriods": 3, "TreatMissingData": "missing" }));
    lab.sleep(Span::mins(1));
    lab.publish(90.0);
    lab.sleep(Span::mins(1));
    let evaluation = lab.explain(lab.world.now()).unwrap();
    assert_eq!(evaluation.rule, Rule::TooEarly);
    assert_eq!(evaluation.after, evaluation.before);
    assert_eq!(evaluation.reason, lab.reason());
}

#[test]
fn warm_up_is_explained() {
    let mut lab = Lab::new();
    let warm = json!({ "WarmUpPeriodDurationInMinutes": 3 });
    lab.put_alarm(json!({ "WarmUpConfiguration": warm, "TreatMissingData": "breaching" }));
    lab.sleep(Span::mins(10));
    let rules: Vec<Rule> = (1..=4).map(|m| lab.explain(minute(m)).unwrap().rule).collect();
    assert_eq!(rules, [Rule::WarmUp, Rule::WarmUp, Rule::NoData, Rule::NoData]);
}

#[test]
fn the_ribbon_shows_the_states_that_were() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    lab.publish_each_minute(&[10.0, 90.0, 10.0]);
    lab.sleep(Span::mins(2));
    let now = lab.world.now();
    let story = ribbon(lab.alarm("load-high"), minute(0), now);
    let segment = |from: i64, to: i64, state| Segment { from: minute(from), to: minute(to), state };
    let (ok, alarm, none) = (StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData);
    assert_eq!(
        story.segments,
        [segment(0, 1, none), segment(1, 2, ok), segment(2, 3, alarm), segment(3, 5, ok)]
    );
    assert_eq!(story.transitions.len(), 3);
    let part = ribbon(lab.alarm("load-high"), minute(2), minute(4));
    assert_eq!(part.segments, [segment(2, 3, alarm), segment(3, 4, ok)]);
    assert_eq!(part.transitions.len(), 1);
}

#[test]
fn other_treatments_of_the_same_gap() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "EvaluationPeriods": 3 }));
    lab.publish_each_minute(&[90.0, 90.0, 90.0]);
    lab.sleep(Span::mins(12));
    let config = lab.alarm("load-high").config().clone();
    let sources = lab.world.metrics();
    let place = Place { source: &sources, scope: scope(&lab) };
    let states = |treat: Treat| -> Vec<(i64, &str)> {
        let config = Config { treat: Some(treat), ..(*config).clone() };
        let story = what_if(&config, place, minute(0), lab.world.now());
        let change = |c: &watchtrail::services::cloudwatch::alarm::explain::Transition| {
            ((c.at - minute(0)).as_secs() / 60, c.to.name())
        };
        story.transitions.iter().map(change).collect()
    };
    assert_eq!(states(Treat::Missing), [(3, "ALARM"), (11, "INSUFFICIENT_DATA")]);
    assert_eq!(states(Treat::Ignore), [(3, "ALARM")]);
    assert_eq!(states(Treat::Breaching), [(1, "ALARM")]);
    assert_eq!(states(Treat::NotBreaching), [(1, "OK"), (3, "ALARM"), (9, "OK")]);
}

//! What must hold for any alarm on any data.

use proptest::prelude::*;
use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::alarm::explain::{ribbon, what_if};
use watchtrail::services::cloudwatch::alarm::slots::Place;
use watchtrail::sim::{Cause, Span, Time};

use super::scope;
use crate::support::Lab;

/// A way an alarm can be set up.
fn settings() -> impl Strategy<Value = Value> {
    let period = prop_oneof![Just(10), Just(30), Just(60), Just(120), Just(300)];
    let treat =
        prop_oneof![Just("breaching"), Just("notBreaching"), Just("ignore"), Just("missing")];
    (period, 1..5i64, treat, any::<bool>(), any::<bool>(), 0..3i64).prop_flat_map(
        |(period, n, treat, wall, percentile, warm)| {
            (1..=n).prop_map(move |m| {
                let mut input = json!({
                    "Period": period, "EvaluationPeriods": n, "DatapointsToAlarm": m,
                    "TreatMissingData": treat,
                    "AlarmActions": ["arn:aws:sns:us-east-1:123456789012:t"],
                });
                let members = input.as_object_mut().unwrap();
                if wall && matches!(period, 60 | 300) {
                    members.insert("EvaluationWindow".into(), json!({ "WallClockWindow": {} }));
                }
                if percentile {
                    members.insert("Statistic".into(), Value::Null);
                    members.insert("ExtendedStatistic".into(), json!("p90"));
                }
                if warm > 0 {
                    let warm = json!({ "WarmUpPeriodDurationInMinutes": warm });
                    members.insert("WarmUpConfiguration".into(), warm);
                }
                input
            })
        },
    )
}

/// What happens after the alarm is made: seconds to wait, then a value or nothing.
fn happenings() -> impl Strategy<Value = Vec<(i64, Option<f64>)>> {
    let value = prop_oneof![2 => Just(Some(90.0)), 2 => Just(Some(10.0)), 1 => Just(None)];
    prop::collection::vec((1..200i64, value), 1..25)
}

/// Runs it, waiting in steps of at most so many seconds.
fn run(settings: &Value, happenings: &[(i64, Option<f64>)], step: i64) -> Lab {
    let mut lab = Lab::new();
    lab.put_alarm(settings.clone());
    for (wait, value) in happenings {
        let mut left = *wait;
        while left > 0 {
            lab.sleep(Span::secs(left.min(step)));
            left -= step;
        }
        if let Some(value) = value {
            let data = json!([{ "MetricName": "load", "Value": value, "StorageResolution": 1 }]);
            let input = json!({ "Namespace": "Test", "MetricData": data });
            lab.ok("cloudwatch", "PutMetricData", input);
        }
    }
    lab.sleep(Span::mins(15));
    lab
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn waiting_in_steps_or_at_once_makes_no_difference(
        settings in settings(), happenings in happenings(), step in 1..90i64,
    ) {
        let at_once = run(&settings, &happenings, i64::MAX);
        let in_steps = run(&settings, &happenings, step);
        prop_assert_eq!(at_once.world.digest(), in_steps.world.digest());
    }

    #[test]
    fn every_action_follows_from_a_change_of_state(
        settings in settings(), happenings in happenings(),
    ) {
        let lab = run(&settings, &happenings, i64::MAX);
        let facts = lab.world.facts();
        let mut started = 0;
        let mut alarms = 0;
        for fact in facts.iter() {
            match &fact.what {
                ServiceFact::CloudWatch(Fact::ActionStarted { .. }) => {
                    started += 1;
                    let Cause::Fact(cause) = fact.cause else { panic!("an action without cause") };
                    let cause = &facts.get(cause as usize).unwrap().what;
                    let ServiceFact::CloudWatch(Fact::AlarmStateChanged { from, to, .. }) = cause
                    else { panic!("an action because of {cause:?}") };
                    prop_assert_ne!(from, to);
                }
                ServiceFact::CloudWatch(Fact::AlarmStateChanged { to, .. }) => {
                    alarms += u32::from(to.name() == "ALARM");
                }
                _ => {}
            }
        }
        prop_assert_eq!(started, alarms, "ALARM has the only action");
    }

    #[test]
    fn explaining_a_change_gives_the_reason_that_is_stored(
        settings in settings(), happenings in happenings(),
    ) {
        let lab = run(&settings, &happenings, i64::MAX);
        let alarm = lab.alarm("load-high");
        let mut before = None;
        for condition in alarm.conditions.iter() {
            if let Some(before) = before {
                let evaluation = lab.explain(condition.since).unwrap();
                prop_assert_eq!(evaluation.at, condition.since);
                prop_assert_eq!(evaluation.before, before);
                prop_assert_eq!(evaluation.after, condition.value);
                prop_assert_eq!(&evaluation.reason, &condition.reason);
            }
            before = Some(condition.value);
        }
    }

    #[test]
    fn the_same_settings_over_history_tell_the_same_story(
        settings in settings(), happenings in happenings(),
    ) {
        let lab = run(&settings, &happenings, i64::MAX);
        let alarm = lab.alarm("load-high");
        let sources = lab.world.metrics();
        let place = Place { source: &sources, scope: scope(&lab) };
        let (from, to): (Time, Time) = (alarm.created, lab.world.now());
        prop_assert_eq!(what_if(alarm.config(), place, from, to), ribbon(alarm, from, to));
    }
}

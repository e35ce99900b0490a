//! Looking through many evaluations at once finds what evaluating each of them finds.

use proptest::prelude::*;
use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::evaluate::evaluate;
use watchtrail::services::cloudwatch::alarm::explain::what_if;
use watchtrail::services::cloudwatch::alarm::scan::Scan;
use watchtrail::services::cloudwatch::alarm::slots::{Place, Slots};
use watchtrail::services::cloudwatch::alarm::states::{states, with_each_treatment};
use watchtrail::services::cloudwatch::alarm::window::Grid;
use watchtrail::services::cloudwatch::alarm::{Config, StateValue};
use watchtrail::sim::command::{Change, Command, Resource, StatusCheck};
use watchtrail::sim::{Span, Time};

use super::{config, scope};
use crate::support::Lab;

/// What may befall an instance.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Load(f64, i64),
    Fault(i64),
    Op(&'static str),
    Publish(f64, i64),
}

fn happenings() -> impl Strategy<Value = Vec<(i64, Happening)>> {
    let ops = ["StopInstances", "StartInstances", "RebootInstances"];
    let modes = ["MonitorInstances", "UnmonitorInstances"];
    let happening = prop_oneof![
        4 => (0..2u8, 1..40i64).prop_map(|(high, m)| Happening::Load(f64::from(high) * 90.0, m)),
        1 => (1..20i64).prop_map(Happening::Fault),
        2 => prop::sample::select(ops.to_vec()).prop_map(Happening::Op),
        2 => prop::sample::select(modes.to_vec()).prop_map(Happening::Op),
        1 => (0..100i32, -5..5i64).prop_map(|(v, m)| Happening::Publish(f64::from(v), m)),
    ];
    prop::collection::vec((1..1500i64, happening), 1..12)
}

fn settings() -> impl Strategy<Value = Value> {
    let metric = prop_oneof![
        3 => Just(("AWS/EC2", "CPUUtilization", 50.0)),
        1 => Just(("AWS/EC2", "StatusCheckFailed", 0.5)),
        1 => Just(("AWS/EC2", "NetworkPacketsIn", 30.0)),
        1 => Just(("Test", "load", 50.0)),
    ];
    let period = prop::sample::select(vec![10, 60, 120, 300, 900]);
    let treat = prop::sample::select(vec!["breaching", "notBreaching", "ignore", "missing"]);
    let stats = prop::sample::select(vec!["Average", "Maximum", "SampleCount", "p90"]);
    let counts = (1..5i64, 0..5i64);
    (metric, period, treat, stats, counts).prop_map(|given| {
        let (metric, period, treat, stat, (n, m)) = given;
        let (namespace, name, threshold) = metric;
        let (plain, extended) =
            if stat == "p90" { (Value::Null, json!(stat)) } else { (json!(stat), Value::Null) };
        json!({
            "Namespace": namespace, "MetricName": name, "Threshold": threshold, "Period": period,
            "EvaluationPeriods": n, "DatapointsToAlarm": 1 + m % n, "TreatMissingData": treat,
            "Statistic": plain, "ExtendedStatistic": extended,
        })
    })
}

/// A world in which all this happened to an instance that an alarm with these settings watches.
fn run(settings: &mut Value, happenings: &[(i64, Happening)]) -> Lab {
    let mut lab = Lab::new();
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "m5.large",
        "MinCount": 1, "MaxCount": 1,
    });
    let reply = lab.ok("ec2", "RunInstances", input);
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let dimensions = json!([{ "Name": "InstanceId", "Value": id }]);
    settings["Dimensions"] = dimensions.clone();
    lab.put_alarm(settings.clone());
    // Off every grid: what is published in the instant of an evaluation comes after it, which who
    // evaluates later cannot tell.
    lab.sleep(Span::millis(500));
    for (wait, happening) in happenings {
        lab.sleep(Span::secs(*wait));
        let now = lab.world.now();
        match *happening {
            Happening::Load(amount, minutes) => {
                let until = Some(now + Span::mins(minutes));
                let (instance, resource) = (id.clone(), Resource::Cpu);
                let load = Change::Load { instance, resource, amount: Some(amount), until };
                lab.world.apply(&Command::World(load));
            }
            Happening::Fault(minutes) => {
                let until = Some(now + Span::mins(minutes));
                let (instance, check) = (id.clone(), StatusCheck::System);
                let fault = Change::Fault { instance, check, until, failing: true };
                lab.world.apply(&Command::World(fault));
            }
            Happening::Op(op) => {
                lab.call("admin", "ec2", op, json!({ "InstanceIds": [id] }));
            }
            Happening::Publish(value, minute) => {
                let time = (now + Span::mins(minute)).rfc3339();
                for (space, name) in [("Test", "load"), ("AWS/EC2", "CPUUtilization")] {
                    let data = json!([{
                        "MetricName": name, "Value": value, "Timestamp": time,
                        "Dimensions": dimensions,
                    }]);
                    let input = json!({ "Namespace": space, "MetricData": data });
                    lab.call("admin", "cloudwatch", "PutMetricData", input);
                }
            }
        }
    }
    lab.sleep(Span::mins(20));
    lab
}

/// Every evaluation that finds another state than `state`, one by one.
fn each(config: &Config, place: Place<'_>, state: StateValue, after: Time, to: Time) -> Vec<Time> {
    let (grid, mut slots) = (Grid::of(config), Slots::default());
    let mut found = Vec::new();
    let mut at = grid.after(after);
    while at <= to {
        let verdict = evaluate(config, place, at, after, &mut false, &mut slots);
        if verdict.state.is_some_and(|found| found != state) {
            found.push(at);
        }
        at = grid.after(at);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn looking_through_evaluations_finds_what_each_of_them_finds(
        mut settings in settings(), happenings in happenings(), skipped in 0..90i64,
    ) {
        let lab = run(&mut settings, &happenings);
        let config = config(settings);
        let sources = lab.world.metrics();
        let place = Place { source: &sources, scope: scope(&lab) };
        let end = lab.world.now();
        let from = end - Span::hours(3) + Span::mins(skipped);
        for state in [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData] {
            let mut scan = Scan::new(&config, place, from, end);
            let found: Vec<Time> = std::iter::from_fn(|| scan.next_change(state)).collect();
            prop_assert_eq!(found, each(&config, place, state, from, end));
        }
    }

    /// row: Preview / backtest before saving
    #[test]
    fn a_backtest_finds_the_states_of_what_tells_the_reasons_too(
        mut settings in settings(), happenings in happenings(), skipped in 0..90i64,
    ) {
        let lab = run(&mut settings, &happenings);
        let config = config(settings);
        let sources = lab.world.metrics();
        let place = Place { source: &sources, scope: scope(&lab) };
        let end = lab.world.now();
        let from = end - Span::hours(3) + Span::mins(skipped);
        prop_assert_eq!(
            states(&config, place, from, end),
            what_if(&config, place, from, end).segments
        );
        for (treat, found) in with_each_treatment(&config, place, (from, end)) {
            let config = Config { treat: Some(treat), ..config.clone() };
            prop_assert_eq!(found, what_if(&config, place, from, end).segments, "{:?}", treat);
        }
    }

    #[test]
    fn an_alarm_that_looks_ahead_becomes_what_each_evaluation_makes_of_it(
        mut settings in settings(), happenings in happenings(),
    ) {
        let lab = run(&mut settings, &happenings);
        let alarm = lab.alarm("load-high");
        let sources = lab.world.metrics();
        let place = Place { source: &sources, scope: scope(&lab) };
        let (config, grid) = (alarm.config(), Grid::of(alarm.config()));
        let mut slots = Slots::default();
        let mut state = StateValue::InsufficientData;
        let mut expected = vec![(state, alarm.created)];
        let mut at = grid.after(alarm.created);
        while at <= lab.world.now() {
            let verdict = evaluate(config, place, at, alarm.created, &mut false, &mut slots);
            if let Some(new) = verdict.state.filter(|new| *new != state) {
                state = new;
                expected.push((state, at));
            }
            at = grid.after(at);
        }
        let found: Vec<_> = alarm.conditions.iter().map(|c| (c.value, c.since)).collect();
        prop_assert_eq!(found, expected);
    }
}

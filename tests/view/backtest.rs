//! Backtest: what other settings would have made of a history, and how well.

use serde_json::json;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::command::{Change, Command, Resource};
use watchtrail::sim::{Region, Span};
use watchtrail::text::Lang;
use watchtrail::view::alarms::backtest::{Draft, Field, Model, model};
use watchtrail::view::alarms::score::Score;

use crate::shell::texts;
use crate::support::Lab;

/// An instance watched by `cpu`: 3 of 3 minutes above 80, under load for some minutes each hour.
fn lab(loads: &[i64]) -> Lab {
    let mut lab = Lab::new();
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "m5.large",
        "MinCount": 1, "MaxCount": 1,
        "Monitoring": { "Enabled": true },
    });
    let reply = lab.ok("ec2", "RunInstances", input);
    let instance = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let input = json!({
        "AlarmName": "cpu", "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": instance }],
        "Statistic": "Average", "Period": 60, "EvaluationPeriods": 3, "Threshold": 80,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
    lab.sleep(Span::hours(1));
    for minutes in loads {
        let until = Some(lab.world.now() + Span::mins(*minutes));
        let (instance, resource, amount) = (instance.clone(), Resource::Cpu, Some(95.0));
        let load = Change::Load { instance, resource, amount, until };
        lab.world.apply(&Command::World(load));
        lab.sleep(Span::hours(1));
    }
    lab
}

fn tried(lab: &Lab, change: impl Fn(&mut Draft)) -> Model {
    let scope = watchtrail::view::alarms::scope(&lab.world, Region::US_EAST_1);
    let words = texts(Lang::En);
    let own = model(&lab.world, scope, "cpu", None, &words).unwrap();
    let mut draft = own.draft.clone();
    change(&mut draft);
    model(&lab.world, scope, "cpu", Some(draft), &words).unwrap()
}

#[test]
fn preview_and_backtest_before_saving() {
    // Incidents of five minutes and more: the first and the last; the second is a short spike.
    let lab = lab(&[20, 3, 8]);
    let as_it_is = tried(&lab, |_| {});
    let found: Vec<Span> = as_it_is.incidents.iter().map(|i| i.to - i.from).collect();
    assert_eq!(found, [Span::mins(20), Span::mins(8)]);
    // The first minute of data is readable two minutes after its start; three are needed.
    let delay = Some(Span::mins(4));
    let own =
        Score { pages: 3, caught: 2, missed: 0, delay, worst: delay, false_pages: 1, flaps: 0 };
    assert_eq!(as_it_is.own.score, own);
    let same = as_it_is.tried.unwrap();
    assert_eq!(same.score, own);
    let patient = tried(&lab, |draft| {
        draft.n = "10".to_owned();
        draft.m = "10".to_owned();
    });
    let patient = patient.tried.unwrap();
    let delay = Some(Span::mins(11));
    let expected =
        Score { pages: 1, caught: 1, missed: 1, delay, worst: delay, false_pages: 0, flaps: 0 };
    assert_eq!(patient.score, expected);
    let last = patient.ribbon.parts.last().unwrap();
    assert_eq!(last.state, StateValue::Ok);
}

#[test]
fn the_four_treatments_stand_side_by_side() {
    let mut lab = lab(&[20]);
    let instance =
        lab.world.ec2().instances(watchtrail::view::alarms::scope(&lab.world, Region::US_EAST_1))
            [0]
        .id
        .clone();
    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [instance] }));
    lab.sleep(Span::hours(1));
    let model = tried(&lab, |_| {});
    let last: Vec<(&str, StateValue, usize)> = model
        .treatments
        .iter()
        .map(|(treat, run)| {
            let part = run.ribbon.parts.last().unwrap();
            (treat.name(), part.state, run.score.false_pages)
        })
        .collect();
    assert_eq!(
        last,
        [
            ("breaching", StateValue::Alarm, 1),
            ("notBreaching", StateValue::Ok, 0),
            ("ignore", StateValue::Ok, 0),
            ("missing", StateValue::InsufficientData, 0),
        ]
    );
}

#[test]
fn what_is_typed_wrong_is_told_at_its_field() {
    let lab = lab(&[]);
    type Edit = fn(&mut Draft);
    let cases: [(Edit, Field, &str); 8] = [
        (|d| d.stat = "p101".into(), Field::Stat, "backtest.wrong.stat"),
        (|d| d.period = "45".into(), Field::Period, "backtest.wrong.period"),
        (|d| d.period = "5".into(), Field::Period, "backtest.wrong.period"),
        (|d| d.m = "4".into(), Field::Points, "backtest.wrong.points"),
        (|d| d.n = "1441".into(), Field::Period, "backtest.wrong.long"),
        (|d| d.threshold = "70%".into(), Field::Threshold, "backtest.wrong.number"),
        (|d| d.wrong_from = String::new(), Field::Incident, "backtest.wrong.incident"),
        (|d| d.wrong_for = "0".into(), Field::Incident, "backtest.wrong.incident"),
    ];
    for (edit, field, key) in cases {
        assert_eq!(tried(&lab, edit).problem, Some((field, key)));
    }
}

#[test]
fn what_the_settings_change_is_said_in_a_sentence() {
    let lab = lab(&[20, 3, 8]);
    let words = texts(Lang::En);
    let told = |change: fn(&mut Draft)| tried(&lab, change).told(&words);
    assert_eq!(told(|_| {}).as_deref(), Some(words.t("backtest.own-settings")));
    let patient = told(|draft| {
        draft.n = "10".to_owned();
        draft.m = "10".to_owned();
    });
    let expected = "With these settings: ALARMs 1 instead of 3, Incidents caught 1 instead of 2, \
                    Mean delay 11 m instead of 4 m, False alarms 0 instead of 1.";
    assert_eq!(patient.as_deref(), Some(expected));
    let same = told(|draft| draft.threshold = "81".to_owned());
    assert_eq!(same.as_deref(), Some(words.t("backtest.told.same")));
    assert_eq!(told(|draft| draft.threshold = "81%".to_owned()), None);
}

#[test]
fn the_graph_begins_with_its_first_point() {
    let lab = lab(&[]);
    let model = tried(&lab, |_| {});
    let first = model.chart.series[0].dots[0].time;
    assert_eq!(model.chart.from, first);
}

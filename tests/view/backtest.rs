//! Backtest: what other settings would have made of a history, and how well.

use serde_json::json;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::command::{Change, Command, Resource};
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::text::Lang;
use watchtrail::view::alarms::backtest::{Draft, Field, Model, model};
use watchtrail::view::alarms::ribbon;
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
    tried_of(lab, "cpu", change)
}

fn tried_of(lab: &Lab, name: &str, change: impl Fn(&mut Draft)) -> Model {
    let scope = scope(lab);
    let words = texts(Lang::En);
    let own = model(&lab.world, scope, name, None, &words).unwrap();
    let mut draft = own.draft.clone();
    change(&mut draft);
    model(&lab.world, scope, name, Some(draft), &words).unwrap()
}

fn scope(lab: &Lab) -> Scope {
    watchtrail::view::alarms::scope(&lab.world, Region::US_EAST_1)
}

/// An instance under load for so many minutes of each hour, which an alarm of every kind has
/// watched from the first hour on: `math`, `several` (a Metrics Insights query) and `band`.
fn every_kind(loads: &[i64]) -> Lab {
    let mut lab = lab(&[]);
    let instance = lab.world.ec2().instances(scope(&lab))[0].id.clone();
    let metric = json!({
        "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": instance }],
    });
    let m1 = |returns: bool| {
        json!({
            "Id": "m1", "ReturnData": returns,
            "MetricStat": { "Metric": metric, "Period": 60, "Stat": "Average" },
        })
    };
    let query = "SELECT MAX(CPUUtilization) FROM SCHEMA(\"AWS/EC2\", InstanceId) \
                 GROUP BY InstanceId ORDER BY MAX() DESC";
    let alarms = [
        json!({
            "AlarmName": "math", "EvaluationPeriods": 3, "Threshold": 160,
            "ComparisonOperator": "GreaterThanThreshold",
            "Metrics": [m1(false), { "Id": "e1", "Expression": "m1*2" }],
        }),
        json!({
            "AlarmName": "several", "EvaluationPeriods": 3, "Threshold": 80,
            "ComparisonOperator": "GreaterThanThreshold",
            "Metrics": [{ "Id": "q1", "Expression": query, "Period": 60 }],
        }),
        json!({
            "AlarmName": "band", "EvaluationPeriods": 3, "ThresholdMetricId": "ad1",
            "ComparisonOperator": "GreaterThanUpperThreshold",
            "Metrics": [
                m1(true), { "Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1, 2)" },
            ],
        }),
    ];
    alarms.into_iter().for_each(|alarm| {
        lab.ok("cloudwatch", "PutMetricAlarm", alarm);
    });
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

#[test]
fn alarms_of_every_kind_are_measured_against_incidents() {
    let lab = every_kind(&[20, 3, 8]);
    for (name, changed) in [("math", "m1*4"), ("several", "")] {
        let own = tried_of(&lab, name, |_| {});
        let found: Vec<Span> = own.incidents.iter().flatten().map(|i| i.to - i.from).collect();
        assert_eq!(found, [Span::mins(20), Span::mins(8)], "{name}");
        let Score { pages, caught, missed, false_pages, .. } = own.own.score;
        assert_eq!((pages, caught, missed, false_pages), (3, 2, 0, 1), "{name}");
        assert_eq!(own.tried.unwrap().score, own.own.score, "{name}");
        assert!(!own.changed && own.expression.is_some() && !own.cut, "{name}");
        // Another threshold, and another expression, over the same incidents.
        let deaf = tried_of(&lab, name, |draft| draft.threshold = "1000".into()).tried.unwrap();
        assert_eq!((deaf.score.caught, deaf.score.missed), (0, 2), "{name}");
        if !changed.is_empty() {
            let loud = tried_of(&lab, name, |draft| {
                draft.expression = changed.into();
                draft.threshold = "20".into();
                draft.wrong_from = "160".into();
            });
            assert!(loud.changed);
            assert_eq!(loud.incidents, own.incidents);
            assert_eq!(loud.tried.unwrap().score.caught, 2);
        }
    }
    let wrong = tried_of(&lab, "math", |draft| draft.expression = "m1*".into());
    assert_eq!(wrong.problem, Some((Field::Expression, "backtest.wrong.expression")));
}

#[test]
fn a_band_is_measured_once_it_is_said_what_was_wrong() {
    let lab = every_kind(&[20, 8]);
    let own = tried_of(&lab, "band", |_| {});
    assert_eq!((own.band, own.incidents, own.problem), (true, None, None));
    let judged = tried_of(&lab, "band", |draft| draft.wrong_from = "90".into());
    assert_eq!(judged.incidents.unwrap().len(), 2);
    assert_eq!(judged.own.score.missed, 0);
    assert_eq!(judged.tried.unwrap().score, judged.own.score);
    // A band too wide to leave, and the other side of it.
    let wide = |draft: &mut Draft| draft.expression = "ANOMALY_DETECTION_BAND(m1, 900)".into();
    assert_eq!(tried_of(&lab, "band", wide).tried.unwrap().score.pages, 0);
    let below = |draft: &mut Draft| draft.comparison = "LessThanLowerThreshold".into();
    assert_eq!(tried_of(&lab, "band", below).tried.unwrap().score.pages, 0);
}

#[test]
fn ghosts_of_an_alarm_over_several_series_are_what_it_was() {
    let lab = every_kind(&[20]);
    let alarm = lab.world.cloudwatch().alarm(scope(&lab), "several").unwrap();
    let (from, to) = (alarm.created, lab.world.now());
    let ghosts = ribbon::ghosts(&lab.world, scope(&lab), alarm.config(), from, to);
    let real = ribbon::own(alarm, from, to);
    for ghost in ghosts {
        assert_eq!((ghost.alarms, &ghost.ribbon), (1, &real), "{:?}", ghost.treat);
    }
}

#[test]
fn preview_and_backtest_before_saving() {
    // Incidents of five minutes and more: the first and the last; the second is a short spike.
    let lab = lab(&[20, 3, 8]);
    let as_it_is = tried(&lab, |_| {});
    let found: Vec<Span> = as_it_is.incidents.iter().flatten().map(|i| i.to - i.from).collect();
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

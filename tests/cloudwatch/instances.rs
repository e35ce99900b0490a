//! Alarms on what instances emit.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::alarm::explain::{Role, ribbon};
use watchtrail::sim::command::Resource;
use watchtrail::sim::{Change, Command, Span};

use crate::support::Lab;

/// An instance under a load of 95 percent for half an hour, then an alarm on it for as long.
fn lab(monitoring: bool, alarm: Value) -> (Lab, String) {
    let mut lab = Lab::new();
    let run = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1, "Monitoring": { "Enabled": monitoring },
    });
    let reply = lab.ok("ec2", "RunInstances", run);
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let (instance, resource) = (id.clone(), Resource::Cpu);
    let load = Change::Load { instance, resource, amount: Some(95.0), until: None };
    lab.world.apply(&Command::World(load)).reply.unwrap();
    lab.sleep(Span::mins(30));
    let mut input = json!({
        "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": id }],
    });
    input.as_object_mut().unwrap().extend(alarm.as_object().unwrap().clone());
    lab.put_alarm(input);
    lab.sleep(Span::mins(30));
    (lab, id)
}

fn states(lab: &Lab) -> Vec<(String, &'static str)> {
    let alarm = lab.alarm("load-high");
    let story = ribbon(alarm, alarm.created, lab.world.now());
    story.transitions.iter().map(|c| (c.at.format("%H:%M"), c.to.name())).collect()
}

#[test]
fn a_period_as_long_as_the_rhythm_never_sees_a_gap() {
    for (monitoring, period, n) in [
        (false, 300, 1),
        (false, 300, 3),
        (false, 600, 1),
        (true, 60, 1),
        (true, 60, 5),
        (true, 300, 2),
    ] {
        let (lab, _) = lab(monitoring, json!({ "Period": period, "EvaluationPeriods": n }));
        let expected = [("00:31".to_owned(), "ALARM")];
        assert_eq!(states(&lab), expected, "{monitoring} {period} {n}");
    }
}

#[test]
fn a_minute_on_basic_monitoring_flickers() {
    let (lab, _) = lab(false, json!({ "Period": 60, "EvaluationPeriods": 1 }));
    let states = states(&lab);
    let first = [("00:32", "ALARM"), ("00:33", "INSUFFICIENT_DATA"), ("00:37", "ALARM")];
    assert_eq!(states[..3], first.map(|(time, state)| (time.to_owned(), state)));
    assert_eq!(states.len(), 12, "twice in five minutes");
}

#[test]
fn status_checks_come_every_minute_whatever_the_monitoring() {
    let alarm = json!({
        "MetricName": "StatusCheckFailed", "Statistic": "Maximum", "EvaluationPeriods": 2,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 1,
    });
    let (lab, _) = lab(false, alarm);
    assert_eq!(states(&lab), [("00:31".to_owned(), "OK")]);
}

#[test]
fn a_stopped_instance_leaves_the_alarm_without_data() {
    let (mut lab, id) = lab(false, json!({ "Period": 300, "EvaluationPeriods": 2 }));
    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(Span::mins(30));
    assert_eq!(lab.state(), StateValue::InsufficientData);
    assert_eq!(lab.reason(), "Insufficient Data: 2 datapoints were unknown.");
    // The newest point reaches the alarm 7 minutes late and leaves its range of 4 windows.
    let since = lab.alarm("load-high").condition().since;
    let evaluation = lab.explain(since).unwrap();
    assert_eq!((evaluation.real, evaluation.slots.len()), (0, 4));
    let before = lab.explain(since - Span::mins(1)).unwrap();
    assert_eq!(before.slots.last().unwrap().role, Role::Counted);
}

#[test]
fn numbers_of_instances_are_read_like_any_other() {
    let (mut lab, id) = lab(true, json!({ "Period": 300 }));
    let input = json!({
        "Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "Period": 300,
        "Dimensions": [{ "Name": "InstanceId", "Value": id }],
        "StartTime": "2025-01-06T00:35:00Z", "EndTime": "2025-01-06T00:40:00Z",
        "Statistics": ["Average", "SampleCount"],
    });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    let point = json!({
        "Timestamp": "2025-01-06T00:35:00+00:00", "SampleCount": 5.0, "Average": 95.0,
        "Unit": "Percent",
    });
    assert_eq!(reply, json!({ "Label": "CPUUtilization", "Datapoints": [point] }));
    let listed = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "AWS/EC2" }));
    let names = listed["Metrics"].as_array().unwrap().iter().map(|m| m["MetricName"].as_str());
    assert!(names.flatten().any(|name| name == "CPUUtilization"));
}

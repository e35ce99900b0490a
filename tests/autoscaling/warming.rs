//! Which instances count to the metrics of their group: those in service that have warmed up.

use serde_json::{Value, json};
use watchtrail::sim::Time;

use super::{group, ids, lab, minutes, refused, requests, states};
use crate::support::Lab;

const LAUNCHING: &str = "autoscaling:EC2_INSTANCE_LAUNCHING";
const TERMINATING: &str = "autoscaling:EC2_INSTANCE_TERMINATING";

fn of_group(mut input: Value) -> Value {
    input["AutoScalingGroupName"] = json!("web");
    input
}

fn desire(lab: &mut Lab, count: u32) {
    let input = of_group(json!({ "DesiredCapacity": count }));
    lab.ok("autoscaling", "SetDesiredCapacity", input);
}

fn hook(lab: &mut Lab, transition: &str) {
    let input = json!({
        "LifecycleHookName": "h", "LifecycleTransition": transition, "DefaultResult": "CONTINUE",
    });
    lab.ok("autoscaling", "PutLifecycleHook", of_group(input));
}

/// How many instances each of the group's minutes is made of, from one minute to another.
fn counts(lab: &mut Lab, from: i64, to: i64) -> String {
    let base = Time::parse("2025-01-06T00:00:00Z").unwrap();
    let at = |minute: i64| {
        let time = Time::from_millis(base.as_millis() + minute * 60_000);
        time.rfc3339().replace('Z', "+00:00")
    };
    let input = json!({
        "Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "Period": 60,
        "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "web" }],
        "Statistics": ["SampleCount"], "StartTime": at(from), "EndTime": at(to),
    });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    let points = reply["Datapoints"].as_array().unwrap();
    let of = |minute: i64| {
        let found = points.iter().find(|point| point["Timestamp"] == at(minute).as_str());
        found.map_or(0.0, |point| point["SampleCount"].as_f64().unwrap())
    };
    (from..to).map(|minute| of(minute).to_string()).collect::<Vec<_>>().join(" ")
}

/// States of the alarms of a target tracking policy: high, low.
fn alarms(lab: &mut Lab) -> [String; 2] {
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let alarms = reply["MetricAlarms"].as_array().unwrap();
    let state = |kind: &str| {
        let named = |alarm: &&Value| alarm["AlarmName"].as_str().unwrap().contains(kind);
        alarms.iter().find(named).unwrap()["StateValue"].as_str().unwrap().to_owned()
    };
    [state("AlarmHigh"), state("AlarmLow")]
}

#[test]
fn who_waits_for_a_hook_leaves_the_average_as_it_is() {
    let mut lab = lab(1, 4, 1);
    minutes(&mut lab, 5);
    hook(&mut lab, LAUNCHING);
    let target = json!({
        "PolicyName": "cpu", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": {
            "TargetValue": 60.0,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ASGAverageCPUUtilization",
            },
        },
    });
    lab.ok("autoscaling", "PutScalingPolicy", of_group(target));
    requests(&mut lab, 20_000.0);
    minutes(&mut lab, 40);
    let mut found = states(&mut lab);
    found.sort();
    assert_eq!(found, ["InService", "Pending:Wait"]);
    assert_eq!(counts(&mut lab, 10, 40), ["1"; 30].join(" "));
    // The only instance that serves is as busy as before.
    assert_eq!(alarms(&mut lab), ["ALARM", "OK"]);
    let waits = lab.ok("autoscaling", "DescribeAutoScalingInstances", json!({}));
    let waits = waits["AutoScalingInstances"].as_array().unwrap().clone();
    let waits = waits.iter().find(|one| one["LifecycleState"] == "Pending:Wait").unwrap();
    let done = json!({
        "LifecycleHookName": "h", "InstanceId": waits["InstanceId"],
        "LifecycleActionResult": "CONTINUE",
    });
    lab.ok("autoscaling", "CompleteLifecycleAction", of_group(done));
    minutes(&mut lab, 5);
    // Nobody says how long instances warm up: from the minute it is in service it counts.
    assert_eq!(counts(&mut lab, 43, 47), "1 1 2 2");
}

#[test]
fn who_waits_on_its_way_out_counts_no_longer() {
    let mut lab = lab(0, 4, 2);
    minutes(&mut lab, 10);
    hook(&mut lab, TERMINATING);
    desire(&mut lab, 1);
    minutes(&mut lab, 10);
    let mut found = states(&mut lab);
    found.sort();
    assert_eq!(found, ["InService", "Terminating:Wait"]);
    assert_eq!(counts(&mut lab, 7, 15), "2 2 2 1 1 1 1 1");
    // One that is taken out of the group counts no longer, either.
    let waits = lab.ok("autoscaling", "DescribeAutoScalingInstances", json!({}));
    let waits = waits["AutoScalingInstances"].as_array().unwrap().clone();
    let serves = waits.iter().find(|one| one["LifecycleState"] == "InService").unwrap();
    let id = serves["InstanceId"].clone();
    let out = json!({ "InstanceIds": [id], "ShouldDecrementDesiredCapacity": true });
    lab.ok("autoscaling", "DetachInstances", of_group(out));
    minutes(&mut lab, 10);
    assert_eq!(counts(&mut lab, 17, 25), "1 1 1 0 0 0 0 0");
    let back = json!({ "InstanceIds": [id] });
    lab.ok("autoscaling", "AttachInstances", of_group(back));
    minutes(&mut lab, 5);
    assert_eq!(counts(&mut lab, 27, 33), "0 0 0 1 1 1");
}

#[test]
fn who_warms_up_does_not_count_yet() {
    let mut lab = lab(1, 4, 1);
    let warmup = of_group(json!({ "DefaultInstanceWarmup": 1_200 }));
    lab.ok("autoscaling", "UpdateAutoScalingGroup", warmup);
    minutes(&mut lab, 30);
    // In service it was after twenty seconds.
    assert_eq!(counts(&mut lab, 0, 25), format!("{} 1 1 1 1 1", ["0"; 20].join(" ")));
    desire(&mut lab, 2);
    minutes(&mut lab, 15);
    assert_eq!(states(&mut lab), ["InService", "InService"]);
    assert_eq!(counts(&mut lab, 28, 43), ["1"; 15].join(" "));
    minutes(&mut lab, 10);
    assert_eq!(counts(&mut lab, 46, 53), "1 1 1 1 2 2 2");
    // What it was before stays what it was.
    assert_eq!(counts(&mut lab, 28, 43), ["1"; 15].join(" "));
    // One that goes before it has warmed up never counted.
    desire(&mut lab, 3);
    minutes(&mut lab, 5);
    desire(&mut lab, 2);
    minutes(&mut lab, 30);
    assert_eq!(counts(&mut lab, 53, 85).matches('3').count(), 0);
}

#[test]
fn a_policy_says_how_long_those_warm_up_that_it_launches() {
    let mut lab = lab(1, 6, 1);
    minutes(&mut lab, 15);
    let steps = json!({
        "PolicyName": "out", "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
        "EstimatedInstanceWarmup": 600,
        "StepAdjustments": [{ "MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1 }],
    });
    lab.ok("autoscaling", "PutScalingPolicy", of_group(steps));
    let run = json!({ "PolicyName": "out", "MetricValue": 90.0, "BreachThreshold": 80.0 });
    lab.ok("autoscaling", "ExecutePolicy", of_group(run));
    minutes(&mut lab, 20);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 2);
    assert_eq!(counts(&mut lab, 20, 30), "1 1 1 1 1 2 2 2 2 2");
    // Somebody else's launch counts at once.
    desire(&mut lab, 3);
    minutes(&mut lab, 5);
    assert_eq!(counts(&mut lab, 33, 38), "2 2 3 3 3");
}

#[test]
fn who_is_not_in_service_is_neither_protected_nor_let_go() {
    for (transition, way) in [(LAUNCHING, "Pending:Wait"), (TERMINATING, "Terminating:Wait")] {
        let mut lab = lab(0, 2, 0);
        hook(&mut lab, transition);
        desire(&mut lab, 1);
        minutes(&mut lab, 2);
        if transition == TERMINATING {
            desire(&mut lab, 0);
            minutes(&mut lab, 2);
        }
        assert_eq!(states(&mut lab), [way]);
        let id = ids(&mut lab)[0].clone();
        let input = of_group(json!({ "InstanceIds": [id], "ProtectedFromScaleIn": true }));
        assert_eq!(
            refused(&mut lab, "SetInstanceProtection", input),
            format!(
                "ValidationError: The instance {id} is not in InService or EnteringStandby or \
                 Standby."
            ),
        );
        let input = json!({ "InstanceIds": [id], "ShouldDecrementDesiredCapacity": false });
        assert_eq!(
            refused(&mut lab, "DetachInstances", of_group(input)),
            format!("ValidationError: The instance {id} is not in InService or Standby."),
        );
    }
}

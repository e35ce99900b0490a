//! Scaling policies.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::autoscaling::facts::What;

use super::{activities, group, lab, minutes, refused, requests};
use crate::support::Lab;

fn policy(lab: &mut Lab, name: &str, more: Value) -> Value {
    let mut input = json!({ "AutoScalingGroupName": "web", "PolicyName": name });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    lab.ok("autoscaling", "PutScalingPolicy", input)
}

/// Reasons why policies changed nothing, in order.
fn reasons(lab: &Lab) -> Vec<&'static str> {
    let why = |fact: &watchtrail::sim::fact::Fact| match &fact.what {
        ServiceFact::AutoScaling(fact) => match &fact.what {
            What::NotScaled { why, .. } => Some(why.key()),
            _ => None,
        },
        _ => None,
    };
    lab.world.facts().iter().filter_map(why).collect()
}

#[test]
fn a_simple_policy_waits_for_its_cooldown() {
    let mut lab = lab(1, 4, 1);
    minutes(&mut lab, 1);
    let simple = json!({ "AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1 });
    let arn = policy(&mut lab, "out", simple)["PolicyARN"].as_str().unwrap().to_owned();
    assert!(arn.ends_with(":autoScalingGroupName/web:policyName/out"), "{arn}");
    let run = json!({ "PolicyName": arn, "HonorCooldown": true });
    lab.ok("autoscaling", "ExecutePolicy", run.clone());
    assert_eq!(group(&mut lab)["DesiredCapacity"], 2);
    let busy = refused(&mut lab, "ExecutePolicy", run.clone());
    assert!(busy.starts_with("ScalingActivityInProgress: Scaling activity "), "{busy}");
    minutes(&mut lab, 4);
    refused(&mut lab, "ExecutePolicy", run.clone());
    minutes(&mut lab, 2);
    lab.ok("autoscaling", "ExecutePolicy", run);
    let cause = activities(&mut lab)[0]["Cause"].as_str().unwrap().to_owned();
    assert!(cause.contains("a user request executed policy out changing the desired"), "{cause}");
    // Without the wish to wait it does not.
    let now = json!({ "AutoScalingGroupName": "web", "PolicyName": "out" });
    lab.ok("autoscaling", "ExecutePolicy", now.clone());
    assert_eq!(group(&mut lab)["DesiredCapacity"], 4);
    lab.ok("autoscaling", "ExecutePolicy", now);
    assert_eq!(reasons(&lab), ["at-max"]);
}

#[test]
fn a_step_policy_goes_by_the_size_of_the_breach() {
    let mut lab = lab(1, 20, 10);
    minutes(&mut lab, 10);
    let steps = json!([
        { "MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 10.0,
          "ScalingAdjustment": 10 },
        { "MetricIntervalLowerBound": 10.0, "ScalingAdjustment": 30 },
    ]);
    let out = json!({
        "PolicyType": "StepScaling", "AdjustmentType": "PercentChangeInCapacity",
        "StepAdjustments": steps,
    });
    policy(&mut lab, "out", out);
    let breach = |value: f64| {
        json!({ "AutoScalingGroupName": "web", "PolicyName": "out", "MetricValue": value,
                "BreachThreshold": 50.0 })
    };
    lab.ok("autoscaling", "ExecutePolicy", breach(55.0));
    assert_eq!(group(&mut lab)["DesiredCapacity"], 11);
    minutes(&mut lab, 1);
    // Those that warm up count: the same step is not taken twice, the higher one in part.
    lab.ok("autoscaling", "ExecutePolicy", breach(56.0));
    assert_eq!(group(&mut lab)["DesiredCapacity"], 11);
    lab.ok("autoscaling", "ExecutePolicy", breach(65.0));
    assert_eq!(group(&mut lab)["DesiredCapacity"], 13);
    lab.ok("autoscaling", "ExecutePolicy", breach(45.0));
    assert_eq!(reasons(&lab), ["warm-up", "no-step"]);
    let bare = json!({ "AutoScalingGroupName": "web", "PolicyName": "out" });
    let text = refused(&mut lab, "ExecutePolicy", bare);
    assert!(text.contains("MetricValue and BreachThreshold are required"), "{text}");
    let gap = json!({
        "AutoScalingGroupName": "web", "PolicyName": "gap", "PolicyType": "StepScaling",
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [
            { "MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 5.0,
              "ScalingAdjustment": 1 },
            { "MetricIntervalLowerBound": 6.0, "ScalingAdjustment": 2 },
        ],
    });
    let text = refused(&mut lab, "PutScalingPolicy", gap);
    assert_eq!(text, "ValidationError: Step adjustments have an overlap or a gap between them");
    let shown = lab.ok("autoscaling", "DescribePolicies", json!({ "PolicyNames": ["out"] }));
    assert_eq!(shown["ScalingPolicies"][0]["MetricAggregationType"], "Average");
    lab.ok(
        "autoscaling",
        "DeletePolicy",
        json!({ "AutoScalingGroupName": "web", "PolicyName": "out" }),
    );
    let shown = lab.ok("autoscaling", "DescribePolicies", json!({}));
    assert_eq!(shown, json!({ "ScalingPolicies": [] }));
}

/// The states of the group's two alarms.
fn alarms(lab: &mut Lab) -> Vec<(String, String)> {
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let alarms = reply["MetricAlarms"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    alarms.iter().map(|alarm| (text(&alarm["AlarmName"]), text(&alarm["StateValue"]))).collect()
}

#[test]
fn target_tracking_makes_its_alarms_and_settles_both_ways() {
    let mut lab = lab(1, 8, 1);
    minutes(&mut lab, 10);
    let target = json!({
        "PolicyType": "TargetTrackingScaling",
        "EstimatedInstanceWarmup": 120,
        "TargetTrackingConfiguration": {
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ASGAverageCPUUtilization",
            },
            "TargetValue": 50.0,
        },
    });
    let made = policy(&mut lab, "cpu", target);
    let names: Vec<&str> = made["Alarms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|alarm| alarm["AlarmName"].as_str().unwrap())
        .collect();
    assert!(names[0].starts_with("TargetTracking-web-AlarmHigh-"), "{names:?}");
    assert!(names[1].starts_with("TargetTracking-web-AlarmLow-"), "{names:?}");
    let shown = lab.ok("cloudwatch", "DescribeAlarms", json!({ "AlarmNames": names }));
    let high = &shown["MetricAlarms"][0];
    let description = high["AlarmDescription"].as_str().unwrap();
    assert!(description.starts_with("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy arn"));
    assert_eq!(
        (&high["Period"], &high["EvaluationPeriods"], &high["Threshold"]),
        (&json!(60), &json!(3), &json!(50.0))
    );
    let low = &shown["MetricAlarms"][1];
    assert_eq!((&low["EvaluationPeriods"], &low["Threshold"]), (&json!(15), &json!(45.0)));
    let record =
        lab.world.cloudtrail().records().iter().rev().find(|r| r.event_name == "PutMetricAlarm");
    let record = record.unwrap().json();
    assert_eq!(record["userIdentity"]["invokedBy"], "autoscaling.amazonaws.com");
    // 24,000 requests a minute keep four vCPUs busy: at half load that takes four instances.
    requests(&mut lab, 24_000.0);
    minutes(&mut lab, 40);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 4, "{:?}", alarms(&mut lab));
    let told = activities(&mut lab);
    let cause = told[0]["Cause"].as_str().unwrap();
    assert!(cause.contains("a monitor alarm TargetTracking-web-AlarmHigh-"), "{cause}");
    assert!(cause.contains(" in state ALARM triggered policy cpu changing the desired capacity"));
    minutes(&mut lab, 60);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 4, "it stays");
    requests(&mut lab, 6_000.0);
    minutes(&mut lab, 90);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 1, "{:?}", reasons(&lab));
    let unlogged = lab.world.cloudtrail().records().iter().all(|r| r.event_name != "ExecutePolicy");
    assert!(unlogged, "an alarm's execution is not logged");
    lab.ok(
        "autoscaling",
        "DeletePolicy",
        json!({ "AutoScalingGroupName": "web", "PolicyName": "cpu" }),
    );
    assert_eq!(alarms(&mut lab), []);
}

#[test]
fn an_alarm_executes_a_step_policy_each_minute_while_it_lasts() {
    let mut lab = lab(1, 3, 1);
    minutes(&mut lab, 10);
    let out = json!({
        "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
        "EstimatedInstanceWarmup": 60,
        "StepAdjustments": [{ "MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1 }],
    });
    let arn = policy(&mut lab, "out", out)["PolicyARN"].clone();
    let alarm = json!({
        "AlarmName": "busy", "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
        "Statistic": "Average", "Period": 60, "EvaluationPeriods": 1, "Threshold": 60.0,
        "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [arn],
        "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "web" }],
    });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm);
    let shown = lab.ok("autoscaling", "DescribePolicies", json!({}));
    assert_eq!(shown["ScalingPolicies"][0]["Alarms"][0]["AlarmName"], "busy");
    requests(&mut lab, 120_000.0);
    minutes(&mut lab, 20);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 3);
    let reasons = reasons(&lab);
    assert!(reasons.contains(&"warm-up") && reasons.last() == Some(&"at-max"), "{reasons:?}");
}

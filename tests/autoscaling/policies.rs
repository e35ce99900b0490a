//! Scaling policies.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::autoscaling::facts::What;

use super::{activities, group, lab, minutes, refused};
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

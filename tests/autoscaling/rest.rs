//! Group metrics, processes, scheduled actions, tags, load.

use serde_json::json;

use super::{group, ids, lab, minutes, refused, requests, states};

#[test]
fn group_metrics_are_sent_each_minute_while_they_are_switched_on() {
    let mut lab = lab(1, 4, 2);
    minutes(&mut lab, 5);
    let on = json!({ "AutoScalingGroupName": "web", "Granularity": "1Minute" });
    lab.ok("autoscaling", "EnableMetricsCollection", on);
    assert_eq!(group(&mut lab)["EnabledMetrics"].as_array().unwrap().len(), 13);
    minutes(&mut lab, 10);
    let read = json!({
        "Namespace": "AWS/AutoScaling", "MetricName": "GroupInServiceInstances", "Period": 60,
        "Statistics": ["Average"], "StartTime": "2025-01-06T00:00:00Z",
        "EndTime": "2025-01-06T00:30:00Z",
        "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "web" }],
    });
    let points = lab.ok("cloudwatch", "GetMetricStatistics", read.clone());
    let points = points["Datapoints"].as_array().unwrap().clone();
    assert_eq!(points.len(), 9, "{points:?}");
    assert!(points.iter().all(|point| point["Average"] == 2.0), "{points:?}");
    let off = json!({ "AutoScalingGroupName": "web" });
    lab.ok("autoscaling", "DisableMetricsCollection", off);
    minutes(&mut lab, 10);
    let after = lab.ok("cloudwatch", "GetMetricStatistics", read);
    assert_eq!(after["Datapoints"].as_array().unwrap().len(), 10);
    let listed = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "AWS/AutoScaling" }));
    assert_eq!(listed["Metrics"].as_array().unwrap().len(), 13);
}

#[test]
fn suspended_processes_wait_until_they_are_resumed() {
    let mut lab = lab(1, 4, 1);
    minutes(&mut lab, 1);
    let launch = json!({ "AutoScalingGroupName": "web", "ScalingProcesses": ["Launch"] });
    lab.ok("autoscaling", "SuspendProcesses", launch.clone());
    let two = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 2 });
    lab.ok("autoscaling", "SetDesiredCapacity", two);
    minutes(&mut lab, 5);
    assert_eq!(states(&mut lab).len(), 1);
    let process = &group(&mut lab)["SuspendedProcesses"][0];
    assert_eq!(process["ProcessName"], "Launch");
    lab.ok("autoscaling", "ResumeProcesses", launch);
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab), ["InService", "InService"]);
    let wrong = json!({ "AutoScalingGroupName": "web", "ScalingProcesses": ["Lunch"] });
    let text = refused(&mut lab, "SuspendProcesses", wrong);
    assert_eq!(text, "ValidationError: Invalid Process Name(s): [Lunch]");
}

#[test]
fn scheduled_actions_set_sizes_at_their_time() {
    let mut lab = lab(1, 4, 1);
    let once = json!({
        "AutoScalingGroupName": "web", "ScheduledActionName": "busy", "MinSize": 2,
        "StartTime": "2025-01-06T00:30:00Z",
    });
    lab.ok("autoscaling", "PutScheduledUpdateGroupAction", once);
    let nightly = json!({
        "AutoScalingGroupName": "web", "ScheduledActionName": "calm", "MinSize": 1,
        "DesiredCapacity": 1, "Recurrence": "0 1 * * *",
    });
    lab.ok("autoscaling", "PutScheduledUpdateGroupAction", nightly);
    let planned = lab.ok("autoscaling", "DescribeScheduledActions", json!({}));
    let planned = planned["ScheduledUpdateGroupActions"].as_array().unwrap().clone();
    assert_eq!(planned[0]["ScheduledActionName"], "busy");
    minutes(&mut lab, 32);
    assert_eq!(states(&mut lab), ["InService", "InService"]);
    minutes(&mut lab, 30);
    assert_eq!(states(&mut lab), ["InService"]);
    let left = lab.ok("autoscaling", "DescribeScheduledActions", json!({}));
    let left = left["ScheduledUpdateGroupActions"].as_array().unwrap().clone();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["StartTime"], "2025-01-07T01:00:00+00:00");
    let calm = json!({ "AutoScalingGroupName": "web", "ScheduledActionName": "calm" });
    lab.ok("autoscaling", "DeleteScheduledAction", calm);
}

#[test]
fn tags_reach_instances_launched_from_then_on() {
    let mut lab = lab(1, 4, 1);
    let tag = |key: &str, propagate: bool| {
        json!({ "ResourceId": "web", "ResourceType": "auto-scaling-group", "Key": key,
                "Value": "x", "PropagateAtLaunch": propagate })
    };
    let tags = json!({ "Tags": [tag("team", true), tag("own", false)] });
    lab.ok("autoscaling", "CreateOrUpdateTags", tags);
    minutes(&mut lab, 1);
    let id = &ids(&mut lab)[0];
    let scope = lab.world.ec2().instance(id).unwrap().scope;
    let on_instance: Vec<_> = lab.world.ec2().tags(scope, id).unwrap().keys().cloned().collect();
    assert!(on_instance.contains(&"team".to_owned()) && !on_instance.contains(&"own".to_owned()));
    let shown = lab.ok("autoscaling", "DescribeTags", json!({}));
    assert_eq!(shown["Tags"].as_array().unwrap().len(), 2);
    lab.ok("autoscaling", "DeleteTags", json!({ "Tags": [tag("own", false)] }));
    assert_eq!(group(&mut lab)["Tags"].as_array().unwrap().len(), 1);
    let limits = lab.ok("autoscaling", "DescribeAccountLimits", json!({}));
    assert_eq!(limits["NumberOfAutoScalingGroups"], 1);
    let update = json!({ "AutoScalingGroupName": "web", "MinSize": 2, "DefaultCooldown": 60 });
    lab.ok("autoscaling", "UpdateAutoScalingGroup", update);
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab).len(), 2);
}

#[test]
fn requests_are_shared_by_the_instances_in_service() {
    let mut lab = lab(1, 4, 1);
    minutes(&mut lab, 2);
    requests(&mut lab, 9_000.0);
    let cpu = |lab: &crate::support::Lab, id: &str| {
        let end = lab.world.now();
        let history = lab.world.ec2().history(id).unwrap();
        history.load_before(watchtrail::sim::command::Resource::Cpu, end)
    };
    minutes(&mut lab, 1);
    let first = ids(&mut lab)[0].clone();
    assert_eq!(cpu(&lab, &first), Some(75.0));
    let three = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 3 });
    lab.ok("autoscaling", "SetDesiredCapacity", three);
    minutes(&mut lab, 2);
    for id in ids(&mut lab) {
        assert_eq!(cpu(&lab, &id), Some(25.0), "{id}");
    }
}

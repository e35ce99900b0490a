//! Lifecycle hooks: instances that wait on their way in and out, and who is told.

use serde_json::{Value, json};

use super::{activities, group, ids, lab, minutes, refused, states};
use crate::support::Lab;

const LAUNCHING: &str = "autoscaling:EC2_INSTANCE_LAUNCHING";
const TERMINATING: &str = "autoscaling:EC2_INSTANCE_TERMINATING";

/// A group without instances that has a hook.
fn with(hook: Value) -> Lab {
    let mut lab = lab(0, 4, 0);
    put(&mut lab, hook);
    lab
}

fn of_group(mut input: Value) -> Value {
    input["AutoScalingGroupName"] = json!("web");
    input
}

fn put(lab: &mut Lab, hook: Value) {
    lab.ok("autoscaling", "PutLifecycleHook", of_group(hook));
}

fn desire(lab: &mut Lab, count: u32) {
    let input = of_group(json!({ "DesiredCapacity": count }));
    lab.ok("autoscaling", "SetDesiredCapacity", input);
}

fn complete(lab: &mut Lab, hook: &str, id: &str, result: &str) {
    let input = json!({
        "LifecycleHookName": hook, "InstanceId": id, "LifecycleActionResult": result,
    });
    lab.ok("autoscaling", "CompleteLifecycleAction", of_group(input));
}

#[test]
fn a_hook_has_the_defaults_of_aws_and_keeps_what_is_not_said() {
    let mut lab = with(json!({ "LifecycleHookName": "in", "LifecycleTransition": LAUNCHING }));
    let shown = |lab: &mut Lab| {
        lab.ok("autoscaling", "DescribeLifecycleHooks", of_group(json!({})))["LifecycleHooks"][0]
            .clone()
    };
    let mut expected = json!({
        "LifecycleHookName": "in", "AutoScalingGroupName": "web",
        "LifecycleTransition": LAUNCHING, "HeartbeatTimeout": 3600, "GlobalTimeout": 172_800,
        "DefaultResult": "ABANDON",
    });
    assert_eq!(shown(&mut lab), expected);
    put(&mut lab, json!({ "LifecycleHookName": "in", "HeartbeatTimeout": 30 }));
    expected["HeartbeatTimeout"] = json!(30);
    expected["GlobalTimeout"] = json!(3_000);
    assert_eq!(shown(&mut lab), expected);
}

#[test]
fn what_is_wrong_with_a_hook_is_refused() {
    let mut lab = lab(0, 4, 0);
    let role = "arn:aws:iam::123456789012:role/none";
    let cases = [
        (json!({}), "A new lifecycle hook must have a LifecycleTransition"),
        (json!({ "LifecycleTransition": "launching" }), "Invalid Lifecycle Transition: launching"),
        (
            json!({ "LifecycleTransition": LAUNCHING, "HeartbeatTimeout": 29 }),
            "HeartbeatTimeout must be between 30 and 7200 seconds; found 29",
        ),
        (
            json!({ "LifecycleTransition": LAUNCHING, "HeartbeatTimeout": 7_201 }),
            "HeartbeatTimeout must be between 30 and 7200 seconds; found 7201",
        ),
        (
            json!({ "LifecycleTransition": LAUNCHING, "DefaultResult": "GO" }),
            "Invalid lifecycle action result: GO",
        ),
        (
            json!({
                "LifecycleTransition": LAUNCHING,
                "NotificationTargetARN": "arn:aws:sqs:us-east-1:123456789012:none",
            }),
            "A RoleARN must be specified with a NotificationTargetARN",
        ),
        (
            json!({
                "LifecycleTransition": LAUNCHING, "RoleARN": role,
                "NotificationTargetARN": "arn:aws:sqs:us-east-1:123456789012:none",
            }),
            "Unable to publish test message to notification target \
             arn:aws:sqs:us-east-1:123456789012:none using IAM role \
             arn:aws:iam::123456789012:role/none. Please check your target and role configuration \
             and try to put lifecycle hook again.",
        ),
    ];
    for (mut input, text) in cases {
        input["LifecycleHookName"] = json!("in");
        let found = refused(&mut lab, "PutLifecycleHook", of_group(input));
        assert_eq!(found, format!("ValidationError: {text}"));
    }
}

#[test]
fn an_instance_waits_on_its_way_in_for_every_hook() {
    let mut lab = with(json!({ "LifecycleHookName": "a", "LifecycleTransition": LAUNCHING }));
    put(&mut lab, json!({ "LifecycleHookName": "b", "LifecycleTransition": LAUNCHING }));
    desire(&mut lab, 1);
    minutes(&mut lab, 2);
    assert_eq!(states(&mut lab), ["Pending:Wait"]);
    assert_eq!(activities(&mut lab)[0]["StatusCode"], "MidLifecycleAction");
    let id = ids(&mut lab)[0].clone();
    complete(&mut lab, "a", &id, "CONTINUE");
    assert_eq!(states(&mut lab), ["Pending:Wait"]);
    complete(&mut lab, "b", &id, "CONTINUE");
    assert_eq!(states(&mut lab), ["Pending:Proceed"]);
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab), ["InService"]);
    assert_eq!(activities(&mut lab)[0]["StatusCode"], "Successful");
    let again = json!({
        "LifecycleHookName": "b", "InstanceId": id, "LifecycleActionResult": "CONTINUE",
    });
    assert_eq!(
        refused(&mut lab, "CompleteLifecycleAction", of_group(again)),
        format!("ValidationError: No active Lifecycle Action found with instance ID {id}")
    );
}

#[test]
fn a_launch_that_is_abandoned_is_replaced() {
    let mut lab = with(json!({ "LifecycleHookName": "in", "LifecycleTransition": LAUNCHING }));
    desire(&mut lab, 1);
    minutes(&mut lab, 2);
    let first = ids(&mut lab)[0].clone();
    complete(&mut lab, "in", &first, "ABANDON");
    minutes(&mut lab, 3);
    let [second] = <[String; 1]>::try_from(ids(&mut lab)).unwrap();
    assert_ne!(first, second);
    let all = activities(&mut lab);
    let given_up = all.iter().find(|one| one["StatusCode"] == "Cancelled").unwrap();
    let message = given_up["StatusMessage"].as_str().unwrap();
    assert!(message.starts_with("Instance failed to complete user's Lifecycle Action: Lifecycle"));
    assert!(message.ends_with("was abandoned: Lifecycle Action Completed with ABANDON Result"));
    let described = format!("Launching a new EC2 instance: {first}.  Status Reason: {message}");
    assert_eq!(given_up["Description"], described);
    let ended = all.iter().find(|one| one["Description"].as_str().unwrap().starts_with("Term"));
    let cause = ended.unwrap()["Cause"].as_str().unwrap();
    assert!(
        cause.ends_with("an instance was taken out of service in response to a launch failure.")
    );
}

#[test]
fn without_a_sign_the_default_result_follows_and_a_sign_puts_it_off() {
    let hook = json!({
        "LifecycleHookName": "in", "LifecycleTransition": LAUNCHING, "HeartbeatTimeout": 120,
        "DefaultResult": "CONTINUE",
    });
    let mut lab = with(hook);
    desire(&mut lab, 1);
    minutes(&mut lab, 2);
    let id = ids(&mut lab)[0].clone();
    let sign = of_group(json!({ "LifecycleHookName": "in", "InstanceId": id }));
    lab.ok("autoscaling", "RecordLifecycleActionHeartbeat", sign.clone());
    lab.sleep(watchtrail::sim::Span::secs(119));
    assert_eq!(states(&mut lab), ["Pending:Wait"]);
    lab.sleep(watchtrail::sim::Span::secs(1));
    assert_eq!(states(&mut lab), ["Pending:Proceed"]);
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab), ["InService"]);
    let none = format!("ValidationError: No active Lifecycle Action found with instance ID {id}");
    assert_eq!(refused(&mut lab, "RecordLifecycleActionHeartbeat", sign), none);
}

#[test]
fn signs_help_a_hundred_heartbeats_long_at_most() {
    let hook = json!({
        "LifecycleHookName": "in", "LifecycleTransition": LAUNCHING, "HeartbeatTimeout": 60,
        "DefaultResult": "CONTINUE",
    });
    let mut lab = with(hook);
    desire(&mut lab, 1);
    lab.sleep(watchtrail::sim::Span::secs(45));
    let id = ids(&mut lab)[0].clone();
    let sign = of_group(json!({ "LifecycleHookName": "in", "InstanceId": id }));
    for _ in 0..198 {
        lab.ok("autoscaling", "RecordLifecycleActionHeartbeat", sign.clone());
        lab.sleep(watchtrail::sim::Span::secs(30));
    }
    assert_eq!(states(&mut lab), ["Pending:Wait"]);
    lab.ok("autoscaling", "RecordLifecycleActionHeartbeat", sign.clone());
    minutes(&mut lab, 2);
    assert_eq!(states(&mut lab), ["InService"]);
}

#[test]
fn an_instance_waits_on_its_way_out_before_ec2_terminates_it() {
    let mut lab = with(json!({ "LifecycleHookName": "a", "LifecycleTransition": TERMINATING }));
    put(&mut lab, json!({ "LifecycleHookName": "b", "LifecycleTransition": TERMINATING }));
    desire(&mut lab, 1);
    minutes(&mut lab, 2);
    let id = ids(&mut lab)[0].clone();
    desire(&mut lab, 0);
    minutes(&mut lab, 30);
    assert_eq!(states(&mut lab), ["Terminating:Wait"]);
    assert_eq!(activities(&mut lab)[0]["StatusCode"], "MidTerminatingLifecycleAction");
    let state = |lab: &mut Lab| {
        let reply = lab.ok("ec2", "DescribeInstances", json!({ "InstanceIds": [id] }));
        reply["Reservations"][0]["Instances"][0]["State"]["Name"].clone()
    };
    assert_eq!(state(&mut lab), "running");
    // To abandon one action ends the wait for all.
    complete(&mut lab, "a", &id, "ABANDON");
    assert_eq!(states(&mut lab), ["Terminating:Proceed"]);
    minutes(&mut lab, 2);
    assert_eq!(state(&mut lab), "terminated");
    assert!(states(&mut lab).is_empty());
    assert_eq!(activities(&mut lab)[0]["StatusCode"], "Successful");
}

#[test]
fn one_that_is_gone_already_leaves_when_its_actions_are_over() {
    let mut lab = with(json!({
        "LifecycleHookName": "out", "LifecycleTransition": TERMINATING, "HeartbeatTimeout": 600,
    }));
    desire(&mut lab, 1);
    minutes(&mut lab, 2);
    let id = ids(&mut lab)[0].clone();
    lab.ok("ec2", "TerminateInstances", json!({ "InstanceIds": [id] }));
    minutes(&mut lab, 5);
    let mut found = states(&mut lab);
    found.sort();
    assert_eq!(found, ["InService", "Terminating:Wait"]);
    minutes(&mut lab, 10);
    assert_eq!(states(&mut lab), ["InService"]);
}

#[test]
fn a_hook_that_is_deleted_and_a_group_deleted_by_force_hold_nobody() {
    let mut lab = with(json!({ "LifecycleHookName": "out", "LifecycleTransition": TERMINATING }));
    desire(&mut lab, 2);
    minutes(&mut lab, 2);
    desire(&mut lab, 1);
    minutes(&mut lab, 1);
    let hook = of_group(json!({ "LifecycleHookName": "out" }));
    lab.ok("autoscaling", "DeleteLifecycleHook", hook.clone());
    minutes(&mut lab, 2);
    assert_eq!(states(&mut lab), ["InService"]);
    assert_eq!(
        refused(&mut lab, "DeleteLifecycleHook", hook),
        "ValidationError: No Lifecycle Hook found with name out"
    );
    put(&mut lab, json!({ "LifecycleHookName": "out", "LifecycleTransition": TERMINATING }));
    let force = of_group(json!({ "ForceDelete": true }));
    lab.ok("autoscaling", "DeleteAutoScalingGroup", force);
    minutes(&mut lab, 3);
    assert_eq!(group(&mut lab), Value::Null);
}

/// A queue, a topic with a subscriber, and a role that may tell both.
fn told(lab: &mut Lab) -> String {
    let trust = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "autoscaling.amazonaws.com" },
            "Action": "sts:AssumeRole",
        }],
    });
    let role = json!({ "RoleName": "tells", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", role);
    let policy = "arn:aws:iam::aws:policy/service-role/AutoScalingNotificationAccessRole";
    let attached = json!({ "RoleName": "tells", "PolicyArn": policy });
    lab.ok("iam", "AttachRolePolicy", attached);
    lab.ok("sns", "CreateTopic", json!({ "Name": "steps" }));
    let queue = lab.ok("sqs", "CreateQueue", json!({ "QueueName": "steps" }));
    queue["QueueUrl"].as_str().unwrap().to_owned()
}

/// The bodies of what a queue holds.
fn bodies(lab: &mut Lab, queue: &str) -> Vec<Value> {
    let ask = json!({ "QueueUrl": queue, "MaxNumberOfMessages": 10 });
    let reply = lab.ok("sqs", "ReceiveMessage", ask);
    let all = reply["Messages"].as_array().cloned().unwrap_or_default();
    all.iter().map(|one| serde_json::from_str(one["Body"].as_str().unwrap()).unwrap()).collect()
}

#[test]
fn a_queue_is_told_in_the_words_of_aws() {
    let mut lab = lab(0, 4, 0);
    let queue = told(&mut lab);
    let hook = json!({
        "LifecycleHookName": "in", "LifecycleTransition": LAUNCHING,
        "NotificationTargetARN": "arn:aws:sqs:us-east-1:123456789012:steps",
        "RoleARN": "arn:aws:iam::123456789012:role/tells", "NotificationMetadata": "set it up",
    });
    put(&mut lab, hook);
    minutes(&mut lab, 1);
    let [mut test] = <[Value; 1]>::try_from(bodies(&mut lab, &queue)).unwrap();
    assert_eq!(test["RequestId"].take().as_str().unwrap().len(), 36);
    let expected = json!({
        "AccountId": "123456789012", "RequestId": null,
        "AutoScalingGroupARN": group(&mut lab)["AutoScalingGroupARN"],
        "AutoScalingGroupName": "web", "Service": "AWS Auto Scaling",
        "Event": "autoscaling:TEST_NOTIFICATION", "Time": "2025-01-06T00:00:00.000Z",
    });
    assert_eq!(test.to_string(), expected.to_string());
    desire(&mut lab, 1);
    lab.sleep(watchtrail::sim::Span::secs(40));
    let found = bodies(&mut lab, &queue);
    let mut told = found.into_iter().find(|one| one["Event"].is_null()).unwrap();
    let token = told["LifecycleActionToken"].take();
    let (activity, id) = (activities(&mut lab)[0]["ActivityId"].clone(), ids(&mut lab)[0].clone());
    let expected = json!({
        "Origin": "EC2", "LifecycleHookName": "in", "Destination": "AutoScalingGroup",
        "AccountId": "123456789012", "RequestId": activity, "LifecycleTransition": LAUNCHING,
        "AutoScalingGroupName": "web", "Service": "AWS Auto Scaling",
        "Time": "2025-01-06T00:01:30.000Z", "EC2InstanceId": id,
        "NotificationMetadata": "set it up", "LifecycleActionToken": null,
    });
    assert_eq!(told.to_string(), expected.to_string());
    let input = json!({
        "LifecycleHookName": "in", "LifecycleActionToken": token,
        "LifecycleActionResult": "CONTINUE",
    });
    lab.ok("autoscaling", "CompleteLifecycleAction", of_group(input));
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab), ["InService"]);
}

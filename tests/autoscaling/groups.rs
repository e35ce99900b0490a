//! Groups: launches, terminations, replacement, what is refused.

use serde_json::json;
use watchtrail::sim::{Change, Command, Span};

use super::{activities, group, ids, lab, minutes, refused, states, template};
use crate::support::Lab;

#[test]
fn a_group_launches_what_is_desired_in_its_service_linked_role() {
    let mut lab = lab(1, 4, 2);
    assert_eq!(states(&mut lab), Vec::<String>::new());
    lab.sleep(Span::secs(10));
    assert_eq!(states(&mut lab), ["Pending", "Pending"]);
    lab.sleep(Span::secs(20));
    assert_eq!(states(&mut lab), ["InService", "InService"]);
    let shown = group(&mut lab);
    let zone = |n: usize| shown["Instances"][n]["AvailabilityZone"].clone();
    assert_ne!(zone(0), zone(1), "one in each zone");
    assert_eq!(shown["Instances"][0]["LaunchTemplate"]["Version"], "1");
    let done = activities(&mut lab);
    assert_eq!(done.len(), 2);
    assert_eq!(
        done[0]["Cause"],
        "At 2025-01-06T00:00:00Z a user request created an AutoScalingGroup changing the desired \
         capacity from 0 to 2.  At 2025-01-06T00:00:10Z an instance was started in response to a \
         difference between desired and actual capacity, increasing the capacity from 0 to 2."
    );
    assert_eq!((&done[0]["StatusCode"], &done[0]["Progress"]), (&json!("Successful"), &json!(100)));
    let records: Vec<_> =
        lab.world.cloudtrail().records().iter().map(|record| record.json()).collect();
    let named = |name: &str| records.iter().filter(|r| r["eventName"] == name).collect::<Vec<_>>();
    let launches = named("RunInstances");
    assert_eq!(launches.len(), 2);
    let identity = &launches[0]["userIdentity"];
    assert_eq!(identity["type"], "AssumedRole");
    assert_eq!(identity["invokedBy"], "autoscaling.amazonaws.com");
    assert_eq!(
        identity["arn"],
        "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling"
    );
    let issuer = &identity["sessionContext"]["sessionIssuer"];
    assert_eq!(issuer["userName"], "AWSServiceRoleForAutoScaling");
    assert_eq!(launches[0]["sourceIPAddress"], "autoscaling.amazonaws.com");
    let made = named("CreateServiceLinkedRole");
    assert_eq!(made.len(), 1);
    assert_eq!(made[0]["userIdentity"]["type"], "IAMUser");
    assert_eq!(made[0]["userIdentity"]["invokedBy"], "autoscaling.amazonaws.com");
    let id = &ids(&mut lab)[0];
    let tags = lab.world.ec2().tags(lab.world.ec2().instance(id).unwrap().scope, id).unwrap();
    assert_eq!(tags["aws:autoscaling:groupName"], "web");
}

#[test]
fn capacity_follows_desire_both_ways_and_deleting_waits_for_the_instances() {
    let mut lab = lab(1, 4, 1);
    minutes(&mut lab, 1);
    let set = |n: i32| json!({ "AutoScalingGroupName": "web", "DesiredCapacity": n });
    lab.ok("autoscaling", "SetDesiredCapacity", set(3));
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab).len(), 3);
    lab.ok("autoscaling", "SetDesiredCapacity", set(2));
    lab.sleep(Span::secs(10));
    assert_eq!(states(&mut lab).iter().filter(|s| *s == "Terminating").count(), 1);
    let cause = activities(&mut lab)[0]["Cause"].as_str().unwrap().to_owned();
    assert!(cause.contains("shrinking the capacity from 3 to 2.  At "), "{cause}");
    assert!(cause.ends_with("was selected for termination."), "{cause}");
    minutes(&mut lab, 1);
    assert_eq!(states(&mut lab), ["InService", "InService"]);
    assert_eq!(
        refused(&mut lab, "SetDesiredCapacity", set(5)),
        "ValidationError: New SetDesiredCapacity value 5 is above max value 4 for the \
         AutoScalingGroup."
    );
    let delete = json!({ "AutoScalingGroupName": "web" });
    let busy = refused(&mut lab, "DeleteAutoScalingGroup", delete);
    assert!(busy.starts_with("ResourceInUse: You cannot delete"), "{busy}");
    let force = json!({ "AutoScalingGroupName": "web", "ForceDelete": true });
    lab.ok("autoscaling", "DeleteAutoScalingGroup", force);
    assert_eq!(group(&mut lab)["Status"], "Delete in progress");
    minutes(&mut lab, 2);
    assert!(group(&mut lab).is_null());
    let input = json!({ "IncludeDeletedGroups": true });
    let kept = lab.ok("autoscaling", "DescribeScalingActivities", input);
    assert_eq!(kept["Activities"][0]["AutoScalingGroupState"], "Deleted");
}

#[test]
fn an_instance_that_is_ill_or_gone_is_replaced() {
    let mut lab = lab(1, 2, 1);
    minutes(&mut lab, 5);
    let first = ids(&mut lab)[0].clone();
    lab.ok("ec2", "TerminateInstances", json!({ "InstanceIds": [first] }));
    minutes(&mut lab, 3);
    let second = ids(&mut lab)[0].clone();
    assert_ne!(first, second);
    let causes: Vec<_> =
        activities(&mut lab).iter().map(|a| a["Cause"].as_str().unwrap().to_owned()).collect();
    assert!(
        causes.iter().any(|cause| cause.contains("indicating it has been terminated or stopped"))
    );
    assert!(causes.iter().any(|cause| cause.ends_with("needing to be replaced.")), "{causes:?}");
    minutes(&mut lab, 5);
    let check = watchtrail::sim::command::StatusCheck::Instance;
    let fault = Change::Fault { instance: second.clone(), check, until: None, failing: true };
    lab.world.apply(&Command::World(fault)).reply.unwrap();
    minutes(&mut lab, 4);
    assert_ne!(ids(&mut lab), [second]);
    let third = ids(&mut lab)[0].clone();
    let ill = json!({ "InstanceId": third, "HealthStatus": "Unhealthy" });
    lab.ok("autoscaling", "SetInstanceHealth", ill);
    minutes(&mut lab, 3);
    assert_ne!(ids(&mut lab), [third]);
    let told = activities(&mut lab);
    assert!(told.iter().any(|a| a["Cause"].as_str().unwrap().contains("a user health-check")));
}

#[test]
fn one_instance_is_taken_out_in_and_terminated() {
    let mut lab = lab(1, 4, 2);
    minutes(&mut lab, 1);
    let id = ids(&mut lab)[0].clone();
    let out = json!({
        "AutoScalingGroupName": "web", "InstanceIds": [id], "ShouldDecrementDesiredCapacity": true,
    });
    let reply = lab.ok("autoscaling", "DetachInstances", out);
    let activity = &reply["Activities"][0];
    assert_eq!(activity["Description"], format!("Detaching EC2 instance: {id}"));
    let cause = activity["Cause"].as_str().unwrap();
    assert!(cause.ends_with("a user request, shrinking the capacity from 2 to 1."), "{cause}");
    assert_eq!(ids(&mut lab).len(), 1);
    let into = json!({ "AutoScalingGroupName": "web", "InstanceIds": [id] });
    lab.ok("autoscaling", "AttachInstances", into);
    assert!(ids(&mut lab).contains(&id));
    assert_eq!(group(&mut lab)["DesiredCapacity"], 2);
    let protect = json!({
        "AutoScalingGroupName": "web", "InstanceIds": [id], "ProtectedFromScaleIn": true,
    });
    lab.ok("autoscaling", "SetInstanceProtection", protect);
    let one = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 1 });
    lab.ok("autoscaling", "SetDesiredCapacity", one);
    minutes(&mut lab, 1);
    assert_eq!(ids(&mut lab), std::slice::from_ref(&id), "the protected one stays");
    let end = json!({ "InstanceId": id, "ShouldDecrementDesiredCapacity": false });
    let reply = lab.ok("autoscaling", "TerminateInstanceInAutoScalingGroup", end.clone());
    assert_eq!(reply["Activity"]["StatusCode"], "InProgress");
    minutes(&mut lab, 2);
    assert_eq!(states(&mut lab), ["InService"]);
    assert_ne!(ids(&mut lab), [id]);
    let all = lab.ok("autoscaling", "DescribeAutoScalingInstances", json!({}));
    assert_eq!(all["AutoScalingInstances"][0]["HealthStatus"], "HEALTHY");
}

#[test]
fn a_launch_that_fails_is_told_and_tried_later() {
    let mut lab = lab(0, 2, 0);
    let id = lab.ok("ec2", "DescribeLaunchTemplates", json!({}));
    let id = id["LaunchTemplates"][0]["LaunchTemplateId"].clone();
    lab.ok("ec2", "DeleteLaunchTemplate", json!({ "LaunchTemplateId": id }));
    let one = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 1 });
    lab.ok("autoscaling", "SetDesiredCapacity", one);
    minutes(&mut lab, 4);
    let tried = activities(&mut lab);
    assert_eq!(tried.len(), 3, "at once, after a minute, after two more");
    assert_eq!(tried[0]["StatusCode"], "Failed");
    let message = tried[0]["StatusMessage"].as_str().unwrap();
    assert!(message.ends_with("Launching EC2 instance failed."), "{message}");
    assert_eq!(states(&mut lab), Vec::<String>::new());
}

#[test]
fn what_is_refused_is_refused_in_aws_s_words() {
    let mut lab = Lab::new();
    template(&mut lab);
    let base = json!({
        "AutoScalingGroupName": "web", "MinSize": 1, "MaxSize": 2,
        "LaunchTemplate": { "LaunchTemplateName": "web" }, "AvailabilityZones": ["us-east-1a"],
    });
    let with = |name: &str, value: serde_json::Value| {
        let mut input = base.clone();
        input[name] = value;
        input
    };
    let mut without = base.clone();
    without.as_object_mut().unwrap().remove("AvailabilityZones");
    let mut bare = base.clone();
    bare.as_object_mut().unwrap().remove("LaunchTemplate");
    let cases = [
        (with("MinSize", json!(3)), "Max bound, 2, must be greater than or equal to min bound, 3"),
        (
            with("DesiredCapacity", json!(5)),
            "Desired capacity:5 must be between the specified min size:1 and max size:2",
        ),
        (without, "At least one Availability Zone or VPC Subnet is required."),
        (
            bare,
            "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, \
             InstanceId or MixedInstancesPolicy parameter.",
        ),
        (with("VPCZoneIdentifier", json!("subnet-1")), "The subnet ID 'subnet-1' does not exist"),
    ];
    for (input, expected) in cases {
        let text = refused(&mut lab, "CreateAutoScalingGroup", input);
        assert_eq!(text, format!("ValidationError: {expected}"));
    }
    let lattice = with("HealthCheckType", json!("ELB,VPC_LATTICE"));
    let text = refused(&mut lab, "CreateAutoScalingGroup", lattice);
    assert_eq!(text, "NotSimulated: HealthCheckType VPC_LATTICE");
    lab.ok("autoscaling", "CreateAutoScalingGroup", base.clone());
    let again = refused(&mut lab, "CreateAutoScalingGroup", base);
    assert!(again.starts_with("AlreadyExists: AutoScalingGroup by this name"), "{again}");
    let user = json!({ "UserName": "minsu" });
    lab.ok("iam", "CreateUser", user);
    let input = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 2 });
    let denied = lab.call("minsu", "autoscaling", "SetDesiredCapacity", input).reply.unwrap_err();
    assert_eq!(
        denied.message,
        "User: arn:aws:iam::123456789012:user/minsu is not authorized to perform: \
         autoscaling:SetDesiredCapacity on resource: arn:aws:autoscaling:us-east-1:123456789012:\
         autoScalingGroup:*:autoScalingGroupName/web because no identity-based policy allows the \
         autoscaling:SetDesiredCapacity action"
    );
}

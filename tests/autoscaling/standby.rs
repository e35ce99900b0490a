//! Instances on standby: out of service, of the group still, seen to by nobody.

use serde_json::{Value, json};

use super::{activities, group, ids, lab, minutes, refused, states};
use crate::support::Lab;

fn of_group(mut input: Value) -> Value {
    input["AutoScalingGroupName"] = json!("web");
    input
}

fn enter(id: &str, fewer: bool) -> Value {
    of_group(json!({ "InstanceIds": [id], "ShouldDecrementDesiredCapacity": fewer }))
}

fn exit(id: &str) -> Value {
    of_group(json!({ "InstanceIds": [id] }))
}

fn state(lab: &mut Lab, id: &str) -> String {
    let group = group(lab);
    let all = group["Instances"].as_array().unwrap();
    let one = all.iter().find(|one| one["InstanceId"] == id).unwrap();
    one["LifecycleState"].as_str().unwrap().to_owned()
}

/// Feature row "standby".
#[test]
fn an_instance_stands_by_and_comes_back() {
    let mut lab = lab(0, 3, 2);
    minutes(&mut lab, 2);
    let id = ids(&mut lab).remove(0);
    let reply = lab.ok("autoscaling", "EnterStandby", enter(&id, true));
    let activity = &reply["Activities"][0];
    assert_eq!(activity["Description"], format!("Moving EC2 instance to Standby: {id}"));
    assert_eq!(
        activity["Cause"],
        format!(
            "At 2025-01-06T00:02:00Z instance {id} was moved to standby in response to a user \
             request, shrinking the capacity from 2 to 1."
        )
    );
    assert_eq!(
        (&activity["StatusCode"], &activity["Progress"]),
        (&json!("InProgress"), &json!(50))
    );
    assert_eq!(state(&mut lab, &id), "EnteringStandby");
    minutes(&mut lab, 1);
    assert_eq!(state(&mut lab, &id), "Standby");
    assert_eq!(group(&mut lab)["DesiredCapacity"], 1);
    assert_eq!(activities(&mut lab)[0]["StatusCode"], "Successful");
    // Nobody minds that it stops, nor what is said of its health.
    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [id] }));
    lab.ok(
        "autoscaling",
        "SetInstanceProtection",
        of_group(json!({
            "InstanceIds": [id], "ProtectedFromScaleIn": true,
        })),
    );
    minutes(&mut lab, 10);
    assert_eq!(states(&mut lab).len(), 2);
    lab.ok("ec2", "StartInstances", json!({ "InstanceIds": [id] }));
    minutes(&mut lab, 1);
    let reply = lab.ok("autoscaling", "ExitStandby", exit(&id));
    let activity = &reply["Activities"][0];
    assert_eq!(activity["Description"], format!("Moving EC2 instance out of Standby: {id}"));
    assert_eq!(
        (&activity["StatusCode"], &activity["Progress"]),
        (&json!("PreInService"), &json!(30))
    );
    assert!(activity["Cause"].as_str().unwrap().ends_with("increasing the capacity from 1 to 2."));
    assert_eq!(state(&mut lab, &id), "Pending");
    minutes(&mut lab, 3);
    assert_eq!(states(&mut lab), ["InService", "InService"]);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 2);
}

#[test]
fn without_a_smaller_capacity_another_takes_its_place() {
    let mut lab = lab(1, 2, 1);
    minutes(&mut lab, 2);
    let id = ids(&mut lab).remove(0);
    assert_eq!(
        refused(&mut lab, "EnterStandby", enter(&id, true)),
        "ValidationError: AutoScalingGroup web has min-size=1, max-size=2, and desired-size=1. To \
         place into standby 1 instance, please update the AutoScalingGroup sizes appropriately."
    );
    lab.ok("autoscaling", "EnterStandby", enter(&id, false));
    assert_eq!(
        refused(&mut lab, "EnterStandby", enter(&id, false)),
        format!("ValidationError: The instance {id} is not in InService.")
    );
    minutes(&mut lab, 2);
    let mut found = states(&mut lab);
    found.sort();
    assert_eq!(found, ["InService", "Standby"]);
    lab.ok("autoscaling", "ExitStandby", exit(&id));
    minutes(&mut lab, 2);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 2, "it counts again");
    lab.ok("autoscaling", "EnterStandby", enter(&id, false));
    minutes(&mut lab, 2);
    assert_eq!(states(&mut lab).len(), 3);
    let full = refused(&mut lab, "ExitStandby", exit(&id));
    assert!(full.contains("To move out of standby 1 instance, please update"), "{full}");
    let gone = of_group(json!({ "InstanceIds": [id], "ShouldDecrementDesiredCapacity": true }));
    lab.ok("autoscaling", "DetachInstances", gone);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 2, "it did not count");
}

#[test]
fn what_came_to_harm_on_standby_is_replaced_when_it_comes_back() {
    let mut lab = lab(0, 2, 1);
    minutes(&mut lab, 2);
    let id = ids(&mut lab).remove(0);
    lab.ok("autoscaling", "EnterStandby", enter(&id, true));
    minutes(&mut lab, 1);
    lab.ok(
        "autoscaling",
        "SetInstanceHealth",
        json!({
            "InstanceId": id, "HealthStatus": "Unhealthy", "ShouldRespectGracePeriod": false,
        }),
    );
    minutes(&mut lab, 5);
    assert_eq!(state(&mut lab, &id), "Standby");
    lab.ok("autoscaling", "ExitStandby", exit(&id));
    minutes(&mut lab, 5);
    assert!(!ids(&mut lab).contains(&id), "{:?}", states(&mut lab));
    assert_eq!(states(&mut lab), ["InService"]);
}

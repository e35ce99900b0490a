//! Placement groups: made, launched into, what they refuse.

use serde_json::{Value, json};

use super::{launch_with, launched, refusal, shown};
use crate::support::Lab;

fn into(group: &str, kind: &str, more: Value) -> Value {
    let mut input = launch_with(json!({
        "InstanceType": kind, "Placement": { "GroupName": group, "AvailabilityZone": "us-east-1a" },
    }));
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

#[test]
fn a_cluster_group_takes_no_type_that_bursts_and_one_zone() {
    let mut lab = Lab::new();
    let none = lab.fails("ec2", "RunInstances", into("close", "m5.large", json!({})));
    let unknown = "InvalidPlacementGroup.Unknown The Placement Group 'close' is unknown.";
    assert_eq!(refusal(&none, ""), unknown);
    let input = json!({ "GroupName": "close", "Strategy": "cluster" });
    let made = lab.ok("ec2", "CreatePlacementGroup", input.clone());
    let group = &made["PlacementGroup"];
    assert!(group["GroupId"].as_str().unwrap().starts_with("pg-0"), "{group}");
    assert_eq!(group["State"], "available");
    let arn = "arn:aws:ec2:us-east-1:123456789012:placement-group/close";
    assert_eq!(group["GroupArn"], arn);
    let twice = lab.fails("ec2", "CreatePlacementGroup", input);
    assert!(refusal(&twice, "").starts_with("InvalidPlacementGroup.Duplicate "));
    let bursts = lab.fails("ec2", "RunInstances", into("close", "t3.micro", json!({})));
    assert!(refusal(&bursts, "").contains("are not supported by the 't3.micro' instance type"));
    let id = launched(&lab.ok("ec2", "RunInstances", into("close", "m5.large", json!({}))));
    let placement = shown(&mut lab, &id)["Placement"].clone();
    assert_eq!(
        (&placement["GroupName"], &placement["GroupId"]),
        (&json!("close"), &group["GroupId"])
    );
    let far = json!({ "Placement": { "GroupName": "close", "AvailabilityZone": "us-east-1b" } });
    let far = lab.fails("ec2", "RunInstances", into("close", "m5.large", far));
    assert!(refusal(&far, "").starts_with("InvalidParameterCombination "));
    let delete = json!({ "GroupName": "close" });
    let used = lab.fails("ec2", "DeletePlacementGroup", delete.clone());
    assert!(refusal(&used, "").starts_with("InvalidPlacementGroup.InUse "));
    lab.ok("ec2", "TerminateInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(watchtrail::sim::Span::mins(2));
    lab.ok("ec2", "DeletePlacementGroup", delete);
    let left = lab.ok("ec2", "DescribePlacementGroups", json!({}));
    assert_eq!(left["PlacementGroups"], json!([]));
}

#[test]
fn a_spread_group_takes_seven_a_zone_and_partitions_fill_evenly() {
    let mut lab = Lab::new();
    lab.ok("ec2", "CreatePlacementGroup", json!({ "GroupName": "apart", "Strategy": "spread" }));
    let seven = json!({ "MinCount": 7, "MaxCount": 7 });
    lab.ok("ec2", "RunInstances", into("apart", "t3.micro", seven));
    let eighth = lab.fails("ec2", "RunInstances", into("apart", "t3.micro", json!({})));
    assert!(refusal(&eighth, "").starts_with("InsufficientInstanceCapacity "));
    let parts = json!({ "GroupName": "parts", "PartitionCount": 3 });
    let made = lab.ok("ec2", "CreatePlacementGroup", parts);
    assert_eq!(made["PlacementGroup"]["Strategy"], "partition");
    let four = into("parts", "t3.micro", json!({ "MinCount": 4, "MaxCount": 4 }));
    let reply = lab.ok("ec2", "RunInstances", four);
    let numbers: Vec<&Value> = reply["Instances"]
        .as_array()
        .unwrap()
        .iter()
        .map(|instance| &instance["Placement"]["PartitionNumber"])
        .collect();
    assert_eq!(json!(numbers), json!([1, 2, 3, 1]));
}

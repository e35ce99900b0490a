//! Groups of several types, on demand and as Spot Instances.

use serde_json::{Value, json};

use super::{group, ids, minutes, refused, template};
use crate::support::Lab;

/// A policy of two types.
fn policy(distribution: Value, overrides: Value) -> Value {
    json!({
        "LaunchTemplate": {
            "LaunchTemplateSpecification": { "LaunchTemplateName": "web", "Version": "$Latest" },
            "Overrides": overrides,
        },
        "InstancesDistribution": distribution,
    })
}

fn input(policy: Value, desired: i32) -> Value {
    json!({
        "AutoScalingGroupName": "web", "MinSize": 0, "MaxSize": 20, "DesiredCapacity": desired,
        "AvailabilityZones": ["us-east-1a"], "MixedInstancesPolicy": policy,
    })
}

/// The instances of the group in the order of their launch: type, how they were bought, weight.
fn bought(lab: &mut Lab) -> Vec<String> {
    let shown = group(lab);
    let weights: Vec<(Value, Value)> = shown["Instances"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["InstanceId"].clone(), one["WeightedCapacity"].clone()))
        .collect();
    let ids = ids(lab);
    let found = lab.ok("ec2", "DescribeInstances", json!({ "InstanceIds": ids }));
    let reservations = found["Reservations"].as_array().unwrap();
    let one = |reservation: &Value| {
        let one = &reservation["Instances"][0];
        let weight = weights.iter().find(|(id, _)| *id == one["InstanceId"]).unwrap();
        let lifecycle = one["InstanceLifecycle"].as_str().unwrap_or("on-demand");
        let request = one["SpotInstanceRequestId"].as_str();
        assert_eq!(request.is_some_and(|id| id.starts_with("sir-")), lifecycle == "spot");
        format!("{} {lifecycle} {}", one["InstanceType"].as_str().unwrap(), weight.1)
    };
    reservations.iter().map(one).collect()
}

#[test]
fn capacity_is_parted_between_on_demand_and_spot() {
    let mut lab = Lab::new();
    template(&mut lab);
    let parted = json!({ "OnDemandBaseCapacity": 1, "OnDemandPercentageAboveBaseCapacity": 50 });
    let types = json!([{ "InstanceType": "t3.small" }, { "InstanceType": "t3.medium" }]);
    lab.ok("autoscaling", "CreateAutoScalingGroup", input(policy(parted, types), 6));
    minutes(&mut lab, 4);
    // One as the base, and of five above it three; Spot Instances of both types in turn.
    assert_eq!(
        bought(&mut lab),
        [
            "t3.small on-demand null",
            "t3.small on-demand null",
            "t3.small on-demand null",
            "t3.small on-demand null",
            "t3.small spot null",
            "t3.medium spot null",
        ]
    );
    let shown = group(&mut lab);
    assert_eq!(shown["LaunchTemplate"], Value::Null);
    let template = shown["Instances"][0]["LaunchTemplate"].clone();
    assert_eq!(
        (&template["LaunchTemplateName"], &template["Version"]),
        (&json!("web"), &json!("1"))
    );
    assert_eq!(
        shown["MixedInstancesPolicy"],
        json!({
            "LaunchTemplate": {
                "LaunchTemplateSpecification": {
                    "LaunchTemplateId": template["LaunchTemplateId"],
                    "LaunchTemplateName": "web", "Version": "$Latest",
                },
                "Overrides": [{ "InstanceType": "t3.small" }, { "InstanceType": "t3.medium" }],
            },
            "InstancesDistribution": {
                "OnDemandAllocationStrategy": "prioritized", "OnDemandBaseCapacity": 1,
                "OnDemandPercentageAboveBaseCapacity": 50, "SpotAllocationStrategy": "lowest-price",
                "SpotInstancePools": 2,
            },
        })
    );
    // With two fewer one of each kind goes: of four, one and two more are to be on demand.
    lab.ok(
        "autoscaling",
        "SetDesiredCapacity",
        json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 4 }),
    );
    minutes(&mut lab, 4);
    let left = bought(&mut lab);
    assert_eq!(left.iter().filter(|one| one.contains("spot")).count(), 1, "{left:?}");
    assert_eq!(left.len(), 4);
    // Nothing but Spot from now on: what is on demand stays until it has to go.
    let change = json!({
        "AutoScalingGroupName": "web", "DesiredCapacity": 5, "CapacityRebalance": true,
        "MixedInstancesPolicy": { "InstancesDistribution": {
            "OnDemandBaseCapacity": 0, "OnDemandPercentageAboveBaseCapacity": 0,
            "SpotAllocationStrategy": "capacity-optimized" } },
    });
    lab.ok("autoscaling", "UpdateAutoScalingGroup", change);
    minutes(&mut lab, 4);
    assert_eq!(bought(&mut lab).last().unwrap(), "t3.small spot null");
    let shown = group(&mut lab);
    assert_eq!(shown["CapacityRebalance"], true);
    let parted = &shown["MixedInstancesPolicy"]["InstancesDistribution"];
    assert_eq!(parted["SpotInstancePools"], Value::Null);
}

#[test]
fn types_weigh() {
    let mut lab = Lab::new();
    template(&mut lab);
    let types = json!([{ "InstanceType": "t3.large", "WeightedCapacity": "4" }]);
    let parted = json!({ "OnDemandPercentageAboveBaseCapacity": 0, "SpotMaxPrice": "0.05" });
    lab.ok("autoscaling", "CreateAutoScalingGroup", input(policy(parted, types), 10));
    minutes(&mut lab, 4);
    // Three of four units each are the first that reach ten.
    assert_eq!(bought(&mut lab), ["t3.large spot \"4\""; 3]);
    let set = |lab: &mut Lab, desired: i32| {
        let input = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": desired });
        lab.ok("autoscaling", "SetDesiredCapacity", input);
        minutes(lab, 4);
        ids(lab).len()
    };
    // None goes as long as the rest would be too few.
    assert_eq!(set(&mut lab, 9), 3);
    assert_eq!(set(&mut lab, 8), 2);
}

#[test]
fn a_policy_of_several_types_must_fit() {
    let mut lab = Lab::new();
    template(&mut lab);
    let types = json!([{ "InstanceType": "t3.small" }]);
    let cases = [
        (
            policy(json!({ "OnDemandPercentageAboveBaseCapacity": 101 }), types.clone()),
            "ValidationError: OnDemandPercentageAboveBaseCapacity must be from 0 to 100.",
        ),
        (
            policy(json!({ "SpotAllocationStrategy": "cheap" }), types.clone()),
            "ValidationError: Invalid SpotAllocationStrategy: cheap",
        ),
        (
            policy(
                json!({ "SpotAllocationStrategy": "capacity-optimized", "SpotInstancePools": 2 }),
                types.clone(),
            ),
            "ValidationError: SpotInstancePools option is only available with the lowest-price \
             allocation strategy.",
        ),
        (
            policy(
                json!({}),
                json!([{ "InstanceType": "t3.small", "WeightedCapacity": "2" },
            { "InstanceType": "t3.large" }]),
            ),
            "ValidationError: Either all overrides have a WeightedCapacity or none has.",
        ),
        (
            policy(json!({}), json!([{ "InstanceType": "z9.tiny" }])),
            "ValidationError: Invalid value 'z9.tiny' for InstanceType.",
        ),
        (
            json!({ "InstancesDistribution": {} }),
            "ValidationError: MixedInstancesPolicy must contain a LaunchTemplate.",
        ),
    ];
    for (policy, wanted) in cases {
        assert_eq!(refused(&mut lab, "CreateAutoScalingGroup", input(policy, 0)), wanted);
    }
    let mut both = input(policy(json!({}), types), 0);
    both["LaunchTemplate"] = json!({ "LaunchTemplateName": "web" });
    assert_eq!(
        refused(&mut lab, "CreateAutoScalingGroup", both),
        "ValidationError: Valid requests must contain either launchTemplate, \
         launchConfigurationName or mixedInstancesPolicy parameter."
    );
}

#[test]
fn a_spot_instance_is_bought_once_and_not_stopped() {
    let mut lab = Lab::new();
    let configuration = json!({
        "LaunchConfigurationName": "cheap", "ImageId": "ami-0c02fb55956c7d316",
        "InstanceType": "t3.micro", "SpotPrice": "0.05",
    });
    lab.ok("autoscaling", "CreateLaunchConfiguration", configuration);
    let told = lab.ok("autoscaling", "DescribeLaunchConfigurations", json!({}));
    assert_eq!(told["LaunchConfigurations"][0]["SpotPrice"], "0.05");
    let group = json!({
        "AutoScalingGroupName": "web", "MinSize": 1, "MaxSize": 1,
        "LaunchConfigurationName": "cheap", "AvailabilityZones": ["us-east-1a"],
    });
    lab.ok("autoscaling", "CreateAutoScalingGroup", group);
    minutes(&mut lab, 4);
    assert_eq!(bought(&mut lab), ["t3.micro spot null"]);
    let id = ids(&mut lab)[0].clone();
    let filter = json!({ "Filters": [{ "Name": "instance-lifecycle", "Values": ["spot"] }] });
    let found = lab.ok("ec2", "DescribeInstances", filter);
    assert_eq!(found["Reservations"][0]["Instances"][0]["InstanceId"], id);
    let stop = lab.fails("ec2", "StopInstances", json!({ "InstanceIds": [id] }));
    assert_eq!(
        (&stop["code"], &stop["message"]),
        (
            &json!("UnsupportedOperation"),
            &json!(format!(
                "You can't stop the Spot Instance '{id}' because it is associated with a one-time \
                 Spot Instance request. You can only stop Spot Instances associated with \
                 persistent Spot Instance requests."
            ))
        )
    );
    let mut launches = lab.world.cloudtrail().records().iter();
    let launch = launches.rfind(|record| record.event_name == "RunInstances").unwrap();
    assert_eq!(
        launch.json()["requestParameters"]["instanceMarketOptions"],
        json!({ "marketType": "spot", "spotOptions": { "maxPrice": "0.05" } })
    );
}

#[test]
fn what_spot_has_beside_is_refused_by_name() {
    let mut lab = Lab::new();
    let run = |options: Value| {
        json!({
            "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
            "MaxCount": 1, "InstanceMarketOptions": options,
        })
    };
    let spot = |options: Value| run(json!({ "MarketType": "spot", "SpotOptions": options }));
    let cases = [
        (run(json!({ "MarketType": "barter" })), "InvalidParameterValue"),
        (run(json!({ "MarketType": "capacity-block" })), "NotSimulated"),
        (spot(json!({ "MaxPrice": "much" })), "InvalidParameterValue"),
        (spot(json!({ "SpotInstanceType": "persistent" })), "NotSimulated"),
        (spot(json!({ "InstanceInterruptionBehavior": "hibernate" })), "NotSimulated"),
    ];
    for (input, code) in cases {
        assert_eq!(lab.fails("ec2", "RunInstances", input)["code"], code);
    }
    let reply = lab.ok("ec2", "RunInstances", spot(json!({ "MaxPrice": "0.01" })));
    assert_eq!(reply["Instances"][0]["InstanceLifecycle"], "spot");
}

#[test]
fn types_that_are_preferred_stay() {
    let mut lab = Lab::new();
    template(&mut lab);
    let all = json!({ "OnDemandPercentageAboveBaseCapacity": 100 });
    let types = |types: &[&str]| {
        let all = types.iter().map(|kind| json!({ "InstanceType": kind }));
        all.collect::<Vec<Value>>()
    };
    let first = policy(all.clone(), json!(types(&["t3.small"])));
    lab.ok("autoscaling", "CreateAutoScalingGroup", input(first, 2));
    minutes(&mut lab, 4);
    let change = |lab: &mut Lab, desired: i32, types: Vec<Value>| {
        let policy = policy(all.clone(), json!(types));
        let input = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": desired,
            "MixedInstancesPolicy": policy });
        lab.ok("autoscaling", "UpdateAutoScalingGroup", input);
        minutes(lab, 4);
    };
    // The order of the list has changed: the type that was the first goes first, though nothing
    // else tells it from the other and one of the other is older by now.
    change(&mut lab, 3, types(&["t3.medium", "t3.small"]));
    change(&mut lab, 2, types(&["t3.medium", "t3.small"]));
    assert_eq!(bought(&mut lab), ["t3.small on-demand null", "t3.medium on-demand null"]);
    change(&mut lab, 1, types(&["t3.medium", "t3.small"]));
    assert_eq!(bought(&mut lab), ["t3.medium on-demand null"]);
}

#[test]
fn weights_hold_for_what_is_there() {
    let mut lab = Lab::new();
    template(&mut lab);
    let all = json!({ "OnDemandPercentageAboveBaseCapacity": 100 });
    let plain = policy(all.clone(), json!([{ "InstanceType": "t3.large" }]));
    lab.ok("autoscaling", "CreateAutoScalingGroup", input(plain, 4));
    minutes(&mut lab, 4);
    assert_eq!(bought(&mut lab), ["t3.large on-demand null"; 4]);
    // Four of two units each are twice what is desired.
    let types = json!([{ "InstanceType": "t3.large", "WeightedCapacity": "2" }]);
    let weighed = json!({ "AutoScalingGroupName": "web",
        "MixedInstancesPolicy": policy(all, types) });
    lab.ok("autoscaling", "UpdateAutoScalingGroup", weighed);
    minutes(&mut lab, 4);
    assert_eq!(bought(&mut lab), ["t3.large on-demand \"2\""; 2]);
}

//! What groups launch from and stand behind: launch configurations, placement and target groups.

use serde_json::{Value, json};
use watchtrail::services::generators::Kind;
use watchtrail::sim::{Change, Command, Region};

use super::{group, ids, minutes, refused, template};
use crate::support::Lab;

fn create(lab: &mut Lab, more: Value) {
    let mut input = json!({
        "AutoScalingGroupName": "web", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 2,
        "AvailabilityZones": ["us-east-1a", "us-east-1b"],
    });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    lab.ok("autoscaling", "CreateAutoScalingGroup", input);
}

fn configuration(lab: &mut Lab, name: &str, more: Value) {
    let mut input = json!({
        "LaunchConfigurationName": name, "ImageId": "ami-0c02fb55956c7d316",
        "InstanceType": "t3.micro",
    });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    lab.ok("autoscaling", "CreateLaunchConfiguration", input);
}

#[test]
fn a_group_launches_from_a_launch_configuration() {
    let mut lab = Lab::new();
    configuration(&mut lab, "old", json!({ "AssociatePublicIpAddress": false }));
    configuration(&mut lab, "new", json!({ "InstanceMonitoring": { "Enabled": false } }));
    create(&mut lab, json!({ "LaunchConfigurationName": "old" }));
    minutes(&mut lab, 3);
    let first = ids(&mut lab);
    assert_eq!(group(&mut lab)["LaunchConfigurationName"], "old");
    assert_eq!(group(&mut lab)["LaunchTemplate"], Value::Null);
    assert_eq!(group(&mut lab)["Instances"][0]["LaunchConfigurationName"], "old");
    let found = lab.ok("ec2", "DescribeInstances", json!({ "InstanceIds": [first[0]] }));
    let instance = &found["Reservations"][0]["Instances"][0];
    // A launch configuration asks for detailed monitoring unless it says otherwise.
    assert_eq!(instance["Monitoring"]["State"], "enabled");
    assert_eq!(instance["PublicIpAddress"], Value::Null);
    let used =
        refused(&mut lab, "DeleteLaunchConfiguration", json!({ "LaunchConfigurationName": "old" }));
    assert!(used.starts_with("ResourceInUse: "), "{used}");
    // Those of the old configuration go first, whenever they were launched.
    let change = json!({ "AutoScalingGroupName": "web", "LaunchConfigurationName": "new",
        "DesiredCapacity": 4, "TerminationPolicies": ["OldestLaunchConfiguration"] });
    lab.ok("autoscaling", "UpdateAutoScalingGroup", change);
    minutes(&mut lab, 4);
    let fewer = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": 2 });
    lab.ok("autoscaling", "SetDesiredCapacity", fewer);
    minutes(&mut lab, 4);
    assert!(ids(&mut lab).iter().all(|id| !first.contains(id)));
    lab.ok("autoscaling", "DeleteLaunchConfiguration", json!({ "LaunchConfigurationName": "old" }));
    let both = json!({ "AutoScalingGroupName": "web", "LaunchConfigurationName": "old" });
    let gone = refused(&mut lab, "UpdateAutoScalingGroup", both);
    assert!(gone.starts_with("ValidationError: Launch configuration name not found"), "{gone}");
}

#[test]
fn instances_of_a_group_go_into_its_placement_group() {
    let mut lab = Lab::new();
    template(&mut lab);
    lab.ok("ec2", "CreatePlacementGroup", json!({ "GroupName": "apart", "Strategy": "spread" }));
    create(
        &mut lab,
        json!({ "LaunchTemplate": { "LaunchTemplateName": "web" }, "PlacementGroup": "apart" }),
    );
    minutes(&mut lab, 3);
    assert_eq!(group(&mut lab)["PlacementGroup"], "apart");
    let ids = ids(&mut lab);
    let found = lab.ok("ec2", "DescribeInstances", json!({ "InstanceIds": ids }));
    for reservation in found["Reservations"].as_array().unwrap() {
        assert_eq!(reservation["Instances"][0]["Placement"]["GroupName"], "apart");
    }
}

fn dimension(lab: &mut Lab, name: &str) -> String {
    let wanted = json!({ "Namespace": "AWS/ApplicationELB", "MetricName": "HealthyHostCount" });
    let listed = lab.ok("cloudwatch", "ListMetrics", wanted);
    let dimensions = listed["Metrics"][0]["Dimensions"].as_array().unwrap().clone();
    let found = dimensions.iter().find(|one| one["Name"] == name).unwrap();
    found["Value"].as_str().unwrap().to_owned()
}

/// The sum of the latest minute of a metric of the target group.
fn latest(lab: &mut Lab, metric: &str, (balancer, target): (&str, &str)) -> f64 {
    let end = lab.world.now();
    let start = watchtrail::sim::Time::from_millis(end.as_millis() - 5 * 60_000);
    let input = json!({
        "Namespace": "AWS/ApplicationELB", "MetricName": metric, "Statistics": ["Sum"],
        "Period": 60, "StartTime": start.rfc3339(), "EndTime": end.rfc3339(),
        "Dimensions": [{ "Name": "LoadBalancer", "Value": balancer },
            { "Name": "TargetGroup", "Value": target }],
    });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    let points = reply["Datapoints"].as_array().unwrap();
    let last = points.iter().max_by_key(|point| point["Timestamp"].as_str().unwrap().to_owned());
    last.unwrap()["Sum"].as_f64().unwrap()
}

/// A world with a template and a load balancer: the balancer, its target group, the ARN of that.
fn balanced() -> (Lab, [String; 3]) {
    let mut lab = Lab::new();
    template(&mut lab);
    let (name, region) = ("shop".to_owned(), Region::US_EAST_1);
    let bring = Change::Bring { kind: Kind::Alb, name, region };
    lab.world.apply(&Command::World(bring)).reply.unwrap();
    minutes(&mut lab, 20);
    let (balancer, target) =
        (dimension(&mut lab, "LoadBalancer"), dimension(&mut lab, "TargetGroup"));
    let arn = format!("arn:aws:elasticloadbalancing:us-east-1:123456789012:{target}");
    (lab, [balancer, target, arn])
}

#[test]
fn what_comes_while_nothing_is_added_to_load_balancers_is_no_target() {
    let (mut lab, [balancer, target, arn]) = balanced();
    create(
        &mut lab,
        json!({ "LaunchTemplate": { "LaunchTemplateName": "web" }, "TargetGroupARNs": [arn],
            "DesiredCapacity": 1 }),
    );
    minutes(&mut lab, 5);
    let processes = json!({ "AutoScalingGroupName": "web",
        "ScalingProcesses": ["AddToLoadBalancer"] });
    let desire = |lab: &mut Lab, desired: i32| {
        let input = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": desired });
        lab.ok("autoscaling", "SetDesiredCapacity", input);
        minutes(lab, 5);
        let of = (balancer.as_str(), target.as_str());
        (latest(lab, "HealthyHostCount", of), ids(lab).len())
    };
    lab.ok("autoscaling", "SuspendProcesses", processes.clone());
    assert_eq!(desire(&mut lab, 2), (1.0, 2));
    // Resumed, it adds what comes from then on.
    lab.ok("autoscaling", "ResumeProcesses", processes);
    assert_eq!(desire(&mut lab, 3), (2.0, 3));
}

#[test]
fn requests_for_each_target_fall_as_the_group_of_the_target_group_grows() {
    let (mut lab, [balancer, target, arn]) = balanced();
    create(
        &mut lab,
        json!({ "LaunchTemplate": { "LaunchTemplateName": "web" }, "TargetGroupARNs": [arn],
            "HealthCheckType": "ELB", "DesiredCapacity": 1 }),
    );
    let shown = group(&mut lab);
    assert_eq!(shown["TargetGroupARNs"], json!([arn]));
    assert_eq!(shown["TrafficSources"], json!([{ "Identifier": arn, "Type": "elbv2" }]));
    assert_eq!(shown["HealthCheckType"], "ELB");
    let demand = watchtrail::sim::command::Demand {
        name: "shop".to_owned(),
        lever: watchtrail::services::generators::Lever::Requests,
        amount: Some(3000.0),
        until: None,
    };
    lab.world.apply(&Command::World(Change::Demand(demand))).reply.unwrap();
    minutes(&mut lab, 5);
    let of = (balancer.as_str(), target.as_str());
    assert_eq!(latest(&mut lab, "HealthyHostCount", of), 1.0);
    assert_eq!(latest(&mut lab, "RequestCountPerTarget", of), 3000.0);
    let track = |label: String| {
        json!({ "AutoScalingGroupName": "web", "PolicyName": "hold-1000",
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": { "TargetValue": 1000.0, "PredefinedMetricSpecification": {
            "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label } } })
    };
    let other = track(format!("{balancer}/targetgroup/other/0123456789abcdef"));
    let foreign = refused(&mut lab, "PutScalingPolicy", other);
    assert!(foreign.contains("is not attached to the Auto Scaling group"), "{foreign}");
    lab.ok("autoscaling", "PutScalingPolicy", track(format!("{balancer}/{target}")));
    let alarms = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let high = &alarms["MetricAlarms"][0];
    assert_eq!(
        (&high["MetricName"], &high["Statistic"]),
        (&json!("RequestCountPerTarget"), &json!("Sum"))
    );
    minutes(&mut lab, 15);
    assert_eq!(group(&mut lab)["DesiredCapacity"], 3);
    assert_eq!(latest(&mut lab, "RequestCountPerTarget", of), 1000.0);
    assert_eq!(latest(&mut lab, "HealthyHostCount", of), 3.0);
}

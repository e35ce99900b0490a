//! Auto Scaling: groups, policies, activities, metrics.

mod asked;
mod groups;
mod hooks;
mod mixed;
mod policies;
mod rest;
mod sources;
mod standby;
mod warming;

use serde_json::{Value, json};
use watchtrail::services::generators::Lever;
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Command, Span};

use crate::support::Lab;

/// A launch template with detailed monitoring, and a group of it.
pub fn lab(min: i32, max: i32, desired: i32) -> Lab {
    let mut lab = Lab::new();
    template(&mut lab);
    let group = json!({
        "AutoScalingGroupName": "web", "MinSize": min, "MaxSize": max, "DesiredCapacity": desired,
        "LaunchTemplate": { "LaunchTemplateName": "web" },
        "AvailabilityZones": ["us-east-1a", "us-east-1b"],
    });
    lab.ok("autoscaling", "CreateAutoScalingGroup", group);
    lab
}

/// Makes the template `web`.
pub fn template(lab: &mut Lab) -> Value {
    let data = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "Monitoring": { "Enabled": true },
    });
    let input = json!({ "LaunchTemplateName": "web", "LaunchTemplateData": data });
    lab.ok("ec2", "CreateLaunchTemplate", input)
}

/// The group, as it is described.
pub fn group(lab: &mut Lab) -> Value {
    let reply = lab.ok("autoscaling", "DescribeAutoScalingGroups", json!({}));
    reply["AutoScalingGroups"][0].clone()
}

/// Lifecycle states of the group's instances.
pub fn states(lab: &mut Lab) -> Vec<String> {
    let group = group(lab);
    let instances = group["Instances"].as_array().unwrap();
    instances.iter().map(|i| i["LifecycleState"].as_str().unwrap().to_owned()).collect()
}

/// Ids of the group's instances.
pub fn ids(lab: &mut Lab) -> Vec<String> {
    let group = group(lab);
    let instances = group["Instances"].as_array().unwrap();
    instances.iter().map(|i| i["InstanceId"].as_str().unwrap().to_owned()).collect()
}

/// Activities, the latest first.
pub fn activities(lab: &mut Lab) -> Vec<Value> {
    let reply = lab.ok("autoscaling", "DescribeScalingActivities", json!({}));
    reply["Activities"].as_array().unwrap().clone()
}

/// Requests a minute that reach the group.
pub fn requests(lab: &mut Lab, amount: f64) {
    let (name, lever) = ("web".to_owned(), Lever::Requests);
    let demand = Demand { name, lever, amount: Some(amount), until: None };
    lab.world.apply(&Command::World(Change::Demand(demand))).reply.unwrap();
}

/// Lets minutes pass.
pub fn minutes(lab: &mut Lab, minutes: i64) {
    lab.sleep(Span::mins(minutes));
}

/// What a refused call of Auto Scaling says.
pub fn refused(lab: &mut Lab, op: &str, input: Value) -> String {
    let error = lab.call("admin", "autoscaling", op, input).reply.unwrap_err();
    format!("{}: {}", error.code, error.message)
}

//! EC2.

mod addresses;
mod attributes;
mod console;
mod credits;
mod describe;
mod groups;
mod keys;
mod launch;
mod lifecycle;
mod metrics;
mod permissions;
mod placement;
mod profiles;
mod properties;
mod ranges;
mod recovery;
mod seal;
mod snapshots;
mod status;
mod tags;
mod templates;
mod volumes;

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Change, Command, Outcome, Region, Span, Via, Who};

use crate::support::Lab;

/// An image of us-east-1.
pub const IMAGE: &str = "ami-0c02fb55956c7d316";

/// The parameter that names the newest Amazon Linux 2023.
pub const AL2023: &str =
    "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/// Seoul.
pub fn seoul() -> Region {
    "ap-northeast-2".parse().unwrap()
}

/// What a launch of one small instance takes.
pub fn launch_input() -> Value {
    json!({ "ImageId": IMAGE, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1 })
}

/// A launch with some members more.
pub fn launch_with(more: Value) -> Value {
    let mut input = launch_input();
    let members = input.as_object_mut().unwrap();
    for (key, value) in more.as_object().unwrap() {
        members.insert(key.clone(), value.clone());
    }
    input
}

/// Launches one small instance; its id.
pub fn launch(lab: &mut Lab) -> String {
    launched(&lab.ok("ec2", "RunInstances", launch_input()))
}

/// The id of the first instance of a reservation.
pub fn launched(reply: &Value) -> String {
    reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned()
}

/// A call to EC2 in a Region.
pub fn call_in(lab: &mut Lab, region: Region, op: &str, input: Value) -> Outcome {
    let request = Request::decode("ec2", op, input).unwrap();
    let who = Who::User("admin".to_owned());
    lab.world.apply(&Command::Call(Call { who, region, via: Via::Cli, request }))
}

/// The instance as DescribeInstances shows it.
pub fn shown(lab: &mut Lab, id: &str) -> Value {
    let reply = lab.ok("ec2", "DescribeInstances", json!({ "InstanceIds": [id] }));
    reply["Reservations"][0]["Instances"][0].clone()
}

/// The name of an instance's state.
pub fn state(lab: &mut Lab, id: &str) -> String {
    shown(lab, id)["State"]["Name"].as_str().unwrap().to_owned()
}

/// Calls an operation that takes instances.
pub fn on(lab: &mut Lab, op: &str, id: &str) -> Value {
    lab.ok("ec2", op, json!({ "InstanceIds": [id] }))
}

/// A change of the world that must succeed.
pub fn change(lab: &mut Lab, change: Change) {
    lab.world.apply(&Command::World(change)).reply.unwrap();
}

/// Brings a new instance into a state; its id.
pub fn in_state(lab: &mut Lab, name: &str) -> String {
    let id = launch(lab);
    if name == "pending" {
        return id;
    }
    lab.sleep(Span::secs(20));
    match name {
        "running" => {}
        "stopping" | "stopped" => {
            on(lab, "StopInstances", &id);
        }
        "restarting" => {
            on(lab, "StopInstances", &id);
            lab.sleep(Span::secs(30));
            on(lab, "StartInstances", &id);
        }
        "shutting-down" | "terminated" | "gone" => {
            on(lab, "TerminateInstances", &id);
        }
        other => panic!("no state {other}"),
    }
    match name {
        "stopped" | "terminated" => lab.sleep(Span::secs(30)),
        "gone" => lab.sleep(Span::secs(30) + Span::hours(1)),
        _ => {}
    }
    id
}

/// An error as `CODE MESSAGE` with an instance's id shortened to `ID`.
pub fn refusal(error: &Value, id: &str) -> String {
    let text =
        format!("{} {}", error["code"].as_str().unwrap(), error["message"].as_str().unwrap());
    if id.is_empty() { text } else { text.replace(id, "ID") }
}

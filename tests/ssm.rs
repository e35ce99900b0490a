//! Systems Manager: commands inside instances, public parameters.

use serde_json::{Value, json};
use watchtrail::sim::command::Resource;
use watchtrail::sim::{Change, Command, Span};

use crate::support::Lab;

fn instance(lab: &mut Lab) -> String {
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1,
    });
    let reply = lab.ok("ec2", "RunInstances", input);
    reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned()
}

fn send(lab: &mut Lab, id: &str, lines: &[&str]) -> Value {
    let input = json!({
        "InstanceIds": [id], "DocumentName": "AWS-RunShellScript", "Comment": "load",
        "Parameters": { "commands": lines },
    });
    lab.ok("ssm", "SendCommand", input)["Command"].clone()
}

#[test]
fn load_comes_from_inside_the_instance() {
    let mut lab = Lab::new();
    let id = instance(&mut lab);
    let early = json!({
        "InstanceIds": [id], "DocumentName": "AWS-RunShellScript",
        "Parameters": { "commands": ["hostname"] },
    });
    let refused = lab.fails("ssm", "SendCommand", early);
    assert_eq!(refused["code"], "InvalidInstanceId");
    assert_eq!(
        refused["message"],
        format!("Instances [[{id}]] not in a valid state for account 123456789012")
    );
    lab.sleep(Span::mins(5));
    let managed = lab.ok("ssm", "DescribeInstanceInformation", json!({}));
    assert_eq!(managed["InstanceInformationList"][0]["InstanceId"], id);
    let lines = ["nproc", "stress-ng --cpu 1 --timeout 10m"];
    let command = send(&mut lab, &id, &lines);
    assert_eq!((&command["Status"], &command["TargetCount"]), (&json!("Pending"), &json!(1)));
    let cpu = |lab: &Lab| {
        let history = lab.world.ec2().history(&id).unwrap();
        history.load_before(Resource::Cpu, lab.world.now())
    };
    lab.sleep(Span::mins(5));
    assert_eq!(cpu(&lab), Some(50.0));
    let asked = json!({ "CommandId": command["CommandId"], "InstanceId": id });
    let one = lab.ok("ssm", "GetCommandInvocation", asked.clone());
    assert_eq!((&one["Status"], &one["ResponseCode"]), (&json!("InProgress"), &json!(-1)));
    lab.sleep(Span::mins(6));
    assert_eq!(cpu(&lab), None);
    let one = lab.ok("ssm", "GetCommandInvocation", asked);
    assert_eq!((&one["Status"], &one["ResponseCode"]), (&json!("Success"), &json!(0)));
    assert_eq!(one["StandardOutputContent"], "2\n");
    assert_eq!(one["ExecutionElapsedTime"], "PT600.000S");
    let listed = lab.ok("ssm", "ListCommands", json!({}));
    assert_eq!(listed["Commands"][0]["CompletedCount"], 1);
    let details = json!({ "Details": true });
    let listed = lab.ok("ssm", "ListCommandInvocations", details);
    assert_eq!(listed["CommandInvocations"][0]["CommandPlugins"][0]["Output"], "2\n");
    let records = lab.world.cloudtrail().records();
    let sent = records.iter().rev().find(|r| r.event_name == "SendCommand").unwrap().json();
    let hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";
    assert_eq!(sent["requestParameters"]["parameters"], hidden);
    assert_eq!(sent["responseElements"]["command"]["parameters"], hidden);
}

#[test]
fn powershell_runs_on_windows_and_is_missing_on_linux() {
    let mut lab = Lab::new();
    let linux = instance(&mut lab);
    let found = lab.ok(
        "ec2",
        "DescribeImages",
        json!({ "Filters": [{ "Name": "platform", "Values": ["windows"] }] }),
    );
    let input = json!({
        "ImageId": found["Images"][0]["ImageId"], "InstanceType": "t3.large", "MinCount": 1,
        "MaxCount": 1,
    });
    let reply = lab.ok("ec2", "RunInstances", input);
    let windows = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    lab.sleep(Span::mins(10));
    let input = json!({
        "InstanceIds": [linux, windows], "DocumentName": "AWS-RunPowerShellScript",
        "Parameters": { "commands": ["Write-Output 'Good morning'", "Start-Sleep -Seconds 30"] },
    });
    let id = lab.ok("ssm", "SendCommand", input)["Command"]["CommandId"].clone();
    lab.sleep(Span::mins(2));
    let mut of = |instance: &str| {
        lab.ok("ssm", "GetCommandInvocation", json!({ "CommandId": id, "InstanceId": instance }))
    };
    let one = of(&windows);
    assert_eq!((&one["Status"], &one["ResponseCode"]), (&json!("Success"), &json!(0)));
    assert_eq!(one["StandardOutputContent"], "Good morning\r\n");
    assert_eq!(one["PluginName"], "aws:runPowerShellScript");
    let other = of(&linux);
    assert_eq!((&other["Status"], &other["ResponseCode"]), (&json!("Failed"), &json!(127)));
}

#[test]
fn a_parameter_expires_when_its_policy_says_so() {
    let mut lab = Lab::new();
    let policy = |at: &str| {
        let attributes = json!({ "Timestamp": at });
        json!([{ "Type": "Expiration", "Version": "1.0", "Attributes": attributes }])
    };
    let put = |tier: &str, policies: Value| {
        json!({ "Name": "soon", "Value": "x", "Type": "String", "Tier": tier, "Overwrite": true,
            "Policies": policies.to_string() })
    };
    let hour = policy("2025-01-06T01:00:00.000Z");
    let standard = lab.fails("ssm", "PutParameter", put("Standard", hour.clone()));
    assert_eq!(standard["code"], "ValidationException");
    let past = lab.fails("ssm", "PutParameter", put("Advanced", policy("2024-01-06T01:00:00Z")));
    assert_eq!(past["code"], "InvalidPolicyAttributeException");
    lab.ok("ssm", "PutParameter", put("Advanced", hour.clone()));
    let told = lab.ok("ssm", "DescribeParameters", json!({}))["Parameters"][0].clone();
    let shown = &told["Policies"][0];
    assert_eq!(
        (&shown["PolicyType"], &shown["PolicyStatus"]),
        (&json!("Expiration"), &json!("Pending"))
    );
    // Another policy in its place; then none any more.
    lab.ok("ssm", "PutParameter", put("Advanced", policy("2025-01-06T03:00:00Z")));
    lab.sleep(Span::hours(2));
    lab.ok("ssm", "GetParameter", json!({ "Name": "soon" }));
    lab.ok("ssm", "PutParameter", put("Advanced", json!([{}])));
    lab.sleep(Span::hours(2));
    lab.ok("ssm", "GetParameter", json!({ "Name": "soon" }));
    lab.ok("ssm", "PutParameter", put("Advanced", policy("2025-01-06T05:00:00Z")));
    lab.sleep(Span::hours(1));
    let gone = lab.fails("ssm", "GetParameter", json!({ "Name": "soon" }));
    assert_eq!(gone["code"], "ParameterNotFound");
}

#[test]
fn other_settings_are_told_and_stay() {
    let mut lab = Lab::new();
    let id = "/ssm/parameter-store/high-throughput-enabled";
    let reply = lab.ok("ssm", "GetServiceSetting", json!({ "SettingId": id }));
    let setting = &reply["ServiceSetting"];
    assert_eq!(
        (&setting["SettingValue"], &setting["Status"]),
        (&json!("false"), &json!("Default"))
    );
    let change = json!({ "SettingId": id, "SettingValue": "true" });
    assert_eq!(lab.fails("ssm", "UpdateServiceSetting", change)["code"], "NotSimulated");
    let none = lab.fails("ssm", "GetServiceSetting", json!({ "SettingId": "/ssm/none" }));
    assert_eq!(none["code"], "ServiceSettingNotFound");
}

#[test]
fn what_runs_too_long_or_is_not_known_ends() {
    let mut lab = Lab::new();
    let id = instance(&mut lab);
    lab.sleep(Span::mins(5));
    let command = send(&mut lab, &id, &["stress --cpu 2"]);
    lab.sleep(Span::mins(61));
    let asked = json!({ "CommandId": command["CommandId"], "InstanceId": id });
    let one = lab.ok("ssm", "GetCommandInvocation", asked);
    assert_eq!(one["StatusDetails"], "ExecutionTimedOut");
    let unknown = json!({
        "Targets": [{ "Key": "InstanceIds", "Values": [id] }],
        "DocumentName": "AWS-RunShellScript", "Parameters": { "commands": ["rm -rf /"] },
    });
    assert_eq!(lab.fails("ssm", "SendCommand", unknown)["code"], "NotSimulated");
    send(&mut lab, &id, &["stress --cpu 2 &"]);
    lab.sleep(Span::hours(3));
    let history = lab.world.ec2().history(&id).unwrap();
    assert_eq!(history.load_before(Resource::Cpu, lab.world.now()), Some(100.0));
    send(&mut lab, &id, &["pkill stress"]);
    lab.sleep(Span::mins(1));
    let history = lab.world.ec2().history(&id).unwrap();
    assert_eq!(history.load_before(Resource::Cpu, lab.world.now()), None);
}

#[test]
fn public_parameters_name_the_newest_images() {
    let mut lab = Lab::new();
    let name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    let reply = lab.ok("ssm", "GetParameter", json!({ "Name": name }));
    let value = reply["Parameter"]["Value"].as_str().unwrap();
    assert!(value.starts_with("ami-"), "{value}");
    let names = json!({ "Names": [name, "/mine"] });
    let reply = lab.ok("ssm", "GetParameters", names);
    assert_eq!(reply["InvalidParameters"], json!(["/mine"]));
    let missing = lab.fails("ssm", "GetParameter", json!({ "Name": "/mine" }));
    assert_eq!(missing["code"], "ParameterNotFound");
}

#[test]
fn a_parameter_does_not_go_back_to_the_standard_tier() {
    let mut lab = Lab::new();
    let put = |tier: Option<&str>| {
        let mut input = json!({ "Name": "big", "Type": "String", "Value": "x", "Overwrite": true });
        input["Tier"] = json!(tier);
        input
    };
    assert_eq!(lab.ok("ssm", "PutParameter", put(Some("Advanced")))["Tier"], "Advanced");
    let unsaid = json!({ "Name": "big", "Value": "y", "Overwrite": true });
    assert_eq!(lab.ok("ssm", "PutParameter", unsaid)["Tier"], "Advanced");
    let refused = lab.fails("ssm", "PutParameter", put(Some("Standard")));
    assert_eq!(refused["code"], "ValidationException");
    assert_eq!(lab.ok("ssm", "GetParameter", json!({ "Name": "big" }))["Parameter"]["Version"], 2);
}

/// Sends a command to several with limits and gives its id.
fn send_to(lab: &mut Lab, ids: &[String], line: &str, (at_once, errors): (&str, &str)) -> String {
    let input = json!({
        "InstanceIds": ids, "DocumentName": "AWS-RunShellScript", "MaxConcurrency": at_once,
        "MaxErrors": errors, "Parameters": { "commands": [line] },
    });
    let command = lab.ok("ssm", "SendCommand", input);
    command["Command"]["CommandId"].as_str().unwrap().to_owned()
}

#[test]
fn a_command_runs_at_so_many_instances_at_once_and_ends_after_so_many_errors() {
    let mut lab = Lab::new();
    let ids: Vec<String> = (0..3).map(|_| instance(&mut lab)).collect();
    lab.sleep(Span::mins(5));
    let told = |lab: &mut Lab, command: &str| {
        let list = lab.ok("ssm", "ListCommandInvocations", json!({ "CommandId": command }));
        let all = list["CommandInvocations"].as_array().unwrap().clone();
        let mut found: Vec<String> =
            all.iter().map(|one| one["StatusDetails"].as_str().unwrap().to_owned()).collect();
        let list = lab.ok("ssm", "ListCommands", json!({ "CommandId": command }));
        found.push(list["Commands"][0]["StatusDetails"].as_str().unwrap().to_owned());
        found
    };
    let command = send_to(&mut lab, &ids, "sleep 60", ("1", "0"));
    lab.sleep(Span::secs(90));
    assert_eq!(told(&mut lab, &command), ["Success", "InProgress", "Pending", "InProgress"]);
    lab.sleep(Span::secs(120));
    assert_eq!(told(&mut lab, &command), ["Success", "Success", "Success", "Success"]);
    let command = send_to(&mut lab, &ids, "false", ("1", "0"));
    lab.sleep(Span::mins(1));
    assert_eq!(told(&mut lab, &command), ["Failed", "Terminated", "Terminated", "Failed"]);
    let command = send_to(&mut lab, &ids, "false", ("34%", "3"));
    lab.sleep(Span::mins(1));
    assert_eq!(told(&mut lab, &command), ["Failed", "Failed", "Failed", "Incomplete"]);
    let wrong = json!({
        "InstanceIds": ids, "DocumentName": "AWS-RunShellScript", "MaxConcurrency": "0",
        "Parameters": { "commands": ["true"] },
    });
    assert_eq!(lab.fails("ssm", "SendCommand", wrong)["code"], "ValidationException");
}

#[test]
fn what_runs_inside_ends_with_its_system_and_what_was_put_on_stays() {
    let mut lab = Lab::new();
    let id = instance(&mut lab);
    lab.sleep(Span::mins(5));
    let cpu = |lab: &Lab| {
        let history = lab.world.ec2().history(&id).unwrap();
        history.load_before(Resource::Cpu, lab.world.now())
    };
    let load = Change::Load {
        instance: id.clone(),
        resource: Resource::Cpu,
        amount: Some(20.0),
        until: None,
    };
    lab.world.apply(&Command::World(load)).reply.unwrap();
    let command = send(&mut lab, &id, &["stress --cpu 2 --timeout 30m", "stress --cpu 2"]);
    lab.sleep(Span::mins(10));
    assert_eq!(cpu(&lab), Some(100.0));
    lab.ok("ec2", "RebootInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(Span::mins(1));
    assert_eq!(cpu(&lab), Some(20.0));
    // Nor does the second line begin, and nobody answers for the script any more.
    lab.sleep(Span::mins(55));
    assert_eq!(cpu(&lab), Some(20.0));
    let asked = json!({ "CommandId": command["CommandId"], "InstanceId": id });
    let one = lab.ok("ssm", "GetCommandInvocation", asked);
    assert_eq!(one["StatusDetails"], "ExecutionTimedOut");
    send(&mut lab, &id, &["stress --cpu 2 &"]);
    lab.sleep(Span::mins(2));
    assert_eq!(cpu(&lab), Some(100.0));
    send(&mut lab, &id, &["pkill stress"]);
    lab.sleep(Span::mins(2));
    assert_eq!(cpu(&lab), Some(20.0), "what somebody put on is no program to be stopped");
}

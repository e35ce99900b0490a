//! The CloudWatch agent: what it publishes does not depend on how time passes, and alarms see it.

use serde_json::{Value, json};
use watchtrail::sim::command::{Fill, Fullness, Inside, Mishap};
use watchtrail::sim::{Change, Command, Span, World, agents};

use crate::support::Lab;

const CONFIG: &str = r#"{"metrics":{"append_dimensions":{"InstanceId":"${aws:InstanceId}"},
    "metrics_collected":{
        "mem":{"measurement":["used_percent","available_percent"]},
        "disk":{"measurement":["used_percent","inodes_free"],"resources":["*"],
                "ignore_file_system_types":["tmpfs","devtmpfs"],"drop_device":true},
        "cpu":{"measurement":["usage_idle","usage_user"],"resources":["*"],"totalcpu":true,
               "metrics_collection_interval":10},
        "net":{"measurement":["bytes_recv"]},"netstat":{"measurement":["tcp_established"]},
        "diskio":{"measurement":["writes","io_time"]},"swap":{"measurement":["used_percent"]},
        "processes":{"measurement":["running","total"]}}}}"#;

/// An instance whose agent publishes, and a role for it.
fn published(lab: &mut Lab) -> String {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" },
        "Action": "sts:AssumeRole" }] });
    let document = trust.to_string();
    let role = json!({ "RoleName": "web", "AssumeRolePolicyDocument": document });
    lab.ok("iam", "CreateRole", role);
    let policy = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
    lab.ok("iam", "AttachRolePolicy", json!({ "RoleName": "web", "PolicyArn": policy }));
    lab.ok("iam", "CreateInstanceProfile", json!({ "InstanceProfileName": "web" }));
    let both = json!({ "InstanceProfileName": "web", "RoleName": "web" });
    lab.ok("iam", "AddRoleToInstanceProfile", both);
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1, "IamInstanceProfile": { "Name": "web" },
    });
    let reply = lab.ok("ec2", "RunInstances", input);
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let name = "AmazonCloudWatch-web";
    lab.ok("ssm", "PutParameter", json!({ "Name": name, "Type": "String", "Value": CONFIG }));
    lab.sleep(Span::mins(5));
    let package = json!({ "action": ["Install"], "name": ["AmazonCloudWatchAgent"] });
    send(lab, &id, "AWS-ConfigureAWSPackage", package);
    lab.sleep(Span::mins(1));
    let configure = json!({ "action": ["configure"], "optionalConfigurationLocation": [name] });
    send(lab, &id, "AmazonCloudWatch-ManageAgent", configure);
    lab.sleep(Span::mins(1));
    id
}

fn send(lab: &mut Lab, id: &str, document: &str, parameters: Value) {
    let input = json!({ "InstanceIds": [id], "DocumentName": document, "Parameters": parameters });
    lab.ok("ssm", "SendCommand", input);
}

fn change(lab: &mut Lab, change: Inside) {
    lab.world.apply(&Command::World(Change::Inside(change))).reply.unwrap();
}

fn alarm(lab: &mut Lab, id: &str) {
    let input = json!({
        "AlarmName": "memory", "Namespace": "CWAgent", "MetricName": "mem_used_percent",
        "Dimensions": [{ "Name": "InstanceId", "Value": id }], "Statistic": "Average",
        "Period": 60, "EvaluationPeriods": 2, "Threshold": 80.0,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
}

fn state(world: &World) -> String {
    let request = watchtrail::services::Request::decode(
        "cloudwatch",
        "DescribeAlarms",
        json!({ "AlarmNames": ["memory"] }),
    );
    let call = watchtrail::sim::Call {
        who: watchtrail::sim::Who::User("admin".to_owned()),
        region: watchtrail::sim::Region::US_EAST_1,
        via: watchtrail::sim::Via::Cli,
        request: request.unwrap(),
    };
    let reply = world.clone().apply(&Command::Call(call)).reply.unwrap();
    reply["MetricAlarms"][0]["StateValue"].as_str().unwrap().to_owned()
}

/// A leak, a full disk, an alarm, a crash: in one advance or in many.
#[test]
fn the_agents_points_are_the_same_however_time_passes() {
    let run = |step: Span| {
        let mut lab = Lab::new();
        let id = published(&mut lab);
        alarm(&mut lab, &id);
        let fill =
            Fill { instance: id.clone(), path: None, level: Fullness::Grows(120.0), until: None };
        change(&mut lab, Inside::Fill(fill));
        let end = lab.world.now() + Span::hours(2);
        while lab.world.now() < end {
            let next = (end - lab.world.now()).min(step);
            lab.sleep(next);
        }
        let before = state(&lab.world);
        change(&mut lab, Inside::Mishap { instance: id.clone(), what: Mishap::Crash });
        let end = lab.world.now() + Span::hours(1);
        while lab.world.now() < end {
            let next = (end - lab.world.now()).min(step);
            lab.sleep(next);
        }
        (before, state(&lab.world), lab.world.digest())
    };
    let whole = run(Span::hours(3));
    assert_eq!((whole.0.as_str(), whole.1.as_str()), ("ALARM", "INSUFFICIENT_DATA"));
    assert_eq!(run(Span::secs(37 * 60 + 11)), whole);
    assert_eq!(run(Span::mins(1)), whole);
}

/// Everything the configuration asks for is listed, and nothing else.
#[test]
fn a_configuration_becomes_metrics_with_the_dimensions_aws_gives_them() {
    let mut lab = Lab::new();
    let id = published(&mut lab);
    lab.sleep(Span::mins(20));
    let found = agents::needs(&lab.world, &id).unwrap();
    assert!(!found.silent && found.needs.iter().all(|need| need.met), "{:?}", found.needs);
    let line = |listed: &watchtrail::telemetry::Listed| {
        let own = listed.id.dimensions.iter().filter(|(name, _)| name != "InstanceId");
        let own: Vec<String> = own.map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {}", listed.id.name, own.join(" ")).trim().to_owned()
    };
    let lines: Vec<String> = found.metrics.iter().map(line).collect();
    expect_test::expect![[r#"
        cpu_usage_idle cpu=cpu-total
        cpu_usage_idle cpu=cpu0
        cpu_usage_idle cpu=cpu1
        cpu_usage_user cpu=cpu-total
        cpu_usage_user cpu=cpu0
        cpu_usage_user cpu=cpu1
        disk_inodes_free fstype=vfat path=/boot/efi
        disk_inodes_free fstype=xfs path=/
        disk_used_percent fstype=vfat path=/boot/efi
        disk_used_percent fstype=xfs path=/
        diskio_io_time name=nvme0n1p1
        diskio_writes name=nvme0n1p1
        mem_available_percent
        mem_used_percent
        net_bytes_recv interface=eth0
        netstat_tcp_established
        processes_running
        processes_total
        swap_used_percent"#]]
    .assert_eq(&lines.join("\n"));
}

/// Samples every ten seconds are read as such while they are young.
#[test]
fn ten_second_samples_are_high_resolution() {
    let mut lab = Lab::new();
    let id = published(&mut lab);
    lab.sleep(Span::mins(10));
    let end = lab.world.now().floor(Span::mins(1));
    let input = json!({
        "Namespace": "CWAgent", "MetricName": "cpu_usage_idle",
        "Dimensions": [
            { "Name": "InstanceId", "Value": id }, { "Name": "cpu", "Value": "cpu-total" },
        ],
        "StartTime": (end - Span::mins(3)).rfc3339(), "EndTime": (end - Span::mins(2)).rfc3339(),
        "Period": 10, "Statistics": ["SampleCount"],
    });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    let points = reply["Datapoints"].as_array().unwrap();
    assert_eq!(points.len(), 6);
    assert!(points.iter().all(|point| point["SampleCount"] == 1.0));
}

/// What waits in a machine goes with its system: memory a program took, an agent that crashed.
#[test]
fn a_reboot_frees_memory_and_starts_an_agent_that_crashed() {
    let mut lab = Lab::new();
    let id = published(&mut lab);
    let hog = json!({ "commands": ["stress --vm 1 --vm-bytes 50% &"] });
    send(&mut lab, &id, "AWS-RunShellScript", hog);
    lab.sleep(Span::mins(5));
    let taken = |lab: &Lab| {
        let machine = lab.world.agents().machine(&id).unwrap();
        machine.taken.at(lab.world.now()).map(|set| set.percent)
    };
    assert_eq!(taken(&lab), Some(50.0));
    change(&mut lab, Inside::Mishap { instance: id.clone(), what: Mishap::Crash });
    assert!(agents::needs(&lab.world, &id).unwrap().silent);
    lab.ok("ec2", "RebootInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(Span::mins(5));
    assert_eq!(taken(&lab), None);
    assert!(!agents::needs(&lab.world, &id).unwrap().silent);
}

/// A machine that is cut off, or stops, does nothing it is told; no command on it succeeds.
#[test]
fn a_machine_that_is_not_reached_carries_out_nothing() {
    let mut lab = Lab::new();
    let id = published(&mut lab);
    let status = || json!({ "action": ["status"] });
    change(&mut lab, Inside::Mishap { instance: id.clone(), what: Mishap::Network });
    let input = json!({ "InstanceIds": [id], "DocumentName": "AmazonCloudWatch-ManageAgent",
        "Parameters": status() });
    assert_eq!(lab.fails("ssm", "SendCommand", input.clone())["code"], "InvalidInstanceId");
    let known = lab.ok("ssm", "DescribeInstanceInformation", json!({}));
    assert_eq!(known["InstanceInformationList"], json!([]));
    change(&mut lab, Inside::Mishap { instance: id.clone(), what: Mishap::Mend });
    let twice = json!({ "InstanceIds": [id, id], "DocumentName": "AmazonCloudWatch-ManageAgent",
        "Parameters": status() });
    let command = lab.ok("ssm", "SendCommand", twice)["Command"].clone();
    assert_eq!(command["TargetCount"], 1);
    change(&mut lab, Inside::Mishap { instance: id.clone(), what: Mishap::Network });
    let asked = json!({ "CommandId": command["CommandId"], "InstanceId": id });
    lab.sleep(Span::mins(30));
    let one = lab.ok("ssm", "GetCommandInvocation", asked.clone());
    assert_eq!(one["Status"], "InProgress");
    lab.sleep(Span::mins(31));
    let one = lab.ok("ssm", "GetCommandInvocation", asked);
    assert_eq!((&one["Status"], &one["StandardOutputContent"]), (&json!("TimedOut"), &json!("")));
}

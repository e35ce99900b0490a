//! Systems Manager: commands inside instances, and settings.

use serde_json::{Value, json};
use watchtrail::services::ssm::outputs;
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
fn other_settings_are_told_changed_and_put_back() {
    let mut lab = Lab::new();
    let id = "/ssm/parameter-store/high-throughput-enabled";
    let arn = format!("arn:aws:ssm:us-east-1:123456789012:servicesetting{id}");
    let told = |lab: &mut Lab| {
        lab.ok("ssm", "GetServiceSetting", json!({ "SettingId": arn }))["ServiceSetting"].clone()
    };
    let usual = json!({
        "SettingId": id, "SettingValue": "false", "LastModifiedUser": "System", "ARN": arn,
        "Status": "Default",
    });
    assert_eq!(told(&mut lab), usual);
    let change = |value: &str| json!({ "SettingId": id, "SettingValue": value });
    assert_eq!(
        lab.fails("ssm", "UpdateServiceSetting", change("much"))["code"],
        "ValidationException"
    );
    lab.ok("ssm", "UpdateServiceSetting", change("true"));
    let set = told(&mut lab);
    assert_eq!((&set["SettingValue"], &set["Status"]), (&json!("true"), &json!("Customized")));
    assert_eq!(set["LastModifiedUser"], "arn:aws:iam::123456789012:user/admin");
    lab.ok("ssm", "ResetServiceSetting", json!({ "SettingId": id }));
    let set = told(&mut lab);
    assert_eq!((&set["SettingValue"], &set["Status"]), (&json!("false"), &json!("Default")));
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
    let records = lab.world.cloudtrail().records().len();
    assert_eq!(lab.fails("ssm", "SendCommand", unknown)["code"], "NotSimulated");
    // AWS never wrote such a record.
    assert_eq!(lab.world.cloudtrail().records().len(), records);
    send(&mut lab, &id, &["stress --cpu 2 &"]);
    lab.sleep(Span::hours(3));
    let history = lab.world.ec2().history(&id).unwrap();
    assert_eq!(history.load_before(Resource::Cpu, lab.world.now()), Some(100.0));
    send(&mut lab, &id, &["pkill stress"]);
    lab.sleep(Span::mins(1));
    let history = lab.world.ec2().history(&id).unwrap();
    assert_eq!(history.load_before(Resource::Cpu, lab.world.now()), None);
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

/// A managed instance with a role that may do these; none without.
pub fn carrier(lab: &mut Lab, actions: &[&str]) -> String {
    let trust = |service: &str| {
        json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
            "Principal": { "Service": service }, "Action": "sts:AssumeRole" }] })
    };
    let trust = trust("ec2.amazonaws.com").to_string();
    lab.ok("iam", "CreateRole", json!({ "RoleName": "web", "AssumeRolePolicyDocument": trust }));
    if !actions.is_empty() {
        let policy = json!({ "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": "*" }] });
        let put = json!({ "RoleName": "web", "PolicyName": "own",
            "PolicyDocument": policy.to_string() });
        lab.ok("iam", "PutRolePolicy", put);
    }
    lab.ok("iam", "CreateInstanceProfile", json!({ "InstanceProfileName": "web" }));
    let add = json!({ "InstanceProfileName": "web", "RoleName": "web" });
    lab.ok("iam", "AddRoleToInstanceProfile", add);
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1, "IamInstanceProfile": { "Name": "web" },
    });
    let reply = lab.ok("ec2", "RunInstances", input);
    lab.sleep(Span::mins(5));
    reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned()
}

/// A command whose output goes to a bucket and to CloudWatch Logs.
pub fn send_out(lab: &mut Lab, id: &str) -> String {
    let input = json!({
        "InstanceIds": [id], "DocumentName": "AWS-RunShellScript",
        "Parameters": { "commands": ["echo good morning"] },
        "OutputS3BucketName": "shop-out", "OutputS3KeyPrefix": "runs",
        "CloudWatchOutputConfig": { "CloudWatchOutputEnabled": true },
    });
    let sent = lab.ok("ssm", "SendCommand", input)["Command"].clone();
    assert_eq!(
        (&sent["OutputS3BucketName"], &sent["OutputS3KeyPrefix"], &sent["CloudWatchOutputConfig"]),
        (
            &json!("shop-out"),
            &json!("runs"),
            &json!({ "CloudWatchLogGroupName": "", "CloudWatchOutputEnabled": true })
        )
    );
    sent["CommandId"].as_str().unwrap().to_owned()
}

/// Where parts of the output went, and why one did not.
fn went(lab: &Lab, id: &str) -> Vec<(String, Option<String>)> {
    let scope = lab.world.ec2().instance(id).unwrap().scope;
    let command = lab.world.ssm().commands(scope).next_back().unwrap();
    let told = command.invocations[0].delivered.as_ref().unwrap();
    told.iter().map(|one| (one.place.clone(), one.error.clone())).collect()
}

#[test]
fn output_goes_to_a_bucket_and_to_logs_in_the_role_of_the_instance() {
    let mut lab = Lab::new();
    let id = carrier(&mut lab, &["s3:PutObject", "logs:*"]);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "shop-out" }));
    let command = send_out(&mut lab, &id);
    lab.sleep(Span::mins(1));
    let key = format!("runs/{command}/{id}/awsrunShellScript/0.awsrunShellScript/stdout");
    let object = lab.ok("s3api", "GetObject", json!({ "Bucket": "shop-out", "Key": key }));
    assert_eq!(object["Body"], "good morning\n");
    let one =
        lab.ok("ssm", "GetCommandInvocation", json!({ "CommandId": command, "InstanceId": id }));
    let url = format!("https://s3.us-east-1.amazonaws.com/shop-out/{key}");
    assert_eq!(one["StandardOutputUrl"], url);
    let (group, stream) =
        ("/aws/ssm/AWS-RunShellScript", format!("{command}/{id}/aws-runShellScript/stdout"));
    let asked = json!({ "logGroupName": group, "logStreamName": stream });
    let events = lab.ok("logs", "GetLogEvents", asked)["events"].clone();
    assert_eq!(events[0]["message"], "good morning\n");
    let placed = [format!("s3://shop-out/{key}"), format!("{group} {stream}")];
    assert_eq!(went(&lab, &id), placed.map(|place| (place, None)));
    let none = json!({
        "InstanceIds": [id], "DocumentName": "AWS-RunShellScript",
        "Parameters": { "commands": ["true"] }, "OutputS3BucketName": "nobodys",
    });
    let refused = lab.fails("ssm", "SendCommand", none);
    assert_eq!(
        (&refused["code"], &refused["message"]),
        (&json!("InvalidOutputFolder"), &json!("The S3 bucket doesn't exist."))
    );
}

#[test]
fn output_that_the_role_may_not_put_is_lost_and_the_command_succeeds() {
    let mut lab = Lab::new();
    let id = carrier(&mut lab, &["logs:DescribeLogGroups", "logs:CreateLogStream"]);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "shop-out" }));
    let command = send_out(&mut lab, &id);
    lab.sleep(Span::mins(1));
    let one =
        lab.ok("ssm", "GetCommandInvocation", json!({ "CommandId": command, "InstanceId": id }));
    assert_eq!(one["Status"], "Success");
    let key = format!("runs/{command}/{id}/awsrunShellScript/0.awsrunShellScript/stdout");
    let who = format!("User: arn:aws:sts::123456789012:assumed-role/web/{id}");
    let because = "because no identity-based policy allows the";
    assert_eq!(
        went(&lab, &id),
        [
            (
                format!("s3://shop-out/{key}"),
                Some(format!(
                    "AccessDenied: {who} is not authorized to perform: s3:PutObject on resource: \
                     \"arn:aws:s3:::shop-out/{key}\" {because} s3:PutObject action"
                ))
            ),
            (
                format!("/aws/ssm/AWS-RunShellScript {command}/{id}/aws-runShellScript/stdout"),
                Some(format!(
                    "AccessDeniedException: {who} is not authorized to perform: \
                     logs:CreateLogGroup on resource: \
                     arn:aws:logs:us-east-1:123456789012:log-group:/aws/ssm/AWS-RunShellScript:\
                     log-stream: {because} logs:CreateLogGroup action"
                ))
            ),
        ]
    );
    let records = lab.world.cloudtrail().records();
    let denied = records.iter().find(|record| record.event_name == "CreateLogGroup").unwrap();
    assert_eq!(denied.json()["errorCode"], "AccessDenied");
}

/// What is published about commands.
fn published(lab: &Lab) -> Vec<(String, String)> {
    let records = lab.world.cloudtrail().records();
    let one = |event: Value| {
        let input = &event["requestParameters"];
        let text = |name: &str| input[name].as_str().unwrap_or_default().to_owned();
        (text("subject"), event["errorCode"].as_str().unwrap_or_default().to_owned())
    };
    records.iter().filter(|r| r.event_name == "Publish").map(|r| one(r.json())).collect()
}

#[test]
fn a_topic_hears_how_a_command_stands_in_the_role_that_is_named() {
    let mut lab = Lab::new();
    let id = instance(&mut lab);
    lab.sleep(Span::mins(5));
    lab.ok("sns", "CreateTopic", json!({ "Name": "news" }));
    let topic = "arn:aws:sns:us-east-1:123456789012:news";
    let subscribe = json!({
        "TopicArn": topic, "Protocol": "email", "Endpoint": "ops@example.com",
    });
    lab.ok("sns", "Subscribe", subscribe);
    let role = "arn:aws:iam::123456789012:role/tell";
    let input = |events: &[&str], kind: &str| {
        json!({
            "InstanceIds": [id], "DocumentName": "AWS-RunShellScript",
            "Parameters": { "commands": ["sleep 30"] }, "ServiceRoleArn": role,
            "NotificationConfig": {
                "NotificationArn": topic, "NotificationEvents": events, "NotificationType": kind,
            },
        })
    };
    assert_eq!(lab.fails("ssm", "SendCommand", input(&["All"], "Command"))["code"], "InvalidRole");
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "ssm.amazonaws.com" }, "Action": "sts:AssumeRole" }] });
    let made = json!({ "RoleName": "tell", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", made);
    let wrong = lab.fails("ssm", "SendCommand", input(&["Never"], "Command"));
    assert_eq!(wrong["code"], "InvalidNotificationConfig");
    // The role may nothing yet: what it is refused is kept with the command.
    lab.ok("ssm", "SendCommand", input(&["Success"], "Command"));
    lab.sleep(Span::mins(1));
    assert_eq!(published(&lab), [(String::new(), "AccessDenied".to_owned())]);
    let policy = json!({ "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": topic }] });
    let put = json!({ "RoleName": "tell", "PolicyName": "own",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutRolePolicy", put);
    let sent = lab.ok("ssm", "SendCommand", input(&["All"], "Command"))["Command"].clone();
    assert_eq!(sent["NotificationConfig"]["NotificationType"], "Command");
    assert_eq!(sent["ServiceRole"], role);
    lab.sleep(Span::mins(1));
    let told = |lab: &Lab| {
        let scope = lab.world.ec2().instance(&id).unwrap().scope;
        let command = lab.world.ssm().commands(scope).next_back().unwrap();
        let notices = command.notices.iter();
        notices.map(|one| (one.place.clone(), one.error.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&lab), [(topic.to_owned(), None), (topic.to_owned(), None)]);
    lab.ok("ssm", "SendCommand", input(&["Success"], "Invocation"));
    lab.sleep(Span::mins(1));
    assert_eq!(told(&lab), [(topic.to_owned(), None)]);
    let mut records = lab.world.cloudtrail().records().iter();
    let assumed = records.rfind(|r| r.event_name == "AssumeRole").unwrap().json();
    assert_eq!(assumed["userIdentity"]["invokedBy"], "ssm.amazonaws.com");
}

#[test]
fn messages_about_commands_are_as_aws_writes_them() {
    let mut lab = Lab::new();
    let id = instance(&mut lab);
    lab.sleep(Span::mins(5));
    let command = send(&mut lab, &id, &["sleep 30"]);
    let command = command["CommandId"].as_str().unwrap().to_owned();
    let scope = lab.world.ec2().instance(&id).unwrap().scope;
    let kept = lab.world.ssm().commands(scope).next().unwrap();
    let now = lab.world.now() + Span::millis(660);
    assert_eq!(
        outputs::of_command(kept, "InProgress", now),
        format!(
            "{{\"commandId\":\"{command}\",\"documentName\":\"AWS-RunShellScript\",\
             \"instanceIds\":[\"{id}\"],\"requestedDateTime\":\"2025-01-06T00:05:00Z\",\
             \"expiresAfter\":\"2025-01-06T02:05:00Z\",\"outputS3BucketName\":\"\",\
             \"outputS3KeyPrefix\":\"\",\"status\":\"InProgress\",\
             \"eventTime\":\"2025-01-06T00:05:00.66Z\"}}"
        )
    );
    assert_eq!(
        outputs::of_invocation(kept, &kept.invocations[0], "Success", now),
        format!(
            "{{\"commandId\":\"{command}\",\"documentName\":\"AWS-RunShellScript\",\
             \"instanceId\":\"{id}\",\"requestedDateTime\":\"2025-01-06T00:05:00Z\",\
             \"status\":\"Success\",\"eventTime\":\"2025-01-06T00:05:00.66Z\"}}"
        )
    );
}

//! Trails that deliver to CloudWatch Logs: the group, the role, and what becomes of both.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudtrail::Fact;
use watchtrail::sim::Span;

use super::call_in;
use super::seoul;
use super::trails::{lab as with_bucket, trail};
use crate::support::Lab;

const GROUP: &str = "arn:aws:logs:us-east-1:123456789012:log-group:CloudTrail/logs:*";
const ROLE: &str = "arn:aws:iam::123456789012:role/CloudTrail_CloudWatchLogs_Role";
const STREAM: &str = "123456789012_CloudTrail_us-east-1";

fn name() -> Value {
    json!({ "logGroupName": "CloudTrail/logs" })
}

fn trust(lab: &mut Lab, service: &str) {
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": service }, "Action": "sts:AssumeRole" }] });
    let role = "CloudTrail_CloudWatchLogs_Role";
    let there = lab.world.iam().roles().contains_key(role);
    let (op, member) = match there {
        true => ("UpdateAssumeRolePolicy", "PolicyDocument"),
        false => ("CreateRole", "AssumeRolePolicyDocument"),
    };
    lab.ok("iam", op, json!({ "RoleName": role, member: policy.to_string() }));
}

/// Lets the role do these to the stream of the guide.
fn allow(lab: &mut Lab, actions: &[&str]) {
    let stream = format!("{}log-stream:{STREAM}*", GROUP.strip_suffix('*').unwrap());
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": actions, "Resource": stream },
    ] });
    let input = json!({ "RoleName": "CloudTrail_CloudWatchLogs_Role", "PolicyName": "p",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutRolePolicy", input);
}

const BOTH: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];

/// A bucket, a group and a role that lets CloudTrail in.
fn lab() -> Lab {
    let mut lab = with_bucket();
    lab.ok("logs", "CreateLogGroup", name());
    trust(&mut lab, "cloudtrail.amazonaws.com");
    allow(&mut lab, &BOTH);
    lab
}

fn input() -> Value {
    json!({ "Name": "main", "CloudWatchLogsLogGroupArn": GROUP, "CloudWatchLogsRoleArn": ROLE })
}

/// The same with a trail of the group that logs.
pub fn logging(multi: bool) -> Lab {
    let mut lab = lab();
    let mut input = input();
    input["IsMultiRegionTrail"] = json!(multi);
    trail(&mut lab, input);
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    lab
}

fn status(lab: &mut Lab) -> Value {
    lab.ok("cloudtrail", "GetTrailStatus", json!({ "Name": "main" }))
}

/// The names of the events in the stream.
fn names(lab: &mut Lab) -> Vec<String> {
    let mut input = name();
    input["logStreamName"] = json!(STREAM);
    input["startFromHead"] = json!(true);
    let reply = lab.call("root", "logs", "GetLogEvents", input).reply.unwrap();
    let events = reply["events"].as_array().unwrap().iter();
    let events = events.map(|event| {
        let record: Value = serde_json::from_str(event["message"].as_str().unwrap()).unwrap();
        record["eventName"].as_str().unwrap().to_owned()
    });
    events.collect()
}

#[test]
fn h_a_group_and_a_role_are_given_together_and_tried() {
    let mut lab = with_bucket();
    let (group, role) =
        ("InvalidCloudWatchLogsLogGroupArnException", "InvalidCloudWatchLogsRoleArnException");
    let fails = |lab: &mut Lab, code: &str, text: &str, change: (&str, Value)| {
        let mut input = input();
        input["S3BucketName"] = json!(super::trails::BUCKET);
        input[change.0] = change.1;
        let error = lab.fails("cloudtrail", "CreateTrail", input);
        assert_eq!((error["code"].as_str(), error["message"].as_str()), (Some(code), Some(text)));
    };
    let none = || ("Name", json!("main"));
    let text = "You must specify a role ARN as well as a log group.";
    fails(&mut lab, role, text, ("CloudWatchLogsRoleArn", json!("")));
    let untrusted = "Access denied. Check the trust relationships for your role.";
    fails(&mut lab, role, untrusted, none());
    trust(&mut lab, "ec2.amazonaws.com");
    fails(&mut lab, role, untrusted, none());
    trust(&mut lab, "cloudtrail.amazonaws.com");
    let unknown = "Check the log group ARN: CloudTrail can't validate it.";
    fails(&mut lab, group, unknown, none());
    lab.ok("logs", "CreateLogGroup", name());
    let refused = "Access denied. Verify in IAM that the role has adequate permissions.";
    for actions in [&BOTH[..1], &BOTH[1..]] {
        allow(&mut lab, actions);
        fails(&mut lab, group, refused, none());
    }
    allow(&mut lab, &BOTH);
    for arn in [
        GROUP.strip_suffix(":*").unwrap().to_owned(),
        GROUP.replace("us-east-1", "us-west-2"),
        "CloudTrail/logs".to_owned(),
    ] {
        fails(&mut lab, group, unknown, ("CloudWatchLogsLogGroupArn", json!(arn)));
    }
    let made = trail(&mut lab, input());
    assert_eq!(made["CloudWatchLogsLogGroupArn"], GROUP);
    assert_eq!(made["CloudWatchLogsRoleArn"], ROLE);
    let empty = json!({ "Name": "main", "CloudWatchLogsLogGroupArn": "",
        "CloudWatchLogsRoleArn": "" });
    let changed = lab.ok("cloudtrail", "UpdateTrail", empty);
    assert_eq!(changed.get("CloudWatchLogsLogGroupArn"), None);
}

#[test]
fn h_whoever_hands_over_the_role_must_be_allowed_to_pass_it() {
    let mut lab = lab();
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "cloudtrail:*", "Resource": "*" },
    ] });
    let grant = json!({ "UserName": "jiwoo", "PolicyName": "p",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutUserPolicy", grant);
    let input = super::trails::with_bucket(input());
    let error = lab.call("jiwoo", "cloudtrail", "CreateTrail", input).reply.unwrap_err();
    assert!(error.message.contains("iam:PassRole on resource: arn:aws:iam::"), "{error:?}");
}

#[test]
fn h_events_come_to_the_group_in_the_role_with_the_files() {
    let mut lab = logging(true);
    call_in(&mut lab, seoul(), "sns", "CreateTopic", json!({ "Name": "a" })).reply.unwrap();
    lab.sleep(Span::mins(5));
    // One stream, of the home Region, has the events of all.
    assert_eq!(names(&mut lab), ["StartLogging", "CreateTopic"]);
    let status_then = status(&mut lab);
    assert_eq!(status_then["LatestCloudWatchLogsDeliveryTime"], "2025-01-06T00:05:00+00:00");
    assert_eq!(status_then.get("LatestCloudWatchLogsDeliveryError"), None);
    // What CloudTrail did for it is recorded and comes with the next, and then there is rest.
    lab.sleep(Span::days(2));
    assert_eq!(lab.world.waiting().count(), 0);
    let later = names(&mut lab);
    assert_eq!(later[2..6], ["AssumeRole", "CreateLogStream", "GetLogEvents", "GetTrailStatus"]);
    let records = lab.world.cloudtrail().records();
    let made = records.iter().find(|record| record.event_name == "CreateLogStream").unwrap().json();
    let session = "assumed-role/CloudTrail_CloudWatchLogs_Role/CLOUDWATCH_LOGS_DELIVERY_SESSION";
    let arn = made["userIdentity"]["arn"].as_str().unwrap();
    assert!(arn.ends_with(session), "{made}");
    assert_eq!(made["sourceIPAddress"], "cloudtrail.amazonaws.com");
    assert_eq!(made["requestParameters"]["logStreamName"], STREAM);
    let put = records.iter().find(|record| record.event_name == "PutLogEvents").unwrap();
    assert_eq!(put.json()["requestParameters"].as_object().unwrap().len(), 2);
}

/// row: Service role missing (CloudTrail→Logs, EventBridge→target)
#[test]
fn h_what_stops_the_delivery_shows_in_the_status_and_files_go_on() {
    let mut lab = logging(false);
    lab.sleep(Span::mins(5));
    allow(&mut lab, &BOTH[..1]);
    lab.sleep(Span::mins(5));
    let then = status(&mut lab);
    assert_eq!(then["LatestCloudWatchLogsDeliveryError"], "AccessDeniedException");
    assert_eq!(then["LatestCloudWatchLogsDeliveryTime"], "2025-01-06T00:05:00+00:00");
    assert_eq!(then["LatestDeliveryAttemptSucceeded"], "2025-01-06T00:10:00Z");
    let trails = lab.world.cloudtrail().trails();
    let refused = trails.values().next().unwrap().logs.refused.clone().unwrap();
    assert_eq!(refused.action, "logs:PutLogEvents");
    allow(&mut lab, &BOTH);
    lab.sleep(Span::mins(5));
    assert_eq!(status(&mut lab).get("LatestCloudWatchLogsDeliveryError"), None);
    // Nothing is tried again: the events of the five bad minutes are in the bucket alone.
    assert!(!names(&mut lab).iter().any(|name| name == "DeleteTopic"));
    trust(&mut lab, "ec2.amazonaws.com");
    lab.sleep(Span::mins(5));
    assert_eq!(status(&mut lab)["LatestCloudWatchLogsDeliveryError"], "AccessDenied");
    trust(&mut lab, "cloudtrail.amazonaws.com");
    lab.ok("logs", "DeleteLogGroup", name());
    lab.sleep(Span::mins(5));
    let gone = status(&mut lab);
    assert_eq!(gone["LatestCloudWatchLogsDeliveryError"], "ResourceNotFoundException");
    let told = lab
        .world
        .facts()
        .iter()
        .filter(|fact| matches!(fact.what, ServiceFact::CloudTrail(Fact::NotLogged { .. })));
    assert_eq!(told.count(), 3);
    // Made anew, the group gets its stream anew.
    lab.ok("logs", "CreateLogGroup", name());
    lab.sleep(Span::mins(5));
    assert!(names(&mut lab).iter().any(|name| name == "CreateLogGroup"));
    lab.sleep(Span::days(1));
    assert_eq!(lab.world.waiting().count(), 0);
}

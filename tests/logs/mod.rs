//! CloudWatch Logs: groups, streams, events put and read, and who may.

mod insights;
mod sealed;
mod subscriptions;

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::Lab;

const GROUP: &str = "/shop/web";
const NOW: i64 = 1_736_121_600_000;
const ARN: &str = "arn:aws:logs:us-east-1:123456789012:log-group:/shop/web";

fn with(more: Value) -> Value {
    let mut input = json!({ "logGroupName": GROUP });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn stream(more: Value) -> Value {
    let mut input = with(json!({ "logStreamName": "one" }));
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

/// A world with a group and a stream in it.
fn lab() -> Lab {
    let mut lab = Lab::new();
    lab.ok("logs", "CreateLogGroup", with(json!({})));
    lab.ok("logs", "CreateLogStream", stream(json!({})));
    lab
}

fn put(lab: &mut Lab, events: &[(i64, &str)]) -> Value {
    let event = |(at, message): &(i64, &str)| json!({ "timestamp": at, "message": message });
    let events: Vec<Value> = events.iter().map(event).collect();
    lab.ok("logs", "PutLogEvents", stream(json!({ "logEvents": events })))
}

fn refused(lab: &mut Lab, op: &str, input: Value, code: &str, text: &str) {
    let error = lab.fails("logs", op, input);
    assert_eq!((error["code"].as_str(), error["message"].as_str()), (Some(code), Some(text)));
}

fn messages(reply: &Value) -> Vec<&str> {
    let events = reply["events"].as_array().unwrap();
    events.iter().map(|event| event["message"].as_str().unwrap()).collect()
}

#[test]
fn groups_are_made_once_and_have_what_aws_shows() {
    let mut lab = lab();
    put(&mut lab, &[(NOW, "four")]);
    let reply = lab.ok("logs", "DescribeLogGroups", json!({}));
    assert_eq!(
        reply,
        json!({ "logGroups": [{
            "logGroupName": GROUP, "creationTime": NOW, "metricFilterCount": 0,
            "arn": format!("{ARN}:*"), "storedBytes": 30, "logGroupClass": "STANDARD",
            "logGroupArn": ARN, "deletionProtectionEnabled": false,
        }] })
    );
    let short = lab.ok("logs", "DescribeLogGroups", json!({ "logGroupNamePattern": "web" }));
    assert_eq!(short["logGroups"][0].as_object().unwrap().len(), 3);
    let code = "ResourceAlreadyExistsException";
    let text = "The specified log group already exists";
    refused(&mut lab, "CreateLogGroup", with(json!({})), code, text);
    let text = "The specified log stream already exists";
    refused(&mut lab, "CreateLogStream", stream(json!({})), code, text);
    lab.ok("logs", "DeleteLogGroup", with(json!({})));
    let text = "The specified log group does not exist.";
    refused(&mut lab, "DeleteLogGroup", with(json!({})), "ResourceNotFoundException", text);
}

#[test]
fn names_and_limits_are_those_of_the_service_model() {
    let mut lab = lab();
    let code = "InvalidParameterException";
    let rule = "failed to satisfy constraint: Member must";
    let long = "a".repeat(513);
    for (name, text) in [
        (
            "a b",
            format!(
                "Value 'a b' at 'logGroupName' {rule} satisfy regular expression pattern: \
                 [\\.\\-_/#A-Za-z0-9]+"
            ),
        ),
        (
            &*long,
            format!(
                "Value '{long}' at 'logGroupName' {rule} have length less than or equal to 512"
            ),
        ),
    ] {
        let text = format!("1 validation error detected: {text}");
        refused(&mut lab, "CreateLogGroup", json!({ "logGroupName": name }), code, &text);
    }
    assert_eq!(
        lab.fails("logs", "CreateLogGroup", json!({ "logGroupName": "aws/a" }))["code"],
        code
    );
    lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "a".repeat(512) }));
    let colon = with(json!({ "logStreamName": "a:b" }));
    assert_eq!(lab.fails("logs", "CreateLogStream", colon)["code"], code);
    let text = format!(
        "1 validation error detected: Value '10001' at 'limit' {rule} have value less than or \
         equal to 10000"
    );
    refused(&mut lab, "GetLogEvents", stream(json!({ "limit": 10_001 })), code, &text);
    let input = stream(json!({ "nextToken": "f/1/s" }));
    refused(&mut lab, "GetLogEvents", input, code, "The specified nextToken is invalid.");
}

#[test]
fn events_are_refused_or_left_out_as_aws_does() {
    let mut lab = lab();
    let code = "InvalidParameterException";
    let day = Span::days(1).as_millis();
    let event = |at: i64| json!({ "timestamp": at, "message": "m" });
    let batch = |events: Value| stream(json!({ "logEvents": events }));
    let text = "Log events in a single PutLogEvents request must be in chronological order.";
    let input = batch(json!([event(NOW), event(NOW - 1)]));
    refused(&mut lab, "PutLogEvents", input, code, text);
    let text = "The batch of log events in a single PutLogEvents request cannot span more than 24 \
                hours.";
    let input = batch(json!([event(NOW - day - 1), event(NOW)]));
    refused(&mut lab, "PutLogEvents", input, code, text);
    let large = "x".repeat(1_048_551);
    let input = batch(json!([{ "timestamp": NOW, "message": large }]));
    let text = "Log event too large: 1048577 bytes exceeds limit of 1048576";
    refused(&mut lab, "PutLogEvents", input, code, text);
    let half = "x".repeat(524_263);
    let both =
        json!([{ "timestamp": NOW, "message": half }, { "timestamp": NOW, "message": half }]);
    let text = "Upload too large: 1048578 bytes exceeds limit of 1048576";
    refused(&mut lab, "PutLogEvents", batch(both), code, text);
    // Two hours ahead, fourteen days back, and what the group does not keep.
    let late = NOW + Span::hours(2).as_millis();
    let reply = put(&mut lab, &[(NOW, "kept"), (late, "kept"), (late + 1, "lost")]);
    assert_eq!(reply["rejectedLogEventsInfo"], json!({ "tooNewLogEventStartIndex": 2 }));
    let old = NOW - 14 * day;
    let reply = put(&mut lab, &[(old - 1, "lost"), (old, "kept")]);
    assert_eq!(reply["rejectedLogEventsInfo"], json!({ "tooOldLogEventEndIndex": 1 }));
    lab.ok("logs", "PutRetentionPolicy", with(json!({ "retentionInDays": 1 })));
    let reply = put(&mut lab, &[(NOW - day - 1, "lost"), (NOW - 1, "kept")]);
    assert_eq!(reply["rejectedLogEventsInfo"], json!({ "expiredLogEventEndIndex": 1 }));
    let reply = lab.ok("logs", "GetLogEvents", stream(json!({ "startFromHead": true })));
    assert_eq!(messages(&reply), ["kept", "kept", "kept"]);
    lab.ok("logs", "DeleteRetentionPolicy", with(json!({})));
    let reply = lab.ok("logs", "GetLogEvents", stream(json!({ "startFromHead": true })));
    assert_eq!(messages(&reply).len(), 4);
}

#[test]
fn pages_lead_forward_and_backward() {
    let mut lab = lab();
    let events: Vec<(i64, String)> = (0..5).map(|n| (NOW + n, n.to_string())).collect();
    let events: Vec<(i64, &str)> = events.iter().map(|(at, text)| (*at, text.as_str())).collect();
    put(&mut lab, &events);
    let mut page = |more: Value| lab.ok("logs", "GetLogEvents", stream(more));
    let newest = page(json!({ "limit": 2 }));
    assert_eq!(messages(&newest), ["3", "4"]);
    let older = page(json!({ "limit": 2, "nextToken": newest["nextBackwardToken"] }));
    assert_eq!(messages(&older), ["1", "2"]);
    let again = page(json!({ "limit": 2, "nextToken": older["nextForwardToken"] }));
    assert_eq!(messages(&again), ["3", "4"]);
    let end = page(json!({ "nextToken": again["nextForwardToken"] }));
    assert_eq!(messages(&end), Vec::<&str>::new());
    assert_eq!(end["nextForwardToken"], again["nextForwardToken"]);
    let oldest = page(json!({ "limit": 2, "startFromHead": true }));
    assert_eq!(messages(&oldest), ["0", "1"]);
    let none = page(json!({ "nextToken": oldest["nextBackwardToken"] }));
    assert_eq!(none["nextBackwardToken"], oldest["nextBackwardToken"]);
    let back = page(json!({ "limit": 1, "nextToken": none["nextForwardToken"] }));
    assert_eq!(messages(&back), ["0"]);
    // The end of a range is not in it.
    let some = page(json!({ "startTime": NOW + 1, "endTime": NOW + 3 }));
    assert_eq!(messages(&some), ["1", "2"]);
    put(&mut lab, &[(NOW + 9, "new")]);
    let more = stream(json!({ "nextToken": end["nextForwardToken"] }));
    let more = lab.ok("logs", "GetLogEvents", more);
    assert_eq!(messages(&more), ["new"]);
}

#[test]
fn several_streams_are_read_as_one() {
    let mut lab = lab();
    let two = |more: Value| {
        let mut input = with(more);
        input["logStreamName"] = json!("two");
        input
    };
    lab.ok("logs", "CreateLogStream", two(json!({})));
    put(&mut lab, &[(NOW, "a"), (NOW + 2, "c")]);
    let event = json!([{ "timestamp": NOW + 1, "message": "b" }]);
    lab.ok("logs", "PutLogEvents", two(json!({ "logEvents": event })));
    let all = lab.ok("logs", "FilterLogEvents", with(json!({})));
    assert_eq!(messages(&all), ["a", "b", "c"]);
    let id = all["events"][0]["eventId"].as_str().unwrap();
    assert!(id.len() == 56 && id < all["events"][1]["eventId"].as_str().unwrap());
    let one = lab.ok("logs", "FilterLogEvents", with(json!({ "logStreamNames": ["one"] })));
    assert_eq!(messages(&one), ["a", "c"]);
    let until = lab.ok("logs", "FilterLogEvents", with(json!({ "endTime": NOW + 1 })));
    assert_eq!(messages(&until), ["a", "b"]);
    let text = "The specified log stream does not exist.";
    let input = with(json!({ "logStreamNames": ["three"] }));
    refused(&mut lab, "FilterLogEvents", input, "ResourceNotFoundException", text);
    let order = with(json!({ "orderBy": "LastEventTime", "descending": true }));
    let streams = lab.ok("logs", "DescribeLogStreams", order);
    assert_eq!(streams["logStreams"][0]["logStreamName"], "one");
    assert_eq!(streams["logStreams"][0]["lastEventTimestamp"], NOW + 2);
    assert_eq!(streams["logStreams"][0]["storedBytes"], 0);
}

#[test]
fn who_may_is_decided_on_groups_and_streams() {
    let mut lab = lab();
    lab.ok("iam", "CreateUser", json!({ "UserName": "reader" }));
    let statement = json!({ "Effect": "Allow", "Action": "logs:Get*",
        "Resource": format!("{ARN}:log-stream:one") });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    let input = json!({ "UserName": "reader", "PolicyName": "p", "PolicyDocument": policy });
    lab.ok("iam", "PutUserPolicy", input);
    lab.call("reader", "logs", "GetLogEvents", stream(json!({}))).reply.unwrap();
    let error = lab.call("reader", "logs", "CreateLogGroup", with(json!({}))).reply.unwrap_err();
    assert_eq!(error.code, "AccessDeniedException");
    assert_eq!(
        error.message,
        format!(
            "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: \
             logs:CreateLogGroup on resource: {ARN}:log-stream: because no identity-based policy \
             allows the logs:CreateLogGroup action"
        )
    );
    // Tags may be asked about.
    lab.ok("logs", "TagResource", json!({ "resourceArn": ARN, "tags": { "Team": "web" } }));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["requestParameters"]["tags"], json!({ "Team": "web" }));
    let statement = json!({ "Effect": "Allow", "Action": "logs:DeleteLogStream", "Resource": "*",
        "Condition": { "StringEquals": { "aws:ResourceTag/Team": "web" } } });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    let input = json!({ "UserName": "reader", "PolicyName": "p", "PolicyDocument": policy });
    lab.ok("iam", "PutUserPolicy", input);
    lab.call("reader", "logs", "DeleteLogStream", stream(json!({}))).reply.unwrap();
    let tags = lab.ok("logs", "ListTagsForResource", json!({ "resourceArn": ARN }));
    assert_eq!(tags, json!({ "tags": { "Team": "web" } }));
    let gone = json!({ "resourceArn": ARN, "tagKeys": ["Team"] });
    lab.ok("logs", "UntagResource", gone);
}

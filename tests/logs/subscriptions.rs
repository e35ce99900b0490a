//! Subscription filters and resource policies: what is handed on to whom, and what is refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use watchtrail::gzip;
use watchtrail::services::ServiceFact;
use watchtrail::services::lambda;
use watchtrail::services::logs::Fact;
use watchtrail::sim::Span;

use crate::support::Lab;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:taker";
const STREAM: &str = "arn:aws:firehose:us-east-1:123456789012:deliverystream/kept";
const ROLE: &str = "arn:aws:iam::123456789012:role/r";
const SOURCE: &str = "arn:aws:logs:us-east-1:123456789012:log-group:web:*";

/// A group with a stream, a role that services may act in, and a function.
fn lab() -> Lab {
    let mut lab = Lab::new();
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": ["lambda.amazonaws.com", "logs.us-east-1.amazonaws.com",
            "firehose.amazonaws.com"] }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "r", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", role);
    let function = json!({ "FunctionName": "taker", "Runtime": "python3.13", "Handler": "a.b",
        "Role": ROLE, "Code": { "ZipFile": "PK\u{3}\u{4}" } });
    lab.ok("lambda", "CreateFunction", function);
    lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "web" }));
    let stream = json!({ "logGroupName": "web", "logStreamName": "s" });
    lab.ok("logs", "CreateLogStream", stream);
    lab.sleep(Span::mins(1));
    lab
}

fn allow(lab: &mut Lab, principal: &str) {
    let input = json!({ "FunctionName": "taker", "StatementId": "logs",
        "Action": "lambda:InvokeFunction", "Principal": principal, "SourceArn": SOURCE,
        "SourceAccount": "123456789012" });
    lab.ok("lambda", "AddPermission", input);
}

fn filter(name: &str, pattern: &str, destination: &str) -> Value {
    json!({ "logGroupName": "web", "filterName": name, "filterPattern": pattern,
        "destinationArn": destination })
}

fn to_stream(name: &str) -> Value {
    let mut input = filter(name, "", STREAM);
    input["roleArn"] = json!(ROLE);
    input
}

fn put(lab: &mut Lab, messages: &[&str]) {
    let at = lab.world.now().as_millis();
    let event = |message: &&str| json!({ "timestamp": at, "message": message });
    let events: Vec<Value> = messages.iter().map(event).collect();
    let input = json!({ "logGroupName": "web", "logStreamName": "s", "logEvents": events });
    lab.ok("logs", "PutLogEvents", input);
    lab.sleep(Span::secs(1));
}

fn unpacked(data: &[u8]) -> Value {
    serde_json::from_slice(&gzip::unpack(data, 1 << 20).unwrap().bytes).unwrap()
}

/// What the function was handed, unpacked.
fn handed(lab: &Lab) -> Vec<Value> {
    let facts = lab.world.facts().iter();
    let events = facts.filter_map(|fact| match &fact.what {
        ServiceFact::Lambda(lambda::Fact::Invoked { event, .. }) => {
            Some(serde_json::from_str::<Value>(event).unwrap())
        }
        _ => None,
    });
    let data = |event: Value| {
        unpacked(&STANDARD.decode(event["awslogs"]["data"].as_str().unwrap()).unwrap())
    };
    events.map(data).collect()
}

#[test]
fn a_function_is_handed_what_matches() {
    let mut lab = lab();
    allow(&mut lab, "logs.amazonaws.com");
    lab.ok("logs", "PutSubscriptionFilter", filter("errors", "ERROR", FUNCTION));
    put(&mut lab, &["ok", "ERROR one", "ERROR two"]);
    put(&mut lab, &["nothing"]);
    let [message] = handed(&lab).try_into().unwrap();
    let at = message["logEvents"][0]["timestamp"].clone();
    let id = |nth: usize| message["logEvents"][nth]["id"].clone();
    assert_eq!(id(0).as_str().unwrap().len(), 56);
    assert_eq!(
        message,
        json!({
            "messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "web",
            "logStream": "s", "subscriptionFilters": ["errors"],
            "logEvents": [
                { "id": id(0), "timestamp": at, "message": "ERROR one" },
                { "id": id(1), "timestamp": at, "message": "ERROR two" },
            ],
        })
    );
    let last = lab.world.facts().iter().rev().find_map(|fact| match &fact.what {
        ServiceFact::Logs(fact) => Some(fact.clone()),
        _ => None,
    });
    let Some(Fact::Forwarded { filter, events, .. }) = last else { panic!("{last:?}") };
    assert_eq!((filter.as_str(), events), ("errors", 2));
}

#[test]
fn fields_of_a_pattern_come_along() {
    let mut lab = lab();
    allow(&mut lab, "logs.us-east-1.amazonaws.com");
    lab.ok("logs", "PutSubscriptionFilter", filter("f", "[level=ERROR, text]", FUNCTION));
    put(&mut lab, &["ERROR disk"]);
    let [message] = handed(&lab).try_into().unwrap();
    let fields = json!({ "level": "ERROR", "text": "disk" });
    assert_eq!(message["logEvents"][0]["extractedFields"], fields);
}

#[test]
fn a_function_that_no_longer_lets_it_in_gets_nothing_and_that_is_told() {
    let mut lab = lab();
    allow(&mut lab, "logs.amazonaws.com");
    lab.ok("logs", "PutSubscriptionFilter", filter("all", "", FUNCTION));
    let gone = json!({ "FunctionName": "taker", "StatementId": "logs" });
    lab.ok("lambda", "RemovePermission", gone);
    put(&mut lab, &["one"]);
    assert_eq!(handed(&lab), Vec::<Value>::new());
    let group = lab.world.logs().groups().values().next().unwrap();
    let filter = &group.subscriptions["all"];
    let failure = filter.last.as_ref().unwrap().failure.as_ref().unwrap();
    assert_eq!((failure.code.as_str(), filter.forwarded), ("AccessDeniedException", 0));
    assert!(failure.refused.is_some());
}

#[test]
fn firehose_takes_records_in_a_role() {
    let mut lab = lab();
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "lake" }));
    let text = "Could not deliver test message to specified Firehose stream. Check if the given \
                Firehose stream is in ACTIVE state.";
    let error = lab.fails("logs", "PutSubscriptionFilter", to_stream("kept"));
    assert_eq!(error["message"], text);
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": ["firehose:PutRecord", "s3:PutObject"], "Resource": "*" }] });
    let policy = json!({ "RoleName": "r", "PolicyName": "p",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutRolePolicy", policy);
    let to = json!({ "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake" });
    let stream = json!({ "DeliveryStreamName": "kept", "ExtendedS3DestinationConfiguration": to });
    lab.ok("firehose", "CreateDeliveryStream", stream);
    lab.sleep(Span::mins(2));
    lab.ok("logs", "PutSubscriptionFilter", to_stream("kept"));
    put(&mut lab, &["one"]);
    lab.sleep(Span::mins(10));
    let bucket = lab.world.s3().bucket("lake").unwrap();
    let files: Vec<Vec<u8>> =
        bucket.objects.present().map(|(_, _, put)| put.body.bytes().to_vec()).collect();
    let [file] = files.try_into().unwrap();
    // Two packed messages, one behind the other: that of the test, and the event.
    assert_eq!(unpacked(&file)["messageType"], "CONTROL_MESSAGE");
    let put = lab.world.cloudtrail().records().iter().filter(|it| it.event_name == "AssumeRole");
    assert!(put.count() > 0);
}

#[test]
fn what_is_refused() {
    let mut lab = lab();
    allow(&mut lab, "logs.amazonaws.com");
    let mut with_role = filter("x", "", FUNCTION);
    with_role["roleArn"] = json!(ROLE);
    let mut elsewhere = filter("x", "", FUNCTION);
    elsewhere["logGroupName"] = json!("gone");
    let other = FUNCTION.replace("123456789012", "111122223333");
    for (input, code, message) in [
        (
            filter("x", "", &other),
            "AccessDeniedException",
            "Cross-account lambda invocation passing is not allowed. You must use \
             DestinationPolicies to create cross account lambda triggers.",
        ),
        (
            with_role,
            "InvalidParameterException",
            "destinationArn for vendor lambda cannot be used with roleArn",
        ),
        (
            filter("x", "", "arn:aws:kinesis:us-east-1:123456789012:stream/s"),
            "InvalidParameterException",
            "destinationArn for vendor kinesis cannot be used without roleArn",
        ),
        (
            filter("x", "", &format!("{FUNCTION}-gone")),
            "InvalidParameterException",
            "Could not execute the lambda function. Make sure you have given CloudWatch Logs \
             permission to execute your function.",
        ),
        (elsewhere, "ResourceNotFoundException", "The specified log group does not exist."),
    ] {
        let error = lab.fails("logs", "PutSubscriptionFilter", input);
        assert_eq!((&error["code"], &error["message"]), (&json!(code), &json!(message)));
    }
    for name in ["a", "b"] {
        lab.ok("logs", "PutSubscriptionFilter", filter(name, "", FUNCTION));
    }
    let error = lab.fails("logs", "PutSubscriptionFilter", filter("c", "", FUNCTION));
    assert_eq!(
        (&error["code"], &error["message"]),
        (&json!("LimitExceededException"), &json!("Resource limit exceeded."))
    );
    lab.ok("logs", "PutSubscriptionFilter", filter("b", "x", FUNCTION));
}

#[test]
fn a_region_has_ten_resource_policies_and_they_let_people_in() {
    let mut lab = lab();
    lab.ok("iam", "CreateUser", json!({ "UserName": "reader" }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:user/reader" },
        "Action": "logs:FilterLogEvents", "Resource": SOURCE }] });
    let put = |name: &str| json!({ "policyName": name, "policyDocument": policy.to_string() });
    let read = json!({ "logGroupName": "web" });
    assert!(lab.call("reader", "logs", "FilterLogEvents", read.clone()).reply.is_err());
    for nth in 0..10 {
        lab.ok("logs", "PutResourcePolicy", put(&format!("p{nth}")));
    }
    let error = lab.fails("logs", "PutResourcePolicy", put("more"));
    assert_eq!(error["code"], "LimitExceededException");
    lab.ok("logs", "PutResourcePolicy", put("p9"));
    lab.call("reader", "logs", "FilterLogEvents", read.clone()).reply.unwrap();
    let all = lab.ok("logs", "DescribeResourcePolicies", json!({}));
    assert_eq!(all["resourcePolicies"].as_array().unwrap().len(), 10);
    for nth in 0..10 {
        lab.ok("logs", "DeleteResourcePolicy", json!({ "policyName": format!("p{nth}") }));
    }
    assert!(lab.call("reader", "logs", "FilterLogEvents", read).reply.is_err());
    let error = lab.fails("logs", "DeleteResourcePolicy", json!({ "policyName": "p0" }));
    assert_eq!(error["message"], "Policy with name [p0] does not exist.");
}

#[test]
fn the_older_calls_for_tags_are_about_the_same_tags() {
    let mut lab = lab();
    let tags = json!({ "logGroupName": "web", "tags": { "a": "1", "b": "2" } });
    lab.ok("logs", "TagLogGroup", tags);
    lab.ok("logs", "UntagLogGroup", json!({ "logGroupName": "web", "tags": ["a"] }));
    let arn = "arn:aws:logs:us-east-1:123456789012:log-group:web";
    let expected = json!({ "tags": { "b": "2" } });
    assert_eq!(lab.ok("logs", "ListTagsLogGroup", json!({ "logGroupName": "web" })), expected);
    assert_eq!(lab.ok("logs", "ListTagsForResource", json!({ "resourceArn": arn })), expected);
    let error = lab.fails("logs", "ListTagsLogGroup", json!({ "logGroupName": "gone" }));
    assert_eq!(error["message"], "The specified log group does not exist.");
}

//! Trails: made, changed, found, limited.

use serde_json::{Value, json};

use super::{call_in, seoul};
use crate::support::Lab;

pub const BUCKET: &str = "trail-logs";

/// The policy the console gives the bucket of a trail.
pub fn policy(bucket: &str) -> Value {
    let service = json!({ "Service": "cloudtrail.amazonaws.com" });
    json!({ "Version": "2012-10-17", "Statement": [
        {
            "Sid": "AWSCloudTrailAclCheck20150319", "Effect": "Allow", "Principal": service,
            "Action": "s3:GetBucketAcl", "Resource": format!("arn:aws:s3:::{bucket}"),
        },
        {
            "Sid": "AWSCloudTrailWrite20150319", "Effect": "Allow", "Principal": service,
            "Action": "s3:PutObject",
            "Resource": format!("arn:aws:s3:::{bucket}/*"),
            "Condition": { "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
    ] })
}

pub fn set_policy(lab: &mut Lab, bucket: &str, policy: &Value) {
    let input = json!({ "Bucket": bucket, "Policy": policy.to_string() });
    lab.ok("s3api", "PutBucketPolicy", input);
}

/// A bucket that lets CloudTrail in.
pub fn open_bucket(lab: &mut Lab, bucket: &str) {
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": bucket }));
    set_policy(lab, bucket, &policy(bucket));
}

/// A world with a bucket for trails.
pub fn lab() -> Lab {
    let mut lab = Lab::new();
    open_bucket(&mut lab, BUCKET);
    lab
}

pub fn with_bucket(mut input: Value) -> Value {
    if input.get("S3BucketName").is_none() {
        input["S3BucketName"] = json!(BUCKET);
    }
    input
}

/// A trail.
pub fn trail(lab: &mut Lab, input: Value) -> Value {
    lab.ok("cloudtrail", "CreateTrail", with_bucket(input))
}

fn refused(lab: &mut Lab, input: Value, code: &str, text: &str) {
    let error = lab.fails("cloudtrail", "CreateTrail", with_bucket(input));
    assert_eq!((error["code"].as_str(), error["message"].as_str()), (Some(code), Some(text)));
}

#[test]
fn h_a_trail_is_made_with_aws_defaults_and_does_not_log_yet() {
    let mut lab = lab();
    assert_eq!(
        trail(&mut lab, json!({ "Name": "main" })),
        json!({
            "Name": "main", "S3BucketName": BUCKET, "IncludeGlobalServiceEvents": true,
            "IsMultiRegionTrail": false,
            "TrailARN": "arn:aws:cloudtrail:us-east-1:123456789012:trail/main",
            "LogFileValidationEnabled": false, "IsOrganizationTrail": false,
        })
    );
    let described = lab.ok("cloudtrail", "GetTrail", json!({ "Name": "main" }));
    assert_eq!(described["Trail"]["HomeRegion"], "us-east-1");
    assert_eq!(described["Trail"]["HasCustomEventSelectors"], false);
    let status = lab.ok("cloudtrail", "GetTrailStatus", json!({ "Name": "main" }));
    assert_eq!(
        status,
        json!({
            "IsLogging": false, "LatestDeliveryAttemptTime": "",
            "LatestNotificationAttemptTime": "", "LatestNotificationAttemptSucceeded": "",
            "LatestDeliveryAttemptSucceeded": "", "TimeLoggingStarted": "",
            "TimeLoggingStopped": "",
        })
    );
    let selectors = lab.ok("cloudtrail", "GetEventSelectors", json!({ "TrailName": "main" }));
    assert_eq!(
        selectors["EventSelectors"],
        json!([{
            "ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [],
            "ExcludeManagementEventSources": [],
        }])
    );
}

#[test]
fn names_are_checked_in_the_words_of_aws() {
    let mut lab = lab();
    let long = "a".repeat(129);
    for (name, text) in [
        (
            "a",
            "Trail name too short. Minimum allowed length: 3 characters. Specified name length: 1 \
             characters.",
        ),
        (
            &*long,
            "Trail name too long. Maximum allowed length: 128 characters. Specified name length: \
             129 characters.",
        ),
        ("-main", "Trail name must starts with a letter or number."),
        ("main-", "Trail name must ends with a letter or number."),
        (
            "my trail",
            "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, \
             periods (.), hyphens (-), and underscores (_).",
        ),
    ] {
        refused(&mut lab, json!({ "Name": name }), "InvalidTrailNameException", text);
    }
    for name in ["my-_trail", "my--trail", "10.0.0.1"] {
        let error = lab.fails("cloudtrail", "CreateTrail", with_bucket(json!({ "Name": name })));
        assert_eq!(error["code"], "InvalidTrailNameException", "{name}");
    }
    trail(&mut lab, json!({ "Name": "a.b" }));
    trail(&mut lab, json!({ "Name": "a".repeat(128) }));
}

#[test]
fn h_the_bucket_must_be_there_and_let_cloudtrail_in() {
    let mut lab = lab();
    let at = |bucket: &str| json!({ "Name": "main", "S3BucketName": bucket });
    let text = "S3 bucket nowhere does not exist!";
    refused(&mut lab, at("nowhere"), "S3BucketDoesNotExistException", text);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "closed" }));
    let text = "Incorrect S3 bucket policy is detected for bucket: closed";
    let code = "InsufficientS3BucketPolicyException";
    refused(&mut lab, at("closed"), code, text);
    // Each of the two statements is needed, and its condition must fit.
    let whole = policy("closed");
    for left in [0, 1] {
        let mut part = whole.clone();
        part["Statement"] = json!([whole["Statement"][left]]);
        set_policy(&mut lab, "closed", &part);
        refused(&mut lab, at("closed"), code, text);
    }
    let source = |arn: &str| {
        let mut policy = whole.clone();
        policy["Statement"][1]["Condition"]["StringEquals"]["aws:SourceArn"] = json!(arn);
        policy
    };
    let arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/main";
    set_policy(&mut lab, "closed", &source(&arn.replace("main", "other")));
    refused(&mut lab, at("closed"), code, text);
    set_policy(&mut lab, "closed", &source(arn));
    trail(&mut lab, at("closed"));
    // A prefix must be allowed, too.
    let mut narrow = whole.clone();
    narrow["Statement"][1]["Resource"] = json!("arn:aws:s3:::closed/AWSLogs/123456789012/*");
    set_policy(&mut lab, "closed", &narrow);
    let error =
        lab.fails("cloudtrail", "UpdateTrail", json!({ "Name": "main", "S3KeyPrefix": "x" }));
    assert_eq!(error["code"], code);
    lab.ok("cloudtrail", "UpdateTrail", json!({ "Name": "main", "S3KeyPrefix": "" }));
}

#[test]
fn h_the_topic_must_be_there_and_let_cloudtrail_publish() {
    let mut lab = lab();
    let text = "SNS Topic does not exist or the topic policy is incorrect!";
    let code = "InsufficientSnsTopicPolicyException";
    let input = json!({ "Name": "main", "SnsTopicName": "news" });
    refused(&mut lab, input.clone(), code, text);
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "news" }))["TopicArn"].clone();
    refused(&mut lab, input.clone(), code, text);
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Sid": "AWSCloudTrailSNSPolicy20131101", "Effect": "Allow",
        "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "SNS:Publish",
        "Resource": topic,
        "Condition": { "StringEquals": {
            "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:123456789012:trail/main",
        } },
    }] });
    let attribute = json!({
        "TopicArn": topic, "AttributeName": "Policy", "AttributeValue": policy.to_string(),
    });
    lab.ok("sns", "SetTopicAttributes", attribute);
    let made = trail(&mut lab, input);
    assert_eq!((&made["SnsTopicName"], &made["SnsTopicARN"]), (&json!("news"), &topic));
    let gone = lab.ok("cloudtrail", "UpdateTrail", json!({ "Name": "main", "SnsTopicName": "" }));
    assert_eq!(gone.get("SnsTopicARN"), None);
}

#[test]
fn h_five_trails_a_region_and_one_of_every_region_counts_in_each() {
    let mut lab = lab();
    trail(&mut lab, json!({ "Name": "all", "IsMultiRegionTrail": true }));
    for n in 0..4 {
        let input = with_bucket(json!({ "Name": format!("seoul-{n}") }));
        call_in(&mut lab, seoul(), "cloudtrail", "CreateTrail", input).reply.unwrap();
    }
    let input = with_bucket(json!({ "Name": "seoul-5" }));
    let error = call_in(&mut lab, seoul(), "cloudtrail", "CreateTrail", input).reply.unwrap_err();
    assert_eq!(error.code, "MaximumNumberOfTrailsExceededException");
    assert_eq!(error.message, "User: 123456789012 already has 5 trails in ap-northeast-2.");
    let code = "MaximumNumberOfTrailsExceededException";
    let input = json!({ "Name": "more", "IsMultiRegionTrail": true });
    refused(&mut lab, input, code, "User: 123456789012 already has 5 trails in ap-northeast-2.");
    trail(&mut lab, json!({ "Name": "more" }));
    let input = json!({ "Name": "more", "IsMultiRegionTrail": true });
    assert_eq!(lab.fails("cloudtrail", "UpdateTrail", input)["code"], code);
    let text = "Trail more already exists for customer: 123456789012";
    refused(&mut lab, json!({ "Name": "more" }), "TrailAlreadyExistsException", text);
    let input = json!({ "Name": "none", "IsMultiRegionTrail": true,
        "IncludeGlobalServiceEvents": false });
    let code = "InvalidParameterCombinationException";
    let listed = lab.ok("cloudtrail", "ListTrails", json!({}));
    assert_eq!(listed["Trails"].as_array().unwrap().len(), 6);
    lab.ok("cloudtrail", "DeleteTrail", json!({ "Name": "more" }));
    let arn = "arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/seoul-0";
    call_in(&mut lab, seoul(), "cloudtrail", "DeleteTrail", json!({ "Name": arn })).reply.unwrap();
    refused(&mut lab, input, code, "Multi-Region trail must include global service events.");
}

#[test]
fn h_a_shadow_is_seen_everywhere_and_changed_at_home_alone() {
    let mut lab = lab();
    let arn = trail(&mut lab, json!({ "Name": "all", "IsMultiRegionTrail": true }))["TrailARN"]
        .as_str()
        .unwrap()
        .to_owned();
    trail(&mut lab, json!({ "Name": "here" }));
    let mut there = |op: &str, input: Value| call_in(&mut lab, seoul(), "cloudtrail", op, input);
    let names = |reply: Value| -> Vec<String> {
        let trails = reply["trailList"].as_array().unwrap().clone();
        trails.iter().map(|trail| trail["Name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(there("DescribeTrails", json!({})).reply.unwrap()), ["all"]);
    let none = json!({ "includeShadowTrails": false });
    assert!(names(there("DescribeTrails", none).reply.unwrap()).is_empty());
    let named = json!({ "trailNameList": ["all"] });
    assert!(names(there("DescribeTrails", named).reply.unwrap()).is_empty());
    let named = json!({ "trailNameList": [arn] });
    assert_eq!(names(there("DescribeTrails", named).reply.unwrap()), ["all"]);
    let by_arn = json!({ "Name": arn });
    there("GetTrailStatus", by_arn.clone()).reply.unwrap();
    for op in ["StartLogging", "StopLogging", "DeleteTrail", "UpdateTrail"] {
        let error = there(op, by_arn.clone()).reply.unwrap_err();
        assert_eq!(error.code, "InvalidHomeRegionException", "{op}");
        let error = there(op, json!({ "Name": "all" })).reply.unwrap_err();
        assert_eq!(error.code, "TrailNotFoundException", "{op}");
        let text = "Unknown trail: arn:aws:cloudtrail:ap-northeast-2:123456789012:trail/all for \
                    the user: 123456789012";
        assert_eq!(error.message, text);
    }
    let error = there("GetTrail", json!({ "Name": "arn:aws:s3:::x" })).reply.unwrap_err();
    assert_eq!(error.code, "CloudTrailARNInvalidException");
}

#[test]
fn tags_come_and_go() {
    let mut lab = lab();
    let input = json!({ "Name": "main", "TagsList": [{ "Key": "team", "Value": "ops" }] });
    let arn = trail(&mut lab, input)["TrailARN"].clone();
    let tags = |lab: &mut Lab| {
        let list = lab.ok("cloudtrail", "ListTags", json!({ "ResourceIdList": [arn] }));
        list["ResourceTagList"][0]["TagsList"].clone()
    };
    let add = json!({ "ResourceId": arn, "TagsList": [
        { "Key": "team", "Value": "sec" }, { "Key": "cost" },
    ] });
    lab.ok("cloudtrail", "AddTags", add);
    let sec = json!({ "Key": "team", "Value": "sec" });
    assert_eq!(tags(&mut lab), json!([sec, { "Key": "cost", "Value": "" }]));
    let other = json!({ "ResourceId": arn, "TagsList": [{ "Key": "team", "Value": "ops" }] });
    lab.ok("cloudtrail", "RemoveTags", other);
    let cost = json!({ "ResourceId": arn, "TagsList": [{ "Key": "cost" }] });
    lab.ok("cloudtrail", "RemoveTags", cost);
    assert_eq!(tags(&mut lab), json!([sec]));
    let many: Vec<Value> = (0..50).map(|n| json!({ "Key": format!("k{n}") })).collect();
    for (resource, given, code) in [
        (arn.clone(), json!(many), "TagsLimitExceededException"),
        (arn.clone(), json!([{ "Key": "a" }, { "Key": "a" }]), "InvalidTagParameterException"),
        (arn.clone(), json!([{ "Key": "aws:a" }]), "InvalidTagParameterException"),
        (json!("main"), json!([]), "CloudTrailARNInvalidException"),
        (
            json!("arn:aws:cloudtrail:us-east-1:123456789012:trail/gone"),
            json!([]),
            "ResourceNotFoundException",
        ),
    ] {
        let input = json!({ "ResourceId": resource, "TagsList": given });
        assert_eq!(lab.fails("cloudtrail", "AddTags", input)["code"], code);
    }
}

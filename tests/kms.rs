//! Keys of KMS: what policies may ask about them, and whom their policies may name.

use serde_json::{Value, json};

use crate::support::Lab;

const HOME: &str = "arn:aws:iam::123456789012";

/// A user without permissions, and a tagged key with an alias.
fn world(lab: &mut Lab) -> String {
    lab.ok("iam", "CreateUser", json!({ "UserName": "kim" }));
    let tags = json!([{ "TagKey": "env", "TagValue": "prod" }]);
    let made = lab.ok("kms", "CreateKey", json!({ "Tags": tags }));
    let key = made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned();
    for name in ["alias/secret-1", "alias/other"] {
        lab.ok("kms", "CreateAlias", json!({ "AliasName": name, "TargetKeyId": key }));
    }
    key
}

fn policy(lab: &mut Lab, effect: &str, action: &str, condition: &Value) {
    let mut statements = vec![json!({ "Effect": effect, "Action": action, "Resource": "*",
        "Condition": condition })];
    if effect == "Deny" {
        statements.push(json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }));
    }
    let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let input = json!({ "UserName": "kim", "PolicyName": "p", "PolicyDocument": text });
    lab.ok("iam", "PutUserPolicy", input);
}

/// What a policy asks is so: Allow lets the call through, and Deny does not.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
#[test]
fn what_policies_ask_about_keys() {
    let mut lab = Lab::new();
    let key = world(&mut lab);
    let arn = "arn:aws:kms:us-east-1:123456789012:alias/other";
    let named = || json!({ "KeyId": key });
    let equals = |name: &str, value: &str| json!({ "StringEquals": { name: value } });
    let any = |value: &str| json!({ "ForAnyValue:StringLike": { "kms:ResourceAliases": value } });
    let tags = json!({ "KeyId": key, "Tags": [{ "TagKey": "team", "TagValue": "a" }] });
    let every = json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } });
    let days = |days: i32| json!({ "KeyId": key, "PendingWindowInDays": days });
    let window = "kms:ScheduleKeyDeletionPendingWindowInDays";
    let fewer = |than: i32| json!({ "NumericLessThan": { window: than } });
    let bypass = |given: bool| json!({ "BypassPolicyLockoutSafetyCheck": given });
    let bypasses = json!({ "Bool": { "kms:BypassPolicyLockoutSafetyCheck": "true" } });
    let cases: Vec<(&str, Value, Value, bool)> = vec![
        ("DescribeKey", named(), equals("aws:ResourceTag/env", "prod"), true),
        ("DescribeKey", named(), equals("aws:ResourceTag/env", "test"), false),
        ("DescribeKey", named(), equals("aws:ResourceTag/team", "a"), false),
        ("DescribeKey", named(), equals("kms:ResourceTag/env", "prod"), false),
        ("DescribeKey", named(), any("alias/secret-*"), true),
        ("DescribeKey", named(), any("alias/x*"), false),
        ("DescribeKey", json!({ "KeyId": "alias/other" }), any("alias/secret-*"), true),
        ("DescribeKey", named(), equals("kms:RequestAlias", "alias/other"), false),
        (
            "DescribeKey",
            json!({ "KeyId": "alias/other" }),
            equals("kms:RequestAlias", "alias/other"),
            true,
        ),
        ("DescribeKey", json!({ "KeyId": arn }), equals("kms:RequestAlias", "alias/other"), true),
        ("GetKeyPolicy", named(), equals("kms:CallerAccount", "123456789012"), true),
        ("GetKeyPolicy", named(), equals("kms:CallerAccount", "999988887777"), false),
        ("ListKeys", json!({}), equals("kms:CallerAccount", "123456789012"), false),
        ("GetKeyPolicy", named(), equals("kms:KeySpec", "SYMMETRIC_DEFAULT"), true),
        ("GetKeyPolicy", named(), equals("kms:KeyUsage", "SIGN_VERIFY"), false),
        ("GetKeyPolicy", named(), equals("kms:KeyOrigin", "AWS_KMS"), true),
        ("GetKeyPolicy", named(), json!({ "Bool": { "kms:MultiRegion": "false" } }), true),
        ("GetKeyPolicy", named(), json!({ "Null": { "kms:ViaService": "true" } }), true),
        ("GetKeyPolicy", named(), json!({ "Null": { "kms:EncryptionContextKeys": "true" } }), true),
        ("TagResource", tags.clone(), equals("aws:RequestTag/team", "a"), true),
        ("TagResource", tags.clone(), equals("aws:RequestTag/team", "b"), false),
        ("TagResource", tags, every, true),
        ("CreateKey", json!({}), equals("kms:KeySpec", "SYMMETRIC_DEFAULT"), true),
        ("CreateKey", json!({}), equals("kms:KeyOrigin", "EXTERNAL"), false),
        ("CreateKey", json!({}), equals("kms:CallerAccount", "123456789012"), true),
        ("CreateKey", json!({}), bypasses.clone(), false),
        ("CreateKey", bypass(false), bypasses.clone(), false),
        ("CreateKey", bypass(true), bypasses, true),
        (
            "EnableKeyRotation",
            named(),
            json!({ "NumericEquals": { "kms:RotationPeriodInDays": "365" } }),
            true,
        ),
        ("ScheduleKeyDeletion", named(), fewer(20), false),
        ("CancelKeyDeletion", named(), any("alias/secret-*"), true),
        ("ScheduleKeyDeletion", days(7), fewer(20), true),
    ];
    for (op, input, condition, expected) in cases {
        for effect in ["Deny", "Allow"] {
            policy(&mut lab, effect, &format!("kms:{op}"), &condition);
            let reply = lab.call("kim", "kms", op, input.clone()).reply;
            let denied = reply.as_ref().is_err_and(|error| error.code == "AccessDeniedException");
            let said = format!("{effect} {op} {input} if {condition}: {reply:?}");
            assert_eq!(denied, (effect == "Deny") == expected, "{said}");
            if op == "ScheduleKeyDeletion" && !denied {
                lab.ok("kms", "CancelKeyDeletion", named());
            }
        }
        lab.sleep(watchtrail::sim::Span::mins(1));
    }
}

/// Policies of keys ask the same of whatever a service wants in somebody's name.
#[test]
fn what_policies_ask_when_s3_asks() {
    let mut lab = Lab::new();
    let key = world(&mut lab);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "sealed-of-kim" }));
    let equals = |name: &str, value: &str| json!({ "StringEquals": { name: value } });
    let names = |name: &str| {
        json!({ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": name },
            "Null": { "kms:EncryptionContextKeys": "false" } })
    };
    let cases = [
        (equals("aws:ResourceTag/env", "prod"), true),
        (equals("aws:ResourceTag/env", "test"), false),
        (equals("kms:CallerAccount", "123456789012"), true),
        (equals("kms:KeySpec", "SYMMETRIC_DEFAULT"), true),
        (equals("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT"), true),
        (equals("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::sealed-of-kim/a"), true),
        (names("aws:s3:arn"), true),
        (names("aws:logs:arn"), false),
        (equals("kms:ViaService", "s3.us-east-1.amazonaws.com"), true),
    ];
    for (condition, expected) in cases {
        policy(&mut lab, "Deny", "kms:GenerateDataKey", &condition);
        let put = json!({ "Bucket": "sealed-of-kim", "Key": "a", "SSEKMSKeyId": key,
            "ServerSideEncryption": "aws:kms" });
        let reply = lab.call("kim", "s3api", "PutObject", put).reply;
        assert_eq!(reply.is_err(), expected, "{condition}: {reply:?}");
    }
}

/// Nobody is asked about the policy that AWS gives a key.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>
#[test]
fn who_may_make_keys_needs_no_right_to_change_their_policies() {
    let mut lab = Lab::new();
    lab.ok("iam", "CreateUser", json!({ "UserName": "kim" }));
    let power = "arn:aws:iam::aws:policy/AWSKeyManagementServicePowerUser";
    lab.ok("iam", "AttachUserPolicy", json!({ "UserName": "kim", "PolicyArn": power }));
    assert!(lab.call("kim", "kms", "CreateKey", json!({})).reply.is_ok());
    let own = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": "kms:*", "Resource": "*", "Principal": { "AWS": format!("{HOME}:root") } }] });
    let error = lab.call("kim", "kms", "CreateKey", json!({ "Policy": own.to_string() }));
    assert_eq!(
        error.reply.unwrap_err().message,
        "The new key policy will not allow you to update the key policy in the future."
    );
}

/// Each service refuses in its own words who is not there, and no name is trusted beforehand.
#[test]
fn policies_of_resources_name_whom_there_is() {
    let mut lab = Lab::new();
    let key = world(&mut lab);
    let gone = lab.ok("iam", "GetUser", json!({ "UserName": "kim" }))["User"]["UserId"].clone();
    lab.ok("iam", "DeleteUser", json!({ "UserName": "kim" }));
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }))["TopicArn"].clone();
    let queue = lab.ok("sqs", "CreateQueue", json!({ "QueueName": "jobs" }))["QueueUrl"].clone();
    let unnamed = "InvalidParameter: Invalid parameter: Policy Error: null";
    let unknown = "InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound";
    let invalid = "MalformedPolicyDocumentException: \
                   Policy contains a statement with one or more invalid principals.";
    let none = "MalformedPolicyDocumentException: Policy contains a statement with no principal.";
    let cases = [
        (Value::Null, unnamed, none),
        (json!({ "AWS": "hello" }), unknown, invalid),
        (json!({ "AWS": gone }), unknown, invalid),
        (json!({ "AWS": format!("{HOME}:user/kim") }), unknown, invalid),
        (json!({ "Service": "ec2" }), unnamed, invalid),
    ];
    let mut tried = |service: &str, op: &str, input: Value| {
        let error = lab.call("admin", service, op, input).reply.unwrap_err();
        format!("{}: {}", error.code, error.message)
    };
    for (principal, of_topic, of_key) in cases {
        let text = |action: &str| {
            let own = json!({ "Effect": "Allow", "Principal": { "AWS": format!("{HOME}:root") },
                "Action": format!("{action}:*"), "Resource": "*" });
            let act =
                if action == "sns" { "sns:Publish".to_owned() } else { format!("{action}:*") };
            let mut named = json!({ "Effect": "Allow", "Action": act, "Resource": "*" });
            if !principal.is_null() {
                named["Principal"] = principal.clone();
            }
            let mut statements = vec![named];
            if action == "kms" {
                statements.push(own);
            }
            json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
        };
        let put = json!({ "TopicArn": topic, "AttributeName": "Policy",
            "AttributeValue": text("sns") });
        assert_eq!(tried("sns", "SetTopicAttributes", put), of_topic, "{principal}");
        let make = json!({ "Name": "more", "Attributes": { "Policy": text("sns") } });
        let reason = "Invalid parameter: Attributes Reason:";
        let expected = of_topic.replace("Invalid parameter:", reason);
        assert_eq!(tried("sns", "CreateTopic", make), expected, "{principal}");
        let attributes = json!({ "Policy": text("sqs") });
        let wrong = "InvalidAttributeValue: Invalid value for the parameter Policy.";
        let put = json!({ "QueueUrl": queue, "Attributes": attributes });
        assert_eq!(tried("sqs", "SetQueueAttributes", put), wrong, "{principal}");
        let make = json!({ "QueueName": "more", "Attributes": attributes });
        assert_eq!(tried("sqs", "CreateQueue", make), wrong, "{principal}");
        let put = json!({ "KeyId": key, "Policy": text("kms") });
        assert_eq!(tried("kms", "PutKeyPolicy", put), of_key, "{principal}");
        let make = json!({ "Policy": text("kms") });
        assert_eq!(tried("kms", "CreateKey", make), of_key, "{principal}");
    }
}

//! Log groups encrypted with a key: what its policy must allow, and what stops without it.

use serde_json::{Value, json};

use super::{ARN, GROUP, NOW, with};
use crate::support::Lab;

fn key(lab: &mut Lab) -> String {
    let made = lab.ok("kms", "CreateKey", json!({}));
    made["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
}

/// Lets CloudWatch Logs of a Region use a key for a group.
fn let_logs(lab: &mut Lab, key: &str, (service, group): (&str, &str)) {
    let own = json!({ "Effect": "Allow", "Action": "kms:*", "Resource": "*",
        "Principal": { "AWS": "arn:aws:iam::123456789012:root" } });
    let logs = json!({ "Effect": "Allow", "Principal": { "Service": service }, "Resource": "*",
        "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*",
            "kms:Describe*"],
        "Condition": { "ArnEquals": { "kms:EncryptionContext:aws:logs:arn": group } } });
    let policy = json!({ "Version": "2012-10-17", "Statement": [own, logs] });
    let input = json!({ "KeyId": key, "Policy": policy.to_string() });
    lab.ok("kms", "PutKeyPolicy", input);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>
#[test]
fn the_key_s_policy_must_let_the_service_use_it_for_the_group() {
    let mut lab = Lab::new();
    let key = key(&mut lab);
    let make = with(json!({ "kmsKeyId": key }));
    let text = format!(
        "The specified KMS key does not exist or is not allowed to be used with Arn '{ARN}'"
    );
    let refused = json!({ "code": "AccessDeniedException", "message": text, "http": 400 });
    let here = "logs.us-east-1.amazonaws.com";
    for (service, group) in [
        ("logs.ap-northeast-2.amazonaws.com", ARN),
        ("logs.amazonaws.com", ARN),
        (here, "arn:aws:logs:us-east-1:123456789012:log-group:/shop/other"),
    ] {
        let_logs(&mut lab, &key, (service, group));
        assert_eq!(lab.fails("logs", "CreateLogGroup", make.clone()), refused, "{service} {group}");
    }
    let none = with(json!({ "kmsKeyId": "arn:aws:kms:us-east-1:123456789012:key/none" }));
    assert_eq!(lab.fails("logs", "CreateLogGroup", none), refused);
    assert!(lab.world.logs().groups().is_empty());
    let_logs(&mut lab, &key, (here, ARN));
    lab.ok("logs", "CreateLogGroup", make);
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["requestParameters"], json!({ "logGroupName": GROUP, "kmsKeyId": key }));
    let told = |lab: &mut Lab| {
        let found = lab.ok("logs", "DescribeLogGroups", json!({}));
        found["logGroups"][0].get("kmsKeyId").cloned()
    };
    assert_eq!(told(&mut lab), Some(json!(key)));
    lab.ok("logs", "DisassociateKmsKey", with(json!({})));
    assert_eq!(told(&mut lab), None);
    lab.ok("logs", "AssociateKmsKey", with(json!({ "kmsKeyId": key })));
    assert_eq!(told(&mut lab), Some(json!(key)));
}

#[test]
fn without_its_key_nothing_is_put_or_read() {
    let mut lab = Lab::new();
    let key = key(&mut lab);
    let_logs(&mut lab, &key, ("logs.us-east-1.amazonaws.com", ARN));
    lab.ok("logs", "CreateLogGroup", with(json!({ "kmsKeyId": key })));
    lab.ok("logs", "CreateLogStream", with(json!({ "logStreamName": "one" })));
    let event = json!([{ "timestamp": NOW, "message": "open" }]);
    let calls = [
        ("PutLogEvents", with(json!({ "logStreamName": "one", "logEvents": event }))),
        ("GetLogEvents", with(json!({ "logStreamName": "one" }))),
        ("FilterLogEvents", with(json!({}))),
        (
            "StartQuery",
            with(json!({ "startTime": 0, "endTime": NOW / 1_000,
                "queryString": "fields @message" })),
        ),
    ];
    let answers = |lab: &mut Lab| -> Vec<Value> {
        let one = |(op, input): &(&str, Value)| {
            let reply = lab.call("admin", "logs", op, input.clone()).reply;
            reply.map_or_else(|error| json!(error.code), |_| json!("done"))
        };
        calls.iter().map(one).collect()
    };
    assert_eq!(answers(&mut lab), ["done"; 4]);
    lab.ok("kms", "DisableKey", json!({ "KeyId": key }));
    assert_eq!(answers(&mut lab), ["AccessDeniedException"; 4]);
    lab.ok("kms", "EnableKey", json!({ "KeyId": key }));
    assert_eq!(answers(&mut lab), ["done"; 4]);
}

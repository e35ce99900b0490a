//! Statements of a topic's policy, added and removed by their label.

use serde_json::{Value, json};

use super::TOPIC;
use crate::support::Lab;

fn statements(lab: &mut Lab) -> Vec<Value> {
    let reply = lab.ok("sns", "GetTopicAttributes", json!({ "TopicArn": TOPIC }));
    let policy: Value =
        serde_json::from_str(reply["Attributes"]["Policy"].as_str().unwrap()).unwrap();
    policy["Statement"].as_array().unwrap().clone()
}

fn add(label: &str, accounts: &[&str], actions: &[&str]) -> Value {
    json!({ "TopicArn": TOPIC, "Label": label, "AWSAccountId": accounts, "ActionName": actions })
}

#[test]
fn statements_are_written_as_aws_writes_them() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let own = statements(&mut lab);
    lab.ok("sns", "AddPermission", add("one", &["123456789012"], &["Publish"]));
    let two = ["123456789012", "111122223333"];
    lab.ok("sns", "AddPermission", add("two", &two, &["Publish", "Subscribe"]));
    let one = json!({ "Sid": "one", "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
        "Action": "SNS:Publish", "Resource": TOPIC });
    let both = json!({ "Sid": "two", "Effect": "Allow",
        "Principal": { "AWS": ["arn:aws:iam::123456789012:root",
            "arn:aws:iam::111122223333:root"] },
        "Action": ["SNS:Publish", "SNS:Subscribe"], "Resource": TOPIC });
    let all = [own.clone(), vec![one, both.clone()]].concat();
    assert_eq!(statements(&mut lab), all);
    for label in ["one", "nobody"] {
        lab.ok("sns", "RemovePermission", json!({ "TopicArn": TOPIC, "Label": label }));
    }
    assert_eq!(statements(&mut lab), [own, vec![both]].concat());
}

#[test]
fn what_is_refused() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let gone = json!({ "TopicArn": format!("{TOPIC}-gone"), "Label": "x" });
    let mut adding = add("x", &["123456789012"], &["Publish"]);
    adding["TopicArn"] = gone["TopicArn"].clone();
    for (op, input, message) in [
        (
            "AddPermission",
            add("x", &["123456789012"], &["InvalidAction"]),
            "Invalid parameter: Policy statement action out of service scope!",
        ),
        (
            "AddPermission",
            add("x", &["12345"], &["Publish"]),
            "Invalid parameter: Policy Error: PrincipalNotFound",
        ),
        ("AddPermission", adding, "Topic does not exist"),
        ("RemovePermission", gone, "Topic does not exist"),
    ] {
        assert_eq!(lab.fails("sns", op, input)["message"], message);
    }
    assert_eq!(statements(&mut lab).len(), 1);
}

/// Without a statement the policy lets nobody in; an alarm is somebody.
#[test]
fn a_policy_without_statements_lets_no_service_in() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let label = "__default_statement_ID";
    lab.ok("sns", "RemovePermission", json!({ "TopicArn": TOPIC, "Label": label }));
    assert_eq!(statements(&mut lab), Vec::<Value>::new());
    lab.ok("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "by identity" }));
    lab.ok("sns", "AddPermission", add("again", &["123456789012"], &["Publish"]));
    assert_eq!(statements(&mut lab).len(), 1);
}

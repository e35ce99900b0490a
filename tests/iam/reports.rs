//! The credential report, and what was last used.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use watchtrail::sim::{Command, Span, Who};

use crate::support::Lab;

fn report(lab: &mut Lab) -> String {
    let got = lab.iam("GetCredentialReport", json!({}));
    assert_eq!(got["ReportFormat"], "text/csv");
    let bytes = STANDARD.decode(got["Content"].as_str().unwrap()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_report_has_a_line_for_each_user() {
    let mut lab = Lab::new();
    assert_eq!(
        lab.iam_fails("GetCredentialReport", json!({})),
        "ReportNotPresent (410): No report present."
    );
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    lab.world.apply(&Command::SignIn(Who::User("jiwoo".to_owned()))).reply.unwrap();
    lab.sleep(Span::secs(90));
    lab.call("jiwoo", "ec2", "DescribeInstances", json!({})).reply.unwrap();
    let rules = json!({ "MaxPasswordAge": 90 });
    lab.iam("UpdateAccountPasswordPolicy", rules);
    let started = lab.iam("GenerateCredentialReport", json!({}));
    assert_eq!(started["State"], "STARTED");
    assert_eq!(lab.iam("GenerateCredentialReport", json!({})), json!({ "State": "COMPLETE" }));
    let text = report(&mut lab);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert!(lines.iter().all(|line| line.len() == 22), "{text}");
    let users: Vec<&str> = lines.iter().map(|line| line[0]).collect();
    assert_eq!(users, ["user", "<root_account>", "admin", "jiwoo", "minsu"]);
    let jiwoo = &lines[3];
    assert_eq!(
        jiwoo[3..8],
        ["true", "2025-01-06T00:00:00Z", "2024-12-02T01:11:00Z", "2025-03-02T01:11:00Z", "false"]
    );
    assert_eq!(
        jiwoo[8..13],
        ["true", "2024-12-02T01:11:00Z", "2025-01-06T00:01:00Z", "us-east-1", "ec2"]
    );
    assert_eq!(jiwoo[13..], ["false", "N/A", "N/A", "N/A", "N/A", "false", "N/A", "false", "N/A"]);
    assert_eq!(lines[4][3..8], ["false", "N/A", "N/A", "N/A", "false"]);
    assert_eq!(
        lines[1][3..8],
        ["not_supported", "no_information", "not_supported", "not_supported", "false"]
    );
    lab.sleep(Span::hours(4));
    assert_eq!(
        lab.iam_fails("GetCredentialReport", json!({})),
        "ReportExpired (410): The most recent credential report has expired."
    );
}

#[test]
fn keys_know_when_they_were_used() {
    let mut lab = Lab::new();
    let made = lab.iam("CreateAccessKey", json!({ "UserName": "jiwoo" }));
    let key = made["AccessKey"]["AccessKeyId"].clone();
    let never = json!({ "ServiceName": "N/A", "Region": "N/A" });
    let asked = json!({ "AccessKeyId": key });
    assert_eq!(
        lab.iam("GetAccessKeyLastUsed", asked),
        json!({ "UserName": "jiwoo", "AccessKeyLastUsed": never })
    );
    lab.call("jiwoo", "cloudwatch", "DescribeAlarms", json!({})).reply.unwrap();
    let first = lab.world.iam().users()["jiwoo"].keys[0].id.clone();
    assert_eq!(
        lab.iam("GetAccessKeyLastUsed", json!({ "AccessKeyId": first }))["AccessKeyLastUsed"],
        json!({ "LastUsedDate": "2025-01-06T00:00:00+00:00", "ServiceName": "cloudwatch",
            "Region": "us-east-1" })
    );
    let none = json!({ "AccessKeyId": "AKIAIOSFODNN7EXAMPLE" });
    assert_eq!(
        lab.iam_fails("GetAccessKeyLastUsed", none),
        "NoSuchEntity (404): The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found."
    );
}

fn services(lab: &mut Lab, arn: &str, granularity: &str) -> Vec<Value> {
    let ask = json!({ "Arn": arn, "Granularity": granularity });
    let job = lab.iam("GenerateServiceLastAccessedDetails", ask)["JobId"].clone();
    let got = lab.iam("GetServiceLastAccessedDetails", json!({ "JobId": job }));
    assert_eq!(got["JobStatus"], "COMPLETED");
    got["ServicesLastAccessed"].as_array().unwrap().clone()
}

#[test]
fn services_are_those_policies_allow_with_who_used_them() {
    let mut lab = Lab::new();
    let jiwoo = "arn:aws:iam::123456789012:user/jiwoo";
    lab.call("jiwoo", "ec2", "DescribeInstances", json!({})).reply.unwrap();
    // She may not do this, and SNS is on no list of hers.
    lab.call("jiwoo", "sns", "ListTopics", json!({})).reply.unwrap_err();
    let found = services(&mut lab, jiwoo, "SERVICE_LEVEL");
    let namespaces: Vec<&str> =
        found.iter().map(|one| one["ServiceNamespace"].as_str().unwrap()).collect();
    assert!(namespaces.contains(&"ec2") && namespaces.contains(&"cloudwatch"), "{namespaces:?}");
    assert!(!namespaces.contains(&"sns"), "{namespaces:?}");
    let ec2 = found.iter().find(|one| one["ServiceNamespace"] == "ec2").unwrap();
    assert_eq!(ec2["LastAuthenticated"], "2025-01-06T00:00:00+00:00");
    assert_eq!(ec2["LastAuthenticatedEntity"], jiwoo);
    assert_eq!(ec2["TotalAuthenticatedEntities"], 1);
    let cloudwatch = found.iter().find(|one| one["ServiceNamespace"] == "cloudwatch").unwrap();
    assert_eq!(cloudwatch["TotalAuthenticatedEntities"], 0);
    assert_eq!(cloudwatch.get("LastAuthenticated"), None);
    let policy = super::aws("AmazonEC2FullAccess");
    let found = services(&mut lab, &policy, "ACTION_LEVEL");
    let ec2 = found.iter().find(|one| one["ServiceNamespace"] == "ec2").unwrap();
    let actions = ec2["TrackedActionsLastAccessed"].as_array().unwrap();
    let used = actions.iter().find(|one| one["ActionName"] == "DescribeInstances").unwrap();
    assert_eq!(used["LastAccessedEntity"], jiwoo);
    let other = actions.iter().find(|one| one["ActionName"] == "RunInstances").unwrap();
    assert_eq!(other, &json!({ "ActionName": "RunInstances" }));
}

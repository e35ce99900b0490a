//! Tags of policies, profiles, devices and providers, and the account's alias.

use serde_json::{Value, json};

use super::{aws, document, own};
use crate::support::Lab;

fn keys(listed: &Value) -> Vec<&str> {
    let tags = listed["Tags"].as_array().unwrap().iter();
    tags.map(|tag| tag["Key"].as_str().unwrap()).collect()
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
#[test]
fn keys_of_a_policy_know_case_and_all_others_do_not() {
    let mut lab = Lab::new();
    let policy = json!({ "PolicyName": "p", "PolicyDocument": document("Allow", "sns:*", "*") });
    lab.iam("CreatePolicy", policy);
    lab.iam("CreateInstanceProfile", json!({ "InstanceProfileName": "web" }));
    lab.iam("CreateVirtualMFADevice", json!({ "VirtualMFADeviceName": "phone" }));
    let device = "arn:aws:iam::123456789012:mfa/phone";
    for (noun, member, name, expected) in [
        ("Policy", "PolicyArn", own("p"), vec!["Team", "team"]),
        ("InstanceProfile", "InstanceProfileName", "web".to_owned(), vec!["team"]),
        ("MFADevice", "SerialNumber", device.to_owned(), vec!["team"]),
    ] {
        for key in ["Team", "team"] {
            let tags = json!([{ "Key": key, "Value": "ops" }]);
            lab.iam(&format!("Tag{noun}"), json!({ member: name, "Tags": tags }));
        }
        let listed = lab.iam(&format!("List{noun}Tags"), json!({ member: name }));
        assert_eq!(keys(&listed), expected, "{noun}");
        lab.iam(&format!("Untag{noun}"), json!({ member: name, "TagKeys": ["team"] }));
        let listed = lab.iam(&format!("List{noun}Tags"), json!({ member: name }));
        assert_eq!(keys(&listed), expected[..expected.len() - 1], "{noun}");
    }
}

#[test]
fn tags_of_a_policy_decide_and_aws_s_own_have_none() {
    let mut lab = Lab::new();
    let policy = json!({ "PolicyName": "p", "PolicyDocument": document("Allow", "sns:*", "*") });
    lab.iam("CreatePolicy", policy);
    let only = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": "iam:GetPolicy", "Resource": "*",
        "Condition": { "StringEquals": { "iam:ResourceTag/team": "ops" } } }] });
    lab.iam(
        "PutUserPolicy",
        json!({ "UserName": "jiwoo", "PolicyName": "x", "PolicyDocument": only.to_string() }),
    );
    let get = json!({ "PolicyArn": own("p") });
    lab.call("jiwoo", "iam", "GetPolicy", get.clone()).reply.unwrap_err();
    let tags = json!([{ "Key": "team", "Value": "ops" }]);
    lab.iam("TagPolicy", json!({ "PolicyArn": own("p"), "Tags": tags }));
    let got = lab.call("jiwoo", "iam", "GetPolicy", get).reply.unwrap();
    assert_eq!(got["Policy"]["Tags"], tags);
    let theirs = json!({ "PolicyArn": aws("ReadOnlyAccess"), "Tags": tags });
    let refused = lab.iam_fails("TagPolicy", theirs);
    assert!(refused.starts_with("AccessDenied (403): "), "{refused}");
    let none = lab.iam("ListPolicyTags", json!({ "PolicyArn": aws("ReadOnlyAccess") }));
    assert_eq!(none["Tags"], json!([]));
    let gone = lab.iam_fails("ListInstanceProfileTags", json!({ "InstanceProfileName": "none" }));
    assert_eq!(gone, "NoSuchEntity (404): Instance Profile none cannot be found.");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html>
#[test]
fn an_account_has_one_alias_and_another_takes_its_place() {
    let mut lab = Lab::new();
    for alias in ["shop", "shop-two"] {
        lab.iam("CreateAccountAlias", json!({ "AccountAlias": alias }));
        let listed = lab.iam("ListAccountAliases", json!({}));
        assert_eq!(listed["AccountAliases"], json!([alias]));
    }
    for alias in ["-shop", "shop-", "sh--op", "Shop", "sh_op"] {
        let refused = lab.iam_fails("CreateAccountAlias", json!({ "AccountAlias": alias }));
        assert!(refused.contains("at 'accountAlias' failed"), "{refused}");
    }
    let other = lab.iam_fails("DeleteAccountAlias", json!({ "AccountAlias": "shop" }));
    assert!(other.starts_with("NoSuchEntity (404): "), "{other}");
    lab.iam("DeleteAccountAlias", json!({ "AccountAlias": "shop-two" }));
    assert_eq!(lab.iam("ListAccountAliases", json!({}))["AccountAliases"], json!([]));
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html>
#[test]
fn who_could_use_a_service_stands_beside_who_did() {
    let mut lab = Lab::new();
    let put = json!({ "UserName": "jiwoo", "PolicyName": "queues",
        "PolicyDocument": document("Allow", "sqs:*", "*") });
    lab.iam("PutUserPolicy", put);
    lab.iam("CreateGroup", json!({ "GroupName": "ops" }));
    let put = json!({ "GroupName": "ops", "PolicyName": "topics",
        "PolicyDocument": document("Allow", "sns:*", "*") });
    lab.iam("PutGroupPolicy", put);
    lab.iam("AddUserToGroup", json!({ "GroupName": "ops", "UserName": "jiwoo" }));
    let arn = "arn:aws:iam::123456789012:user/jiwoo";
    let asked = json!({ "Arn": arn, "ServiceNamespaces": ["ec2", "sqs", "sns", "codecommit"] });
    let inline = |name: &str, kind: &str, of: &str| {
        json!({ "PolicyName": name, "PolicyType": "INLINE", "EntityType": kind,
            "EntityName": of })
    };
    let managed = json!({ "PolicyName": "AmazonEC2FullAccess", "PolicyType": "MANAGED",
        "PolicyArn": aws("AmazonEC2FullAccess") });
    assert_eq!(
        lab.iam("ListPoliciesGrantingServiceAccess", asked)["PoliciesGrantingServiceAccess"],
        json!([
            { "ServiceNamespace": "ec2", "Policies": [managed] },
            { "ServiceNamespace": "sqs", "Policies": [inline("queues", "USER", "jiwoo")] },
            { "ServiceNamespace": "sns", "Policies": [inline("topics", "GROUP", "ops")] },
            { "ServiceNamespace": "codecommit", "Policies": [] },
        ])
    );
    lab.iam("CreateUser", json!({ "UserName": "hana" }));
    lab.iam("AddUserToGroup", json!({ "GroupName": "ops", "UserName": "hana" }));
    lab.call("hana", "sns", "ListTopics", json!({})).reply.unwrap();
    let group = "arn:aws:iam::123456789012:group/ops";
    let job = lab.iam("GenerateServiceLastAccessedDetails", json!({ "Arn": group }));
    let asked = json!({ "JobId": job["JobId"], "ServiceNamespace": "sns" });
    let told = lab.iam("GetServiceLastAccessedDetailsWithEntities", asked);
    let told = told["EntityDetailsList"].as_array().unwrap();
    let pairs: Vec<(&Value, bool)> = told
        .iter()
        .map(|one| (&one["EntityInfo"]["Name"], one.get("LastAuthenticated").is_some()))
        .collect();
    assert_eq!(pairs, [(&json!("hana"), true), (&json!("jiwoo"), false)]);
    let asked = json!({ "JobId": job["JobId"], "ServiceNamespace": "ec2" });
    let none = lab.iam("GetServiceLastAccessedDetailsWithEntities", asked);
    assert_eq!(none["EntityDetailsList"], json!([]));
}

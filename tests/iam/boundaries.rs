//! Permissions boundaries: what they limit, and what a denial says of them.

use serde_json::{Value, json};
use watchtrail::access::{Outcome, PolicyKind};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Region, Via, Who};

use super::roles::trust;
use super::{aws, document, own, refusal};
use crate::support::{Lab, vectors};

const ROLE: &str = "arn:aws:iam::123456789012:role/Audit";

/// A role that `jiwoo` assumes; the key of the session.
fn assumed(lab: &mut Lab) -> String {
    let jiwoo = json!({ "AWS": "arn:aws:iam::123456789012:user/jiwoo" });
    let role = json!({ "RoleName": "Audit", "AssumeRolePolicyDocument": trust(&jiwoo) });
    lab.iam("CreateRole", role);
    let all = json!({ "RoleName": "Audit", "PolicyArn": aws("AdministratorAccess") });
    lab.iam("AttachRolePolicy", all);
    let input = json!({ "RoleArn": ROLE, "RoleSessionName": "day" });
    let reply = lab.call("jiwoo", "sts", "AssumeRole", input).reply.unwrap();
    reply["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned()
}

/// A topic made with the key of a session: what is answered.
fn topic(lab: &mut Lab, key: &str) -> String {
    let request = Request::decode("sns", "CreateTopic", json!({ "Name": "ops-alerts" })).unwrap();
    let who = Who::Session(key.to_owned());
    let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
    let outcome = lab.world.apply(&Command::Call(call));
    if outcome.reply.is_ok() { "made".to_owned() } else { refusal(&outcome) }
}

#[test]
fn a_boundary_limits_a_role() {
    let mut lab = Lab::new();
    let key = assumed(&mut lab);
    assert_eq!(topic(&mut lab, &key), "made");
    let bound = json!({ "RoleName": "Audit", "PermissionsBoundary": aws("AmazonEC2FullAccess") });
    assert_eq!(lab.iam("PutRolePermissionsBoundary", bound), json!(null));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(
        record["requestParameters"],
        json!({ "roleName": "Audit", "permissionsBoundary": aws("AmazonEC2FullAccess") })
    );
    let got = lab.iam("GetRole", json!({ "RoleName": "Audit" }));
    assert_eq!(
        got["Role"]["PermissionsBoundary"],
        json!({ "PermissionsBoundaryType": "Policy",
            "PermissionsBoundaryArn": aws("AmazonEC2FullAccess") })
    );
    assert_eq!(
        topic(&mut lab, &key),
        "AuthorizationError (403): User: arn:aws:sts::123456789012:assumed-role/Audit/day is not \
         authorized to perform: SNS:CreateTopic on resource: \
         arn:aws:sns:us-east-1:123456789012:ops-alerts because no permissions boundary allows the \
         SNS:CreateTopic action"
    );
    let decision = lab.world.cloudtrail().records().last().unwrap().decision.clone().unwrap();
    assert_eq!(
        (decision.outcome, decision.decided_by),
        (Outcome::ImplicitDeny, Some(PolicyKind::Boundary))
    );
    lab.iam("DeleteRolePermissionsBoundary", json!({ "RoleName": "Audit" }));
    lab.iam("DeleteRolePermissionsBoundary", json!({ "RoleName": "Audit" }));
    assert_eq!(topic(&mut lab, &key), "made");
}

#[test]
fn a_boundary_that_denies_is_named() {
    let mut lab = Lab::new();
    let key = assumed(&mut lab);
    let text = document("Deny", "sns:*", "*");
    lab.iam("CreatePolicy", json!({ "PolicyName": "no-sns", "PolicyDocument": text }));
    let bound = json!({ "RoleName": "Audit", "PermissionsBoundary": own("no-sns") });
    lab.iam("PutRolePermissionsBoundary", bound);
    let denied = topic(&mut lab, &key);
    let end = format!(" with an explicit deny in a permissions boundary: {}", own("no-sns"));
    assert!(denied.ends_with(&end), "{denied}");
    let held = lab.iam_fails("DeletePolicy", json!({ "PolicyArn": own("no-sns") }));
    assert!(held.starts_with("DeleteConflict"), "{held}");
}

#[test]
fn a_denial_by_a_boundary_has_the_words_of_the_vector() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "student" }));
    let all = json!({ "UserName": "student", "PolicyArn": aws("AdministratorAccess") });
    lab.iam("AttachUserPolicy", all);
    let bound = json!({ "UserName": "student", "PermissionsBoundary": aws("AmazonEC2FullAccess") });
    lab.iam("PutUserPermissionsBoundary", bound);
    let outcome = lab.call("student", "sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let all = vectors("iam_denied_messages")["messages"].clone();
    let wanted: &Value =
        all.as_array().unwrap().iter().find(|message| message["id"] == "boundary").unwrap();
    let text = wanted["message"].as_str().unwrap().replace("111122223333", "123456789012");
    let error = outcome.reply.unwrap_err();
    assert_eq!((error.code.as_str(), error.message), ("AuthorizationError", text));
}

#[test]
fn not_every_role_and_policy_will_do() {
    let mut lab = Lab::new();
    let key = assumed(&mut lab);
    assert!(key.starts_with("ASIA"));
    let gone = own("gone");
    let bound = json!({ "RoleName": "Audit", "PermissionsBoundary": gone });
    assert_eq!(
        lab.iam_fails("PutRolePermissionsBoundary", bound),
        format!("NoSuchEntity (404): Scope ARN: {gone} does not exist or is not attachable.")
    );
    let none = json!({ "RoleName": "none", "PermissionsBoundary": aws("PowerUserAccess") });
    assert_eq!(
        lab.iam_fails("PutRolePermissionsBoundary", none),
        "NoSuchEntity (404): The role with name none cannot be found."
    );
    let service = json!({ "AWSServiceName": "autoscaling.amazonaws.com" });
    lab.iam("CreateServiceLinkedRole", service);
    let linked = json!({ "RoleName": "AWSServiceRoleForAutoScaling",
        "PermissionsBoundary": aws("PowerUserAccess") });
    let refused = lab.iam_fails("PutRolePermissionsBoundary", linked);
    assert!(refused.starts_with("UnmodifiableEntity"), "{refused}");
}

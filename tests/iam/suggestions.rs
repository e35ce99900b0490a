//! What would have let a denied call through.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::services::iam::{managed, would_allow, would_allow_action};
use watchtrail::sim::scope::Scope;
use watchtrail::sim::{AccountId, Region};

use super::{aws, document};
use crate::support::Lab;

/// The policies that would let the last call of a user through.
fn suggested(lab: &mut Lab, who: &str, service: &str, op: &str, input: Value) -> Vec<&'static str> {
    let request = Request::decode(service, op, input.clone()).unwrap();
    lab.call(who, service, op, input).reply.unwrap_err();
    let caller = lab.world.cloudtrail().records().last().unwrap().caller.clone();
    let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
    let found = would_allow(&lab.world, &caller, scope, &request);
    let found: Vec<&str> = found.iter().map(|policy| policy.name.as_str()).collect();
    assert_eq!(by_decision(lab), found, "the decision alone tells the same");
    found
}

/// The policies the decision kept with the last record suggests.
fn by_decision(lab: &Lab) -> Vec<&'static str> {
    let record = lab.world.cloudtrail().records().last().unwrap();
    let found = would_allow_action(record.decision.as_ref().unwrap());
    found.iter().map(|policy| policy.name.as_str()).collect()
}

#[test]
fn what_held_then_is_what_counts() {
    let mut lab = Lab::new();
    let before = suggested(&mut lab, "jiwoo", "sns", "CreateTopic", json!({ "Name": "t" }));
    let last = lab.world.cloudtrail().records().last().unwrap().clone();
    lab.iam("AttachUserPolicy", json!({ "UserName": "jiwoo", "PolicyArn": aws(before[0]) }));
    let now = would_allow_action(last.decision.as_ref().unwrap());
    assert_eq!(now.iter().map(|policy| policy.name.as_str()).collect::<Vec<_>>(), before);
}

#[test]
fn the_narrowest_policy_comes_first() {
    let mut lab = Lab::new();
    let topic = suggested(&mut lab, "jiwoo", "sns", "CreateTopic", json!({ "Name": "t" }));
    assert_eq!(topic[0], "AmazonSNSFullAccess");
    assert_eq!(topic.last(), Some(&"AdministratorAccess"));
    assert!(topic.contains(&"CloudWatchFullAccessV2") && topic.contains(&"PowerUserAccess"));
    assert!(!topic.contains(&"AmazonSNSReadOnlyAccess"));
    let users = suggested(&mut lab, "jiwoo", "iam", "CreateUser", json!({ "UserName": "u" }));
    assert_eq!(users, ["IAMFullAccess", "AdministratorAccess"]);
}

#[test]
fn who_may_only_look_is_not_given_the_right_to_grant_rights() {
    let mut lab = Lab::new();
    let found = suggested(&mut lab, "jiwoo", "iam", "ListInstanceProfiles", json!({}));
    let place = |name: &str| found.iter().position(|one| *one == name).unwrap();
    assert_eq!(found[0], "IAMReadOnlyAccess");
    for reader in ["IAMReadOnlyAccess", "ViewOnlyAccess", "ReadOnlyAccess"] {
        assert!(place(reader) < place("IAMFullAccess"), "{found:?}");
    }
    // A policy of another service comes after those of the call's own, though it may be narrower.
    let topics = suggested(&mut lab, "jiwoo", "sns", "ListTopics", json!({}));
    let place = |name: &str| topics.iter().position(|one| *one == name).unwrap();
    assert_eq!(topics[0], "AmazonSNSReadOnlyAccess");
    assert!(place("ViewOnlyAccess") < place("AmazonSNSFullAccess"), "{topics:?}");
}

#[test]
fn each_of_them_does_let_the_call_through() {
    let input = json!({ "Name": "t" });
    let names = suggested(&mut Lab::new(), "jiwoo", "sns", "CreateTopic", input.clone());
    for name in names {
        let mut lab = Lab::new();
        let policy = managed::all().iter().find(|policy| policy.name == name).unwrap();
        let arn = policy.arn.as_str();
        lab.iam("AttachUserPolicy", json!({ "UserName": "jiwoo", "PolicyArn": arn }));
        lab.call("jiwoo", "sns", "CreateTopic", input.clone()).reply.unwrap();
    }
}

#[test]
fn nothing_helps_against_a_deny_or_a_boundary() {
    let mut lab = Lab::new();
    let deny = document("Deny", "sns:*", "*");
    let put = json!({ "UserName": "jiwoo", "PolicyName": "no", "PolicyDocument": deny });
    lab.iam("PutUserPolicy", put);
    let topic = json!({ "Name": "t" });
    let denied = suggested(&mut lab, "jiwoo", "sns", "CreateTopic", topic.clone());
    assert_eq!(denied, Vec::<&str>::new());
    let mut lab = Lab::new();
    let boundary =
        json!({ "UserName": "jiwoo", "PermissionsBoundary": aws("AmazonEC2FullAccess") });
    lab.iam("PutUserPermissionsBoundary", boundary);
    assert_eq!(suggested(&mut lab, "jiwoo", "sns", "CreateTopic", topic), Vec::<&str>::new());
}

//! Groups: who is in them, and that their policies count for everyone who is.

use serde_json::{Value, json};
use watchtrail::access::PolicyKind;

use super::{aws, document, refusal};
use crate::support::Lab;

const GROUP: &str = "arn:aws:iam::123456789012:group/lab/operators";

fn operators(lab: &mut Lab) -> Value {
    lab.iam("CreateGroup", json!({ "GroupName": "operators", "Path": "/lab/" }))
}

fn name() -> Value {
    json!({ "GroupName": "operators" })
}

fn membership() -> Value {
    json!({ "GroupName": "operators", "UserName": "jiwoo" })
}

#[test]
fn a_group_comes_and_goes() {
    let mut lab = Lab::new();
    let made = operators(&mut lab);
    let id = made["Group"]["GroupId"].as_str().unwrap().to_owned();
    assert!(id.len() == 21 && id.starts_with("AGPA"), "{id}");
    let group = json!({
        "Path": "/lab/", "GroupName": "operators", "GroupId": id, "Arn": GROUP,
        "CreateDate": "2025-01-06T00:00:00+00:00",
    });
    assert_eq!(made, json!({ "Group": group }));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["requestParameters"], json!({ "groupName": "operators", "path": "/lab/" }));
    assert_eq!(record["responseElements"]["group"]["createDate"], "Jan 6, 2025 12:00:00 AM");
    assert_eq!(
        lab.iam_fails("CreateGroup", json!({ "GroupName": "Operators" })),
        "EntityAlreadyExists (409): Group with name Operators already exists."
    );

    assert_eq!(lab.iam("AddUserToGroup", membership()), json!(null));
    lab.iam("AddUserToGroup", membership());
    let got = lab.iam("GetGroup", name());
    assert_eq!(got["Group"], group);
    assert_eq!(got["Users"][0]["UserName"], "jiwoo");
    assert_eq!(got["Users"].as_array().unwrap().len(), 1);
    let listed = json!({ "Groups": [group], "IsTruncated": false });
    assert_eq!(lab.iam("ListGroups", json!({})), listed);
    assert_eq!(lab.iam("ListGroupsForUser", json!({ "UserName": "jiwoo" })), listed);
    let none = json!({ "Groups": [], "IsTruncated": false });
    assert_eq!(lab.iam("ListGroups", json!({ "PathPrefix": "/other/" })), none);
    assert_eq!(lab.iam("ListGroupsForUser", json!({ "UserName": "admin" })), none);

    let held = "DeleteConflict (409): Cannot delete entity, must remove users from group first.";
    assert_eq!(lab.iam_fails("DeleteGroup", name()), held);
    lab.iam("RemoveUserFromGroup", membership());
    lab.iam("RemoveUserFromGroup", membership());
    lab.iam("DeleteGroup", name());
    assert_eq!(
        lab.iam_fails("GetGroup", name()),
        "NoSuchEntity (404): The group with name operators cannot be found."
    );
    assert_eq!(
        lab.iam_fails("AddUserToGroup", membership()),
        "NoSuchEntity (404): The group with name operators cannot be found."
    );
}

#[test]
fn a_user_in_a_group_stays_and_is_in_ten_at_most() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    for i in 0..11 {
        lab.iam("CreateGroup", json!({ "GroupName": format!("g{i}") }));
    }
    let join = |i: i32| json!({ "GroupName": format!("g{i}"), "UserName": "minsu" });
    (0..10).for_each(|i| drop(lab.iam("AddUserToGroup", join(i))));
    lab.iam("AddUserToGroup", join(3));
    assert_eq!(
        lab.iam_fails("AddUserToGroup", join(10)),
        "LimitExceeded (409): Cannot exceed quota for GroupsPerUser: 10"
    );
    let delete = json!({ "UserName": "minsu" });
    let held = "DeleteConflict (409): Cannot delete entity, must remove users from group first.";
    assert_eq!(lab.iam_fails("DeleteUser", delete.clone()), held);
    (0..10).for_each(|i| drop(lab.iam("RemoveUserFromGroup", join(i))));
    lab.iam("DeleteUser", delete);
}

#[test]
fn a_group_has_policies() {
    let mut lab = Lab::new();
    operators(&mut lab);
    let arn = aws("AmazonSNSFullAccess");
    let attach = json!({ "GroupName": "operators", "PolicyArn": arn });
    lab.iam("AttachGroupPolicy", attach.clone());
    lab.iam("AttachGroupPolicy", attach.clone());
    assert_eq!(
        lab.iam("ListAttachedGroupPolicies", name()),
        json!({ "AttachedPolicies": [{ "PolicyName": "AmazonSNSFullAccess", "PolicyArn": arn }],
            "IsTruncated": false })
    );
    let entities = lab.iam("ListEntitiesForPolicy", json!({ "PolicyArn": arn }));
    assert_eq!(entities["PolicyGroups"][0]["GroupName"], "operators");
    let counted = lab.iam("GetPolicy", json!({ "PolicyArn": arn }));
    assert_eq!(counted["Policy"]["AttachmentCount"], 1);
    let held = "DeleteConflict (409): Cannot delete entity, must detach all policies first.";
    assert_eq!(lab.iam_fails("DeleteGroup", name()), held);
    lab.iam("DetachGroupPolicy", attach.clone());
    assert_eq!(
        lab.iam_fails("DetachGroupPolicy", attach),
        format!("NoSuchEntity (404): Policy {arn} was not found.")
    );

    let text = document("Allow", "sns:*", "*");
    let named = json!({ "GroupName": "operators", "PolicyName": "topics" });
    let mut put = named.clone();
    put["PolicyDocument"] = json!(text);
    lab.iam("PutGroupPolicy", put.clone());
    let got = lab.iam("GetGroupPolicy", named.clone());
    assert_eq!(got["PolicyDocument"], serde_json::from_str::<Value>(&text).unwrap());
    let names = json!({ "PolicyNames": ["topics"], "IsTruncated": false });
    assert_eq!(lab.iam("ListGroupPolicies", name()), names);
    let held = "DeleteConflict (409): Cannot delete entity, must delete policies first.";
    assert_eq!(lab.iam_fails("DeleteGroup", name()), held);
    put["PolicyDocument"] = json!(document("Allow", &format!("sns:{}", "x".repeat(5_120)), "*"));
    assert_eq!(
        lab.iam_fails("PutGroupPolicy", put),
        "LimitExceeded (409): Maximum policy size of 5120 bytes exceeded for group operators"
    );
    lab.iam("DeleteGroupPolicy", named.clone());
    assert_eq!(
        lab.iam_fails("GetGroupPolicy", named),
        "NoSuchEntity (404): The group policy with name topics cannot be found."
    );
}

#[test]
fn what_a_group_may_its_users_may() {
    let mut lab = Lab::new();
    operators(&mut lab);
    let arn = aws("AmazonSNSFullAccess");
    lab.iam("AttachGroupPolicy", json!({ "GroupName": "operators", "PolicyArn": arn }));
    let topic = json!({ "Name": "ops" });
    assert!(lab.call("jiwoo", "sns", "CreateTopic", topic.clone()).reply.is_err());
    lab.iam("AddUserToGroup", membership());
    assert!(lab.call("jiwoo", "sns", "CreateTopic", topic.clone()).reply.is_ok());
    let decision = lab.world.cloudtrail().records().last().unwrap().decision.clone().unwrap();
    let from = decision.policies.iter().find(|policy| policy.group.is_some()).unwrap();
    assert_eq!(
        (from.kind, from.name.as_str(), from.group.as_deref()),
        (PolicyKind::Identity, "AmazonSNSFullAccess", Some("operators"))
    );

    // A Deny of the group's beats what the user itself is allowed.
    let put = json!({ "GroupName": "operators", "PolicyName": "no-launch",
        "PolicyDocument": document("Deny", "ec2:RunInstances", "*") });
    lab.iam("PutGroupPolicy", put);
    let jiwoo = "arn:aws:iam::123456789012:user/jiwoo";
    let ask = |lab: &mut Lab, arn: &str| {
        let input = json!({ "PolicySourceArn": arn,
            "ActionNames": ["ec2:RunInstances", "sns:Publish"] });
        let reply = lab.iam("SimulatePrincipalPolicy", input);
        let results = reply["EvaluationResults"].as_array().unwrap().clone();
        let told = |result: &Value| {
            let decision = result["EvalDecision"].as_str().unwrap();
            let source = &result["MatchedStatements"][0]["SourcePolicyId"];
            format!("{decision} {}", source.as_str().unwrap_or("-"))
        };
        results.iter().map(told).collect::<Vec<_>>()
    };
    let both = ["explicitDeny group_operators_no-launch", "allowed AmazonSNSFullAccess"];
    assert_eq!(ask(&mut lab, jiwoo), both);
    assert_eq!(ask(&mut lab, GROUP), both);

    lab.iam("RemoveUserFromGroup", membership());
    assert!(lab.call("jiwoo", "sns", "CreateTopic", topic).reply.is_err());
}

#[test]
fn how_denials_write_a_group() {
    let mut lab = Lab::new();
    operators(&mut lab);
    let mut denied = |op: &str, input: Value| {
        let outcome = lab.call("jiwoo", "iam", op, input);
        let text = refusal(&outcome);
        let (_, on) = text.split_once(" on resource: ").unwrap();
        on.split_once(" because").unwrap().0.to_owned()
    };
    assert_eq!(denied("AddUserToGroup", membership()), "group operators");
    let made = "arn:aws:iam::123456789012:group/more";
    assert_eq!(denied("CreateGroup", json!({ "GroupName": "more" })), made);
}

//! Roles, their trust and their policies, and instance profiles.

use serde_json::{Value, json};

use super::{aws, document};
use crate::support::Lab;

/// Whom a role trusts.
pub fn trust(principal: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" }] })
    .to_string()
}

/// A role that trusts EC2, in an instance profile of its name.
pub fn instance_role(lab: &mut Lab, name: &str, policies: &[&str]) {
    let ec2 = json!({ "Service": "ec2.amazonaws.com" });
    let role = json!({ "RoleName": name, "AssumeRolePolicyDocument": trust(&ec2) });
    lab.iam("CreateRole", role);
    for policy in policies {
        lab.iam("AttachRolePolicy", json!({ "RoleName": name, "PolicyArn": aws(policy) }));
    }
    lab.iam("CreateInstanceProfile", json!({ "InstanceProfileName": name }));
    let both = json!({ "InstanceProfileName": name, "RoleName": name });
    lab.iam("AddRoleToInstanceProfile", both);
}

const ROLE: &str = "arn:aws:iam::123456789012:role/lab/CWAgent";

#[test]
fn a_role_comes_and_goes() {
    let mut lab = Lab::new();
    let ec2 = trust(&json!({ "Service": "ec2.amazonaws.com" }));
    let input = json!({
        "RoleName": "CWAgent", "Path": "/lab/", "AssumeRolePolicyDocument": ec2,
        "Description": "of the agent", "MaxSessionDuration": 7200,
        "Tags": [{ "Key": "Stage", "Value": "test" }],
    });
    let made = lab.iam("CreateRole", input.clone());
    let id = made["Role"]["RoleId"].as_str().unwrap();
    assert!(id.len() == 21 && id.starts_with("AROA"), "{id}");
    let mut role = json!({
        "Path": "/lab/",
        "RoleName": "CWAgent",
        "RoleId": id,
        "Arn": ROLE,
        "CreateDate": "2025-01-06T00:00:00+00:00",
        "AssumeRolePolicyDocument": serde_json::from_str::<Value>(&ec2).unwrap(),
        "Tags": [{ "Key": "Stage", "Value": "test" }],
    });
    assert_eq!(made, json!({ "Role": role }));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["requestParameters"]["assumeRolePolicyDocument"], json!(ec2));
    let written = record["responseElements"]["role"]["assumeRolePolicyDocument"].as_str();
    assert!(written.unwrap().starts_with("%7B%22Version%22"));
    assert_eq!(record["responseElements"]["role"]["createDate"], "Jan 6, 2025 12:00:00 AM");
    assert_eq!(
        lab.iam_fails("CreateRole", input),
        "EntityAlreadyExists (409): Role with name CWAgent already exists."
    );

    let update = json!({ "RoleName": "CWAgent", "Description": "newer" });
    assert_eq!(lab.iam("UpdateRole", update), json!(null));
    role["Description"] = json!("newer");
    role["MaxSessionDuration"] = json!(7200);
    role["RoleLastUsed"] = json!({});
    assert_eq!(lab.iam("GetRole", json!({ "RoleName": "CWAgent" })), json!({ "Role": role }));
    for gone in ["RoleLastUsed", "Tags"] {
        role.as_object_mut().unwrap().remove(gone);
    }
    let listed = lab.iam("ListRoles", json!({ "PathPrefix": "/lab/" }));
    assert_eq!(listed, json!({ "Roles": [role], "IsTruncated": false }));

    let name = json!({ "RoleName": "CWAgent" });
    lab.iam("DeleteRole", name.clone());
    assert_eq!(
        lab.iam_fails("GetRole", name),
        "NoSuchEntity (404): The role with name CWAgent cannot be found."
    );
}

#[test]
fn a_role_has_policies_and_tags() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "CWAgent", &["CloudWatchAgentServerPolicy"]);
    let policy = aws("CloudWatchAgentServerPolicy");
    let name = json!({ "RoleName": "CWAgent" });
    assert_eq!(
        lab.iam("ListAttachedRolePolicies", name.clone()),
        json!({
            "AttachedPolicies": [
                { "PolicyName": "CloudWatchAgentServerPolicy", "PolicyArn": policy }],
            "IsTruncated": false,
        })
    );
    let entities = lab.iam("ListEntitiesForPolicy", json!({ "PolicyArn": policy }));
    assert_eq!(entities["PolicyRoles"][0]["RoleName"], "CWAgent");
    let shown = lab.iam("GetPolicy", json!({ "PolicyArn": policy }));
    assert_eq!(shown["Policy"]["AttachmentCount"], 1);
    let linked = "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy";
    assert_eq!(
        lab.iam_fails("AttachRolePolicy", json!({ "RoleName": "CWAgent", "PolicyArn": linked })),
        "PolicyNotAttachable (400): Cannot attach a Service Role Policy to a Customer Role."
    );

    let text = document("Allow", "sns:Publish", "*");
    let own = json!({ "RoleName": "CWAgent", "PolicyName": "mail" });
    let mut put = own.clone();
    put["PolicyDocument"] = json!(text);
    lab.iam("PutRolePolicy", put);
    assert_eq!(
        lab.iam("ListRolePolicies", name.clone()),
        json!({ "PolicyNames": ["mail"], "IsTruncated": false })
    );
    let got = lab.iam("GetRolePolicy", own.clone());
    assert_eq!(got["PolicyDocument"]["Statement"][0]["Action"], "sns:Publish");

    let tags = json!([{ "Key": "Stage", "Value": "test" }]);
    lab.iam("TagRole", json!({ "RoleName": "CWAgent", "Tags": tags }));
    assert_eq!(lab.iam("ListRoleTags", name.clone())["Tags"], tags);
    lab.iam("UntagRole", json!({ "RoleName": "CWAgent", "TagKeys": ["stage"] }));
    assert_eq!(lab.iam("ListRoleTags", name.clone())["Tags"], json!([]));

    // What must go first, in AWS's order.
    let first = "DeleteConflict (409): Cannot delete entity, must";
    let refusals = [
        ("remove roles from instance profile first.", "RemoveRoleFromInstanceProfile"),
        ("detach all policies first.", "DetachRolePolicy"),
        ("delete policies first.", "DeleteRolePolicy"),
    ];
    for (what, op) in refusals {
        assert_eq!(lab.iam_fails("DeleteRole", name.clone()), format!("{first} {what}"));
        let input = match op {
            "DetachRolePolicy" => json!({ "RoleName": "CWAgent", "PolicyArn": policy }),
            "DeleteRolePolicy" => own.clone(),
            _ => json!({ "RoleName": "CWAgent", "InstanceProfileName": "CWAgent" }),
        };
        lab.iam(op, input);
    }
    lab.iam("DeleteRole", name);
}

#[test]
fn a_role_says_whom_it_trusts() {
    let mut lab = Lab::new();
    let of = |principal: Value| {
        let document = trust(&principal);
        json!({ "RoleName": "r", "AssumeRolePolicyDocument": document })
    };
    let nobody = json!({ "AWS": "arn:aws:iam::123456789012:user/minsu" });
    assert_eq!(
        lab.iam_fails("CreateRole", of(nobody)),
        "MalformedPolicyDocument (400): Invalid principal in policy: \
         \"AWS\":\"arn:aws:iam::123456789012:user/minsu\""
    );
    let jiwoo = json!({ "AWS": "arn:aws:iam::123456789012:user/jiwoo" });
    lab.iam("CreateRole", of(jiwoo));
    let ec2 = trust(&json!({ "Service": "ec2.amazonaws.com" }));
    lab.iam("UpdateAssumeRolePolicy", json!({ "RoleName": "r", "PolicyDocument": ec2 }));
    let got = lab.iam("GetRole", json!({ "RoleName": "r" }));
    let statement = &got["Role"]["AssumeRolePolicyDocument"]["Statement"][0];
    assert_eq!(statement["Principal"], json!({ "Service": "ec2.amazonaws.com" }));
}

#[test]
fn an_instance_profile_has_one_role() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "web", &[]);
    let name = json!({ "InstanceProfileName": "web" });
    let got = lab.iam("GetInstanceProfile", name.clone())["InstanceProfile"].clone();
    assert_eq!(got["Arn"], "arn:aws:iam::123456789012:instance-profile/web");
    assert!(got["InstanceProfileId"].as_str().unwrap().starts_with("AIPA"));
    assert_eq!(got["Roles"][0]["RoleName"], "web");
    let listed = json!({ "InstanceProfiles": [got], "IsTruncated": false });
    assert_eq!(lab.iam("ListInstanceProfiles", json!({})), listed);
    let of_role = lab.iam("ListInstanceProfilesForRole", json!({ "RoleName": "web" }));
    assert_eq!(of_role, listed);
    let ec2 = json!({ "Service": "ec2.amazonaws.com" });
    lab.iam("CreateRole", json!({ "RoleName": "r", "AssumeRolePolicyDocument": trust(&ec2) }));
    let second = json!({ "InstanceProfileName": "web", "RoleName": "r" });
    assert_eq!(
        lab.iam_fails("AddRoleToInstanceProfile", second),
        "LimitExceeded (409): Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"
    );
    assert_eq!(
        lab.iam_fails("CreateInstanceProfile", name.clone()),
        "EntityAlreadyExists (409): Instance Profile web already exists."
    );
    assert_eq!(
        lab.iam_fails("DeleteInstanceProfile", name.clone()),
        "DeleteConflict (409): Cannot delete entity, must remove roles from instance profile first."
    );
    let both = json!({ "InstanceProfileName": "web", "RoleName": "web" });
    lab.iam("RemoveRoleFromInstanceProfile", both);
    lab.iam("DeleteInstanceProfile", name.clone());
    assert_eq!(
        lab.iam_fails("GetInstanceProfile", name),
        "NoSuchEntity (404): Instance Profile web cannot be found."
    );
}

#[test]
fn a_service_linked_role_is_the_service_s() {
    let mut lab = Lab::new();
    let service = json!({ "AWSServiceName": "autoscaling.amazonaws.com" });
    lab.iam("CreateServiceLinkedRole", service);
    let name = json!({ "RoleName": "AWSServiceRoleForAutoScaling" });
    let got = lab.iam("GetRole", name.clone());
    assert_eq!(got["Role"]["Path"], "/aws-service-role/autoscaling.amazonaws.com/");
    let attached = lab.iam("ListAttachedRolePolicies", name.clone());
    assert_eq!(attached["AttachedPolicies"][0]["PolicyName"], "AutoScalingServiceRolePolicy");
    assert_eq!(
        lab.iam_fails("DeleteRole", name.clone()),
        "UnmodifiableEntity (400): Cannot perform the operation on the protected role \
         'AWSServiceRoleForAutoScaling' - this role is only modifiable by AWS"
    );
    let task = lab.iam("DeleteServiceLinkedRole", name.clone())["DeletionTaskId"].clone();
    let start = "task/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling/";
    assert!(task.as_str().unwrap().starts_with(start), "{task}");
    let status = lab.iam("GetServiceLinkedRoleDeletionStatus", json!({ "DeletionTaskId": task }));
    assert_eq!(status, json!({ "Status": "SUCCEEDED" }));
    assert!(lab.iam_fails("GetRole", name).starts_with("NoSuchEntity"));
}

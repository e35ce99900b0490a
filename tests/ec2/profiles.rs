//! Instance profiles that instances carry, and the role an instance acts in.

use serde_json::{Value, json};
use watchtrail::services::iam::instance::{self, NoRole, Wish};
use watchtrail::sim::{Outcome, Span};

use super::{IMAGE, launched, shown};
use crate::iam::roles::instance_role;
use crate::support::Lab;

const PROFILE: &str = "arn:aws:iam::123456789012:instance-profile/CWAgent";

fn launch(profile: Option<Value>) -> Value {
    let mut input = json!({ "ImageId": IMAGE, "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1 });
    if let Some(profile) = profile {
        input["IamInstanceProfile"] = profile;
    }
    input
}

/// A refused call's code and message.
fn refusal(outcome: &Outcome) -> String {
    let error = outcome.reply.as_ref().unwrap_err();
    format!("{} {}", error.code, error.message)
}

fn publishes(lab: &Lab, id: &str) -> Result<bool, NoRole> {
    let wish = Wish {
        action: "cloudwatch:PutMetricData",
        resource: None,
        context: &[("cloudwatch:namespace", "CWAgent")],
    };
    instance::may(&lab.world, id, wish).map(|decision| decision.is_allowed())
}

/// The record of the last call with a name: EC2's own call for the instance's session follows it.
fn record_of(lab: &Lab, name: &str) -> Value {
    let mut records = lab.world.cloudtrail().records().iter();
    records.rfind(|record| record.event_name == name).unwrap().json()
}

#[test]
fn an_instance_acts_in_the_role_of_its_profile() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "CWAgent", &["CloudWatchAgentServerPolicy"]);
    let reply = lab.ok("ec2", "RunInstances", launch(Some(json!({ "Name": "CWAgent" }))));
    assert_eq!(reply["Instances"][0]["IamInstanceProfile"]["Arn"], PROFILE);
    let record = record_of(&lab, "RunInstances");
    assert_eq!(record["requestParameters"]["iamInstanceProfile"], json!({ "name": "CWAgent" }));
    let id = launched(&reply);
    assert_eq!(publishes(&lab, &id), Err(NoRole::NotRunning));
    lab.sleep(Span::mins(1));
    assert_eq!(publishes(&lab, &id), Ok(true));
    let session = instance::session(&lab.world, &id, "CWAgent/1").unwrap();
    let account = lab.world.account();
    let arn = format!("arn:aws:sts::123456789012:assumed-role/CWAgent/{id}");
    assert_eq!(session.arn(account), arn);
    let wish = Wish { action: "ec2:TerminateInstances", resource: Some("*"), context: &[] };
    assert!(!instance::may(&lab.world, &id, wish).unwrap().is_allowed());

    let filter = json!({ "Filters": [{ "Name": "instance-id", "Values": [id] }] });
    let listed = lab.ok("ec2", "DescribeIamInstanceProfileAssociations", filter);
    let association = &listed["IamInstanceProfileAssociations"][0];
    assert_eq!(association["State"], "associated");
    assert_eq!(association["IamInstanceProfile"]["Arn"], PROFILE);
    let by_profile = json!({ "Filters": [
        { "Name": "iam-instance-profile.arn", "Values": [PROFILE] }] });
    let found = lab.ok("ec2", "DescribeInstances", by_profile);
    assert_eq!(found["Reservations"][0]["Instances"][0]["InstanceId"], json!(id));

    // Each link of the chain may go.
    let policy = crate::iam::aws("CloudWatchAgentServerPolicy");
    let detach = json!({ "RoleName": "CWAgent", "PolicyArn": policy });
    lab.ok("iam", "DetachRolePolicy", detach);
    assert_eq!(publishes(&lab, &id), Ok(false));
    let trust = crate::iam::roles::trust(&json!({ "Service": "lambda.amazonaws.com" }));
    let other = json!({ "RoleName": "CWAgent", "PolicyDocument": trust });
    lab.ok("iam", "UpdateAssumeRolePolicy", other);
    assert!(matches!(publishes(&lab, &id), Err(NoRole::NotTrusted(_))));
    let both = json!({ "InstanceProfileName": "CWAgent", "RoleName": "CWAgent" });
    lab.ok("iam", "RemoveRoleFromInstanceProfile", both);
    assert!(matches!(publishes(&lab, &id), Err(NoRole::NoRoleInProfile(_))));
    lab.ok("iam", "DeleteInstanceProfile", json!({ "InstanceProfileName": "CWAgent" }));
    assert!(matches!(publishes(&lab, &id), Err(NoRole::ProfileGone(_))));
    assert_eq!(shown(&mut lab, &id)["IamInstanceProfile"]["Arn"], PROFILE, "it dangles");
}

#[test]
fn a_profile_is_associated_replaced_and_taken_away() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "CWAgent", &["CloudWatchAgentServerPolicy"]);
    instance_role(&mut lab, "other", &[]);
    let id = launched(&lab.ok("ec2", "RunInstances", launch(None)));
    let input = |name: &str| json!({ "InstanceId": id, "IamInstanceProfile": { "Name": name } });
    let fails =
        |lab: &mut Lab, op: &str, input: Value| refusal(&lab.call("admin", "ec2", op, input));
    assert_eq!(
        fails(&mut lab, "AssociateIamInstanceProfile", input("CWAgent")),
        format!(
            "IncorrectInstanceState The instance '{id}' is not in the 'running' or 'stopped' \
             states."
        )
    );
    lab.sleep(Span::mins(1));
    assert_eq!(publishes(&lab, &id), Err(NoRole::NoProfile));
    let reply = lab.ok("ec2", "AssociateIamInstanceProfile", input("CWAgent"));
    let made = &reply["IamInstanceProfileAssociation"];
    let association = made["AssociationId"].as_str().unwrap().to_owned();
    assert!(association.starts_with("iip-assoc-0"), "{association}");
    let profile = lab.world.iam().profiles()["CWAgent"].profile_id.clone();
    assert_eq!(
        *made,
        json!({
            "AssociationId": association,
            "InstanceId": id,
            "IamInstanceProfile": { "Arn": PROFILE, "Id": profile },
            "State": "associating",
        })
    );
    let record = record_of(&lab, "AssociateIamInstanceProfile");
    let asked = &record["requestParameters"]["AssociateIamInstanceProfileRequest"];
    assert_eq!(asked["IamInstanceProfile"]["Name"], "CWAgent");
    assert_eq!(publishes(&lab, &id), Ok(true));
    assert_eq!(
        fails(&mut lab, "AssociateIamInstanceProfile", input("other")),
        format!("IncorrectState There is an existing association for instance {id}")
    );
    let replace = json!({ "AssociationId": association,
        "IamInstanceProfile": { "Arn": "arn:aws:iam::123456789012:instance-profile/other" } });
    let reply = lab.ok("ec2", "ReplaceIamInstanceProfileAssociation", replace.clone());
    let next = reply["IamInstanceProfileAssociation"]["AssociationId"].clone();
    assert_ne!(next, json!(association));
    assert_eq!(publishes(&lab, &id), Ok(false));
    assert_eq!(
        fails(&mut lab, "ReplaceIamInstanceProfileAssociation", replace),
        format!("InvalidAssociationID.NotFound The association ID '{association}' does not exist")
    );
    let wrong = json!({ "AssociationId": id });
    assert_eq!(
        fails(&mut lab, "DisassociateIamInstanceProfile", wrong),
        "InvalidParameterValue Invalid value for associationId."
    );
    let reply = lab.ok("ec2", "DisassociateIamInstanceProfile", json!({ "AssociationId": next }));
    assert_eq!(reply["IamInstanceProfileAssociation"]["State"], "disassociating");
    assert_eq!(publishes(&lab, &id), Err(NoRole::NoProfile));
}

#[test]
fn a_profile_must_be_there_and_its_role_be_passed_on() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "CWAgent", &[]);
    lab.ok("iam", "CreateInstanceProfile", json!({ "InstanceProfileName": "empty" }));
    let invalid = "InvalidParameterValue";
    let cases = [
        (
            json!({ "Name": "none" }),
            format!(
                "{invalid} Value (none) for parameter iamInstanceProfile.name is invalid. Invalid \
                 IAM Instance Profile name"
            ),
        ),
        (
            json!({ "Arn": format!("{PROFILE}2") }),
            format!(
                "{invalid} Value ({PROFILE}2) for parameter iamInstanceProfile.arn is invalid. \
                 Invalid IAM Instance Profile ARN"
            ),
        ),
        (
            json!({ "Name": "empty" }),
            format!(
                "{invalid} IAM Instance Profile \
                 \"arn:aws:iam::123456789012:instance-profile/empty\" has no associated IAM Roles"
            ),
        ),
    ];
    for (profile, expected) in cases {
        let outcome = lab.call("admin", "ec2", "RunInstances", launch(Some(profile)));
        assert_eq!(refusal(&outcome), expected);
    }
    // AmazonEC2FullAccess lets nobody pass a role on.
    let own = launch(Some(json!({ "Name": "CWAgent" })));
    let refused = refusal(&lab.call("jiwoo", "ec2", "RunInstances", own.clone()));
    let start = "UnauthorizedOperation You are not authorized to perform this operation. User: \
                 arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: iam:PassRole \
                 on resource: arn:aws:iam::123456789012:role/CWAgent because no identity-based \
                 policy allows the iam:PassRole action. Encoded authorization failure message: ";
    assert!(refused.starts_with(start), "{refused}");
    let pass = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "iam:PassRole",
        "Resource": "arn:aws:iam::123456789012:role/*",
        "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }] });
    let put = json!({ "UserName": "jiwoo", "PolicyName": "pass",
        "PolicyDocument": pass.to_string() });
    lab.ok("iam", "PutUserPolicy", put);
    assert!(lab.call("jiwoo", "ec2", "RunInstances", own).reply.is_ok());
}

#[test]
fn a_template_brings_its_profile_along() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "CWAgent", &[]);
    let template = json!({ "LaunchTemplateName": "web", "LaunchTemplateData": {
        "ImageId": IMAGE, "InstanceType": "t3.micro",
        "IamInstanceProfile": { "Arn": PROFILE } } });
    lab.ok("ec2", "CreateLaunchTemplate", template);
    let input = json!({ "LaunchTemplate": { "LaunchTemplateName": "web" },
        "MinCount": 1, "MaxCount": 1 });
    let refused = refusal(&lab.call("jiwoo", "ec2", "RunInstances", input.clone()));
    assert!(refused.contains("iam:PassRole on resource"), "{refused}");
    let id = launched(&lab.ok("ec2", "RunInstances", input));
    assert_eq!(shown(&mut lab, &id)["IamInstanceProfile"]["Arn"], PROFILE);
    // A group that launches from it passes the role on, too, and the service may.
    let group = json!({ "AutoScalingGroupName": "web", "MinSize": 1, "MaxSize": 1,
        "LaunchTemplate": { "LaunchTemplateName": "web" }, "AvailabilityZones": ["us-east-1a"] });
    let refused =
        refusal(&lab.call("jiwoo", "autoscaling", "CreateAutoScalingGroup", group.clone()));
    assert!(refused.contains("iam:PassRole on resource"), "{refused}");
    lab.ok("autoscaling", "CreateAutoScalingGroup", group);
    lab.sleep(Span::mins(2));
    let listed = lab.ok("ec2", "DescribeIamInstanceProfileAssociations", json!({}));
    assert_eq!(listed["IamInstanceProfileAssociations"].as_array().unwrap().len(), 2);
    let gone = json!({ "AutoScalingGroupName": "web", "ForceDelete": true });
    lab.ok("autoscaling", "DeleteAutoScalingGroup", gone);
    lab.ok("ec2", "TerminateInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(Span::mins(5));
    let listed = lab.ok("ec2", "DescribeIamInstanceProfileAssociations", json!({}));
    assert_eq!(listed["IamInstanceProfileAssociations"], json!([]));
}

/// What an agent asks is decided by the keys that a call in the role brings: when its session
/// began, what the role is tagged with.
#[test]
fn the_role_of_an_instance_is_asked_with_the_keys_of_its_session() {
    let mut lab = Lab::new();
    instance_role(&mut lab, "CWAgent", &["CloudWatchAgentServerPolicy"]);
    let reply = lab.ok("ec2", "RunInstances", launch(Some(json!({ "Name": "CWAgent" }))));
    let id = launched(&reply);
    lab.sleep(Span::mins(1));
    let deny = |lab: &mut Lab, condition: Value| {
        let document = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition }] });
        let input = json!({ "RoleName": "CWAgent", "PolicyName": "AWSRevokeOlderSessions",
            "PolicyDocument": document.to_string() });
        lab.ok("iam", "PutRolePolicy", input);
    };
    let before = |time: String| json!({ "DateLessThan": { "aws:TokenIssueTime": time } });
    let now = lab.world.now();
    deny(&mut lab, before((now - Span::hours(1)).rfc3339()));
    assert_eq!(publishes(&lab, &id), Ok(true));
    deny(&mut lab, before(now.rfc3339()));
    assert_eq!(publishes(&lab, &id), Ok(false));
    deny(&mut lab, json!({ "StringEquals": { "aws:PrincipalTag/Stage": "test" } }));
    assert_eq!(publishes(&lab, &id), Ok(true));
    let tag = json!({ "RoleName": "CWAgent", "Tags": [{ "Key": "Stage", "Value": "test" }] });
    lab.ok("iam", "TagRole", tag);
    assert_eq!(publishes(&lab, &id), Ok(false));
}

//! Service-linked roles: made when first needed, and the sessions services act in.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::services::iam::linked::{ALL, AUTO_SCALING, EC2_SPOT};
use watchtrail::sim::Span;

use crate::support::Lab;

const SERVICE: &str = "autoscaling.amazonaws.com";

#[test]
fn a_role_is_made_once_by_whoever_may() {
    let mut lab = Lab::new();
    let input = json!({ "AWSServiceName": SERVICE });
    let made = lab.iam("CreateServiceLinkedRole", input.clone());
    let role = &made["Role"];
    assert_eq!(role["Path"], "/aws-service-role/autoscaling.amazonaws.com/");
    assert_eq!(role["RoleName"], "AWSServiceRoleForAutoScaling");
    let arn = "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/\
               AWSServiceRoleForAutoScaling";
    assert_eq!(role["Arn"], arn);
    assert_eq!(lab.world.iam().linked(&AUTO_SCALING), Some(lab.world.now()));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["requestParameters"], json!({ "aWSServiceName": SERVICE }));
    let document = record["responseElements"]["role"]["assumeRolePolicyDocument"].as_str();
    assert!(document.unwrap().starts_with("%7B%22Version%22%3A%222012-10-17%22"), "{document:?}");
    assert_eq!(
        lab.iam_fails("CreateServiceLinkedRole", input.clone()),
        "InvalidInput (400): Service role name AWSServiceRoleForAutoScaling has been taken in this \
         account, please try a different suffix."
    );
    // AmazonEC2FullAccess lets jiwoo make this role and not that of CloudWatch Events.
    let mut lab = Lab::new();
    assert!(lab.call("jiwoo", "iam", "CreateServiceLinkedRole", input).reply.is_ok());
    let other = json!({ "AWSServiceName": "events.amazonaws.com" });
    let refused = super::refusal(&lab.call("jiwoo", "iam", "CreateServiceLinkedRole", other));
    assert!(refused.starts_with("AccessDenied (403): User: "), "{refused}");
}

#[test]
fn every_role_has_its_policy() {
    let policies = watchtrail::services::iam::managed::all();
    for role in ALL {
        let policy = policies.iter().find(|policy| policy.name == role.policy);
        assert!(policy.is_some_and(|policy| policy.is_service_linked()), "{}", role.name);
        let Request::Iam(_) = role.creation() else { panic!("{}", role.name) };
    }
}

#[test]
fn a_session_lasts_an_hour() {
    let mut lab = Lab::new();
    lab.iam("CreateServiceLinkedRole", json!({ "AWSServiceName": SERVICE }));
    let (iam, account) = (lab.world.iam().clone(), lab.world.account());
    let made = lab.world.now();
    let at = |secs: i64| iam.linked_session(account, &AUTO_SCALING, made + Span::secs(secs));
    assert_eq!(at(0), at(3_599));
    assert_ne!(at(0).access_key, at(3_600).access_key);
    assert_eq!(at(7_000).since, made + Span::hours(1));
    let session = at(0);
    assert_eq!(
        session.arn(account),
        "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling"
    );
    assert!(session.role_id.starts_with("AROA") && session.id().ends_with(":AutoScaling"));
}

/// A launch of a Spot Instance.
fn spot() -> Value {
    json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1, "InstanceMarketOptions": { "MarketType": "spot" } })
}

#[test]
fn the_first_spot_instance_makes_the_role_of_all() {
    let mut lab = Lab::new();
    let role = |lab: &Lab| lab.world.iam().linked(&EC2_SPOT).is_some();
    let plain = json!({ "ImageId": "ami-0c02fb55956c7d316", "MinCount": 1, "MaxCount": 1,
        "InstanceType": "t3.micro" });
    lab.ok("ec2", "RunInstances", plain);
    assert!(!role(&lab));
    // AmazonEC2FullAccess lets jiwoo make it.
    let names = |lab: &Lab| -> Vec<String> {
        let all = lab.world.cloudtrail().records().iter();
        all.map(|one| one.json()["eventName"].as_str().unwrap().to_owned()).collect()
    };
    let before = names(&lab).len();
    assert!(lab.call("jiwoo", "ec2", "RunInstances", spot()).reply.is_ok());
    assert_eq!(names(&lab)[before..], ["CreateServiceLinkedRole", "RunInstances"]);
    let made = lab.world.cloudtrail().records().iter().nth(before).unwrap().json();
    assert_eq!(made["requestParameters"], json!({ "aWSServiceName": "spot.amazonaws.com" }));
    assert_eq!(made["sourceIPAddress"], "spot.amazonaws.com");
    lab.ok("ec2", "RunInstances", spot());
    assert_eq!(names(&lab)[before + 2..], ["RunInstances"], "once");
}

#[test]
fn who_may_not_make_the_role_of_spot_gets_no_spot_instance() {
    let mut lab = Lab::new();
    let rule = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Deny", "Action": "iam:CreateServiceLinkedRole", "Resource": "*" }] });
    let policy = json!({ "UserName": "jiwoo", "PolicyName": "no-roles",
        "PolicyDocument": rule.to_string() });
    lab.iam("PutUserPolicy", policy);
    let refused = super::refusal(&lab.call("jiwoo", "ec2", "RunInstances", spot()));
    assert_eq!(
        refused,
        "AuthFailure.ServiceLinkedRoleCreationNotPermitted (403): The provided credentials do not \
         have permission to create the service-linked role for EC2 Spot Instances."
    );
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["errorCode"], "Client.AuthFailure.ServiceLinkedRoleCreationNotPermitted");
    // Once it is there, nobody has to make it.
    lab.iam("CreateServiceLinkedRole", json!({ "AWSServiceName": "spot.amazonaws.com" }));
    assert!(lab.call("jiwoo", "ec2", "RunInstances", spot()).reply.is_ok());
}

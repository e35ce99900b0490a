//! Functions of Lambda that say which instances go.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::lambda::Fact;
use watchtrail::services::lambda::state::Conduct;
use watchtrail::sim::{Change, Command};

use super::{activities, ids, minutes, refused};
use crate::support::Lab;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:choose";
const ROLE: &str = "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/\
                    AWSServiceRoleForAutoScaling";

/// A group of instances whose function has the say, and may not be invoked yet.
fn lab() -> Lab {
    let mut lab = super::lab(0, 4, 4);
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "fn", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", role);
    let function = json!({ "FunctionName": "choose", "Runtime": "python3.13",
        "Handler": "app.handler", "Role": "arn:aws:iam::123456789012:role/fn",
        "Code": { "ZipFile": "PK\u{3}\u{4}" } });
    lab.ok("lambda", "CreateFunction", function);
    lab.ok("autoscaling", "UpdateAutoScalingGroup", policies(&[FUNCTION, "OldestInstance"]));
    minutes(&mut lab, 5);
    lab
}

fn policies(policies: &[&str]) -> Value {
    json!({ "AutoScalingGroupName": "web", "TerminationPolicies": policies })
}

fn desire(lab: &mut Lab, desired: i32) {
    let input = json!({ "AutoScalingGroupName": "web", "DesiredCapacity": desired });
    lab.ok("autoscaling", "SetDesiredCapacity", input);
    minutes(lab, 4);
}

fn answers(lab: &mut Lab, conduct: Conduct) {
    let change = Change::Function { name: "choose".to_owned(), conduct };
    lab.world.apply(&Command::World(change)).reply.unwrap();
}

/// What the function was handed, so far.
fn handed(lab: &Lab) -> Vec<Value> {
    let facts = lab.world.facts().iter();
    let events = facts.filter_map(|fact| match &fact.what {
        ServiceFact::Lambda(Fact::Invoked { event, .. }) => {
            Some(serde_json::from_str(event).unwrap())
        }
        _ => None,
    });
    events.collect()
}

#[test]
fn those_go_that_the_function_names() {
    let mut lab = lab();
    let all = ids(&mut lab);
    desire(&mut lab, 2);
    // Nobody may invoke it yet, so nobody goes, and it is tried again.
    assert_eq!((ids(&mut lab).len(), handed(&lab)), (4, vec![]));
    let permission = json!({ "FunctionName": "choose", "StatementId": "one",
        "Action": "lambda:InvokeFunction", "Principal": ROLE });
    lab.ok("lambda", "AddPermission", permission);
    minutes(&mut lab, 5);
    // It names nobody.
    assert_eq!(ids(&mut lab).len(), 4);
    let events = handed(&lab);
    let event = events.last().unwrap();
    let parts = json!([
        { "AvailabilityZone": "us-east-1a", "Capacity": 1, "InstanceMarketOption": "on-demand" },
        { "AvailabilityZone": "us-east-1b", "Capacity": 1, "InstanceMarketOption": "on-demand" },
    ]);
    assert_eq!(
        (&event["AutoScalingGroupName"], &event["CapacityToTerminate"], &event["Cause"]),
        (&json!("web"), &parts, &json!("SCALE_IN"))
    );
    assert_eq!(event["Instances"].as_array().unwrap().len(), 4);
    assert_eq!(event["Instances"][0]["InstanceType"], "t3.micro");
    // One it names goes, and it is asked for another; what is not there does not matter.
    let named = json!({ "InstanceIDs": [all[2], "i-00000000000000000"] });
    answers(&mut lab, Conduct::Returns(named.to_string()));
    minutes(&mut lab, 20);
    let wanted: Vec<&String> = all.iter().filter(|id| **id != all[2]).collect();
    assert_eq!(ids(&mut lab).iter().collect::<Vec<_>>(), wanted);
    let cause = activities(&mut lab)[0]["Cause"].as_str().unwrap().to_owned();
    assert!(cause.ends_with(&format!("instance {} was selected for termination.", all[2])));
    // Of too many it names the other policies choose.
    answers(&mut lab, Conduct::Returns(json!({ "InstanceIDs": all }).to_string()));
    desire(&mut lab, 1);
    assert_eq!(ids(&mut lab).len(), 1);
    let asked = handed(&lab).len();
    minutes(&mut lab, 120);
    assert_eq!(handed(&lab).len(), asked, "there is nothing to ask");
}

#[test]
fn a_function_that_fails_keeps_all() {
    let mut lab = lab();
    let permission = json!({ "FunctionName": "choose", "StatementId": "one",
        "Action": "lambda:InvokeFunction", "Principal": ROLE });
    lab.ok("lambda", "AddPermission", permission);
    answers(&mut lab, Conduct::Fails("no".to_owned()));
    desire(&mut lab, 0);
    minutes(&mut lab, 60);
    assert_eq!(ids(&mut lab).len(), 4);
    // After 1, 2, 4, 8, 16 and 32 minutes.
    assert_eq!(handed(&lab).len(), 7);
    // Without the function they go; and a group that is deleted asks nobody.
    lab.ok("autoscaling", "UpdateAutoScalingGroup", policies(&["OldestInstance"]));
    minutes(&mut lab, 4);
    assert_eq!(ids(&mut lab).len(), 0);
    lab.ok("autoscaling", "UpdateAutoScalingGroup", policies(&[FUNCTION]));
    desire(&mut lab, 1);
    let delete = json!({ "AutoScalingGroupName": "web", "ForceDelete": true });
    lab.ok("autoscaling", "DeleteAutoScalingGroup", delete);
    minutes(&mut lab, 4);
    let left = lab.ok("autoscaling", "DescribeAutoScalingGroups", json!({}));
    assert_eq!(left["AutoScalingGroups"], json!([]));
}

#[test]
fn a_function_stands_first_and_alone() {
    let mut lab = super::lab(0, 1, 0);
    let latest = format!("{FUNCTION}:$LATEST");
    let cases = [
        (
            policies(&["Default", FUNCTION]),
            "ValidationError: A Lambda function must be the first of the termination policies, and \
             there can be only one.",
        ),
        (
            policies(&[&latest]),
            "ValidationError: The ARN of a termination policy's Lambda function must not have the \
             $LATEST suffix.",
        ),
    ];
    for (input, wanted) in cases {
        assert_eq!(refused(&mut lab, "UpdateAutoScalingGroup", input), wanted);
    }
}

/// An alias needs a permission of its own.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/lambda-custom-termination-policy.html>
#[test]
fn an_alias_may_have_the_say() {
    let mut lab = lab();
    lab.ok("lambda", "PublishVersion", json!({ "FunctionName": "choose" }));
    let alias = json!({ "FunctionName": "choose", "Name": "prod", "FunctionVersion": "1" });
    lab.ok("lambda", "CreateAlias", alias);
    let alias = format!("{FUNCTION}:prod");
    lab.ok("autoscaling", "UpdateAutoScalingGroup", policies(&[&alias]));
    let all = ids(&mut lab);
    answers(&mut lab, Conduct::Returns(json!({ "InstanceIDs": [all[1]] }).to_string()));
    desire(&mut lab, 3);
    let mut permission = json!({ "FunctionName": "choose", "StatementId": "one",
        "Action": "lambda:InvokeFunction", "Principal": ROLE });
    lab.ok("lambda", "AddPermission", permission.clone());
    minutes(&mut lab, 20);
    assert_eq!((ids(&mut lab).len(), handed(&lab).len()), (4, 0));
    permission["Qualifier"] = json!("prod");
    lab.ok("lambda", "AddPermission", permission);
    minutes(&mut lab, 20);
    let wanted: Vec<&String> = all.iter().filter(|id| **id != all[1]).collect();
    assert_eq!(ids(&mut lab).iter().collect::<Vec<_>>(), wanted);
}

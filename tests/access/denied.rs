//! How denials are worded: every text of the vectors, and the forms they leave out.

use std::collections::BTreeMap;

use serde_json::json;
use watchtrail::access::message::{Style, denial};
use watchtrail::access::{
    self, Attached, Decision, Outcome, Policies, Policy, PolicyKind, Principal, Query,
};
use watchtrail::api::spec::Wording;
use watchtrail::services::SERVICES;

use super::{Case, one};
use crate::support::vectors;

const HERE: &str = "us-east-1:111122223333";

/// What is asked in one of the vectors.
struct Asked {
    action: &'static str,
    resource: Option<String>,
    shown: Option<String>,
    /// Whether it would change something.
    changes: bool,
}

fn on(action: &'static str, resource: String) -> Asked {
    Asked { action, resource: Some(resource), shown: None, changes: true }
}

fn any(action: &'static str) -> Asked {
    Asked { action, resource: None, shown: None, changes: false }
}

fn shown(asked: Asked, shown: &str) -> Asked {
    Asked { shown: Some(shown.to_owned()), ..asked }
}

fn asked(id: &str) -> Asked {
    let sns = |rest: &str| format!("arn:aws:sns:{HERE}:{rest}");
    let alarm = || format!("arn:aws:cloudwatch:{HERE}:alarm:web-cpu-high");
    let instance = || format!("arn:aws:ec2:{HERE}:instance/i-0abc1234def567890");
    let trail = || format!("arn:aws:cloudtrail:{HERE}:trail/main");
    let role = || "arn:aws:iam::111122223333:role/lab".to_owned();
    let user = || "arn:aws:iam::111122223333:user/student".to_owned();
    let logs = |group: &str| format!("arn:aws:logs:{HERE}:log-group:{group}:log-stream:");
    match id {
        "sns" | "boundary" => on("SNS:CreateTopic", sns("ops-alerts")),
        "sns-list" => shown(any("SNS:ListTopics"), &sns("*")),
        "alarm-action" => on("SNS:Publish", sns("ops-alerts")),
        "cw" => on("cloudwatch:PutMetricAlarm", alarm()),
        "cw-delete" => on("cloudwatch:DeleteAlarms", alarm()),
        "cw-star" => any("cloudwatch:GetMetricData"),
        "ec2" | "scp" => on("ec2:StopInstances", instance()),
        "ec2-create" => {
            on("ec2:CreateSecurityGroup", format!("arn:aws:ec2:{HERE}:security-group/*"))
        }
        "ec2-describe" => any("ec2:DescribeInstances"),
        "iam" => shown(on("iam:AttachUserPolicy", user()), "user student"),
        "iam-role" => on("iam:CreateRole", role()),
        "ct" | "explicit" | "explicit-arn" => on("cloudtrail:StopLogging", trail()),
        "ct-lookup" => any("cloudtrail:LookupEvents"),
        "logs" => on("logs:DescribeLogGroups", logs("")),
        "logs-create" => on("logs:CreateLogGroup", logs("/course/app")),
        "events" => on("events:PutRule", format!("arn:aws:events:{HERE}:rule/ec2-stopped")),
        "events-list" => on("events:ListRules", format!("arn:aws:events:{HERE}:rule/*")),
        "config" => any("config:StopConfigurationRecorder"),
        "config-rule" => {
            let arn = format!("arn:aws:config:{HERE}:config-rule/config-rule-abcdef");
            shown(on("config:DeleteConfigRule", arn), "restricted-ssh")
        }
        "s3" => on("s3:CreateBucket", "arn:aws:s3:::course-logs-111122223333".to_owned()),
        "lambda" => shown(any("lambda:ListFunctions"), "*"),
        "lambda-update" => {
            let arn = format!("arn:aws:lambda:{HERE}:function:alarm-handler");
            on("lambda:UpdateFunctionCode", arn)
        }
        "sts" => on("sts:AssumeRole", role()),
        other => panic!("no question for the vector {other}"),
    }
}

/// The wording of a service there is, or of one that is to come.
fn wording(action: &str) -> Wording {
    let prefix = action.split_once(':').unwrap().0;
    let known = SERVICES.iter().find(|service| service.action_prefix == prefix);
    known.map_or_else(
        || match prefix {
            "s3" => Wording::denied("AccessDenied", 403).style(Style::S3),
            "lambda" => Wording::denied("AccessDeniedException", 403),
            _ => Wording::denied("AccessDeniedException", 400),
        },
        |service| service.wording,
    )
}

fn decide(id: &str, asked: &Asked) -> Decision {
    let mut case = Case::user(asked.action, asked.resource.as_deref().unwrap_or("*"));
    let allow = || one("2012-10-17", json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }));
    let deny = || one("2012-10-17", json!({ "Effect": "Deny", "Action": "*", "Resource": "*" }));
    let mut identity = |policy: Policy| case.identity.push(("p".to_owned(), policy));
    match id {
        "explicit" | "explicit-arn" => identity(deny()),
        "scp" => {
            identity(allow());
            case.scps = vec![vec![deny()]];
        }
        "boundary" => {
            identity(allow());
            let other = json!({ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" });
            case.boundary = Some(one("2012-10-17", other));
        }
        "alarm-action" => {
            let name = "cloudwatch.amazonaws.com".to_owned();
            case.principal = Principal::Service { name };
        }
        _ => {}
    }
    let mut decision = case.decide();
    if id == "explicit-arn" {
        decision.denied_by = Some("arn:aws:iam::111122223333:policy/protect-trail".to_owned());
    }
    decision
}

#[test]
fn the_vectors() {
    let vectors = vectors("iam_denied_messages");
    let messages = vectors["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 27);
    for message in messages {
        let id = message["id"].as_str().unwrap();
        let asked = asked(id);
        let wording = wording(asked.action);
        let subject = match id {
            "alarm-action" => format!("Resource: arn:aws:cloudwatch:{HERE}:alarm:web-cpu-high"),
            _ => "User: arn:aws:iam::111122223333:user/student".to_owned(),
        };
        let encoded = asked.changes.then_some("<encoded>");
        let decision = decide(id, &asked);
        let shown = asked.shown.as_deref();
        let mut text = denial(wording.style, &decision, &subject, shown, encoded);
        if id == "alarm-action" {
            let topic = asked.resource.unwrap();
            text = format!("Failed to execute action {topic}. Received error: \"{text}\"");
        } else {
            let found = (json!(wording.denied.0), json!(wording.denied.1));
            assert_eq!(found, (message["caller_code"].clone(), message["http"].clone()), "{id}");
        }
        assert_eq!(json!(text), message["message"], "{id}");
    }
}

#[test]
fn every_kind_of_policy_has_its_words() {
    let rows = [
        (PolicyKind::Identity, "no identity-based policy allows", "an identity-based policy"),
        (PolicyKind::Resource, "no resource-based policy allows", "a resource-based policy"),
        (
            PolicyKind::ServiceControl,
            "no service control policy allows",
            "a service control policy",
        ),
        (
            PolicyKind::ResourceControl,
            "no resource control policy allows",
            "a resource control policy",
        ),
        (PolicyKind::VpcEndpoint, "no VPC endpoint policy allows", "a VPC endpoint policy"),
        (PolicyKind::Boundary, "no permissions boundary allows", "a permissions boundary"),
        (PolicyKind::Session, "no session policy allows", "a session policy"),
        (PolicyKind::RoleTrust, "no role trust policy allows", "the role trust policy"),
    ];
    for (kind, because, within) in rows {
        let mut decision = Case::user("sns:Publish", "*").decide();
        decision.decided_by = Some(kind);
        let words = |decision: &Decision| denial(Style::PLAIN, decision, "User: u", None, None);
        let head = "User: u is not authorized to perform: sns:Publish";
        assert_eq!(words(&decision), format!("{head} because {because} the sns:Publish action"));
        decision.outcome = Outcome::ExplicitDeny;
        assert_eq!(words(&decision), format!("{head} with an explicit deny in {within}"));
    }
}

#[test]
fn the_policy_that_denies_is_named_by_its_arn_within_the_account() {
    let deny = one("2012-10-17", json!({ "Effect": "Deny", "Action": "*", "Resource": "*" }));
    let attached = |arn| Attached { name: "no", arn, policy: &deny, group: None };
    let arn = Some("arn:aws:iam::111122223333:policy/no");
    let user = Principal::User { arn: "arn:aws:iam::111122223333:user/u".to_owned() };
    let identity = |arn| Policies { identity: vec![attached(arn)], ..Policies::default() };
    let organization =
        Policies { service_control: vec![vec![attached(arn)]], ..Policies::default() };
    let rows = [
        (identity(arn), None, arn),
        (identity(None), None, None),
        (identity(arn), Some("444455556666"), None),
        (organization, None, None),
    ];
    for (policies, owner, expected) in rows {
        let decision = access::decide(&Query {
            principal: &user,
            action: "sns:Publish",
            resource: None,
            owner,
            context: &BTreeMap::new(),
            policies,
        });
        assert_eq!(decision.outcome, Outcome::ExplicitDeny);
        assert_eq!(decision.denied_by.as_deref(), expected);
    }
}

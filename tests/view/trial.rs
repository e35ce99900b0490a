//! "Try a call": the decision with its trace, and the request that asks AWS the same.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::iam::document::{Place, faults};
use watchtrail::view::iam::trial::{Asked, Unready, answer, ground, request};

use crate::support::{Lab, read};

const JIWOO: &str = "arn:aws:iam::123456789012:user/jiwoo";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops";

fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    for file in ["iam", "denial"] {
        texts.add(&read(&format!("static/text/{}/{file}.json", lang.code()))).unwrap();
    }
    texts
}

fn asked(action: &str, resource: &str) -> Asked {
    let (principal, action) = (JIWOO.to_owned(), action.to_owned());
    Asked { principal, action, resource: resource.to_owned(), ..Asked::default() }
}

fn document(effect: &str, condition: &serde_json::Value) -> String {
    let statement = json!({ "Sid": "topics", "Effect": effect, "Action": "sns:*",
        "Resource": "*", "Condition": condition });
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

#[test]
fn a_call_is_tried_against_what_is_saved_and_what_is_not() {
    let (lab, texts) = (Lab::new(), texts(Lang::En));
    let here = ground(&lab.world);
    let found = answer(&here, &asked("ec2:StopInstances", "*"), &texts).unwrap();
    assert!(found.allowed, "{found:?}");
    let titles: Vec<&str> = found.kinds.iter().map(|kind| kind.title.as_str()).collect();
    assert_eq!(titles, ["resource-based policy", "identity-based policy", "permissions boundary"]);
    assert!(found.kinds[1].policies.iter().any(|seen| seen.statements.iter().any(|l| l.matches)));
    let topic = asked("sns:CreateTopic", TOPIC);
    assert!(!answer(&here, &topic, &texts).unwrap().allowed);
    let region = json!({ "StringEquals": { "aws:RequestedRegion": "us-east-1" } });
    let draft = Asked { document: Some(document("Allow", &region)), ..topic };
    let absent = answer(&here, &draft, &texts).unwrap();
    assert!(!absent.allowed);
    let line = &absent.kinds[1].policies.last().unwrap().statements[0];
    assert_eq!((line.name.as_str(), line.matches), ("topics", false));
    assert_eq!(
        line.says,
        "StringEquals wants aws:RequestedRegion to be us-east-1; the request has no such key."
    );
    let given = Asked { keys: "aws:RequestedRegion = us-east-1".to_owned(), ..draft };
    assert!(answer(&here, &given, &texts).unwrap().allowed);
    let deny = Asked { document: Some(document("Deny", &json!({}))), ..given };
    let denied = answer(&here, &deny, &texts).unwrap();
    assert_eq!(
        denied.verdict,
        "It would be denied: a statement denies it (identity-based policy)."
    );
}

/// The simulator's answer is the trace's.
#[test]
fn the_request_asks_the_same_of_aws() {
    let (mut lab, texts) = (Lab::new(), texts(Lang::En));
    let condition = json!({ "StringEquals": { "aws:RequestedRegion": ["us-east-1", "x"] } });
    let drafts = [None, Some(document("Allow", &condition)), Some(document("Deny", &json!({})))];
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    for document in drafts {
        for (action, resource) in [("sns:Publish", TOPIC), ("ec2:RunInstances", "*")] {
            for (principal, keys) in
                [(JIWOO, ""), (JIWOO, "aws:RequestedRegion = us-east-1"), ("", "")]
            {
                let one = Asked {
                    principal: principal.to_owned(),
                    keys: keys.to_owned(),
                    document: document.clone(),
                    ..asked(action, resource)
                };
                let here = ground(&lab.world);
                let Ok(asks) = request(&here, &one) else {
                    assert_eq!(answer(&here, &one, &texts), Err(Unready::Nobody));
                    continue;
                };
                let ours = answer(&here, &one, &texts).unwrap().allowed;
                let reply = lab.ok("iam", asks.spec().name, asks.input());
                let theirs = &reply["EvaluationResults"][0]["EvalDecision"];
                assert_eq!(theirs == "allowed", ours, "{one:?}");
            }
        }
    }
}

#[test]
fn several_documents_are_tried_at_once() {
    let (mut lab, texts) = (Lab::new(), texts(Lang::En));
    let here = ground(&lab.world);
    let none = json!({});
    let more = vec![document("Allow", &none), "  ".to_owned(), document("Deny", &none)];
    let both = Asked { more, ..asked("sns:CreateTopic", TOPIC) };
    let found = answer(&here, &both, &texts).unwrap();
    let names: Vec<&str> =
        found.kinds[1].policies.iter().map(|seen| seen.name.as_str()).rev().take(2).collect();
    assert_eq!((found.allowed, names), (false, vec!["Document 2", "The document being written"]));
    let first = Asked { more: both.more[..1].to_vec(), ..both.clone() };
    assert!(answer(&here, &first, &texts).unwrap().allowed);
    for (one, decision) in [(both.clone(), "explicitDeny"), (first, "allowed")] {
        for principal in [JIWOO, ""] {
            let one = Asked { principal: principal.to_owned(), ..one.clone() };
            let asks = request(&here, &one).unwrap();
            let reply = lab.ok("iam", asks.spec().name, asks.input());
            assert_eq!(reply["EvaluationResults"][0]["EvalDecision"], decision, "{one:?}");
        }
    }
    let broken = Asked { more: vec!["{}".to_owned()], ..both };
    assert_eq!(answer(&here, &broken, &texts), Err(Unready::Document));
}

/// row: Boundary, SCP, resource policy, session
#[test]
fn the_policy_of_a_session_limits_a_role_and_no_user() {
    let (mut lab, texts) = (Lab::new(), texts(Lang::En));
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": "123456789012" }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "Ops", "AssumeRolePolicyDocument": trust.to_string() });
    let arn = lab.ok("iam", "CreateRole", role)["Role"]["Arn"].as_str().unwrap().to_owned();
    let all = json!({ "RoleName": "Ops",
        "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess" });
    lab.ok("iam", "AttachRolePolicy", all);
    let here = ground(&lab.world);
    let role = |action: &str| Asked {
        principal: arn.clone(),
        session: document("Allow", &json!({})),
        ..asked(action, "*")
    };
    assert!(answer(&here, &role("sns:ListTopics"), &texts).unwrap().allowed);
    let stopped = answer(&here, &role("ec2:StopInstances"), &texts).unwrap();
    assert_eq!(stopped.verdict, "It would be denied: nothing allows it (session policy).");
    let titles: Vec<&str> = stopped.kinds.iter().map(|kind| kind.title.as_str()).collect();
    assert_eq!(titles.last(), Some(&"session policy"));
    assert_eq!(request(&here, &role("sns:ListTopics")).unwrap_err(), Unready::SessionAsked);
    let user = Asked { principal: JIWOO.to_owned(), ..role("ec2:StopInstances") };
    assert!(answer(&here, &user, &texts).unwrap().allowed, "users are in no such session");
    let broken = Asked { session: "{".to_owned(), ..role("sns:ListTopics") };
    assert_eq!(answer(&here, &broken, &texts), Err(Unready::Session));
    assert!(texts.has(Unready::Session.key()) && texts.has(Unready::SessionAsked.key()));
}

#[test]
fn what_cannot_be_asked_is_said() {
    let (lab, texts) = (Lab::new(), texts(Lang::En));
    let here = ground(&lab.world);
    let cases = [
        (asked("StopInstances", "*"), Unready::Action),
        (asked("ec2:StopInstances", "i-1"), Unready::Resource),
        (
            Asked { keys: "region".to_owned(), ..asked("ec2:StopInstances", "*") },
            Unready::Keys("region".to_owned()),
        ),
        (
            Asked { document: Some("{}".to_owned()), ..asked("ec2:StopInstances", "*") },
            Unready::Document,
        ),
        (Asked { principal: String::new(), ..asked("ec2:StopInstances", "*") }, Unready::Nobody),
    ];
    for (one, why) in cases {
        assert_eq!(answer(&here, &one, &texts), Err(why.clone()));
        assert_eq!(request(&here, &one).unwrap_err(), why);
        assert!(texts.has(why.key()));
    }
}

#[test]
fn faults_have_their_lines() {
    let text = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sns:ListTopics",
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": "sns:Publish",
            "Resource": "ops"
        },
        {
            "Effect": "Allow",
            "Action": "Publish",
            "Resource": "*"
        }
    ]
}"#;
    let found = faults(text, Place::Managed);
    let lines: Vec<(usize, &str)> =
        found.iter().map(|fault| (fault.line, fault.message.as_str())).collect();
    assert_eq!(
        lines,
        [
            (12, "Resource ops must be in ARN format or \"*\"."),
            (16, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
        ]
    );
    let old = text.replace("2012-10-17", "2008-10-17");
    assert!(faults(&old, Place::Managed).iter().all(|fault| fault.message.contains("version")));
}

//! The pages of IAM: users, one user, policies, one policy, documents.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Region, Span, Via};
use watchtrail::view::iam::act::Holder;
use watchtrail::view::iam::document::{Place, Problem, problem};
use watchtrail::view::iam::policies::{self, Kind, matches};
use watchtrail::view::iam::role::{self, Trusted};
use watchtrail::view::iam::{act, groups, policy, report, roles, user, users};

use crate::support::Lab;

const SNS: &str = "arn:aws:iam::aws:policy/AmazonSNSFullAccess";

fn send(lab: &mut Lab, request: &Request) {
    lab.ok("iam", request.spec().name, request.input());
}

#[test]
fn users_are_listed_with_what_they_have() {
    let rows = users::model(&Lab::new().world).rows;
    let shown: Vec<_> = rows.iter().map(|r| (r.name.as_str(), r.policies, r.keys)).collect();
    assert_eq!(shown, [("admin", 1, 1), ("jiwoo", 2, 1)]);
}

#[test]
fn a_user_shows_its_policies_and_what_can_be_attached() {
    let mut lab = Lab::new();
    let page = user::model(&lab.world, "jiwoo").unwrap();
    let names: Vec<&str> = page.attached.iter().map(|policy| policy.name.as_str()).collect();
    assert_eq!(names, ["AmazonEC2FullAccess", "AWSCloudTrail_ReadOnlyAccess"]);
    assert!(page.attachable.iter().any(|row| row.arn == SNS));
    assert!(page.attachable.iter().all(|row| row.name != "AmazonEC2FullAccess"));
    assert!(user::model(&lab.world, "nobody").is_none());

    send(&mut lab, &act::attach(&Holder::user("jiwoo"), SNS));
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*"],
        "Resource":"*"}}"#;
    send(&mut lab, &act::put_inline(&Holder::user("jiwoo"), "no-s3", document));
    let page = user::model(&lab.world, "jiwoo").unwrap();
    assert_eq!(page.attached.last().unwrap().arn, SNS);
    assert!(page.attachable.iter().all(|row| row.arn != SNS));
    let [inline] = page.inline.as_slice() else { panic!("one inline policy") };
    assert_eq!(inline.name, "no-s3");
    let [line] = inline.statements.as_slice() else { panic!("one statement") };
    assert_eq!((line.allows, line.actions.as_slice()), (false, ["s3:*".to_owned()].as_slice()));

    send(&mut lab, &act::detach(&Holder::user("jiwoo"), SNS));
    send(&mut lab, &act::delete_inline(&Holder::user("jiwoo"), "no-s3"));
    let page = user::model(&lab.world, "jiwoo").unwrap();
    assert_eq!((page.attached.len(), page.inline.len()), (2, 0));
}

#[test]
fn the_last_denial_comes_with_policies_that_would_allow_it() {
    let mut lab = Lab::new();
    assert_eq!(user::model(&lab.world, "jiwoo").unwrap().suggestion, None);
    lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "ops" })).reply.unwrap_err();
    let suggestion = user::model(&lab.world, "jiwoo").unwrap().suggestion.unwrap();
    assert_eq!(suggestion.action, "SNS:CreateTopic");
    assert_eq!(suggestion.resource.as_deref(), Some("arn:aws:sns:us-east-1:123456789012:ops"));
    assert!(!suggestion.forbidden);
    assert!(suggestion.policies.iter().any(|(_, arn)| arn == SNS), "{suggestion:?}");
    assert_eq!(user::model(&lab.world, "admin").unwrap().suggestion, None);

    send(&mut lab, &act::attach(&Holder::user("jiwoo"), SNS));
    assert_eq!(user::model(&lab.world, "jiwoo").unwrap().suggestion, None, "allowed by now");
}

#[test]
fn what_pages_were_refused_does_not_hide_what_the_person_asked_for() {
    let mut lab = Lab::new();
    lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "ops" })).reply.unwrap_err();
    let request = Request::decode("iam", "ListUsers", json!({})).unwrap();
    let who = watchtrail::sim::Who::User("jiwoo".to_owned());
    let call = Call { who, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap_err();
    let action = |lab: &Lab| user::model(&lab.world, "jiwoo").unwrap().suggestion.unwrap().action;
    assert_eq!(action(&lab), "SNS:CreateTopic");
    send(&mut lab, &act::attach(&Holder::user("jiwoo"), SNS));
    assert_eq!(action(&lab), "iam:ListUsers", "the only thing that is still refused");
}

#[test]
fn policies_are_searched_by_every_word() {
    let mut lab = Lab::new();
    send(&mut lab, &act::create_policy("mine", "may look at topics", DOCUMENT));
    let rows = policies::model(&lab.world).rows;
    assert_eq!((rows[0].name.as_str(), rows[0].kind), ("mine", Kind::Customer));
    let found = |search: &str| -> Vec<&str> {
        rows.iter().filter(|row| matches(row, search)).map(|row| row.name.as_str()).collect()
    };
    assert_eq!(found("sns full"), ["AmazonSNSFullAccess"]);
    assert_eq!(found("LOOK at"), ["mine"]);
    assert_eq!(found("no such thing"), [""; 0]);
    assert_eq!(found("").len(), rows.len());
}

const DOCUMENT: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "sns:ListTopics", "Resource": "*" }]
}"#;

#[test]
fn a_policy_shows_its_versions_and_whom_it_is_attached_to() {
    let mut lab = Lab::new();
    send(&mut lab, &act::create_policy("mine", "", DOCUMENT));
    let arn = "arn:aws:iam::123456789012:policy/mine";
    send(&mut lab, &act::new_version(arn, &DOCUMENT.replace("ListTopics", "*")));
    send(&mut lab, &act::attach(&Holder::user("jiwoo"), arn));
    let page = policy::model(&lab.world, arn).unwrap();
    let versions: Vec<_> = page.versions.iter().map(|v| (v.id.as_str(), v.default)).collect();
    assert_eq!(versions, [("v2", true), ("v1", false)]);
    assert_eq!(
        (page.holders, page.statements[0].actions[0].as_str()),
        (vec![Holder::user("jiwoo")], "sns:*")
    );
    assert_eq!(
        page.document,
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\
         \n      \"Action\": \"sns:*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}"
    );
    send(&mut lab, &act::set_default(arn, "v1"));
    let page = policy::model(&lab.world, arn).unwrap();
    assert_eq!(page.statements[0].actions, ["sns:ListTopics"]);
    assert!(policy::model(&lab.world, "arn:aws:iam::123456789012:policy/none").is_none());
    let aws = policy::model(&lab.world, SNS).unwrap();
    assert_eq!((aws.kind, aws.versions.len()), (Kind::Aws, 1));
}

#[test]
fn documents_are_checked_while_they_are_written() {
    let long = DOCUMENT.replace("sns:ListTopics", &format!("sns:{}", "x".repeat(2_000)));
    let cases = [
        (DOCUMENT.to_owned(), None),
        ("{\n  nonsense".to_owned(), Some(Problem::Json { line: 2, column: 3 })),
        (r#"{"Statement":[]}"#.to_owned(), Some(Problem::Iam("Syntax errors in policy.".into()))),
        (
            DOCUMENT.replace("2012-10-17", "2008-10-17"),
            Some(Problem::Iam("Policy document must be version 2012-10-17 or greater.".into())),
        ),
        (long, Some(Problem::Long { size: 2_088, limit: 2_048 })),
    ];
    for (text, expected) in cases {
        let found = problem(&text, Place::Inline);
        match (&found, &expected) {
            (Some(Problem::Long { .. }), Some(Problem::Long { .. })) => {}
            _ => assert_eq!(found, expected, "{text}"),
        }
    }
}

#[test]
fn a_role_shows_whom_it_trusts_what_it_may_and_who_acts_in_it() {
    let mut lab = Lab::new();
    let offered = role::choices(&lab.world).trusted;
    let kinds: Vec<Trusted> = offered.iter().map(|(kind, _)| kind.clone()).collect();
    let user = |name: &str| Trusted::User(name.to_owned());
    assert_eq!(kinds, [Trusted::Ec2, Trusted::Account, user("admin"), user("jiwoo")]);
    let trust = role::trust(&lab.world, &Trusted::Ec2);
    for request in act::create_role("CWAgent", " ", &trust, true) {
        send(&mut lab, &request);
    }
    let holder = Holder::Role("CWAgent".to_owned());
    let agent = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
    send(&mut lab, &act::attach(&holder, agent));
    let rows = roles::model(&lab.world).rows;
    assert_eq!((rows[0].name.as_str(), rows[0].policies), ("CWAgent", 1));
    assert_eq!(rows[0].trusts, ["ec2.amazonaws.com"]);
    let page = role::model(&lab.world, Region::US_EAST_1, "CWAgent").unwrap();
    assert_eq!(page.profiles, ["CWAgent"]);
    assert_eq!(page.attached[0].arn, agent);
    assert!(page.attachable.iter().all(|row| row.arn != agent));
    assert!(page.instances.is_empty());
    let reply = lab.ok(
        "ec2",
        "RunInstances",
        json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1, "IamInstanceProfile": { "Name": "CWAgent" } }),
    );
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let page = role::model(&lab.world, Region::US_EAST_1, "CWAgent").unwrap();
    assert_eq!(page.instances, [id]);
    assert!(role::model(&lab.world, Region::US_EAST_1, "none").is_none());
    assert_eq!(
        problem(&trust.replace("sts:AssumeRole", "s3:*"), Place::Trust),
        Some(Problem::Iam("AssumeRole policy may only specify STS AssumeRole actions".to_owned()))
    );
}

#[test]
fn a_group_shows_who_is_in_it_and_what_that_allows() {
    let mut lab = Lab::new();
    assert_eq!(groups::rows(&lab.world), []);
    send(&mut lab, &act::create_group("ops"));
    let holder = Holder::Group("ops".to_owned());
    send(&mut lab, &act::attach(&holder, SNS));
    send(&mut lab, &act::put_inline(&holder, "more", DOCUMENT));
    let page = groups::model(&lab.world, "ops").unwrap();
    assert_eq!((page.members.len(), page.others.join(" ")), (0, "admin jiwoo".to_owned()));
    assert_eq!((page.attached[0].arn.as_str(), page.inline[0].name.as_str()), (SNS, "more"));
    assert!(page.attachable.iter().all(|row| row.arn != SNS));
    assert_eq!(page.holder(), holder);
    let topic = json!({ "Name": "ops" });
    lab.call("jiwoo", "sns", "CreateTopic", topic.clone()).reply.unwrap_err();
    send(&mut lab, &act::join("ops", "jiwoo"));
    lab.call("jiwoo", "sns", "CreateTopic", topic).reply.unwrap();
    let rows = groups::rows(&lab.world);
    assert_eq!((rows[0].name.as_str(), rows[0].members, rows[0].policies), ("ops", 1, 2));
    for request in [
        act::leave("ops", "jiwoo"),
        act::detach(&holder, SNS),
        act::delete_inline(&holder, "more"),
        act::delete_group("ops"),
    ] {
        send(&mut lab, &request);
    }
    assert!(groups::model(&lab.world, "ops").is_none());
    assert!(act::bound(&holder, Some(SNS)).is_none());
    let tags = [("a".to_owned(), "b".to_owned())].into();
    assert_eq!(act::retag(&holder, &Default::default(), &tags), []);
    for request in groups::reads("admins").iter().chain(&groups::list_reads()) {
        assert!(request.spec().access.is_read_only());
    }
}

#[test]
fn a_boundary_is_set_and_taken_away_again() {
    let mut lab = Lab::new();
    let jiwoo = Holder::user("jiwoo");
    let page = user::model(&lab.world, "jiwoo").unwrap();
    let choices = policies::choices(&page.attached, &page.attachable);
    assert!(choices.is_sorted() && choices.iter().any(|(_, arn)| arn == SNS));
    assert!(choices.iter().any(|(name, _)| name == "AmazonEC2FullAccess"), "attached ones, too");
    send(&mut lab, &act::bound(&jiwoo, Some(SNS)).unwrap());
    let bound = user::model(&lab.world, "jiwoo").unwrap().boundary;
    assert_eq!(bound, Some(("AmazonSNSFullAccess".to_owned(), SNS.to_owned())));
    lab.call("jiwoo", "ec2", "DescribeInstances", json!({})).reply.unwrap_err();
    send(&mut lab, &act::bound(&jiwoo, None).unwrap());
    lab.call("jiwoo", "ec2", "DescribeInstances", json!({})).reply.unwrap();
    let trust = role::trust(&lab.world, &Trusted::Ec2);
    for request in act::create_role("CWAgent", "", &trust, false) {
        send(&mut lab, &request);
    }
    let holder = Holder::Role("CWAgent".to_owned());
    send(&mut lab, &act::bound(&holder, Some(SNS)).unwrap());
    let page = |lab: &Lab| role::model(&lab.world, Region::US_EAST_1, "CWAgent").unwrap();
    assert!(page(&lab).boundary.is_some());
    send(&mut lab, &act::bound(&holder, None).unwrap());
    assert_eq!(page(&lab).boundary, None);
}

#[test]
fn the_credential_report_is_made_read_and_grows_old() {
    let mut lab = Lab::new();
    assert_eq!(report::model(&lab.world).report, None);
    assert_eq!(report::reads(&lab.world).len(), 0);
    for request in report::generate() {
        send(&mut lab, &request);
    }
    let made = report::model(&lab.world).report.unwrap();
    assert!(made.fresh);
    assert_eq!((made.columns.len(), made.columns[0].as_str()), (22, "user"));
    let names: Vec<&str> = made.lines.iter().map(|line| line[0].as_str()).collect();
    assert_eq!(names, ["<root_account>", "admin", "jiwoo"]);
    assert!(made.lines.iter().all(|line| line.len() == 22));
    for request in report::reads(&lab.world) {
        send(&mut lab, &request);
    }
    lab.sleep(Span::hours(4));
    assert!(!report::model(&lab.world).report.unwrap().fresh);
    assert_eq!(report::reads(&lab.world).len(), 0);
}

#[test]
fn what_was_last_used_is_asked_for_with_a_job() {
    let mut lab = Lab::new();
    lab.call("jiwoo", "ec2", "DescribeInstances", json!({})).reply.unwrap();
    lab.sleep(Span::mins(1));
    let arn = "arn:aws:iam::123456789012:user/jiwoo";
    let job = lab.ok("iam", "GenerateServiceLastAccessedDetails", report::ask_used(arn).input());
    let get = report::get_used(&job).unwrap();
    let used = report::used(&lab.ok("iam", get.spec().name, get.input()));
    assert_eq!((used[0].service.as_str(), used[0].by.as_str()), ("Amazon EC2", "jiwoo"));
    assert_eq!((used[0].region.as_str(), used[0].people), ("us-east-1", 1));
    assert!(used[0].at.is_some() && used.iter().skip(1).all(|one| one.at.is_none()));
    assert!(report::get_used(&json!({})).is_none());
}

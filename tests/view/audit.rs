//! The views over records: who did what to a resource, a principal's day, rare calls, and the
//! chain back to the person. Rows of section J of the list of features: userIdentity variants
//! (root, user, role, service), errorCode AccessDenied rows.

use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::sim::{AccountId, Call, Command, Region, Scope, Span, Via, Who};
use watchtrail::view::audit::act::What;
use watchtrail::view::audit::chain::{self, Kind};
use watchtrail::view::audit::{History, page, person, rare, resource};
use watchtrail::view::route::{AuditQuery, AuditView};

use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops";
const JIWOO: &str = "arn:aws:iam::123456789012:user/jiwoo";

fn history(lab: &Lab) -> History<'_> {
    History { world: &lab.world, scope: HERE }
}

/// The id of the last event with a name.
fn id(lab: &Lab, name: &str) -> String {
    let mut records = lab.world.cloudtrail().records().iter();
    records.rfind(|record| record.event_name == name).unwrap().event_id.clone()
}

/// jiwoo may not delete a topic; in a role she makes one, which an administrator changes.
fn busy() -> Lab {
    let mut lab = Lab::new();
    let trust = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": JIWOO }, "Action": "sts:AssumeRole" },
    ] });
    let role = json!({ "RoleName": "Ops", "AssumeRolePolicyDocument": trust.to_string() });
    let arn = lab.ok("iam", "CreateRole", role)["Role"]["Arn"].clone();
    let policy = "arn:aws:iam::aws:policy/AmazonSNSFullAccess";
    lab.ok("iam", "AttachRolePolicy", json!({ "RoleName": "Ops", "PolicyArn": policy }));
    let wish = json!({ "RoleArn": arn, "RoleSessionName": "night" });
    let reply = lab.call("jiwoo", "sts", "AssumeRole", wish).reply.unwrap();
    let who = Who::Session(reply["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned());
    let request = Request::decode("sns", "CreateTopic", json!({ "Name": "ops" })).unwrap();
    let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
    lab.sleep(Span::mins(1));
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab.sleep(Span::mins(30));
    let topic = json!({ "TopicArn": TOPIC });
    lab.call("jiwoo", "sns", "DeleteTopic", topic.clone()).reply.unwrap_err();
    lab.call("jiwoo", "sns", "DeleteTopic", topic.clone()).reply.unwrap_err();
    lab.ok("sns", "GetTopicAttributes", topic.clone());
    let tag = json!([{ "Key": "team", "Value": "ops" }]);
    lab.ok("sns", "TagResource", json!({ "ResourceArn": TOPIC, "Tags": tag }));
    lab.sleep(Span::mins(6));
    lab
}

#[test]
fn who_did_what_to_a_topic() {
    let lab = busy();
    for name in [TOPIC, "ops"] {
        let found = resource::model(&history(&lab), name);
        let made = found.made.unwrap();
        assert_eq!((made.act.name.as_str(), made.act.who.as_str()), ("CreateTopic", "night"));
        assert_eq!(made.behind.as_deref(), Some("jiwoo"), "the person behind the session");
        let deeds: Vec<(&str, What)> =
            found.deeds.iter().map(|deed| (deed.act.name.as_str(), deed.act.what)).collect();
        // A refused call keeps no parameters: its message has the ARN, which ends in the name.
        let expected = [
            ("TagResource", What::Changed),
            ("DeleteTopic", What::Denied),
            ("DeleteTopic", What::Denied),
            ("CreateTopic", What::Made),
        ];
        assert_eq!(deeds, expected, "{name}");
        assert_eq!(found.reads, 1, "{name}");
    }
    let people = resource::model(&history(&lab), TOPIC).people;
    let people: Vec<_> =
        people.iter().map(|one| (one.who.as_str(), one.changes, one.refused)).collect();
    assert_eq!(people, [("jiwoo", 1, 2), ("admin", 1, 0)]);
    let none = resource::model(&history(&lab), "arn:aws:sns:us-east-1:123456789012:op");
    assert_eq!((none.made, none.deeds.len()), (None, 0), "a part of a name is another name");
    let empty = resource::model(&history(&lab), "");
    assert!(empty.deeds.is_empty() && empty.known.iter().any(|name| name == TOPIC));
}

#[test]
fn a_day_of_a_user_with_the_roles_they_acted_in() {
    let lab = busy();
    let found = person::model(&history(&lab), JIWOO, None);
    assert_eq!((found.calls, found.denied, found.days.len()), (4, 2, 1));
    let lines: Vec<Vec<(&str, usize, Option<&str>)>> = found
        .stretches
        .iter()
        .map(|stretch| {
            let line = |line: &person::Line| {
                let name: &'static str = match line.act.name.as_str() {
                    "AssumeRole" => "AssumeRole",
                    "CreateTopic" => "CreateTopic",
                    _ => "DeleteTopic",
                };
                (name, line.times, line.act.role.as_ref().map(|_| "in a role"))
            };
            stretch.lines.iter().map(line).collect()
        })
        .collect();
    assert_eq!(
        lines,
        [
            vec![("AssumeRole", 1, None), ("CreateTopic", 1, Some("in a role"))],
            vec![("DeleteTopic", 2, None)],
        ],
        "half an hour of nothing parts the day, and what recurs is one line"
    );
    let other = person::model(&history(&lab), JIWOO, Some(lab.world.now() + Span::days(1)));
    assert_eq!((other.calls, other.stretches.len()), (0, 0));
    assert!(other.known.iter().any(|one| one.arn == JIWOO && one.denied == 2));
}

#[test]
fn seldom_and_new() {
    let mut lab = busy();
    let young = rare::model(&history(&lab));
    assert!(!young.knows_new);
    let names = &young.kinds[0];
    assert!(names.rows.iter().all(|row| !row.new && row.times <= rare::SELDOM));
    assert!(names.rows.iter().any(|row| row.value == "CreateTopic"));
    for _ in 0..4 {
        lab.ok("sns", "ListTopics", json!({}));
        lab.sleep(Span::hours(12));
    }
    for _ in 0..5 {
        lab.ok("sns", "ListSubscriptions", json!({}));
    }
    lab.sleep(Span::mins(6));
    let found = rare::model(&history(&lab));
    assert!(found.knows_new);
    let row = |name: &str| found.kinds[0].rows.iter().find(|row| row.value == name);
    assert!(row("ListTopics").is_none(), "four times, the first two days ago");
    let new = row("ListSubscriptions").unwrap();
    assert!(new.new && new.times == 5, "often, but never before");
    assert!(row("CreateTopic").is_some_and(|row| !row.new));
    assert!(found.kinds[0].rows[0].new, "what is new stands first");
}

fn kinds(model: &chain::Model) -> Vec<(Kind, &str)> {
    model.steps.iter().map(|step| (step.kind, step.name.as_str())).collect()
}

#[test]
fn a_role_chain_leads_back_to_the_person() {
    let lab = busy();
    let created = id(&lab, "CreateTopic");
    let found = chain::model(&history(&lab), Some(&created));
    assert_eq!(
        kinds(&found),
        [(Kind::Call, "night"), (Kind::Opened, "jiwoo"), (Kind::User, "jiwoo")]
    );
    let calls: Vec<&str> = found.calls.iter().map(|act| act.name.as_str()).collect();
    assert_eq!(calls, ["CreateTopic"]);
    let session = &found.sessions[0];
    assert_eq!((session.by.as_str(), session.calls), ("jiwoo", 1));
    let none = chain::model(&history(&lab), Some("none"));
    assert_eq!((none.of, none.steps.len()), (None, 0));
}

#[test]
fn an_instance_leads_back_to_who_launched_it() {
    let mut lab = Lab::new();
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "web", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", role);
    lab.ok("iam", "CreateInstanceProfile", json!({ "InstanceProfileName": "web" }));
    let both = json!({ "InstanceProfileName": "web", "RoleName": "web" });
    lab.ok("iam", "AddRoleToInstanceProfile", both);
    let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1, "IamInstanceProfile": { "Name": "web" } });
    let reply = lab.ok("ec2", "RunInstances", launch);
    let instance = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    lab.sleep(Span::mins(6));
    let found = chain::model(&history(&lab), Some(&id(&lab, "AssumeRole")));
    assert_eq!(
        kinds(&found),
        [
            (Kind::Call, "ec2.amazonaws.com"),
            (Kind::Launched, instance.as_str()),
            (Kind::User, "admin"),
        ]
    );
}

#[test]
fn a_service_linked_role_leads_back_to_the_act_that_set_it_going() {
    let mut lab = crate::autoscaling::lab(1, 1, 1);
    lab.sleep(Span::mins(6));
    let found = chain::model(&history(&lab), Some(&id(&lab, "RunInstances")));
    let steps: Vec<Kind> = found.steps.iter().map(|step| step.kind).collect();
    assert_eq!(steps, [Kind::Call, Kind::Linked, Kind::Because, Kind::User]);
    let because = found.steps[2].act.as_ref().unwrap();
    assert_eq!(because.name, "CreateAutoScalingGroup");
}

#[test]
fn each_view_says_how_aws_is_asked() {
    let input = |query: &AuditQuery| page::call(query).input();
    let key = |key: &str, value: &str| -> Value {
        json!({ "LookupAttributes": [{ "AttributeKey": key, "AttributeValue": value }] })
    };
    let resource = AuditQuery::of(AuditView::Resource, TOPIC);
    assert_eq!(input(&resource), key("ResourceName", TOPIC));
    let person = AuditQuery::of(AuditView::Person, JIWOO);
    assert_eq!(input(&person), key("Username", "jiwoo"));
    let root = AuditQuery::of(AuditView::Person, "arn:aws:iam::123456789012:root");
    assert_eq!(input(&root), key("Username", "root"));
    let service = AuditQuery::of(AuditView::Person, "ec2.amazonaws.com");
    assert_eq!(input(&service), json!({}));
    assert_eq!(input(&AuditQuery::of(AuditView::Chain, "0a")), key("EventId", "0a"));
    assert_eq!(input(&AuditQuery::new(AuditView::Rare)), json!({}));
    assert!(page::reads(&resource.over(true)).is_empty(), "files are asked without AWS");
    let quoted = page::sql(&AuditQuery::of(AuditView::Chain, "it's"));
    assert!(quoted.ends_with("'it''s'"), "{quoted}");
}

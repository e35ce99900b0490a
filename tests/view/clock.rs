//! The clock bar: what happened, and what is due next.

use serde_json::{Value, json};
use watchtrail::sim::command::{Resource, StatusCheck};
use watchtrail::sim::history::Secrets;
use watchtrail::sim::{Change, Command, Span, Watch};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::clock::{self, Clock};
use watchtrail::view::format;

use crate::support::{Lab, root};

fn texts() -> Texts {
    let mut texts = Texts::new(Lang::En);
    let path = root().join("static/text/en/app.json");
    texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    texts
}

fn launch(lab: &mut Lab) -> Value {
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1,
    });
    lab.ok("ec2", "RunInstances", input)
}

fn next(lab: &Lab) -> String {
    clock::next(&lab.world).map_or_else(
        || "nothing".to_owned(),
        |next| format!("{} {}", format::clock(next.at), next.what),
    )
}

#[test]
fn what_is_due_next_has_a_reason() {
    let mut lab = Lab::new();
    assert_eq!(next(&lab), "nothing");
    launch(&mut lab);
    assert_eq!(next(&lab), "00:00:20 app.wake.instance");
    lab.sleep(Span::secs(20));
    // The point of 23:55 would have come at 00:02, had the instance run; the page only says when.
    assert_eq!(next(&lab), "00:02:00 app.wake.metrics");
    lab.sleep(Span::mins(2));
    assert_eq!(next(&lab), "00:03:20 app.wake.checks");
}

/// The run to the next event ends at the instant that the bar names, whatever comes then.
#[test]
fn the_next_event_is_the_one_that_is_named() {
    let mut lab = Lab::new();
    launch(&mut lab);
    let mut stops = Vec::new();
    for _ in 0..3 {
        let named = clock::next(&lab.world).unwrap();
        let progress = lab.world.advance(named.at, u32::MAX, Watch::Notable);
        assert_eq!(progress.now, named.at);
        stops.push(named.what);
    }
    assert_eq!(stops, ["app.wake.instance", "app.wake.metrics", "app.wake.checks"]);
}

/// A plan is named without the name of whoever made it.
#[test]
fn a_plan_gives_nobody_away() {
    let mut lab = Lab::new();
    let at = lab.world.now() + Span::hours(1);
    let text = "aws sns create-topic --name x".to_owned();
    lab.world.apply(&Command::Schedule { at, who: "deploy-bot".to_owned(), text }).reply.unwrap();
    assert_eq!(next(&lab), "01:00:00 app.wake.scheduled");
    assert_eq!(texts().t("app.wake.scheduled"), "something planned");
}

#[test]
fn marks_name_acts_and_denials() {
    let mut lab = Lab::new();
    launch(&mut lab);
    let (facts, records) = (lab.world.facts().len(), lab.world.cloudtrail().records().len());
    lab.sleep(Span::mins(1));
    lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "ops" }));
    lab.ok("ec2", "DescribeInstances", json!({}));
    lab.fails("sns", "Publish", json!({ "TopicArn": "arn:aws:sns:us-east-1:1:x", "Message": "m" }));
    let say = |secrets: &Secrets| {
        let marks = clock::marks(&lab.world, secrets).into_iter();
        let say = |mark: clock::Mark| format!("{} {}", format::clock(mark.at), mark.text(&texts()));
        marks.map(say).collect::<Vec<_>>()
    };
    let all = ["00:00:00 admin: RunInstances", "00:01:00 jiwoo: CreateTopic denied"];
    assert_eq!(say(&Secrets::default()), all);
    assert_eq!(say(&Secrets { facts, records, ..Secrets::default() }), all[1..]);
}

#[test]
fn the_latest_thing_is_said() {
    let mut lab = Lab::new();
    launch(&mut lab);
    let seen = lab.world.facts().len();
    assert_eq!(clock::said(&lab.world, seen, &texts()), None);
    lab.sleep(Span::mins(1));
    let said = clock::said(&lab.world, seen, &texts()).unwrap();
    assert!(said.starts_with("00:00:20 i-") && said.ends_with(" is running."), "{said}");
}

#[test]
fn a_moment_before_the_latest_is_past() {
    let lab = Lab::new();
    let (now, later) = (lab.world.now(), lab.world.now() + Span::secs(1));
    assert!(!Clock::of(&lab.world, now, now).is_past());
    assert!(Clock::of(&lab.world, now, later).is_past());
}

#[test]
fn load_and_faults_put_on_an_instance_have_marks() {
    let mut lab = Lab::new();
    let launched = launch(&mut lab);
    lab.sleep(Span::mins(1));
    let id = launched["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let until = Some(lab.world.now() + Span::mins(30));
    let load =
        |resource, amount, until| Change::Load { instance: id.clone(), resource, amount, until };
    let check = StatusCheck::System;
    let fault = Change::Fault { instance: id.clone(), check, until: None, failing: true };
    let changes =
        [load(Resource::Cpu, Some(95.0), until), load(Resource::NetIn, None, None), fault];
    for change in changes {
        lab.world.apply(&Command::World(change)).reply.unwrap();
    }
    let marks = clock::marks(&lab.world, &Secrets::default());
    let said: Vec<String> = marks.iter().skip(1).map(|mark| mark.text(&texts())).collect();
    let expected = [
        format!("{id}: load on CPU, 95 %"),
        format!("{id}: load on NetworkIn taken off"),
        format!("{id}: StatusCheckFailed_System begins"),
    ];
    assert_eq!(said, expected);
}

//! The first lab: its laws, its goals, its solution a step at a time, its script.

use expect_test::expect_file;
use serde_json::json;
use watchtrail::learn::check::{self, Broken};
use watchtrail::learn::{Lab, Session};
use watchtrail::save::Saved;
use watchtrail::sim::Who;
use watchtrail::text::Lang;
use watchtrail::view::home::LABS;

use super::{create_topic, first_alert, lab, request, texts};

fn languages() -> Vec<watchtrail::text::Texts> {
    Lang::ALL.into_iter().map(texts).collect()
}

fn laws(lab: &Lab) -> Vec<String> {
    let texts = texts(Lang::En);
    check::check(lab, &languages()).iter().map(|broken| broken.say(&texts)).collect()
}

fn reached(session: &Session) -> Vec<&str> {
    let goals = session.progress().unwrap().goals.iter();
    goals.filter(|goal| goal.reached.is_some()).map(|goal| goal.id.as_str()).collect()
}

fn missing(session: &Session, goal: &str) -> Option<String> {
    let progress = session.progress().unwrap();
    let goal = progress.goals.iter().find(|row| row.id == goal).unwrap();
    goal.missing.as_ref().map(|missing| missing.need.clone())
}

fn run(session: &mut Session, line: &str) {
    let texts = texts(Lang::En);
    session.submit(line).unwrap();
    while session.busy() {
        if let Some(printed) = session.poll(&texts, 1000) {
            assert_eq!(printed.exit, 0, "{printed:?}");
        }
    }
}

#[test]
fn every_lab_keeps_the_laws() {
    for path in crate::support::files("static/labs", ".lab") {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert_eq!(laws(&lab(&id)), [""; 0], "{id}");
    }
}

#[test]
fn every_lab_is_solved_a_step_at_a_time() {
    let texts = texts(Lang::En);
    for path in crate::support::files("static/labs", ".lab") {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut session = Session::lab(lab(&id), &texts).unwrap();
        for _ in 0..40 {
            let Some(_) = session.solution_step() else { break };
            while session.busy() {
                session.poll(&texts, 1000);
            }
        }
        assert!(session.progress().unwrap().done(), "{id}: {:?}", session.progress());
    }
}

#[test]
fn every_lab_is_on_the_start_page_with_its_minutes() {
    let mut labs: Vec<(String, u32)> = Vec::new();
    for path in crate::support::files("static/labs", ".lab") {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        labs.push((id.clone(), lab(&id).minutes));
    }
    let mut listed = LABS.map(|(id, minutes)| (id.to_owned(), minutes)).to_vec();
    labs.sort();
    listed.sort();
    assert_eq!(listed, labs);
}

#[test]
fn each_broken_law_is_named() {
    let mut broken = lab("first-alert");
    broken.goals[4].needs.remove(1);
    broken.wrong.truncate(1);
    broken.wrong[0].fails = vec!["mail".to_owned()];
    broken.wrong[0].script.push_str("\naws sns list-topics --no-such-option\n");
    broken.solution.push(broken.solution[4].clone());
    let mut found = laws(&broken);
    let line = found.iter_mut().find(|line| line.contains("no-such-option")).unwrap();
    *line = line.split(": aws").next().unwrap().to_owned();
    assert_eq!(
        found,
        [
            "it shows 1 wrong ways; at least 2 are needed",
            "en: the text lab-first-alert.goal.trail.need.found belongs to no goal or need",
            "ko: the text lab-first-alert.goal.trail.need.found belongs to no goal or need",
            "it is solved without step 5 (trail); mark that step as optional",
            "it is solved without step 6 (trail); mark that step as optional",
            "no-name, line 20 fails with status 252",
            "the wrong way no-name should fail [mail] and fails [launch]",
        ]
    );
    let unread = Lab { start: "aws sns no-such-thing".to_owned(), ..lab("first-alert") };
    let Some(Broken { key, .. }) = check::check(&unread, &languages()).pop() else { panic!() };
    assert_eq!(key, "learn.check.start");
}

#[test]
fn goals_tick_and_say_what_is_missing() {
    let mut session = first_alert();
    assert_eq!((session.who().profile(), session.can_undo()), ("jiwoo", false));
    assert_eq!(missing(&session, "launch").as_deref(), Some("made"));
    session.call(request(
        "ec2",
        "RunInstances",
        json!({
            "ImageId": "ami-0c02fb55956c7d316", "MinCount": 1, "MaxCount": 1,
            "InstanceType": "t3.micro",
            "TagSpecifications": [
                { "ResourceType": "instance", "Tags": [{ "Key": "Name", "Value": "web" }] }
            ],
        }),
    ));
    assert_eq!(missing(&session, "launch").as_deref(), Some("running"));
    super::sleep(&mut session, 1);
    assert_eq!((reached(&session), session.progress().unwrap().current), (vec!["launch"], Some(1)));
    assert!(session.call(create_topic("ops-alerts")).result.is_err());
    assert_eq!(missing(&session, "trail").as_deref(), Some("found"));
    assert_eq!(missing(&session, "topic").as_deref(), Some("made"));
    session.sign_in(Who::User("admin".to_owned())).unwrap();
    let policy = "arn:aws:iam::aws:policy/AmazonSNSFullAccess";
    let attach = json!({ "UserName": "jiwoo", "PolicyArn": policy });
    session.call(request("iam", "AttachUserPolicy", attach)).result.unwrap();
    session.sign_in(Who::User("jiwoo".to_owned())).unwrap();
    session.call(create_topic("ops-alerts")).result.unwrap();
    assert_eq!(reached(&session), ["launch", "topic"]);
    super::sleep(&mut session, 5);
    session.open(vec![request("cloudtrail", "LookupEvents", json!({}))]);
    assert_eq!(reached(&session), ["launch", "topic", "trail"]);
    let topic = session.progress().unwrap().goals[1].clone();
    assert_eq!((topic.met, topic.missing), ((2, 2), None));
    assert!(session.undo());
    assert_eq!(reached(&session), ["launch"], "what reached the topic and all after it is undone");
    assert!(session.redo());
    assert_eq!(reached(&session), ["launch", "topic", "trail"]);
}

#[test]
fn the_solution_plays_a_step_at_a_time_and_skips_what_is_done() {
    let mut session = first_alert();
    let texts = texts(Lang::En);
    run(
        &mut session,
        "aws ec2 run-instances --image-id ami-0c02fb55956c7d316 \
        --instance-type t3.micro --tag-specifications \
        'ResourceType=instance,Tags=[{Key=Name,Value=mine}]'\nsleep 1m",
    );
    let next = session.progress().unwrap().next.clone();
    assert_eq!(next.as_deref(), Some("aws sns create-topic --name ops-alerts --profile jiwoo"));
    let mut typed = Vec::new();
    while let Some(line) = session.solution_step() {
        typed.push(line.split(' ').take(3).collect::<Vec<_>>().join(" "));
        while session.busy() {
            session.poll(&texts, 1000);
        }
    }
    assert!(session.progress().unwrap().done(), "{:?}", session.progress());
    assert_eq!(session.progress().unwrap().next, None);
    assert_eq!(
        typed,
        [
            "aws sns create-topic",
            "aws iam attach-user-policy",
            "aws sns create-topic",
            "ID=$(aws ec2 describe-instances",
            "TOPIC=$(aws sns list-topics",
            "aws cloudwatch put-metric-alarm",
            "TOPIC=$(aws cloudwatch describe-alarms",
            "aws sns subscribe",
            "world confirm jiwoo@example.com",
            "ID=$(aws cloudwatch describe-alarms",
            "world load $ID",
            "sleep 30m",
            "sleep 5m",
            "aws cloudtrail lookup-events",
        ]
    );
    let saved = Saved::parse(&session.saved("s").to_string()).unwrap();
    let again = Session::resume(saved, Some(lab("first-alert"))).unwrap();
    assert_eq!((again.differs, again.session.progress()), (None, session.progress()));
    assert_eq!(again.session.live().digest(), session.live().digest());
    expect_file![crate::support::root().join("tests/expected/learn/first-alert.sh")]
        .assert_eq(&session.script(&texts));
    let link = session.link().unwrap();
    assert!(link.len() < 4000, "a done lab makes a link of {} characters", link.len());
}

#[test]
fn hints_are_counted_and_kept() {
    let mut session = first_alert();
    session.hint("topic");
    session.hint("topic");
    session.hint("nothing");
    let shown = |session: &Session| session.progress().unwrap().goals[1].hints;
    assert_eq!(shown(&session), 2);
    let again = Session::resume(session.saved("s"), Some(lab("first-alert"))).unwrap();
    assert_eq!(shown(&again.session), 2);
    assert!(Session::resume(session.saved("s"), None).is_err());
}

//! The lab's panel and the start page, from a session of the first lab.

use serde_json::json;
use watchtrail::learn::bet::Bet;
use watchtrail::learn::kept::Solved;
use watchtrail::learn::lab::Lab;
use watchtrail::learn::session::Session;
use watchtrail::save::{Head, Kind, LoadError};
use watchtrail::services::Request;
use watchtrail::sim::{Setup, Span, Time, Watch};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::home::{self, LABS, Opened};
use watchtrail::view::lab::{self, Sight, State};
use watchtrail::view::route::Route;

use super::denial::texts;
use crate::support::read;

fn words(lang: Lang) -> Texts {
    texts(lang, &["home", "lab", "lab-first-alert", "learn", "shell", "aws", "study", "points"])
}

fn first() -> Lab {
    Lab::parse("first-alert", &read("static/labs/first-alert.lab")).unwrap()
}

#[test]
fn goals_tick_and_say_what_is_missing() {
    let texts = words(Lang::En);
    let mut session = Session::lab(first(), &texts).unwrap();
    let panel = |session: &Session| {
        let (progress, undo) = (session.progress().unwrap(), session.can_undo());
        lab::model(progress, Sight::of(session), undo, &words(Lang::En))
    };
    let before = panel(&session);
    assert_eq!((before.done, before.of, before.can_undo), (0, 5, false));
    let goal = &before.goals[0];
    assert_eq!(goal.state, State::Current);
    assert_eq!(
        goal.missing.as_deref(),
        Some("You have not launched an instance as jiwoo yet. Go to EC2, Instances, Launch.")
    );
    assert_eq!((goal.way.clone(), goal.hints.len(), goal.all_hints), (Some(Route::Launch), 0, 3));
    assert_eq!(before.goals[1].state, State::Later);
    session.hint("launch");
    assert_eq!(panel(&session).goals[0].hints.len(), 1);
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1,
        "TagSpecifications": [
            { "ResourceType": "instance", "Tags": [{ "Key": "Name", "Value": "web" }] }
        ],
    });
    session.call(Request::decode("ec2", "RunInstances", input).unwrap()).result.unwrap();
    let until = session.live().now() + Span::mins(1);
    session.advance(until, u32::MAX, Watch::Nothing, &texts);
    let after = panel(&session);
    assert!(matches!(after.goals[0].state, State::Reached(_)), "{:?}", after.goals[0]);
    assert_eq!((after.done, after.goals[1].state), (1, State::Current));
    assert_eq!(after.finish, None);
}

/// One graph at a time, with what is going to be measured; then how the alarm counted.
#[test]
fn a_question_about_an_alarm_draws_what_it_will_see() {
    let lang = Lang::En;
    let names = ["lab-two-of-three", "study", "alarms", "points", "lab", "app", "shell", "aws"];
    let texts = texts(lang, &names);
    let file = read("static/labs/two-of-three.lab");
    let lab = Lab::parse("two-of-three", &file).unwrap();
    let mut session = Session::lab(lab, &texts).unwrap();
    let panel = |session: &Session| {
        lab::model(session.progress().unwrap(), Sight::of(session), false, &texts)
    };
    let before = panel(&session);
    let drawn = before.questions[0].drawn.as_ref().unwrap();
    assert_eq!((before.questions.len(), before.more_questions), (1, 5));
    assert_eq!(
        (drawn.alarm.as_str(), drawn.rule.as_str()),
        (
            "cart-cpu",
            "CPUUtilization > 80 for 2 datapoints within 15 minutes · 2 of 3, Average over 5 \
             minutes · missing data: missing"
        )
    );
    let now = session.live().now();
    let dots = |from: Time| {
        let dots = drawn.chart.series[0].dots.iter().filter(move |dot| dot.time >= from);
        dots.map(|dot| dot.value.round() as i64).collect::<Vec<_>>()
    };
    assert_eq!(dots(now), [95, 40, 95, 40, 40, 40], "what has not happened yet");
    assert_eq!((drawn.why.as_ref(), before.questions[0].options.len()), (None, 35));
    session.answer("adjacent", None);
    let next = panel(&session);
    assert_eq!((next.questions[1].id.as_str(), next.more_questions), ("row", 4));
    session.advance(now + Span::mins(36), u32::MAX, Watch::Nothing, &texts);
    let after = panel(&session);
    let drawn = after.questions[0].drawn.as_ref().unwrap();
    let why = drawn.why.as_ref().unwrap();
    let fired = now + Span::mins(17);
    assert_eq!((why.evaluation.at, why.evaluation.breaching), (fired, 2));
    assert_eq!(drawn.page, Route::Alarm { name: "cart-cpu".to_owned(), at: Some(fired) });
    assert_eq!(after.more_questions, 0);
}

#[test]
fn a_lab_has_a_card_and_a_brief() {
    for lang in Lang::ALL {
        let texts = words(lang);
        let (id, minutes) = LABS[0];
        assert_eq!((id, minutes), ("first-alert", first().minutes));
        let session = Session::lab(first(), &texts).unwrap();
        let running = session.running_lab().zip(session.progress());
        let now = (Sight::of(&session), false);
        let brief = lab::brief(id, None, running, now, &Solved::new(), &texts).unwrap();
        assert!(brief.open && brief.brief.is_some() && brief.learns.len() > 2);
        let lab = first();
        let solved = Solved::from([(id.to_owned(), 3)]);
        let closed = lab::brief(id, Some(&lab), None, now, &solved, &texts).unwrap();
        assert_eq!((brief.stars, closed.stars), (None, Some(3)));
        assert!(!closed.open && closed.panel.is_none() && closed.brief.is_some());
        assert_eq!((closed.goals.len(), brief.goals.len()), (5, 0));
        assert_eq!(lab::brief("no-such-lab", None, None, now, &solved, &texts), None);
        let known = (session.progress(), &solved);
        let model = home::model(session.world(), session.kind(), known, false, &texts);
        assert_eq!((model.labs[0].stars, model.labs[1].stars), (Some(3), None));
        assert_eq!((model.labs[0].path.0, model.labs[1].path.0), (1, 0));
        assert_eq!(model.labs[0].progress, Some((0, 5)));
        assert!(!model.labs[0].title.starts_with("home."));
        assert_eq!(home::name(&Kind::Sandbox, &texts), texts.t("home.sandbox"));
    }
}

#[test]
fn a_session_from_a_link_says_what_it_holds() {
    let texts = words(Lang::En);
    let session = Session::lab(first(), &texts).unwrap();
    let opened = Opened { link: true, differs: None, same_end: true, back: None };
    let holds = home::holds(&session, &opened, &texts);
    assert_eq!(
        (holds.title.as_str(), holds.warnings.len()),
        ("You opened a session from a link", 0)
    );
    assert_eq!(
        holds.lines,
        [
            "The first alert: 0 steps, come to 2025-01-06 00:00:00 UTC, signed in as jiwoo.",
            "0 of 5 goals are reached.",
            "It is a copy of your own: change what you like. The sessions you had are kept.",
        ]
    );
    let other = Opened { same_end: false, ..opened };
    let warned = home::holds(&session, &other, &texts).warnings;
    assert_eq!(warned, [texts.t("learn.load.differs-end"), texts.t("learn.load.go-on")]);
}

#[test]
fn every_need_of_the_first_lab_has_a_way() {
    let session = Session::sandbox(Setup::default());
    let way = |expect: &str| lab::way(expect, "jiwoo", session.world());
    for goal in first().goals {
        for need in goal.needs {
            assert!(way(&need.expect).is_some(), "{}", need.expect);
        }
    }
    for (expect, route) in [
        ("expect record RunInstances by jiwoo", Route::Launch),
        ("expect denied CreateTopic by jiwoo", Route::CreateTopic),
        ("expect subscription protocol email state confirmed", Route::Inbox),
        ("expect transition to ALARM by evaluation", Route::Instances),
        ("expect no alarm", Route::CreateAlarm(None)),
        ("expect looked-up CreateTopic by jiwoo", Route::events()),
        ("expect denied StopInstances by minsu", Route::Users),
        ("expect denied CreateSecurityGroup by root", Route::Organizations),
        ("expect record PutMetricFilter by jiwoo error none", Route::LogGroups),
        ("expect record ListMetrics by jiwoo after record DescribeVpcs by hana", Route::metrics()),
        ("expect file trail main after record PutBucketPolicy by jiwoo", Route::Trails),
        ("expect bucket payroll tag read-by=*", Route::Buckets),
    ] {
        assert_eq!(way(expect), Some(route), "{expect}");
    }
}

/// In every lab there is a page to go on at, but where one only waits for somebody else's act.
#[test]
fn needs_of_all_labs_have_ways() {
    let session = Session::sandbox(Setup::default());
    for path in crate::support::files("static/labs", ".lab") {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let lab = Lab::parse(&id, &read(&format!("static/labs/{id}.lab"))).unwrap();
        for need in lab.goals.iter().flat_map(|goal| &goal.needs) {
            let way = lab::way(&need.expect, &lab.user, session.world());
            let words: Vec<&str> = need.expect.split_whitespace().collect();
            let of_others = match words.as_slice() {
                ["expect", "record", _, "by", who, ..]
                | ["expect", "no", "record", _, "by", who, ..] => *who != lab.user,
                _ => false,
            };
            assert_eq!(way.is_none(), of_others, "{id}: {}", need.expect);
        }
    }
}

#[test]
fn an_alarm_that_is_there_is_edited_and_not_made_anew() {
    let mut lab = crate::support::Lab::new();
    lab.ok(
        "cloudwatch",
        "PutMetricAlarm",
        json!({
            "AlarmName": "web-cpu-high", "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
            "Statistic": "Average", "Period": 300, "EvaluationPeriods": 3, "Threshold": 60.0,
            "ComparisonOperator": "GreaterThanThreshold"
        }),
    );
    let way = |expect: &str| lab::way(expect, "jiwoo", &lab.world).unwrap();
    let edit = Route::EditAlarm("web-cpu-high".to_owned());
    assert_eq!(way("expect alarm web-cpu-high threshold 80"), edit);
    assert_eq!(way("expect alarm metric CPUUtilization threshold 80"), Route::Alarms);
    assert_eq!(way("expect alarm metric RequestCount threshold 9"), Route::CreateAlarm(None));
    assert_eq!(way("expect alarm traffic-low threshold 9"), Route::CreateAlarm(None));
}

#[test]
fn kept_sessions_are_told_apart() {
    let texts = words(Lang::En);
    let head = |id: &str, name: &str| {
        let head = Session::sandbox(Setup::default()).head(id);
        Head { name: name.to_owned(), ..head }
    };
    let heads = [head("sandbox", ""), head("sandbox~2", "Before the exam"), head("sandbox~3", "")];
    let kept = home::kept(&heads, "sandbox~3", &texts);
    let kept: Vec<_> =
        kept.iter().map(|one| (one.title.as_str(), one.what.as_deref(), one.open)).collect();
    assert_eq!(
        kept,
        [
            ("Sandbox · no. 3", None, true),
            ("Sandbox · no. 1", None, false),
            ("Before the exam", Some("Sandbox"), false),
        ]
    );
    let lost = home::lost(&[("x".to_owned(), LoadError::Newer { format: 7 })], &texts);
    assert_eq!(lost[0].id, "x");
    assert!(lost[0].why.contains("(format 7)"), "{}", lost[0].why);
}

#[test]
fn the_bet_tells_its_reasons_once_it_is_over() {
    let texts = words(Lang::En);
    let mut made = Bet::new(7).unwrap();
    let open = home::bet(&made, None, None, &texts);
    assert!(open.chart.has_data() && open.lines.is_empty() && open.options.len() > 3);
    let dots = |model: &home::BetModel| model.chart.series[0].dots.len();
    let earlier = home::bet(&made, None, Some(made.from - Span::mins(20)), &texts);
    assert!(earlier.now < open.now && 0 < dots(&earlier) && dots(&earlier) < dots(&open));
    let guess = open.options[0].0;
    let judged = made.judge(guess);
    assert!(
        home::bet(&made, Some(&judged), None, &texts).lines.is_empty(),
        "nothing is given away"
    );
    made.advance(judged.fired + Span::mins(1));
    let over = home::bet(&made, Some(&judged), None, &texts);
    assert_eq!((over.state, over.right), ("ALARM", judged.off == 0));
    assert!(over.lines.len() > 3 && !over.boast.is_empty());
    assert!(over.lines.iter().all(|line| !line.starts_with("learn.")), "{:?}", over.lines);
}

#[test]
fn after_a_lab_comes_the_next_of_its_path() {
    use watchtrail::view::lab::paths::{PATHS, after};
    let labs: Vec<&str> = PATHS.iter().flat_map(|(_, labs)| labs.iter().copied()).collect();
    for pair in labs.windows(2) {
        assert_eq!(after(pair[0]), Some(pair[1]));
    }
    assert_eq!(after(labs.last().unwrap()), None);
    assert_eq!(after("no-such-lab"), None);
}

#[test]
fn what_counts_in_a_lab_alone_is_no_trap() {
    let texts = texts(Lang::En, &["home", "lab", "lab-first-alert", "shell", "aws", "study"]);
    let lab = Lab::parse("first-alert", &read("static/labs/first-alert.lab")).unwrap();
    let session = Session::lab(lab, &texts).unwrap();
    let panel = lab::model(session.progress().unwrap(), Sight::of(&session), false, &texts);
    let goal = panel.goals.into_iter().find(|goal| goal.id == "topic").unwrap();
    assert_eq!(goal.trap, None);
    assert_eq!(goal.rule.as_deref(), texts.get("lab-first-alert.goal.topic.rule"));
}

#[test]
fn a_trap_waits_until_what_is_asked_is_answered() {
    let texts = texts(Lang::En, &["home", "lab", "lab-follow-the-role", "shell", "aws", "study"]);
    let lab = Lab::parse("follow-the-role", &read("static/labs/follow-the-role.lab")).unwrap();
    let mut session = Session::lab(lab, &texts).unwrap();
    let stop = json!({ "LookupAttributes": [
        { "AttributeKey": "EventName", "AttributeValue": "StopInstances" }
    ] });
    session.call(Request::decode("cloudtrail", "LookupEvents", stop).unwrap()).result.unwrap();
    let trap = |session: &Session| {
        let progress = session.progress().unwrap();
        let panel = lab::model(progress, Sight::of(session), false, &texts);
        let goal = panel.goals.into_iter().find(|goal| goal.id == "behind").unwrap();
        (panel.questions.len(), goal.trap)
    };
    assert_eq!(trap(&session), (1, None));
    session.answer("inside", None);
    let told = "lab-follow-the-role.goal.behind.trap";
    assert_eq!(trap(&session), (1, Some(texts.t(told).to_owned())));
}

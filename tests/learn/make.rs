//! Labs made by playing: what was done as scripts, goals to choose, the file, the link, the laws.

use expect_test::{Expect, expect, expect_file};
use serde_json::json;
use watchtrail::learn::check::{self, Plays};
use watchtrail::learn::kept::Solved;
use watchtrail::learn::lab::{Said, write};
use watchtrail::learn::make::{Draft, Mark, Played};
use watchtrail::learn::{Lab, Session, own};
use watchtrail::save::Drafts;
use watchtrail::services::inbox::LinkAction;
use watchtrail::share::ShareError;
use watchtrail::sim::Who;
use watchtrail::text::Lang;
use watchtrail::view::lab::own::{self as own_view, Begins, FORM, Kept};

use super::{create_topic, request, sandbox, sleep, texts};

fn run(session: &mut Session, line: &str) {
    let texts = texts(Lang::En);
    session.submit(line).unwrap();
    while session.busy() {
        session.poll(&texts, 1000);
    }
}

/// Marks the present moment.
fn mark(session: &mut Session, user: &str) -> Draft {
    session.sign_in(Who::User(user.to_owned())).unwrap();
    let mut draft = Draft { mark: Some(Mark::here(session.sim(), user)), ..Draft::default() };
    draft.name = "Team Topic".to_owned();
    draft.title.en = "A topic for the team".to_owned();
    draft.story.en = "The team wants to hear of it.\n\n Make it a topic. ".to_owned();
    draft.story.ko = "팀이 소식을 받으려고 합니다.".to_owned();
    draft
}

fn played(session: &Session, draft: &Draft) -> Played {
    Played::of(session.sim(), draft.mark.as_ref().unwrap()).unwrap()
}

/// Chooses the goals with these lines.
fn choose(session: &Session, draft: &mut Draft, wanted: &[&str]) {
    let suggestions = played(session, draft).suggestions();
    for line in wanted {
        let found = suggestions.iter().find(|suggestion| suggestion.expect == *line);
        let found = found.unwrap_or_else(|| panic!("{line} is not among {suggestions:#?}"));
        draft.choose(found, &texts(Lang::En));
    }
}

/// An empty account with a topic, in which another topic is made.
fn topic() -> (Session, Draft) {
    let mut session = sandbox();
    session.call(create_topic("old"));
    sleep(&mut session, 5);
    let mut draft = mark(&mut session, "admin");
    sleep(&mut session, 2);
    session.call(create_topic("ops"));
    sleep(&mut session, 1);
    choose(&session, &mut draft, &["expect topic ops"]);
    (session, draft)
}

/// The laws that a file breaks, in words.
fn laws(id: &str, file: &str) -> Vec<String> {
    let languages: Vec<_> = Lang::ALL.into_iter().map(texts).collect();
    let (_, broken) = check::check_file(id, file, &languages).unwrap();
    broken.iter().map(|broken| broken.say(&texts(Lang::En))).collect()
}

fn is(found: &str, expected: Expect) {
    expected.assert_eq(found);
}

#[test]
fn a_made_lab_is_a_file_that_keeps_the_laws_and_reads_back() {
    let (session, draft) = topic();
    let lab = played(&session, &draft).lab(&draft, &texts(Lang::En));
    let file = write::file(&lab).unwrap();
    is(
        &file,
        expect![[r#"
        # A lab for Watchtrail: bring it in on the page of labs.
        --- lab
        user: admin
        --- par
        calls: 1
        minutes: 2
        cost: 0
        hints: 0
        --- start
        aws sns create-topic --name old
        sleep 5m
        --- goal goal-1
        so: expect topic ops
        --- solution goal-1
        sleep 2m
        aws sns create-topic --name ops
        --- text en
        brief: The team wants to hear of it.
        brief: Make it a topic.
        goal.goal-1.need.so: Not yet: There is a topic named ops.
        goal.goal-1.title: There is a topic named ops.
        title: A topic for the team
        --- text ko
        brief: 팀이 소식을 받으려고 합니다.
    "#]],
    );
    assert_eq!(Lab::parse("team-topic", &file).unwrap(), lab);
    assert_eq!(laws("team-topic", &file), [""; 0]);
}

#[test]
fn a_made_lab_is_played_like_any_other_in_both_languages() {
    let (session, draft) = topic();
    let file = write::file(&played(&session, &draft).lab(&draft, &texts(Lang::En))).unwrap();
    let id = own::id("Team Topic", &file);
    assert_eq!((own::is_own(&id), own::name(&id)), (true, "team-topic"));
    let lab = own::read(&id, &file).unwrap();
    let mut korean = texts(Lang::Ko);
    lab.said.tell(&id, &mut korean);
    let said = |key: &str| korean.t(&format!("lab-{id}.{key}")).to_owned();
    // What is not there in Korean is said in English.
    assert_eq!(said("title"), "A topic for the team");
    assert_eq!(said("brief"), "팀이 소식을 받으려고 합니다.");
    let mut session = Session::lab(lab, &korean).unwrap();
    assert!(!session.progress().unwrap().done());
    session.call(create_topic("ops"));
    let progress = session.progress().unwrap();
    assert!(progress.done());
    assert_eq!(progress.score.as_ref().unwrap().stars(), 4);
}

#[test]
fn what_pages_did_is_done_again_by_the_script() {
    let mut session = sandbox();
    let run_instances = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1 });
    let made = session.call(request("ec2", "RunInstances", run_instances)).result.unwrap();
    let id = made["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let mut draft = mark(&mut session, "jiwoo");
    sleep(&mut session, 3);
    // She may not make topics.
    session.call(create_topic("hers"));
    session.call(request("sns", "ListTopics", json!({})));
    session.sign_in(Who::User("admin".to_owned())).unwrap();
    let topic = session.call(create_topic("ops")).result.unwrap()["TopicArn"].clone();
    session.call(request(
        "sns",
        "Subscribe",
        json!({ "TopicArn": topic, "Protocol": "email", "Endpoint": "ops@example.com" }),
    ));
    let mail = session.live().inbox().mails().iter().next().unwrap().mail.clone();
    let link = mail.link.unwrap().action;
    assert!(matches!(link, LinkAction::Confirm { .. }));
    session.follow_link(link.request());
    session.sign_in(Who::User("jiwoo".to_owned())).unwrap();
    let tags = json!({ "Resources": [id], "Tags": [{ "Key": "Name", "Value": "web" }] });
    session.call(request("ec2", "CreateTags", tags));
    run(&mut session, &format!("world load {id} cpu 95 for 30m"));
    run(&mut session, "aws ec2 describe-instances > all.json; sleep 90");
    sleep(&mut session, 10);
    choose(
        &session,
        &mut draft,
        &[
            "expect denied CreateTopic by jiwoo",
            "expect subscription ops@example.com state confirmed",
            "expect instance tag Name=web",
            "expect record DescribeInstances by jiwoo",
        ],
    );
    let file = write::file(&played(&session, &draft).lab(&draft, &texts(Lang::En))).unwrap();
    let scripts = file.split("--- text").next().unwrap();
    expect_file![crate::support::root().join("tests/expected/learn/made.lab")].assert_eq(scripts);
    assert_eq!(laws("x", &file), [""; 0]);
}

#[test]
fn what_is_suggested_is_new() {
    let (session, draft) = topic();
    let suggested = played(&session, &draft).suggestions();
    let told: Vec<String> = suggested
        .iter()
        .map(|one| format!("{}: {}", one.expect, one.say(&texts(Lang::En))))
        .collect();
    is(&told.join("\n"), expect![[r#"expect topic ops: There is a topic named ops."#]]);
    let none = mark(&mut sandbox(), "admin");
    let mut session = sandbox();
    let draft = Draft { mark: none.mark, ..mark(&mut session, "admin") };
    assert_eq!(played(&session, &draft).suggestions(), []);
}

#[test]
fn a_mark_that_was_taken_back_is_told() {
    let (mut session, mut draft) = topic();
    let mark = draft.mark.clone().unwrap();
    session.undo();
    assert!(mark.stands(session.sim()));
    session.undo();
    assert!(!mark.stands(session.sim()));
    assert!(Played::of(session.sim(), &mark).is_none());
    // What was written stays.
    draft = Draft::of(draft.kept().as_ref());
    assert_eq!(draft.goals.len(), 1);
    assert_eq!(draft.mark, Some(mark));
}

#[test]
fn each_law_names_what_breaks_it() {
    let (session, mut draft) = topic();
    let whole = draft.clone();
    let told = |draft: &Draft| {
        let lab = played(&session, draft).lab(draft, &texts(Lang::En));
        write::file(&lab).map(|file| laws("x", &file)).map_err(|error| error.to_string())
    };
    draft.goals[0].title.en.clear();
    draft.goals[0].hints[0].ko = "힌트".to_owned();
    assert_eq!(
        told(&draft).unwrap(),
        [
            "en: the text lab-x.goal.goal-1.title is missing",
            "en: the goal goal-1 has 1 hints; at least 3 are needed",
            "ko: the text lab-x.goal.goal-1.title is missing",
            "ko: the goal goal-1 has 1 hints; at least 3 are needed",
        ]
    );
    draft = whole.clone();
    draft.goals[0].expect = "expect topic old".to_owned();
    assert_eq!(told(&draft).unwrap()[0], "it is solved before anything is done");
    draft.goals[0].expect = "expect topic other".to_owned();
    assert_eq!(told(&draft).unwrap(), ["its solution does not reach: goal-1"]);
    draft = whole.clone();
    draft.par.calls = "0".to_owned();
    assert_eq!(told(&draft).unwrap(), ["the solution takes 1 calls, more than the par of 0"]);
    draft.goals.clear();
    assert_eq!(told(&draft).unwrap_err(), "line 1: a lab has goals and a solution");
}

#[test]
fn broken_files_say_what_was_expected_where() {
    let (session, draft) = topic();
    let whole = write::file(&played(&session, &draft).lab(&draft, &texts(Lang::En))).unwrap();
    let long = format!("{whole}debrief: {}\n", "x".repeat(100_000));
    let many = format!("{whole}--- wrong a fails goal-1\n{}", "true\n".repeat(500));
    let cases = [
        (String::new(), "the file is not a lab: line 1: a lab names its user"),
        ("{}".to_owned(), "the file is not a lab: line 1: expected a section `--- …`, found `{}`"),
        (
            whole.replace("text en", "text fr"),
            "the file is not a lab: line 17: expected `text en` or `text ko`, found `text fr`",
        ),
        (
            whole.replace("title: A", "title A"),
            "the file is not a lab: line 22: expected `name: value`, found `title A topic for the \
             team`",
        ),
        (
            whole.replace("title: A", "<b>: A"),
            "the file is not a lab: line 22: expected a key such as `goal.NAME.title`, found `<b>`",
        ),
        (
            whole.split("--- text").next().unwrap().to_owned(),
            "it carries no texts: a lab from elsewhere has a section `--- text en` or `--- text \
             ko`",
        ),
        (long, "the file has 100547 bytes, and at most 100000 are taken"),
        (
            whole.replace("expect topic ops", "expect tropic ops"),
            "it cannot begin: goal goal-1, so: ",
        ),
        (whole.replace("user: admin", "user: nobody"), "it cannot begin: "),
        (whole.replace("create-topic --name ops", "create-tropic"), "solution, line"),
        (whole.replace("aws sns create-topic --name ops", "aws 'sns"), "it cannot begin: "),
        (many, "too much of `script`: 504, and at most 400 are taken"),
        (format!("{whole}goal.other.title: x\n"), "en: the text lab-x.goal.other.title belongs"),
    ];
    for (file, expected) in cases {
        let told = match own::read("x", &file) {
            Err(broken) => broken.say(&texts(Lang::En)),
            Ok(_) => laws("x", &file).join("\n"),
        };
        assert!(told.contains(expected), "expected {expected}\nfound {told}\nin {file:.2000}");
    }
}

#[test]
fn a_link_carries_the_whole_lab_or_says_why_not() {
    let (session, draft) = topic();
    let file = write::file(&played(&session, &draft).lab(&draft, &texts(Lang::En))).unwrap();
    let link = own::link("Team Topic", &file).unwrap();
    assert!(link.len() < 800, "{}", link.len());
    assert_eq!(own::open(&link), Ok(("team-topic".to_owned(), file.clone())));
    for cut in [0, 1, 10, link.len() - 1] {
        assert_eq!(own::open(link.get(..cut).unwrap()), Err(ShareError::Damaged), "{cut}");
    }
    assert_eq!(own::open(&link.replacen('1', "2", 1)), Err(ShareError::Newer));
    // What cannot be deflated is too long for a link.
    let noise: String = (0..20_000_u64).map(|n| watchtrail::sim::digest::digest(&n)).collect();
    let long = own::link("x", &noise);
    assert!(matches!(long, Err(ShareError::TooLong { .. })), "{long:?}");
}

#[test]
fn names_of_files_become_names_of_labs() {
    let cases = [
        ("Team Topic.lab", "team-topic"),
        ("../../x", "x"),
        ("주제 만들기.lab", "주제-만들기"),
        ("***", "lab"),
        ("", "lab"),
    ];
    for (name, expected) in cases {
        assert_eq!(own::plain(name), expected, "{name}");
        assert_eq!(own::name(&own::id(name, "text")), expected, "{name}");
    }
    assert_ne!(own::id("x", "one"), own::id("x", "other"));
    let ours = crate::support::files("static/labs", ".lab");
    let stem = |path: &std::path::PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    assert!(ours.iter().map(stem).all(|id| !own::is_own(&id)));
}

#[test]
fn texts_of_a_lab_are_its_own_alone() {
    let mut said = Said::default();
    said.add(Lang::En, "title", "<script>alert(1)</script>").unwrap();
    said.add(Lang::En, "title", "second").unwrap();
    let mut english = texts(Lang::En);
    let before = english.t("lab.begin").to_owned();
    said.tell("own-x-00000000", &mut english);
    assert_eq!(english.t("lab-own-x-00000000.title"), "<script>alert(1)</script>\nsecond");
    assert_eq!(english.t("lab.begin"), before);
    for key in ["", "a b", "a:b", "<b>"] {
        assert!(said.add(Lang::Ko, key, "x").is_err(), "{key}");
    }
}

#[test]
fn it_is_played_a_play_at_a_time() {
    let (session, draft) = topic();
    let english = texts(Lang::En);
    let lab = played(&session, &draft).lab(&draft, &english);
    let mut plays = Plays::new(&lab, &english);
    let mut steps = 1;
    while plays.step() {
        steps += 1;
    }
    assert_eq!((steps, plays.len()), (3, 3));
    assert_eq!(plays.broken(), []);
}

/// Predictions, wrong ways, hints for what was done: what our labs have others may have, too.
#[test]
fn a_lab_of_ours_could_carry_its_texts() {
    let id = "first-alert";
    let mut file = crate::support::read(&format!("static/labs/{id}.lab"));
    for lang in Lang::ALL {
        file += &format!("\n--- text {}\n", lang.code());
        let texts = texts(lang);
        let prefix = format!("lab-{id}.");
        for (key, text) in texts.iter() {
            let Some(key) = key.strip_prefix(&prefix) else { continue };
            file.extend(text.lines().map(|line| format!("{key}: {line}\n")));
        }
    }
    let own = own::read("own-x-00000000", &file).unwrap();
    assert_eq!(laws(&own.id, &file), [""; 0]);
    let broken = file.replacen("fails mail", "fails topic", 1);
    assert_ne!(laws(&own.id, &broken), [""; 0]);
}

#[test]
fn a_number_that_is_none_is_told_by_its_field() {
    let (_, mut draft) = topic();
    assert_eq!(draft.unread(), [""; 0]);
    draft.minutes = "abc".to_owned();
    draft.par.calls = " 3 ".to_owned();
    draft.par.hints = "-1".to_owned();
    draft.par.cost = "0.10".to_owned();
    assert_eq!(draft.unread(), ["make.field.minutes", "make.field.hints-used"]);
    draft.par.cost = "cheap".to_owned();
    assert_eq!(draft.unread().last(), Some(&"make.field.cost"));
}

#[test]
fn the_page_is_told_what_stands_where() {
    let (session, mut draft) = topic();
    let english = texts(Lang::En);
    draft.goals[0].missing.en.clear();
    draft.title.en.clear();
    let mut drafts = Drafts::new();
    drafts.insert(FORM.to_owned(), draft.kept().unwrap());
    let model = own_view::model(&session, &drafts, &english);
    assert_eq!((model.draft.clone(), model.acts), (draft.clone(), 1));
    let create = "aws sns create-topic --name ops --profile admin --region us-east-1";
    assert_eq!(model.steps, [create, "sleep 3m"]);
    assert_eq!(model.begins, Begins::At(draft.mark.as_ref().unwrap().at));
    assert_eq!(model.users, ["admin", "jiwoo"]);
    let lab = played(&session, &draft).lab(&draft, &english);
    let broken = check::still(&lab, &check::with_own(&lab, std::slice::from_ref(&english)));
    let told: Vec<_> = broken.iter().map(|law| own_view::told(&lab, law, &english)).collect();
    let empty = |field: &str| format!("“{field}” is empty in both languages.");
    assert_eq!(
        told,
        [(Some("goal-1".to_owned()), empty("Said while it is missing")), (None, empty("Title")),]
    );
}

#[test]
fn labs_from_elsewhere_are_listed_by_title() {
    let (session, draft) = topic();
    let file = write::file(&played(&session, &draft).lab(&draft, &texts(Lang::En))).unwrap();
    let other = file
        .replace("title: A topic", "title: No topic")
        .replace("lab\nuser", "lab\nminutes: 9\nuser");
    let kept = [("z", other), ("broken", "?".to_owned()), ("a", file)]
        .map(|(name, file)| Kept { id: own::id(name, &file), file });
    let solved = Solved::from([(kept[0].id.clone(), 3)]);
    let rows = own_view::rows(&kept, &solved, Lang::Ko);
    let told: Vec<_> =
        rows.iter().map(|row| (row.title.as_str(), row.minutes, row.stars)).collect();
    assert_eq!(
        told,
        [
            ("A topic for the team", None, None),
            ("No topic for the team", Some(9), Some(3)),
            ("broken", None, None),
        ]
    );
}

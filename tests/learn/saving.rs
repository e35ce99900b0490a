//! Sessions as text and as links.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;
use watchtrail::learn::{Session, step};
use watchtrail::save::{self, Drafts, FORMAT, Keeper, LoadError, Saved, Write};
use watchtrail::share::{self, ShareError};
use watchtrail::sim::{Setup, Span, Who};
use watchtrail::text::Lang;

use super::{create_topic, request, sandbox, sleep, texts};

/// One thing a learner does.
#[derive(Clone, Debug)]
enum Step {
    Topic(u8),
    Launch,
    Alarm(u8),
    Read,
    SignIn(bool),
    Sleep(u8),
    Undo,
    Redo,
    Back(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..4_u8).prop_map(Step::Topic),
        Just(Step::Launch),
        (0..3_u8).prop_map(Step::Alarm),
        Just(Step::Read),
        any::<bool>().prop_map(Step::SignIn),
        (1..40_u8).prop_map(Step::Sleep),
        Just(Step::Undo),
        Just(Step::Redo),
        (1..30_u8).prop_map(Step::Back),
    ];
    proptest::collection::vec(step, 0..60)
}

fn take(session: &mut Session, step: &Step) {
    match step {
        Step::Topic(n) => drop(session.call(create_topic(&format!("topic-{n}")))),
        Step::Launch => {
            let image = json!({ "ImageId": "ami-0c02fb55956c7d316", "MinCount": 1, "MaxCount": 1 });
            session.call(request("ec2", "RunInstances", image));
        }
        Step::Alarm(n) => {
            let alarm = json!({
                "AlarmName": format!("alarm-{n}"), "Namespace": "AWS/EC2",
                "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 300,
                "EvaluationPeriods": 2, "Threshold": 70.5,
                "ComparisonOperator": "GreaterThanThreshold",
            });
            session.call(request("cloudwatch", "PutMetricAlarm", alarm));
        }
        Step::Read => drop(session.open(vec![request("ec2", "DescribeInstances", json!({}))])),
        Step::SignIn(admin) => {
            let name = if *admin { "admin" } else { "jiwoo" };
            session.sign_in(Who::User(name.to_owned())).unwrap();
        }
        Step::Sleep(minutes) => sleep(session, i64::from(*minutes)),
        Step::Undo => drop(session.undo()),
        Step::Redo => drop(session.redo()),
        Step::Back(minutes) => {
            session.view(Some(session.live().now() - Span::mins(i64::from(*minutes))));
            session.call(create_topic("back"));
        }
    }
}

/// Storage: slots by number.
struct Storage(BTreeMap<usize, String>);

impl Storage {
    /// With what a writing left that failed before it came to the head.
    fn littered() -> Storage {
        Storage((1..5).map(|slot| (slot, "litter\n".to_owned())).collect())
    }

    fn write(&mut self, writes: Vec<Write>) {
        for Write { slot, text } in writes {
            match text {
                Some(text) => drop(self.0.insert(slot, text)),
                None => drop(self.0.remove(&slot)),
            }
        }
    }

    fn text(&self) -> String {
        (0..).map_while(|slot| self.0.get(&slot)).map(String::as_str).collect()
    }
}

fn played(steps: &[Step]) -> Session {
    let mut session = sandbox();
    steps.iter().for_each(|step| take(&mut session, step));
    session
}

fn resumed(saved: Saved) -> Session {
    let resumed = Session::resume(saved, None).unwrap();
    assert_eq!(resumed.differs, None);
    resumed.session
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_session_comes_back_from_storage_whole(steps in steps()) {
        let (mut storage, mut keeper) = (Storage::littered(), Keeper::default());
        let mut session = sandbox();
        for step in &steps {
            take(&mut session, step);
            storage.write(keeper.writes(session.head("s"), session.sim().log()));
            prop_assert_eq!(storage.text(), session.saved("s").to_string());
        }
        storage.write(keeper.writes(session.head("s"), session.sim().log()));
        prop_assert_eq!(keeper.writes(session.head("s"), session.sim().log()), vec![]);
        let saved = Saved::parse(&storage.text()).unwrap();
        prop_assert_eq!(&saved, &session.saved("s"));
        let mut again = resumed(saved);
        prop_assert_eq!(again.live().digest(), session.live().digest());
        prop_assert_eq!(again.sim().log(), session.sim().log());
        prop_assert_eq!((again.undo(), again.live().digest()),
            (session.undo(), session.live().digest()));
    }

    #[test]
    fn a_session_comes_back_from_its_link_whole(steps in steps()) {
        let session = played(&steps);
        let shared = share::open(&session.link().unwrap()).unwrap();
        prop_assert_eq!(&shared.digest, &share::short(&session.live().digest()));
        prop_assert_eq!(resumed(shared.saved).live().digest(), session.live().digest());
    }

    #[test]
    fn a_damaged_link_says_so_or_is_the_same(
        steps in steps(), place in any::<prop::sample::Index>(), with in "[ -~]",
        cut in any::<bool>(),
    ) {
        let session = played(&steps);
        let link = session.link().unwrap();
        let place = place.index(link.len());
        let damaged = if cut {
            link.chars().take(place).collect::<String>()
        } else {
            let change = |(i, c): (usize, char)| if i == place { with.clone() } else { c.into() };
            link.chars().enumerate().map(change).collect()
        };
        if let Ok(shared) = share::open(&damaged) {
            prop_assert_eq!(shared, share::open(&link).unwrap());
        }
    }

    #[test]
    fn no_text_makes_the_loader_panic(text in ".{0,200}", cut in any::<prop::sample::Index>()) {
        drop(Saved::parse(&text));
        drop(share::open(&text));
        let saved = played(&[Step::Topic(1), Step::Sleep(9), Step::Launch]).saved("s").to_string();
        let head: String = saved.chars().take(cut.index(saved.len())).collect();
        drop(Saved::parse(&head));
        drop(Saved::parse(&format!("{head}{text}")));
    }
}

#[test]
fn what_is_wrong_with_a_text_is_told_apart() {
    let session = played(&[Step::Topic(1), Step::Sleep(9), Step::Topic(2)]);
    let text = session.saved("s").to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{text}");
    let broken = [lines[0], lines[1], lines[2], "{ \"comm"].join("\n");
    let Err(LoadError::Broken { line, before }) = Saved::parse(&broken) else { panic!("{broken}") };
    assert_eq!((line, before.log.len()), (4, 2));
    assert_eq!(resumed(*before).live().sns().topics().len(), 1, "one can go on from there");
    let newer = text.replacen(&format!("\"format\":{FORMAT}"), "\"format\":7,\"more\":[]", 1);
    assert_eq!(Saved::parse(&newer), Err(LoadError::Newer { format: 7 }));
    for text in ["", "hello", "{}", "[1]", lines[0]] {
        assert_eq!(Saved::parse(text), Err(LoadError::NotASession), "{text}");
    }
}

#[test]
fn a_log_of_other_rules_says_where_it_turns_out_differently() {
    let session = played(&[Step::Topic(1), Step::Launch, Step::Topic(2)]);
    let mut saved = session.saved("s");
    saved.log[2].outcome ^= 1;
    let resumed = Session::resume(saved, None).unwrap();
    assert_eq!(resumed.differs, Some(2));
    assert_eq!(resumed.session.live().digest(), session.live().digest());
}

#[test]
fn a_session_keeps_its_name() {
    let mut saved = played(&[Step::Topic(1)]).saved("s");
    assert!(!saved.to_string().contains("\"name\":\"\""), "a session nobody named has no name");
    saved.head.name = save::name_of("  Lab 1,\n second\u{7}try ");
    assert_eq!(saved.head.name, "Lab 1, second try");
    assert_eq!(Saved::parse(&saved.to_string()), Ok(saved));
    assert_eq!(save::name_of(&"가".repeat(61)), "가".repeat(60));
}

#[test]
fn drafts_are_read_again_or_not_at_all() {
    let drafts = Drafts::from([("alarm/".to_owned(), json!({ "threshold": "70%" }))]);
    let text = save::drafts_text(&drafts).unwrap();
    assert_eq!(save::drafts_of(&text), drafts);
    assert_eq!(save::drafts_text(&Drafts::new()), None);
    let newer = text.replace("\"version\":1", "\"version\":2");
    let cut = text.trim_end_matches('}');
    for unreadable in ["", "{}", "[]", cut, newer.as_str()] {
        assert_eq!(save::drafts_of(unreadable), Drafts::new(), "{unreadable}");
    }
}

#[test]
fn every_entry_is_told_in_a_line() {
    let texts = texts(Lang::En);
    let mut session = sandbox();
    session.call(create_topic("ops"));
    session.sign_in(Who::Root).unwrap();
    sleep(&mut session, 5);
    let typed = [
        "world load i-1 cpu 62.5",
        "world load i-1 netin off",
        "world fault i-1 system",
        "world mend i-1 instance",
        "world throttling off",
        "world history-delay on",
    ];
    for line in typed {
        session.submit(line).unwrap();
        while session.busy() {
            session.poll(&texts, u32::MAX);
        }
    }
    let mut log = session.sim().log().to_vec();
    // As clicks would have made them.
    log.iter_mut().for_each(|entry| entry.typed = None);
    let said: Vec<String> = log.iter().map(|entry| step::line(entry, &texts)).collect();
    let others = [
        "signing in as admin",
        "aws sns create-topic --name ops --profile admin --region us-east-1",
        "signing in as root",
        "time runs on to 2025-01-06 00:05:00 UTC",
    ];
    assert_eq!(said, others.into_iter().chain(typed).collect::<Vec<_>>());
    session.call(create_topic(&"a".repeat(256)));
    let last = step::line(session.sim().log().last().unwrap(), &texts);
    assert_eq!((last.chars().count(), last.ends_with("aaa…")), (201, true));
}

/// row: Share full state without server
#[test]
fn links_have_their_limits() {
    let mut session = sandbox();
    for n in 0..2_000 {
        session.call(create_topic(&format!("topic-{n}-{}", n * 7919 % 1000)));
    }
    assert!(matches!(session.link(), Err(ShareError::TooLong { chars }) if chars > 8_000));
    let link = sandbox().link().unwrap();
    assert_eq!(share::open(&link.replacen('1', "2", 1)), Err(ShareError::Newer));
    assert_eq!(share::open(""), Err(ShareError::Damaged));
    assert_eq!(share::open(&format!("1{}", "A".repeat(200_000))), Err(ShareError::Damaged));
    let mut far = Session::sandbox(Setup::default());
    sleep(&mut far, 1);
    let mut saved = far.saved("");
    let command = json!({ "advance": { "until": 4_000_000_000_000_i64 } });
    saved.log[1].command = serde_json::from_value(command).unwrap();
    let link = share::link(&saved, "00000000").unwrap();
    assert_eq!(share::open(&link), Err(ShareError::Unreadable(LoadError::TooLarge)));
}

#[test]
fn a_bomb_does_not_unfold() {
    use base64::Engine as _;
    let mut bytes = vec![0; 4];
    bytes.extend(miniz_oxide::deflate::compress_to_vec(&vec![b'a'; 20_000_000], 10));
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    assert_eq!(share::open(&format!("1{text}")), Err(ShareError::Damaged));
}

//! What must never take for ever, fill the memory or overflow the stack.

use watchtrail::shell::run::{Job, Poll, Printed, Terminal};
use watchtrail::shell::{expect, script};
use watchtrail::sim::{Setup, Sim, Time, Who};
use watchtrail::text::Lang;

use super::texts;

fn play(sim: &mut Sim, text: &str) -> Vec<Printed> {
    let texts = texts(Lang::En);
    let terminal = Terminal::new(Who::User("admin".to_owned()));
    let mut job = Job::new(script::parse(text).unwrap(), terminal);
    let mut lines = Vec::new();
    loop {
        match job.poll(sim, &texts, 100_000) {
            Poll::Line(line) => lines.push(line),
            Poll::Busy => {}
            Poll::Done => return lines,
        }
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let deep = |open: &str, inner: &str, close: &str| {
        let times = 50_000;
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let query = |query: String| format!("aws ec2 describe-instances --query '{query}'");
    let mut sim = Sim::new(Setup::default());
    for line in [
        query(deep("[", "a", "]")),
        query(deep("(", "a", ")")),
        query(deep("{a:", "a", "}")),
        query(deep("!", "a", "")),
        query(deep("a.", "a", "")),
        query(deep("a||", "a", "")),
        query(deep("a|", "a", "")),
        query(deep("a[0].", "a", "")),
        query(deep("a[].", "a", "")),
        query(deep("a[?", "b", "]")),
        query(deep("not_null(", "b", ")")),
        format!("aws ec2 describe-instances --filters '{}'", deep("[", "", "")),
        format!("aws ec2 describe-instances --filters '{}'", deep("{\"a\":", "1", "}")),
        format!("aws ec2 run-instances --tag-specifications '{}'", deep("a={", "", "")),
        format!("aws ec2 run-instances --tag-specifications 'a={}'", deep("[", "b", "]")),
    ] {
        let [printed] = play(&mut sim, &line).try_into().unwrap();
        let start = line.get(..70).unwrap_or_default();
        assert_eq!(printed.exit, 252, "{start}");
        assert!(printed.stderr.contains("maximum recursion depth exceeded"), "{start}");
    }
}

#[test]
fn an_answer_cannot_double_for_ever() {
    let doubled = "[@,@]|".repeat(60) + "@";
    let flat = "Regions[]".to_owned() + &".[@,@][]".repeat(40);
    for query in [doubled, flat] {
        let line = format!("aws ec2 describe-regions --query '{query}' --output text");
        let [printed] = play(&mut Sim::new(Setup::default()), &line).try_into().unwrap();
        assert_eq!((printed.exit, printed.stdout.as_str()), (255, ""));
        assert!(printed.stderr.contains("the answer is too large"), "{}", printed.stderr);
    }
}

#[test]
fn a_session_has_an_end() {
    let mut sim = Sim::new(Setup::default());
    let lines = play(&mut sim, "sleep 146400d\nsleep 1098d\nsleep 1s\naws sns list-topics");
    let said: Vec<(u8, &str)> =
        lines.iter().map(|line| (line.exit, line.stderr.trim_start())).collect();
    let end = "a session ends at 2028-01-09T00:00:00Z at the latest; there are";
    let full = "aws: [ERROR]: An error occurred (LimitExceeded) when calling the ListTopics \
        operation: this session has reached its greatest length: 1098 days\n";
    assert_eq!(
        said,
        [
            (2, format!("{end} 1098d left\n").as_str()),
            (0, ""),
            (2, format!("{end} 0s left\n").as_str()),
            (254, full)
        ]
    );
    assert_eq!(sim.world().now(), sim.world().end());
    // What is refused for this reason is not kept, so that the log does not grow.
    assert_eq!(sim.log().len(), 1);
    let (again, differs) = Sim::replay(sim.setup(), sim.log().to_vec());
    assert_eq!((again.world().digest(), differs), (sim.world().digest(), None));
}

#[test]
fn instants_stop_at_the_ends_of_time() {
    let (first, last) = (Time::from_millis(i64::MIN), Time::from_millis(i64::MAX));
    let day = watchtrail::sim::Span::days(1);
    assert_eq!((last + day, first - day), (last, first));
    assert_eq!(last.next(day), last);
    assert_eq!((last - first).as_millis(), i64::MAX);
}

#[test]
fn an_earlier_lookup_keeps_its_answer() {
    let mut sim = Sim::new(Setup::default());
    let lookup = "aws cloudtrail lookup-events \
        --lookup-attributes AttributeKey=EventName,AttributeValue=CreateTopic";
    let found = |sim: &Sim| expect::parse("looked-up CreateTopic").unwrap().holds(sim.world());
    play(&mut sim, &format!("aws sns create-topic --name a\n{lookup}\nworld history-delay off"));
    assert!(found(&sim).is_err(), "the event was not there yet when it was asked");
    play(&mut sim, lookup);
    assert_eq!(found(&sim), Ok(()));
    play(&mut sim, "world history-delay on");
    assert_eq!(found(&sim), Ok(()));
}

/// What was read stays what it was, though the same question has another answer later.
#[test]
fn an_earlier_read_of_a_metric_keeps_its_answer() {
    let mut sim = Sim::new(Setup::default());
    let read = "aws cloudwatch get-metric-data --start-time 2025-01-06T00:00:00Z \
        --end-time 2025-01-06T01:00:00Z --metric-data-queries \
        '[{\"Id\":\"w\",\"MetricStat\":{\"Metric\":{\"Namespace\":\"Shop\",\
        \"MetricName\":\"WaitMs\"},\"Period\":10,\"Stat\":\"Maximum\"}}]'";
    let holds = |sim: &Sim, line: &str| expect::parse(line).unwrap().holds(sim.world()).is_ok();
    play(
        &mut sim,
        &format!(
            "aws cloudwatch put-metric-data --namespace Shop --metric-name WaitMs --value 900 \
             --storage-resolution 1\n{read}\nsleep 4h"
        ),
    );
    let fresh =
        "read WaitMs by admin namespace Shop statistic Maximum period 10 points 1 highest 900";
    assert!(holds(&sim, fresh));
    assert!(!holds(&sim, "read WaitMs points 0"));
    play(&mut sim, read);
    assert!(holds(&sim, fresh));
    assert!(holds(&sim, "read WaitMs period < 60 points 0 highest none"));
    let statistics = "aws cloudwatch get-metric-statistics --namespace Shop --metric-name WaitMs \
        --start-time 2025-01-06T00:00:00Z --end-time 2025-01-06T01:00:00Z --period 60 \
        --statistics Average Maximum";
    play(&mut sim, statistics);
    assert!(holds(&sim, "read WaitMs statistic Average period 60 highest > 800"));
    assert!(holds(&sim, "read WaitMs period 60 count 2"));
}

#[test]
fn a_failed_scheduled_act_is_heard_of() {
    let mut sim = Sim::new(Setup::default());
    let lines = play(
        &mut sim,
        "at 00:10 nobody: aws sns list-topics\nat 00:20 admin: echo fine\n\
        at 00:30 admin: aws nonsense\nsleep 15m\nexpect no topic within 1h",
    );
    let heard: Vec<&str> =
        lines.iter().map(|line| line.stderr.lines().next().unwrap_or("")).collect();
    assert_eq!(
        heard,
        [
            "",
            "",
            "",
            "2025-01-06T00:10:00Z nobody: aws sns list-topics",
            "2025-01-06T00:30:00Z admin: aws nonsense"
        ]
    );
}

#[test]
fn pages_printed_before_a_refused_one_stay() {
    let mut sim = Sim::new(Setup::default());
    let calls = "aws sns create-topic --name a\n".repeat(120);
    play(&mut sim, &format!("{calls}world history-delay off\nworld throttling on"));
    let lookup = "aws cloudtrail lookup-events --query 'length(Events)' --output";
    let lines = play(&mut sim, &format!("{lookup} text\nsleep 1m\n{lookup} json"));
    let [text, _, json] = lines.try_into().unwrap();
    assert_eq!((text.exit, text.stdout.as_str()), (254, "50\n50\n"), "{}", text.stderr);
    assert_eq!((json.exit, json.stdout.as_str()), (254, ""), "{}", json.stderr);
}

//! Running scripts against a world: acts, budgets, scheduled acts, expectations.

use watchtrail::shell::expect;
use watchtrail::shell::run::{self, Job, Poll, Printed, Terminal};
use watchtrail::shell::script;
use watchtrail::sim::{Act, Setup, Sim, Span, Watch, Who};
use watchtrail::text::{Lang, Texts};

use super::texts;

fn admin() -> Terminal {
    Terminal::new(Who::User("admin".to_owned()))
}

/// Plays a script as typed, within a budget a poll; its lines, and how often it was busy.
fn play(sim: &mut Sim, script: &str, texts: &Texts, budget: u32) -> (Vec<Printed>, u32) {
    let mut job = Job::new(script::parse(script).unwrap(), admin());
    let (mut lines, mut busy) = (Vec::new(), 0);
    loop {
        match job.poll(sim, texts, budget) {
            Poll::Line(line) => lines.push(line),
            Poll::Busy => busy += 1,
            Poll::Done => return (lines, busy),
        }
    }
}

const LAUNCH: &str =
    "aws ec2 run-instances --instance-type t3.micro --image-id ami-0c02fb55956c7d316 --count 3";

#[test]
fn a_line_is_one_act() {
    let (mut sim, texts) = (Sim::new(Setup::default()), texts(Lang::En));
    let empty = sim.world().digest();
    play(
        &mut sim,
        "X=a; aws sns create-topic --name $X && aws sns create-topic --name b",
        &texts,
        9,
    );
    assert_eq!(sim.world().sns().topics().len(), 2);
    play(&mut sim, "aws sns list-topics", &texts, 9);
    let acts: Vec<(Act, bool)> =
        sim.log().iter().map(|entry| (entry.act, entry.typed.is_some())).collect();
    assert_eq!(acts, [(Act::Do, true), (Act::Do, true), (Act::Do, true), (Act::Read, true)]);
    assert!(sim.undo());
    assert_eq!(sim.world().digest(), empty);
    assert!(sim.redo());
    assert_eq!(sim.world().sns().topics().len(), 2);
}

#[test]
fn what_is_found_done_cannot_be_undone() {
    let (mut sim, texts) = (Sim::new(Setup::default()), texts(Lang::En));
    let script = script::parse("X=1\naws sns create-topic --name a\naws sns list-topics").unwrap();
    let mut job = Job::new(script, admin()).acting(Act::Other);
    while job.poll(&mut sim, &texts, 9) != Poll::Done {}
    assert!(sim.log().iter().all(|entry| entry.act == Act::Other) && !sim.can_undo());
}

#[test]
fn a_small_budget_only_takes_longer() {
    let texts = texts(Lang::En);
    let script = format!(
        "{LAUNCH}\nsleep 2h\nexpect instance * = running count 3 within 1h\n\
        expect no instance * = stopped within 3h\nat 09:00 admin: {LAUNCH}\nsleep 6h"
    );
    let (mut whole, mut pieces) = (Sim::new(Setup::default()), Sim::new(Setup::default()));
    let (lines, _) = play(&mut whole, &script, &texts, 1_000_000);
    let (small, busy) = play(&mut pieces, &script, &texts, 1);
    assert_eq!(lines, small);
    assert!(busy > 5 && lines.iter().all(|line| line.exit == 0), "{busy} {lines:?}");
    assert_eq!(whole.world().digest(), pieces.world().digest());
    let (again, differs) = Sim::replay(Setup::default(), whole.log().to_vec());
    assert_eq!((again.world().digest(), differs), (whole.world().digest(), None));
}

#[test]
fn who_advances_carries_scheduled_acts_out() {
    let (mut sim, texts) = (Sim::new(Setup::default()), texts(Lang::En));
    play(
        &mut sim,
        "at 01:00 jiwoo: aws ec2 run-instances --instance-type t3.micro \
         --image-id ami-0c02fb55956c7d316",
        &texts,
        9,
    );
    let until = sim.world().now() + Span::hours(3);
    let progress = run::advance(&mut sim, until, 1000, Watch::Nothing, &texts, &mut Vec::new());
    assert_eq!(progress.now, until);
    assert_eq!(sim.world().scheduled().count(), 0);
    let holds = |line: &str| expect::parse(line).unwrap().holds(sim.world());
    assert_eq!(holds("expect record RunInstances by jiwoo at 01:00"), Ok(()));
    assert_eq!(holds("instance * = running count 1"), Ok(()));
}

#[test]
fn expectations_print_as_they_are_typed() {
    for line in [
        "expect alarm web metric CPUUtilization threshold >= 70 was ALARM = OK",
        "expect no mail 'ops@example.com' subject 'ALARM: *' within 1h30m",
        "expect topic count >= 2",
        "expect denied CreateTopic by jiwoo before record AttachUserPolicy",
        "expect alarm web = ALARM at 10:05",
        "expect mail at 10:05:30",
        "expect topic ops at 2025-01-06T10:05:00Z",
        "expect metric CPUUtilization statistic Maximum period 60 > 70",
    ] {
        let expect = expect::parse(line).unwrap();
        assert_eq!(expect.to_string(), line.replace('\'', "").replace("ALARM: *", "'ALARM: *'"));
        assert_eq!(expect::parse(&expect.to_string()).unwrap(), expect);
    }
}

#[test]
fn every_subject_and_attribute_is_explained() {
    for lang in Lang::ALL {
        let texts = texts(lang);
        for subject in expect::table() {
            assert!(texts.has(&format!("shell.expect.{}", subject.name)), "{}", subject.name);
            for name in subject.attributes {
                assert!(texts.has(&format!("shell.attribute.{name}")), "{} {name}", subject.name);
            }
            assert!(subject.attributes.contains(&subject.value), "{}", subject.name);
        }
        for verb in watchtrail::shell::verbs::VERBS {
            assert!(texts.has(&format!("shell.verb.{verb}")), "{verb}");
        }
        for (verb, _) in watchtrail::shell::world::VERBS {
            assert!(texts.has(&format!("shell.world.{verb}")), "{verb}");
        }
    }
}

#[test]
fn values_have_a_bound() {
    let (mut sim, texts) = (Sim::new(Setup::default()), texts(Lang::En));
    let script = format!("X={}\n{}", "x".repeat(1 << 10), "X=$X$X\n".repeat(11));
    let (lines, _) = play(&mut sim, &script, &texts, 9);
    let exits: Vec<u8> = lines.iter().map(|line| line.exit).collect();
    assert_eq!(exits, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    let said = "the values in this command come to more than 1048576 bytes\n";
    assert_eq!(lines.last().unwrap().stderr, said);
}

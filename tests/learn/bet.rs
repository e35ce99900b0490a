//! The bet: its plan, its answer, its reasons.

use watchtrail::learn::Bet;
use watchtrail::learn::bet::{self, Doing};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::alarm::explain;
use watchtrail::sim::{Region, Scope, Span, Time, World};
use watchtrail::text::Lang;

use super::texts;

fn fired(world: &World, from: Time) -> Option<Time> {
    let scope = Scope { account: world.account(), region: Region::US_EAST_1 };
    let alarm = world.cloudwatch().alarm(scope, bet::ALARM).unwrap();
    let story = explain::ribbon(alarm, from, world.now());
    story.transitions.iter().find(|change| change.to == StateValue::Alarm).map(|change| change.at)
}

#[test]
fn the_answer_is_what_then_happens() {
    for seed in (0..6).map(bet::seed_of_day) {
        let mut bet = Bet::new(seed).unwrap_or_else(|| panic!("{seed}"));
        assert_eq!(bet.world().now(), bet.from);
        assert!(bet.options.len() == 5 && bet.options.is_sorted(), "{:?}", bet.options);
        assert!(bet.plan().iter().any(|planned| planned.doing == Doing::Stopped));
        let right: Vec<Time> =
            bet.options.iter().copied().filter(|guess| bet.judge(*guess).off == 0).collect();
        let [right] = right[..] else { panic!("{seed}: {right:?}") };
        let until = bet.from + Span::hours(1);
        // In steps as the page lets it pass, or at once: the same.
        while bet.world().now() < until {
            bet.advance(bet.world().now() + Span::mins(7).min(until - bet.world().now()));
        }
        assert_eq!(fired(bet.world(), bet.from), Some(right), "seed {seed}");
    }
}

#[test]
fn a_seed_makes_one_bet() {
    let (a, b) = (Bet::new(7).unwrap(), Bet::new(7).unwrap());
    assert_eq!((a.plan(), &a.options), (b.plan(), &b.options));
    assert_eq!(a.world().digest(), b.world().digest());
    assert_ne!(a.plan(), Bet::new(8).unwrap().plan());
}

#[test]
fn a_guess_is_judged_with_reasons() {
    let texts = texts(Lang::En);
    let bet = Bet::new(1).unwrap();
    let right = bet.judge(bet.options[0]).fired;
    let mut lines: Vec<String> = bet.plan_lines().iter().map(|line| line.say(&texts)).collect();
    for guess in [right, right - Span::mins(5), right + Span::mins(5)] {
        lines.push(format!("-- {guess} {}", bet.fragment(guess)));
        lines.extend(bet.judge(guess).lines.iter().map(|line| line.say(&texts)));
        lines.push(bet.boast(&bet.judge(guess)).say(&texts));
        let minutes = (guess - bet.from).as_secs() / 60;
        assert_eq!(bet.guess(minutes), bet.options.contains(&guess).then_some(guess));
    }
    lines.push(String::new());
    expect_test::expect_file![crate::support::root().join("tests/expected/learn/bet.txt")]
        .assert_eq(&lines.join("\n"));
}

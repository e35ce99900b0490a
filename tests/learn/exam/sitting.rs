//! Sittings: what is drawn, how it goes on, what it comes to.

use std::collections::BTreeSet;

use watchtrail::learn::exam::flavour::Flavour;
use watchtrail::learn::exam::progress::ReadError;
use watchtrail::learn::exam::results::{Score, results};
use watchtrail::learn::exam::{Bank, Domain, Entry, Exam, Mode, Progress, Sitting};

const TODAY: i64 = 20_000;

/// A bank of many plain items: `per` in each of the domains of `points`, right option `a`.
fn bank(points: &[&str], per: usize) -> Bank {
    let item = |point: &str, n: usize| {
        format!(
            r#"{{ "id": "{point}-{n}", "kind": "single", "points": ["{point}"],
                "exams": ["C", "S", "O", "D", "X"], "difficulty": 1, "level": "two-of-three",
                "options": [ {{ "id": "a", "right": true }}, {{ "id": "b", "wrong": "W1" }},
                             {{ "id": "c" }}, {{ "id": "d" }} ] }}"#
        )
    };
    let items: Vec<String> = points.iter().flat_map(|p| (0..per).map(|n| item(p, n))).collect();
    let mut bank = Bank::default();
    bank.add("all", &format!("[{}]", items.join(","))).unwrap();
    bank
}

/// A point of each domain.
const EACH: [&str; 9] = ["P001", "P012", "P043", "P079", "P086", "P101", "P113", "P131", "P141"];

fn begin(bank: &Bank, mode: Mode, id: u64) -> Sitting {
    Sitting::begin(bank, &Progress::default(), mode, id, TODAY).unwrap()
}

fn domain(bank: &Bank, entry: &Entry) -> Domain {
    bank.item(&entry.item).unwrap().points[0].domain()
}

fn say(sitting: &mut Sitting, option: &str) {
    sitting.open().unwrap().answer.chosen = vec![option.to_owned()];
}

#[test]
fn a_whole_mock_takes_as_long_as_the_real_exam() {
    let minutes = |exam: Exam| Flavour::of(exam).minutes(65);
    assert_eq!(Exam::ALL.map(minutes), [90, 130, 130, 130, 170]);
    assert_eq!(Flavour::of(Exam::C).minutes(15), 20);
}

/// row: Timed / review / section / final
#[test]
fn a_mock_has_its_measure_and_weights() {
    let bank = bank(&EACH, 40);
    for exam in Exam::ALL {
        let flavour = Flavour::of(exam);
        let sitting = begin(&bank, Mode::Mock(exam), 7);
        assert_eq!(sitting.entries.len(), flavour.items, "{exam:?}");
        let minutes = u64::from(flavour.minutes(flavour.items));
        assert_eq!(sitting.limit_ms, Some(minutes * 60_000));
        let names: BTreeSet<&str> = sitting.entries.iter().map(|one| one.item.as_str()).collect();
        assert_eq!(names.len(), flavour.items, "{exam:?} asks one twice");
        for (wanted, weight) in flavour.weights {
            let found = sitting.entries.iter().filter(|one| domain(&bank, one) == *wanted).count();
            let exact = flavour.items * weight;
            assert!((found * 100).abs_diff(exact) <= 100, "{exam:?} {wanted:?}: {found}");
        }
    }
    // A small bank gives a small mock, with as little time.
    let small = begin(&super::bank(), Mode::Mock(Exam::C), 1);
    assert!(small.limit_ms.unwrap() <= 20 * 60_000);
}

#[test]
fn a_seed_draws_the_same_again_and_others_differ() {
    let bank = bank(&EACH, 40);
    let one = begin(&bank, Mode::Mock(Exam::O), 7);
    assert_eq!(one, begin(&bank, Mode::Mock(Exam::O), 7));
    assert_ne!(one.entries, begin(&bank, Mode::Mock(Exam::O), 8).entries);
    let orders: BTreeSet<String> = one.entries.iter().map(|entry| entry.order.join("")).collect();
    assert!(orders.len() > 10, "options are shuffled: {orders:?}");
}

#[test]
fn rounds_mix_domains_and_ask_what_was_never_asked() {
    let bank = bank(&EACH[..3], 10);
    let mut sitting = begin(&bank, Mode::Topic("all".to_owned()), 3);
    assert_eq!(sitting.entries.len(), 30);
    for pair in sitting.entries.windows(2) {
        assert_ne!(domain(&bank, &pair[0]), domain(&bank, &pair[1]));
    }
    let first = begin(&bank, Mode::Review, 3);
    assert_eq!(first.entries.len(), 10);
    sitting = first;
    let mut records = Vec::new();
    for at in 0..10 {
        sitting.go(at);
        say(&mut sitting, if at < 3 { "b" } else { "a" });
        records.extend(sitting.show(&bank, TODAY));
    }
    let progress = Progress::of(records);
    let next = Sitting::begin(&bank, &progress, Mode::Review, 4, TODAY).unwrap();
    let asked: BTreeSet<&str> = progress.latest().into_keys().collect();
    assert!(next.entries.iter().all(|entry| !asked.contains(entry.item.as_str())));
    let wrong = Sitting::begin(&bank, &progress, Mode::Wrong, 4, TODAY).unwrap();
    let wrong: BTreeSet<&str> = wrong.entries.iter().map(|entry| entry.item.as_str()).collect();
    assert_eq!(wrong, progress.wrong().into_iter().collect());
    assert_eq!(wrong.len(), 3);
    let none = Sitting::begin(&bank, &Progress::default(), Mode::Wrong, 4, TODAY);
    assert_eq!(none, None);
}

/// row: Spaced repetition by teachable point
#[test]
fn what_is_due_comes_back_point_by_point() {
    let bank = bank(&EACH, 5);
    let mut sitting = begin(&bank, Mode::Review, 9);
    let of: Vec<Domain> = sitting.entries.iter().map(|entry| domain(&bank, entry)).collect();
    // Wrong is a question whose point is not asked rightly a moment later.
    let once = |one: &Domain| of.iter().filter(|other| *other == one).count() == 1;
    let wrong = of.iter().position(once).unwrap();
    let mut records = Vec::new();
    for at in 0..sitting.entries.len() {
        sitting.go(at);
        say(&mut sitting, if at == wrong { "b" } else { "a" });
        records.extend(sitting.show(&bank, TODAY));
    }
    let progress = Progress::of(records);
    let due = |day| Sitting::begin(&bank, &progress, Mode::Due, 5, day);
    // Only what was wrong is due at once; all of it the next day, an item a point.
    let points: BTreeSet<Domain> = of.iter().copied().collect();
    assert_eq!(due(TODAY).unwrap().entries.len(), 1);
    assert_eq!(due(TODAY + 1).unwrap().entries.len(), points.len());
    assert_eq!(due(TODAY - 1), None);
}

#[test]
fn reviewing_tells_at_once_and_a_mock_at_the_end() {
    let bank = bank(&EACH, 5);
    let mut review = begin(&bank, Mode::Review, 1);
    assert_eq!(review.show(&bank, TODAY), None, "nothing was answered");
    say(&mut review, "b");
    let told = review.show(&bank, TODAY).unwrap();
    assert_eq!((told.right, told.fell.len(), told.said.join("")), (false, 1, "b".to_owned()));
    assert!(review.open().is_none(), "what is told cannot be changed");
    assert_eq!(review.show(&bank, TODAY), None, "it is kept once");
    review.go(1);
    say(&mut review, "a");
    assert_eq!(review.finish(&bank, TODAY).len(), 1);
    assert_eq!(review.finish(&bank, TODAY).len(), 0);

    let mut mock = begin(&bank, Mode::Mock(Exam::C), 1);
    say(&mut mock, "a");
    assert_eq!(mock.show(&bank, TODAY), None);
    mock.go(999);
    assert_eq!(mock.at, 14);
    say(&mut mock, "c");
    assert_eq!(mock.finish(&bank, TODAY).len(), 2);
    assert!(mock.open().is_none());
}

#[test]
fn time_runs_out() {
    let bank = bank(&EACH, 5);
    let mut mock = begin(&bank, Mode::Mock(Exam::C), 1);
    assert_eq!(mock.left_ms(), Some(20 * 60_000));
    assert!(!mock.pass(20 * 60_000 - 1));
    assert!(mock.pass(5));
    assert_eq!(mock.left_ms(), Some(0));
    let mut review = begin(&bank, Mode::Review, 1);
    assert!(!review.pass(u64::MAX) && review.left_ms().is_none());
}

/// row: Flag, palette, per-domain result
#[test]
fn results_are_counted_by_domain_point_and_wrong_model() {
    let bank = bank(&EACH[..3], 4);
    let mut sitting = begin(&bank, Mode::Topic("all".to_owned()), 2);
    for at in 0..12 {
        sitting.go(at);
        let wrong = domain(&bank, &sitting.entries[at]) == Domain::Alarms;
        if at != 11 {
            say(&mut sitting, if wrong { "b" } else { "a" });
        }
    }
    sitting.finish(&bank, TODAY);
    let last = domain(&bank, &sitting.entries[11]);
    // What was not answered was not asked, but in an exam.
    let found = results(&bank, &sitting);
    assert_eq!((found.answered, found.all.asked), (11, 11));
    let score = |of: Domain| {
        let asked = 4 - usize::from(of == last);
        (of, Score { right: if of == Domain::Alarms { 0 } else { asked }, asked })
    };
    assert_eq!(found.domains, [Domain::Choose, Domain::Metrics, Domain::Alarms].map(score));
    assert_eq!(found.points.len(), 3);
    let fell = &found.fell[0];
    assert_eq!(
        (fell.model.to_string(), fell.lab.as_deref()),
        ("W1".to_owned(), Some("two-of-three"))
    );
    assert_eq!(fell.entries.len(), 4 - usize::from(last == Domain::Alarms));
    assert_eq!((found.right.len(), found.right[11]), (12, None));
    sitting.mode = Mode::Mock(Exam::S);
    assert_eq!(results(&bank, &sitting).all.asked, 12);
    assert_eq!(Score { right: 2, asked: 3 }.percent(), 66);
    assert_eq!(Score::default().percent(), 0);
}

#[test]
fn a_sitting_goes_on_where_it_was_left() {
    let bank = bank(&EACH, 5);
    let mut sitting = begin(&bank, Mode::Mock(Exam::S), 5);
    sitting.go(4);
    say(&mut sitting, "a");
    sitting.open().unwrap().flagged = true;
    sitting.pass(1234);
    sitting.paused = true;
    let read = Sitting::parse(&sitting.text()).unwrap();
    assert_eq!(read, sitting);
    let newer = sitting.text().replacen("\"format\":1", "\"format\":9", 1);
    assert_eq!(Sitting::parse(&newer), Err(ReadError::Newer { format: 9 }));
    for text in ["", "{}", "[]", "{\"format\":1}"] {
        assert_eq!(Sitting::parse(text), Err(ReadError::NotProgress), "{text}");
    }
    // The bank has lost a domain: its questions are left out, and the place is kept.
    let here = sitting.entries[4].item.clone();
    let gone = if domain(&bank, &sitting.entries[4]) == Domain::Choose { "P141" } else { "P001" };
    let left: Vec<&str> = EACH.into_iter().filter(|point| *point != gone).collect();
    let smaller = self::bank(&left, 5);
    let before = sitting.entries.len();
    let dropped = sitting.fit(&smaller);
    assert_eq!((sitting.entries.len() + dropped, dropped), (before, 5));
    assert_eq!(sitting.entry().unwrap().item, here);
}

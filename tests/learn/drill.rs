//! Incident drills: every seed makes a world that plays, with one right answer to each question.

use std::collections::BTreeSet;

use watchtrail::learn::drill::fault::{FAULTS, Kind};
use watchtrail::learn::drill::plan::Plan;
use watchtrail::learn::drill::points;
use watchtrail::learn::drill::sheet::{Done, Record, Sheet};
use watchtrail::learn::drill::truth::Ask;
use watchtrail::learn::drill::{Code, Drill, LEVELS, SEEDS, check};
use watchtrail::learn::exam::Point;
use watchtrail::learn::exam::spacing::{self, Standing};
use watchtrail::text::{Lang, Texts};

use super::texts;

fn codes(seeds: std::ops::Range<u64>) -> impl Iterator<Item = Code> {
    seeds.flat_map(|seed| (1..=LEVELS).filter_map(move |level| Code::new(level, seed)))
}

fn say(code: Code, broken: &[watchtrail::learn::check::Broken], texts: &Texts) -> Vec<String> {
    let kind = Plan::draw(code).kind;
    broken.iter().map(|one| format!("{code} {kind:?}: {}", one.say(texts))).collect()
}

#[test]
fn each_drill_of_many_seeds_keeps_the_laws() {
    let texts = texts(Lang::En);
    let said = codes(0..70).flat_map(|code| say(code, &check::check(code, &texts), &texts));
    assert_eq!(said.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn what_would_have_caught_it_does_when_played_and_the_rest_does_not() {
    let texts = texts(Lang::En);
    let mut said = Vec::new();
    for fault in &FAULTS {
        let of_kind = codes(0..400).filter(|code| Plan::draw(*code).kind == fault.kind);
        for code in of_kind.take(1) {
            said.extend(say(code, &check::check_remedies(code, &texts), &texts));
        }
    }
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn every_fault_comes_and_the_easy_ones_at_every_difficulty() {
    for level in 1..=LEVELS {
        let drawn: BTreeSet<_> = (0..600)
            .filter_map(|seed| Code::new(level, seed))
            .map(|code| Plan::draw(code).kind)
            .collect();
        let wanted: BTreeSet<_> =
            FAULTS.iter().filter(|row| row.level <= level).map(|row| row.kind).collect();
        assert_eq!(drawn, wanted, "{level}");
    }
    assert!(FAULTS.len() >= 12);
    assert!(FAULTS.iter().all(|row| row.kind.fault().kind == row.kind));
}

#[test]
fn the_same_code_makes_the_same_world() {
    let texts = texts(Lang::En);
    for code in [(1, 7), (2, 4711), (3, 99)].map(|(level, seed)| Code::new(level, seed).unwrap()) {
        let (drill, session) = Drill::new(code, &texts).unwrap();
        let (again, other) = Drill::new(code, &Texts::new(Lang::Ko)).unwrap();
        assert_eq!(drill, again, "{code}");
        assert_eq!(session.world().digest(), other.world().digest(), "{code}");
    }
}

#[test]
fn codes_are_read_as_they_are_written() {
    assert_eq!(Code::parse("2-4711"), Code::new(2, 4711));
    assert_eq!(Code::parse(" 1-0 ").map(|code| code.to_string()), Some("1-0".to_owned()));
    for wrong in ["", "2", "0-1", "4-1", "2-", "-1", "2--1", "a-1", "2-+1", "1-1000000"] {
        assert_eq!(Code::parse(wrong), None, "{wrong}");
    }
    assert!(Code::new(1, SEEDS).is_none());
}

#[test]
fn a_sheet_is_marked_once_and_kept() {
    let texts = texts(Lang::En);
    let code = Code::new(2, 11).unwrap();
    let (drill, _) = Drill::new(code, &texts).unwrap();
    let mut sheet = Sheet::new(code, 5, "drill-2-11", 20_000);
    for question in &drill.truth.questions {
        let wanted = question.ask != Ask::Who;
        let choice = question.choices.iter().find(|choice| choice.right == wanted).unwrap();
        sheet.choose(question.ask, &choice.id());
    }
    sheet.pass(61_000);
    assert!(sheet.is_full());
    assert_eq!(Sheet::parse(&sheet.text()), Some(sheet.clone()));
    let record = sheet.finish(&drill).unwrap();
    assert_eq!((record.score(), record.of, record.used_ms), (4, 5, 61_000));
    assert_eq!(record.wrong, ["who"]);
    assert_eq!(sheet.finish(&drill), None);
    sheet.choose(Ask::Who, "nobody");
    assert_ne!(sheet.answer(Ask::Who), None);
    let mut done = Done::default();
    assert_eq!((done.merge(std::slice::from_ref(&record)), done.merge(&[record])), (1, 0));
    assert_eq!(Done::parse(&done.to_string()), Ok(done.clone()));
    assert_eq!(done.best().get("2-11"), Some(&4));
    assert!(Done::parse("{\"drills\":99}\n").is_err() && Done::parse("x").is_err());
}

/// A sheet of the first drill of a kind, with this answer to a question and all others right.
fn done(kind: Kind, ask: Ask, answer: &str, texts: &Texts) -> Option<Record> {
    let code = codes(0..400).find(|code| Plan::draw(*code).kind == kind)?;
    let (drill, _) = Drill::new(code, texts).unwrap();
    let mut sheet = Sheet::new(code, 5, "drill", 20_000);
    assert!(sheet.is_same(&drill));
    for question in &drill.truth.questions {
        sheet.choose(question.ask, &question.right().unwrap().id());
    }
    sheet.choose(ask, answer);
    sheet.finish(&drill)
}

#[test]
fn a_drill_asks_points_of_the_exam() {
    let texts = texts(Lang::En);
    let record = done(Kind::Disabled, Ask::Told, "disabled", &texts).unwrap();
    let answers = points::answers(&record);
    assert!(answers.iter().all(|answer| answer.right && answer.fell.is_empty()));
    let known = spacing::points(&answers);
    let points: Vec<String> = known.keys().map(ToString::to_string).collect();
    assert_eq!(points, ["P069", "P113", "P120", "P122"]);
    // What was answered wrongly is shaky, and what tempted wrongly is believed.
    let record = done(Kind::Pending, Ask::Told, "mail", &texts).unwrap();
    let answers = points::answers(&record);
    let known = spacing::points(&answers);
    let point = |name: &str| Point::try_from(name.to_owned()).unwrap();
    assert_eq!(spacing::standing(&known, point("P113"), 20_000), Standing::Shaky);
    let told = answers.iter().find(|answer| answer.item.ends_with(".told")).unwrap();
    let offered = !told.met.is_empty();
    assert_eq!((told.right, told.fell.is_empty()), (false, !offered));
    // A kind that only a newer program knows asks nothing.
    assert_eq!(points::answers(&Record { kind: "newer".to_owned(), ..record }), []);
}

#[test]
fn every_point_of_every_fault_is_one() {
    for fault in &FAULTS {
        for ask in Ask::ALL {
            let none = ask == Ask::Caught;
            assert!(none || !points::points(fault.kind, ask).is_empty(), "{} {ask:?}", fault.word);
        }
        assert_eq!(Kind::find(fault.word), Some(fault.kind));
    }
}

#[test]
fn a_sheet_of_another_program_is_told_apart() {
    let texts = texts(Lang::En);
    let code = Code::new(1, 7).unwrap();
    let (drill, _) = Drill::new(code, &texts).unwrap();
    let mut sheet = Sheet::new(code, 5, "drill-1-7", 20_000);
    // Sheets did not always say what went wrong.
    sheet.kind.clear();
    assert!(sheet.is_same(&drill));
    sheet.kind = "another".to_owned();
    assert!(!sheet.is_same(&drill));
}

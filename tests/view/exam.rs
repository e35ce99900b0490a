//! The exam's pages as models: what can be asked, a question before and after it is marked.

use watchtrail::learn::exam::spacing::Standing;
use watchtrail::learn::exam::{Bank, Entry, Exam, Form, Kept, Mode, Progress, Sitting};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::exam::question::{clock, question, stage, to_notice};
use watchtrail::view::exam::results::model;
use watchtrail::view::exam::{Held, choose, standings};

fn texts() -> Texts {
    let mut texts = Texts::new(Lang::En);
    for path in crate::support::files("static/text/en", ".json") {
        texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    }
    texts
}

fn bank() -> Bank {
    let mut bank = Bank::default();
    for path in crate::support::files("static/exam", ".json") {
        let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
        bank.add(&topic, &std::fs::read_to_string(&path).unwrap()).unwrap();
    }
    bank
}

fn held(mode: Mode) -> Held {
    let bank = bank();
    let sitting = Sitting::begin(&bank, &Progress::default(), mode, 7, 20_000);
    Held { bank: Some(bank), sitting, today: 20_000, ..Held::default() }
}

#[test]
fn every_way_of_asking_is_offered() {
    let texts = texts();
    assert_eq!(choose(&Held::default(), &texts), None);
    let model = choose(&held(Mode::Mock(Exam::C)), &texts).unwrap();
    assert_eq!(model.mocks.len(), 5);
    assert!(model.mocks.iter().all(|mock| mock.items.0 > 0 && mock.items.0 <= mock.items.1));
    assert_eq!(model.counts[1..], [0, 0]);
    let points: usize = model.map.iter().map(|part| part.points.len()).sum();
    assert_eq!(points, 148);
    let named = model.map.iter().flat_map(|part| &part.points);
    assert!(named.into_iter().all(|point| !point.text.starts_with("points.")));
    let open = model.open.unwrap();
    assert_eq!((open.done.0, open.over), (0, false));
}

/// row: Why every option is right/wrong
#[test]
fn reasons_are_told_once_the_question_is_marked() {
    let texts = texts();
    let mut held = held(Mode::Topic("choose".to_owned()));
    let before = question(&held, &texts).unwrap();
    assert!(before.options.iter().all(|option| option.told.is_none()));
    assert!(before.right.is_none() && !before.can_show && before.left_secs.is_none());
    let (bank, sitting) = (held.bank.clone().unwrap(), held.sitting.as_mut().unwrap());
    let in_order =
        |entry: &Entry| bank.item(&entry.item).is_some_and(|item| item.form == Form::Ordering);
    let at = sitting.entries.iter().position(|entry| !in_order(entry)).unwrap();
    sitting.go(at);
    let entry = sitting.open().unwrap();
    let item = bank.item(&entry.item).unwrap();
    let right = item.options.iter().filter(|option| option.right);
    entry.answer.chosen = right.map(|option| option.id.clone()).collect();
    for option in &item.options {
        entry.answer.pair(&option.id, option.with.clone());
    }
    assert!(question(&held, &texts).unwrap().can_show);
    let record = held.sitting.as_mut().unwrap().show(&bank, 20_000).unwrap();
    assert!(record.right);
    let after = question(&held, &texts).unwrap();
    assert_eq!((after.right, after.can_show), (Some(true), false));
    let told = after.options.iter().filter_map(|option| option.told.as_ref()?.why.as_ref());
    assert!(
        told.clone().count() == after.options.len()
            && told.into_iter().all(|why| { !why.starts_with("exam-") })
    );
    assert!(!after.points.is_empty());
    held.kept = Kept { progress: Progress::of(vec![record]), lost: Vec::new() };
    assert_eq!(choose(&held, &texts).unwrap().answers, 1);
    let known = standings(&held, &texts);
    let seen = known.iter().filter(|one| one.standing != Standing::Unseen);
    assert_eq!((known.len(), seen.count()), (148, after.points.len()));
    assert_eq!(standings(&Held::default(), &texts), []);
}

#[test]
fn what_is_seen_to_happen_comes_with_what_to_notice() {
    let (mut held, texts) = (held(Mode::Review), texts());
    let sitting = held.sitting.as_mut().unwrap();
    sitting.entries.iter_mut().for_each(|entry| entry.shown = true);
    let entry = held.sitting.as_ref().unwrap().entry().unwrap().clone();
    let item = held.bank.as_ref().unwrap().item(&entry.item).unwrap();
    let option = item.options.first().unwrap();
    let (said, why) = to_notice(&held, &stage(item, &option.id), &texts).unwrap();
    assert_eq!(said, texts.t(&item.key(&format!("option.{}", option.id))));
    assert!(why.ends_with('.') && why != said, "{why}");
    assert_eq!(to_notice(&held, "exam-of-another-item-a", &texts), None);
    assert_eq!(to_notice(&held, "sandbox", &texts), None);
}

#[test]
fn results_stand_once_it_is_over() {
    let texts = texts();
    let mut held = held(Mode::Mock(Exam::C));
    assert_eq!(model(&held, &texts), None);
    assert!(question(&held, &texts).unwrap().left_secs.is_some());
    let bank = held.bank.clone().unwrap();
    held.sitting.as_mut().unwrap().finish(&bank, 20_000);
    let found = model(&held, &texts).unwrap();
    assert_eq!((found.all.right, found.left_out, found.timed), (0, found.all.asked, true));
    // Nothing was answered, which is not the same as wrongly.
    assert_eq!(found.right, vec![None; found.all.asked]);
    assert!(question(&held, &texts).unwrap().left_secs.is_none());
    for (secs, text) in [(0, "0:00"), (309, "5:09"), (3909, "1:05:09")] {
        assert_eq!(clock(secs), text);
    }
}

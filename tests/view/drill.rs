//! Incident drills as models: where one begins, the answer sheet, what it came to.

use std::rc::Rc;

use watchtrail::learn::drill::answers::{BROKE, TOLD};
use watchtrail::learn::drill::fault::FAULTS;
use watchtrail::learn::drill::remedy;
use watchtrail::learn::drill::sheet::Sheet;
use watchtrail::learn::drill::truth::Ask;
use watchtrail::learn::drill::{Code, Drill};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::drill::{Held, choose, panel, results};
use watchtrail::view::route::Route;

fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    for path in crate::support::files(&format!("static/text/{}", lang.code()), ".json") {
        texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    }
    texts
}

/// A drill whose questions are all answered, the one about the person wrongly.
fn answered(code: Code, texts: &Texts) -> Held {
    let (drill, _) = Drill::new(code, texts).unwrap();
    let mut sheet = Sheet::new(code, 1, "drill-1-7", 20_000);
    for question in &drill.truth.questions {
        let wanted = question.ask != Ask::Who;
        let choice = question.choices.iter().find(|choice| choice.right == wanted).unwrap();
        sheet.choose(question.ask, &choice.id());
    }
    Held { sheet: Some(sheet), drill: Some(Rc::new(drill)), ..Held::default() }
}

#[test]
fn the_sheet_stands_beside_its_own_session_alone() {
    let texts = texts(Lang::En);
    let code = Code::new(1, 7).unwrap();
    let held = answered(code, &texts);
    assert_eq!(panel(&held, "sandbox", &texts), None);
    let sheet = panel(&held, "drill-1-7", &texts).unwrap();
    assert_eq!((sheet.done, sheet.over, sheet.questions.len()), ((5, 5), false, 5));
    assert!(!sheet.brief.contains('{') && !sheet.brief.starts_with("drill."));
    for question in &sheet.questions {
        assert!(question.choices.iter().any(|(id, _)| *id == question.answer));
        assert!(question.choices.iter().all(|(_, text)| !text.starts_with("drill.")));
    }
    assert_eq!(results(&held, &texts), None);
    let model = choose(&held, Some(code), &texts);
    assert_eq!((model.given, model.open, model.counts), (Some(code), Some((code, false)), [0; 3]));
}

#[test]
fn what_is_marked_has_its_reason_and_leads_to_its_evidence() {
    let texts = texts(Lang::En);
    let mut held = answered(Code::new(1, 7).unwrap(), &texts);
    let drill = held.drill.clone().unwrap();
    let record = held.sheet.as_mut().unwrap().finish(&drill).unwrap();
    held.done.merge(&[record]);
    let right = drill.truth.question(Ask::Caught).unwrap().right().unwrap().id();
    let told = drill.with(remedy::find(&right).unwrap(), &texts).unwrap();
    held.played = vec![(right, told)];
    let model = results(&held, &texts).unwrap();
    assert_eq!(model.score, (4, 5));
    assert!(!model.story.contains('{'));
    // Whoever did it was not found.
    let known = |id: &str| model.points.iter().find(|point| point.0 == id).map(|point| point.2);
    assert_eq!((known("P120"), known("P113")), (Some(false), Some(true)));
    assert!(model.points.iter().all(|(_, text, _)| !text.starts_with("points.")));
    let wrong: Vec<bool> = model.marked.iter().map(|marked| marked.right).collect();
    assert_eq!(wrong, [true, true, false, true, true]);
    for marked in &model.marked {
        assert!(!marked.said.is_empty() && !marked.is.is_empty());
        assert!(!marked.why.is_empty() || !marked.evidence.is_empty());
        for link in &marked.evidence {
            assert!(!link.text.contains('{') && !link.text.starts_with("drill."), "{link:?}");
            assert_eq!(Route::parse(&link.to.hash()), link.to);
        }
    }
    assert_eq!(choose(&held, None, &texts).counts, [1, 4, 5]);
}

#[test]
fn every_fault_and_every_answer_has_its_words() {
    for lang in Lang::ALL {
        let texts = texts(lang);
        let mut keys: Vec<String> = Vec::new();
        keys.extend(FAULTS.iter().map(|row| format!("drill.kind.{}", row.word)));
        keys.extend(BROKE.iter().map(|row| format!("drill.what.{}", row.id)));
        keys.extend(TOLD.iter().map(|row| format!("drill.told.{}", row.id)));
        keys.extend(TOLD.iter().map(|row| format!("drill.told.{}.why", row.id)));
        keys.extend(remedy::REMEDIES.iter().map(|row| format!("drill.caught.{}", row.id)));
        keys.extend(Ask::ALL.iter().map(|ask| format!("drill.ask.{}", ask.word())));
        for key in keys {
            assert!(texts.has(&key), "{lang:?} {key}");
        }
        for row in &FAULTS {
            let [what, told, caught] = row.right;
            assert!(BROKE.iter().any(|one| one.id == what), "{what}");
            assert!(TOLD.iter().any(|one| one.id == told), "{told}");
            assert!(remedy::find(caught).is_some(), "{caught}");
            assert!(row.vain.iter().all(|word| remedy::find(word).is_some()), "{}", row.word);
        }
    }
}

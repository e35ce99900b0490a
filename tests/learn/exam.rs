//! The exam: every item keeps the laws, and each law that is broken is named.

mod marking;
mod progress;
mod sitting;

use std::collections::{BTreeMap, BTreeSet};

use watchtrail::learn::exam::check::{Known, check};
use watchtrail::learn::exam::{Bank, Item, Model};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::concepts::of_point;
use watchtrail::view::home::is_lab;
use watchtrail::view::route::Route;

use crate::support::{files, read};

fn known() -> Known {
    Known { page: |hash| !matches!(Route::parse(hash), Route::NotFound(_)), lab: is_lab }
}

fn languages() -> Vec<Texts> {
    Lang::ALL.into_iter().map(super::texts).collect()
}

/// Every topic there is.
pub fn bank() -> Bank {
    let mut bank = Bank::default();
    for path in files("static/exam", ".json") {
        let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
        bank.add(&topic, &std::fs::read_to_string(&path).unwrap()).unwrap();
    }
    bank
}

#[test]
fn every_item_keeps_the_laws() {
    let (bank, languages) = (bank(), languages());
    let mut broken = Vec::new();
    for topic in bank.topics() {
        let items: Vec<Item> = bank.of_topic(topic).cloned().collect();
        let found = check(topic, &items, &languages, known());
        broken.extend(found.iter().map(|law| format!("{topic}: {}", law.say(&languages[0]))));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Each tempts in several options, says what it believes and what is so, and leads somewhere: to a
/// lab, or to the concept of the point it is most about.
#[test]
fn each_wrong_model_tempts_and_is_shown_false() {
    let (bank, languages) = (bank(), languages());
    let options: Vec<Model> =
        bank.items().iter().flat_map(|item| &item.options).filter_map(|one| one.wrong).collect();
    for model in Model::all() {
        let count = options.iter().filter(|one| **one == model).count();
        assert!(count >= 4, "{model} tempts {count} times");
        for texts in &languages {
            for key in [model.key(), model.truth_key()] {
                assert!(texts.get(&key).is_some_and(|text| !text.is_empty()), "{key}");
            }
        }
        assert!(model.lab().is_none_or(is_lab), "{model} names no lab");
        let concepts: Vec<bool> = model.points().map(|one| of_point(one).is_some()).collect();
        assert!(!concepts.is_empty() && !concepts.contains(&false), "{model}");
    }
}

/// row: Item → live state that shows the answer | Korean + English item pairs
///
/// At least half of the items can be seen; the laws hold the pairs.
#[test]
fn half_of_the_items_can_be_seen_to_happen() {
    let bank = bank();
    let seen = bank.items().iter().filter(|item| item.see.is_some()).count();
    let all = bank.items().len();
    // A bank of a few samples proves nothing yet.
    assert!(all < 20 || 2 * seen >= all, "{seen} of {all}");
}

#[test]
fn each_broken_law_is_named() {
    let mut items = Item::parse("choose", &read("tests/learn/exam/broken.json")).unwrap();
    let mut texts = Texts::new(Lang::En);
    let ours = |path: &&std::path::PathBuf| !path.ends_with("exam-choose.json");
    for path in files("static/text/en", ".json").iter().filter(ours) {
        texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    }
    let mut keys: BTreeSet<String> = items.iter().flat_map(Item::keys).collect();
    keys.remove("exam-choose.02.why.c");
    keys.extend(["exam-choose.title", "exam-choose.03.more"].map(str::to_owned));
    let words = keys.into_iter().map(|key| {
        let text = if key == "exam-choose.01.stem" { "word ".repeat(91) } else { "x".to_owned() };
        (key, text)
    });
    let words: BTreeMap<String, String> = words.collect();
    texts.add(&serde_json::to_string(&words).unwrap()).unwrap();
    let told = |items: &[Item]| -> Vec<String> {
        let found = check("choose", items, std::slice::from_ref(&texts), known());
        found.iter().map(|law| law.say(&texts)).collect()
    };
    let found = told(&items);
    let expected = read("tests/learn/exam/broken.txt");
    assert_eq!(found.join("\n") + "\n", expected);
    items.truncate(1);
    items[0].see = None;
    assert!(told(&items).iter().all(|law| !law.contains("option a")));
}

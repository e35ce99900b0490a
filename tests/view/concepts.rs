//! Concepts with their small worlds, and the glossary.

use std::collections::BTreeSet;

use watchtrail::learn::exam::Point;
use watchtrail::learn::kept::Solved;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::concepts::mini::{self, Kind, Mark, Outcome, Values};
use watchtrail::view::concepts::{CONCEPTS, model, of_page, of_point};
use watchtrail::view::frame;
use watchtrail::view::glossary::{search, terms};
use watchtrail::view::route::{LearnPage, Place, Route};

use crate::support::{Lab, files};

fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    for path in files(&format!("static/text/{}", lang.code()), ".json") {
        texts.add(&std::fs::read_to_string(path).unwrap()).unwrap();
    }
    texts
}

#[test]
fn every_concept_is_told_whole_in_each_language() {
    for lang in Lang::ALL {
        let texts = texts(lang);
        let solved = Solved::from([("cost-of-watching".to_owned(), 2)]);
        let stars = model("costs", &solved, &texts).unwrap().labs.iter().map(|lab| lab.2).max();
        assert_eq!(stars, Some(Some(2)));
        for concept in &CONCEPTS {
            let model = model(concept.id, &solved, &texts).unwrap();
            let told = format!("{model:?}");
            assert!(!told.contains("\"concepts."), "{told}");
            assert!(!model.parts.is_empty() || model.table.is_some(), "{}", concept.id);
            assert!(model.parts.iter().all(|(_, text)| !text.is_empty()), "{}", concept.id);
            assert!(!model.labs.is_empty(), "{} is felt in no lab", concept.id);
            if let Some((head, rows)) = &model.table {
                assert!(rows.iter().all(|row| row.len() == head.len()), "{}", concept.id);
            }
        }
        assert_eq!(model("nothing", &solved, &texts), None);
    }
}

#[test]
fn every_point_leads_to_one_concept_and_back() {
    for point in Point::all() {
        let concept = of_point(point).unwrap_or_else(|| panic!("{point} has no concept"));
        assert!(concept.points().any(|own| own == point));
    }
    let all: Vec<Point> = CONCEPTS.iter().flat_map(|concept| concept.points()).collect();
    assert_eq!(all.len(), BTreeSet::from_iter(&all).len());
}

/// The items of the sidebar that are about AWS lead on to a concept; the app's own need none.
#[test]
fn every_page_of_the_console_has_its_concept() {
    let lab = Lab::new();
    let region = watchtrail::sim::scope::Region::US_EAST_1;
    let items = frame::sidebar(&lab.world, region, &Route::Home, 0);
    let own = [
        Place::Home,
        Place::Labs,
        Place::Points,
        Place::Concepts,
        Place::Glossary,
        Place::Exam,
        Place::Progress,
        Place::Drills,
        Place::Settings,
        Place::Keys,
    ];
    for item in items.iter().flat_map(|group| &group.items) {
        let concept = of_page(&item.place.route());
        assert_eq!(concept.is_none(), own.contains(&item.place), "{:?}", item.place);
        let Some(Route::Learn(LearnPage::Concept(id))) = concept else { continue };
        assert!(CONCEPTS.iter().any(|concept| concept.id == id), "{id}");
    }
}

/// Each knob at each of its ends, all others as they are first.
fn settings(id: &str) -> Vec<Values> {
    let mut all = vec![mini::first(id)];
    for knob in mini::knobs(id) {
        let values: Vec<String> = match knob.kind {
            Kind::Toggle => vec!["yes".to_owned(), "no".to_owned()],
            Kind::Choice(all) => all.iter().map(|one| (*one).to_owned()).collect(),
            Kind::Number { from, to, .. } => vec![from.to_string(), to.to_string()],
        };
        for value in values {
            let mut set = mini::first(id);
            set.insert(knob.id.to_owned(), value);
            all.push(set);
        }
    }
    all
}

#[test]
fn every_small_world_runs_however_it_is_set() {
    let texts = texts(Lang::Ko);
    for concept in &CONCEPTS {
        assert!(!mini::knobs(concept.id).is_empty(), "{}", concept.id);
        for values in settings(concept.id) {
            let outcome = mini::run(concept.id, &values, &texts).unwrap();
            let told = format!("{outcome:?}");
            assert!(!outcome.rows.is_empty(), "{} {values:?}", concept.id);
            assert!(!told.contains("concepts."), "{} {values:?}: {told}", concept.id);
            let empty = outcome.rows.iter().find(|row| row.value.is_empty());
            assert_eq!(empty, None, "{} {values:?}", concept.id);
        }
        for knob in mini::knobs(concept.id) {
            let label = mini::label(concept.id, knob, &texts);
            assert!(!label.starts_with("concepts."), "{label}");
        }
    }
}

fn run(id: &str, set: &[(&str, &str)]) -> Outcome {
    let mut values = mini::first(id);
    values.extend(set.iter().map(|(knob, value)| ((*knob).to_owned(), (*value).to_owned())));
    mini::run(id, &values, &texts(Lang::En)).unwrap()
}

fn marks(outcome: &Outcome) -> Vec<Mark> {
    outcome.rows.iter().map(|row| row.mark).collect()
}

fn values(outcome: &Outcome) -> Vec<&str> {
    outcome.rows.iter().map(|row| row.value.as_str()).collect()
}

#[test]
fn what_a_small_world_shows_follows_from_how_it_is_set() {
    use Mark::{No, Plain, Waiting, Yes};
    // Every second point is high: two of three is enough, three of three never.
    let state = |m: &str, n: &str| run("alarms", &[("m", m), ("n", n)]).rows[0].value.clone();
    assert_eq!(state("2", "3"), "ALARM");
    assert_eq!(state("3", "3"), "OK");
    assert_eq!(marks(&run("alarms", &[("m", "4"), ("n", "3")])), [No]);
    // Breaches before the silence are still found, unless silence counts as good.
    let silent = |missing: &str| {
        run("alarms", &[("points", "silence"), ("missing", missing)]).rows[0].value.clone()
    };
    let states = ["missing", "ignore", "breaching", "notBreaching"].map(silent);
    assert_eq!(states, ["ALARM", "ALARM", "ALARM", "OK"]);
    let average = run("metrics", &[]);
    assert_eq!(average.rows.len(), 3);
    let highest = run("metrics", &[("stat", "Maximum"), ("period", "900")]);
    assert_eq!(values(&highest), ["98"]);
    assert_eq!(marks(&run("metrics", &[("period", "60"), ("age", "16d")])), [No]);
    // The call is made at 02:00: history after five minutes, a file then, a digest at 03:00.
    let at = |minutes: &str| marks(&run("trails", &[("minutes", minutes)]));
    assert_eq!(at("0"), [Waiting, Waiting, Waiting]);
    assert_eq!(at("15"), [Yes, Yes, Waiting]);
    assert_eq!(at("75"), [Yes, Yes, Yes]);
    let told = |set: &[(&str, &str)]| marks(&run("notifications", set));
    assert_eq!(told(&[("confirmed", "yes")]), [Yes, Yes, Yes, Yes]);
    assert_eq!(told(&[("confirmed", "no")]), [Yes, Yes, Waiting, No]);
    assert_eq!(told(&[("confirmed", "yes"), ("policy", "no")]), [Yes, No, Yes, No]);
    assert_eq!(told(&[("confirmed", "yes"), ("enabled", "no")]), [Yes, No, Yes, No]);
    let last = |set: &[(&str, &str)]| {
        let outcome = run("permissions", set);
        outcome.rows.iter().rev().nth(1).map(|row| row.mark)
    };
    assert_eq!(last(&[]), Some(Yes));
    for set in [("allow", "no"), ("boundary", "yes"), ("deny", "yes")] {
        assert_eq!(last(&[set]), Some(No), "{set:?}");
    }
    let kind = |who: &str| run("records", &[("who", who)]).rows[3].value.clone();
    assert_eq!(["user", "role", "root"].map(kind), ["IAMUser", "AssumedRole", "Root"]);
    assert_eq!(marks(&run("records", &[("may", "no")]))[0], No);
    assert_eq!(marks(&run("moved-on", &[])), [Yes, No, No, Yes]);
    assert_eq!(marks(&run("services", &[("act", "stop")])), [Plain, No, Yes, Yes]);
    assert_eq!(marks(&run("services", &[("act", "load")])), [Plain, No, No]);
}

#[test]
fn the_glossary_is_one_and_the_same_in_each_language() {
    let (english, korean) = (terms(&texts(Lang::En)), terms(&texts(Lang::Ko)));
    assert!(english.len() >= 130);
    let names = |terms: &[watchtrail::view::glossary::Term]| {
        let all = terms.iter();
        all.map(|term| (term.id.clone(), term.en.clone(), term.ko.clone(), term.also.clone()))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&english), names(&korean));
    for term in english.iter().chain(&korean) {
        let whole = [&term.en, &term.ko, &term.text].into_iter().all(|text| !text.is_empty());
        assert!(whole, "{term:?}");
    }
    let twice: Vec<_> = english.iter().map(|term| term.en.to_lowercase()).collect();
    assert_eq!(twice.len(), BTreeSet::from_iter(&twice).len());
}

#[test]
fn a_term_is_found_by_either_of_its_names() {
    for lang in Lang::ALL {
        let all = terms(&texts(lang));
        let first = |wanted: &str| search(&all, wanted).first().map(|term| term.id.clone());
        let threshold = Some("alarms.threshold".to_owned());
        for wanted in ["threshold", "Threshold", "임계값", "임곗값"] {
            assert_eq!(first(wanted), threshold, "{wanted}");
        }
        assert_eq!(first("알람"), Some("alarms.alarm".to_owned()));
        assert_eq!(first("N개 중 M개"), Some("alarms.m-of-n".to_owned()));
        assert_eq!(search(&all, " ").len(), all.len());
        assert_eq!(search(&all, "zebra"), []);
    }
}

//! The laws about texts: what a lab says, in every language.

use std::collections::BTreeSet;

use super::Broken;
use crate::learn::lab::{Asks, Lab};
use crate::learn::progress::{goal_key, lab_key, numbered};
use crate::text::{Texts, placeholders};

/// How many hints a goal has at least.
const HINTS: usize = 3;

/// What our own labs say; somebody else's may leave it out, and all hints of a goal with it.
const MAY: [&str; 3] = ["summary", "debrief", "learn.1"];

/// Everything said in every language, with the same placeholders, and nothing besides.
pub(super) fn words(labs: &[Lab], languages: &[Texts]) -> Vec<Broken> {
    let Some(id) = labs.first().map(|lab| lab.id.as_str()) else { return Vec::new() };
    let prefix = lab_key(id, "");
    let wanted: BTreeSet<String> = labs.iter().flat_map(wanted).collect();
    let goals: BTreeSet<&str> =
        labs.iter().flat_map(|lab| &lab.goals).map(|goal| goal.id.as_str()).collect();
    let own = labs.iter().any(Lab::is_own);
    let may = |name: &'static str| goals.iter().map(move |goal| goal_key(id, goal, name));
    let mut may: BTreeSet<String> = may("trap").chain(may("rule")).collect();
    may.extend(MAY.iter().filter(|_| own).map(|name| lab_key(id, name)));
    let rows = goals.iter().map(|goal| goal_key(id, goal, "hint."));
    let rows: Vec<String> = rows.chain([lab_key(id, "learn.")]).collect();
    let known = |key: &str| {
        wanted.contains(key) || may.contains(key) || rows.iter().any(|row| key.starts_with(row))
    };
    let mut broken = Vec::new();
    for texts in languages {
        let lang = texts.lang().code();
        let said: BTreeSet<&str> =
            texts.iter().map(|(key, _)| key).filter(|key| key.starts_with(&prefix)).collect();
        for key in wanted.iter().filter(|key| !texts.has(key)) {
            broken.push(Broken::new("check.no-text").with("lang", lang).with("key", key));
        }
        for key in said.iter().filter(|key| !known(key)) {
            broken.push(Broken::new("check.spare-text").with("lang", lang).with("key", key));
        }
        for goal in &goals {
            let hints = numbered(texts, &goal_key(id, goal, "hint")).len();
            let some = texts.iter().any(|(key, _)| key.starts_with(&goal_key(id, goal, "hint.")));
            if hints < HINTS && (some || !own) {
                let found = Broken::new("check.few-hints").with("goal", goal);
                let found = found.with("lang", lang).with("count", hints).with("least", HINTS);
                broken.push(found);
            }
        }
    }
    broken.extend(parity(&prefix, languages));
    broken
}

/// What a lab must say.
fn wanted(lab: &Lab) -> Vec<String> {
    let least = ["title", "brief"].iter().chain(MAY.iter().filter(|_| !lab.is_own()));
    let mut wanted: Vec<String> = least.map(|name| lab_key(&lab.id, name)).collect();
    for goal in &lab.goals {
        let needs = goal.needs.iter().map(|need| format!("need.{}", need.id));
        let notices = goal.notices.iter().map(|notice| format!("when.{}", notice.id));
        let said = ["title".to_owned()].into_iter().chain(needs).chain(notices);
        wanted.extend(said.map(|name| goal_key(&lab.id, &goal.id, &name)));
    }
    for row in &lab.predictions {
        let mut said = vec!["ask".to_owned(), "why".to_owned()];
        if let Asks::Choice(choices) = &row.asks {
            said.extend(choices.iter().map(|choice| format!("choice.{}", choice.id)));
        }
        let key = |name: String| lab_key(&lab.id, &format!("predict.{}.{name}", row.id));
        wanted.extend(said.into_iter().map(key));
    }
    let forbidden = lab.forbidden.iter().map(|row| format!("forbidden.{}", row.id));
    let causes = lab.causes.iter().map(|cause| format!("cause.{cause}"));
    wanted.extend(forbidden.chain(causes).map(|name| lab_key(&lab.id, &name)));
    // The points are the exams', not the lab's.
    wanted.extend(lab.points.iter().map(|point| format!("points.{point}")));
    wanted
}

/// Whether the languages say the same things.
pub(in crate::learn) fn parity(prefix: &str, languages: &[Texts]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (texts, other) in languages.iter().flat_map(|a| languages.iter().map(move |b| (a, b))) {
        let lang = other.lang().code();
        for (key, text) in texts.iter().filter(|(key, _)| key.starts_with(prefix)) {
            let names = |text: &str| -> BTreeSet<String> {
                placeholders(text).into_iter().map(str::to_owned).collect()
            };
            let found = match other.get(key) {
                None => "check.no-text",
                Some(translated) if names(translated) != names(text) => "check.other-placeholders",
                Some(_) => continue,
            };
            let found = Broken::new(found).with("lang", lang).with("key", key);
            if !broken.contains(&found) {
                broken.push(found);
            }
        }
    }
    broken
}

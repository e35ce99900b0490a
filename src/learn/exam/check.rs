//! The bank's laws: what must hold of every item, checked by reading and by playing it.

use std::collections::BTreeSet;

use super::bank::topic_key;
use super::item::{Form, Item, See};
use crate::learn::check::{Broken, parity};
use crate::learn::stage;
use crate::shell::run::Printed;
use crate::sim::{Act, Setup, Sim};
use crate::text::{Lang, Texts};

/// AWS refused a call, which may be just what is to be seen.
const SERVICE_ERROR: u8 = 254;
/// How long a stem may be: words of English, characters of Korean.
const WORDS: usize = 90;
const CHARACTERS: usize = 220;
/// How difficult an item may be.
const DIFFICULTIES: std::ops::RangeInclusive<u8> = 1..=5;

/// What the laws ask of the rest of the program.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Whether a page has this address.
    pub page: fn(&str) -> bool,
    /// Whether there is a lab with this name.
    pub lab: fn(&str) -> bool,
}

/// Holds a topic's items against the laws, with the texts of every language.
pub fn check(topic: &str, items: &[Item], languages: &[Texts], known: Known) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    for item in items {
        if !seen.insert(&item.id) {
            broken.push(of("learn.exam.twice", item));
        }
        broken.extend(shape(item, known));
    }
    broken.extend(words(topic, items, languages));
    let Some(texts) = languages.first() else { return broken };
    for item in items {
        broken.extend(item.see.iter().flat_map(|see| plays(item, see, texts)));
    }
    broken
}

/// What a topic says of itself in one line when it breaks no law.
pub fn summary(items: &[Item], languages: &[Texts], texts: &Texts) -> String {
    let seen = items.iter().filter(|item| item.see.is_some()).count();
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("items", &items.len()), ("seen", &seen), ("languages", &languages.len())];
    texts.fill("learn.exam.ok", &args)
}

fn of(key: &'static str, item: &Item) -> Broken {
    Broken::new(key).with("item", &item.id)
}

/// What can be seen without playing.
fn shape(item: &Item, known: Known) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut hold = |holds: bool, key: &'static str| {
        if !holds {
            broken.push(of(key, item));
        }
    };
    let ids: BTreeSet<&String> = item.options.iter().map(|one| &one.id).collect();
    hold(!item.points.is_empty() && !item.exams.is_empty(), "learn.exam.no-tags");
    hold(DIFFICULTIES.contains(&item.difficulty), "learn.exam.difficulty");
    hold(ids.len() == item.options.len(), "learn.exam.same-option");
    hold(item.options.len() >= 3 && item.options.len() <= 8, "learn.exam.options");
    hold(!item.options.iter().any(|one| one.right && one.wrong.is_some()), "learn.exam.both");
    hold(answerable(item), "learn.exam.rights");
    hold(modelled(item), "learn.exam.no-model");
    hold(item.level.as_deref().is_none_or(known.lab), "learn.exam.no-lab");
    if let Some(see) = &item.see {
        hold((known.page)(&see.open), "learn.exam.no-page");
        hold(see.shows.keys().all(|id| ids.contains(id)), "learn.exam.shows-unknown");
        let chosen = matches!(item.form, Form::Single | Form::Multiple);
        let all = ids.iter().all(|id| see.shows.contains_key(*id));
        hold(if chosen { all } else { !see.shows.is_empty() }, "learn.exam.shows-not-all");
    }
    broken
}

/// Whether exactly as many options are right as the kind of item wants, and nothing else is said.
fn answerable(item: &Item) -> bool {
    let right = item.options.iter().filter(|one| one.right).count();
    let unmatched = item.with.is_empty() && item.options.iter().all(|one| one.with.is_none());
    match item.form {
        Form::Single => right == 1 && item.choose.is_none() && unmatched,
        Form::Multiple => {
            let fits = right >= 2 && right < item.options.len();
            fits && item.choose == Some(right) && unmatched
        }
        Form::Ordering => right == 0 && item.choose.is_none() && unmatched,
        Form::Matching => {
            let known: BTreeSet<&String> = item.with.iter().collect();
            let matched =
                |with: &Option<String>| with.as_ref().is_some_and(|with| known.contains(with));
            right == 0
                && item.choose.is_none()
                && known.len() == item.with.len()
                && item.options.iter().all(|one| matched(&one.with))
        }
    }
}

/// Whether each wrong option says what whoever chooses it believes. What is ordered or matched is
/// wrong by its place alone.
fn modelled(item: &Item) -> bool {
    let chosen = matches!(item.form, Form::Single | Form::Multiple);
    !chosen || item.options.iter().all(|one| one.right || one.wrong.is_some())
}

/// Texts: everything said in every language, within its limit, and nothing besides.
fn words(topic: &str, items: &[Item], languages: &[Texts]) -> Vec<Broken> {
    let prefix = format!("exam-{topic}.");
    let mut wanted: BTreeSet<String> = items.iter().flat_map(Item::keys).collect();
    wanted.insert(topic_key(topic));
    let mut broken = Vec::new();
    for texts in languages {
        let lang = texts.lang().code();
        let told = |key: &'static str, name: &str| {
            Broken::new(key).with("lang", lang).with("key", name.to_owned())
        };
        let said: BTreeSet<&str> =
            texts.iter().map(|(key, _)| key).filter(|key| key.starts_with(&prefix)).collect();
        let missing = wanted.iter().filter(|key| !said.contains(key.as_str()));
        broken.extend(missing.map(|key| told("check.no-text", key)));
        let spare = said.iter().filter(|key| !wanted.contains(**key));
        broken.extend(spare.map(|key| told("learn.exam.spare-text", key)));
        for item in items {
            let (length, limit) = length(texts.lang(), texts.t(&item.key("stem")));
            if length > limit {
                let found = of("learn.exam.long", item).with("lang", lang);
                broken.push(found.with("length", length).with("limit", limit));
            }
        }
    }
    let parity = parity(&prefix, languages).into_iter();
    broken.extend(parity.filter(|found| found.key == "check.other-placeholders"));
    broken
}

/// How long a stem is in a language, and how long it may be.
fn length(lang: Lang, stem: &str) -> (usize, usize) {
    match lang {
        Lang::En => (stem.split_whitespace().count(), WORDS),
        Lang::Ko => (stem.chars().count(), CHARACTERS),
    }
}

/// The laws that take playing: the world can be made, and each option is shown in it.
fn plays(item: &Item, see: &See, texts: &Texts) -> Vec<Broken> {
    let world = match stage::signed_in(Setup::default(), &see.script(), texts) {
        Ok(world) => world,
        Err(error) => return vec![of("learn.exam.start", item).with("error", error)],
    };
    let shown = see.shows.keys().filter_map(|id| Some((id, see.lines(id)?)));
    shown.flat_map(|(id, lines)| shows(item, id, &lines, world.clone(), texts)).collect()
}

fn shows(item: &Item, option: &str, lines: &str, mut world: Sim, texts: &Texts) -> Vec<Broken> {
    let of = |key| of(key, item).with("option", option.to_owned());
    let played = match stage::play(&mut world, lines, Act::Do, texts) {
        Ok(played) => played,
        Err(error) => return vec![of("learn.exam.script").with("error", error)],
    };
    let mut broken = Vec::new();
    if !played.last().is_some_and(expects) {
        broken.push(of("learn.exam.no-expect"));
    }
    for printed in played.iter().filter(|printed| !is_fine(printed)) {
        let found = of("learn.exam.line-fails").with("line", printed.line);
        let found = found.with("command", &printed.command).with("exit", printed.exit);
        broken.push(found.with("stderr", printed.stderr.trim()));
    }
    broken
}

fn expects(printed: &Printed) -> bool {
    printed.command.starts_with("expect ")
}

/// A line succeeded, or AWS refused it.
fn is_fine(printed: &Printed) -> bool {
    printed.exit == 0 || (printed.exit == SERVICE_ERROR && !expects(printed))
}

//! The glossary: terms in both languages, each with a line on what it means. Both of its terms are
//! searched, what people also say, and the line.

use std::collections::BTreeMap;

use super::concepts;
use super::route::Route;
use crate::text::Texts;

/// A term.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its name in keys: `alarms.threshold`.
    pub id: String,
    /// The term in English.
    pub en: String,
    /// The term in Korean.
    pub ko: String,
    /// What people also say, in either language.
    pub also: Vec<String>,
    /// What it means.
    pub text: String,
    /// The concept it belongs to.
    pub concept: Option<(Route, String)>,
}

/// The concept that a group of terms belongs to.
fn concept_of(group: &str) -> Option<&'static str> {
    Some(match group {
        "metrics" | "logs" => "metrics",
        "alarms" => "alarms",
        "sns" => "notifications",
        "trail" => "trails",
        "record" => "records",
        "iam" => "permissions",
        "cost" => "costs",
        "services" | "events" | "config" => "services",
        _ => return None,
    })
}

/// What a term's keys begin with.
const KEYS: &str = "glossary.term.";

/// Every term, in the order of the language in which it is read.
pub fn terms(texts: &Texts) -> Vec<Term> {
    let mut found: BTreeMap<String, Term> = BTreeMap::new();
    for (key, text) in texts.iter() {
        let Some((id, member)) = key.strip_prefix(KEYS).and_then(|rest| rest.rsplit_once('.'))
        else {
            continue;
        };
        let term = found.entry(id.to_owned()).or_insert_with(|| new(id, texts));
        match member {
            "en" => term.en = text.to_owned(),
            "ko" => term.ko = text.to_owned(),
            "also" => term.also = text.split("; ").map(str::to_owned).collect(),
            "text" => term.text = text.to_owned(),
            _ => {}
        }
    }
    let mut all: Vec<Term> = found.into_values().collect();
    let korean = texts.lang() == crate::text::Lang::Ko;
    let name = |term: &Term| if korean { term.ko.clone() } else { term.en.to_lowercase() };
    all.sort_by_key(name);
    all
}

fn new(id: &str, texts: &Texts) -> Term {
    let group = id.split('.').next().unwrap_or_default();
    let concept = concept_of(group).and_then(concepts::named);
    Term {
        id: id.to_owned(),
        en: String::new(),
        ko: String::new(),
        also: Vec::new(),
        text: String::new(),
        concept: concept.map(|concept| (concept.route(), concept.title(texts))),
    }
}

/// A text as it is compared: small letters, and no spaces, which Korean writes either way.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The terms that a search finds: those that are called so first, then those whose line says it.
pub fn search(terms: &[Term], wanted: &str) -> Vec<Term> {
    let whole = plain(wanted);
    if whole.is_empty() {
        return terms.to_vec();
    }
    let words: Vec<String> = wanted.split_whitespace().map(plain).collect();
    let rank = |term: &Term| {
        let names: Vec<String> =
            [&term.en, &term.ko].into_iter().chain(&term.also).map(|name| plain(name)).collect();
        let text = plain(&term.text);
        let all =
            |word: &String| names.iter().any(|name| name.contains(word)) || text.contains(word);
        if names.contains(&whole) {
            Some(0)
        } else if names.iter().any(|name| name.starts_with(&whole)) {
            Some(1)
        } else if names.iter().any(|name| name.contains(&whole)) {
            Some(2)
        } else {
            words.iter().all(all).then_some(3)
        }
    };
    let mut found: Vec<(u8, &Term)> =
        terms.iter().filter_map(|term| Some((rank(term)?, term))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, term)| term.clone()).collect()
}

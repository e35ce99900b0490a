//! What we say: complete in every language, under keys the program really asks for.

use std::collections::{BTreeMap, BTreeSet};

use watchtrail::api::names::kebab;
use watchtrail::services::SERVICES;
use watchtrail::text::{Lang, placeholders};

use crate::support::{files, root};

/// Each text file of a language: name → key → text.
fn texts(lang: Lang) -> BTreeMap<String, BTreeMap<String, String>> {
    let folder = format!("static/text/{}", lang.code());
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let texts = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, texts)
    };
    files(&folder, ".json").into_iter().map(read).collect()
}

/// The `{names}` of a text, whatever their order.
fn names(text: &str) -> BTreeSet<&str> {
    placeholders(text).into_iter().collect()
}

#[test]
fn every_language_has_every_text() {
    let english = texts(Lang::En);
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        let other = texts(lang);
        let code = lang.code();
        let files = english.keys().chain(other.keys()).collect::<BTreeSet<_>>();
        for file in files {
            let (Some(ours), Some(theirs)) = (english.get(file), other.get(file)) else {
                faults.push(format!("{code}/{file}.json is in one language only"));
                continue;
            };
            for key in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
                match (ours.get(key), theirs.get(key)) {
                    (Some(a), Some(b)) if names(a) != names(b) => {
                        faults.push(format!("{code} {key}: {:?} and {:?}", names(a), names(b)));
                    }
                    (Some(_), Some(b)) if b.trim().is_empty() => {
                        faults.push(format!("{code} {key} is empty"));
                    }
                    (Some(_), Some(_)) => {}
                    _ => faults.push(format!("{code} {key} is in one language only")),
                }
                if !key.starts_with(&format!("{file}.")) {
                    faults.push(format!("{key} stands in {file}.json"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Korean speaks formally, and to nobody in particular.
#[test]
fn korean_keeps_its_tone() {
    let informal = ["당신", "해요.", "세요.", "어요.", "아요.", "예요.", "이에요."];
    let korean = texts(Lang::Ko);
    let all = korean.values().flatten();
    let faults: Vec<_> = all
        .filter(|(_, text)| informal.iter().any(|word| text.contains(word)))
        .map(|(key, text)| format!("{key}: {text}"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The string literals of a source text, tests aside.
fn literals(source: &str) -> Vec<&str> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

#[test]
fn every_key_asked_for_has_a_text() {
    let english = texts(Lang::En);
    let keys: BTreeSet<&str> =
        english.values().flat_map(|file| file.keys().map(String::as_str)).collect();
    let is_key = |literal: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
        let (first, rest) = literal.split_once('.').unwrap_or_default();
        // What begins with a number is the end of a lab's own key.
        rest.starts_with(|c: char| c.is_ascii_lowercase())
            && literal.chars().all(plain)
            && english.contains_key(first)
            && !literal.ends_with("amazonaws.com")
    };
    let mut faults = Vec::new();
    for folder in ["src/ui", "src/view", "src/learn", "src/shell", "src/native"] {
        for path in files(folder, ".rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for literal in literals(&source).into_iter().filter(|literal| is_key(literal)) {
                // A key that is put together begins with a literal that ends in a dot.
                let begins = || keys.iter().any(|key| key.starts_with(literal));
                let said = keys.contains(literal) || (literal.ends_with('.') && begins());
                if !said {
                    let name = path.strip_prefix(root()).unwrap().display();
                    faults.push(format!("{name}: there is no text {literal}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Invariant 13: a row, a CLI form, texts in each language, and a scenario.
#[test]
fn every_operation_is_whole() {
    let english = texts(Lang::En);
    let mut scenarios = String::new();
    for ending in [".rs", ".sh", ".lab"] {
        for path in files("tests", ending) {
            scenarios += &std::fs::read_to_string(&path).unwrap();
        }
    }
    let mut faults = Vec::new();
    for service in SERVICES {
        for op in service.operations() {
            let key = format!("aws.op.{}.{}", service.cli, op.name);
            if !english["aws"].contains_key(&key) {
                faults.push(format!("there is no text {key}"));
            }
            let called = format!("\"{}\"", op.name);
            let typed = format!("{} {}", service.cli, kebab(op.name));
            if !scenarios.contains(&called) && !scenarios.contains(&typed) {
                faults.push(format!("no test calls {} of {}", op.name, service.cli));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

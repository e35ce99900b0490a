//! The Korean we say, held to the glossary and to one tone.

use std::collections::BTreeMap;

use crate::support::files;

/// Every Korean text by its key.
fn korean() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for path in files("static/text/ko", ".json") {
        let text = std::fs::read_to_string(&path).unwrap();
        let texts: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
        all.extend(texts);
    }
    all
}

fn is_korean(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// What people also say, by the glossary: to be searched for, and not to be written.
fn other_words(texts: &BTreeMap<String, String>) -> Vec<(String, String)> {
    // The name of a CloudWatch field, and of what other things than alarms go through.
    let fine = ["상태 변경"];
    let also = texts.iter().filter_map(|(key, text)| Some((key.strip_suffix(".also")?, text)));
    let also = also.filter(|(key, _)| key.starts_with("glossary.term."));
    let words = also.flat_map(|(key, text)| {
        let term = texts[&format!("{key}.ko")].clone();
        text.split("; ").map(move |word| (word.to_owned(), term.clone()))
    });
    let korean = words.filter(|(word, _)| word.chars().any(is_korean));
    korean.filter(|(word, _)| !fine.contains(&word.as_str())).collect()
}

/// AWS's names that are written in Latin letters alone.
const SPELT: [&str; 12] = [
    "클라우드워치",
    "클라우드트레일",
    "이벤트브리지",
    "아마존",
    "람다",
    "컨피그",
    "다이나모",
    "키네시스",
    "에스쓰리",
    "에스엔에스",
    "아이에이엠",
    "오토스케일링",
];

#[test]
fn each_concept_has_one_korean_term() {
    let texts = korean();
    let mut banned = other_words(&texts);
    assert!(banned.len() > 40, "{}", banned.len());
    let latin = |word: &&str| ((*word).to_owned(), "Latin letters".to_owned());
    banned.extend(SPELT.iter().map(latin));
    banned.extend(
        ["경보 상태 변경", "경보의 상태 변경"]
            .map(|word| (word.to_owned(), texts["glossary.term.alarms.transition.ko"].clone())),
    );
    let mut faults = Vec::new();
    for (key, text) in texts.iter().filter(|(key, _)| !key.ends_with(".also")) {
        for (word, term) in banned.iter().filter(|(word, _)| text.contains(word)) {
            // A reason of an alarm's change has a name of its own.
            let named = format!("{word} 이유");
            if text.matches(word.as_str()).count() > text.matches(named.as_str()).count() {
                faults.push(format!("{key}: {word}, not {term}: {text}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The sentences of a text: what ends in a full stop or a question mark, code left out.
fn sentences(text: &str) -> Vec<String> {
    let plain: String = text.split('`').step_by(2).collect::<Vec<_>>().join("X");
    let ends = plain.replace("? ", "?\n").replace(". ", ".\n");
    ends.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Statements end in ‑니다 and questions in 까, or they are no sentences: 합니다체.
#[test]
fn korean_sentences_are_formal() {
    let mut faults = Vec::new();
    for (key, text) in &korean() {
        for sentence in sentences(text) {
            let words = sentence.trim_end_matches(['.', '!', '”', '"', ')']);
            let plain =
                words.ends_with('다') && !["니다", "마다"].iter().any(|end| words.ends_with(end));
            let asked = sentence.ends_with('?')
                && !["까?", "까요?", "가?"].iter().any(|end| sentence.ends_with(end))
                && sentence.chars().rev().nth(1).is_some_and(is_korean);
            if plain || asked {
                faults.push(format!("{key}: {sentence}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

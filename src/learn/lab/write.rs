//! A lab that was made by playing, as its file: what [`Lab::parse`] reads.

use std::fmt::Write as _;

use super::{Lab, LabError, Par};
use crate::text::Lang;

/// What stands above everything.
const ABOUT: &str = "# A lab for Watchtrail: bring it in on the page of labs.\n";

/// The file of a lab with goals, a solution and texts; questions, bans and wrong ways are written
/// by hand.
///
/// # Errors
/// If what is in it cannot be told apart from a heading of the file.
pub fn file(lab: &Lab) -> Result<String, LabError> {
    let mut out = ABOUT.to_owned();
    let mut section = |head: &str, lines: &[String]| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "--- {head}");
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
    };
    let mut head = vec![format!("user: {}", lab.user)];
    head.extend((lab.seed != 1).then(|| format!("seed: {}", lab.seed)));
    head.extend((lab.minutes > 0).then(|| format!("minutes: {}", lab.minutes)));
    section("lab", &head);
    if let Some(par) = &lab.par {
        section("par", &self::par(par));
    }
    if !lab.start.is_empty() {
        section("start", std::slice::from_ref(&lab.start));
    }
    for goal in &lab.goals {
        let needs = goal.needs.iter().map(|need| format!("{}: {}", need.id, need.expect));
        section(&format!("goal {}", goal.id), &needs.collect::<Vec<_>>());
    }
    for step in &lab.solution {
        let optional = if step.required { "" } else { " optional" };
        let script = (!step.script.is_empty()).then(|| step.script.clone());
        section(&format!("solution {}{optional}", step.goal), &Vec::from_iter(script));
    }
    for lang in Lang::ALL {
        let texts = lab.said.of(lang);
        let paragraphs = texts
            .iter()
            .flat_map(|(key, text)| text.lines().map(move |line| format!("{key}: {line}")));
        if !texts.is_empty() {
            section(&format!("text {}", lang.code()), &paragraphs.collect::<Vec<_>>());
        }
    }
    match Lab::parse(&lab.id, &out)? {
        read if read == *lab => Ok(out),
        _ => {
            let message = "a line of a script begins with `--- `".to_owned();
            Err(LabError { line: 1, message })
        }
    }
}

fn par(par: &Par) -> Vec<String> {
    let cost = par.cost as f64 / 1e6;
    vec![
        format!("calls: {}", par.calls),
        format!("minutes: {}", par.minutes),
        format!("cost: {cost}"),
        format!("hints: {}", par.hints),
    ]
}

//! What stands at the end of a lab: stars, what would have earned more, what was seen.

use crate::learn::exam::Point;
use crate::learn::progress::LabProgress;
use crate::learn::score::{Measure, Row};
use crate::text::Texts;
use crate::view::cost::dollars;

/// The end of a lab.
#[derive(Clone, Debug, PartialEq)]
pub struct Finish {
    /// What is to be learnt from it, a paragraph a line of the text.
    pub debrief: Vec<Vec<Said>>,
    /// What the seed had drawn, where it draws.
    pub cause: Option<String>,
    /// The stars, if the lab gives any.
    pub stars: Vec<Star>,
    /// The points that were felt: each with its sentence.
    pub points: Vec<(String, String)>,
    /// The lab that comes after it: its id and title.
    pub next: Option<(&'static str, String)>,
}

/// A piece of what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words.
    Text(String),
    /// The code of a point, which leads to its sentence.
    Point(String),
}

/// A star.
#[derive(Clone, Debug, PartialEq)]
pub struct Star {
    /// Whether it was earned.
    pub earned: bool,
    /// What it is for, and how much was taken.
    pub told: String,
    /// What would have earned it.
    pub more: Option<String>,
}

/// The end of a lab, once it is done.
pub fn finish(progress: &LabProgress, texts: &Texts) -> Option<Finish> {
    if !progress.done() {
        return None;
    }
    let rows = progress.score.iter().flat_map(|score| &score.rows);
    let cause = progress.cause.as_ref();
    let cause = cause.map(|cause| texts.t(&progress.key(&format!("cause.{cause}"))).to_owned());
    let point = |id: &String| (id.clone(), texts.t(&format!("points.{id}")).to_owned());
    Some(Finish {
        debrief: texts
            .get(&progress.key("debrief"))
            .unwrap_or_default()
            .lines()
            .map(said)
            .collect(),
        cause,
        stars: rows.map(|row| star(row, texts)).collect(),
        points: progress.points.iter().map(point).collect(),
        next: super::paths::after(&progress.lab)
            .map(|lab| (lab, texts.t(&format!("home.lab.{lab}.title")).to_owned())),
    })
}

/// A text, with the codes of points told apart from its words.
fn said(text: &str) -> Vec<Said> {
    let is_code = |word: &str| Point::try_from(word.to_owned()).is_ok();
    let mut pieces = Vec::new();
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if is_code(word) {
            pieces.push(Said::Point(word.to_owned()));
        }
        let rest = if is_code(word) { piece.strip_prefix(word).unwrap_or_default() } else { piece };
        match pieces.last_mut() {
            Some(Said::Text(text)) => text.push_str(rest),
            _ if rest.is_empty() => {}
            _ => pieces.push(Said::Text(rest.to_owned())),
        }
    }
    pieces
}

fn star(row: &Row, texts: &Texts) -> Star {
    let amount = |n: u64| match row.measure {
        Measure::Cost => dollars(n * 1_000),
        Measure::Calls | Measure::Minutes | Measure::Hints => n.to_string(),
    };
    let (value, par) = (amount(row.value), amount(row.par));
    let key = format!("study.star.{}", row.measure.key());
    let more = (!row.earned()).then(|| texts.fill("study.star.more", &[("par", &par)]));
    Star { earned: row.earned(), told: texts.fill(&key, &[("value", &value)]), more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_from_words() {
        let text = |text: &str| Said::Text(text.to_owned());
        let point = |code: &str| Said::Point(code.to_owned());
        let cases = [
            ("no code, and P9999 is none", vec![text("no code, and P9999 is none")]),
            ("one (P044).", vec![text("one ("), point("P044"), text(").")]),
            (
                "둘입니다(P035, P050).",
                vec![text("둘입니다("), point("P035"), text(", "), point("P050"), text(").")],
            ),
            ("P001", vec![point("P001")]),
        ];
        for (given, pieces) in cases {
            assert_eq!(said(given), pieces, "{given}");
        }
    }
}

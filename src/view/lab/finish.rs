//! What stands at the end of a lab: stars, what would have earned more, what was seen.

use crate::learn::progress::LabProgress;
use crate::learn::score::{Measure, Row};
use crate::text::Texts;
use crate::view::cost::dollars;

/// The end of a lab.
#[derive(Clone, Debug, PartialEq)]
pub struct Finish {
    /// What is to be learnt from it.
    pub debrief: String,
    /// What the seed had drawn, where it draws.
    pub cause: Option<String>,
    /// The stars, if the lab gives any.
    pub stars: Vec<Star>,
    /// The points that were felt: each with its sentence.
    pub points: Vec<(String, String)>,
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
        debrief: texts.t(&progress.key("debrief")).to_owned(),
        cause,
        stars: rows.map(|row| star(row, texts)).collect(),
        points: progress.points.iter().map(point).collect(),
    })
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

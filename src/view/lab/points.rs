//! What exams ask: the points by section, each with its sentence.

use crate::learn::exam::Point;
use crate::text::Texts;
use crate::view::concepts;
use crate::view::route::Route;

/// The sections: the end of each one's key, and the number of its last point.
const SECTIONS: [(&str, u32); 8] = [
    ("choose", 11),
    ("metrics", 42),
    ("alarms", 78),
    ("sns", 85),
    ("logs", 100),
    ("events", 112),
    ("trail", 130),
    ("access", 148),
];

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The end of its key.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// Its points, each with its sentence.
    pub points: Vec<(String, String)>,
}

/// The concept behind a point: its page and its title.
pub fn concept(id: &str, texts: &Texts) -> Option<(Route, String)> {
    let concept = concepts::of_point(Point::try_from(id.to_owned()).ok()?)?;
    Some((concept.route(), concept.title(texts)))
}

/// The sections with their points.
pub fn sections(texts: &Texts) -> Vec<Section> {
    let mut from = 1;
    let mut sections = Vec::new();
    for (id, last) in SECTIONS {
        let point = |n: u32| {
            let point = format!("P{n:03}");
            let text = texts.t(&format!("points.{point}")).to_owned();
            (point, text)
        };
        let title = texts.t(&format!("study.points.section.{id}")).to_owned();
        sections.push(Section { id, title, points: (from..=last).map(point).collect() });
        from = last + 1;
    }
    sections
}

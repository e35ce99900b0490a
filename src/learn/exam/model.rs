//! Wrong models: what people hold and options tempt with.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::{Point, number};

/// A wrong model, which people hold and questions tempt with: `W1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Model(u16);

/// What a wrong model is tied to.
struct Tied {
    /// The numbers of the points it is about, the one it is most about first.
    points: &'static [u16],
    /// The lab in which it breaks, where there is one.
    lab: Option<&'static str>,
}

const fn tied(points: &'static [u16]) -> Tied {
    Tied { points, lab: None }
}

const fn breaks_in(lab: &'static str, points: &'static [u16]) -> Tied {
    Tied { points, lab: Some(lab) }
}

/// Each wrong model, from `W1` on. Answers name them, so a number never comes to mean another.
static MODELS: [Tied; 57] = [
    breaks_in("two-of-three", &[44]),
    breaks_in("silence", &[46, 48]),
    breaks_in("watches-nothing", &[43]),
    breaks_in("told-once", &[54, 56]),
    breaks_in("where-is-memory", &[14, 16]),
    breaks_in("read-the-object", &[116, 113]),
    breaks_in("unused-region", &[113, 119]),
    breaks_in("who-stopped-it", &[115]),
    tied(&[3]),
    breaks_in("text-to-number", &[87]),
    breaks_in("average-lies", &[18, 17]),
    breaks_in("least-for-the-auditor", &[142]),
    breaks_in("tampered-file", &[125, 124]),
    breaks_in("mailbox-empty", &[79]),
    breaks_in("heal-or-kill", &[71]),
    tied(&[104]),
    breaks_in("follow-the-role", &[107, 122]),
    breaks_in("wrong-region-bill", &[30]),
    breaks_in("bucket-says-no", &[126]),
    tied(&[92]),
    breaks_in("small-edit", &[63]),
    tied(&[137]),
    breaks_in("heal-or-kill", &[60, 50]),
    breaks_in("least-for-the-auditor", &[141]),
    breaks_in("root-at-midnight", &[101]),
    tied(&[1, 5, 6, 7]),
    breaks_in("who-stopped-it", &[1, 2]),
    tied(&[147, 9, 10, 31]),
    breaks_in("who-stopped-it", &[4, 8, 113]),
    breaks_in("read-the-object", &[116, 112, 96]),
    breaks_in("least-for-the-auditor", &[121]),
    breaks_in("tampered-file", &[126, 140, 124]),
    breaks_in("zoom-and-age", &[21, 113, 86]),
    breaks_in("read-the-object", &[116, 104]),
    breaks_in("unused-region", &[25, 68, 119]),
    breaks_in("cost-of-watching", &[117, 45, 39]),
    breaks_in("least-for-the-auditor", &[141, 142]),
    breaks_in("bucket-says-no", &[80, 141, 145]),
    breaks_in("least-for-the-auditor", &[146, 14]),
    breaks_in("least-for-the-auditor", &[141, 145]),
    breaks_in("watches-nothing", &[12, 13, 61]),
    breaks_in("count-and-rate", &[78, 26, 70]),
    breaks_in("average-lies", &[17, 34, 37, 78]),
    breaks_in("two-of-three", &[44, 45, 53]),
    breaks_in("mailbox-empty", &[66, 69]),
    breaks_in("small-edit", &[54, 64, 65]),
    breaks_in("silence", &[46, 48, 50, 77]),
    breaks_in("text-to-number", &[90, 101, 82]),
    tied(&[84, 105, 79]),
    breaks_in("mailbox-empty", &[79, 81, 83, 84]),
    breaks_in("many-accounts", &[129, 40, 94, 134]),
    tied(&[132, 139, 135]),
    breaks_in("where-is-memory", &[14, 32, 116]),
    breaks_in("mailbox-empty", &[69, 72, 138]),
    breaks_in("heal-or-kill", &[58, 59]),
    breaks_in("queue-grows", &[74, 129, 67]),
    breaks_in("follow-the-role", &[120, 130]),
];

impl Model {
    /// Every wrong model, in order.
    pub fn all() -> impl Iterator<Item = Model> {
        (1..).zip(&MODELS).map(|(number, _)| Model(number))
    }

    fn tied(self) -> Option<&'static Tied> {
        MODELS.get(usize::from(self.0).checked_sub(1)?)
    }

    /// The points it is about, the one it is most about first.
    pub fn points(self) -> impl Iterator<Item = Point> {
        let numbers = self.tied().map(|tied| tied.points).unwrap_or_default();
        numbers.iter().filter_map(|own| Point::all().find(|point| point.number() == *own))
    }

    /// The lab in which it breaks, where there is one.
    pub fn lab(self) -> Option<&'static str> {
        self.tied()?.lab
    }

    /// The key of what it believes.
    pub fn key(self) -> String {
        format!("exam-models.{self}")
    }

    /// The key of what is so instead.
    pub fn truth_key(self) -> String {
        format!("exam-models.{self}.truth")
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "W{}", self.0)
    }
}

impl TryFrom<String> for Model {
    type Error = String;

    fn try_from(text: String) -> Result<Model, String> {
        let last = Model::all().last().map_or(0, |model| model.0);
        let model = number(&text, 'W', last).map(Model);
        model.ok_or_else(|| format!("expected a wrong model W1 to W{last}, found `{text}`"))
    }
}

impl From<Model> for String {
    fn from(model: Model) -> String {
        model.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_lead_to_points() {
        for (text, known) in [("W1", true), ("W57", true), ("W58", false), ("P001", false)] {
            assert_eq!(Model::try_from(text.to_owned()).is_ok(), known, "{text}");
        }
        let model = Model::try_from("W2".to_owned()).unwrap();
        let points: Vec<String> = model.points().map(|point| point.to_string()).collect();
        assert_eq!((points.join(" "), model.lab()), ("P046 P048".to_owned(), Some("silence")));
    }
}

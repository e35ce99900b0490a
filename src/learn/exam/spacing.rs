//! When a point comes back, and how well it stands: boxes as in Leitner's card file.
//!
//! A point moves a box up when it is answered rightly on a day it is due, and falls to the first
//! one when it is answered wrongly. The higher its box, the later it comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Point;
use super::model::Model;
use super::progress::Record;

/// After how many days a point in each box comes back.
const DAYS: [i64; 6] = [0, 1, 3, 7, 16, 35];
/// From this box on it is mastered.
const MASTERED: usize = 3;

/// How a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A wrong model was chosen when it was asked last.
    Believed,
    /// It was answered, but not often enough or too long ago.
    Shaky,
    /// It was never asked.
    Unseen,
    /// It was known again and again.
    Mastered,
}

/// What is known of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// Its box, from 0.
    pub step: usize,
    /// The day it comes back.
    pub due: i64,
    /// The day it was asked last.
    pub last: i64,
    /// How often it was answered rightly, and how often at all.
    pub score: (usize, usize),
    /// The wrong models that were chosen when it was asked last.
    pub believed: Vec<Model>,
}

/// A wrong model and the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belief {
    /// Which.
    pub model: Model,
    /// How often it was chosen, and how often it tempted.
    pub score: (usize, usize),
    /// Whether it was chosen, and what it tempts to was not answered rightly in a later sitting.
    pub held: bool,
}

fn days(step: usize) -> i64 {
    DAYS.get(step).or(DAYS.last()).copied().unwrap_or_default()
}

impl Recall {
    fn first(day: i64) -> Recall {
        Recall { step: 0, due: day, last: day, score: (0, 0), believed: Vec::new() }
    }

    fn take(&mut self, record: &Record) {
        self.score.1 += 1;
        self.last = record.day;
        self.believed.clone_from(&record.fell);
        if record.right {
            self.score.0 += 1;
            // What is asked before its day shows nothing yet.
            if record.day >= self.due {
                self.step = (self.step + 1).min(DAYS.len() - 1);
                self.due = record.day + days(self.step);
            }
        } else {
            self.step = 0;
            self.due = record.day;
        }
    }

    /// How the point stands on a day.
    pub fn standing(&self, today: i64) -> Standing {
        if !self.believed.is_empty() {
            return Standing::Believed;
        }
        let faded = today > self.due + days(self.step);
        if self.step >= MASTERED && !faded { Standing::Mastered } else { Standing::Shaky }
    }
}

/// What is known of every point that was ever asked, by answers, the oldest first.
pub fn points<'a>(records: impl IntoIterator<Item = &'a Record>) -> BTreeMap<Point, Recall> {
    let mut known: BTreeMap<Point, Recall> = BTreeMap::new();
    for record in records {
        for point in &record.points {
            known.entry(*point).or_insert_with(|| Recall::first(record.day)).take(record);
        }
    }
    known
}

/// How a point stands on a day.
pub fn standing(known: &BTreeMap<Point, Recall>, point: Point, today: i64) -> Standing {
    known.get(&point).map_or(Standing::Unseen, |recall| recall.standing(today))
}

/// The points that are to come back on a day: what is wrongly believed first, then what waits
/// longest.
pub fn due(known: &BTreeMap<Point, Recall>, today: i64) -> Vec<Point> {
    let mut due: Vec<(&Point, &Recall)> =
        known.iter().filter(|(_, recall)| recall.due <= today).collect();
    due.sort_by_key(|(point, recall)| (recall.believed.is_empty(), recall.due, **point));
    due.into_iter().map(|(point, _)| *point).collect()
}

/// Every wrong model that ever tempted: what is held first, then in order.
///
/// Who fell for one has overcome it with a right answer to an item that tempts with it, in a later
/// sitting: in the same one the answer may still be in the ear.
pub fn beliefs<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<Belief> {
    let mut met: BTreeMap<Model, (Belief, Option<u64>)> = BTreeMap::new();
    for record in records {
        for model in record.met.iter().chain(&record.fell).collect::<BTreeSet<_>>() {
            let fresh = || (Belief { model: *model, score: (0, 0), held: false }, None);
            let (belief, fell_in) = met.entry(*model).or_insert_with(fresh);
            belief.score.1 += 1;
            if record.fell.contains(model) {
                belief.score.0 += 1;
                belief.held = true;
                *fell_in = Some(record.sitting);
            } else if record.right && *fell_in != Some(record.sitting) {
                belief.held = false;
            }
        }
    }
    let mut beliefs: Vec<Belief> = met.into_values().map(|(belief, _)| belief).collect();
    beliefs.sort_by_key(|belief| !belief.held);
    beliefs
}

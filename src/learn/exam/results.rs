//! What a sitting came to: by domain, by point, and which wrong models it showed.

use std::collections::BTreeMap;

use super::bank::{Bank, domain_of};
use super::code::{Domain, Point};
use super::model::Model;
use super::sitting::Sitting;

/// How many were right, and how many there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Answered rightly.
    pub right: usize,
    /// Asked: in a round that is not timed, what has an answer.
    pub asked: usize,
}

impl Score {
    fn take(&mut self, right: bool) {
        self.right += usize::from(right);
        self.asked += 1;
    }

    /// In percent, rounded down.
    pub fn percent(self) -> usize {
        (self.right * 100).checked_div(self.asked).unwrap_or_default()
    }
}

/// A wrong model that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fell {
    /// Which.
    pub model: Model,
    /// The questions in which it was, counted from 0.
    pub entries: Vec<usize>,
    /// The lab that breaks it.
    pub lab: Option<String>,
}

/// What a sitting came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// All of it.
    pub all: Score,
    /// How many questions have an answer.
    pub answered: usize,
    /// By domain, in the order of the points.
    pub domains: Vec<(Domain, Score)>,
    /// By point, in order.
    pub points: Vec<(Point, Score)>,
    /// The wrong models that were chosen, in order.
    pub fell: Vec<Fell>,
    /// Whether each question was answered rightly; of one that has no answer nothing.
    pub right: Vec<Option<bool>>,
}

/// Counts a sitting, as far as it is marked.
pub fn results(bank: &Bank, sitting: &Sitting) -> Results {
    let mut found = Results { answered: sitting.answered(), ..Results::default() };
    let mut domains: BTreeMap<Domain, Score> = BTreeMap::new();
    let mut points: BTreeMap<Point, Score> = BTreeMap::new();
    let mut fell: BTreeMap<Model, Fell> = BTreeMap::new();
    for (i, entry) in sitting.entries.iter().enumerate() {
        let Some(item) = bank.item(&entry.item) else { continue };
        let mark = entry.answer.mark(item);
        let empty = entry.answer.is_empty();
        found.right.push((!empty).then_some(mark.right));
        // What an exam leaves open is lost; a round that is ended early asked no more than it did.
        if empty && !sitting.mode.is_timed() {
            continue;
        }
        found.all.take(mark.right);
        domains.entry(domain_of(item)).or_default().take(mark.right);
        for point in &item.points {
            points.entry(*point).or_default().take(mark.right);
        }
        for model in mark.fell {
            let lab = || model.lab().map(str::to_owned).or_else(|| item.level.clone());
            let one = || Fell { model, entries: Vec::new(), lab: lab() };
            fell.entry(model).or_insert_with(one).entries.push(i);
        }
    }
    found.domains = domains.into_iter().collect();
    found.points = points.into_iter().collect();
    found.fell = fell.into_values().collect();
    found
}

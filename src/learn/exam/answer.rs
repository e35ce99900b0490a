//! What somebody answered, and whether it is right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::item::{Form, Item};
use super::model::Model;

/// An answer, finished or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The options chosen, or all of them in the order they were put in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
    /// What options were matched with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub matched: BTreeMap<String, String>,
}

/// How an answer is marked. As in the exams, all of it is right or nothing counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whether it is right.
    pub right: bool,
    /// How many options are as they should be, and how many there are.
    pub parts: (usize, usize),
    /// The wrong models it shows.
    pub fell: Vec<Model>,
}

impl Answer {
    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty() && self.matched.is_empty()
    }

    /// Whether it says as much as the item asks for.
    pub fn is_whole(&self, item: &Item) -> bool {
        match item.form {
            Form::Single => self.chosen.len() == 1,
            Form::Multiple => Some(self.chosen.len()) == item.choose,
            Form::Ordering => self.chosen.len() == item.options.len(),
            Form::Matching => item.options.iter().all(|one| self.matched.contains_key(&one.id)),
        }
    }

    /// Marks it.
    pub fn mark(&self, item: &Item) -> Mark {
        let fits: Vec<bool> =
            item.options.iter().enumerate().map(|at| self.fits(item, at)).collect();
        let met = fits.iter().filter(|fit| **fit).count();
        let shown = item.options.iter().zip(&fits);
        let shown = shown.filter(|(one, fit)| !**fit && self.says(&one.id));
        let mut fell: Vec<Model> = shown.filter_map(|(one, _)| one.wrong).collect();
        fell.sort_unstable();
        fell.dedup();
        Mark { right: met == fits.len(), parts: (met, fits.len()), fell }
    }

    /// Whether anything was said of an option.
    fn says(&self, id: &String) -> bool {
        self.chosen.contains(id) || self.matched.contains_key(id)
    }

    /// Whether an option is where it should be.
    pub(super) fn fits(&self, item: &Item, (place, one): (usize, &super::item::Choice)) -> bool {
        match item.form {
            Form::Single | Form::Multiple => self.chosen.contains(&one.id) == one.right,
            Form::Ordering => self.chosen.get(place) == Some(&one.id),
            Form::Matching => self.matched.get(&one.id) == one.with.as_ref(),
        }
    }

    /// Chooses an option, or takes the choice back where several may be chosen.
    pub fn choose(&mut self, item: &Item, option: &str) {
        if item.form == Form::Single {
            self.chosen = vec![option.to_owned()];
        } else if self.chosen.iter().any(|id| id == option) {
            self.chosen.retain(|id| id != option);
        } else {
            self.chosen.push(option.to_owned());
        }
    }

    /// Moves an option a place up or down in the order; `begun` is the order it was found in.
    pub fn shift(&mut self, begun: &[String], option: &str, up: bool) {
        if self.chosen.is_empty() {
            self.chosen = begun.to_vec();
        }
        let Some(place) = self.chosen.iter().position(|id| id == option) else { return };
        let to = if up { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(to) = to.filter(|to| *to < self.chosen.len()) {
            self.chosen.swap(place, to);
        }
    }

    /// Matches an option with something, or with nothing again.
    pub fn pair(&mut self, option: &str, with: Option<String>) {
        match with {
            Some(with) => drop(self.matched.insert(option.to_owned(), with)),
            None => drop(self.matched.remove(option)),
        }
    }
}

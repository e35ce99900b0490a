//! A lab that is being made, as it is kept beside its session: the mark, and what was written.

use serde::{Deserialize, Serialize};

use super::suggest::Suggestion;
use crate::learn::lab::Said;
use crate::sim::{Sim, Time, digest};
use crate::text::{Lang, Texts};

/// How many levels hints have: nudge, concept, exact.
pub const LEVELS: usize = 3;

/// The moment a lab begins at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Who the learner is.
    pub user: String,
    /// How many entries of the log made the world that the learner finds.
    pub entries: usize,
    /// The instant.
    pub at: Time,
    /// A fingerprint of those entries.
    check: u32,
}

impl Mark {
    /// The present moment.
    pub fn here(sim: &Sim, user: &str) -> Mark {
        let entries = sim.log().len();
        Mark { user: user.to_owned(), entries, at: sim.world().now(), check: check(sim, entries) }
    }

    /// Whether the world has still come by this moment: it may have been taken back since.
    pub fn stands(&self, sim: &Sim) -> bool {
        let here = sim.log().len() >= self.entries && sim.world().now() >= self.at;
        here && check(sim, self.entries) == self.check
    }
}

/// What tells the first entries of a log from any others that stood in their place.
fn check(sim: &Sim, entries: usize) -> u32 {
    let groups: Vec<u64> = sim.log().iter().take(entries).map(|entry| entry.group).collect();
    digest::fingerprint(&groups)
}

/// A text in the languages it was written in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Both {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

impl Both {
    /// The text of a language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }

    /// The text of a language, to be written.
    pub fn of_mut(&mut self, lang: Lang) -> &mut String {
        match lang {
            Lang::En => &mut self.en,
            Lang::Ko => &mut self.ko,
        }
    }

    /// Whether nobody wrote anything.
    pub fn is_empty(&self) -> bool {
        Lang::ALL.into_iter().all(|lang| self.of(lang).trim().is_empty())
    }

    /// Says it under a key: a line a paragraph.
    pub(super) fn say(&self, key: &str, said: &mut Said) {
        for lang in Lang::ALL {
            let lines = self.of(lang).lines().map(str::trim).filter(|line| !line.is_empty());
            for line in lines {
                // Our own keys are well-formed.
                let _ = said.add(lang, key, line);
            }
        }
    }
}

/// A goal that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftGoal {
    /// Its name.
    pub id: String,
    /// The `expect` line that must hold.
    pub expect: String,
    /// What is wanted.
    pub title: Both,
    /// What is said while it is missing.
    pub missing: Both,
    /// The hints: nudge, concept, exact.
    pub hints: [Both; LEVELS],
}

/// What is good enough for a star each, as typed; empty is what the solution takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftPar {
    /// Calls that change something.
    pub calls: String,
    /// Simulated minutes.
    pub minutes: String,
    /// Dollars a month.
    pub cost: String,
    /// Hints.
    pub hints: String,
}

/// A lab that is being made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Where it begins.
    pub mark: Option<Mark>,
    /// What its file is called, without the ending.
    pub name: String,
    /// What it is called.
    pub title: Both,
    /// The reason to care and what there is to do.
    pub story: Both,
    /// What is said at the end.
    pub end: Both,
    /// How long a person takes, in minutes.
    pub minutes: String,
    /// What is good enough.
    pub par: DraftPar,
    /// The goals in order.
    pub goals: Vec<DraftGoal>,
}

impl Draft {
    /// Chooses a goal, with a sentence to begin with.
    pub fn choose(&mut self, suggestion: &Suggestion, texts: &Texts) {
        let free = |n: &u32| self.goals.iter().all(|goal| goal.id != format!("goal-{n}"));
        let number = (1..).find(free).unwrap_or_default();
        let mut goal = DraftGoal { id: format!("goal-{number}"), ..DraftGoal::default() };
        goal.expect.clone_from(&suggestion.expect);
        let title = suggestion.say(texts);
        *goal.missing.of_mut(texts.lang()) = texts.fill("make.missing", &[("goal", &title)]);
        *goal.title.of_mut(texts.lang()) = title;
        self.goals.push(goal);
    }

    /// Moves a goal one place up.
    pub fn up(&mut self, place: usize) {
        if place > 0 && place < self.goals.len() {
            self.goals.swap(place - 1, place);
        }
    }

    /// The fields whose number cannot be read: the keys of their labels. An empty one says nothing.
    pub fn unread(&self) -> Vec<&'static str> {
        let whole = [
            ("make.field.minutes", &self.minutes),
            ("make.field.calls", &self.par.calls),
            ("make.field.clock", &self.par.minutes),
            ("make.field.hints-used", &self.par.hints),
        ];
        let whole = whole.map(|(key, typed)| (key, typed, typed.trim().parse::<u32>().is_ok()));
        let cost = &self.par.cost;
        let cost = ("make.field.cost", cost, dollars(cost).is_some());
        let wrong = |(key, typed, reads): (_, &String, bool)| {
            (!reads && !typed.trim().is_empty()).then_some(key)
        };
        whole.into_iter().chain([cost]).filter_map(wrong).collect()
    }

    /// The text that a form keeps.
    pub fn of(value: Option<&serde_json::Value>) -> Draft {
        value.and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
    }

    /// What a form keeps of it.
    pub fn kept(&self) -> Option<serde_json::Value> {
        serde_json::to_value(self).ok()
    }
}

/// What was typed as dollars.
pub(super) fn dollars(typed: &str) -> Option<f64> {
    crate::number::parse(typed.trim()).filter(|n| (0.0..1e6).contains(n))
}

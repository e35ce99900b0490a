//! A sitting: the items drawn, what was answered so far, and the time used. It is kept as a text
//! and goes on where it was left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Mark};
use super::bank::Bank;
use super::draw::{self, Dice, Mode};
use super::flavour::Flavour;
use super::item::{Form, Item};
use super::progress::{Progress, ReadError, Record};

/// The version of the format written here.
pub const FORMAT: u32 = 1;

/// A question of a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The item: `alarms.01`.
    pub item: String,
    /// Its options in the order in which they are shown.
    pub order: Vec<String>,
    /// What they can be matched with, in the order in which it is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// What was answered.
    #[serde(default)]
    pub answer: Answer,
    /// Whether the learner wants to come back to it.
    #[serde(default)]
    pub flagged: bool,
    /// Whether it is marked, and the reasons told.
    #[serde(default)]
    pub shown: bool,
}

/// A sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The version of the format.
    format: u32,
    /// What tells it from other sittings; it is also its seed.
    pub id: u64,
    /// What is asked, and how.
    pub mode: Mode,
    /// The day it began.
    pub day: i64,
    /// How much time there is, in milliseconds, when there is an end to it.
    pub limit_ms: Option<u64>,
    /// How much was used.
    pub used_ms: u64,
    /// The question shown, counted from 0.
    pub at: usize,
    /// The questions.
    pub entries: Vec<Entry>,
    /// Whether it is over.
    pub done: bool,
    /// Whether its clock stands.
    #[serde(default)]
    pub paused: bool,
}

impl Entry {
    fn new(item: &Item, dice: &mut Dice) -> Entry {
        let ids = || item.options.iter().map(|one| one.id.clone()).collect::<Vec<String>>();
        let mut order = ids();
        dice.shuffle(&mut order);
        if item.form == Form::Ordering && order == ids() {
            // Found in order there would be nothing to do.
            order.rotate_left(1);
        }
        let mut with = item.with.clone();
        dice.shuffle(&mut with);
        let (answer, item) = (Answer::default(), item.name());
        Entry { item, order, with, answer, flagged: false, shown: false }
    }

    /// Whether the item is still what it was when this was drawn.
    fn fits(&self, bank: &Bank) -> bool {
        let Some(item) = bank.item(&self.item) else { return false };
        let same = |ours: &[String], mut theirs: Vec<&String>| {
            let mut ours: Vec<&String> = ours.iter().collect();
            ours.sort_unstable();
            theirs.sort_unstable();
            ours == theirs
        };
        same(&self.order, item.options.iter().map(|one| &one.id).collect())
            && same(&self.with, item.with.iter().collect())
    }

    /// Marks it.
    pub fn mark(&self, bank: &Bank) -> Option<Mark> {
        Some(self.answer.mark(bank.item(&self.item)?))
    }
}

impl Sitting {
    /// Begins one. None when there is nothing to ask.
    pub fn begin(
        bank: &Bank,
        progress: &Progress,
        mode: Mode,
        id: u64,
        today: i64,
    ) -> Option<Sitting> {
        let names = draw::draw(bank, progress, &mode, id, today);
        let mut dice = Dice::new(id ^ 1);
        let items = names.iter().filter_map(|name| bank.item(name));
        let entries: Vec<Entry> = items.map(|item| Entry::new(item, &mut dice)).collect();
        if entries.is_empty() {
            return None;
        }
        let limit_ms = match mode {
            Mode::Mock(exam) => Some(u64::from(Flavour::of(exam).minutes(entries.len())) * 60_000),
            _ => None,
        };
        let (format, day) = (FORMAT, today);
        let (done, paused) = (false, false);
        Some(Sitting { format, id, mode, day, limit_ms, used_ms: 0, at: 0, entries, done, paused })
    }

    /// The sitting as a text.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads that text.
    ///
    /// # Errors
    /// If it is not a whole sitting of this format or an older one.
    pub fn parse(text: &str) -> Result<Sitting, ReadError> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let version: Version = serde_json::from_str(text).map_err(|_| ReadError::NotProgress)?;
        if version.format > FORMAT {
            return Err(ReadError::Newer { format: version.format });
        }
        serde_json::from_str(text).map_err(|_| ReadError::NotProgress)
    }

    /// Leaves out questions whose items have changed since; how many those were.
    pub fn fit(&mut self, bank: &Bank) -> usize {
        let before = self.entries.len();
        let kept = self.entries.iter().take(self.at).filter(|entry| entry.fits(bank)).count();
        self.entries.retain(|entry| entry.fits(bank));
        self.at = kept.min(self.entries.len().saturating_sub(1));
        before - self.entries.len()
    }

    /// The question shown.
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.at)
    }

    /// The question shown, to be answered. None once it is marked or all is over.
    pub fn open(&mut self) -> Option<&mut Entry> {
        let over = self.done;
        self.entries.get_mut(self.at).filter(|entry| !entry.shown && !over)
    }

    /// Goes to another question.
    pub fn go(&mut self, to: usize) {
        self.at = to.min(self.entries.len().saturating_sub(1));
    }

    /// Marks the question shown and tells its reasons: what is to be kept of it.
    pub fn show(&mut self, bank: &Bank, today: i64) -> Option<Record> {
        if self.mode.is_timed() {
            return None;
        }
        let id = self.id;
        let entry = self.open().filter(|entry| !entry.answer.is_empty())?;
        entry.shown = true;
        record(id, entry, bank, today)
    }

    /// Ends it: what is to be kept of the answers that were not told yet.
    pub fn finish(&mut self, bank: &Bank, today: i64) -> Vec<Record> {
        if std::mem::replace(&mut self.done, true) {
            return Vec::new();
        }
        let id = self.id;
        let open = self.entries.iter_mut().filter(|entry| !entry.shown);
        let told = open.filter_map(|entry| {
            entry.shown = true;
            // What was left out says nothing of what is believed.
            if entry.answer.is_empty() { None } else { record(id, entry, bank, today) }
        });
        told.collect()
    }

    /// Lets time pass; whether it is up.
    pub fn pass(&mut self, ms: u64) -> bool {
        self.used_ms = self.used_ms.saturating_add(ms);
        if let Some(limit) = self.limit_ms {
            self.used_ms = self.used_ms.min(limit);
        }
        self.limit_ms == Some(self.used_ms)
    }

    /// How much time is left, in milliseconds, when there is an end to it.
    pub fn left_ms(&self) -> Option<u64> {
        Some(self.limit_ms?.saturating_sub(self.used_ms))
    }

    /// How many questions have an answer.
    pub fn answered(&self) -> usize {
        self.entries.iter().filter(|entry| !entry.answer.is_empty()).count()
    }
}

fn record(sitting: u64, entry: &Entry, bank: &Bank, day: i64) -> Option<Record> {
    let item = bank.item(&entry.item)?;
    let mark = entry.answer.mark(item);
    let mut said = entry.answer.chosen.clone();
    said.extend(entry.answer.matched.iter().map(|(option, with)| format!("{option}={with}")));
    Some(Record {
        sitting,
        item: entry.item.clone(),
        day,
        right: mark.right,
        points: item.points.clone(),
        met: item.tempts(),
        fell: mark.fell,
        said,
        rest: BTreeMap::new(),
    })
}

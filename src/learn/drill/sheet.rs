//! The answer sheet of a drill: what was answered, the time used, and what is kept of it.
//!
//! A finished drill is a line of a text that is kept, exported and imported, as answers of the
//! exam are: a head with the version of the format, then one JSON object a drill.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::plan::Plan;
use super::truth::{Ask, Truth};
use super::{Code, Drill, points};
use crate::learn::exam::{self, Model};

/// The version of the format written here.
pub const FORMAT: u32 = 1;
/// The longest text that is read.
const MAX_TEXT: usize = 4 * 1024 * 1024;

/// A drill that is open, or over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The version of the format.
    format: u32,
    /// Which drill: `2-4711`.
    pub code: String,
    /// What tells it from other times the same drill was done.
    pub id: u64,
    /// The name of its session.
    pub save: String,
    /// The day it began, counted from 1970.
    pub day: i64,
    /// How much time was used, in milliseconds.
    pub used_ms: u64,
    /// The answers, by the word of their question.
    pub answers: BTreeMap<String, String>,
    /// Whether it is over.
    pub done: bool,
    /// What went wrong in it, by its word: a newer program may make another drill of the code.
    #[serde(default)]
    pub kind: String,
}

impl Sheet {
    /// An empty one.
    pub fn new(code: Code, id: u64, save: &str, day: i64) -> Sheet {
        let kind = Plan::draw(code).kind.fault().word.to_owned();
        Sheet {
            kind,
            format: FORMAT,
            code: code.to_string(),
            id,
            save: save.to_owned(),
            day,
            used_ms: 0,
            answers: BTreeMap::new(),
            done: false,
        }
    }

    /// Whether its code still makes the drill that it was begun with.
    pub fn is_same(&self, drill: &Drill) -> bool {
        self.kind.is_empty() || self.kind == drill.plan.kind.fault().word
    }

    /// The drill it is about.
    pub fn code(&self) -> Option<Code> {
        Code::parse(&self.code)
    }

    /// The sheet as a text.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads that text; none if it is not a sheet of this format or an older one.
    pub fn parse(text: &str) -> Option<Sheet> {
        let sheet: Sheet = serde_json::from_str(text).ok()?;
        (sheet.format <= FORMAT && sheet.code().is_some()).then_some(sheet)
    }

    /// Answers a question, as long as it is not over.
    pub fn choose(&mut self, ask: Ask, choice: &str) {
        if !self.done {
            self.answers.insert(ask.word().to_owned(), choice.to_owned());
        }
    }

    /// The answer to a question.
    pub fn answer(&self, ask: Ask) -> Option<&str> {
        self.answers.get(ask.word()).map(String::as_str)
    }

    /// Time passes on the wall.
    pub fn pass(&mut self, ms: u64) {
        if !self.done {
            self.used_ms += ms;
        }
    }

    /// Whether every question has an answer.
    pub fn is_full(&self) -> bool {
        Ask::ALL.iter().all(|ask| self.answer(*ask).is_some())
    }

    /// Whether the answer to a question is right. Without one it is not.
    pub fn is_right(&self, ask: Ask, truth: &Truth) -> bool {
        let right = truth.question(ask).and_then(|question| question.right());
        right.is_some_and(|right| self.answer(ask) == Some(right.id().as_str()))
    }

    /// How many answers are right.
    pub fn score(&self, truth: &Truth) -> usize {
        Ask::ALL.iter().filter(|ask| self.is_right(**ask, truth)).count()
    }

    /// Ends it: what is to be kept. None if it was over already.
    pub fn finish(&mut self, drill: &Drill) -> Option<Record> {
        if std::mem::replace(&mut self.done, true) {
            return None;
        }
        let wrong = Ask::ALL.iter().filter(|ask| !self.is_right(**ask, &drill.truth));
        let kind = drill.plan.kind;
        let (mut met, mut fell) = (BTreeMap::new(), BTreeMap::new());
        for question in &drill.truth.questions {
            let word = question.ask.word();
            for (answer, model) in points::tempting(kind, question) {
                met.entry(word.to_owned()).or_insert_with(Vec::new).push(model);
                if self.answer(question.ask) == Some(answer.as_str()) {
                    fell.entry(word.to_owned()).or_insert_with(Vec::new).push(model);
                }
            }
        }
        Some(Record {
            id: self.id,
            code: self.code.clone(),
            kind: kind.fault().word.to_owned(),
            day: self.day,
            used_ms: self.used_ms,
            wrong: wrong.map(|ask| ask.word().to_owned()).collect(),
            of: Ask::ALL.len(),
            said: self.answers.clone(),
            met,
            fell,
            rest: BTreeMap::new(),
        })
    }
}

/// A drill that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What tells it from all others.
    pub id: u64,
    /// Which drill.
    pub code: String,
    /// What it was, by its word.
    pub kind: String,
    /// The day, counted from 1970.
    pub day: i64,
    /// The time used, in milliseconds.
    pub used_ms: u64,
    /// The questions answered wrongly, or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<String>,
    /// How many there were.
    pub of: usize,
    /// What was answered, by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, String>,
    /// The wrong models that tempted, by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub met: BTreeMap<String, Vec<Model>>,
    /// Those that were chosen.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fell: BTreeMap<String, Vec<Model>>,
    /// What a newer program knows of it: kept and written again.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

impl Record {
    /// How many answers were right.
    pub fn score(&self) -> usize {
        self.of.saturating_sub(self.wrong.len())
    }
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    drills: u32,
}

/// Every drill that was done, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    records: Vec<Record>,
}

/// Why a text is not one of these. The text itself is never touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is something else, or damaged.
    NotDrills,
    /// A newer version of the program made it.
    Newer {
        /// Its format.
        format: u32,
    },
}

impl ReadError {
    /// The key of the text that says so.
    pub fn key(self) -> &'static str {
        match self {
            ReadError::NotDrills => "drill.read.not-drills",
            ReadError::Newer { .. } => "drill.read.newer",
        }
    }
}

impl Done {
    /// What was answered in all of them, as answers of the exam.
    pub fn answers(&self) -> Vec<exam::Record> {
        self.records.iter().flat_map(points::answers).collect()
    }

    /// Every drill, oldest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Reads what [`fmt::Display`] writes.
    ///
    /// # Errors
    /// If it is not a whole text of this format or an older one.
    pub fn parse(text: &str) -> Result<Done, ReadError> {
        if text.len() > MAX_TEXT {
            return Err(ReadError::NotDrills);
        }
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let first = lines.next().unwrap_or_default();
        let head: Head = serde_json::from_str(first).map_err(|_| ReadError::NotDrills)?;
        if head.drills > FORMAT {
            return Err(ReadError::Newer { format: head.drills });
        }
        let lines = lines.filter(|line| !line.trim().is_empty());
        let records: Result<Vec<Record>, _> = lines.map(serde_json::from_str).collect();
        records.map(|records| Done { records }).map_err(|_| ReadError::NotDrills)
    }

    /// Adds drills that are not there yet; how many those are.
    pub fn merge(&mut self, new: &[Record]) -> usize {
        let mut known: BTreeSet<(u64, String)> =
            self.records.iter().map(|one| (one.id, one.code.clone())).collect();
        let before = self.records.len();
        let new = new.iter().filter(|one| known.insert((one.id, one.code.clone()))).cloned();
        self.records.extend(new);
        self.records.sort_by_key(|one| one.day);
        self.records.len() - before
    }

    /// The best score of each drill that was done.
    pub fn best(&self) -> BTreeMap<&str, usize> {
        let mut best = BTreeMap::new();
        for record in &self.records {
            let score = best.entry(record.code.as_str()).or_insert(0);
            *score = record.score().max(*score);
        }
        best
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn line<T: Serialize>(value: &T) -> String {
            serde_json::to_string(value).unwrap_or_default()
        }
        writeln!(f, "{}", line(&Head { drills: FORMAT }))?;
        self.records.iter().try_for_each(|record| writeln!(f, "{}", line(record)))
    }
}

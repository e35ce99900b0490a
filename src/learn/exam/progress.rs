//! What was answered, as a text that is kept, exported and imported.
//!
//! The first line is a head with the version of the format, each further line one answer; all are
//! JSON. An answer names its points and wrong models itself, so it keeps its meaning when the bank
//! changes. Storage holds the text in slots, each a whole text of its own: what cannot be read
//! stays as it is, and new answers go beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::code::Point;
use super::model::Model;

/// The version of the format written here.
pub const FORMAT: u32 = 1;
/// The longest text that is read.
pub const MAX_TEXT: usize = 8 * 1024 * 1024;
/// How many answers a slot of storage holds.
const SLOT: usize = 64;

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The sitting, by its number; with the item it tells one answer from all others.
    pub sitting: u64,
    /// The item: `alarms.01`.
    pub item: String,
    /// The day, counted from 1970.
    pub day: i64,
    /// Whether it was right.
    pub right: bool,
    /// What was asked.
    pub points: Vec<Point>,
    /// The wrong models that tempted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met: Vec<Model>,
    /// Those that were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fell: Vec<Model>,
    /// What was said: options, or `option=match`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
    /// What a newer program knows of it: kept and written again.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    exam: u32,
}

/// Every answer, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    records: Vec<Record>,
}

/// Why a text is no progress. The text itself is never touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is something else.
    NotProgress,
    /// A newer version of the program made it.
    Newer {
        /// Its format.
        format: u32,
    },
    /// Lines cannot be read; with them comes what can.
    Broken {
        /// The first of them, counted from 1.
        line: usize,
        /// What could be read.
        rest: Progress,
    },
}

impl ReadError {
    /// The key of the text that says so.
    pub fn key(&self) -> &'static str {
        match self {
            ReadError::NotProgress => "exam-page.read.not-progress",
            ReadError::Newer { .. } => "exam-page.read.newer",
            ReadError::Broken { .. } => "exam-page.read.broken",
        }
    }

    /// What the text wants to know.
    pub fn detail(&self) -> Vec<(&'static str, String)> {
        match self {
            ReadError::NotProgress => Vec::new(),
            ReadError::Newer { format } => vec![("format", format.to_string())],
            ReadError::Broken { line, .. } => vec![("line", line.to_string())],
        }
    }
}

impl Progress {
    /// Of answers, oldest first.
    pub fn of(records: Vec<Record>) -> Progress {
        Progress { records }
    }

    /// Every answer, oldest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Reads what [`fmt::Display`] writes.
    ///
    /// # Errors
    /// If it is not a whole text of this format or an older one.
    pub fn parse(text: &str) -> Result<Progress, ReadError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line).unwrap_or_default();
        let head: Head = serde_json::from_str(first).map_err(|_| ReadError::NotProgress)?;
        if text.len() > MAX_TEXT {
            return Err(ReadError::NotProgress);
        }
        if head.exam > FORMAT {
            return Err(ReadError::Newer { format: head.exam });
        }
        let (mut progress, mut broken) = (Progress::default(), None);
        for (i, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(record) => progress.records.push(record),
                Err(_) => broken = broken.or(Some(i + 1)),
            }
        }
        match broken {
            None => Ok(progress),
            Some(line) => Err(ReadError::Broken { line, rest: progress }),
        }
    }

    /// Adds answers that are not there yet; how many those are.
    pub fn merge(&mut self, other: &[Record]) -> usize {
        let key = |record: &Record| (record.sitting, record.item.clone());
        let mut known: BTreeSet<(u64, String)> = self.records.iter().map(key).collect();
        let new: Vec<Record> = other.iter().filter(|one| known.insert(key(one))).cloned().collect();
        let count = new.len();
        self.records.extend(new);
        // Answers of one day stay in the order in which they came.
        self.records.sort_by_key(|record| record.day);
        count
    }

    /// The latest answer to each item.
    pub fn latest(&self) -> BTreeMap<&str, &Record> {
        self.records.iter().map(|record| (record.item.as_str(), record)).collect()
    }

    /// The items whose latest answer is wrong, the oldest answer first.
    pub fn wrong(&self) -> Vec<&str> {
        let mut wrong: Vec<&Record> =
            self.latest().into_values().filter(|record| !record.right).collect();
        wrong.sort_by_key(|record| record.day);
        wrong.into_iter().map(|record| record.item.as_str()).collect()
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", json(&Head { exam: FORMAT }))?;
        self.records.iter().try_for_each(|record| writeln!(f, "{}", json(record)))
    }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What storage holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Each slot's text, by its number.
    pub texts: BTreeMap<usize, String>,
}

/// What could be read of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The answers.
    pub progress: Progress,
    /// The slots that cannot be read whole, and why. They stay as they are.
    pub lost: Vec<(usize, ReadError)>,
}

impl Slots {
    /// Reads every slot.
    pub fn read(&self) -> Kept {
        let mut kept = Kept::default();
        for (number, text) in &self.texts {
            match Progress::parse(text) {
                Ok(progress) => drop(kept.progress.merge(&progress.records)),
                Err(error) => {
                    if let ReadError::Broken { rest, .. } = &error {
                        kept.progress.merge(&rest.records);
                    }
                    kept.lost.push((*number, error));
                }
            }
        }
        kept
    }

    /// The slots to write so that new answers are kept too. A slot that cannot be read is never
    /// one of them.
    pub fn add(&self, new: &[Record]) -> Vec<(usize, String)> {
        let last = self.texts.last_key_value().map(|(number, text)| (*number, text));
        let open = last.and_then(|(number, text)| {
            let progress = Progress::parse(text).ok()?;
            (progress.records.len() < SLOT).then_some((number, progress.records))
        });
        let next = last.map_or(0, |(number, _)| number + 1);
        let (first, mut records) = open.unwrap_or((next, Vec::new()));
        records.extend_from_slice(new);
        let slots = records.chunks(SLOT).enumerate();
        slots.map(|(i, part)| (first + i, Progress::of(part.to_vec()).to_string())).collect()
    }
}

//! A session as text: what browser storage keeps, and what a file holds.
//!
//! The first line is a head, each further line one entry of the log; all are JSON. Storage keeps
//! the text in slots, so that an act rewrites a little and not everything.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::sim::world::{MAX_AGE, MAX_COMMANDS};
use crate::sim::{Command, Entry, Region, Setup, Time};

/// The version of the format written here.
pub const FORMAT: u32 = 3;
/// The version of the simulator's rules. A log made under other rules may turn out differently.
pub const RULES: u32 = 8;
/// The longest text that is read.
pub const MAX_TEXT: usize = 32 * 1024 * 1024;
/// How many entries a slot of storage holds.
const SLOT: usize = 32;
/// The longest name of a session, in characters.
const NAME: usize = 60;
/// The version of kept drafts.
const DRAFTS: u32 = 1;

/// What was typed into forms, by the form's name.
pub type Drafts = BTreeMap<String, serde_json::Value>;

/// Drafts as they are kept.
#[derive(Serialize, Deserialize)]
struct KeptDrafts {
    version: u32,
    forms: Drafts,
}

/// Drafts as a text; `None` when there are none.
pub fn drafts_text(drafts: &Drafts) -> Option<String> {
    let kept = || KeptDrafts { version: DRAFTS, forms: drafts.clone() };
    (!drafts.is_empty()).then(|| json(&kept()))
}

/// Drafts from a text. What cannot be read was typed in vain: there are none.
pub fn drafts_of(text: &str) -> Drafts {
    let kept = serde_json::from_str::<KeptDrafts>(text).ok();
    kept.filter(|kept| kept.version == DRAFTS).map(|kept| kept.forms).unwrap_or_default()
}

/// A session's name as somebody typed it, on one line and not too long.
pub fn name_of(typed: &str) -> String {
    let line = typed.split(|c: char| c.is_whitespace() || c.is_control());
    let line = line.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(NAME).collect::<String>().trim_end().to_owned()
}

/// What a session is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// No goals.
    Sandbox,
    /// The lab with this name.
    Lab(String),
}

/// What is kept beside the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the format.
    pub format: u32,
    /// The version of the rules.
    pub rules: u32,
    /// The session's own name in storage.
    pub id: String,
    /// What the learner calls it; empty as long as nobody has named it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// How its world began.
    pub setup: Setup,
    /// How many entries made the world that the learner found.
    pub floor: usize,
    /// The Region the console is in.
    pub region: Region,
    /// How many hints were shown, by goal.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hints: BTreeMap<String, u32>,
    /// What the learner said to which question; nothing when it was passed over.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
}

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// What is beside the log.
    pub head: Head,
    /// The log, oldest first.
    pub log: Vec<Entry>,
}

/// Why a text is no session. The text itself is never touched.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    /// It is not a session at all.
    NotASession,
    /// A line cannot be read; with it comes what stands before, to go on from there.
    Broken {
        /// The line, counted from 1.
        line: usize,
        /// What could be read.
        before: Box<Saved>,
    },
    /// A newer version of the program made it.
    Newer {
        /// Its format.
        format: u32,
    },
    /// It is of a lab that is not there.
    UnknownLab {
        /// The lab.
        lab: String,
    },
    /// It is longer than any session can be.
    TooLarge,
}

impl LoadError {
    /// The key of the text that says so.
    pub fn key(&self) -> &'static str {
        match self {
            LoadError::NotASession => "learn.load.not-a-session",
            LoadError::Broken { .. } => "learn.load.broken",
            LoadError::Newer { .. } => "learn.load.newer",
            LoadError::UnknownLab { .. } => "learn.load.unknown-lab",
            LoadError::TooLarge => "learn.load.too-large",
        }
    }

    /// What the text wants to know, by placeholder.
    pub fn detail(&self) -> Vec<(&'static str, String)> {
        match self {
            LoadError::Broken { line, .. } => vec![("line", line.to_string())],
            LoadError::Newer { format } => vec![("format", format.to_string())],
            LoadError::UnknownLab { lab } => vec![("lab", lab.clone())],
            LoadError::NotASession | LoadError::TooLarge => Vec::new(),
        }
    }
}

impl Saved {
    /// Reads what [`fmt::Display`] writes.
    ///
    /// # Errors
    /// If it is not a whole session of this format or an older one.
    pub fn parse(text: &str) -> Result<Saved, LoadError> {
        if text.len() > MAX_TEXT {
            return Err(LoadError::TooLarge);
        }
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line).unwrap_or_default();
        // Editors put a mark before a file's text.
        let first = first.trim_start_matches('\u{feff}');
        let mut saved = Saved { head: Head::parse(first)?, log: Vec::new() };
        if !saved.head.setup.start.can_begin() {
            return Err(LoadError::NotASession);
        }
        for (i, line) in lines.filter(|(_, line)| !line.is_empty()) {
            if saved.log.len() as u64 > 2 * MAX_COMMANDS {
                return Err(LoadError::TooLarge);
            }
            match serde_json::from_str(line) {
                Ok(entry) if reaches(&entry) > saved.head.setup.start + MAX_AGE => {
                    return Err(LoadError::TooLarge);
                }
                Ok(entry) => saved.log.push(entry),
                // What made the world must be whole; the learner's acts begin behind it.
                Err(_) if saved.head.floor > saved.log.len() => return Err(LoadError::NotASession),
                Err(_) => return Err(LoadError::Broken { line: i + 1, before: saved.into() }),
            }
        }
        if saved.head.floor > saved.log.len() {
            return Err(LoadError::NotASession);
        }
        Ok(saved)
    }
}

/// The instant an entry lets time come to.
fn reaches(entry: &Entry) -> Time {
    match entry.command {
        Command::Advance { until } => until,
        _ => Time::from_millis(i64::MIN),
    }
}

impl Head {
    /// Reads a text's first line, whose format is looked at before all else.
    ///
    /// # Errors
    /// If it is no head of this format or an older one.
    pub fn parse(line: &str) -> Result<Head, LoadError> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let version: Version = serde_json::from_str(line).map_err(|_| LoadError::NotASession)?;
        if version.format > FORMAT {
            return Err(LoadError::Newer { format: version.format });
        }
        serde_json::from_str(line).map_err(|_| LoadError::NotASession)
    }
}

impl fmt::Display for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&head_text(&self.head))?;
        self.log.iter().try_for_each(|entry| writeln!(f, "{}", json(entry)))
    }
}

/// A head as the first line of a session's text.
pub fn head_text(head: &Head) -> String {
    json(head) + "\n"
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// One thing to do to storage so that it holds the session again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The slot: 0 is the head, then the log in order.
    pub slot: usize,
    /// Its new text; `None` removes it.
    pub text: Option<String>,
}

/// Knows what storage holds, so that only what changed is written.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    head: Option<Head>,
    marks: Vec<Mark>,
}

/// What tells an entry of a session from every other that ever stood in its place.
type Mark = (u64, u32, Option<Time>);

impl Keeper {
    /// For storage that holds this session already.
    pub fn holding(saved: &Saved) -> Keeper {
        Keeper { head: Some(saved.head.clone()), marks: saved.log.iter().map(mark).collect() }
    }

    /// What to write so that storage holds the session. Writing must succeed as a whole; if it
    /// does not, [`Keeper::forget`] makes the next attempt write everything.
    pub fn writes(&mut self, head: Head, log: &[Entry]) -> Vec<Write> {
        let mut writes = Vec::new();
        let marks: Vec<Mark> = log.iter().map(mark).collect();
        for (i, entries) in log.chunks(SLOT).enumerate() {
            let slot = |marks: &[Mark]| marks.chunks(SLOT).nth(i).map(<[Mark]>::to_vec);
            if slot(&marks) != slot(&self.marks) {
                let text = entries.iter().map(|entry| json(entry) + "\n").collect();
                writes.push(Write { slot: i + 1, text: Some(text) });
            }
        }
        let (now, before) = (log.len().div_ceil(SLOT), self.marks.len().div_ceil(SLOT));
        // Storage is read on as long as there are slots: behind the last one there must be none,
        // not even of a writing that failed half-way.
        let new_end = self.head.is_none() || now != before;
        let end = before.max(now + usize::from(new_end));
        writes.extend((now..end).map(|i| Write { slot: i + 1, text: None }));
        if self.head.as_ref() != Some(&head) {
            writes.push(Write { slot: 0, text: Some(head_text(&head)) });
        }
        self.head = Some(head);
        self.marks = marks;
        writes
    }

    /// Nothing is known of what storage holds.
    pub fn forget(&mut self) {
        self.head = None;
        self.marks.clear();
    }
}

fn mark(entry: &Entry) -> Mark {
    let until = match entry.command {
        Command::Advance { until } => Some(until),
        _ => None,
    };
    (entry.group, entry.outcome, until)
}

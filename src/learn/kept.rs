//! What was learnt, as it is kept and as one file: labs that were solved with their stars, the
//! answers of the exam, and the drills that were done. Every text has the number of its format;
//! members nobody here knows are kept and written again, so that neither an older nor a newer
//! program loses anything.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::drill::sheet::{self, Done};
use super::exam::progress::{Progress, ReadError};

/// The format of both texts that is written here.
pub const FORMAT: u32 = 1;

/// The labs that were solved: each with the most stars it earned.
pub type Solved = BTreeMap<String, u8>;

/// The labs that were solved, with all that is kept of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Labs {
    /// The number of the format.
    #[serde(rename = "labs", default)]
    format: u32,
    /// Each lab.
    #[serde(default)]
    solved: BTreeMap<String, Lab>,
    /// What else stands there.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A lab that was solved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Lab {
    /// The most stars it earned.
    stars: u8,
    /// The day on which it earned them, counted from 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<i64>,
    /// What else is known of it.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Labs {
    /// Reads what [`fmt::Display`] writes, or what was written before there were formats: names
    /// with their stars.
    ///
    /// # Errors
    /// If it is something else, or of a newer program.
    pub fn parse(text: &str) -> Result<Labs, ReadError> {
        if let Ok(plain) = serde_json::from_str::<Solved>(text)
            && !plain.contains_key("labs")
        {
            let solved = plain.into_iter();
            let solved = solved.map(|(lab, stars)| (lab, Lab { stars, ..Lab::default() }));
            return Ok(Labs { solved: solved.collect(), ..Labs::default() });
        }
        let value: Value = serde_json::from_str(text).map_err(|_| ReadError::NotProgress)?;
        Labs::of_value(value)
    }

    fn of_value(value: Value) -> Result<Labs, ReadError> {
        let format = value.get("labs").and_then(Value::as_u64).ok_or(ReadError::NotProgress)?;
        let format = u32::try_from(format).unwrap_or(u32::MAX);
        if format > FORMAT {
            return Err(ReadError::Newer { format });
        }
        serde_json::from_value(value).map_err(|_| ReadError::NotProgress)
    }

    /// The labs with their stars.
    pub fn solved(&self) -> Solved {
        self.solved.iter().map(|(lab, known)| (lab.clone(), known.stars)).collect()
    }

    /// The labs with their stars and the day on which they earned them, where it is known.
    pub fn days(&self) -> impl Iterator<Item = (&str, u8, Option<i64>)> {
        self.solved.iter().map(|(lab, known)| (lab.as_str(), known.stars, known.day))
    }

    /// Notes that a lab was solved, nobody knows when. False when that was known.
    pub fn note(&mut self, lab: &str, stars: u8) -> bool {
        self.note_on(lab, stars, None)
    }

    /// Notes that a lab was solved on a day. False when that was known.
    pub fn note_on(&mut self, lab: &str, stars: u8, day: Option<i64>) -> bool {
        let known = self.solved.get(lab).map(|known| known.stars);
        let better = known.is_none_or(|known| known < stars);
        if better {
            let mine = self.solved.entry(lab.to_owned()).or_default();
            (mine.stars, mine.day) = (stars, day);
        }
        better
    }

    /// Adds what another text knows: the most stars count. How many labs are better known then.
    pub fn merge(&mut self, other: &Labs) -> usize {
        let mut better = 0;
        for (lab, known) in &other.solved {
            better += usize::from(self.note_on(lab, known.stars, known.day));
            let mine = self.solved.entry(lab.clone()).or_default();
            add(&mut mine.rest, &known.rest);
        }
        add(&mut self.rest, &other.rest);
        better
    }
}

/// Adds members that are not there yet.
fn add(to: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (name, value) in from {
        to.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

impl fmt::Display for Labs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let now = Labs { format: FORMAT, ..self.clone() };
        f.write_str(&serde_json::to_string(&now).unwrap_or_default())
    }
}

/// Everything that was learnt, as one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learnt {
    /// The labs.
    pub labs: Labs,
    /// The answers of the exam.
    pub exam: Progress,
    /// The drills that were done.
    pub drills: Done,
    /// Parts of the file that nobody here knows.
    pub rest: Map<String, Value>,
}

/// What one import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Labs that are better known.
    pub labs: usize,
    /// Answers that were not there.
    pub answers: usize,
    /// Drills that were not there.
    pub drills: usize,
}

impl Learnt {
    /// Reads a file of all that was learnt, or one of answers alone.
    ///
    /// # Errors
    /// If it is neither, or a newer program made it.
    pub fn parse(text: &str) -> Result<Learnt, ReadError> {
        let text = text.trim_start_matches('\u{feff}');
        let Ok(Value::Object(mut all)) = serde_json::from_str::<Value>(text) else {
            let exam = Progress::parse(text)?;
            return Ok(Learnt { exam, ..Learnt::default() });
        };
        if all.contains_key("exam") && !all.contains_key("learnt") {
            return Ok(Learnt { exam: Progress::parse(text)?, ..Learnt::default() });
        }
        let format = all.remove("learnt").and_then(|format| format.as_u64());
        let format = u32::try_from(format.ok_or(ReadError::NotProgress)?).unwrap_or(u32::MAX);
        if format > FORMAT {
            return Err(ReadError::Newer { format });
        }
        let labs = all.remove("labs").map(Labs::of_value).transpose()?.unwrap_or_default();
        let exam = match all.remove("exam") {
            Some(Value::String(lines)) => Progress::parse(&lines)?,
            _ => Progress::default(),
        };
        let mut learnt = Learnt { labs, exam, rest: all, ..Learnt::default() };
        learnt.settle()?;
        Ok(learnt)
    }

    /// Takes out of the parts that nobody knew those that are known by now: an older program kept
    /// the drills of a newer one's file among them.
    ///
    /// # Errors
    /// If they cannot be read; they stay where they are.
    pub fn settle(&mut self) -> Result<(), ReadError> {
        let Some(Value::String(lines)) = self.rest.get("drills") else { return Ok(()) };
        let drills = Done::parse(lines).map_err(|error| match error {
            sheet::ReadError::NotDrills => ReadError::NotProgress,
            sheet::ReadError::Newer { format } => ReadError::Newer { format },
        })?;
        self.drills.merge(drills.records());
        self.rest.remove("drills");
        Ok(())
    }

    /// Adds what another file knows.
    pub fn merge(&mut self, other: &Learnt) -> Added {
        add(&mut self.rest, &other.rest);
        Added {
            labs: self.labs.merge(&other.labs),
            answers: self.exam.merge(other.exam.records()),
            drills: self.drills.merge(other.drills.records()),
        }
    }
}

impl fmt::Display for Learnt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = self.rest.clone();
        all.insert("learnt".to_owned(), FORMAT.into());
        let labs = serde_json::from_str(&self.labs.to_string()).unwrap_or_default();
        all.insert("labs".to_owned(), labs);
        // The answers keep the form in which they are exported by themselves.
        all.insert("exam".to_owned(), self.exam.to_string().into());
        // What stands there and cannot be read stays; drills are kept by themselves as well.
        if !all.contains_key("drills") {
            all.insert("drills".to_owned(), self.drills.to_string().into());
        }
        f.write_str(&Value::Object(all).to_string())
    }
}

//! Incident drills: where one chooses, the answer sheet beside every page, what it came to.

mod results;

use std::rc::Rc;

use super::exam::question::clock;
use crate::learn::drill::fault::Scene;
use crate::learn::drill::sheet::{Done, Sheet};
use crate::learn::drill::truth::{Ask, Choice, Says};
use crate::learn::drill::{Code, Drill, LEVELS};
use crate::sim::time::Time;
use crate::text::Texts;

pub use results::{Link, Marked, Model as Results, results};

/// How many of the drills that were done are listed.
const LISTED: usize = 20;

/// What the pages of drills are made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// The sheet that is open, or over.
    pub sheet: Option<Sheet>,
    /// Its drill, once it was made.
    pub drill: Option<Rc<Drill>>,
    /// What became of things that could have been in place, by their word, once they were played.
    pub played: Vec<(String, Option<Time>)>,
    /// The drills that were done.
    pub done: Done,
    /// Whether what is kept of them could not be read.
    pub lost: bool,
}

/// What a page of drills is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Begin a drill; without a seed, one by chance.
    Start(u8, Option<u64>),
    /// Answer a question.
    Choose(Ask, String),
    /// Mark the answers.
    Mark,
    /// Go back to the drill's session.
    Back,
    /// Some seconds have passed.
    Tick,
    /// Hand the learner the drills that were done as a file.
    Export,
    /// Add the drills in a file's text.
    Import(String),
}

/// The page on which one chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Choose {
    /// A drill that somebody has shared.
    pub given: Option<Code>,
    /// The drill that is open: its code, and whether it is over.
    pub open: Option<(Code, bool)>,
    /// How hard it can be, with what that means.
    pub levels: Vec<(u8, String)>,
    /// Drills done, answers right, answers.
    pub counts: [usize; 3],
    /// The latest drills: which, and what it came to.
    pub rows: Vec<(Code, String)>,
    /// Whether what is kept cannot be read.
    pub lost: bool,
}

/// The page on which one chooses.
pub fn choose(held: &Held, given: Option<Code>, texts: &Texts) -> Choose {
    let records = held.done.records();
    let row = |record: &crate::learn::drill::sheet::Record| {
        let time = clock(record.used_ms / 1000);
        let (right, of) = (record.score(), record.of);
        let args: [(&str, &dyn std::fmt::Display); 3] =
            [("right", &right), ("of", &of), ("time", &time)];
        Some((Code::parse(&record.code)?, texts.fill("drill.done.row", &args)))
    };
    let open = held.sheet.as_ref().and_then(|sheet| Some((sheet.code()?, sheet.done)));
    Choose {
        given,
        open,
        levels: (1..=LEVELS)
            .map(|level| (level, texts.t(&format!("drill.level.{level}")).to_owned()))
            .collect(),
        counts: [
            records.len(),
            records.iter().map(|record| record.score()).sum(),
            records.iter().map(|record| record.of).sum(),
        ],
        rows: records.iter().rev().take(LISTED).filter_map(row).collect(),
        lost: held.lost,
    }
}

/// The answer sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Which drill.
    pub code: Code,
    /// What somebody noticed.
    pub brief: String,
    /// The questions.
    pub questions: Vec<Question>,
    /// How many are answered, and of how many.
    pub done: (usize, usize),
    /// The time used.
    pub used: String,
    /// Whether it is over.
    pub over: bool,
}

/// A question on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Which.
    pub ask: Ask,
    /// What is asked.
    pub title: String,
    /// The answers: what choosing gives, and what it says.
    pub choices: Vec<(String, String)>,
    /// What was answered.
    pub answer: String,
}

/// The answer sheet of the session with this name; none if it is of no open drill.
pub fn panel(held: &Held, save: &str, texts: &Texts) -> Option<Panel> {
    let sheet = held.sheet.as_ref().filter(|sheet| sheet.save == save)?;
    let drill = held.drill.as_ref()?;
    let questions = drill.truth.questions.iter().map(|question| Question {
        ask: question.ask,
        title: texts.t(&format!("drill.ask.{}", question.ask.word())).to_owned(),
        choices: question
            .choices
            .iter()
            .map(|choice| (choice.id(), says(question.ask, choice, texts)))
            .collect(),
        answer: sheet.answer(question.ask).unwrap_or_default().to_owned(),
    });
    Some(Panel {
        code: sheet.code()?,
        brief: brief(drill, texts),
        questions: questions.collect(),
        done: (sheet.answers.len(), Ask::ALL.len()),
        used: clock(sheet.used_ms / 1000),
        over: sheet.done,
    })
}

/// What somebody noticed.
fn brief(drill: &Drill, texts: &Texts) -> String {
    let time = drill.truth.now.format("%H:%M");
    let key = match drill.plan.kind.fault().scene {
        Scene::Slow => "drill.brief.slow",
        Scene::Down => "drill.brief.down",
        Scene::Audit => "drill.brief.audit",
    };
    texts.fill(key, &[("time", &time)])
}

/// What an answer says.
pub(super) fn says(ask: Ask, choice: &Choice, texts: &Texts) -> String {
    match &choice.says {
        Says::Word(word) => texts.t(&format!("drill.{}.{word}", ask.word())).to_owned(),
        Says::Person(name) => name.clone(),
        Says::Minute(time) => time.format("%H:%M"),
    }
}

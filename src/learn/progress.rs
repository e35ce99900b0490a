//! How far a learner has come in a lab: what the lab panel shows. Texts are keys.

use super::score::Score;
use crate::sim::Time;
use crate::text::Texts;

/// How far a lab has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabProgress {
    /// The lab.
    pub lab: String,
    /// Its user.
    pub user: String,
    /// Its goals in order.
    pub goals: Vec<GoalProgress>,
    /// The position of the first goal that is not reached.
    pub current: Option<usize>,
    /// The line the solution types next.
    pub next: Option<String>,
    /// What the learner is asked before it happens, in order.
    pub questions: Vec<Question>,
    /// The forbidden things that came to hold.
    pub broken: Vec<String>,
    /// How much it took, once it is done.
    pub score: Option<Score>,
    /// What the seed drew, where it draws.
    pub cause: Option<String>,
    /// The seed, where it draws.
    pub seed: Option<u64>,
    /// What exams ask that was felt here.
    pub points: Vec<String>,
}

/// A question about what will happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its name.
    pub id: String,
    /// What there is to say.
    pub options: Options,
    /// The alarm it is about, if it shows what that is going to see.
    pub alarm: Option<String>,
    /// How it stands.
    pub stand: Stand,
    /// Whether the clock stops until it is answered.
    pub stops: bool,
    /// Whether it was over as soon as it was asked, so that nobody could answer.
    pub early: bool,
    /// When it was over.
    pub over: Option<Time>,
}

/// What there is to say to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Options {
    /// Choices, by name.
    Choices(Vec<String>),
    /// Minutes.
    Minutes {
        /// They, in order.
        all: Vec<Time>,
        /// Whether it may not happen at all.
        never: bool,
    },
}

/// What is said of something that will not happen.
pub const NEVER: &str = "never";

/// How a question stands. What was said is a choice's name, an instant's seconds, or [`NEVER`].
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
    /// It is not asked yet.
    Waiting,
    /// It is asked, and waits for an answer.
    Open,
    /// The learner passed it over.
    Passed,
    /// The learner said this.
    Said(String),
    /// It happened.
    Over {
        /// What the learner had said.
        said: Option<String>,
        /// What happened.
        outcome: Outcome,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This choice.
    Choice(String),
    /// What was asked about, at this minute.
    At(Time),
    /// What was asked about did not happen.
    Never,
    /// None of what could be said.
    Other,
}

impl Question {
    /// Whether an answer is one there is to give.
    pub fn takes(&self, answer: &str) -> bool {
        match &self.options {
            Options::Choices(all) => all.iter().any(|choice| choice == answer),
            Options::Minutes { all, never } => {
                let said = all.iter().any(|at| at.as_secs().to_string() == answer);
                said || (*never && answer == NEVER)
            }
        }
    }

    /// The last minute there is to say, once it is asked.
    pub fn last(&self) -> Option<Time> {
        match &self.options {
            Options::Minutes { all, .. } => all.last().copied(),
            Options::Choices(_) => None,
        }
    }
}

/// One goal.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalProgress {
    /// Its name.
    pub id: String,
    /// When it was reached.
    pub reached: Option<Time>,
    /// What is still missing first, while it is not.
    pub missing: Option<Missing>,
    /// How many of its needs hold, and how many there are.
    pub met: (usize, usize),
    /// How many hints of the goal's own row were asked for.
    pub hints: u32,
    /// The hints for what the learner did that were shown, in order.
    pub noticed: Vec<String>,
    /// The hint for what the learner did that comes next.
    pub notice: Option<String>,
}

/// What a goal still wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// The need's name.
    pub need: String,
    /// The need as it can be asked in the terminal.
    pub expect: String,
    /// What was found instead, in the words of `expect`.
    pub found: String,
}

impl LabProgress {
    /// Whether every goal is reached, and nothing forbidden came to hold.
    pub fn done(&self) -> bool {
        self.current.is_none() && self.broken.is_empty()
    }

    /// The question whose answer the clock waits for.
    pub fn open_question(&self) -> Option<&Question> {
        self.questions.iter().find(|question| question.stops && question.stand == Stand::Open)
    }

    /// The key of one of the lab's own texts: `title`, `summary`, `brief`, `debrief`, `learn.1` ….
    pub fn key(&self, name: &str) -> String {
        lab_key(&self.lab, name)
    }

    /// The key of a goal's text: `title`, `trap`, `need.ID`, `hint.1` ….
    pub fn goal_key(&self, goal: &GoalProgress, name: &str) -> String {
        goal_key(&self.lab, &goal.id, name)
    }

    /// The key that says what a goal still wants.
    pub fn missing_key(&self, goal: &GoalProgress) -> Option<String> {
        let missing = goal.missing.as_ref()?;
        Some(self.goal_key(goal, &format!("need.{}", missing.need)))
    }
}

/// The key of a lab's text.
pub fn lab_key(lab: &str, name: &str) -> String {
    format!("lab-{lab}.{name}")
}

/// The key of a text of a lab's goal.
pub fn goal_key(lab: &str, goal: &str, name: &str) -> String {
    format!("lab-{lab}.goal.{goal}.{name}")
}

/// The texts of a numbered row of keys, `KEY.1`, `KEY.2`, … as long as there are any.
pub fn numbered<'a>(texts: &'a Texts, key: &str) -> Vec<&'a str> {
    let row = (1..).map(|n| texts.get(&format!("{key}.{n}")));
    row.take_while(Option::is_some).flatten().collect()
}

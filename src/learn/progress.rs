//! How far a learner has come in a lab: what the lab panel shows. Texts are keys.

use crate::sim::Time;
use crate::text::Texts;

/// How far a lab has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabProgress {
    /// The lab.
    pub lab: String,
    /// Its goals in order.
    pub goals: Vec<GoalProgress>,
    /// The position of the first goal that is not reached.
    pub current: Option<usize>,
    /// The line the solution types next.
    pub next: Option<String>,
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
    /// How many hints were asked for.
    pub hints: u32,
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
    /// Whether every goal is reached.
    pub fn done(&self) -> bool {
        self.current.is_none()
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

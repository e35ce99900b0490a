//! What the learner is asked before it happens, and how that compares with what happened.

use crate::learn::progress::{LabProgress, NEVER, Options, Outcome, Question, Stand};
use crate::sim::Time;
use crate::text::Texts;
use crate::view::format;

use super::Sight;
use super::drawn::{self, Drawn};

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its name.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// What there is to say: what is kept, and how it reads.
    pub options: Vec<(String, String)>,
    /// Whether the options are minutes.
    pub minutes: bool,
    /// What the alarm that it is about is going to see.
    pub drawn: Option<Drawn>,
    /// How it stands.
    pub state: State,
}

/// How a question stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It waits for an answer.
    Open,
    /// This was said; it has not happened yet.
    Said(String),
    /// It was passed over.
    Passed,
    /// It has happened.
    Over {
        /// Whether it was as the learner had said, if they said anything.
        right: Option<bool>,
        /// What was said and what happened.
        told: String,
        /// Why it happened so.
        why: String,
        /// Whether the lab has gone on to its next goal since, so that a line of it is enough.
        folded: bool,
    },
}

/// The questions that have been asked, in order; of those that stop the clock one at a time. Also
/// how many more of them there are.
pub fn questions(progress: &LabProgress, sight: Sight<'_>, texts: &Texts) -> (Vec<Asked>, usize) {
    let first = progress.open_question().map(|question| &question.id);
    let asked = progress.questions.iter().filter(|question| question.stand != Stand::Waiting);
    let (later, shown): (Vec<_>, Vec<_>) = asked.partition(|question| {
        question.stops && question.stand == Stand::Open && Some(&question.id) != first
    });
    let shown = shown.into_iter().map(|question| one(progress, question, sight, texts));
    (shown.collect(), later.len())
}

fn one(progress: &LabProgress, question: &Question, sight: Sight<'_>, texts: &Texts) -> Asked {
    let key = |name: &str| progress.key(&format!("predict.{}.{name}", question.id));
    let say = |said: &str| match &question.options {
        Options::Choices(_) => texts.t(&key(&format!("choice.{said}"))).to_owned(),
        Options::Minutes { .. } if said == NEVER => texts.t("study.ask.never").to_owned(),
        Options::Minutes { .. } => format::minute(instant(said)),
    };
    let options: Vec<String> = match &question.options {
        Options::Choices(all) => all.clone(),
        Options::Minutes { all, never } => {
            let minutes = all.iter().map(|at| at.as_secs().to_string());
            minutes.chain(never.then(|| NEVER.to_owned())).collect()
        }
    };
    let state = match &question.stand {
        Stand::Waiting | Stand::Open => State::Open,
        Stand::Passed => State::Passed,
        Stand::Said(said) => State::Said(texts.fill("study.ask.said", &[("said", &say(said))])),
        Stand::Over { said, outcome } => {
            let (right, told) = compared(said.as_deref(), outcome, &say, texts);
            let reached = progress.goals.iter().filter_map(|goal| goal.reached);
            let folded = question.over.is_some_and(|over| reached.max() >= Some(over));
            State::Over { right, told, why: texts.t(&key("why")).to_owned(), folded }
        }
    };
    Asked {
        id: question.id.clone(),
        ask: texts.t(&key("ask")).to_owned(),
        options: options.into_iter().map(|said| (said.clone(), say(&said))).collect(),
        minutes: matches!(question.options, Options::Minutes { .. }),
        drawn: drawn::drawn(question, sight, texts),
        state,
    }
}

fn compared(
    said: Option<&str>,
    outcome: &Outcome,
    say: &dyn Fn(&str) -> String,
    texts: &Texts,
) -> (Option<bool>, String) {
    let (kept, happened) = match outcome {
        Outcome::Choice(choice) => (choice.clone(), say(choice)),
        Outcome::At(at) => (at.as_secs().to_string(), format::minute(*at)),
        Outcome::Never => (NEVER.to_owned(), say(NEVER)),
        Outcome::Other => (String::new(), texts.t("study.ask.none").to_owned()),
    };
    let Some(said) = said else {
        return (None, texts.fill("study.ask.unsaid", &[("happened", &happened)]));
    };
    if said == kept {
        return (Some(true), texts.fill("study.ask.right", &[("happened", &happened)]));
    }
    let words = say(said);
    let off = match outcome {
        Outcome::At(at) if said != NEVER => (*at - instant(said)).as_secs() / 60,
        _ => 0,
    };
    let key = match off {
        0 => "study.ask.other",
        1.. => "study.ask.later",
        _ => "study.ask.earlier",
    };
    let off = off.abs();
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("said", &words), ("happened", &happened), ("n", &off)];
    (Some(false), texts.fill(key, &args))
}

/// The instant that a kept answer names.
fn instant(said: &str) -> Time {
    Time::from_millis(said.parse::<i64>().unwrap_or_default().saturating_mul(1000))
}

//! Questions before the reveal: when each is asked, and what then happened.

use super::lab::{Asks, Prediction};
use super::progress::{Options, Outcome, Question, Stand};
use crate::shell::expect::{self, Expect, Moment};
use crate::sim::{Span, Time, World};

/// The most minutes there are to choose from.
const MOST: usize = 240;

/// When something came to hold, and by which entry of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    pub at: Time,
    pub entry: usize,
}

impl Reached {
    /// Whether a log of this length, come to this instant, still holds what it came from.
    pub fn stands(&self, len: usize, now: Time) -> bool {
        self.entry < len && self.at <= now
    }
}

/// A question that was read.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    id: String,
    once: Vec<Expect>,
    reveal: Option<Expect>,
    stops: bool,
    alarm: Option<String>,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Choice(Vec<(String, Expect)>),
    Minute { from: Moment, to: Moment, every: Span, event: Expect },
}

/// How far a question has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    opened: Option<Reached>,
    /// When it was over, and what happened: the position of a choice, or an instant.
    over: Option<(Reached, Happened)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happened {
    Choice(usize),
    At(Time),
    Nothing,
}

impl Asked {
    /// Without what is undone.
    pub fn rewound(self, len: usize, now: Time) -> Asked {
        Asked {
            opened: self.opened.filter(|reached| reached.stands(len, now)),
            over: self.over.filter(|(reached, _)| reached.stands(len, now)),
        }
    }
}

impl Ask {
    /// Reads a question.
    ///
    /// # Errors
    /// If a line of it cannot be read.
    pub fn read(prediction: &Prediction) -> Result<Ask, String> {
        let fault = |fault: String| format!("predict {}: {fault}", prediction.id);
        let line = |text: &String| expect::parse(text).map_err(|found| fault(found.to_string()));
        let what = match &prediction.asks {
            Asks::Choice(choices) => {
                let read = |choice: &super::lab::Need| {
                    line(&choice.expect).map(|expect| (choice.id.clone(), expect))
                };
                What::Choice(choices.iter().map(read).collect::<Result<_, _>>()?)
            }
            Asks::Minute { between: (from, to), every, event } => {
                let time = |text: &String| {
                    Moment::parse(text).ok_or_else(|| fault(format!("`{text}` is no time")))
                };
                let every = Span::mins(i64::from(*every));
                What::Minute { from: time(from)?, to: time(to)?, every, event: line(event)? }
            }
        };
        Ok(Ask {
            id: prediction.id.clone(),
            once: prediction.once.iter().map(line).collect::<Result<_, _>>()?,
            reveal: prediction.reveal.as_ref().map(line).transpose()?,
            stops: prediction.stops,
            alarm: prediction.alarm.clone(),
            what,
        })
    }

    /// Looks whether it is asked now, and whether what it asks about has happened.
    pub fn look(&self, world: &World, here: Reached, asked: &mut Asked) {
        if asked.opened.is_none() && self.once.iter().all(|once| once.holds(world).is_ok()) {
            asked.opened = Some(here);
        }
        if asked.opened.is_some() && asked.over.is_none() {
            asked.over = self.happened(world).map(|happened| (here, happened));
        }
    }

    fn happened(&self, world: &World) -> Option<Happened> {
        let revealed = || self.reveal.as_ref().is_some_and(|reveal| reveal.holds(world).is_ok());
        match &self.what {
            What::Choice(choices) => revealed().then(|| {
                let found = choices.iter().position(|(_, expect)| expect.holds(world).is_ok());
                found.map_or(Happened::Nothing, Happened::Choice)
            }),
            What::Minute { event, .. } => match event.first(world) {
                Some(at) => Some(Happened::At(at.floor(Span::mins(1)))),
                None => revealed().then_some(Happened::Nothing),
            },
        }
    }

    /// The question as it stands for the learner, who may have said something.
    pub fn question(&self, asked: &Asked, answer: Option<&String>) -> Question {
        let said = answer.filter(|said| !said.is_empty()).cloned();
        let stand = match (asked.opened, asked.over, answer) {
            (None, ..) => Stand::Waiting,
            (Some(_), Some((_, happened)), _) => {
                Stand::Over { said, outcome: self.outcome(happened) }
            }
            (Some(_), None, None) => Stand::Open,
            (Some(_), None, Some(_)) => said.map_or(Stand::Passed, Stand::Said),
        };
        let early = match (asked.opened, asked.over) {
            (Some(opened), Some((over, _))) => opened == over,
            _ => false,
        };
        Question {
            id: self.id.clone(),
            options: self.options(asked),
            stops: self.stops,
            alarm: self.alarm.clone(),
            stand,
            early,
            over: asked.over.map(|(over, _)| over.at),
        }
    }

    fn outcome(&self, happened: Happened) -> Outcome {
        match (happened, &self.what) {
            (Happened::At(at), _) => Outcome::At(at),
            (Happened::Nothing, What::Minute { .. }) => Outcome::Never,
            (Happened::Choice(place), What::Choice(choices)) => {
                let found = choices.get(place).map(|(id, _)| Outcome::Choice(id.clone()));
                found.unwrap_or(Outcome::Other)
            }
            _ => Outcome::Other,
        }
    }

    fn options(&self, asked: &Asked) -> Options {
        match &self.what {
            What::Choice(choices) => {
                Options::Choices(choices.iter().map(|(id, _)| id.clone()).collect())
            }
            What::Minute { from, to, every, .. } => {
                let never = self.reveal.is_some();
                let Some(opened) = asked.opened else {
                    return Options::Minutes { all: Vec::new(), never };
                };
                let (first, last) = (from.time(opened.at), to.time(opened.at));
                let all = std::iter::successors(Some(first), |at| Some(*at + *every));
                let all = all.take_while(|at| *at <= last).take(MOST).collect();
                Options::Minutes { all, never }
            }
        }
    }
}

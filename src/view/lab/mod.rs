//! The lab's panel: goals that tick themselves, what is still missing, hints, solution, debrief.

pub mod ask;
pub mod drawn;
mod finish;
pub mod own;
pub mod paths;
pub mod points;
mod way;

use crate::learn::kept::Solved;
use crate::learn::lab::Lab;
use crate::learn::progress::{GoalProgress, LabProgress, goal_key, lab_key, numbered};
use crate::learn::session::Session;
use crate::sim::{Time, World};
use crate::text::Texts;
use crate::view::route::Route;

pub use ask::Asked;
pub use finish::{Finish, Said, Star};
pub use way::way;

/// The worlds that a panel is read from.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The world that pages show.
    pub world: &'a World,
    /// The world at the latest instant reached.
    pub live: &'a World,
    /// The world as it will be, while a question draws what lies ahead.
    pub ahead: Option<&'a World>,
}

impl<'a> Sight<'a> {
    /// What a session has to show.
    pub fn of(session: &'a Session) -> Sight<'a> {
        Sight { world: session.world(), live: session.live(), ahead: session.ahead() }
    }
}

/// The panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The lab.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many goals are reached.
    pub done: u32,
    /// How many there are.
    pub of: u32,
    /// The goals in order.
    pub goals: Vec<Goal>,
    /// What was asked before it happened.
    pub questions: Vec<Asked>,
    /// How many more there are to answer, one at a time.
    pub more_questions: usize,
    /// What was done that must not be.
    pub broken: Vec<String>,
    /// The number of the world, where the lab draws something from it.
    pub seed: Option<u64>,
    /// What stands at the end, once all are reached.
    pub finish: Option<Finish>,
    /// The line the solution types next.
    pub next: Option<String>,
    /// Whether something can be taken back.
    pub can_undo: bool,
}

/// A goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Its name.
    pub id: String,
    /// What is to be reached.
    pub title: String,
    /// How it stands.
    pub state: State,
    /// What is still missing first.
    pub missing: Option<String>,
    /// How many of its needs hold, and how many there are.
    pub met: (usize, usize),
    /// What people get wrong here.
    pub trap: Option<String>,
    /// What counts in this lab alone.
    pub rule: Option<String>,
    /// The hints for what was done, those that were shown.
    pub noticed: Vec<String>,
    /// Whether there is another of them.
    pub notice: bool,
    /// The hints asked for.
    pub hints: Vec<String>,
    /// How many hints there are.
    pub all_hints: usize,
    /// The page where one goes on.
    pub way: Option<Route>,
}

/// How a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Reached, then.
    Reached(Time),
    /// The first that is not.
    Current,
    /// One of those behind it.
    Later,
}

/// How many goals are reached, and of how many.
pub fn reached(progress: &LabProgress) -> (u32, u32) {
    let done = progress.goals.iter().filter(|goal| goal.reached.is_some()).count();
    (done as u32, progress.goals.len() as u32)
}

/// The panel of a lab.
pub fn model(progress: &LabProgress, sight: Sight<'_>, can_undo: bool, texts: &Texts) -> Model {
    let (questions, more_questions) = ask::questions(progress, sight, texts);
    // What is to be predicted first is not told beneath the question.
    let asked = questions.iter().any(|asked| asked.state == ask::State::Open);
    let goals = progress.goals.iter().enumerate();
    let goals: Vec<Goal> = goals
        .map(|(i, goal)| {
            let missing = goal.missing.as_ref();
            let way = missing.and_then(|missing| way(&missing.expect, &progress.user, sight.world));
            let mut goal = self::goal(progress, goal, (progress.current == Some(i), way), texts);
            goal.trap.take_if(|_| asked);
            goal
        })
        .collect();
    let (done, of) = reached(progress);
    let broken = progress.broken.iter();
    let broken = broken.map(|id| texts.t(&progress.key(&format!("forbidden.{id}"))).to_owned());
    Model {
        id: progress.lab.clone(),
        title: texts.t(&progress.key("title")).to_owned(),
        done,
        of,
        goals,
        questions,
        more_questions,
        broken: broken.collect(),
        finish: finish::finish(progress, texts),
        seed: progress.seed,
        next: progress.next.clone(),
        can_undo,
    }
}

fn goal(
    progress: &LabProgress,
    goal: &GoalProgress,
    (current, way): (bool, Option<Route>),
    texts: &Texts,
) -> Goal {
    let state = match goal.reached {
        Some(at) => State::Reached(at),
        None if current => State::Current,
        None => State::Later,
    };
    let all = numbered(texts, &progress.goal_key(goal, "hint"));
    let may = |name: &str| {
        let key = progress.goal_key(goal, name);
        texts.has(&key).then(|| texts.t(&key).to_owned())
    };
    let missing = progress.missing_key(goal).map(|key| texts.t(&key).to_owned());
    let noticed = goal.noticed.iter().map(|id| progress.goal_key(goal, &format!("when.{id}")));
    Goal {
        id: goal.id.clone(),
        noticed: noticed.map(|key| texts.t(&key).to_owned()).collect(),
        notice: goal.notice.is_some(),
        title: texts.t(&progress.goal_key(goal, "title")).to_owned(),
        state,
        missing,
        met: goal.met,
        trap: may("trap"),
        rule: may("rule"),
        hints: all.iter().take(goal.hints as usize).map(|hint| (*hint).to_owned()).collect(),
        all_hints: all.len(),
        way,
    }
}

/// A lab's brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The lab.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about, in a line.
    pub summary: String,
    /// How long it takes a person, in minutes.
    pub minutes: u32,
    /// What there is to do; known once the lab's texts are there.
    pub brief: Option<String>,
    /// What one learns; known once the lab's texts are there.
    pub learns: Vec<String>,
    /// The goals of a lab that is not open, in order.
    pub goals: Vec<String>,
    /// The most stars it earned, once it was solved.
    pub stars: Option<u8>,
    /// Whether this lab is the session that is open.
    pub open: bool,
    /// The panel, when it is.
    pub panel: Option<Model>,
}

/// The brief of a lab; `file` is the lab's own file, if it is there, and `running` the lab that is
/// open, if one is; the worlds are the session's. Beside it, the labs that were solved.
pub fn brief(
    id: &str,
    file: Option<&Lab>,
    running: Option<(&Lab, &LabProgress)>,
    (sight, can_undo): (Sight<'_>, bool),
    solved: &Solved,
    texts: &Texts,
) -> Option<Brief> {
    let known = super::home::LABS.iter().find(|(lab, _)| *lab == id);
    let running = running.filter(|(lab, _)| lab.id == id);
    let minutes = match (known, running, file.filter(|lab| lab.id == id)) {
        (Some((_, minutes)), ..) => *minutes,
        (None, Some((lab, _)), _) | (None, None, Some(lab)) => lab.minutes,
        (None, None, None) => return None,
    };
    let text = |name: &str| {
        let key = lab_key(id, name);
        texts.has(&key).then(|| texts.t(&key).to_owned())
    };
    let closed = file.filter(|lab| lab.id == id && running.is_none());
    let title =
        |goal: &crate::learn::lab::Goal| texts.t(&goal_key(id, &goal.id, "title")).to_owned();
    Some(Brief {
        id: id.to_owned(),
        title: super::home::name(&crate::save::Kind::Lab(id.to_owned()), texts),
        summary: text("summary").unwrap_or_default(),
        minutes,
        brief: text("brief"),
        learns: numbered(texts, &lab_key(id, "learn")).into_iter().map(str::to_owned).collect(),
        goals: closed.map(|lab| lab.goals.iter().map(title).collect()).unwrap_or_default(),
        stars: solved.get(id).copied(),
        open: running.is_some(),
        panel: running.map(|(_, progress)| model(progress, sight, can_undo, texts)),
    })
}

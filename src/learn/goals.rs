//! A lab being done: which goals are reached, since when, and what is still missing.
//!
//! Goals are looked at after each command and after each instant in which something worth looking
//! at happened. A goal once reached stays reached until what reached it is undone.

use std::collections::BTreeMap;

use super::ahead;
use super::cost;
use super::lab::{Goal, Lab, Need};
use super::predict::{Ask, Asked, Reached};
use super::progress::{GoalProgress, LabProgress, Missing, Question, Stand};
use super::score::{self, Finish};
use crate::shell::expect::{self, Expect};
use crate::shell::script::{self, Statement};
use crate::sim::{Sim, Time, World};

/// The most hints anybody asks for.
const MAX_HINTS: u32 = 9;

/// Under which the steps of the solution are counted, beside the hints of goals.
const SOLUTION: &str = "*";

/// What the world has come to, as far as the lab cares.
#[derive(Clone, Debug, Default)]
struct Marks {
    /// The goals that are reached.
    reached: Vec<Option<Reached>>,
    /// The forbidden things that came to hold.
    broken: Vec<Option<Reached>>,
    /// The questions.
    asked: Vec<Asked>,
    finish: Option<Finish>,
}

impl Marks {
    /// What a log of this length, come to this instant, still holds.
    fn rewound(&self, len: usize, now: Time) -> Marks {
        let still = |mark: &Option<Reached>| mark.filter(|reached| reached.stands(len, now));
        Marks {
            reached: self.reached.iter().map(still).collect(),
            broken: self.broken.iter().map(still).collect(),
            asked: self.asked.iter().map(|asked| asked.rewound(len, now)).collect(),
            finish: self.finish.filter(|finish| finish.entry < len && finish.at <= now),
        }
    }
}

/// What a goal was read to.
#[derive(Clone, Debug)]
struct Wanted {
    needs: Vec<Expect>,
    /// Hints for what the learner did.
    notices: Vec<(String, Vec<Expect>)>,
    /// The lines of the solution that lead to it.
    lines: Vec<Statement>,
}

/// A lab being done.
#[derive(Clone, Debug)]
pub struct LabRun {
    lab: Lab,
    wanted: Vec<Wanted>,
    forbidden: Vec<Expect>,
    asks: Vec<Ask>,
    marks: Marks,
    /// What was marked before each undo that can be done again.
    undone: Vec<Marks>,
    hints: BTreeMap<String, u32>,
    answers: BTreeMap<String, String>,
    /// How far the solution was played: the goal, and its next line.
    cursor: (usize, usize),
    progress: LabProgress,
    /// The world as it will be at an instant, while a question draws what is going to be measured.
    ahead: Option<(Time, World)>,
    /// How long the log and the list of facts were at the last look.
    pub(super) looked_at: Option<(usize, usize)>,
}

impl LabRun {
    /// A lab about to begin, with the hints that were shown and the answers that were given.
    ///
    /// # Errors
    /// If a need, a question or a line of the solution cannot be read.
    pub fn new(
        lab: Lab,
        hints: BTreeMap<String, u32>,
        answers: BTreeMap<String, String>,
    ) -> Result<LabRun, String> {
        let wanted: Result<_, String> = lab.goals.iter().map(|goal| wanted(&lab, goal)).collect();
        let forbidden = read("forbidden", &lab.forbidden)?;
        let asks: Result<Vec<Ask>, String> = lab.predictions.iter().map(Ask::read).collect();
        let asks = asks?;
        let marks = Marks {
            reached: vec![None; lab.goals.len()],
            broken: vec![None; forbidden.len()],
            asked: vec![Asked::default(); asks.len()],
            finish: None,
        };
        Ok(LabRun {
            wanted: wanted?,
            forbidden,
            asks,
            marks,
            undone: Vec::new(),
            hints,
            answers,
            cursor: (0, 0),
            progress: LabProgress::default(),
            ahead: None,
            looked_at: None,
            lab,
        })
    }

    /// The lab.
    pub fn lab(&self) -> &Lab {
        &self.lab
    }

    /// How far it has come.
    pub fn progress(&self) -> &LabProgress {
        &self.progress
    }

    /// The world as it will be when the last minute of all questions that draw it is over, if
    /// nobody does what is not planned yet; none once it has come.
    pub fn ahead(&self) -> Option<&World> {
        self.ahead.as_ref().map(|(_, world)| world)
    }

    /// How many hints were shown, by goal; one for what the learner did under `GOAL.HINT`.
    pub fn hints(&self) -> &BTreeMap<String, u32> {
        &self.hints
    }

    /// What the learner said to which question; nothing when it was passed over.
    pub fn answers(&self) -> &BTreeMap<String, String> {
        &self.answers
    }

    /// Answers a question, or passes it over. What has happened is no question any more.
    pub fn answer(&mut self, question: &str, said: Option<&str>) {
        let open = self.progress.questions.iter().find(|row| row.id == question);
        let open =
            open.filter(|row| matches!(row.stand, Stand::Open | Stand::Said(_) | Stand::Passed));
        if open.is_some_and(|row| said.is_none_or(|said| row.takes(said))) {
            let said = said.unwrap_or_default().to_owned();
            self.answers.insert(question.to_owned(), said);
        }
    }

    /// Shows one more hint of a goal: the one for what the learner did, if there is one.
    pub fn hint(&mut self, goal: &str) {
        let Some(row) = self.progress.goals.iter().find(|row| row.id == goal) else { return };
        match &row.notice {
            Some(notice) => drop(self.hints.insert(notice_key(goal, notice), 1)),
            None => {
                let shown = self.hints.entry(goal.to_owned()).or_default();
                *shown = (*shown + 1).min(MAX_HINTS);
            }
        }
    }

    /// Looks at a world that this entry of the log made.
    pub fn look(&mut self, world: &World, entry: usize) {
        let here = Reached { at: world.now(), entry };
        let marks = &mut self.marks;
        for (wanted, reached) in self.wanted.iter().zip(&mut marks.reached) {
            if reached.is_none() && all_hold(&wanted.needs, world) {
                *reached = Some(here);
            }
        }
        for (forbidden, broken) in self.forbidden.iter().zip(&mut marks.broken) {
            if broken.is_none() && forbidden.holds(world).is_ok() {
                *broken = Some(here);
            }
        }
        for (ask, asked) in self.asks.iter().zip(&mut marks.asked) {
            ask.look(world, here, asked);
        }
        let done = marks.reached.iter().all(Option::is_some);
        if done && marks.finish.is_none() && marks.broken.iter().all(Option::is_none) {
            marks.finish = Some(Finish { entry, at: here.at, cost: cost::listed(world) });
        }
    }

    /// Works out anew what the panel shows.
    pub fn refresh(&mut self, sim: &Sim) {
        let world = sim.world();
        let rows = self.lab.goals.iter().zip(&self.wanted).zip(&self.marks.reached);
        let goals: Vec<GoalProgress> = rows
            .map(|((goal, wanted), reached)| self.goal(goal, wanted, *reached, world))
            .collect();
        let current = self.marks.reached.iter().position(Option::is_none);
        let questions = self.asks.iter().zip(&self.lab.predictions).zip(&self.marks.asked);
        let questions = questions
            .map(|((ask, row), asked)| ask.question(asked, self.answers.get(&row.id)))
            .collect();
        let broken = self.lab.forbidden.iter().zip(&self.marks.broken);
        let broken = broken.filter(|(_, mark)| mark.is_some()).map(|(row, _)| row.id.clone());
        self.progress = LabProgress {
            lab: self.lab.id.clone(),
            user: self.lab.user.clone(),
            goals,
            current,
            next: None,
            questions,
            broken: broken.collect(),
            score: self.score(sim),
            cause: self.lab.cause.clone(),
            seed: self.lab.cause.as_ref().map(|_| self.lab.seed),
            points: self.lab.points.clone(),
        };
        self.progress.next = self.next_line().map(|statement| statement.text.clone());
        self.foresee(sim);
    }

    /// What the questions that were asked draw lies ahead, until its last minute has come.
    fn foresee(&mut self, sim: &Sim) {
        let drawn = self.progress.questions.iter().filter(|question| question.alarm.is_some());
        let until = drawn.filter_map(Question::last).max();
        let Some(until) = until.filter(|until| *until > sim.world().now()) else {
            self.ahead = None;
            return;
        };
        if self.ahead.as_ref().is_none_or(|(reached, _)| *reached < until) {
            self.ahead = Some((until, ahead::world(sim, until)));
        }
    }

    fn goal(
        &self,
        goal: &Goal,
        wanted: &Wanted,
        reached: Option<Reached>,
        world: &World,
    ) -> GoalProgress {
        let found = wanted.needs.iter().map(|need| need.holds(world));
        let first = match reached {
            Some(_) => None,
            None => found.enumerate().find_map(|(i, found)| Some((i, found.err()?))),
        };
        let missing = first.as_ref().and_then(|(i, found)| {
            let (need, expect) = (goal.needs.get(*i)?, wanted.needs.get(*i)?);
            let (need, expect) = (need.id.clone(), expect.to_string());
            Some(Missing { need, expect, found: found.clone() })
        });
        let shown = |id: &String| self.hints.contains_key(&notice_key(&goal.id, id));
        let (noticed, others): (Vec<_>, Vec<_>) =
            wanted.notices.iter().partition(|(id, _)| shown(id));
        let mut others = others.into_iter().filter(|_| reached.is_none());
        let notice = others.find(|(_, when)| all_hold(when, world));
        GoalProgress {
            id: goal.id.clone(),
            reached: reached.map(|reached| reached.at),
            missing,
            met: (first.map_or(wanted.needs.len(), |(i, _)| i), wanted.needs.len()),
            hints: self.hints.get(&goal.id).copied().unwrap_or_default(),
            noticed: noticed.into_iter().map(|(id, _)| id.clone()).collect(),
            notice: notice.map(|(id, _)| id.clone()),
        }
    }

    fn score(&self, sim: &Sim) -> Option<score::Score> {
        let (par, finish) = (self.lab.par.as_ref()?, self.marks.finish?);
        let hints = self.hints.values().map(|n| u64::from(*n)).sum();
        Some(score::score(par, finish, sim, hints))
    }

    /// What the log of this world still holds is reached; what was cut off is not any more.
    pub fn rewind(&mut self, sim: &Sim) {
        let marks = self.marks.rewound(sim.log().len(), sim.world().now());
        self.undone.push(std::mem::replace(&mut self.marks, marks));
        self.cursor = (0, 0);
        self.looked_at = None;
        self.ahead = None;
        self.refresh(sim);
    }

    /// What was undone last is done again.
    pub fn redo(&mut self, sim: &Sim) {
        if let Some(marks) = self.undone.pop() {
            self.marks = marks;
        }
        self.looked_at = None;
        self.ahead = None;
        self.refresh(sim);
    }

    /// Nothing that was undone can be done again.
    pub fn forget_undone(&mut self) {
        self.undone.clear();
    }

    /// The line the solution types next: towards the first goal that is not reached.
    fn next_line(&self) -> Option<&Statement> {
        let goal = self.marks.reached.iter().position(Option::is_none)?;
        let lines = &self.wanted.get(goal)?.lines;
        // When all was played in vain, it is played once more.
        let place = if self.cursor.0 == goal { self.cursor.1 } else { 0 };
        lines.get(place).or(lines.first())
    }

    /// Takes the line the solution types next.
    pub fn take_line(&mut self) -> Option<Statement> {
        let line = self.next_line()?.clone();
        let goal = self.marks.reached.iter().position(Option::is_none)?;
        let place =
            self.wanted.get(goal)?.lines.iter().position(|other| other.line == line.line)?;
        self.cursor = (goal, place + 1);
        *self.hints.entry(SOLUTION.to_owned()).or_default() += 1;
        Some(line)
    }
}

/// Under which a hint for what the learner did is counted.
fn notice_key(goal: &str, notice: &str) -> String {
    format!("{goal}.{notice}")
}

fn all_hold(expects: &[Expect], world: &World) -> bool {
    expects.iter().all(|expect| expect.holds(world).is_ok())
}

fn wanted(lab: &Lab, goal: &Goal) -> Result<Wanted, String> {
    let needs = read(&format!("goal {}", goal.id), &goal.needs)?;
    let notice = |notice: &super::lab::Notice| {
        let what = format!("hint {}", goal.id);
        let need = |expect: &String| Need { id: notice.id.clone(), expect: expect.clone() };
        let when: Vec<Need> = notice.when.iter().map(need).collect();
        Ok((notice.id.clone(), read(&what, &when)?))
    };
    let notices: Result<_, String> = goal.notices.iter().map(notice).collect();
    Ok(Wanted { needs, notices: notices?, lines: lines(lab, goal)? })
}

fn read(what: &str, needs: &[Need]) -> Result<Vec<Expect>, String> {
    let one = |need: &Need| {
        let fault = |fault| format!("{what}, {}: {fault}", need.id);
        expect::parse(&need.expect).map_err(fault)
    };
    needs.iter().map(one).collect()
}

/// The solution's lines towards a goal, numbered through.
fn lines(lab: &Lab, goal: &Goal) -> Result<Vec<Statement>, String> {
    let mut lines: Vec<Statement> = Vec::new();
    for step in lab.solution.iter().filter(|step| step.goal == goal.id) {
        let script = script::parse(&step.script)
            .map_err(|error| format!("solution {}: {error}", goal.id))?;
        lines.extend(script.statements);
    }
    for (i, line) in lines.iter_mut().enumerate() {
        line.line = i + 1;
    }
    Ok(lines)
}

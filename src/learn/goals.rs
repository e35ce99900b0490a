//! A lab being done: which goals are reached, since when, and what is still missing.
//!
//! Goals are looked at after each command and after each instant in which something worth looking
//! at happened. A goal once reached stays reached until what reached it is undone.

use std::collections::BTreeMap;

use super::lab::{Goal, Lab};
use super::progress::{GoalProgress, LabProgress, Missing};
use crate::shell::expect::{self, Expect};
use crate::shell::script::{self, Statement};
use crate::sim::{Sim, Time, World};

/// The most hints anybody asks for.
const MAX_HINTS: u32 = 9;

/// When a goal was reached, and by which entry of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reached {
    at: Time,
    entry: usize,
}

/// A lab being done.
#[derive(Clone, Debug)]
pub struct LabRun {
    lab: Lab,
    /// What each goal wants.
    needs: Vec<Vec<Expect>>,
    /// The lines of the solution that lead to each goal.
    lines: Vec<Vec<Statement>>,
    reached: Vec<Option<Reached>>,
    /// What was reached before each undo that can be done again.
    undone: Vec<Vec<Option<Reached>>>,
    hints: BTreeMap<String, u32>,
    /// How far the solution was played: the goal, and its next line.
    cursor: (usize, usize),
    progress: LabProgress,
    /// How long the log and the list of facts were at the last look.
    pub(super) looked_at: Option<(usize, usize)>,
}

impl LabRun {
    /// A lab about to begin.
    ///
    /// # Errors
    /// If a need or a line of the solution cannot be read.
    pub fn new(lab: Lab, hints: BTreeMap<String, u32>) -> Result<LabRun, String> {
        let needs: Result<_, String> = lab.goals.iter().map(expects).collect();
        let lines: Result<_, String> = lab.goals.iter().map(|goal| lines(&lab, goal)).collect();
        let reached = vec![None; lab.goals.len()];
        Ok(LabRun {
            needs: needs?,
            lines: lines?,
            reached,
            undone: Vec::new(),
            hints,
            cursor: (0, 0),
            progress: LabProgress::default(),
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

    /// How many hints were shown, by goal.
    pub fn hints(&self) -> &BTreeMap<String, u32> {
        &self.hints
    }

    /// Shows one more hint of a goal.
    pub fn hint(&mut self, goal: &str) {
        if self.lab.goal(goal).is_some() {
            let shown = self.hints.entry(goal.to_owned()).or_default();
            *shown = (*shown + 1).min(MAX_HINTS);
        }
        for goal in &mut self.progress.goals {
            goal.hints = self.hints.get(&goal.id).copied().unwrap_or_default();
        }
    }

    /// Looks whether goals are reached in a world that this entry of the log made.
    pub fn look(&mut self, world: &World, entry: usize) {
        for (needs, reached) in self.needs.iter().zip(&mut self.reached) {
            if reached.is_none() && needs.iter().all(|need| need.holds(world).is_ok()) {
                *reached = Some(Reached { at: world.now(), entry });
            }
        }
    }

    /// Works out anew what the panel shows.
    pub fn refresh(&mut self, world: &World) {
        let rows = self.lab.goals.iter().zip(&self.needs).zip(&self.reached);
        let goals = rows.map(|((goal, needs), reached)| {
            let found = needs.iter().map(|need| need.holds(world));
            let first = match reached {
                Some(_) => None,
                None => found.enumerate().find_map(|(i, found)| Some((i, found.err()?))),
            };
            let missing = first.as_ref().and_then(|(i, found)| {
                let (need, expect) = (goal.needs.get(*i)?, needs.get(*i)?);
                let (need, expect) = (need.id.clone(), expect.to_string());
                Some(Missing { need, expect, found: found.clone() })
            });
            GoalProgress {
                id: goal.id.clone(),
                reached: reached.map(|reached| reached.at),
                missing,
                met: (first.map_or(needs.len(), |(i, _)| i), needs.len()),
                hints: self.hints.get(&goal.id).copied().unwrap_or_default(),
            }
        });
        let goals: Vec<GoalProgress> = goals.collect();
        let current = self.reached.iter().position(Option::is_none);
        let lab = self.lab.id.clone();
        self.progress = LabProgress { lab, goals, current, next: None };
        self.progress.next = self.next_line().map(|statement| statement.text.clone());
    }

    /// What the log of this world still holds is reached; what was cut off is not any more.
    pub fn rewind(&mut self, sim: &Sim) {
        self.undone.push(self.reached.clone());
        let (len, now) = (sim.log().len(), sim.world().now());
        for reached in &mut self.reached {
            *reached = reached.filter(|reached| reached.entry < len && reached.at <= now);
        }
        self.cursor = (0, 0);
        self.looked_at = None;
        self.refresh(sim.world());
    }

    /// What was undone last is done again.
    pub fn redo(&mut self, sim: &Sim) {
        if let Some(reached) = self.undone.pop() {
            self.reached = reached;
        }
        self.looked_at = None;
        self.refresh(sim.world());
    }

    /// Nothing that was undone can be done again.
    pub fn forget_undone(&mut self) {
        self.undone.clear();
    }

    /// The line the solution types next: towards the first goal that is not reached.
    fn next_line(&self) -> Option<&Statement> {
        let goal = self.reached.iter().position(Option::is_none)?;
        let lines = self.lines.get(goal)?;
        // When all was played in vain, it is played once more.
        let place = if self.cursor.0 == goal { self.cursor.1 } else { 0 };
        lines.get(place).or(lines.first())
    }

    /// Takes the line the solution types next.
    pub fn take_line(&mut self) -> Option<Statement> {
        let line = self.next_line()?.clone();
        let goal = self.reached.iter().position(Option::is_none)?;
        let place = self.lines.get(goal)?.iter().position(|other| other.line == line.line)?;
        self.cursor = (goal, place + 1);
        Some(line)
    }
}

fn expects(goal: &Goal) -> Result<Vec<Expect>, String> {
    let read = |need: &super::lab::Need| {
        expect::parse(&need.expect)
            .map_err(|fault| format!("goal {}, need {}: {fault}", goal.id, need.id))
    };
    goal.needs.iter().map(read).collect()
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

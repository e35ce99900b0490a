//! A lab made by playing: what was done before a mark makes the world that the learner finds, what
//! was done since is the solution, and goals are chosen from what came of it.

mod draft;
mod script;
mod suggest;

use super::check::Plays;
use super::lab::{Goal, Lab, Need, Par, Step};
use super::own;
use super::score::Measure;
use crate::api::spec::Operation as _;
use crate::shell::expect::{self, Expect};
use crate::sim::{Command, Entry, Setup, Sim, World};
use crate::text::Texts;

pub use draft::{Both, Draft, DraftGoal, DraftPar, LEVELS, Mark};
pub use script::{Doing, Line, is_done};
pub use suggest::Suggestion;

/// What a goal's only need is called.
const NEED: &str = "so";
/// Millionths of a dollar in a cent: a par is no finer.
const CENT: u64 = 10_000;

/// What was played, parted at the mark.
#[derive(Clone, Debug)]
pub struct Played {
    setup: Setup,
    /// The log; an advance over the mark is two.
    log: Vec<Entry>,
    /// So many entries stand before the mark.
    split: usize,
    user: String,
}

impl Played {
    /// What was played in a session's world. `None` when the mark has been taken back.
    pub fn of(sim: &Sim, mark: &Mark) -> Option<Played> {
        if !mark.stands(sim) {
            return None;
        }
        let mut log = sim.log().to_vec();
        if let Some(last) = mark.entries.checked_sub(1).and_then(|last| log.get_mut(last))
            && let Command::Advance { until } = last.command
            && until > mark.at
        {
            let after = last.clone();
            last.command = Command::Advance { until: mark.at };
            log.insert(mark.entries, after);
        }
        Some(Played { setup: sim.setup(), log, split: mark.entries, user: mark.user.clone() })
    }

    /// Everything as a script, a line each.
    fn lines(&self) -> Vec<Line> {
        script::lines(self.setup, &self.log, self.split, &self.user)
    }

    /// What there is to choose as goals.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let mut world = World::new(self.setup);
        let (before, since) = self.log.split_at_checked(self.split).unwrap_or_default();
        for entry in before {
            world.apply(&entry.command);
        }
        let at_mark = world.clone();
        for entry in since {
            world.apply(&entry.command);
        }
        let called = since.iter().filter(|entry| script::is_done(entry));
        let called = called.filter_map(|entry| match &entry.command {
            Command::Call(call) => Some(call.request.spec().name.to_owned()),
            _ => None,
        });
        suggest::suggestions(&at_mark, &world, &called.collect())
    }

    /// By which entry each of these lines came to hold first.
    fn reached(&self, lines: &[Option<Expect>]) -> Vec<Option<usize>> {
        let (mut sim, mut reached) = (Sim::new(self.setup), vec![None; lines.len()]);
        for (i, entry) in self.log.iter().enumerate() {
            let mut look = |world: &World| {
                for (line, reached) in lines.iter().zip(&mut reached) {
                    let holds = || line.as_ref().is_some_and(|line| line.holds(world).is_ok());
                    if i >= self.split && reached.is_none() && holds() {
                        *reached = Some(i);
                    }
                }
            };
            sim.resume(entry.clone(), &mut look);
        }
        reached
    }

    /// The lab, with what is good enough taken from its solution where nothing was typed.
    pub fn lab(&self, draft: &Draft, texts: &Texts) -> Lab {
        let mut lab = self.bare(draft);
        let mut plays = Plays::new(&lab, texts);
        plays.step();
        plays.step();
        let took = plays.score().map(|score| score.rows.clone()).unwrap_or_default();
        let took =
            |measure| took.iter().find(|row| row.measure == measure).map_or(0, |row| row.value);
        let whole = |typed: &str, measure| typed.trim().parse().unwrap_or_else(|_| took(measure));
        let cost = draft::dollars(&draft.par.cost).map(|dollars| (dollars * 1e6).round() as u64);
        lab.par = Some(Par {
            calls: whole(&draft.par.calls, Measure::Calls),
            minutes: whole(&draft.par.minutes, Measure::Minutes),
            cost: cost.unwrap_or_else(|| took(Measure::Cost).div_ceil(CENT) * CENT),
            hints: draft.par.hints.trim().parse().unwrap_or_default(),
        });
        lab
    }

    /// The lab without stars that mean anything yet.
    fn bare(&self, draft: &Draft) -> Lab {
        let mut names = [&draft.name, &draft.title.en, &draft.title.ko].into_iter();
        let name = names.find(|name| !name.trim().is_empty());
        let mut lab = Lab::empty(&own::plain(name.map_or("", String::as_str)));
        let lines = self.lines();
        lab.user.clone_from(&self.user);
        lab.seed = self.setup.seed;
        lab.minutes = draft.minutes.trim().parse().unwrap_or_default();
        lab.par = Some(Par::default());
        lab.start = script::text(lines.iter().filter(|line| line.entry < self.split));
        let need =
            |goal: &draft::DraftGoal| Need { id: NEED.to_owned(), expect: goal.expect.clone() };
        let goal = |goal: &draft::DraftGoal| Goal {
            id: goal.id.clone(),
            needs: vec![need(goal)],
            notices: Vec::new(),
        };
        lab.goals = draft.goals.iter().map(goal).collect();
        lab.solution = self.solution(draft, &lines);
        draft.title.say("title", &mut lab.said);
        draft.story.say("brief", &mut lab.said);
        draft.end.say("debrief", &mut lab.said);
        for goal in &draft.goals {
            let key = |name: &str| format!("goal.{}.{name}", goal.id);
            goal.title.say(&key("title"), &mut lab.said);
            goal.missing.say(&key(&format!("need.{NEED}")), &mut lab.said);
            for (hint, n) in goal.hints.iter().zip(1..) {
                hint.say(&key(&format!("hint.{n}")), &mut lab.said);
            }
        }
        lab
    }

    /// The solution, parted by goals: what leads to a goal is what was done until it held. What
    /// held by then already takes no step of its own.
    fn solution(&self, draft: &Draft, lines: &[Line]) -> Vec<Step> {
        let wanted = draft.goals.iter().map(|goal| expect::parse(&goal.expect).ok());
        let reached = self.reached(&wanted.collect::<Vec<_>>());
        let mut from = self.split;
        let mut steps = Vec::new();
        for (goal, reached) in draft.goals.iter().zip(reached) {
            let until = reached.map_or(from, |reached| reached + 1).max(from);
            let own = lines.iter().filter(|line| (from..until).contains(&line.entry));
            let script = script::text(own);
            from = until;
            let required = !script.is_empty();
            steps.push(Step { goal: goal.id.clone(), required, script });
        }
        steps
    }
}

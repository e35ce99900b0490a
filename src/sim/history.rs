//! The log of commands and what it allows: undo, redo, and any moment of the past.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::advance::{Progress, Stop, Watch};
use super::command::Command;
use super::digest;
use super::time::Time;
use super::world::{Outcome, Setup, World};

/// What an entry of the log is to the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Something the learner did: undo takes it back.
    Do,
    /// A page's read: undo steps over it.
    Read,
    /// The clock: undo steps over it, and neighbours merge.
    Clock,
    /// Somebody else's scheduled act.
    Other,
}

/// One command with what is kept beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The command, resolved: no variables, no defaults to look up.
    pub command: Command,
    /// What it is to the learner.
    pub act: Act,
    /// Commands of one act (one line, one click) share a number.
    pub group: u64,
    /// The text typed, when it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// A fingerprint of its outcome, which tells where a replay first differs.
    pub outcome: u32,
}

/// How many entries lie between two checkpoints.
const CHECKPOINT_EVERY: usize = 64;

/// A world with its log.
#[derive(Clone, Debug)]
pub struct Sim {
    setup: Setup,
    world: World,
    log: Vec<Entry>,
    undone: Vec<Vec<Entry>>,
    checkpoints: Vec<(usize, World)>,
    groups: u64,
    floor: Floor,
}

/// How far back a session goes: what lies below made the world that the learner found.
#[derive(Clone, Copy, Debug)]
struct Floor {
    len: usize,
    time: Time,
    /// How many plans had been made.
    plans: u64,
    /// How many facts there were.
    facts: usize,
    /// How many records there were.
    records: usize,
}

/// What the learner is not told but has to find out. It is known by its place in the log: what a
/// learner types is never it, whatever it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// So many facts made the world that the learner found.
    pub facts: usize,
    /// So many records did.
    pub records: usize,
    /// The numbers of the commands that plans made before the learner came have led to.
    pub commands: BTreeSet<u64>,
}

impl Sim {
    /// A new world with an empty log.
    pub fn new(setup: Setup) -> Sim {
        let world = World::new(setup);
        let checkpoints = vec![(0, world.clone())];
        let floor = Floor { len: 0, time: setup.start, plans: 0, facts: 0, records: 0 };
        Sim { setup, world, log: Vec::new(), undone: Vec::new(), checkpoints, groups: 0, floor }
    }

    /// Replays a log. With it comes the first position whose outcome was another one than when the
    /// log was made, if any.
    pub fn replay(setup: Setup, log: Vec<Entry>) -> (Sim, Option<usize>) {
        let mut sim = Sim::new(setup);
        let mut differs = None;
        for (i, entry) in log.into_iter().enumerate() {
            let expected = entry.outcome;
            sim.append(entry);
            let found = sim.log.last().map(|entry| entry.outcome);
            if found != Some(expected) && differs.is_none() {
                differs = Some(i);
            }
        }
        (sim, differs)
    }

    /// Appends an entry of a log that was kept. `moment` sees the world after it, and after every
    /// instant on the way in which something worth looking at happened. Whether its outcome is the
    /// one it had.
    pub fn resume(&mut self, entry: Entry, moment: &mut dyn FnMut(&World)) -> bool {
        let expected = entry.outcome;
        if let Command::Advance { until } = entry.command {
            while self.world.advance(until, u32::MAX, Watch::Awaited).stop == Stop::Notable {
                moment(&self.world);
            }
        }
        self.append(entry);
        moment(&self.world);
        self.log.last().map(|entry| entry.outcome) == Some(expected)
    }

    /// Makes what is done so far the ground: undo and cuts do not go below it.
    pub fn set_floor(&mut self) {
        let world = &self.world;
        self.floor = Floor {
            len: self.log.len(),
            time: world.now(),
            plans: world.scheduled,
            facts: world.facts().len(),
            records: world.cloudtrail().records().len(),
        };
        self.undone.clear();
        self.checkpoints.push((self.log.len(), self.world.clone()));
    }

    /// How many entries of the log lie below the ground.
    pub fn floor(&self) -> usize {
        self.floor.len
    }

    /// The instant of the ground: nobody goes further back.
    pub fn ground(&self) -> Time {
        self.floor.time
    }

    /// How it began.
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// The world.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The log, oldest first.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// The commands with their numbers, which facts and records name as their causes.
    pub fn numbered(&self) -> impl Iterator<Item = (u64, usize, &Entry)> {
        let numbered = |(_, entry): &(usize, &Entry)| {
            // Advances merge and split freely, so they have no number.
            !matches!(entry.command, Command::Advance { .. })
        };
        let entries = self.log.iter().enumerate().filter(numbered);
        (0..).zip(entries).map(|(number, (place, entry))| (number, place, entry))
    }

    /// Whether this plan was made before the learner came: what it does is to be found out, and not
    /// told.
    pub fn is_secret(&self, plan: u64) -> bool {
        plan < self.floor.plans
    }

    /// What the learner is not told.
    pub fn secrets(&self) -> Secrets {
        let above = self.log.iter().skip(self.floor.len);
        let groups: BTreeSet<u64> = above
            .filter_map(|entry| match entry.command {
                Command::Begin { id } => self.is_secret(id).then_some(entry.group),
                _ => None,
            })
            .collect();
        let own = self
            .numbered()
            .filter(|(_, place, entry)| *place >= self.floor.len && groups.contains(&entry.group));
        let commands = own.map(|(number, ..)| number).collect();
        Secrets { facts: self.floor.facts, records: self.floor.records, commands }
    }

    /// A number for the commands of a new act.
    pub fn new_group(&mut self) -> u64 {
        self.groups += 1;
        self.groups
    }

    /// Does something. What was undone can no longer be done again, unless this only reads.
    pub fn submit(
        &mut self,
        command: Command,
        act: Act,
        group: u64,
        typed: Option<String>,
    ) -> Outcome {
        if act == Act::Do {
            self.undone.clear();
        }
        self.append(Entry { command, act, group, typed, outcome: 0 })
    }

    /// Lets time pass and logs how far it came. Neighbouring advances are one entry.
    pub fn advance(&mut self, until: Time, budget: u32, watch: Watch<'_>) -> Progress {
        let before = self.world.now();
        let progress = self.world.advance(until, budget, watch);
        if progress.now > before {
            self.note_advance(progress.now);
        }
        progress
    }

    /// Takes back the learner's last act, and all that came after it. False when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(last) = self.last_act() else { return false };
        let group = self.log.get(last).map(|entry| entry.group);
        let first = self.log.iter().position(|entry| Some(entry.group) == group).unwrap_or(last);
        let first = first.max(self.floor.len);
        let removed = self.log.split_off(first);
        self.undone.push(removed);
        self.rebuild();
        true
    }

    /// Does again what was undone last. False when there is nothing.
    pub fn redo(&mut self) -> bool {
        let Some(entries) = self.undone.pop() else { return false };
        for entry in entries {
            self.append(entry);
        }
        true
    }

    /// Whether there is an act to take back.
    pub fn can_undo(&self) -> bool {
        self.last_act().is_some()
    }

    /// The position of the learner's last act above the ground.
    fn last_act(&self) -> Option<usize> {
        let last = self.log.iter().rposition(|entry| entry.act == Act::Do)?;
        (last >= self.floor.len).then_some(last)
    }

    /// Whether there is an act to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The world as it was at an instant of its past, everything of that instant included.
    pub fn at(&self, time: Time) -> World {
        let mut world = self.checkpoint(|world| world.now() <= time);
        let from = world.1;
        for entry in self.log.iter().skip(from) {
            match &entry.command {
                Command::Advance { until } if *until > time => {
                    world.0.advance(time, u32::MAX, Watch::Nothing);
                    break;
                }
                command => {
                    world.0.apply(command);
                }
            }
        }
        world.0
    }

    /// Goes back to an instant for good: what came after is set aside for [`Sim::redo`].
    pub fn cut(&mut self, time: Time) {
        let time = time.max(self.floor.time);
        let mut now = self.setup.start;
        let mut keep = self.log.len();
        for (i, entry) in self.log.iter().enumerate() {
            if let Command::Advance { until } = entry.command {
                if until > time {
                    keep = i;
                    break;
                }
                now = until;
            }
        }
        if keep == self.log.len() {
            return;
        }
        let removed = self.log.split_off(keep);
        self.undone.push(removed);
        self.rebuild();
        if time > now {
            self.advance(time, u32::MAX, Watch::Nothing);
        }
    }

    fn append(&mut self, mut entry: Entry) -> Outcome {
        self.groups = self.groups.max(entry.group);
        let full = self.world.full().is_some();
        let outcome = self.world.apply(&entry.command);
        if full {
            // Nothing happened, and the log must not grow for ever.
            return outcome;
        }
        entry.outcome = match &entry.command {
            Command::Advance { .. } => digest::fingerprint(&self.world.facts().len()),
            _ => digest::fingerprint(&outcome.reply),
        };
        self.log.push(entry);
        if self.log.len().is_multiple_of(CHECKPOINT_EVERY) {
            self.checkpoints.push((self.log.len(), self.world.clone()));
        }
        outcome
    }

    /// Extends the advance that ends the log, or begins one.
    fn note_advance(&mut self, reached: Time) {
        let outcome = digest::fingerprint(&self.world.facts().len());
        // What made the ground stays as it is.
        let own = self.log.len() > self.floor.len;
        if let Some(Entry { command: Command::Advance { until }, outcome: noted, .. }) =
            self.log.last_mut().filter(|_| own)
        {
            *until = reached;
            *noted = outcome;
            // A checkpoint taken behind this entry no longer stands behind it.
            self.checkpoints.retain(|(at, _)| *at < self.log.len());
            return;
        }
        let command = Command::Advance { until: reached };
        let group = self.new_group();
        self.log.push(Entry { command, act: Act::Clock, group, typed: None, outcome });
    }

    fn rebuild(&mut self) {
        let len = self.log.len();
        self.checkpoints.retain(|(at, _)| *at <= len);
        let (mut world, from) = self.checkpoint(|_| true);
        for entry in self.log.iter().skip(from) {
            world.apply(&entry.command);
        }
        self.world = world;
    }

    /// The latest checkpoint that passes, and the position in the log where it stands.
    fn checkpoint(&self, passes: impl Fn(&World) -> bool) -> (World, usize) {
        let found = self.checkpoints.iter().rev().find(|(_, world)| passes(world));
        found.map_or_else(|| (World::new(self.setup), 0), |(at, world)| (world.clone(), *at))
    }
}

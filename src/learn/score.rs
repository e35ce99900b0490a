//! Stars: how much a lab took, against what is good enough.

use std::collections::BTreeSet;

use super::lab::Par;
use crate::api::spec::Operation as _;
use crate::sim::caller::Identity;
use crate::sim::fact::Cause;
use crate::sim::{Act, AuditRecord, Command, Entry, Sim, Time, Who, World};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The learner's calls that changed something: a refused one changed nothing.
    Calls,
    /// Simulated minutes until the last goal.
    Minutes,
    /// What the watching costs a month then, in millionths of a dollar.
    Cost,
    /// Hints, and steps of the solution.
    Hints,
}

impl Measure {
    /// The end of the keys of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Calls => "calls",
            Measure::Minutes => "minutes",
            Measure::Cost => "cost",
            Measure::Hints => "hints",
        }
    }
}

/// One measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is counted.
    pub measure: Measure,
    /// How much it was.
    pub value: u64,
    /// How much is good enough.
    pub par: u64,
}

impl Row {
    /// Whether it earns its star.
    pub fn earned(&self) -> bool {
        self.value <= self.par
    }
}

/// How much a lab took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// A row a measure.
    pub rows: Vec<Row>,
}

impl Score {
    /// How many stars it earned.
    pub fn stars(&self) -> usize {
        self.rows.iter().filter(|row| row.earned()).count()
    }
}

/// When the last goal was reached: by which entry, at which instant, and at what cost a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Finish {
    pub entry: usize,
    pub at: Time,
    pub cost: u64,
}

/// The score of a lab that was finished.
pub(super) fn score(par: &Par, finish: Finish, sim: &Sim, hints: u64) -> Score {
    let done = done(sim.world());
    let acts = sim.floor()..=finish.entry;
    let counted = sim.numbered().filter(|(number, place, entry)| {
        acts.contains(place) && counts(entry) && done.contains(number)
    });
    let calls = counted.count() as u64;
    let minutes = (finish.at - sim.ground()).as_secs().div_euclid(60).unsigned_abs();
    let row = |measure, value, par| Row { measure, value, par };
    let rows = vec![
        row(Measure::Calls, calls, par.calls),
        row(Measure::Minutes, minutes, par.minutes),
        row(Measure::Cost, finish.cost, par.cost),
        row(Measure::Hints, hints, par.hints),
    ];
    Score { rows }
}

/// The numbers of the commands whose calls succeeded.
fn done(world: &World) -> BTreeSet<u64> {
    let own = |record: &&AuditRecord| {
        let service = matches!(record.caller.identity, Identity::Service { .. });
        // What a service calls in somebody's name is not what they called.
        !service && record.caller.invoked_by.is_none() && record.error.is_none()
    };
    let records = world.cloudtrail().records().iter().filter(own);
    records
        .filter_map(|record| match record.cause {
            Cause::Command(number) => Some(number),
            _ => None,
        })
        .collect()
}

/// Whether an entry is a call of the learner's that changes something, if it succeeds.
fn counts(entry: &Entry) -> bool {
    match &entry.command {
        Command::Call(call) => {
            entry.act == Act::Do
                && call.who != Who::Anonymous
                && !call.request.spec().access.is_read_only()
        }
        _ => false,
    }
}

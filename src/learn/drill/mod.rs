//! Incident drills: a seed and a difficulty make a world in which something went wrong.
//!
//! [`plan`] draws what happens, [`script`] writes it as lines of the terminal, and they are played
//! like any other. What is asked, which answers there are and which of them is right is then read
//! from the world that came out ([`truth`]), never from the plan; [`check`] holds both together.

pub mod answers;
pub mod check;
pub mod fault;
mod noise;
pub mod plan;
pub mod points;
pub mod proof;
pub mod remedy;
mod script;
pub mod sheet;
pub mod sign;
pub mod truth;

use std::fmt;

use super::session::Session;
use super::stage;
use crate::save::Kind;
use crate::services::ServiceFact;
use crate::services::cloudtrail;
use crate::sim::time::{Span, Time};
use crate::sim::{Setup, Sim, World};
use crate::text::Texts;
use plan::Plan;
use remedy::Remedy;
use truth::Truth;

/// How hard a drill can be: 1 to this.
pub const LEVELS: u8 = 3;
/// So many seeds there are: few enough to tell others the number.
pub const SEEDS: u64 = 1_000_000;

/// What makes a drill, written `2-4711`: its difficulty and its seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// From 1, easy, to [`LEVELS`].
    pub level: u8,
    /// The seed.
    pub seed: u64,
}

impl Code {
    /// A drill of this difficulty and seed, if there is one.
    pub fn new(level: u8, seed: u64) -> Option<Code> {
        ((1..=LEVELS).contains(&level) && seed < SEEDS).then_some(Code { level, seed })
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Code> {
        let (level, seed) = text.trim().split_once('-')?;
        let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let (level, seed) = (plain(level).then_some(level)?, plain(seed).then_some(seed)?);
        Code::new(level.parse().ok()?, seed.parse().ok()?)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.level, self.seed)
    }
}

/// A drill: what was drawn, and what is so in the world that came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Drill {
    /// What happens.
    pub plan: Plan,
    /// What is asked, and what is right.
    pub truth: Truth,
}

impl Drill {
    /// The drill of a code, and its world.
    ///
    /// # Errors
    /// If a line of its script fails, in the words it printed.
    pub fn new(code: Code, texts: &Texts) -> Result<(Drill, Session), String> {
        let plan = Plan::draw(code);
        let sim = played(&plan, None, texts)?;
        let truth = Truth::of(&plan, sim.world());
        Ok((Drill { plan, truth }, Session::found(sim, Kind::Sandbox)))
    }

    /// When somebody would have been told with something in place beforehand. Played anew.
    ///
    /// # Errors
    /// If a line of its script fails, in the words it printed.
    pub fn with(&self, remedy: &Remedy, texts: &Texts) -> Result<Option<Time>, String> {
        let sim = played(&self.plan, Some(remedy), texts)?;
        Ok(told(&self.plan, remedy, sim.world()))
    }
}

/// Plays a plan, with something in place that was not there.
fn played(plan: &Plan, remedy: Option<&Remedy>, texts: &Texts) -> Result<Sim, String> {
    let setup = Setup { seed: plan.code.seed, ..Setup::default() };
    stage::signed_in(setup, &script::script(plan, remedy), texts)
}

/// The first instant since the incident at which a page went out, or somebody who reads the files
/// of a trail of their own could have known.
fn told(plan: &Plan, remedy: &Remedy, world: &World) -> Option<Time> {
    let since = plan.incident(world);
    if remedy.id == remedy::CALLS {
        let soon = since + Span::mins(20);
        return world.facts().iter().find_map(|fact| match &fact.what {
            ServiceFact::CloudTrail(cloudtrail::Fact::Delivered { trail, .. }) => {
                let ours = trail.rest().ends_with(remedy::WATCH) && fact.time > since;
                (ours && fact.time <= soon).then_some(fact.time)
            }
            _ => None,
        });
    }
    paged(world, since)
}

/// When the first page since an instant arrived.
pub(super) fn paged(world: &World, since: Time) -> Option<Time> {
    let mails = world.inbox().mails().iter();
    let mut pages = mails.filter(|mail| mail.mail.subject.starts_with("ALARM: "));
    pages.find(|mail| mail.time >= since).map(|mail| mail.time)
}

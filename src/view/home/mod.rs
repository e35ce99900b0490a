//! The start page: the bet, what there is to learn, where one was.

mod bet;

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::learn::kept::Solved;
use crate::learn::own as elsewhere;
use crate::learn::progress::{LabProgress, lab_key};
use crate::learn::session::Session;
use crate::learn::step;
use crate::save::{Head, Kind, LoadError};
use crate::sim::{Act, Time, World};
use crate::text::Texts;
use crate::view::{format, lab};

pub use bet::{BEFORE, BetModel, bet};

/// The labs there are, and how many minutes each takes a person.
pub const LABS: [(&str, u32); 29] = [
    ("first-alert", 30),
    ("watches-nothing", 15),
    ("one-minute-dream", 15),
    ("two-of-three", 35),
    ("silence", 35),
    ("small-edit", 20),
    ("one-page-not-many", 20),
    ("mailbox-empty", 20),
    ("least-for-the-auditor", 25),
    ("who-stopped-it", 20),
    ("told-once", 15),
    ("bucket-says-no", 20),
    ("follow-the-role", 20),
    ("read-the-object", 25),
    ("unused-region", 20),
    ("tampered-file", 25),
    ("where-is-memory", 25),
    ("average-lies", 25),
    ("wrong-region-bill", 15),
    ("count-and-rate", 25),
    ("late-arrival", 25),
    ("heal-or-kill", 20),
    ("cost-of-watching", 30),
    ("shape-of-the-week", 20),
    ("zoom-and-age", 25),
    ("queue-grows", 30),
    ("root-at-midnight", 25),
    ("many-accounts", 30),
    ("text-to-number", 30),
];

/// Those that the start page shows: the first of each path.
pub const FIRST: [&str; 5] =
    ["first-alert", "two-of-three", "mailbox-empty", "who-stopped-it", "cost-of-watching"];

/// Where the session came from, when it was not begun here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// A link, not a file.
    pub link: bool,
    /// The first command that now turns out differently than when it was made.
    pub differs: Option<usize>,
    /// Whether its world ends as it did where it was made.
    pub same_end: bool,
    /// The kept session that was open before.
    pub back: Option<String>,
}

/// What a session from elsewhere holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holds {
    /// What stands over it.
    pub title: String,
    /// What it holds, a line each.
    pub lines: Vec<String>,
    /// Why its world is not the one it was.
    pub warnings: Vec<String>,
    /// The kept session that was open before.
    pub back: Option<String>,
}

/// What a session that was opened from a link or a file holds.
pub fn holds(session: &Session, opened: &Opened, texts: &Texts) -> Holds {
    let (world, sim) = (session.live(), session.sim());
    let acts: BTreeSet<u64> = sim
        .log()
        .iter()
        .skip(sim.floor())
        .filter(|entry| entry.act == Act::Do)
        .map(|entry| entry.group)
        .collect();
    let name = name(session.kind(), texts);
    let (time, who) = (format::date_time(world.now()), session.who());
    let mut lines = vec![texts.fill(
        "home.opened.what",
        &[("name", &name), ("time", &time), ("n", &acts.len()), ("who", &who.profile())],
    )];
    if let Some(progress) = session.progress() {
        let done = progress.goals.iter().filter(|goal| goal.reached.is_some()).count();
        let of = progress.goals.len();
        lines.push(texts.fill("home.opened.goals", &[("done", &done), ("of", &of)]));
    }
    lines.push(texts.t("home.opened.copy").to_owned());
    let mut warnings = Vec::new();
    if let Some(number) = opened.differs {
        let command = sim.log().get(number).map(|entry| step::line(entry, texts));
        let command = command.unwrap_or_default();
        let args: [(&str, &dyn Display); 2] = [("step", &(number + 1)), ("command", &command)];
        warnings.push(texts.fill("learn.load.differs", &args));
    }
    if !opened.same_end {
        warnings.push(texts.t("learn.load.differs-end").to_owned());
    }
    if !warnings.is_empty() {
        warnings.push(texts.t("learn.load.go-on").to_owned());
    }
    let title = if opened.link { "home.opened.link" } else { "home.opened.file" };
    Holds { title: texts.t(title).to_owned(), lines, warnings, back: opened.back.clone() }
}

/// The page, but for the bet, which has a world of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The labs.
    pub labs: Vec<Card>,
    /// The session that is open.
    pub here: Here,
}

/// A lab.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// How long it takes.
    pub minutes: u32,
    /// How many goals are reached, of how many, when it is open.
    pub progress: Option<(u32, u32)>,
    /// The most stars it earned, once it was solved.
    pub stars: Option<u8>,
    /// How many labs of its path were solved, and of how many.
    pub path: (u32, u32),
}

/// The session that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Here {
    /// What it is for.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// The simulated time it has come to.
    pub now: Time,
    /// Whether anything was done in it.
    pub begun: bool,
}

/// The page.
pub fn model(
    world: &World,
    kind: &Kind,
    (progress, solved): (Option<&LabProgress>, &Solved),
    begun: bool,
    texts: &Texts,
) -> Model {
    let card = |(id, minutes): &(&str, u32)| Card {
        id: (*id).to_owned(),
        title: texts.t(&format!("home.lab.{id}.title")).to_owned(),
        summary: texts.t(&format!("home.lab.{id}.summary")).to_owned(),
        minutes: *minutes,
        progress: progress.filter(|progress| progress.lab == *id).map(lab::reached),
        stars: solved.get(*id).copied(),
        path: lab::paths::solved_of(id, solved),
    };
    Model {
        labs: LABS.iter().filter(|(id, _)| FIRST.contains(id)).map(card).collect(),
        here: Here { kind: kind.clone(), name: name(kind, texts), now: world.now(), begun },
    }
}

/// What a session of a kind is called.
pub fn name(kind: &Kind, texts: &Texts) -> String {
    match kind {
        Kind::Sandbox => texts.t("home.sandbox").to_owned(),
        Kind::Lab(id) => {
            let keys = [format!("home.lab.{id}.title"), lab_key(id, "title")];
            let said = keys.iter().find_map(|key| texts.get(key));
            said.unwrap_or_else(|| elsewhere::name(id)).to_owned()
        }
    }
}

/// A kept session as the lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its name in storage.
    pub id: String,
    /// What the learner calls it, else what it is and which of several alike.
    pub title: String,
    /// What it is, when the title does not say so.
    pub what: Option<String>,
    /// The name the learner gave it.
    pub name: String,
    /// Whether it is the one that is open.
    pub open: bool,
}

/// The sessions that are kept; the one that is open first.
pub fn kept(heads: &[Head], open: &str, texts: &Texts) -> Vec<Kept> {
    let one = |head: &Head| {
        let (what, named) = (name(&head.kind, texts), !head.name.is_empty());
        let number = head.id.rsplit_once('~').and_then(|(_, n)| n.parse().ok()).unwrap_or(1_u32);
        let title = match named {
            true => head.name.clone(),
            false => texts.fill("home.kept", &[("name", &what), ("n", &number)]),
        };
        let (id, name) = (head.id.clone(), head.name.clone());
        Kept { open: id == open, id, title, what: named.then_some(what), name }
    };
    let mut kept: Vec<Kept> = heads.iter().map(one).collect();
    kept.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.id.cmp(&b.id)));
    kept
}

/// A kept session that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// Its name in storage.
    pub id: String,
    /// Why.
    pub why: String,
}

/// The sessions that are kept and cannot be read.
pub fn lost(found: &[(String, LoadError)], texts: &Texts) -> Vec<Lost> {
    let one = |(id, error): &(String, LoadError)| {
        let detail = error.detail();
        let detail: Vec<(&str, &dyn Display)> =
            detail.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        Lost { id: id.clone(), why: texts.fill(error.key(), &detail) }
    };
    found.iter().map(one).collect()
}

/// Whether there is a lab with this name.
pub fn is_lab(id: &str) -> bool {
    LABS.iter().any(|(lab, _)| *lab == id)
}

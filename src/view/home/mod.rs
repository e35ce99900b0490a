//! The start page: the bet, what there is to learn, where one was.

mod bet;

use crate::learn::progress::LabProgress;
use crate::save::{Head, Kind};
use crate::sim::{Time, World};
use crate::text::Texts;

pub use bet::{BetModel, bet};

/// The labs there are, and how many minutes each takes a person.
pub const LABS: [(&str, u32); 1] = [("first-alert", 30)];

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
    progress: Option<&LabProgress>,
    begun: bool,
    texts: &Texts,
) -> Model {
    let card = |(id, minutes): &(&str, u32)| Card {
        id: (*id).to_owned(),
        title: texts.t(&format!("home.lab.{id}.title")).to_owned(),
        summary: texts.t(&format!("home.lab.{id}.summary")).to_owned(),
        minutes: *minutes,
        progress: progress.filter(|progress| progress.lab == *id).map(|progress| {
            let done = progress.goals.iter().filter(|goal| goal.reached.is_some()).count();
            (done as u32, progress.goals.len() as u32)
        }),
    };
    Model {
        labs: LABS.iter().map(card).collect(),
        here: Here { kind: kind.clone(), name: name(kind, texts), now: world.now(), begun },
    }
}

/// What a session of a kind is called.
pub fn name(kind: &Kind, texts: &Texts) -> String {
    match kind {
        Kind::Sandbox => texts.t("home.sandbox").to_owned(),
        Kind::Lab(id) => {
            let key = format!("home.lab.{id}.title");
            if texts.has(&key) { texts.t(&key).to_owned() } else { id.clone() }
        }
        Kind::Bet(_) => texts.t("home.bet").to_owned(),
    }
}

/// A kept session as the lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its name in storage.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Which of several alike.
    pub number: u32,
    /// Whether it is the one that is open.
    pub open: bool,
}

/// The sessions that are kept; the one that is open first.
pub fn kept(heads: &[Head], open: &str, texts: &Texts) -> Vec<Kept> {
    let one = |head: &Head| Kept {
        id: head.id.clone(),
        name: name(&head.kind, texts),
        number: head.id.rsplit_once('~').and_then(|(_, n)| n.parse().ok()).unwrap_or(1),
        open: head.id == open,
    };
    let mut kept: Vec<Kept> = heads.iter().map(one).collect();
    kept.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.id.cmp(&b.id)));
    kept
}

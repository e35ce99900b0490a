//! The labs by path, in the order in which they are recommended; nothing is locked.

use crate::learn::kept::Solved;
use crate::learn::progress::lab_key;
use crate::text::Texts;
use crate::view::home::LABS;

/// The paths: the end of each one's keys, and its labs.
pub const PATHS: [(&str, &[&str]); 5] = [
    (
        "foundations",
        &[
            "first-alert",
            "watches-nothing",
            "one-minute-dream",
            "where-is-memory",
            "average-lies",
            "zoom-and-age",
            "wrong-region-bill",
            "text-to-number",
        ],
    ),
    (
        "alarms",
        &[
            "two-of-three",
            "silence",
            "small-edit",
            "one-page-not-many",
            "told-once",
            "count-and-rate",
            "late-arrival",
            "heal-or-kill",
            "shape-of-the-week",
            "queue-grows",
        ],
    ),
    ("permissions", &["mailbox-empty", "least-for-the-auditor", "bucket-says-no"]),
    (
        "audit",
        &[
            "who-stopped-it",
            "follow-the-role",
            "root-at-midnight",
            "read-the-object",
            "unused-region",
            "tampered-file",
            "many-accounts",
        ],
    ),
    ("capstones", &["cost-of-watching"]),
];

/// A path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The end of its keys.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// How many of its labs were solved.
    pub done: u32,
    /// Its labs.
    pub labs: Vec<Row>,
}

/// A lab in its path.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// How long it takes a person, in minutes.
    pub minutes: u32,
    /// The most stars it earned, once it was solved.
    pub stars: Option<u8>,
    /// Whether it is the one to do next in its path.
    pub next: bool,
}

/// The lab after this one: the next of its path, or the first of the path after it.
pub fn after(lab: &str) -> Option<&'static str> {
    let mut labs = PATHS.iter().flat_map(|(_, labs)| labs.iter().copied());
    labs.find(|other| *other == lab)?;
    labs.next()
}

/// The paths that have labs.
pub fn paths(solved: &Solved, texts: &Texts) -> Vec<Path> {
    let whole = PATHS.iter().filter(|(_, labs)| !labs.is_empty());
    whole.map(|(id, labs)| path(id, labs, solved, texts)).collect()
}

/// How many labs of a lab's path were solved, and how many it has.
pub fn solved_of(lab: &str, solved: &Solved) -> (u32, u32) {
    let path = PATHS.iter().find(|(_, labs)| labs.contains(&lab));
    let labs = path.map_or(&[][..], |(_, labs)| labs);
    (done(labs, solved), labs.len() as u32)
}

fn done(labs: &[&str], solved: &Solved) -> u32 {
    labs.iter().filter(|lab| solved.contains_key(**lab)).count() as u32
}

fn path(id: &'static str, labs: &[&str], solved: &Solved, texts: &Texts) -> Path {
    let next = labs.iter().find(|lab| !solved.contains_key(**lab));
    let row = |lab: &&str| {
        let minutes = LABS.iter().find(|(id, _)| id == lab).map_or(0, |(_, minutes)| *minutes);
        Row {
            id: (*lab).to_owned(),
            title: texts.t(&format!("home.lab.{lab}.title")).to_owned(),
            summary: texts.t(&lab_key(lab, "summary")).to_owned(),
            minutes,
            stars: solved.get(*lab).copied(),
            next: next == Some(lab),
        }
    };
    Path {
        id,
        title: texts.t(&format!("study.path.{id}")).to_owned(),
        text: texts.t(&format!("study.path.{id}.text")).to_owned(),
        done: done(labs, solved),
        labs: labs.iter().map(row).collect(),
    }
}

//! The shelf on which sessions are kept: browser storage, a session in slots under its name.

use std::collections::BTreeSet;

use watchtrail::learn::kept::{Labs, Solved};
use watchtrail::learn::own;
use watchtrail::save::{self, Drafts, Head, Kind, LoadError, Saved, Write};
use watchtrail::view::home::is_lab;
use watchtrail::view::lab::own::Kept;

use crate::ui::platform;

/// What the keys of kept sessions begin with.
const SAVE: &str = "save.";
/// What the keys of kept drafts begin with.
const DRAFT: &str = "draft.";

/// The key under which it is kept which labs were solved.
const SOLVED: &str = "labs.solved";
/// The key of what stood there and could not be read.
const SOLVED_LOST: &str = "labs.solved.lost";

/// What the keys of labs from elsewhere begin with.
const OWN: &str = "own.lab.";
/// The key under which it is kept which of them were solved: apart from our own.
const OWN_SOLVED: &str = "own.solved";

/// The labs from elsewhere, by name.
pub(super) fn own_labs() -> Vec<Kept> {
    let keys = platform::keys().unwrap_or_default();
    let mut ids: Vec<&str> = keys.iter().filter_map(|key| key.strip_prefix(OWN)).collect();
    ids.sort_unstable();
    let kept = |id: &str| Some(Kept { id: id.to_owned(), file: own_lab(id)? });
    ids.into_iter().filter_map(kept).collect()
}

/// The file of a lab from elsewhere, if it is kept.
pub(super) fn own_lab(id: &str) -> Option<String> {
    platform::read(&format!("{OWN}{id}")).ok().flatten().filter(|_| own::is_own(id))
}

/// Keeps a lab from elsewhere.
pub(super) fn keep_own(id: &str, file: &str) -> platform::Result<()> {
    platform::write(&format!("{OWN}{id}"), file)
}

/// Takes a lab from elsewhere away. What was begun in it stays, and waits for it.
pub(super) fn remove_own(id: &str) {
    // What cannot be removed is still listed.
    let _ = platform::remove(&format!("{OWN}{id}"));
}

/// The labs from elsewhere that were solved.
pub(super) fn own_solved() -> Solved {
    let kept = platform::read(OWN_SOLVED).ok().flatten();
    kept.and_then(|text| Labs::parse(&text).ok()).unwrap_or_default().solved()
}

fn note_own(lab: &str, stars: usize) {
    let kept = platform::read(OWN_SOLVED).ok().flatten();
    let mut all = kept.and_then(|text| Labs::parse(&text).ok()).unwrap_or_default();
    if all.note(lab, stars as u8) {
        // It is noted again when the lab is next drawn.
        let _ = platform::write(OWN_SOLVED, &all.to_string());
    }
}

/// The labs that were solved.
pub(super) fn solved() -> Solved {
    labs().solved()
}

/// The labs that were solved, with all that is kept of them.
pub(super) fn labs() -> Labs {
    let kept = platform::read(SOLVED).ok().flatten();
    kept.and_then(|text| Labs::parse(&text).ok()).unwrap_or_default()
}

/// Keeps them. What cannot be read, because a newer program wrote it, is put aside first.
pub(super) fn keep_labs(labs: &Labs) -> platform::Result<()> {
    if let Some(text) = platform::read(SOLVED)?
        && Labs::parse(&text).is_err()
    {
        platform::write(SOLVED_LOST, &text)?;
    }
    platform::write(SOLVED, &labs.to_string())
}

/// Keeps that a lab was solved, with so many stars. Other tabs may have kept others since.
pub(super) fn note_solved(lab: &str, stars: usize) {
    if own::is_own(lab) {
        return note_own(lab, stars);
    }
    let mut all = labs();
    if all.note_on(lab, stars as u8, Some(platform::today())) {
        // It is noted again when the lab is next drawn.
        let _ = keep_labs(&all);
    }
}

/// The heads of the sessions that can be opened, by name.
pub(super) fn saves() -> Vec<Head> {
    names().iter().filter_map(|id| head(id)).filter(|head| unknown_lab(head).is_none()).collect()
}

/// The sessions that cannot be read as they are, and why.
pub(super) fn lost() -> Vec<(String, LoadError)> {
    let why = |id: &String| match read(id) {
        Some(Ok(saved)) => unknown_lab(&saved.head),
        Some(Err(error)) => Some(error),
        // Something of it is there, but not its beginning.
        None => Some(LoadError::NotASession),
    };
    all_names().into_iter().filter_map(|id| Some((id.clone(), why(&id)?))).collect()
}

fn unknown_lab(head: &Head) -> Option<LoadError> {
    match &head.kind {
        Kind::Lab(lab) if !is_lab(lab) && own_lab(lab).is_none() => {
            Some(LoadError::UnknownLab { lab: lab.clone() })
        }
        _ => None,
    }
}

fn head(id: &str) -> Option<Head> {
    let mut head = Head::parse(&slot(id, 0)?).ok()?;
    head.id = id.to_owned();
    Some(head)
}

/// The names of the sessions that are kept.
pub(super) fn names() -> Vec<String> {
    let keys = platform::keys().unwrap_or_default();
    let first = keys.iter().filter_map(|key| slot_of(key)).filter(|(_, number)| *number == 0);
    first.map(|(name, _)| name.to_owned()).collect()
}

/// The names under which anything is kept.
fn all_names() -> BTreeSet<String> {
    let keys = platform::keys().unwrap_or_default();
    keys.iter().filter_map(|key| Some(slot_of(key)?.0.to_owned())).collect()
}

/// All that is kept under a name, as it stands there.
pub(super) fn raw(id: &str) -> String {
    let keys = platform::keys().unwrap_or_default();
    let own = keys.iter().filter_map(|key| slot_of(key)).filter(|(name, _)| *name == id);
    let mut slots: Vec<usize> = own.map(|(_, number)| number).collect();
    slots.sort_unstable();
    slots.into_iter().filter_map(|number| slot(id, number)).collect()
}

/// Takes a session away, with what was typed in it.
pub(super) fn remove(id: &str) {
    let keys = platform::keys().unwrap_or_default();
    let own = |key: &&String| slot_of(key).is_some_and(|(name, _)| name == id);
    for key in keys.iter().filter(own) {
        // What cannot be removed is still listed.
        let _ = platform::remove(key);
    }
    keep_drafts(id, &Drafts::new());
}

/// Gives a kept session a name, or takes it away.
pub(super) fn rename(id: &str, name: String) -> platform::Result<()> {
    let Some(head) = head(id) else { return Ok(()) };
    platform::write(&key(id, 0), &save::head_text(&Head { name, ..head }))
}

/// What was typed into forms in a session.
pub(super) fn drafts(id: &str) -> Drafts {
    let text = platform::read(&format!("{DRAFT}{id}")).ok().flatten();
    text.map(|text| save::drafts_of(&text)).unwrap_or_default()
}

/// Keeps what was typed into forms. A draft that could not be kept is still there until the tab is
/// closed, and not worth a message.
pub(super) fn keep_drafts(id: &str, drafts: &Drafts) {
    let key = format!("{DRAFT}{id}");
    let _ = set(&key, save::drafts_text(drafts).as_deref());
}

/// The session and the slot that a key is of.
fn slot_of(key: &str) -> Option<(&str, usize)> {
    let (name, slot) = key.strip_prefix(SAVE)?.rsplit_once('.')?;
    Some((name, slot.parse().ok()?))
}

/// A kept session. `None` if there is none of this name.
pub(super) fn read(id: &str) -> Option<Result<Saved, LoadError>> {
    let mut text = slot(id, 0)?;
    for part in (1..).map_while(|number| slot(id, number)) {
        text.push_str(&part);
    }
    let mut saved = Saved::parse(&text);
    if let Ok(saved) = &mut saved {
        saved.head.id = id.to_owned();
    }
    Some(saved)
}

pub(super) fn slot(id: &str, number: usize) -> Option<String> {
    platform::read(&key(id, number)).ok().flatten()
}

fn key(id: &str, number: usize) -> String {
    format!("{SAVE}{id}.{number}")
}

/// Writes all of it or nothing: when storage is full half-way, what stood there stands again.
pub(super) fn put(id: &str, writes: &[Write]) -> platform::Result<()> {
    let mut before: Vec<(String, Option<String>)> = Vec::new();
    for write in writes {
        let key = key(id, write.slot);
        let stood = platform::read(&key)?;
        if let Err(fault) = set(&key, write.text.as_deref()) {
            // First room is made for what was there before.
            for (key, _) in &before {
                let _ = platform::remove(key);
            }
            for (key, stood) in &before {
                let _ = set(key, stood.as_deref());
            }
            return Err(fault);
        }
        before.push((key, stood));
    }
    Ok(())
}

fn set(key: &str, text: Option<&str>) -> platform::Result<()> {
    match text {
        Some(text) => platform::write(key, text),
        None => platform::remove(key),
    }
}

/// The name, with a number behind it if it is taken.
pub(super) fn free_name(name: &str) -> String {
    let taken = all_names();
    let base = name.rsplit_once('~').map_or(name, |(base, _)| base);
    let numbered = (2..).map(|n| format!("{base}~{n}"));
    let mut free = std::iter::once(base.to_owned()).chain(numbered);
    free.find(|name| !taken.contains(name)).unwrap_or_else(|| base.to_owned())
}

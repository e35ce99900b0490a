//! Who did what to a resource: who made it, changed it, tried to and may not.
//!
//! Event history can be asked for a resource's name, but a refused call often names it in its
//! message alone, and whoever acted in a role is shown by the session's name.

use std::collections::{BTreeMap, BTreeSet};

use super::Records;
use super::act::{Act, What, last, who};
use super::chain::Openers;
use crate::services::cloudtrail::Event;
use crate::sim::Time;

/// So many acts are listed.
pub const MOST: usize = 300;
/// So many names are offered.
const OFFERED: usize = 200;

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The name or ARN asked for; empty when none was.
    pub name: String,
    /// Names that stand in the records, to choose from.
    pub known: Vec<String>,
    /// The first act that made it.
    pub made: Option<Deed>,
    /// What was done to it, or tried, newest first; reads are counted alone.
    pub deeds: Vec<Deed>,
    /// Whether there were more.
    pub more: bool,
    /// How often it was read.
    pub reads: usize,
    /// By whom.
    pub people: Vec<Person>,
}

/// An act, and the person behind its session.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// The act.
    pub act: Act,
    /// Who opened the session, if it was one.
    pub behind: Option<String>,
}

/// Somebody who had to do with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub who: String,
    /// How often they changed something.
    pub changes: usize,
    /// How often they were refused or failed.
    pub refused: usize,
    /// How often they read it.
    pub reads: usize,
    /// When last.
    pub last: Time,
}

/// What the records tell of a resource.
pub fn model(records: &dyn Records, name: &str) -> Model {
    let mut model = Model {
        name: name.to_owned(),
        known: Vec::new(),
        made: None,
        deeds: Vec::new(),
        more: false,
        reads: 0,
        people: Vec::new(),
    };
    let mut known = BTreeSet::new();
    let openers = Openers::of(records);
    let subject = Subject::of(name);
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    for event in records.events() {
        if known.len() < OFFERED {
            known.extend(event.resources.iter().map(|(_, name)| name.clone()));
        }
        if name.is_empty() || !subject.is_touched_by(&event) {
            continue;
        }
        let what = What::of(&event);
        let behind = openers.behind(&event);
        count(&mut people, behind.clone().unwrap_or_else(|| who(&event)), what, event.time);
        if what == What::Read {
            model.reads += 1;
            continue;
        }
        let deed = Deed { act: Act::of(&event), behind };
        if what == What::Made {
            // The oldest is the last to come.
            model.made = Some(deed.clone());
        }
        if model.deeds.len() < MOST {
            model.deeds.push(deed);
        } else {
            model.more = true;
        }
    }
    model.known = known.into_iter().take(OFFERED).collect();
    model.people = people.into_values().collect();
    model.people.sort_by_key(|person| std::cmp::Reverse((person.changes, person.refused)));
    model
}

fn count(people: &mut BTreeMap<String, Person>, who: String, what: What, time: Time) {
    let fresh = || Person { who: who.clone(), changes: 0, refused: 0, reads: 0, last: time };
    let person = people.entry(who.clone()).or_insert_with(fresh);
    match what {
        What::Made | What::Changed | What::Removed => person.changes += 1,
        What::Denied | What::Failed => person.refused += 1,
        What::Read => person.reads += 1,
    }
    person.last = person.last.max(time);
}

/// The resource asked for: a name, an id or an ARN.
struct Subject<'a> {
    text: &'a str,
    /// What calls of its own service name it by.
    short: &'a str,
    service: &'a str,
}

impl<'a> Subject<'a> {
    fn of(text: &'a str) -> Subject<'a> {
        let mut parts = text.splitn(6, ':');
        let service = parts.nth(2).filter(|_| text.starts_with("arn:")).unwrap_or_default();
        // The name of an object is a path; other names stand behind the last stroke or colon.
        let short = match service {
            "" => text,
            "s3" => parts.nth(2).unwrap_or(text),
            _ => last(text),
        };
        Subject { text, short, service }
    }

    fn is_touched_by(&self, event: &Event<'_>) -> bool {
        let own = !self.service.is_empty() && service(event.source) == self.service;
        let mut fits = |text: &str| {
            text == self.text
                || own && text == self.short
                || self.service.is_empty() && text.starts_with("arn:") && last(text) == self.text
        };
        event.resources.iter().any(|(_, name)| fits(name))
            || event.named.any(&mut fits)
            || !event.error.is_empty() && self.is_named_in(event.message)
    }

    /// Whether a message names it as a whole word.
    fn is_named_in(&self, message: &str) -> bool {
        let part = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        message.match_indices(self.text).any(|(at, _)| {
            let before = message.get(..at).and_then(|text| text.chars().next_back());
            let behind = message.get(at + self.text.len()..);
            let behind = behind.map(|text| text.trim_end_matches('.'));
            let behind = behind.and_then(|text| text.chars().next());
            !behind.is_some_and(part)
                && !before.is_some_and(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        })
    }
}

/// The service of an event source, as ARNs name it.
fn service(source: &str) -> &str {
    match source.strip_suffix(".amazonaws.com").unwrap_or(source) {
        "monitoring" => "cloudwatch",
        name => name,
    }
}

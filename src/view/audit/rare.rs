//! Rare calls: names of events, principals, addresses and programs that are seen seldom, or today
//! for the first time. That something is rare is no proof of anything; it is where one looks first.

use std::collections::BTreeMap;

use super::Records;
use super::act::{Act, who};
use crate::services::cloudtrail::Event;
use crate::sim::{Span, Time};

/// What is seen so often or less is seldom.
pub const SELDOM: usize = 3;
/// What is new counts as new for so long.
pub const NEW: Span = Span::hours(24);
/// So many values of a kind are listed.
const MOST: usize = 50;

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// How many events were looked at.
    pub events: usize,
    /// When the oldest of them was.
    pub since: Option<Time>,
    /// Whether they go back far enough to tell new from old.
    pub knows_new: bool,
    /// A list a kind.
    pub kinds: Vec<Kind>,
}

/// One kind of value.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// The key of its title.
    pub title: &'static str,
    /// How many different values there are.
    pub values: usize,
    /// Those that are rare, the newest first.
    pub rows: Vec<Row>,
}

/// A rare value.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The value.
    pub value: String,
    /// How often it was seen.
    pub times: usize,
    /// When first.
    pub first: Time,
    /// When last.
    pub last: Time,
    /// The last event that has it.
    pub act: Act,
    /// Whether it is here because it is new; else because it is seldom.
    pub new: bool,
}

/// A kind's title, and the value an event has.
type Facet = (&'static str, fn(&Event<'_>) -> String);

const FACETS: [Facet; 4] = [
    ("audit.rare.name", |event| event.name.to_owned()),
    ("audit.rare.principal", |event| match event.principal.arn.as_ref() {
        "" => who(event),
        arn => arn.to_owned(),
    }),
    ("audit.rare.address", |event| event.ip.to_owned()),
    ("audit.rare.agent", |event| program(event.agent)),
];

struct Count {
    times: usize,
    first: Time,
    last: Time,
    place: usize,
}

/// What is rare among the records.
pub fn model(records: &dyn Records) -> Model {
    let mut counts: [BTreeMap<String, Count>; 4] = Default::default();
    let (mut events, mut since) = (0, None);
    for event in records.events() {
        events += 1;
        since = Some(event.time);
        for (counts, (_, value)) in counts.iter_mut().zip(&FACETS) {
            let (time, place) = (event.time, event.place);
            let fresh = || Count { times: 0, first: time, last: time, place };
            let count = counts.entry(value(&event)).or_insert_with(fresh);
            count.times += 1;
            count.first = time;
        }
    }
    let recent = records.now() - NEW;
    let knows_new = since.is_some_and(|since| since < recent);
    let kind = |((title, _), counts): (&Facet, BTreeMap<String, Count>)| {
        let values = counts.len();
        let is_new = |count: &Count| knows_new && count.first >= recent;
        let mut rare: Vec<(String, Count)> = counts
            .into_iter()
            .filter(|(value, count)| !value.is_empty() && (count.times <= SELDOM || is_new(count)))
            .collect();
        rare.sort_by_key(|(_, count)| (!is_new(count), count.times, std::cmp::Reverse(count.last)));
        rare.truncate(MOST);
        let row = |(value, count): (String, Count)| {
            let act = Act::of(&records.at(count.place)?);
            let Count { times, first, last, .. } = count;
            Some(Row { value, times, first, last, act, new: is_new(&count) })
        };
        Kind { title, values, rows: rare.into_iter().filter_map(row).collect() }
    };
    Model { events, since, knows_new, kinds: FACETS.iter().zip(counts).map(kind).collect() }
}

/// The program of a user agent, without what changes with each of its versions and commands.
fn program(agent: &str) -> String {
    let first = agent.trim_start_matches('[').split([' ', ']']).next().unwrap_or_default();
    let (name, version) = first.split_once('/').unwrap_or((first, ""));
    let major = version.split('.').next().unwrap_or_default();
    if major.is_empty() { name.to_owned() } else { format!("{name}/{major}") }
}

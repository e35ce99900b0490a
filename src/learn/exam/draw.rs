//! Which items are asked, and in which order. The same seed always draws the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::bank::{Bank, domain_of};
use super::code::{Domain, Exam, Point};
use super::flavour::{Flavour, share};
use super::item::Item;
use super::progress::Progress;
use super::spacing;
use crate::sim::noise;

/// How many items one sits down to at most, a timed mock aside.
pub const ROUND: usize = 10;

/// What is asked, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Timed, like an exam; nothing is told before its end.
    Mock(Exam),
    /// Anything, what was never asked first.
    Review,
    /// All of a topic.
    Topic(String),
    /// What asks a point.
    Point(Point),
    /// What was answered wrongly last.
    Wrong,
    /// What is to come back today.
    Due,
}

impl Mode {
    /// Its word in keys.
    pub fn word(&self) -> &'static str {
        match self {
            Mode::Mock(_) => "mock",
            Mode::Review => "review",
            Mode::Topic(_) => "topic",
            Mode::Point(_) => "point",
            Mode::Wrong => "wrong",
            Mode::Due => "due",
        }
    }

    /// Whether time runs and nothing is told before the end.
    pub fn is_timed(&self) -> bool {
        matches!(self, Mode::Mock(_))
    }
}

/// Numbers that look random.
#[derive(Clone, Debug)]
pub struct Dice {
    seed: u64,
    thrown: u64,
}

impl Dice {
    /// Those of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice { seed: noise::mix(seed), thrown: 0 }
    }

    /// A number below another one.
    pub fn below(&mut self, limit: usize) -> usize {
        self.thrown += 1;
        let thrown = noise::mix(self.seed ^ noise::mix(self.thrown));
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from(thrown % limit).unwrap_or_default()
    }

    /// Puts a list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// The items of a sitting in their order, by name. None when there is nothing to ask.
pub fn draw(bank: &Bank, progress: &Progress, mode: &Mode, seed: u64, today: i64) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let items = match mode {
        Mode::Mock(exam) => return mock(bank, *exam, &mut dice),
        Mode::Review => oldest(bank.items().iter().collect(), progress, &mut dice, ROUND),
        Mode::Topic(topic) => {
            oldest(bank.of_topic(topic).collect(), progress, &mut dice, usize::MAX)
        }
        Mode::Point(point) => {
            oldest(bank.of_point(*point).collect(), progress, &mut dice, usize::MAX)
        }
        Mode::Wrong => wrong(bank, progress).into_iter().take(ROUND).collect(),
        Mode::Due => due(bank, progress, &mut dice, today),
    };
    interleaved(items).into_iter().map(Item::name).collect()
}

/// The items that were answered wrongly last and are still there.
pub fn wrong<'a>(bank: &'a Bank, progress: &Progress) -> Vec<&'a Item> {
    progress.wrong().into_iter().filter_map(|name| bank.item(name)).collect()
}

fn mock(bank: &Bank, exam: Exam, dice: &mut Dice) -> Vec<String> {
    let flavour = Flavour::of(exam);
    let mut drawn = Vec::new();
    let mut pools: Vec<(usize, Vec<&Item>)> = flavour
        .weights
        .iter()
        .map(|(domain, weight)| (*weight, bank.of_domain(exam, *domain).collect()))
        .collect();
    let parts: Vec<(usize, usize)> =
        pools.iter().map(|(weight, pool)| (*weight, pool.len())).collect();
    for ((_, pool), count) in pools.iter_mut().zip(share(flavour.items, &parts)) {
        dice.shuffle(pool);
        drawn.extend(pool.iter().take(count).map(|item| item.name()));
    }
    dice.shuffle(&mut drawn);
    drawn
}

/// What was never asked, then what was asked longest ago.
fn oldest<'a>(
    mut items: Vec<&'a Item>,
    progress: &Progress,
    dice: &mut Dice,
    limit: usize,
) -> Vec<&'a Item> {
    dice.shuffle(&mut items);
    let latest = progress.latest();
    items.sort_by_key(|item| latest.get(item.name().as_str()).map(|record| record.day));
    items.truncate(limit);
    items
}

/// An item for each point that comes back: of those that ask it, the one asked longest ago.
fn due<'a>(bank: &'a Bank, progress: &Progress, dice: &mut Dice, today: i64) -> Vec<&'a Item> {
    let known = spacing::points(progress.records());
    let mut taken = BTreeSet::new();
    let mut items: Vec<&Item> = Vec::new();
    for point in spacing::due(&known, today) {
        // One item may bring several of them back.
        if items.len() == ROUND || items.iter().any(|item| item.points.contains(&point)) {
            continue;
        }
        let asking = oldest(bank.of_point(point).collect(), progress, dice, usize::MAX);
        items.extend(asking.into_iter().find(|item| taken.insert(item.name())));
    }
    items
}

/// Items of different domains in turn, each domain's in their order: telling things apart is
/// learned by meeting them mixed.
fn interleaved(items: Vec<&Item>) -> Vec<&Item> {
    let mut piles: BTreeMap<Domain, std::collections::VecDeque<&Item>> = BTreeMap::new();
    for item in &items {
        piles.entry(domain_of(item)).or_default().push_back(item);
    }
    let mut mixed = Vec::new();
    let mut last = None;
    while mixed.len() < items.len() {
        let open = piles.iter().filter(|(_, pile)| !pile.is_empty());
        let next = open.max_by_key(|(domain, pile)| {
            (Some(**domain) != last, pile.len(), std::cmp::Reverse(**domain))
        });
        let Some(domain) = next.map(|(domain, _)| *domain) else { break };
        mixed.extend(piles.get_mut(&domain).and_then(std::collections::VecDeque::pop_front));
        last = Some(domain);
    }
    mixed
}

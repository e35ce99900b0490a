//! Whether a pattern holds of some JSON, and what of it does not.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::leaf::Leaf;
use super::{Key, Pattern};

/// How much of a value is told where it did not match.
const SHOWN: usize = 200;

/// What of one way of a pattern did not hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unmatched {
    /// Nothing is at a path.
    Absent {
        /// The path.
        path: String,
        /// What it wants there.
        wanted: String,
    },
    /// Something else is at a path.
    Other {
        /// The path.
        path: String,
        /// What it wants there.
        wanted: String,
        /// What is there.
        found: String,
    },
    /// Each key has a match, but no object of an array has them all.
    Apart,
}

impl Pattern {
    /// Whether it holds.
    ///
    /// # Errors
    /// What did not, for each way in which it could have.
    pub fn select(&self, ground: &Ground) -> Result<(), Vec<Unmatched>> {
        let mut faults = Vec::new();
        for way in &self.ways {
            match hold(way, ground) {
                Ok(()) => return Ok(()),
                Err(fault) => faults.push(fault),
            }
        }
        Err(faults)
    }
}

type Places = BTreeMap<u32, u32>;

fn hold(way: &[Key], ground: &Ground) -> Result<(), Unmatched> {
    let candidates = way.iter().map(|key| candidates(key, ground));
    let candidates = candidates.collect::<Result<Vec<Vec<Places>>, Unmatched>>()?;
    if fits(&candidates, &Places::new()) { Ok(()) } else { Err(Unmatched::Apart) }
}

/// Where a key holds: of which objects of arrays, each once.
fn candidates(key: &Key, ground: &Ground) -> Result<Vec<Places>, Unmatched> {
    let (path, wanted) = (key.path.clone(), key.wanted.clone());
    let held = ground.at(&key.path);
    if held.is_empty() {
        let absent = key.leaves.contains(&Leaf::Exists(false));
        return if absent {
            Ok(vec![Places::new()])
        } else {
            Err(Unmatched::Absent { path, wanted })
        };
    }
    let holds = held.iter().filter(|held| key.leaves.iter().any(|leaf| leaf.holds(&held.value)));
    let mut places: Vec<Places> = holds.map(|held| held.places.clone()).collect();
    places.sort();
    places.dedup();
    if places.is_empty() {
        let found: Vec<String> = held.iter().map(|held| held.value.json()).collect();
        let found = found.join(", ").chars().take(SHOWN).collect();
        return Err(Unmatched::Other { path, wanted, found });
    }
    Ok(places)
}

/// Whether one place of each key can be chosen so that they are of the same objects.
fn fits(candidates: &[Vec<Places>], chosen: &Places) -> bool {
    let Some((first, rest)) = candidates.split_first() else { return true };
    first.iter().any(|places| {
        let same = |(array, nth): (&u32, &u32)| chosen.get(array).is_none_or(|known| known == nth);
        let all = places.iter().all(same);
        all && fits(rest, &chosen.iter().chain(places).map(|(a, n)| (*a, *n)).collect())
    })
}

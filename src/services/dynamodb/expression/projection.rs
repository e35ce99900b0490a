//! Which attributes are given back.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html>

use std::collections::BTreeMap;

use super::names::Names;
use super::path::{self, Path, Step};
use super::{Kind, reader};
use crate::services::dynamodb::value::{Attribute, Item};

/// The paths that are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// In the order they were written.
    pub paths: Vec<Path>,
}

/// A value that is given back in part.
#[derive(Debug)]
enum Part {
    Whole(Attribute),
    Members(BTreeMap<String, Part>),
    Places(BTreeMap<usize, Part>),
}

impl Projection {
    /// Reads one.
    ///
    /// # Errors
    /// In AWS's words.
    pub fn read(text: &str, names: &mut Names) -> Result<Projection, String> {
        reader::read(Kind::Projection, text, names, |reader| {
            let mut paths = vec![reader.path()?];
            while reader.take(",") {
                paths.push(reader.path()?);
            }
            path::apart(&paths.iter().collect::<Vec<_>>())?;
            Ok(Projection { paths })
        })
    }

    /// What of an item is wanted.
    pub fn of(&self, item: &Item) -> Item {
        of_paths(self.paths.iter(), item)
    }
}

/// What lies on these paths: what is left out of a list closes up.
pub fn of_paths<'a>(paths: impl Iterator<Item = &'a Path>, item: &Item) -> Item {
    let mut wanted = BTreeMap::new();
    for path in paths {
        if let (Some(value), Some((Step::Name(head), rest))) = (path.of(item), path.0.split_first())
        {
            put(wanted.entry(head.clone()), rest, value);
        }
    }
    wanted.into_iter().map(|(name, part)| (name, part.value())).collect()
}

/// Puts a value where the steps lead.
fn put<K: Ord>(
    entry: std::collections::btree_map::Entry<'_, K, Part>,
    steps: &[Step],
    value: &Attribute,
) {
    let Some((step, rest)) = steps.split_first() else {
        *entry.or_insert_with(|| Part::Members(BTreeMap::new())) = Part::Whole(value.clone());
        return;
    };
    match step {
        Step::Name(name) => {
            if let Part::Members(members) = entry.or_insert_with(|| Part::Members(BTreeMap::new()))
            {
                put(members.entry(name.clone()), rest, value);
            }
        }
        Step::Place(place) => {
            if let Part::Places(places) = entry.or_insert_with(|| Part::Places(BTreeMap::new())) {
                put(places.entry(*place), rest, value);
            }
        }
    }
}

impl Part {
    fn value(self) -> Attribute {
        match self {
            Part::Whole(value) => value,
            Part::Members(members) => {
                Attribute::M(members.into_iter().map(|(name, part)| (name, part.value())).collect())
            }
            Part::Places(places) => Attribute::L(places.into_values().map(Part::value).collect()),
        }
    }
}

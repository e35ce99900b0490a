//! Whether a condition holds of an item.

use std::cmp::Ordering;

use super::condition::{Comparison, Condition, Operand};
use crate::services::dynamodb::decimal::Number;
use crate::services::dynamodb::value::{Attribute, Item};

impl Condition {
    /// Whether it holds of an item; of one that is not there, an empty one.
    pub fn holds(&self, item: &Item) -> bool {
        match self {
            Condition::And(one, two) => one.holds(item) && two.holds(item),
            Condition::Or(one, two) => one.holds(item) || two.holds(item),
            Condition::Not(one) => !one.holds(item),
            Condition::Compares(one, comparison, two) => match (one.of(item), two.of(item)) {
                (Some(one), Some(two)) => compare(&one, *comparison, &two),
                // What is not there differs from everything.
                _ => *comparison == Comparison::Unequal,
            },
            Condition::Between(one, least, most) => {
                let (one, least, most) = (one.of(item), least.of(item), most.of(item));
                let (Some(one), Some(least), Some(most)) = (one, least, most) else {
                    return false;
                };
                compare(&one, Comparison::AtLeast, &least)
                    && compare(&one, Comparison::AtMost, &most)
            }
            Condition::In(one, among) => one
                .of(item)
                .is_some_and(|one| among.iter().any(|other| other.of(item).as_ref() == Some(&one))),
            Condition::Exists(path) => path.of(item).is_some(),
            Condition::NotExists(path) => path.of(item).is_none(),
            Condition::Type(one, kind) => one.of(item).is_some_and(|one| one.kind() == kind),
            Condition::BeginsWith(one, with) => match (one.of(item), with.of(item)) {
                (Some(one), Some(with)) => begins(&one, &with),
                _ => false,
            },
            Condition::Contains(one, what) => match (one.of(item), what.of(item)) {
                (Some(one), Some(what)) => contains(&one, &what),
                _ => false,
            },
        }
    }
}

impl Operand {
    /// Its value in an item.
    fn of(&self, item: &Item) -> Option<Attribute> {
        match self {
            Operand::Path(path) => path.of(item).cloned(),
            Operand::Value(value) => Some(value.clone()),
            Operand::Size(path) => size(path.of(item)?),
        }
    }
}

/// The size of a value, as the function tells it.
pub fn size(value: &Attribute) -> Option<Attribute> {
    let size = match value {
        Attribute::S(text) => text.len(),
        Attribute::B(bytes) => bytes.len(),
        Attribute::Ss(all) => all.len(),
        Attribute::Ns(all) => all.len(),
        Attribute::Bs(all) => all.len(),
        Attribute::M(members) => members.len(),
        Attribute::L(items) => items.len(),
        Attribute::N(_) | Attribute::Null | Attribute::Bool(_) => return None,
    };
    Some(Attribute::N(Number::of(size)))
}

/// Compares two values: those of different types only differ, and only scalars have an order.
pub fn compare(one: &Attribute, comparison: Comparison, two: &Attribute) -> bool {
    let order = || match (one.kind() == two.kind(), one.scalar(), two.scalar()) {
        (true, Some(one), Some(two)) => Some(one.cmp(&two)),
        _ => None,
    };
    match comparison {
        Comparison::Equal => one == two,
        Comparison::Unequal => one != two,
        Comparison::Less => order() == Some(Ordering::Less),
        Comparison::AtMost => order().is_some_and(Ordering::is_le),
        Comparison::Greater => order() == Some(Ordering::Greater),
        Comparison::AtLeast => order().is_some_and(Ordering::is_ge),
    }
}

/// Whether a text or bytes begin with others.
pub fn begins(one: &Attribute, with: &Attribute) -> bool {
    match (one, with) {
        (Attribute::S(text), Attribute::S(with)) => text.starts_with(with.as_str()),
        (Attribute::B(bytes), Attribute::B(with)) => bytes.starts_with(with),
        _ => false,
    }
}

fn contains(one: &Attribute, what: &Attribute) -> bool {
    match (one, what) {
        (Attribute::S(text), Attribute::S(what)) => text.contains(what.as_str()),
        (Attribute::B(bytes), Attribute::B(what)) => {
            what.is_empty() || bytes.windows(what.len()).any(|part| part == what)
        }
        (Attribute::Ss(all), Attribute::S(what)) => all.contains(what),
        (Attribute::Ns(all), Attribute::N(what)) => all.contains(what),
        (Attribute::Bs(all), Attribute::B(what)) => all.contains(what),
        (Attribute::L(all), what) => all.contains(what),
        _ => false,
    }
}

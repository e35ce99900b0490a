//! What an update makes of an item.
//!
//! All that is worked out is of the item as it was before.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>

use super::path::{Path, Step};
use super::update::{Act, Change, Term, Update};
use crate::services::dynamodb::decimal::Number;
use crate::services::dynamodb::value::{Attribute, Item};

const TYPE: &str = "An operand in the update expression has an incorrect data type";
const PLACE: &str = "The document path provided in the update expression is invalid for update";
const NONE: &str = "The provided expression refers to an attribute that does not exist in the item";

/// Where changes of one item are made.
enum Holder<'a> {
    Map(&'a mut Item),
    List(&'a mut Vec<Attribute>),
}

impl Update {
    /// The item after it.
    ///
    /// # Errors
    /// In AWS's words.
    pub fn apply(&self, before: &Item) -> Result<Item, String> {
        let mut item = before.clone();
        let mut removed = Vec::new();
        for Change { path, act } in &self.changes {
            match act {
                Act::Set(term) => put(&mut item, path, term.of(before)?)?,
                Act::Add(value) => {
                    let sum = more(path.of(before), value)?;
                    put(&mut item, path, sum)?;
                }
                Act::Delete(value) => match less(path.of(before), value)? {
                    Some(rest) => put(&mut item, path, rest)?,
                    None => removed.push(path),
                },
                Act::Remove => removed.push(path),
            }
        }
        // Later places of a list first, so that those before them stay where they are.
        removed.sort();
        for path in removed.into_iter().rev() {
            remove(&mut item, path)?;
        }
        Ok(item)
    }
}

impl Term {
    fn of(&self, item: &Item) -> Result<Attribute, String> {
        let none = || NONE.to_owned();
        match self {
            Term::Path(path) => path.of(item).cloned().ok_or_else(none),
            Term::Value(value) => Ok(value.clone()),
            Term::IfNotExists(path, otherwise) => match path.of(item) {
                Some(value) => Ok(value.clone()),
                None => otherwise.of(item),
            },
            Term::ListAppend(one, two) => match (one.of(item)?, two.of(item)?) {
                (Attribute::L(one), Attribute::L(two)) => Ok(Attribute::L([one, two].concat())),
                _ => Err(TYPE.to_owned()),
            },
            Term::Plus(one, two) => numbers(one, two, item, Number::plus),
            Term::Minus(one, two) => numbers(one, two, item, Number::minus),
        }
    }
}

fn numbers(
    one: &Term,
    two: &Term,
    item: &Item,
    work: fn(&Number, &Number) -> Result<Number, String>,
) -> Result<Attribute, String> {
    match (one.of(item)?, two.of(item)?) {
        (Attribute::N(one), Attribute::N(two)) => work(&one, &two).map(Attribute::N),
        _ => Err(TYPE.to_owned()),
    }
}

/// A number grown, a set with more in it.
fn more(held: Option<&Attribute>, value: &Attribute) -> Result<Attribute, String> {
    Ok(match (held, value) {
        (None, value) => value.clone(),
        (Some(Attribute::N(held)), Attribute::N(value)) => Attribute::N(held.plus(value)?),
        (Some(Attribute::Ss(held)), Attribute::Ss(value)) => Attribute::Ss(held | value),
        (Some(Attribute::Ns(held)), Attribute::Ns(value)) => Attribute::Ns(held | value),
        (Some(Attribute::Bs(held)), Attribute::Bs(value)) => Attribute::Bs(held | value),
        _ => return Err(TYPE.to_owned()),
    })
}

/// A set with less in it; nothing once it is empty.
fn less(held: Option<&Attribute>, value: &Attribute) -> Result<Option<Attribute>, String> {
    let rest = match (held, value) {
        (None, _) => return Ok(None),
        (Some(Attribute::Ss(held)), Attribute::Ss(value)) => Attribute::Ss(held - value),
        (Some(Attribute::Ns(held)), Attribute::Ns(value)) => Attribute::Ns(held - value),
        (Some(Attribute::Bs(held)), Attribute::Bs(value)) => Attribute::Bs(held - value),
        _ => return Err(TYPE.to_owned()),
    };
    let empty = match &rest {
        Attribute::Ss(all) => all.is_empty(),
        Attribute::Ns(all) => all.is_empty(),
        Attribute::Bs(all) => all.is_empty(),
        _ => false,
    };
    Ok((!empty).then_some(rest))
}

/// What holds what a path leads to, and the last step.
fn holder<'a>(item: &'a mut Item, path: &'a Path) -> Option<(Holder<'a>, &'a Step)> {
    let (last, before) = path.0.split_last()?;
    let mut holder = Holder::Map(item);
    for step in before {
        let value = match (holder, step) {
            (Holder::Map(members), Step::Name(name)) => members.get_mut(name)?,
            (Holder::List(items), Step::Place(place)) => items.get_mut(*place)?,
            _ => return None,
        };
        holder = match value {
            Attribute::M(members) => Holder::Map(members),
            Attribute::L(items) => Holder::List(items),
            _ => return None,
        };
    }
    Some((holder, last))
}

/// Puts a value there; what lies beyond the end of a list goes to its end.
fn put(item: &mut Item, path: &Path, value: Attribute) -> Result<(), String> {
    match holder(item, path) {
        Some((Holder::Map(members), Step::Name(name))) => {
            members.insert(name.clone(), value);
        }
        Some((Holder::List(items), Step::Place(place))) => match items.get_mut(*place) {
            Some(slot) => *slot = value,
            None => items.push(value),
        },
        _ => return Err(PLACE.to_owned()),
    }
    Ok(())
}

/// Removes what lies there; that nothing lies there is no fault.
fn remove(item: &mut Item, path: &Path) -> Result<(), String> {
    match holder(item, path) {
        Some((Holder::Map(members), Step::Name(name))) => {
            members.remove(name);
        }
        Some((Holder::List(items), Step::Place(place))) => {
            if *place < items.len() {
                items.remove(*place);
            }
        }
        _ => return Err(PLACE.to_owned()),
    }
    Ok(())
}

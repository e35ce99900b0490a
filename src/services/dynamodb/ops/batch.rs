//! Items put and deleted many at a time: each for itself, without conditions.

use std::collections::{BTreeMap, BTreeSet};

use super::super::shapes::{BatchWriteItemInput, BatchWriteItemOutput, WriteRequest};
use super::super::state::{Key, State, Table};
use super::super::value::{self, Item};
use super::capacity::{Spent, consumed, writes};
use super::keys::{of_item, of_key};
use super::read::empty;
use super::write::GREATEST;
use super::{invalid, to_change, usable};
use crate::api::ApiError;
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// How many items a batch writes at most.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
const MOST: usize = 25;

/// What becomes of the items of a table.
type Changes = Vec<(Key, Option<Item>)>;

pub fn write(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &BatchWriteItemInput,
) -> Result<BatchWriteItemOutput, ApiError> {
    if input.requests.is_empty() {
        return Err(empty());
    }
    if input.requests.values().map(Vec::len).sum::<usize>() > MOST {
        return Err(invalid("Too many items requested for the BatchWriteItem call"));
    }
    let mut all: Vec<(Arn, Changes)> = Vec::new();
    for (named, requests) in &input.requests {
        let table = usable(state, ctx, named)?;
        all.push((table.arn.clone(), changes(table, requests)?));
    }
    let mut capacity = Vec::new();
    for (arn, changes) in all {
        let table = to_change(state, &arn)?;
        let mut spent =
            Spent { operation: "BatchWriteItem", half_reads: 0, writes: 0, returned: None };
        for (key, new) in changes {
            spent.writes += writes(table.items.get(&key), new.as_ref());
            table.put(ctx.now, key, new);
        }
        capacity.extend(consumed(input.capacity.as_deref(), &table.name, spent.units()));
        spent.keep(state, ctx, &arn);
    }
    let capacity = Some(capacity).filter(|all| !all.is_empty());
    Ok(BatchWriteItemOutput { left: BTreeMap::new(), capacity })
}

fn changes(table: &Table, requests: &[WriteRequest]) -> Result<Changes, ApiError> {
    let mut seen = BTreeSet::new();
    let mut changes = Changes::new();
    for request in requests {
        let (key, new) = match (&request.put, &request.delete) {
            (Some(put), None) => {
                let item = value::item(&put.item).map_err(invalid)?;
                if value::size(&item) > GREATEST {
                    return Err(invalid("Item size has exceeded the maximum allowed size"));
                }
                (of_item(table, &item)?, Some(item))
            }
            (None, Some(delete)) => {
                let key = value::item(&delete.key).map_err(invalid)?;
                (of_key(&table.schema, &key)?, None)
            }
            _ => {
                return Err(invalid(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly \
                     one of the supported datatypes",
                ));
            }
        };
        if !seen.insert(key.clone()) {
            return Err(invalid("Provided list of item keys contains duplicates"));
        }
        changes.push((key, new));
    }
    Ok(changes)
}

//! Items by their keys.

use std::collections::{BTreeMap, BTreeSet};

use super::super::expression::{Names, Projection};
use super::super::shapes::{
    BatchGetItemInput, BatchGetItemOutput, GetItemInput, GetItemOutput, KeysAndAttributes,
};
use super::super::state::{State, Table};
use super::super::value::{self, Item};
use super::capacity::{Spent, consumed, half_reads};
use super::keys::of_key;
use super::{invalid, usable};
use crate::api::ApiError;
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// How many items a batch gives at most.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
const MOST: usize = 100;

pub fn get(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &GetItemInput,
) -> Result<GetItemOutput, ApiError> {
    let key = value::item(&input.key).map_err(invalid)?;
    let projection = projection(input.projection.as_deref(), input.names.as_ref())?;
    let table = usable(state, ctx, &input.table)?;
    let item = table.items.get(&of_key(&table.schema, &key)?);
    let bytes = item.map(value::size).unwrap_or_default();
    let spent = Spent {
        operation: "GetItem",
        half_reads: half_reads(bytes, input.consistent),
        writes: 0,
        returned: None,
    };
    let capacity = consumed(input.capacity.as_deref(), &table.name, spent.units());
    let item = item.map(|item| value::written(&projected(projection.as_ref(), item)));
    let arn = table.arn.clone();
    spent.keep(state, ctx, &arn);
    Ok(GetItemOutput { item, capacity })
}

fn projection(
    text: Option<&str>,
    names: Option<&BTreeMap<String, String>>,
) -> Result<Option<Projection>, ApiError> {
    let given = [("ProjectionExpression", text.is_some())];
    let mut names = Names::read(names, None, &given).map_err(invalid)?;
    let read = text.map(|text| Projection::read(text, &mut names)).transpose();
    let read = read.map_err(invalid)?;
    names.end().map_err(invalid)?;
    Ok(read)
}

fn projected(projection: Option<&Projection>, item: &Item) -> Item {
    projection.map_or_else(|| item.clone(), |projection| projection.of(item))
}

pub fn batch(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &BatchGetItemInput,
) -> Result<BatchGetItemOutput, ApiError> {
    if input.requests.is_empty() {
        return Err(empty());
    }
    if input.requests.values().map(|one| one.keys.len()).sum::<usize>() > MOST {
        return Err(invalid("Too many items requested for the BatchGetItem call"));
    }
    let (mut responses, mut capacity, mut all) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (named, wanted) in &input.requests {
        let table = usable(state, ctx, named)?;
        let (items, spent) = of_table(table, wanted)?;
        capacity.extend(consumed(input.capacity.as_deref(), &table.name, spent.units()));
        responses.insert(named.clone(), items.iter().map(value::written).collect());
        all.push((table.arn.clone(), spent));
    }
    for (arn, spent) in all {
        let arn: Arn = arn;
        spent.keep(state, ctx, &arn);
    }
    let capacity = Some(capacity).filter(|all| !all.is_empty());
    Ok(BatchGetItemOutput { responses, left: BTreeMap::new(), capacity })
}

/// The fault that a batch asks for nothing.
pub(super) fn empty() -> ApiError {
    invalid(
        "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: \
         Member must have length greater than or equal to 1",
    )
}

fn of_table(table: &Table, wanted: &KeysAndAttributes) -> Result<(Vec<Item>, Spent), ApiError> {
    let projection = projection(wanted.projection.as_deref(), wanted.names.as_ref())?;
    let mut seen = BTreeSet::new();
    let mut spent = Spent { operation: "BatchGetItem", half_reads: 0, writes: 0, returned: None };
    let mut items = Vec::new();
    for key in &wanted.keys {
        let key = of_key(&table.schema, &value::item(key).map_err(invalid)?)?;
        let item = table.items.get(&key);
        let bytes = item.map(value::size).unwrap_or_default();
        spent.half_reads += half_reads(bytes, wanted.consistent);
        items.extend(item.map(|item| projected(projection.as_ref(), item)));
        if !seen.insert(key) {
            return Err(invalid("Provided list of item keys contains duplicates"));
        }
    }
    Ok((items, spent))
}

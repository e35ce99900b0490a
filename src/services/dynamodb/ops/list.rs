//! Items of a partition, and all items: a page at a time.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html>. The
//! order in which a scan finds partitions is ours: AWS's follows from a hash nobody knows.

use super::super::expression::{Condition, KeyCondition, Kind, Names, Projection};
use super::super::shapes::{ItemsOutput, QueryInput, ScanInput};
use super::super::state::{Key, State, Table};
use super::super::value::{self, Item};
use super::capacity::{Spent, consumed, half_reads};
use super::keys::of_key;
use super::{invalid, usable};
use crate::api::ApiError;
use crate::sim::Ctx;

/// How many bytes of items are looked at for one page.
const PAGE: usize = 1_024 * 1_024;

/// What is made of the items that are looked at.
struct Wanted<'a> {
    operation: &'static str,
    filter: Option<Condition>,
    projection: Option<Projection>,
    counted: bool,
    limit: Option<i32>,
    consistent: Option<bool>,
    capacity: Option<&'a str>,
}

pub fn query(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &QueryInput,
) -> Result<ItemsOutput, ApiError> {
    let given = [
        ("ProjectionExpression", input.projection.is_some()),
        ("FilterExpression", input.filter.is_some()),
        ("KeyConditionExpression", input.keys.is_some()),
    ];
    let mut names =
        Names::read(input.names.as_ref(), input.values.as_ref(), &given).map_err(invalid)?;
    let Some(keys) = &input.keys else {
        return Err(invalid(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the \
             request.",
        ));
    };
    let table = usable(state, ctx, &input.table)?;
    let keys = KeyCondition::read(keys, &mut names, &table.schema).map_err(invalid)?;
    let (filter, projection) =
        expressions(input.filter.as_deref(), input.projection.as_deref(), &mut names)?;
    names.end().map_err(invalid)?;
    let counted = selected(input.select.as_deref(), projection.is_some())?;
    no_keys(table, filter.as_ref())?;
    let start = start(table, input.start.as_ref())?;
    let hash = keys.hash.scalar();
    if start.as_ref().is_some_and(|start| Some(&start.hash) != hash.as_ref()) {
        return Err(invalid(
            "The provided starting key is outside query boundaries based on provided conditions",
        ));
    }
    let range = table.schema.range.as_ref().map(|part| &part.name);
    let takes = |(key, item): &(&Key, &Item)| {
        Some(&key.hash) == hash.as_ref() && keys.takes(range.and_then(|name| item.get(name)))
    };
    let mut found: Vec<(&Key, &Item)> = table.items.iter().filter(takes).collect();
    if input.forward == Some(false) {
        found.reverse();
        found.retain(|(key, _)| start.as_ref().is_none_or(|start| *key < start));
    } else {
        found.retain(|(key, _)| start.as_ref().is_none_or(|start| *key > start));
    }
    let wanted = Wanted {
        operation: "Query",
        filter,
        projection,
        counted,
        limit: input.limit,
        consistent: input.consistent,
        capacity: input.capacity.as_deref(),
    };
    let (output, spent) = wanted.page(table, &found);
    let arn = table.arn.clone();
    spent.keep(state, ctx, &arn);
    Ok(output)
}

pub fn scan(state: &mut State, ctx: &Ctx<'_>, input: &ScanInput) -> Result<ItemsOutput, ApiError> {
    let given = [
        ("ProjectionExpression", input.projection.is_some()),
        ("FilterExpression", input.filter.is_some()),
    ];
    let mut names =
        Names::read(input.names.as_ref(), input.values.as_ref(), &given).map_err(invalid)?;
    let (filter, projection) =
        expressions(input.filter.as_deref(), input.projection.as_deref(), &mut names)?;
    names.end().map_err(invalid)?;
    let counted = selected(input.select.as_deref(), projection.is_some())?;
    let table = usable(state, ctx, &input.table)?;
    let start = start(table, input.start.as_ref())?;
    let behind = |key: &Key| start.as_ref().is_none_or(|start| key > start);
    let found: Vec<(&Key, &Item)> = table.items.iter().filter(|(key, _)| behind(key)).collect();
    let wanted = Wanted {
        operation: "Scan",
        filter,
        projection,
        counted,
        limit: input.limit,
        consistent: input.consistent,
        capacity: input.capacity.as_deref(),
    };
    let (output, spent) = wanted.page(table, &found);
    let arn = table.arn.clone();
    spent.keep(state, ctx, &arn);
    Ok(output)
}

fn expressions(
    filter: Option<&str>,
    projection: Option<&str>,
    names: &mut Names,
) -> Result<(Option<Condition>, Option<Projection>), ApiError> {
    let filter = filter.map(|text| Condition::read(Kind::Filter, text, names)).transpose();
    let filter = filter.map_err(invalid)?;
    let projection = projection.map(|text| Projection::read(text, names)).transpose();
    Ok((filter, projection.map_err(invalid)?))
}

/// Whether only the count is asked for.
fn selected(select: Option<&str>, projected: bool) -> Result<bool, ApiError> {
    let cannot = |what: &str| {
        Err(invalid(format!("Cannot specify the ProjectionExpression when choosing to get {what}")))
    };
    match select {
        Some("ALL_PROJECTED_ATTRIBUTES") => Err(invalid(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        )),
        Some("SPECIFIC_ATTRIBUTES") if !projected => Err(invalid(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get \
             SPECIFIC_ATTRIBUTES",
        )),
        Some("ALL_ATTRIBUTES") if projected => cannot("ALL_ATTRIBUTES"),
        Some("COUNT") if projected => cannot("only the Count"),
        select => Ok(select == Some("COUNT")),
    }
}

/// What keys must be, only the key condition says.
fn no_keys(table: &Table, filter: Option<&Condition>) -> Result<(), ApiError> {
    let paths = filter.map(Condition::paths).unwrap_or_default();
    let named = |name: &str| paths.iter().any(|path| path.head() == name);
    match table.schema.parts().find(|part| named(&part.name)) {
        Some(part) => Err(invalid(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: \
             {}",
            part.name
        ))),
        None => Ok(()),
    }
}

fn start(
    table: &Table,
    given: Option<&std::collections::BTreeMap<String, super::super::shapes::AttributeValue>>,
) -> Result<Option<Key>, ApiError> {
    let Some(given) = given else { return Ok(None) };
    let wrong = |why: &str| invalid(format!("The provided starting key is invalid: {why}"));
    let item = value::item(given).map_err(|why| wrong(&why))?;
    of_key(&table.schema, &item).map(Some).map_err(|error| wrong(&error.message))
}

impl Wanted<'_> {
    /// One page of what is found.
    fn page(&self, table: &Table, found: &[(&Key, &Item)]) -> (ItemsOutput, Spent) {
        let (mut looked, mut bytes, mut last) = (0_i32, 0, None);
        let mut items = Vec::new();
        for (_, item) in found {
            looked += 1;
            bytes += value::size(item);
            if self.filter.as_ref().is_none_or(|filter| filter.holds(item)) {
                let projection = self.projection.as_ref();
                items.push(match projection {
                    Some(projection) => projection.of(item),
                    None => (*item).clone(),
                });
            }
            if self.limit == Some(looked) || bytes >= PAGE {
                last = Some(table.schema.of(item));
                break;
            }
        }
        let count = items.len();
        let spent = Spent {
            operation: self.operation,
            half_reads: half_reads(bytes, self.consistent),
            writes: 0,
            returned: Some(count as u32),
        };
        let output = ItemsOutput {
            items: (!self.counted).then(|| items.iter().map(value::written).collect()),
            count: count as i32,
            scanned: looked,
            last: last.as_ref().map(value::written),
            capacity: consumed(self.capacity, &table.name, spent.units()),
        };
        (output, spent)
    }
}

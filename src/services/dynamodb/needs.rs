//! Condition keys that follow from what a request says of items: which partitions, which
//! attributes.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html>

use std::collections::{BTreeMap, BTreeSet};

use super::api::Request;
use super::expression::{Condition, KeyCondition, Kind, Names, Projection, Update};
use super::shapes::{AttributeValue, KeysAndAttributes, WriteRequest};
use super::state::{State, Table, arn_of};
use super::value;
use crate::api::Check;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// Attributes of a request.
type Given = BTreeMap<String, AttributeValue>;

/// What a request says of the items of one table.
#[derive(Default)]
struct Said<'a> {
    /// Keys and items whose partitions are meant.
    items: Vec<&'a Given>,
    /// The partition that a query names.
    partition: Option<String>,
    /// Attributes that are named; nothing where all are meant.
    attributes: Option<BTreeSet<String>>,
}

/// Adds the keys to the permissions that a call needs. A request that cannot be read brings along
/// what could be read of it.
pub fn complete(
    state: &State,
    (scope, now): (Scope, Time),
    request: &Request,
    checks: &mut Vec<Check>,
) {
    for (named, said) in said(state, (scope, now), request) {
        let arn = arn_of(&scope, &named);
        let Some(place) = checks.iter().position(|check| {
            check.action.is_none() && check.resource.as_deref() == Some(arn.as_str())
        }) else {
            continue;
        };
        let mut check = checks.remove(place);
        if let Some(table) = state.table(&arn, now) {
            let partitions = said.partitions(table);
            if !partitions.is_empty() {
                check = check.key("dynamodb:LeadingKeys", partitions);
            }
        }
        if let Some(attributes) = said.attributes {
            check = check.key("dynamodb:Attributes", attributes.into_iter().collect());
        }
        for (key, value) in options(request) {
            check = check.key(key, vec![value.to_owned()]);
        }
        checks.insert(place, check);
    }
}

/// What a request says, a table each.
fn said<'a>(state: &State, place: (Scope, Time), request: &'a Request) -> Vec<(String, Said<'a>)> {
    match request {
        Request::PutItem(input) => {
            let named = input.item.keys().cloned().collect();
            let names = input.names.as_ref();
            let condition = of_condition(names, input.values.as_ref(), input.condition.as_deref());
            let said = Said { items: vec![&input.item], ..Said::of(named, condition) };
            vec![(input.table.clone(), said)]
        }
        Request::DeleteItem(input) => {
            let names = input.names.as_ref();
            let condition = of_condition(names, input.values.as_ref(), input.condition.as_deref());
            let said = Said {
                items: vec![&input.key],
                ..Said::of(input.key.keys().cloned().collect(), condition)
            };
            vec![(input.table.clone(), said)]
        }
        Request::UpdateItem(input) => {
            let (names, values) = (input.names.as_ref(), input.values.as_ref());
            let mut found = of_condition(names, values, input.condition.as_deref());
            let mut read = names_of(names, values);
            let update = input.update.as_deref().map(|text| Update::read(text, &mut read));
            if let Some(Ok(update)) = update {
                found.extend(update.paths().map(|path| path.head().to_owned()));
            }
            let said = Said {
                items: vec![&input.key],
                ..Said::of(input.key.keys().cloned().collect(), found)
            };
            vec![(input.table.clone(), said)]
        }
        Request::GetItem(input) => {
            let attributes = projected(input.projection.as_deref(), input.names.as_ref());
            let attributes = with_keys(attributes, input.key.keys());
            let said = Said { items: vec![&input.key], partition: None, attributes };
            vec![(input.table.clone(), said)]
        }
        Request::Query(input) => {
            let (names, values) = (input.names.as_ref(), input.values.as_ref());
            let table = state.table(&arn_of(&place.0, &input.table), place.1);
            let mut read = names_of(names, values);
            let keys = table
                .zip(input.keys.as_deref())
                .and_then(|(table, text)| KeyCondition::read(text, &mut read, &table.schema).ok());
            let mut attributes = projected(input.projection.as_deref(), names);
            let filter = of_condition(names, values, input.filter.as_deref());
            attributes.iter_mut().for_each(|all| all.extend(filter.clone()));
            let partition = keys.map(|keys| keys.hash.text());
            vec![(input.table.clone(), Said { items: Vec::new(), partition, attributes })]
        }
        Request::Scan(input) => {
            let (names, values) = (input.names.as_ref(), input.values.as_ref());
            let mut attributes = projected(input.projection.as_deref(), names);
            let filter = of_condition(names, values, input.filter.as_deref());
            attributes.iter_mut().for_each(|all| all.extend(filter.clone()));
            vec![(input.table.clone(), Said { attributes, ..Said::default() })]
        }
        Request::BatchGetItem(input) => {
            input.requests.iter().map(|(table, one)| (table.clone(), Said::got(one))).collect()
        }
        Request::BatchWriteItem(input) => {
            input.requests.iter().map(|(table, all)| (table.clone(), Said::written(all))).collect()
        }
        _ => Vec::new(),
    }
}

impl<'a> Said<'a> {
    fn of(named: BTreeSet<String>, more: BTreeSet<String>) -> Said<'a> {
        Said { attributes: Some(&named | &more), ..Said::default() }
    }

    fn got(one: &'a KeysAndAttributes) -> Said<'a> {
        let attributes = projected(one.projection.as_deref(), one.names.as_ref());
        let attributes = with_keys(attributes, one.keys.iter().flat_map(|key| key.keys()));
        Said { items: one.keys.iter().collect(), partition: None, attributes }
    }

    fn written(all: &'a [WriteRequest]) -> Said<'a> {
        let put = all.iter().filter_map(|one| one.put.as_ref().map(|put| &put.item));
        let deleted = all.iter().filter_map(|one| one.delete.as_ref().map(|it| &it.key));
        let items: Vec<&Given> = put.chain(deleted).collect();
        let named = items.iter().flat_map(|item| item.keys().cloned()).collect();
        Said { items, ..Said::of(named, BTreeSet::new()) }
    }

    /// The values of the partition keys that are meant.
    fn partitions(&self, table: &Table) -> Vec<String> {
        let of = |item: &&Given| {
            value::item(item).ok()?.get(&table.schema.hash.name).map(|value| value.text())
        };
        self.items.iter().filter_map(of).chain(self.partition.clone()).collect()
    }
}

fn names_of(names: Option<&BTreeMap<String, String>>, values: Option<&Given>) -> Names {
    let given = [("KeyConditionExpression", true)];
    Names::read(names, values, &given).unwrap_or_default()
}

fn heads(condition: &Condition) -> BTreeSet<String> {
    condition.paths().into_iter().map(|path| path.head().to_owned()).collect()
}

fn of_condition(
    names: Option<&BTreeMap<String, String>>,
    values: Option<&Given>,
    text: Option<&str>,
) -> BTreeSet<String> {
    let mut read = names_of(names, values);
    let condition = text.map(|text| Condition::read(Kind::Condition, text, &mut read));
    condition.and_then(Result::ok).as_ref().map(heads).unwrap_or_default()
}

fn projected(
    text: Option<&str>,
    names: Option<&BTreeMap<String, String>>,
) -> Option<BTreeSet<String>> {
    let projection = Projection::read(text?, &mut names_of(names, None)).ok()?;
    Some(projection.paths.iter().map(|path| path.head().to_owned()).collect())
}

fn with_keys<'k>(
    attributes: Option<BTreeSet<String>>,
    keys: impl Iterator<Item = &'k String>,
) -> Option<BTreeSet<String>> {
    let mut attributes = attributes?;
    attributes.extend(keys.cloned());
    Some(attributes)
}

/// What a request says of its reply.
fn options(request: &Request) -> Vec<(&'static str, &str)> {
    let (values, capacity, select) = match request {
        Request::PutItem(input) => (Some(&input.returned), &input.capacity, None),
        Request::DeleteItem(input) => (Some(&input.returned), &input.capacity, None),
        Request::UpdateItem(input) => (Some(&input.returned), &input.capacity, None),
        Request::GetItem(input) => (None, &input.capacity, None),
        Request::BatchGetItem(input) => (None, &input.capacity, None),
        Request::BatchWriteItem(input) => (None, &input.capacity, None),
        Request::Query(input) => {
            let projected = input.projection.is_some();
            (None, &input.capacity, Some((&input.select, projected)))
        }
        Request::Scan(input) => {
            let projected = input.projection.is_some();
            (None, &input.capacity, Some((&input.select, projected)))
        }
        _ => return Vec::new(),
    };
    let select = select.map(|(given, projected)| {
        let usual = if projected { "SPECIFIC_ATTRIBUTES" } else { "ALL_ATTRIBUTES" };
        ("dynamodb:Select", given.as_deref().unwrap_or(usual))
    });
    let values = values.map(|given| ("dynamodb:ReturnValues", given.as_deref().unwrap_or("NONE")));
    let capacity = capacity.as_deref().map(|given| ("dynamodb:ReturnConsumedCapacity", given));
    values.into_iter().chain(capacity).chain(select).collect()
}

//! How CloudTrail writes DynamoDB's calls: keys of items with their values, other attributes by
//! their names alone, and nothing of what was read.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/understanding-ddb-log-entries.html>.
//! How a batch is written is ours, after the example of transactions there.

use serde_json::{Map, Value, json};

use super::api::Request;
use super::shapes::AttributeValue;
use super::state::{State, Table, arn_of};
use super::value::{self, Item};
use crate::api::Event;
use crate::api::spec::Operation as _;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

const TABLE: &str = "AWS::DynamoDB::Table";
/// The digits of request ids, and how all of them end.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHIJKLMNOPQRSTUV";
const END: &str = "VV4KQNSO5AEMVJF66Q9ASUAAJG";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, ids: Ids, call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    shape.request_id = Some(request_id(ids, call));
    if let Some(members) = shape.request.as_object_mut() {
        members.shift_remove("expressionAttributeValues");
    }
    if request.spec().event == Event::Data {
        shape.response = Value::Null;
    }
    shape
}

/// Fifty-two digits, half of them the same in all.
fn request_id(ids: Ids, call: u64) -> String {
    let digit = |nth: u64| {
        let number = ids.number("dynamodb:request", 64 * call + nth, 32) as usize;
        DIGITS.get(number).copied().map(char::from)
    };
    (0..26).filter_map(digit).chain(END.chars()).collect()
}

/// Writes what needs the table: which attributes of an item are its key, and the ARN.
pub fn complete(
    state: &State,
    (scope, now): (Scope, Time),
    request: &Request,
    shape: &mut RecordShape,
) {
    let table = |named: &str| state.table(&arn_of(&scope, named), now);
    match request {
        Request::PutItem(input) => {
            let written = of_put(table(&input.table), &input.item);
            replace(shape, "item", written);
        }
        Request::GetItem(input) => replace(shape, "key", of_key(&input.key)),
        Request::UpdateItem(input) => replace(shape, "key", of_key(&input.key)),
        Request::DeleteItem(input) => replace(shape, "key", of_key(&input.key)),
        Request::Query(input) => {
            let start = input.start.as_ref().map(plain);
            replace(shape, "exclusiveStartKey", start.map(|it| ("exclusiveStartKey", it)));
        }
        Request::Scan(input) => {
            let start = input.start.as_ref().map(plain);
            replace(shape, "exclusiveStartKey", start.map(|it| ("exclusiveStartKey", it)));
        }
        Request::BatchGetItem(input) => {
            let of_table = |(named, wanted): (&String, &super::shapes::KeysAndAttributes)| {
                let keys: Vec<Value> = wanted.keys.iter().map(plain).collect();
                json!({ "operation": "Get", "tableName": named, "keys": keys })
            };
            let all: Vec<Value> = input.requests.iter().map(of_table).collect();
            replace(shape, "requestItems", [("requestItems", Value::Array(all))]);
        }
        Request::BatchWriteItem(input) => {
            let mut all = Vec::new();
            for (named, requests) in &input.requests {
                for one in requests {
                    all.extend(written(table(named), named, one));
                }
            }
            replace(shape, "requestItems", [("requestItems", Value::Array(all))]);
        }
        _ => {}
    }
    name_tables(scope, request, shape);
}

/// Puts members in the place of one, where the request has it.
fn replace(
    shape: &mut RecordShape,
    name: &str,
    members: impl IntoIterator<Item = (&'static str, Value)>,
) {
    let Some(old) = shape.request.as_object_mut() else { return };
    let mut new = Map::new();
    let mut members = Some(members);
    for (key, value) in std::mem::take(old) {
        match members.take_if(|_| key == name) {
            Some(members) => {
                new.extend(members.into_iter().map(|(key, value)| (key.to_owned(), value)));
            }
            None => {
                new.insert(key, value);
            }
        }
    }
    *old = new;
}

/// The values of attributes without their types.
fn plain(given: &std::collections::BTreeMap<String, AttributeValue>) -> Value {
    of_item(&value::item(given).unwrap_or_default())
}

fn of_item(item: &Item) -> Value {
    item.iter().map(|(name, value)| (name.clone(), Value::from(value.text()))).collect()
}

fn of_key(
    given: &std::collections::BTreeMap<String, AttributeValue>,
) -> [(&'static str, Value); 1] {
    [("key", plain(given))]
}

/// The key with its values, and the names of all attributes.
fn of_put(
    table: Option<&Table>,
    given: &std::collections::BTreeMap<String, AttributeValue>,
) -> [(&'static str, Value); 2] {
    let item = value::item(given).unwrap_or_default();
    let key = table.map(|table| table.schema.of(&item)).unwrap_or_default();
    let names: Vec<&String> = given.keys().collect();
    [("key", of_item(&key)), ("item", json!(names))]
}

fn written(table: Option<&Table>, named: &str, one: &super::shapes::WriteRequest) -> Option<Value> {
    if let Some(put) = &one.put {
        let [(_, key), (_, names)] = of_put(table, &put.item);
        let operation = "Put";
        return Some(
            json!({ "operation": operation, "tableName": named, "key": key, "items": names }),
        );
    }
    let delete = one.delete.as_ref()?;
    Some(json!({ "operation": "Delete", "tableName": named, "key": plain(&delete.key) }))
}

/// The tables a call is about stand among the columns of event history, those of data events among
/// the record's resources, too.
fn name_tables(scope: Scope, request: &Request, shape: &mut RecordShape) {
    let input = request.input();
    let named = ["TableName", "ResourceArn"];
    let one = named.into_iter().filter_map(|name| input.get(name)?.as_str());
    let many = input.get("RequestItems").and_then(Value::as_object).into_iter().flatten();
    let names: Vec<String> =
        one.map(str::to_owned).chain(many.map(|(name, _)| name.clone())).collect();
    for name in names {
        let arn = arn_of(&scope, &name);
        if request.spec().event == Event::Data {
            shape.resources.push((TABLE.to_owned(), arn.to_string()));
            shape.listed.push((TABLE, arn));
        } else {
            let short = arn.rest().strip_prefix("table/").unwrap_or(&name).to_owned();
            shape.resources.push((TABLE.to_owned(), short));
        }
    }
}

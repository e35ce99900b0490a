//! A DynamoDB table: its keys and capacity, and some of its items.

use serde_json::json;

use super::{Detail, Kind, Row, Sheet, Value, act};
use crate::services::Request;
use crate::services::dynamodb::Table;
use crate::services::dynamodb::state::{Billing, Part, Status, arn_of};
use crate::services::dynamodb::value::Item;
use crate::sim::time::Time;
use crate::sim::{Scope, World};
use crate::view::iam::document::pretty;

/// How many items are shown: those a page of the console begins with would be more.
const SHOWN: usize = 20;

pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let now = world.now();
    let here = world.dynamodb().tables().values().filter(|table| table.scope == scope);
    here.filter_map(|table| row(table, now)).collect()
}

fn row(table: &Table, now: Time) -> Option<Row> {
    let cells = vec![
        status(table.status(now)?),
        Value::Text(keys(table)),
        Value::Key(match table.billing(now) {
            Billing::OnDemand => "backends.on-demand",
            Billing::Provisioned { .. } => "backends.provisioned",
        }),
    ];
    Some(Row { name: table.name.clone(), cells })
}

fn status(status: Status) -> Value {
    Value::Status(status.name().to_owned(), status == Status::Active)
}

/// `Artist (S), Year (N)`.
fn keys(table: &Table) -> String {
    let shown = |part: &Part| format!("{} ({})", part.name, part.kind);
    table.schema.parts().map(shown).collect::<Vec<_>>().join(", ")
}

pub fn detail(world: &World, scope: Scope, name: &str) -> Option<Detail> {
    let now = world.now();
    let table = world.dynamodb().table(&arn_of(&scope, name), now)?;
    let (count, bytes) = table.tally(now);
    let capacity = match table.billing(now) {
        Billing::OnDemand => Value::Key("backends.on-demand"),
        Billing::Provisioned { read, write } => Value::Text(format!("{read} RCU, {write} WCU")),
    };
    let protected = if table.protected { "backends.on" } else { "backends.off" };
    Some(Detail {
        kind: Kind::Table,
        name: table.name.clone(),
        handle: table.arn.to_string(),
        arn: table.arn.to_string(),
        status: table.status(now).map(status),
        facts: vec![
            ("backends.keys", Value::Text(keys(table))),
            ("backends.billing", capacity),
            ("backends.protected", Value::Key(protected)),
            ("backends.items-told", Value::Number(count)),
            ("backends.bytes-told", Value::Number(bytes)),
            ("backends.created", Value::At(table.created)),
        ],
        policy: table.policy.as_ref().map(|policy| pretty(&policy.text)),
        statements: Vec::new(),
        tags: table.tags.clone(),
        sheet: Some(items(table)),
        metrics: ("AWS/DynamoDB", "TableName"),
    })
}

/// The first items: the attributes of the key, and all others as they travel.
fn items(table: &Table) -> Sheet {
    let parts = || table.schema.parts();
    let mut columns: Vec<Value> = parts().map(|part| Value::Text(part.name.clone())).collect();
    columns.push(Value::Key("backends.attributes"));
    let row = |item: &Item| {
        let cell = |part: &Part| item.get(&part.name).map(|value| value.text()).unwrap_or_default();
        let mut cells: Vec<Value> = parts().map(|part| Value::Text(cell(part))).collect();
        let is_key = |name: &String| parts().any(|part| part.name == *name);
        let others = item.iter().filter(|(name, _)| !is_key(name));
        let others: serde_json::Map<String, serde_json::Value> =
            others.map(|(name, value)| (name.clone(), value.json())).collect();
        cells.push(Value::Text(serde_json::Value::Object(others).to_string()));
        cells
    };
    let rows = table.items.values().take(SHOWN).map(row).collect();
    Sheet { columns, rows, count: table.items.len() }
}

pub fn reads(scope: Scope, name: &str) -> Vec<Request> {
    let arn = arn_of(&scope, name);
    let calls = [
        ("DescribeTable", json!({ "TableName": name })),
        ("GetResourcePolicy", json!({ "ResourceArn": arn.as_str() })),
        ("ListTagsOfResource", json!({ "ResourceArn": arn.as_str() })),
        ("Scan", json!({ "TableName": name, "Limit": SHOWN })),
    ];
    calls.into_iter().filter_map(|(op, input)| act::call(Kind::Table, op, input)).collect()
}

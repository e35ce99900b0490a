//! Tables: made, told of, deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::shapes::{
    CreateTableInput, DescribeLimitsOutput, DescribeTableOutput, ListTablesInput, ListTablesOutput,
    ProvisionedThroughput, TableInput, TableOutput,
};
use super::super::state::{Billing, Part, Schema, State, Status, Table, Tally, arn_of};
use super::describe::{described as told, remains};
use super::{described, idle, in_use, invalid, policies, tags, to_change};
use crate::api::ApiError;
use crate::sim::Ctx;

/// How many names a list has at most.
const PAGE: usize = 100;
/// What may be provisioned in a Region and for one table: reads and writes alike.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html>
pub const ACCOUNT: i64 = 80_000;
pub const TABLE: i64 = 40_000;

pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateTableInput,
) -> Result<TableOutput, ApiError> {
    let name = sound(&input.table)?;
    let on_demand = input.mode.as_deref() == Some("PAY_PER_REQUEST");
    let billing = billing(on_demand, input.throughput.as_ref())?;
    let schema = schema(input)?;
    let tags = tags::read(input.tags.as_deref().unwrap_or_default())?;
    let arn = arn_of(&ctx.scope, name);
    if let Some(old) = state.table(&arn, ctx.now) {
        return Err(in_use(match old.status(ctx.now) {
            Some(Status::Deleting) => format!(
                "Attempt to change a resource which is still in use: Table is being deleted: {name}"
            ),
            _ => format!("Table already exists: {name}"),
        }));
    }
    let policy = input.policy.as_ref().map(|text| policies::read(ctx, text)).transpose()?;
    let table = Table {
        scope: ctx.scope,
        name: name.to_owned(),
        arn: arn.clone(),
        id: ctx.ids.uuid("dynamodb:table", state.made),
        created: ctx.now,
        deleted: None,
        schema,
        billing: vec![(ctx.now, billing)],
        protected: input.protected == Some(true),
        tags,
        policy,
        items: Rc::new(BTreeMap::new()),
        tally: Tally::default(),
    };
    state.made += 1;
    let table_description = told(&table, ctx.now);
    state.tables.insert(arn, table);
    Ok(TableOutput { table: table_description })
}

/// Letters, digits, `_`, `.` and `-`, 3 to 255.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
fn sound(name: &str) -> Result<&str, ApiError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !(3..=255).contains(&name.chars().count()) {
        return Err(invalid(
            "TableName must be at least 3 characters long and at most 255 characters long",
        ));
    }
    if !name.chars().all(fits) {
        return Err(invalid(format!(
            "1 validation error detected: Value '{name}' at 'tableName' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        )));
    }
    Ok(name)
}

/// How a table is paid for, of what a request says.
pub(super) fn billing(
    on_demand: bool,
    throughput: Option<&ProvisionedThroughput>,
) -> Result<Billing, ApiError> {
    match (on_demand, throughput) {
        (true, None) => Ok(Billing::OnDemand),
        (true, Some(_)) => Err(invalid(
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor \
             WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        )),
        (false, None) => Err(invalid(
            "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits \
             must both be specified when BillingMode is PROVISIONED",
        )),
        (false, Some(ProvisionedThroughput { read, write })) => {
            limited(*read, *write)?;
            Ok(Billing::Provisioned { read: *read, write: *write })
        }
    }
}

fn limited(read: i64, write: i64) -> Result<(), ApiError> {
    let units = [("ReadCapacityUnits", read), ("WriteCapacityUnits", write)];
    if let Some((name, value)) = units.iter().find(|(_, value)| *value > 1_000_000_000_000) {
        return Err(invalid(format!("Given value {value} for {name} is out of bounds")));
    }
    if read > TABLE || write > TABLE {
        let text = "The requested throughput exceeds the maximum throughput allowed for a single \
                    table.";
        return Err(ApiError::new("LimitExceededException", text));
    }
    Ok(())
}

/// The keys of a table, each of which must be defined, and nothing else.
fn schema(input: &CreateTableInput) -> Result<Schema, ApiError> {
    let keys = input.keys.as_deref().unwrap_or_default();
    let definitions = input.definitions.as_deref().unwrap_or_default();
    let Some(first) = keys.first() else {
        return Err(invalid(
            "1 validation error detected: Value null at 'keySchema' failed to satisfy constraint: \
             Member must not be null",
        ));
    };
    let wrong = |text: &str| Err(invalid(text));
    let one_or_more =
        |text: String| Err(invalid(format!("One or more parameter values were invalid: {text}")));
    if keys.len() > definitions.len() {
        return wrong("Invalid KeySchema: Some index key attribute have no definition");
    }
    let defined = |name: &str| definitions.iter().find(|definition| definition.name == name);
    if keys.iter().any(|key| defined(&key.name).is_none()) {
        let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
        let known: Vec<&str> = definitions.iter().map(|one| one.name.as_str()).collect();
        return one_or_more(format!(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], \
             AttributeDefinitions: [{}]",
            names.join(", "),
            known.join(", ")
        ));
    }
    let names: BTreeSet<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    if names.len() < keys.len() {
        return wrong(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        );
    }
    if first.kind != "HASH" {
        return wrong("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    if keys.get(1).is_some_and(|second| second.kind != "RANGE") {
        return wrong("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
    if keys.len() != definitions.len() {
        return one_or_more(
            "Number of attributes in KeySchema does not exactly match number of attributes defined \
             in AttributeDefinitions"
                .to_owned(),
        );
    }
    let part = |name: &str| {
        let kind = match defined(name).map(|definition| definition.kind.as_str()) {
            Some("N") => "N",
            Some("B") => "B",
            _ => "S",
        };
        Part { name: name.to_owned(), kind }
    };
    Ok(Schema { hash: part(&first.name), range: keys.get(1).map(|key| part(&key.name)) })
}

pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &TableInput,
) -> Result<DescribeTableOutput, ApiError> {
    let table = described(state, ctx, &input.table)?;
    Ok(DescribeTableOutput { table: told(table, ctx.now) })
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListTablesInput,
) -> Result<ListTablesOutput, ApiError> {
    let here = state
        .tables
        .values()
        .filter(|table| table.scope == ctx.scope && table.status(ctx.now).is_some());
    let start = input.start.as_deref().unwrap_or_default();
    let mut names: Vec<String> =
        here.map(|table| table.name.clone()).filter(|name| name.as_str() > start).collect();
    names.sort();
    let size = input.limit.map_or(PAGE, |limit| limit.clamp(1, PAGE as i32) as usize);
    let more = names.len() > size;
    names.truncate(size);
    let last = names.last().cloned().filter(|_| more);
    Ok(ListTablesOutput { names, last })
}

/// Deletes a table; that it is being deleted already is no fault.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html>
pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &TableInput,
) -> Result<TableOutput, ApiError> {
    let table = described(state, ctx, &input.table)?;
    if table.status(ctx.now) == Some(Status::Deleting) {
        return Ok(TableOutput { table: remains(table, ctx.now) });
    }
    let table = idle(state, ctx, &input.table)?;
    if table.protected {
        let text = "Resource cannot be deleted as it is currently protected against deletion. \
                    Disable deletion protection first.";
        return Err(invalid(text));
    }
    let arn = table.arn.clone();
    let table = to_change(state, &arn)?;
    table.deleted = Some(ctx.now);
    Ok(TableOutput { table: remains(table, ctx.now) })
}

pub fn limits() -> DescribeLimitsOutput {
    DescribeLimitsOutput {
        account_read: ACCOUNT,
        account_write: ACCOUNT,
        table_read: TABLE,
        table_write: TABLE,
    }
}

//! One arm an operation.
//!
//! Texts: as people met them.

mod batch;
mod capacity;
mod describe;
mod keys;
mod list;
mod policies;
mod read;
mod tables;
mod tags;
mod update_table;
mod write;

use serde_json::Value;

use super::api::Request;
use super::state::{State, Status, Table, arn_of};
use crate::api::ApiError;
use crate::api::reply::{json, none};
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// Carries out a request.
pub fn execute(state: &mut State, ctx: &mut Ctx<'_>, request: &Request) -> Result<Value, ApiError> {
    match request {
        Request::CreateTable(input) => tables::create(state, ctx, input).map(json),
        Request::DescribeTable(input) => tables::describe(state, ctx, input).map(json),
        Request::ListTables(input) => tables::list(state, ctx, input).map(json),
        Request::UpdateTable(input) => update_table::update(state, ctx, input).map(json),
        Request::DeleteTable(input) => tables::delete(state, ctx, input).map(json),
        Request::DescribeLimits(_) => Ok(json(tables::limits())),
        Request::TagResource(input) => tags::tag(state, ctx, input).map(none),
        Request::UntagResource(input) => tags::untag(state, ctx, input).map(none),
        Request::ListTagsOfResource(input) => tags::list(state, ctx, input).map(json),
        Request::PutResourcePolicy(input) => policies::put(state, ctx, input).map(json),
        Request::GetResourcePolicy(input) => policies::get(state, ctx, input).map(json),
        Request::DeleteResourcePolicy(input) => policies::delete(state, ctx, input).map(json),
        Request::PutItem(input) => write::put(state, ctx, input).map(json),
        Request::GetItem(input) => read::get(state, ctx, input).map(json),
        Request::UpdateItem(input) => write::update(state, ctx, input).map(json),
        Request::DeleteItem(input) => write::delete(state, ctx, input).map(json),
        Request::Query(input) => list::query(state, ctx, input).map(json),
        Request::Scan(input) => list::scan(state, ctx, input).map(json),
        Request::BatchGetItem(input) => read::batch(state, ctx, input).map(json),
        Request::BatchWriteItem(input) => batch::write(state, ctx, input).map(json),
    }
}

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("ValidationException", text)
}

fn missing(text: impl Into<String>) -> ApiError {
    ApiError::new("ResourceNotFoundException", text)
}

fn in_use(text: impl Into<String>) -> ApiError {
    ApiError::new("ResourceInUseException", text)
}

/// The table that is meant, however it is. One of another Region is none of this endpoint's.
fn described<'a>(state: &'a State, ctx: &Ctx<'_>, named: &str) -> Result<&'a Table, ApiError> {
    let arn = arn_of(&ctx.scope, named);
    let here = arn.region() == Some(ctx.scope.region);
    let table = state.table(&arn, ctx.now).filter(|_| here);
    table.ok_or_else(|| missing(format!("Requested resource not found: Table: {named} not found")))
}

/// The table that is meant, as far as it holds items: neither while it is made nor while it is
/// deleted.
fn usable<'a>(state: &'a State, ctx: &Ctx<'_>, named: &str) -> Result<&'a Table, ApiError> {
    let table = described(state, ctx, named).ok();
    let table = table
        .filter(|table| matches!(table.status(ctx.now), Some(Status::Active | Status::Updating)));
    table.ok_or_else(|| missing("Requested resource not found"))
}

/// A table that nothing is being done to.
fn idle<'a>(state: &'a State, ctx: &Ctx<'_>, named: &str) -> Result<&'a Table, ApiError> {
    let table = described(state, ctx, named)?;
    let busy = match table.status(ctx.now) {
        Some(Status::Creating) => "created",
        Some(Status::Updating) => "updated",
        Some(Status::Deleting) => "deleted",
        Some(Status::Active) | None => return Ok(table),
    };
    Err(in_use(format!(
        "Attempt to change a resource which is still in use: Table is being {busy}: {}",
        table.name
    )))
}

/// The same table, to be changed.
fn to_change<'a>(state: &'a mut State, arn: &Arn) -> Result<&'a mut Table, ApiError> {
    state.tables.get_mut(arn).ok_or_else(|| missing("Requested resource not found"))
}

//! UpdateTable: capacity, how it is paid for, protection.

use super::super::shapes::{TableOutput, UpdateTableInput};
use super::super::state::{Billing, State, Table};
use super::describe::{decreases, described as told, units};
use super::tables::billing;
use super::{idle, invalid, to_change};
use crate::api::ApiError;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};

/// How often capacity may become less on one day (UTC) at any time; then once an hour.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html>
const DECREASES: usize = 4;

pub fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UpdateTableInput,
) -> Result<TableOutput, ApiError> {
    if input.mode.is_none() && input.throughput.is_none() && input.protected.is_none() {
        return Err(invalid(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, \
             GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
        ));
    }
    let table = idle(state, ctx, &input.table)?;
    let change = wanted(table, ctx, input)?;
    let arn = table.arn.clone();
    let table = to_change(state, &arn)?;
    table.billing.extend(change.map(|billing| (ctx.now, billing)));
    table.protected = input.protected.unwrap_or(table.protected);
    Ok(TableOutput { table: told(table, ctx.now) })
}

/// How the table is to be paid for, if otherwise than now.
fn wanted(
    table: &Table,
    ctx: &Ctx<'_>,
    input: &UpdateTableInput,
) -> Result<Option<Billing>, ApiError> {
    if input.mode.is_none() && input.throughput.is_none() {
        return Ok(None);
    }
    let now = table.billing(ctx.now);
    let on_demand = match input.mode.as_deref() {
        Some(mode) => mode == "PAY_PER_REQUEST",
        None => now == Billing::OnDemand,
    };
    if !on_demand && input.throughput.is_none() {
        return Err(invalid(
            "One or more parameter values were invalid: ProvisionedThroughput must be specified \
             when BillingMode is PROVISIONED",
        ));
    }
    let new = billing(on_demand, input.throughput.as_ref())?;
    let ((read, write), (new_read, new_write)) = (units(now), units(new));
    if new == now && !on_demand {
        return Err(invalid(format!(
            "The provisioned throughput for the table will not change. The requested value equals \
             the current value. Current ReadCapacityUnits provisioned for the table: {read}. \
             Requested ReadCapacityUnits: {new_read}. Current WriteCapacityUnits provisioned for \
             the table: {write}. Requested WriteCapacityUnits: {new_write}. Refer to the Amazon \
             DynamoDB Developer Guide for current limits and how to request higher limits."
        )));
    }
    let both = now != Billing::OnDemand && !on_demand;
    if both && (new_read < read || new_write < write) {
        may_decrease(table, ctx.now)?;
    }
    Ok((new != now).then_some(new))
}

fn may_decrease(table: &Table, now: Time) -> Result<(), ApiError> {
    let today: Vec<Time> = decreases(table, now).collect();
    let Some(last) = today.last().filter(|_| today.len() >= DECREASES) else { return Ok(()) };
    let next = *last + Span::hours(1);
    if now >= next {
        return Ok(());
    }
    let shown = |time: Time| time.format("%A, %B %-d, %Y %-I:%M:%S %p UTC");
    let text = format!(
        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given \
         UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be \
         performed at most once every 3600 seconds. Number of decreases today: {}. Last decrease \
         at {}. Next decrease can be made at {}",
        today.len(),
        shown(*last),
        shown(next)
    );
    Err(ApiError::new("LimitExceededException", text))
}

//! What a table tells of itself.

use super::super::shapes::{
    AttributeDefinition, BillingModeSummary, KeySchemaElement, TableDescription,
    ThroughputDescription,
};
use super::super::state::{Billing, Table};
use crate::api::Timestamp;
use crate::sim::time::{Span, Time};
use crate::sim::timing;

/// What a table tells.
pub fn described(table: &Table, now: Time) -> TableDescription {
    let parts = || table.schema.parts();
    let mut definitions: Vec<AttributeDefinition> = parts()
        .map(|part| AttributeDefinition { name: part.name.clone(), kind: part.kind.to_owned() })
        .collect();
    definitions.sort_by(|one, two| one.name.cmp(&two.name));
    let keys = parts()
        .zip(["HASH", "RANGE"])
        .map(|(part, kind)| KeySchemaElement { name: part.name.clone(), kind: kind.to_owned() });
    TableDescription {
        definitions: Some(definitions),
        keys: Some(keys.collect()),
        created: Some(Timestamp(table.created)),
        ..remains(table, now)
    }
}

/// What a table that is being deleted tells.
pub fn remains(table: &Table, now: Time) -> TableDescription {
    let (count, bytes) = table.tally(now);
    let status = table.status(now).map_or("", |status| status.name());
    TableDescription {
        definitions: None,
        name: table.name.clone(),
        keys: None,
        status: status.to_owned(),
        created: None,
        throughput: throughput(table, now),
        bytes: bytes as i64,
        count: count as i64,
        arn: table.arn.to_string(),
        id: table.id.clone(),
        billing: summary(table, now),
        protected: table.protected,
    }
}

/// The units of a way to pay.
pub fn units(billing: Billing) -> (i64, i64) {
    match billing {
        Billing::Provisioned { read, write } => (read, write),
        Billing::OnDemand => (0, 0),
    }
}

/// The days on which the capacity of a table became less, as UTC has them.
pub fn decreases(table: &Table, now: Time) -> impl Iterator<Item = Time> {
    let day = now.floor(Span::days(1));
    changes(table).filter(move |(time, less, _)| *less && *time >= day).map(|(time, ..)| time)
}

/// When capacity was changed, and whether some of it became less or more.
fn changes(table: &Table) -> impl Iterator<Item = (Time, bool, bool)> {
    let pairs = table.billing.iter().zip(table.billing.iter().skip(1));
    pairs.map(|((_, before), (time, after))| {
        let ((read, write), (new_read, new_write)) = (units(*before), units(*after));
        let less = new_read < read || new_write < write;
        (*time, less, new_read > read || new_write > write)
    })
}

fn throughput(table: &Table, now: Time) -> ThroughputDescription {
    let (read, write) = units(table.billing(now));
    let last = |wanted: fn(&(Time, bool, bool)) -> bool| {
        changes(table).filter(wanted).last().map(|(time, ..)| Timestamp(time))
    };
    ThroughputDescription {
        increased: last(|(_, _, more)| *more),
        decreased: last(|(_, less, _)| *less),
        decreases: decreases(table, now).count() as i64,
        read,
        write,
    }
}

/// What is told once a table was on demand.
fn summary(table: &Table, now: Time) -> Option<BillingModeSummary> {
    let on_demand = |(_, billing): &&(Time, Billing)| *billing == Billing::OnDemand;
    let first = table.billing.iter().rev().find(on_demand)?;
    let mode = match table.billing(now) {
        Billing::OnDemand => "PAY_PER_REQUEST",
        Billing::Provisioned { .. } => "PROVISIONED",
    };
    let updated = (now >= first.0 + timing::TABLE_CHANGE).then_some(Timestamp(first.0));
    Some(BillingModeSummary { mode: mode.to_owned(), updated })
}

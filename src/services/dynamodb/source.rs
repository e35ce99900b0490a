//! The metrics of tables: of each use of one, of the capacity they are provisioned with, and of
//! what was refused.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html>. What
//! was refused changed no table, so it is read from the records.

use std::collections::BTreeMap;

use super::api::SERVICE;
use super::state::{Billing, State, Table, Use, arn_of};
use crate::services::cloudtrail;
use crate::sim::record::AuditRecord;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

const NAMESPACE: &str = "AWS/DynamoDB";
const MINUTE: Span = Span::mins(1);
const FIVE: Span = Span::mins(5);
/// How long after the minute begins what is counted in it is readable: ours.
const LAG: Span = Span::mins(2);
/// The same for what is published every five minutes.
const LEVEL_LAG: Span = Span::mins(7);

/// Tables, and the records of calls on them.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The tables.
    pub tables: &'a State,
    /// The records.
    pub records: &'a cloudtrail::State,
}

/// One value: when, and how much.
type Sample = (Time, f64);

/// What a metric is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Reads,
    Writes,
    Latency,
    Returned,
    ProvisionedReads,
    ProvisionedWrites,
    Conditions,
    Faults,
}

/// What metrics are called, their units, and what they are made of.
const METRICS: [(&str, &str, Kind); 8] = [
    ("ConsumedReadCapacityUnits", "Count", Kind::Reads),
    ("ConsumedWriteCapacityUnits", "Count", Kind::Writes),
    ("SuccessfulRequestLatency", "Milliseconds", Kind::Latency),
    ("ReturnedItemCount", "Count", Kind::Returned),
    ("ProvisionedReadCapacityUnits", "Count", Kind::ProvisionedReads),
    ("ProvisionedWriteCapacityUnits", "Count", Kind::ProvisionedWrites),
    ("ConditionalCheckFailedRequests", "Count", Kind::Conditions),
    ("UserErrors", "Count", Kind::Faults),
];

impl Kind {
    /// Whether it is published every five minutes, whatever happens.
    fn is_level(self) -> bool {
        matches!(self, Kind::ProvisionedReads | Kind::ProvisionedWrites)
    }

    /// Whether there is one series an operation.
    fn is_of_operations(self) -> bool {
        matches!(self, Kind::Latency | Kind::Returned)
    }

    fn lag(self) -> Span {
        if self.is_level() { LEVEL_LAG } else { LAG }
    }

    /// What a use of a table adds to it.
    fn of(self, used: &Use) -> Option<f64> {
        match self {
            Kind::Reads => (used.half_reads > 0).then(|| f64::from(used.half_reads) / 2.0),
            Kind::Writes => (used.writes > 0).then(|| f64::from(used.writes)),
            Kind::Latency => Some(f64::from(used.micros) / 1_000.0),
            Kind::Returned => used.returned.map(f64::from),
            _ => None,
        }
    }
}

fn table_name(arn: &Arn) -> &str {
    arn.rest().trim_start_matches("table/")
}

fn dimensions(table: Option<&str>, operation: Option<&str>) -> Vec<(String, String)> {
    let operation = operation.map(|name| ("Operation".to_owned(), name.to_owned()));
    let table = table.map(|name| ("TableName".to_owned(), name.to_owned()));
    operation.into_iter().chain(table).collect()
}

impl Source<'_> {
    fn is_idle(&self) -> bool {
        self.tables.tables().is_empty()
    }

    /// What a metric is made of, its unit, and its samples in a stretch of time.
    fn told(
        &self,
        scope: Scope,
        id: &MetricId,
        (from, to): (Time, Time),
    ) -> Option<(Kind, &'static str, Vec<Sample>)> {
        if id.namespace != NAMESPACE || self.is_idle() {
            return None;
        }
        let (_, unit, kind) = METRICS.into_iter().find(|(name, ..)| *name == id.name)?;
        let value = |name: &str| {
            id.dimensions.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
        };
        let (table, operation) = (value("TableName"), value("Operation"));
        let count = usize::from(table.is_some()) + usize::from(operation.is_some());
        let fits = table.is_none() == (kind == Kind::Faults)
            && operation.is_some() == kind.is_of_operations()
            && id.dimensions.len() == count;
        if !fits {
            return None;
        }
        let samples = match (kind, table) {
            (Kind::Faults, _) => self.refused(scope, kind, None, (from, to)),
            (Kind::Conditions, table) => self.refused(scope, kind, table, (from, to)),
            (kind, Some(table)) if kind.is_level() => {
                let arn = arn_of(&scope, table);
                let found = self.tables.tables().get(&arn);
                found.map(|table| levels(table, kind, (from, to))).unwrap_or_default()
            }
            (kind, table) => {
                let arn = arn_of(&scope, table.unwrap_or_default());
                let uses = self.tables.uses.get(&arn).map_or(&[][..], |uses| uses.as_slice());
                let within = |used: &&Use| {
                    used.time >= from
                        && used.time < to
                        && operation.is_none_or(|name| name == used.operation)
                };
                let uses = uses.iter().filter(within);
                uses.filter_map(|used| Some((used.time, kind.of(used)?))).collect()
            }
        };
        Some((kind, unit, samples))
    }

    /// Calls that were refused in a stretch of time.
    fn refused(
        &self,
        scope: Scope,
        kind: Kind,
        table: Option<&str>,
        (from, to): (Time, Time),
    ) -> Vec<Sample> {
        let records = self.records.records();
        let mut found = Vec::new();
        for record in records.iter().rev() {
            if record.time < from {
                break;
            }
            let of_table = || {
                let named = record.request.get("tableName").and_then(|name| name.as_str());
                let arn = named.map(|name| arn_of(&scope, name));
                arn.as_ref().map(table_name) == table
            };
            let counts = refusal(record, scope) == Some(kind);
            if record.time < to && counts && (table.is_none() || of_table()) {
                found.push((record.time, 1.0));
            }
        }
        found.reverse();
        found
    }
}

/// As what a refused call counts.
fn refusal(record: &AuditRecord, scope: Scope) -> Option<Kind> {
    let here = record.event_source == SERVICE.event_source
        && record.region == scope.region
        && record.recipient == scope.account;
    let (code, _) = record.error.as_ref().filter(|_| here)?;
    Some(match code.as_str() {
        "ConditionalCheckFailedException" => Kind::Conditions,
        _ => Kind::Faults,
    })
}

/// What a table was provisioned with, every five minutes while it was there.
fn levels(table: &Table, kind: Kind, (from, to): (Time, Time)) -> Vec<Sample> {
    let first = table.created.next(FIVE).max(from.floor(FIVE));
    let end = table.deleted.map_or(to, |deleted| deleted.min(to));
    let times = (0..).map(move |nth| first + FIVE.times(nth)).take_while(move |time| *time < end);
    let level = |time: Time| match (table.billing(time), kind) {
        (Billing::Provisioned { read, .. }, Kind::ProvisionedReads) => Some((time, read as f64)),
        (Billing::Provisioned { write, .. }, _) => Some((time, write as f64)),
        (Billing::OnDemand, _) => None,
    };
    times.filter(|time| *time >= from).filter_map(level).collect()
}

impl MetricSource for Source<'_> {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let mut found: BTreeMap<MetricId, (Time, Time)> = BTreeMap::new();
        let mut add = |name: &str, dimensions: Vec<(String, String)>, kind: Kind, time: Time| {
            let step = if kind.is_level() { FIVE } else { MINUTE };
            let readable = time.floor(step) + kind.lag();
            if readable <= now {
                let id = MetricId::new(NAMESPACE, name, dimensions);
                let known = found.entry(id).or_insert((readable, readable));
                *known = (known.0.min(readable), known.1.max(readable));
            }
        };
        if self.is_idle() {
            return Vec::new();
        }
        for (arn, uses) in &self.tables.uses {
            let here = arn_of(&scope, table_name(arn)) == *arn;
            for used in uses.iter().filter(|_| here) {
                for (name, _, kind) in METRICS.iter().filter(|(.., kind)| kind.of(used).is_some()) {
                    let operation = kind.is_of_operations().then_some(used.operation);
                    add(name, dimensions(Some(table_name(arn)), operation), *kind, used.time);
                }
            }
        }
        for table in self.tables.tables().values().filter(|table| table.scope == scope) {
            for (name, _, kind) in METRICS.iter().filter(|(.., kind)| kind.is_level()) {
                let levels = levels(table, *kind, (table.created, now));
                for (time, _) in levels.first().into_iter().chain(levels.last()) {
                    add(name, dimensions(Some(&table.name), None), *kind, *time);
                }
            }
        }
        for record in self.records.records().iter() {
            match refusal(record, scope) {
                Some(Kind::Faults) => {
                    add("UserErrors", Vec::new(), Kind::Faults, record.time);
                }
                Some(kind) => {
                    let named = record.request.get("tableName").and_then(|name| name.as_str());
                    let arn = named.map(|name| arn_of(&scope, name));
                    let table = arn.as_ref().map(table_name);
                    add(
                        "ConditionalCheckFailedRequests",
                        dimensions(table, None),
                        kind,
                        record.time,
                    );
                }
                None => {}
            }
        }
        found.into_iter().map(|(id, (first, last))| Listed { id, first, last }).collect()
    }

    fn points(
        &self,
        scope: Scope,
        id: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        let Some((kind, unit, samples)) = self.told(scope, id, (from.floor(FIVE), to)) else {
            return;
        };
        for (time, value) in samples {
            let time = time.floor(MINUTE);
            let arrival = time + kind.lag();
            if time >= from && time < to && arrival <= now {
                each(Point { time, arrival, count: 1.0, sum: value, min: value, max: value, unit });
            }
        }
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some((kind, _, samples)) = self.told(scope, id, (from.floor(FIVE), to)) else {
            return false;
        };
        samples.iter().any(|(time, _)| {
            let time = time.floor(MINUTE);
            time >= from && time < to && time <= now && time + kind.lag() > now
        })
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span {
        match self.told(scope, id, (now, now)) {
            Some((kind, ..)) if kind.is_level() => FIVE,
            Some(_) => MINUTE,
            None => Span::ZERO,
        }
    }
}

//! A query carried out over events.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Event;
use super::expr::{Expr, Fields, sum_name};
use super::group::Aggregate;
use super::value::Value;
use super::{Command, MAX_ROWS, Named, Query};
use crate::sim::time::Time;

/// The name of a column.
pub type Column = String;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Found {
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// A row for each result: what each column holds, if it holds anything.
    pub rows: Vec<Vec<Option<String>>>,
    /// What leads back to the event of each row, where a row is an event.
    pub pointers: Vec<Option<String>>,
    /// How many events were looked at.
    pub scanned: usize,
    /// How many of them were taken by all filters.
    pub matched: usize,
    /// How many bytes the messages were.
    pub bytes: u64,
}

/// A row: an event with what was worked out, or sums over several.
struct Row<'e, 'a> {
    event: Option<&'e Event<'a>>,
    made: BTreeMap<String, Value>,
    now: Time,
}

impl Fields for Row<'_, '_> {
    fn field(&self, name: &str) -> Value {
        match (self.made.get(name), self.event) {
            (Some(value), _) => value.clone(),
            (None, Some(event)) => event.field(name),
            (None, None) => Value::Missing,
        }
    }

    fn now(&self) -> Time {
        self.now
    }
}

/// Carries out a query over events, at an instant. Without an order of its own it gives the newest
/// first, and no more rows than asked for unless it says itself how many.
pub fn run(query: &Query, events: &[Event<'_>], now: Time, most: usize) -> Found {
    let start = |event| Row { event: Some(event), made: BTreeMap::new(), now };
    let mut rows: Vec<Row<'_, '_>> = events.iter().map(start).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.event.map(|it| (it.event.at, it.event.nth))));
    let bytes = events.iter().map(|event| event.event.message.len() as u64).sum();
    let mut found =
        Found { scanned: events.len(), matched: events.len(), bytes, ..Found::default() };
    let of_events =
        |command: &Command| !matches!(command, Command::Fields(_) | Command::Stats { .. });
    // Without fields of its own a query shows the events, and what is parsed behind them.
    let mut columns: Vec<Column> = match query.commands.iter().all(of_events) {
        true => ["@timestamp", "@message"].map(str::to_owned).to_vec(),
        false => Vec::new(),
    };
    let mut shown = None;
    let (mut summed, mut most) = (false, most.min(MAX_ROWS));
    for command in &query.commands {
        match command {
            Command::Fields(named) => add(&mut columns, compute(&mut rows, named)),
            Command::Display(named) => shown = Some(compute(&mut rows, named)),
            Command::Filter(expr) => rows.retain(|row| expr.value(row).holds()),
            Command::Parse(extract) => {
                for row in &mut rows {
                    let fields = extract.fields(row);
                    row.made.extend(fields);
                }
                add(&mut columns, extract.names.clone());
            }
            Command::Stats { sums, results, by } => {
                if !summed {
                    found.matched = rows.len();
                }
                (rows, columns) = grouped(rows, (sums, results), by, now);
                (summed, shown) = (true, None);
            }
            Command::Sort(keys) => sort(&mut rows, keys),
            Command::Limit(count) => most = *count,
            Command::Dedup(keys) => dedup(&mut rows, keys),
        }
    }
    if !summed {
        found.matched = rows.len();
    }
    rows.truncate(most);
    found.columns = shown.unwrap_or(columns);
    for row in &rows {
        found.rows.push(found.columns.iter().map(|name| row.field(name).shown()).collect());
        found.pointers.push(row.event.map(Event::pointer));
    }
    found
}

/// Adds columns that are not there yet.
fn add(columns: &mut Vec<Column>, more: Vec<Column>) {
    for column in more {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
}

/// Works out expressions for each row; their names.
fn compute(rows: &mut [Row<'_, '_>], named: &[Named]) -> Vec<Column> {
    for row in rows {
        for Named { expr, name } in named {
            if !matches!(expr, Expr::Field(field) if field == name) {
                let value = expr.value(row);
                row.made.insert(name.clone(), value);
            }
        }
    }
    named.iter().map(|named| named.name.clone()).collect()
}

fn sort(rows: &mut [Row<'_, '_>], keys: &[(Expr, bool)]) {
    rows.sort_by(|one, two| {
        let by = |(expr, descending): &(Expr, bool)| {
            let order = expr.value(one).order(&expr.value(two));
            if *descending { order.reverse() } else { order }
        };
        keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
}

/// Keeps the first of the rows that agree, and those in which a field is missing.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Dedup.html>
fn dedup(rows: &mut Vec<Row<'_, '_>>, keys: &[Expr]) {
    let mut seen = BTreeSet::new();
    rows.retain(|row| {
        let values: Option<Vec<String>> = keys.iter().map(|key| key.value(row).shown()).collect();
        values.is_none_or(|values| seen.insert(values))
    });
}

/// A row for each group, in the order in which groups first come up, and the columns.
fn grouped<'e, 'a>(
    rows: Vec<Row<'e, 'a>>,
    (sums, results): (&[Aggregate], &[Named]),
    by: &[Named],
    now: Time,
) -> (Vec<Row<'e, 'a>>, Vec<Column>) {
    let mut groups: Vec<(Vec<Value>, Vec<&Row<'_, '_>>)> = Vec::new();
    let mut places: BTreeMap<Vec<Option<String>>, usize> = BTreeMap::new();
    for row in &rows {
        let key: Vec<Value> = by.iter().map(|named| named.expr.value(row)).collect();
        let place = *places.entry(key.iter().map(Value::shown).collect()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    let made = |(key, members): &(Vec<Value>, Vec<&Row<'_, '_>>)| {
        let names = by.iter().map(|named| named.name.clone());
        let mut row = Row { event: None, made: names.zip(key.iter().cloned()).collect(), now };
        for (at, sum) in sums.iter().enumerate() {
            row.made.insert(sum_name(at), sum.value(members));
        }
        for Named { expr, name } in results {
            let value = expr.value(&row);
            row.made.insert(name.clone(), value);
        }
        row
    };
    let columns = by.iter().chain(results).map(|named| named.name.clone()).collect();
    (groups.iter().map(made).collect(), columns)
}

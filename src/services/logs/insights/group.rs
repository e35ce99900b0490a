//! Aggregates over the rows of a group.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html#CWL_QuerySyntax-stats-functions>

use std::collections::BTreeSet;

use super::expr::{Expr, Fields};
use super::value::Value;

/// What is summed up, and how.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// How.
    pub kind: Kind,
    /// What; without, the rows themselves.
    pub of: Option<Expr>,
    /// Which percentile.
    pub percent: f64,
}

/// A way to sum up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// How many have the field.
    Count,
    /// How many different values there are.
    CountDistinct,
    /// Their sum.
    Sum,
    /// Their mean.
    Average,
    /// The least.
    Least,
    /// The greatest.
    Greatest,
    /// The standard deviation.
    Deviation,
    /// A percentile.
    Percentile,
    /// The value of the earliest event.
    Earliest,
    /// The value of the latest event.
    Latest,
    /// The first in order.
    SortsFirst,
    /// The last in order.
    SortsLast,
}

impl Kind {
    /// The aggregate of a name.
    pub fn named(word: &str) -> Option<Kind> {
        Some(match word.to_ascii_lowercase().as_str() {
            "count" => Kind::Count,
            "count_distinct" => Kind::CountDistinct,
            "sum" => Kind::Sum,
            "avg" => Kind::Average,
            "min" => Kind::Least,
            "max" => Kind::Greatest,
            "stddev" => Kind::Deviation,
            "pct" | "percentile" => Kind::Percentile,
            "earliest" => Kind::Earliest,
            "latest" => Kind::Latest,
            "sortsfirst" => Kind::SortsFirst,
            "sortslast" => Kind::SortsLast,
            _ => return None,
        })
    }
}

impl Aggregate {
    /// What the rows of a group come to.
    pub fn value<'a, T: Fields + 'a>(&self, rows: &[&'a T]) -> Value {
        let Some(of) = &self.of else { return Value::Number(rows.len() as f64) };
        let there = |value: &Value| *value != Value::Missing;
        let values: Vec<Value> = rows.iter().map(|row| of.value(*row)).filter(there).collect();
        let numbers = || values.iter().filter_map(Value::number);
        match self.kind {
            Kind::Count => Value::Number(values.len() as f64),
            Kind::CountDistinct => {
                let shown: BTreeSet<String> = values.iter().filter_map(Value::shown).collect();
                Value::Number(shown.len() as f64)
            }
            Kind::Sum => Value::Number(numbers().sum()),
            Kind::Average => mean(&numbers().collect::<Vec<_>>()),
            Kind::Least => extreme(&values, f64::min, false),
            Kind::Greatest => extreme(&values, f64::max, true),
            Kind::Deviation => deviation(&numbers().collect::<Vec<_>>()),
            Kind::Percentile => percentile(numbers().collect(), self.percent),
            Kind::SortsFirst => ends(&values, false),
            Kind::SortsLast => ends(&values, true),
            Kind::Earliest => by_time(rows, of, false),
            Kind::Latest => by_time(rows, of, true),
        }
    }
}

fn mean(numbers: &[f64]) -> Value {
    match numbers.len() {
        0 => Value::Missing,
        count => Value::Number(numbers.iter().sum::<f64>() / count as f64),
    }
}

/// The deviation of the whole, not of a sample; AWS does not say which.
fn deviation(numbers: &[f64]) -> Value {
    let Value::Number(mean) = mean(numbers) else { return Value::Missing };
    let squares: f64 = numbers.iter().map(|value| (value - mean) * (value - mean)).sum();
    Value::Number((squares / numbers.len() as f64).sqrt())
}

/// The value at a rank. AWS does not say how it is found between two.
fn percentile(mut numbers: Vec<f64>, percent: f64) -> Value {
    numbers.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * numbers.len() as f64).ceil().max(1.0) as usize;
    numbers.get(rank - 1).map_or(Value::Missing, |value| Value::Number(*value))
}

/// The least or greatest number, of instants the instant; of texts by their order.
fn extreme(values: &[Value], choose: fn(f64, f64) -> f64, last: bool) -> Value {
    let all_numbers = values.iter().all(|value| matches!(value, Value::Number(_) | Value::Text(_)));
    match values.iter().filter_map(Value::number).reduce(choose) {
        Some(number) if all_numbers => Value::Number(number),
        _ => ends(values, last),
    }
}

fn ends(values: &[Value], last: bool) -> Value {
    let found = match last {
        false => values.iter().min_by(|one, two| one.order(two)),
        true => values.iter().max_by(|one, two| one.order(two)),
    };
    found.cloned().unwrap_or(Value::Missing)
}

/// The value of the earliest or latest row that has it. An instant comes as its milliseconds.
fn by_time<'a, T: Fields + 'a>(rows: &[&'a T], of: &Expr, latest: bool) -> Value {
    let at = |row: &&&T| row.field("@timestamp").number().unwrap_or_default();
    let has = rows.iter().filter(|row| of.value(**row) != Value::Missing);
    let found = match latest {
        false => has.min_by(|one, two| at(one).total_cmp(&at(two))),
        true => has.max_by(|one, two| at(one).total_cmp(&at(two))),
    };
    match found.map(|row| of.value(*row)) {
        Some(Value::Instant(at)) => Value::Number(at.as_millis() as f64),
        Some(value) => value,
        None => Value::Missing,
    }
}

//! Metric math: expressions over time series.
//!
//! Three kinds of value: a scalar, a series, an array of series; an expression must end in series.
//! Operators bind as in arithmetic, then comparisons, AND, OR (AWS does not say how they bind).
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html>

mod combine;
mod elsewhere;
mod functions;
mod lookup;
mod over;
mod parse;
mod shape;
mod sheet;

use super::insights::Query;
use crate::sim::time::{Span, Time};

pub use elsewhere::LAMBDA;
pub use lookup::{Origin, Reader};
pub use parse::parse;
pub use sheet::{Sheet, grid};

/// A time series: its points, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The id of the query it comes from: a metric's, whatever was done to it since.
    pub id: String,
    /// The period of that metric.
    pub period: Span,
    /// Its points.
    pub points: Vec<(Time, f64)>,
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Scalar(f64),
    /// A series.
    Series(Series),
    /// An array of series.
    Many(Vec<Series>),
}

/// An expression, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number.
    Number(f64),
    /// A text in quotes.
    Text(String),
    /// The id of a metric or of another expression.
    Id(String),
    /// A word that a function takes, such as `REPEAT` or `DESC`.
    Word(String),
    /// `[a, b]`
    Array(Vec<Expr>),
    /// `-a`
    Negative(Box<Expr>),
    /// `a + b`
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `NAME(a, b)`
    Call(String, Vec<Expr>),
    /// A Metrics Insights query, and its period in seconds.
    Query(Box<Query>, Option<i64>),
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MathError {
    /// It cannot be read: what stands there instead of what was expected.
    Syntax(String),
    /// Nothing has this id.
    UnknownId(String),
    /// It needs its own result.
    Cycle(String),
    /// There is no such function.
    UnknownFunction(String),
    /// AWS has this function, and it is not simulated.
    NotSimulated(String),
    /// A function or an operator does not take such values.
    Operands(String),
    /// The result is a number, not series.
    ScalarResult,
}

impl MathError {
    /// The message that the expression with this id is refused with. AWS begins so; what follows
    /// are our words.
    pub fn refusal(&self, id: &str) -> String {
        let what = match self {
            MathError::Syntax(text) | MathError::Operands(text) => text.clone(),
            MathError::UnknownId(id) => format!("there is no metric or expression {id}"),
            MathError::Cycle(id) => format!("{id} needs its own result"),
            MathError::UnknownFunction(name) => format!("there is no function {name}"),
            MathError::NotSimulated(name) => {
                return format!("{name} in a metric math expression");
            }
            MathError::ScalarResult => {
                "the result is a single number; it must be a time series or an array of them"
                    .to_owned()
            }
        };
        format!("Error in expression '{id}': {what}")
    }
}

impl Expr {
    /// The ids of the metrics whose anomaly bands it needs.
    pub fn bands(&self) -> Vec<&str> {
        match self {
            Expr::Call(name, args) if name == "ANOMALY_DETECTION_BAND" => {
                args.first().map_or(Vec::new(), Expr::ids)
            }
            Expr::Negative(inner) => inner.bands(),
            Expr::Binary(_, left, right) => [left.bands(), right.bands()].concat(),
            Expr::Array(items) | Expr::Call(_, items) => {
                items.iter().flat_map(Expr::bands).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The names of the functions it calls.
    pub fn calls(&self) -> Vec<&str> {
        match self {
            Expr::Call(name, args) => {
                let own = std::iter::once(name.as_str());
                own.chain(args.iter().flat_map(Expr::calls)).collect()
            }
            Expr::Negative(inner) => inner.calls(),
            Expr::Binary(_, left, right) => [left.calls(), right.calls()].concat(),
            Expr::Array(items) => items.iter().flat_map(Expr::calls).collect(),
            _ => Vec::new(),
        }
    }

    /// The ids it names.
    pub(in crate::telemetry) fn ids(&self) -> Vec<&str> {
        match self {
            Expr::Id(id) => vec![id],
            Expr::Number(_) | Expr::Text(_) | Expr::Word(_) | Expr::Query(..) => Vec::new(),
            Expr::Negative(inner) => inner.ids(),
            Expr::Binary(_, left, right) => [left.ids(), right.ids()].concat(),
            Expr::Array(items) | Expr::Call(_, items) => items.iter().flat_map(Expr::ids).collect(),
        }
    }
}

impl Value {
    /// Its series, as an answer has them.
    ///
    /// # Errors
    /// A number has none.
    pub fn series(self) -> Result<Vec<Series>, MathError> {
        match self {
            Value::Scalar(_) => Err(MathError::ScalarResult),
            Value::Series(series) => Ok(vec![series]),
            Value::Many(all) => Ok(all),
        }
    }
}

/// The value of an expression, a number too.
///
/// # Errors
/// What is wrong with it.
pub fn value(expr: &Expr, sheet: &Sheet) -> Result<Value, MathError> {
    match expr {
        Expr::Number(number) => Ok(Value::Scalar(*number)),
        Expr::Id(id) => sheet.value(id),
        Expr::Text(text) => Err(MathError::Operands(format!("\"{text}\" is no metric"))),
        Expr::Word(word) => Err(MathError::UnknownId(word.clone())),
        Expr::Array(items) => {
            let mut all = Vec::new();
            for item in items {
                match value(item, sheet)? {
                    Value::Scalar(_) => {
                        let text = "an array holds time series, not numbers".to_owned();
                        return Err(MathError::Operands(text));
                    }
                    Value::Series(series) => all.push(series),
                    Value::Many(many) => all.extend(many),
                }
            }
            Ok(Value::Many(all))
        }
        Expr::Negative(inner) => {
            let inner = value(inner, sheet)?;
            combine::binary(Operator::Multiply, Value::Scalar(-1.0), inner)
        }
        Expr::Binary(operator, left, right) => {
            combine::binary(*operator, value(left, sheet)?, value(right, sheet)?)
        }
        Expr::Query(..) => sheet.found(expr),
        Expr::Call(name, _) if lookup::looks_up(name) => sheet.found(expr),
        Expr::Call(name, args) => functions::call(name, args, sheet),
    }
}

impl Series {
    /// The same series with other points; those that are no numbers fall out.
    fn with(&self, points: impl IntoIterator<Item = (Time, f64)>) -> Series {
        let points = points.into_iter().filter(|(_, value)| value.is_finite()).collect();
        Series { id: self.id.clone(), period: self.period, points }
    }

    /// The value at an instant.
    pub fn at(&self, time: Time) -> Option<f64> {
        let found = self.points.binary_search_by_key(&time, |(at, _)| *at).ok()?;
        self.points.get(found).map(|(_, value)| *value)
    }

    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.points.iter().map(|(_, value)| *value)
    }
}

/// Every instant at which one of the series has a point, in order.
fn instants<'a>(all: impl IntoIterator<Item = &'a Series>) -> Vec<Time> {
    let mut instants: Vec<Time> =
        all.into_iter().flat_map(|series| series.points.iter().map(|(time, _)| *time)).collect();
    instants.sort_unstable();
    instants.dedup();
    instants
}

//! What is worked out of the fields of a row.

use regex_lite::Regex;

use super::functions::{Function, bin, call};
use super::value::Value;
use crate::sim::time::Time;

/// Where an expression finds the fields it names.
pub trait Fields {
    /// What a field holds.
    fn field(&self, name: &str) -> Value;
    /// The instant the query runs at, for `now()`.
    fn now(&self) -> Time;
}

/// An expression.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A field.
    Field(String),
    /// A value that is written down.
    Is(Value),
    /// A stretch of time, in milliseconds: the second argument of `datefloor`.
    Period(i64),
    /// `bin(5m)`: the beginning of the stretch the event is in.
    Bin(i64),
    /// A function of others.
    Call(Function, Vec<Expr>),
    /// Two, and what joins them.
    Two(Op, Box<Expr>, Box<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// Whether a text has another in it.
    Has(Box<Expr>, Box<Expr>),
    /// Whether an expression is found in a text.
    Matches(Box<Expr>, Regex),
    /// Whether it is one of these.
    In(Box<Expr>, Vec<Expr>),
    /// An aggregate, by its place among those of its command.
    Sum(usize),
}

/// What joins two expressions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `%`
    Modulo,
    /// `^`
    Power,
}

impl Expr {
    /// Whether it puts events into stretches of time.
    pub fn is_bin(&self) -> bool {
        matches!(self, Expr::Bin(_))
            || matches!(self, Expr::Call(Function::DateFloor | Function::DateCeil, _))
    }

    /// What it comes to.
    pub fn value(&self, row: &dyn Fields) -> Value {
        match self {
            Expr::Field(name) => row.field(name),
            Expr::Is(value) => value.clone(),
            Expr::Period(millis) => Value::Number(*millis as f64),
            Expr::Bin(millis) => bin(&row.field("@timestamp"), *millis),
            Expr::Call(function, given) => {
                let given: Vec<Value> = given.iter().map(|expr| expr.value(row)).collect();
                call(*function, &given, row.now())
            }
            Expr::Two(op, one, two) => two_of(*op, one, two, row),
            Expr::Not(expr) => Value::from(!expr.value(row).holds()),
            Expr::Has(text, part) => {
                let (text, part) = (text.value(row).shown(), part.value(row).shown());
                Value::from(text.zip(part).is_some_and(|(text, part)| text.contains(&part)))
            }
            Expr::Matches(text, regex) => {
                Value::from(text.value(row).shown().is_some_and(|text| regex.is_match(&text)))
            }
            Expr::In(expr, among) => {
                let value = expr.value(row);
                let same = |other: &Expr| {
                    value.compare(&other.value(row)).is_some_and(|order| order.is_eq())
                };
                Value::from(among.iter().any(same))
            }
            Expr::Sum(at) => row.field(&sum_name(*at)),
        }
    }
}

/// The name under which the value of an aggregate is looked up: no field can be called so.
pub fn sum_name(at: usize) -> String {
    format!("\0{at}")
}

fn two_of(op: Op, one: &Expr, two: &Expr, row: &dyn Fields) -> Value {
    let (first, second) = (one.value(row), || two.value(row));
    let ordered = |fits: fn(std::cmp::Ordering) -> bool| {
        Value::from(first.compare(&second()).is_some_and(fits))
    };
    let number = |compute: fn(f64, f64) -> f64| {
        let result = first.number().zip(second().number()).map(|(one, two)| compute(one, two));
        result.filter(|value| value.is_finite()).map_or(Value::Missing, Value::Number)
    };
    match op {
        Op::Or => Value::from(first.holds() || second().holds()),
        Op::And => Value::from(first.holds() && second().holds()),
        Op::Equal => ordered(|order| order.is_eq()),
        Op::Unequal => ordered(|order| order.is_ne()),
        Op::Less => ordered(|order| order.is_lt()),
        Op::AtMost => ordered(|order| order.is_le()),
        Op::Greater => ordered(|order| order.is_gt()),
        Op::AtLeast => ordered(|order| order.is_ge()),
        Op::Plus => number(|one, two| one + two),
        Op::Minus => number(|one, two| one - two),
        Op::Times => number(|one, two| one * two),
        Op::Over => number(|one, two| one / two),
        Op::Modulo => number(|one, two| one % two),
        Op::Power => number(libm::pow),
    }
}

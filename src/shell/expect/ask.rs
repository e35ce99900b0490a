//! A subject with conditions on its attributes, and what matches them.

use std::fmt;

use super::{Row, Subject};
use crate::access::glob;
use crate::shell::script::quote;
use crate::sim::World;
use crate::sim::time::Span;

/// A subject with conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The subject.
    pub subject: &'static Subject,
    /// All of these must hold.
    pub conditions: Vec<Condition>,
}

/// A condition on one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The attribute.
    pub attribute: &'static str,
    /// How it is compared.
    pub op: Op,
    /// With what: a pattern with `*` and `?`, a number, or `none`.
    pub value: String,
    /// Whether the attribute was left unsaid: `= OK`.
    pub bare: bool,
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Op {
    /// Every comparison with the way it is written.
    pub const ALL: [(Op, &'static str); 6] = [
        (Op::Is, "="),
        (Op::IsNot, "!="),
        (Op::Less, "<"),
        (Op::LessOrEqual, "<="),
        (Op::Greater, ">"),
        (Op::GreaterOrEqual, ">="),
    ];

    /// The comparison written so.
    pub fn parse(text: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|(_, written)| *written == text).map(|(op, _)| op)
    }

    /// Whether two numbers compare so.
    pub fn compares(self, found: f64, wanted: f64) -> bool {
        match self {
            Op::Is => found == wanted,
            Op::IsNot => found != wanted,
            Op::Less => found < wanted,
            Op::LessOrEqual => found <= wanted,
            Op::Greater => found > wanted,
            Op::GreaterOrEqual => found >= wanted,
        }
    }

    fn is_order(self) -> bool {
        !matches!(self, Op::Is | Op::IsNot)
    }
}

/// How many rows a message shows.
const SHOWN: usize = 3;

impl Condition {
    /// Whether a row fulfils it.
    fn holds(&self, row: &dyn Row) -> bool {
        let found = row.get(self.attribute);
        if self.value == "none" {
            return (self.op == Op::IsNot) != found.is_empty();
        }
        match self.op {
            Op::IsNot => !found.iter().any(|found| same(&self.value, found)),
            Op::Is => found.iter().any(|found| same(&self.value, found)),
            op => found.iter().any(|found| {
                let numbers = number(found).zip(number(&self.value));
                numbers.is_some_and(|(found, wanted)| op.compares(found, wanted))
            }),
        }
    }
}

/// Whether a value fits a pattern, or is the same number written otherwise.
fn same(pattern: &str, found: &str) -> bool {
    let numbers = || number(pattern).zip(number(found)).is_some_and(|(a, b)| a == b);
    glob::matches(pattern, found) || numbers()
}

/// A number, or a span such as `5m` in seconds.
pub(super) fn number(text: &str) -> Option<f64> {
    let span = || Span::parse(text).map(|span| span.as_millis() as f64 / 1000.0);
    crate::number::parse(text).filter(|n| n.is_finite()).or_else(span)
}

impl Ask {
    /// The subject's rows.
    pub fn rows<'a>(&self, world: &'a World) -> Vec<Box<dyn Row + 'a>> {
        (self.subject.rows)(world, self)
    }

    /// Whether a row fulfils every condition.
    pub fn matches(&self, row: &dyn Row) -> bool {
        self.conditions.iter().all(|condition| condition.holds(row))
    }

    /// The value an attribute must be equal to, if the conditions say so without a pattern.
    pub fn given(&self, attribute: &str) -> Option<&str> {
        let same = |c: &&Condition| c.attribute == attribute && c.op == Op::Is;
        let plain = |value: &&str| *value != "none" && !value.contains(['*', '?']);
        self.conditions.iter().find(same).map(|c| c.value.as_str()).filter(plain)
    }

    /// The rows that come nearest: those of the wanted name, or else all, that fulfil the most
    /// conditions.
    pub(super) fn nearest<'r>(&self, rows: Vec<&'r dyn Row>) -> Vec<&'r dyn Row> {
        let name = self.subject.attributes.first().copied().unwrap_or_default();
        let scored = rows.into_iter().map(|row| {
            let held = self.conditions.iter().filter(|c| c.holds(row));
            (held.map(|c| if c.attribute == name { 100 } else { 1 }).sum::<u32>(), row)
        });
        let scored: Vec<(u32, &dyn Row)> = scored.collect();
        let named = self.conditions.iter().any(|c| c.attribute == name && c.value != "*");
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
        if named && best < 100 {
            return Vec::new();
        }
        scored.into_iter().filter(|(score, _)| *score == best).map(|(_, row)| row).collect()
    }

    /// Rows in the words of `expect`: their names, and the attributes that were asked for.
    pub(super) fn describe(&self, rows: &[&dyn Row]) -> String {
        let Some(name) = self.subject.attributes.first() else { return String::new() };
        if rows.is_empty() {
            return format!("no {}", self.subject.name);
        }
        let mut out: Vec<String> = Vec::new();
        // The newest are the last.
        for row in rows.iter().rev().take(SHOWN).rev() {
            let mut text = format!("{} {}", self.subject.name, written(&row.get(name)));
            let mut told = vec![*name];
            for condition in &self.conditions {
                if told.contains(&condition.attribute) {
                    continue;
                }
                told.push(condition.attribute);
                let value = written(&row.get(condition.attribute));
                if condition.bare {
                    text.push_str(&format!(" = {value}"));
                } else {
                    text.push_str(&format!(" {} {value}", condition.attribute));
                }
            }
            if let Some(stamp) = row.stamp() {
                text.push_str(&format!(" at {}", stamp.time));
            }
            out.push(text);
        }
        if rows.len() > SHOWN {
            out.insert(0, format!("{}: …", rows.len()));
        }
        out.join("; ")
    }

    /// Whether a comparison of order is made with something that is no number.
    pub(super) fn misfit(&self) -> Option<&Condition> {
        self.conditions.iter().find(|c| c.op.is_order() && number(&c.value).is_none())
    }
}

/// Values as one would type them. An ARN is left out where the name it ends in is there too.
fn written(values: &[String]) -> String {
    let is_named = |arn: &String| {
        let ends = |name: &&String| *name != arn && arn.ends_with(name.as_str());
        arn.starts_with("arn:") && values.iter().any(|name| ends(&name))
    };
    let mut shown: Vec<String> =
        values.iter().filter(|value| !is_named(value)).map(|value| quote(value)).collect();
    if shown.is_empty() {
        shown.push("none".to_owned());
    }
    shown.join(",")
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.subject.name)?;
        let name = self.subject.attributes.first();
        for (i, condition) in self.conditions.iter().enumerate() {
            let value = quote(&condition.value);
            let op = Op::ALL.iter().find(|(op, _)| *op == condition.op).map_or("", |row| row.1);
            let is_name = i == 0 && Some(&condition.attribute) == name && condition.op == Op::Is;
            match (condition.attribute, condition.op) {
                _ if is_name => write!(f, " {value}")?,
                _ if condition.bare => write!(f, " {op} {value}")?,
                (attribute, Op::Is) => write!(f, " {attribute} {value}")?,
                (attribute, _) => write!(f, " {attribute} {op} {value}")?,
            }
        }
        Ok(())
    }
}

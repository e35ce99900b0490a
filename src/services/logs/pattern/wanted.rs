//! What a pattern wants of a value.

use serde_json::Value;

use super::regex::Regex;
use super::scan::Scan;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub enum Op {
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
}

/// With what.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wanted {
    /// `"Stop*"`
    Text(String),
    /// `Stop*` or `404`: a number where it is one.
    Bare(String),
    /// `%[45]\d\d%`
    Regex(Regex),
}

impl Op {
    /// Reads an operator.
    pub fn parse(scan: &mut Scan<'_>) -> Option<Op> {
        scan.blanks();
        let ops = [
            ("!=", Op::Unequal),
            ("<=", Op::AtMost),
            (">=", Op::AtLeast),
            ("=", Op::Equal),
            ("<", Op::Less),
            (">", Op::Greater),
        ];
        ops.into_iter().find(|(sign, _)| scan.eat(sign)).map(|(_, op)| op)
    }

    fn orders(self, found: f64, wanted: f64) -> bool {
        match self {
            Op::Equal => found == wanted,
            Op::Unequal => found != wanted,
            Op::Less => found < wanted,
            Op::AtMost => found <= wanted,
            Op::Greater => found > wanted,
            Op::AtLeast => found >= wanted,
        }
    }
}

/// A number in a text, as JSON and logs write one.
pub fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Whether a text is as a pattern with `*` for anything has it.
fn is_like(pattern: &str, text: &str) -> bool {
    let mut parts: Vec<&str> = pattern.split('*').collect();
    let Some(last) = parts.pop() else { return false };
    let mut rest = text;
    for (at, part) in parts.iter().enumerate() {
        let found = match at {
            0 => rest.strip_prefix(part),
            _ => rest.split_once(part).map(|(_, rest)| rest),
        };
        let Some(found) = found else { return false };
        rest = found;
    }
    if parts.is_empty() { rest == last } else { rest.ends_with(last) }
}

impl Wanted {
    /// Reads a value that ends where one of these characters comes.
    pub fn parse(scan: &mut Scan<'_>, ends: &str) -> Option<Wanted> {
        if scan.next("\"") {
            return scan.quoted().map(Wanted::Text);
        }
        if scan.eat("%") {
            return scan.regex().map(Wanted::Regex);
        }
        let text = scan.run(|c| !c.is_whitespace() && !ends.contains(c));
        (!text.is_empty()).then(|| Wanted::Bare(text.to_owned()))
    }

    fn number(&self) -> Option<f64> {
        match self {
            Wanted::Bare(text) => number(text),
            _ => None,
        }
    }

    fn is(&self, text: &str) -> bool {
        match self {
            Wanted::Text(pattern) | Wanted::Bare(pattern) => is_like(pattern, text),
            Wanted::Regex(regex) => regex.finds(text),
        }
    }

    /// Whether a field of a line fits. It is a number where it looks like one.
    pub fn fits_field(&self, op: Op, text: &str) -> bool {
        if let Some((found, wanted)) = number(text).zip(self.number()) {
            return op.orders(found, wanted);
        }
        match op {
            Op::Equal => self.is(text),
            Op::Unequal => !self.is(text),
            _ => false,
        }
    }

    /// Whether a value of JSON fits. Lists, objects and null never do.
    pub fn fits(&self, op: Op, value: &Value) -> bool {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(truth) => truth.to_string(),
            Value::Number(found) => match found.as_f64().zip(self.number()) {
                Some((found, wanted)) => return op.orders(found, wanted),
                None => found.to_string(),
            },
            Value::Null | Value::Array(_) | Value::Object(_) => return false,
        };
        match op {
            Op::Equal => self.is(&text),
            Op::Unequal => !self.is(&text),
            _ => false,
        }
    }
}

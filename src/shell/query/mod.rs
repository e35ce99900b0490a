//! JMESPath, the language of `--query`: members keep their order, as the AWS CLI prints them.
//!
//! <https://jmespath.org/specification.html>; messages are those of the implementation the CLI
//! uses.

pub mod functions;
pub mod lex;
pub mod parse;

use serde_json::Value;

use crate::api::validate;
use functions::Argument;
use lex::Kind;
use parse::Node;

/// The most an answer may come to, in values and bytes of texts. Ours: it bounds what doubling a
/// list over and over can do.
const MAX_WEIGHT: usize = 4 << 20;

/// A query that parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Query(Node);

impl Query {
    /// Reads a query, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Query, String> {
        parse::parse(text).map(Query)
    }

    /// What the query finds in a value; it fails when a function gets what it does not take.
    pub fn search(&self, value: &Value) -> Result<Value, String> {
        search(&self.0, value)
    }
}

/// Evaluates a node.
pub(crate) fn search(node: &Node, value: &Value) -> Result<Value, String> {
    Ok(match node {
        Node::Identity => value.clone(),
        Node::Field(name) => value.get(name).cloned().unwrap_or_default(),
        Node::Literal(literal) => literal.clone(),
        Node::Index(index) => at(value, *index),
        Node::Slice(parts) => slice(value, parts)?,
        Node::Then(first, second) => search(second, &search(first, value)?)?,
        Node::Each(list, of_each) => match search(list, value)? {
            Value::Array(items) => project(items.iter(), of_each)?,
            _ => Value::Null,
        },
        Node::EachValue(hash, of_each) => match search(hash, value)? {
            Value::Object(members) => project(members.values(), of_each)?,
            _ => Value::Null,
        },
        Node::Filter(list, of_each, condition) => match search(list, value)? {
            Value::Array(items) => {
                let mut kept = Vec::new();
                for item in items {
                    if is_true(&search(condition, &item)?) {
                        kept.push(item);
                    }
                }
                project(kept.iter(), of_each)?
            }
            _ => Value::Null,
        },
        Node::Flatten(list) => flatten(search(list, value)?),
        Node::Compare(kind, left, right) => {
            compare(*kind, &search(left, value)?, &search(right, value)?)?
        }
        Node::Or(left, right) => match search(left, value)? {
            found if is_true(&found) => found,
            _ => search(right, value)?,
        },
        Node::And(left, right) => match search(left, value)? {
            found if is_true(&found) => search(right, value)?,
            found => found,
        },
        Node::Not(inner) => Value::Bool(!is_true(&search(inner, value)?)),
        Node::List(_) | Node::Hash(_) if value.is_null() => Value::Null,
        Node::List(items) => {
            bounded(items.iter().map(|item| search(item, value)))?.into_iter().collect()
        }
        Node::Hash(members) => {
            let values = bounded(members.iter().map(|(_, node)| search(node, value)))?;
            let names = members.iter().map(|(name, _)| name.clone());
            Value::Object(names.zip(values).collect())
        }
        Node::Call(name, nodes) => {
            let mut args = Vec::new();
            for node in nodes {
                args.push(match node {
                    Node::Expression(inner) => Argument::Expression(inner),
                    node => Argument::Value(search(node, value)?),
                });
            }
            functions::call(name, args)?
        }
        Node::Expression(_) => Value::Null,
    })
}

/// Empty things, `null` and `false` are false; zero is not.
pub(crate) fn is_true(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// What each item gives, without the nulls.
fn project<'a>(items: impl Iterator<Item = &'a Value>, of_each: &Node) -> Result<Value, String> {
    let mut found = bounded(items.map(|item| search(of_each, item)))?;
    found.retain(|value| !value.is_null());
    Ok(Value::Array(found))
}

/// Values that together are not too much.
fn bounded(values: impl Iterator<Item = Result<Value, String>>) -> Result<Vec<Value>, String> {
    let mut left = MAX_WEIGHT;
    let mut out = Vec::new();
    for value in values {
        let value = value?;
        left = left.checked_sub(weight(&value)).ok_or("the answer is too large")?;
        out.push(value);
    }
    Ok(out)
}

fn weight(value: &Value) -> usize {
    1 + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(members) => members.iter().map(|(name, v)| name.len() + weight(v)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn at(value: &Value, index: i64) -> Value {
    let Value::Array(items) = value else { return Value::Null };
    let index = if index < 0 { index + items.len() as i64 } else { index };
    usize::try_from(index).ok().and_then(|i| items.get(i)).cloned().unwrap_or_default()
}

fn slice(value: &Value, parts: &[Option<i64>; 3]) -> Result<Value, String> {
    let Value::Array(items) = value else { return Ok(Value::Null) };
    let [start, stop, step] = *parts;
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err("slice step cannot be zero".to_owned());
    }
    let length = items.len() as i64;
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let place = |given: Option<i64>, default: i64| match given {
        None => default,
        Some(i) if i < 0 => (i + length).max(low),
        Some(i) => i.min(high),
    };
    let (first, end) = if step > 0 { (low, high) } else { (high, low) };
    let (mut i, stop) = (place(start, first), place(stop, end));
    let mut out = Vec::new();
    while (step > 0 && i < stop) || (step < 0 && i > stop) {
        out.extend(usize::try_from(i).ok().and_then(|i| items.get(i)).cloned());
        i += step;
    }
    Ok(Value::Array(out))
}

fn flatten(value: Value) -> Value {
    let Value::Array(items) = value else { return Value::Null };
    let mut out = Vec::new();
    for item in items {
        match item {
            Value::Array(inner) => out.extend(inner),
            other => out.push(other),
        }
    }
    Value::Array(out)
}

fn compare(kind: Kind, left: &Value, right: &Value) -> Result<Value, String> {
    let sign = match kind {
        Kind::Eq => return Ok(Value::Bool(equal(left, right))),
        Kind::Ne => return Ok(Value::Bool(!equal(left, right))),
        Kind::Lt => "<",
        Kind::Lte => "<=",
        Kind::Gt => ">",
        _ => ">=",
    };
    // Numbers are compared as numbers, texts as texts, one with the other is Python's error,
    // anything else is null.
    let order = match (left, right) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64().zip(b.as_f64()).and_then(|(a, b)| a.partial_cmp(&b))
        }
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Number(_), Value::String(_)) | (Value::String(_), Value::Number(_)) => {
            let (left, right) = (validate::class(left), validate::class(right));
            return Err(format!(
                "'{sign}' not supported between instances of '{left}' and '{right}'"
            ));
        }
        _ => None,
    };
    let Some(order) = order else { return Ok(Value::Null) };
    Ok(Value::Bool(match kind {
        Kind::Lt => order.is_lt(),
        Kind::Lte => order.is_le(),
        Kind::Gt => order.is_gt(),
        _ => order.is_ge(),
    }))
}

/// `1` and `1.0` are the same number.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

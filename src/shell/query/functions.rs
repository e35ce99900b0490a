//! The functions of queries: <https://jmespath.org/specification.html#built-in-functions>.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::parse::Node;
use super::{equal, search};
use crate::shell::aws::python;
use crate::shell::output::text::plain;

/// What a function is given.
#[derive(Clone, Debug)]
pub enum Argument<'a> {
    /// A value.
    Value(Value),
    /// An expression: `&name`.
    Expression(&'a Node),
}

/// The types arguments must have, by function; an empty list takes anything.
const SIGNATURES: &[(&str, &[&[&str]])] = &[
    ("abs", &[&["number"]]),
    ("avg", &[&["array-number"]]),
    ("ceil", &[&["number"]]),
    ("contains", &[&["array", "string"], &[]]),
    ("ends_with", &[&["string"], &["string"]]),
    ("floor", &[&["number"]]),
    ("join", &[&["string"], &["array-string"]]),
    ("keys", &[&["object"]]),
    ("length", &[&["string", "array", "object"]]),
    ("map", &[&["expref"], &["array"]]),
    ("max", &[&["array-number", "array-string"]]),
    ("max_by", &[&["array"], &["expref"]]),
    ("merge", &[&["object"]]),
    ("min", &[&["array-number", "array-string"]]),
    ("min_by", &[&["array"], &["expref"]]),
    ("not_null", &[&[]]),
    ("reverse", &[&["array", "string"]]),
    ("sort", &[&["array-string", "array-number"]]),
    ("sort_by", &[&["array"], &["expref"]]),
    ("starts_with", &[&["string"], &["string"]]),
    ("sum", &[&["array-number"]]),
    ("to_array", &[&[]]),
    ("to_number", &[&[]]),
    ("to_string", &[&[]]),
    ("type", &[&[]]),
    ("values", &[&["object"]]),
];

/// Functions that take any number of arguments from the first on.
const VARIADIC: &[&str] = &["merge", "not_null"];

/// Calls a function.
pub fn call(name: &str, args: Vec<Argument<'_>>) -> Result<Value, String> {
    check(name, &args)?;
    let mut values = Vec::new();
    let mut expression = None;
    for arg in args {
        match arg {
            Argument::Value(value) => values.push(value),
            Argument::Expression(node) => expression = Some(node),
        }
    }
    match expression {
        Some(node) => by_expression(name, node, values),
        None if VARIADIC.contains(&name) => Ok(of_many(name, values)),
        None => {
            let mut values = values.into_iter();
            let first = values.next().unwrap_or_default();
            Ok(match values.next() {
                Some(second) => of_two(name, &first, &second),
                None => of_one(name, first),
            })
        }
    }
}

fn check(name: &str, args: &[Argument<'_>]) -> Result<(), String> {
    let Some((_, signature)) = SIGNATURES.iter().find(|(known, _)| *known == name) else {
        return Err(format!("Unknown function: {name}()"));
    };
    let (wanted, found) = (signature.len(), args.len());
    let noun = if wanted == 1 { "argument" } else { "arguments" };
    if VARIADIC.contains(&name) {
        if found < wanted {
            return Err(format!(
                "Expected at least {wanted} {noun} for function {name}(), received {found}"
            ));
        }
    } else if found != wanted {
        return Err(format!("Expected {wanted} {noun} for function {name}(), received {found}"));
    }
    signature.iter().zip(args).try_for_each(|(types, arg)| check_type(name, types, arg))
}

fn wrong(name: &str, value: &str, types: &[&str], found: &str) -> String {
    let types: Vec<String> = types.iter().map(|name| format!("'{name}'")).collect();
    let types = types.join(", ");
    format!(
        "In function {name}(), invalid type for value: {value}, expected one of: [{types}], \
         received: \"{found}\""
    )
}

fn check_type(name: &str, types: &[&str], arg: &Argument<'_>) -> Result<(), String> {
    if types.is_empty() {
        return Ok(());
    }
    let value = match arg {
        Argument::Expression(_) if types.contains(&"expref") => return Ok(()),
        Argument::Expression(_) => return Err(wrong(name, "&", types, "expref")),
        Argument::Value(value) => value,
    };
    let found = kind(value);
    let whole = |wanted: &&str| wanted.split('-').next() == Some(found);
    if !types.iter().any(whole) {
        return Err(wrong(name, &plain(value), types, found));
    }
    let items: Vec<&str> = types.iter().filter_map(|t| t.strip_prefix("array-")).collect();
    let Value::Array(values) = value else { return Ok(()) };
    let Some(first) = values.first().filter(|_| !items.is_empty()) else { return Ok(()) };
    let allowed = items.iter().find(|item| **item == kind(first));
    match values.iter().find(|value| allowed.is_none_or(|allowed| kind(value) != *allowed)) {
        Some(odd) => Err(wrong(name, &plain(odd), types, class(odd))),
        None => Ok(()),
    }
}

/// A value's type as the language names it.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn class(value: &Value) -> &'static str {
    crate::api::validate::class(value)
}

fn of_one(name: &str, value: Value) -> Value {
    match (name, value) {
        ("abs", Value::Number(n)) => match n.as_i64() {
            Some(whole) => whole.abs().into(),
            None => n.as_f64().unwrap_or_default().abs().into(),
        },
        ("ceil", Value::Number(n)) => whole(n.as_f64().map(libm::ceil)),
        ("floor", Value::Number(n)) => whole(n.as_f64().map(libm::floor)),
        ("sum", Value::Array(items)) => sum(&items),
        ("avg", Value::Array(items)) if items.is_empty() => Value::Null,
        ("avg", Value::Array(items)) => {
            (sum(&items).as_f64().unwrap_or_default() / items.len() as f64).into()
        }
        ("length", Value::String(text)) => text.chars().count().into(),
        ("length", Value::Array(items)) => items.len().into(),
        ("length", Value::Object(members)) => members.len().into(),
        ("reverse", Value::String(text)) => text.chars().rev().collect::<String>().into(),
        ("reverse", Value::Array(items)) => items.into_iter().rev().collect(),
        ("keys", Value::Object(members)) => members.into_iter().map(|(key, _)| key).collect(),
        ("values", Value::Object(members)) => members.into_iter().map(|(_, value)| value).collect(),
        ("sort", Value::Array(mut items)) => {
            items.sort_by(order);
            Value::Array(items)
        }
        ("max", Value::Array(items)) => {
            first_greatest(items.into_iter(), |v| v).unwrap_or_default()
        }
        ("min", Value::Array(items)) => items.into_iter().min_by(order).unwrap_or_default(),
        ("type", value) => kind(&value).into(),
        ("to_array", Value::Array(items)) => Value::Array(items),
        ("to_array", value) => Value::Array(vec![value]),
        ("to_string", Value::String(text)) => Value::String(text),
        ("to_string", value) => compact(&value).into(),
        ("to_number", value) => to_number(value),
        _ => Value::Null,
    }
}

fn of_two(name: &str, first: &Value, second: &Value) -> Value {
    let texts = || (first.as_str().unwrap_or_default(), second.as_str().unwrap_or_default());
    match (name, first, second) {
        ("contains", Value::Array(items), wanted) => {
            items.iter().any(|item| equal(item, wanted)).into()
        }
        ("contains", Value::String(text), Value::String(part)) => text.contains(part).into(),
        ("contains", ..) => false.into(),
        ("ends_with", ..) => texts().0.ends_with(texts().1).into(),
        ("starts_with", ..) => texts().0.starts_with(texts().1).into(),
        ("join", Value::String(glue), Value::Array(items)) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            texts.join(glue).into()
        }
        _ => Value::Null,
    }
}

fn of_many(name: &str, values: Vec<Value>) -> Value {
    match name {
        "not_null" => values.into_iter().find(|value| !value.is_null()).unwrap_or_default(),
        _ => {
            let mut all = Map::new();
            for value in values {
                if let Value::Object(members) = value {
                    all.extend(members);
                }
            }
            Value::Object(all)
        }
    }
}

fn by_expression(name: &str, node: &Node, values: Vec<Value>) -> Result<Value, String> {
    let Some(Value::Array(items)) = values.into_iter().next() else { return Ok(Value::Null) };
    if name == "map" {
        let found: Result<_, String> = items.iter().map(|item| search(node, item)).collect();
        return found.map(Value::Array);
    }
    let mut types = if name == "sort_by" { None } else { Some(vec!["number", "string"]) };
    let mut keyed = Vec::new();
    for item in items {
        let key = search(node, &item)?;
        let found = kind(&key);
        if types.is_none() {
            // Sorting goes by the type of the first key.
            if !matches!(found, "number" | "string") {
                return Err(wrong(name, &plain(&item), &["string", "number"], found));
            }
            types = Some(vec![found]);
        }
        if let Some(types) = types.as_ref().filter(|types| !types.contains(&found)) {
            return Err(wrong(name, &plain(&key), types, found));
        }
        keyed.push((key, item));
    }
    Ok(match name {
        "sort_by" => {
            keyed.sort_by(|a, b| order(&a.0, &b.0));
            keyed.into_iter().map(|(_, item)| item).collect()
        }
        "min_by" => keyed
            .into_iter()
            .min_by(|a, b| order(&a.0, &b.0))
            .map(|(_, item)| item)
            .unwrap_or_default(),
        _ => first_greatest(keyed.into_iter(), |(key, _)| key)
            .map(|(_, item)| item)
            .unwrap_or_default(),
    })
}

/// The first of the greatest: Rust's `max_by` would give the last.
fn first_greatest<T>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> &Value) -> Option<T> {
    items.fold(None, |best, item| match best {
        Some(best) if order(key(&best), key(&item)) != Ordering::Less => Some(best),
        _ => Some(item),
    })
}

fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (a, b) => a
            .as_f64()
            .zip(b.as_f64())
            .and_then(|(a, b)| a.partial_cmp(&b))
            .unwrap_or(Ordering::Equal),
    }
}

fn whole(number: Option<f64>) -> Value {
    (number.unwrap_or_default() as i64).into()
}

fn sum(items: &[Value]) -> Value {
    let whole: Option<i64> =
        items.iter().try_fold(0i64, |sum, item| sum.checked_add(item.as_i64()?));
    match whole {
        Some(sum) => sum.into(),
        None => items.iter().filter_map(Value::as_f64).sum::<f64>().into(),
    }
}

fn to_number(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number),
        Value::String(text) => match python::int(&text) {
            Some(whole) => whole.into(),
            None => python::float(&text).map_or(Value::Null, Value::from),
        },
        _ => Value::Null,
    }
}

/// JSON without spaces, everything beyond ASCII escaped, as Python's `json.dumps` does.
fn compact(value: &Value) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Array(items) => format!("[{}]", list(items.iter().map(compact).collect())),
        Value::Object(members) => {
            let pair = |(key, value): (&String, &Value)| {
                format!("{}:{}", ascii(&Value::from(key.as_str()).to_string()), compact(value))
            };
            format!("{{{}}}", list(members.iter().map(pair).collect()))
        }
        Value::String(_) => ascii(&value.to_string()),
        other => crate::shell::output::json::scalar(other),
    }
}

fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

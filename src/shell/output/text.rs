//! `--output text`: a line for each structure, its scalars by key, separated by tabs.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output>

use serde_json::{Map, Value};

use super::json;
use crate::shell::aws::python;

/// The value as lines.
pub fn format(value: &Value) -> String {
    let mut out = String::new();
    item(value, None, None, &mut out);
    out
}

/// A value as Python's `str` prints it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr(other),
    }
}

/// A value as Python's `repr` prints it.
pub fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(_) => json::scalar(value),
        Value::String(text) => python::repr(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(repr).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let pair =
                |(key, value): (&String, &Value)| format!("{}: {}", python::repr(key), repr(value));
            let members: Vec<String> = members.iter().map(pair).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// Whether a value stands on the line of the structure it is in.
pub fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

fn item(value: &Value, tag: Option<&str>, keys: Option<&[&str]>, out: &mut String) {
    match value {
        Value::Object(members) => structure(members, tag, keys, out),
        Value::Array(items) => list(items, tag, out),
        scalar => line(&[plain(scalar)], out),
    }
}

fn line(cells: &[String], out: &mut String) {
    out.push_str(&cells.join("\t"));
    out.push('\n');
}

fn list(items: &[Value], tag: Option<&str>, out: &mut String) {
    if items.iter().any(Value::is_object) {
        let mut keys: Vec<&str> = items
            .iter()
            .filter_map(Value::as_object)
            .flat_map(|members| members.iter().filter(|(_, value)| is_scalar(value)))
            .map(|(key, _)| key.as_str())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        items.iter().for_each(|value| item(value, tag, Some(&keys), out));
        return;
    }
    let (scalars, others): (Vec<&Value>, Vec<&Value>) =
        items.iter().partition(|value| is_scalar(value));
    if !scalars.is_empty() {
        scalar_list(&scalars, tag, out);
    }
    others.into_iter().for_each(|value| item(value, tag, None, out));
}

fn scalar_list(items: &[&Value], tag: Option<&str>, out: &mut String) {
    match tag {
        Some(tag) => {
            items.iter().for_each(|value| line(&[tag.to_ascii_uppercase(), plain(value)], out));
        }
        None => line(&items.iter().map(|value| plain(value)).collect::<Vec<_>>(), out),
    }
}

fn structure(
    members: &Map<String, Value>,
    tag: Option<&str>,
    keys: Option<&[&str]>,
    out: &mut String,
) {
    let mut sorted: Vec<(&str, &Value)> =
        members.iter().map(|(key, value)| (key.as_str(), value)).collect();
    sorted.sort_by_key(|(key, _)| *key);
    let mut cells: Vec<String> = match keys {
        Some(keys) => {
            keys.iter().map(|key| members.get(*key).map_or(String::new(), plain)).collect()
        }
        None => {
            sorted.iter().filter(|(_, value)| is_scalar(value)).map(|(_, v)| plain(v)).collect()
        }
    };
    if !cells.is_empty() {
        if let Some(tag) = tag {
            cells.insert(0, tag.to_ascii_uppercase());
        }
        line(&cells, out);
    }
    let rest = |key: &str, value: &Value| match keys {
        Some(keys) => !keys.contains(&key),
        None => !is_scalar(value),
    };
    for (key, value) in sorted.into_iter().filter(|(key, value)| rest(key, value)) {
        item(value, Some(key), None, out);
    }
}

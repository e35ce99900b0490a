//! JSON as the CLI prints it.

use serde_json::Value;

use crate::shell::aws::python::float_text;

/// The value, indented by four, with a line end. A reply without members prints nothing.
pub fn format(value: &Value) -> String {
    if value.as_object().is_some_and(serde_json::Map::is_empty) {
        return String::new();
    }
    indented(value)
}

/// The same, even without members.
pub fn indented(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out.push('\n');
    out
}

/// A scalar, or a value on one line.
pub fn scalar(value: &Value) -> String {
    match value {
        Value::Number(number) if number.is_f64() => float_text(number.as_f64().unwrap_or_default()),
        other => other.to_string(),
    }
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"    ".repeat(depth));
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                write(item, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Value::Object(members) if !members.is_empty() => {
            out.push('{');
            for (i, (key, item)) in members.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push_str(": ");
                write(item, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
        other => out.push_str(&scalar(other)),
    }
}

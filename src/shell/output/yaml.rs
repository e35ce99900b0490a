//! `--output yaml`: block style with sorted keys, as the CLI's YAML library writes it.
//!
//! <https://yaml.org/spec/1.2.2/>

use serde_json::{Map, Value};

use super::json;

/// Lines are folded at the first space behind this column.
const WIDTH: usize = 80;

/// The value as a YAML document; a scalar is printed as JSON.
pub fn format(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => String::new(),
        Value::Object(members) => {
            let mut out = String::new();
            structure(members, 0, &mut out);
            out
        }
        Value::Array(items) if items.is_empty() => "[]\n".to_owned(),
        Value::Array(items) => {
            let mut out = String::new();
            list(items, 0, &mut out);
            out
        }
        scalar => format!("{}\n", json::scalar(scalar)),
    }
}

/// One page of a stream: a list of one.
pub fn page(value: &Value) -> String {
    format(&Value::Array(vec![value.clone()]))
}

fn structure(members: &Map<String, Value>, indent: usize, out: &mut String) {
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    for (i, (key, value)) in sorted.into_iter().enumerate() {
        if i > 0 {
            out.push_str(&" ".repeat(indent));
        }
        let column = scalar(&Value::from(key.as_str()), indent, indent, out);
        out.push(':');
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                out.push('\n');
                out.push_str(&" ".repeat(indent + 2));
                structure(inner, indent + 2, out);
            }
            // A list stands at the indent of its key.
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                list(items, indent, out);
            }
            value => {
                out.push(' ');
                scalar(value, column + 2, indent + 2, out);
                out.push('\n');
            }
        }
    }
}

fn list(items: &[Value], indent: usize, out: &mut String) {
    for (i, value) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str("- ");
        match value {
            Value::Object(inner) if !inner.is_empty() => structure(inner, indent + 2, out),
            Value::Array(inner) if !inner.is_empty() => list(inner, indent + 2, out),
            value => {
                scalar(value, indent + 2, indent + 2, out);
                out.push('\n');
            }
        }
    }
}

/// Writes a scalar that begins at `column`; what is folded goes on at `indent`. Gives the column
/// behind it.
fn scalar(value: &Value, column: usize, indent: usize, out: &mut String) -> usize {
    let text = match value {
        Value::Object(_) => "{}".to_owned(),
        Value::Array(_) => "[]".to_owned(),
        Value::String(text) => match style(text) {
            Style::Plain => folded(text, column, indent, false),
            Style::Single => format!("'{}'", folded(text, column + 1, indent, true)),
            Style::Double => format!("\"{}\"", escaped(text)),
        },
        Value::Number(number) if number.is_f64() => json::scalar(value),
        other => other.to_string(),
    };
    out.push_str(&text);
    column + text.chars().count()
}

enum Style {
    Plain,
    Single,
    Double,
}

fn style(text: &str) -> Style {
    let special = |c: char| {
        (c.is_control() && c != '\n') || c as u32 > 0xffff || matches!(c, '\u{85}' | '\u{feff}')
    };
    if text.chars().any(special) {
        return Style::Double;
    }
    // A space beside a line break cannot be written between single quotes.
    if text.contains(" \n") || (text.contains("\n ")) {
        return Style::Double;
    }
    let plain = !text.is_empty()
        && !text.contains('\n')
        && text.trim_matches(' ') == text
        && !begins_badly(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !is_other_type(text);
    if plain { Style::Plain } else { Style::Single }
}

/// Whether the first character means something else to YAML.
fn begins_badly(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next();
    if text.starts_with("---") || text.starts_with("...") {
        return true;
    }
    match first {
        '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
        | '@' | '`' => true,
        '-' | '?' | ':' => second.is_none_or(|c| c == ' '),
        _ => false,
    }
}

/// Whether a text without quotes would be read as something else than a text.
fn is_other_type(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "=", "<<",
        ".nan", ".NaN", ".NAN",
    ];
    WORDS.contains(&text) || is_number(text) || is_date(text)
}

fn is_number(text: &str) -> bool {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(body, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = body.strip_prefix(prefix) {
            return !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix) || c == '_');
        }
    }
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '_');
    let good = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['+', '-']).unwrap_or(e);
        !e.is_empty() && e.bytes().all(|b| b.is_ascii_digit())
    });
    let begins = mantissa.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let some = mantissa.bytes().any(|b| b.is_ascii_digit());
    let parts = mantissa.split('.').count() <= 2 && mantissa.split('.').all(digits);
    good && begins && some && parts
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        bytes.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let dashes = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    if !(digits(0, 4) && dashes && digits(5, 7) && digits(8, 10)) {
        return false;
    }
    match text.get(10..) {
        None | Some("") => true,
        Some(rest) => {
            let rest = rest.trim_start_matches(['T', 't', ' ']);
            rest.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' '))
                && rest.contains(':')
        }
    }
}

/// Folds a text at spaces behind the width. Between single quotes a quote is doubled and a line
/// break is an empty line.
fn folded(text: &str, column: usize, indent: usize, quoted: bool) -> String {
    let mut out = String::new();
    let mut at = column;
    let chars: Vec<char> = text.chars().collect();
    let get = |i: usize| chars.get(i).copied();
    let mut i = 0;
    while let Some(c) = get(i) {
        match c {
            ' ' if at > WIDTH
                && i > 0
                && get(i + 1).is_some_and(|next| next != ' ')
                && get(i - 1) != Some(' ') =>
            {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                at = indent;
            }
            '\n' => {
                let mut breaks = 1;
                while get(i + breaks) == Some('\n') {
                    breaks += 1;
                }
                out.push_str(&"\n".repeat(breaks + 1));
                out.push_str(&" ".repeat(indent));
                at = indent;
                i += breaks - 1;
            }
            '\'' if quoted => {
                out.push_str("''");
                at += 2;
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
        i += 1;
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0' => out.push_str("\\0"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\u{1b}' => out.push_str("\\e"),
            '\u{85}' => out.push_str("\\N"),
            c if (c as u32) < 32 || c as u32 == 127 => {
                out.push_str(&format!("\\x{:02X}", c as u32));
            }
            c if c as u32 > 0xffff => out.push_str(&format!("\\U{:08X}", c as u32)),
            '\u{feff}' => out.push_str("\\uFEFF"),
            c => out.push(c),
        }
    }
    out
}

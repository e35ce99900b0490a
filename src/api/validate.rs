//! Checks of a request against its shape: those the AWS SDK makes before it sends anything, and
//! the enumeration check the service makes.
//!
//! Texts: botocore's `validate.py` for the client's, recorded replies for the service's.

use serde_json::Value;

use super::double;
use super::error::ApiError;
use super::names::lower_camel;
use super::shape::{Member, ShapeDef, StructDef};
use super::spec::Wording;
use super::when;

/// What the SDK finds wrong with a request, a line each, in its own words; nothing is sent then.
pub fn client(def: &StructDef, input: &Value) -> Vec<String> {
    let mut report = Vec::new();
    structure(def, input, "", &mut report);
    report
}

fn structure(def: &StructDef, value: &Value, path: &str, report: &mut Vec<String>) {
    let given = value.as_object().filter(|_| double::no_number(value).is_none());
    let Some(given) = given else {
        return report.push(wrong_type(path, value, "dict", "<class 'dict'>"));
    };
    for member in def.members.iter().filter(|m| m.required && !given.contains_key(m.name)) {
        let place = if path.is_empty() { "input" } else { path };
        report.push(format!("Missing required parameter in {place}: \"{}\"", member.name));
    }
    for key in given.keys().filter(|key| def.members.iter().all(|m| m.name != key.as_str())) {
        let place = if path.is_empty() { "input" } else { path };
        let names: Vec<&str> = def.members.iter().map(|m| m.name).collect();
        report.push(format!(
            "Unknown parameter in {place}: \"{key}\", must be one of: {}",
            names.join(", ")
        ));
    }
    for member in def.members {
        if let Some(value) = given.get(member.name) {
            let path = match path {
                "" => member.name.to_owned(),
                path => format!("{path}.{}", member.name),
            };
            bounds(member, value, &path, report);
            shape(member.shape, value, &path, member.items, report);
        }
    }
}

/// Checks the kind of a value and goes down into it.
fn shape(
    def: &ShapeDef,
    value: &Value,
    path: &str,
    items: (usize, usize),
    report: &mut Vec<String>,
) {
    match (def, value) {
        (ShapeDef::Double, value) if double::no_number(value).is_some() => {}
        (ShapeDef::Structure(def), _) => structure(def, value, path, report),
        (ShapeDef::List(item), Value::Array(values)) => {
            for (i, value) in values.iter().enumerate() {
                let path = format!("{path}[{i}]");
                length(value, &path, items, report);
                shape(item, value, &path, (0, usize::MAX), report);
            }
        }
        (ShapeDef::Map(item), Value::Object(values)) if double::no_number(value).is_none() => {
            for (key, value) in values {
                length(&Value::from(key.as_str()), &format!("{path} (key: {key})"), items, report);
                length(value, &format!("{path}.{key}"), items, report);
                shape(item, value, &format!("{path}.{key}"), (0, usize::MAX), report);
            }
        }
        (ShapeDef::Timestamp, value) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if when::parse(&text).is_none() {
                let valid = "<class 'datetime.datetime'>, timestamp-string";
                report.push(wrong_type(path, value, "", valid));
            }
        }
        (ShapeDef::Document, _)
        | (ShapeDef::String, Value::String(_))
        | (ShapeDef::Boolean, Value::Bool(_))
        | (ShapeDef::Double, Value::Number(_)) => {}
        (ShapeDef::Integer | ShapeDef::Long, Value::Number(n)) if n.is_i64() => {}
        _ => {
            let valid = match def {
                ShapeDef::String => "<class 'str'>",
                ShapeDef::Integer | ShapeDef::Long => "<class 'int'>",
                ShapeDef::Double => "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
                ShapeDef::Boolean => "<class 'bool'>",
                ShapeDef::List(_) => "<class 'list'>, <class 'tuple'>",
                _ => "<class 'dict'>",
            };
            report.push(wrong_type(path, value, "", valid));
        }
    }
}

fn bounds(member: &Member, value: &Value, path: &str, report: &mut Vec<String>) {
    if let Some(limits) = member.length {
        length(value, path, limits, report);
    }
    if let (Some(least), Some(number)) = (member.least, value.as_f64())
        && number < least as f64
    {
        report.push(format!(
            "Invalid value for parameter {path}, value: {value}, valid min value: {least}"
        ));
    }
}

/// The SDK checks least lengths only; too long is for the service to say.
fn length(value: &Value, path: &str, (least, _): (usize, usize), report: &mut Vec<String>) {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        _ => return,
    };
    if length < least {
        report.push(format!(
            "Invalid length for parameter {path}, value: {length}, valid min length: {least}"
        ));
    }
}

fn wrong_type(path: &str, value: &Value, _kind: &str, valid: &str) -> String {
    let (shown, class) = python(value);
    let path = if path.is_empty() { "input" } else { path };
    format!(
        "Invalid type for parameter {path}, value: {shown}, type: <class '{class}'>, \
         valid types: {valid}"
    )
}

/// The name of a value's class in Python.
pub fn class(value: &Value) -> &'static str {
    python(value).1
}

/// A value as Python prints it, with the name of its class.
fn python(value: &Value) -> (String, &'static str) {
    match value {
        Value::Object(_) if double::no_number(value).is_some() => {
            let shown = match double::no_number(value) {
                Some(f64::INFINITY) => "inf",
                Some(f64::NEG_INFINITY) => "-inf",
                _ => "nan",
            };
            (shown.to_owned(), "float")
        }
        Value::Null => ("None".to_owned(), "NoneType"),
        Value::Bool(true) => ("True".to_owned(), "bool"),
        Value::Bool(false) => ("False".to_owned(), "bool"),
        Value::Number(n) if n.is_f64() => (n.to_string(), "float"),
        Value::Number(n) => (n.to_string(), "int"),
        Value::String(text) => (text.clone(), "str"),
        Value::Array(items) => (format!("[{}]", python_items(items)), "list"),
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("'{key}': {}", python_quoted(value)))
                .collect();
            (format!("{{{}}}", members.join(", ")), "dict")
        }
    }
}

fn python_items(items: &[Value]) -> String {
    items.iter().map(python_quoted).collect::<Vec<_>>().join(", ")
}

fn python_quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("'{text}'"),
        other => python(other).0,
    }
}

/// What the service finds wrong with enumerations and greatest lengths: one `ValidationError` for
/// all, in the words the Query services use. `wording` tells whether the wrong values are shown.
pub fn service(def: &StructDef, input: &Value, wording: &Wording) -> Result<(), ApiError> {
    let shows_values = wording.shows_values;
    let mut report = Report { faults: Vec::new(), first: None, no_number: None, shows_values };
    constraints(def, input, "", &mut report);
    if let Some(what) = report.no_number {
        return Err(ApiError::not_simulated(what));
    }
    let Report { faults: report, first: Some(first), .. } = report else { return Ok(()) };
    if let Some(own) = wording.own {
        let (code, text) = own(&first);
        return Err(ApiError::new(code, text));
    }
    let count = report.len();
    let noun = if count == 1 { "error" } else { "errors" };
    let text = format!("{count} validation {noun} detected: {}", report.join("; "));
    Err(ApiError::new(wording.invalid, text))
}

/// What breaks a constraint.
struct Report {
    faults: Vec<String>,
    /// Where the first of them is.
    first: Option<String>,
    /// Which member was given NaN or infinity, though nobody knows what AWS makes of that.
    no_number: Option<String>,
    shows_values: bool,
}

impl Report {
    fn add(&mut self, path: &str, shown: &str, rule: &str) {
        self.first.get_or_insert_with(|| path.to_owned());
        let value = if self.shows_values { format!(" '{shown}'") } else { String::new() };
        self.faults.push(format!("Value{value} at '{path}' failed to satisfy constraint: {rule}"));
    }
}

fn constraints(def: &StructDef, input: &Value, path: &str, report: &mut Report) {
    for member in def.members {
        let Some(value) = input.get(member.name) else { continue };
        let path = match path {
            "" => lower_camel(member.name),
            path => format!("{path}.{}", lower_camel(member.name)),
        };
        constraint(member, value, &path, report);
        if let Some(number) = no_number_in(value).filter(|_| !member.any_double) {
            report.no_number.get_or_insert_with(|| format!("{} {number}", member.name));
        }
        match (member.shape, value) {
            (ShapeDef::Structure(def), _) => constraints(def, value, &path, report),
            (ShapeDef::List(ShapeDef::Structure(def)), Value::Array(items)) => {
                for (i, item) in items.iter().enumerate() {
                    constraints(def, item, &format!("{path}.{}.member", i + 1), report);
                }
            }
            _ => {}
        }
    }
}

/// A number that is none, given as it is or in a list.
fn no_number_in(value: &Value) -> Option<&'static str> {
    let number = match value {
        Value::Array(items) => items.iter().find_map(double::no_number),
        value => double::no_number(value),
    };
    number.map(double::word)
}

fn constraint(member: &Member, value: &Value, path: &str, report: &mut Report) {
    let shows_values = report.shows_values;
    let mut fail = |shown: &str, rule: String| report.add(path, shown, &rule);
    // A service that hides the value given hides those it would take, too.
    let set = || match shows_values {
        true => format!("Member must satisfy enum value set: [{}]", member.one_of.join(", ")),
        false => "Member must satisfy enum value set".to_owned(),
    };
    match value {
        Value::String(text) => {
            if !member.one_of.is_empty() && !member.one_of.contains(&text.as_str()) {
                fail(text, set());
            }
            if let Some((_, most)) = member.length
                && text.chars().count() > most
            {
                fail(text, format!("Member must have length less than or equal to {most}"));
            }
        }
        Value::Array(items) => {
            let shown = python_list(items);
            if let Some((_, most)) = member.length
                && items.len() > most
            {
                fail(&shown, format!("Member must have length less than or equal to {most}"));
            }
            let unknown = |item: &Value| {
                !member.one_of.is_empty()
                    && !item.as_str().is_some_and(|text| member.one_of.contains(&text))
            };
            if items.iter().any(unknown) {
                fail(&shown, format!("Member must satisfy constraint: [{}]", set()));
            }
        }
        Value::Number(number) => {
            if let (Some(greatest), Some(n)) = (member.greatest, number.as_f64())
                && n > greatest as f64
            {
                let rule = format!("Member must have value less than or equal to {greatest}");
                fail(&number.to_string(), rule);
            }
        }
        _ => {}
    }
}

fn python_list(items: &[Value]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
        .collect();
    format!("[{}]", items.join(", "))
}

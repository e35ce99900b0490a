//! A request as the CLI command that makes it: what the pages show of every form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::argparse::Count;
use super::table::{self, Arg, Target};
use crate::api::names::kebab;
use crate::api::spec::Operation as _;
use crate::api::{ShapeDef, StructDef};
use crate::services::Request;
use crate::services::s3::Body;
use crate::shell::output::json::scalar;
use crate::sim::{Region, Who};

/// The command on one line, quoted for a shell.
pub fn command(request: &Request, who: Option<&Who>, region: Option<Region>) -> String {
    parts(request, who, region).join(" ")
}

/// The same, an option a line.
pub fn folded(request: &Request, who: Option<&Who>, region: Option<Region>) -> String {
    parts(request, who, region).join(" \\\n    ")
}

/// The command's name, then each option with its values.
fn parts(request: &Request, who: Option<&Who>, region: Option<Region>) -> Vec<String> {
    let (service, op) = (request.service(), request.spec());
    let mut parts = vec![format!("aws {} {}", service.cli, kebab(op.name))];
    let Value::Object(mut members) = request.input() else { return parts };
    count(&mut members, &mut parts);
    if super::blob::encodes_user_data(op) {
        user_data(&mut members);
    }
    if super::outfile::reads(op) {
        content(&mut members, &mut parts);
    }
    if op.name == "Invoke" {
        payload(&mut members, &mut parts);
    }
    if matches!(op.name, "CreateFunction" | "UpdateFunctionCode") {
        archive(&mut members, &mut parts);
    }
    let table = table::args(service, op);
    let mut left = Map::new();
    for (name, value) in members {
        match option(&table, &name, &value) {
            Some(part) => parts.push(part),
            None => {
                left.insert(name, value);
            }
        }
    }
    if super::mfa::wanted(op) {
        parts.push(super::mfa::WRITTEN.to_owned());
    }
    if super::outfile::wanted(op) {
        parts.push("/dev/stdout".to_owned());
    }
    if !left.is_empty() {
        parts.push(format!("--cli-input-json {}", quote(&Value::Object(left).to_string())));
    }
    if let Some(who) = who {
        parts.push(format!("--profile {}", quote(who.profile())));
    }
    if let Some(region) = region {
        parts.push(format!("--region {region}"));
    }
    parts
}

/// What `put-object` sends is a file, written first.
fn content(members: &mut Map<String, Value>, parts: &mut [String]) {
    let Some(Value::String(wire)) = members.get("Body") else { return };
    let body = Body::from_wire(wire);
    let key = members.get("Key").and_then(Value::as_str).unwrap_or_default();
    let name = key.rsplit('/').find(|step| !step.is_empty()).unwrap_or("body");
    let mut name: String = name.chars().filter(|c| !c.is_control()).collect();
    // A name that begins so would be taken for the scheme of a path.
    if name.starts_with("file") {
        name.insert_str(0, "./");
    }
    let written = match std::str::from_utf8(body.bytes()) {
        Ok(text) => format!("echo -n {}", quote(text)),
        Err(_) => format!("echo {} | base64 -d", quote(&STANDARD.encode(body.bytes()))),
    };
    if let Some(first) = parts.first_mut() {
        *first = format!("{written} > {} && {first}", quote(&name));
    }
    members.insert("Body".to_owned(), Value::String(name));
}

/// The archive a function is made of is a file, written first; what is none stays where it is.
fn archive(members: &mut Map<String, Value>, parts: &mut Vec<String>) {
    let bytes = match members.get_mut("Code").and_then(Value::as_object_mut) {
        Some(code) => zipped(code),
        None => zipped(members),
    };
    let Some(bytes) = bytes else { return };
    if members.get("Code").and_then(Value::as_object).is_some_and(Map::is_empty) {
        members.shift_remove("Code");
    }
    let written = format!("echo {} | base64 -d > function.zip", STANDARD.encode(bytes.bytes()));
    if let Some(first) = parts.first_mut() {
        *first = format!("{written} && {first}");
    }
    parts.push("--zip-file fileb://function.zip".to_owned());
}

/// Takes an archive out of the members.
fn zipped(members: &mut Map<String, Value>) -> Option<Body> {
    let bytes = members.get("ZipFile").and_then(Value::as_str).map(Body::from_wire);
    let bytes = bytes.filter(|bytes| bytes.bytes().starts_with(b"PK"))?;
    members.shift_remove("ZipFile");
    Some(bytes)
}

/// What a function is handed: as it is, where that can be read, otherwise in base64.
fn payload(members: &mut Map<String, Value>, parts: &mut Vec<String>) {
    let Some(Value::String(wire)) = members.shift_remove("Payload") else { return };
    let body = Body::from_wire(&wire);
    let text = std::str::from_utf8(body.bytes()).ok().filter(|text| !text.starts_with("file"));
    if text.is_some() {
        parts.push("--cli-binary-format raw-in-base64-out".to_owned());
    }
    let given = text.map_or_else(|| STANDARD.encode(body.bytes()), str::to_owned);
    // A value that begins with a dash would be taken for an option.
    let parted = if given.starts_with('-') { '=' } else { ' ' };
    parts.push(format!("--payload{parted}{}", quote(&given)));
}

/// User data as it is written: the CLI encodes it itself.
fn user_data(members: &mut Map<String, Value>) {
    let Some(Value::String(given)) = members.get_mut("UserData") else { return };
    let bytes = STANDARD.decode(given.as_str()).ok();
    if let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        *given = text;
    }
}

/// `run-instances` has one option for two members, and leaves it out for one instance.
fn count(members: &mut Map<String, Value>, parts: &mut Vec<String>) {
    let least = members.shift_remove("MinCount");
    let most = members.shift_remove("MaxCount");
    let (Some(least), Some(most)) = (least, most) else { return };
    parts.push(match least == most {
        true => format!("--count {least}"),
        false => format!("--count {least}:{most}"),
    });
}

/// The option of a member. `None` when the CLI has none for it (its own paging hides it).
fn option(table: &[Arg], name: &str, value: &Value) -> Option<String> {
    let find = |wanted: &dyn Fn(&Target) -> bool| table.iter().find(|arg| wanted(&arg.target));
    if let Value::Bool(yes) = value {
        let arg = find(&|target| matches!(target, Target::Flag(n, y) if *n == name && y == yes))?;
        return Some(format!("--{}", arg.opt.name));
    }
    // The CLI would look for a file.
    if value.as_str().is_some_and(|text| text.starts_with("file")) {
        return None;
    }
    let wrapped = find(&|target| matches!(target, Target::Wrapped(member) if member.name == name));
    if let Some(arg) = wrapped {
        return Some(match value.get("Value") {
            Some(Value::Bool(false)) => format!("--no-{}", arg.opt.name),
            Some(Value::Bool(true)) => format!("--{}", arg.opt.name),
            _ => format!("--{} {}", arg.opt.name, quote(&value.to_string())),
        });
    }
    let arg = find(&|target| matches!(target, Target::Member(member) if member.name == name))?;
    let Target::Member(member) = arg.target else { return None };
    let values = match (arg.opt.count, value) {
        (Count::Any, Value::Array(values)) => list(member.shape, values),
        (_, value) => vec![one(member.shape, value)],
    };
    let mut out = format!("--{}", arg.opt.name);
    // A value that begins with a dash would be taken for an option.
    match values.as_slice() {
        [value] if value.starts_with('-') && !super::python::is_negative_number(value) => {
            out.push_str(&format!("={}", quote(value)));
        }
        values => values.iter().for_each(|value| {
            out.push(' ');
            out.push_str(&quote(value));
        }),
    }
    Some(out)
}

fn list(shape: &ShapeDef, values: &[Value]) -> Vec<String> {
    let ShapeDef::List(item) = shape else { return vec![Value::from(values).to_string()] };
    let whole = || vec![Value::from(values).to_string()];
    match item {
        ShapeDef::Structure(def) => {
            let written: Option<Vec<String>> =
                values.iter().map(|value| shorthand(def, value)).collect();
            written.filter(|values| !values.is_empty()).unwrap_or_else(whole)
        }
        ShapeDef::List(_) | ShapeDef::Map(_) => whole(),
        item => {
            let values: Vec<String> = values.iter().map(|value| one(item, value)).collect();
            let odd = |value: &String| {
                value.trim_start().starts_with('[')
                    || value.starts_with("file")
                    || (value.starts_with('-') && !super::python::is_negative_number(value))
            };
            if values.iter().any(odd) { whole_of(&values) } else { values }
        }
    }
}

fn whole_of(values: &[String]) -> Vec<String> {
    vec![Value::from(values.to_vec()).to_string()]
}

fn one(shape: &ShapeDef, value: &Value) -> String {
    match (shape, value) {
        (_, Value::String(text)) => text.clone(),
        (ShapeDef::Structure(def), value) => {
            shorthand(def, value).unwrap_or_else(|| value.to_string())
        }
        (ShapeDef::Map(_), Value::Object(members)) => {
            map(members).unwrap_or_else(|| value.to_string())
        }
        (_, value) => scalar(value),
    }
}

/// A structure in shorthand, if it is flat enough to be read easily.
fn shorthand(def: &StructDef, value: &Value) -> Option<String> {
    let members = value.as_object().filter(|members| !members.is_empty())?;
    let mut out = Vec::new();
    for (name, value) in members {
        let shape = def.members.iter().find(|member| member.name == name)?.shape;
        let text = match (shape, value) {
            (ShapeDef::List(ShapeDef::String), Value::Array(values)) if !values.is_empty() => {
                let texts: Option<Vec<&str>> = values.iter().map(|v| plain(v.as_str()?)).collect();
                texts?.join(",")
            }
            (_, Value::String(text)) => plain(text)?.to_owned(),
            (_, Value::Number(_) | Value::Bool(_)) => scalar(value),
            (ShapeDef::List(ShapeDef::Structure(def)), Value::Array(values)) => {
                let inner: Option<Vec<String>> =
                    values.iter().map(|v| Some(format!("{{{}}}", flat(def, v)?))).collect();
                format!("[{}]", inner?.join(","))
            }
            _ => return None,
        };
        out.push(format!("{name}={text}"));
    }
    Some(out.join(","))
}

/// A structure of texts and numbers alone.
fn flat(def: &StructDef, value: &Value) -> Option<String> {
    let members = value.as_object().filter(|members| !members.is_empty())?;
    members.values().all(|value| !value.is_array() && !value.is_object()).then_some(())?;
    shorthand(def, value)
}

fn map(members: &Map<String, Value>) -> Option<String> {
    let good = |key: &str| {
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.#/:".contains(&b))
    };
    let pair = |(key, value): (&String, &Value)| {
        let value = plain(value.as_str()?)?;
        good(key).then(|| format!("{key}={value}"))
    };
    let pairs: Option<Vec<String>> = members.iter().map(pair).collect();
    pairs.filter(|pairs| !pairs.is_empty()).map(|pairs| pairs.join(","))
}

/// Whether shorthand reads a text back as it stands.
fn plain(text: &str) -> Option<&str> {
    let good = |b: u8| b.is_ascii_alphanumeric() || b"-_./:*@+%#".contains(&b) || b == b' ';
    let edge = text.trim() == text && !text.is_empty();
    (edge && text.bytes().all(good)).then_some(text)
}

/// A word quoted for a POSIX shell, where it needs to be.
pub fn quote(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-_./:=,@%+".contains(&b);
    if !text.is_empty() && text.bytes().all(safe) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

//! `--generate-cli-skeleton`: a request or reply with every member, empty.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html>

use serde_json::{Map, Value};

use crate::api::{Member, ShapeDef, StructDef};

/// The members of a request, to be filled in.
pub fn input(def: &StructDef) -> Value {
    structure(def, false, &[])
}

/// A reply whose texts are the names of their members.
pub fn output(def: &StructDef) -> Value {
    structure(def, true, &[])
}

/// A structure; one that lies in itself is empty there.
fn structure(def: &StructDef, named: bool, around: &[&str]) -> Value {
    if around.contains(&def.name) {
        return Value::Object(Map::new());
    }
    let around = [around, &[def.name]].concat();
    let member = |member: &Member| (member.name.to_owned(), value(member, named, &around));
    Value::Object(def.members.iter().map(member).collect())
}

fn value(member: &Member, named: bool, around: &[&str]) -> Value {
    let first = member.one_of.first().copied().unwrap_or_default();
    let text = if named { member.name } else { first };
    of_shape(member.shape, text, named, around)
}

fn of_shape(shape: &ShapeDef, text: &str, named: bool, around: &[&str]) -> Value {
    match shape {
        ShapeDef::String => text.into(),
        ShapeDef::Integer | ShapeDef::Long => 0.into(),
        ShapeDef::Double => 0.0.into(),
        ShapeDef::Boolean => true.into(),
        ShapeDef::Timestamp => "1970-01-01T00:00:00".into(),
        ShapeDef::List(item) => Value::Array(vec![of_shape(item, text, named, around)]),
        ShapeDef::Map(item) => {
            let item = of_shape(item, "", named, around);
            Value::Object(Map::from_iter([("KeyName".to_owned(), item)]))
        }
        ShapeDef::Structure(def) => structure(def, named, around),
        ShapeDef::Document => Value::Object(Map::new()),
    }
}

/// The members of a request as YAML, required ones marked.
pub fn yaml(def: &StructDef) -> String {
    if def.members.is_empty() {
        return "{}\n".to_owned();
    }
    let mut out = String::new();
    yaml_structure(def, 0, &mut out);
    out
}

fn yaml_structure(def: &StructDef, indent: usize, out: &mut String) {
    for (i, member) in def.members.iter().enumerate() {
        if i > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(&format!("{}:", member.name));
        yaml_member(member, indent, out);
    }
}

fn yaml_member(member: &Member, indent: usize, out: &mut String) {
    let mut comment = if member.required { vec!["[REQUIRED]".to_owned()] } else { Vec::new() };
    if !member.one_of.is_empty() && matches!(member.shape, ShapeDef::String) {
        comment.push(format!("Valid values are: {}.", member.one_of.join(", ")));
    }
    let comment = match comment.is_empty() {
        true => String::new(),
        false => format!(" # {}", comment.join(" ")),
    };
    match member.shape {
        ShapeDef::Structure(def) if !def.members.is_empty() => {
            out.push_str(&format!("{comment}\n{}", " ".repeat(indent + 2)));
            yaml_structure(def, indent + 2, out);
        }
        ShapeDef::List(ShapeDef::Structure(def)) if !def.members.is_empty() => {
            out.push_str(&format!("{comment}\n{}- ", " ".repeat(indent)));
            yaml_structure(def, indent + 2, out);
        }
        ShapeDef::List(item) => {
            let first = member.one_of.first().copied().unwrap_or_default();
            let item = yaml_scalar(&of_shape(item, first, false, &[]));
            out.push_str(&format!("{comment}\n{}- {item}\n", " ".repeat(indent)));
        }
        ShapeDef::Map(item) => {
            let item = yaml_scalar(&of_shape(item, "", false, &[]));
            out.push_str(&format!("{comment}\n{}KeyName: {item}\n", " ".repeat(indent + 2)));
        }
        _ => {
            let value = yaml_scalar(&value(member, false, &[]));
            out.push_str(&format!(" {value}{comment}\n"));
        }
    }
}

fn yaml_scalar(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "''".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

//! From what an option was given to the value of a member.

use serde_json::{Map, Value};

use super::argparse::Given;
use super::fault::Fault;
use super::{json, python, shorthand};
use crate::api::{ShapeDef, StructDef, double};

/// The value of a member, from what the option of this name was given.
pub fn unpack(shape: &ShapeDef, given: &Given, option: &str) -> Result<Value, Fault> {
    no_file(given, option)?;
    if uses_shorthand(shape, given) {
        return by_shorthand(shape, given, option);
    }
    match (shape, given) {
        (ShapeDef::List(item), Given::Many(texts)) => list(item, texts, option),
        (ShapeDef::List(item), Given::One(text)) => list(item, std::slice::from_ref(text), option),
        (_, given) => one(shape, given.first().unwrap_or_default(), option).map_err(|f| f.fault),
    }
}

/// What still names a file names one that is not there.
pub fn no_file(given: &Given, option: &str) -> Result<(), Fault> {
    let text = match given {
        Given::One(text) => text,
        Given::Many(list) => match list.as_slice() {
            [text] => text,
            _ => return Ok(()),
        },
        Given::Switch => return Ok(()),
    };
    let path = text.strip_prefix("file://").or_else(|| text.strip_prefix("fileb://"));
    match path {
        None => Ok(()),
        Some(path) => {
            let why = format!("[Errno 2] No such file or directory: '{path}'");
            Err(param(option, &format!("Unable to load paramfile {text}: {why}")))
        }
    }
}

/// The CLI's complaint about one option's value.
pub fn param(option: &str, why: &str) -> Fault {
    Fault::Param(format!("Error parsing parameter '{option}': {why}"))
}

fn is_complex(shape: &ShapeDef) -> bool {
    matches!(shape, ShapeDef::Structure(_) | ShapeDef::Map(_) | ShapeDef::List(_))
}

/// Structures, maps and lists of them are written in shorthand unless it looks like JSON.
fn uses_shorthand(shape: &ShapeDef, given: &Given) -> bool {
    let complex = match shape {
        ShapeDef::List(item) => is_complex(item),
        shape => is_complex(shape),
    };
    complex && !given.first().is_some_and(|text| text.trim_start().starts_with(['[', '{']))
}

fn by_shorthand(shape: &ShapeDef, given: &Given, option: &str) -> Result<Value, Fault> {
    let read = |text: &String| {
        let members = shorthand::parse(text).map_err(|why| param(option, &why))?;
        Ok(Value::Object(members))
    };
    let mut value = match given {
        Given::Many(texts) => Value::Array(texts.iter().map(read).collect::<Result<_, Fault>>()?),
        Given::One(text) if is_value_of_one_text(shape) && !text.contains('=') => {
            let text = Value::String(text.clone());
            return Ok(Value::Object(Map::from_iter([("Value".to_owned(), text)])));
        }
        Given::One(text) => read(text)?,
        Given::Switch => Value::Null,
    };
    shorthand::typed(shape, &mut value).map_err(Fault::General)?;
    Ok(value)
}

/// `{"Value": "text"}` may be written as the text alone.
fn is_value_of_one_text(shape: &ShapeDef) -> bool {
    let ShapeDef::Structure(StructDef { members: [member], .. }) = shape else { return false };
    member.name == "Value" && matches!(member.shape, ShapeDef::String)
}

fn list(item: &ShapeDef, texts: &[String], option: &str) -> Result<Value, Fault> {
    if let [text] = texts
        && text.trim().starts_with('[')
    {
        return by_json(text, option);
    }
    let values = texts.iter().map(|text| match one(item, text, option) {
        Ok(value) => Ok(value),
        // Within a list Python's complaint is lost, and the first item is named.
        Err(Unread { fault: Fault::General(_) }) => {
            Err(param(option, texts.first().map_or("", String::as_str)))
        }
        Err(unread) => Err(unread.fault),
    });
    Ok(Value::Array(values.collect::<Result<_, Fault>>()?))
}

fn by_json(text: &str, option: &str) -> Result<Value, Fault> {
    json::parse(text)
        .map_err(|why| param(option, &format!("Invalid JSON: {why}\nJSON received: {text}")))
}

struct Unread {
    fault: Fault,
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Unread {
        Unread { fault }
    }
}

fn one(shape: &ShapeDef, text: &str, option: &str) -> Result<Value, Unread> {
    Ok(match shape {
        ShapeDef::Integer | ShapeDef::Long => python::int(text)
            .map(Value::from)
            .ok_or_else(|| Fault::General(shorthand::not_an_int(text)))?,
        ShapeDef::Double => python::float(text)
            .map(double::value)
            .ok_or_else(|| Fault::General(shorthand::not_a_float(text)))?,
        ShapeDef::Boolean => Value::Bool(!text.is_empty() && !text.eq_ignore_ascii_case("false")),
        ShapeDef::Structure(_) | ShapeDef::Map(_) if !text.trim_start().starts_with('{') => {
            return Err(param(option, &format!("Invalid JSON:\n{text}")).into());
        }
        ShapeDef::Structure(_) | ShapeDef::Map(_) | ShapeDef::List(_) | ShapeDef::Document => {
            by_json(text, option)?
        }
        ShapeDef::String | ShapeDef::Timestamp => Value::String(text.to_owned()),
    })
}

//! What keys and items must be.

use super::super::state::{Key, Part, Schema, Table};
use super::super::value::{Attribute, Item};
use super::invalid;
use crate::api::ApiError;

/// The greatest values of keys, in bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
const HASH: usize = 2_048;
const RANGE: usize = 1_024;

fn mismatch() -> ApiError {
    invalid("The provided key element does not match the schema")
}

/// The key that a request names, and nothing else.
pub fn of_key(schema: &Schema, given: &Item) -> Result<Key, ApiError> {
    if given.len() != schema.parts().count() {
        return Err(mismatch());
    }
    let key = schema.key(given).ok_or_else(mismatch)?;
    for part in schema.parts() {
        if given.get(&part.name).is_some_and(is_empty) {
            return Err(invalid(format!(
                "One or more parameter values are not valid. The AttributeValue for a key \
                 attribute cannot contain an empty {} value. Key: {}",
                word(part),
                part.name
            )));
        }
    }
    fits(schema, given)?;
    Ok(key)
}

/// The key of an item that is to be put.
pub fn of_item(table: &Table, item: &Item) -> Result<Key, ApiError> {
    let wrong =
        |text: String| Err(invalid(format!("One or more parameter values were invalid: {text}")));
    for part in table.schema.parts() {
        let name = &part.name;
        match item.get(name) {
            None => return wrong(format!("Missing the key {name} in the item")),
            Some(value) if value.kind() != part.kind => {
                return wrong(format!(
                    "Type mismatch for key {name} expected: {} actual: {}",
                    part.kind,
                    value.kind()
                ));
            }
            Some(value) if is_empty(value) => {
                return Err(invalid(format!(
                    "One or more parameter values are not valid. The AttributeValue for a key \
                     attribute cannot contain an empty {} value. Key: {name}",
                    word(part)
                )));
            }
            Some(_) => {}
        }
    }
    fits(&table.schema, item)?;
    table.schema.key(item).ok_or_else(mismatch)
}

fn word(part: &Part) -> &'static str {
    if part.kind == "B" { "binary" } else { "string" }
}

fn is_empty(value: &Attribute) -> bool {
    match value {
        Attribute::S(text) => text.is_empty(),
        Attribute::B(bytes) => bytes.is_empty(),
        _ => false,
    }
}

fn fits(schema: &Schema, item: &Item) -> Result<(), ApiError> {
    let length = |part: &Part| match item.get(&part.name) {
        Some(Attribute::S(text)) => text.len(),
        Some(Attribute::B(bytes)) => bytes.len(),
        _ => 0,
    };
    if length(&schema.hash) > HASH {
        return Err(invalid(
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum \
             size limit of2048 bytes",
        ));
    }
    if schema.range.as_ref().is_some_and(|part| length(part) > RANGE) {
        return Err(invalid(
            "One or more parameter values were invalid: Aggregated size of all range keys has \
             exceeded the size limit of 1024 bytes",
        ));
    }
    Ok(())
}

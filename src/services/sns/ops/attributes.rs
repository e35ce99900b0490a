//! Attributes of messages: what is checked of them.
//!
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html>; the words are recorded.

use std::collections::BTreeMap;

use crate::api::ApiError;
use crate::services::sns::api::MessageAttributeValue;
use crate::services::sns::wake::Attribute;

/// The attributes of a message, if all are well.
pub fn read(
    given: Option<&BTreeMap<String, MessageAttributeValue>>,
) -> Result<BTreeMap<String, Attribute>, ApiError> {
    let mut read = BTreeMap::new();
    for (name, attribute) in given.into_iter().flatten() {
        check_name(name)?;
        read.insert(name.clone(), value(name, attribute)?);
    }
    Ok(read)
}

/// What attributes add to the length of a message: names, types and values.
pub fn length(attributes: &BTreeMap<String, Attribute>) -> usize {
    let one = |(name, attribute): (&String, &Attribute)| {
        name.len() + attribute.kind.len() + attribute.value.len()
    };
    attributes.iter().map(one).sum()
}

fn bad(text: impl Into<String>) -> ApiError {
    ApiError::new("ParameterValueInvalid", text)
}

fn value(name: &str, given: &MessageAttributeValue) -> Result<Attribute, ApiError> {
    let kind = &given.data_type;
    let known = ["String", "Number", "Binary"].into_iter().find(|known| {
        kind.strip_prefix(known).is_some_and(|rest| rest.is_empty() || is_suffix(rest))
    });
    let known = known.ok_or_else(|| {
        bad(format!(
            "The message attribute '{name}' has an invalid message attribute type, the set of \
             supported type prefixes is Binary, Number, and String."
        ))
    })?;
    let empty = || {
        bad(format!(
            "The message attribute '{name}' must contain non-empty message attribute value for \
             message attribute type '{kind}'."
        ))
    };
    let (field, value, other) = match known {
        "Binary" => ("Binary", &given.binary_value, &given.string_value),
        _ => ("String", &given.string_value, &given.binary_value),
    };
    match (value, other) {
        (Some(value), _) if value.is_empty() => Err(empty()),
        (Some(value), _) => Ok(Attribute { kind: kind.clone(), value: value.clone() }),
        (None, Some(_)) => Err(bad(format!(
            "The message attribute '{name}' with type '{kind}' must use field '{field}'."
        ))),
        (None, None) => Err(empty()),
    }
}

/// A type may have a label of one's own behind a point.
fn is_suffix(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|label| !label.is_empty())
}

fn check_name(name: &str) -> Result<(), ApiError> {
    if name.len() > 256 {
        return Err(bad("Length of message attribute name must be less than 256 bytes."));
    }
    let allowed = |c: &char| c.is_ascii_alphanumeric() || ".-_".contains(*c);
    if name.starts_with('.') {
        let text = "Invalid message attribute name starting with character '.' was found.";
        return Err(bad(text));
    }
    if name.ends_with('.') {
        return Err(bad("Invalid message attribute name ending with character '.' was found."));
    }
    if let Some(c) = name.chars().find(|c| !allowed(c)) {
        return Err(bad(format!(
            "Invalid non-alphanumeric character '#x{:X}' was found in the message attribute name. \
             Can only include alphanumeric characters, hyphens, underscores, or dots.",
            u32::from(c)
        )));
    }
    if name.contains("..") {
        return Err(bad("Message attribute name can not have successive '.' character."));
    }
    Ok(())
}

//! The values of attributes, and items made of them.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>. What a
//! wrong one is answered with: as people met it.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::decimal::Number;
use super::shapes::AttributeValue;

/// How deep values may lie in each other.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
const DEEP: usize = 32;

/// An item: attributes by their names.
pub type Item = BTreeMap<String, Attribute>;

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// Text.
    S(String),
    /// A number.
    N(Number),
    /// Bytes.
    B(Vec<u8>),
    /// A set of texts.
    Ss(BTreeSet<String>),
    /// A set of numbers.
    Ns(BTreeSet<Number>),
    /// A set of bytes.
    Bs(BTreeSet<Vec<u8>>),
    /// A map.
    M(Item),
    /// A list.
    L(Vec<Attribute>),
    /// Nothing, said so.
    Null,
    /// True or false.
    Bool(bool),
}

/// Reads the attributes of an item or a key.
///
/// # Errors
/// What is wrong with one, in AWS's words.
pub fn item(given: &BTreeMap<String, AttributeValue>) -> Result<Item, String> {
    given.iter().map(|(name, value)| Ok((name.clone(), Attribute::read(&value.0, 1)?))).collect()
}

/// Writes an item.
pub fn written(item: &Item) -> BTreeMap<String, AttributeValue> {
    item.iter().map(|(name, value)| (name.clone(), AttributeValue(value.json()))).collect()
}

/// About how many bytes an item takes: names and values.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>
pub fn size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + value.size()).sum()
}

fn invalid<T>(text: impl AsRef<str>) -> Result<T, String> {
    Err(format!("One or more parameter values were invalid: {}", text.as_ref()))
}

impl Attribute {
    /// Reads a value.
    ///
    /// # Errors
    /// What is wrong with it, in AWS's words.
    pub fn of(given: &AttributeValue) -> Result<Attribute, String> {
        Attribute::read(&given.0, 1)
    }

    fn read(given: &Value, depth: usize) -> Result<Attribute, String> {
        if depth > DEEP {
            return Err("Nesting Levels have exceeded supported limits".to_owned());
        }
        let mut members = given.as_object().into_iter().flatten();
        let Some((kind, value)) = members.next() else {
            return Err("Supplied AttributeValue is empty, must contain exactly one of the \
                        supported datatypes"
                .to_owned());
        };
        if members.next().is_some() {
            return Err("Supplied AttributeValue has more than one datatypes set, must contain \
                        exactly one of the supported datatypes"
                .to_owned());
        }
        let texts = || value.as_array().into_iter().flatten().filter_map(Value::as_str);
        match kind.as_str() {
            "S" => Ok(Attribute::S(text(value).to_owned())),
            "N" => Number::parse(text(value)).map(Attribute::N),
            "B" => Ok(Attribute::B(bytes(text(value))?)),
            "BOOL" => Ok(Attribute::Bool(value.as_bool().unwrap_or_default())),
            "NULL" if value.as_bool() == Some(true) => Ok(Attribute::Null),
            "NULL" => invalid("Null attribute value types must have the value of true"),
            "SS" => texts_of(texts().map(str::to_owned).collect()),
            "NS" => numbers_of(texts().map(Number::parse).collect::<Result<_, _>>()?),
            "BS" => blobs_of(texts().map(bytes).collect::<Result<_, _>>()?),
            "M" => {
                let members = value.as_object().into_iter().flatten();
                let read = |(name, value): (&String, &Value)| {
                    Ok((name.clone(), Attribute::read(value, depth + 1)?))
                };
                members.map(read).collect::<Result<_, String>>().map(Attribute::M)
            }
            _ => {
                let items = value.as_array().into_iter().flatten();
                let read = |value| Attribute::read(value, depth + 1);
                items.map(read).collect::<Result<_, _>>().map(Attribute::L)
            }
        }
    }

    /// As the API writes it.
    pub fn json(&self) -> Value {
        let base64 = |bytes: &Vec<u8>| Value::String(STANDARD.encode(bytes));
        match self {
            Attribute::S(text) => json!({ "S": text }),
            Attribute::N(number) => json!({ "N": number.to_string() }),
            Attribute::B(bytes) => json!({ "B": base64(bytes) }),
            Attribute::Ss(all) => json!({ "SS": all }),
            Attribute::Ns(all) => {
                json!({ "NS": all.iter().map(Number::to_string).collect::<Vec<_>>() })
            }
            Attribute::Bs(all) => json!({ "BS": all.iter().map(base64).collect::<Vec<_>>() }),
            Attribute::M(item) => {
                let members = item.iter().map(|(name, value)| (name.clone(), value.json()));
                json!({ "M": Value::Object(members.collect()) })
            }
            Attribute::L(all) => {
                json!({ "L": all.iter().map(Attribute::json).collect::<Vec<_>>() })
            }
            Attribute::Null => json!({ "NULL": true }),
            Attribute::Bool(on) => json!({ "BOOL": on }),
        }
    }

    /// The name of its type.
    pub fn kind(&self) -> &'static str {
        match self {
            Attribute::S(_) => "S",
            Attribute::N(_) => "N",
            Attribute::B(_) => "B",
            Attribute::Ss(_) => "SS",
            Attribute::Ns(_) => "NS",
            Attribute::Bs(_) => "BS",
            Attribute::M(_) => "M",
            Attribute::L(_) => "L",
            Attribute::Null => "NULL",
            Attribute::Bool(_) => "BOOL",
        }
    }

    /// About how many bytes it takes.
    fn size(&self) -> usize {
        match self {
            Attribute::S(text) => text.len(),
            Attribute::N(number) => number.size(),
            Attribute::B(bytes) => bytes.len(),
            Attribute::Ss(all) => all.iter().map(String::len).sum(),
            Attribute::Ns(all) => all.iter().map(Number::size).sum(),
            Attribute::Bs(all) => all.iter().map(Vec::len).sum(),
            Attribute::M(item) => 3 + item.len() + size(item),
            Attribute::L(all) => 3 + all.iter().map(|value| 1 + value.size()).sum::<usize>(),
            Attribute::Null | Attribute::Bool(_) => 1,
        }
    }

    /// What of a value can be compared and be part of a key, in its order.
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Attribute::S(text) => Some(Scalar::S(text.clone())),
            Attribute::N(number) => Some(Scalar::N(number.clone())),
            Attribute::B(bytes) => Some(Scalar::B(bytes.clone())),
            _ => None,
        }
    }

    /// The bare text of a scalar, as records and conditions on keys have it.
    pub fn text(&self) -> String {
        match self {
            Attribute::S(text) => text.clone(),
            Attribute::N(number) => number.to_string(),
            Attribute::B(bytes) => STANDARD.encode(bytes),
            other => other.json().to_string(),
        }
    }
}

/// A value with an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// Text, by its bytes in UTF-8.
    S(String),
    /// A number.
    N(Number),
    /// Bytes.
    B(Vec<u8>),
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let wrong = |_| "Invalid last non-pad Base64 character dectected".to_owned();
    STANDARD.decode(text).map_err(wrong)
}

fn texts_of(given: Vec<String>) -> Result<Attribute, String> {
    let all: BTreeSet<String> = given.iter().cloned().collect();
    match (given.len(), all.len()) {
        (0, _) => invalid("An string set  may not be empty"),
        (given_count, count) if given_count > count => {
            invalid(format!("Input collection [{}] contains duplicates.", given.join(", ")))
        }
        _ => Ok(Attribute::Ss(all)),
    }
}

fn numbers_of(given: Vec<Number>) -> Result<Attribute, String> {
    let count = given.len();
    let all: BTreeSet<Number> = given.into_iter().collect();
    match (count, all.len()) {
        (0, _) => invalid("An number set  may not be empty"),
        (count, kept) if count > kept => Err("Input collection contains duplicates".to_owned()),
        _ => Ok(Attribute::Ns(all)),
    }
}

fn blobs_of(given: Vec<Vec<u8>>) -> Result<Attribute, String> {
    let all: BTreeSet<Vec<u8>> = given.iter().cloned().collect();
    match (given.len(), all.len()) {
        (0, _) => invalid("Binary sets should not be empty"),
        (count, kept) if count > kept => {
            let shown: Vec<String> = given.iter().map(|bytes| STANDARD.encode(bytes)).collect();
            let shown = shown.join(", ");
            invalid(format!("Input collection [{shown}]of type BS contains duplicates."))
        }
        _ => Ok(Attribute::Bs(all)),
    }
}

//! What a pattern is held against: the values of a JSON text, each by the path to it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::number;

/// A value without parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Text.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`
    Null,
}

impl Scalar {
    /// A JSON value that has no parts.
    pub fn of(value: &Value) -> Option<Scalar> {
        match value {
            Value::String(text) => Some(Scalar::Text(text.clone())),
            Value::Number(number) => Some(Scalar::Number(number.to_string())),
            Value::Bool(truth) => Some(Scalar::Bool(*truth)),
            Value::Null => Some(Scalar::Null),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Whether two are the same: text is never a number, numbers may be written in several ways.
    pub fn same(&self, other: &Scalar) -> bool {
        match (self, other) {
            (Scalar::Number(one), Scalar::Number(other)) => {
                one == other || number::parse(one) == number::parse(other)
            }
            _ => self == other,
        }
    }

    /// As JSON writes it.
    pub fn json(&self) -> String {
        match self {
            Scalar::Text(text) => Value::from(text.as_str()).to_string(),
            Scalar::Number(text) => text.clone(),
            Scalar::Bool(truth) => truth.to_string(),
            Scalar::Null => "null".to_owned(),
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The value.
    pub value: Scalar,
    /// Of each array of objects it is in, by the array's number, which object it is of.
    pub places: BTreeMap<u32, u32>,
}

/// All values of a JSON text by their paths. Arrays are no step of a path: what an array holds is
/// there several times. An empty array is as if it were not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ground {
    values: BTreeMap<String, Vec<Held>>,
    arrays: u32,
}

impl Ground {
    /// The values of an object.
    pub fn of(value: &Value) -> Ground {
        let mut ground = Ground::default();
        ground.object("", value, &BTreeMap::new());
        ground
    }

    /// Adds a value that stands in no array of objects.
    pub fn put(&mut self, path: &str, value: Scalar) {
        let held = Held { value, places: BTreeMap::new() };
        self.values.entry(path.to_owned()).or_default().push(held);
    }

    /// The values at a path.
    pub fn at(&self, path: &str) -> &[Held] {
        self.values.get(path).map_or(&[], Vec::as_slice)
    }

    fn object(&mut self, path: &str, value: &Value, places: &BTreeMap<u32, u32>) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            self.value(&path, value, places);
        }
    }

    fn value(&mut self, path: &str, value: &Value, places: &BTreeMap<u32, u32>) {
        match value {
            Value::Object(_) => self.object(path, value, places),
            Value::Array(items) => {
                let array = self.arrays;
                self.arrays += 1;
                for (nth, item) in (0..).zip(items) {
                    if item.is_object() {
                        let mut places = places.clone();
                        places.insert(array, nth);
                        self.object(path, item, &places);
                    } else {
                        self.value(path, item, places);
                    }
                }
            }
            _ => {
                let Some(value) = Scalar::of(value) else { return };
                let held = Held { value, places: places.clone() };
                self.values.entry(path.to_owned()).or_default().push(held);
            }
        }
    }
}

//! What a request brings along for conditions and variables to ask about.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The value or values of one condition key.
#[derive(Clone, Debug, PartialEq)]
pub enum Values<'a> {
    /// A single-valued key.
    One(Cow<'a, str>),
    /// A multivalued key.
    Many(Vec<Cow<'a, str>>),
}

impl<'a> Values<'a> {
    /// A single value.
    pub fn one(value: impl Into<Cow<'a, str>>) -> Values<'a> {
        Values::One(value.into())
    }

    /// One value or many, as there are; no values are no key.
    pub fn of(values: &'a [String]) -> Option<Values<'a>> {
        match values {
            [] => None,
            [value] => Some(Values::one(value.as_str())),
            values => {
                Some(Values::Many(values.iter().map(|v| Cow::Borrowed(v.as_str())).collect()))
            }
        }
    }

    /// Every value.
    pub fn as_slice(&self) -> &[Cow<'a, str>] {
        match self {
            Values::One(value) => std::slice::from_ref(value),
            Values::Many(values) => values,
        }
    }
}

/// The request context. Keys are worked out when a policy asks for them, so that a request costs
/// nothing for the many no policy asks about.
pub trait Context {
    /// The values of a key, named in small letters; `None` when the request does not have it.
    fn get(&self, key: &str) -> Option<Values<'_>>;
}

/// A context written out, under keys in small letters.
impl Context for BTreeMap<String, Vec<String>> {
    fn get(&self, key: &str) -> Option<Values<'_>> {
        BTreeMap::get(self, key).and_then(|values| Values::of(values))
    }
}

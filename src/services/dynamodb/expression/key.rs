//! Which items a query is about: one partition, and a stretch of its sort key.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html>

use std::collections::BTreeMap;

use super::Kind;
use super::condition::{Comparison, Condition, Operand};
use super::holds;
use super::names::Names;
use crate::services::dynamodb::state::{Part, Schema};
use crate::services::dynamodb::value::Attribute;

/// What a query asks of keys.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyCondition {
    /// The partition.
    pub hash: Attribute,
    /// What is asked of the sort key.
    range: Option<Test>,
}

/// What is asked of one key.
#[derive(Clone, Debug, PartialEq)]
enum Test {
    Compares(Comparison, Attribute),
    Between(Attribute, Attribute),
    BeginsWith(Attribute),
}

impl Test {
    fn values(&self) -> Vec<&Attribute> {
        match self {
            Test::Compares(_, value) | Test::BeginsWith(value) => vec![value],
            Test::Between(least, most) => vec![least, most],
        }
    }

    fn holds(&self, value: &Attribute) -> bool {
        match self {
            Test::Compares(comparison, other) => holds::compare(value, *comparison, other),
            Test::Between(least, most) => {
                holds::compare(value, Comparison::AtLeast, least)
                    && holds::compare(value, Comparison::AtMost, most)
            }
            Test::BeginsWith(with) => holds::begins(value, with),
        }
    }
}

/// What is asked of each attribute named.
type Tests = BTreeMap<String, Test>;

impl KeyCondition {
    /// Reads one for a table with these keys.
    ///
    /// # Errors
    /// In AWS's words.
    pub fn read(text: &str, names: &mut Names, schema: &Schema) -> Result<KeyCondition, String> {
        let condition = Condition::read(Kind::Key, text, names)?;
        let mut tests = Tests::new();
        collect(&condition, &mut tests)?;
        let given = tests.len();
        let hash = match tests.remove(&schema.hash.name) {
            None => {
                return Err(format!(
                    "Query condition missed key schema element: {}",
                    schema.hash.name
                ));
            }
            Some(test) => typed(test, &schema.hash)?,
        };
        let Test::Compares(Comparison::Equal, hash) = hash else {
            return Err("Query key condition not supported".to_owned());
        };
        let range = match &schema.range {
            Some(key) => tests.remove(&key.name).map(|test| typed(test, key)).transpose()?,
            None => None,
        };
        if tests.is_empty() {
            return Ok(KeyCondition { hash, range });
        }
        match &schema.range {
            Some(key) if given == 2 => {
                Err(format!("Query condition missed key schema element: {}", key.name))
            }
            None if given == 2 => Err("Query key condition not supported".to_owned()),
            _ => Err("Conditions can be of length 1 or 2 only".to_owned()),
        }
    }

    /// Whether it holds of a sort key.
    pub fn takes(&self, range: Option<&Attribute>) -> bool {
        match (&self.range, range) {
            (Some(test), Some(value)) => test.holds(value),
            (Some(_), None) => false,
            (None, _) => true,
        }
    }
}

fn typed(test: Test, key: &Part) -> Result<Test, String> {
    match test.values().iter().all(|value| value.kind() == key.kind) {
        true => Ok(test),
        false => {
            Err("One or more parameter values were invalid: Condition parameter type does not \
                      match schema type"
                .to_owned())
        }
    }
}

fn collect(condition: &Condition, tests: &mut Tests) -> Result<(), String> {
    let operator =
        |name: &str| Err(format!("Invalid operator used in KeyConditionExpression: {name}"));
    match condition {
        Condition::And(one, two) => {
            collect(one, tests)?;
            collect(two, tests)
        }
        Condition::Or(..) => operator("OR"),
        Condition::Not(_) => operator("NOT"),
        Condition::In(..) => operator("IN"),
        Condition::Exists(_) => operator("attribute_exists"),
        Condition::NotExists(_) => operator("attribute_not_exists"),
        Condition::Type(..) => operator("attribute_type"),
        Condition::Contains(..) => operator("contains"),
        Condition::Compares(_, Comparison::Unequal, _) => operator("<>"),
        Condition::Compares(one, comparison, two) => {
            let (key, comparison, value) = match (one, two) {
                (Operand::Value(value), other) => (other, turned(*comparison), value),
                (other, Operand::Value(value)) => (other, *comparison, value),
                _ => return Err(of_keys("Multiple attribute names used in one condition")),
            };
            add(tests, key, Test::Compares(comparison, value.clone()))
        }
        Condition::Between(key, Operand::Value(least), Operand::Value(most)) => {
            first(key, "BETWEEN")?;
            add(tests, key, Test::Between(least.clone(), most.clone()))
        }
        Condition::BeginsWith(key, Operand::Value(with)) => {
            first(key, "begins_with")?;
            add(tests, key, Test::BeginsWith(with.clone()))
        }
        Condition::Between(..) | Condition::BeginsWith(..) => {
            Err(of_keys("Multiple attribute names used in one condition"))
        }
    }
}

fn of_keys(why: &str) -> String {
    format!("Invalid condition in KeyConditionExpression: {why}")
}

fn first(key: &Operand, operator: &str) -> Result<(), String> {
    match key {
        Operand::Value(_) => Err(of_keys(&format!(
            "{operator} operator must have the key attribute as its first operand"
        ))),
        _ => Ok(()),
    }
}

fn add(tests: &mut Tests, key: &Operand, test: Test) -> Result<(), String> {
    let path = match key {
        Operand::Path(path) => path,
        Operand::Size(_) => {
            return Err("KeyConditionExpressions cannot contain nested operations".to_owned());
        }
        Operand::Value(_) => return Err(of_keys("No key attribute specified")),
    };
    if path.is_nested() {
        let text = "KeyConditionExpressions cannot have conditions on nested attributes";
        return Err(text.to_owned());
    }
    match tests.insert(path.head().to_owned(), test) {
        Some(_) => {
            Err("KeyConditionExpressions must only contain one condition per key".to_owned())
        }
        None => Ok(()),
    }
}

/// `:v < key` is `key > :v`.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

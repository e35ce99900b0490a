//! What `#name` and `:value` stand for, and which of them a request used.

use std::collections::{BTreeMap, BTreeSet};

use super::super::shapes::AttributeValue;
use super::super::value::Attribute;

/// The names and values that come with the expressions of a request.
#[derive(Debug, Default)]
pub struct Names {
    names: BTreeMap<String, String>,
    values: BTreeMap<String, Attribute>,
    used: BTreeSet<String>,
}

/// The members of a request that hold expressions: their names, and whether each is given.
type Given<'a> = &'a [(&'static str, bool)];

fn sound(key: &str, sign: char) -> bool {
    let rest = key.strip_prefix(sign).unwrap_or_default();
    !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl Names {
    /// Reads both members. `expressions` are those of the request, of which `with_values` may use
    /// values.
    ///
    /// # Errors
    /// They are there without an expression, empty, or wrong.
    pub fn read(
        names: Option<&BTreeMap<String, String>>,
        values: Option<&BTreeMap<String, AttributeValue>>,
        expressions: Given<'_>,
    ) -> Result<Names, String> {
        let given = |name: &str| expressions.iter().any(|(other, is)| *other == name && *is);
        if names.is_some() && !expressions.iter().any(|(_, given)| *given) {
            return Err(
                "ExpressionAttributeNames can only be specified when using expressions".to_owned()
            );
        }
        let with_values = || expressions.iter().map(|(name, _)| *name).filter(takes_values);
        if values.is_some() && !with_values().any(given) {
            let all: Vec<&str> = with_values().collect();
            let verb = if all.len() > 1 { "are" } else { "is" };
            return Err(format!(
                "ExpressionAttributeValues can only be specified when using expressions: {} {verb} \
                 null",
                all.join(" and ")
            ));
        }
        let names = names.map(named).transpose()?.unwrap_or_default();
        let values = values.map(valued).transpose()?.unwrap_or_default();
        Ok(Names { names, values, used: BTreeSet::new() })
    }

    /// What a name stands for.
    pub(super) fn name(&mut self, key: &str) -> Result<String, String> {
        let found = self.names.get(key).cloned();
        self.used.insert(key.to_owned());
        found.ok_or_else(|| {
            format!(
                "An expression attribute name used in the document path is not defined; attribute \
                 name: {key}"
            )
        })
    }

    /// What a value stands for.
    pub(super) fn value(&mut self, key: &str) -> Result<Attribute, String> {
        let found = self.values.get(key).cloned();
        self.used.insert(key.to_owned());
        found.ok_or_else(|| {
            format!(
                "An expression attribute value used in expression is not defined; attribute value: \
                 {key}"
            )
        })
    }

    /// Ends reading: everything given must have been used.
    ///
    /// # Errors
    /// What was not.
    pub fn end(&self) -> Result<(), String> {
        let idle = |keys: Vec<&String>| -> Vec<String> {
            keys.into_iter().filter(|key| !self.used.contains(*key)).cloned().collect()
        };
        let members = [
            ("ExpressionAttributeNames", idle(self.names.keys().collect())),
            ("ExpressionAttributeValues", idle(self.values.keys().collect())),
        ];
        match members.into_iter().find(|(_, idle)| !idle.is_empty()) {
            Some((member, idle)) => Err(format!(
                "Value provided in {member} unused in expressions: keys: {{{}}}",
                idle.join(", ")
            )),
            None => Ok(()),
        }
    }
}

fn takes_values(expression: &&'static str) -> bool {
    *expression != "ProjectionExpression"
}

fn named(given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
    if given.is_empty() {
        return Err("ExpressionAttributeNames must not be empty".to_owned());
    }
    match given.keys().find(|key| !sound(key, '#')) {
        Some(key) => Err(format!(
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"{key}\""
        )),
        None => Ok(given.clone()),
    }
}

fn valued(given: &BTreeMap<String, AttributeValue>) -> Result<BTreeMap<String, Attribute>, String> {
    if given.is_empty() {
        return Err("ExpressionAttributeValues must not be empty".to_owned());
    }
    if let Some(key) = given.keys().find(|key| !sound(key, ':')) {
        return Err(format!(
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \"{key}\""
        ));
    }
    let read = |(key, value): (&String, &AttributeValue)| match Attribute::of(value) {
        Ok(value) => Ok((key.clone(), value)),
        Err(why) => {
            Err(format!("ExpressionAttributeValues contains invalid value: {why} for key {key}"))
        }
    };
    given.iter().map(read).collect()
}

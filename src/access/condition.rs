//! The `Condition` element.
//!
//! Operators are AND, keys inside an operator AND, values OR; for negated operators no value may
//! match.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html>

use std::borrow::Cow;

use serde_json::Value;

use super::context::Context;
use super::operator::{self, Compare};
use super::trace::Verdict;
use super::variables::{Template, Use};

/// One key under one operator.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Condition {
    /// The operator as written: `ForAnyValue:StringLikeIfExists`.
    pub operator: String,
    /// The key as written: `aws:RequestedRegion`.
    pub key: String,
    /// The values the policy wants.
    pub values: Vec<Template>,
    /// The key in small letters: names of keys know no case.
    lower_key: String,
    compare: Compare,
    negated: bool,
    if_exists: bool,
    set: Set,
}

/// How a key with several values is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Set {
    /// No set operator.
    One,
    /// `ForAllValues:`.
    All,
    /// `ForAnyValue:`.
    Any,
}

/// Reads a `Condition` element; `variables` tells whether the policy's version knows them.
/// `None` when it is not well-formed.
pub(super) fn parse(element: &Value, variables: bool) -> Option<Vec<Condition>> {
    let mut conditions = Vec::new();
    for (name, keys) in element.as_object()? {
        let keys = keys.as_object()?;
        let operator = operator(name);
        for (key, values) in keys {
            // IAM takes an operator it does not know as long as there is nothing under it.
            let (set, compare, negated, if_exists) = operator?;
            let read = |text: &String| match compare.variables() {
                Some(_) if variables => Template::parse(text),
                _ => Template::plain(text),
            };
            conditions.push(Condition {
                operator: name.clone(),
                key: key.clone(),
                values: scalars(values)?.iter().map(read).collect(),
                lower_key: key.to_ascii_lowercase(),
                compare,
                negated,
                if_exists,
                set,
            });
        }
    }
    Some(conditions)
}

/// Whether there is an operator of this name.
pub(super) fn is_operator(name: &str) -> bool {
    operator(name).is_some()
}

/// Takes an operator's name apart.
fn operator(name: &str) -> Option<(Set, Compare, bool, bool)> {
    let (set, rest) = match name.split_once(':') {
        Some(("ForAllValues", rest)) => (Set::All, rest),
        Some(("ForAnyValue", rest)) => (Set::Any, rest),
        Some(_) => return None,
        None => (Set::One, name),
    };
    let (base, if_exists) = match rest.strip_suffix("IfExists") {
        Some(base) => (base, true),
        None => (rest, false),
    };
    let (compare, negated) = operator::named(base)?;
    Some((set, compare, negated, if_exists))
}

/// A value or an array of values; numbers and booleans may stand without quotation marks.
fn scalars(value: &Value) -> Option<Vec<String>> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().map(scalar).collect(),
        value => scalar(value).map(|text| vec![text]),
    }
}

impl Condition {
    /// Whether it holds for a request.
    pub fn holds(&self, context: &dyn Context) -> bool {
        let found = context.get(&self.lower_key);
        let found = found.as_ref().map(|found| found.as_slice()).filter(|found| !found.is_empty());
        if self.compare == Compare::Null {
            let absent = if found.is_none() { "true" } else { "false" };
            return self.values.iter().any(|v| v.written().eq_ignore_ascii_case(absent));
        }
        // To a set operator values that are all empty are no values.
        let null = |found: &&[Cow<'_, str>]| found.iter().all(|value| value.is_empty());
        match found.filter(|found| self.set == Set::One || !null(found)) {
            None if self.if_exists => true,
            None => match self.set {
                Set::All => true,
                Set::Any => false,
                Set::One => self.negated,
            },
            Some(found) => {
                let wanted: Vec<Cow<'_, str>> = self.filled(context).collect();
                let passes = |value: &Cow<'_, str>| {
                    let matched = wanted.iter().any(|wanted| self.compare.agree(wanted, value));
                    matched != self.negated
                };
                match self.set {
                    Set::All => found.iter().all(passes),
                    // A negated operator without a set operator must pass for every value.
                    Set::One if self.negated => found.iter().all(passes),
                    Set::One | Set::Any => found.iter().any(passes),
                }
            }
        }
    }

    /// The wanted values with variables filled in; one that cannot be is left out, since there is
    /// no value equal or like it.
    fn filled<'a>(&'a self, context: &'a dyn Context) -> impl Iterator<Item = Cow<'a, str>> {
        let purpose = self.compare.variables().unwrap_or(Use::Text);
        self.values.iter().filter_map(move |value| value.fill(context, purpose))
    }

    /// Says that it does not hold, with what was wanted and what was found.
    pub(super) fn failed(&self, context: &dyn Context) -> Verdict {
        // Shown to people: filled in, but without the marks a pattern needs.
        let show = |value: &Template| match value.fill(context, Use::Text) {
            Some(text) if self.compare.variables().is_some() => text.into_owned(),
            _ => value.written().to_owned(),
        };
        let found = context.get(&self.lower_key);
        Verdict::Condition {
            operator: self.operator.clone(),
            key: self.key.clone(),
            wanted: self.values.iter().map(show).collect(),
            found: found.map(|values| values.as_slice().iter().map(|v| v.to_string()).collect()),
        }
    }
}

//! Dashboard variables: what may be chosen, and what a choice makes of a body.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::body::Body;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::telemetry::{MetricSource, search};

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its id.
    pub id: String,
    /// What is written beside it.
    pub label: String,
    /// What it changes.
    pub changes: Changes,
    /// How a value is given.
    pub input: Input,
    /// The values to choose from, with their labels.
    pub values: Vec<(String, String)>,
    /// Whose values they are, if they are found by a search: the search and a dimension.
    pub search: Option<(String, String)>,
    /// The value at the beginning.
    pub default: Option<String>,
    /// Whether it is to be seen.
    pub visible: bool,
}

/// What a variable changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Changes {
    /// Every property of this name in the widgets, and every dimension of this name.
    Property(String),
    /// This text wherever it stands in the widgets.
    Pattern(String),
}

/// How a value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Typed.
    Text,
    /// Chosen from a list.
    Select,
    /// Chosen among buttons.
    Radio,
}

/// What stands for the first value that a search finds.
const FIRST: &str = "__FIRST";

/// The variables of a body, in order.
pub fn read(body: &Body) -> Vec<Variable> {
    let all = body.other.get("variables").and_then(Value::as_array);
    let mut patterns = 0;
    let one = |value: &Value| variable(value.as_object()?, &mut patterns);
    all.into_iter().flatten().filter_map(one).collect()
}

fn variable(members: &Map<String, Value>, patterns: &mut u32) -> Option<Variable> {
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let changes = match text("type")?.as_str() {
        "property" => Changes::Property(text("property")?),
        "pattern" => {
            *patterns += 1;
            Changes::Pattern(text("pattern").filter(|pattern| !pattern.is_empty())?)
        }
        _ => return None,
    };
    let input = match text("inputType")?.as_str() {
        "input" => Input::Text,
        "select" => Input::Select,
        "radio" => Input::Radio,
        _ => return None,
    };
    // Without a label the property is shown, and patterns are counted.
    let label = text("label").unwrap_or_else(|| match &changes {
        Changes::Property(name) => name.clone(),
        Changes::Pattern(_) => format!("pattern_{patterns}"),
    });
    let value = |value: &Value| {
        let given = written(value.get("value")?)?;
        let label = value.get("label").and_then(Value::as_str).unwrap_or(&given);
        Some((given.clone(), label.to_owned()))
    };
    let values = members.get("values").and_then(Value::as_array).into_iter().flatten();
    Some(Variable {
        id: text("id")?,
        label,
        changes,
        input,
        values: values.filter_map(value).collect(),
        search: text("search").zip(text("populateFrom")),
        default: members.get("defaultValue").and_then(written),
        visible: members.get("visible").and_then(Value::as_bool) != Some(false),
    })
}

/// A text, a number or a truth value as text.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

impl Variable {
    /// The values to choose from: those given, or those that the search finds, in the order of the
    /// alphabet.
    pub fn choices(
        &self,
        source: &dyn MetricSource,
        scope: Scope,
        now: Time,
    ) -> Vec<(String, String)> {
        let Some((text, dimension)) = &self.search else { return self.values.clone() };
        let Ok(search) = search::parse(text) else { return Vec::new() };
        let found = search.find(source, scope, now);
        let values = found.iter().filter_map(|metric| {
            let mut pairs = metric.dimensions.iter();
            pairs.find(|(name, _)| name == dimension).map(|(_, value)| value.clone())
        });
        let mut values: Vec<String> = values.collect();
        values.sort();
        values.dedup();
        values.into_iter().map(|value| (value.clone(), value)).collect()
    }

    /// The value in force: the one that was chosen, else the default. Of a list it must be one that
    /// can be chosen. `None` leaves the widgets as they are written.
    pub fn value(&self, chosen: Option<&String>, choices: &[(String, String)]) -> Option<String> {
        let listed = |value: &&String| {
            self.input == Input::Text || choices.iter().any(|(choice, _)| choice == *value)
        };
        if let Some(value) = chosen.filter(listed) {
            return Some(value.clone()).filter(|value| !value.is_empty());
        }
        match self.default.as_deref() {
            Some(FIRST) => choices.first().map(|(value, _)| value.clone()),
            _ => self.default.clone().filter(|value| listed(&value)),
        }
    }
}

/// The body with values in the place of what its variables change.
pub fn apply(body: &Body, values: &[(&Variable, String)]) -> Body {
    let mut whole = body.value();
    let Some(widgets) = whole.get_mut("widgets") else { return body.clone() };
    for (variable, value) in values {
        match &variable.changes {
            Changes::Property(name) => property(widgets, name, value),
            Changes::Pattern(pattern) => replace(widgets, pattern, value),
        }
    }
    Body::read(&whole.to_string()).unwrap_or_else(|| body.clone())
}

/// Gives every property of this name, and every dimension, another value.
fn property(value: &mut Value, name: &str, new: &str) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                match key == name && (member.is_string() || member.is_number()) {
                    true => *member = alike(member, new),
                    false => property(member, name, new),
                }
            }
        }
        Value::Array(items) => {
            // In a metric the dimension's value follows its name: namespace, metric, then pairs.
            let mut places = (2..items.len().saturating_sub(1)).step_by(2);
            let is = |place: &usize| items.get(*place).and_then(Value::as_str) == Some(name);
            let place = places.find(is);
            if let Some(value) = place.and_then(|place| items.get_mut(place + 1))
                && value.is_string()
            {
                *value = Value::from(new);
            }
            items.iter_mut().for_each(|item| property(item, name, new));
        }
        _ => {}
    }
}

/// A number stays a number where the new value is one.
fn alike(old: &Value, new: &str) -> Value {
    match (old, new.parse::<i64>()) {
        (Value::Number(_), Ok(number)) => Value::from(number),
        _ => Value::from(new),
    }
}

/// Puts another text in the place of one, wherever it stands.
fn replace(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) => *text = text.replace(old, new),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old, new)),
        Value::Object(members) => {
            // Names of properties change too.
            let all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            for (key, mut member) in all {
                replace(&mut member, old, new);
                members.insert(key.replace(old, new), member);
            }
        }
        _ => {}
    }
}

/// Values by the ids of variables.
pub type Values = BTreeMap<String, String>;

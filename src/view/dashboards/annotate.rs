//! Annotations of a graph, as the form of a widget shows and changes them: lines across, and marks
//! in time. What the form does not show of one stays in it.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metric-Widget-Annotation-Format>

use serde_json::{Map, Value, json};

use crate::number;
use crate::sim::time::Time;

/// A kind of annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line across, at a value.
    Horizontal,
    /// A mark in time.
    Vertical,
}

/// What is shaded between two edges, in the console's word; a body has an array of two then.
pub const BETWEEN: &str = "between";
/// Nothing is shaded.
pub const NONE: &str = "none";

impl Kind {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Horizontal => "horizontal",
            Kind::Vertical => "vertical",
        }
    }

    /// What can be shaded, by AWS's words.
    pub fn fills(self) -> [&'static str; 4] {
        match self {
            Kind::Horizontal => [NONE, "above", "below", BETWEEN],
            Kind::Vertical => [NONE, "before", "after", BETWEEN],
        }
    }

    /// The text that stands for what is typed; `None` when it is no value of this kind.
    pub fn read(self, typed: &str) -> Option<String> {
        match self {
            Kind::Horizontal => {
                let value = number::parse(typed.trim()).filter(|value| value.is_finite())?;
                Some(value.to_string())
            }
            Kind::Vertical => Time::parse(typed).map(Time::iso_millis),
        }
    }

    /// A value as a body has it.
    fn value(self, text: &str) -> Value {
        match (self, number::parse(text)) {
            (Kind::Horizontal, Some(value)) if value.fract() == 0.0 && value.abs() < 1e15 => {
                json!(value as i64)
            }
            (Kind::Horizontal, Some(value)) => json!(value),
            _ => json!(text),
        }
    }
}

/// An annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Where it is: a number, or an instant.
    pub value: String,
    /// Where its other edge is, if it is a band.
    pub until: Option<String>,
    /// What stands at it.
    pub label: String,
    /// What stands at its other edge.
    pub until_label: String,
    /// What is shaded.
    pub fill: String,
    /// Its colour, when it has one of its own.
    pub color: Option<String>,
    /// Whether it belongs to the right axis.
    pub right: bool,
    /// Whether it is not to be seen.
    pub hidden: bool,
}

impl Note {
    /// An annotation as a body has it.
    pub fn of(given: &Value) -> Note {
        let (first, last) = edges(given);
        let word = |name: &str| first.get(name).and_then(Value::as_str);
        let value = |edge: &Map<String, Value>| match edge.get("value") {
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        };
        let label = |edge: &Map<String, Value>| {
            edge.get("label").and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let fill = if last.is_some() { BETWEEN } else { word("fill").unwrap_or(NONE) };
        Note {
            value: value(&first),
            until: last.as_ref().map(value),
            label: label(&first),
            until_label: last.as_ref().map(label).unwrap_or_default(),
            fill: fill.to_owned(),
            color: word("color").map(str::to_owned),
            right: word("yAxis") == Some("right"),
            hidden: first.get("visible").and_then(Value::as_bool) == Some(false),
        }
    }

    /// The same with something else shaded: a band begins with both edges at one place.
    pub fn filled(self, fill: String) -> Note {
        let between = fill == BETWEEN;
        let until = self.until.clone().unwrap_or_else(|| self.value.clone());
        Note { until: between.then_some(until), fill, ..self }
    }

    /// The annotation as a body has it, with what else was in it.
    pub fn onto(self, kind: Kind, given: &Value) -> Value {
        let (mut first, last) = edges(given);
        let set = |edge: &mut Map<String, Value>, name: &str, value: Option<Value>| match value {
            Some(value) => drop(edge.insert(name.to_owned(), value)),
            None => drop(edge.shift_remove(name)),
        };
        let label = |text: &str| Some(json!(text)).filter(|_| !text.is_empty());
        let fill = Some(self.fill.as_str()).filter(|fill| ![NONE, BETWEEN].contains(fill));
        set(&mut first, "label", label(&self.label));
        set(&mut first, "value", Some(kind.value(&self.value)));
        set(&mut first, "fill", fill.map(|fill| json!(fill)));
        set(&mut first, "color", self.color.map(|color| json!(color)));
        if self.right || first.get("yAxis").and_then(Value::as_str) == Some("right") {
            set(&mut first, "yAxis", self.right.then(|| json!("right")));
        }
        if self.hidden || first.get("visible") == Some(&json!(false)) {
            set(&mut first, "visible", self.hidden.then(|| json!(false)));
        }
        let Some(until) = self.until else { return Value::Object(first) };
        let mut last = last.unwrap_or_default();
        set(&mut last, "value", Some(kind.value(&until)));
        set(&mut last, "label", label(&self.until_label));
        json!([first, last])
    }
}

/// The one edge of an annotation, and the other if it is a band.
fn edges(given: &Value) -> (Map<String, Value>, Option<Map<String, Value>>) {
    let object = |value: &Value| value.as_object().cloned().unwrap_or_default();
    match given {
        Value::Array(both) => {
            (both.first().map(object).unwrap_or_default(), both.get(1).map(object))
        }
        one => (object(one), None),
    }
}

//! What a field holds.

use std::cmp::Ordering;

use crate::number;
use crate::sim::time::Time;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The field is not there.
    Missing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// An instant.
    Instant(Time),
}

impl From<bool> for Value {
    /// What holds is 1, what does not is 0, as results show it.
    fn from(holds: bool) -> Value {
        Value::Number(f64::from(u8::from(holds)))
    }
}

impl Value {
    /// A text that is a value.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// What a result shows; nothing if it is not there. Numbers have four decimal places at most.
    pub fn shown(&self) -> Option<String> {
        match self {
            Value::Missing => None,
            Value::Text(text) => Some(text.clone()),
            Value::Number(value) => Some(decimals(*value)),
            Value::Instant(at) => Some(at.format("%Y-%m-%d %H:%M:%S%.3f")),
        }
    }

    /// The number it is, or that its text says; of an instant, its milliseconds since 1970.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Missing => None,
            Value::Text(text) => number::parse(text.trim()),
            Value::Number(value) => Some(*value),
            Value::Instant(at) => Some(at.as_millis() as f64),
        }
    }

    /// Whether a condition that comes to this holds.
    pub fn holds(&self) -> bool {
        self.number().is_some_and(|value| value != 0.0)
    }

    /// How it compares: as numbers where both are, else as texts. What is missing compares with
    /// nothing.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        if let (Some(one), Some(two)) = (self.number(), other.number()) {
            return one.partial_cmp(&two);
        }
        Some(self.shown()?.cmp(&other.shown()?))
    }

    /// The order of rows: what is missing first, then numbers, then texts.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html>
    pub fn order(&self, other: &Value) -> Ordering {
        let rank = |value: &Value| match (value.number(), value.shown()) {
            (Some(_), _) => 1,
            (None, Some(_)) => 2,
            (None, None) => 0,
        };
        let ranks = rank(self).cmp(&rank(other));
        ranks.then_with(|| self.compare(other).unwrap_or(Ordering::Equal))
    }
}

/// A number with four decimal places at most, and none that are noughts.
fn decimals(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

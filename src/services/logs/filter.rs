//! Metric filters: events turned into numbers.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html>

use super::pattern::{Extracted, Pattern};
use super::shapes::MetricTransformation;
use crate::sim::real::Real;
use crate::sim::time::Time;
use crate::telemetry::MetricId;

/// A metric filter.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct MetricFilter {
    /// Its name.
    pub name: String,
    /// Its pattern as written.
    pub text: String,
    /// Its pattern.
    pub pattern: Pattern,
    /// When it was made.
    pub created: Time,
    /// The namespace of its metric.
    pub namespace: String,
    /// The name of its metric.
    pub metric: String,
    /// What it tells: a number, or what the pattern reads out.
    pub value: String,
    /// What it tells of a minute in which events came in and none matched.
    pub default: Option<Real>,
    /// The unit of its metric.
    pub unit: &'static str,
    /// Whether the unit was given.
    pub names_unit: bool,
    /// The dimensions: names, and what the pattern reads out for them.
    pub dimensions: Vec<(String, String)>,
}

/// What a filter makes of an event.
pub enum Read {
    /// The event matches.
    Value {
        /// The dimensions it has.
        dimensions: Vec<(String, String)>,
        /// The value.
        value: f64,
    },
    /// It does not, and the filter has something to say of that.
    Default(f64),
    /// Nothing.
    Nothing,
}

impl MetricFilter {
    /// What it makes of an event. One that has no number, or lacks a dimension, tells nothing.
    pub fn read(&self, message: &str) -> Read {
        let Some(found) = self.pattern.extract(message) else {
            return self.default.map_or(Read::Nothing, |value| Read::Default(value.get()));
        };
        let value = given(&self.value, &found).and_then(|text| text.parse::<f64>().ok());
        let value = value.filter(|value| value.is_finite());
        let dimension = |(name, source): &(String, String)| {
            given(source, &found).map(|value| (name.clone(), value.to_owned()))
        };
        let dimensions: Option<Vec<_>> = self.dimensions.iter().map(dimension).collect();
        match value.zip(dimensions) {
            Some((value, dimensions)) => Read::Value { dimensions, value },
            None => Read::Nothing,
        }
    }

    /// Its metric with these dimensions.
    pub fn metric_with(&self, dimensions: Vec<(String, String)>) -> MetricId {
        MetricId::new(&self.namespace, &self.metric, dimensions)
    }

    /// As the API has it.
    pub fn transformation(&self) -> MetricTransformation {
        let dimensions = self.dimensions.iter().cloned();
        MetricTransformation {
            name: self.metric.clone(),
            namespace: self.namespace.clone(),
            value: self.value.clone(),
            default: self.default.map(Real::get),
            dimensions: (!self.dimensions.is_empty()).then(|| dimensions.collect()),
            unit: self.names_unit.then(|| self.unit.to_owned()),
        }
    }
}

/// A text as it is, or what a selector in it found.
fn given<'a>(text: &'a str, found: &'a Extracted) -> Option<&'a str> {
    match text.starts_with('$') {
        true => found.get(text).map(String::as_str),
        false => Some(text),
    }
}

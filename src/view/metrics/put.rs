//! The form that publishes data: in every form PutMetricData takes.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html>

use serde_json::{Value, json};

use crate::number;
use crate::services::Request;
use crate::sim::time::{Span, Time};

/// What is typed into the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The namespace.
    pub namespace: String,
    /// The metric's name.
    pub name: String,
    /// `host=a, zone=b`.
    pub dimensions: String,
    /// In which form the data is.
    pub kind: Kind,
    /// The value; or values, or the sum of a statistic set.
    pub value: String,
    /// Counts of values, or the number of samples of a set.
    pub counts: String,
    /// The least of a set.
    pub minimum: String,
    /// The greatest of a set.
    pub maximum: String,
    /// AWS's name of the unit.
    pub unit: String,
    /// Whether it is of high resolution.
    pub fine: bool,
    /// Minutes from now: behind it if negative, now if empty.
    pub minutes: String,
}

/// A form of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One value.
    Value,
    /// Several with their counts.
    Values,
    /// Count, sum, least and greatest.
    Set,
}

/// A field in which something is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields of Form")]
pub enum Field {
    Value,
    Counts,
    Minimum,
    Maximum,
    Minutes,
    Dimensions,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Value, Kind::Values, Kind::Set];

    /// AWS's member for it, by which the form knows it too.
    pub fn member(self) -> &'static str {
        match self {
            Kind::Value => "Value",
            Kind::Values => "Values",
            Kind::Set => "StatisticValues",
        }
    }

    /// The kind of this member.
    pub fn named(member: &str) -> Kind {
        Kind::ALL.into_iter().find(|kind| kind.member() == member).unwrap_or(Kind::Value)
    }
}

impl Default for Form {
    fn default() -> Form {
        Form {
            namespace: "MyApp".to_owned(),
            name: "orders".to_owned(),
            dimensions: String::new(),
            kind: Kind::Value,
            value: String::new(),
            counts: String::new(),
            minimum: String::new(),
            maximum: String::new(),
            unit: "Count".to_owned(),
            fine: false,
            minutes: String::new(),
        }
    }
}

impl Form {
    /// What it asks AWS for. What AWS would refuse (times, sizes) it may refuse itself.
    ///
    /// # Errors
    /// The first field that cannot be read.
    pub fn request(&self, now: Time) -> Result<Request, Field> {
        let mut datum = json!({ "MetricName": self.name, "Unit": self.unit });
        let mut add = |name: &str, value: Value| {
            if let Some(members) = datum.as_object_mut() {
                members.insert(name.to_owned(), value);
            }
        };
        let dimensions = self.dimensions()?;
        if !dimensions.is_empty() {
            add("Dimensions", json!(dimensions));
        }
        if let Some(minutes) = optional(&self.minutes, Field::Minutes)? {
            let time = now + Span::secs((minutes * 60.0) as i64);
            add("Timestamp", json!(time.rfc3339()));
        }
        match self.kind {
            Kind::Value => add("Value", json!(one(&self.value, Field::Value)?)),
            Kind::Values => {
                add("Values", json!(several(&self.value, Field::Value)?));
                if !self.counts.trim().is_empty() {
                    add("Counts", json!(several(&self.counts, Field::Counts)?));
                }
            }
            Kind::Set => add(
                "StatisticValues",
                json!({
                    "SampleCount": one(&self.counts, Field::Counts)?,
                    "Sum": one(&self.value, Field::Value)?,
                    "Minimum": one(&self.minimum, Field::Minimum)?,
                    "Maximum": one(&self.maximum, Field::Maximum)?,
                }),
            ),
        }
        if self.fine {
            add("StorageResolution", json!(1));
        }
        let input = json!({ "Namespace": self.namespace, "MetricData": [datum] });
        Request::decode("cloudwatch", "PutMetricData", input).map_err(|_| Field::Value)
    }

    fn dimensions(&self) -> Result<Vec<Value>, Field> {
        let pairs = self.dimensions.split(',').map(str::trim).filter(|pair| !pair.is_empty());
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').ok_or(Field::Dimensions)?;
            Ok(json!({ "Name": name.trim(), "Value": value.trim() }))
        };
        pairs.map(pair).collect()
    }
}

fn one(text: &str, field: Field) -> Result<f64, Field> {
    number::parse(text.trim()).filter(|number| number.is_finite()).ok_or(field)
}

fn optional(text: &str, field: Field) -> Result<Option<f64>, Field> {
    if text.trim().is_empty() { Ok(None) } else { one(text, field).map(Some) }
}

/// Numbers between commas or spaces; at least one.
fn several(text: &str, field: Field) -> Result<Vec<f64>, Field> {
    let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
    let all = parts.map(|part| one(part, field)).collect::<Result<Vec<f64>, Field>>()?;
    if all.is_empty() { Err(field) } else { Ok(all) }
}

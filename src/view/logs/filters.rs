//! The form of a metric filter, and a pattern tried on lines: which match, what is taken out.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringPolicyExamples.html>

use std::collections::BTreeMap;

use serde_json::Value;

use super::{FilterRow, Message};
use crate::number;
use crate::services::Request;
use crate::services::logs::api::Request as Logs;
use crate::services::logs::shapes::{
    MetricTransformation, PutMetricFilterInput, TestMetricFilterInput,
};
use crate::services::logs::{Group, LogEvent};
use crate::sim::Time;

/// On how many of a group's newest events a pattern is tried; TestMetricFilter takes 50 at most.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>
const NEWEST: usize = 20;

/// What a metric has beside its value: AWS takes one of the two at most.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Besides {
    /// Neither.
    #[default]
    Nothing,
    /// A value for minutes in which nothing matched.
    Default,
    /// Dimensions.
    Dimensions,
}

impl Besides {
    /// In the order of the form.
    pub const ALL: [Besides; 3] = [Besides::Nothing, Besides::Default, Besides::Dimensions];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Besides::Nothing => "nothing",
            Besides::Default => "default",
            Besides::Dimensions => "dimensions",
        }
    }

    /// The one with a word.
    pub fn named(word: &str) -> Besides {
        Besides::ALL.into_iter().find(|one| one.word() == word).unwrap_or_default()
    }
}

/// Why a form cannot be sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Something is not filled in.
    Missing,
    /// The default value is no number.
    Default,
    /// The dimensions are no pairs.
    Dimensions,
}

/// What is typed into the form of a metric filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// Its pattern, as it is.
    pub pattern: String,
    /// The namespace of its metric.
    pub namespace: String,
    /// The name of its metric.
    pub metric: String,
    /// What it tells of an event that matches: a number, or `$.field`.
    pub value: String,
    /// What else there is.
    pub besides: Besides,
    /// The default value.
    pub default: String,
    /// The dimensions: `Name=$.field, Other=$.other`.
    pub dimensions: String,
    /// The unit, or nothing.
    pub unit: String,
}

impl Default for Form {
    /// A filter that counts.
    fn default() -> Form {
        Form {
            name: String::new(),
            pattern: String::new(),
            namespace: String::new(),
            metric: String::new(),
            value: "1".to_owned(),
            besides: Besides::Nothing,
            default: "0".to_owned(),
            dimensions: String::new(),
            unit: String::new(),
        }
    }
}

impl Form {
    /// The form of a filter that is there; what is sent takes its place.
    pub fn of(filter: &FilterRow) -> Form {
        let (namespace, metric) = filter.metric.clone();
        let pairs = filter.dimensions.iter().map(|(name, source)| format!("{name}={source}"));
        let besides = match (filter.default, filter.dimensions.is_empty()) {
            (Some(_), _) => Besides::Default,
            (None, false) => Besides::Dimensions,
            (None, true) => Besides::Nothing,
        };
        Form {
            name: filter.name.clone(),
            pattern: filter.pattern.clone(),
            namespace,
            metric,
            value: filter.value.clone(),
            besides,
            default: filter.default.map_or_else(|| "0".to_owned(), |value| value.to_string()),
            dimensions: pairs.collect::<Vec<_>>().join(", "),
            unit: filter.unit.unwrap_or_default().to_owned(),
        }
    }

    /// What it asks AWS for.
    ///
    /// # Errors
    /// What is missing, or cannot be read.
    pub fn request(&self, group: &str) -> Result<Request, Fault> {
        let filled = |text: &str| match text.trim() {
            "" => Err(Fault::Missing),
            text => Ok(text.to_owned()),
        };
        let (mut default, mut dimensions) = (None, None);
        match self.besides {
            Besides::Nothing => {}
            Besides::Default => default = Some(decimal(&self.default)?),
            Besides::Dimensions => dimensions = Some(pairs(&self.dimensions)?),
        }
        let transformation = MetricTransformation {
            name: filled(&self.metric)?,
            namespace: filled(&self.namespace)?,
            value: filled(&self.value)?,
            default,
            dimensions,
            unit: Some(self.unit.clone()).filter(|unit| !unit.is_empty()),
        };
        let input = PutMetricFilterInput {
            group: group.to_owned(),
            name: filled(&self.name)?,
            pattern: self.pattern.clone(),
            transformations: vec![transformation],
        };
        Ok(Logs::PutMetricFilter(input).into())
    }
}

fn decimal(text: &str) -> Result<f64, Fault> {
    number::parse(text.trim()).filter(|number| number.is_finite()).ok_or(Fault::Default)
}

fn pairs(text: &str) -> Result<BTreeMap<String, String>, Fault> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (name, source) = part.split_once('=').ok_or(Fault::Dimensions)?;
        let (name, source) = (name.trim().to_owned(), source.trim().to_owned());
        if name.is_empty() || source.is_empty() {
            return Err(Fault::Dimensions);
        }
        Ok((name, source))
    };
    let all = parts.map(pair).collect::<Result<BTreeMap<_, _>, Fault>>()?;
    if all.is_empty() { Err(Fault::Dimensions) } else { Ok(all) }
}

/// The newest events of a group, the oldest of them first.
pub(super) fn newest(group: &Group, now: Time) -> Vec<String> {
    let mut found: Vec<&LogEvent> = Vec::new();
    for stream in group.streams.values() {
        let events = group.events(stream, now);
        found.extend(events.into_iter().rev().take(NEWEST));
    }
    found.sort_by_key(|event| (event.at, event.nth));
    let from = found.len().saturating_sub(NEWEST);
    found.into_iter().skip(from).map(|event| event.message.to_string()).collect()
}

/// The lines of a text that have something in them.
pub fn typed(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// Asks which lines a pattern matches; nothing if there are none.
pub fn test(pattern: &str, lines: &[String]) -> Option<Request> {
    let input = TestMetricFilterInput { pattern: pattern.to_owned(), messages: lines.to_vec() };
    (!lines.is_empty()).then(|| Logs::TestMetricFilter(input).into())
}

/// A line on which a pattern was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// A line of it.
    pub line: String,
    /// The whole.
    pub text: String,
    /// The values taken out of it if it matches.
    pub taken: Option<Vec<(String, String)>>,
}

/// What AWS answered, for each line.
pub fn trials(lines: &[String], reply: &Value) -> Vec<Trial> {
    let matches = reply.get("matches").and_then(Value::as_array);
    let taken = |at: usize| {
        let number = u64::try_from(at).ok();
        let of_line = |one: &&Value| one.get("eventNumber").and_then(Value::as_u64) == number;
        let found = matches?.iter().find(of_line)?;
        let values = found.get("extractedValues").and_then(Value::as_object);
        let pair = |(name, value): (&String, &Value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), value)
        };
        Some(values.into_iter().flatten().map(pair).collect())
    };
    let trial = |(at, line): (usize, &String)| {
        let Message { line, text, .. } = Message::of(line);
        Trial { line, text, taken: taken(at) }
    };
    lines.iter().enumerate().map(trial).collect()
}

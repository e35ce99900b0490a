//! The `metrics` array of a metric widget: metrics with what repeats left out, and expressions.
//!
//! `.` stands for what is at the same place of the metric above, `...` for as many places as the
//! metric above had.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metrics-Array-Format>

use serde_json::{Map, Value, json};

use super::body::{put, take, text, whole, with};
use crate::telemetry::MetricId;

/// A line of a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it is of.
    pub what: What,
    /// The id that expressions know it by.
    pub id: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Its colour: `#1f77b4`.
    pub color: Option<String>,
    /// Its statistic.
    pub stat: Option<String>,
    /// Its period.
    pub period: Option<u32>,
    /// Its axis: `left` or `right`.
    pub axis: Option<String>,
    /// Whether it is drawn.
    pub visible: Option<bool>,
    /// The Region it is read in.
    pub region: Option<String>,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// What a line is of.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A metric: namespace, name, then the dimensions' names and values in turn.
    Metric(Vec<String>),
    /// A metric math or SEARCH expression.
    Expression(String),
}

impl Default for What {
    fn default() -> What {
        What::Metric(Vec::new())
    }
}

impl Line {
    /// The line of a metric.
    pub fn metric(parts: Vec<String>) -> Line {
        Line { what: What::Metric(parts), ..Line::default() }
    }

    /// The metric, if it is one and whole.
    pub fn metric_id(&self) -> Option<MetricId> {
        let What::Metric(parts) = &self.what else { return None };
        let (namespace, rest) = parts.split_first()?;
        let (name, rest) = rest.split_first()?;
        let mut dimensions = Vec::new();
        let mut rest = rest.iter();
        while let Some(name) = rest.next() {
            dimensions.push((name.clone(), rest.next()?.clone()));
        }
        Some(MetricId::new(namespace, name, dimensions))
    }

    /// Whether it is drawn.
    pub fn is_visible(&self) -> bool {
        self.visible != Some(false)
    }

    /// Whether it belongs to the right axis.
    pub fn is_right(&self) -> bool {
        self.axis.as_deref() == Some("right")
    }

    fn options(mut self, mut members: Map<String, Value>) -> Line {
        self.id = text(&mut members, "id");
        self.label = text(&mut members, "label");
        self.color = text(&mut members, "color");
        self.stat = text(&mut members, "stat");
        self.period = whole(&mut members, "period");
        self.axis = text(&mut members, "yAxis");
        self.visible = take(&mut members, "visible", Value::as_bool);
        self.region = text(&mut members, "region");
        self.other = members;
        self
    }
}

/// Reads the array: what is left out is filled in.
pub fn read(all: &[Value]) -> Vec<Line> {
    let mut above: Vec<String> = Vec::new();
    let mut lines = Vec::with_capacity(all.len());
    for item in all {
        let items = item.as_array().map_or(&[][..], Vec::as_slice);
        let (members, fields) = match items.split_last() {
            Some((Value::Object(members), fields)) => (members.clone(), fields),
            _ => (Map::new(), items),
        };
        let mut members = members;
        if let Some(expression) = text(&mut members, "expression") {
            let what = What::Expression(expression);
            lines.push(Line { what, ..Line::default() }.options(members));
            continue;
        }
        let fields: Vec<&str> = fields.iter().filter_map(Value::as_str).collect();
        above = unfold(&fields, &above);
        lines.push(Line::metric(above.clone()).options(members));
    }
    lines
}

/// A metric's fields with `.` and `...` filled in from the metric above. `...` stands for all the
/// places that the other fields of the row leave.
fn unfold(fields: &[&str], above: &[String]) -> Vec<String> {
    let named = fields.iter().filter(|field| **field != "...").count();
    let mut full: Vec<String> = Vec::new();
    for field in fields {
        match *field {
            "..." => {
                let until = full.len() + above.len().saturating_sub(named);
                let from = full.len();
                full.extend(above.iter().take(until).skip(from).cloned());
            }
            "." => full.push(above.get(full.len()).cloned().unwrap_or_default()),
            field => full.push(field.to_owned()),
        }
    }
    full
}

/// The array, every metric written out.
pub fn print(lines: &[Line]) -> Value {
    Value::Array(lines.iter().map(one).collect())
}

fn one(line: &Line) -> Value {
    let mut members = Map::new();
    let mut fields: Vec<Value> = Vec::new();
    match &line.what {
        What::Metric(parts) => fields.extend(parts.iter().map(|part| json!(part))),
        What::Expression(expression) => put(&mut members, "expression", Some(expression)),
    }
    put(&mut members, "label", line.label.as_ref());
    put(&mut members, "id", line.id.as_ref());
    put(&mut members, "color", line.color.as_ref());
    put(&mut members, "stat", line.stat.as_ref());
    put(&mut members, "period", line.period);
    put(&mut members, "yAxis", line.axis.as_ref());
    put(&mut members, "visible", line.visible);
    put(&mut members, "region", line.region.as_ref());
    let options = with(members, &line.other);
    if options.as_object().is_some_and(|options| !options.is_empty()) {
        fields.push(options);
    }
    Value::Array(fields)
}

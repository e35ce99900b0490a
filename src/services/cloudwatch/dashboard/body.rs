//! A dashboard's body as a model: read leniently, printed back as AWS writes it.
//!
//! What the model has no place for stays where it was, in `other`, so that printing loses nothing.

use serde_json::{Map, Value, json};

use super::lines::{self, Line};
use super::log::Log;

/// A body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Its widgets, in order.
    pub widgets: Vec<Widget>,
    /// Where its range begins: an instant, or a span before now such as `-PT6H`.
    pub start: Option<String>,
    /// Where its range ends.
    pub end: Option<String>,
    /// Whether graphs keep their own periods: `inherit`; `auto` is the default.
    pub period_override: Option<String>,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// A widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Widget {
    /// Its column, 0 to 23; placed by itself when left out.
    pub x: Option<u32>,
    /// Its row.
    pub y: Option<u32>,
    /// Its width in columns, 1 to 24.
    pub width: Option<u32>,
    /// Its height in rows, 1 to 1000.
    pub height: Option<u32>,
    /// What it shows.
    pub kind: Kind,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// What a widget shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Metrics.
    Metric(Box<Metric>),
    /// Markdown.
    Text(Text),
    /// The states of alarms.
    Alarm(Alarms),
    /// A Logs Insights query.
    Log(Log),
    /// Anything that is not drawn here: its type, and its properties.
    Other(String, Map<String, Value>),
}

/// The properties of a metric widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metric {
    /// Its lines.
    pub metrics: Vec<Line>,
    /// The Region the metrics are read in.
    pub region: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How it looks: `timeSeries` unless it says otherwise.
    pub view: Option<String>,
    /// Whether lines stand on each other.
    pub stacked: Option<bool>,
    /// The statistic of lines without their own.
    pub stat: Option<String>,
    /// The period of lines without their own.
    pub period: Option<u32>,
    /// The left axis.
    pub left: Axis,
    /// The right axis.
    pub right: Axis,
    /// Lines and marks over the graph, and the alarm it is of.
    pub annotations: Annotations,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// The bounds of an axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// Its lower end.
    pub min: Option<f64>,
    /// Its upper end.
    pub max: Option<f64>,
    /// What stands beside it.
    pub label: Option<String>,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// What is written over a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// The alarms whose metric it shows: ARNs, one at most in a widget.
    pub alarms: Vec<String>,
    /// Lines across, as they are given.
    pub horizontal: Vec<Value>,
    /// Marks in time, as they are given.
    pub vertical: Vec<Value>,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// The properties of a text widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// Its Markdown.
    pub markdown: String,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// The properties of an alarm status widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alarms {
    /// ARNs.
    pub alarms: Vec<String>,
    /// Its title.
    pub title: Option<String>,
    /// `default` (by name), `stateUpdatedTimestamp` or `timestamp`.
    pub sort_by: Option<String>,
    /// Only alarms in one of these states; all when there is none.
    pub states: Vec<String>,
    /// Everything else.
    pub other: Map<String, Value>,
}

/// The width and height of widgets that do not say them.
pub const SIZE: (u32, u32) = (6, 6);

impl Body {
    /// Reads a body. `None` if it is not a JSON object.
    pub fn read(text: &str) -> Option<Body> {
        match serde_json::from_str(text).ok()? {
            Value::Object(members) => Some(Body::of(members)),
            _ => None,
        }
    }

    fn of(mut members: Map<String, Value>) -> Body {
        let widgets = list(&mut members, "widgets").unwrap_or_default();
        Body {
            widgets: widgets.into_iter().map(Widget::of).collect(),
            start: text(&mut members, "start"),
            end: text(&mut members, "end"),
            period_override: text(&mut members, "periodOverride"),
            other: members,
        }
    }

    /// The body as JSON.
    pub fn value(&self) -> Value {
        let mut members = Map::new();
        put(&mut members, "start", self.start.as_ref());
        put(&mut members, "end", self.end.as_ref());
        put(&mut members, "periodOverride", self.period_override.as_ref());
        let widgets: Vec<Value> = self.widgets.iter().map(Widget::value).collect();
        members.insert("widgets".to_owned(), Value::Array(widgets));
        with(members, &self.other)
    }

    /// The body as text, for people.
    pub fn print(&self) -> String {
        serde_json::to_string_pretty(&self.value()).unwrap_or_default()
    }
}

impl Widget {
    /// A widget without a place yet.
    pub fn new(kind: Kind) -> Widget {
        Widget { x: None, y: None, width: None, height: None, kind, other: Map::new() }
    }

    fn of(value: Value) -> Widget {
        let Value::Object(mut members) = value else {
            return Widget::new(Kind::Other(String::new(), Map::new()));
        };
        let kind = text(&mut members, "type").unwrap_or_default();
        let properties = object(&mut members, "properties").unwrap_or_default();
        Widget {
            x: whole(&mut members, "x"),
            y: whole(&mut members, "y"),
            width: whole(&mut members, "width"),
            height: whole(&mut members, "height"),
            kind: Kind::of(kind, properties),
            other: members,
        }
    }

    /// The widget as JSON.
    pub fn value(&self) -> Value {
        let mut members = Map::new();
        members.insert("type".to_owned(), json!(self.kind.name()));
        put(&mut members, "x", self.x);
        put(&mut members, "y", self.y);
        put(&mut members, "width", self.width);
        put(&mut members, "height", self.height);
        members.insert("properties".to_owned(), self.kind.value());
        with(members, &self.other)
    }

    /// Its width and height.
    pub fn size(&self) -> (u32, u32) {
        let width = self.width.unwrap_or(SIZE.0).clamp(1, super::place::COLUMNS);
        (width, self.height.unwrap_or(SIZE.1).max(1))
    }
}

impl Kind {
    fn of(kind: String, members: Map<String, Value>) -> Kind {
        match kind.as_str() {
            "metric" => Kind::Metric(Box::new(Metric::of(members))),
            "text" => Kind::Text(Text::of(members)),
            "alarm" => Kind::Alarm(Alarms::of(members)),
            "log" => Kind::Log(Log::of(members)),
            _ => Kind::Other(kind, members),
        }
    }

    /// AWS's name of the type.
    pub fn name(&self) -> &str {
        match self {
            Kind::Metric(_) => "metric",
            Kind::Text(_) => "text",
            Kind::Alarm(_) => "alarm",
            Kind::Log(_) => "log",
            Kind::Other(name, _) => name,
        }
    }

    fn value(&self) -> Value {
        match self {
            Kind::Metric(metric) => metric.value(),
            Kind::Text(text) => text.value(),
            Kind::Alarm(alarms) => alarms.value(),
            Kind::Log(log) => log.value(),
            Kind::Other(_, members) => Value::Object(members.clone()),
        }
    }
}

impl Metric {
    fn of(mut members: Map<String, Value>) -> Metric {
        let mut axes = object(&mut members, "yAxis").unwrap_or_default();
        let mut axis = |side: &str| object(&mut axes, side).map(Axis::of).unwrap_or_default();
        let (left, right) = (axis("left"), axis("right"));
        if !axes.is_empty() {
            members.insert("yAxis".to_owned(), Value::Object(axes));
        }
        let annotations = object(&mut members, "annotations").map(Annotations::of);
        Metric {
            metrics: list(&mut members, "metrics").map(|all| lines::read(&all)).unwrap_or_default(),
            region: text(&mut members, "region"),
            title: text(&mut members, "title"),
            view: text(&mut members, "view"),
            stacked: take(&mut members, "stacked", Value::as_bool),
            stat: text(&mut members, "stat"),
            period: whole(&mut members, "period"),
            left,
            right,
            annotations: annotations.unwrap_or_default(),
            other: members,
        }
    }

    fn value(&self) -> Value {
        let mut members = Map::new();
        put(&mut members, "title", self.title.as_ref());
        put(&mut members, "view", self.view.as_ref());
        put(&mut members, "stacked", self.stacked);
        if !self.metrics.is_empty() {
            members.insert("metrics".to_owned(), lines::print(&self.metrics));
        }
        put(&mut members, "region", self.region.as_ref());
        put(&mut members, "stat", self.stat.as_ref());
        put(&mut members, "period", self.period);
        let mut other = self.other.clone();
        let mut axes = object(&mut other, "yAxis").unwrap_or_default();
        for (side, axis) in [("left", &self.left), ("right", &self.right)] {
            if *axis != Axis::default() {
                axes.insert(side.to_owned(), axis.value());
            }
        }
        if !axes.is_empty() {
            members.insert("yAxis".to_owned(), Value::Object(axes));
        }
        if self.annotations != Annotations::default() {
            members.insert("annotations".to_owned(), self.annotations.value());
        }
        with(members, &other)
    }

    /// How it looks.
    pub fn view(&self) -> &str {
        self.view.as_deref().unwrap_or("timeSeries")
    }
}

impl Axis {
    fn of(mut members: Map<String, Value>) -> Axis {
        Axis {
            min: take(&mut members, "min", Value::as_f64),
            max: take(&mut members, "max", Value::as_f64),
            label: text(&mut members, "label"),
            other: members,
        }
    }

    fn value(&self) -> Value {
        let mut members = Map::new();
        put(&mut members, "min", self.min.map(number));
        put(&mut members, "max", self.max.map(number));
        put(&mut members, "label", self.label.as_ref());
        with(members, &self.other)
    }
}

impl Annotations {
    fn of(mut members: Map<String, Value>) -> Annotations {
        Annotations {
            alarms: texts(&mut members, "alarms"),
            horizontal: list(&mut members, "horizontal").unwrap_or_default(),
            vertical: list(&mut members, "vertical").unwrap_or_default(),
            other: members,
        }
    }

    fn value(&self) -> Value {
        let mut members = Map::new();
        put_list(&mut members, "alarms", &self.alarms);
        put_list(&mut members, "horizontal", &self.horizontal);
        put_list(&mut members, "vertical", &self.vertical);
        with(members, &self.other)
    }
}

impl Text {
    fn of(mut members: Map<String, Value>) -> Text {
        let markdown = text(&mut members, "markdown").unwrap_or_default();
        Text { markdown, other: members }
    }

    fn value(&self) -> Value {
        let members = Map::from_iter([("markdown".to_owned(), json!(self.markdown))]);
        with(members, &self.other)
    }
}

impl Alarms {
    fn of(mut members: Map<String, Value>) -> Alarms {
        Alarms {
            alarms: texts(&mut members, "alarms"),
            title: text(&mut members, "title"),
            sort_by: text(&mut members, "sortBy"),
            states: texts(&mut members, "states"),
            other: members,
        }
    }

    fn value(&self) -> Value {
        let mut members = Map::new();
        put(&mut members, "title", self.title.as_ref());
        members.insert("alarms".to_owned(), json!(self.alarms));
        put(&mut members, "sortBy", self.sort_by.as_ref());
        put_list(&mut members, "states", &self.states);
        with(members, &self.other)
    }
}

/// A number without a fraction as a whole number, which is how people write it.
pub(super) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// Takes a member out if it is of the kind wanted; what is not stays with the rest.
pub(super) fn take<T>(
    members: &mut Map<String, Value>,
    name: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    let found = members.get(name).and_then(read)?;
    members.shift_remove(name);
    Some(found)
}

pub(super) fn text(members: &mut Map<String, Value>, name: &str) -> Option<String> {
    take(members, name, |value| value.as_str().map(str::to_owned))
}

pub(super) fn whole(members: &mut Map<String, Value>, name: &str) -> Option<u32> {
    take(members, name, |value| value.as_u64()?.try_into().ok())
}

fn list(members: &mut Map<String, Value>, name: &str) -> Option<Vec<Value>> {
    take(members, name, |value| value.as_array().cloned())
}

fn object(members: &mut Map<String, Value>, name: &str) -> Option<Map<String, Value>> {
    take(members, name, |value| value.as_object().cloned())
}

fn texts(members: &mut Map<String, Value>, name: &str) -> Vec<String> {
    let all = |value: &Value| -> Option<Vec<String>> {
        value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
    };
    take(members, name, all).unwrap_or_default()
}

pub(super) fn put(members: &mut Map<String, Value>, name: &str, value: Option<impl Into<Json>>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), value.into().0);
    }
}

fn put_list(members: &mut Map<String, Value>, name: &str, all: &[impl serde::Serialize]) {
    if !all.is_empty() {
        members.insert(name.to_owned(), json!(all));
    }
}

pub(super) fn with(mut members: Map<String, Value>, other: &Map<String, Value>) -> Value {
    members.extend(other.iter().map(|(name, value)| (name.clone(), value.clone())));
    Value::Object(members)
}

/// What [`put`] writes.
pub(super) struct Json(Value);

macro_rules! json_of {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Json {
            fn from(value: $ty) -> Json {
                Json(json!(value))
            }
        }
    )* };
}

json_of!(&String, &str, bool, u32, Value);

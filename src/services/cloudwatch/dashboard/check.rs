//! What PutDashboard finds wrong with a body: faults, for which nothing is saved, and remarks, with
//! which it is.
//!
//! The words are those that AWS's validator has been seen to use (`Should be <= 23`, `Should NOT
//! have more than 2 items` for a metric whose rendering properties are wrong, and so on). Which
//! findings are remarks AWS does not publish: here, members that it does not document.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>

use serde_json::{Map, Value, json};

use crate::api::ApiError;

/// The most widgets of a dashboard, and metrics of a widget.
const MOST: usize = 500;

/// Something found, with where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A JSON pointer: `/widgets/0/x`.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What keeps the dashboard from being saved.
    pub faults: Vec<Finding>,
    /// What does not.
    pub remarks: Vec<Finding>,
}

/// What a body that is not a JSON object is refused with.
pub const NOT_JSON: &str = "The field DashboardBody must be a valid JSON object";

/// What is wrong with a body. `None` when it is no JSON object.
pub fn check(text: &str) -> Option<Findings> {
    let Ok(Value::Object(body)) = serde_json::from_str(text) else { return None };
    let mut found = Findings::default();
    let known = ["widgets", "start", "end", "periodOverride", "variables"];
    found.known(&body, "", &known);
    for name in ["start", "end"] {
        found.text(&body, "", name);
    }
    found.one_of(&body, "", "periodOverride", &["auto", "inherit"]);
    match body.get("widgets") {
        None => found.missing("", "widgets"),
        Some(Value::Array(widgets)) => {
            found.most(widgets.len(), MOST, "/widgets");
            for (i, widget) in widgets.iter().enumerate() {
                found.widget(widget, &format!("/widgets/{i}"));
            }
        }
        Some(_) => found.fault("/widgets", "Should be array"),
    }
    match body.get("variables") {
        None => {}
        Some(Value::Array(variables)) => {
            found.most(variables.len(), 25, "/variables");
            for (i, variable) in variables.iter().enumerate() {
                found.variable(variable, &format!("/variables/{i}"));
            }
        }
        Some(_) => found.fault("/variables", "Should be array"),
    }
    Some(found)
}

impl Findings {
    /// The error of a body with faults. Its code and the frame of its message are as recorded.
    pub fn error(&self) -> ApiError {
        let one = |fault: &Finding| json!({ "dataPath": fault.path, "message": fault.message });
        let all: Vec<Value> = self.faults.iter().map(one).collect();
        let list = serde_json::to_string_pretty(&all).unwrap_or_default();
        let n = all.len();
        let message =
            format!("The dashboard body is invalid, there are {n} validation errors:\n{list}");
        ApiError::new("InvalidParameterInput", message)
    }

    fn fault(&mut self, path: &str, message: impl Into<String>) {
        self.faults.push(Finding { path: path.to_owned(), message: message.into() });
    }

    fn missing(&mut self, path: &str, name: &str) {
        self.fault(path, format!("Should have required property '{name}'"));
    }

    fn most(&mut self, count: usize, most: usize, path: &str) {
        if count > most {
            self.fault(path, format!("Should NOT have more than {most} items"));
        }
    }

    /// Members that AWS does not document.
    fn known(&mut self, members: &Map<String, Value>, path: &str, known: &[&str]) {
        for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
            let message = "Should NOT have additional properties".to_owned();
            self.remarks.push(Finding { path: format!("{path}/{name}"), message });
        }
    }

    fn kind(&mut self, path: String, value: Option<&Value>, is: fn(&Value) -> bool, kind: &str) {
        if value.is_some_and(|value| !is(value)) {
            self.fault(&path, format!("Should be {kind}"));
        }
    }

    fn text(&mut self, members: &Map<String, Value>, path: &str, name: &str) {
        self.kind(format!("{path}/{name}"), members.get(name), Value::is_string, "string");
    }

    fn flag(&mut self, members: &Map<String, Value>, path: &str, name: &str) {
        self.kind(format!("{path}/{name}"), members.get(name), Value::is_boolean, "boolean");
    }

    fn one_of(&mut self, members: &Map<String, Value>, path: &str, name: &str, all: &[&str]) {
        let Some(value) = members.get(name) else { return };
        if !value.as_str().is_some_and(|text| all.contains(&text)) {
            self.fault(&format!("{path}/{name}"), "Should be equal to one of the allowed values");
        }
    }

    /// A whole number within bounds.
    fn whole(
        &mut self,
        members: &Map<String, Value>,
        path: &str,
        name: &str,
        least: i64,
        most: i64,
    ) {
        let Some(value) = members.get(name) else { return };
        let path = format!("{path}/{name}");
        match value.as_i64() {
            None => self.fault(&path, "Should be integer"),
            Some(number) if number < least => self.fault(&path, format!("Should be >= {least}")),
            Some(number) if number > most => self.fault(&path, format!("Should be <= {most}")),
            Some(_) => {}
        }
    }

    /// A dashboard variable.
    fn variable(&mut self, variable: &Value, path: &str) {
        let Value::Object(members) = variable else { return self.fault(path, "Should be object") };
        self.known(members, path, VARIABLE);
        for name in ["type", "inputType", "id"].iter().filter(|name| !members.contains_key(**name))
        {
            self.missing(path, name);
        }
        self.one_of(members, path, "type", &["property", "pattern"]);
        self.one_of(members, path, "inputType", &["input", "select", "radio"]);
        self.flag(members, path, "visible");
        for (name, most) in [("id", 32), ("label", 30), ("search", 2048)] {
            self.text(members, path, name);
            let length = members.get(name).and_then(Value::as_str).map(|text| text.chars().count());
            if length.is_some_and(|length| length > most) {
                let text = format!("Should NOT be longer than {most} characters");
                self.fault(&format!("{path}/{name}"), text);
            }
        }
        let kind = members.get("type").and_then(Value::as_str).unwrap_or_default();
        if matches!(kind, "property" | "pattern") && !members.contains_key(kind) {
            self.missing(path, kind);
        }
        // A list needs values, or a search with the dimension they are taken from.
        let list = members.get("inputType").and_then(Value::as_str) != Some("input");
        match members.get("values") {
            Some(Value::Array(values)) => {
                self.most(values.len(), 500, &format!("{path}/values"));
                for (i, value) in values.iter().enumerate() {
                    if value.get("value").is_none() {
                        self.missing(&format!("{path}/values/{i}"), "value");
                    }
                }
            }
            Some(_) => self.fault(&format!("{path}/values"), "Should be array"),
            None if !list => {}
            None if !members.contains_key("search") => self.missing(path, "values"),
            None if !members.contains_key("populateFrom") => self.missing(path, "populateFrom"),
            None => {}
        }
    }

    fn widget(&mut self, widget: &Value, path: &str) {
        let Value::Object(widget) = widget else { return self.fault(path, "Should be object") };
        self.known(widget, path, &["type", "x", "y", "width", "height", "properties"]);
        self.whole(widget, path, "x", 0, 23);
        self.whole(widget, path, "y", 0, i64::from(u32::MAX));
        self.whole(widget, path, "width", 1, 24);
        self.whole(widget, path, "height", 1, 1000);
        let types = ["metric", "text", "log", "alarm", "explorer", "chart"];
        self.one_of(widget, path, "type", &types);
        if !widget.contains_key("type") {
            self.missing(path, "type");
        }
        match widget.get("properties") {
            None => self.missing(path, "properties"),
            Some(Value::Object(properties)) => {
                let kind = widget.get("type").and_then(Value::as_str).unwrap_or_default();
                self.properties(kind, properties, &format!("{path}/properties"));
            }
            Some(_) => self.fault(&format!("{path}/properties"), "Should be object"),
        }
    }

    fn properties(&mut self, kind: &str, members: &Map<String, Value>, path: &str) {
        match kind {
            "metric" => self.metric(members, path),
            "text" => {
                self.known(members, path, &["markdown", "background"]);
                self.text(members, path, "markdown");
                self.one_of(members, path, "background", &["solid", "transparent"]);
                if !members.contains_key("markdown") {
                    self.missing(path, "markdown");
                }
            }
            "alarm" => self.alarms(members, path),
            "log" => {
                for name in ["query", "region", "title", "view"] {
                    self.text(members, path, name);
                }
                for name in ["query", "region"].iter().filter(|name| !members.contains_key(**name))
                {
                    self.missing(path, name);
                }
            }
            _ => {}
        }
    }

    fn alarms(&mut self, members: &Map<String, Value>, path: &str) {
        self.known(members, path, &["alarms", "sortBy", "states", "title"]);
        self.text(members, path, "title");
        let sorts = ["default", "stateUpdatedTimestamp", "timestamp"];
        self.one_of(members, path, "sortBy", &sorts);
        match members.get("alarms") {
            None => self.missing(path, "alarms"),
            Some(Value::Array(all)) => {
                self.most(all.len(), 100, &format!("{path}/alarms"));
                for (i, arn) in all.iter().enumerate() {
                    self.kind(format!("{path}/alarms/{i}"), Some(arn), Value::is_string, "string");
                }
            }
            Some(_) => self.fault(&format!("{path}/alarms"), "Should be array"),
        }
        for (i, state) in
            members.get("states").and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            let named = ["ALARM", "INSUFFICIENT_DATA", "OK"];
            if !state.as_str().is_some_and(|state| named.contains(&state)) {
                let path = format!("{path}/states/{i}");
                self.fault(&path, "Should be equal to one of the allowed values");
            }
        }
    }

    fn metric(&mut self, members: &Map<String, Value>, path: &str) {
        self.known(members, path, METRIC);
        for name in ["title", "region", "stat", "timezone", "accountId"] {
            self.text(members, path, name);
        }
        for name in FLAGS {
            self.flag(members, path, name);
        }
        self.one_of(members, path, "view", VIEWS);
        self.period(members.get("period"), &format!("{path}/period"));
        let alarms = members.get("annotations").and_then(|all| all.get("alarms"));
        let alarm = alarms.and_then(Value::as_array).is_some_and(|all| !all.is_empty());
        let metrics = members.get("metrics");
        if !members.contains_key("region") || (metrics.is_none() && !alarm) {
            let text = "The metric widget should have specified a region and a data source or an \
                        alarm annotation";
            self.fault(path, text);
        }
        match metrics {
            None => {}
            Some(Value::Array(all)) => {
                self.most(all.len(), MOST, &format!("{path}/metrics"));
                for (i, metric) in all.iter().enumerate() {
                    self.line(metric, &format!("{path}/metrics/{i}"));
                }
            }
            Some(_) => self.fault(&format!("{path}/metrics"), "Should be array"),
        }
        if members.get("view").and_then(Value::as_str) == Some("gauge") {
            self.gauge(members, path);
        }
    }

    /// A gauge needs both ends of its scale.
    fn gauge(&mut self, members: &Map<String, Value>, path: &str) {
        let Some(axis) = members.get("yAxis") else { return self.missing(path, "yAxis") };
        let Some(left) = axis.get("left") else {
            return self.missing(&format!("{path}/yAxis"), "left");
        };
        for end in ["min", "max"].iter().filter(|end| left.get(**end).is_none()) {
            self.missing(&format!("{path}/yAxis/left"), end);
        }
    }

    fn period(&mut self, period: Option<&Value>, path: &str) {
        let Some(period) = period else { return };
        match period.as_i64() {
            None => self.fault(path, "Should be integer"),
            Some(secs) if secs < 60 => self.fault(path, "Should be >= 60"),
            Some(secs) if secs % 60 != 0 => self.fault(path, "Should be multiple of 60"),
            Some(_) => {}
        }
    }

    /// One entry of `metrics`: texts, then the rendering properties if there are any.
    fn line(&mut self, line: &Value, path: &str) {
        let Value::Array(items) = line else { return self.fault(path, "Should be array") };
        let (options, fields) = match items.split_last() {
            Some((Value::Object(options), fields)) => (Some(options), fields),
            _ => (None, items.as_slice()),
        };
        for (i, field) in fields.iter().enumerate().filter(|(_, field)| !field.is_string()) {
            let text = "Invalid metric field type, only \"String\" type is allowed";
            self.fault(&format!("{path}/{i}"), text);
            let _ = field;
        }
        let expression = options.is_some_and(|options| options.contains_key("expression"));
        if fields.is_empty() && !expression {
            self.fault(path, "Should NOT have fewer than 1 items");
        }
        if options
            .is_some_and(|options| !options.iter().all(|(name, value)| is_option(name, value)))
            || (expression && !fields.is_empty())
        {
            self.fault(path, "Should NOT have more than 2 items");
        }
    }
}

/// The members of a dashboard variable.
const VARIABLE: &[&str] = &[
    "type",
    "property",
    "pattern",
    "inputType",
    "values",
    "id",
    "label",
    "defaultValue",
    "search",
    "populateFrom",
    "visible",
];

/// The members of a metric widget's properties.
const METRIC: &[&str] = &[
    "accountId",
    "annotations",
    "end",
    "labels",
    "legend",
    "liveData",
    "metrics",
    "period",
    "region",
    "setPeriodToTimeRange",
    "singleValueFullPrecision",
    "sparkline",
    "stacked",
    "start",
    "stat",
    "table",
    "timezone",
    "title",
    "trend",
    "view",
    "yAxis",
];
const FLAGS: [&str; 6] = [
    "stacked",
    "liveData",
    "setPeriodToTimeRange",
    "singleValueFullPrecision",
    "sparkline",
    "trend",
];
const VIEWS: &[&str] = &["timeSeries", "singleValue", "gauge", "bar", "pie", "table"];

/// Whether a rendering property has a value of its kind.
fn is_option(name: &str, value: &Value) -> bool {
    let text = value.as_str();
    match name {
        "expression" | "id" | "label" | "stat" | "region" | "accountId" => text.is_some(),
        "color" => text.is_some_and(is_color),
        "yAxis" => matches!(text, Some("left" | "right")),
        "visible" => value.is_boolean(),
        // High-resolution metrics have periods of their own.
        "period" => value.as_i64().is_some_and(|secs| {
            secs > 0 && (secs % 60 == 0 || matches!(secs, 1 | 5 | 10 | 20 | 30))
        }),
        _ => false,
    }
}

/// `#1f77b4`: AWS takes no names of colours.
pub fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit())
}

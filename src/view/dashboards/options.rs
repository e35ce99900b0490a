//! The options of a metric widget that its model keeps as they were given, as the form of a widget
//! shows and changes them.

use serde_json::{Map, Value, json};

use crate::services::cloudwatch::dashboard::body::Metric;
use crate::services::cloudwatch::dashboard::range::Range;
use crate::sim::time::Time;

/// The sums of a table, by AWS's names.
pub const SUMMARIES: [&str; 4] = ["MIN", "MAX", "AVG", "SUM"];

/// The flags of a view, by AWS's names.
pub fn flags(view: &str) -> &'static [&'static str] {
    match view {
        "timeSeries" => &["liveData"],
        "singleValue" => {
            &["setPeriodToTimeRange", "sparkline", "trend", "singleValueFullPrecision", "liveData"]
        }
        _ => &["setPeriodToTimeRange", "liveData"],
    }
}

/// Whether a flag is set.
pub fn flag(metric: &Metric, name: &str) -> bool {
    metric.other.get(name).and_then(Value::as_bool) == Some(true)
}

/// The widget with a flag set, or not.
pub fn with_flag(mut metric: Metric, name: &str, on: bool) -> Metric {
    match on {
        true => drop(metric.other.insert(name.to_owned(), json!(true))),
        false => drop(metric.other.shift_remove(name)),
    }
    metric
}

/// Where the legend stands, by AWS's word.
pub fn legend(metric: &Metric) -> &str {
    let place = metric.other.get("legend").and_then(|legend| legend.get("position"));
    place.and_then(Value::as_str).unwrap_or("bottom")
}

/// The widget with its legend there.
pub fn with_legend(metric: Metric, place: &str) -> Metric {
    with_member(metric, "legend", "position", json!(place))
}

/// What a table shows: its sums, whether it lies or stands, and whether its values are there too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which sums, in the order of [`SUMMARIES`].
    pub sums: [bool; 4],
    /// `horizontal` or `vertical`.
    pub layout: String,
    /// Whether it shows the values one by one.
    pub values: bool,
}

/// What the table of a widget shows.
pub fn table(metric: &Metric) -> Table {
    let given = metric.other.get("table");
    let columns = given.and_then(|table| table.get("summaryColumns")).and_then(Value::as_array);
    let has = |name: &str| match columns {
        Some(columns) => columns.iter().any(|column| column.as_str() == Some(name)),
        None => true,
    };
    let layout = given.and_then(|table| table.get("layout")).and_then(Value::as_str);
    let values = given.and_then(|table| table.get("showTimeSeriesData")).and_then(Value::as_bool);
    Table {
        sums: SUMMARIES.map(has),
        layout: layout.unwrap_or("horizontal").to_owned(),
        values: values != Some(false),
    }
}

/// The widget whose table shows that.
pub fn with_table(metric: Metric, table: &Table) -> Metric {
    let sums = SUMMARIES.iter().zip(table.sums).filter(|(_, shown)| *shown);
    let sums: Vec<&str> = sums.map(|(name, _)| *name).collect();
    let metric = with_member(metric, "table", "summaryColumns", json!(sums));
    let metric = with_member(metric, "table", "layout", json!(table.layout));
    with_member(metric, "table", "showTimeSeriesData", json!(table.values))
}

/// The stretch of time a widget shows whatever its dashboard does; the console's *Persist time
/// range*. <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/edit_graph_dashboard.html>
pub fn range(metric: &Metric, now: Time) -> Option<Range> {
    let own = |name: &str| metric.other.get(name).and_then(Value::as_str);
    Range::of(own("start"), own("end"), now)
}

/// The widget with a stretch of its own, or with its dashboard's.
pub fn with_range(mut metric: Metric, range: Option<Range>) -> Metric {
    let (start, end) = range.map(Range::members).unzip();
    for (name, value) in [("start", start), ("end", end.flatten())] {
        match value {
            Some(value) => drop(metric.other.insert(name.to_owned(), json!(value))),
            None => drop(metric.other.shift_remove(name)),
        }
    }
    metric
}

fn with_member(mut metric: Metric, object: &str, name: &str, value: Value) -> Metric {
    let own = metric.other.get(object).and_then(Value::as_object).cloned();
    let mut own: Map<String, Value> = own.unwrap_or_default();
    own.insert(name.to_owned(), value);
    metric.other.insert(object.to_owned(), Value::Object(own));
    metric
}

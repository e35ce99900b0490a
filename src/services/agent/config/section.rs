//! One section of `metrics_collected`.

use serde_json::{Map, Value};

use super::read::Reader;
use super::tables::{Measure, Per, Table};
use crate::sim::time::Span;
use crate::telemetry::unit;

/// What is collected by one section.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Section {
    /// Which it is.
    pub table: &'static Table,
    /// How often.
    pub every: Span,
    /// Of which of what there are several of; `*` means all.
    pub resources: Option<Vec<String>>,
    /// Further dimensions.
    pub append: Vec<(String, String)>,
    /// What.
    pub wanted: Vec<Wanted>,
    /// Of which metrics only aggregates are published.
    pub dropped: Vec<String>,
    /// Whether the processors are also counted together.
    pub total_cpu: bool,
    /// Whether the device is no dimension.
    pub drop_device: bool,
    /// File systems that do not count.
    pub ignored: Vec<String>,
}

/// One metric that is collected.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wanted {
    /// What is measured.
    pub measure: &'static Measure,
    /// What the metric is called.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
}

/// Reads one section.
pub(super) fn section(
    reader: &mut Reader,
    table: &'static Table,
    (path, usual): (&str, Span),
    members: &Map<String, Value>,
) -> Section {
    let mut section = Section {
        table,
        every: usual,
        resources: None,
        append: Vec::new(),
        wanted: Vec::new(),
        dropped: Vec::new(),
        total_cpu: true,
        drop_device: false,
        ignored: Vec::new(),
    };
    for (name, value) in members {
        let path = format!("{path}/{name}");
        let mount = table.per == Per::Mount && !table.windows;
        match name.as_str() {
            "measurement" => section.wanted = measurement(reader, table, &path, value),
            "resources" => section.resources = reader.texts(&path, value),
            "metrics_collection_interval" => {
                section.every = reader.interval(&path, value).unwrap_or(usual);
            }
            "append_dimensions" => section.append = reader.pairs(&path, value),
            "drop_original_metrics" => {
                section.dropped = reader.texts(&path, value).unwrap_or_default();
            }
            "totalcpu" if table.section == "cpu" => {
                section.total_cpu = reader.switch(&path, value).unwrap_or(true);
            }
            "drop_device" if mount => {
                section.drop_device = reader.switch(&path, value).unwrap_or_default();
            }
            "ignore_file_system_types" if mount => {
                section.ignored = reader.texts(&path, value).unwrap_or_default();
            }
            other => reader.unknown(&path, other),
        }
    }
    if section.wanted.is_empty() {
        reader.wrong(path, "measurement is required");
    }
    section
}

fn measurement(
    reader: &mut Reader,
    table: &'static Table,
    path: &str,
    value: &Value,
) -> Vec<Wanted> {
    let Some(items) = value.as_array() else {
        reader.wrong(path, "Invalid type. Expected: array");
        return Vec::new();
    };
    let mut found: Vec<Wanted> = Vec::new();
    for item in items {
        let (name, members) = match item {
            Value::String(name) => (name.as_str(), None),
            Value::Object(members) => {
                (members.get("name").and_then(Value::as_str).unwrap_or_default(), Some(members))
            }
            _ => ("", None),
        };
        let Some(measure) = table.measure(name) else {
            reader.refuse(&format!("measurement `{name}` of `{}`", table.section));
            continue;
        };
        let mut wanted = Wanted { measure, name: table.metric(measure), unit: measure.unit };
        for (member, value) in members.into_iter().flatten() {
            let text = value.as_str().unwrap_or_default();
            match member.as_str() {
                "name" => {}
                "rename" if !text.is_empty() => wanted.name = text.to_owned(),
                "unit" => match unit::named(text) {
                    Some(unit) => wanted.unit = unit,
                    None => reader.wrong(path, &format!("unit {text} is not supported")),
                },
                other => reader.unknown(path, other),
            }
        }
        if !found.iter().any(|known| known.name == wanted.name) {
            found.push(wanted);
        }
    }
    found
}

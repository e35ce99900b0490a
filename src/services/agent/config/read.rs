//! Reads a configuration.

use serde_json::{Map, Value};

use super::section::section;
use super::{Config, NAMESPACE, Var, tables};
use crate::sim::scope::Region;
use crate::sim::time::Span;

/// How often metrics are collected where nothing is said.
const INTERVAL: Span = Span::secs(60);
/// How often what was collected is handed over where nothing is said.
const FLUSH: Span = Span::secs(60);
/// The longest interval.
const LONGEST_SECS: i64 = 172_800;

/// Members of `agent` that concern its log file and its user: they move no metric.
const ASIDE: [&str; 6] =
    ["logfile", "debug", "quiet", "run_as_user", "aws_sdk_log_level", "usage_data"];

/// Reads a configuration for Linux or Windows.
///
/// # Errors
/// A line for each thing that is wrong or not simulated.
pub fn parse(text: &str, windows: bool) -> Result<Config, Vec<String>> {
    let mut reader = Reader { faults: Vec::new(), windows };
    let config = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(members)) => reader.config(&members),
        Ok(_) => {
            reader.faults.push("E! Invalid Json input schema.".to_owned());
            None
        }
        Err(error) => {
            reader.faults.push(format!("E! unable to parse the configuration: {error}"));
            None
        }
    };
    match config {
        Some(config) if reader.faults.is_empty() => Ok(config),
        _ => Err(reader.faults),
    }
}

/// What is read, and what was found wrong so far.
pub(super) struct Reader {
    faults: Vec<String>,
    windows: bool,
}

impl Reader {
    /// Something is wrong at a place.
    pub(super) fn wrong(&mut self, path: &str, what: &str) {
        self.faults.push(format!("Under path : {path}/ | Error : {what}"));
    }

    /// Something is not simulated.
    pub(super) fn refuse(&mut self, what: &str) {
        self.faults.push(format!("not simulated: {what} in the agent's configuration"));
    }

    /// A member is unknown here: AWS may know it.
    pub(super) fn unknown(&mut self, path: &str, _name: &str) {
        self.refuse(&format!("member `{path}`"));
    }

    pub(super) fn texts(&mut self, path: &str, value: &Value) -> Option<Vec<String>> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let found = value.as_array().and_then(|all| all.iter().map(text).collect());
        if found.is_none() {
            self.wrong(path, "Invalid type. Expected: array of strings");
        }
        found
    }

    pub(super) fn switch(&mut self, path: &str, value: &Value) -> Option<bool> {
        if value.as_bool().is_none() {
            self.wrong(path, "Invalid type. Expected: boolean");
        }
        value.as_bool()
    }

    pub(super) fn interval(&mut self, path: &str, value: &Value) -> Option<Span> {
        let found = value.as_i64().filter(|secs| (1..=LONGEST_SECS).contains(secs));
        if found.is_none() {
            self.wrong(path, "Must be an integer from 1 to 172800");
        }
        found.map(Span::secs)
    }

    pub(super) fn pairs(&mut self, path: &str, value: &Value) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            match value.as_str() {
                Some(text) => found.push((name.clone(), text.to_owned())),
                None => self.wrong(path, "Invalid type. Expected: string"),
            }
        }
        found
    }

    fn members<'a>(&mut self, path: &str, value: &'a Value) -> Option<&'a Map<String, Value>> {
        if value.as_object().is_none() {
            self.wrong(path, "Invalid type. Expected: object");
        }
        value.as_object()
    }

    fn config(&mut self, members: &Map<String, Value>) -> Option<Config> {
        let mut config = Config {
            region: None,
            namespace: NAMESPACE.to_owned(),
            omit_hostname: false,
            flush: FLUSH,
            append: None,
            rollups: Vec::new(),
            sections: Vec::new(),
        };
        let mut interval = INTERVAL;
        for (name, value) in members {
            match name.as_str() {
                "agent" => self.agent(value, &mut config, &mut interval),
                "metrics" => {}
                other => self.refuse(&format!("section `{other}`")),
            }
        }
        match members.get("metrics") {
            Some(value) => self.metrics("/metrics", value, &mut config, interval),
            None => self.wrong("/metrics", "No metric configuration found."),
        }
        Some(config)
    }

    fn agent(&mut self, value: &Value, config: &mut Config, interval: &mut Span) {
        for (name, value) in self.members("/agent", value).into_iter().flatten() {
            let path = format!("/agent/{name}");
            match name.as_str() {
                "metrics_collection_interval" => {
                    *interval = self.interval(&path, value).unwrap_or(INTERVAL);
                }
                "region" => {
                    config.region = value.as_str().and_then(|text| text.parse::<Region>().ok());
                    if config.region.is_none() {
                        self.wrong(&path, "the Region is not known");
                    }
                }
                "omit_hostname" => {
                    config.omit_hostname = self.switch(&path, value).unwrap_or_default();
                }
                aside if ASIDE.contains(&aside) => {}
                other => self.unknown(&path, other),
            }
        }
    }

    fn metrics(&mut self, path: &str, value: &Value, config: &mut Config, interval: Span) {
        let mut collected = false;
        for (name, value) in self.members(path, value).into_iter().flatten() {
            let path = format!("{path}/{name}");
            match name.as_str() {
                "namespace" => match value.as_str().filter(|text| is_namespace(text)) {
                    Some(text) => config.namespace = text.to_owned(),
                    None => self.wrong(&path, "Does not match pattern"),
                },
                "append_dimensions" => config.append = Some(self.append(&path, value)),
                "aggregation_dimensions" => config.rollups = self.rollups(&path, value),
                "force_flush_interval" => {
                    config.flush = self.interval(&path, value).unwrap_or(FLUSH);
                }
                "metrics_collected" => {
                    collected = true;
                    for (name, value) in self.members(&path, value).into_iter().flatten() {
                        let path = format!("{path}/{name}");
                        let Some(table) = tables::find(name, self.windows) else {
                            self.refuse(&format!("section `{name}` of metrics_collected"));
                            continue;
                        };
                        let Some(members) = self.members(&path, value) else { continue };
                        let place = (path.as_str(), interval);
                        config.sections.push(section(self, table, place, members));
                    }
                }
                other => self.unknown(&path, other),
            }
        }
        if !collected {
            self.wrong(path, "metrics_collected is required");
        }
    }

    /// Four dimensions of the instance are known, each with the one value AWS gives it.
    fn append(&mut self, path: &str, value: &Value) -> Vec<Var> {
        let mut found = Vec::new();
        for (name, text) in self.pairs(path, value) {
            let var = Var::ALL.into_iter().find(|var| var.name() == name);
            match var.filter(|_| text == format!("${{aws:{name}}}")) {
                Some(var) => found.push(var),
                None => self.wrong(path, &format!("{name}: {text} is not supported")),
            }
        }
        found
    }

    fn rollups(&mut self, path: &str, value: &Value) -> Vec<Vec<String>> {
        let Some(sets) = value.as_array() else {
            self.wrong(path, "Invalid type. Expected: array");
            return Vec::new();
        };
        sets.iter().filter_map(|set| self.texts(path, set)).collect()
    }
}

fn is_namespace(text: &str) -> bool {
    let sound = |c: char| c.is_ascii_alphanumeric() || "._-/#: ".contains(c);
    (1..=255).contains(&text.len()) && !text.starts_with("AWS/") && text.chars().all(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_or_not_simulated_is_said_by_its_place() {
        let cases: [(&str, bool, &[&str]); 9] = [
            (
                "{",
                false,
                &["E! unable to parse the configuration: EOF while parsing an object at \
                           line 1 column 1"],
            ),
            ("[]", false, &["E! Invalid Json input schema."]),
            ("{}", false, &["Under path : /metrics/ | Error : No metric configuration found."]),
            (
                r#"{"metrics":{},"logs":{}}"#,
                false,
                &[
                    "not simulated: section `logs` in the agent's configuration",
                    "Under path : /metrics/ | Error : metrics_collected is required",
                ],
            ),
            (
                r#"{"metrics":{"metrics_collected":{"procstat":[],"mem":{"measurement":["x"]}}}}"#,
                false,
                &[
                    "not simulated: measurement `x` of `mem` in the agent's configuration",
                    "Under path : /metrics/metrics_collected/mem/ | Error : measurement is \
                     required",
                    "not simulated: section `procstat` of metrics_collected in the agent's \
                     configuration",
                ],
            ),
            (
                r#"{"metrics":{"metrics_collected":{"Memory":{"measurement":["x"]}}}}"#,
                false,
                &["not simulated: section `Memory` of metrics_collected in the agent's \
                   configuration"],
            ),
            (
                r#"{"metrics":{"append_dimensions":{"Team":"a"},"metrics_collected":{}}}"#,
                false,
                &["Under path : /metrics/append_dimensions/ | Error : Team: a is not supported"],
            ),
            (
                r#"{"agent":{"metrics_collection_interval":0,"credentials":{}},
                    "metrics":{"metrics_collected":{}}}"#,
                false,
                &[
                    "not simulated: member `/agent/credentials` in the agent's configuration",
                    "Under path : /agent/metrics_collection_interval/ | Error : Must be an integer \
                     from 1 to 172800",
                ],
            ),
            (
                r#"{"metrics":{"metrics_collected":{"LogicalDisk":{"drop_device":true}}}}"#,
                true,
                &[
                    "not simulated: member `/metrics/metrics_collected/LogicalDisk/drop_device` in \
                     the agent's configuration",
                    "Under path : /metrics/metrics_collected/LogicalDisk/ | Error : measurement is \
                     required",
                ],
            ),
        ];
        for (text, windows, expected) in cases {
            let mut found = parse(text, windows).unwrap_err();
            let mut expected: Vec<String> = expected.iter().map(|s| (*s).to_owned()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn names_go_with_and_without_their_section_and_can_be_changed() {
        let text = r#"{"metrics":{"namespace":"Shop","metrics_collected":{
            "cpu":{"measurement":["usage_idle","cpu_usage_user"],"totalcpu":false,
                   "resources":["*"],"metrics_collection_interval":10},
            "disk":{"measurement":[{"name":"free","rename":"DISK_FREE","unit":"Gigabytes"}],
                    "drop_device":true}}}}"#;
        let config = parse(text, false).unwrap();
        let names: Vec<_> = config
            .sections
            .iter()
            .flat_map(|s| s.wanted.iter().map(|w| (w.name.as_str(), w.unit, s.every.as_secs())))
            .collect();
        assert_eq!(
            names,
            [
                ("cpu_usage_idle", "Percent", 10),
                ("cpu_usage_user", "Percent", 10),
                ("DISK_FREE", "Gigabytes", 60),
            ]
        );
        assert_eq!(config.namespace, "Shop");
        assert!(config.has_disk() && !config.has_memory());
        assert!(parse(super::super::usual(false), false).unwrap().has_memory());
        assert!(parse(super::super::usual(true), true).unwrap().has_disk());
    }
}

//! CloudWatch: metrics, metric alarms, what they decide and what they do.

mod acting;
mod actions;
mod alarms;
mod anomaly;
mod composite;
mod contributors;
mod counters;
mod dashboard_body;
mod dashboards;
mod data_source;
mod deciding;
mod entities;
mod explaining;
mod flow;
mod generators;
mod insight_rules;
mod insights;
mod instances;
mod kinds;
mod linked;
mod math;
mod memory;
mod metrics;
mod mutes;
mod pending;
mod properties;
mod put_alarm;
mod reading;
mod reasons;
mod records;
mod scanning;
mod search;
mod streams;
mod suppression;
mod timing;
mod usage;

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::services::cloudwatch::alarm::explain::Evaluation;
use watchtrail::services::cloudwatch::alarm::slots::Place;
use watchtrail::services::cloudwatch::alarm::{Config, StateValue, explain};
use watchtrail::services::cloudwatch::state::Alarm;
use watchtrail::sim::{Region, Scope, Span, Time};

use crate::support::Lab;

/// The scope every test alarm lives in.
pub fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

/// An instant.
pub fn at(text: &str) -> Time {
    Time::parse(text).unwrap_or_else(|| panic!("{text}"))
}

/// A metric alarm on `Test/load`, period 60, N 1, above 70, with changes.
pub fn alarm_input(changes: Value) -> Value {
    let mut input = json!({
        "AlarmName": "load-high",
        "Namespace": "Test",
        "MetricName": "load",
        "Statistic": "Average",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 70,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    for (key, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => input.as_object_mut().unwrap().remove(key),
            value => input.as_object_mut().unwrap().insert(key.clone(), value.clone()),
        };
    }
    input
}

impl Lab {
    /// Makes an alarm.
    pub fn put_alarm(&mut self, changes: Value) {
        self.ok("cloudwatch", "PutMetricAlarm", alarm_input(changes));
    }

    /// Publishes one value of `Test/load` now.
    pub fn publish(&mut self, value: f64) {
        let data = json!([{ "MetricName": "load", "Value": value }]);
        self.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Test", "MetricData": data }));
    }

    /// Publishes a value of `Test/load` at the beginning of each of so many minutes.
    pub fn publish_each_minute(&mut self, values: &[f64]) {
        for value in values {
            self.publish(*value);
            self.sleep(Span::mins(1));
        }
    }

    /// The alarm.
    pub fn alarm(&self, name: &str) -> &Alarm {
        self.world.cloudwatch().alarm(scope(self), name).unwrap_or_else(|| panic!("{name}"))
    }

    /// Its state.
    pub fn state(&self) -> StateValue {
        self.alarm("load-high").value()
    }

    /// Its StateReason.
    pub fn reason(&self) -> String {
        self.alarm("load-high").condition().reason.clone()
    }

    /// Why it was in its state.
    pub fn explain(&self, at: Time) -> Option<Evaluation> {
        let sources = self.world.metrics();
        let place = Place { source: &sources, scope: scope(self) };
        explain::explain(self.alarm("load-high"), place, at)
    }

    /// The history of all alarms, oldest first: kind and summary.
    pub fn history(&mut self) -> Vec<(String, String)> {
        let input = json!({ "ScanBy": "TimestampAscending", "MaxRecords": 100 });
        let reply = self.ok("cloudwatch", "DescribeAlarmHistory", input);
        let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
        reply["AlarmHistoryItems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (text(item, "HistoryItemType"), text(item, "HistorySummary")))
            .collect()
    }
}

/// The configuration PutMetricAlarm makes of an input.
pub fn config(changes: Value) -> Config {
    let mut lab = Lab::new();
    lab.put_alarm(changes);
    let name = lab.world.cloudwatch().region(scope(&lab)).unwrap().alarms().keys().next().cloned();
    (**lab.alarm(&name.unwrap()).config()).clone()
}

/// A request of CloudWatch, which must be well-formed.
pub fn request(op: &str, input: Value) -> Result<Request, String> {
    Request::decode("cloudwatch", op, input)
}

/// The vectors of a file.
pub fn cases(name: &str) -> Vec<Value> {
    crate::support::vectors(name)["vectors"].as_array().unwrap().clone()
}

/// One vector.
pub fn case(file: &str, id: &str) -> Value {
    let found = cases(file).into_iter().find(|case| case["id"] == id);
    found.unwrap_or_else(|| panic!("{file} {id}"))
}

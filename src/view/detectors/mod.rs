//! Anomaly detectors: which there are, what they expect now, and who uses them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html>

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::cloudwatch::anomaly::{Detector, Key, Learnt, of_alarm};
use crate::services::cloudwatch::api::{
    AnomalyDetector, DeleteAnomalyDetectorInput, Request as CloudWatch,
};
use crate::services::cloudwatch::ops::anomaly::described;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::telemetry::MetricId;

/// How wide the band is that is shown: AWS's default.
const WIDTH: f64 = 2.0;

/// A detector.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What tells it from the others, and what it is of: a metric with its dimensions and its
    /// statistic, or an expression.
    pub of: String,
    /// As AWS describes it.
    pub told: AnomalyDetector,
    /// When it last learnt.
    pub trained: Option<Time>,
    /// What it learnt, period by period.
    pub learnt: Vec<Band>,
    /// The alarms whose bands it draws.
    pub alarms: Vec<String>,
}

/// What a detector expects now for a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The period, in seconds.
    pub period_secs: i64,
    /// From where to where values are expected, and whether that follows the hour; `None` where
    /// there was too little to learn from.
    pub expects: Option<(f64, f64, bool)>,
}

/// The detectors of a place.
pub fn rows(world: &World, scope: Scope) -> Vec<Row> {
    let now = world.now();
    let all = world.cloudwatch().detectors().of(scope);
    all.map(|(key, detector)| row(world, scope, (key, detector), now)).collect()
}

fn row(world: &World, scope: Scope, (key, detector): (&Key, &Detector), now: Time) -> Row {
    let newest = detector.trained.last();
    Row {
        of: name(key),
        told: described(scope, key, detector),
        trained: newest.map(|(at, _)| *at),
        learnt: newest.map(|(_, learnt)| bands(learnt, now)).unwrap_or_default(),
        alarms: users(world, scope, key),
    }
}

fn bands(learnt: &Learnt, now: Time) -> Vec<Band> {
    let one = |(period, model): (&i64, &Option<crate::telemetry::band::Model>)| Band {
        period_secs: *period,
        expects: model.as_ref().map(|model| {
            let (low, high) = model.band(now, WIDTH);
            (low, high, model.is_seasonal())
        }),
    };
    learnt.iter().map(one).collect()
}

/// What a detector is of, in one line.
pub fn name(key: &Key) -> String {
    match key {
        Key::Metric { id, stat } => {
            let values = id.dimensions.iter().map(|(name, value)| format!("{name}={value}"));
            let values = values.collect::<Vec<_>>().join(", ");
            format!("{}/{} ({values}) · {stat}", id.namespace, id.name).replace(" ()", "")
        }
        Key::Math(id, parts) => {
            let own = parts.iter().find(|part| part.id == *id).map(|part| &part.of);
            match own {
                Some(crate::telemetry::modelled::PartOf::Expression(text)) => text.clone(),
                _ => id.clone(),
            }
        }
    }
}

/// The alarms whose bands are around what a detector is of.
fn users(world: &World, scope: Scope, key: &Key) -> Vec<String> {
    let alarms = world.cloudwatch().region(scope).into_iter().flat_map(|region| region.alarms());
    let uses = alarms.filter(|(_, alarm)| {
        alarm.config().threshold.band().is_some()
            && of_alarm(alarm.config()).iter().any(|(other, _)| other == key)
    });
    uses.map(|(name, _)| name.clone()).collect()
}

/// What the page asks AWS for.
pub fn reads() -> Vec<Request> {
    let both = json!({ "AnomalyDetectorTypes": ["SINGLE_METRIC", "METRIC_MATH"] });
    let calls = [("DescribeAnomalyDetectors", both), ("ListMetrics", json!({}))];
    calls
        .into_iter()
        .filter_map(|(op, input)| Request::decode("cloudwatch", op, input).ok())
        .collect()
}

/// What is typed into the form that makes a detector of a metric.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The namespace.
    pub namespace: String,
    /// The metric.
    pub metric: String,
    /// Its dimensions, as `Name=value` apart by commas.
    pub dimensions: String,
    /// The statistic; empty: Average.
    pub stat: String,
}

impl Form {
    /// The same form, filled with a metric.
    pub fn of(&self, metric: &MetricId) -> Form {
        let dimension = |(name, value): &(String, String)| format!("{name}={value}");
        let dimensions: Vec<String> = metric.dimensions.iter().map(dimension).collect();
        Form {
            namespace: metric.namespace.clone(),
            metric: metric.name.clone(),
            dimensions: dimensions.join(", "),
            stat: self.stat.clone(),
        }
    }

    /// The call; nothing while something is missing or a dimension has no value.
    pub fn request(&self) -> Option<Request> {
        let (namespace, metric) = (self.namespace.trim(), self.metric.trim());
        if namespace.is_empty() || metric.is_empty() {
            return None;
        }
        let parts = self.dimensions.split(',').map(str::trim).filter(|part| !part.is_empty());
        let dimension = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some(json!({ "Name": name.trim(), "Value": value.trim() }))
        };
        let dimensions: Vec<Value> = parts.map(dimension).collect::<Option<_>>()?;
        let stat = Some(self.stat.trim()).filter(|stat| !stat.is_empty()).unwrap_or("Average");
        let single = json!({ "Namespace": namespace, "MetricName": metric, "Stat": stat,
            "Dimensions": dimensions });
        let input = json!({ "SingleMetricAnomalyDetector": single });
        Request::decode("cloudwatch", "PutAnomalyDetector", input).ok()
    }
}

/// Deletes a detector.
pub fn delete(told: &AnomalyDetector) -> Request {
    CloudWatch::DeleteAnomalyDetector(DeleteAnomalyDetectorInput {
        single: told.single.clone(),
        math: told.math.clone(),
        ..DeleteAnomalyDetectorInput::default()
    })
    .into()
}

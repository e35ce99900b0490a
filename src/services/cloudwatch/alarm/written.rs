//! What an alarm watches as JSON. Histories, messages to topics and events each write it in their
//! own way.

use super::watched::{Measure, Query, Source};
use crate::services::cloudwatch::json::{Object, dimensions, list};

/// As histories write it: names in small letters.
pub fn history(queries: &[Query], period_secs: i32) -> String {
    let one = |query: &Query| match &query.of {
        Source::Metric(measure) => {
            let metric = Object::new()
                .text("namespace", &measure.id.namespace)
                .text("metricName", &measure.id.name)
                .raw("dimensions", &dimensions(&measure.dimensions))
                .end();
            let stat = Object::new()
                .raw("metric", &metric)
                .plain("period", period_secs)
                .text("stat", &measure.stat_name)
                .some_text("unit", measure.unit)
                .end();
            Object::new()
                .text("id", &query.id)
                .raw("metricStat", &stat)
                .some_text("label", query.label.as_deref())
                .plain("returnData", query.returns)
                .end()
        }
        Source::Expression { text, period_secs } => {
            let object = Object::new()
                .text("id", &query.id)
                .text("expression", text)
                .some_text("label", query.label.as_deref());
            some_period(object, "period", *period_secs).plain("returnData", query.returns).end()
        }
    };
    list(&queries.iter().map(one).collect::<Vec<_>>())
}

/// As messages to topics write it: names with a capital.
pub fn message(queries: &[Query], period_secs: i32) -> String {
    let one = |query: &Query| match &query.of {
        Source::Metric(measure) => {
            let metric = Object::new()
                .raw("Dimensions", &dimensions(&measure.dimensions))
                .text("MetricName", &measure.id.name)
                .text("Namespace", &measure.id.namespace)
                .end();
            let stat = Object::new()
                .raw("Metric", &metric)
                .plain("Period", period_secs)
                .text("Stat", &measure.stat_name)
                .some_text("Unit", measure.unit)
                .end();
            Object::new()
                .text("Id", &query.id)
                .some_text("Label", query.label.as_deref())
                .raw("MetricStat", &stat)
                .plain("ReturnData", query.returns)
                .end()
        }
        Source::Expression { text, period_secs } => {
            let object = Object::new()
                .text("Expression", text)
                .text("Id", &query.id)
                .some_text("Label", query.label.as_deref());
            some_period(object, "Period", *period_secs).plain("ReturnData", query.returns).end()
        }
    };
    list(&queries.iter().map(one).collect::<Vec<_>>())
}

/// As events write it: dimensions as an object.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html>
pub fn event(queries: &[Query], period_secs: i32) -> String {
    let one = |query: &Query| match &query.of {
        Source::Metric(measure) => {
            let object = Object::new()
                .text("id", &query.id)
                .some_text("label", query.label.as_deref())
                .raw("metricStat", &event_stat(measure, period_secs));
            object.plain("returnData", query.returns).end()
        }
        Source::Expression { text, period_secs } => {
            let object = Object::new()
                .text("expression", text)
                .text("id", &query.id)
                .some_text("label", query.label.as_deref());
            some_period(object, "period", *period_secs).plain("returnData", query.returns).end()
        }
    };
    list(&queries.iter().map(one).collect::<Vec<_>>())
}

/// One metric as events write it: it has no id of its own and is given one.
pub fn event_metric(measure: &Measure, period_secs: i32, id: &str) -> String {
    let one = Object::new()
        .text("id", id)
        .raw("metricStat", &event_stat(measure, period_secs))
        .plain("returnData", true)
        .end();
    list(&[one])
}

fn event_stat(measure: &Measure, period_secs: i32) -> String {
    let pairs = measure.dimensions.iter();
    let pairs = pairs.fold(Object::new(), |object, (name, value)| object.text(name, value));
    let metric = Object::new()
        .raw("dimensions", &pairs.end())
        .text("name", &measure.id.name)
        .text("namespace", &measure.id.namespace)
        .end();
    Object::new()
        .raw("metric", &metric)
        .plain("period", period_secs)
        .text("stat", &measure.stat_name)
        .some_text("unit", measure.unit)
        .end()
}

fn some_period(object: Object, key: &str, period_secs: Option<i32>) -> Object {
    match period_secs {
        Some(secs) => object.plain(key, secs),
        None => object,
    }
}

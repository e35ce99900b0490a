//! Alarms on more than one metric (row B, "Alarm on expression").

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::Span;

use crate::support::Lab;

/// A metric of a query.
fn metric(id: &str, name: &str) -> Value {
    json!({
        "Id": id, "ReturnData": false,
        "MetricStat": {
            "Metric": { "Namespace": "Test", "MetricName": name }, "Period": 60, "Stat": "Sum",
        },
    })
}

/// An alarm on the rate of errors, above 5 percent.
fn rate() -> Value {
    json!({
        "AlarmName": "load-high",
        "EvaluationPeriods": 1,
        "DatapointsToAlarm": 1,
        "Threshold": 5,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "missing",
        "Metrics": [
            { "Id": "rate", "Expression": "100*errors/requests", "Label": "Error rate (%)" },
            metric("errors", "Errors"),
            metric("requests", "Requests"),
        ],
    })
}

impl Lab {
    fn publish_all(&mut self, values: &[(&str, f64)]) {
        let data: Value = values
            .iter()
            .map(|(name, value)| json!({ "MetricName": name, "Value": value }))
            .collect();
        self.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Test", "MetricData": data }));
    }

    fn put(&mut self, input: Value) {
        self.ok("cloudwatch", "PutMetricAlarm", input);
    }
}

#[test]
fn an_alarm_on_an_expression_is_evaluated_explained_and_described() {
    let mut lab = Lab::new();
    lab.put(rate());
    lab.publish_all(&[("Errors", 15.0), ("Requests", 200.0)]);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm);
    assert_eq!(
        lab.reason(),
        "Threshold Crossed: 1 out of the last 1 datapoints [7.5 (06/01/25 00:00:00)] was greater \
         than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition)."
    );
    let data: Value =
        serde_json::from_str(lab.alarm("load-high").condition().data.as_deref().unwrap()).unwrap();
    let keys: Vec<&String> = data.as_object().unwrap().keys().collect();
    let expected = [
        "version",
        "queryDate",
        "startDate",
        "period",
        "recentDatapoints",
        "threshold",
        "evaluatedDatapoints",
    ];
    assert_eq!(keys, expected);
    let why = lab.explain(lab.world.now()).unwrap();
    let inputs = vec![("errors".to_owned(), Some(15.0)), ("requests".to_owned(), Some(200.0))];
    assert_eq!(why.slots[0].inputs, inputs);
    let shown = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let alarm = &shown["MetricAlarms"][0];
    for absent in ["MetricName", "Namespace", "Statistic", "Period", "Unit"] {
        assert_eq!(alarm.get(absent), None, "{absent}");
    }
    assert_eq!(alarm["Metrics"][0]["Expression"], "100*errors/requests");
    assert_eq!(alarm["Metrics"][0]["ReturnData"], true);
    assert_eq!(alarm["Metrics"][1]["MetricStat"]["Metric"]["MetricName"], "Errors");
    let input = json!({ "Namespace": "Test", "MetricName": "Errors" });
    let of_metric = lab.ok("cloudwatch", "DescribeAlarmsForMetric", input);
    assert_eq!(of_metric["MetricAlarms"], json!([]), "expressions are left out");
    // No requests: nothing can be divided, so the points are missing.
    lab.sleep(Span::mins(10));
    assert_eq!(lab.state(), StateValue::InsufficientData);
    assert_eq!(lab.reason(), "Insufficient Data: 1 datapoint was unknown.");
}

#[test]
fn the_history_and_the_message_name_the_expression() {
    let mut lab = Lab::new();
    let mut input = rate();
    input["AlarmActions"] = json!(["arn:aws:sns:us-east-1:123456789012:t"]);
    lab.put(input);
    lab.publish_all(&[("Errors", 15.0), ("Requests", 200.0)]);
    lab.sleep(Span::mins(1));
    let history = lab.ok("cloudwatch", "DescribeAlarmHistory", json!({ "AlarmName": "load-high" }));
    let items = history["AlarmHistoryItems"].as_array().unwrap();
    let data = |kind: &str| -> Value {
        let item = items.iter().find(|item| item["HistoryItemType"] == kind).unwrap();
        serde_json::from_str(item["HistoryData"].as_str().unwrap()).unwrap()
    };
    let created = &data("ConfigurationUpdate")["createdAlarm"];
    assert_eq!(created["metrics"][0]["expression"], "100*errors/requests");
    assert_eq!(created.get("metricName"), None);
    let published = data("Action")["publishedMessage"].as_str().unwrap().to_owned();
    let published: Value = serde_json::from_str(&published).unwrap();
    let message: Value = serde_json::from_str(published["default"].as_str().unwrap()).unwrap();
    let keys: Vec<&String> = message["Trigger"].as_object().unwrap().keys().collect();
    let expected = [
        "Period",
        "EvaluationPeriods",
        "DatapointsToAlarm",
        "ComparisonOperator",
        "Threshold",
        "TreatMissingData",
        "EvaluateLowSampleCountPercentile",
        "Metrics",
    ];
    assert_eq!(keys, expected);
    let error = json!({
        "Id": "errors",
        "MetricStat": {
            "Metric": { "Dimensions": [], "MetricName": "Errors", "Namespace": "Test" },
            "Period": 60, "Stat": "Sum",
        },
        "ReturnData": false,
    });
    assert_eq!(message["Trigger"]["Metrics"][1].to_string(), error.to_string());
}

#[test]
fn an_expression_that_gives_no_series_is_an_evaluation_error() {
    let mut lab = Lab::new();
    let mut input = rate();
    // A number where the average is low: that shows only with data.
    input["Metrics"][0]["Expression"] = json!("IF(AVG(errors) > 5, errors, 3)");
    lab.put(input);
    lab.publish_all(&[("Errors", 1.0)]);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.alarm("load-high").evaluation_state(), Some("EVALUATION_ERROR"));
    let shown = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    assert_eq!(shown["MetricAlarms"][0]["EvaluationState"], "EVALUATION_ERROR");
    lab.publish_all(&[("Errors", 100.0)]);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.alarm("load-high").evaluation_state(), None);
    assert_eq!(lab.state(), StateValue::Alarm);
}

#[test]
fn what_an_alarm_on_expressions_may_not_be() {
    let many = |kind: &str, n: usize| -> Value {
        (0..n)
            .map(|i| match kind {
                "metric" => metric(&format!("m{i}"), "Errors"),
                _ => json!({ "Id": format!("e{i}"), "Expression": "m0", "ReturnData": false }),
            })
            .collect()
    };
    let with = |more: Value| {
        let mut all = more.as_array().unwrap().clone();
        all.push(json!({ "Id": "x", "Expression": "m0 * 2" }));
        all.push(metric("z", "Requests"));
        Value::Array(all)
    };
    let mut mixed = rate()["Metrics"].clone();
    mixed[1]["MetricStat"]["Period"] = json!(300);
    let expression = |text: &str| {
        let mut all = rate()["Metrics"].clone();
        all[0]["Expression"] = json!(text);
        all
    };
    let cases = [
        (with(many("metric", 10)), "Too many metrics in alarm, maximum is 10"),
        (
            Value::Array(
                [with(many("expression", 10)), json!([metric("m0", "Errors")])]
                    .iter()
                    .flat_map(|all| all.as_array().unwrap().clone())
                    .collect(),
            ),
            "Too many expressions in alarm, maximum is 10",
        ),
        (mixed, "All metrics in the alarm must have the same period"),
        (
            expression("SEARCH('{Test} load', 'Sum', 60)"),
            "SEARCH is not supported on Metric Alarms",
        ),
        (
            expression("[errors, requests]"),
            "Metrics expression that return multi time series are only allowed for \
             MetricsInsights expression with an ORDER BY clause",
        ),
        (
            expression("SUM(errors)"),
            "Error in expression 'rate': the result is a single number; it must be a time series \
             or an array of them",
        ),
        (
            expression("errors / nobody"),
            "Error in expression 'rate': there is no metric or expression nobody",
        ),
    ];
    for (metrics, message) in cases {
        let mut lab = Lab::new();
        let mut input = rate();
        input["Metrics"] = metrics;
        let error = lab.fails("cloudwatch", "PutMetricAlarm", input);
        assert_eq!(error["message"], message);
        assert_eq!(error["code"], "ValidationError");
    }
}

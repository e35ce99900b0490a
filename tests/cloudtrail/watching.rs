//! Metric filters over what a trail delivers to its log group, and the alarms on their metrics.

use serde_json::{Value, json};
use watchtrail::services::logs::pattern::Pattern;
use watchtrail::sim::Span;

use super::logs::logging;
use crate::support::{Lab, vectors};

/// The pattern for use of the root user, of the security standards.
const ROOT: &str = "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && \
                    $.eventType !=\"AwsServiceEvent\"}";

fn alarm(lab: &mut Lab) -> String {
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({ "AlarmNames": ["root-used"] }));
    reply["MetricAlarms"][0]["StateValue"].as_str().unwrap().to_owned()
}

fn put_filter(lab: &mut Lab, more: Value) {
    let mut transformation = json!({ "metricName": "RootUsed", "metricNamespace": "LogMetrics",
        "metricValue": "1" });
    transformation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let input = json!({ "logGroupName": "CloudTrail/logs", "filterName": "root",
        "filterPattern": ROOT, "metricTransformations": [transformation] });
    lab.ok("logs", "PutMetricFilter", input);
}

fn put_alarm(lab: &mut Lab, topic: &str) {
    let input = json!({ "AlarmName": "root-used", "Namespace": "LogMetrics",
        "MetricName": "RootUsed", "Statistic": "Sum", "Period": 300, "EvaluationPeriods": 1,
        "Threshold": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching", "AlarmActions": [topic] });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
}

fn sums(lab: &mut Lab) -> Vec<f64> {
    let input = json!({ "Namespace": "LogMetrics", "MetricName": "RootUsed", "Period": 60,
        "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T06:00:00Z",
        "Statistics": ["Sum"] });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    let points = reply["Datapoints"].as_array().unwrap().iter();
    points.map(|point| point["Sum"].as_f64().unwrap()).collect()
}

/// row: To CloudWatch Logs → metric filter → alarm
#[test]
fn h_a_call_of_the_root_user_raises_an_alarm() {
    let mut lab = logging(false);
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "security" }));
    put_filter(&mut lab, json!({}));
    put_alarm(&mut lab, topic["TopicArn"].as_str().unwrap());
    lab.sleep(Span::mins(20));
    assert_eq!(alarm(&mut lab), "OK");
    assert_eq!(sums(&mut lab), Vec::<f64>::new());
    lab.call("root", "iam", "CreateUser", json!({ "UserName": "backdoor" })).reply.unwrap();
    lab.sleep(Span::mins(15));
    assert_eq!(sums(&mut lab), [1.0]);
    let history = lab.ok(
        "cloudwatch",
        "DescribeAlarmHistory",
        json!({ "AlarmName": "root-used", "HistoryItemType": "StateUpdate" }),
    );
    let summaries = history["AlarmHistoryItems"].as_array().unwrap().iter();
    let summaries: Vec<&str> =
        summaries.map(|item| item["HistorySummary"].as_str().unwrap()).collect();
    assert!(summaries.contains(&"Alarm updated from OK to ALARM"), "{summaries:?}");
    lab.sleep(Span::mins(30));
    assert_eq!(alarm(&mut lab), "OK");
}

#[test]
fn a_minute_with_events_of_which_none_matches_has_the_default_value() {
    let mut lab = logging(false);
    // What came before the filter is not looked at.
    lab.call("root", "iam", "CreateUser", json!({ "UserName": "early" })).reply.unwrap();
    lab.sleep(Span::mins(10));
    put_filter(&mut lab, json!({ "defaultValue": 0 }));
    lab.sleep(Span::mins(30));
    let quiet = sums(&mut lab);
    assert!(!quiet.is_empty() && quiet.iter().all(|sum| *sum == 0.0), "{quiet:?}");
    lab.call("root", "iam", "CreateUser", json!({ "UserName": "late" })).reply.unwrap();
    lab.call("root", "iam", "DeleteUser", json!({ "UserName": "late" })).reply.unwrap();
    lab.sleep(Span::mins(10));
    let total: f64 = sums(&mut lab).iter().sum();
    assert_eq!(total, 2.0);
}

#[test]
fn dimensions_and_values_are_read_out_of_events() {
    let mut lab = Lab::new();
    lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "web" }));
    lab.ok("logs", "CreateLogStream", json!({ "logGroupName": "web", "logStreamName": "s" }));
    let one = json!({ "metricName": "Size", "metricNamespace": "Web", "metricValue": "$size",
        "unit": "Bytes", "dimensions": { "Status": "$status" } });
    let input = json!({ "logGroupName": "web", "filterName": "size",
        "filterPattern": "[ip, ..., status, size>0]", "metricTransformations": [one] });
    lab.ok("logs", "PutMetricFilter", input);
    let now = lab.world.now().as_millis();
    let lines = ["10.0.0.1 - \"GET /a b\" 200 40", "10.0.0.1 - x 200 60", "10.0.0.1 - x 404 7"];
    let events = lines.map(|line| json!({ "timestamp": now, "message": line }));
    let input = json!({ "logGroupName": "web", "logStreamName": "s", "logEvents": events });
    lab.ok("logs", "PutLogEvents", input);
    let sum = |lab: &mut Lab, status: &str| {
        let input = json!({ "Namespace": "Web", "MetricName": "Size", "Period": 60,
            "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T01:00:00Z",
            "Dimensions": [{ "Name": "Status", "Value": status }], "Statistics": ["Sum"] });
        lab.ok("cloudwatch", "GetMetricStatistics", input)["Datapoints"][0].clone()
    };
    assert_eq!(sum(&mut lab, "200"), Value::Null);
    lab.sleep(Span::mins(1));
    let found = sum(&mut lab, "200");
    assert_eq!((&found["Sum"], &found["Unit"]), (&json!(100.0), &json!("Bytes")));
    assert_eq!(sum(&mut lab, "404")["Sum"], 7.0);
}

#[test]
fn filter_patterns_match_as_the_vectors_say() {
    let cases = vectors("logs_filter_cases");
    for case in cases["cases"].as_array().unwrap() {
        let (pattern, message) = (&case["pattern"], &case["message"]);
        let parsed = Pattern::parse(pattern.as_str().unwrap());
        let parsed = parsed.unwrap_or_else(|fault| panic!("{}: {fault:?}", case["id"]));
        let found = parsed.extract(message.as_str().unwrap());
        assert_eq!(json!(found.is_some()), case["match"], "{}", case["id"]);
        if let Some(values) = case.get("extracted_values") {
            assert_eq!(json!(found.unwrap()), *values, "{}", case["id"]);
        }
    }
    for case in cases["invalid"].as_array().unwrap() {
        let pattern = case["pattern"].as_str().unwrap();
        assert!(Pattern::parse(pattern).is_err(), "{pattern}");
    }
}

#[test]
fn patterns_of_the_security_standards_find_the_records_they_should() {
    let records = vectors("ct_records");
    for (_, filter) in vectors("logs_cis_filters").as_object().unwrap() {
        for case in filter.as_array().into_iter().flatten() {
            let pattern = Pattern::parse(case["pattern"].as_str().unwrap()).unwrap();
            let mut found = Vec::new();
            for one in records["records"].as_array().unwrap() {
                if pattern.matches(&one["record"].to_string()) {
                    found.push(one["id"].clone());
                }
            }
            let mut wanted = case["matching_ct_records"].as_array().unwrap().clone();
            let here = |id: &Value| {
                records["records"].as_array().unwrap().iter().any(|one| one["id"] == *id)
            };
            wanted.retain(here);
            let order = |list: &mut Vec<Value>| list.sort_by_key(Value::to_string);
            order(&mut wanted);
            order(&mut found);
            assert_eq!(found, wanted, "{}", case["control"]);
        }
    }
}

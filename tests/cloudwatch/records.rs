//! How CloudTrail writes CloudWatch's calls.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::{Lab, vectors};

/// The sample record with this id.
fn sample(id: &str) -> Value {
    let records = vectors("ct_records")["records"].as_array().unwrap().clone();
    let found = records.into_iter().find(|record| record["id"] == id);
    found.unwrap_or_else(|| panic!("{id}"))["record"].clone()
}

/// The record of the latest call.
fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

/// Members that do not depend on who called when.
const SAME: [&str; 10] = [
    "eventVersion",
    "eventSource",
    "eventName",
    "awsRegion",
    "requestParameters",
    "responseElements",
    "readOnly",
    "eventType",
    "managementEvent",
    "eventCategory",
];

fn compare(id: &str, found: &Value) {
    let sample = sample(id);
    for key in SAME {
        // As text: the order of members and the form of numbers count.
        assert_eq!(found[key].to_string(), sample[key].to_string(), "{id} {key}");
    }
    let keys =
        |record: &Value| -> Vec<String> { record.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(keys(found), keys(&sample), "{id}");
    assert_eq!(
        found["tlsDetails"]["clientProvidedHostHeader"],
        sample["tlsDetails"]["clientProvidedHostHeader"]
    );
}

#[test]
fn alarm_calls_are_written_as_in_the_samples() {
    let mut lab = Lab::new();
    lab.ok(
        "cloudwatch",
        "PutMetricAlarm",
        json!({
            "AlarmName": "web-cpu-high",
            "AlarmDescription": "CPU above 80% for 10 minutes",
            "ActionsEnabled": true,
            "AlarmActions": ["arn:aws:sns:us-east-1:111122223333:ops-alerts"],
            "MetricName": "CPUUtilization",
            "Namespace": "AWS/EC2",
            "Statistic": "Average",
            "Dimensions": [{ "Name": "InstanceId", "Value": "i-0abc1234def567890" }],
            "Period": 300,
            "EvaluationPeriods": 2,
            "DatapointsToAlarm": 2,
            "Threshold": 80,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "missing",
        }),
    );
    compare("cw-put-metric-alarm", &last(&lab));
    lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    compare("cw-describe-alarms", &last(&lab));
    let set =
        json!({ "AlarmName": "web-cpu-high", "StateValue": "ALARM", "StateReason": "testing" });
    lab.ok("cloudwatch", "SetAlarmState", set);
    let records = lab.world.cloudtrail().records();
    let set = records.iter().rev().find(|record| record.event_name == "SetAlarmState").unwrap();
    compare("cw-set-alarm-state", &set.json());
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["web-cpu-high"] }));
    compare("cw-delete-alarms", &last(&lab));
}

#[test]
fn published_data_is_a_data_event_that_keeps_what_it_is_for() {
    let mut lab = Lab::new();
    let host = json!([{ "Name": "Host", "Value": "web-1" }]);
    let data =
        json!([{ "MetricName": "Requests", "Dimensions": host, "Value": 1, "Unit": "Count" }]);
    let input = json!({ "Namespace": "Course/App", "MetricData": data });
    lab.ok("cloudwatch", "PutMetricData", input);
    compare("cw-put-metric-data", &last(&lab));
    let keys = json!({ "Type": "RemoteService", "Name": "db" });
    let datum = json!({ "MetricName": "Calls", "Value": 1 });
    let entity = json!({ "KeyAttributes": keys, "Attributes": { "Host": "web-1" } });
    let with = json!([{ "Entity": entity, "MetricData": [datum] }]);
    let input = json!({ "Namespace": "App", "EntityMetricData": with,
        "StrictEntityValidation": true });
    lab.ok("cloudwatch", "PutMetricData", input);
    assert_eq!(
        last(&lab)["requestParameters"],
        json!({
            "namespace": "App",
            "entityMetricData": [{
                "entity": { "keyAttributes": keys, "attributes": { "Host": "web-1" } },
                "metricData": [{ "metricName": "Calls" }],
            }],
            "strictEntityValidation": true,
        })
    );
}

#[test]
fn reads_of_metrics_are_data_events_too() {
    let mut lab = Lab::new();
    let times = ("2025-01-06T00:00:00Z", "2025-01-06T13:05:00Z");
    let metric = json!({ "Namespace": "Test", "MetricName": "m" });
    let stat = json!({ "Metric": metric, "Period": 60, "Stat": "Sum" });
    for (op, input) in [
        ("ListMetrics", json!({})),
        (
            "GetMetricStatistics",
            json!({ "Namespace": "Test", "MetricName": "m", "StartTime": times.0,
                "EndTime": times.1, "Period": 60, "Statistics": ["Sum"] }),
        ),
        (
            "GetMetricData",
            json!({ "MetricDataQueries": [{ "Id": "q", "MetricStat": stat }],
                "StartTime": times.0, "EndTime": times.1 }),
        ),
    ] {
        lab.ok("cloudwatch", op, input);
        let record = last(&lab);
        assert_eq!((&record["eventName"], &record["eventCategory"]), (&json!(op), &json!("Data")));
        assert_eq!(
            (&record["readOnly"], &record["responseElements"]),
            (&json!(true), &Value::Null)
        );
    }
    assert_eq!(last(&lab)["requestParameters"]["endTime"], "Jan 6, 2025, 1:05:00 PM");
}

#[test]
fn dates_of_history_are_java_s() {
    let mut lab = Lab::new();
    lab.sleep(Span::secs(1));
    lab.ok("cloudwatch", "DescribeAlarmHistory", json!({ "StartDate": "2025-01-05T23:59:01Z" }));
    assert_eq!(last(&lab)["requestParameters"], json!({ "startDate": "Jan 5, 2025, 11:59:01 PM" }));
}

#[test]
fn event_history_names_the_alarms_a_call_changes() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    let named = |lab: &Lab| lab.world.cloudtrail().records().last().unwrap().resources.clone();
    let alarm = [("AWS::CloudWatch::Alarm".to_owned(), "load-high".to_owned())];
    assert_eq!(named(&lab), alarm);
    lab.ok("cloudwatch", "DescribeAlarms", json!({ "AlarmNames": ["load-high"] }));
    assert_eq!(named(&lab), []);
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high"] }));
    assert_eq!(named(&lab), alarm);
}

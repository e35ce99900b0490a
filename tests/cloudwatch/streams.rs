//! Metric streams: kept, listed, started and stopped; the records they would deliver.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::scope;
use crate::support::Lab;

const FIREHOSE: &str = "arn:aws:firehose:us-east-1:123456789012:deliverystream/out";
const ROLE: &str = "arn:aws:iam::123456789012:role/streams";

fn input(name: &str, changes: Value) -> Value {
    let mut input = json!({
        "Name": name, "FirehoseArn": FIREHOSE, "RoleArn": ROLE, "OutputFormat": "json",
    });
    input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    input
}

fn put(lab: &mut Lab, name: &str, changes: Value) -> Value {
    lab.ok("cloudwatch", "PutMetricStream", input(name, changes))
}

#[test]
fn a_stream_is_kept_as_aws_keeps_it() {
    let mut lab = Lab::new();
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:metric-stream/QuickFull";
    assert_eq!(put(&mut lab, "QuickFull", json!({})), json!({ "Arn": arn }));
    let at = "2025-01-06T00:00:00+00:00";
    let name = json!({ "Name": "QuickFull" });
    let mut expected = json!({
        "Arn": arn, "Name": "QuickFull", "FirehoseArn": FIREHOSE, "RoleArn": ROLE,
        "State": "running", "CreationDate": at, "LastUpdateDate": at, "OutputFormat": "json",
        "IncludeLinkedAccountsMetrics": false,
    });
    assert_eq!(lab.ok("cloudwatch", "GetMetricStream", name.clone()), expected);
    lab.sleep(Span::mins(5));
    let names = json!({ "Names": ["QuickFull"] });
    lab.ok("cloudwatch", "StopMetricStreams", names.clone());
    lab.sleep(Span::mins(5));
    // A change leaves it stopped.
    let filters = json!([{ "Namespace": "AWS/EC2", "MetricNames": ["CPUUtilization"] }]);
    let more = json!([{ "IncludeMetrics": [{ "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization" }], "AdditionalStatistics": ["p99.9", "p99"] }]);
    let changes = json!({ "IncludeFilters": filters, "StatisticsConfigurations": more,
        "OutputFormat": "opentelemetry1.0", "Tags": [{ "Key": "a", "Value": "b" }] });
    put(&mut lab, "QuickFull", changes);
    expected["State"] = json!("stopped");
    expected["LastUpdateDate"] = json!("2025-01-06T00:10:00+00:00");
    expected["OutputFormat"] = json!("opentelemetry1.0");
    expected["IncludeFilters"] = filters;
    expected["StatisticsConfigurations"] = json!([{ "IncludeMetrics": [{ "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization" }], "AdditionalStatistics": ["p99", "p99.9"] }]);
    assert_eq!(lab.ok("cloudwatch", "GetMetricStream", name.clone()), expected);
    put(&mut lab, "another", json!({ "Tags": [{ "Key": "a", "Value": "b" }] }));
    let tags = |lab: &mut Lab, name: &str| {
        let arn = format!("arn:aws:cloudwatch:us-east-1:123456789012:metric-stream/{name}");
        lab.ok("cloudwatch", "ListTagsForResource", json!({ "ResourceARN": arn }))["Tags"].clone()
    };
    assert_eq!(tags(&mut lab, "QuickFull"), json!([]), "tags count for a new stream only");
    assert_eq!(tags(&mut lab, "another"), json!([{ "Key": "a", "Value": "b" }]));
    let listed = lab.ok("cloudwatch", "ListMetricStreams", json!({ "MaxResults": 1 }));
    assert_eq!(listed["Entries"][0]["Name"], "QuickFull");
    let token = json!({ "NextToken": listed["NextToken"] });
    let listed = lab.ok("cloudwatch", "ListMetricStreams", token);
    assert_eq!(listed["Entries"][0]["State"], "running");
    assert_eq!(listed["Entries"][0].as_object().unwrap().len(), 7);
    lab.ok("cloudwatch", "StartMetricStreams", names);
    assert_eq!(lab.ok("cloudwatch", "GetMetricStream", name.clone())["State"], "running");
    lab.ok("cloudwatch", "DeleteMetricStream", name.clone());
    let error = lab.fails("cloudwatch", "GetMetricStream", name);
    assert_eq!(error["code"], "ResourceNotFoundException");
}

#[test]
fn what_cannot_be_is_refused() {
    let mut lab = Lab::new();
    let filter = json!([{ "Namespace": "A" }]);
    for (changes, code) in [
        (
            json!({ "IncludeFilters": filter, "ExcludeFilters": filter }),
            "InvalidParameterCombination",
        ),
        (json!({ "IncludeFilters": [{ "MetricNames": ["a"] }] }), "MissingParameter"),
        (json!({ "FirehoseArn": "x" }), "InvalidParameterValue"),
        (json!({ "RoleArn": FIREHOSE }), "InvalidParameterValue"),
        (
            json!({ "OutputFormat": "opentelemetry0.7",
                "StatisticsConfigurations": [{ "AdditionalStatistics": ["TM(10%:90%)"],
                "IncludeMetrics": [{ "Namespace": "A", "MetricName": "b" }] }] }),
            "InvalidParameterValue",
        ),
        (
            json!({ "StatisticsConfigurations": [{ "AdditionalStatistics": ["Sum"],
                "IncludeMetrics": [{ "Namespace": "A", "MetricName": "b" }] }] }),
            "InvalidParameterValue",
        ),
    ] {
        let error = lab.fails("cloudwatch", "PutMetricStream", input("s", changes.clone()));
        assert_eq!(error["code"], code, "{changes}");
    }
    let unknown = json!({ "Names": ["nobody"] });
    for op in ["StartMetricStreams", "StopMetricStreams"] {
        let error = lab.fails("cloudwatch", op, unknown.clone());
        assert_eq!(error["code"], "InvalidParameterValue");
    }
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:metric-stream/s";
    let outcome = lab.call("jiwoo", "cloudwatch", "PutMetricStream", input("s", json!({})));
    let text = outcome.reply.unwrap_err().message.to_string();
    assert!(text.contains("iam:PassRole") && !text.contains(arn), "{text}");
}

#[test]
fn records_are_of_what_arrives_while_it_runs() {
    let mut lab = Lab::new();
    let publish = |lab: &mut Lab, namespace: &str, name: &str, values: Value| {
        let host = json!([{ "Name": "host", "Value": "a" }]);
        let data = json!([{ "MetricName": name, "Values": values, "Dimensions": host,
            "Unit": "Count" }]);
        lab.ok(
            "cloudwatch",
            "PutMetricData",
            json!({ "Namespace": namespace, "MetricData": data }),
        );
    };
    publish(&mut lab, "App", "early", json!([1]));
    lab.sleep(Span::mins(1));
    let more = json!([{ "IncludeMetrics": [{ "Namespace": "App", "MetricName": "orders" }],
        "AdditionalStatistics": ["p50"] }]);
    let only = json!([{ "Namespace": "App" }]);
    put(&mut lab, "s", json!({ "IncludeFilters": only, "StatisticsConfigurations": more }));
    lab.sleep(Span::secs(30));
    publish(&mut lab, "App", "orders", json!([1, 2, 6]));
    publish(&mut lab, "Other", "x", json!([1]));
    lab.sleep(Span::secs(30));
    let records = |lab: &Lab| {
        let (now, scope) = (lab.world.now(), scope(lab));
        let region = lab.world.cloudwatch().region(scope).unwrap();
        let stream = &region.streams()["s"];
        let from = now + Span::mins(-5);
        stream.records(("s", scope), &lab.world.metrics(), (from, now))
    };
    let expected = json!([{
        "metric_stream_name": "s", "account_id": "123456789012", "region": "us-east-1",
        "namespace": "App", "metric_name": "orders", "dimensions": { "host": "a" },
        "timestamp": 1_736_121_660_000_i64,
        "value": { "max": 6.0, "min": 1.0, "sum": 9.0, "count": 3.0, "p50": 2.0 },
        "unit": "Count",
    }]);
    assert_eq!(json!(records(&lab)), expected);
    lab.ok("cloudwatch", "StopMetricStreams", json!({ "Names": ["s"] }));
    assert!(records(&lab).is_empty());
    let but = ["App", "AWS/CloudWatch/MetricStreams", "AWS/Usage"]
        .map(|namespace| json!({ "Namespace": namespace }));
    put(&mut lab, "s", json!({ "ExcludeFilters": but }));
    lab.ok("cloudwatch", "StartMetricStreams", json!({ "Names": ["s"] }));
    lab.sleep(Span::mins(1));
    publish(&mut lab, "Other", "x", json!([1]));
    let names: Vec<Value> =
        records(&lab).iter().map(|record| record["namespace"].clone()).collect();
    assert_eq!(names, ["Other"]);
}

//! Metric streams: kept, listed, started and stopped; the records they would deliver.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::command::{Change, Command, Resource};
use watchtrail::sim::{Span, Time};
use watchtrail::telemetry::MetricSource as _;

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

/// A world with a stream to nowhere, an instance, and alarms on the instance and on the stream.
/// Where it is looked at each minute, whoever looks ahead is told that something has happened.
fn watched(each_minute: bool) -> Vec<(String, Vec<(Time, StateValue)>)> {
    let mut lab = Lab::new();
    let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "m5.large",
        "MinCount": 1, "MaxCount": 1, "Monitoring": { "Enabled": true } });
    let reply = lab.ok("ec2", "RunInstances", launch);
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    put(&mut lab, "s", json!({}));
    let host = json!([{ "Name": "InstanceId", "Value": id }]);
    let stream = json!([{ "Name": "MetricStreamName", "Value": "s" }]);
    let own = "AWS/CloudWatch/MetricStreams";
    for (name, namespace, metric, dimensions, period, threshold) in [
        ("busy", "AWS/EC2", "CPUUtilization", &host, 60, 50.0),
        ("idle", "AWS/EC2", "CPUUtilization", &host, 300, 5.0),
        ("failed", "AWS/EC2", "StatusCheckFailed", &host, 60, 0.5),
        ("much", own, "MetricUpdate", &stream, 60, 10.0),
        ("lost", own, "PublishErrorRate", &stream, 60, 0.5),
    ] {
        lab.put_alarm(json!({
            "AlarmName": name, "Namespace": namespace, "MetricName": metric, "Period": period,
            "Dimensions": dimensions, "Threshold": threshold, "TreatMissingData": "notBreaching",
        }));
    }
    for (wait, amount) in [(40, 90.0), (70, 20.0), (95, 1.0), (130, 80.0), (60, 30.0)] {
        for _ in 0..if each_minute { wait } else { 0 } {
            let load = Change::Load {
                instance: "i-none".to_owned(),
                resource: Resource::Cpu,
                amount: None,
                until: None,
            };
            lab.world.apply(&Command::World(load)).reply.unwrap_err();
            lab.sleep(Span::mins(1));
        }
        if !each_minute {
            lab.sleep(Span::mins(wait));
        }
        let (instance, resource) = (id.clone(), Resource::Cpu);
        let load = Change::Load { instance, resource, amount: Some(amount), until: None };
        lab.world.apply(&Command::World(load)).reply.unwrap();
    }
    lab.sleep(Span::mins(20));
    let region = lab.world.cloudwatch().region(scope(&lab)).unwrap();
    let states = region.alarms().iter().map(|(name, alarm)| {
        let conditions = alarm.conditions.iter().map(|it| (it.since, it.value));
        (name.clone(), conditions.collect())
    });
    states.collect()
}

#[test]
fn alarms_look_ahead_beside_a_stream_and_miss_nothing() {
    let (once, each) = (watched(false), watched(true));
    assert_eq!(once, each);
    let changes: Vec<(&str, usize)> =
        once.iter().map(|(name, states)| (name.as_str(), states.len())).collect();
    // What is on the instance and on the stream changed state, in both ways.
    assert!(changes.iter().filter(|(_, count)| *count > 2).count() >= 3, "{changes:?}");
}

#[test]
fn what_arrived_is_what_a_look_at_all_points_finds() {
    let mut lab = Lab::new();
    for detailed in [true, false] {
        let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
            "MinCount": 1, "MaxCount": 1, "Monitoring": { "Enabled": detailed } });
        lab.ok("ec2", "RunInstances", launch);
    }
    lab.sleep(Span::mins(40));
    let late = lab.world.now() - Span::mins(90);
    let datum = json!({ "MetricName": "CPUUtilization", "Value": 1, "Timestamp": late.rfc3339() });
    let input = json!({ "Namespace": "AWS/EC2", "MetricData": [datum] });
    lab.ok("cloudwatch", "PutMetricData", input);
    let (now, scope, all) = (lab.world.now(), scope(&lab), lab.world.metrics());
    let late = Span::hours(2);
    let mut count = 0;
    for metric in all.list(scope, now) {
        for minute in 0..41 {
            let to = now - Span::mins(minute) + Span::secs(1);
            let range = to - Span::mins(1)..to;
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            let arrived = (range.start, range.end);
            all.arrived(scope, &metric.id, arrived, late, &mut |point| quick.push(point));
            all.points(scope, &metric.id, to - Span::hours(6), to + late, to, &mut |point| {
                if range.contains(&point.arrival) && point.time >= point.arrival - late {
                    slow.push(point);
                }
            });
            assert_eq!(quick, slow, "{:?} {minute}", metric.id);
            count += quick.len();
        }
    }
    assert!(count > 500, "{count}");
}

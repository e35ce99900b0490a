//! Amazon Data Firehose, and metric streams on their way through it into a bucket.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use prost::Message as _;
use serde_json::{Value, json};
use watchtrail::gzip;
use watchtrail::services::cloudwatch::stream::otel::{Any, Export};
use watchtrail::services::{ServiceFact, firehose};
use watchtrail::sim::{Region, Scope, Span};

use crate::support::Lab;

const ROLE: &str = "arn:aws:iam::123456789012:role/writer";

fn role(lab: &mut Lab, name: &str, service: &str, may: Option<(&str, &str)>) {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": service }, "Action": "sts:AssumeRole" }] });
    let input = json!({ "RoleName": name, "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", input);
    if let Some((action, resource)) = may {
        allow(lab, name, action, resource);
    }
}

fn allow(lab: &mut Lab, role: &str, action: &str, resource: &str) {
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": action, "Resource": resource }] });
    let input = json!({ "RoleName": role, "PolicyName": "put",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutRolePolicy", input);
}

/// A bucket, a role that may write into it, and a stream with these settings beside.
fn stream(lab: &mut Lab, changes: Value) {
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "lake" }));
    role(lab, "writer", "firehose.amazonaws.com", Some(("s3:PutObject", "arn:aws:s3:::lake/*")));
    let mut to = json!({ "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake" });
    to.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let input = json!({ "DeliveryStreamName": "out", "ExtendedS3DestinationConfiguration": to });
    lab.ok("firehose", "CreateDeliveryStream", input);
    lab.sleep(Span::mins(1));
}

fn put(lab: &mut Lab, bytes: &[u8]) {
    let record = json!({ "Data": STANDARD.encode(bytes) });
    lab.ok("firehose", "PutRecord", json!({ "DeliveryStreamName": "out", "Record": record }));
}

/// The objects of the bucket: keys and contents.
fn objects(lab: &Lab) -> Vec<(String, Vec<u8>)> {
    let bucket = lab.world.s3().bucket("lake").unwrap();
    let present = bucket.objects.present();
    present.map(|(key, _, put)| (key.clone(), put.body.bytes().to_vec())).collect()
}

fn home() -> Scope {
    Scope { account: watchtrail::sim::AccountId::HOME, region: Region::US_EAST_1 }
}

fn facts(lab: &Lab) -> Vec<String> {
    let told = |fact: &watchtrail::sim::Fact| match &fact.what {
        ServiceFact::Firehose(firehose::Fact::Delivered { records, .. }) => {
            Some(format!("delivered {records}"))
        }
        ServiceFact::Firehose(firehose::Fact::NotDelivered { error, .. }) => Some(error.clone()),
        ServiceFact::Firehose(firehose::Fact::GivenUp { records, .. }) => {
            Some(format!("given up {records}"))
        }
        _ => None,
    };
    lab.world.facts().iter().filter_map(told).collect()
}

#[test]
fn records_become_a_file_when_the_interval_or_the_size_is_reached() {
    let mut lab = Lab::new();
    stream(
        &mut lab,
        json!({ "Prefix": "in/",
        "BufferingHints": { "SizeInMBs": 1, "IntervalInSeconds": 120 } }),
    );
    put(&mut lab, b"one\n");
    lab.sleep(Span::secs(119));
    assert!(objects(&lab).is_empty());
    put(&mut lab, b"two\n");
    lab.sleep(Span::secs(1));
    let found = objects(&lab);
    assert_eq!(found.len(), 1);
    let (key, content) = &found[0];
    let stem = "in/2025/01/06/00/out-1-2025-01-06-00-01-00-";
    assert!(key.starts_with(stem) && key.len() == stem.len() + 36, "{key}");
    assert_eq!(content, b"one\ntwo\n");
    put(&mut lab, &vec![b'x'; 600_000]);
    put(&mut lab, &vec![b'y'; 600_000]);
    lab.sleep(Span::secs(0));
    assert_eq!(objects(&lab).len(), 2, "a mebibyte is there");
    lab.sleep(Span::mins(10));
    assert_eq!(facts(&lab), ["delivered 2", "delivered 2"]);
}

#[test]
fn files_may_be_packed() {
    let mut lab = Lab::new();
    stream(&mut lab, json!({ "CompressionFormat": "GZIP" }));
    put(&mut lab, b"one\n");
    lab.sleep(Span::mins(5));
    let (key, content) = objects(&lab).remove(0);
    assert!(key.ends_with(".gz"), "{key}");
    assert_eq!(gzip::unpack(&content, 100).unwrap().bytes, b"one\n");
}

#[test]
fn what_is_filled_in_is_described() {
    let mut lab = Lab::new();
    stream(&mut lab, json!({}));
    let found =
        lab.ok("firehose", "DescribeDeliveryStream", json!({ "DeliveryStreamName": "out" }));
    let s3 = json!({ "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake",
        "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
        "CompressionFormat": "UNCOMPRESSED",
        "EncryptionConfiguration": { "NoEncryptionConfig": "NoEncryption" },
        "CloudWatchLoggingOptions": { "Enabled": false } });
    let mut extended = s3.clone();
    extended["S3BackupMode"] = json!("Disabled");
    let expected = json!({ "DeliveryStreamDescription": {
        "DeliveryStreamName": "out",
        "DeliveryStreamARN": "arn:aws:firehose:us-east-1:123456789012:deliverystream/out",
        "DeliveryStreamStatus": "ACTIVE",
        "DeliveryStreamEncryptionConfiguration": { "Status": "DISABLED" },
        "DeliveryStreamType": "DirectPut",
        "VersionId": "1",
        "CreateTimestamp": "2025-01-06T00:00:00+00:00",
        "Destinations": [{ "DestinationId": "destinationId-000000000001",
            "S3DestinationDescription": s3, "ExtendedS3DestinationDescription": extended }],
        "HasMoreDestinations": false,
    } });
    assert_eq!(found, expected);
}

#[test]
fn what_cannot_be_is_refused() {
    let mut lab = Lab::new();
    stream(&mut lab, json!({}));
    let s3 = |changes: Value| {
        let mut to = json!({ "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake" });
        to.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        json!({ "DeliveryStreamName": "other", "S3DestinationConfiguration": to })
    };
    let both = {
        let mut both = s3(json!({}));
        both["ExtendedS3DestinationConfiguration"] = both["S3DestinationConfiguration"].clone();
        both
    };
    let taken = json!({ "DeliveryStreamName": "out",
        "S3DestinationConfiguration": { "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake" } });
    let unknown = "arn:aws:iam::123456789012:role/nobody";
    let text =
        format!("Firehose is unable to assume role {unknown}. Please check the role provided.");
    for (input, code, message) in [
        (taken, "ResourceInUseException", "under accountId 123456789012 already exists"),
        (both, "InvalidArgumentException", "Exactly one destination"),
        (s3(json!({ "RoleARN": unknown })), "InvalidArgumentException", text.as_str()),
        (s3(json!({ "CompressionFormat": "ZIP" })), "NotSimulated", "CompressionFormat ZIP"),
        (s3(json!({ "Prefix": "!{timestamp:yyyy}" })), "NotSimulated", "expressions"),
        (
            s3(json!({ "BufferingHints": { "SizeInMBs": 1 } })),
            "InvalidArgumentException",
            "Both SizeInMBs and IntervalInSeconds",
        ),
    ] {
        let error = lab.fails("firehose", "CreateDeliveryStream", input);
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].as_str().unwrap().contains(message), "{error}");
    }
    let nobody = json!({ "DeliveryStreamName": "nobody" });
    let error = lab.fails("firehose", "DescribeDeliveryStream", nobody);
    assert_eq!(error["message"], "Firehose nobody under account 123456789012 not found.");
}

#[test]
fn what_cannot_be_delivered_is_told_tried_again_and_given_up() {
    let mut lab = Lab::new();
    let log = json!({ "Enabled": true, "LogGroupName": "errors", "LogStreamName": "s3" });
    stream(&mut lab, json!({ "CloudWatchLoggingOptions": log }));
    lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "errors" }));
    let names = json!({ "logGroupName": "errors", "logStreamName": "s3" });
    lab.ok("logs", "CreateLogStream", names.clone());
    allow(&mut lab, "writer", "logs:PutLogEvents", "*");
    put(&mut lab, b"lost\n");
    lab.sleep(Span::mins(5));
    assert_eq!(facts(&lab), ["S3.AccessDenied"]);
    let events = lab.ok("logs", "GetLogEvents", names);
    let message = events["events"][0]["message"].as_str().unwrap();
    let message: Value = serde_json::from_str(message).unwrap();
    assert_eq!(message["errorCode"], "S3.AccessDenied");
    lab.sleep(Span::hours(23));
    put(&mut lab, b"kept\n");
    lab.sleep(Span::hours(2));
    assert_eq!(facts(&lab), ["S3.AccessDenied", "given up 1"]);
    allow(&mut lab, "writer", "s3:PutObject", "*");
    lab.sleep(Span::mins(5));
    assert_eq!(objects(&lab).remove(0).1, b"kept\n");
    let state = lab.world.firehose().stream(home(), "out").unwrap();
    assert_eq!((state.lost, state.failure.is_none(), state.waits()), (1, true, (0, 0)));
}

fn metric_stream(lab: &mut Lab, changes: Value) {
    let arn = "arn:aws:firehose:us-east-1:123456789012:deliverystream/out";
    let may = Some(("firehose:PutRecordBatch", arn));
    role(lab, "streamer", "streams.metrics.cloudwatch.amazonaws.com", may);
    let mut input = json!({ "Name": "s", "FirehoseArn": arn, "OutputFormat": "json",
        "RoleArn": "arn:aws:iam::123456789012:role/streamer",
        "IncludeFilters": [{ "Namespace": "Shop" }] });
    input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    lab.ok("cloudwatch", "PutMetricStream", input);
    lab.sleep(Span::secs(30));
}

fn orders(value: f64) -> Value {
    let place = json!([{ "Name": "Place", "Value": "here" }]);
    json!({ "Namespace": "Shop", "MetricData": [{ "MetricName": "orders", "Unit": "Count",
        "Value": value, "Dimensions": place }] })
}

#[test]
fn a_metric_stream_delivers_lines_of_json() {
    let mut lab = Lab::new();
    stream(&mut lab, json!({}));
    metric_stream(&mut lab, json!({}));
    lab.ok("cloudwatch", "PutMetricData", orders(7.0));
    lab.sleep(Span::mins(6));
    let (_, content) = objects(&lab).remove(0);
    let text = String::from_utf8(content).unwrap();
    assert!(text.ends_with("}\n"));
    let expected = json!({
        "metric_stream_name": "s", "account_id": "123456789012", "region": "us-east-1",
        "namespace": "Shop", "metric_name": "orders", "dimensions": { "Place": "here" },
        "timestamp": 1_736_121_660_000_i64,
        "value": { "max": 7.0, "min": 7.0, "sum": 7.0, "count": 1.0 }, "unit": "Count",
    });
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected);
    let records = lab.world.cloudtrail().records();
    assert!(records.iter().all(|record| record.event_name != "PutRecordBatch"), "CloudTrail");
    let opened = records.iter().filter(|record| record.event_name == "AssumeRole");
    assert_eq!(opened.count(), 2, "CloudWatch's session and Firehose's");
    let statistic = |lab: &mut Lab, metric: &str, statistic: &str| {
        let input = json!({ "Namespace": "AWS/CloudWatch/MetricStreams", "MetricName": metric,
            "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T01:00:00Z",
            "Period": 3600, "Statistics": [statistic],
            "Dimensions": [{ "Name": "MetricStreamName", "Value": "s" }] });
        let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
        reply["Datapoints"][0][statistic].clone()
    };
    assert_eq!(statistic(&mut lab, "MetricUpdate", "Sum"), 1.0);
    assert_eq!(statistic(&mut lab, "PublishErrorRate", "Average"), Value::Null);
}

#[test]
fn a_metric_stream_delivers_both_forms_of_opentelemetry() {
    for (format, first) in [("opentelemetry0.7", true), ("opentelemetry1.0", false)] {
        let mut lab = Lab::new();
        stream(&mut lab, json!({}));
        let more = json!([{ "AdditionalStatistics": ["p99.9"],
            "IncludeMetrics": [{ "Namespace": "Shop", "MetricName": "orders" }] }]);
        let form = json!({ "OutputFormat": format, "StatisticsConfigurations": more });
        metric_stream(&mut lab, form);
        lab.ok("cloudwatch", "PutMetricData", orders(7.0));
        lab.sleep(Span::mins(6));
        let (_, content) = objects(&lab).remove(0);
        let export = Export::decode_length_delimited(content.as_slice()).unwrap();
        let of = &export.resource_metrics[0];
        let keys = of.resource.as_ref().unwrap().attributes.iter().map(|one| one.key.as_str());
        let expected = ["cloud.provider", "cloud.account.id", "cloud.region", "aws.exporter.arn"];
        assert_eq!(keys.collect::<Vec<_>>(), expected);
        let metric = &of.scope_metrics[0].metrics[0];
        assert_eq!(
            (metric.name.as_str(), metric.unit.as_str()),
            ("amazonaws.com/Shop/orders", "{Count}")
        );
        let point = &metric.summary.as_ref().unwrap().data_points[0];
        let quantiles = point.quantile_values.iter().map(|one| (one.quantile, one.value));
        assert_eq!(quantiles.collect::<Vec<_>>(), [(0.0, 7.0), (0.999, 7.0), (1.0, 7.0)]);
        assert_eq!((point.count, point.sum), (1, 7.0));
        assert_eq!(point.time_unix_nano - point.start_time_unix_nano, 60_000_000_000);
        let labels = point.labels.iter().map(|one| (one.key.as_str(), one.value.as_str()));
        let told = labels.collect::<Vec<_>>();
        if first {
            let all = [("Namespace", "Shop"), ("MetricName", "orders"), ("Place", "here")];
            assert_eq!((told.as_slice(), point.attributes.len()), (all.as_slice(), 0));
        } else {
            assert_eq!((told.len(), point.attributes.len()), (0, 3));
            let value = point.attributes[2].value.as_ref().unwrap().value.as_ref();
            let Some(Any::Named(named)) = value else { panic!("{value:?}") };
            assert_eq!(named.values[0].key, "Place");
        }
    }
}

#[test]
fn what_a_role_may_not_send_is_lost_and_counted() {
    let mut lab = Lab::new();
    stream(&mut lab, json!({}));
    metric_stream(&mut lab, json!({}));
    let policy = json!({ "RoleName": "streamer", "PolicyName": "put" });
    lab.ok("iam", "DeleteRolePolicy", policy);
    lab.ok("cloudwatch", "PutMetricData", orders(1.0));
    lab.sleep(Span::mins(10));
    assert!(objects(&lab).is_empty());
    let sent = &lab.world.cloudwatch().stream(home(), "s").unwrap().sent;
    assert_eq!((sent.lost, sent.updates), (1, 0));
    let (_, failure) = sent.failure.as_ref().unwrap();
    assert_eq!(failure.code, "AccessDeniedException");
    assert!(failure.refused.is_some() && failure.message.contains("firehose:PutRecordBatch"));
}

#[test]
fn metrics_of_linked_accounts_come_along_when_asked_for() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let sink = lab.ok("oam", "CreateSink", json!({ "Name": "central" }))["Arn"].clone();
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": member }, "Action": "oam:CreateLink", "Resource": "*" }] });
    let input = json!({ "SinkIdentifier": sink, "Policy": policy.to_string() });
    lab.ok("oam", "PutSinkPolicy", input);
    let link = json!({ "LabelTemplate": "$AccountName", "SinkIdentifier": sink,
        "ResourceTypes": ["AWS::CloudWatch::Metric"] });
    lab.signed(&key, "oam", "CreateLink", link).reply.unwrap();
    stream(&mut lab, json!({}));
    metric_stream(&mut lab, json!({ "IncludeLinkedAccountsMetrics": true }));
    lab.signed(&key, "cloudwatch", "PutMetricData", orders(4.0)).reply.unwrap();
    lab.sleep(Span::mins(6));
    let (_, content) = objects(&lab).remove(0);
    let record: Value = serde_json::from_slice(&content).unwrap();
    assert_eq!(record["account_id"], json!(member));
}

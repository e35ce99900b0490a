//! `AWS/Usage`: what is used of that on which there are quotas, and the quotas.

use serde_json::{Value, json};
use watchtrail::services::usage::quota;
use watchtrail::sim::Span;
use watchtrail::telemetry::{MetricId, Quota};

use crate::support::Lab;

fn dimensions([service, of, resource, class]: [&str; 4]) -> Value {
    let pairs = [("Service", service), ("Type", of), ("Resource", resource), ("Class", class)];
    json!(pairs.map(|(name, value)| json!({ "Name": name, "Value": value })))
}

const PROCESSORS: [&str; 4] = ["EC2", "Resource", "vCPU", "Standard/OnDemand"];

fn calls(service: &str, operation: &str) -> Value {
    dimensions([service, "API", operation, "None"])
}

/// The sums of a metric a minute, with the minute they stand at.
fn sums(lab: &mut Lab, name: &str, dimensions: &Value) -> Vec<(String, f64)> {
    let input = json!({
        "Namespace": "AWS/Usage", "MetricName": name, "Dimensions": dimensions, "Period": 60,
        "StartTime": "2025-01-06T00:00:00Z", "EndTime": lab.world.now().to_string(),
        "Statistics": ["Sum"],
    });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    let points = reply["Datapoints"].as_array().unwrap().iter();
    let mut points: Vec<(String, f64)> = points
        .map(|point| {
            let time = point["Timestamp"].as_str().unwrap();
            (time.get(11..16).unwrap().to_owned(), point["Sum"].as_f64().unwrap())
        })
        .collect();
    points.sort_by(|a, b| a.0.cmp(&b.0));
    points
}

fn launch(lab: &mut Lab, count: u32, spot: bool) -> String {
    let mut input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": count, "MaxCount": count,
    });
    if spot {
        input["InstanceMarketOptions"] = json!({ "MarketType": "spot" });
    }
    let reply = lab.ok("ec2", "RunInstances", input);
    reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned()
}

fn of(minutes: &[(&str, f64)]) -> Vec<(String, f64)> {
    minutes.iter().map(|(minute, value)| ((*minute).to_owned(), *value)).collect()
}

#[test]
fn processors_are_counted_while_instances_run() {
    let mut lab = Lab::new();
    let first = launch(&mut lab, 2, false);
    launch(&mut lab, 1, true);
    lab.sleep(Span::mins(3));
    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [first] }));
    lab.sleep(Span::mins(4));
    let processors = dimensions(PROCESSORS);
    // A minute is what runs when it ends; its point is readable two minutes after it began.
    let wanted = [("00:00", 4.0), ("00:01", 4.0), ("00:02", 4.0), ("00:03", 2.0), ("00:04", 2.0)];
    let mut found = sums(&mut lab, "ResourceCount", &processors);
    assert_eq!(found.split_off(5), of(&[("00:05", 2.0)]));
    assert_eq!(found, of(&wanted));
    let spot = dimensions(["EC2", "Resource", "vCPU", "Standard/Spot"]);
    assert!(sums(&mut lab, "ResourceCount", &spot).iter().all(|(_, value)| *value == 2.0));
}

#[test]
fn calls_are_counted_refused_ones_too() {
    let mut lab = Lab::new();
    for _ in 0..3 {
        lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    }
    lab.sleep(Span::secs(90));
    lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let refused = lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "mine" }));
    assert!(refused.reply.is_err());
    lab.sleep(Span::mins(2));
    let alarms = calls("CloudWatch", "DescribeAlarms");
    let wanted = of(&[("00:00", 3.0), ("00:01", 1.0)]);
    assert_eq!(sums(&mut lab, "CallCount", &alarms), wanted);
    assert_eq!(sums(&mut lab, "CallCount", &calls("SNS", "CreateTopic")), of(&[("00:01", 1.0)]));
    // Of a service that is on no list of AWS's nothing is counted.
    assert_eq!(sums(&mut lab, "CallCount", &calls("IAM", "ListUsers")), of(&[]));
    lab.sleep(Span::mins(15));
    let listed = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "AWS/Usage" }));
    let names: Vec<&str> = (listed["Metrics"].as_array().unwrap().iter())
        .map(|metric| {
            let mut dimensions = metric["Dimensions"].as_array().unwrap().iter();
            let named = dimensions.find(|dimension| dimension["Name"] == "Resource").unwrap();
            named["Value"].as_str().unwrap()
        })
        .collect();
    assert_eq!(names, ["CreateTopic", "DescribeAlarms"]);
}

#[test]
fn an_alarm_on_calls_sees_every_one() {
    let mut lab = Lab::new();
    let input = json!({
        "AlarmName": "busy", "Namespace": "AWS/Usage", "MetricName": "CallCount",
        "Dimensions": calls("CloudWatch", "ListDashboards"), "Period": 60, "Statistic": "Sum",
        "EvaluationPeriods": 1, "Threshold": 1, "TreatMissingData": "notBreaching",
        "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
    // Nothing happens for so long that others would look ahead.
    lab.sleep(Span::mins(30));
    for _ in 0..2 {
        lab.ok("cloudwatch", "ListDashboards", json!({}));
    }
    lab.sleep(Span::mins(2));
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    assert_eq!(reply["MetricAlarms"][0]["StateValue"], "ALARM");
}

#[test]
fn quotas_are_those_of_aws() {
    let quota = |name: &str, dimensions: [&str; 4]| {
        let names = ["Service", "Type", "Resource", "Class"];
        let pairs = names.into_iter().zip(dimensions);
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        quota::of(&MetricId::new("AWS/Usage", name, pairs))
    };
    assert_eq!(quota("ResourceCount", PROCESSORS), Some(Quota::AtOnce(5.0)));
    let of_calls = |service, operation| quota("CallCount", [service, "API", operation, "None"]);
    for (service, operation, rate) in [
        ("CloudWatch", "PutMetricData", 500.0),
        ("CloudWatch", "DescribeAlarms", 9.0),
        ("CloudWatch", "ListMetrics", 25.0),
        ("Logs", "PutLogEvents", 5000.0),
        ("KMS", "CreateKey", 5.0),
    ] {
        assert_eq!(of_calls(service, operation), Some(Quota::ASecond(rate)), "{operation}");
    }
    assert_eq!(of_calls("SNS", "CreateTopic"), None);
    assert_eq!(of_calls("EC2", "RunInstances"), None);
}

//! The cost meter: what the watching of a world costs a month, line by line.

use serde_json::json;
use watchtrail::sim::Span;
use watchtrail::view::cost::{Model, dollars, model};

use crate::support::Lab;

/// Lines that count something, with their arithmetic, and the sum.
fn bill(model: &Model) -> Vec<String> {
    let lines = model.lines.iter().filter(|line| line.units > 0);
    let text =
        |line: &watchtrail::view::cost::Line| format!("{}: {}", line.item.key(), line.arithmetic());
    lines.map(text).chain([format!("total: {}", dollars(model.total))]).collect()
}

fn publish(lab: &mut Lab, count: usize) {
    for i in 0..count {
        let data = json!([{ "MetricName": format!("m{i}"), "Value": 1 }]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
    }
}

fn alarm(lab: &mut Lab, name: &str, period: i64) {
    let input = json!({ "AlarmName": name, "Namespace": "App", "MetricName": "m0",
        "Statistic": "Sum", "Period": period, "EvaluationPeriods": 1, "Threshold": 1,
        "ComparisonOperator": "GreaterThanThreshold" });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
}

/// Row C: a cost meter of what was built, a live estimate.
#[test]
fn a_small_world_costs_nothing_but_what_is_never_free() {
    let mut lab = Lab::new();
    assert_eq!(bill(&model(&lab.world)), ["total: $0.00"]);
    publish(&mut lab, 10);
    alarm(&mut lab, "slow", 60);
    assert_eq!(
        bill(&model(&lab.world)),
        ["custom: 10 − 10 = 0", "alarms: 1 − 1 = 0", "requests: 300 − 300 = 0", "total: $0.00"]
    );
    alarm(&mut lab, "fast", 10);
    assert_eq!(bill(&model(&lab.world))[2], "fast: 1 × $0.30 = $0.30");
}

#[test]
fn what_is_beyond_the_free_tier_is_charged_line_by_line() {
    let mut lab = Lab::new();
    let image = "ami-0c02fb55956c7d316";
    let run = json!({ "ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1,
        "Monitoring": { "Enabled": true } });
    lab.ok("ec2", "RunInstances", run);
    lab.sleep(Span::mins(5));
    publish(&mut lab, 12);
    for i in 0..12 {
        alarm(&mut lab, &format!("a{i}"), 60);
    }
    let rule = json!({ "AlarmName": "all", "AlarmRule": "ALARM(a0) OR ALARM(a1)" });
    lab.ok("cloudwatch", "PutCompositeAlarm", rule);
    for name in ["a", "b", "c", "d"] {
        let input = json!({ "DashboardName": name, "DashboardBody": "{\"widgets\":[]}" });
        lab.ok("cloudwatch", "PutDashboard", input);
    }
    let metric = json!({ "Namespace": "App", "MetricName": "m0" });
    let stat = json!({ "Metric": metric, "Period": 60, "Stat": "Sum" });
    let query = |id: &str| json!({ "Id": id, "MetricStat": stat });
    let input = json!({ "MetricDataQueries": [query("a"), query("b")],
        "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T00:05:00Z" });
    lab.ok("cloudwatch", "GetMetricData", input);
    assert_eq!(
        bill(&model(&lab.world)),
        [
            "custom: 12 − 10 = 2 × $0.30 = $0.60",
            "detailed: 7 × $0.30 = $2.10",
            "alarms: 12 − 10 = 2 × $0.10 = $0.20",
            "composites: 1 × $0.50 = $0.50",
            "dashboards: 4 − 3 = 1 × $3.00 = $3.00",
            "get-data: 60 × $0.00001 = $0.0006",
            "requests: 480 − 480 = 0",
            "total: $6.4006",
        ]
    );
    // What gets no data is not charged for; calls of yesterday are not taken to go on.
    lab.sleep(Span::days(2));
    assert_eq!(bill(&model(&lab.world))[0], "detailed: 7 − 7 = 0");
}

#[test]
fn alarms_are_charged_by_the_metrics_they_watch() {
    let mut lab = Lab::new();
    let stat = |name: &str| {
        let metric = json!({ "Namespace": "App", "MetricName": name });
        json!({ "Metric": metric, "Period": 60, "Stat": "Sum" })
    };
    let both = json!({ "AlarmName": "ratio", "EvaluationPeriods": 1, "Threshold": 1,
        "ComparisonOperator": "GreaterThanThreshold", "Metrics": [
            { "Id": "a", "MetricStat": stat("a"), "ReturnData": false },
            { "Id": "b", "MetricStat": stat("b"), "ReturnData": false },
            { "Id": "e", "Expression": "a / b", "ReturnData": true },
        ] });
    lab.ok("cloudwatch", "PutMetricAlarm", both);
    let odd = json!({ "AlarmName": "odd", "EvaluationPeriods": 1, "ThresholdMetricId": "band",
        "ComparisonOperator": "GreaterThanUpperThreshold", "Metrics": [
            { "Id": "a", "MetricStat": stat("a"), "ReturnData": true },
            { "Id": "band", "Expression": "ANOMALY_DETECTION_BAND(a, 2)", "ReturnData": true },
        ] });
    lab.ok("cloudwatch", "PutMetricAlarm", odd);
    let model = model(&lab.world);
    let alarms = model.lines.iter().find(|line| line.item.key() == "alarms").unwrap();
    assert_eq!(alarms.parts, [("odd".to_owned(), 3), ("ratio".to_owned(), 2)]);
}

#[test]
fn amounts_have_two_decimals_or_more() {
    let cases = [
        (0, "$0.00"),
        (500_000_000, "$0.50"),
        (3_500, "$0.0000035"),
        (10_000, "$0.00001"),
        (3_000_000_000, "$3.00"),
        (1_234_000_000, "$1.234"),
    ];
    for (nanos, text) in cases {
        assert_eq!(dollars(nanos), text);
    }
}

/// Row H: Trails cost from their second copy on; data events and Insights always.
#[test]
fn h_trails_cost_from_the_second_copy_on() {
    let mut lab = Lab::new();
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "evidence" }));
    let service = json!({ "Service": "cloudtrail.amazonaws.com" });
    let allow = |action: &str, resource: &str| {
        let mut statement = json!({ "Effect": "Allow", "Principal": service });
        statement["Action"] = json!(action);
        statement["Resource"] = json!(resource);
        statement
    };
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        allow("s3:GetBucketAcl", "arn:aws:s3:::evidence"),
        allow("s3:PutObject", "arn:aws:s3:::evidence/*"),
    ] });
    let input = json!({ "Bucket": "evidence", "Policy": policy.to_string() });
    lab.ok("s3api", "PutBucketPolicy", input);
    for name in ["one", "two"] {
        let trail = json!({ "Name": name, "S3BucketName": "evidence" });
        lab.ok("cloudtrail", "CreateTrail", trail);
        lab.ok("cloudtrail", "StartLogging", json!({ "Name": name }));
    }
    let data = json!([{ "Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::evidence/a"] }]);
    let input = json!({ "TrailName": "two", "EventSelectors": [{ "ReadWriteType": "WriteOnly",
        "IncludeManagementEvents": true, "DataResources": data }] });
    lab.ok("cloudtrail", "PutEventSelectors", input);
    let input = json!({ "TrailName": "one", "InsightSelectors": [
        { "InsightType": "ApiCallRateInsight" }, { "InsightType": "ApiErrorRateInsight" },
    ] });
    lab.ok("cloudtrail", "PutInsightSelectors", input);
    // A day later nothing of that is counted any more.
    lab.sleep(Span::days(1));
    lab.ok("sns", "CreateTopic", json!({ "Name": "a" }));
    lab.ok("sns", "ListTopics", json!({}));
    let object = json!({ "Bucket": "evidence", "Key": "a.txt", "Body": "x" });
    lab.ok("s3api", "PutObject", object);
    let model = model(&lab.world);
    // Both take CreateTopic, one alone ListTopics; of one's two kinds, both look at what writes.
    assert_eq!(
        bill(&model),
        [
            "trail-copies: 90 − 60 = 30 × $0.00002 = $0.0006",
            "trail-data: 30 × $0.000001 = $0.00003",
            "trail-insights: 90 × $0.0000035 = $0.000315",
            "total: $0.000945",
        ]
    );
    let copies = model.lines.iter().find(|line| line.item.key() == "trail-copies").unwrap();
    assert_eq!(copies.parts, [(String::new(), 60), ("two".to_owned(), 30)]);
}

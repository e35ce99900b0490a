//! PutMetricAlarm: what is accepted, what is refused, and in which words.

use serde_json::{Value, json};
use watchtrail::api::error::Stage;
use watchtrail::api::{spec::Operation, validate};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::Span;

use super::{alarm_input, cases, request};
use crate::support::Lab;

/// Members of forms that are refused by name for now.
const REFUSED: [&str; 3] = ["EvaluationCriteria", "EvaluationInterval", "ActionConfiguration"];

/// What the cases that only describe their input mean by it.
fn whole(case: &Value) -> Value {
    let metric = json!({
        "Metric": { "Namespace": "Test", "MetricName": "load" }, "Period": 60, "Stat": "Average",
    });
    let mut input = case["input"].clone();
    let members = input.as_object_mut().unwrap();
    for (key, value) in [
        ("AlarmName", json!("a")),
        ("EvaluationPeriods", json!(1)),
        ("ComparisonOperator", json!("GreaterThanThreshold")),
    ] {
        members.entry(key).or_insert(value);
    }
    let one = |id: &str, expression: Option<&str>| match expression {
        None => json!({ "Id": id, "MetricStat": metric, "ReturnData": false }),
        Some(text) => json!({ "Id": id, "Expression": text }),
    };
    match case["id"].as_str().unwrap() {
        // The metric is left blank.
        "math-two" => members["Metrics"][0]["MetricStat"] = metric,
        "math-multi" => {
            let _ = members.insert("Threshold".into(), json!(1));
            let all = json!([one("m1", None), one("m2", None), one("e1", Some("METRICS()"))]);
            members["Metrics"] = all;
        }
        "anom-two" => {
            members["ComparisonOperator"] = json!("GreaterThanUpperThreshold");
            let band = one("ad1", Some("ANOMALY_DETECTION_BAND(m1)"));
            members["Metrics"] = json!([one("m1", None), band]);
        }
        "math-ec2" => {
            let _ = members.insert("Threshold".into(), json!(1));
            members["Metrics"] = json!([one("m1", None), one("e1", Some("m1 * 2"))]);
        }
        _ if case.get("partialInput").is_some() => panic!("{case}"),
        _ => return case["input"].clone(),
    }
    input
}

/// What comes of an input: its error's code and message, if it has one. The client looks first.
fn outcome(input: &Value) -> Option<(String, String)> {
    let request = match request("PutMetricAlarm", input.clone()) {
        Ok(request) => request,
        Err(error) => return Some(("refused".to_owned(), error)),
    };
    let faults = validate::client(request.spec().input, input);
    if !faults.is_empty() {
        return Some(("ParamValidation (SDK)".to_owned(), faults.join("\n")));
    }
    let mut lab = Lab::new();
    let error = lab.call("admin", "cloudwatch", "PutMetricAlarm", input.clone()).reply.err()?;
    Some((error.code, error.message))
}

#[test]
fn every_measured_case() {
    for case in cases("put_metric_alarm_validation") {
        let id = case["id"].as_str().unwrap();
        let outcome = outcome(&whole(&case));
        if case["valid"] == true {
            assert_eq!(outcome, None, "{id}");
            continue;
        }
        let (code, message) = outcome.unwrap_or_else(|| panic!("{id} was accepted"));
        let expected = case.get("errorCode").cloned().unwrap_or(json!("ValidationError"));
        assert_eq!(json!(code), expected, "{id}: {message}");
        if let Some(expected) = case.get("message") {
            assert_eq!(json!(message), *expected, "{id}");
        }
        if let Some(part) = case.get("messageContains") {
            assert!(message.contains(part.as_str().unwrap()), "{id}: {message}");
        }
    }
}

#[test]
fn what_is_not_simulated_is_refused_by_name() {
    let spec = watchtrail::services::cloudwatch::api::SERVICE.op("PutMetricAlarm").unwrap();
    assert_eq!(spec.input.refused, REFUSED);
    let mut lab = Lab::new();
    let window = json!({ "WallClockWindow": { "Timezone": "Africa/Cairo" } });
    let input = alarm_input(json!({ "EvaluationWindow": window }));
    let error = lab.call("admin", "cloudwatch", "PutMetricAlarm", input).reply.unwrap_err();
    assert_eq!(
        (error.stage, error.message.as_str()),
        (Stage::NotSimulated, "time zone Africa/Cairo")
    );
}

#[test]
fn errors_in_aws_s_words() {
    let topic = |region: &str| format!("arn:aws:sns:{region}:123456789012:t");
    let validation = [
        (
            json!({ "MetricName": null }),
            "PutMetricAlarm request should have a valid MetricName parameter",
        ),
        (
            json!({ "Namespace": null }),
            "PutMetricAlarm request should have a valid Namespace parameter",
        ),
        (json!({ "Period": null }), "PutMetricAlarm request should have a valid Period parameter"),
        (
            json!({ "EvaluationPeriods": null }),
            "PutMetricAlarm request should have a valid EvaluationPeriods parameter",
        ),
        (
            json!({ "ComparisonOperator": null }),
            "PutMetricAlarm request should have a valid ComparisonOperator parameter",
        ),
        (
            json!({ "Threshold": null }),
            "PutMetricAlarm request should have valid Threshold parameter",
        ),
        (
            json!({ "ComparisonOperator": "LessThanLowerThreshold" }),
            "ComparisonOperators for ranges require ThresholdMetricId to be set",
        ),
        (
            json!({ "DatapointsToAlarm": 2 }),
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
        ),
        (
            json!({ "EvaluateLowSampleCountPercentile": "ignore" }),
            "Option evaluateLowSampleCountPercentile can not be applied with statistic Average.",
        ),
        (json!({ "AlarmActions": ["nonsense"] }), "Invalid arn syntax: nonsense"),
        (
            json!({ "OKActions": [topic("eu-central-1")] }),
            "Invalid region eu-central-1 specified. Only us-east-1 is supported.",
        ),
        (
            json!({ "InsufficientDataActions": ["arn:aws-cn:sns:us-east-1:123456789012:t"] }),
            "Invalid partition aws-cn specified. Only aws is supported.",
        ),
        (
            json!({ "AlarmActions": ["arn:aws:s3:us-east-1:123456789012:bucket"] }),
            "Unsupported AWS vendor s3",
        ),
        (json!({ "AlarmName": "a\u{7}b" }), "AlarmName must not contain ASCII Control characters"),
        (
            json!({ "Statistic": "Mean" }),
            "1 validation error detected: Value 'Mean' at 'statistic' failed to satisfy \
             constraint: Member must satisfy enum value set: [SampleCount, Average, Sum, \
             Minimum, Maximum]",
        ),
        (
            json!({ "ComparisonOperator": "Above" }),
            "1 validation error detected: Value 'Above' at 'comparisonOperator' failed to satisfy \
             constraint: Member must satisfy enum value set: [GreaterThanOrEqualToThreshold, \
             GreaterThanThreshold, LessThanThreshold, LessThanOrEqualToThreshold, \
             LessThanLowerOrGreaterThanUpperThreshold, LessThanLowerThreshold, \
             GreaterThanUpperThreshold]",
        ),
    ];
    for (changes, message) in validation {
        let expected = ("ValidationError".to_owned(), message.to_owned());
        assert_eq!(outcome(&alarm_input(changes.clone())), Some(expected), "{changes}");
    }
    let long = "x".repeat(1025);
    let (code, message) = outcome(&alarm_input(json!({ "AlarmDescription": long }))).unwrap();
    assert_eq!(code, "ValidationError");
    assert!(message.ends_with("Member must have length less than or equal to 1024"), "{message}");
}

#[test]
fn both_sides_of_each_bound() {
    let accepted = |changes: Value| outcome(&alarm_input(changes)).is_none();
    for (period, n, good) in [
        (10, 8640, true),
        (10, 8641, false),
        (60, 1440, true),
        (60, 1441, false),
        (300, 288, true),
        (300, 289, false),
        (3540, 24, true),
        (3540, 25, false),
        (3600, 168, true),
        (3600, 169, false),
        (86_400, 7, true),
        (86_400, 8, false),
        (604_800, 1, true),
        (604_800, 2, false),
    ] {
        let changes = json!({ "Period": period, "EvaluationPeriods": n });
        assert_eq!(accepted(changes), good, "{n} x {period}");
    }
    let actions = |n: usize| -> Vec<String> {
        (0..n).map(|i| format!("arn:aws:sns:us-east-1:123456789012:t{i}")).collect()
    };
    assert!(accepted(json!({ "OKActions": actions(5) })));
    assert!(!accepted(json!({ "OKActions": actions(6) })));
    let name = |n: usize| "n".repeat(n);
    assert!(
        accepted(json!({ "AlarmName": name(255) })) && !accepted(json!({ "AlarmName": name(256) }))
    );
    let dimensions = |n: usize| -> Value {
        (0..n).map(|i| json!({ "Name": format!("d{i}"), "Value": "v" })).collect()
    };
    assert!(accepted(json!({ "Dimensions": dimensions(30) })));
    assert!(!accepted(json!({ "Dimensions": dimensions(31) })));
    let tags = |n: usize| -> Value {
        (0..n).map(|i| json!({ "Key": format!("k{i}"), "Value": "v" })).collect()
    };
    assert!(accepted(json!({ "Tags": tags(50) })) && !accepted(json!({ "Tags": tags(51) })));
    for (zone, good) in [
        ("+05:30", true),
        ("+01:05", true),
        ("+01:03", false),
        ("UTC+05:30", true),
        ("Z", true),
        ("Europe/London", true),
        ("Nowhere", false),
    ] {
        let window = json!({ "WallClockWindow": { "Timezone": zone } });
        assert_eq!(accepted(json!({ "EvaluationWindow": window })), good, "{zone}");
    }
    let both = json!({ "WallClockWindow": {}, "SlidingWindow": {} });
    assert!(!accepted(json!({ "EvaluationWindow": both })));
    assert!(accepted(json!({ "EvaluationWindow": { "SlidingWindow": {} } })));
    for (minutes, good) in [(1, true), (2880, true), (2881, false), (0, false)] {
        let warm = json!({ "WarmUpPeriodDurationInMinutes": minutes });
        assert_eq!(accepted(json!({ "WarmUpConfiguration": warm })), good, "{minutes}");
    }
}

#[test]
fn statistics_an_alarm_takes() {
    for (name, good) in [
        ("p99.9", true),
        ("p100.5", true),
        ("p101", false),
        ("tm90", true),
        ("IQM", true),
        ("PR(10:20)", true),
        ("TM(10%:90%)", true),
        ("TM(9%:90%)", false),
        ("Average", false),
    ] {
        let changes = json!({ "Statistic": null, "ExtendedStatistic": name });
        let expected = (!good).then(|| {
            let text =
                format!("The value {name} for parameter ExtendedStatistic is not supported.");
            ("InvalidParameterValue".to_owned(), text)
        });
        assert_eq!(outcome(&alarm_input(changes)), expected, "{name}");
    }
}

#[test]
fn an_update_replaces_everything_but_state_and_tags() {
    let mut lab = Lab::new();
    let tags = |value: &str| json!([{ "Key": "team", "Value": value }]);
    lab.put_alarm(json!({
        "AlarmDescription": "first", "DatapointsToAlarm": 1, "TreatMissingData": "breaching",
        "Tags": tags("red"),
    }));
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm);
    lab.put_alarm(json!({ "Threshold": 80, "Tags": tags("blue") }));
    assert_eq!(lab.state(), StateValue::Alarm);
    let alarm = lab.alarm("load-high");
    let config = alarm.config();
    assert_eq!(
        (&config.description, config.datapoints_to_alarm, config.treat, config.threshold.fixed()),
        (&None, None, None, Some(80.0))
    );
    assert_eq!(alarm.tags["team"], "red");
    assert_eq!(config.updated, lab.world.now());
}

#[test]
fn tagging_at_creation_needs_the_right_to_tag() {
    let request = request("PutMetricAlarm", alarm_input(json!({}))).unwrap();
    let lab = Lab::new();
    let scope = super::scope(&lab);
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high";
    let needs = |request: &watchtrail::services::Request| -> Vec<(Option<&str>, Option<String>)> {
        request.needs(&scope).into_iter().map(|check| (check.action, check.resource)).collect()
    };
    assert_eq!(needs(&request), [(None, Some(arn.to_owned()))]);
    let tagged = alarm_input(json!({ "Tags": [{ "Key": "k", "Value": "v" }] }));
    let request = super::request("PutMetricAlarm", tagged).unwrap();
    assert_eq!(
        needs(&request),
        [(None, Some(arn.to_owned())), (Some("cloudwatch:TagResource"), Some(arn.to_owned()))]
    );
}

#[test]
fn a_refused_alarm_leaves_nothing_behind() {
    let mut lab = Lab::new();
    let facts = lab.world.facts().len();
    let state = lab.world.cloudwatch().clone();
    lab.fails("cloudwatch", "PutMetricAlarm", alarm_input(json!({ "Period": 45 })));
    assert_eq!(lab.world.facts().len(), facts);
    assert_eq!(*lab.world.cloudwatch(), state);
}

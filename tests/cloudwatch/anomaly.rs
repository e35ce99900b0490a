//! Anomaly detectors and the alarms that go by them (row B, "three band operators").

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::Span;

use super::{at, cases};
use crate::support::Lab;

/// An alarm on what is outside the band of `Test/load`.
fn band(operator: &str) -> Value {
    json!({
        "AlarmName": "load-high",
        "EvaluationPeriods": 1,
        "DatapointsToAlarm": 1,
        "ComparisonOperator": operator,
        "ThresholdMetricId": "ad1",
        "Metrics": [
            {
                "Id": "m1",
                "MetricStat": {
                    "Metric": { "Namespace": "Test", "MetricName": "load" },
                    "Period": 60, "Stat": "Average",
                },
            },
            { "Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1, 2)", "Label": "expected" },
        ],
    })
}

/// A lab in which the load swings between 40 and 60 for half an hour.
fn swinging() -> Lab {
    let mut lab = Lab::new();
    lab.sleep(Span::mins(20));
    for minute in 0..30 {
        lab.publish(if minute % 2 == 0 { 40.0 } else { 60.0 });
        lab.sleep(Span::mins(1));
    }
    lab
}

#[test]
fn an_alarm_leaves_the_band_and_comes_back() {
    for (operator, value, state) in [
        ("LessThanLowerOrGreaterThanUpperThreshold", 90.0, StateValue::Alarm),
        ("LessThanLowerOrGreaterThanUpperThreshold", 1.0, StateValue::Alarm),
        ("LessThanLowerOrGreaterThanUpperThreshold", 50.0, StateValue::Ok),
        ("GreaterThanUpperThreshold", 90.0, StateValue::Alarm),
        ("GreaterThanUpperThreshold", 1.0, StateValue::Ok),
        ("LessThanLowerThreshold", 90.0, StateValue::Ok),
        ("LessThanLowerThreshold", 1.0, StateValue::Alarm),
    ] {
        let mut lab = swinging();
        lab.ok("cloudwatch", "PutMetricAlarm", band(operator));
        assert_eq!(lab.state(), StateValue::InsufficientData);
        lab.publish_each_minute(&[50.0; 14]);
        assert_eq!(lab.state(), StateValue::InsufficientData, "nothing is learnt yet");
        lab.publish_each_minute(&[value; 2]);
        assert_eq!(lab.state(), state, "{operator} {value}");
    }
}

#[test]
fn reasons_and_reason_data_tell_the_band() {
    let mut lab = swinging();
    lab.ok("cloudwatch", "PutMetricAlarm", band("LessThanLowerOrGreaterThanUpperThreshold"));
    lab.publish_each_minute(&[50.0; 15]);
    lab.publish_each_minute(&[0.0]);
    let reason = lab.reason();
    let sample = cases("state_reasons").into_iter().find(|case| case["id"] == "f1").unwrap();
    // The same words around other numbers.
    let words = |text: &str| -> String {
        text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | '-')).collect()
    };
    assert_eq!(words(&reason), words(sample["expected"].as_str().unwrap()), "{reason}");
    let data = lab.alarm("load-high").condition().data.clone().unwrap();
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["recentDatapoints"], json!([0.0]));
    let lower = data["recentLowerThresholds"][0].as_f64().unwrap();
    let upper = data["recentUpperThresholds"][0].as_f64().unwrap();
    assert!(20.0 < lower && lower < 50.0 && 50.0 < upper && upper < 80.0, "{data}");
    assert_eq!((data.get("threshold"), data.get("statistic")), (None, None));
    let shown = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let alarm = &shown["MetricAlarms"][0];
    assert_eq!((&alarm["ThresholdMetricId"], alarm.get("Threshold")), (&json!("ad1"), None));
    // The explanation has the band of each window.
    let why = lab.explain(lab.world.now()).unwrap();
    assert_eq!(why.slots[0].limits, Some((lower, upper)));
    assert_eq!(why.slots[0].breaching, Some(true));
}

#[test]
fn the_band_of_the_past_stays_as_it_was() {
    let mut lab = swinging();
    lab.ok("cloudwatch", "PutMetricAlarm", band("GreaterThanUpperThreshold"));
    lab.publish_each_minute(&[50.0; 16]);
    let then = lab.world.now();
    let before = lab.explain(then).unwrap();
    lab.publish_each_minute(&[500.0; 90]);
    assert_eq!(lab.explain(then).unwrap().slots, before.slots);
}

#[test]
fn detectors_are_made_described_and_deleted() {
    let mut lab = swinging();
    // As in AWS's CLI examples.
    let metric = json!({ "Namespace": "Test", "MetricName": "load", "Stat": "Average" });
    let made = lab.ok("cloudwatch", "PutAnomalyDetector", metric.clone());
    let described = |lab: &mut Lab| {
        let input = json!({ "Namespace": "Test" });
        lab.ok("cloudwatch", "DescribeAnomalyDetectors", input)["AnomalyDetectors"].clone()
    };
    let shown = described(&mut lab);
    assert_eq!(
        shown[0],
        json!({
            "AnomalyDetectorId": made["AnomalyDetectorId"],
            "Namespace": "Test", "MetricName": "load", "Dimensions": [], "Stat": "Average",
            "Configuration": { "ExcludedTimeRanges": [] }, "StateValue": "PENDING_TRAINING",
            "SingleMetricAnomalyDetector": {
                "Namespace": "Test", "MetricName": "load", "Dimensions": [], "Stat": "Average",
                "AccountId": "123456789012",
            },
        })
    );
    lab.publish_each_minute(&[50.0; 40]);
    assert_eq!(described(&mut lab)[0]["StateValue"], "TRAINED");
    let band = json!({
        "StartTime": (lab.world.now() - Span::mins(10)).rfc3339(),
        "EndTime": lab.world.now().rfc3339(),
        "MetricDataQueries": [
            {
                "Id": "m1", "ReturnData": false,
                "MetricStat": {
                    "Metric": { "Namespace": "Test", "MetricName": "load" },
                    "Period": 60, "Stat": "Average",
                },
            },
            { "Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1)" },
        ],
    });
    let data = lab.ok("cloudwatch", "GetMetricData", band);
    let results = data["MetricDataResults"].as_array().unwrap();
    assert_eq!(results.len(), 2, "lower and upper end");
    let of = |i: usize| results[i]["Values"][0].as_f64().unwrap();
    assert!(of(0) < 50.0 && 50.0 < of(1));
    let mut elsewhere = json!({ "SingleMetricAnomalyDetector": metric.clone() });
    elsewhere["SingleMetricAnomalyDetector"]["AccountId"] = json!("111122223333");
    let error = lab.fails("cloudwatch", "PutAnomalyDetector", elsewhere);
    assert_eq!(error["code"], "NotSimulated");
    let mut single = json!({ "SingleMetricAnomalyDetector": metric });
    single["SingleMetricAnomalyDetector"]["AccountId"] = json!("123456789012");
    lab.ok("cloudwatch", "DeleteAnomalyDetector", single.clone());
    assert_eq!(described(&mut lab), json!([]));
    let error = lab.fails("cloudwatch", "DeleteAnomalyDetector", single);
    assert_eq!(
        (&error["code"], &error["http"]),
        (&json!("ResourceNotFoundException"), &json!(404))
    );
}

#[test]
fn detectors_are_asked_for_and_deleted_by_their_ids() {
    let mut lab = Lab::new();
    let metric = |stat: &str| json!({ "Namespace": "Test", "MetricName": "load", "Stat": stat });
    let put = |lab: &mut Lab, stat: &str| {
        let made = lab.ok("cloudwatch", "PutAnomalyDetector", metric(stat));
        made["AnomalyDetectorId"].as_str().unwrap().to_owned()
    };
    let (average, sum) = (put(&mut lab, "Average"), put(&mut lab, "Sum"));
    assert_ne!(average, sum);
    // Whoever changes how one learns hears of the same.
    assert_eq!(put(&mut lab, "Average"), average);
    let stats = |lab: &mut Lab, ids: &[&str]| -> Vec<String> {
        let input = json!({ "AnomalyDetectorIds": ids });
        let found = lab.ok("cloudwatch", "DescribeAnomalyDetectors", input);
        let found = found["AnomalyDetectors"].as_array().unwrap();
        found.iter().map(|one| one["Stat"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(stats(&mut lab, &[&sum]), ["Sum"]);
    assert_eq!(stats(&mut lab, &[&sum, &average, "none"]), ["Average", "Sum"]);
    assert_eq!(stats(&mut lab, &[]), ["Average", "Sum"]);
    let both = json!({ "AnomalyDetectorIds": [sum], "Namespace": "Test" });
    let error = lab.fails("cloudwatch", "DescribeAnomalyDetectors", both);
    assert_eq!(error["code"], "InvalidParameterCombination");
    let mut both = metric("Sum");
    both["AnomalyDetectorId"] = json!(sum);
    let error = lab.fails("cloudwatch", "DeleteAnomalyDetector", both);
    assert_eq!(error["code"], "InvalidParameterCombination");
    let id = json!({ "AnomalyDetectorId": sum });
    lab.ok("cloudwatch", "DeleteAnomalyDetector", id.clone());
    assert_eq!(stats(&mut lab, &[]), ["Average"]);
    let error = lab.fails("cloudwatch", "DeleteAnomalyDetector", id);
    assert_eq!(error["code"], "ResourceNotFoundException");
    // One that is made again is another.
    assert_ne!(put(&mut lab, "Sum"), sum);
}

#[test]
fn what_is_excluded_is_not_learnt() {
    let mut lab = swinging();
    let (from, to) = (at("2025-01-06T00:00:00Z"), at("2025-01-06T01:00:00Z"));
    let range = json!({ "StartTime": from.rfc3339(), "EndTime": to.rfc3339() });
    let input = json!({
        "Namespace": "Test", "MetricName": "load", "Stat": "Average",
        "Configuration": { "ExcludedTimeRanges": [range] },
    });
    lab.ok("cloudwatch", "PutAnomalyDetector", input);
    lab.publish_each_minute(&[50.0; 20]);
    let shown = lab.ok("cloudwatch", "DescribeAnomalyDetectors", json!({}));
    assert_eq!(shown["AnomalyDetectors"][0]["StateValue"], "TRAINED_INSUFFICIENT_DATA");
}

#[test]
fn a_deleted_detector_leaves_an_alarm_without_a_band() {
    let mut lab = swinging();
    lab.ok("cloudwatch", "PutMetricAlarm", band("GreaterThanUpperThreshold"));
    lab.publish_each_minute(&[50.0; 16]);
    assert_eq!(lab.state(), StateValue::Ok);
    let metric = json!({ "Namespace": "Test", "MetricName": "load", "Stat": "Average" });
    lab.ok("cloudwatch", "DeleteAnomalyDetector", metric);
    lab.publish_each_minute(&[50.0; 2]);
    assert_eq!(lab.state(), StateValue::InsufficientData);
}

#[test]
fn bands_have_rules_of_their_own() {
    let with = |changes: Value| {
        let mut input = band("GreaterThanUpperThreshold");
        for (key, value) in changes.as_object().unwrap() {
            input[key] = value.clone();
        }
        Lab::new().fails("cloudwatch", "PutMetricAlarm", input)["message"].clone()
    };
    let policy = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:x:y";
    assert_eq!(
        with(json!({ "AlarmActions": [policy] })),
        "autoscaling actions not supported when ThresholdMetricId is set"
    );
    assert_eq!(
        with(json!({ "Threshold": 5 })),
        "Threshold can not be set together with ThresholdMetricId"
    );
    assert_eq!(
        with(json!({ "ThresholdMetricId": "zz" })),
        "ThresholdMetricId must be the Id of a metric that returns data"
    );
}

#[test]
fn an_alarm_that_watches_one_series_has_no_contributors() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    let name = json!({ "AlarmName": "load-high" });
    let shown = lab.ok("cloudwatch", "DescribeAlarmContributors", name);
    assert_eq!(shown, json!({ "AlarmContributors": [] }));
    let error = lab.fails("cloudwatch", "DescribeAlarmContributors", json!({ "AlarmName": "x" }));
    assert_eq!(error["code"], "ResourceNotFoundException");
}

/// The share of errors in requests, as the queries of a detector or an alarm.
fn share() -> Value {
    let metric = |id: &str, name: &str| {
        json!({ "Id": id, "ReturnData": false, "MetricStat": {
            "Metric": { "Namespace": "Shop", "MetricName": name }, "Period": 60, "Stat": "Sum" } })
    };
    json!([metric("m1", "Errors"), metric("m2", "Requests"),
        { "Id": "e1", "Expression": "100 * m1 / m2", "Label": "Share", "ReturnData": true }])
}

fn shop(lab: &mut Lab, errors: &[f64]) {
    for errors in errors {
        let data = json!([{ "MetricName": "Errors", "Value": errors },
            { "MetricName": "Requests", "Value": 100 }]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Shop", "MetricData": data }));
        lab.sleep(Span::mins(1));
    }
}

/// Rows A "Anomaly-detection band" and B "Four static operators / three band operators", over
/// metric math.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricMathAnomalyDetector.html>
#[test]
fn detectors_learn_expressions_and_alarms_go_by_them() {
    let mut lab = Lab::new();
    let math = json!({ "MetricMathAnomalyDetector": { "MetricDataQueries": share() } });
    let made = lab.ok("cloudwatch", "PutAnomalyDetector", math.clone());
    let ask = |lab: &mut Lab, kinds: Value| {
        let input = json!({ "AnomalyDetectorTypes": kinds });
        lab.ok("cloudwatch", "DescribeAnomalyDetectors", input)["AnomalyDetectors"].clone()
    };
    assert_eq!(ask(&mut lab, json!(["SINGLE_METRIC"])), json!([]));
    let shown = ask(&mut lab, json!(["METRIC_MATH"]));
    assert_eq!(
        shown,
        json!([{
            "AnomalyDetectorId": made["AnomalyDetectorId"],
            "Configuration": { "ExcludedTimeRanges": [] },
            "StateValue": "PENDING_TRAINING",
            "MetricMathAnomalyDetector": { "MetricDataQueries": share() },
        }])
    );
    // By its id it is found whatever its type.
    let id = json!({ "AnomalyDetectorIds": [made["AnomalyDetectorId"]] });
    let found = lab.ok("cloudwatch", "DescribeAnomalyDetectors", id);
    assert_eq!(found["AnomalyDetectors"], shown);
    shop(&mut lab, &[4.0, 6.0].repeat(8));
    let mut queries = share().as_array().unwrap().clone();
    queries.push(json!({ "Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(e1, 2)" }));
    let alarm = json!({ "AlarmName": "load-high", "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanUpperThreshold", "ThresholdMetricId": "ad1",
        "Metrics": queries });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm.clone());
    let all = ask(&mut lab, json!(["METRIC_MATH", "SINGLE_METRIC"]));
    assert_eq!(all.as_array().unwrap().len(), 1, "the alarm goes by the detector that is there");
    assert_eq!(all[0]["StateValue"], "TRAINED");
    shop(&mut lab, &[5.0, 5.0]);
    assert_eq!(lab.state(), StateValue::Ok);
    shop(&mut lab, &[50.0]);
    assert_eq!(lab.state(), StateValue::Alarm);
    assert!(
        lab.reason().starts_with("Thresholds Crossed: 1 datapoint [50.0 ("),
        "{}",
        lab.reason()
    );
    let data = json!({ "MetricDataQueries": queries, "ScanBy": "TimestampAscending",
        "StartTime": "2025-01-06T00:15:00Z", "EndTime": "2025-01-06T00:19:00Z" });
    let reply = lab.ok("cloudwatch", "GetMetricData", data);
    let ids: Vec<&str> = reply["MetricDataResults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["Id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["e1", "ad1", "ad1"], "lower and upper end");
    lab.ok("cloudwatch", "DeleteAnomalyDetector", math.clone());
    let error = lab.fails("cloudwatch", "DeleteAnomalyDetector", math);
    assert_eq!(error["code"], "ResourceNotFoundException");
    // An alarm makes the detector it needs.
    lab.ok("cloudwatch", "PutMetricAlarm", alarm);
    assert_eq!(ask(&mut lab, json!(["METRIC_MATH"])).as_array().unwrap().len(), 1);
}

#[test]
fn some_expressions_have_no_detector() {
    let expression = |text: &str| {
        let mut queries = share().as_array().unwrap().clone();
        queries[2]["Expression"] = json!(text);
        json!({ "MetricMathAnomalyDetector": { "MetricDataQueries": queries } })
    };
    let two = json!({ "Namespace": "Shop", "MetricName": "Errors", "Stat": "Sum",
        "MetricMathAnomalyDetector": { "MetricDataQueries": share() } });
    for (input, code) in [
        (expression("SUM(METRICS())"), "ValidationError"),
        (expression("SUM(SEARCH('{Shop} Errors', 'Sum', 60))"), "ValidationError"),
        (expression("m1 +"), "ValidationError"),
        (two, "InvalidParameterCombination"),
        (json!({ "MetricMathAnomalyDetector": {} }), "MissingParameter"),
        (json!({}), "MissingParameter"),
    ] {
        let error = Lab::new().fails("cloudwatch", "PutAnomalyDetector", input.clone());
        assert_eq!(error["code"], code, "{input} {error}");
    }
}

//! Metrics read: statistics, units, labels, pages.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::config::least_samples;
use watchtrail::sim::Span;
use watchtrail::telemetry::Stat;

use super::metrics::put;
use super::{case, cases};
use crate::support::Lab;

/// The value of a statistic of `Test/m` over the first minute; `None` when there is none.
fn stat(lab: &mut Lab, name: &str) -> Option<f64> {
    let reply = get(lab, json!([query("q", name, 60)]), json!({}));
    reply["MetricDataResults"][0]["Values"][0].as_f64()
}

/// A query of `Test/m`.
fn query(id: &str, stat: &str, period: i64) -> Value {
    let metric = json!({ "Namespace": "Test", "MetricName": "m" });
    json!({ "Id": id, "MetricStat": { "Metric": metric, "Period": period, "Stat": stat } })
}

/// GetMetricData over the first hour.
fn get(lab: &mut Lab, queries: Value, more: Value) -> Value {
    lab.ok("cloudwatch", "GetMetricData", input(queries, more))
}

fn input(queries: Value, more: Value) -> Value {
    let mut input = json!({
        "MetricDataQueries": queries, "StartTime": "2025-01-06T00:00:00Z",
        "EndTime": "2025-01-06T01:00:00Z",
    });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn lab_with(values: &Value) -> Lab {
    let mut lab = Lab::new();
    for value in values.as_array().unwrap() {
        put(&mut lab, json!({ "Value": value })).unwrap();
    }
    lab
}

#[test]
fn every_statistic_of_the_samples() {
    for case in cases("statistics") {
        let id = case["id"].as_str().unwrap();
        let mut lab = match &case {
            case if case["values"].is_array() => lab_with(&case["values"]),
            case if case.get("statisticSets").is_some() => {
                let mut lab = Lab::new();
                for set in case["statisticSets"].as_array().unwrap() {
                    put(&mut lab, json!({ "StatisticValues": set })).unwrap();
                }
                lab
            }
            case if case.get("Values").is_some() => {
                let mut lab = Lab::new();
                let datum = json!({ "Values": case["Values"], "Counts": case["Counts"] });
                put(&mut lab, datum).unwrap();
                lab
            }
            _ => continue,
        };
        let check = |lab: &mut Lab, name: &str, expected: &Value| {
            assert_eq!(stat(lab, name), expected.as_f64(), "{id} {name}");
        };
        match (&case["expected"], &case["stat"], &case["stats"]) {
            (Value::Object(all), ..) => {
                all.iter().for_each(|(name, value)| check(&mut lab, name, value));
            }
            (value, Value::String(name), _) => check(&mut lab, name, value),
            (value, _, Value::Array(names)) => {
                names.iter().for_each(|name| check(&mut lab, name.as_str().unwrap(), value));
            }
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[test]
fn extended_statistics_need_samples_that_are_not_negative() {
    let mut lab = lab_with(&json!([5, -1, 7]));
    for name in case("statistics", "s14")["stats"].as_array().unwrap() {
        assert_eq!(stat(&mut lab, name.as_str().unwrap()), None, "{name}");
    }
    assert_eq!(stat(&mut lab, "Minimum"), Some(-1.0));
    for id in ["ss1", "ss3", "ss4"] {
        let case = case("statistics", id);
        let mut lab = Lab::new();
        put(&mut lab, json!({ "StatisticValues": case["statisticSet"] })).unwrap();
        let found = stat(&mut lab, "p50").is_some();
        assert_eq!(json!(found), case["percentilesAvailable"], "{id}");
    }
    // Minimum and maximum are equal and the sum is their multiple: as good as samples.
    let mut lab = Lab::new();
    let set = json!({ "SampleCount": 4, "Sum": 8, "Minimum": 2, "Maximum": 2 });
    put(&mut lab, json!({ "StatisticValues": set })).unwrap();
    assert_eq!(stat(&mut lab, "p99"), Some(2.0));
}

#[test]
fn names_of_statistics() {
    for case in cases("statistics") {
        if let Some(name) = case.get("statSyntax") {
            let valid = Stat::parse(name.as_str().unwrap()).is_some();
            assert_eq!(json!(valid), case["valid"], "{name}");
        }
    }
    let same = case("statistics", "s13")["equivalence"].clone();
    let parse = |i: usize| Stat::parse(same[i].as_str().unwrap());
    assert_eq!(parse(0), parse(1));
    for row in case("statistics", "low1")["cases"].as_array().unwrap() {
        let percent = (row["p"].as_f64().unwrap() * 100.0).round();
        assert_eq!(Some(least_samples(percent)), row["minSamples"].as_f64());
    }
}

#[test]
fn another_set_of_dimensions_is_another_metric() {
    let case = case("statistics", "dim1");
    let dimensions = |given: &Value| -> Value {
        let given = given.as_object().unwrap();
        given.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect()
    };
    let mut lab = Lab::new();
    for published in case["published"].as_array().unwrap() {
        let datum =
            json!({ "Value": published["value"], "Dimensions": dimensions(&published["dims"]) });
        put(&mut lab, datum).unwrap();
    }
    for query in case["queries"].as_array().unwrap() {
        let input = json!({
            "Namespace": "Test", "MetricName": "m", "Dimensions": dimensions(&query["dims"]),
            "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T00:01:00Z",
            "Period": 60, "Statistics": ["Sum"],
        });
        let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
        let found = reply["Datapoints"] != json!([]);
        assert_eq!(json!(found), query["found"], "{query}");
    }
}

#[test]
fn errors_of_get_metric_statistics() {
    let input = |more: Value| {
        let mut input = json!({
            "Namespace": "Test", "MetricName": "m", "StartTime": "2025-01-06T00:00:00Z",
            "EndTime": "2025-01-06T01:00:00Z", "Period": 60, "Statistics": ["Sum"],
        });
        for (key, value) in more.as_object().unwrap() {
            match value {
                Value::Null => input.as_object_mut().unwrap().remove(key),
                value => input.as_object_mut().unwrap().insert(key.clone(), value.clone()),
            };
        }
        input
    };
    for (id, more) in [
        ("gms1", json!({ "EndTime": "2025-01-06T00:00:00Z" })),
        ("gms2", json!({ "StartTime": "2025-01-05T01:00:00Z", "Period": 1 })),
        ("gms3", json!({ "Period": 90 })),
        ("gms4", json!({ "Statistics": null })),
    ] {
        let case = case("api_errors", id);
        let error = Lab::new().fails("cloudwatch", "GetMetricStatistics", input(more));
        for (key, expected) in [("code", "errorCode"), ("message", "message"), ("http", "http")] {
            assert_eq!(error[key], case[expected], "{id}");
        }
    }
    let more = json!({ "Statistics": null, "ExtendedStatistics": ["p50", "p101"] });
    let error = Lab::new().fails("cloudwatch", "GetMetricStatistics", input(more));
    assert_eq!(
        error["message"],
        "The value p101 for parameter ExtendedStatistics.member.2 is not supported."
    );
}

#[test]
fn a_data_point_shows_what_was_asked_for() {
    let mut lab = lab_with(&json!([2, 4, 5]));
    let mut ask = |more: Value| {
        let mut input = json!({
            "Namespace": "Test", "MetricName": "m", "StartTime": "2025-01-06T00:00:00Z",
            "EndTime": "2025-01-06T00:01:00Z", "Period": 60,
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        lab.ok("cloudwatch", "GetMetricStatistics", input)
    };
    let point = json!({
        "Timestamp": "2025-01-06T00:00:00+00:00", "SampleCount": 3.0, "Sum": 11.0, "Unit": "None",
    });
    assert_eq!(
        ask(json!({ "Statistics": ["Sum", "SampleCount"] })),
        json!({ "Label": "m", "Datapoints": [point] })
    );
    let point = json!({
        "Timestamp": "2025-01-06T00:00:00+00:00", "Unit": "None",
        "ExtendedStatistics": { "p50": 4.0, "tc90": 2.7 },
    });
    assert_eq!(
        ask(json!({ "ExtendedStatistics": ["p50", "tc90"] })),
        json!({ "Label": "m", "Datapoints": [point] })
    );
    let other = json!({ "Statistics": ["Sum"], "Unit": "Bytes" });
    assert_eq!(ask(other), json!({ "Label": "m", "Datapoints": [] }));
}

#[test]
fn units_are_never_mixed() {
    let mut lab = Lab::new();
    put(&mut lab, json!({ "Value": 60000, "Unit": "Milliseconds" })).unwrap();
    put(&mut lab, json!({ "Value": 60, "Unit": "Seconds" })).unwrap();
    let reply = get(&mut lab, json!([query("m1", "Sum", 60)]), json!({}));
    let result = &reply["MetricDataResults"][0];
    assert_eq!(result["Values"], json!([60000.0]));
    assert_eq!(result["Messages"], json!([case("api_errors", "gmd1")["resultMessage"]]));
    assert_eq!(result["StatusCode"], "Complete");
    put(&mut lab, json!({ "Value": 5, "Unit": "Count" })).unwrap();
    let reply = get(&mut lab, json!([query("m1", "Sum", 60)]), json!({}));
    let result = &reply["MetricDataResults"][0];
    assert_eq!(result["Values"], json!([5.0]));
    let text = "Multiple units returned: '[Count, Milliseconds, Seconds]'";
    assert_eq!(result["Messages"][0]["Value"], text);
    let mut seconds = query("m1", "Sum", 60);
    seconds["MetricStat"]["Unit"] = json!("Seconds");
    let reply = get(&mut lab, json!([seconds]), json!({}));
    assert_eq!(
        reply,
        json!({
            "MetricDataResults": [{
                "Id": "m1",
                "Label": "m",
                "Timestamps": ["2025-01-06T00:00:00+00:00"],
                "Values": [60.0],
                "StatusCode": "Complete",
            }],
            "Messages": [],
        })
    );
    // GetMetricStatistics gives a data point for each unit.
    let input = json!({
        "Namespace": "Test", "MetricName": "m", "StartTime": "2025-01-06T00:00:00Z",
        "EndTime": "2025-01-06T00:01:00Z", "Period": 60, "Statistics": ["Average"],
    });
    let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
    assert_eq!(reply["Datapoints"].as_array().unwrap().len(), 3);
}

#[test]
fn labels_name_what_differs() {
    for case in cases("labels") {
        let asked = case["queries"].as_array().unwrap();
        let queries: Vec<Value> = asked
            .iter()
            .enumerate()
            .map(|(i, asked)| {
                let stat = asked["stat"].as_str().unwrap();
                let mut query = query(&format!("q{i}"), stat, asked["period"].as_i64().unwrap());
                query["MetricStat"]["Metric"]["MetricName"] = json!("metric1");
                query
            })
            .collect();
        let reply = get(&mut Lab::new(), json!(queries), json!({}));
        let labels: Vec<&Value> =
            reply["MetricDataResults"].as_array().unwrap().iter().map(|r| &r["Label"]).collect();
        assert_eq!(json!(labels), case["labels"], "{}", case["id"]);
    }
}

#[test]
fn other_metrics_are_told_apart_by_name_or_dimensions() {
    let labels = |metrics: Value| -> Value {
        let one = |(i, metric): (usize, &Value)| {
            let mut query = query(&format!("q{i}"), "Sum", 60);
            query["MetricStat"]["Metric"] = metric.clone();
            query
        };
        let queries: Vec<Value> = metrics.as_array().unwrap().iter().enumerate().map(one).collect();
        let reply = get(&mut Lab::new(), json!(queries), json!({}));
        reply["MetricDataResults"].as_array().unwrap().iter().map(|r| r["Label"].clone()).collect()
    };
    let metric = |name: &str, host: &str| {
        let dimensions = json!([{ "Name": "Host", "Value": host }]);
        json!({ "Namespace": "Test", "MetricName": name, "Dimensions": dimensions })
    };
    assert_eq!(labels(json!([metric("a", "x"), metric("b", "x")])), json!(["a", "b"]));
    assert_eq!(labels(json!([metric("a", "x"), metric("a", "y")])), json!(["x", "y"]));
    assert_eq!(labels(json!([metric("a", "x"), metric("b", "y")])), json!(["x a", "y b"]));
}

#[test]
fn dynamic_labels_hold_values() {
    let mut lab = Lab::new();
    for value in [3.0, 1.0, 4.25] {
        put(&mut lab, json!({ "Value": value })).unwrap();
        lab.sleep(Span::mins(1));
    }
    let mut label = |text: &str| {
        let mut query = query("q", "Sum", 60);
        query["Label"] = json!(text);
        let more = json!({ "LabelOptions": { "Timezone": "+0900" } });
        let reply = lab.call("admin", "cloudwatch", "GetMetricData", input(json!([query]), more));
        match reply.reply {
            Ok(reply) => reply["MetricDataResults"][0]["Label"].as_str().unwrap().to_owned(),
            Err(error) => error.code,
        }
    };
    for (text, expected) in [
        ("plain", "plain"),
        ("[max: ${MAX}] ${LABEL}", "[max: 4.25] m"),
        ("${AVG} ${SUM} ${MIN} ${FIRST} ${LAST} ${DATAPOINT_COUNT}", "2.75 8.25 1 3 4.25 3"),
        ("${MIN_TIME}", "2025-01-06 09:01:00"),
        ("${MAX_TIME_RELATIVE} ${FIRST_LAST_TIME_RANGE} ${MIN_MAX_RANGE}", "1m 2m 3.25"),
        ("${PROP('MetricName')} ${PROP('Stat')} ${PROP('Period')}", "m Sum 60"),
        ("${PROP('Region')} ${PROP('AccountId')}", "us-east-1 123456789012"),
        ("${LABEL} ${LABEL}", "ValidationError"),
        ("${NONSENSE}", "ValidationError"),
        ("${AVG}${AVG}${AVG}${AVG}${AVG}${AVG}", "2.752.752.752.752.752.75"),
        ("${AVG}${AVG}${AVG}${AVG}${AVG}${AVG}${AVG}", "ValidationError"),
    ] {
        assert_eq!(label(text), expected, "{text}");
    }
}

#[test]
fn data_comes_newest_first_and_in_pages() {
    let mut lab = Lab::new();
    for value in 0..5 {
        put(&mut lab, json!({ "Value": value })).unwrap();
        lab.sleep(Span::mins(1));
    }
    let queries = json!([query("a", "Sum", 60), query("b", "Maximum", 60)]);
    let all = get(&mut lab, queries.clone(), json!({}));
    assert_eq!(all["MetricDataResults"][0]["Values"], json!([4.0, 3.0, 2.0, 1.0, 0.0]));
    let rising = get(&mut lab, queries.clone(), json!({ "ScanBy": "TimestampAscending" }));
    assert_eq!(rising["MetricDataResults"][1]["Values"], json!([0.0, 1.0, 2.0, 3.0, 4.0]));
    let mut pages = Vec::new();
    let mut token = Value::Null;
    loop {
        let mut more = json!({ "MaxDatapoints": 4 });
        if token != Value::Null {
            more["NextToken"] = token.clone();
        }
        let page = get(&mut lab, queries.clone(), more);
        let results = page["MetricDataResults"].as_array().unwrap();
        let shown: Vec<Value> =
            results.iter().map(|r| json!([r["Id"], r["Values"], r["StatusCode"]])).collect();
        pages.push(shown);
        token = page["NextToken"].clone();
        if token == Value::Null {
            break;
        }
    }
    assert_eq!(
        json!(pages),
        json!([
            [["a", [4.0, 3.0, 2.0, 1.0], "PartialData"], ["b", [], "PartialData"]],
            [["a", [0.0], "Complete"], ["b", [4.0, 3.0, 2.0], "PartialData"]],
            [["b", [1.0, 0.0], "Complete"]],
        ])
    );
    // What the first page found serves the others, unless more is there meanwhile.
    let page = |lab: &mut Lab, more: Value| get(lab, queries.clone(), more);
    let token = page(&mut lab, json!({ "MaxDatapoints": 4 }))["NextToken"].clone();
    let more = json!({ "MaxDatapoints": 4, "NextToken": token });
    let last = |page: &Value| page["MetricDataResults"][0]["Values"].clone();
    assert_eq!(last(&page(&mut lab, more.clone())), json!([0.0]));
    let first = lab.world.now() - Span::mins(5);
    put(&mut lab, json!({ "Value": 7, "Timestamp": first.rfc3339() })).unwrap();
    assert_eq!(last(&page(&mut lab, more)), json!([7.0]));
    let mut hidden = query("a", "Sum", 60);
    hidden["ReturnData"] = json!(false);
    let reply = get(&mut lab, json!([hidden, query("b", "Sum", 60)]), json!({}));
    assert_eq!(reply["MetricDataResults"].as_array().unwrap().len(), 1);
}

#[test]
fn nothing_found_is_no_error() {
    let reply = get(&mut Lab::new(), json!([query("some", "Sum", 60)]), json!({}));
    let result = json!({
        "Id": "some", "Label": "m", "Timestamps": [], "Values": [], "StatusCode": "Complete",
    });
    assert_eq!(reply, json!({ "MetricDataResults": [result], "Messages": [] }));
}

#[test]
fn errors_of_get_metric_data() {
    assert_eq!(case("api_errors", "gmd2")["rejected"], true);
    let fails = |queries: Value, more: Value| {
        let error = Lab::new().fails("cloudwatch", "GetMetricData", input(queries, more));
        error["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        fails(json!([query("M1", "Sum", 60)]), json!({})),
        "The value M1 for parameter MetricDataQueries.member.1.Id is not matching the expected \
         pattern ^[a-z][a-zA-Z0-9_]*$."
    );
    assert_eq!(
        fails(json!([query("a", "Sum", 60), query("a", "Sum", 60)]), json!({})),
        "The values for parameter id in MetricDataQueries are not unique."
    );
    assert_eq!(
        fails(json!([query("a", "Mean", 60)]), json!({})),
        "The value Mean for parameter MetricDataQueries.member.1.MetricStat.Stat is not supported."
    );
    assert_eq!(
        fails(json!([query("a", "Sum", 60)]), json!({ "EndTime": "2025-01-06T00:00:00Z" })),
        "The parameter StartTime must be less than the parameter EndTime."
    );
    let many: Vec<Value> = (0..501).map(|i| query(&format!("q{i}"), "Sum", 60)).collect();
    assert_eq!(
        fails(json!(many), json!({})),
        "The collection MetricDataQueries must not have a size greater than 500."
    );
}

#[test]
fn every_operation_with_known_errors_is_simulated() {
    for case in cases("api_errors") {
        let op = case["op"].as_str().unwrap();
        let known = watchtrail::services::cloudwatch::api::SERVICE.op(op).is_some();
        assert!(known, "{op}");
    }
}

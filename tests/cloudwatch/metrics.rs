//! Metrics: published, listed; what is refused and how long they live.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::api::{MetricDatum, PutMetricDataInput, Request};
use watchtrail::sim::{Call, Command, Region, Span, Time, Via, Who};
use watchtrail::telemetry::{series, unit};

use super::{at, case, cases};
use crate::support::{Lab, vectors};

/// PutMetricData of one datum of `m` in `Test`.
pub fn put(lab: &mut Lab, datum: Value) -> Result<Value, (String, String)> {
    let mut data = json!({ "MetricName": "m" });
    data.as_object_mut().unwrap().extend(datum.as_object().unwrap().clone());
    let input = json!({ "Namespace": "Test", "MetricData": [data] });
    let reply = lab.call("admin", "cloudwatch", "PutMetricData", input).reply;
    reply.map_err(|error| (error.code, error.message))
}

#[test]
fn refused_data_in_aws_s_words() {
    let set = json!({ "SampleCount": 1, "Sum": 1, "Minimum": 1, "Maximum": 1 });
    for (id, datum) in [
        ("pmd1", json!({ "Value": 1, "Values": [1] })),
        ("pmd2", json!({ "Value": 1, "StatisticValues": set })),
        ("pmd3", json!({ "Values": [1, 2], "Counts": [1] })),
    ] {
        let case = case("api_errors", id);
        let (code, message) = put(&mut Lab::new(), datum).unwrap_err();
        assert_eq!(
            (json!(code), json!(message)),
            (case["errorCode"].clone(), case["message"].clone())
        );
    }
}

#[test]
fn numbers_that_are_none_are_refused() {
    let case = case("api_errors", "pmd4");
    for (value, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "Infinity"), (-1e200, "-1.0E200")] {
        let datum = MetricDatum {
            metric_name: "m".to_owned(),
            value: Some(value),
            ..MetricDatum::default()
        };
        let namespace = "Test".to_owned();
        let request = Request::PutMetricData(PutMetricDataInput {
            namespace,
            metric_data: Some(vec![datum]),
            ..PutMetricDataInput::default()
        });
        let (who, region, via) = (Who::Root, Region::US_EAST_1, Via::Cli);
        let call = Call { who, region, via, request: request.into() };
        let error = Lab::new().world.apply(&Command::Call(call)).reply.unwrap_err();
        assert_eq!(json!(error.code), case["errorCode"]);
        let message = case["message"].as_str().unwrap().replace("NaN", shown);
        assert_eq!(error.message, message);
    }
    let greatest = 2f64.powi(360);
    assert!(put(&mut Lab::new(), json!({ "Value": greatest })).is_ok());
    assert!(put(&mut Lab::new(), json!({ "Value": -greatest })).is_ok());
}

#[test]
fn what_else_is_refused() {
    let values: Vec<i32> = (0..151).collect();
    let dimensions = |n: usize| -> Value {
        (0..n).map(|i| json!({ "Name": format!("d{i}"), "Value": "v" })).collect()
    };
    let twice = json!([{ "Name": "a", "Value": "1" }, { "Name": "a", "Value": "2" }]);
    for (datum, code, message) in [
        (json!({}), "MissingParameter", "The parameter MetricData.member.1.Value is required."),
        (
            json!({ "Values": values }),
            "InvalidParameterValue",
            "The collection MetricData.member.1.Values must not have a size greater than 150.",
        ),
        (
            json!({ "Value": 1, "Dimensions": dimensions(31) }),
            "InvalidParameterValue",
            "The collection MetricData.member.1.Dimensions must not have a size greater than 30.",
        ),
        (
            json!({ "Value": 1, "Dimensions": [{ "Name": ":a", "Value": "v" }] }),
            "InvalidParameterValue",
            "The value :a for parameter MetricData.member.1.Dimensions.member.1.Name is invalid.",
        ),
        (
            json!({ "Value": 1, "Dimensions": twice }),
            "InvalidParameterValue",
            "The value a for parameter MetricData.member.1.Dimensions.member.2.Name is invalid.",
        ),
        (
            json!({ "Value": 1, "StorageResolution": 5 }),
            "InvalidParameterValue",
            "The value 5 for parameter MetricData.member.1.StorageResolution is invalid.",
        ),
        (
            json!({ "Values": [1], "Counts": [-1] }),
            "InvalidParameterValue",
            "The value -1.0 for parameter MetricData.member.1.Counts.member.1 is invalid.",
        ),
    ] {
        let expected = Err((code.to_owned(), message.to_owned()));
        assert_eq!(put(&mut Lab::new(), datum.clone()), expected, "{datum}");
    }
    assert!(put(&mut Lab::new(), json!({ "Value": 1, "Dimensions": dimensions(30) })).is_ok());
    let (code, message) =
        put(&mut Lab::new(), json!({ "Value": 1, "Unit": "Furlongs" })).unwrap_err();
    assert_eq!(code, "ValidationError");
    assert!(message.contains("at 'metricData.1.member.unit' failed"), "{message}");
    let mut lab = Lab::new();
    let error =
        lab.fails("cloudwatch", "PutMetricData", json!({ "Namespace": ":x", "MetricData": [] }));
    assert_eq!(error["message"], "The value :x for parameter Namespace is invalid.");
    let many: Vec<Value> =
        (0..1001).map(|i| json!({ "MetricName": format!("m{i}"), "Value": 1 })).collect();
    let input = |n: usize| json!({ "Namespace": "Test", "MetricData": many[..n] });
    lab.ok("cloudwatch", "PutMetricData", input(1000));
    let error = lab.fails("cloudwatch", "PutMetricData", input(1001));
    assert_eq!(
        error["message"],
        "The collection MetricData must not have a size greater than 1000."
    );
}

/// `-13d23h`, `+1h59m`.
fn offset(text: &str) -> Span {
    let span = Span::parse(text.trim_start_matches(['+', '-'])).unwrap();
    if text.starts_with('-') { span.times(-1) } else { span }
}

#[test]
fn timestamps_lie_within_two_weeks_and_two_hours() {
    for id in ["put1", "put2", "put3", "put4"] {
        let case = case("retention_and_time", id);
        let mut lab = Lab::new();
        let time = lab.world.now() + offset(case["timestampOffset"].as_str().unwrap());
        let outcome = put(&mut lab, json!({ "Value": 1, "Timestamp": time.rfc3339() }));
        assert_eq!(json!(outcome.is_ok()), case["accepted"], "{id}");
        if let (Some(message), Err((code, found))) = (case.get("message"), outcome) {
            assert_eq!((json!(code), &json!(found)), (case["error"].clone(), message));
        }
    }
    for (millis, good) in [(0, true), (-1, false)] {
        let mut lab = Lab::new();
        let time = lab.world.now() - Span::days(14) + Span::millis(millis);
        let datum = json!({ "Value": 1, "Timestamp": time.iso_millis() });
        assert_eq!(put(&mut lab, datum).is_ok(), good);
    }
}

#[test]
fn tiers_keep_what_the_pages_say() {
    for case in cases("retention_and_time") {
        let id = case["id"].as_str().unwrap();
        if id.starts_with("tier") {
            let period = case.get("period").map_or(1, |p| p.as_i64().unwrap());
            let age = Span::secs(case["availableSeconds"].as_i64().unwrap());
            assert!(series::is_kept(period, age), "{id}");
            let later = age + Span::secs(1);
            let kept = series::is_kept(period, later) && later <= series::KEPT;
            assert!(!kept, "{id}");
        }
    }
}

/// Publishes a point, lets it grow old, and asks for it.
fn found(age: &str, period: i64) -> bool {
    let mut lab = Lab::new();
    put(&mut lab, json!({ "Value": 1, "StorageResolution": 1 })).unwrap();
    let start = lab.world.now();
    lab.sleep(Span::parse(age).unwrap());
    let end = start + Span::secs(period.max(60) * 100);
    let reply = lab.ok(
        "cloudwatch",
        "GetMetricStatistics",
        json!({
            "Namespace": "Test", "MetricName": "m", "StartTime": start.rfc3339(),
            "EndTime": end.rfc3339(), "Period": period.max(10), "Statistics": ["Sum"],
        }),
    );
    !reply["Datapoints"].as_array().unwrap().is_empty()
}

#[test]
fn old_data_is_read_in_coarse_periods_only() {
    for case in cases("retention_and_time") {
        let id = case["id"].as_str().unwrap();
        if id.starts_with("age") {
            let age = case["startAge"].as_str().unwrap();
            let period = case["period"].as_i64().unwrap();
            assert_eq!(json!(found(age, period)), case["returnsData"], "{id}");
        }
    }
}

fn ask(lab: &mut Lab, start: &str, end: &str, period: i64) -> Result<Vec<Value>, (String, String)> {
    let input = json!({
        "Namespace": "Test", "MetricName": "m", "StartTime": start, "EndTime": end,
        "Period": period, "Statistics": ["SampleCount"],
    });
    let reply = lab.call("admin", "cloudwatch", "GetMetricStatistics", input).reply;
    let reply = reply.map_err(|error| (error.code, error.message))?;
    let mut points = reply["Datapoints"].as_array().unwrap().clone();
    points.sort_by_key(|point| point["Timestamp"].as_str().unwrap().to_owned());
    Ok(points)
}

fn stamps(points: &[Value], format: &str) -> Vec<String> {
    let stamp = |point: &Value| at(point["Timestamp"].as_str().unwrap()).format(format);
    points.iter().map(stamp).collect()
}

#[test]
fn start_times_are_rounded_down() {
    for id in ["al1", "al2", "al3"] {
        let case = case("retention_and_time", id);
        let start = at(&format!("2025-01-06T{}Z", case["start"].as_str().unwrap()));
        let (age, period) = match id {
            "al1" => (Span::days(14), 60),
            "al2" => (Span::days(16), 300),
            _ => (Span::days(64), 3600),
        };
        let rounded = series::rounded_start(start, period, start + age);
        assert_eq!(json!(rounded.format("%H:%M:%S")), case["rounded"], "{id}");
    }
}

#[test]
fn periods_under_a_minute_hang_on_divisions_of_the_minute() {
    for (id, back, step) in [("al4", 10, 10), ("al5", 300, 5)] {
        let case = case("retention_and_time", id);
        let now = at(&format!("2025-01-06T{}Z", case["queryAt"].as_str().unwrap()));
        let mut lab = Lab::new();
        lab.sleep(now - Span::secs(400) - lab.world.now());
        // A point a second.
        for _ in 0..400 {
            put(&mut lab, json!({ "Value": 1, "StorageResolution": 1 })).unwrap();
            lab.sleep(Span::secs(1));
        }
        assert_eq!(lab.world.now(), now);
        let start = (now - Span::secs(back)).rfc3339();
        let points = ask(&mut lab, &start, &now.rfc3339(), step).unwrap();
        let stamps = stamps(&points, "%H:%M:%S");
        assert_eq!(json!([stamps[0], stamps[stamps.len() - 1]]), case["returned"], "{id}");
    }
}

#[test]
fn periods_hang_on_the_start_and_not_on_the_clock() {
    let case = case("retention_and_time", "al6");
    let mut lab = Lab::new();
    lab.publish_each_minute(&[]);
    for _ in 0..180 {
        put(&mut lab, json!({ "Value": 1 })).unwrap();
        lab.sleep(Span::mins(1));
    }
    let start = "2025-01-06T00:18:00Z";
    let points = ask(&mut lab, start, "2025-01-06T03:18:00Z", case["period"].as_i64().unwrap());
    for stamp in stamps(&points.unwrap(), ":%M:%S") {
        assert_eq!(json!(stamp), case["timestampsEndWith"]);
    }
}

#[test]
fn an_answer_has_at_most_1440_points() {
    for id in ["lim1", "lim2", "lim3"] {
        let case = case("retention_and_time", id);
        let mut lab = Lab::new();
        let end = lab.world.now();
        let start = end - Span::secs(case["rangeSeconds"].as_i64().unwrap());
        let period = case["period"].as_i64().unwrap();
        let outcome = ask(&mut lab, &start.rfc3339(), &end.rfc3339(), period);
        assert_eq!(json!(outcome.is_ok()), case["accepted"], "{id}");
        if let Err((code, message)) = outcome {
            assert_eq!(json!(code), case["error"]);
            if let Some(expected) = case.get("message") {
                assert_eq!(json!(message), *expected);
            }
        }
    }
}

fn listed(lab: &mut Lab, input: Value) -> Vec<String> {
    let reply = lab.ok("cloudwatch", "ListMetrics", input);
    let metrics = reply["Metrics"].as_array().unwrap();
    metrics.iter().map(|metric| metric["MetricName"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_new_metric_is_listed_after_a_quarter_of_an_hour() {
    let mut lab = Lab::new();
    put(&mut lab, json!({ "Value": 1 })).unwrap();
    let now = lab.world.now();
    assert_eq!(
        ask(&mut lab, &now.rfc3339(), &(now + Span::mins(1)).rfc3339(), 60).unwrap().len(),
        1
    );
    lab.sleep(Span::mins(15) + Span::millis(-1));
    assert_eq!(listed(&mut lab, json!({ "Namespace": "Test" })), [""; 0]);
    lab.sleep(Span::millis(1));
    assert_eq!(listed(&mut lab, json!({ "Namespace": "Test" })), ["m"]);
    // Recently active: three hours. Listed at all: two weeks. Readable: longer.
    lab.sleep(Span::hours(3) + Span::mins(-15));
    let recent = json!({ "Namespace": "Test", "RecentlyActive": "PT3H" });
    assert_eq!(listed(&mut lab, recent.clone()), ["m"]);
    lab.sleep(Span::secs(1));
    assert_eq!(listed(&mut lab, recent), [""; 0]);
    lab.sleep(Span::days(14) + Span::hours(-3) + Span::secs(-1));
    assert_eq!(listed(&mut lab, json!({ "Namespace": "Test" })), ["m"]);
    lab.sleep(Span::secs(1));
    assert_eq!(listed(&mut lab, json!({ "Namespace": "Test" })), [""; 0]);
    let hour = now + Span::hours(1);
    assert_eq!(ask(&mut lab, &now.rfc3339(), &hour.rfc3339(), 60).unwrap().len(), 1);
}

#[test]
fn listings_are_filtered() {
    let mut lab = Lab::new();
    let dimension = |name: &str, value: &str| json!({ "Name": name, "Value": value });
    for (namespace, name, dimensions) in [
        ("A", "x", json!([])),
        ("A", "y", json!([dimension("Host", "1")])),
        ("B", "z", json!([dimension("Host", "2"), dimension("Disk", "d")])),
    ] {
        let datum = json!({ "MetricName": name, "Value": 1, "Dimensions": dimensions });
        lab.ok(
            "cloudwatch",
            "PutMetricData",
            json!({ "Namespace": namespace, "MetricData": [datum] }),
        );
    }
    lab.sleep(Span::mins(15));
    for (input, expected) in [
        (json!({}), vec!["x", "y", "z"]),
        (json!({ "Namespace": "A" }), vec!["x", "y"]),
        (json!({ "MetricName": "y" }), vec!["y"]),
        (json!({ "Dimensions": [{ "Name": "Host" }] }), vec!["y", "z"]),
        (json!({ "Dimensions": [dimension("Host", "2")] }), vec!["z"]),
        (json!({ "Dimensions": [dimension("Host", "1"), { "Name": "Disk" }] }), vec![]),
        (json!({ "Namespace": "C" }), vec![]),
    ] {
        assert_eq!(listed(&mut lab, input.clone()), expected, "{input}");
    }
    let reply = lab.ok("cloudwatch", "ListMetrics", json!({ "MetricName": "z" }));
    let dimensions = json!([dimension("Disk", "d"), dimension("Host", "2")]);
    assert_eq!(
        reply,
        json!({ "Metrics": [{ "Namespace": "B", "MetricName": "z", "Dimensions": dimensions }] })
    );
    let eleven: Vec<Value> = (0..11).map(|i| json!({ "Name": format!("n{i}") })).collect();
    let error = lab.fails("cloudwatch", "ListMetrics", json!({ "Dimensions": eleven }));
    assert!(error["message"].as_str().unwrap().contains("less than or equal to 10"));
}

#[test]
fn a_page_holds_500_metrics() {
    let mut lab = Lab::new();
    let data: Vec<Value> =
        (0..501).map(|i| json!({ "MetricName": format!("m{i:03}"), "Value": 1 })).collect();
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Test", "MetricData": data }));
    lab.sleep(Span::mins(15));
    let page = lab.ok("cloudwatch", "ListMetrics", json!({}));
    assert_eq!(page["Metrics"].as_array().unwrap().len(), 500);
    let rest = lab.ok("cloudwatch", "ListMetrics", json!({ "NextToken": page["NextToken"] }));
    assert_eq!(rest["Metrics"][0]["MetricName"], "m500");
    assert_eq!(rest.get("NextToken"), None);
}

#[test]
fn units_and_limits_are_those_of_the_service_model() {
    let vectors = vectors("units_and_limits");
    let mut units: Vec<&str> = unit::UNITS.to_vec();
    let mut model: Vec<&str> =
        vectors["units"].as_array().unwrap().iter().map(|unit| unit.as_str().unwrap()).collect();
    units.sort_unstable();
    model.sort_unstable();
    assert_eq!(units, model);
    let service = &watchtrail::services::cloudwatch::api::SERVICE;
    let member = |op: &str, name: &str| {
        let input = service.op(op).unwrap().input;
        input.members.iter().find(|member| member.name == name).unwrap()
    };
    for (name, key) in [("ComparisonOperator", "comparisonOperators"), ("Statistic", "statistics")]
    {
        assert_eq!(json!(member("PutMetricAlarm", name).one_of), vectors[key]);
    }
    assert_eq!(
        json!(member("DescribeAlarmHistory", "HistoryItemType").one_of),
        vectors["historyItemTypes"]
    );
    let limits = &vectors["limits"];
    for (op, name, key) in [
        ("PutMetricAlarm", "AlarmName", "alarmName"),
        ("PutMetricAlarm", "AlarmDescription", "alarmDescription"),
        ("PutMetricAlarm", "AlarmActions", "actionsPerState"),
        ("PutMetricAlarm", "MetricName", "metricName"),
        ("PutMetricAlarm", "Namespace", "namespace"),
        ("PutMetricAlarm", "Dimensions", "dimensions"),
        ("SetAlarmState", "StateReason", "stateReason"),
        ("SetAlarmState", "StateReasonData", "stateReasonData"),
    ] {
        assert_eq!(json!(member(op, name).length.unwrap().1), limits[key], "{op} {name}");
    }
    let days = watchtrail::services::cloudwatch::alarm::history::KEPT.as_secs() / 86_400;
    assert_eq!(json!(days), limits["alarmHistoryDays"]);
}

#[test]
fn stored_points_are_in_order_whatever_order_they_came_in() {
    let mut lab = Lab::new();
    lab.sleep(Span::hours(5));
    let now = lab.world.now();
    for minutes in [3, 1, 200, 2, 61, 60, 59] {
        let time = now - Span::mins(minutes);
        put(&mut lab, json!({ "Value": minutes, "Timestamp": time.rfc3339() })).unwrap();
    }
    let start = (now - Span::hours(4)).rfc3339();
    let points = ask(&mut lab, &start, &now.rfc3339(), 60).unwrap();
    let stamps: Vec<Time> =
        points.iter().map(|point| at(point["Timestamp"].as_str().unwrap())).collect();
    let ages: Vec<i64> = stamps.iter().map(|time| (now - *time).as_secs() / 60).collect();
    assert_eq!(ages, [200, 61, 60, 59, 3, 2, 1]);
}

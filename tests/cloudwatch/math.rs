//! Metric math: expressions over series given by hand, and in GetMetricData.

use serde_json::{Value as Json, json};
use watchtrail::sim::{Span, Time};
use watchtrail::telemetry::math::{self, MathError, Series, Sheet, Value};

use super::{at, cases};
use crate::support::Lab;

/// Series by id, over a grid.
struct Given {
    sheet: Sheet,
    grid: Vec<Time>,
}

fn given(case: &Json) -> Given {
    let period = Span::secs(case["period"].as_i64().unwrap_or(60));
    let inputs = case["inputs"].as_object().cloned().unwrap_or_default();
    let count = inputs.values().map(|values| values.as_array().unwrap().len()).max();
    let first = case["timestamps"][0].as_str().unwrap_or("2025-01-06T00:00:00Z");
    let grid: Vec<Time> =
        (0..count.unwrap_or(0)).map(|i| at(first) + period.times(i as i64)).collect();
    let series = inputs.iter().map(|(id, values)| {
        let values = values.as_array().unwrap().iter().zip(&grid);
        let points = values.filter_map(|(value, time)| Some((*time, value.as_f64()?))).collect();
        Series { id: id.clone(), period, points }
    });
    Given { sheet: Sheet::new(series.collect(), grid.clone()), grid }
}

fn run(expression: &str, scene: &Given) -> Result<Value, MathError> {
    math::value(&math::parse(expression)?, &scene.sheet)
}

/// A series' values over the grid, null where there is none.
fn values(series: &Series, grid: &[Time]) -> Json {
    let at = |time: &Time| series.points.iter().find(|(at, _)| at == time).map(|(_, value)| *value);
    assert!(series.points.iter().all(|(time, _)| grid.contains(time)), "{series:?}");
    json!(grid.iter().map(at).collect::<Vec<_>>())
}

fn numbers(value: &Json) -> Vec<Option<f64>> {
    value.as_array().unwrap().iter().map(Json::as_f64).collect()
}

#[test]
fn expressions_give_what_the_documentation_says() {
    let mut seen = 0;
    for case in cases("metric_math") {
        let id = case["id"].as_str().unwrap();
        let expression = case["expression"].as_str().unwrap();
        let scene = given(&case);
        let found = run(expression, &scene);
        match (id, found) {
            // A band needs a metric and a model; the case gives neither.
            ("ad1", found) => {
                assert_eq!(found, Err(MathError::UnknownId("m1".to_owned())));
                let scene = given(&json!({ "inputs": { "m1": [1, 2] } }));
                let Ok(Value::Many(ends)) = run(expression, &scene) else { panic!("{id}") };
                assert_eq!(ends.len(), 2, "{id}: no model, so a band without points");
                assert!(ends.iter().all(|end| end.points.is_empty()));
            }
            // A number may stand in an expression; it is no answer.
            ("ag6", found) => assert_eq!(found, Ok(Value::Scalar(3.0)), "{id}"),
            ("pr1", found) => assert_eq!(found, Ok(Value::Scalar(14.0)), "{id}"),
            (_, Ok(Value::Series(series))) => assert_eq!(
                numbers(&values(&series, &scene.grid)),
                numbers(&case["expected"]),
                "{id}: {expression}"
            ),
            (_, Ok(Value::Many(all))) => {
                let order: Vec<&str> = all.iter().map(|series| series.id.as_str()).collect();
                assert_eq!(json!(order), case["expectedOrder"], "{id}: {expression}");
            }
            (_, found) => panic!("{id}: {expression}: {found:?}"),
        }
        seen += 1;
    }
    assert_eq!(seen, 28);
}

/// `m1` is 1, 4, nothing, 16; `m2` is 10, nothing, nothing, 0; `m3` is empty.
fn scene() -> Given {
    given(&json!({ "inputs": { "m1": [1, 4, null, 16], "m2": [10, null, null, 0], "m3": [] } }))
}

#[test]
fn every_function_and_operator() {
    let scene = scene();
    for (expression, expected) in [
        ("m1 - m2", json!([-9, 4, null, 16])),
        ("m1 / m2", json!([0.1, null, null, null])),
        ("m2 / m1", json!([10, 0, null, 0])),
        ("2 ^ 3 ^ 2 * m1 / 512", json!([1, 4, null, 16])),
        ("-2 ^ 2 + m1", json!([-3, 0, null, 12])),
        ("m1 * -1", json!([-1, -4, null, -16])),
        ("(1 + 2) * m1", json!([3, 12, null, 48])),
        ("m1 == 4 || m1 == 1 && m1 != 1", json!([0, 1, null, 0])),
        ("m1 <= 4 OR m2 >= 10", json!([1, 1, null, 0])),
        ("m1 > m2", json!([0, 1, null, 1])),
        ("LOG10(m1 * 10 ^ 2 / m1)", json!([2, 2, null, 2])),
        ("LOG(m1 - 4)", json!([null, null, null, f64::ln(12.0)])),
        ("CEIL(m1 / 3) + FLOOR(m1 / 3)", json!([1, 3, null, 11])),
        ("ABS(0 - m1)", json!([1, 4, null, 16])),
        ("MAX([m1, m2])", json!([10, 4, null, 16])),
        ("MIN([m1, m2])", json!([1, 4, null, 0])),
        ("SUM([m1, m2])", json!([11, 4, null, 16])),
        ("STDDEV([m1, m2])", json!([4.5, 2, null, 8])),
        ("DATAPOINT_COUNT([m1, m2, m3])", json!([2, 1, null, 2])),
        ("m1 / SUM(m1) * 21", json!([1, 4, null, 16])),
        ("m1 - AVG(m1) + STDDEV(m2)", json!([-1, 2, null, 14])),
        ("m1 * DATAPOINT_COUNT(m1)", json!([3, 12, null, 48])),
        ("DIFF(m1)", json!([null, 3, null, 12])),
        ("DIFF_TIME(m1)", json!([null, 60, null, 120])),
        ("RATE(m1)", json!([null, 0.05, null, 0.1])),
        ("RUNNING_SUM(m1)", json!([1, 5, null, 21])),
        ("FILL(m1, 0)", json!([1, 4, 0, 16])),
        ("FILL(m1, LINEAR)", json!([1, 4, 10, 16])),
        ("FILL(m2, REPEAT)", json!([10, 10, 10, 0])),
        ("FILL(m1, MIN(m1))", json!([1, 4, 1, 16])),
        ("FIRST(FILL([m1, m2], 7))", json!([1, 4, 7, 16])),
        ("LAST(METRICS())", json!([null, null, null, null])),
        ("LAST(REMOVE_EMPTY(METRICS()))", json!([10, null, null, 0])),
        ("m1 * METRIC_COUNT(METRICS())", json!([3, 12, null, 48])),
        ("SUM(SLICE(METRICS(), 0, 2))", json!([11, 4, null, 16])),
        ("SLICE(METRICS(), 1)", json!([10, null, null, 0])),
        ("FIRST(SORT(METRICS(), MIN, ASC))", json!([10, null, null, 0])),
        ("FIRST(SORT(METRICS(), SUM, DESC, 1))", json!([1, 4, null, 16])),
        ("m1 * PERIOD(m1) / 60", json!([1, 4, null, 16])),
        ("MINUTE(m1) + HOUR(m1)", json!([0, 1, null, 3])),
        ("DATE(m1) * 100 + MONTH(m1)", json!([601, 601, null, 601])),
        ("YEAR(m1) + DAY(m1)", json!([2026, 2026, null, 2026])),
        ("EPOCH(m1) - EPOCH(m1)", json!([0, 0, null, 0])),
        ("TIME_SERIES(5)", json!([5, 5, 5, 5])),
        ("IF(m1 > 3, m1, 0)", json!([0, 4, null, 16])),
        ("IF(m1 > 3, m1)", json!([null, 4, null, 16])),
        ("IF(m1, m2, m3)", json!([10, 0, null, 0])),
        ("IF(2 > 1, m1, m2)", json!([1, 4, null, 16])),
    ] {
        match run(expression, &scene) {
            Ok(Value::Series(series)) => {
                let (found, wanted) = (numbers(&values(&series, &scene.grid)), numbers(&expected));
                let near = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
                    (Some(a), Some(b)) => (a - b).abs() < 1e-12,
                    (a, b) => a == b,
                };
                assert!(found.iter().zip(&wanted).all(near), "{expression}: {found:?}");
            }
            found => panic!("{expression}: {found:?}"),
        }
    }
}

#[test]
fn what_is_wrong_with_an_expression_is_told() {
    let scene = scene();
    for (expression, expected) in [
        ("", "expected a value, found the end"),
        ("m1 +", "expected a value, found the end"),
        ("m1 m2", "expected an operator or the end, found m2"),
        ("(m1", "expected ), found the end"),
        ("[m1, m2", "expected ,, found the end"),
        ("m1 % 2", "unexpected %"),
        ("1.2.3 * m1", "1.2.3 is no number"),
        ("METRICS(\"m", "the quote \" is not closed"),
        ("MAX(m1, m2)", "MAX takes one value"),
        ("AVG(3)", "AVG takes a time series or an array of them"),
        ("ABS(3)", "ABS takes a time series or an array of them"),
        ("[m1, 2]", "an array holds time series, not numbers"),
        ("[m1] + [m2]", "operators do not take two arrays of time series"),
        ("FIRST(m1)", "FIRST takes an array of time series"),
        ("SORT(METRICS(), STDDEV, ASC)", "SORT takes AVG, MIN, MAX or SUM there"),
        ("SORT(METRICS(), AVG, UP)", "SORT takes ASC or DESC there"),
        ("SLICE(METRICS(), 0.5)", "SLICE takes whole numbers from zero"),
        ("FILL(m1)", "FILL takes a time series and what to fill it with"),
        ("IF(m1)", "IF takes a condition and one or two values"),
        ("PERIOD(m1 + 1)", "PERIOD takes the id of a metric"),
        ("SERVICE_QUOTA(m1 + 1)", "SERVICE_QUOTA takes the id of a usage metric"),
        ("SERVICE_QUOTA(m1)", "SERVICE_QUOTA takes a usage metric, and m1 has no service quota"),
        ("\"m1\" * 2", "\"m1\" is no metric"),
    ] {
        match run(expression, &scene) {
            Err(MathError::Syntax(text) | MathError::Operands(text)) => {
                assert_eq!(text, expected, "{expression}");
            }
            found => panic!("{expression}: {found:?}"),
        }
    }
    let unknown = |expression: &str| run(expression, &scene).unwrap_err();
    assert_eq!(unknown("m9 + 1"), MathError::UnknownId("m9".to_owned()));
    assert_eq!(unknown("REPEAT"), MathError::UnknownId("REPEAT".to_owned()));
    assert_eq!(unknown("MEDIAN(m1)"), MathError::UnknownFunction("MEDIAN".to_owned()));
    assert_eq!(unknown("avg(m1)"), MathError::UnknownFunction("avg".to_owned()));
    let deep = format!("{}m1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(unknown(&deep), MathError::Syntax("too deep".to_owned()));
}

/// GetMetricData of `cpu` of hosts `a` (10, 20) and `b` (1, nothing), as `m1` and `m2`.
fn get(queries: Json) -> Result<Json, (String, String)> {
    let mut lab = Lab::new();
    let datum = |host: &str, minute: u32, value: f64| {
        json!({
            "MetricName": "cpu", "Value": value, "Timestamp": format!("2025-01-05T23:{minute}:00Z"),
            "Dimensions": [{ "Name": "Host", "Value": host }],
        })
    };
    let data = json!([datum("a", 50, 10.0), datum("a", 51, 20.0), datum("b", 50, 1.0)]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Test", "MetricData": data }));
    let metric = |id: &str, host: &str| {
        json!({ "Id": id, "ReturnData": false, "MetricStat": { "Period": 60, "Stat": "Sum",
            "Metric": { "Namespace": "Test", "MetricName": "cpu",
                "Dimensions": [{ "Name": "Host", "Value": host }] } } })
    };
    let mut all = vec![metric("m1", "a"), metric("m2", "b")];
    all.extend(queries.as_array().unwrap().iter().cloned());
    let input = json!({
        "MetricDataQueries": all, "StartTime": "2025-01-05T23:50:00Z",
        "EndTime": "2025-01-05T23:53:00Z", "ScanBy": "TimestampAscending",
    });
    let reply = lab.call("admin", "cloudwatch", "GetMetricData", input).reply;
    reply.map_err(|error| (error.code, error.message))
}

#[test]
fn expressions_are_answered_beside_metrics() {
    let reply = get(json!([
        { "Id": "e1", "Expression": "m1 + m2" },
        { "Id": "e2", "Expression": "e1 * total", "Label": "share ${MAX}" },
        { "Id": "total", "Expression": "SUM(m1)", "ReturnData": false },
        { "Id": "e3", "Expression": "METRICS() / 2" },
        { "Id": "e4", "Expression": "FILL(METRICS(), 0)", "Label": "filled" },
    ]));
    let reply = reply.unwrap();
    let told: Vec<Json> = (reply["MetricDataResults"].as_array().unwrap().iter())
        .map(|result| json!([result["Id"], result["Label"], result["Values"]]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["e1", "e1", [11.0, 20.0]],
            ["e2", "share 600", [330.0, 600.0]],
            ["e3", "a", [5.0, 10.0]],
            ["e3", "b", [0.5]],
            ["e4", "filled a", [10.0, 20.0, 0.0]],
            ["e4", "filled b", [1.0, 0.0, 0.0]],
        ])
    );
    assert_eq!(
        reply["MetricDataResults"][0]["Timestamps"],
        json!(["2025-01-05T23:50:00+00:00", "2025-01-05T23:51:00+00:00"])
    );
}

#[test]
fn an_expression_that_many_need_is_evaluated_once() {
    let doubled = |nth: usize| match nth {
        0 => json!({ "Id": "e0", "Expression": "m1 * 0 + 1", "ReturnData": false }),
        _ => {
            let below = nth - 1;
            json!({ "Id": format!("e{nth}"), "Expression": format!("e{below} + e{below}"),
                "ReturnData": nth == 100 })
        }
    };
    // In whatever order they stand.
    for order in [(0..=100).collect::<Vec<_>>(), (0..=100).rev().collect()] {
        let queries: Vec<Json> = order.into_iter().map(doubled).collect();
        let reply = get(json!(queries)).unwrap();
        let power = 2f64.powi(100);
        assert_eq!(reply["MetricDataResults"][0]["Values"], json!([power, power]));
    }
    // A long chain of deep ones needs no deep stack.
    let chained = |nth: usize| {
        let text = if nth == 450 { "m1".to_owned() } else { format!("e{}", nth + 1) };
        json!({ "Id": format!("e{nth}"), "Expression": format!("{}{text}", "-".repeat(60)),
            "ReturnData": nth == 0 })
    };
    let reply = get(json!((0..=450).map(chained).collect::<Vec<_>>())).unwrap();
    assert_eq!(reply["MetricDataResults"][0]["Values"], json!([10.0, 20.0]));
}

#[test]
fn expressions_that_cannot_be_answered_are_refused() {
    let expression = |text: &str| json!([{ "Id": "e1", "Expression": text }]);
    for (queries, expected) in [
        (expression("m1 +"), "Error in expression 'e1': expected a value, found the end"),
        (expression("m7"), "Error in expression 'e1': there is no metric or expression m7"),
        (expression("e1 + m1"), "Error in expression 'e1': e1 needs its own result"),
        (expression("MODE(m1)"), "Error in expression 'e1': there is no function MODE"),
        (
            expression("AVG(m1)"),
            "Error in expression 'e1': the result is a single number; it must be a time series or \
             an array of them",
        ),
    ] {
        let wanted = ("ValidationError".to_owned(), expected.to_owned());
        assert_eq!(get(queries).unwrap_err(), wanted);
    }
    let metric = json!({ "Namespace": "Test", "MetricName": "cpu" });
    let both = json!([{ "Id": "e1", "Expression": "m1",
        "MetricStat": { "Metric": metric, "Period": 60, "Stat": "Sum" } }]);
    assert_eq!(
        get(both).unwrap_err().1,
        "The parameters MetricDataQueries.member.3.Expression and \
         MetricDataQueries.member.3.MetricStat are mutually exclusive and you have specified both."
    );
    let other = json!([{ "Id": "m9", "AccountId": "111122223333",
        "MetricStat": { "Metric": metric, "Period": 60, "Stat": "Sum" } }]);
    let unlinked = "The account 111122223333 is not linked to this account.".to_owned();
    assert_eq!(get(other).unwrap_err(), ("ValidationError".to_owned(), unlinked));
    let other = json!([{ "Id": "e1", "AccountId": "111122223333", "Expression": "m1" }]);
    let wanted = "AccountId of an expression".to_owned();
    assert_eq!(get(other).unwrap_err(), ("NotSimulated".to_owned(), wanted));
}

//! Metrics Insights queries (row A: Metrics Insights SQL): how they are read, what they give, and
//! in GetMetricData.

use serde_json::{Value, json};
use watchtrail::sim::{Span, Time};
use watchtrail::telemetry::insights::{self, Answer, Range, parse};
use watchtrail::telemetry::math::MathError;

use super::{at, scope};
use crate::support::Lab;

/// Requests of two load balancers in two zones, and of all zones together.
fn lab() -> Lab {
    let mut lab = Lab::new();
    let datum = |name: &str, dimensions: &[(&str, &str)], value: f64| {
        let dimensions: Vec<Value> = dimensions
            .iter()
            .map(|(name, value)| json!({ "Name": name, "Value": value }))
            .collect();
        json!({ "MetricName": name, "Dimensions": dimensions, "Value": value })
    };
    let mut put = |values: [f64; 5]| {
        let [a1, a2, b1, all, none] = values;
        let data = json!([
            datum("Requests", &[("Lb", "a"), ("Az", "1")], a1),
            datum("Requests", &[("Lb", "a"), ("Az", "2")], a2),
            datum("Requests", &[("Lb", "b"), ("Az", "1")], b1),
            datum("Requests", &[("Lb", "a")], all),
            datum("Requests", &[], none),
            datum("LIMIT", &[], 1.0),
        ]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "My/App", "MetricData": data }));
        lab.sleep(Span::mins(1));
    };
    put([1.0, 5.0, 3.0, 6.0, 9.0]);
    put([2.0, 4.0, 30.0, 6.0, 36.0]);
    lab
}

fn ask(lab: &Lab, query: &str) -> Answer {
    let start = at("2025-01-06T00:00:00Z");
    let range =
        Range { from: start, to: lab.world.now(), period: Span::mins(1), now: lab.world.now() };
    insights::run(&parse(query).unwrap(), &lab.world.metrics(), scope(lab), range)
}

fn told(answer: &Answer) -> Vec<String> {
    let values = |points: &[(Time, f64)]| {
        points.iter().map(|(_, value)| value.to_string()).collect::<Vec<_>>().join(" ")
    };
    answer.series.iter().map(|one| format!("{}: {}", one.label, values(&one.points))).collect()
}

#[test]
fn each_clause_does_what_aws_s_page_says() {
    let lab = lab();
    for (query, expected) in [
        // Whatever the dimensions, one series; samples are aggregated, not averages.
        ("SELECT SUM(Requests) FROM \"My/App\"", vec![": 24 78"]),
        ("select count(Requests) from \"My/App\"", vec![": 5 5"]),
        ("SELECT AVG(Requests) FROM \"My/App\"", vec![": 4.8 15.6"]),
        ("SELECT MAX(Requests) FROM \"My/App\"", vec![": 9 36"]),
        ("SELECT MIN(Requests) FROM \"My/App\"", vec![": 1 2"]),
        // SCHEMA: exactly these dimensions, in any order.
        ("SELECT SUM(Requests) FROM SCHEMA(\"My/App\")", vec![": 9 36"]),
        ("SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb)", vec![": 6 6"]),
        ("SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Az, Lb)", vec![": 9 36"]),
        ("SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Az)", vec![]),
        // WHERE.
        ("SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb, Az) WHERE Lb = 'a'", vec![": 6 6"]),
        ("SELECT SUM(Requests) FROM \"My/App\" WHERE Lb != 'a' AND Az = '1'", vec![": 3 30"]),
        ("SELECT SUM(Requests) FROM \"My/App\" WHERE Az != '9'", vec![": 9 36"]),
        // GROUP BY: alphabetical; a metric without the dimension is under Other.
        (
            "SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb, Az) GROUP BY Lb, Az",
            vec!["a 1: 1 2", "a 2: 5 4", "b 1: 3 30"],
        ),
        (
            "SELECT SUM(Requests) FROM \"My/App\" GROUP BY Az",
            vec!["1: 4 32", "2: 5 4", "Other: 15 42"],
        ),
        // ORDER BY: ascending unless it is said; LIMIT makes a top N.
        (
            "SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb, Az) GROUP BY Lb, Az \
             ORDER BY MAX()",
            vec!["a 1: 1 2", "a 2: 5 4", "b 1: 3 30"],
        ),
        (
            "SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb, Az) GROUP BY Lb, Az \
             ORDER BY AVG() DESC LIMIT 2",
            vec!["b 1: 3 30", "a 2: 5 4"],
        ),
        (
            "SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb, Az) GROUP BY Lb, Az \
             ORDER BY COUNT() ASC LIMIT 1",
            vec!["a 1: 1 2"],
        ),
        // Reserved words and names with other characters stand in double quotes.
        ("SELECT SUM(\"LIMIT\") FROM \"My/App\"", vec![": 1 1"]),
        ("SELECT SUM(requests) FROM \"My/App\"", vec![]),
    ] {
        assert_eq!(told(&ask(&lab, query)), expected, "{query}");
    }
}

#[test]
fn what_is_no_query_is_refused_where_it_goes_wrong() {
    for (query, expected) in [
        ("SELECT", "expected AVG, COUNT, MAX, MIN or SUM, found the end"),
        ("SELECT MEDIAN(a) FROM b", "expected AVG, COUNT, MAX, MIN or SUM, found MEDIAN"),
        ("SELECT AVG(a FROM b", "expected ), found FROM"),
        ("SELECT AVG(a)", "expected FROM, found the end"),
        ("SELECT AVG(a) FROM AWS/EC2", "unexpected /"),
        (
            "SELECT AVG(LIMIT) FROM b",
            "LIMIT is a reserved keyword: as a name it stands in double quotes",
        ),
        ("SELECT AVG(a) FROM b WHERE c = \"d\"", "expected a value in single quotes, found \"d\""),
        ("SELECT AVG(a) FROM b WHERE c > 'd'", "unexpected >"),
        (
            "SELECT AVG(a) FROM b WHERE c = 'd' OR e = 'f'",
            "expected the next clause or the end, found OR",
        ),
        ("SELECT AVG(a) FROM b GROUP c", "expected BY, found c"),
        ("SELECT AVG(a) FROM b ORDER BY MAX(a)", "expected ), found a"),
        ("SELECT AVG(a) FROM b LIMIT 501", "expected a number from 1 to 500, found 501"),
        ("SELECT AVG(a) FROM b LIMIT 0", "expected a number from 1 to 500, found 0"),
        (
            "SELECT AVG(a) FROM b LIMIT 5 GROUP BY c",
            "expected the next clause or the end, found GROUP",
        ),
        ("SELECT AVG(a) FROM b WHERE c = 'd", "the quote ' is not closed"),
        ("SELECT AVG(a) FROM SCHEMA()", "expected a namespace, found )"),
    ] {
        assert_eq!(parse(query), Err(MathError::Syntax(expected.to_owned())), "{query}");
    }
    for query in [
        "SELECT AVG(a) FROM b WHERE tag.\"my env\" = 'prod' GROUP BY tag.team, c",
        "SELECT AVG(a) FROM b WHERE AWS.AccountId = CURRENT_ACCOUNT_ID() GROUP BY AWS.AccountId",
        "SELECT AVG(a) FROM b WHERE AWS.AccountId=444455556666",
    ] {
        assert!(parse(query).is_ok(), "{query}");
    }
    assert_eq!(
        parse("SELECT AVG(\"Bytes\\\"Input\\\"\") FROM a").unwrap().metric,
        "Bytes\"Input\""
    );
}

#[test]
fn a_query_sees_two_weeks_in_minutes_and_500_series() {
    let mut lab = Lab::new();
    let many: Vec<Value> = (0..501)
        .map(|n| {
            let host = json!([{ "Name": "host", "Value": format!("h{n:03}") }]);
            json!({ "MetricName": "m", "Value": n, "Dimensions": host, "StorageResolution": 1 })
        })
        .collect();
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "T", "MetricData": many }));
    lab.sleep(Span::secs(30));
    let query = parse("SELECT MAX(m) FROM T GROUP BY host ORDER BY MAX() DESC").unwrap();
    let (from, now) = (at("2025-01-06T00:00:00Z"), lab.world.now());
    let ask = |lab: &Lab, from: Time, secs: i64| {
        let (to, now) = (lab.world.now(), lab.world.now());
        let range = Range { from, to, period: Span::secs(secs), now };
        insights::run(&query, &lab.world.metrics(), scope(lab), range)
    };
    // Finer data than a minute's is aggregated; the request does not fail.
    let answer = ask(&lab, from, 10);
    assert_eq!(answer.series.len(), 500);
    assert!(answer.partial);
    assert_eq!(answer.series[0].points, [(from, 500.0)]);
    assert_eq!(answer.series[499].label, "h001");
    lab.sleep((from + Span::days(14)) - now);
    assert_eq!(ask(&lab, from, 300).series.len(), 500);
    lab.sleep(Span::mins(5));
    assert_eq!(ask(&lab, from, 300).series.len(), 0, "two weeks back and no further");
}

#[test]
fn getmetricdata_answers_one_query_a_call() {
    let mut lab = lab();
    let input = |queries: Value| {
        json!({ "MetricDataQueries": queries, "ScanBy": "TimestampAscending",
            "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T00:02:00Z" })
    };
    let select = "SELECT SUM(Requests) FROM SCHEMA(\"My/App\", Lb, Az)";
    let group = format!("{select} GROUP BY Lb, Az ORDER BY MAX() DESC LIMIT 2");
    let query = |id: &str, text: &str| json!({ "Id": id, "Expression": text, "Period": 60 });
    let labels = |reply: &Value| {
        let results = reply["MetricDataResults"].as_array().unwrap().clone();
        results
            .iter()
            .map(|one| format!("{} {} {}", one["Id"], one["Label"], one["Values"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    let reply = lab.ok("cloudwatch", "GetMetricData", input(json!([query("q1", &group)])));
    assert_eq!(labels(&reply), ["q1 b 1 [3.0,30.0]", "q1 a 2 [5.0,4.0]"]);
    let mut named = query("q1", &group);
    named["Label"] = json!("busy");
    let reply = lab.ok("cloudwatch", "GetMetricData", input(json!([named])));
    assert_eq!(labels(&reply), ["q1 busy b 1 [3.0,30.0]", "q1 busy a 2 [5.0,4.0]"]);
    let math = json!([query("q1", &group), query("e1", "SUM(q1)"), query("e2", "e1 * 2")]);
    let reply = lab.ok("cloudwatch", "GetMetricData", input(math));
    assert_eq!(labels(&reply)[2..], ["e1 e1 [8.0,34.0]", "e2 e2 [16.0,68.0]"]);
    let reply = lab.ok("cloudwatch", "GetMetricData", input(json!([query("q1", select)])));
    assert_eq!(labels(&reply), ["q1 q1 [9.0,36.0]"]);
    // Nothing found is an answer, too.
    for nothing in ["SELECT AVG(x) FROM y", "SELECT AVG(x) FROM y GROUP BY z"] {
        let reply = lab.ok("cloudwatch", "GetMetricData", input(json!([query("q1", nothing)])));
        assert_eq!(labels(&reply), ["q1 q1 []"]);
        assert_eq!(reply["MetricDataResults"][0]["StatusCode"], "Complete");
    }
    let two = input(json!([query("q1", select), query("q2", select)]));
    let error = lab.fails("cloudwatch", "GetMetricData", two);
    assert_eq!(error["code"], "ValidationError");
    let bad = input(json!([query("q1", "SELECT AVG(x) FRM y")]));
    let error = lab.fails("cloudwatch", "GetMetricData", bad);
    assert_eq!(error["message"], "Error in expression 'q1': expected FROM, found FRM");
}

#[test]
fn tags_of_resources_are_asked_for_as_dimensions_are() {
    let mut lab = Lab::new();
    for (place, env) in [("a", "prod"), ("b", "test")] {
        let tags = json!([{ "Key": "env", "Value": env }]);
        let input = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
            "MinCount": 1, "MaxCount": 1,
            "TagSpecifications": [{ "ResourceType": "instance", "Tags": tags }] });
        let reply = lab.ok("ec2", "RunInstances", input);
        let dimensions = json!([{ "Name": "InstanceId",
            "Value": reply["Instances"][0]["InstanceId"] }, { "Name": "Place", "Value": place }]);
        let data = json!([{ "MetricName": "n", "Value": 2.0, "Dimensions": dimensions }]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "T", "MetricData": data }));
    }
    let untagged = json!([{ "MetricName": "n", "Value": 5.0 }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "T", "MetricData": untagged }));
    lab.sleep(Span::mins(1));
    for (query, expected) in [
        ("SELECT SUM(n) FROM T WHERE tag.env = 'prod' GROUP BY Place", vec!["a: 2"]),
        ("SELECT SUM(n) FROM T WHERE tag.env != 'prod' GROUP BY Place", vec!["b: 2"]),
        ("SELECT SUM(n) FROM T GROUP BY tag.env", vec!["Other: 5", "prod: 2", "test: 2"]),
        ("SELECT SUM(n) FROM T GROUP BY AWS.AccountId", vec!["123456789012: 9"]),
    ] {
        assert_eq!(told(&ask(&lab, query)), expected, "{query}");
    }
}

//! Search expressions: every rule of AWS's page, and SEARCH in GetMetricData.

use serde_json::{Value, json};
use watchtrail::sim::Span;
use watchtrail::telemetry::MetricId;
use watchtrail::telemetry::math::MathError;
use watchtrail::telemetry::search::parse;

use crate::support::Lab;

fn metric(text: &str) -> MetricId {
    let (namespace, rest) = text.split_once('|').unwrap();
    let (name, dimensions) = rest.split_once('|').unwrap_or((rest, ""));
    let pairs = dimensions.split(',').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), value.to_owned())
    };
    MetricId::new(namespace, name, pairs.map(pair).collect())
}

/// What each search finds and does not find: on AWS's page, or of its rules.
#[test]
fn searches_find_what_aws_s_page_says() {
    let custom = "MyNamespace|CustomCount1";
    let cpu = "AWS/EC2|CPUUtilization|InstanceId=i-1234567890123456";
    let kind = "AWS/EC2|CPUUtilization|InstanceType=t2.micro";
    let all = "AWS/EC2|CPUUtilization";
    let reads = "AWS/EBS|VolumeReadOps|VolumeId=vol-ProjectA";
    let errors = "AWS/Lambda|Errors|FunctionName=f";
    let calls = "AWS/Lambda|Invocations|FunctionName=f";
    let calls_a = "AWS/Lambda|Invocations|FunctionName=fn-ProjectA";
    let lambda = "{AWS/Lambda,FunctionName} MetricName=\"Errors\" OR \
                  (MetricName=\"Invocations\" AND (ProjectA OR ProjectB))";
    for (search, found, not) in [
        ("count", vec![custom], vec![cpu]),
        ("Count", vec![custom], vec![]),
        ("COUNT", vec![custom], vec![]),
        ("couNT", vec![], vec![custom]),
        ("CustomCount", vec![custom], vec![]),
        ("Count1", vec![custom], vec![]),
        ("customcount", vec![], vec![custom]),
        ("count1", vec![], vec![custom]),
        ("{MyNamespace}, \"CustomCount1\"", vec![custom], vec![]),
        ("{MyNamespace}, \"customcount1\"", vec![], vec![custom]),
        ("{MyNamespace}, \"Custom\"", vec![], vec![custom]),
        ("{AWS/EC2,InstanceId} MetricName=\"CPUUtilization\"", vec![cpu], vec![kind, all]),
        ("{AWS/EC2,InstanceType} InstanceType=micro", vec![kind], vec![cpu, all]),
        ("{AWS/EC2,InstanceType} InstanceType=\"t2.micro\"", vec![kind], vec![]),
        ("{AWS/EC2,InstanceType} InstanceType=\"micro\"", vec![], vec![kind]),
        ("{AWS/EC2} MetricName=\"CPUUtilization\"", vec![all], vec![cpu, kind]),
        ("{AWS/EC2}", vec![all], vec![cpu]),
        ("\"CPUUtilization\"", vec![cpu, kind, all, "X|m|d=CPUUtilization"], vec![reads]),
        ("\"AWS/EC2\" MetricName=\"CPUUtilization\"", vec![cpu, kind], vec![reads]),
        ("InstanceType=\"t2.micro\" Namespace=\"AWS/EC2\"", vec![kind], vec![cpu]),
        ("(EC2 OR EBS) AND MetricName=ReadOps", vec![reads], vec![cpu]),
        ("(EC2 OR EBS) MetricName=ReadOps", vec![reads], vec![cpu]),
        ("(EC2 OR EBS) AND ReadOps AND ProjectA", vec![reads], vec![cpu]),
        ("NOT Namespace=AWS", vec![custom], vec![cpu, reads]),
        (
            "{AWS/EC2,InstanceId} MetricName=\"CPUUtilization\" NOT i-1234567890123456",
            vec!["AWS/EC2|CPUUtilization|InstanceId=i-1234567890123457"],
            vec![cpu],
        ),
        (lambda, vec![errors, calls_a], vec![calls]),
        ("Errors", vec![errors, "X|ConnectionErrors", "X|errors"], vec![calls]),
        ("\"Errors\"", vec![errors], vec!["X|ConnectionErrors", "X|errors"]),
        (
            "{\"Custom-Namespace\", \"Dimension Name With Spaces\"}, ErrorCount",
            vec!["Custom-Namespace|ErrorCount|Dimension Name With Spaces=a"],
            vec!["Custom-Namespace|ErrorCount|Dimension=a"],
        ),
        ("network/errors", vec!["X|Network-Errors-2", "X|NetworkErrors2"], vec!["X|network"]),
        ("network+errors", vec!["X|Network-Errors-2", "X|NetworkErrors2"], vec![]),
        ("network-errors", vec!["X|Network-Errors-2", "X|NetworkErrors2"], vec![]),
        ("Network_Errors", vec!["X|Network-Errors-2", "X|NetworkErrors2"], vec![]),
        ("\"Network-Errors-2\"", vec!["X|Network-Errors-2"], vec!["X|NetworkErrors2"]),
        ("\"Network_Errors_2\"", vec![], vec!["X|Network-Errors-2"]),
        (
            "\"Europe\\\\France Traffic\\(Network\\)\"",
            vec!["X|Europe\\France Traffic(Network)"],
            vec![],
        ),
        // Operators are in capitals; `or` is a term like another.
        ("EC2 or EBS", vec![], vec![cpu, reads]),
        ("{AWS/EC2,InstanceId} utilization AND CPU", vec![cpu], vec![]),
        ("NOT \"ProjectA\" NOT \"ProjectB\"", vec![cpu], vec!["X|m|p=ProjectA", "X|m|p=ProjectB"]),
        ("MetricName=(Errors OR Invocations)", vec![errors, calls], vec![cpu]),
    ] {
        let read = parse(search).unwrap_or_else(|error| panic!("{search}: {error:?}"));
        for id in found {
            assert!(read.matches(&metric(id)), "{search} finds {id}");
        }
        for id in not {
            assert!(!read.matches(&metric(id)), "{search} does not find {id}");
        }
    }
}

#[test]
fn what_is_no_search_is_refused() {
    for (search, expected) in [
        ("", "a search has a schema, terms, or both"),
        ("{AWS/EC2", "the brace { is not closed"),
        ("{}", "a name stands in the braces, in double quotes if it has spaces"),
        ("{My Namespace} a", "a name stands in the braces, in double quotes if it has spaces"),
        ("\"a", "the quote \" is not closed"),
        ("(a OR b", "expected ) in the search, found the end"),
        ("a OR", "expected a term in the search, found the end"),
        ("a)", "expected AND, OR, NOT or a term in the search, found )"),
        ("AND a", "expected a term in the search, found AND"),
    ] {
        assert_eq!(parse(search), Err(MathError::Syntax(expected.to_owned())), "{search}");
    }
    assert!(parse(&"a".repeat(1024)).is_ok());
    assert!(parse(&"a".repeat(1025)).is_err());
    let account = parse(":aws.AccountId='LOCAL'");
    assert!(matches!(account, Err(MathError::NotSimulated(_))), "{account:?}");
}

fn get(lab: &mut Lab, queries: Value) -> Vec<String> {
    let input = json!({ "MetricDataQueries": queries, "ScanBy": "TimestampAscending",
        "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T00:02:00Z" });
    let reply = lab.ok("cloudwatch", "GetMetricData", input);
    let told =
        |one: &Value| format!("{} {} {}", one["Id"], one["Label"], one["Values"]).replace('"', "");
    reply["MetricDataResults"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn getmetricdata_takes_searches() {
    let mut lab = Lab::new();
    for value in [1.0, 3.0] {
        let datum = |name: &str, host: &str, times: f64| {
            json!({ "MetricName": name, "Value": value * times,
                "Dimensions": [{ "Name": "host", "Value": host }] })
        };
        let data = json!([datum("Errors", "a", 1.0), datum("Errors", "b", 10.0)]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
        lab.sleep(Span::mins(1));
    }
    let search = "SEARCH('{App,host} MetricName=\"Errors\"', 'Sum', 60)";
    let query = |id: &str, text: &str| json!({ "Id": id, "Expression": text });
    // What is new is not found until it is listed.
    assert!(get(&mut lab, json!([query("e1", search)])).is_empty());
    lab.sleep(Span::mins(15));
    let both = ["e1 a [1.0,3.0]", "e1 b [10.0,30.0]"];
    assert_eq!(get(&mut lab, json!([query("e1", search)])), both);
    let sum = json!([query("e1", search), query("e2", "SUM(e1)")]);
    assert_eq!(get(&mut lab, sum)[2..], ["e2 e2 [11.0,33.0]"]);
    let within = "SORT(SEARCH('App errors', 'Maximum', 60), MAX, DESC)";
    assert_eq!(get(&mut lab, json!([query("e1", within)])), ["e1 b [10.0,30.0]", "e1 a [1.0,3.0]"]);
    // Without a period of its own it has that of the query; a label may speak of the metric.
    let own = json!([{ "Id": "e1", "Period": 120, "Label": "${PROP('Dim.host')} ${MAX}",
        "Expression": "SEARCH('{App,host}', 'Sum')" }]);
    assert_eq!(get(&mut lab, own), ["e1 a 4 [4.0]", "e1 b 40 [40.0]"]);
    let mut fails = |text: &str| {
        let input = json!({ "MetricDataQueries": [query("e1", text)],
            "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T00:02:00Z" });
        lab.fails("cloudwatch", "GetMetricData", input)["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        fails("SEARCH('cpu', 'Median', 60)"),
        "Error in expression 'e1': 'Median' is no statistic"
    );
    assert_eq!(
        fails("SEARCH('cpu', 'Sum', 61)"),
        "Error in expression 'e1': 61 seconds are no period"
    );
    assert!(fails("SEARCH(cpu)").contains("SEARCH takes"));
    lab.sleep(Span::days(15));
    assert!(get(&mut lab, json!([query("e1", search)])).is_empty(), "no data for two weeks");
}

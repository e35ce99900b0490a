//! `LAMBDA`: functions that are data sources of metric math.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::lambda;
use watchtrail::services::lambda::state::Conduct;
use watchtrail::sim::{Change, Command, Span};

use crate::support::Lab;

/// A world with a function that gives this back, and that CloudWatch may invoke.
fn with_function(answer: &Value, allowed: bool) -> Lab {
    let mut lab = Lab::new();
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "runs", "AssumeRolePolicyDocument": trust.to_string() });
    let role = lab.ok("iam", "CreateRole", role)["Role"]["Arn"].clone();
    let input = json!({ "FunctionName": "shop-data", "Runtime": "python3.13", "Role": role,
        "Handler": "app.handler", "Code": { "ZipFile": "PK\u{3}\u{4}" } });
    lab.ok("lambda", "CreateFunction", input);
    lab.sleep(Span::secs(10));
    if allowed {
        let permission = json!({ "FunctionName": "shop-data", "StatementId": "DataSource",
            "Action": "lambda:InvokeFunction", "SourceAccount": "123456789012",
            "Principal": "lambda.datasource.cloudwatch.amazonaws.com" });
        lab.ok("lambda", "AddPermission", permission);
    }
    answers(&mut lab, answer);
    lab
}

fn answers(lab: &mut Lab, answer: &Value) {
    let (name, conduct) = ("shop-data".to_owned(), Conduct::Returns(answer.to_string()));
    lab.world.apply(&Command::World(Change::Function { name, conduct })).reply.unwrap();
}

/// Seconds of 2025-01-06T00:MM:00Z.
fn at(minute: i64) -> i64 {
    1_736_121_600 + minute * 60
}

fn series(label: &str, points: &[(i64, f64)]) -> Value {
    let times: Vec<i64> = points.iter().map(|(minute, _)| at(*minute)).collect();
    let values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    json!({ "StatusCode": "Complete", "Label": label, "Timestamps": times, "Values": values })
}

fn data(lab: &mut Lab, text: &str) -> Result<Value, (String, String)> {
    let query = json!([{ "Id": "e1", "Expression": text, "Period": 60 }]);
    let input = json!({ "MetricDataQueries": query, "StartTime": "2025-01-06T00:00:00Z",
        "EndTime": "2025-01-06T00:05:00Z", "ScanBy": "TimestampAscending" });
    let reply = lab.call("admin", "cloudwatch", "GetMetricData", input).reply;
    Ok(reply.map_err(|error| (error.code, error.message))?["MetricDataResults"].clone())
}

/// What the function was handed last.
fn handed(lab: &Lab) -> Value {
    let mut events = lab.world.facts().iter().filter_map(|fact| match &fact.what {
        ServiceFact::Lambda(lambda::Fact::Invoked { event, .. }) => Some(event.clone()),
        _ => None,
    });
    serde_json::from_str(&events.next_back().unwrap()).unwrap()
}

#[test]
fn a_function_is_asked_and_answers() {
    let results = [series("carts", &[(0, 3.0), (1, 4.0), (9, 9.0)]), series("orders", &[(1, 2.0)])];
    let mut answer = json!({ "MetricDataResults": results });
    // What does not stand at the start of a period is dropped.
    answer["MetricDataResults"][1]["Timestamps"][0] = json!(at(1) + 3);
    let mut lab = with_function(&answer, true);
    lab.sleep(Span::mins(10));
    let found = data(&mut lab, "LAMBDA('shop-data', \"a\nb\", 3.5, true, -1)").unwrap();
    let told: Vec<Value> = (found.as_array().unwrap().iter())
        .map(|one| json!([one["Label"], one["Values"], one["StatusCode"]]))
        .collect();
    let wanted = json!([["carts", [3.0, 4.0], "Complete"], ["orders", [], "Complete"]]);
    assert_eq!(json!(told), wanted);
    let event = json!({ "EventType": "GetMetricData", "GetMetricDataRequest": {
        "StartTime": at(0), "EndTime": at(5), "Period": 60,
        "Arguments": ["a b", 3.5, true, -1.0] } });
    assert_eq!(handed(&lab), event);
    let filled = data(&mut lab, "FILL(MAX(LAMBDA('shop-data')), 0)").unwrap();
    assert_eq!(filled[0]["Values"], json!([3.0, 4.0, 0.0, 0.0, 0.0]));
}

#[test]
fn what_goes_wrong_is_told_as_aws_tells_it() {
    let error = |code: &str| json!({ "Error": { "Code": code, "Value": "no such shop" } });
    let said = |found: &Value| {
        let messages = found[0]["Messages"][0].clone();
        json!([found[0]["StatusCode"], messages["Code"], messages["Value"], found[0]["Values"]])
    };
    let mut lab = with_function(&error("Validation"), true);
    let refused = data(&mut lab, "LAMBDA('shop-data')").unwrap_err();
    let wanted = "Error in expression 'e1': no such shop".to_owned();
    assert_eq!(refused, ("ValidationError".to_owned(), wanted));
    for (answer, expected) in [
        (error("Forbidden"), json!(["Forbidden", "Forbidden", "no such shop", []])),
        (error("Unreachable"), json!(["InternalError", "Unreachable", "no such shop", []])),
        (
            json!({}),
            json!([
                "InternalError",
                "InternalError",
                "The response of the function has no MetricDataResults",
                []
            ]),
        ),
    ] {
        answers(&mut lab, &answer);
        assert_eq!(said(&data(&mut lab, "LAMBDA('shop-data')").unwrap()), expected);
    }
    // What is not there lets nobody in.
    let found = data(&mut lab, "LAMBDA('nobody')").unwrap();
    assert_eq!(found[0]["StatusCode"], "Forbidden");
    let mut lab = with_function(&json!({ "MetricDataResults": [] }), false);
    let found = data(&mut lab, "LAMBDA('shop-data')").unwrap();
    assert_eq!((&found[0]["StatusCode"], &found[0]["Values"]), (&json!("Forbidden"), &json!([])));
    let refused = data(&mut lab, "LAMBDA(m1)").unwrap_err();
    let wanted = "Error in expression 'e1': LAMBDA takes the name of a function in quotes, and up \
                  to 20 texts, numbers, true or false";
    assert_eq!(refused.1, wanted);
}

#[test]
fn an_alarm_asks_whenever_it_is_evaluated() {
    let points: Vec<(i64, f64)> = (0..60).map(|m| (m, if m < 10 { 1.0 } else { 9.0 })).collect();
    let mut lab = with_function(&json!({ "MetricDataResults": [series("carts", &points)] }), true);
    let alarm = json!({
        "AlarmName": "carts", "EvaluationPeriods": 1, "Threshold": 5.0,
        "ComparisonOperator": "GreaterThanThreshold",
        "Metrics": [{ "Id": "e1", "Expression": "LAMBDA('shop-data')", "Period": 60 }],
    });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm);
    let state = |lab: &mut Lab| {
        let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
        reply["MetricAlarms"][0]["StateValue"].as_str().unwrap().to_owned()
    };
    lab.sleep(Span::mins(5));
    assert_eq!(state(&mut lab), "OK");
    lab.sleep(Span::mins(8));
    assert_eq!(state(&mut lab), "ALARM");
}

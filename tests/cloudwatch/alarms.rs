//! Alarms described, listed, tagged, switched; and their history.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::Span;

use super::{case, cases};
use crate::support::Lab;

fn describe(lab: &mut Lab, input: Value) -> Value {
    lab.ok("cloudwatch", "DescribeAlarms", input)
}

fn names(reply: &Value) -> Vec<&str> {
    let alarms = reply["MetricAlarms"].as_array().unwrap();
    alarms.iter().map(|alarm| alarm["AlarmName"].as_str().unwrap()).collect()
}

#[test]
fn a_minimal_alarm_shows_exactly_what_aws_shows() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    let reply = describe(&mut lab, json!({}));
    let case = case("payload_shapes", "desc1");
    let mut keys: Vec<&String> = reply["MetricAlarms"][0].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(json!(keys), case["keys"]);
    assert_eq!(
        reply,
        json!({
            "CompositeAlarms": [],
            "MetricAlarms": [{
                "AlarmName": "load-high",
                "AlarmArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high",
                "AlarmConfigurationUpdatedTimestamp": "2025-01-06T00:00:00+00:00",
                "ActionsEnabled": true,
                "OKActions": [],
                "AlarmActions": [],
                "InsufficientDataActions": [],
                "StateValue": "INSUFFICIENT_DATA",
                "StateReason": "Unchecked: Initial alarm creation",
                "StateUpdatedTimestamp": "2025-01-06T00:00:00+00:00",
                "MetricName": "load",
                "Namespace": "Test",
                "Statistic": "Average",
                "Dimensions": [],
                "Period": 60,
                "EvaluationPeriods": 1,
                "Threshold": 70.0,
                "ComparisonOperator": "GreaterThanThreshold",
                "StateTransitionedTimestamp": "2025-01-06T00:00:00+00:00",
            }],
            "LogAlarms": [],
        })
    );
}

#[test]
fn an_alarm_shows_what_it_was_given() {
    let mut lab = Lab::new();
    let window = json!({ "WallClockWindow": { "Timezone": "Asia/Seoul" } });
    let warm = json!({ "WarmUpPeriodDurationInMinutes": 5 });
    lab.put_alarm(json!({
        "AlarmDescription": "d", "Statistic": null, "ExtendedStatistic": "p90", "Unit": "Percent",
        "DatapointsToAlarm": 1, "TreatMissingData": "missing",
        "EvaluateLowSampleCountPercentile": "evaluate", "EvaluationWindow": window,
        "WarmUpConfiguration": warm,
        "Dimensions": [{ "Name": "z", "Value": "1" }, { "Name": "a", "Value": "2" }],
    }));
    let reply = describe(&mut lab, json!({}));
    let alarm = &reply["MetricAlarms"][0];
    for (key, value) in [
        ("AlarmDescription", json!("d")),
        ("ExtendedStatistic", json!("p90")),
        ("Statistic", Value::Null),
        ("Unit", json!("Percent")),
        ("DatapointsToAlarm", json!(1)),
        ("TreatMissingData", json!("missing")),
        ("EvaluateLowSampleCountPercentile", json!("evaluate")),
        ("EvaluationWindow", window),
        ("WarmUpConfiguration", warm),
        ("EvaluationState", json!("IN_WARM_UP")),
        ("Dimensions", json!([{ "Name": "z", "Value": "1" }, { "Name": "a", "Value": "2" }])),
    ] {
        assert_eq!(alarm[key], value, "{key}");
    }
}

#[test]
fn listings_are_filtered_and_cut_into_pages() {
    let mut lab = Lab::new();
    let topic = "arn:aws:sns:us-east-1:123456789012:ops";
    for i in 0..5 {
        let actions: Vec<&str> = if i % 2 == 0 { vec![topic] } else { Vec::new() };
        let treat = if i < 2 { "breaching" } else { "missing" };
        lab.put_alarm(json!({
            "AlarmName": format!("web-{i}"), "OKActions": actions, "TreatMissingData": treat,
        }));
    }
    lab.put_alarm(json!({ "AlarmName": "db-0" }));
    lab.sleep(Span::mins(1));
    let cases = [
        (json!({}), vec!["db-0", "web-0", "web-1", "web-2", "web-3", "web-4"]),
        (json!({ "AlarmNamePrefix": "web-" }), vec!["web-0", "web-1", "web-2", "web-3", "web-4"]),
        (json!({ "AlarmNames": ["web-3", "db-0", "none"] }), vec!["db-0", "web-3"]),
        (json!({ "StateValue": "ALARM" }), vec!["web-0", "web-1"]),
        (json!({ "ActionPrefix": "arn:aws:sns" }), vec!["web-0", "web-2", "web-4"]),
        (json!({ "ActionPrefix": "arn:aws:lambda" }), vec![]),
        (json!({ "AlarmTypes": ["CompositeAlarm"] }), vec![]),
        (
            json!({ "AlarmTypes": ["LogAlarm", "MetricAlarm"], "AlarmNamePrefix": "db" }),
            vec!["db-0"],
        ),
    ];
    for (input, expected) in cases {
        assert_eq!(names(&describe(&mut lab, input.clone())), expected, "{input}");
    }
    let mut token = Value::Null;
    let mut seen = Vec::new();
    loop {
        let mut input = json!({ "MaxRecords": 4 });
        if token != Value::Null {
            input["NextToken"] = token.clone();
        }
        let page = describe(&mut lab, input);
        seen.push(names(&page).len());
        token = page["NextToken"].clone();
        if token == Value::Null {
            break;
        }
    }
    assert_eq!(seen, [4, 2]);
    let error = lab.fails("cloudwatch", "DescribeAlarms", json!({ "NextToken": "made up" }));
    assert_eq!(error["code"], "InvalidNextToken");
    let both = json!({ "AlarmNames": ["a"], "AlarmNamePrefix": "a" });
    assert_eq!(lab.fails("cloudwatch", "DescribeAlarms", both)["code"], "ValidationError");
    let error = lab.fails("cloudwatch", "DescribeAlarms", json!({ "MaxRecords": 101 }));
    assert!(error["message"].as_str().unwrap().contains("less than or equal to 100"));
}

#[test]
fn alarms_of_a_metric_are_those_of_exactly_this_metric() {
    let mut lab = Lab::new();
    let dimensions = json!([{ "Name": "Host", "Value": "a" }]);
    lab.put_alarm(json!({ "AlarmName": "bare" }));
    lab.put_alarm(json!({ "AlarmName": "host", "Dimensions": dimensions }));
    lab.put_alarm(json!({ "AlarmName": "five", "Dimensions": dimensions, "Period": 300 }));
    let mut ask = |more: Value| {
        let mut input = json!({ "Namespace": "Test", "MetricName": "load" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let reply = lab.ok("cloudwatch", "DescribeAlarmsForMetric", input);
        names(&reply).join(" ")
    };
    assert_eq!(ask(json!({})), "bare");
    assert_eq!(ask(json!({ "Dimensions": dimensions })), "five host");
    assert_eq!(ask(json!({ "Dimensions": dimensions, "Period": 60 })), "host");
    assert_eq!(ask(json!({ "Dimensions": dimensions, "Statistic": "Sum" })), "");
    assert_eq!(ask(json!({ "Unit": "Percent" })), "");
}

#[test]
fn deleting_passes_over_what_is_not_there() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    let names = json!({ "AlarmNames": ["load-high", "never"] });
    assert_eq!(lab.ok("cloudwatch", "DeleteAlarms", names), Value::Null);
    assert_eq!(describe(&mut lab, json!({}))["MetricAlarms"], json!([]));
}

#[test]
fn errors_of_set_alarm_state() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    let input = |name: &str, state: &str| {
        let reason = "r";
        json!({ "AlarmName": name, "StateValue": state, "StateReason": reason })
    };
    for (id, input) in [
        ("sas1", input("load-high", "INVALID")),
        ("sas2", input("never", "OK")),
        ("sas3", {
            let mut input = input("load-high", "OK");
            input["StateReasonData"] = json!("{");
            input
        }),
    ] {
        let case = case("api_errors", id);
        let error = lab.fails("cloudwatch", "SetAlarmState", input);
        assert_eq!((&error["code"], &error["http"]), (&case["errorCode"], &case["http"]), "{id}");
        if let Some(message) = case.get("message") {
            assert_eq!(&error["message"], message, "{id}");
        }
    }
    assert_eq!(lab.state(), StateValue::InsufficientData);
}

#[test]
fn tags_come_and_go() {
    let mut lab = Lab::new();
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high";
    let tag = |key: &str, value: &str| json!({ "Key": key, "Value": value });
    lab.put_alarm(json!({ "Tags": [tag("Environment", "Production")] }));
    let add = json!({ "ResourceARN": arn, "Tags": [tag("tag1", "foo"), tag("tag2", "bar")] });
    lab.ok("cloudwatch", "TagResource", add);
    let ask = json!({ "ResourceARN": arn });
    let all = [tag("Environment", "Production"), tag("tag1", "foo"), tag("tag2", "bar")];
    assert_eq!(lab.ok("cloudwatch", "ListTagsForResource", ask.clone()), json!({ "Tags": all }));
    let remove = json!({ "ResourceARN": arn, "TagKeys": ["tag1", "none"] });
    lab.ok("cloudwatch", "UntagResource", remove);
    let left = json!({ "Tags": [tag("Environment", "Production"), tag("tag2", "bar")] });
    assert_eq!(lab.ok("cloudwatch", "ListTagsForResource", ask.clone()), left);
    let reserved = "aws: prefixed tag key names are not allowed for external use.";
    let add = json!({ "ResourceARN": arn, "Tags": [tag("AWS:tag1", "foo")] });
    assert_eq!(lab.fails("cloudwatch", "TagResource", add)["message"], reserved);
    let rule = json!({
        "AlarmName": "all", "AlarmRule": "TRUE", "Tags": [tag("aws:x", "y")],
    });
    assert_eq!(lab.fails("cloudwatch", "PutCompositeAlarm", rule)["message"], reserved);
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high"] }));
    assert_eq!(lab.ok("cloudwatch", "ListTagsForResource", ask), json!({ "Tags": [] }));
    let add = json!({ "ResourceARN": arn, "Tags": [tag("a", "b")] });
    let error = lab.fails("cloudwatch", "TagResource", add);
    assert_eq!(
        (&error["code"], &error["http"]),
        (&json!("ResourceNotFoundException"), &json!(404))
    );
}

#[test]
fn actions_are_switched_and_the_configuration_s_date_with_them() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    lab.sleep(Span::secs(10));
    let names = json!({ "AlarmNames": ["load-high", "never"] });
    lab.ok("cloudwatch", "DisableAlarmActions", names.clone());
    let alarm = describe(&mut lab, json!({}))["MetricAlarms"][0].clone();
    assert_eq!(alarm["ActionsEnabled"], false);
    assert_eq!(alarm["AlarmConfigurationUpdatedTimestamp"], "2025-01-06T00:00:10+00:00");
    lab.ok("cloudwatch", "DisableAlarmActions", names.clone());
    lab.ok("cloudwatch", "EnableAlarmActions", names);
    assert_eq!(describe(&mut lab, json!({}))["MetricAlarms"][0]["ActionsEnabled"], true);
    let summaries: Vec<String> = lab.history().into_iter().map(|item| item.1).collect();
    let updated = "Alarm \"load-high\" updated";
    assert_eq!(summaries, ["Alarm \"load-high\" created", updated, updated]);
}

fn data(lab: &mut Lab, kind: &str) -> Vec<Value> {
    let input = json!({ "HistoryItemType": kind, "ScanBy": "TimestampAscending" });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    let items = reply["AlarmHistoryItems"].as_array().unwrap();
    items
        .iter()
        .map(|i| serde_json::from_str(i["HistoryData"].as_str().unwrap()).unwrap())
        .collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn history_data_has_aws_s_shapes() {
    let topic = "arn:aws:sns:us-east-1:123456789012:ops";
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    let dimensions = json!([{ "Name": "Host", "Value": "a" }]);
    lab.put_alarm(json!({
        "AlarmDescription": "d", "AlarmActions": [topic], "Dimensions": dimensions, "Period": 300,
    }));
    let shape = case("payload_shapes", "hist4")["shape"].clone();
    let created = data(&mut lab, "ConfigurationUpdate").remove(0);
    assert_eq!(keys(&created), keys(&shape));
    assert_eq!(created["type"], shape["type"]);
    assert_eq!(keys(&created["createdAlarm"]), keys(&shape["createdAlarm"]));
    assert_eq!(created["createdAlarm"]["dimensions"], json!([{ "value": "a", "name": "Host" }]));
    assert_eq!(created["createdAlarm"]["threshold"].to_string(), "70.0");

    let set = json!({ "AlarmName": "load-high", "StateValue": "ALARM", "StateReason": "r",
        "StateReasonData": "{\"a\":1}" });
    lab.ok("cloudwatch", "SetAlarmState", set);
    let shape = case("payload_shapes", "hist2")["shape"].clone();
    let state = data(&mut lab, "StateUpdate").remove(0);
    assert_eq!(keys(&state), keys(&shape));
    assert_eq!(
        state["newState"],
        json!({ "stateValue": "ALARM", "stateReason": "r", "stateReasonData": { "a": 1 } })
    );
    assert_eq!(
        state["oldState"],
        json!({
            "stateValue": "INSUFFICIENT_DATA",
            "stateReason": "Unchecked: Initial alarm creation",
        })
    );

    let shape = case("payload_shapes", "hist3")["shape"].clone();
    let action = data(&mut lab, "Action").remove(0);
    assert_eq!(keys(&action), keys(&shape));
    assert_eq!(action["actionState"], "Succeeded");
    assert_eq!(action["stateUpdateTimestamp"], json!(lab.world.now().as_millis()));
    assert_eq!(action["notificationResource"], topic);
    let published: Value =
        serde_json::from_str(action["publishedMessage"].as_str().unwrap()).unwrap();
    let message: Value = serde_json::from_str(published["default"].as_str().unwrap()).unwrap();
    assert_eq!(message["NewStateReason"], "r");

    // An update tells what was there before, null for what was not.
    lab.put_alarm(json!({ "Threshold": 80, "DatapointsToAlarm": 1, "Dimensions": dimensions,
        "Period": 300, "AlarmActions": [topic] }));
    let updated = data(&mut lab, "ConfigurationUpdate").remove(1);
    assert_eq!(keys(&updated), ["version", "type", "updatedAlarm", "originalUpdatedFields"]);
    assert_eq!(
        updated["originalUpdatedFields"],
        json!({ "alarmDescription": "d", "threshold": 70.0, "datapointsToAlarm": null })
    );
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high"] }));
    let deleted = data(&mut lab, "ConfigurationUpdate").remove(2);
    assert_eq!(keys(&deleted), ["version", "type", "deletedAlarm"]);
    assert_eq!(deleted["deletedAlarm"]["stateValue"], "ALARM");
}

#[test]
fn summaries_begin_as_aws_s_do() {
    let examples = case("payload_shapes", "hist1")["examples"].as_array().unwrap().clone();
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmName": "X" }));
    lab.ok(
        "cloudwatch",
        "SetAlarmState",
        json!({ "AlarmName": "X", "StateValue": "ALARM",
        "StateReason": "r" }),
    );
    let found: Vec<Value> = lab.history().into_iter().map(|item| json!(item.1)).collect();
    assert_eq!(found, examples[..2]);
}

#[test]
fn history_is_narrowed_by_dates_kinds_and_age() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "TreatMissingData": "breaching" }));
    lab.put_alarm(json!({ "AlarmName": "other" }));
    lab.sleep(Span::mins(2));
    let count = |lab: &mut Lab, input: Value| {
        let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
        reply["AlarmHistoryItems"].as_array().unwrap().len()
    };
    for (input, expected) in [
        (json!({}), 3),
        (json!({ "AlarmName": "load-high" }), 2),
        (json!({ "AlarmName": "load-high", "HistoryItemType": "StateUpdate" }), 1),
        (json!({ "HistoryItemType": "Action" }), 0),
        (json!({ "StartDate": "2025-01-06T00:00:30Z" }), 1),
        (json!({ "EndDate": "2025-01-06T00:00:30Z" }), 2),
        (json!({ "AlarmTypes": ["CompositeAlarm"] }), 0),
        (json!({ "MaxRecords": 2 }), 2),
    ] {
        assert_eq!(count(&mut lab, input.clone()), expected, "{input}");
    }
    // Newest first unless asked otherwise.
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", json!({ "MaxRecords": 1 }));
    assert_eq!(reply["AlarmHistoryItems"][0]["HistoryItemType"], "StateUpdate");
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high", "other"] }));
    assert_eq!(count(&mut lab, json!({ "AlarmName": "load-high" })), 3, "kept after deletion");
    lab.sleep(Span::days(30));
    assert_eq!(count(&mut lab, json!({ "AlarmName": "load-high" })), 1, "the deletion only");
    lab.sleep(Span::secs(1));
    assert_eq!(count(&mut lab, json!({})), 0);
}

#[test]
fn state_reason_data_has_aws_s_shape() {
    let example = case("payload_shapes", "srd1")["example"].clone();
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "Period": 60, "EvaluationPeriods": 3, "Threshold": 31 }));
    lab.publish_each_minute(&[41.0, 33.8, 32.6]);
    let alarm = describe(&mut lab, json!({}))["MetricAlarms"][0].clone();
    let text = alarm["StateReasonData"].as_str().unwrap();
    assert_eq!(
        text,
        "{\"version\":\"1.0\",\"queryDate\":\"2025-01-06T00:03:00.000+0000\",\
         \"startDate\":\"2025-01-06T00:00:00.000+0000\",\"statistic\":\"Average\",\"period\":60,\
         \"recentDatapoints\":[41.0,33.8,32.6],\"threshold\":31.0,\"evaluatedDatapoints\":[\
         {\"timestamp\":\"2025-01-06T00:02:00.000+0000\",\"sampleCount\":1.0,\"value\":32.6},\
         {\"timestamp\":\"2025-01-06T00:01:00.000+0000\",\"sampleCount\":1.0,\"value\":33.8},\
         {\"timestamp\":\"2025-01-06T00:00:00.000+0000\",\"sampleCount\":1.0,\"value\":41.0}]}"
    );
    let data: Value = serde_json::from_str(text).unwrap();
    assert_eq!(keys(&data), keys(&example));
    let point = |data: &Value| -> Vec<String> {
        let keys = data["evaluatedDatapoints"][0].as_object().unwrap().keys();
        keys.cloned().collect()
    };
    assert_eq!(point(&data), point(&example));
}

#[test]
fn state_reason_data_without_data() {
    let example = case("payload_shapes", "srd2")["example"].clone();
    let mut lab = Lab::new();
    lab.put_alarm(json!({
        "Period": 10, "EvaluationPeriods": 2, "Threshold": 2, "Unit": "Seconds",
        "TreatMissingData": "breaching",
    }));
    lab.sleep(Span::secs(10));
    let alarm = describe(&mut lab, json!({}))["MetricAlarms"][0].clone();
    let mut data: Value = serde_json::from_str(alarm["StateReasonData"].as_str().unwrap()).unwrap();
    assert_eq!(
        data["evaluatedDatapoints"],
        json!([
            { "timestamp": "2025-01-06T00:00:00.000+0000" },
            { "timestamp": "2025-01-05T23:59:50.000+0000" },
        ])
    );
    data["queryDate"] = json!("date");
    for point in data["evaluatedDatapoints"].as_array_mut().unwrap() {
        point["timestamp"] = json!("date");
    }
    assert_eq!(data.to_string(), example.to_string());
}

#[test]
fn state_reason_data_stays_within_its_bounds() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "EvaluationPeriods": 1440, "TreatMissingData": "breaching" }));
    lab.sleep(Span::mins(1));
    let condition = lab.alarm("load-high").condition();
    let data = condition.data.clone().unwrap();
    assert!(data.len() <= 4000 && data.len() > 3900, "{}", data.len());
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["evaluatedDatapoints"][0]["timestamp"], "2025-01-06T00:00:00.000+0000");
}

#[test]
fn gaps_stand_among_the_evaluated_points() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "Period": 60, "EvaluationPeriods": 3, "TreatMissingData": "breaching" }));
    lab.publish(10.0);
    lab.sleep(Span::mins(2));
    let alarm = describe(&mut lab, json!({}))["MetricAlarms"][0].clone();
    assert_eq!(alarm["StateValue"], "OK");
    let data: Value = serde_json::from_str(alarm["StateReasonData"].as_str().unwrap()).unwrap();
    assert_eq!(data["queryDate"], "2025-01-06T00:01:00.000+0000");
    assert_eq!(data["recentDatapoints"], json!([10.0]));
    let stamps: Vec<&Value> = data["evaluatedDatapoints"].as_array().unwrap().iter().collect();
    let shown: Vec<(String, bool)> = stamps
        .iter()
        .map(|p| {
            (super::at(p["timestamp"].as_str().unwrap()).format("%H:%M"), p.get("value").is_some())
        })
        .collect();
    let expected = [("00:00", true), ("23:59", false), ("23:58", false)];
    assert_eq!(shown, expected.map(|(time, real)| (time.to_owned(), real)));
}

#[test]
fn no_case_of_the_payload_shapes_is_forgotten() {
    let ids: Vec<String> = cases("payload_shapes")
        .iter()
        .map(|case| case["id"].as_str().unwrap().to_owned())
        .collect();
    // EventBridge and Lambda are not simulated yet.
    assert_eq!(
        ids,
        [
            "sns1", "sns2", "hist1", "hist2", "hist3", "hist4", "srd1", "srd2", "desc1", "eb1",
            "lam1"
        ]
    );
}

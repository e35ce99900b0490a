//! Alarms over several time series: contributors (row B, "Alarm on expression / Metrics Insights
//! (multi-series contributors)", and row B, "Evaluation state (partial data, error, failure)").
//!
//! Texts, order and levels of actions: as alarms of the service were seen to have them in 2026, and
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html>.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::alarm::explain::what_if;
use watchtrail::services::cloudwatch::alarm::slots::Place;
use watchtrail::sim::Span;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::alarms::chain;

use super::{at, scope};
use crate::support::Lab;

const QUERY: &str = "SELECT MAX(Busy) FROM Shop GROUP BY Team ORDER BY MAX() DESC";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops";

fn input(changes: Value) -> Value {
    let mut input = json!({
        "AlarmName": "load-high",
        "EvaluationPeriods": 1,
        "DatapointsToAlarm": 1,
        "Threshold": 10,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
        "Metrics": [{ "Id": "q", "Expression": QUERY, "Period": 60 }],
    });
    for (key, value) in changes.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

impl Lab {
    /// Publishes a load of teams now, and lets a minute pass.
    fn loads(&mut self, teams: &[(&str, f64)]) {
        let datum = |(team, value): &(&str, f64)| {
            let team = json!([{ "Name": "Team", "Value": team }]);
            json!({ "MetricName": "Busy", "Value": value, "Dimensions": team })
        };
        let data: Vec<Value> = teams.iter().map(datum).collect();
        self.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Shop", "MetricData": data }));
        self.sleep(Span::mins(1));
    }

    /// The contributors in ALARM: their teams and reasons.
    fn contributors(&mut self) -> Vec<(String, String)> {
        let input = json!({ "AlarmName": "load-high" });
        let reply = self.ok("cloudwatch", "DescribeAlarmContributors", input);
        let one = |one: &Value| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            assert_eq!(text(&one["ContributorId"]).len(), 16);
            (text(&one["ContributorAttributes"]["Team"]), text(&one["StateReason"]))
        };
        reply["AlarmContributors"].as_array().unwrap().iter().map(one).collect()
    }

    /// The history of one type, oldest first: team and summary.
    fn items(&mut self, kind: &str) -> Vec<Value> {
        let input = json!({ "AlarmName": "load-high", "HistoryItemType": kind,
            "ScanBy": "TimestampAscending" });
        let reply = self.ok("cloudwatch", "DescribeAlarmHistory", input);
        reply["AlarmHistoryItems"].as_array().unwrap().clone()
    }
}

fn summaries(items: &[Value]) -> Vec<String> {
    let one = |item: &Value| {
        let team = item["AlarmContributorAttributes"]["Team"].as_str().unwrap_or("-");
        format!("{team}: {}", item["HistorySummary"].as_str().unwrap())
    };
    items.iter().map(one).collect()
}

/// a in ALARM, then both, then b alone, then none.
fn story() -> Lab {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    let subscription = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@b.c" });
    lab.ok("sns", "Subscribe", subscription);
    let changes = json!({ "AlarmActions": [TOPIC], "OKActions": [TOPIC] });
    lab.ok("cloudwatch", "PutMetricAlarm", input(changes));
    lab.loads(&[("a", 20.0), ("b", 5.0)]);
    lab
}

#[test]
fn each_time_series_has_a_state_and_the_alarm_follows_them() {
    let mut lab = story();
    let crossed = |value: &str, minute: &str| {
        format!(
            "Threshold Crossed: 1 out of the last 1 datapoints was greater than the threshold \
             (10.0). The most recent datapoint which crossed the threshold: [{value} (06/01/25 \
             00:{minute}:00)] (minimum 1 datapoint for OK -> ALARM transition)."
        )
    };
    assert_eq!(
        (lab.state(), lab.reason()),
        (StateValue::Alarm, "1 out of 2 time series evaluated to ALARM".to_owned())
    );
    assert_eq!(lab.contributors(), [("a".to_owned(), crossed("20.0", "00"))]);
    lab.loads(&[("a", 20.0), ("b", 30.0)]);
    assert_eq!(lab.reason(), "2 out of 2 time series evaluated to ALARM");
    assert_eq!(lab.contributors().len(), 2);
    lab.loads(&[("a", 5.0), ("b", 30.0)]);
    assert_eq!(lab.contributors(), [("b".to_owned(), crossed("30.0", "01"))]);
    lab.loads(&[("a", 5.0), ("b", 5.0)]);
    assert_eq!(
        (lab.state(), lab.reason()),
        (StateValue::Ok, "2 time series evaluated to OK".to_owned())
    );
    assert_eq!(lab.contributors(), []);
    assert_eq!(
        summaries(&lab.items("AlarmContributorStateUpdate")),
        [
            "a: Contributor state updated to ALARM",
            "b: Contributor state updated to ALARM",
            "a: Contributor state updated to OK",
            "b: Contributor state updated to OK",
        ]
    );
    assert_eq!(
        summaries(&lab.items("StateUpdate")),
        [
            "-: Alarm updated from INSUFFICIENT_DATA to ALARM",
            "-: State Reason changed from \"1 out of 2 time series evaluated to ALARM\" to \"2 out \
             of 2 time series evaluated to ALARM\"",
            "-: State Reason changed from \"2 out of 2 time series evaluated to ALARM\" to \"1 out \
             of 2 time series evaluated to ALARM\"",
            "-: Alarm updated from ALARM to OK",
        ]
    );
    let alarms = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let data = alarms["MetricAlarms"][0]["StateReasonData"].as_str().unwrap();
    assert_eq!(data, "{\"version\":\"1.0\",\"queryDate\":\"2025-01-06T00:04:00.000+0000\"}");
}

#[test]
fn topics_are_told_of_contributors_and_of_nothing_else() {
    let mut lab = story();
    lab.loads(&[("a", 20.0), ("b", 30.0)]);
    assert_eq!(lab.items("Action"), Vec::<Value>::new());
    let told = lab.items("AlarmContributorAction");
    let done = format!("Successfully executed action {TOPIC}");
    assert_eq!(summaries(&told), [format!("a: {done}"), format!("b: {done}")]);
    let data: Value = serde_json::from_str(told[1]["HistoryData"].as_str().unwrap()).unwrap();
    let message: Value = serde_json::from_str(data["publishedMessage"].as_str().unwrap()).unwrap();
    let message: Value = serde_json::from_str(message["default"].as_str().unwrap()).unwrap();
    let keys: Vec<&String> = message.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "AlarmName",
            "AlarmDescription",
            "AWSAccountId",
            "AlarmConfigurationUpdatedTimestamp",
            "NewStateValue",
            "NewStateReason",
            "StateChangeTime",
            "Region",
            "AlarmArn",
            "ActionExecutedAfterMuteWindow",
            "OldStateValue",
            "AlarmContributorId",
            "AlarmContributorAttributes",
            "OKActions",
            "AlarmActions",
            "InsufficientDataActions",
            "Trigger",
        ]
    );
    assert_eq!(message["AlarmContributorAttributes"], json!({ "Team": "b" }));
    assert_eq!(
        (&message["OldStateValue"], &message["NewStateValue"]),
        (&json!("OK"), &json!("ALARM"))
    );
    // The same of one contributor alone.
    let input =
        json!({ "AlarmName": "load-high", "AlarmContributorId": told[1]["AlarmContributorId"] });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    assert_eq!(reply["AlarmHistoryItems"].as_array().unwrap().len(), 2);
    let error = lab.fails(
        "cloudwatch",
        "DescribeAlarmHistory",
        json!({ "HistoryItemType": "AlarmContributorAction" }),
    );
    assert_eq!(error["code"], "ValidationError");
}

/// A contributor that turns while the alarm stays in ALARM is in the chain of who heard.
#[test]
fn who_heard_of_a_contributor_is_told_with_it() {
    let mut lab = story();
    lab.loads(&[("a", 20.0), ("b", 30.0)]);
    let texts = Texts::new(Lang::En);
    let now = lab.world.now();
    let alarm = lab.alarm("load-high");
    let chain = chain::of(&lab.world, scope(&lab), alarm, now, "", &texts).unwrap();
    let firsts: Vec<(String, usize)> =
        chain.branches.iter().map(|hops| (hops[0].title.clone(), hops.len())).collect();
    let expected = [("a → ALARM".to_owned(), 3), ("b → ALARM".to_owned(), 3)];
    assert_eq!(firsts, expected);
}

#[test]
fn the_bus_is_told_of_contributors() {
    let mut lab = story();
    lab.loads(&[("a", 20.0), ("b", 30.0)]);
    let facts = lab.world.facts().iter();
    let events: Vec<Value> = facts
        .filter_map(|fact| match &fact.what {
            ServiceFact::CloudWatch(Fact::EventSent { event, .. }) => {
                Some(serde_json::from_str(&event.json()).unwrap())
            }
            _ => None,
        })
        .collect();
    let kinds: Vec<&str> =
        events.iter().map(|event| event["detail-type"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "CloudWatch Alarm Configuration Change",
            "CloudWatch Alarm Contributor State Change",
            "CloudWatch Alarm State Change",
            "CloudWatch Alarm Contributor State Change",
        ],
        "a second contributor changes nothing for the alarm"
    );
    let detail = &events[3]["detail"];
    assert_eq!(detail["alarmContributor"]["attributes"], json!({ "Team": "b" }));
    assert_eq!(detail["state"]["value"], "ALARM");
    assert_eq!(detail["configuration"]["metrics"][0]["expression"], QUERY);
    assert_eq!((detail.get("previousState"), detail["state"].get("reasonData")), (None, None));
}

#[test]
fn a_time_series_that_is_gone_is_ok_and_an_empty_answer_is_missing_data() {
    for (treat, state, word) in [
        ("breaching", StateValue::Alarm, "Breaching"),
        ("notBreaching", StateValue::Ok, "NonBreaching"),
        ("missing", StateValue::InsufficientData, "Missing"),
        ("ignore", StateValue::Alarm, "Ignore"),
    ] {
        let mut lab = Lab::new();
        lab.ok("cloudwatch", "PutMetricAlarm", input(json!({ "TreatMissingData": treat })));
        lab.loads(&[("a", 20.0)]);
        assert_eq!(lab.contributors().len(), 1);
        lab.sleep(Span::mins(10));
        assert_eq!(lab.contributors(), []);
        assert_eq!(lab.state(), state, "{treat}");
        assert_eq!(
            lab.reason(),
            format!(
                "No time series were returned by the query. Treat missing data is configured as \
                 [{word}]."
            )
        );
        let last = lab.items("AlarmContributorStateUpdate").pop().unwrap();
        let data: Value = serde_json::from_str(last["HistoryData"].as_str().unwrap()).unwrap();
        let reason = "No data was returned for this contributor";
        assert_eq!(data["newState"], json!({ "stateValue": "OK", "stateReason": reason }));
    }
}

#[test]
fn a_limit_makes_contributors_of_the_greatest_alone() {
    let mut lab = Lab::new();
    let query = json!([{ "Id": "q", "Expression": format!("{QUERY} LIMIT 1"), "Period": 60 }]);
    lab.ok("cloudwatch", "PutMetricAlarm", input(json!({ "Metrics": query })));
    lab.loads(&[("a", 20.0), ("b", 5.0)]);
    assert_eq!(lab.contributors()[0].0, "a");
    lab.loads(&[("a", 20.0), ("b", 5.0), ("c", 40.0)]);
    assert_eq!(lab.contributors().len(), 1);
    assert_eq!(lab.contributors()[0].0, "c");
    assert_eq!(lab.reason(), "1 out of 2 time series evaluated to ALARM");
    // An alarm on one time series has no contributors, and none of them turns.
    let one = json!([{ "Id": "q", "Expression": "SELECT MAX(Busy) FROM Shop", "Period": 60 }]);
    lab.ok("cloudwatch", "PutMetricAlarm", input(json!({ "Metrics": one })));
    let before = lab.items("AlarmContributorStateUpdate").len();
    lab.loads(&[("a", 20.0)]);
    assert_eq!((lab.state(), lab.contributors()), (StateValue::Alarm, Vec::new()));
    assert_eq!(lab.items("AlarmContributorStateUpdate").len(), before);
}

#[test]
fn several_datapoints_are_counted_and_the_newest_is_told() {
    let mut lab = Lab::new();
    let changes = json!({ "EvaluationPeriods": 3, "DatapointsToAlarm": 2 });
    lab.ok("cloudwatch", "PutMetricAlarm", input(changes));
    lab.loads(&[("a", 20.0)]);
    lab.loads(&[("a", 21.0)]);
    lab.loads(&[("a", 5.0)]);
    assert_eq!(
        lab.contributors()[0].1,
        "Threshold Crossed: 2 out of the last 3 datapoints were greater than the threshold (10.0) \
         and 1 missing datapoint was treated as [NonBreaching]. The most recent datapoint which \
         crossed the threshold: [21.0 (06/01/25 00:01:00)] (minimum 2 datapoints for OK -> ALARM \
         transition)."
    );
}

#[test]
fn actions_that_contributors_cannot_have_are_refused() {
    let scaling = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:\
                   autoScalingGroupName/g:policyName/p";
    let function = "arn:aws:lambda:us-east-1:123456789012:function:f";
    let item = "arn:aws:ssm:us-east-1:123456789012:opsitem:3";
    let data = "InsufficientData actions are not supported for contributor-level action types in \
                Multi Time Series alarms";
    let scaled = "Autoscaling actions are not available for Multi Time Series alarms";
    for (list, action, expected) in [
        ("AlarmActions", scaling, Some(scaled)),
        ("OKActions", scaling, Some(scaled)),
        ("InsufficientDataActions", scaling, Some(scaled)),
        ("InsufficientDataActions", function, Some(data)),
        ("InsufficientDataActions", TOPIC, Some(data)),
        ("AlarmActions", function, None),
        ("OKActions", function, None),
        ("AlarmActions", item, None),
    ] {
        let mut lab = Lab::new();
        let outcome =
            lab.call("admin", "cloudwatch", "PutMetricAlarm", input(json!({ list: [action] })));
        let message = outcome.reply.err().map(|error| (error.code.to_string(), error.message));
        let expected = expected.map(|text| ("ValidationError".to_owned(), text.to_owned()));
        assert_eq!(message, expected, "{list} {action}");
    }
    // Without ORDER BY there are no contributors.
    let query = "SELECT MAX(Busy) FROM Shop GROUP BY Team";
    let metrics = json!([{ "Id": "q", "Expression": query, "Period": 60 }]);
    let error =
        Lab::new().fails("cloudwatch", "PutMetricAlarm", input(json!({ "Metrics": metrics })));
    assert!(error["message"].as_str().unwrap().contains("ORDER BY clause"), "{error}");
}

#[test]
fn muted_contributors_are_told_of_when_the_window_ends() {
    let mut lab = story();
    let rule = json!({ "Name": "quiet", "MuteTargets": { "AlarmNames": ["load-high"] },
        "Rule": { "Schedule": { "Expression": "at(2025-01-06T00:02)", "Duration": "PT10M" } } });
    lab.ok("cloudwatch", "PutAlarmMuteRule", rule);
    lab.loads(&[("a", 20.0), ("b", 5.0)]);
    for _ in 0..11 {
        lab.loads(&[("a", 20.0), ("b", 30.0)]);
    }
    let told = lab.items("AlarmContributorAction");
    let teams: Vec<&Value> =
        told.iter().map(|item| &item["AlarmContributorAttributes"]["Team"]).collect();
    assert_eq!(teams, ["a", "b"]);
    assert_eq!(told[1]["Timestamp"], json!("2025-01-06T00:12:00+00:00"));
}

#[test]
fn the_explanation_names_the_contributor_that_decided() {
    let mut lab = story();
    lab.loads(&[("a", 5.0), ("b", 30.0)]);
    let why = lab.explain(lab.world.now()).unwrap();
    let members: Vec<(String, StateValue, StateValue)> = why
        .contributors
        .iter()
        .map(|one| (one.contributor.label(), one.before, one.after))
        .collect();
    assert_eq!(
        members,
        [
            ("b".to_owned(), StateValue::Ok, StateValue::Alarm),
            ("a".to_owned(), StateValue::Alarm, StateValue::Ok),
        ]
    );
    assert_eq!(why.slots[0].value, Some(30.0));
    assert_eq!(why.reason, "1 out of 2 time series evaluated to ALARM");
    // The past stays as it was, and a backtest of the alarm finds what really happened.
    let then = lab.explain(at("2025-01-06T00:01:00Z")).unwrap();
    assert_eq!(then.contributors[0].contributor.label(), "a");
    let alarm = lab.alarm("load-high");
    let sources = lab.world.metrics();
    let place = Place { source: &sources, scope: scope(&lab) };
    let story = what_if(alarm.config(), place, alarm.created, lab.world.now());
    let found: Vec<_> = story.transitions.iter().map(|one| (one.at, one.to)).collect();
    assert_eq!(found, [(at("2025-01-06T00:01:00Z"), StateValue::Alarm)]);
}

#[test]
fn more_series_than_the_service_looks_at_are_partial_data() {
    let mut lab = Lab::new();
    lab.ok("cloudwatch", "PutMetricAlarm", input(json!({})));
    let names: Vec<String> = (0..501).map(|n| format!("t{n:03}")).collect();
    let teams: Vec<(&str, f64)> = names.iter().map(|name| (name.as_str(), 20.0)).collect();
    lab.loads(&teams);
    let alarms = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    let alarm = &alarms["MetricAlarms"][0];
    assert_eq!(alarm["EvaluationState"], "PARTIAL_DATA");
    assert_eq!(alarm["StateReason"], "100+ time series evaluated to ALARM");
    let first =
        lab.ok("cloudwatch", "DescribeAlarmContributors", json!({ "AlarmName": "load-high" }));
    assert_eq!(first["AlarmContributors"].as_array().unwrap().len(), 100);
    assert!(first["NextToken"].is_string());
}

//! Suppressor alarm + wait/extension: AWS's timelines.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::facts::Held;
use watchtrail::sim::{Span, Time};

use super::{cases, scope};
use crate::support::Lab;

const TOPICS: [&str; 2] =
    ["arn:aws:sns:us-east-1:123456789012:ok", "arn:aws:sns:us-east-1:123456789012:alarm"];

/// A composite alarm over `child` that `suppressor` suppresses, a unit of time being a minute.
fn lab(wait: i64, extension: i64) -> Lab {
    let mut lab = Lab::new();
    lab.put_child("child");
    lab.put_child("suppressor");
    lab.set("child", "OK");
    lab.set("suppressor", "OK");
    let changes = json!({
        "OKActions": [TOPICS[0]], "AlarmActions": [TOPICS[1]], "ActionsSuppressor": "suppressor",
        "ActionsSuppressorWaitPeriod": wait, "ActionsSuppressorExtensionPeriod": extension,
    });
    lab.put_composite("main", "ALARM(child)", changes);
    lab.sleep(Span::hours(1));
    lab
}

/// Actions that began since an instant: minutes after it, and the topic's name.
fn began(lab: &Lab, since: Time) -> Vec<(i64, String)> {
    let facts = lab.world.facts();
    let begun = facts.iter().filter(|fact| fact.time >= since);
    begun
        .filter_map(|fact| match &fact.what {
            ServiceFact::CloudWatch(Fact::ActionStarted { action, .. }) => {
                let minutes = (fact.time - since).as_millis() / 60_000;
                Some((minutes, action.rsplit(':').next().unwrap().to_owned()))
            }
            _ => None,
        })
        .collect()
}

fn suppressed_by(lab: &mut Lab) -> Value {
    let input = json!({ "AlarmNames": ["main"], "AlarmTypes": ["CompositeAlarm"] });
    let alarm = lab.ok("cloudwatch", "DescribeAlarms", input)["CompositeAlarms"][0].clone();
    let by = alarm["ActionsSuppressedBy"].clone();
    let reason = by.as_str().map(|by| format!("Actions suppressed by {by}"));
    assert_eq!(alarm["ActionsSuppressedReason"], json!(reason));
    by
}

#[test]
fn actions_wait_and_are_suppressed_as_in_aws_s_timelines() {
    let vectors = cases("composite_suppression");
    for case in &vectors {
        let mut lab = lab(120, 180);
        let zero = lab.world.now();
        let id = case["id"].as_str().unwrap();
        if id == "sup4" {
            lab.set("suppressor", "ALARM");
        }
        for event in case["events"].as_array().unwrap() {
            let minute = event[0].as_str().unwrap().trim_start_matches(char::is_alphabetic);
            let minute: i64 = minute.parse().unwrap();
            let what = event[1].as_str().unwrap();
            lab.sleep(zero + Span::mins(minute) - lab.world.now());
            let name = if what.starts_with("composite") { "child" } else { "suppressor" };
            let state = if what.contains("-> ALARM") { "ALARM" } else { "OK" };
            lab.set(name, state);
        }
        lab.sleep(Span::hours(1));
        let (ok, alarm) = ("ok".to_owned(), "alarm".to_owned());
        let expected = match id {
            "sup1" => vec![(4, alarm)],
            "sup2" | "sup4" => Vec::new(),
            "sup3" => vec![(5, ok)],
            "sup5" => vec![(9, alarm)],
            "sup6" => vec![(9, ok)],
            other => panic!("{other}"),
        };
        assert_eq!(began(&lab, zero), expected, "{id}: {}", case["expected"]);
        let suppressed = matches!(id, "sup2" | "sup4");
        assert_eq!(suppressed_by(&mut lab), if suppressed { json!("Alarm") } else { Value::Null });
    }
    assert_eq!(vectors.len(), 6);
}

#[test]
fn what_suppresses_is_told_at_every_moment() {
    let mut lab = lab(120, 180);
    lab.set("child", "ALARM");
    assert_eq!(suppressed_by(&mut lab), "WaitPeriod");
    lab.sleep(Span::mins(1));
    lab.set("suppressor", "ALARM");
    assert_eq!(suppressed_by(&mut lab), "Alarm");
    lab.sleep(Span::mins(3));
    lab.set("suppressor", "OK");
    assert_eq!(suppressed_by(&mut lab), "ExtensionPeriod");
    let begun = lab.world.now();
    lab.sleep(Span::mins(3));
    assert_eq!(suppressed_by(&mut lab), Value::Null);
    assert_eq!(began(&lab, begun), [(3, "alarm".to_owned())]);
    let held = lab.world.facts().iter().rev().find_map(|fact| match &fact.what {
        ServiceFact::CloudWatch(Fact::ActionsHeld { actions, by, .. }) => {
            Some((actions.clone(), by.clone()))
        }
        _ => None,
    });
    let (actions, by) = held.unwrap();
    assert_eq!(actions, [TOPICS[1]]);
    assert!(matches!(by, Held::Suppressed(by) if by.name() == "WaitPeriod"));
}

#[test]
fn without_periods_only_the_suppressor_itself_suppresses() {
    let mut lab = lab(0, 0);
    let zero = lab.world.now();
    lab.set("child", "ALARM");
    lab.set("suppressor", "ALARM");
    lab.set("child", "OK");
    lab.sleep(Span::mins(5));
    assert_eq!(began(&lab, zero), [(0, "alarm".to_owned())]);
    lab.set("suppressor", "OK");
    assert_eq!(began(&lab, zero), [(0, "alarm".to_owned()), (5, "ok".to_owned())]);
}

#[test]
fn taking_the_suppressor_away_lets_the_actions_run() {
    let mut lab = lab(60, 60);
    lab.set("suppressor", "ALARM");
    lab.set("child", "ALARM");
    let zero = lab.world.now();
    assert_eq!(began(&lab, zero), []);
    lab.put_composite("main", "ALARM(child)", json!({ "AlarmActions": [TOPICS[1]] }));
    assert_eq!(began(&lab, zero), [(0, "alarm".to_owned())]);
    assert!(lab.world.cloudwatch().composite(scope(&lab), "main").unwrap().pending.is_none());
}

#[test]
fn switched_off_actions_neither_wait_nor_run() {
    let mut lab = lab(120, 180);
    let zero = lab.world.now();
    lab.set("child", "ALARM");
    lab.ok("cloudwatch", "DisableAlarmActions", json!({ "AlarmNames": ["main"] }));
    lab.sleep(Span::mins(5));
    assert_eq!(began(&lab, zero), []);
    lab.ok("cloudwatch", "EnableAlarmActions", json!({ "AlarmNames": ["main"] }));
    lab.sleep(Span::mins(5));
    assert_eq!(began(&lab, zero), []);
}

#[test]
fn the_event_bus_hears_what_suppresses_and_what_mutes() {
    let mut lab = lab(120, 180);
    let schedule = json!({ "Expression": "at(2025-01-06T01:00)", "Duration": "PT1H" });
    let rule = json!({ "Name": "testMute", "Rule": { "Schedule": schedule },
        "MuteTargets": { "AlarmNames": ["main"] } });
    lab.ok("cloudwatch", "PutAlarmMuteRule", rule);
    lab.set("child", "ALARM");
    let event = lab.world.facts().iter().rev().find_map(|fact| match &fact.what {
        ServiceFact::CloudWatch(Fact::EventSent { alarm, event })
            if alarm.rest() == "alarm:main" =>
        {
            serde_json::from_str::<Value>(&event.json()).ok()
        }
        _ => None,
    });
    let detail = event.unwrap()["detail"].clone();
    let arn = |rest: &str| format!("arn:aws:cloudwatch:us-east-1:123456789012:{rest}");
    let reason = format!(
        "{} transitioned to ALARM at Monday 06 January, 2025 01:00:00 UTC",
        arn("alarm:child")
    );
    let data = "{\"triggeringAlarms\":[{\"arn\":\"CHILD\",\"state\":{\"value\":\"ALARM\",\
                \"timestamp\":\"2025-01-06T01:00:00.000+0000\"}}]}";
    assert_eq!(
        detail["state"],
        json!({
            "actionsSuppressedBy": "WaitPeriod",
            "actionsSuppressedReason": "Actions suppressed by WaitPeriod",
            "value": "ALARM",
            "reason": reason,
            "reasonData": data.replace("CHILD", &arn("alarm:child")),
            "timestamp": "2025-01-06T01:00:00.000+0000",
        })
    );
    assert_eq!(
        detail["configuration"],
        json!({
            "alarmRule": "ALARM(child)",
            "actionsSuppressor": "suppressor",
            "actionsSuppressorWaitPeriod": 120,
            "actionsSuppressorExtensionPeriod": 180,
        })
    );
    assert_eq!(
        detail["muteDetail"],
        json!({
            "mutedByArn": arn("alarm-mute-rule:testMute"),
            "muteWindowStart": "2025-01-06T01:00:00.000+0000",
            "muteWindowEnd": "2025-01-06T02:00:00.000+0000",
        })
    );
}

#[test]
fn what_is_told_has_the_rule_and_the_triggering_children() {
    let mut lab = lab(0, 0);
    lab.ok("sns", "CreateTopic", json!({ "Name": "alarm" }));
    lab.set("child", "ALARM");
    let input = json!({ "AlarmName": "main", "AlarmTypes": ["CompositeAlarm"],
        "HistoryItemType": "Action" });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    let text = |value: &Value| serde_json::from_str::<Value>(value.as_str().unwrap()).unwrap();
    let data = text(&reply["AlarmHistoryItems"][0]["HistoryData"]);
    let told = text(&text(&data["publishedMessage"])["default"]);
    let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "AlarmName",
            "AlarmDescription",
            "AWSAccountId",
            "NewStateValue",
            "NewStateReason",
            "StateChangeTime",
            "Region",
            "AlarmArn",
            "OKActions",
            "AlarmActions",
            "InsufficientDataActions",
            "OldStateValue",
            "ActionExecutedAfterMuteWindow",
            "AlarmRule",
            "TriggeringChildren",
        ]
    );
    let child = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:child";
    let state = json!({ "Value": "ALARM", "Timestamp": "2025-01-06T01:00:00.000+0000" });
    assert_eq!(told["TriggeringChildren"], json!([{ "Arn": child, "State": state }]));
}

//! Which actions run, and what they say.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::evaluate::{By, Condition};
use watchtrail::services::cloudwatch::alarm::fires::{Firing, Kind, Memory, fires};
use watchtrail::services::cloudwatch::alarm::message::{self, Notice};
use watchtrail::services::cloudwatch::alarm::mute::Schedule;
use watchtrail::services::cloudwatch::alarm::{Config, StateValue, mail};
use watchtrail::sim::scope::Arn;
use watchtrail::sim::{AccountId, Region, Scope, Span, Time};

use super::{at, case, cases, config};
use crate::support::vectors;

/// Runs an action of one state through a row of states, a minute apart; `muted` says when actions
/// are held back. The firings.
fn run(
    kind: Kind,
    of: StateValue,
    states: &[StateValue],
    enabled: bool,
    muted: impl Fn(usize) -> bool,
) -> Vec<Firing> {
    let begin = Time::from_secs(0);
    let mut memory = Memory { state: states[0], since: begin, owed: false };
    let mut firings = Vec::new();
    for (i, state) in states.iter().enumerate().skip(1) {
        let now = begin + Span::mins(i as i64);
        let (firing, after) = fires(kind, memory, *state, now, enabled, muted(i));
        memory = after;
        if *state == of && firing != Firing::No {
            firings.push(firing);
        }
    }
    firings
}

fn states(names: &Value) -> Vec<StateValue> {
    let names = names.as_array().unwrap().iter();
    names.map(|name| StateValue::named(name.as_str().unwrap()).unwrap()).collect()
}

#[test]
fn actions_run_on_changes_and_scaling_runs_again() {
    for id in ["f1", "f2", "f3", "f4"] {
        let case = case("action_firing", id);
        let actions = case.get("actions").cloned().unwrap_or(json!({ "ALARM": "sns" }));
        let (state, action) = actions.as_object().unwrap().iter().next().unwrap();
        let kind = match action.as_str().unwrap() {
            "sns" => Kind::Sns,
            "autoscaling policy" => Kind::AutoScaling,
            other => panic!("{other}"),
        };
        let of = StateValue::named(state).unwrap();
        let enabled = case.get("ActionsEnabled") != Some(&json!(false));
        let fired = run(kind, of, &states(&case["states"]), enabled, |_| false);
        assert_eq!(json!(fired.len()), case["fires"], "{id}");
    }
}

#[test]
fn setting_the_same_state_again_runs_nothing() {
    let case = case("action_firing", "f5");
    let mut row = vec![StateValue::named(case["from_"].as_str().unwrap()).unwrap()];
    row.extend(states(&case["setAlarmState"]));
    let fired = run(Kind::Sns, StateValue::Alarm, &row, true, |_| false);
    assert_eq!(json!(fired.len()), case["fires"]);
}

#[test]
fn muted_actions_run_at_the_end_of_the_window_if_the_state_persists() {
    use StateValue::{Alarm, Ok};
    // f7: the window covers minutes 1 to 3, the alarm still is in ALARM when it ends.
    assert!(case("action_firing", "f7")["fires"].as_str().unwrap().starts_with("once at window"));
    let fired = run(Kind::Sns, Alarm, &[Ok, Ok, Alarm, Alarm, Alarm, Alarm], true, |i| i < 4);
    assert_eq!(fired, [Firing::AfterMuteWindow]);
    // f8: it went back inside the window.
    assert_eq!(case("action_firing", "f8")["fires"], 0);
    let fired = run(Kind::Sns, Alarm, &[Ok, Alarm, Ok, Ok, Ok], true, |i| i < 4);
    assert_eq!(fired, []);
    // Switched-off actions are not owed.
    assert_eq!(run(Kind::Sns, Alarm, &[Ok, Alarm, Alarm, Alarm], false, |i| i < 2), []);
}

#[test]
fn mute_windows_lie_where_aws_s_page_has_them() {
    // Friday 3 January 2025.
    let week = at("2025-01-01T00:00:00Z");
    let cases = [
        ("mute1", "2025-01-03T18:00:00Z", "2025-01-06T06:00:00Z"),
        ("mute2", "2025-01-05T02:00:00Z", "2025-01-05T06:00:00Z"),
        ("mute3", "2024-05-10T14:00:00Z", "2024-05-10T18:00:00Z"),
    ];
    for (id, from, until) in cases {
        let case = case("action_firing", id);
        let rule = &case["muteRule"];
        let text = |key: &str| rule[key].as_str().unwrap();
        let schedule = Schedule::parse(text("Expression"), text("Duration"), None).unwrap();
        let (from, until) = (at(from), at(until));
        let near = if id == "mute3" { from - Span::days(1) } else { week };
        assert_eq!(schedule.windows(near, near + Span::days(7)), [(from, until)], "{id}");
        let named = |time: Time| match id {
            "mute3" => time.format("%Y-%m-%dT%H:%M"),
            _ => time.format("%A %H:%M"),
        };
        assert_eq!(
            (json!(named(from)), json!(named(until))),
            (case["mutedFrom"].clone(), case["mutedUntil"].clone())
        );
        let before = Span::millis(1);
        assert!(schedule.is_muted(from) && schedule.is_muted(until - before), "{id}");
        assert!(!schedule.is_muted(from - before) && !schedule.is_muted(until), "{id}");
    }
    assert_eq!(cases_count(), 11);
}

fn cases_count() -> usize {
    cases("action_firing").len()
}

/// The alarm of the message samples.
fn sample() -> (Scope, Config, Condition, Condition) {
    let sample = message("alarm-json");
    let scope =
        Scope { account: AccountId::parse("111122223333").unwrap(), region: Region::US_EAST_1 };
    let text = |key: &str| sample["message"][key].as_str().unwrap().to_owned();
    let mut config = config(json!({
        "AlarmName": "web-cpu-high",
        "AlarmDescription": text("AlarmDescription"),
        "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": "i-0abc1234def567890" }],
        "Period": 300,
        "EvaluationPeriods": 2,
        "DatapointsToAlarm": 2,
        "Threshold": 80,
        "TreatMissingData": "missing",
        "AlarmActions": ["arn:aws:sns:us-east-1:111122223333:ops-alerts"],
    }));
    config.arn = Arn::parse(&text("AlarmArn")).unwrap();
    config.updated = at(&text("AlarmConfigurationUpdatedTimestamp"));
    let condition = |value, reason: String, since: Time| Condition {
        value,
        reason,
        data: None,
        since,
        by: By::Evaluation,
    };
    let since = at(&text("StateChangeTime"));
    let from = condition(StateValue::Ok, String::new(), since - Span::hours(1));
    let to = condition(StateValue::Alarm, text("NewStateReason"), since);
    (scope, config, from, to)
}

fn message(id: &str) -> Value {
    let messages = vectors("sns_messages")["messages"].as_array().unwrap().clone();
    messages.into_iter().find(|message| message["id"] == id).unwrap()
}

#[test]
fn the_json_is_aws_s_with_its_members_in_order() {
    let (scope, config, from, to) = sample();
    let text = message::json(&Notice { scope, config: &config, from: &from, to: &to });
    let mut found: Value = serde_json::from_str(&text).unwrap();
    // The newest messages carry one member more than the sample.
    let extra = message("alarm-json-2026")["extra_field"].clone();
    for (key, value) in extra.as_object().unwrap() {
        assert_eq!(found.as_object_mut().unwrap().shift_remove(key).as_ref(), Some(value));
    }
    // As text, so that the order of members counts.
    assert_eq!(found.to_string(), message("alarm-json")["message"].to_string());
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(json!(keys), case("payload_shapes", "sns1")["keys"]);
}

#[test]
fn the_trigger_shows_unit_and_treatment() {
    let (scope, _, from, to) = sample();
    let wanted = case("payload_shapes", "sns1")["triggerExample"].clone();
    let config = config(json!({
        "Namespace": wanted["Namespace"],
        "MetricName": wanted["MetricName"],
        "Unit": wanted["Unit"],
        "Dimensions": [{ "Name": "InstanceId", "Value": "abc" }],
        "Period": wanted["Period"],
        "EvaluationPeriods": wanted["EvaluationPeriods"],
        "Threshold": wanted["Threshold"],
        "TreatMissingData": wanted["TreatMissingData"],
    }));
    let text = message::json(&Notice { scope, config: &config, from: &from, to: &to });
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["Trigger"].to_string(), wanted.to_string());
    assert_eq!(found["AlarmDescription"], Value::Null);
}

#[test]
fn an_extended_statistic_has_its_own_member() {
    let (scope, _, from, to) = sample();
    let config = config(json!({
        "Statistic": null, "ExtendedStatistic": "p99", "EvaluateLowSampleCountPercentile": "ignore",
    }));
    let text = message::json(&Notice { scope, config: &config, from: &from, to: &to });
    let found: Value = serde_json::from_str(&text).unwrap();
    let trigger = &found["Trigger"];
    assert_eq!(trigger["StatisticType"], "ExtendedStatistic");
    assert_eq!(trigger["ExtendedStatistic"], "p99");
    assert_eq!(trigger["EvaluateLowSampleCountPercentile"], "ignore");
    assert_eq!(trigger.get("Statistic"), None);
}

#[test]
fn the_mail_is_aws_s_to_the_byte() {
    let (scope, config, from, to) = sample();
    let text = mail::text(&Notice { scope, config: &config, from: &from, to: &to });
    let body = message("alarm-email")["body"].as_str().unwrap().to_owned();
    // SNS draws the line and what is under it.
    let (own, _) = body.split_once("\n\n--\n").unwrap();
    assert_eq!(text, own);
}

#[test]
fn subjects_name_state_alarm_and_region() {
    let (scope, mut config, from, mut to) = sample();
    let subjects = message("subjects")["subjects"].clone();
    for (state, subject) in subjects.as_object().unwrap() {
        to.value = StateValue::named(state).unwrap();
        let found = message::subject(&Notice { scope, config: &config, from: &from, to: &to });
        assert_eq!(json!(found), *subject);
    }
    let shape = case("payload_shapes", "sns2");
    config.name = "CPU High".to_owned();
    to.value = StateValue::Alarm;
    let found = message::subject(&Notice { scope, config: &config, from: &from, to: &to });
    assert_eq!(json!(found), shape["example"]);
    for (length, expected) in [(66, 100), (67, 100), (255, 100)] {
        config.name = "n".repeat(length);
        let found = message::subject(&Notice { scope, config: &config, from: &from, to: &to });
        assert_eq!(found.chars().count(), expected, "{length}");
        assert_eq!(found.ends_with("..."), length > 66, "{found}");
    }
}

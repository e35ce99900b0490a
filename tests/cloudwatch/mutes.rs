//! Mute rules (schedule windows): muted actions of both kinds of alarms, owed ones, and the
//! operations on rules.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::facts::Held;
use watchtrail::sim::{Span, Time};

use super::{alarm_input, case};
use crate::support::Lab;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops";

/// An alarm whose state is set by hand, muted from 00:10 to 00:20.
fn lab() -> Lab {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    let changes = json!({ "AlarmName": "web", "TreatMissingData": "ignore", "AlarmActions": [TOPIC],
        "OKActions": [TOPIC] });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm_input(changes));
    lab.set("web", "OK");
    lab.put_mute("window", "at(2025-01-06T00:10)", "PT10M", &["web", "main"]);
    lab.sleep(Span::mins(10));
    lab
}

impl Lab {
    /// Makes a mute rule.
    fn put_mute(&mut self, name: &str, expression: &str, duration: &str, targets: &[&str]) {
        let input = json!({
            "Name": name, "MuteTargets": { "AlarmNames": targets },
            "Rule": { "Schedule": { "Expression": expression, "Duration": duration } },
        });
        self.ok("cloudwatch", "PutAlarmMuteRule", input);
        self.sleep(Span::ZERO);
    }
}

/// What became of actions since an instant: the minute, what, and whether it says it comes late.
fn deeds(lab: &mut Lab, since: Time) -> Vec<(i64, &'static str)> {
    let facts = lab.world.facts().iter().filter(|fact| fact.time >= since);
    let told = facts.filter_map(|fact| {
        let ServiceFact::CloudWatch(what) = &fact.what else { return None };
        let what = match what {
            Fact::ActionSucceeded { .. } => "ran",
            Fact::ActionsHeld { by: Held::Muted(_), .. } => "muted",
            Fact::ActionsHeld { by: Held::Suppressed(_), .. } => "suppressed",
            Fact::ActionSkipped { .. } => "skipped",
            _ => return None,
        };
        Some(((fact.time - since).as_millis() / 60_000, what))
    });
    told.collect()
}

#[test]
fn muted_actions_run_at_the_end_if_the_state_persists() {
    let mut lab = lab();
    let zero = lab.world.now();
    lab.sleep(Span::mins(2));
    lab.set("web", "ALARM");
    lab.sleep(Span::mins(30));
    assert_eq!(deeds(&mut lab, zero), [(2, "muted"), (10, "ran")]);
    assert!(case("action_firing", "f7")["fires"].as_str().unwrap().starts_with("once at window"));
    // The message says that it comes late.
    let input = json!({ "HistoryItemType": "Action" });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    let data = reply["AlarmHistoryItems"][0]["HistoryData"].as_str().unwrap();
    assert!(data.contains("ActionExecutedAfterMuteWindow\\\\\\\":true"), "{data}");
}

#[test]
fn what_is_over_at_the_end_is_not_told() {
    let mut lab = lab();
    let zero = lab.world.now();
    lab.set("web", "ALARM");
    lab.sleep(Span::mins(5));
    lab.set("web", "OK");
    lab.sleep(Span::mins(30));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted"), (5, "muted")]);
    assert_eq!(case("action_firing", "f8")["fires"], 0);
}

#[test]
fn enabling_actions_does_not_unmute_and_disabled_ones_are_not_owed() {
    let mut lab = lab();
    let zero = lab.world.now();
    let names = json!({ "AlarmNames": ["web"] });
    lab.set("web", "ALARM");
    lab.ok("cloudwatch", "EnableAlarmActions", names.clone());
    lab.sleep(Span::mins(1));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted")]);
    lab.ok("cloudwatch", "DisableAlarmActions", names);
    lab.sleep(Span::mins(30));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted"), (10, "skipped")]);
}

#[test]
fn deleting_the_rule_unmutes_at_once() {
    let mut lab = lab();
    let zero = lab.world.now();
    lab.set("web", "ALARM");
    lab.sleep(Span::mins(3));
    let name = json!({ "AlarmMuteRuleName": "window" });
    lab.ok("cloudwatch", "DeleteAlarmMuteRule", name.clone());
    lab.sleep(Span::mins(30));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted"), (3, "ran")]);
    lab.ok("cloudwatch", "DeleteAlarmMuteRule", name);
}

#[test]
fn a_longer_rule_keeps_muting() {
    let mut lab = lab();
    let zero = lab.world.now();
    lab.put_mute("longer", "cron(5 0 * * *)", "PT30M", &["web"]);
    lab.set("web", "ALARM");
    lab.sleep(Span::hours(2));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted"), (25, "ran")]);
}

#[test]
fn a_mute_rule_wins_over_a_suppressor() {
    let mut lab = lab();
    lab.put_child("child");
    lab.put_child("suppressor");
    lab.set("suppressor", "OK");
    lab.set("child", "OK");
    let changes = json!({ "AlarmActions": [TOPIC], "ActionsSuppressor": "suppressor",
        "ActionsSuppressorWaitPeriod": 60, "ActionsSuppressorExtensionPeriod": 60 });
    lab.put_composite("main", "ALARM(child)", changes);
    lab.sleep(Span::mins(2));
    let zero = lab.world.now();
    lab.set("child", "ALARM");
    lab.sleep(Span::mins(4));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted")]);
    lab.set("suppressor", "ALARM");
    lab.sleep(Span::mins(10));
    // The window is over, and now the suppressor holds them.
    assert_eq!(deeds(&mut lab, zero), [(0, "muted"), (8, "suppressed")]);
    lab.set("suppressor", "OK");
    lab.sleep(Span::mins(5));
    assert_eq!(deeds(&mut lab, zero), [(0, "muted"), (8, "suppressed"), (15, "ran")]);
}

#[test]
fn rules_are_put_shown_listed_and_deleted() {
    let mut lab = Lab::new();
    let put = json!({
        "Name": "weekend", "Description": "nobody works",
        "Rule": { "Schedule": { "Expression": "cron(0 18 * * FRI)", "Duration": "P2DT12H",
            "Timezone": "Asia/Seoul" } },
        "MuteTargets": { "AlarmNames": ["web"] },
        "Tags": [{ "Key": "Team", "Value": "A" }],
        "ExpireDate": "2025-02-01T00:00:00Z",
    });
    lab.ok("cloudwatch", "PutAlarmMuteRule", put);
    lab.put_mute("once", "at(2025-01-06T00:10)", "PT10M", &[]);
    let ask = json!({ "AlarmMuteRuleName": "weekend" });
    assert_eq!(
        lab.ok("cloudwatch", "GetAlarmMuteRule", ask.clone()),
        json!({
            "Name": "weekend",
            "AlarmMuteRuleArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm-mute-rule:weekend",
            "Description": "nobody works",
            "Rule": { "Schedule": { "Expression": "cron(0 18 * * FRI)", "Duration": "P2DT12H",
                "Timezone": "Asia/Seoul" } },
            "MuteTargets": { "AlarmNames": ["web"] },
            "ExpireDate": "2025-02-01T00:00:00+00:00",
            "Status": "SCHEDULED",
            "LastUpdatedTimestamp": "2025-01-06T00:00:00+00:00",
            "MuteType": "RECURRING",
        })
    );
    let list = |lab: &mut Lab, input: Value| -> Vec<(String, String)> {
        let reply = lab.ok("cloudwatch", "ListAlarmMuteRules", input);
        let rules = reply["AlarmMuteRuleSummaries"].as_array().unwrap().iter();
        let text = |rule: &Value, key: &str| rule[key].as_str().unwrap().to_owned();
        rules
            .map(|rule| {
                let arn = text(rule, "AlarmMuteRuleArn");
                (arn.rsplit(':').next().unwrap().to_owned(), text(rule, "Status"))
            })
            .collect()
    };
    let row = |name: &str, status: &str| (name.to_owned(), status.to_owned());
    let (once, weekend) = (row("once", "SCHEDULED"), row("weekend", "SCHEDULED"));
    assert_eq!(list(&mut lab, json!({})), [once, weekend.clone()]);
    assert_eq!(list(&mut lab, json!({ "AlarmName": "web" })), [weekend]);
    lab.sleep(Span::mins(10));
    assert_eq!(list(&mut lab, json!({ "Statuses": ["ACTIVE"] })), [row("once", "ACTIVE")]);
    lab.sleep(Span::mins(10));
    assert_eq!(list(&mut lab, json!({ "Statuses": ["EXPIRED"] })), [row("once", "EXPIRED")]);
    lab.ok("cloudwatch", "DeleteAlarmMuteRule", ask.clone());
    let error = lab.fails("cloudwatch", "GetAlarmMuteRule", ask);
    assert_eq!(
        (&error["code"], &error["http"]),
        (&json!("ResourceNotFoundException"), &json!(404))
    );
}

#[test]
fn wrong_schedules_are_refused() {
    let mut lab = Lab::new();
    for (expression, duration, zone, part) in [
        ("rate(5 minutes)", "PT1H", "UTC", "expression"),
        ("cron(0 2 * *)", "PT1H", "UTC", "expression"),
        ("cron(0 2 * * *)", "P16D", "UTC", "Duration"),
        ("cron(0 2 * * *)", "PT30S", "UTC", "Duration"),
        ("cron(0 2 * * *)", "PT1H", "noon", "Timezone"),
    ] {
        let schedule = json!({ "Expression": expression, "Duration": duration, "Timezone": zone });
        let input = json!({ "Name": "m", "Rule": { "Schedule": schedule } });
        let error = lab.fails("cloudwatch", "PutAlarmMuteRule", input);
        assert_eq!(error["code"], "ValidationError");
        assert!(error["message"].as_str().unwrap().contains(part), "{error}");
    }
}

#[test]
fn the_right_is_needed_on_the_rule_and_on_every_alarm() {
    let mut lab = lab();
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": "cloudwatch:PutAlarmMuteRule",
        "Resource": [
            "arn:aws:cloudwatch:*:*:alarm-mute-rule:*", "arn:aws:cloudwatch:*:*:alarm:web"] }] });
    lab.ok("iam", "CreateUser", json!({ "UserName": "kim" }));
    lab.ok(
        "iam",
        "PutUserPolicy",
        json!({ "UserName": "kim", "PolicyName": "p",
        "PolicyDocument": policy.to_string() }),
    );
    let put = |lab: &mut Lab, targets: Value| {
        let rule = json!({ "Schedule": { "Expression": "cron(0 2 * * *)", "Duration": "PT1H" } });
        let input = json!({ "Name": "m", "Rule": rule, "MuteTargets": { "AlarmNames": targets } });
        lab.call("kim", "cloudwatch", "PutAlarmMuteRule", input).reply
    };
    assert!(put(&mut lab, json!(["web"])).is_ok());
    assert_eq!(put(&mut lab, json!(["web", "db"])).unwrap_err().code, "AccessDenied");
    // By the tags of the alarms, as AWS's page suggests.
    let tagged = json!({ "Effect": "Allow", "Action": "cloudwatch:PutAlarmMuteRule",
        "Resource": "arn:aws:cloudwatch:*:*:alarm:*",
        "Condition": { "StringEquals": { "aws:ResourceTag/Team": "A" } } });
    let policy = json!({ "Version": "2012-10-17", "Statement": [tagged] });
    lab.ok(
        "iam",
        "PutUserPolicy",
        json!({ "UserName": "kim", "PolicyName": "q",
        "PolicyDocument": policy.to_string() }),
    );
    lab.put_child("db");
    assert!(put(&mut lab, json!(["web", "db"])).is_err());
    let tags = json!({ "ResourceARN": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:db",
        "Tags": [{ "Key": "Team", "Value": "A" }] });
    lab.ok("cloudwatch", "TagResource", tags);
    assert!(put(&mut lab, json!(["web", "db"])).is_ok());
}

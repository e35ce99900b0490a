//! From a number to an inbox: the whole way of an alarm.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::facts::Skipped;
use watchtrail::services::inbox::LinkAction;
use watchtrail::services::sns;
use watchtrail::sim::{Call, Cause, Command, Region, Span, Via, Who};

use super::request;
use crate::support::Lab;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";
const NOWHERE: &str = "arn:aws:sns:us-east-1:123456789012:nowhere";

/// A topic whose mails jiwoo gets.
fn lab_with_topic() -> Lab {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let subscribe =
        json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "jiwoo@example.com" });
    lab.ok("sns", "Subscribe", subscribe);
    let link = lab.world.inbox().mails().last().unwrap().mail.link.clone().unwrap();
    let LinkAction::Confirm { topic, token } = link.action else { panic!() };
    let input = json!({ "TopicArn": topic, "Token": token });
    let request =
        watchtrail::services::Request::decode("sns", "ConfirmSubscription", input).unwrap();
    let call = Call { who: Who::Anonymous, region: Region::US_EAST_1, via: Via::MailLink, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab
}

fn facts(lab: &Lab) -> Vec<(&'static str, &ServiceFact, Cause)> {
    lab.world
        .facts()
        .iter()
        .map(|fact| {
            let name = match &fact.what {
                ServiceFact::CloudWatch(what) => match what {
                    Fact::AlarmCreated { .. } => "created",
                    Fact::AlarmUpdated { .. } => "updated",
                    Fact::AlarmDeleted { .. } => "deleted",
                    Fact::AlarmStateChanged { .. } => "changed",
                    Fact::SuppressionChanged { .. } => "suppression",
                    Fact::MuteRulePut { .. } => "mute rule",
                    Fact::MuteRuleDeleted { .. } => "no mute rule",
                    Fact::ActionsHeld { .. } => "held",
                    Fact::EventSent { .. } => "told",
                    Fact::ActionStarted { .. } => "started",
                    Fact::ActionSucceeded { .. } => "succeeded",
                    Fact::ActionFailed { .. } => "failed",
                    Fact::ActionSkipped { .. } => "skipped",
                    Fact::ContributorStateChanged { .. } => "contributor",
                },
                ServiceFact::Sns(sns::Fact::Published { .. }) => "published",
                ServiceFact::Sns(sns::Fact::Delivered { .. }) => "delivered",
                ServiceFact::Sns(sns::Fact::EmailSent(_)) => "mail",
                _ => "other",
            };
            (name, &fact.what, fact.cause)
        })
        .collect()
}

#[test]
fn a_number_becomes_a_mail() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC], "AlarmDescription": "load is high" }));
    let mails = lab.world.inbox().mails().len();
    lab.publish(20.0);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Ok);
    assert_eq!(lab.world.inbox().mails().len(), mails, "no action for OK");
    lab.publish(91.25);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm);

    let received = lab.world.inbox().mails().last().unwrap();
    let mail = &received.mail;
    assert_eq!(received.time, lab.world.now());
    assert_eq!(mail.subject, "ALARM: \"load-high\" in US East (N. Virginia)");
    let expected = "You are receiving this email because your Amazon CloudWatch Alarm \
        \"load-high\" in the US East (N. Virginia) region has entered the ALARM state, because \
        \"Threshold Crossed: 1 datapoint [91.25 (06/01/25 00:01:00)] was greater than the \
        threshold (70.0).\" at \"Monday 06 January, 2025 00:02:00 UTC\".\n\n\
        View this alarm in the AWS Management Console:\n\
        https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1\
        #alarmsV2:alarm/load-high\n\n\
        Alarm Details:\n\
        - Name:                       load-high\n\
        - Description:                load is high\n\
        - State Change:               OK -> ALARM\n\
        - Reason for State Change:    Threshold Crossed: 1 datapoint [91.25 (06/01/25 00:01:00)] \
        was greater than the threshold (70.0).\n\
        - Timestamp:                  Monday 06 January, 2025 00:02:00 UTC\n\
        - AWS Account:                123456789012\n\
        - Alarm Arn:                  arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high\n\n\
        Threshold:\n\
        - The alarm is in the ALARM state when the metric is GreaterThanThreshold 70.0 for at \
        least 1 of the last 1 period(s) of 60 seconds.\n\n\
        Monitored Metric:\n\
        - MetricNamespace:                     Test\n\
        - MetricName:                          load\n\
        - Dimensions:                          []\n\
        - Period:                              60 seconds\n\
        - Statistic:                           Average\n\
        - Unit:                                not specified\n\
        - TreatMissingData:                    missing\n\n\n\
        State Change Actions:\n\
        - OK: \n\
        - ALARM: [arn:aws:sns:us-east-1:123456789012:ops-alerts]\n\
        - INSUFFICIENT_DATA: \n\n\n--\n";
    assert!(mail.body.starts_with(expected), "{}", mail.body);
}

#[test]
fn every_hop_names_the_one_before() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC] }));
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    let facts = facts(&lab);
    let position = |name: &str| facts.iter().position(|fact| fact.0 == name).unwrap();
    let caused_by = |name: &str, by: &str| {
        let (effect, cause) = (position(name), position(by));
        assert_eq!(facts[effect].2, Cause::Fact(cause as u64), "{name} because of {by}");
    };
    assert_eq!(facts[position("changed")].2, Cause::Clock);
    caused_by("started", "changed");
    caused_by("succeeded", "started");
    caused_by("published", "started");
    caused_by("delivered", "published");
    assert!(matches!(facts[position("created")].2, Cause::Command(_)));
}

#[test]
fn the_call_an_action_makes_is_recorded_as_the_service_s() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC] }));
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    let record = lab.world.cloudtrail().records().last().unwrap();
    let json = record.json();
    assert_eq!(
        (&json["eventName"], &json["userIdentity"]["invokedBy"], &json["eventCategory"]),
        (&json!("Publish"), &json!("cloudwatch.amazonaws.com"), &json!("Data"))
    );
}

#[test]
fn history_tells_what_happened_in_order() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC], "OKActions": [NOWHERE] }));
    lab.publish_each_minute(&[20.0, 91.0]);
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high"] }));
    let history = lab.history();
    let kinds: Vec<&str> = history.iter().map(|item| item.0.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "ConfigurationUpdate",
            "StateUpdate",
            "Action",
            "StateUpdate",
            "Action",
            "ConfigurationUpdate"
        ]
    );
    assert_eq!(history[0].1, "Alarm \"load-high\" created");
    assert_eq!(history[1].1, "Alarm updated from INSUFFICIENT_DATA to OK");
    let failed = format!("Failed to execute action {NOWHERE}. Received error: \"");
    assert!(history[2].1.starts_with(&failed), "{}", history[2].1);
    assert_eq!(history[3].1, "Alarm updated from OK to ALARM");
    assert_eq!(history[4].1, format!("Successfully executed action {TOPIC}"));
    assert_eq!(history[5].1, "Alarm \"load-high\" deleted");
}

#[test]
fn a_topic_that_does_not_exist_fails_when_the_action_runs() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmActions": [NOWHERE] }));
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm, "the state changes nevertheless");
    let failed = facts(&lab).iter().any(|fact| fact.0 == "failed");
    assert!(failed);
}

#[test]
fn disabled_actions_are_skipped_and_the_state_still_changes() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC], "ActionsEnabled": false }));
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm);
    let facts = facts(&lab);
    let skipped: Vec<&ServiceFact> =
        facts.iter().filter(|fact| fact.0 == "skipped").map(|fact| fact.1).collect();
    let expected = Fact::ActionSkipped {
        alarm: lab.alarm("load-high").config().arn.clone(),
        action: TOPIC.to_owned(),
        why: Skipped::Disabled,
    };
    assert_eq!(skipped, [&ServiceFact::CloudWatch(expected)]);
    assert!(facts.iter().all(|fact| fact.0 != "published"));
}

#[test]
fn the_first_evaluation_is_a_transition_and_an_update_is_none() {
    // f3: creation → OK runs OK actions.
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "OKActions": [TOPIC], "AlarmActions": [TOPIC] }));
    lab.publish(1.0);
    lab.sleep(Span::mins(1));
    let published = |lab: &Lab| facts(lab).iter().filter(|fact| fact.0 == "published").count();
    assert_eq!(published(&lab), 1);
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    assert_eq!((lab.state(), published(&lab)), (StateValue::Alarm, 2));
    // f6: the state stays, nothing runs.
    let before = lab.alarm("load-high").condition().clone();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC], "AlarmDescription": "changed" }));
    assert_eq!(*lab.alarm("load-high").condition(), before);
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    assert_eq!((lab.state(), published(&lab)), (StateValue::Alarm, 2));
}

#[test]
fn set_alarm_state_holds_until_the_next_evaluation() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC] }));
    lab.publish_each_minute(&[1.0]);
    lab.sleep(Span::secs(20));
    lab.publish(1.0);
    let set = |state: &str| {
        let (name, reason) = ("load-high", "testing");
        json!({ "AlarmName": name, "StateValue": state, "StateReason": reason })
    };
    lab.ok("cloudwatch", "SetAlarmState", set("ALARM"));
    assert_eq!((lab.state(), lab.reason().as_str()), (StateValue::Alarm, "testing"));
    let changes = lab.history().len();
    // f5: the same state again changes nothing and runs nothing.
    lab.ok("cloudwatch", "SetAlarmState", set("ALARM"));
    assert_eq!(lab.history().len(), changes);
    let mail = lab.world.inbox().mails().last().unwrap().mail.clone();
    assert!(mail.body.contains("has entered the ALARM state, because \"testing\" at"));
    lab.sleep(Span::secs(40));
    assert_eq!(lab.state(), StateValue::Ok);
    let input = json!({ "AlarmNames": ["load-high"] });
    let alarm = lab.ok("cloudwatch", "DescribeAlarms", input)["MetricAlarms"][0].clone();
    assert_eq!(alarm["StateTransitionedTimestamp"], "2025-01-06T00:02:00+00:00");
}

#[test]
fn nobody_wakes_when_there_is_no_alarm() {
    let mut lab = Lab::new();
    let digest = |lab: &Lab| lab.world.digest();
    lab.put_alarm(json!({}));
    lab.sleep(Span::mins(3));
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high"] }));
    lab.sleep(Span::mins(2));
    let before = digest(&lab);
    assert_ne!(before, {
        lab.sleep(Span::mins(1));
        digest(&lab)
    });
    // Years pass at once: no wake-up is left that would be run half a million times.
    lab.sleep(Span::days(400));
    assert_eq!(lab.world.now().rfc3339(), "2026-02-10T00:06:00Z");
    // And a new alarm is evaluated again.
    lab.put_alarm(json!({ "TreatMissingData": "breaching" }));
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm);
}

#[test]
fn alarms_of_one_region_do_not_see_another() {
    let mut lab = Lab::new();
    let seoul: Region = "ap-northeast-2".parse().unwrap();
    let request = request("PutMetricAlarm", super::alarm_input(json!({}))).unwrap();
    let call = Call { who: Who::User("admin".to_owned()), region: seoul, via: Via::Cli, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    let scope = watchtrail::sim::Scope { account: lab.world.account(), region: seoul };
    let alarm = lab.world.cloudwatch().alarm(scope, "load-high").unwrap();
    assert_eq!(alarm.value(), StateValue::InsufficientData);
    assert_eq!(lab.ok("cloudwatch", "DescribeAlarms", json!({}))["MetricAlarms"], json!([]));
}

#[test]
fn an_action_failure_is_told_with_its_error() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmActions": [NOWHERE] }));
    lab.publish(91.0);
    lab.sleep(Span::mins(1));
    let input = json!({ "HistoryItemType": "Action" });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    let item = &reply["AlarmHistoryItems"][0];
    let data: Value = serde_json::from_str(item["HistoryData"].as_str().unwrap()).unwrap();
    assert_eq!(data["actionState"], "Failed");
    let error = data["error"].as_str().unwrap();
    let summary = format!("Failed to execute action {NOWHERE}. Received error: \"{error}\"");
    assert_eq!(item["HistorySummary"], json!(summary));
    assert!(!error.contains("User: cloudwatch"), "{error}");
}

#[test]
fn a_topic_whose_policy_leaves_alarms_out_refuses_them() {
    let mut lab = lab_with_topic();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC] }));
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high";
    let policy = |principal: Value| {
        let mut statement = json!({ "Effect": "Allow", "Action": "SNS:Publish" });
        statement["Principal"] = principal;
        statement["Resource"] = json!(TOPIC);
        json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
    };
    let mut attempt = |principal: Value, value: f64| {
        let set = json!({ "TopicArn": TOPIC, "AttributeName": "Policy",
            "AttributeValue": policy(principal) });
        lab.ok("sns", "SetTopicAttributes", set);
        let state = if value > 70.0 { "OK" } else { "ALARM" };
        lab.publish(value);
        let set = json!({ "AlarmName": "load-high", "StateValue": state, "StateReason": "r" });
        lab.ok("cloudwatch", "SetAlarmState", set);
        lab.sleep(Span::mins(1));
        lab.history().pop().unwrap().1
    };
    let person = json!({ "AWS": "arn:aws:iam::123456789012:user/jiwoo" });
    assert_eq!(
        attempt(person, 91.0),
        format!(
            "Failed to execute action {TOPIC}. Received error: \"Resource: {arn} is not authorized \
             to perform: SNS:Publish on resource: {TOPIC} because no resource-based policy allows \
             the SNS:Publish action\""
        )
    );
    let service = json!({ "Service": "cloudwatch.amazonaws.com" });
    let done = format!("Successfully executed action {TOPIC}");
    assert_eq!(attempt(service, 91.0), done);
}

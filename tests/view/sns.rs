//! The pages of SNS: topics, one topic, subscriptions, who heard what.

use std::collections::BTreeMap;

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::services::sns::facts::Undelivered;
use watchtrail::sim::{Call, Command, Region, Span, Via, Who};
use watchtrail::view::inbox::mail;
use watchtrail::view::sns::subscriptions::{self, Status};
use watchtrail::view::sns::{act, topic, topics};

use crate::support::Lab;

const HERE: Region = Region::US_EAST_1;
pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

pub fn send(lab: &mut Lab, request: &Request) {
    lab.ok("sns", request.spec().name, request.input());
}

/// A topic with one address that has not said yes.
pub fn asked() -> Lab {
    let mut lab = Lab::new();
    send(&mut lab, &act::create_topic("ops-alerts", "", &BTreeMap::new()));
    send(&mut lab, &act::subscribe(TOPIC, "email", "jiwoo@example.com"));
    lab
}

/// Follows the link of a mail.
pub fn follow(
    lab: &mut Lab,
    number: usize,
) -> Result<serde_json::Value, watchtrail::api::ApiError> {
    let link = mail::model(&lab.world, number).unwrap().link.unwrap();
    let region = mail::region(&link.action).unwrap();
    let request = link.action.request();
    let call = Call { who: Who::Anonymous, region, via: Via::MailLink, request };
    lab.world.apply(&Command::Call(call)).reply
}

#[test]
fn topics_count_who_said_yes() {
    let mut lab = asked();
    let shown = |lab: &Lab| {
        let rows = topics::model(&lab.world, HERE).rows;
        rows.iter().map(|r| (r.name.clone(), r.confirmed, r.pending)).collect::<Vec<_>>()
    };
    assert_eq!(shown(&lab), [("ops-alerts".to_owned(), 0, 1)]);
    follow(&mut lab, 0).unwrap();
    assert_eq!(shown(&lab), [("ops-alerts".to_owned(), 1, 0)]);
    assert_eq!(topics::model(&lab.world, "eu-west-1".parse().unwrap()).rows, []);
}

#[test]
fn a_pending_subscription_shows_until_when_it_waits() {
    let mut lab = asked();
    let row = |lab: &Lab| subscriptions::model(&lab.world, HERE).rows.remove(0);
    let pending = row(&lab);
    let until = lab.world.now() + Span::hours(48);
    assert_eq!(pending.status, Status::Pending { until });
    assert_eq!((pending.id.as_str(), pending.protocol), ("PendingConfirmation", "email"));
    assert_eq!(pending.topic_name, "ops-alerts");
    follow(&mut lab, 0).unwrap();
    let confirmed = row(&lab);
    assert_eq!(confirmed.status, Status::Confirmed(lab.world.now()));
    assert_eq!(confirmed.id.len(), 36);
}

#[test]
fn a_message_shows_who_heard_it_and_who_did_not() {
    let mut lab = asked();
    send(&mut lab, &act::publish(TOPIC, "first", "too early"));
    lab.sleep(Span::mins(1));
    follow(&mut lab, 0).unwrap();
    send(&mut lab, &act::subscribe(TOPIC, "email-json", "minsu@example.com"));
    send(&mut lab, &act::publish(TOPIC, "", "now"));
    lab.sleep(Span::mins(1));
    let page = topic::model(&lab.world, HERE, "ops-alerts").unwrap();
    let heard: Vec<_> = page
        .messages
        .iter()
        .map(|message| {
            let mut heard: Vec<_> =
                message.heard.iter().map(|h| (h.endpoint.as_str(), h.missed.clone())).collect();
            heard.sort_by_key(|(endpoint, _)| *endpoint);
            (message.subject.as_deref(), message.alarm.as_deref(), message.subscriptions, heard)
        })
        .collect();
    let pending = Some(Undelivered::PendingConfirmation);
    assert_eq!(
        heard,
        [
            (
                None,
                None,
                2,
                vec![("jiwoo@example.com", None), ("minsu@example.com", pending.clone())]
            ),
            (Some("first"), None, 1, vec![("jiwoo@example.com", pending)]),
        ]
    );
    assert!(topic::model(&lab.world, HERE, "none").is_none());
}

#[test]
fn a_message_of_an_alarm_names_it() {
    let mut lab = asked();
    follow(&mut lab, 0).unwrap();
    let alarm = json!({
        "AlarmName": "web-cpu-high", "Namespace": "X", "MetricName": "Y", "Statistic": "Average",
        "Period": 60, "EvaluationPeriods": 1, "Threshold": 70.0, "AlarmActions": [TOPIC],
        "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm);
    let state =
        json!({ "AlarmName": "web-cpu-high", "StateValue": "ALARM", "StateReason": "test" });
    lab.ok("cloudwatch", "SetAlarmState", state);
    lab.sleep(Span::secs(1));
    let page = topic::model(&lab.world, HERE, "ops-alerts").unwrap();
    assert_eq!(page.alarms, ["web-cpu-high"]);
    assert_eq!(page.messages[0].alarm.as_deref(), Some("web-cpu-high"));
    assert_eq!(page.messages[0].heard[0].missed, None);
    let letter = mail::model(&lab.world, 1).unwrap();
    assert_eq!(letter.alarm.as_deref(), Some("web-cpu-high"));
}

#[test]
fn protocols_that_are_not_simulated_are_refused_by_name() {
    let mut lab = asked();
    let ours = ["email", "email-json", "lambda", "sqs"];
    for protocol in act::PROTOCOLS.into_iter().filter(|name| !ours.contains(name)) {
        let request = act::subscribe(TOPIC, protocol, "x");
        let error = lab.fails("sns", request.spec().name, request.input());
        assert!(error["message"].as_str().unwrap().contains(protocol), "{error}");
    }
}

#[test]
fn names_of_topics() {
    for (name, good) in [("ops-alerts", true), ("a_1", true), ("", false), ("a b", false)] {
        assert_eq!(act::is_topic_name(name), good, "{name}");
    }
}

#[test]
fn a_subscription_shows_its_filter_and_is_given_another() {
    let mut lab = asked();
    let high = "{\"severity\":[\"high\"]}";
    let to = ("sqs", "arn:aws:sqs:us-east-1:123456789012:jobs");
    send(&mut lab, &act::subscribe_to_some(TOPIC, to, high, "MessageAttributes"));
    let row = |lab: &Lab| {
        let rows = subscriptions::model(&lab.world, HERE).rows;
        rows.into_iter().find(|row| row.protocol == "sqs").unwrap()
    };
    let first = row(&lab);
    assert_eq!((first.filter.as_deref(), first.scope), (Some(high), "MessageAttributes"));
    // A nested policy goes with the body alone, one way and back.
    let nested = "{\"a\":{\"b\":[1]}}";
    for (scopes, filter) in [
        (("MessageAttributes", "MessageBody"), nested),
        (("MessageBody", "MessageAttributes"), high),
    ] {
        for request in act::refilter(&first.arn, scopes, filter) {
            send(&mut lab, &request);
        }
        assert_eq!((row(&lab).filter.as_deref(), row(&lab).scope), (Some(filter), scopes.1));
    }
    let scope = "MessageAttributes";
    for request in act::refilter(&first.arn, (scope, scope), " ") {
        send(&mut lab, &request);
    }
    assert_eq!(row(&lab).filter, None);
}

#[test]
fn attributes_of_a_message_are_typed_as_the_cli_takes_them() {
    let given = "{\"severity\": {\"DataType\": \"String\", \"StringValue\": \"high\"}}";
    let attributes = act::attributes(given).unwrap();
    let request = act::publish_with(TOPIC, ("", "x"), attributes);
    assert_eq!(
        request.input(),
        json!({ "TopicArn": TOPIC, "Message": "x", "MessageAttributes": {
            "severity": { "DataType": "String", "StringValue": "high" } } })
    );
    assert_eq!(act::attributes(" "), Some(BTreeMap::new()));
    for wrong in ["{", "{\"severity\": \"high\"}", "[]"] {
        assert_eq!(act::attributes(wrong), None, "{wrong}");
    }
}

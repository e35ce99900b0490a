//! LookupEvents: what event history shows, when, where and to which question.

use std::collections::BTreeSet;

use expect_test::expect_file;
use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::services::cloudtrail::Query;
use watchtrail::sim::{AccountId, Call, Change, Command, Region, Scope, Span, Time, Via, Who};

use super::{by, call_in, lookup, names, seoul};
use crate::support::Lab;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

/// How long an event takes into event history.
const DELAY: Span = Span::mins(5);

fn topic(lab: &mut Lab, name: &str) {
    lab.ok("sns", "CreateTopic", json!({ "Name": name }));
}

fn asked_as(time: Time) -> Value {
    json!(time.rfc3339())
}

/// The error of a question: `CODE: MESSAGE`.
fn refused(lab: &mut Lab, input: Value) -> String {
    let error = lab.call("root", "cloudtrail", "LookupEvents", input).reply.unwrap_err();
    assert_eq!(error.http, 400);
    format!("{}: {}", error.code, error.message)
}

/// row: Delay before the event appears
/// row: LookupEvents: one attribute, 90 days, per Region, mgmt only
#[test]
fn an_event_shows_after_its_delay_and_for_ninety_days() {
    let mut lab = Lab::new();
    topic(&mut lab, "ops-alerts");
    let asked = by("EventName", "CreateTopic");
    lab.sleep(Span::millis(DELAY.as_millis() - 1));
    assert_eq!(lookup(&mut lab, asked.clone())["Events"], json!([]));
    lab.sleep(Span::millis(1));
    assert_eq!(names(&lookup(&mut lab, asked.clone())), ["CreateTopic"]);
    lab.sleep(Span::millis(Span::days(90).as_millis() - DELAY.as_millis()));
    assert_eq!(names(&lookup(&mut lab, asked.clone())), ["CreateTopic"]);
    lab.sleep(Span::millis(1));
    assert_eq!(lookup(&mut lab, asked)["Events"], json!([]));
}

#[test]
fn instant_history_is_a_switch_and_takes_nothing_back() {
    let mut lab = Lab::new();
    let asked = by("Username", "admin");
    topic(&mut lab, "one");
    assert_eq!(lookup(&mut lab, asked.clone())["Events"], json!([]));
    lab.world.apply(&Command::World(Change::InstantHistory(true))).reply.unwrap();
    topic(&mut lab, "two");
    assert_eq!(names(&lookup(&mut lab, asked.clone())), ["CreateTopic", "CreateTopic"]);
    lab.world.apply(&Command::World(Change::InstantHistory(false))).reply.unwrap();
    topic(&mut lab, "three");
    assert_eq!(names(&lookup(&mut lab, asked.clone())), ["CreateTopic", "CreateTopic"]);
    lab.sleep(DELAY);
    assert_eq!(names(&lookup(&mut lab, asked)), ["CreateTopic"; 3]);
}

#[test]
fn newest_first_and_the_look_ups_themselves_too() {
    let mut lab = Lab::new();
    topic(&mut lab, "ops-alerts");
    lab.sleep(Span::secs(1));
    lab.ok("sns", "DeleteTopic", json!({ "TopicArn": TOPIC }));
    lab.ok("sns", "ListTopics", json!({}));
    lookup(&mut lab, json!({}));
    lab.sleep(DELAY);
    let reply = lookup(&mut lab, json!({}));
    assert_eq!(names(&reply), ["LookupEvents", "ListTopics", "DeleteTopic", "CreateTopic"]);
    assert_eq!(reply.get("NextToken"), None);
}

/// Some events of every kind.
fn busy() -> Lab {
    let mut lab = Lab::new();
    topic(&mut lab, "ops-alerts");
    lab.ok("sns", "ListTopics", json!({}));
    lab.call("jiwoo", "sns", "DeleteTopic", json!({ "TopicArn": TOPIC })).reply.unwrap_err();
    lab.call("jiwoo", "ec2", "DescribeInstances", json!({})).reply.unwrap();
    lab.ok("sns", "GetTopicAttributes", json!({ "TopicArn": TOPIC }));
    lab.world.apply(&Command::SignIn(Who::Root)).reply.unwrap();
    lab.world.apply(&Command::SignIn(Who::User("jiwoo".to_owned()))).reply.unwrap();
    lab.sleep(DELAY);
    lab
}

/// row: LookupEvents: one attribute, 90 days, per Region, mgmt only
#[test]
fn each_attribute_finds_what_has_exactly_its_value() {
    let mut lab = busy();
    let all = lookup(&mut lab, json!({}));
    let all = all["Events"].as_array().unwrap().clone();
    assert_eq!(all.len(), 7);
    let of = |name: &str| all.iter().find(|event| event["EventName"] == name).unwrap().clone();
    let key = of("DescribeInstances")["AccessKeyId"].as_str().unwrap().to_owned();
    let id = of("ListTopics")["EventId"].as_str().unwrap().to_owned();
    let table: [(&str, &str, &[&str]); 23] = [
        ("EventId", &id, &["ListTopics"]),
        ("EventId", "00000000-0000-0000-0000-000000000000", &[]),
        ("EventName", "DeleteTopic", &["DeleteTopic"]),
        ("EventName", "deletetopic", &[]),
        ("EventName", "Delete", &[]),
        ("ReadOnly", "true", &["GetTopicAttributes", "DescribeInstances", "ListTopics"]),
        ("ReadOnly", "false", &["ConsoleLogin", "ConsoleLogin", "DeleteTopic", "CreateTopic"]),
        ("ReadOnly", "False", &[]),
        ("Username", "jiwoo", &["ConsoleLogin", "DescribeInstances", "DeleteTopic"]),
        ("Username", "root", &["ConsoleLogin"]),
        ("Username", "Jiwoo", &[]),
        ("ResourceType", "AWS::SNS::Topic", &["GetTopicAttributes", "CreateTopic"]),
        ("ResourceType", "AWS::EC2::Instance", &[]),
        ("ResourceName", TOPIC, &["GetTopicAttributes", "CreateTopic"]),
        ("ResourceName", "ops-alerts", &[]),
        ("EventSource", "ec2.amazonaws.com", &["DescribeInstances"]),
        ("EventSource", "signin.amazonaws.com", &["ConsoleLogin", "ConsoleLogin"]),
        ("EventSource", "ec2", &[]),
        ("EventSource", "monitoring.amazonaws.com", &[]),
        ("AccessKeyId", &key, &["DescribeInstances", "DeleteTopic"]),
        ("AccessKeyId", &key.to_lowercase(), &[]),
        ("AccessKeyId", "AKIA", &[]),
        ("EventName", " DeleteTopic", &[]),
    ];
    for (attribute, value, expected) in table {
        let reply = lookup(&mut lab, by(attribute, value));
        assert_eq!(names(&reply), expected, "{attribute} {value}");
    }
}

#[test]
fn both_ends_of_a_time_range_count() {
    let mut lab = Lab::new();
    let begin = lab.world.now();
    for name in ["a", "b", "c"] {
        topic(&mut lab, name);
        lab.sleep(Span::secs(10));
    }
    lab.sleep(DELAY);
    let at = |secs: i64| begin + Span::secs(secs);
    let found = |lab: &mut Lab, from: Option<Time>, to: Option<Time>| {
        let mut input = by("EventName", "CreateTopic");
        for (name, time) in [("StartTime", from), ("EndTime", to)] {
            if let Some(time) = time {
                input[name] = asked_as(time);
            }
        }
        let reply = lookup(lab, input);
        let events = reply["Events"].as_array().unwrap().clone();
        let name = |event: &Value| {
            let arn = event["Resources"][0]["ResourceName"].as_str().unwrap();
            arn.rsplit(':').next().unwrap().to_owned()
        };
        events.iter().map(name).collect::<Vec<_>>().concat()
    };
    assert_eq!(found(&mut lab, None, None), "cba");
    assert_eq!(found(&mut lab, Some(at(0)), Some(at(20))), "cba");
    assert_eq!(found(&mut lab, Some(at(1)), Some(at(19))), "b");
    assert_eq!(found(&mut lab, Some(at(10)), Some(at(10))), "b");
    assert_eq!(found(&mut lab, Some(at(10)), None), "cb");
    assert_eq!(found(&mut lab, None, Some(at(9))), "a");
    assert_eq!(found(&mut lab, Some(at(21)), None), "");
    // A range before anything happened is a question like any other.
    assert_eq!(found(&mut lab, None, Some(at(-86400 * 365))), "");
}

/// row: Global services recorded in us-east-1
/// row: LookupEvents: one attribute, 90 days, per Region, mgmt only
#[test]
fn a_region_sees_its_own_and_us_east_1_the_global_services() {
    let mut lab = Lab::new();
    call_in(&mut lab, seoul(), "sns", "CreateTopic", json!({ "Name": "seoul" })).reply.unwrap();
    call_in(&mut lab, seoul(), "iam", "ListUsers", json!({})).reply.unwrap();
    call_in(&mut lab, seoul(), "sts", "GetCallerIdentity", json!({})).reply.unwrap();
    topic(&mut lab, "virginia");
    lab.sleep(DELAY);
    assert_eq!(names(&lookup(&mut lab, json!({}))), ["CreateTopic", "ListUsers"]);
    let there = call_in(&mut lab, seoul(), "cloudtrail", "LookupEvents", json!({}));
    let there = there.reply.unwrap();
    assert_eq!(names(&there), ["GetCallerIdentity", "CreateTopic"]);
    let ireland: Region = "eu-west-1".parse().unwrap();
    let nothing = call_in(&mut lab, ireland, "cloudtrail", "LookupEvents", json!({}));
    assert_eq!(nothing.reply.unwrap(), json!({ "Events": [] }));
}

/// row: LookupEvents: one attribute, 90 days, per Region, mgmt only
#[test]
fn data_events_never_show() {
    let mut lab = Lab::new();
    topic(&mut lab, "ops-alerts");
    lab.ok("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "hello" }));
    lab.sleep(DELAY);
    assert_eq!(names(&lookup(&mut lab, json!({}))), ["CreateTopic"]);
    let asked = by("EventName", "Publish");
    assert_eq!(lookup(&mut lab, asked)["Events"], json!([]));
}

#[test]
fn pages_follow_each_other_while_new_events_come_in() {
    let mut lab = Lab::new();
    for n in 0..7 {
        topic(&mut lab, &format!("t{n}"));
    }
    lab.sleep(DELAY);
    let mut input = by("EventName", "CreateTopic");
    input["MaxResults"] = json!(3);
    let (mut seen, mut sizes) = (Vec::new(), Vec::new());
    loop {
        let reply = lookup(&mut lab, input.clone());
        let events = reply["Events"].as_array().unwrap();
        sizes.push(events.len());
        seen.extend(events.iter().map(|event| event["EventId"].clone()));
        topic(&mut lab, "later");
        lab.sleep(DELAY);
        let Some(token) = reply.get("NextToken") else { break };
        input["NextToken"] = token.clone();
    }
    assert_eq!(sizes, [3, 3, 1]);
    let unique: BTreeSet<String> = seen.iter().map(Value::to_string).collect();
    assert_eq!(unique.len(), 7, "nothing twice, nothing left out");
    // A page that is just full has no next one.
    input.as_object_mut().unwrap().remove("NextToken");
    input["MaxResults"] = json!(10);
    let reply = lookup(&mut lab, input);
    assert_eq!((names(&reply).len(), reply.get("NextToken")), (10, None));
}

#[test]
fn a_token_belongs_to_its_question() {
    let mut lab = Lab::new();
    for n in 0..3 {
        topic(&mut lab, &format!("t{n}"));
    }
    lab.sleep(DELAY);
    let asked = |more: Value| {
        let mut input = by("EventName", "CreateTopic");
        input["MaxResults"] = json!(1);
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        input
    };
    let token = lookup(&mut lab, asked(json!({})))["NextToken"].clone();
    let wrong = "InvalidNextTokenException: The next token is not valid, or was given with other \
                 parameters.";
    let now = asked_as(lab.world.now());
    for (more, fits) in [
        (json!({}), true),
        (json!({ "MaxResults": 2 }), true),
        (by("EventName", "DeleteTopic"), false),
        (by("EventSource", "sns.amazonaws.com"), false),
        (json!({ "EndTime": now }), false),
        (json!({ "StartTime": now }), false),
        (json!({ "EventCategory": "insight" }), false),
        (json!({ "NextToken": "AAA" }), false),
        (json!({ "NextToken": "" }), false),
    ] {
        let mut input = asked(json!({ "NextToken": token }));
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        if fits {
            assert_eq!(names(&lookup(&mut lab, input))[0], "CreateTopic");
        } else {
            assert_eq!(refused(&mut lab, input), wrong, "{more}");
        }
    }
    let input = asked(json!({ "NextToken": token }));
    let elsewhere = call_in(&mut lab, seoul(), "cloudtrail", "LookupEvents", input);
    assert_eq!(elsewhere.reply.unwrap_err().code, "InvalidNextTokenException");
}

#[test]
fn wrong_questions_are_refused() {
    let mut lab = Lab::new();
    let two = json!([
        { "AttributeKey": "EventName", "AttributeValue": "CreateTopic" },
        { "AttributeKey": "Username", "AttributeValue": "admin" },
    ]);
    let table = [
        (
            json!({ "LookupAttributes": two }),
            "InvalidLookupAttributesException: Only one lookup attribute can be given.",
        ),
        (
            by("eventName", "CreateTopic"),
            "InvalidLookupAttributesException: The lookup attribute key eventName is not valid.",
        ),
        (
            by("EventName", ""),
            "InvalidLookupAttributesException: A lookup attribute value has 1 to 2000 characters.",
        ),
        (
            by("EventName", &"x".repeat(2001)),
            "InvalidLookupAttributesException: A lookup attribute value has 1 to 2000 characters.",
        ),
        (
            json!({ "StartTime": "2025-01-06T10:00:01Z", "EndTime": "2025-01-06T10:00:00Z" }),
            "InvalidTimeRangeException: The start time 2025-01-06T10:00:01Z is after the end time \
             2025-01-06T10:00:00Z.",
        ),
        (
            json!({ "MaxResults": 51 }),
            "InvalidMaxResultsException: MaxResults must be from 1 to 50, not 51.",
        ),
        (
            json!({ "MaxResults": 0 }),
            "InvalidMaxResultsException: MaxResults must be from 1 to 50, not 0.",
        ),
        (
            json!({ "EventCategory": "management" }),
            "InvalidEventCategoryException: The event category management is not valid: only \
             insight can be given.",
        ),
    ];
    for (input, expected) in table {
        assert_eq!(refused(&mut lab, input), expected);
    }
    for input in [
        by("EventName", &"x".repeat(2000)),
        json!({ "LookupAttributes": [] }),
        json!({ "MaxResults": 1 }),
        json!({ "MaxResults": 50 }),
        json!({ "StartTime": "2025-01-06T10:00:00Z", "EndTime": "2025-01-06T10:00:00Z" }),
        json!({ "EventCategory": "insight" }),
    ] {
        assert_eq!(lookup(&mut lab, input), json!({ "Events": [] }));
    }
}

#[test]
fn two_a_second_in_an_account_and_region_when_rates_are_enforced() {
    let mut lab = Lab::new();
    lab.world.apply(&Command::World(Change::Throttling(true))).reply.unwrap();
    lookup(&mut lab, json!({}));
    lookup(&mut lab, json!({}));
    assert_eq!(refused(&mut lab, json!({})), "ThrottlingException: Rate exceeded");
    call_in(&mut lab, seoul(), "cloudtrail", "LookupEvents", json!({})).reply.unwrap();
    lab.sleep(Span::secs(1));
    lookup(&mut lab, json!({}));
    lab.world.apply(&Command::World(Change::Throttling(false))).reply.unwrap();
    for _ in 0..10 {
        lookup(&mut lab, json!({}));
    }
}

#[test]
fn who_may_not_look_is_told_so() {
    let mut lab = Lab::new();
    lab.ok("iam", "CreateUser", json!({ "UserName": "student" }));
    let error = lab.call("student", "cloudtrail", "LookupEvents", json!({})).reply.unwrap_err();
    assert_eq!((error.code.as_str(), error.http), ("AccessDeniedException", 400));
    assert_eq!(
        error.message,
        "User: arn:aws:iam::123456789012:user/student is not authorized to perform: \
         cloudtrail:LookupEvents because no identity-based policy allows the \
         cloudtrail:LookupEvents action"
    );
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["errorCode"], "AccessDenied");
    lab.call("jiwoo", "cloudtrail", "LookupEvents", json!({})).reply.unwrap();
}

#[test]
fn a_whole_reply() {
    let mut lab = busy();
    let request = Request::decode("ec2", "DescribeRegions", json!({})).unwrap();
    let who = Who::User("jiwoo".to_owned());
    let call = Call { who, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab.sleep(DELAY);
    let reply = lookup(&mut lab, json!({}));
    for event in reply["Events"].as_array().unwrap() {
        let record: Value =
            serde_json::from_str(event["CloudTrailEvent"].as_str().unwrap()).unwrap();
        assert_eq!(record["eventID"], event["EventId"]);
        assert_eq!(record["eventName"], event["EventName"]);
        assert_eq!(record["eventSource"], event["EventSource"]);
        assert_eq!(record["readOnly"].to_string(), event["ReadOnly"].as_str().unwrap());
    }
    let text = serde_json::to_string_pretty(&reply).unwrap() + "\n";
    expect_file!["../expected/cloudtrail/lookup_events.json"].assert_eq(&text);
}

#[test]
fn the_console_asks_the_same_event_history() {
    let lab = busy();
    let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
    let now = lab.world.now();
    let history = lab.world.cloudtrail();
    let page = history.search(scope, now, &Query::console(), None, 3);
    let shown: Vec<&str> = page.events.iter().map(|record| record.event_name).collect();
    assert_eq!(shown, ["ConsoleLogin", "ConsoleLogin", "DeleteTopic"]);
    let rest = history.search(scope, now, &Query::console(), page.next, 3);
    let shown: Vec<&str> = rest.events.iter().map(|record| record.event_name).collect();
    assert_eq!((shown, rest.next), (vec!["CreateTopic"], None));
    let all = history.search(scope, now, &Query::default(), None, 50);
    assert_eq!(all.events.len(), 7);
}

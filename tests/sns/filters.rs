//! Filter policies: what is let through, what is refused, and what is told of it.

use serde_json::{Map, Value, json};
use watchtrail::pattern::Unmatched;
use watchtrail::services::ServiceFact;
use watchtrail::services::sns::Fact;
use watchtrail::services::sns::facts::Undelivered;
use watchtrail::services::sns::filter::Miss;
use watchtrail::sim::Span;
use watchtrail::text::Lang;
use watchtrail::view::sns::missed;

use super::TOPIC;
use crate::support::{Lab, vectors};

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:jobs";

/// A topic with a queue that subscribes with a filter, and what Subscribe answers.
fn subscribed(attributes: &Value) -> (Lab, Result<Value, Value>) {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let input = json!({ "TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE,
        "Attributes": attributes });
    let reply = lab.call("admin", "sns", "Subscribe", input).reply;
    let reply = reply.map_err(|error| json!([error.code, error.message]));
    (lab, reply)
}

/// What the filter said of a message: nothing if it let it through.
fn missed(lab: &mut Lab, message: &Value) -> Option<Miss> {
    let mut input = json!({ "TopicArn": TOPIC });
    input.as_object_mut().unwrap().extend(message.as_object().unwrap().clone());
    lab.ok("sns", "Publish", input);
    lab.sleep(Span::secs(1));
    let last = lab.world.facts().iter().rev().find_map(|fact| match &fact.what {
        ServiceFact::Sns(Fact::NotDelivered { reason, .. }) => Some(reason.clone()),
        _ => None,
    });
    // There is no such queue; a message that is let through fails there.
    match last.unwrap() {
        Undelivered::Filtered(miss) => Some(*miss),
        Undelivered::NotAllowed | Undelivered::NotTaken => None,
        other => panic!("{other:?}"),
    }
}

fn attributes(given: &Value) -> Value {
    let one = |(name, value): (&String, &Value)| {
        (name.clone(), json!({ "DataType": value["Type"], "StringValue": value["Value"] }))
    };
    Value::Object(given.as_object().unwrap().iter().map(one).collect::<Map<_, _>>())
}

#[test]
fn messages_are_let_through_as_the_vectors_say() {
    let all = vectors("sns_filter_cases");
    let cases = all["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 37);
    for case in cases {
        let (policy, scope) = (case["policy"].to_string(), &case["scope"]);
        let filter = json!({ "FilterPolicy": policy, "FilterPolicyScope": scope });
        let (mut lab, reply) = subscribed(&filter);
        reply.unwrap();
        let message = match case.get("message") {
            Some(body) => json!({ "Message": body }),
            None => json!({ "Message": "x", "MessageAttributes": attributes(&case["attributes"]) }),
        };
        let found = missed(&mut lab, &message);
        assert_eq!(found.is_none(), case["match"], "{}: {found:?}", case["id"]);
    }
}

#[test]
fn policies_are_refused_in_the_words_of_the_vectors() {
    let all = vectors("sns_filter_cases");
    for case in all["invalid"].as_array().unwrap() {
        let (id, scope) = (&case["id"], &case["scope"]);
        let policy = case["policy"].to_string();
        let set = |name: &str, value: &Value| {
            let (lab, _) = subscribed(&json!({}));
            let arn = lab.world.sns().subscriptions().keys().next().unwrap().to_string();
            let input = json!({ "SubscriptionArn": arn, "AttributeName": name,
                "AttributeValue": value });
            let (mut lab, input) = (lab, input);
            lab.fails("sns", "SetSubscriptionAttributes", input)["message"].clone()
        };
        match case.get("message_on_subscribe") {
            Some(message) => {
                let filter = json!({ "FilterPolicy": policy, "FilterPolicyScope": scope });
                let error = subscribed(&filter).1.unwrap_err();
                assert_eq!(error, json!([case["error_code"], message]), "{id}");
                let told = set("FilterPolicy", &json!(policy));
                assert_eq!(told, case["message_on_set_subscription_attributes"], "{id}");
            }
            None if case["policy"].is_null() => {
                assert_eq!(set("FilterPolicyScope", scope), case["message"], "{id}");
            }
            None => assert_eq!(set("FilterPolicy", &json!(policy)), case["message"], "{id}"),
        }
    }
}

/// Recorded against AWS, beyond the vectors.
#[test]
fn more_policies_that_are_refused() {
    let cases = [
        (json!({"key": {"suffix": "value"}}), "\"suffix\" must be an object or an array", 19),
        (json!({"key": [{"numeric": [">=", 1, ">", 2]}]}), "Bad numeric range operator: >", 31),
        (json!({"key": [{"numeric": [">", 20, 30]}]}), "Bad value in numeric range: 30", 30),
        (json!({"key": [{"numeric": [1, "<="]}]}), "Invalid member in numeric match: 1", 22),
        (
            json!({"key": [{"numeric": [">", 20, "<", 30, "<", 50]}]}),
            "Too many terms in numeric range expression",
            36,
        ),
        (json!({"key": [{"wrong-operator": true}]}), "Unrecognized match type wrong-operator", 31),
        (
            json!({"key": [{"numeric": ["operator"]}]}),
            "Unrecognized numeric range operator: operator",
            32,
        ),
        (
            json!({"key": [{"anything-but": {"wrong-operator": null}}]}),
            "Unsupported anything-but pattern: wrong-operator",
            47,
        ),
        (json!({"key": [{"numeric": [">="]}]}), "Value of >= must be numeric", 26),
        (
            json!({"key": [{"anything-but": {"prefix": false}}]}),
            "prefix match pattern must be a string",
            40,
        ),
        (json!({"key": [{"cidr": ["bad"]}]}), "prefix match pattern must be a string", 18),
        (json!({"key": [{"suffix": ["a", "b"]}]}), "suffix match pattern must be a string", 20),
        (json!({"key": [{"suffix": null}]}), "suffix match pattern must be a string", 23),
    ];
    for (policy, text, column) in cases {
        let filter = json!({ "FilterPolicy": policy.to_string(),
            "FilterPolicyScope": "MessageBody" });
        let error = subscribed(&filter).1.unwrap_err();
        let told = format!(
            "Invalid parameter: Attributes Reason: FilterPolicy: {text}\n at [Source: \
             (String)\"{policy}\"; line: 1, column: {column}]"
        );
        assert_eq!(error[1], told);
    }
    for (policy, text) in [
        (
            "{invalid}",
            "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting \
            double-quote to start field name\n at [Source: REDACTED \
            (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
        ),
        (r#"{"ip":[{"cidr":"xx/24"}]}"#, "Nonstandard IP address: xx"),
        (
            r#"{"a":{"b":{"c":[1,2,3,4,5,6,7,8,9,10,11,12,13]}},"d":{"e":[1,2]}}"#,
            "Filter policy is too complex",
        ),
    ] {
        let filter = json!({ "FilterPolicy": policy, "FilterPolicyScope": "MessageBody" });
        let told = format!("Invalid parameter: Attributes Reason: FilterPolicy: {text}");
        assert_eq!(subscribed(&filter).1.unwrap_err()[1], told);
    }
}

#[test]
fn what_did_not_match_is_told() {
    let texts = crate::shell::texts(Lang::En);
    let high = json!({ "severity": ["high", "critical"] }).to_string();
    let either = json!({ "$or": [{ "a": [1] }, { "b": [{ "exists": true }] }] }).to_string();
    let both = json!({ "d": { "name": ["x"], "value": [2] } }).to_string();
    let of = |value: &str, kind: &str| {
        json!({ "Message": "x",
            "MessageAttributes": { "severity": { "DataType": kind, "StringValue": value } } })
    };
    let cases = [
        (
            (&high, "MessageAttributes"),
            json!({ "Message": "x" }),
            "The message has no attributes, and the policy looks at them. (Whether it looks at the \
             body instead, its scope decides.)",
        ),
        (
            (&high, "MessageAttributes"),
            of("low", "String"),
            "The policy wants [\"high\",\"critical\"] for severity, and the message has \"low\".",
        ),
        (
            (&high, "MessageAttributes"),
            of("low", "String.Array"),
            "The attribute severity says that it is a String.Array, and is no JSON list.",
        ),
        (
            (&high, "MessageBody"),
            json!({ "Message": "no json" }),
            "The policy looks at the body, and the body is no JSON object.",
        ),
        (
            (&either, "MessageBody"),
            json!({ "Message": "{\"a\":2}" }),
            "The policy wants [1] for a, and the message has 2. The policy wants \
             [{\"exists\":true}] for b, and the message has nothing there.",
        ),
        (
            (&both, "MessageBody"),
            json!({ "Message": json!({ "d": [{ "name": "x", "value": 1 },
                { "name": "y", "value": 2 }] }).to_string() }),
            "Each key of the policy has a match, but no single object of the list has them all.",
        ),
    ];
    for ((policy, scope), message, told) in cases {
        let filter = json!({ "FilterPolicy": policy, "FilterPolicyScope": scope });
        let (mut lab, _) = subscribed(&filter);
        let miss = missed(&mut lab, &message).unwrap();
        assert_eq!(missed::why(&miss, &texts), told);
        if let Miss::Keys(keys) = &miss {
            assert!(
                !keys.is_empty() && keys.iter().all(|key| *key != Unmatched::Apart)
                    || policy == &both
            );
        }
    }
}

#[test]
fn a_filter_is_shown_changed_and_taken_away() {
    let high = "{\"severity\": [\"high\"]}";
    let (mut lab, reply) = subscribed(&json!({ "FilterPolicy": high }));
    let arn = reply.unwrap()["SubscriptionArn"].clone();
    let shown = |lab: &mut Lab| {
        let input = json!({ "SubscriptionArn": arn });
        let reply = lab.ok("sns", "GetSubscriptionAttributes", input);
        let of = |name: &str| reply["Attributes"][name].clone();
        json!([of("FilterPolicy"), of("FilterPolicyScope")])
    };
    let set = |lab: &mut Lab, name: &str, value: &str| {
        let input =
            json!({ "SubscriptionArn": arn, "AttributeName": name, "AttributeValue": value });
        lab.call("admin", "sns", "SetSubscriptionAttributes", input).reply.map_err(|e| e.message)
    };
    assert_eq!(shown(&mut lab), json!([high, "MessageAttributes"]));
    set(&mut lab, "FilterPolicyScope", "MessageBody").unwrap();
    set(&mut lab, "FilterPolicy", "{\"a\":{\"b\":[1]}}").unwrap();
    assert_eq!(shown(&mut lab), json!(["{\"a\":{\"b\":[1]}}", "MessageBody"]));
    let nested = set(&mut lab, "FilterPolicyScope", "MessageAttributes").unwrap_err();
    let text = "Invalid parameter: Filter policy scope MessageAttributes does not support nested \
                filter policy";
    assert_eq!(nested, text);
    set(&mut lab, "FilterPolicy", "{}").unwrap();
    assert_eq!(shown(&mut lab), json!([null, null]));
    assert_eq!(missed(&mut lab, &json!({ "Message": "x" })), None);
}

/// An alarm's mail is no JSON, and is filtered by what everybody else is sent.
#[test]
fn mails_of_alarms_are_filtered_by_the_body() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let input = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@example.com",
        "Attributes": { "FilterPolicyScope": "MessageBody",
            "FilterPolicy": "{\"NewStateValue\":[\"ALARM\"]}" } });
    lab.ok("sns", "Subscribe", input);
    let link = lab.world.inbox().mails().get(0).unwrap().mail.link.clone().unwrap();
    lab.request(link.action.request());
    let alarm = json!({
        "AlarmName": "cpu", "Namespace": "X", "MetricName": "Y", "Statistic": "Average",
        "Period": 60, "EvaluationPeriods": 1, "Threshold": 70.0, "AlarmActions": [TOPIC],
        "OKActions": [TOPIC], "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm);
    for state in ["ALARM", "OK"] {
        let set = json!({ "AlarmName": "cpu", "StateValue": state, "StateReason": "test" });
        lab.ok("cloudwatch", "SetAlarmState", set);
        lab.sleep(Span::secs(1));
    }
    let subjects: Vec<String> =
        lab.world.inbox().mails().iter().map(|mail| mail.mail.subject.clone()).collect();
    assert_eq!(subjects[1..], ["ALARM: \"cpu\" in US East (N. Virginia)"]);
}

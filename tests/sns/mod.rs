//! SNS: topics, subscriptions, mail.

mod batches;
mod filters;
mod permissions;

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::inbox::LinkAction;
use watchtrail::services::sns::Fact;
use watchtrail::sim::{Call, Command, Region, Span, Via, Who};

use crate::support::{Lab, vectors};

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

#[test]
fn a_subscription_is_confirmed_from_the_mail_and_then_hears() {
    let mut lab = Lab::new();
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    assert_eq!(topic, json!({ "TopicArn": TOPIC }));
    let subscribe =
        json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "jiwoo@example.com" });
    let reply = lab.ok("sns", "Subscribe", subscribe);
    assert_eq!(reply, json!({ "SubscriptionArn": "pending confirmation" }));

    lab.ok("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "too early" }));
    assert_eq!(lab.world.inbox().mails().len(), 1, "only the confirmation mail");

    let mail = lab.world.inbox().mails().last().unwrap().mail.clone();
    assert_eq!(mail.subject, "AWS Notification - Subscription Confirmation");
    let LinkAction::Confirm { topic, token } = mail.link.unwrap().action else { panic!() };
    let input = json!({ "TopicArn": topic, "Token": token });
    let request =
        watchtrail::services::Request::decode("sns", "ConfirmSubscription", input).unwrap();
    let call = Call { who: Who::Anonymous, region: Region::US_EAST_1, via: Via::MailLink, request };
    let records = lab.world.cloudtrail().records().len();
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    assert_eq!(lab.world.cloudtrail().records().len(), records, "a mail's link is not logged");

    let publish = json!({ "TopicArn": TOPIC, "Message": "hello", "Subject": "Hi" });
    lab.ok("sns", "Publish", publish);
    let mail = &lab.world.inbox().mails().last().unwrap().mail;
    assert_eq!((mail.subject.as_str(), mail.body.lines().next()), ("Hi", Some("hello")));
}

#[test]
fn a_pending_subscription_goes_after_48_hours() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let input = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@example.com" });
    lab.ok("sns", "Subscribe", input);
    lab.sleep(Span::hours(48) + Span::secs(-1));
    assert_eq!(lab.world.sns().subscriptions().len(), 1);
    lab.sleep(Span::secs(1));
    assert_eq!(lab.world.sns().subscriptions().len(), 0);
    let last = lab.world.facts().last().unwrap();
    assert!(matches!(last.what, ServiceFact::Sns(Fact::SubscriptionExpired { .. })));
}

#[test]
fn errors_are_aws_s_own() {
    let mut lab = Lab::new();
    let cases = [
        (
            "CreateTopic",
            json!({ "Name": "a b" }),
            "InvalidParameter",
            "Invalid parameter: Topic Name",
        ),
        (
            "Subscribe",
            json!({ "TopicArn": TOPIC, "Protocol": "carrier-pigeon", "Endpoint": "x" }),
            "InvalidParameter",
            "Invalid parameter: Amazon SNS does not support this protocol string: carrier-pigeon",
        ),
        (
            "Subscribe",
            json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@b.c" }),
            "NotFound",
            "Topic does not exist",
        ),
        (
            "Publish",
            json!({ "TopicArn": "nonsense", "Message": "x" }),
            "InvalidParameter",
            "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
        ),
    ];
    for (op, input, code, message) in cases {
        let error = lab.fails("sns", op, input);
        assert_eq!((&error["code"], &error["message"]), (&json!(code), &json!(message)), "{op}");
    }
}

#[test]
fn subscriptions_are_listed_with_their_arn_once_they_are_confirmed() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    for address in ["a@example.com", "b@example.com"] {
        let input = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": address });
        lab.ok("sns", "Subscribe", input);
    }
    let first = lab.world.inbox().mails().get(0).unwrap().mail.clone();
    let request = first.link.unwrap().action.request();
    let call = Call { who: Who::Anonymous, region: Region::US_EAST_1, via: Via::MailLink, request };
    let confirmed = lab.world.apply(&Command::Call(call)).reply.unwrap();
    let arn = confirmed["SubscriptionArn"].clone();

    let item = |arn: &serde_json::Value, address: &str| {
        json!({ "SubscriptionArn": arn, "Owner": "123456789012", "Protocol": "email",
            "Endpoint": address, "TopicArn": TOPIC })
    };
    let both = [item(&arn, "a@example.com"), item(&json!("PendingConfirmation"), "b@example.com")];
    let sorted = |reply: serde_json::Value| {
        let mut items = reply["Subscriptions"].as_array().unwrap().clone();
        items.sort_by_key(|item| item["Endpoint"].to_string());
        items
    };
    assert_eq!(sorted(lab.ok("sns", "ListSubscriptions", json!({}))), both);
    let of_topic = lab.ok("sns", "ListSubscriptionsByTopic", json!({ "TopicArn": TOPIC }));
    assert_eq!(sorted(of_topic), both);

    let input = json!({ "SubscriptionArn": arn });
    let reply = lab.ok("sns", "GetSubscriptionAttributes", input);
    let attributes = &reply["Attributes"];
    for (name, value) in [
        ("SubscriptionArn", arn.as_str().unwrap()),
        ("Endpoint", "a@example.com"),
        ("Protocol", "email"),
        ("PendingConfirmation", "false"),
        ("TopicArn", TOPIC),
    ] {
        assert_eq!(attributes[name], json!(value), "{name}");
    }
}

/// A statement with the label of the one that every topic has.
fn used_already() -> Value {
    json!({ "TopicArn": TOPIC, "Label": "__default_statement_ID",
        "AWSAccountId": ["123456789012"], "ActionName": ["Publish"] })
}

/// A FIFO queue on a topic that is none.
fn fifo() -> Value {
    let queue = "arn:aws:sqs:us-east-1:123456789012:jobs.fifo";
    json!({ "TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": queue })
}

/// The calls of a case of the vectors, each with its operation; none of what there is not here.
fn calls_of(case: &str) -> Vec<(&'static str, Value)> {
    let publish = |more: Value| {
        let mut input = json!({ "TopicArn": TOPIC, "Message": "hello" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ("Publish", input)
    };
    let gone = "arn:aws:sns:us-east-1:123456789012:gone";
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "sns:Teleport", "Resource": TOPIC }] });
    let set = |name: &str, value: String| {
        let input = json!({ "TopicArn": TOPIC, "AttributeName": name, "AttributeValue": value });
        ("SetTopicAttributes", input)
    };
    let subscribe = |topic: &str, protocol: &str| {
        let to = "a@example.com";
        ("Subscribe", json!({ "TopicArn": topic, "Protocol": protocol, "Endpoint": to }))
    };
    let confirm =
        |token: &str| ("ConfirmSubscription", json!({ "TopicArn": TOPIC, "Token": token }));
    let again = |more: Value| {
        let mut input = json!({ "Name": "ops-alerts" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ("CreateTopic", input)
    };
    let missing = format!("{TOPIC}:00000000-0000-0000-0000-000000000000");
    let one = match case {
        "bad name" => ("CreateTopic", json!({ "Name": "no blanks" })),
        "same name, other attributes" => again(json!({ "Attributes": { "DisplayName": "x" } })),
        "same name, other tags" => again(json!({ "Tags": [{ "Key": "a", "Value": "b" }] })),
        ".fifo name without FifoTopic=true" => ("CreateTopic", json!({ "Name": "ops.fifo" })),
        "unknown protocol" => subscribe(TOPIC, "carrier-pigeon"),
        "topic missing" => {
            let of_topic = ("GetTopicAttributes", json!({ "TopicArn": gone }));
            let calls = [subscribe(gone, "email"), of_topic, publish(json!({ "TopicArn": gone }))];
            return calls.into();
        }
        "empty message" => publish(json!({ "Message": "" })),
        "message longer than the topic limit" => publish(json!({ "Message": "x".repeat(262_145) })),
        "bad subject (empty, >100 characters, line break, control character)" => {
            let subjects = [String::new(), "x".repeat(101), "a\nb".into(), "a\u{7}b".into()];
            return subjects.map(|text| publish(json!({ "Subject": text }))).into();
        }
        "MessageStructure=json without default" => {
            publish(json!({ "MessageStructure": "json", "Message": "{}" }))
        }
        "MessageStructure=json, text is not JSON" => publish(json!({ "MessageStructure": "json" })),
        "malformed token" => confirm("short"),
        "unknown or expired token" => confirm(&"0".repeat(64)),
        "subscription missing" => {
            ("GetSubscriptionAttributes", json!({ "SubscriptionArn": missing }))
        }
        "malformed ARN" => ("Unsubscribe", json!({ "SubscriptionArn": "nonsense" })),
        "malformed topic ARN" => publish(json!({ "TopicArn": "nonsense" })),
        "unknown attribute" => set("Colour", "blue".to_owned()),
        "Policy with an action SNS does not know" => set("Policy", policy.to_string()),
        "not allowed" => ("CreateTopic", json!({ "Name": "ops-alerts" })),
        "label used already" => ("AddPermission", used_already()),
        "FIFO queue on a standard topic" => ("Subscribe", fifo()),
        // The next two are compared below; FIFO topics and dead letters are refused by name.
        "same endpoint, other attributes"
        | "RawMessageDelivery not true/false"
        | "FIFO topic without MessageGroupId"
        | "DLQ ARN malformed" => return Vec::new(),
        other => panic!("no call for the vector {other}"),
    };
    vec![one]
}

#[test]
fn refusals_are_those_of_the_vectors() {
    let all = vectors("sns_errors");
    let mut compared = 0;
    for expected in all["errors"].as_array().unwrap() {
        let case = expected["case"].as_str().unwrap();
        let mut lab = Lab::new();
        lab.ok("iam", "CreateUser", json!({ "UserName": "student" }));
        lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
        let who = if case == "not allowed" { "student" } else { "admin" };
        let operation = expected["operation"].as_str().unwrap();
        for (op, input) in calls_of(case) {
            if operation != "any" && operation != op {
                continue;
            }
            let error = lab.call(who, "sns", op, input).reply.unwrap_err();
            let message = expected["message"].as_str().unwrap();
            let message = message.replace("111122223333", "123456789012");
            let found = (&*error.code, &*error.message);
            assert_eq!(found, (expected["code"].as_str().unwrap(), &*message));
            assert_eq!(error.http, expected["http"], "{case}");
            compared += 1;
        }
    }
    assert_eq!(compared, 26);
}

/// What subscriptions cannot have here is refused by name, whatever is asked for.
#[test]
fn what_subscriptions_cannot_have_is_refused_by_name() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    for name in ["DeliveryPolicy", "RedrivePolicy", "ReplayPolicy", "SubscriptionRoleArn"] {
        let error = lab.fails(
            "sns",
            "Subscribe",
            json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@example.com",
                "Attributes": { name: "{}" } }),
        );
        assert!(error["message"].as_str().unwrap().contains(name), "{error}");
        assert_eq!(lab.world.sns().subscriptions().len(), 0);
    }
}

#[test]
fn the_same_endpoint_again_is_the_same_subscription_unless_it_asks_for_something_else() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let subscribe = |raw: &str| {
        json!({ "TopicArn": TOPIC, "Protocol": "sqs",
            "Endpoint": "arn:aws:sqs:us-east-1:123456789012:jobs",
            "Attributes": { "RawMessageDelivery": raw } })
    };
    let first = lab.ok("sns", "Subscribe", subscribe("true"));
    assert_eq!(lab.ok("sns", "Subscribe", subscribe("true")), first);
    let error = lab.fails("sns", "Subscribe", subscribe("false"));
    let text = "Invalid parameter: Attributes Reason: Subscription already exists with different \
                attributes";
    assert_eq!(error["message"], text);
    let error = lab.fails("sns", "Subscribe", subscribe("yes"));
    let text = "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [yes]. \
                Must be true or false.";
    assert_eq!(error["message"], text);
}

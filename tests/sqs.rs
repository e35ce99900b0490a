//! Queues: who may use them, how messages are seen, what is recorded and measured of them.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::sns::Fact;
use watchtrail::services::sns::facts::Undelivered;
use watchtrail::sim::Span;

use crate::support::Lab;

const URL: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:orders";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

fn lab() -> Lab {
    let mut lab = Lab::new();
    let made = lab.ok("sqs", "CreateQueue", json!({ "QueueName": "orders" }));
    assert_eq!(made, json!({ "QueueUrl": URL }));
    lab
}

fn send(lab: &mut Lab, body: &str) {
    lab.ok("sqs", "SendMessage", json!({ "QueueUrl": URL, "MessageBody": body }));
}

/// The bodies received, and the handles.
fn receive(lab: &mut Lab) -> Vec<(String, String)> {
    let input = json!({ "QueueUrl": URL, "MaxNumberOfMessages": 10 });
    let reply = lab.ok("sqs", "ReceiveMessage", input);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = reply["Messages"].as_array().cloned().unwrap_or_default();
    all.iter().map(|one| (text(&one["Body"]), text(&one["ReceiptHandle"]))).collect()
}

fn last_record(lab: &Lab, name: &str) -> Value {
    let records = lab.world.cloudtrail().records();
    records.iter().map(|record| record.json()).rfind(|one| one["eventName"] == name).unwrap()
}

#[test]
fn a_received_message_is_hidden_until_its_time_is_over() {
    let mut lab = lab();
    send(&mut lab, "one");
    send(&mut lab, "two");
    let first = receive(&mut lab);
    assert_eq!(first.len(), 2);
    assert_eq!(receive(&mut lab), []);
    lab.sleep(Span::secs(29));
    assert_eq!(receive(&mut lab), []);
    lab.sleep(Span::secs(1));
    let again = receive(&mut lab);
    assert_eq!(again.len(), 2);
    // The handle of an older receipt deletes nothing.
    let delete = |lab: &mut Lab, handle: &str| {
        lab.ok("sqs", "DeleteMessage", json!({ "QueueUrl": URL, "ReceiptHandle": handle }));
    };
    delete(&mut lab, &first[0].1);
    delete(&mut lab, &again[1].1);
    lab.sleep(Span::secs(30));
    let bodies: Vec<String> = receive(&mut lab).into_iter().map(|(body, _)| body).collect();
    assert_eq!(bodies, ["one"]);
    lab.sleep(Span::days(4));
    assert_eq!(receive(&mut lab), [], "messages are kept for four days");
}

#[test]
fn records_hide_what_messages_say_and_name_the_queue() {
    let mut lab = lab();
    send(&mut lab, "secret");
    let record = last_record(&lab, "SendMessage");
    assert_eq!(record["eventCategory"], "Data");
    let request = json!({ "queueUrl": URL, "messageBody": "HIDDEN_DUE_TO_SECURITY_REASONS" });
    assert_eq!(record["requestParameters"], request);
    let resource =
        json!([{ "accountId": "123456789012", "type": "AWS::SQS::Queue", "ARN": QUEUE }]);
    assert_eq!(record["resources"], resource);
    receive(&mut lab);
    assert_eq!(last_record(&lab, "ReceiveMessage")["readOnly"], true);
    let refused = lab
        .call("jiwoo", "sqs", "SendMessage", json!({ "QueueUrl": URL, "MessageBody": "x" }))
        .reply
        .unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.message.as_str()),
        (
            "AccessDenied",
            "User: arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: \
             sqs:sendmessage on resource: arn:aws:sqs:us-east-1:123456789012:orders because no \
             identity-based policy allows the sqs:sendmessage action",
        )
    );
}

#[test]
fn a_topic_hands_its_messages_to_a_queue_whose_policy_lets_it() {
    let mut lab = lab();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let subscribe = json!({ "TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE });
    lab.ok("sns", "Subscribe", subscribe);
    let publish = json!({ "TopicArn": TOPIC, "Message": "hello", "Subject": "Hi" });
    lab.ok("sns", "Publish", publish.clone());
    assert_eq!(receive(&mut lab), []);
    let reasons: Vec<Undelivered> = lab
        .world
        .facts()
        .iter()
        .filter_map(|fact| match &fact.what {
            ServiceFact::Sns(Fact::NotDelivered { reason, .. }) => Some(reason.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(reasons, [Undelivered::NotAllowed]);
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
        "Resource": QUEUE, "Condition": { "ArnEquals": { "aws:SourceArn": TOPIC } } }] });
    let input = json!({ "QueueUrl": URL, "Attributes": { "Policy": policy.to_string() } });
    lab.ok("sqs", "SetQueueAttributes", input);
    lab.ok("sns", "Publish", publish);
    let received = receive(&mut lab);
    let envelope: Value = serde_json::from_str(&received[0].0).unwrap();
    assert_eq!(
        (&envelope["Type"], &envelope["Message"]),
        (&json!("Notification"), &json!("hello"))
    );
    let record = last_record(&lab, "SendMessage");
    assert_eq!(record["userIdentity"]["invokedBy"], "sns.amazonaws.com");
}

#[test]
fn a_queue_may_get_messages_alone() {
    let mut lab = lab();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
        "Resource": QUEUE }] });
    let input = json!({ "QueueUrl": URL, "Attributes": { "Policy": policy.to_string() } });
    lab.ok("sqs", "SetQueueAttributes", input);
    let subscribe = json!({ "TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE,
        "Attributes": { "RawMessageDelivery": "true" } });
    lab.ok("sns", "Subscribe", subscribe);
    lab.ok("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "hello" }));
    let bodies: Vec<String> = receive(&mut lab).into_iter().map(|(body, _)| body).collect();
    assert_eq!(bodies, ["hello"]);
    let wrong = json!({ "TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": "orders" });
    let error = lab.fails("sns", "Subscribe", wrong);
    assert_eq!(error["message"], "Invalid parameter: SQS endpoint ARN");
}

#[test]
fn messages_are_metrics() {
    let mut lab = lab();
    lab.sleep(Span::mins(5));
    send(&mut lab, "one");
    send(&mut lab, "three");
    receive(&mut lab);
    lab.sleep(Span::mins(3));
    let mut statistic = |name: &str, stat: &str| -> f64 {
        let now = lab.world.now();
        let input = json!({ "Namespace": "AWS/SQS", "MetricName": name,
            "Dimensions": [{ "Name": "QueueName", "Value": "orders" }],
            "StartTime": (now - Span::mins(3)).rfc3339(), "EndTime": now.rfc3339(),
            "Period": 60, "Statistics": [stat] });
        let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
        let points = reply["Datapoints"].as_array().unwrap();
        let first = points.iter().min_by_key(|point| point["Timestamp"].to_string()).unwrap();
        first[stat].as_f64().unwrap()
    };
    for (name, stat, expected) in [
        ("NumberOfMessagesSent", "Sum", 2.0),
        ("NumberOfMessagesReceived", "Sum", 2.0),
        ("NumberOfMessagesDeleted", "Sum", 0.0),
        ("SentMessageSize", "Average", 4.0),
        // Thirty seconds after, they can be seen again when the minute ends.
        ("ApproximateNumberOfMessagesVisible", "Maximum", 2.0),
        ("ApproximateNumberOfMessagesNotVisible", "Maximum", 0.0),
        ("ApproximateAgeOfOldestMessage", "Maximum", 59.0),
    ] {
        assert_eq!(statistic(name, stat), expected, "{name}");
    }
}

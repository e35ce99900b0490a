//! PublishBatch, and what messages carry with them.

use serde_json::{Value, json};

use super::TOPIC;
use crate::support::Lab;

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:jobs";
const URL: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";

/// A topic that hands its messages to a queue.
fn lab() -> Lab {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
        "Resource": QUEUE }] });
    let attributes = json!({ "Policy": policy.to_string() });
    lab.ok("sqs", "CreateQueue", json!({ "QueueName": "jobs", "Attributes": attributes }));
    let subscribe = json!({ "TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE });
    lab.ok("sns", "Subscribe", subscribe);
    lab
}

fn received(lab: &mut Lab) -> Vec<Value> {
    let input = json!({ "QueueUrl": URL, "MaxNumberOfMessages": 10 });
    let reply = lab.ok("sqs", "ReceiveMessage", input);
    let messages = reply["Messages"].as_array().cloned().unwrap_or_default();
    let body = |message: &Value| serde_json::from_str(message["Body"].as_str().unwrap()).unwrap();
    messages.iter().map(body).collect()
}

fn batch(entries: Value) -> Value {
    json!({ "TopicArn": TOPIC, "PublishBatchRequestEntries": entries })
}

#[test]
fn each_message_of_a_batch_is_one_of_its_own() {
    let mut lab = lab();
    let entries = json!([
        { "Id": "a", "Message": "one" },
        { "Id": "b-_9", "Message": "two", "Subject": "Hi",
            "MessageAttributes": {
                "n": { "DataType": "Number", "StringValue": "19.12" },
                "bytes": { "DataType": "Binary", "BinaryValue": "AgME" } } },
    ]);
    let reply = lab.ok("sns", "PublishBatch", batch(entries));
    let bodies = received(&mut lab);
    let ids: Vec<&Value> = bodies.iter().map(|body| &body["MessageId"]).collect();
    let successful =
        json!([{ "Id": "a", "MessageId": ids[0] }, { "Id": "b-_9", "MessageId": ids[1] }]);
    assert_eq!(reply, json!({ "Successful": successful, "Failed": [] }));
    assert_eq!(bodies[0].get("MessageAttributes"), None);
    assert_eq!(bodies[1]["Subject"], "Hi");
    let carried = json!({ "bytes": { "Type": "Binary", "Value": "AgME" },
        "n": { "Type": "Number", "Value": "19.12" } });
    assert_eq!(bodies[1]["MessageAttributes"], carried);
    let names: Vec<&String> = bodies[1].as_object().unwrap().keys().collect();
    assert_eq!(names.last().unwrap().as_str(), "MessageAttributes");

    let records = lab.world.cloudtrail().records();
    let record = records.iter().rfind(|it| it.event_name == "PublishBatch").unwrap().json();
    let hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";
    assert_eq!(
        record["requestParameters"]["publishBatchRequestEntries"],
        json!([{ "id": "a", "message": hidden },
            { "id": "b-_9", "message": hidden, "subject": hidden, "messageAttributes": hidden }])
    );
    assert_eq!(record["resources"][0]["ARN"], TOPIC);
}

#[test]
fn nothing_of_a_batch_is_published_if_something_is_wrong() {
    let mut lab = lab();
    let entry = |id: &str, text: &str| json!({ "Id": id, "Message": text });
    let many: Vec<Value> = (0..11).map(|n| entry(&n.to_string(), "x")).collect();
    let long = "i".repeat(81);
    let half = "x".repeat(131_073);
    let cases = [
        (json!([]), "EmptyBatchRequest", "The batch request doesn't contain any entries.".into()),
        (
            json!(many),
            "TooManyEntriesInBatchRequest",
            "The batch request contains more entries than permissible.".to_owned(),
        ),
        (
            json!([entry("a", "x"), entry("a", "y")]),
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.".to_owned(),
        ),
        (
            json!([entry("a.b", "x")]),
            "InvalidBatchEntryId",
            "The Id of a batch entry in the batch request contains an impermissible character: a.b"
                .to_owned(),
        ),
        (
            json!([entry(&long, "x")]),
            "InvalidBatchEntryId",
            format!("The Id of a batch entry in the batch request is too long: {long}"),
        ),
        (
            json!([entry("a", &half), entry("b", &half)]),
            "BatchRequestTooLong",
            "The length of all the messages put together is more than the limit.".to_owned(),
        ),
        (
            json!([entry("a", "x"), entry("b", "")]),
            "InvalidParameter",
            "Invalid parameter: Empty message".to_owned(),
        ),
    ];
    for (entries, code, message) in cases {
        let error = lab.fails("sns", "PublishBatch", batch(entries));
        assert_eq!((&error["code"], &error["message"]), (&json!(code), &json!(message)));
    }
    assert_eq!(received(&mut lab), Vec::<Value>::new());
    let half = "x".repeat(131_072);
    lab.ok("sns", "PublishBatch", batch(json!([entry("a", &half), entry("b", &half)])));
}

#[test]
fn a_batch_needs_the_permission_to_publish() {
    let mut lab = lab();
    lab.ok("iam", "CreateUser", json!({ "UserName": "student" }));
    let entries = json!([{ "Id": "a", "Message": "one" }]);
    let error = lab.call("student", "sns", "PublishBatch", batch(entries)).reply.unwrap_err();
    assert!(error.message.contains("is not authorized to perform: SNS:Publish on"), "{error:?}");
}

/// Recorded against AWS.
#[test]
fn attributes_of_messages_are_checked() {
    let mut lab = lab();
    let name = "Invalid message attribute name";
    let cases = [
        (
            "a",
            json!({ "DataType": "String" }),
            "must contain non-empty message attribute value for \
            message attribute type 'String'.",
        ),
        (
            "a",
            json!({ "DataType": "Binary", "BinaryValue": "" }),
            "must contain non-empty message \
            attribute value for message attribute type 'Binary'.",
        ),
        (
            "a",
            json!({ "DataType": "Number", "BinaryValue": "AgME" }),
            "with type 'Number' must use \
            field 'String'.",
        ),
        (
            "a",
            json!({ "DataType": "Binary", "StringValue": "x" }),
            "with type 'Binary' must use \
            field 'Binary'.",
        ),
        (
            "a",
            json!({ "DataType": "InvalidType", "StringValue": "x" }),
            "has an invalid message \
            attribute type, the set of supported type prefixes is Binary, Number, and String.",
        ),
    ];
    for (attribute, value, text) in cases {
        let input = json!({ "TopicArn": TOPIC, "Message": "x",
            "MessageAttributes": { attribute: value } });
        let error = lab.fails("sns", "Publish", input);
        let text = format!("The message attribute '{attribute}' {text}");
        assert_eq!([&error["code"], &error["message"]], ["ParameterValueInvalid", &text]);
    }
    for (attribute, text) in [
        (
            "a^*?".to_owned(),
            "Invalid non-alphanumeric character '#x5E' was found in the message \
            attribute name. Can only include alphanumeric characters, hyphens, underscores, or \
            dots."
                .to_owned(),
        ),
        (".abc".to_owned(), format!("{name} starting with character '.' was found.")),
        ("abc.".to_owned(), format!("{name} ending with character '.' was found.")),
        (
            "a..bc".to_owned(),
            "Message attribute name can not have successive '.' character.".to_owned(),
        ),
        (
            "a".repeat(257),
            "Length of message attribute name must be less than 256 bytes.".to_owned(),
        ),
    ] {
        let value = json!({ "DataType": "String", "StringValue": "x" });
        let input = json!({ "TopicArn": TOPIC, "Message": "x",
            "MessageAttributes": { attribute: value } });
        assert_eq!(lab.fails("sns", "Publish", input)["message"], text);
    }
}

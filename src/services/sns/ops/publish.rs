//! Publishing, and what is delivered.

use serde_json::{Value, json};

use super::{arn, invalid};
use crate::api::ApiError;
use crate::services::sns::Fact;
use crate::services::sns::api::{PublishInput, PublishOutput};
use crate::services::sns::state::{State, Subscription};
use crate::services::sns::wake::{Message, Wake};
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// The greatest message, in bytes: the default of a topic's `MaximumMessageSize`.
const MAX_BYTES: usize = 262_144;

/// Publishes a message: every subscription gets a delivery of its own.
pub fn publish(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PublishInput,
) -> Result<PublishOutput, ApiError> {
    let target = match (&input.topic_arn, &input.target_arn) {
        (Some(topic), None) | (None, Some(topic)) => arn(ctx, "TopicArn", topic)?,
        _ => return Err(invalid("TopicArn or TargetArn Reason: exactly one is required")),
    };
    if !state.topics.contains_key(&target) {
        return Err(ApiError::new("NotFound", "Topic does not exist").http(404));
    }
    check_subject(input.subject.as_deref())?;
    if input.message.is_empty() {
        return Err(invalid("Empty message"));
    }
    if input.message.len() > MAX_BYTES {
        return Err(invalid("Message too long"));
    }
    let texts = texts(input)?;
    let message_id = ctx.ids.uuid("sns:message", state.published);
    state.published += 1;
    let subscribers: Vec<(Arn, &'static str)> =
        state.of_topic(&target).map(|(arn, s)| (arn.clone(), s.protocol.name())).collect();
    let published = ctx.fact(Fact::Published {
        topic: target,
        message_id: message_id.clone(),
        subject: input.subject.clone(),
        subscriptions: subscribers.len() as u32,
    });
    for (subscription, protocol) in subscribers {
        let text = texts.get(protocol).or_else(|| texts.get("default"));
        let message = Box::new(Message {
            id: message_id.clone(),
            subject: input.subject.clone(),
            text: text.and_then(Value::as_str).unwrap_or_default().to_owned(),
        });
        let wake = Wake::Deliver { subscription, message };
        ctx.wake_because(Cause::Fact(published), ctx.now, wake);
    }
    Ok(PublishOutput { message_id })
}

/// The text for each protocol, `default` for all others.
fn texts(input: &PublishInput) -> Result<Value, ApiError> {
    match input.message_structure.as_deref() {
        None => Ok(json!({ "default": input.message })),
        Some("json") => {
            let failed = "Message Structure - JSON message body failed to parse";
            let parsed: Value =
                serde_json::from_str(&input.message).map_err(|_| invalid(failed))?;
            match parsed.get("default") {
                Some(Value::String(_)) => Ok(parsed),
                _ => Err(invalid("Message Structure - No default entry in JSON message body")),
            }
        }
        Some(_) => Err(invalid("MessageStructure")),
    }
}

/// At most 100 characters, no line breaks or control characters, not empty.
fn check_subject(subject: Option<&str>) -> Result<(), ApiError> {
    let bad = |text: &str| {
        text.is_empty() || text.chars().count() > 100 || text.chars().any(char::is_control)
    };
    if subject.is_some_and(bad) { Err(invalid("Subject")) } else { Ok(()) }
}

/// The JSON envelope of `email-json` (and of every protocol for programs).
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html>
pub fn envelope(now: Time, arn: &Arn, subscription: &Subscription, message: &Message) -> String {
    let region = arn.region().map_or("us-east-1", |region| region.code());
    let host = format!("https://sns.{region}.amazonaws.com");
    let mut envelope = json!({
        "Type": "Notification",
        "MessageId": message.id,
        "TopicArn": subscription.topic.as_str(),
    });
    if let (Some(subject), Value::Object(members)) = (&message.subject, &mut envelope) {
        members.insert("Subject".to_owned(), json!(subject));
    }
    if let Value::Object(members) = &mut envelope {
        members.insert("Message".to_owned(), json!(message.text));
        members.insert("Timestamp".to_owned(), json!(now.iso_millis()));
        members.insert("SignatureVersion".to_owned(), json!("1"));
        members.insert("Signature".to_owned(), json!("EXAMPLE-the-simulator-does-not-sign"));
        members.insert(
            "SigningCertURL".to_owned(),
            json!(format!("{host}/SimpleNotificationService-00000000000000000000000000000000.pem")),
        );
        let url = format!("{host}/?Action=Unsubscribe&SubscriptionArn={arn}");
        members.insert("UnsubscribeURL".to_owned(), json!(url));
    }
    serde_json::to_string_pretty(&envelope).unwrap_or_default()
}

/// The event a function receives: the message with its members otherwise written.
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html>
pub fn event(now: Time, arn: &Arn, subscription: &Subscription, message: &Message) -> String {
    let envelope = envelope(now, arn, subscription, message);
    let envelope: Value = serde_json::from_str(&envelope).unwrap_or_default();
    let taken = |name: &str| envelope.get(name).cloned().unwrap_or_default();
    let record = json!({
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": arn.as_str(),
        "Sns": {
            "Type": taken("Type"),
            "MessageId": taken("MessageId"),
            "TopicArn": taken("TopicArn"),
            "Subject": taken("Subject"),
            "Message": taken("Message"),
            "Timestamp": taken("Timestamp"),
            "SignatureVersion": taken("SignatureVersion"),
            "Signature": taken("Signature"),
            "SigningCertUrl": taken("SigningCertURL"),
            "UnsubscribeUrl": taken("UnsubscribeURL"),
            "MessageAttributes": {},
        },
    });
    json!({ "Records": [record] }).to_string()
}

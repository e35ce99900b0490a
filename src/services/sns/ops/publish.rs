//! Publishing, and what is delivered.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{arn, attributes, invalid};
use crate::api::ApiError;
use crate::services::sns::Fact;
use crate::services::sns::api::{MessageAttributeValue, PublishInput, PublishOutput};
use crate::services::sns::state::{State, Subscription};
use crate::services::sns::wake::{Attribute, Message, Wake};
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// The greatest message, in bytes: the default of a topic's `MaximumMessageSize`.
pub(super) const MAX_BYTES: usize = 262_144;

/// A message that was found to be well.
pub(super) struct Draft {
    message: String,
    subject: Option<String>,
    /// The text for each protocol, `default` for all others.
    texts: Value,
    attributes: BTreeMap<String, Attribute>,
}

impl Draft {
    /// Its length in bytes.
    pub(super) fn length(&self) -> usize {
        self.message.len() + attributes::length(&self.attributes)
    }
}

/// Publishes a message.
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
    let draft = draft(
        &input.message,
        input.subject.as_ref(),
        input.message_structure.as_deref(),
        input.message_attributes.as_ref(),
    )?;
    if draft.length() > MAX_BYTES {
        return Err(invalid("Message too long"));
    }
    Ok(PublishOutput { message_id: send(state, ctx, &target, &draft) })
}

/// Checks a message.
pub(super) fn draft(
    message: &str,
    subject: Option<&String>,
    structure: Option<&str>,
    given: Option<&BTreeMap<String, MessageAttributeValue>>,
) -> Result<Draft, ApiError> {
    check_subject(subject.map(String::as_str))?;
    if message.is_empty() {
        return Err(invalid("Empty message"));
    }
    let attributes = attributes::read(given)?;
    let texts = texts(message, structure)?;
    Ok(Draft { message: message.to_owned(), subject: subject.cloned(), texts, attributes })
}

/// Sends a message on its way: every subscription gets a delivery of its own.
pub(super) fn send(state: &mut State, ctx: &mut Ctx<'_>, topic: &Arn, draft: &Draft) -> String {
    let message_id = ctx.ids.uuid("sns:message", state.published);
    state.published += 1;
    let subscribers: Vec<(Arn, &'static str)> =
        state.of_topic(topic).map(|(arn, s)| (arn.clone(), s.protocol.name())).collect();
    let published = ctx.fact(Fact::Published {
        topic: topic.clone(),
        message_id: message_id.clone(),
        subject: draft.subject.clone(),
        subscriptions: subscribers.len() as u32,
    });
    let text = |name: &str| draft.texts.get(name).and_then(Value::as_str).map(str::to_owned);
    for (subscription, protocol) in subscribers {
        let own = text(protocol);
        let message = Box::new(Message {
            id: message_id.clone(),
            subject: draft.subject.clone(),
            default: own.is_some().then(|| text("default")).flatten(),
            text: own.or_else(|| text("default")).unwrap_or_default(),
            attributes: draft.attributes.clone(),
        });
        let wake = Wake::Deliver { subscription, message };
        ctx.wake_because(Cause::Fact(published), ctx.now, wake);
    }
    message_id
}

fn texts(message: &str, structure: Option<&str>) -> Result<Value, ApiError> {
    match structure {
        None => Ok(json!({ "default": message })),
        Some("json") => {
            let failed = "Message Structure - JSON message body failed to parse";
            let parsed: Value = serde_json::from_str(message).map_err(|_| invalid(failed))?;
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
        if !message.attributes.is_empty() {
            members.insert("MessageAttributes".to_owned(), written(&message.attributes));
        }
    }
    serde_json::to_string_pretty(&envelope).unwrap_or_default()
}

/// Attributes as they stand in an envelope.
fn written(attributes: &BTreeMap<String, Attribute>) -> Value {
    let one = |(name, attribute): (&String, &Attribute)| {
        (name.clone(), json!({ "Type": attribute.kind, "Value": attribute.value }))
    };
    Value::Object(attributes.iter().map(one).collect::<Map<_, _>>())
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
            "MessageAttributes": written(&message.attributes),
        },
    });
    json!({ "Records": [record] }).to_string()
}

//! What can be done in SNS from its pages, as requests.

use std::collections::BTreeMap;

use crate::api::Shape as _;
use crate::services::Request;
use crate::services::sns::api::{
    CreateTopicInput, MessageAttributeValue, PublishInput, Request as Sns,
    SetSubscriptionAttributesInput, SetTopicAttributesInput, SubscribeInput, SubscriptionInput,
    Tag, TagResourceInput, TopicInput, UntagResourceInput,
};
use crate::view::tags::{Tags, changes};

/// Makes a topic.
pub fn create_topic(name: &str, display: &str, given: &Tags) -> Request {
    let display = display.trim();
    let attributes = (!display.is_empty())
        .then(|| BTreeMap::from([("DisplayName".to_owned(), display.to_owned())]));
    let tags = Some(tags(given)).filter(|tags| !tags.is_empty());
    Sns::CreateTopic(CreateTopicInput { name: name.to_owned(), attributes, tags }).into()
}

/// Whether SNS takes a text as the name of a topic: 1 to 256 letters, digits, `_` and `-`.
pub fn is_topic_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    (1..=256).contains(&name.len()) && name.chars().all(allowed)
}

/// Deletes a topic.
pub fn delete_topic(arn: &str) -> Request {
    Sns::DeleteTopic(TopicInput { topic_arn: arn.to_owned() }).into()
}

/// Changes the sender's name of a topic, or its access policy.
pub fn set_attribute(arn: &str, name: &str, value: &str) -> Request {
    Sns::SetTopicAttributes(SetTopicAttributesInput {
        topic_arn: arn.to_owned(),
        attribute_name: name.to_owned(),
        attribute_value: Some(value.to_owned()),
    })
    .into()
}

/// The attributes of a message as they are typed: JSON as the CLI takes it. None if that is
/// something else.
pub fn attributes(text: &str) -> Option<BTreeMap<String, MessageAttributeValue>> {
    if text.trim().is_empty() {
        return Some(BTreeMap::new());
    }
    let value = serde_json::from_str(text).ok()?;
    BTreeMap::read(value).ok()
}

/// Publishes a message with attributes.
pub fn publish_with(
    arn: &str,
    (subject, message): (&str, &str),
    attributes: BTreeMap<String, MessageAttributeValue>,
) -> Request {
    let subject = Some(subject.to_owned()).filter(|subject| !subject.is_empty());
    let message_attributes = Some(attributes).filter(|all| !all.is_empty());
    Sns::Publish(PublishInput {
        topic_arn: Some(arn.to_owned()),
        message: message.to_owned(),
        subject,
        message_attributes,
        ..Default::default()
    })
    .into()
}

/// Publishes a message.
pub fn publish(arn: &str, subject: &str, message: &str) -> Request {
    publish_with(arn, (subject, message), BTreeMap::new())
}

/// The protocols the console offers, in its order; those not simulated are refused by name.
pub const PROTOCOLS: [&str; 9] =
    ["email", "email-json", "http", "https", "sqs", "lambda", "firehose", "application", "sms"];

/// What a filter policy may be held against, by AWS's names: attributes, unless something is said.
pub const SCOPES: [&str; 2] = ["MessageAttributes", "MessageBody"];

/// Asks an address to subscribe.
pub fn subscribe(topic: &str, protocol: &str, endpoint: &str) -> Request {
    subscribe_to_some(topic, (protocol, endpoint), "", "")
}

/// Asks an address to subscribe to the messages that a filter policy matches.
pub fn subscribe_to_some(
    topic: &str,
    (protocol, endpoint): (&str, &str),
    filter: &str,
    scope: &str,
) -> Request {
    let filter = filter.trim();
    let attributes = [("FilterPolicy", filter), ("FilterPolicyScope", scope)];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Sns::Subscribe(SubscribeInput {
        topic_arn: topic.to_owned(),
        protocol: protocol.to_owned(),
        endpoint: Some(endpoint.to_owned()),
        attributes: (!filter.is_empty()).then(|| attributes.into()),
        ..Default::default()
    })
    .into()
}

/// The calls that give a subscription another filter policy; an empty one takes it away. A nested
/// policy goes with the scope of the body alone, so that is set before it, the other behind.
pub fn refilter(arn: &str, (old, new): (&str, &str), filter: &str) -> Vec<Request> {
    let set = |name: &str, value: &str| -> Request {
        Sns::SetSubscriptionAttributes(SetSubscriptionAttributesInput {
            subscription_arn: arn.to_owned(),
            attribute_name: name.to_owned(),
            attribute_value: Some(value.to_owned()),
        })
        .into()
    };
    let filter = Some(filter.trim()).filter(|filter| !filter.is_empty()).unwrap_or("{}");
    let mut requests = vec![set("FilterPolicy", filter)];
    if old != new {
        let at = if new == "MessageBody" { 0 } else { 1 };
        requests.insert(at, set("FilterPolicyScope", new));
    }
    requests
}

/// Ends a subscription.
pub fn unsubscribe(arn: &str) -> Request {
    Sns::Unsubscribe(SubscriptionInput { subscription_arn: arn.to_owned() }).into()
}

/// The calls that make one set of a topic's tags of another: removals first.
pub fn retag(arn: &str, old: &Tags, new: &Tags) -> Vec<Request> {
    let (tag_keys, set) = changes(old, new);
    let set = tags(&set);
    let resource_arn = || arn.to_owned();
    let mut requests = Vec::new();
    if !tag_keys.is_empty() {
        let input = UntagResourceInput { resource_arn: resource_arn(), tag_keys };
        requests.push(Sns::UntagResource(input).into());
    }
    if !set.is_empty() {
        let input = TagResourceInput { resource_arn: resource_arn(), tags: set };
        requests.push(Sns::TagResource(input).into());
    }
    requests
}

fn tags(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    tags.iter().map(tag).collect()
}

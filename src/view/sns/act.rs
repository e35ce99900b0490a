//! What can be done in SNS from its pages, as requests.

use std::collections::BTreeMap;

use crate::services::Request;
use crate::services::sns::api::{
    CreateTopicInput, PublishInput, Request as Sns, SetTopicAttributesInput, SubscribeInput,
    SubscriptionInput, Tag, TagResourceInput, TopicInput, UntagResourceInput,
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

/// Publishes a message.
pub fn publish(arn: &str, subject: &str, message: &str) -> Request {
    let subject = Some(subject.to_owned()).filter(|subject| !subject.is_empty());
    Sns::Publish(PublishInput {
        topic_arn: Some(arn.to_owned()),
        message: message.to_owned(),
        subject,
        ..Default::default()
    })
    .into()
}

/// The protocols the console offers, in its order; those not simulated are refused by name.
pub const PROTOCOLS: [&str; 9] =
    ["email", "email-json", "http", "https", "sqs", "lambda", "firehose", "application", "sms"];

/// Asks an address to subscribe.
pub fn subscribe(topic: &str, protocol: &str, endpoint: &str) -> Request {
    Sns::Subscribe(SubscribeInput {
        topic_arn: topic.to_owned(),
        protocol: protocol.to_owned(),
        endpoint: Some(endpoint.to_owned()),
        ..Default::default()
    })
    .into()
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

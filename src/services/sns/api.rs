//! SNS's shapes and operations.
//!
//! Members: <https://docs.aws.amazon.com/sns/latest/api/API_Operations.html>

use std::collections::BTreeMap;

use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec};
use crate::sim::scope::Scope;
use crate::{api, shape};

/// What SNS's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "sns",
    title: "Amazon Simple Notification Service",
    action_prefix: "SNS",
    event_source: "sns.amazonaws.com",
    event_version: "1.09",
    api_version: None,
    protocol: crate::api::Protocol::Query,
    wording: crate::api::Wording::denied("AuthorizationError", 403),
    throttled: ("Throttled", "Rate exceeded"),
    global: false,
    host: "sns.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit: None, results })
}

shape! {
    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required().len(0, 256)],
    }

    /// Input of CreateTopic.
    pub struct CreateTopicInput {
        name: String => "Name" [required()],
        attributes: Option<BTreeMap<String, String>> => "Attributes",
        tags: Option<Vec<Tag>> => "Tags",
    }
    refused { "DataProtectionPolicy" }

    /// Output of CreateTopic.
    pub struct CreateTopicOutput {
        topic_arn: String => "TopicArn",
    }

    /// Input of operations that take a topic.
    pub struct TopicInput {
        topic_arn: String => "TopicArn" [required()],
    }

    /// Input of listings.
    pub struct ListInput {
        next_token: Option<String> => "NextToken",
    }

    /// A topic in a list.
    pub struct TopicItem {
        topic_arn: String => "TopicArn",
    }

    /// Output of ListTopics.
    pub struct ListTopicsOutput {
        topics: Vec<TopicItem> => "Topics",
        next_token: Option<String> => "NextToken",
    }

    /// Output of GetTopicAttributes and GetSubscriptionAttributes.
    pub struct AttributesOutput {
        attributes: BTreeMap<String, String> => "Attributes",
    }

    /// Input of SetTopicAttributes.
    pub struct SetTopicAttributesInput {
        topic_arn: String => "TopicArn" [required()],
        attribute_name: String => "AttributeName" [required()],
        attribute_value: Option<String> => "AttributeValue",
    }

    /// Input of SetSubscriptionAttributes.
    pub struct SetSubscriptionAttributesInput {
        subscription_arn: String => "SubscriptionArn" [required()],
        attribute_name: String => "AttributeName" [required()],
        attribute_value: Option<String> => "AttributeValue",
    }

    /// Input of Subscribe.
    pub struct SubscribeInput {
        topic_arn: String => "TopicArn" [required()],
        protocol: String => "Protocol" [required()],
        endpoint: Option<String> => "Endpoint",
        attributes: Option<BTreeMap<String, String>> => "Attributes",
        return_subscription_arn: Option<bool> => "ReturnSubscriptionArn",
    }

    /// Output of Subscribe and ConfirmSubscription.
    pub struct SubscriptionOutput {
        subscription_arn: String => "SubscriptionArn",
    }

    /// Input of ConfirmSubscription.
    pub struct ConfirmSubscriptionInput {
        topic_arn: String => "TopicArn" [required()],
        token: String => "Token" [required()],
        authenticate_on_unsubscribe: Option<String> => "AuthenticateOnUnsubscribe",
    }

    /// Input of operations that take a subscription.
    pub struct SubscriptionInput {
        subscription_arn: String => "SubscriptionArn" [required()],
    }

    /// A subscription in a list.
    pub struct SubscriptionItem {
        subscription_arn: String => "SubscriptionArn",
        owner: String => "Owner",
        protocol: String => "Protocol",
        endpoint: String => "Endpoint",
        topic_arn: String => "TopicArn",
    }

    /// Input of ListSubscriptionsByTopic.
    pub struct ListSubscriptionsByTopicInput {
        topic_arn: String => "TopicArn" [required()],
        next_token: Option<String> => "NextToken",
    }

    /// Output of ListSubscriptions and ListSubscriptionsByTopic.
    pub struct ListSubscriptionsOutput {
        subscriptions: Vec<SubscriptionItem> => "Subscriptions",
        next_token: Option<String> => "NextToken",
    }

    /// Input of Publish.
    pub struct PublishInput {
        topic_arn: Option<String> => "TopicArn",
        target_arn: Option<String> => "TargetArn",
        message: String => "Message" [required()],
        subject: Option<String> => "Subject",
        message_structure: Option<String> => "MessageStructure",
        message_attributes: Option<BTreeMap<String, MessageAttributeValue>> => "MessageAttributes",
    }
    refused { "PhoneNumber", "MessageDeduplicationId", "MessageGroupId" }

    /// An attribute of a message.
    pub struct MessageAttributeValue {
        data_type: String => "DataType" [required()],
        string_value: Option<String> => "StringValue",
        binary_value: Option<String> => "BinaryValue",
    }

    /// Output of Publish.
    pub struct PublishOutput {
        message_id: String => "MessageId",
    }

    /// A message of PublishBatch.
    pub struct PublishBatchEntry {
        id: String => "Id" [required()],
        message: String => "Message" [required()],
        subject: Option<String> => "Subject",
        message_structure: Option<String> => "MessageStructure",
        message_attributes: Option<BTreeMap<String, MessageAttributeValue>> => "MessageAttributes",
    }
    refused { "MessageDeduplicationId", "MessageGroupId" }

    /// Input of PublishBatch.
    pub struct PublishBatchInput {
        topic_arn: String => "TopicArn" [required()],
        entries: Vec<PublishBatchEntry> => "PublishBatchRequestEntries" [required()],
    }

    /// A message of PublishBatch that was accepted.
    pub struct PublishBatchResult {
        id: String => "Id",
        message_id: String => "MessageId",
    }

    /// A message of PublishBatch that was not accepted.
    pub struct BatchResultErrorEntry {
        id: String => "Id",
        code: String => "Code",
        message: Option<String> => "Message",
        sender_fault: bool => "SenderFault",
    }

    /// Output of PublishBatch.
    pub struct PublishBatchOutput {
        successful: Vec<PublishBatchResult> => "Successful",
        failed: Vec<BatchResultErrorEntry> => "Failed",
    }

    /// Input of AddPermission.
    pub struct AddPermissionInput {
        topic_arn: String => "TopicArn" [required()],
        label: String => "Label" [required()],
        accounts: Vec<String> => "AWSAccountId" [required()],
        actions: Vec<String> => "ActionName" [required()],
    }

    /// Input of RemovePermission.
    pub struct RemovePermissionInput {
        topic_arn: String => "TopicArn" [required()],
        label: String => "Label" [required()],
    }

    /// Input of ListTagsForResource.
    pub struct ListTagsForResourceInput {
        resource_arn: String => "ResourceArn" [required().len(1, 1011)],
    }

    /// Output of ListTagsForResource.
    pub struct ListTagsForResourceOutput {
        tags: Vec<Tag> => "Tags",
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource_arn: String => "ResourceArn" [required().len(1, 1011)],
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource_arn: String => "ResourceArn" [required().len(1, 1011)],
        tag_keys: Vec<String> => "TagKeys" [required().items(1, 128)],
    }
}

/// A listing of the account: it has no resource, but a denial shows one.
fn of_all(scope: &Scope) -> Check {
    Check::any().shown(scope.arn("sns", "*").to_string())
}

/// The keys and values of tags, which policies may ask for.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html>
fn pairs(tags: &[Tag]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()))
}

/// A call on a subscription needs permission on its topic, as denials show (recorded).
fn of_topic(subscription: &str) -> Check {
    Check::on(subscription.rsplit_once(':').map_or(subscription, |(topic, _)| topic))
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a topic; the same name and attributes again give the ARN of the one there is.
    CreateTopic(CreateTopicInput) -> CreateTopicOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let topic = scope.arn("sns", &input.name);
            let tags = input.tags.as_deref().unwrap_or_default();
            if tags.is_empty() {
                return vec![Check::on(&topic)];
            }
            let make = Check::on(&topic).tags(pairs(tags));
            let tag = Check { action: Some("SNS:TagResource"), ..make.clone() };
            vec![make, tag]
        },
    }

    /// Deletes a topic and its subscriptions; deleting one that does not exist succeeds.
    DeleteTopic(TopicInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Lists topics, 100 a page.
    ListTopics(ListInput) -> ListTopicsOutput {
        access: List, event: Management, pages: pages(&["Topics"]), rate: Some(30),
        needs: |input, scope| of_all(scope),
    }

    /// Gives a topic's attributes.
    GetTopicAttributes(TopicInput) -> AttributesOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Sets one attribute of a topic.
    SetTopicAttributes(SetTopicAttributesInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Asks an address to subscribe.
    Subscribe(SubscribeInput) -> SubscriptionOutput {
        access: Write, event: Management, pages: None, rate: Some(100),
        needs: |input, scope| Check::on(&input.topic_arn)
            .key("sns:Protocol", vec![input.protocol.clone()])
            .key("sns:Endpoint", input.endpoint.iter().cloned().collect()),
    }

    /// Confirms a subscription by its token.
    ConfirmSubscription(ConfirmSubscriptionInput) -> SubscriptionOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Ends a subscription.
    Unsubscribe(SubscriptionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(100),
        needs: |input, scope| of_topic(&input.subscription_arn),
    }

    /// Lists the account's subscriptions, 100 a page.
    ListSubscriptions(ListInput) -> ListSubscriptionsOutput {
        access: List, event: Management, pages: pages(&["Subscriptions"]), rate: Some(30),
        needs: |input, scope| of_all(scope),
    }

    /// Lists the subscriptions of one topic, 100 a page.
    ListSubscriptionsByTopic(ListSubscriptionsByTopicInput) -> ListSubscriptionsOutput {
        access: List, event: Management, pages: pages(&["Subscriptions"]), rate: Some(30),
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Gives a subscription's attributes.
    GetSubscriptionAttributes(SubscriptionInput) -> AttributesOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| of_topic(&input.subscription_arn),
    }

    /// Sets one attribute of a subscription.
    SetSubscriptionAttributes(SetSubscriptionAttributesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| of_topic(&input.subscription_arn),
    }

    /// Publishes a message to a topic.
    Publish(PublishInput) -> PublishOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| {
            let topic = input.topic_arn.as_ref().or(input.target_arn.as_ref());
            Check::on(topic.cloned().unwrap_or_default())
        },
    }

    /// Publishes up to ten messages to a topic.
    PublishBatch(PublishBatchInput) -> PublishBatchOutput {
        access: Write, event: Data, pages: None, rate: None,
        // It is no action of its own.
        // https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html
        needs: |input, scope| {
            Check { action: Some("SNS:Publish"), ..Check::on(&input.topic_arn) }
        },
    }

    /// Lets accounts do something with a topic.
    AddPermission(AddPermissionInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Removes a statement from a topic's policy.
    RemovePermission(RemovePermissionInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.topic_arn),
    }

    /// Lists a topic's tags.
    ListTagsForResource(ListTagsForResourceInput) -> ListTagsForResourceOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::on(&input.resource_arn),
    }

    /// Adds tags to a topic.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::on(&input.resource_arn).tags(pairs(&input.tags)),
    }

    /// Removes tags from a topic.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| {
            Check::on(&input.resource_arn).key("aws:TagKeys", input.tag_keys.clone())
        },
    }
}

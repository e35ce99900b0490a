//! The members of SQS's requests and replies.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html>

use std::collections::BTreeMap;

use crate::shape;

shape! {
    /// Input of CreateQueue.
    pub struct CreateQueueInput {
        name: String => "QueueName" [required()],
        attributes: Option<BTreeMap<String, String>> => "Attributes",
        tags: Option<BTreeMap<String, String>> => "tags",
    }

    /// Output of CreateQueue and GetQueueUrl.
    pub struct QueueUrlOutput {
        url: String => "QueueUrl",
    }

    /// Input of GetQueueUrl.
    pub struct GetQueueUrlInput {
        name: String => "QueueName" [required()],
        owner: Option<String> => "QueueOwnerAWSAccountId",
    }

    /// Input of ListQueues.
    pub struct ListQueuesInput {
        prefix: Option<String> => "QueueNamePrefix",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults",
    }

    /// Output of ListQueues. Without queues it is empty.
    pub struct ListQueuesOutput {
        urls: Option<Vec<String>> => "QueueUrls",
        next_token: Option<String> => "NextToken",
    }

    /// Input of GetQueueAttributes.
    pub struct GetQueueAttributesInput {
        url: String => "QueueUrl" [required()],
        names: Option<Vec<String>> => "AttributeNames",
    }

    /// Output of GetQueueAttributes. Without names it is empty.
    pub struct GetQueueAttributesOutput {
        attributes: Option<BTreeMap<String, String>> => "Attributes",
    }

    /// Input of SetQueueAttributes.
    pub struct SetQueueAttributesInput {
        url: String => "QueueUrl" [required()],
        attributes: BTreeMap<String, String> => "Attributes" [required()],
    }

    /// Input of operations that take a queue.
    pub struct QueueInput {
        url: String => "QueueUrl" [required()],
    }

    /// Input of SendMessage.
    pub struct SendMessageInput {
        url: String => "QueueUrl" [required()],
        body: String => "MessageBody" [required()],
        delay: Option<i32> => "DelaySeconds",
    }
    refused {
        "MessageAttributes", "MessageSystemAttributes", "MessageDeduplicationId", "MessageGroupId",
    }

    /// Output of SendMessage.
    pub struct SendMessageOutput {
        md5: String => "MD5OfMessageBody",
        id: String => "MessageId",
    }

    /// Input of ReceiveMessage.
    pub struct ReceiveMessageInput {
        url: String => "QueueUrl" [required()],
        old_names: Option<Vec<String>> => "AttributeNames",
        names: Option<Vec<String>> => "MessageSystemAttributeNames",
        own_names: Option<Vec<String>> => "MessageAttributeNames",
        most: Option<i32> => "MaxNumberOfMessages",
        visibility: Option<i32> => "VisibilityTimeout",
        wait: Option<i32> => "WaitTimeSeconds",
    }
    refused { "ReceiveRequestAttemptId" }

    /// A message.
    pub struct Message {
        id: String => "MessageId",
        handle: String => "ReceiptHandle",
        md5: String => "MD5OfBody",
        body: String => "Body",
        attributes: Option<BTreeMap<String, String>> => "Attributes",
    }

    /// Output of ReceiveMessage. Without messages it is empty.
    pub struct ReceiveMessageOutput {
        messages: Option<Vec<Message>> => "Messages",
    }

    /// Input of DeleteMessage.
    pub struct DeleteMessageInput {
        url: String => "QueueUrl" [required()],
        handle: String => "ReceiptHandle" [required()],
    }

    /// Input of ChangeMessageVisibility.
    pub struct ChangeMessageVisibilityInput {
        url: String => "QueueUrl" [required()],
        handle: String => "ReceiptHandle" [required()],
        visibility: i32 => "VisibilityTimeout" [required()],
    }

    /// Input of TagQueue.
    pub struct TagQueueInput {
        url: String => "QueueUrl" [required()],
        tags: BTreeMap<String, String> => "Tags" [required()],
    }

    /// Input of UntagQueue.
    pub struct UntagQueueInput {
        url: String => "QueueUrl" [required()],
        keys: Vec<String> => "TagKeys" [required()],
    }

    /// Output of ListQueueTags. Without tags it is empty.
    pub struct ListQueueTagsOutput {
        tags: Option<BTreeMap<String, String>> => "Tags",
    }
}

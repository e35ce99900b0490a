//! Operations of SQS.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html>

use super::shapes::*;
use super::state::arn_of;
use crate::access::message::Style;
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::{AccountId, Scope};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "sqs",
    title: "Amazon Simple Queue Service",
    action_prefix: "sqs",
    event_source: "sqs.amazonaws.com",
    event_version: "1.09",
    api_version: None,
    protocol: crate::api::Protocol::Query,
    wording: Wording::denied("AccessDenied", 403).style(Style { small: true, ..Style::PLAIN }),
    throttled: ("RequestThrottled", "Request is throttled."),
    global: false,
    host: "sqs.{region}.amazonaws.com",
    ops: OPS,
};

const PAGES: Option<Pages> = Some(Pages {
    input: "NextToken",
    output: "NextToken",
    limit: Some("MaxResults"),
    results: &["QueueUrls"],
});

fn on(scope: &Scope, url: &str) -> Check {
    Check::on(arn_of(scope, url))
}

fn create(scope: &Scope, input: &CreateQueueInput) -> Vec<Check> {
    let make = Check::on(scope.arn("sqs", &input.name));
    let tags = input.tags.iter().flatten();
    let tags: Vec<(&str, &str)> = tags.map(|(key, value)| (key.as_str(), value.as_str())).collect();
    if tags.is_empty() {
        return vec![make];
    }
    let make = make.tags(tags);
    vec![make.clone(), make.action("sqs:TagQueue")]
}

fn named(scope: &Scope, input: &GetQueueUrlInput) -> Check {
    let owner = input.owner.as_deref().and_then(AccountId::parse).unwrap_or(scope.account);
    Check::on(Scope { account: owner, ..*scope }.arn("sqs", &input.name))
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a queue; the same name and attributes again give the URL of the one there is.
    CreateQueue(CreateQueueInput) -> QueueUrlOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create(scope, input),
    }

    /// Gives the URL of a queue.
    GetQueueUrl(GetQueueUrlInput) -> QueueUrlOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| named(scope, input),
    }

    /// Lists queues.
    ListQueues(ListQueuesInput) -> ListQueuesOutput {
        access: List, event: Management, pages: PAGES, rate: None,
        needs: |input, scope| Check::any().shown(scope.arn("sqs", "").to_string()),
    }

    /// Gives attributes of a queue.
    GetQueueAttributes(GetQueueAttributesInput) -> GetQueueAttributesOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Sets attributes of a queue.
    SetQueueAttributes(SetQueueAttributesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Deletes a queue with what is in it.
    DeleteQueue(QueueInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Deletes what is in a queue.
    PurgeQueue(QueueInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Sends a message.
    SendMessage(SendMessageInput) -> SendMessageOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Receives messages, which others do not see for a while.
    ReceiveMessage(ReceiveMessageInput) -> ReceiveMessageOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Deletes a message that was received.
    DeleteMessage(DeleteMessageInput) -> Empty {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Changes how long a message that was received stays hidden.
    ChangeMessageVisibility(ChangeMessageVisibilityInput) -> Empty {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }

    /// Adds tags to a queue.
    TagQueue(TagQueueInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let tags = input.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            on(scope, &input.url).tags(tags)
        },
    }

    /// Removes tags from a queue.
    UntagQueue(UntagQueueInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url).key("aws:TagKeys", input.keys.clone()),
    }

    /// Lists the tags of a queue.
    ListQueueTags(QueueInput) -> ListQueueTagsOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.url),
    }
}

//! What the pages of SNS show: topics, one topic, subscriptions, and the forms on them.

pub mod act;
pub mod heard;
pub mod missed;
pub mod subscriptions;
pub mod topic;
pub mod topics;

use crate::services::Request;
use crate::services::sns::api::{
    ListInput, ListSubscriptionsByTopicInput, ListTagsForResourceInput, Request as Sns, TopicInput,
};

/// What the list of topics asks AWS when it is opened.
pub fn topics_reads() -> Vec<Request> {
    vec![Sns::ListTopics(ListInput::default()).into()]
}

/// What the page of a topic asks AWS when it is opened.
pub fn topic_reads(arn: &str) -> Vec<Request> {
    let (topic_arn, resource_arn) = (arn.to_owned(), arn.to_owned());
    let by_topic =
        ListSubscriptionsByTopicInput { topic_arn: arn.to_owned(), ..Default::default() };
    vec![
        Sns::GetTopicAttributes(TopicInput { topic_arn }).into(),
        Sns::ListSubscriptionsByTopic(by_topic).into(),
        Sns::ListTagsForResource(ListTagsForResourceInput { resource_arn }).into(),
    ]
}

/// What the list of subscriptions asks AWS when it is opened.
pub fn subscriptions_reads() -> Vec<Request> {
    vec![Sns::ListSubscriptions(ListInput::default()).into()]
}

//! How CloudTrail writes SNS calls.

use serde_json::Value;

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::scope::Arn;

/// What a record does not show: addresses of subscribers, and what messages say.
/// <https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html>
const HIDDEN: [&str; 5] = ["endpoint", "token", "message", "subject", "messageAttributes"];

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    hide(&mut shape.request);
    let entries = shape.request.get_mut("publishBatchRequestEntries");
    entries.and_then(Value::as_array_mut).into_iter().flatten().for_each(hide);
    // Data events name their resource in the record itself.
    // <https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html>
    let published = match request {
        Request::Publish(input) => input.topic_arn.as_deref(),
        Request::PublishBatch(input) => Some(input.topic_arn.as_str()),
        _ => None,
    };
    let topic_published = published.and_then(Arn::parse);
    shape.listed.extend(topic_published.map(|topic| ("AWS::SNS::Topic", topic)));
    match topic(request, reply) {
        Some(topic) => shape.resource("AWS::SNS::Topic", topic),
        None => shape,
    }
}

fn hide(request: &mut Value) {
    for member in HIDDEN {
        if let Some(value) = request.get_mut(member) {
            *value = Value::from("HIDDEN_DUE_TO_SECURITY_REASONS");
        }
    }
}

fn topic(request: &Request, reply: Option<&Value>) -> Option<String> {
    match request {
        Request::CreateTopic(_) => reply?.get("TopicArn")?.as_str().map(str::to_owned),
        Request::DeleteTopic(input) => Some(input.topic_arn.clone()),
        Request::Subscribe(input) => Some(input.topic_arn.clone()),
        Request::ConfirmSubscription(input) => Some(input.topic_arn.clone()),
        Request::GetTopicAttributes(input) => Some(input.topic_arn.clone()),
        Request::SetTopicAttributes(input) => Some(input.topic_arn.clone()),
        Request::ListSubscriptionsByTopic(input) => Some(input.topic_arn.clone()),
        Request::Publish(input) => input.topic_arn.clone(),
        Request::PublishBatch(input) => Some(input.topic_arn.clone()),
        Request::AddPermission(input) => Some(input.topic_arn.clone()),
        Request::RemovePermission(input) => Some(input.topic_arn.clone()),
        _ => None,
    }
}

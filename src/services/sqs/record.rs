//! How CloudTrail writes SQS's calls: what messages say is hidden, and the queue stands among the
//! resources of data events.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-logging-using-cloudtrail.html>

use serde_json::Value;

use super::api::Request;
use super::state::arn_of;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::scope::Scope;

const QUEUE: &str = "AWS::SQS::Queue";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    if let Some(body) = shape.request.get_mut("messageBody") {
        *body = Value::from("HIDDEN_DUE_TO_SECURITY_REASONS");
    }
    shape
}

/// Names the queue, whose ARN follows from its URL and the place of the call.
pub fn complete(scope: Scope, request: &Request, shape: &mut RecordShape) {
    let url = match request {
        Request::CreateQueue(input) => {
            return named(shape, scope.arn("sqs", &input.name).to_string());
        }
        Request::GetQueueUrl(_) | Request::ListQueues(_) => return,
        Request::GetQueueAttributes(input) => &input.url,
        Request::SetQueueAttributes(input) => &input.url,
        Request::DeleteQueue(input)
        | Request::PurgeQueue(input)
        | Request::ListQueueTags(input) => &input.url,
        Request::TagQueue(input) => &input.url,
        Request::UntagQueue(input) => &input.url,
        Request::SendMessage(input) => &input.url,
        Request::ReceiveMessage(input) => &input.url,
        Request::DeleteMessage(input) => &input.url,
        Request::ChangeMessageVisibility(input) => &input.url,
    };
    let arn = arn_of(&scope, url);
    let data = matches!(
        request,
        Request::SendMessage(_)
            | Request::ReceiveMessage(_)
            | Request::DeleteMessage(_)
            | Request::ChangeMessageVisibility(_)
    );
    named(shape, arn.to_string());
    if data {
        shape.listed.push((QUEUE, arn));
    }
}

fn named(shape: &mut RecordShape, arn: String) {
    shape.resources.push((QUEUE.to_owned(), arn));
}

//! How CloudTrail writes these calls.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html>

use serde_json::{Value, json};

use super::api::Request;
use super::state::name_in;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call: not what the events say.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    if let Request::PutLogEvents(input) = request {
        shape.request = json!({ "logGroupName": input.group, "logStreamName": input.stream });
        shape.response = Value::Null;
    }
    let (group, stream) = named(request);
    if let Some(group) = group.map(|name| name_in(name)) {
        shape = shape.resource("AWS::Logs::LogGroup", group);
    }
    match stream {
        Some(stream) => shape.resource("AWS::Logs::LogStream", stream),
        None => shape,
    }
}

/// The group and the stream a call is about.
fn named(request: &Request) -> (Option<&String>, Option<&String>) {
    match request {
        Request::CreateLogGroup(input) => (Some(&input.group), None),
        Request::AssociateKmsKey(input) => (input.group.as_ref(), None),
        Request::DisassociateKmsKey(input) => (input.group.as_ref(), None),
        Request::DeleteLogGroup(input) | Request::DeleteRetentionPolicy(input) => {
            (Some(&input.group), None)
        }
        Request::PutRetentionPolicy(input) => (Some(&input.group), None),
        Request::PutMetricFilter(input) => (Some(&input.group), None),
        Request::DeleteMetricFilter(input) => (Some(&input.group), None),
        Request::DescribeMetricFilters(input) => (input.group.as_ref(), None),
        Request::CreateLogStream(input) | Request::DeleteLogStream(input) => {
            (Some(&input.group), Some(&input.stream))
        }
        Request::PutLogEvents(input) => (Some(&input.group), Some(&input.stream)),
        Request::DescribeLogStreams(input) => {
            (input.group.as_ref().or(input.identifier.as_ref()), None)
        }
        Request::FilterLogEvents(input) => {
            (input.group.as_ref().or(input.identifier.as_ref()), None)
        }
        Request::GetLogEvents(input) => {
            (input.group.as_ref().or(input.identifier.as_ref()), Some(&input.stream))
        }
        Request::TagResource(input) => (Some(&input.arn), None),
        Request::UntagResource(input) => (Some(&input.arn), None),
        Request::ListTagsForResource(input) => (Some(&input.arn), None),
        Request::StartQuery(input) => (input.group.as_ref(), None),
        Request::DescribeQueries(input) => (input.group.as_ref(), None),
        Request::PutSubscriptionFilter(input) => (Some(&input.group), None),
        Request::DeleteSubscriptionFilter(input) => (Some(&input.group), None),
        Request::DescribeSubscriptionFilters(input) => (Some(&input.group), None),
        Request::TagLogGroup(input) => (Some(&input.group), None),
        Request::UntagLogGroup(input) => (Some(&input.group), None),
        Request::ListTagsLogGroup(input) => (Some(&input.group), None),
        Request::PutResourcePolicy(_)
        | Request::DeleteResourcePolicy(_)
        | Request::DescribeResourcePolicies(_)
        | Request::DescribeLogGroups(_)
        | Request::TestMetricFilter(_)
        | Request::StopQuery(_)
        | Request::GetQueryResults(_) => (None, None),
    }
}

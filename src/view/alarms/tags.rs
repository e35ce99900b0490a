//! The tags of an alarm: those a new one is made with, and the calls that change them later.
//!
//! PutMetricAlarm and PutCompositeAlarm take tags for a new alarm alone: "To change the tags of an
//! existing alarm, use TagResource or UntagResource."
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>

use crate::services::Request;
use crate::services::cloudwatch::api::{
    Request as CloudWatch, Tag, TagResourceInput, UntagResourceInput,
};
use crate::view::tags::{Tags, changes};

/// Keys and values as they are typed: one key may stand there twice.
pub type Typed = Vec<(String, String)>;

/// Whether a row has no key.
pub fn nameless(typed: &Typed) -> bool {
    typed.iter().any(|(key, _)| key.is_empty())
}

/// The tags of a call; none when nothing is typed. Of two with one key the last counts.
pub fn given(typed: &Typed) -> Option<Vec<Tag>> {
    let own: Tags = typed.iter().filter(|(key, _)| !key.is_empty()).cloned().collect();
    (!own.is_empty()).then(|| all(own))
}

fn all(tags: Tags) -> Vec<Tag> {
    tags.into_iter().map(|(key, value)| Tag { key, value }).collect()
}

/// The calls that make one set of an alarm's tags of another: removals first.
pub fn retag(arn: &str, old: &Tags, new: &Tags) -> Vec<Request> {
    let (tag_keys, set) = changes(old, new);
    let resource_arn = || arn.to_owned();
    let mut requests = Vec::new();
    if !tag_keys.is_empty() {
        let input = UntagResourceInput { resource_arn: resource_arn(), tag_keys };
        requests.push(Request::CloudWatch(CloudWatch::UntagResource(input)));
    }
    if !set.is_empty() {
        let input = TagResourceInput { resource_arn: resource_arn(), tags: all(set) };
        requests.push(Request::CloudWatch(CloudWatch::TagResource(input)));
    }
    requests
}

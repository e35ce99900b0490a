//! Tags of buckets.

use std::collections::BTreeSet;

use crate::api::ApiError;
use crate::services::s3::shapes::{BucketInput, PutBucketTaggingInput, Tag, TaggingOutput};
use crate::services::s3::state::State;

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html>
const MAX_TAGS: usize = 50;

pub fn put(state: &mut State, input: &PutBucketTaggingInput) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    let tags = &input.tagging.tags;
    if tags.len() > MAX_TAGS {
        let text = format!("Bucket tag count cannot be greater than {MAX_TAGS}");
        return Err(ApiError::new("BadRequest", text));
    }
    let keys: BTreeSet<&str> = tags.iter().map(|tag| tag.key.as_str()).collect();
    let invalid = |text: &str| Err(ApiError::new("InvalidTag", text));
    if keys.len() < tags.len() {
        return invalid("Cannot provide multiple Tags with the same key");
    }
    if keys.iter().any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return invalid("System tags cannot be added/updated by requester");
    }
    if keys.iter().any(|key| key.is_empty() || key.chars().count() > 128) {
        return invalid("The TagKey you have provided is invalid");
    }
    if tags.iter().any(|tag| tag.value.chars().count() > 256) {
        return invalid("The TagValue you have provided is invalid");
    }
    bucket.tags = tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    Ok(())
}

pub fn get(state: &State, input: &BucketInput) -> Result<TaggingOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    if bucket.tags.is_empty() {
        return Err(ApiError::new("NoSuchTagSet", "The TagSet does not exist").http(404));
    }
    let tag = |(key, value): &(String, String)| Tag { key: key.clone(), value: value.clone() };
    Ok(TaggingOutput { tags: bucket.tags.iter().map(tag).collect() })
}

pub fn delete(state: &mut State, input: &BucketInput) -> Result<(), ApiError> {
    state.bucket_mut(&input.bucket)?.tags.clear();
    Ok(())
}

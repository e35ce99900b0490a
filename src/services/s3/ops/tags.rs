//! Tags of buckets and of objects.

use std::collections::{BTreeMap, BTreeSet};

use super::objects::find;
use crate::api::ApiError;
use crate::services::s3::shapes::{
    BucketInput, DeleteObjectTaggingInput, LockInput, ObjectTaggingOutput, PutBucketTaggingInput,
    PutObjectTaggingInput, Tag, TaggedOutput, TaggingOutput,
};
use crate::services::s3::state::{State, shown};

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html>
const MAX_TAGS: usize = 50;
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html>
const MAX_TAGS_OF_OBJECT: usize = 10;

pub fn put(state: &mut State, input: &PutBucketTaggingInput) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    let tags = &input.tagging.tags;
    if tags.len() > MAX_TAGS {
        let text = format!("Bucket tag count cannot be greater than {MAX_TAGS}");
        return Err(ApiError::new("BadRequest", text));
    }
    fit(tags)?;
    bucket.tags = tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    Ok(())
}

/// What holds of tags of buckets and of objects.
fn fit(tags: &[Tag]) -> Result<(), ApiError> {
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

pub fn put_object(
    state: &mut State,
    input: &PutObjectTaggingInput,
) -> Result<TaggedOutput, ApiError> {
    let tags = &input.tagging.tags;
    if tags.len() > MAX_TAGS_OF_OBJECT {
        let text = format!("Object tags cannot be greater than {MAX_TAGS_OF_OBJECT}");
        return Err(ApiError::new("BadRequest", text));
    }
    fit(tags)?;
    let tags = tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    tag(state, (&input.bucket, &input.key, input.version.as_deref()), tags)
}

pub fn delete_object(
    state: &mut State,
    input: &DeleteObjectTaggingInput,
) -> Result<TaggedOutput, ApiError> {
    let of = (input.bucket.as_str(), input.key.as_str(), input.version.as_deref());
    tag(state, of, BTreeMap::new())
}

pub fn get_object(state: &State, input: &LockInput) -> Result<ObjectTaggingOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let (version, put) = find(bucket, &input.key, input.version.as_deref())?;
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    Ok(ObjectTaggingOutput {
        version: shown(&version.id, bucket),
        tags: put.tags.iter().map(tag).collect(),
    })
}

/// Gives a version of an object these tags and no others.
fn tag(
    state: &mut State,
    (bucket, key, id): (&str, &str, Option<&str>),
    tags: BTreeMap<String, String>,
) -> Result<TaggedOutput, ApiError> {
    let bucket = state.bucket_mut(bucket)?;
    find(bucket, key, id)?;
    let version = bucket.objects.get_mut(key, id);
    let found = version.map(|version| version.id.clone());
    if let Some(put) = bucket.objects.get_mut(key, id).and_then(|version| version.object_mut()) {
        put.tags = tags;
    }
    Ok(TaggedOutput { version: found.and_then(|id| shown(&id, bucket)) })
}

//! Tags of topics.

use super::{arn, invalid};
use crate::api::ApiError;
use crate::services::sns::api::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, UntagResourceInput,
};
use crate::services::sns::state::{State, Topic};
use crate::sim::Ctx;

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    let arn = arn(ctx, "ResourceArn", &input.resource_arn)?;
    let topic = state.topics.get(&arn).ok_or_else(missing)?;
    let tags = topic.tags.iter();
    let tags = tags.map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect();
    Ok(ListTagsForResourceOutput { tags })
}

pub fn add(state: &mut State, ctx: &Ctx<'_>, input: &TagResourceInput) -> Result<(), ApiError> {
    let topic = topic(state, ctx, &input.resource_arn)?;
    own(&input.tags)?;
    topic.tags.extend(input.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())));
    Ok(())
}

/// Keys with AWS's prefix are for AWS to give.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html>
pub fn own(tags: &[Tag]) -> Result<(), ApiError> {
    if tags.iter().any(|tag| tag.key.to_ascii_lowercase().starts_with("aws:")) {
        let text = "Tags Reason: aws: prefixed tag key names are not allowed for external use";
        return Err(invalid(text));
    }
    Ok(())
}

pub fn remove(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UntagResourceInput,
) -> Result<(), ApiError> {
    let topic = topic(state, ctx, &input.resource_arn)?;
    topic.tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

fn topic<'a>(state: &'a mut State, ctx: &Ctx<'_>, text: &str) -> Result<&'a mut Topic, ApiError> {
    state.topics.get_mut(&arn(ctx, "ResourceArn", text)?).ok_or_else(missing)
}

fn missing() -> ApiError {
    ApiError::new("ResourceNotFound", "Resource does not exist").http(404)
}

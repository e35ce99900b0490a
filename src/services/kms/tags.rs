//! Tags of keys.

use super::ops::{cut, found, to_change};
use super::shapes::{
    ListResourceTagsInput, ListResourceTagsOutput, Tag, TagResourceInput, UntagResourceInput,
};
use super::state::State;
use crate::api::ApiError;
use crate::sim::Ctx;

/// The most tags of a key.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html>
const MOST: usize = 50;

/// Adds tags, and changes the values of those that are there.
pub(super) fn tag(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &TagResourceInput,
) -> Result<(), ApiError> {
    let key = to_change(state, ctx, &input.key)?;
    let mut tags = key.tags.clone();
    for tag in &input.tags {
        if tag.key.starts_with("aws:") {
            let text = "Tag keys that begin with aws: are reserved for AWS.";
            return Err(ApiError::new("TagException", text));
        }
        match tags.iter_mut().find(|(name, _)| *name == tag.key) {
            Some((_, value)) => value.clone_from(&tag.value),
            None => tags.push((tag.key.clone(), tag.value.clone())),
        }
    }
    if tags.len() > MOST {
        let text = format!("A key can have no more than {MOST} tags.");
        return Err(ApiError::new("LimitExceededException", text));
    }
    key.tags = tags;
    Ok(())
}

/// Takes tags away; a key that is not there does no harm.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html>
pub(super) fn untag(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UntagResourceInput,
) -> Result<(), ApiError> {
    let key = to_change(state, ctx, &input.key)?;
    key.tags.retain(|(name, _)| !input.keys.contains(name));
    Ok(())
}

/// Lists the tags of a key, 50 a page.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html>
pub(super) fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListResourceTagsInput,
) -> Result<ListResourceTagsOutput, ApiError> {
    let key = found(state, ctx, &input.key)?;
    let one = |(key, value): &(String, String)| Tag { key: key.clone(), value: value.clone() };
    let tags = key.tags.iter().map(one).collect();
    let limit = input.limit.or(Some(MOST as i32));
    let (tags, marker, truncated) = cut(tags, input.marker.as_deref(), limit)?;
    Ok(ListResourceTagsOutput { tags, marker, truncated })
}

//! Tags of users, and what all tags have in common.

use std::collections::BTreeMap;

use super::{check, limit, page, user, user_mut};
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::{
    ListOfUserInput, ListUserTagsOutput, Tag, TagUserInput, UntagUserInput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// Tags a user may have:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_TAGS: usize = 50;

pub fn add(state: &mut State, ctx: &mut Ctx<'_>, input: &TagUserInput) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    user.tags = added(&user.tags, &input.tags, false)?;
    ctx.fact(Fact::UserTagged { user: input.user_name.clone() });
    Ok(())
}

pub fn remove(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UntagUserInput,
) -> Result<(), ApiError> {
    let user = user_mut(state, &input.user_name)?;
    check::tag_keys(&input.tag_keys)?;
    taken(&mut user.tags, &input.tag_keys, false);
    ctx.fact(Fact::UserTagged { user: input.user_name.clone() });
    Ok(())
}

pub fn list(state: &State, input: &ListOfUserInput) -> Result<ListUserTagsOutput, ApiError> {
    let tags = shown(&user(state, &input.user_name)?.tags);
    let (tags, is_truncated, marker) = page(tags, input.marker.as_ref(), input.max_items)?;
    Ok(ListUserTagsOutput { tags, is_truncated, marker })
}

/// Whether two keys are one: those of policies know case, all others do not.
fn same(a: &str, b: &str, knows_case: bool) -> bool {
    if knows_case { a == b } else { a.eq_ignore_ascii_case(b) }
}

/// The tags there are with those that are added.
pub fn added(
    tags: &BTreeMap<String, String>,
    more: &[Tag],
    knows_case: bool,
) -> Result<BTreeMap<String, String>, ApiError> {
    check::tags(more, knows_case)?;
    let mut tags = tags.clone();
    for tag in more {
        // A key in other letters is the same key, and the new letters count.
        tags.retain(|key, _| !same(key, &tag.key, knows_case));
        tags.insert(tag.key.clone(), tag.value.clone());
    }
    if tags.len() > MAX_TAGS {
        return Err(limit("The number of tags has reached the maximum limit."));
    }
    Ok(tags)
}

/// Removes tags.
pub fn taken(tags: &mut BTreeMap<String, String>, keys: &[String], knows_case: bool) {
    let goes = |key: &str| keys.iter().any(|gone| same(gone, key, knows_case));
    tags.retain(|key, _| !goes(key));
}

/// Tags as replies show them.
pub fn shown(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

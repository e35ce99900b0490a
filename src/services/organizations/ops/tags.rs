//! Tags of the root, of units, accounts and policies.

use std::collections::BTreeMap;

use super::{constraint, error, invalid, page};
use crate::api::ApiError;
use crate::services::organizations::shapes::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, UntagResourceInput,
};
use crate::services::organizations::state::Organization;

/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_tagging.html>
const MAX_TAGS: usize = 50;

/// What can have tags: AWS's own policies cannot.
fn target(of: &Organization, id: &str) -> Result<(), ApiError> {
    if of.name(id).is_some() || of.policies.contains_key(id) {
        return Ok(());
    }
    Err(error("TargetNotFoundException", "You specified a target that doesn't exist."))
}

/// Keys with AWS's prefix are for AWS to give: INVALID_SYSTEM_TAGS_PARAMETER.
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html>
fn own<'a>(mut keys: impl Iterator<Item = &'a String>) -> Result<(), ApiError> {
    if keys.any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(invalid(
            "You specified a tag key that is a system tag. You can't add, edit, or delete system \
             tag keys because they're reserved for Amazon Web Services use.",
        ));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html>
pub fn add(of: &mut Organization, input: &TagResourceInput) -> Result<(), ApiError> {
    target(of, &input.resource)?;
    let mut tags = of.tags.get(&input.resource).cloned().unwrap_or_default();
    tags.extend(given(Some(&input.tags))?);
    few(&tags)?;
    of.tags.insert(input.resource.clone(), tags);
    Ok(())
}

/// The tags that something is made with.
pub fn given(tags: Option<&Vec<Tag>>) -> Result<BTreeMap<String, String>, ApiError> {
    let tags = || tags.into_iter().flatten();
    own(tags().map(|tag| &tag.key))?;
    let found: BTreeMap<String, String> =
        tags().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    if found.len() < tags().count() {
        return Err(invalid("Tag keys must be unique among the tags attached to the same entity."));
    }
    few(&found)?;
    Ok(found)
}

fn few(tags: &BTreeMap<String, String>) -> Result<(), ApiError> {
    if tags.len() > MAX_TAGS {
        return Err(constraint("You have exceeded the number of tags allowed on this resource."));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_UntagResource.html>
pub fn remove(of: &mut Organization, input: &UntagResourceInput) -> Result<(), ApiError> {
    target(of, &input.resource)?;
    own(input.keys.iter())?;
    if let Some(tags) = of.tags.get_mut(&input.resource) {
        tags.retain(|key, _| !input.keys.contains(key));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTagsForResource.html>
pub fn list(
    of: &Organization,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    target(of, &input.resource)?;
    let tags = of.tags.get(&input.resource).into_iter().flatten();
    let tags = tags.map(|(key, value)| Tag { key: key.clone(), value: value.clone() });
    let (tags, next_token) = page(tags.collect(), input.next_token.as_ref(), None)?;
    Ok(ListTagsForResourceOutput { tags, next_token })
}

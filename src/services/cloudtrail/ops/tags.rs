//! Tags of trails.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AddTags.html>. AWS documents
//! no texts for the errors, so these are ours.

use std::collections::BTreeSet;

use super::find;
use crate::api::{ApiError, page};
use crate::services::cloudtrail::shapes::{
    ListTagsInput, ListTagsOutput, ResourceTag, Tag, TagsInput,
};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::Trail;
use crate::sim::scope::Scope;

const MAX_TAGS: usize = 50;
/// How many resources one request asks for at most.
const MAX_RESOURCES: usize = 20;

/// The tags a resource has once others are added.
pub fn checked(old: &[(String, String)], given: &[Tag]) -> Result<Vec<(String, String)>, ApiError> {
    let invalid = |text: String| Err(ApiError::new("InvalidTagParameterException", text));
    let keys: BTreeSet<&str> = given.iter().map(|tag| tag.key.as_str()).collect();
    if keys.len() < given.len() {
        return invalid("A tag key is given twice.".to_owned());
    }
    if let Some(key) = keys.iter().find(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return invalid(format!("The tag key {key} begins with aws:, which is kept for AWS."));
    }
    let kept = old.iter().filter(|(key, _)| !keys.contains(key.as_str())).cloned();
    let value = |tag: &Tag| tag.value.clone().unwrap_or_default();
    let all: Vec<(String, String)> =
        kept.chain(given.iter().map(|tag| (tag.key.clone(), value(tag)))).collect();
    if all.len() > MAX_TAGS {
        let text = format!("A trail has at most {MAX_TAGS} tags.");
        return Err(ApiError::new("TagsLimitExceededException", text));
    }
    Ok(all)
}

/// The trail, which is named by its ARN alone.
fn named<'a>(state: &'a State, scope: Scope, resource: &str) -> Result<&'a Trail, ApiError> {
    if !resource.starts_with("arn:") {
        let text = format!("The resource {resource} is not named by its ARN.");
        return Err(ApiError::new("CloudTrailARNInvalidException", text));
    }
    let kind = resource.splitn(6, ':').nth(5).and_then(|rest| rest.split_once('/'));
    if let Some((other @ ("eventdatastore" | "dashboard" | "channel"), _)) = kind {
        return Err(ApiError::not_simulated(format!("{other} (cloudtrail)")));
    }
    let missing = |error: ApiError| match error.code.as_str() {
        "TrailNotFoundException" => {
            let text = format!("The resource {resource} does not exist.");
            ApiError::new("ResourceNotFoundException", text)
        }
        _ => error,
    };
    find::trail(state, scope, resource).map_err(missing)
}

/// A trail of every Region is tagged at its home.
fn to_change<'a>(
    state: &'a mut State,
    scope: Scope,
    resource: &str,
) -> Result<&'a mut Trail, ApiError> {
    named(state, scope, resource)?;
    find::to_change(state, scope, resource)
}

pub fn add(state: &mut State, scope: Scope, input: &TagsInput) -> Result<(), ApiError> {
    let trail = to_change(state, scope, &input.resource)?;
    trail.tags = checked(&trail.tags, &input.tags)?;
    Ok(())
}

/// Takes tags off; with a value, only those that have it.
pub fn remove(state: &mut State, scope: Scope, input: &TagsInput) -> Result<(), ApiError> {
    let trail = to_change(state, scope, &input.resource)?;
    trail.tags.retain(|(key, value)| {
        let hit = |tag: &Tag| tag.key == *key && tag.value.as_ref().is_none_or(|it| it == value);
        !input.tags.iter().any(hit)
    });
    Ok(())
}

pub fn list(
    state: &State,
    scope: Scope,
    input: &ListTagsInput,
) -> Result<ListTagsOutput, ApiError> {
    let found = input.resources.iter().map(|resource| {
        let trail = named(state, scope, resource)?;
        let tag =
            |(key, value): &(String, String)| Tag { key: key.clone(), value: Some(value.clone()) };
        let tags = trail.tags.iter().map(tag).collect();
        Ok(ResourceTag { resource: resource.clone(), tags })
    });
    let found = found.collect::<Result<Vec<ResourceTag>, ApiError>>()?;
    let invalid = || ApiError::new("InvalidTokenException", "The next token is not valid.");
    let token = input.next_token.as_deref();
    let (tags, next_token) = page::page(found, token, MAX_RESOURCES).ok_or_else(invalid)?;
    Ok(ListTagsOutput { tags, next_token })
}

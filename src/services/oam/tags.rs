//! Tags of sinks and links.

use std::collections::BTreeMap;

use super::api::{ListTagsInput, ListTagsOutput, TagResourceInput, UntagResourceInput};
use super::ops::missing;
use super::state::State;
use crate::api::ApiError;
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// Tags by key.
type Tags = BTreeMap<String, String>;

/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_TagResource.html>
const MAX_TAGS: usize = 50;

/// Tags as they are given: 50 at most, keys and values of a length.
pub(super) fn given(tags: Option<&Tags>) -> Result<Tags, ApiError> {
    let tags = tags.cloned().unwrap_or_default();
    let long = |(key, value): (&String, &String)| {
        key.is_empty() || key.chars().count() > 128 || value.chars().count() > 256
    };
    if tags.iter().any(long) {
        let text = "The value of a parameter in the request caused an error.";
        return Err(ApiError::new("ValidationException", text));
    }
    few(&tags)?;
    Ok(tags)
}

fn few(tags: &Tags) -> Result<(), ApiError> {
    if tags.len() > MAX_TAGS {
        let text = "A resource can have no more than 50 tags.";
        return Err(ApiError::new("TooManyTagsException", text));
    }
    Ok(())
}

/// Those of the caller's own sink or link.
fn own<'a>(state: &'a mut State, ctx: &Ctx<'_>, arn: &str) -> Result<&'a mut Tags, ApiError> {
    let State { sinks, links, .. } = state;
    let sink = sinks.get_mut(&ctx.scope).filter(|sink| sink.arn.as_str() == arn);
    if let Some(sink) = sink {
        return Ok(&mut sink.tags);
    }
    let link = Arn::parse(arn).and_then(|arn| links.get_mut(&arn));
    let link = link.filter(|link| link.scope == ctx.scope);
    link.map(|link| &mut link.tags).ok_or_else(missing)
}

/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_TagResource.html>
pub(super) fn add(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &TagResourceInput,
) -> Result<(), ApiError> {
    let new = given(Some(&input.tags))?;
    let held = own(state, ctx, &input.resource_arn)?;
    let mut all = held.clone();
    all.extend(new);
    few(&all)?;
    *held = all;
    Ok(())
}

/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_UntagResource.html>
pub(super) fn remove(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UntagResourceInput,
) -> Result<(), ApiError> {
    own(state, ctx, &input.resource_arn)?.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_ListTagsForResource.html>
pub(super) fn list(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ListTagsInput,
) -> Result<ListTagsOutput, ApiError> {
    Ok(ListTagsOutput { tags: own(state, ctx, &input.resource_arn)?.clone() })
}

impl State {
    /// The tags of a sink or link.
    pub fn tags(&self, arn: &Arn) -> Option<&Tags> {
        let sink = self.sinks.values().find(|sink| sink.arn == *arn).map(|sink| &sink.tags);
        sink.or_else(|| self.links.get(arn).map(|link| &link.tags))
    }
}

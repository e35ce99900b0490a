//! Tags of analyzers.

use std::collections::BTreeMap;

use super::ops::missing;
use super::shapes::{
    ListTagsForResourceInput, ListTagsForResourceOutput, TagResourceInput, UntagResourceInput,
};
use super::state::{Analyzer, State};
use crate::api::ApiError;
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// The most tags of a resource.
/// <https://docs.aws.amazon.com/general/latest/gr/aws_tagging.html>
const MOST: usize = 50;

/// Checks tags; of what is wrong the words are ours.
/// <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html>
pub(super) fn check(tags: &BTreeMap<String, String>) -> Result<(), ApiError> {
    let wrong = |text: &str| Err(ApiError::new("ValidationException", text));
    for (key, value) in tags {
        if !(1..=128).contains(&key.chars().count()) || value.chars().count() > 256 {
            return wrong("A tag key has 1 to 128 characters, and a value at most 256");
        }
        if key.starts_with("aws:") {
            return wrong("Tag keys that begin with aws: are reserved");
        }
    }
    if tags.len() > MOST {
        return wrong("A resource has at most 50 tags");
    }
    Ok(())
}

fn of<'a>(state: &'a mut State, ctx: &Ctx<'_>, arn: &str) -> Result<&'a mut Analyzer, ApiError> {
    let own = Arn::parse(arn).and_then(|arn| arn.account()) == Some(ctx.scope.account);
    let found = state.analyzers.values_mut().find(|one| own && one.arn.as_str() == arn);
    found.ok_or_else(|| missing(arn))
}

pub(super) fn tag(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &TagResourceInput,
) -> Result<(), ApiError> {
    let analyzer = of(state, ctx, &input.resource_arn)?;
    check(&input.tags)?;
    let mut all = analyzer.tags.clone();
    all.extend(input.tags.clone());
    check(&all)?;
    analyzer.tags = all;
    Ok(())
}

pub(super) fn untag(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UntagResourceInput,
) -> Result<(), ApiError> {
    let analyzer = of(state, ctx, &input.resource_arn)?;
    analyzer.tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    let tags = of(state, ctx, &input.resource_arn)?.tags.clone();
    Ok(ListTagsForResourceOutput { tags })
}

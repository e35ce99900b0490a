//! Tags of functions.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html>. Texts: as people met
//! them.

use super::super::name::Named;
use super::super::shapes::{ListTagsInput, ListTagsOutput, TagResourceInput, UntagResourceInput};
use super::super::state::State;
use super::{found, invalid, meant, not_found};
use crate::api::ApiError;
use crate::sim::Ctx;

/// How many tags a function may have.
const MOST: usize = 50;

/// What an ARN of something with tags looks like.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html>
const PATTERN: &str = "arn:(aws[a-zA-Z-]*):lambda:\
     [a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:\
     (function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|\
     code-signing-config:csc-[a-z0-9]{17}|\
     event-source-mapping:[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})";

/// The function of an ARN: only functions themselves have tags.
fn tagged(ctx: &Ctx<'_>, resource: &str) -> Result<Named, ApiError> {
    if !resource.starts_with("arn:aws:lambda:") || !resource.contains(":function:") {
        let text = format!(
            "1 validation error detected: Value '{resource}' at 'resource' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: {PATTERN}"
        );
        return Err(ApiError::new("ValidationException", text));
    }
    let named = meant(ctx, resource, None)?;
    if named.qualifier.is_some() {
        return Err(invalid(
            "Tags on function aliases and versions are not supported. Please specify a function \
             ARN.",
        ));
    }
    Ok(named)
}

pub fn tag(state: &mut State, ctx: &Ctx<'_>, input: &TagResourceInput) -> Result<(), ApiError> {
    let named = tagged(ctx, &input.resource)?;
    let mut tags = found(state, &named)?.tags.clone();
    tags.extend(input.tags.clone());
    if tags.len() > MOST {
        return Err(invalid("Number of tags exceeds resource tag limit."));
    }
    let function = state.functions.get_mut(&named.function);
    function.ok_or_else(|| not_found(&named))?.tags = tags;
    Ok(())
}

pub fn untag(state: &mut State, ctx: &Ctx<'_>, input: &UntagResourceInput) -> Result<(), ApiError> {
    let named = tagged(ctx, &input.resource)?;
    let function = state.functions.get_mut(&named.function);
    let function = function.ok_or_else(|| not_found(&named))?;
    function.tags.retain(|key, _| !input.keys.contains(key));
    Ok(())
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListTagsInput,
) -> Result<ListTagsOutput, ApiError> {
    let named = tagged(ctx, &input.resource)?;
    Ok(ListTagsOutput { tags: found(state, &named)?.tags.clone() })
}

//! Tags of tables.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html>

use std::collections::BTreeMap;

use super::super::shapes::{
    ListTagsOfResourceInput, ListTagsOfResourceOutput, Tag, TagResourceInput, UntagResourceInput,
};
use super::super::state::{State, Table};
use super::{invalid, missing, to_change};
use crate::api::{ApiError, page};
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// How many tags a table may have.
const MAX: usize = 50;
/// How many tags a page of them has: ours, as AWS says only that there are pages.
const PAGE: usize = 10;

/// The table of an ARN.
pub(super) fn of_arn<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    given: &str,
) -> Result<&'a Table, ApiError> {
    let arn = Arn::parse(given).filter(|arn| {
        let named = arn.rest().strip_prefix("table/");
        arn.service() == "dynamodb" && named.is_some_and(|name| !name.contains('/'))
    });
    let arn = arn.ok_or_else(|| {
        invalid(format!("Invalid TableArn: Invalid ResourceArn provided as input {given}"))
    })?;
    let here = arn.region() == Some(ctx.scope.region);
    state.table(&arn, ctx.now).filter(|_| here).ok_or_else(|| {
        missing(format!("Requested resource not found: ResourcArn: {given} not found"))
    })
}

/// Tags as they are given, no key twice.
pub(super) fn read(given: &[Tag]) -> Result<BTreeMap<String, String>, ApiError> {
    let mut tags = BTreeMap::new();
    for tag in given {
        if tags.insert(tag.key.clone(), tag.value.clone()).is_some() {
            return Err(invalid(format!(
                "One or more parameter values were invalid: Found duplicate tag keys: {}",
                tag.key
            )));
        }
    }
    counted(tags)
}

fn counted(tags: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, ApiError> {
    if tags.len() > MAX {
        return Err(invalid(format!("Number of tags exceeds the limit: {MAX}")));
    }
    Ok(tags)
}

pub fn tag(state: &mut State, ctx: &Ctx<'_>, input: &TagResourceInput) -> Result<(), ApiError> {
    let table = of_arn(state, ctx, &input.resource)?;
    if input.tags.is_empty() {
        return Err(invalid("Atleast one Tag needs to be provided as Input."));
    }
    let mut tags = table.tags.clone();
    tags.extend(read(&input.tags)?);
    let (tags, arn) = (counted(tags)?, table.arn.clone());
    to_change(state, &arn)?.tags = tags;
    Ok(())
}

pub fn untag(state: &mut State, ctx: &Ctx<'_>, input: &UntagResourceInput) -> Result<(), ApiError> {
    let arn = of_arn(state, ctx, &input.resource)?.arn.clone();
    if input.keys.is_empty() {
        return Err(invalid("Atleast one Tag Key needs to be provided as Input."));
    }
    to_change(state, &arn)?.tags.retain(|key, _| !input.keys.contains(key));
    Ok(())
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListTagsOfResourceInput,
) -> Result<ListTagsOfResourceOutput, ApiError> {
    let tags = &of_arn(state, ctx, &input.resource)?.tags;
    let shown = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    let tags = tags.iter().map(shown).collect();
    let (tags, token) = page::page(tags, input.token.as_deref(), PAGE)
        .ok_or_else(|| invalid("Invalid NextToken"))?;
    Ok(ListTagsOfResourceOutput { tags, token })
}

//! Tags of groups. What is on a group already, instances get when they are launched.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html>

use std::collections::BTreeMap;

use super::{group, group_mut, page};
use crate::api::ApiError;
use crate::services::autoscaling::errors::validation;
use crate::services::autoscaling::shapes::groups::{Filter, Tag};
use crate::services::autoscaling::shapes::rest::{
    DescribeTagsInput, DescribeTagsOutput, TagsInput,
};
use crate::services::autoscaling::state::{Group, GroupTag, State};
use crate::sim::Ctx;

/// The most tags of a group.
const MOST: usize = 50;

/// Tags as they are given.
pub fn read(tags: &[Tag]) -> Result<BTreeMap<String, GroupTag>, ApiError> {
    let mut read = BTreeMap::new();
    for tag in tags {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(validation("Tag keys starting with 'aws:' are reserved for internal use"));
        }
        let value = tag.value.clone().unwrap_or_default();
        let propagate = tag.propagate_at_launch.unwrap_or(false);
        read.insert(tag.key.clone(), GroupTag { value, propagate });
    }
    Ok(read)
}

/// The tags of a group as they are shown.
pub fn of_group(group: &Group) -> Vec<Tag> {
    let shown = |(key, tag): (&String, &GroupTag)| Tag {
        resource_id: Some(group.name.clone()),
        resource_type: Some("auto-scaling-group".to_owned()),
        key: key.clone(),
        value: Some(tag.value.clone()),
        propagate_at_launch: Some(tag.propagate),
    };
    group.tags.iter().map(shown).collect()
}

/// The group a tag is for.
fn resource(tag: &Tag) -> Result<&str, ApiError> {
    match tag.resource_type.as_deref() {
        Some("auto-scaling-group") => {}
        _ => return Err(validation("The tag's ResourceType must be auto-scaling-group")),
    }
    tag.resource_id.as_deref().ok_or_else(|| validation("The tag must have a ResourceId"))
}

/// Adds tags, or gives those there are new values.
pub fn put(state: &mut State, ctx: &Ctx<'_>, input: &TagsInput) -> Result<(), ApiError> {
    let mut all: BTreeMap<&str, BTreeMap<String, GroupTag>> = BTreeMap::new();
    for tag in &input.tags {
        let name = resource(tag)?;
        let known = group(state, ctx, name)?;
        let tags = all.entry(name).or_insert_with(|| known.tags.clone());
        tags.extend(read(std::slice::from_ref(tag))?);
        if tags.len() > MOST {
            return Err(ApiError::new("LimitExceeded", "Tag limit exceeded for the group"));
        }
    }
    for (name, tags) in all {
        group_mut(state, ctx, name)?.tags = tags;
    }
    Ok(())
}

/// Removes tags; with a value, only if it is that one.
pub fn delete(state: &mut State, ctx: &Ctx<'_>, input: &TagsInput) -> Result<(), ApiError> {
    for tag in &input.tags {
        group(state, ctx, resource(tag)?)?;
    }
    for tag in &input.tags {
        let known = group_mut(state, ctx, resource(tag)?)?;
        let other = |kept: &GroupTag| tag.value.as_ref().is_some_and(|v| *v != kept.value);
        if !known.tags.get(&tag.key).is_some_and(other) {
            known.tags.remove(&tag.key);
        }
    }
    Ok(())
}

/// Describes tags.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeTagsInput,
) -> Result<DescribeTagsOutput, ApiError> {
    let filters = input.filters.as_deref().unwrap_or_default();
    for filter in filters {
        let name = filter.name.as_deref().unwrap_or_default();
        if !matches!(name, "auto-scaling-group" | "key" | "value" | "propagate-at-launch") {
            return Err(validation(format!("Invalid filter name: {name}")));
        }
    }
    let tags = state.groups(ctx.scope).flat_map(of_group);
    let found = tags.filter(|tag| filters.iter().all(|filter| passes(filter, tag))).collect();
    let (tags, next_token) = page(found, input.next_token.as_ref(), input.max_records, (50, 100))?;
    Ok(DescribeTagsOutput { tags, next_token })
}

fn passes(filter: &Filter, tag: &Tag) -> bool {
    let text = match filter.name.as_deref() {
        Some("auto-scaling-group") => tag.resource_id.clone(),
        Some("key") => Some(tag.key.clone()),
        Some("value") => tag.value.clone(),
        _ => tag.propagate_at_launch.map(|propagate| propagate.to_string()),
    };
    let values = filter.values.as_deref().unwrap_or_default();
    text.is_some_and(|text| values.contains(&text))
}

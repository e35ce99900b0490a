//! Making, deleting and describing placement groups.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreatePlacementGroup.html>

use serde_json::{Value, json};

use super::tags;
use crate::api::ApiError;
use crate::services::ec2::errors::{dry_run, invalid_value, missing};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::placement::{PlacementGroup, Strategy, strategy, unknown};
use crate::services::ec2::shapes::placement::{
    CreatePlacementGroupInput, CreatePlacementGroupOutput, DeletePlacementGroupInput,
    DescribePlacementGroupsInput, DescribePlacementGroupsOutput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{self, without_nulls};
use crate::sim::Ctx;

const FILTERS: Table = &[
    ("group-arn", "GroupArn"),
    ("group-name", "GroupName"),
    ("spread-level", "SpreadLevel"),
    ("state", "State"),
    ("strategy", "Strategy"),
    ("tag-key", "Tags.Key"),
];

/// Makes a placement group.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreatePlacementGroupInput,
) -> Result<CreatePlacementGroupOutput, ApiError> {
    let name = input.group_name.as_deref().ok_or_else(|| missing("groupName"))?;
    if name.is_empty() || name.len() > 255 || !name.is_ascii() {
        // AWS documents the bound and no text; these words are ours.
        return Err(invalid_value("Placement group names are 1 to 255 ASCII characters"));
    }
    let (given, level) = (input.strategy.as_deref(), input.spread_level.as_deref());
    let strategy = strategy(given, input.partition_count, level)?;
    if state.placement_group(ctx.scope, name).is_some() {
        let text = format!("The placement group '{name}' already exists.");
        return Err(ApiError::new("InvalidPlacementGroup.Duplicate", text));
    }
    let tags = tags::of_one(input.tag_specifications.as_deref(), "placement-group")?;
    dry_run(input.dry_run)?;
    let id = state.new_id(ctx.scope.region, "pg");
    let group =
        PlacementGroup { id: id.clone(), scope: ctx.scope, name: name.to_owned(), strategy };
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, id), tags);
    }
    let placement_group = shown(state, &group);
    state.placements.insert((ctx.scope, name.to_owned()), group);
    Ok(CreatePlacementGroupOutput { placement_group })
}

/// Deletes a placement group without instances.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeletePlacementGroupInput,
) -> Result<(), ApiError> {
    let name = &input.group_name;
    let group = state.placement_group(ctx.scope, name).ok_or_else(|| unknown(name))?;
    if state.seated(group).next().is_some() {
        let text = format!("The placement group '{name}' is in use and may not be deleted.");
        return Err(ApiError::new("InvalidPlacementGroup.InUse", text));
    }
    dry_run(input.dry_run)?;
    let id = group.id.clone();
    state.placements.remove(&(ctx.scope, name.clone()));
    state.tags.remove(&(ctx.scope, id));
    Ok(())
}

/// Describes placement groups.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribePlacementGroupsInput,
) -> Result<DescribePlacementGroupsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let names = input.group_names.as_deref().unwrap_or_default();
    let ids = input.group_ids.as_deref().unwrap_or_default();
    for name in names {
        state.placement_group(ctx.scope, name).ok_or_else(|| unknown(name))?;
    }
    for id in ids {
        let known = state.placement_groups(ctx.scope).any(|group| group.id == *id);
        known.then_some(()).ok_or_else(|| unknown(id))?;
    }
    dry_run(input.dry_run)?;
    let all = names.is_empty() && ids.is_empty();
    let asked =
        |group: &&PlacementGroup| all || names.contains(&group.name) || ids.contains(&group.id);
    let found = state.placement_groups(ctx.scope).filter(asked).map(|group| shown(state, group));
    let placement_groups = found.filter(|item| filters.pass(item)).collect();
    Ok(DescribePlacementGroupsOutput { placement_groups })
}

fn shown(state: &State, group: &PlacementGroup) -> Value {
    let tags = state.tags(group.scope, &group.id).filter(|tags| !tags.is_empty());
    let arn = group.scope.arn("ec2", &format!("placement-group/{}", group.name));
    let partitions = match group.strategy {
        Strategy::Partition(count) => Some(count),
        _ => None,
    };
    without_nulls(json!({
        "GroupName": group.name,
        "State": "available",
        "Strategy": group.strategy.name(),
        "PartitionCount": partitions,
        "GroupId": group.id,
        "Tags": tags.map(view::tags),
        "GroupArn": arn.as_str(),
        "SpreadLevel": (group.strategy == Strategy::Spread).then_some("rack"),
    }))
}

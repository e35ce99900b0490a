//! Members of the requests and replies about placement groups.

use serde_json::Value;

use super::{Filter, TagSpecification};
use crate::shape;

shape! {
    /// Input of CreatePlacementGroup.
    pub struct CreatePlacementGroupInput {
        partition_count: Option<i32> => "PartitionCount",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        spread_level: Option<String> => "SpreadLevel",
        dry_run: Option<bool> => "DryRun",
        group_name: Option<String> => "GroupName",
        strategy: Option<String> => "Strategy",
    }
    refused { "LinkedGroupId", "Operator" }

    /// Output of CreatePlacementGroup.
    pub struct CreatePlacementGroupOutput {
        placement_group: Value => "PlacementGroup",
    }

    /// Input of DeletePlacementGroup.
    pub struct DeletePlacementGroupInput {
        dry_run: Option<bool> => "DryRun",
        group_name: String => "GroupName" [required()],
    }

    /// Input of DescribePlacementGroups.
    pub struct DescribePlacementGroupsInput {
        group_ids: Option<Vec<String>> => "GroupIds",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        group_names: Option<Vec<String>> => "GroupNames",
    }

    /// Output of DescribePlacementGroups.
    pub struct DescribePlacementGroupsOutput {
        placement_groups: Vec<Value> => "PlacementGroups",
    }
}

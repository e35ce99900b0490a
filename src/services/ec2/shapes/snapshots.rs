//! Members of the requests and replies about snapshots.

use serde_json::Value;

use super::{Filter, TagSpecification};
use crate::shape;

shape! {
    /// Input of CreateSnapshot.
    pub struct CreateSnapshotInput {
        description: Option<String> => "Description",
        volume_id: String => "VolumeId" [required()],
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        dry_run: Option<bool> => "DryRun",
    }
    refused { "OutpostArn", "Location" }

    /// A snapshot that was begun.
    pub struct SnapshotOutput {
        tags: Vec<Value> => "Tags",
        snapshot_id: String => "SnapshotId",
        volume_id: String => "VolumeId",
        state: String => "State",
        start_time: Value => "StartTime",
        progress: String => "Progress",
        owner_id: String => "OwnerId",
        description: String => "Description",
        volume_size: i32 => "VolumeSize",
        encrypted: bool => "Encrypted",
    }

    /// The instance whose volumes are kept.
    pub struct InstanceSpecification {
        instance_id: String => "InstanceId" [required()],
        exclude_boot_volume: Option<bool> => "ExcludeBootVolume",
        exclude_data_volume_ids: Option<Vec<String>> => "ExcludeDataVolumeIds",
    }

    /// Input of CreateSnapshots.
    pub struct CreateSnapshotsInput {
        description: Option<String> => "Description",
        instance_specification: InstanceSpecification => "InstanceSpecification" [required()],
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        dry_run: Option<bool> => "DryRun",
        copy_tags_from_source: Option<String> => "CopyTagsFromSource" [one_of(&["volume"])],
    }
    refused { "OutpostArn", "Location" }

    /// Output of CreateSnapshots.
    pub struct CreateSnapshotsOutput {
        snapshots: Vec<Value> => "Snapshots",
    }

    /// Input of CopySnapshot.
    pub struct CopySnapshotInput {
        description: Option<String> => "Description",
        destination_region: Option<String> => "DestinationRegion",
        encrypted: Option<bool> => "Encrypted",
        kms_key_id: Option<String> => "KmsKeyId",
        source_region: String => "SourceRegion" [required()],
        source_snapshot_id: String => "SourceSnapshotId" [required()],
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        dry_run: Option<bool> => "DryRun",
    }
    refused {
        "DestinationOutpostArn", "PresignedUrl", "CompletionDurationMinutes",
        "DestinationAvailabilityZone",
    }

    /// Output of CopySnapshot.
    pub struct CopySnapshotOutput {
        tags: Option<Vec<Value>> => "Tags",
        snapshot_id: String => "SnapshotId",
    }

    /// Input of DescribeSnapshots.
    pub struct DescribeSnapshotsInput {
        max_results: Option<i32> => "MaxResults",
        next_token: Option<String> => "NextToken",
        owner_ids: Option<Vec<String>> => "OwnerIds",
        restorable_by_user_ids: Option<Vec<String>> => "RestorableByUserIds",
        snapshot_ids: Option<Vec<String>> => "SnapshotIds",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
    }

    /// Output of DescribeSnapshots.
    pub struct DescribeSnapshotsOutput {
        next_token: Option<String> => "NextToken",
        snapshots: Vec<Value> => "Snapshots",
    }

    /// Input of DeleteSnapshot.
    pub struct DeleteSnapshotInput {
        snapshot_id: String => "SnapshotId" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Who may make volumes of a snapshot.
    pub struct CreateVolumePermission {
        user_id: Option<String> => "UserId",
        group: Option<String> => "Group",
    }

    /// Who is to be allowed it, and who no longer.
    pub struct CreateVolumePermissionModifications {
        add: Option<Vec<CreateVolumePermission>> => "Add",
        remove: Option<Vec<CreateVolumePermission>> => "Remove",
    }

    /// Input of ModifySnapshotAttribute.
    pub struct ModifySnapshotAttributeInput {
        attribute: Option<String> => "Attribute"
            [one_of(&["productCodes", "createVolumePermission"])],
        create_volume_permission: Option<CreateVolumePermissionModifications>
            => "CreateVolumePermission",
        group_names: Option<Vec<String>> => "GroupNames",
        operation_type: Option<String> => "OperationType" [one_of(&["add", "remove"])],
        snapshot_id: String => "SnapshotId" [required()],
        user_ids: Option<Vec<String>> => "UserIds",
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of DescribeSnapshotAttribute.
    pub struct DescribeSnapshotAttributeInput {
        attribute: String => "Attribute"
            [required().one_of(&["productCodes", "createVolumePermission"])],
        snapshot_id: String => "SnapshotId" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of DescribeSnapshotAttribute.
    pub struct DescribeSnapshotAttributeOutput {
        snapshot_id: String => "SnapshotId",
        create_volume_permissions: Vec<CreateVolumePermission> => "CreateVolumePermissions",
    }

    /// Input of ResetSnapshotAttribute.
    pub struct ResetSnapshotAttributeInput {
        attribute: String => "Attribute"
            [required().one_of(&["productCodes", "createVolumePermission"])],
        snapshot_id: String => "SnapshotId" [required()],
        dry_run: Option<bool> => "DryRun",
    }
}

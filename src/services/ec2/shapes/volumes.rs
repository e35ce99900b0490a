//! Members of the requests and replies about volumes.

use serde_json::Value;

use super::{Filter, TagSpecification};
use crate::shape;

shape! {
    /// Input of CreateVolume.
    pub struct CreateVolumeInput {
        availability_zone: Option<String> => "AvailabilityZone",
        availability_zone_id: Option<String> => "AvailabilityZoneId",
        encrypted: Option<bool> => "Encrypted",
        iops: Option<i32> => "Iops",
        kms_key_id: Option<String> => "KmsKeyId",
        size: Option<i32> => "Size",
        snapshot_id: Option<String> => "SnapshotId",
        volume_type: Option<String> => "VolumeType",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        throughput: Option<i32> => "Throughput",
        client_token: Option<String> => "ClientToken",
        dry_run: Option<bool> => "DryRun",
    }
    refused {
        "OutpostArn", "MultiAttachEnabled", "VolumeInitializationRate", "Operator",
    }

    /// Output of CreateVolume.
    pub struct VolumeOutput {
        availability_zone_id: Option<String> => "AvailabilityZoneId",
        iops: Option<i32> => "Iops",
        tags: Option<Vec<Value>> => "Tags",
        volume_type: String => "VolumeType",
        multi_attach_enabled: bool => "MultiAttachEnabled",
        throughput: Option<i32> => "Throughput",
        operator: Value => "Operator",
        volume_arn: String => "VolumeArn",
        owner_id: String => "OwnerId",
        volume_id: String => "VolumeId",
        size: i32 => "Size",
        snapshot_id: String => "SnapshotId",
        availability_zone: String => "AvailabilityZone",
        state: String => "State",
        create_time: Value => "CreateTime",
        encrypted: bool => "Encrypted",
        kms_key_id: Option<String> => "KmsKeyId",
    }

    /// Input of DeleteVolume.
    pub struct DeleteVolumeInput {
        volume_id: String => "VolumeId" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of AttachVolume.
    pub struct AttachVolumeInput {
        device: String => "Device" [required()],
        instance_id: String => "InstanceId" [required()],
        volume_id: String => "VolumeId" [required()],
        dry_run: Option<bool> => "DryRun",
    }
    refused { "EbsCardIndex" }

    /// Input of DetachVolume.
    pub struct DetachVolumeInput {
        device: Option<String> => "Device",
        force: Option<bool> => "Force",
        instance_id: Option<String> => "InstanceId",
        volume_id: String => "VolumeId" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of AttachVolume and DetachVolume.
    pub struct VolumeAttachment {
        delete_on_termination: bool => "DeleteOnTermination",
        volume_id: String => "VolumeId",
        instance_id: String => "InstanceId",
        device: String => "Device",
        state: String => "State",
        attach_time: Value => "AttachTime",
    }

    /// Input of ModifyVolume.
    pub struct ModifyVolumeInput {
        dry_run: Option<bool> => "DryRun",
        volume_id: String => "VolumeId" [required()],
        size: Option<i32> => "Size",
        volume_type: Option<String> => "VolumeType",
        iops: Option<i32> => "Iops",
        throughput: Option<i32> => "Throughput",
    }
    refused { "MultiAttachEnabled" }

    /// Output of ModifyVolume.
    pub struct ModifyVolumeOutput {
        volume_modification: Value => "VolumeModification",
    }

    /// Input of DescribeVolumes, DescribeVolumeStatus and DescribeVolumesModifications.
    pub struct DescribeVolumesInput {
        volume_ids: Option<Vec<String>> => "VolumeIds",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults",
    }
    refused { "IncludeManagedResources" }

    /// Output of DescribeVolumes.
    pub struct DescribeVolumesOutput {
        next_token: Option<String> => "NextToken",
        volumes: Vec<Value> => "Volumes",
    }

    /// Output of DescribeVolumeStatus.
    pub struct DescribeVolumeStatusOutput {
        next_token: Option<String> => "NextToken",
        volume_statuses: Vec<Value> => "VolumeStatuses",
    }

    /// Input of DescribeVolumesModifications.
    pub struct DescribeVolumesModificationsInput {
        dry_run: Option<bool> => "DryRun",
        volume_ids: Option<Vec<String>> => "VolumeIds",
        filters: Option<Vec<Filter>> => "Filters",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults",
    }

    /// Output of DescribeVolumesModifications.
    pub struct DescribeVolumesModificationsOutput {
        next_token: Option<String> => "NextToken",
        volumes_modifications: Vec<Value> => "VolumesModifications",
    }
}

//! Members of the requests and replies about launch templates.

use serde_json::Value;

use super::credits::CreditSpecificationRequest;
use super::profiles::IamInstanceProfileSpecification;
use super::{
    BlockDeviceMapping, Filter, MetadataOptions, MonitoringEnabled, NetworkInterface, Placement,
    TagSpecification,
};
use crate::shape;

shape! {
    /// What a launch template says of a launch: members of RunInstances under the same names.
    pub struct LaunchTemplateData {
        ebs_optimized: Option<bool> => "EbsOptimized",
        iam_instance_profile: Option<IamInstanceProfileSpecification> => "IamInstanceProfile",
        block_device_mappings: Option<Vec<BlockDeviceMapping>> => "BlockDeviceMappings",
        network_interfaces: Option<Vec<NetworkInterface>> => "NetworkInterfaces",
        image_id: Option<String> => "ImageId",
        instance_type: Option<String> => "InstanceType",
        key_name: Option<String> => "KeyName",
        monitoring: Option<MonitoringEnabled> => "Monitoring",
        placement: Option<Placement> => "Placement",
        disable_api_termination: Option<bool> => "DisableApiTermination",
        instance_initiated_shutdown_behavior: Option<String>
            => "InstanceInitiatedShutdownBehavior",
        user_data: Option<String> => "UserData",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        security_group_ids: Option<Vec<String>> => "SecurityGroupIds",
        security_groups: Option<Vec<String>> => "SecurityGroups",
        metadata_options: Option<MetadataOptions> => "MetadataOptions",
        disable_api_stop: Option<bool> => "DisableApiStop",
        credit_specification: Option<CreditSpecificationRequest> => "CreditSpecification",
    }
    refused {
        "KernelId", "RamDiskId", "ElasticGpuSpecifications",
        "ElasticInferenceAccelerators", "InstanceMarketOptions",
        "CpuOptions", "CapacityReservationSpecification", "LicenseSpecifications",
        "HibernationOptions", "EnclaveOptions", "InstanceRequirements", "PrivateDnsNameOptions",
        "MaintenanceOptions", "Operator", "NetworkPerformanceOptions", "SecondaryInterfaces",
    }

    /// Which version of which template a launch begins from.
    pub struct LaunchTemplateSpecification {
        launch_template_id: Option<String> => "LaunchTemplateId",
        launch_template_name: Option<String> => "LaunchTemplateName",
        version: Option<String> => "Version",
    }

    /// Input of CreateLaunchTemplate.
    pub struct CreateLaunchTemplateInput {
        dry_run: Option<bool> => "DryRun",
        client_token: Option<String> => "ClientToken",
        launch_template_name: String => "LaunchTemplateName" [required().len(3, 128)],
        version_description: Option<String> => "VersionDescription" [len(0, 255)],
        launch_template_data: LaunchTemplateData => "LaunchTemplateData" [required()],
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
    }
    refused { "Operator", "SecondaryInterfaces" }

    /// Output of CreateLaunchTemplate.
    pub struct CreateLaunchTemplateOutput {
        launch_template: Value => "LaunchTemplate",
        warning: Option<Value> => "Warning",
    }

    /// Input of CreateLaunchTemplateVersion.
    pub struct CreateLaunchTemplateVersionInput {
        dry_run: Option<bool> => "DryRun",
        client_token: Option<String> => "ClientToken",
        launch_template_id: Option<String> => "LaunchTemplateId",
        launch_template_name: Option<String> => "LaunchTemplateName" [len(3, 128)],
        source_version: Option<String> => "SourceVersion",
        version_description: Option<String> => "VersionDescription" [len(0, 255)],
        launch_template_data: LaunchTemplateData => "LaunchTemplateData" [required()],
        resolve_alias: Option<bool> => "ResolveAlias",
    }

    /// Output of CreateLaunchTemplateVersion.
    pub struct CreateLaunchTemplateVersionOutput {
        launch_template_version: Value => "LaunchTemplateVersion",
        warning: Option<Value> => "Warning",
    }

    /// Input of ModifyLaunchTemplate.
    pub struct ModifyLaunchTemplateInput {
        dry_run: Option<bool> => "DryRun",
        client_token: Option<String> => "ClientToken",
        launch_template_id: Option<String> => "LaunchTemplateId",
        launch_template_name: Option<String> => "LaunchTemplateName" [len(3, 128)],
        default_version: Option<String> => "DefaultVersion",
    }

    /// Input of DeleteLaunchTemplate.
    pub struct DeleteLaunchTemplateInput {
        dry_run: Option<bool> => "DryRun",
        launch_template_id: Option<String> => "LaunchTemplateId",
        launch_template_name: Option<String> => "LaunchTemplateName" [len(3, 128)],
    }

    /// Output of ModifyLaunchTemplate and DeleteLaunchTemplate.
    pub struct LaunchTemplateOutput {
        launch_template: Value => "LaunchTemplate",
    }

    /// Input of DescribeLaunchTemplates.
    pub struct DescribeLaunchTemplatesInput {
        dry_run: Option<bool> => "DryRun",
        launch_template_ids: Option<Vec<String>> => "LaunchTemplateIds",
        launch_template_names: Option<Vec<String>> => "LaunchTemplateNames",
        filters: Option<Vec<Filter>> => "Filters",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1)],
    }

    /// Output of DescribeLaunchTemplates.
    pub struct DescribeLaunchTemplatesOutput {
        launch_templates: Vec<Value> => "LaunchTemplates",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DescribeLaunchTemplateVersions.
    pub struct DescribeLaunchTemplateVersionsInput {
        dry_run: Option<bool> => "DryRun",
        launch_template_id: Option<String> => "LaunchTemplateId",
        launch_template_name: Option<String> => "LaunchTemplateName" [len(3, 128)],
        versions: Option<Vec<String>> => "Versions",
        min_version: Option<String> => "MinVersion",
        max_version: Option<String> => "MaxVersion",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1)],
        filters: Option<Vec<Filter>> => "Filters",
        resolve_alias: Option<bool> => "ResolveAlias",
    }

    /// Output of DescribeLaunchTemplateVersions.
    pub struct DescribeLaunchTemplateVersionsOutput {
        launch_template_versions: Vec<Value> => "LaunchTemplateVersions",
        next_token: Option<String> => "NextToken",
    }
}

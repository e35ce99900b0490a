//! Launch configurations.

use crate::api::Timestamp;
use crate::shape;

shape! {
    /// A volume that is made with each instance.
    pub struct Ebs {
        snapshot_id: Option<String> => "SnapshotId" [len(1, 255)],
        volume_size: Option<i32> => "VolumeSize",
        volume_type: Option<String> => "VolumeType" [len(1, 255)],
        delete_on_termination: Option<bool> => "DeleteOnTermination",
        iops: Option<i32> => "Iops",
        encrypted: Option<bool> => "Encrypted",
        throughput: Option<i32> => "Throughput",
    }

    /// A device of the instances.
    pub struct BlockDeviceMapping {
        virtual_name: Option<String> => "VirtualName" [len(1, 255)],
        device_name: String => "DeviceName" [required().len(1, 255)],
        ebs: Option<Ebs> => "Ebs",
        no_device: Option<bool> => "NoDevice",
    }

    /// Whether monitoring is detailed.
    pub struct InstanceMonitoring {
        enabled: Option<bool> => "Enabled",
    }

    /// Options of the metadata service.
    pub struct InstanceMetadataOptions {
        http_tokens: Option<String> => "HttpTokens",
        http_put_response_hop_limit: Option<i32> => "HttpPutResponseHopLimit",
        http_endpoint: Option<String> => "HttpEndpoint",
    }

    /// Input of CreateLaunchConfiguration.
    pub struct CreateLaunchConfigurationInput {
        launch_configuration_name: String => "LaunchConfigurationName" [required().len(1, 255)],
        image_id: Option<String> => "ImageId" [len(1, 255)],
        key_name: Option<String> => "KeyName" [len(1, 255)],
        security_groups: Option<Vec<String>> => "SecurityGroups",
        user_data: Option<String> => "UserData" [len(0, 21847)],
        instance_id: Option<String> => "InstanceId" [len(1, 19)],
        instance_type: Option<String> => "InstanceType" [len(1, 255)],
        block_device_mappings: Option<Vec<BlockDeviceMapping>> => "BlockDeviceMappings",
        instance_monitoring: Option<InstanceMonitoring> => "InstanceMonitoring",
        iam_instance_profile: Option<String> => "IamInstanceProfile" [len(1, 1600)],
        ebs_optimized: Option<bool> => "EbsOptimized",
        associate_public_ip_address: Option<bool> => "AssociatePublicIpAddress",
        placement_tenancy: Option<String> => "PlacementTenancy" [len(1, 64)],
        metadata_options: Option<InstanceMetadataOptions> => "MetadataOptions",
        spot_price: Option<String> => "SpotPrice" [len(1, 255)],
    }
    refused { "ClassicLinkVPCId", "ClassicLinkVPCSecurityGroups", "KernelId", "RamdiskId" }

    /// Input of DeleteLaunchConfiguration.
    pub struct DeleteLaunchConfigurationInput {
        launch_configuration_name: String => "LaunchConfigurationName" [required().len(1, 255)],
    }

    /// Input of DescribeLaunchConfigurations.
    pub struct DescribeLaunchConfigurationsInput {
        launch_configuration_names: Option<Vec<String>> => "LaunchConfigurationNames"
            [items(1, 255)],
        next_token: Option<String> => "NextToken",
        max_records: Option<i32> => "MaxRecords",
    }

    /// A launch configuration.
    pub struct LaunchConfiguration {
        launch_configuration_name: String => "LaunchConfigurationName",
        launch_configuration_arn: String => "LaunchConfigurationARN",
        image_id: String => "ImageId",
        key_name: String => "KeyName",
        security_groups: Vec<String> => "SecurityGroups",
        classic_link_groups: Vec<String> => "ClassicLinkVPCSecurityGroups",
        user_data: String => "UserData",
        instance_type: String => "InstanceType",
        kernel_id: String => "KernelId",
        ramdisk_id: String => "RamdiskId",
        block_device_mappings: Vec<BlockDeviceMapping> => "BlockDeviceMappings",
        instance_monitoring: InstanceMonitoring => "InstanceMonitoring",
        spot_price: Option<String> => "SpotPrice",
        iam_instance_profile: Option<String> => "IamInstanceProfile",
        created_time: Timestamp => "CreatedTime",
        ebs_optimized: bool => "EbsOptimized",
        associate_public_ip_address: Option<bool> => "AssociatePublicIpAddress",
        placement_tenancy: Option<String> => "PlacementTenancy",
        metadata_options: Option<InstanceMetadataOptions> => "MetadataOptions",
    }

    /// Output of DescribeLaunchConfigurations.
    pub struct DescribeLaunchConfigurationsOutput {
        launch_configurations: Vec<LaunchConfiguration> => "LaunchConfigurations",
        next_token: Option<String> => "NextToken",
    }
}

//! Members of EC2's requests and replies.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html>. EC2 checks values
//! itself and in its own words, so bounds stand here only where the SDK looks at them. Replies too
//! irregular to be worth a type are documents, built in the order of the service model.

use serde_json::Value;

use crate::shape;

pub mod addresses;
pub mod console;
pub mod credits;
pub mod defaults;
pub mod groups;
pub mod keys;
pub mod maintenance;
pub mod placement;
pub mod profiles;
pub mod ranges;
pub mod snapshots;
pub mod spot;
pub mod templates;
pub mod volumes;

use credits::CreditSpecificationRequest;
use maintenance::MaintenanceOptionsRequest;
use profiles::IamInstanceProfileSpecification;
use spot::InstanceMarketOptionsRequest;
use templates::LaunchTemplateSpecification;

shape! {
    /// A filter.
    pub struct Filter {
        name: Option<String> => "Name",
        values: Option<Vec<String>> => "Values",
    }

    /// A tag.
    pub struct Tag {
        key: Option<String> => "Key",
        value: Option<String> => "Value",
    }

    /// Tags for what a launch creates.
    pub struct TagSpecification {
        resource_type: Option<String> => "ResourceType",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Whether monitoring is detailed.
    pub struct MonitoringEnabled {
        enabled: bool => "Enabled" [required()],
    }
    refused { "MetricCategoryIds" }

    /// Where an instance is to stand.
    pub struct Placement {
        availability_zone_id: Option<String> => "AvailabilityZoneId",
        tenancy: Option<String> => "Tenancy",
        group_name: Option<String> => "GroupName",
        group_id: Option<String> => "GroupId",
        availability_zone: Option<String> => "AvailabilityZone",
    }
    refused {
        "Affinity", "PartitionNumber", "HostId", "SpreadDomain", "HostResourceGroupArn",
    }

    /// A volume to be made at launch.
    pub struct EbsBlockDevice {
        delete_on_termination: Option<bool> => "DeleteOnTermination",
        volume_size: Option<i32> => "VolumeSize",
        volume_type: Option<String> => "VolumeType",
        encrypted: Option<bool> => "Encrypted",
        iops: Option<i32> => "Iops",
        kms_key_id: Option<String> => "KmsKeyId",
        snapshot_id: Option<String> => "SnapshotId",
        throughput: Option<i32> => "Throughput",
    }
    refused {
        "OutpostArn", "AvailabilityZone",
        "VolumeInitializationRate", "AvailabilityZoneId", "EbsCardIndex",
    }

    /// A device of an instance.
    pub struct BlockDeviceMapping {
        ebs: Option<EbsBlockDevice> => "Ebs",
        no_device: Option<String> => "NoDevice",
        device_name: Option<String> => "DeviceName",
        virtual_name: Option<String> => "VirtualName",
    }

    /// An IPv6 address an instance is to have.
    pub struct InstanceIpv6Address {
        ipv6_address: Option<String> => "Ipv6Address",
    }
    refused { "IsPrimaryIpv6" }

    /// The network interface a launch creates.
    pub struct NetworkInterface {
        associate_public_ip_address: Option<bool> => "AssociatePublicIpAddress",
        delete_on_termination: Option<bool> => "DeleteOnTermination",
        description: Option<String> => "Description",
        device_index: Option<i32> => "DeviceIndex",
        groups: Option<Vec<String>> => "Groups",
        ipv6_address_count: Option<i32> => "Ipv6AddressCount",
        ipv6_addresses: Option<Vec<InstanceIpv6Address>> => "Ipv6Addresses",
        subnet_id: Option<String> => "SubnetId",
    }
    refused {
        "NetworkInterfaceId", "PrivateIpAddress",
        "PrivateIpAddresses", "SecondaryPrivateIpAddressCount", "AssociateCarrierIpAddress",
        "InterfaceType", "NetworkCardIndex", "Ipv4Prefixes", "Ipv4PrefixCount", "Ipv6Prefixes",
        "Ipv6PrefixCount", "PrimaryIpv6", "EnaSrdSpecification",
        "ConnectionTrackingSpecification", "EnaQueueCount",
    }

    /// Options of the metadata service.
    pub struct MetadataOptions {
        http_tokens: Option<String> => "HttpTokens",
        http_put_response_hop_limit: Option<i32> => "HttpPutResponseHopLimit",
        http_endpoint: Option<String> => "HttpEndpoint",
        http_protocol_ipv6: Option<String> => "HttpProtocolIpv6",
        instance_metadata_tags: Option<String> => "InstanceMetadataTags",
    }

    /// Input of RunInstances.
    pub struct RunInstancesInput {
        block_device_mappings: Option<Vec<BlockDeviceMapping>> => "BlockDeviceMappings",
        image_id: Option<String> => "ImageId",
        instance_type: Option<String> => "InstanceType",
        ipv6_address_count: Option<i32> => "Ipv6AddressCount",
        ipv6_addresses: Option<Vec<InstanceIpv6Address>> => "Ipv6Addresses",
        key_name: Option<String> => "KeyName",
        max_count: i32 => "MaxCount" [required()],
        min_count: i32 => "MinCount" [required()],
        monitoring: Option<MonitoringEnabled> => "Monitoring",
        placement: Option<Placement> => "Placement",
        security_group_ids: Option<Vec<String>> => "SecurityGroupIds",
        security_groups: Option<Vec<String>> => "SecurityGroups",
        subnet_id: Option<String> => "SubnetId",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        metadata_options: Option<MetadataOptions> => "MetadataOptions",
        disable_api_stop: Option<bool> => "DisableApiStop",
        dry_run: Option<bool> => "DryRun",
        disable_api_termination: Option<bool> => "DisableApiTermination",
        instance_initiated_shutdown_behavior: Option<String>
            => "InstanceInitiatedShutdownBehavior",
        client_token: Option<String> => "ClientToken",
        network_interfaces: Option<Vec<NetworkInterface>> => "NetworkInterfaces",
        ebs_optimized: Option<bool> => "EbsOptimized",
        launch_template: Option<LaunchTemplateSpecification> => "LaunchTemplate",
        credit_specification: Option<CreditSpecificationRequest> => "CreditSpecification",
        maintenance_options: Option<MaintenanceOptionsRequest> => "MaintenanceOptions",
        iam_instance_profile: Option<IamInstanceProfileSpecification> => "IamInstanceProfile",
        user_data: Option<String> => "UserData",
        instance_market_options: Option<InstanceMarketOptionsRequest> => "InstanceMarketOptions",
    }
    refused {
        "KernelId", "RamdiskId",
        "ElasticGpuSpecification", "ElasticInferenceAccelerators",
        "CpuOptions",
        "CapacityReservationSpecification", "HibernationOptions", "LicenseSpecifications",
        "EnclaveOptions", "PrivateDnsNameOptions", "EnablePrimaryIpv6",
        "NetworkPerformanceOptions", "Operator", "SecondaryInterfaces", "PrivateIpAddress",
        "AdditionalInfo",
    }

    /// Output of RunInstances: a reservation.
    pub struct Reservation {
        reservation_id: String => "ReservationId",
        owner_id: String => "OwnerId",
        groups: Vec<Value> => "Groups",
        instances: Vec<Value> => "Instances",
    }

    /// Input of DescribeInstances.
    pub struct DescribeInstancesInput {
        instance_ids: Option<Vec<String>> => "InstanceIds",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults",
    }
    refused { "IncludeManagedResources" }

    /// Output of DescribeInstances.
    pub struct DescribeInstancesOutput {
        next_token: Option<String> => "NextToken",
        reservations: Vec<Reservation> => "Reservations",
    }

    /// Input of DescribeInstanceStatus.
    pub struct DescribeInstanceStatusInput {
        instance_ids: Option<Vec<String>> => "InstanceIds",
        max_results: Option<i32> => "MaxResults",
        next_token: Option<String> => "NextToken",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        include_all_instances: Option<bool> => "IncludeAllInstances",
    }
    refused { "IncludeManagedResources" }

    /// Output of DescribeInstanceStatus.
    pub struct DescribeInstanceStatusOutput {
        instance_statuses: Vec<Value> => "InstanceStatuses",
        next_token: Option<String> => "NextToken",
    }

    /// Input of calls that take instances and nothing else.
    pub struct InstancesInput {
        instance_ids: Vec<String> => "InstanceIds" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of StartInstances.
    pub struct StartInstancesInput {
        instance_ids: Vec<String> => "InstanceIds" [required()],
        dry_run: Option<bool> => "DryRun",
    }
    refused { "AdditionalInfo" }

    /// Input of StopInstances.
    pub struct StopInstancesInput {
        instance_ids: Vec<String> => "InstanceIds" [required()],
        hibernate: Option<bool> => "Hibernate",
        dry_run: Option<bool> => "DryRun",
        force: Option<bool> => "Force",
    }
    refused { "SkipOsShutdown" }

    /// Input of TerminateInstances.
    pub struct TerminateInstancesInput {
        instance_ids: Vec<String> => "InstanceIds" [required()],
        dry_run: Option<bool> => "DryRun",
    }
    refused { "Force", "SkipOsShutdown" }

    /// Input of MonitorInstances and UnmonitorInstances.
    pub struct MonitorInstancesInput {
        instance_ids: Vec<String> => "InstanceIds" [required()],
        dry_run: Option<bool> => "DryRun",
    }
    refused { "MetricCategoryIds" }

    /// A state.
    pub struct StateItem {
        code: i32 => "Code",
        name: String => "Name",
    }

    /// How an instance's state changed.
    pub struct InstanceStateChange {
        instance_id: String => "InstanceId",
        current_state: StateItem => "CurrentState",
        previous_state: StateItem => "PreviousState",
    }

    /// Output of StartInstances.
    pub struct StartInstancesOutput {
        starting_instances: Vec<InstanceStateChange> => "StartingInstances",
    }

    /// Output of StopInstances.
    pub struct StopInstancesOutput {
        stopping_instances: Vec<InstanceStateChange> => "StoppingInstances",
    }

    /// Output of TerminateInstances.
    pub struct TerminateInstancesOutput {
        terminating_instances: Vec<InstanceStateChange> => "TerminatingInstances",
    }

    /// Monitoring.
    pub struct MonitoringItem {
        state: String => "State",
    }

    /// Monitoring of an instance.
    pub struct InstanceMonitoring {
        instance_id: String => "InstanceId",
        monitoring: MonitoringItem => "Monitoring",
    }

    /// Output of MonitorInstances and UnmonitorInstances.
    pub struct MonitorInstancesOutput {
        instance_monitorings: Vec<InstanceMonitoring> => "InstanceMonitorings",
    }

    /// Input of CreateTags.
    pub struct CreateTagsInput {
        dry_run: Option<bool> => "DryRun",
        resources: Vec<String> => "Resources" [required()],
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of DeleteTags.
    pub struct DeleteTagsInput {
        dry_run: Option<bool> => "DryRun",
        resources: Vec<String> => "Resources" [required()],
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Input of DescribeTags.
    pub struct DescribeTagsInput {
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        max_results: Option<i32> => "MaxResults",
        next_token: Option<String> => "NextToken",
    }

    /// A tag with its resource.
    pub struct TagDescription {
        key: String => "Key",
        resource_id: String => "ResourceId",
        resource_type: String => "ResourceType",
        value: String => "Value",
    }

    /// Output of DescribeTags.
    pub struct DescribeTagsOutput {
        next_token: Option<String> => "NextToken",
        tags: Vec<TagDescription> => "Tags",
    }

    /// Input of DescribeImages.
    pub struct DescribeImagesInput {
        executable_users: Option<Vec<String>> => "ExecutableUsers",
        image_ids: Option<Vec<String>> => "ImageIds",
        owners: Option<Vec<String>> => "Owners",
        include_deprecated: Option<bool> => "IncludeDeprecated",
        max_results: Option<i32> => "MaxResults",
        next_token: Option<String> => "NextToken",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
    }
    refused { "IncludeDisabled" }

    /// Output of DescribeImages.
    pub struct DescribeImagesOutput {
        next_token: Option<String> => "NextToken",
        images: Vec<Value> => "Images",
    }

    /// Input of DescribeInstanceTypes.
    pub struct DescribeInstanceTypesInput {
        dry_run: Option<bool> => "DryRun",
        instance_types: Option<Vec<String>> => "InstanceTypes",
        filters: Option<Vec<Filter>> => "Filters",
        max_results: Option<i32> => "MaxResults" [min(5)],
        next_token: Option<String> => "NextToken",
    }
    refused { "IncludeUnsupportedInRegion" }

    /// Output of DescribeInstanceTypes.
    pub struct DescribeInstanceTypesOutput {
        instance_types: Vec<Value> => "InstanceTypes",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DescribeVpcs.
    pub struct DescribeVpcsInput {
        filters: Option<Vec<Filter>> => "Filters",
        vpc_ids: Option<Vec<String>> => "VpcIds",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(5)],
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of DescribeVpcs.
    pub struct DescribeVpcsOutput {
        next_token: Option<String> => "NextToken",
        vpcs: Vec<Value> => "Vpcs",
    }

    /// Input of DescribeSubnets.
    pub struct DescribeSubnetsInput {
        filters: Option<Vec<Filter>> => "Filters",
        subnet_ids: Option<Vec<String>> => "SubnetIds",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(5)],
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of DescribeSubnets.
    pub struct DescribeSubnetsOutput {
        next_token: Option<String> => "NextToken",
        subnets: Vec<Value> => "Subnets",
    }

    /// Input of DescribeSecurityGroups.
    pub struct DescribeSecurityGroupsInput {
        group_ids: Option<Vec<String>> => "GroupIds",
        group_names: Option<Vec<String>> => "GroupNames",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(5)],
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
    }

    /// Output of DescribeSecurityGroups.
    pub struct DescribeSecurityGroupsOutput {
        next_token: Option<String> => "NextToken",
        security_groups: Vec<Value> => "SecurityGroups",
    }

    /// Input of DescribeRegions.
    pub struct DescribeRegionsInput {
        region_names: Option<Vec<String>> => "RegionNames",
        all_regions: Option<bool> => "AllRegions",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
    }

    /// Output of DescribeRegions.
    pub struct DescribeRegionsOutput {
        regions: Vec<Value> => "Regions",
    }

    /// Input of DescribeAvailabilityZones.
    pub struct DescribeAvailabilityZonesInput {
        zone_names: Option<Vec<String>> => "ZoneNames",
        zone_ids: Option<Vec<String>> => "ZoneIds",
        all_availability_zones: Option<bool> => "AllAvailabilityZones",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
    }

    /// Output of DescribeAvailabilityZones.
    pub struct DescribeAvailabilityZonesOutput {
        availability_zones: Vec<Value> => "AvailabilityZones",
    }

    /// Input of DescribeInstanceAttribute.
    pub struct DescribeInstanceAttributeInput {
        dry_run: Option<bool> => "DryRun",
        instance_id: String => "InstanceId" [required()],
        attribute: String => "Attribute" [required()],
    }

    /// A truth value in an attribute.
    pub struct BooleanValue {
        value: Option<bool> => "Value",
    }

    /// A text in an attribute.
    pub struct TextValue {
        value: Option<String> => "Value",
    }

    /// Output of DescribeInstanceAttribute: the instance, and the one attribute asked for.
    pub struct InstanceAttribute {
        block_device_mappings: Option<Vec<Value>> => "BlockDeviceMappings",
        disable_api_termination: Option<BooleanValue> => "DisableApiTermination",
        ena_support: Option<BooleanValue> => "EnaSupport",
        enclave_options: Option<Value> => "EnclaveOptions",
        ebs_optimized: Option<BooleanValue> => "EbsOptimized",
        instance_id: String => "InstanceId",
        instance_initiated_shutdown_behavior: Option<TextValue>
            => "InstanceInitiatedShutdownBehavior",
        instance_type: Option<TextValue> => "InstanceType",
        kernel_id: Option<TextValue> => "KernelId",
        product_codes: Option<Vec<Value>> => "ProductCodes",
        ramdisk_id: Option<TextValue> => "RamdiskId",
        root_device_name: Option<TextValue> => "RootDeviceName",
        source_dest_check: Option<BooleanValue> => "SourceDestCheck",
        sriov_net_support: Option<TextValue> => "SriovNetSupport",
        user_data: Option<TextValue> => "UserData",
        disable_api_stop: Option<BooleanValue> => "DisableApiStop",
        groups: Option<Vec<Value>> => "Groups",
    }

    /// A device whose mapping is changed.
    pub struct EbsChange {
        delete_on_termination: Option<bool> => "DeleteOnTermination",
    }
    refused { "VolumeId" }

    /// A change of a device mapping.
    pub struct BlockDeviceChange {
        device_name: Option<String> => "DeviceName",
        ebs: Option<EbsChange> => "Ebs",
    }
    refused { "VirtualName", "NoDevice" }

    /// Input of ModifyInstanceAttribute.
    pub struct ModifyInstanceAttributeInput {
        source_dest_check: Option<BooleanValue> => "SourceDestCheck",
        disable_api_stop: Option<BooleanValue> => "DisableApiStop",
        dry_run: Option<bool> => "DryRun",
        instance_id: String => "InstanceId" [required()],
        attribute: Option<String> => "Attribute",
        value: Option<String> => "Value",
        block_device_mappings: Option<Vec<BlockDeviceChange>> => "BlockDeviceMappings",
        disable_api_termination: Option<BooleanValue> => "DisableApiTermination",
        instance_type: Option<TextValue> => "InstanceType",
        instance_initiated_shutdown_behavior: Option<TextValue>
            => "InstanceInitiatedShutdownBehavior",
        groups: Option<Vec<String>> => "Groups",
        ebs_optimized: Option<BooleanValue> => "EbsOptimized",
        user_data: Option<TextValue> => "UserData",
        sriov_net_support: Option<TextValue> => "SriovNetSupport",
    }
    refused {
        "EnclaveOptions", "Kernel", "Ramdisk", "EnaSupport",
    }
}

//! Groups, their instances and activities.

use super::hooks::LifecycleHookSpecification;
use super::mixed::MixedInstancesPolicy;
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Which launch template, and which version of it.
    pub struct LaunchTemplateSpecification {
        launch_template_id: Option<String> => "LaunchTemplateId" [len(1, 255)],
        launch_template_name: Option<String> => "LaunchTemplateName" [len(3, 128)],
        version: Option<String> => "Version" [len(1, 255)],
    }

    /// A tag of a group.
    pub struct Tag {
        resource_id: Option<String> => "ResourceId",
        resource_type: Option<String> => "ResourceType",
        key: String => "Key" [required().len(1, 128)],
        value: Option<String> => "Value" [len(0, 256)],
        propagate_at_launch: Option<bool> => "PropagateAtLaunch",
    }

    /// Input of CreateAutoScalingGroup.
    pub struct CreateAutoScalingGroupInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        launch_configuration_name: Option<String> => "LaunchConfigurationName" [len(1, 255)],
        launch_template: Option<LaunchTemplateSpecification> => "LaunchTemplate",
        min_size: i32 => "MinSize" [required()],
        max_size: i32 => "MaxSize" [required()],
        desired_capacity: Option<i32> => "DesiredCapacity",
        default_cooldown: Option<i32> => "DefaultCooldown",
        availability_zones: Option<Vec<String>> => "AvailabilityZones" [len(1, 100).items(1, 255)],
        target_group_arns: Option<Vec<String>> => "TargetGroupARNs" [items(1, 511)],
        health_check_type: Option<String> => "HealthCheckType" [len(1, 32)],
        health_check_grace_period: Option<i32> => "HealthCheckGracePeriod",
        placement_group: Option<String> => "PlacementGroup" [len(1, 255)],
        vpc_zone_identifier: Option<String> => "VPCZoneIdentifier" [len(1, 5000)],
        termination_policies: Option<Vec<String>> => "TerminationPolicies" [items(1, 1600)],
        new_instances_protected_from_scale_in: Option<bool> => "NewInstancesProtectedFromScaleIn",
        tags: Option<Vec<Tag>> => "Tags",
        service_linked_role_arn: Option<String> => "ServiceLinkedRoleARN" [len(1, 1600)],
        default_instance_warmup: Option<i32> => "DefaultInstanceWarmup",
        mixed_instances_policy: Option<MixedInstancesPolicy> => "MixedInstancesPolicy",
        capacity_rebalance: Option<bool> => "CapacityRebalance",
        lifecycle_hook_specification_list: Option<Vec<LifecycleHookSpecification>>
            => "LifecycleHookSpecificationList",
    }
    refused {
        "InstanceId", "LoadBalancerNames",
        "MaxInstanceLifetime", "Context", "DesiredCapacityType", "TrafficSources",
        "InstanceMaintenancePolicy", "AvailabilityZoneDistribution",
        "AvailabilityZoneImpairmentPolicy", "SkipZonalShiftValidation",
        "CapacityReservationSpecification", "InstanceLifecyclePolicy", "AvailabilityZoneIds",
        "DeletionProtection", "Operator",
    }

    /// Input of UpdateAutoScalingGroup.
    pub struct UpdateAutoScalingGroupInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        launch_configuration_name: Option<String> => "LaunchConfigurationName" [len(1, 255)],
        launch_template: Option<LaunchTemplateSpecification> => "LaunchTemplate",
        min_size: Option<i32> => "MinSize",
        max_size: Option<i32> => "MaxSize",
        desired_capacity: Option<i32> => "DesiredCapacity",
        default_cooldown: Option<i32> => "DefaultCooldown",
        availability_zones: Option<Vec<String>> => "AvailabilityZones" [len(1, 100).items(1, 255)],
        health_check_type: Option<String> => "HealthCheckType" [len(1, 32)],
        health_check_grace_period: Option<i32> => "HealthCheckGracePeriod",
        placement_group: Option<String> => "PlacementGroup" [len(0, 255)],
        vpc_zone_identifier: Option<String> => "VPCZoneIdentifier" [len(1, 5000)],
        termination_policies: Option<Vec<String>> => "TerminationPolicies" [items(1, 1600)],
        new_instances_protected_from_scale_in: Option<bool> => "NewInstancesProtectedFromScaleIn",
        service_linked_role_arn: Option<String> => "ServiceLinkedRoleARN" [len(1, 1600)],
        default_instance_warmup: Option<i32> => "DefaultInstanceWarmup",
        mixed_instances_policy: Option<MixedInstancesPolicy> => "MixedInstancesPolicy",
        capacity_rebalance: Option<bool> => "CapacityRebalance",
    }
    refused {
        "MaxInstanceLifetime", "Context", "DesiredCapacityType", "InstanceMaintenancePolicy",
        "AvailabilityZoneDistribution", "AvailabilityZoneImpairmentPolicy",
        "SkipZonalShiftValidation", "CapacityReservationSpecification", "InstanceLifecyclePolicy",
        "AvailabilityZoneIds", "DeletionProtection",
    }

    /// Input of DeleteAutoScalingGroup.
    pub struct DeleteAutoScalingGroupInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        force_delete: Option<bool> => "ForceDelete",
    }

    /// A filter of groups.
    pub struct Filter {
        name: Option<String> => "Name",
        values: Option<Vec<String>> => "Values",
    }

    /// Input of DescribeAutoScalingGroups.
    pub struct DescribeAutoScalingGroupsInput {
        auto_scaling_group_names: Option<Vec<String>> => "AutoScalingGroupNames" [items(1, 255)],
        next_token: Option<String> => "NextToken",
        max_records: Option<i32> => "MaxRecords",
        filters: Option<Vec<Filter>> => "Filters",
    }
    refused { "IncludeInstances" }

    /// An instance of a group.
    pub struct Instance {
        instance_id: String => "InstanceId",
        instance_type: Option<String> => "InstanceType",
        availability_zone: String => "AvailabilityZone",
        lifecycle_state: String => "LifecycleState",
        health_status: String => "HealthStatus",
        launch_configuration_name: Option<String> => "LaunchConfigurationName",
        launch_template: Option<LaunchTemplateSpecification> => "LaunchTemplate",
        protected_from_scale_in: bool => "ProtectedFromScaleIn",
        weighted_capacity: Option<String> => "WeightedCapacity",
    }

    /// A process that is suspended.
    pub struct SuspendedProcess {
        process_name: String => "ProcessName",
        suspension_reason: String => "SuspensionReason",
    }

    /// A metric a group sends.
    pub struct EnabledMetric {
        metric: String => "Metric",
        granularity: String => "Granularity",
    }

    /// What sends requests to a group.
    pub struct TrafficSource {
        identifier: String => "Identifier",
        kind: String => "Type",
    }

    /// A group.
    pub struct AutoScalingGroup {
        auto_scaling_group_name: String => "AutoScalingGroupName",
        auto_scaling_group_arn: String => "AutoScalingGroupARN",
        launch_configuration_name: Option<String> => "LaunchConfigurationName",
        launch_template: Option<LaunchTemplateSpecification> => "LaunchTemplate",
        mixed_instances_policy: Option<MixedInstancesPolicy> => "MixedInstancesPolicy",
        min_size: i32 => "MinSize",
        max_size: i32 => "MaxSize",
        desired_capacity: i32 => "DesiredCapacity",
        default_cooldown: i32 => "DefaultCooldown",
        availability_zones: Vec<String> => "AvailabilityZones",
        load_balancer_names: Vec<String> => "LoadBalancerNames",
        target_group_arns: Vec<String> => "TargetGroupARNs",
        health_check_type: String => "HealthCheckType",
        health_check_grace_period: i32 => "HealthCheckGracePeriod",
        instances: Vec<Instance> => "Instances",
        created_time: Timestamp => "CreatedTime",
        suspended_processes: Vec<SuspendedProcess> => "SuspendedProcesses",
        placement_group: Option<String> => "PlacementGroup",
        vpc_zone_identifier: String => "VPCZoneIdentifier",
        enabled_metrics: Vec<EnabledMetric> => "EnabledMetrics",
        status: Option<String> => "Status",
        tags: Vec<Tag> => "Tags",
        termination_policies: Vec<String> => "TerminationPolicies",
        new_instances_protected_from_scale_in: bool => "NewInstancesProtectedFromScaleIn",
        service_linked_role_arn: String => "ServiceLinkedRoleARN",
        capacity_rebalance: Option<bool> => "CapacityRebalance",
        default_instance_warmup: Option<i32> => "DefaultInstanceWarmup",
        traffic_sources: Vec<TrafficSource> => "TrafficSources",
    }

    /// Output of DescribeAutoScalingGroups.
    pub struct DescribeAutoScalingGroupsOutput {
        auto_scaling_groups: Vec<AutoScalingGroup> => "AutoScalingGroups",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DescribeAutoScalingInstances.
    pub struct DescribeAutoScalingInstancesInput {
        instance_ids: Option<Vec<String>> => "InstanceIds" [items(1, 19)],
        max_records: Option<i32> => "MaxRecords",
        next_token: Option<String> => "NextToken",
    }

    /// An instance with its group.
    pub struct InstanceDetails {
        instance_id: String => "InstanceId",
        instance_type: Option<String> => "InstanceType",
        auto_scaling_group_name: String => "AutoScalingGroupName",
        availability_zone: String => "AvailabilityZone",
        lifecycle_state: String => "LifecycleState",
        health_status: String => "HealthStatus",
        launch_configuration_name: Option<String> => "LaunchConfigurationName",
        launch_template: Option<LaunchTemplateSpecification> => "LaunchTemplate",
        protected_from_scale_in: bool => "ProtectedFromScaleIn",
        weighted_capacity: Option<String> => "WeightedCapacity",
    }

    /// Output of DescribeAutoScalingInstances.
    pub struct DescribeAutoScalingInstancesOutput {
        auto_scaling_instances: Vec<InstanceDetails> => "AutoScalingInstances",
        next_token: Option<String> => "NextToken",
    }

    /// Input of SetDesiredCapacity.
    pub struct SetDesiredCapacityInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        desired_capacity: i32 => "DesiredCapacity" [required()],
        honor_cooldown: Option<bool> => "HonorCooldown",
    }

    /// Input of DescribeScalingActivities.
    pub struct DescribeScalingActivitiesInput {
        activity_ids: Option<Vec<String>> => "ActivityIds",
        auto_scaling_group_name: Option<String> => "AutoScalingGroupName" [len(1, 255)],
        include_deleted_groups: Option<bool> => "IncludeDeletedGroups",
        max_records: Option<i32> => "MaxRecords",
        next_token: Option<String> => "NextToken",
    }
    refused { "Filters" }

    /// A scaling activity.
    pub struct Activity {
        activity_id: String => "ActivityId",
        auto_scaling_group_name: String => "AutoScalingGroupName",
        description: String => "Description",
        cause: String => "Cause",
        start_time: Timestamp => "StartTime",
        end_time: Option<Timestamp> => "EndTime",
        status_code: String => "StatusCode",
        status_message: Option<String> => "StatusMessage",
        progress: i32 => "Progress",
        details: String => "Details",
        auto_scaling_group_state: Option<String> => "AutoScalingGroupState",
        auto_scaling_group_arn: String => "AutoScalingGroupARN",
    }

    /// Output of DetachInstances.
    pub struct DetachInstancesOutput {
        activities: Vec<Activity> => "Activities",
    }

    /// Output of DescribeScalingActivities.
    pub struct ActivitiesOutput {
        activities: Vec<Activity> => "Activities",
        next_token: Option<String> => "NextToken",
    }

    /// Output of TerminateInstanceInAutoScalingGroup.
    pub struct ActivityOutput {
        activity: Activity => "Activity",
    }

    /// Input of TerminateInstanceInAutoScalingGroup.
    pub struct TerminateInstanceInput {
        instance_id: String => "InstanceId" [required().len(1, 19)],
        should_decrement_desired_capacity: bool => "ShouldDecrementDesiredCapacity" [required()],
    }

    /// Input of AttachInstances.
    pub struct AttachInstancesInput {
        instance_ids: Option<Vec<String>> => "InstanceIds" [items(1, 19)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
    }

    /// Input of DetachInstances.
    pub struct DetachInstancesInput {
        instance_ids: Option<Vec<String>> => "InstanceIds" [items(1, 19)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        should_decrement_desired_capacity: bool => "ShouldDecrementDesiredCapacity" [required()],
    }

    /// Input of EnterStandby.
    pub struct EnterStandbyInput {
        instance_ids: Option<Vec<String>> => "InstanceIds" [items(1, 19)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        should_decrement_desired_capacity: bool => "ShouldDecrementDesiredCapacity" [required()],
    }

    /// Input of ExitStandby.
    pub struct ExitStandbyInput {
        instance_ids: Option<Vec<String>> => "InstanceIds" [items(1, 19)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
    }

    /// Output of EnterStandby and ExitStandby.
    pub struct StandbyOutput {
        activities: Vec<Activity> => "Activities",
    }

    /// Input of SetInstanceHealth.
    pub struct SetInstanceHealthInput {
        instance_id: String => "InstanceId" [required().len(1, 19)],
        health_status: String => "HealthStatus" [required().len(1, 32)],
        should_respect_grace_period: Option<bool> => "ShouldRespectGracePeriod",
    }

    /// Input of SetInstanceProtection.
    pub struct SetInstanceProtectionInput {
        instance_ids: Vec<String> => "InstanceIds" [required().len(0, 50).items(1, 19)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        protected_from_scale_in: bool => "ProtectedFromScaleIn" [required()],
    }
}

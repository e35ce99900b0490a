//! Scaling policies.

use crate::shape;

shape! {
    /// One step of a step policy; bounds are differences from the alarm's threshold.
    pub struct StepAdjustment {
        lower: Option<f64> => "MetricIntervalLowerBound",
        upper: Option<f64> => "MetricIntervalUpperBound",
        scaling_adjustment: i32 => "ScalingAdjustment" [required()],
    }

    /// A metric AWS knows how to track.
    pub struct PredefinedMetricSpecification {
        predefined_metric_type: String => "PredefinedMetricType" [required()],
        resource_label: Option<String> => "ResourceLabel" [len(1, 1023)],
    }

    /// A dimension.
    pub struct MetricDimension {
        name: String => "Name" [required()],
        value: String => "Value" [required()],
    }

    /// A metric of one's own to track.
    pub struct CustomizedMetricSpecification {
        metric_name: Option<String> => "MetricName",
        namespace: Option<String> => "Namespace",
        dimensions: Option<Vec<MetricDimension>> => "Dimensions",
        statistic: Option<String> => "Statistic",
        unit: Option<String> => "Unit",
    }
    refused { "Metrics", "Period" }

    /// What a target tracking policy tracks.
    pub struct TargetTrackingConfiguration {
        predefined: Option<PredefinedMetricSpecification> => "PredefinedMetricSpecification",
        customized: Option<CustomizedMetricSpecification> => "CustomizedMetricSpecification",
        target_value: f64 => "TargetValue" [required().any_double()],
        disable_scale_in: Option<bool> => "DisableScaleIn",
    }

    /// Input of PutScalingPolicy.
    pub struct PutScalingPolicyInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        policy_name: String => "PolicyName" [required().len(1, 255)],
        policy_type: Option<String> => "PolicyType" [len(1, 64)],
        adjustment_type: Option<String> => "AdjustmentType" [len(1, 255)],
        min_adjustment_step: Option<i32> => "MinAdjustmentStep",
        min_adjustment_magnitude: Option<i32> => "MinAdjustmentMagnitude",
        scaling_adjustment: Option<i32> => "ScalingAdjustment",
        cooldown: Option<i32> => "Cooldown",
        metric_aggregation_type: Option<String> => "MetricAggregationType" [len(1, 32)],
        step_adjustments: Option<Vec<StepAdjustment>> => "StepAdjustments",
        estimated_instance_warmup: Option<i32> => "EstimatedInstanceWarmup",
        target_tracking: Option<TargetTrackingConfiguration> => "TargetTrackingConfiguration",
        enabled: Option<bool> => "Enabled",
    }
    refused { "PredictiveScalingConfiguration" }

    /// An alarm of a policy.
    pub struct Alarm {
        alarm_name: String => "AlarmName",
        alarm_arn: String => "AlarmARN",
    }

    /// Output of PutScalingPolicy.
    pub struct PutScalingPolicyOutput {
        policy_arn: String => "PolicyARN",
        alarms: Vec<Alarm> => "Alarms",
    }

    /// Input of DescribePolicies.
    pub struct DescribePoliciesInput {
        auto_scaling_group_name: Option<String> => "AutoScalingGroupName" [len(1, 255)],
        policy_names: Option<Vec<String>> => "PolicyNames" [items(1, 1600)],
        policy_types: Option<Vec<String>> => "PolicyTypes" [items(1, 64)],
        next_token: Option<String> => "NextToken",
        max_records: Option<i32> => "MaxRecords",
    }

    /// A policy.
    pub struct ScalingPolicy {
        auto_scaling_group_name: String => "AutoScalingGroupName",
        policy_name: String => "PolicyName",
        policy_arn: String => "PolicyARN",
        policy_type: String => "PolicyType",
        adjustment_type: Option<String> => "AdjustmentType",
        min_adjustment_step: Option<i32> => "MinAdjustmentStep",
        min_adjustment_magnitude: Option<i32> => "MinAdjustmentMagnitude",
        scaling_adjustment: Option<i32> => "ScalingAdjustment",
        cooldown: Option<i32> => "Cooldown",
        step_adjustments: Vec<StepAdjustment> => "StepAdjustments",
        metric_aggregation_type: Option<String> => "MetricAggregationType",
        estimated_instance_warmup: Option<i32> => "EstimatedInstanceWarmup",
        alarms: Vec<Alarm> => "Alarms",
        target_tracking: Option<TargetTrackingConfiguration> => "TargetTrackingConfiguration",
        enabled: bool => "Enabled",
    }

    /// Output of DescribePolicies.
    pub struct DescribePoliciesOutput {
        scaling_policies: Vec<ScalingPolicy> => "ScalingPolicies",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DeletePolicy.
    pub struct DeletePolicyInput {
        auto_scaling_group_name: Option<String> => "AutoScalingGroupName" [len(1, 255)],
        policy_name: String => "PolicyName" [required().len(1, 1600)],
    }

    /// Input of ExecutePolicy.
    pub struct ExecutePolicyInput {
        auto_scaling_group_name: Option<String> => "AutoScalingGroupName" [len(1, 255)],
        policy_name: String => "PolicyName" [required().len(1, 1600)],
        honor_cooldown: Option<bool> => "HonorCooldown",
        metric_value: Option<f64> => "MetricValue",
        breach_threshold: Option<f64> => "BreachThreshold",
    }
}

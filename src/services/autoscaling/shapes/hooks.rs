//! Lifecycle hooks, and what their actions are told.

use crate::shape;

shape! {
    /// A lifecycle hook of a group that is made.
    pub struct LifecycleHookSpecification {
        lifecycle_hook_name: String => "LifecycleHookName" [required().len(1, 255)],
        lifecycle_transition: String => "LifecycleTransition" [required()],
        notification_metadata: Option<String> => "NotificationMetadata" [len(1, 4000)],
        heartbeat_timeout: Option<i32> => "HeartbeatTimeout",
        default_result: Option<String> => "DefaultResult",
        notification_target_arn: Option<String> => "NotificationTargetARN" [len(0, 255)],
        role_arn: Option<String> => "RoleARN" [len(1, 255)],
    }

    /// Input of PutLifecycleHook.
    pub struct PutLifecycleHookInput {
        lifecycle_hook_name: String => "LifecycleHookName" [required().len(1, 255)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        lifecycle_transition: Option<String> => "LifecycleTransition",
        role_arn: Option<String> => "RoleARN" [len(1, 255)],
        notification_target_arn: Option<String> => "NotificationTargetARN" [len(0, 255)],
        notification_metadata: Option<String> => "NotificationMetadata" [len(1, 4000)],
        heartbeat_timeout: Option<i32> => "HeartbeatTimeout",
        default_result: Option<String> => "DefaultResult",
    }

    /// Input of DescribeLifecycleHooks.
    pub struct DescribeLifecycleHooksInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        lifecycle_hook_names: Option<Vec<String>>
            => "LifecycleHookNames" [len(0, 50).items(1, 255)],
    }

    /// A lifecycle hook.
    pub struct LifecycleHook {
        lifecycle_hook_name: String => "LifecycleHookName",
        auto_scaling_group_name: String => "AutoScalingGroupName",
        lifecycle_transition: String => "LifecycleTransition",
        notification_target_arn: Option<String> => "NotificationTargetARN",
        role_arn: Option<String> => "RoleARN",
        notification_metadata: Option<String> => "NotificationMetadata",
        heartbeat_timeout: i32 => "HeartbeatTimeout",
        global_timeout: i32 => "GlobalTimeout",
        default_result: String => "DefaultResult",
    }

    /// Output of DescribeLifecycleHooks.
    pub struct DescribeLifecycleHooksOutput {
        lifecycle_hooks: Vec<LifecycleHook> => "LifecycleHooks",
    }

    /// Output of DescribeLifecycleHookTypes.
    pub struct LifecycleHookTypesOutput {
        lifecycle_hook_types: Vec<String> => "LifecycleHookTypes",
    }

    /// Input of DeleteLifecycleHook.
    pub struct DeleteLifecycleHookInput {
        lifecycle_hook_name: String => "LifecycleHookName" [required().len(1, 255)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
    }

    /// Input of CompleteLifecycleAction.
    pub struct CompleteLifecycleActionInput {
        lifecycle_hook_name: String => "LifecycleHookName" [required().len(1, 255)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 1600)],
        lifecycle_action_token: Option<String> => "LifecycleActionToken" [len(36, 36)],
        lifecycle_action_result: String => "LifecycleActionResult" [required()],
        instance_id: Option<String> => "InstanceId" [len(1, 19)],
    }

    /// Input of RecordLifecycleActionHeartbeat.
    pub struct RecordLifecycleActionHeartbeatInput {
        lifecycle_hook_name: String => "LifecycleHookName" [required().len(1, 255)],
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 1600)],
        lifecycle_action_token: Option<String> => "LifecycleActionToken" [len(36, 36)],
        instance_id: Option<String> => "InstanceId" [len(1, 19)],
    }
}

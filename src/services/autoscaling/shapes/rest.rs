//! Group metrics, processes, scheduled actions, tags, limits.

use super::groups::{Filter, Tag};
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of EnableMetricsCollection.
    pub struct EnableMetricsCollectionInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        metrics: Option<Vec<String>> => "Metrics" [items(1, 255)],
        granularity: String => "Granularity" [required().len(1, 255)],
    }

    /// Input of DisableMetricsCollection.
    pub struct DisableMetricsCollectionInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        metrics: Option<Vec<String>> => "Metrics" [items(1, 255)],
    }

    /// Input of SuspendProcesses and ResumeProcesses.
    pub struct ProcessesInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        scaling_processes: Option<Vec<String>> => "ScalingProcesses" [items(1, 255)],
    }

    /// Input of PutScheduledUpdateGroupAction.
    pub struct PutScheduledInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        scheduled_action_name: String => "ScheduledActionName" [required().len(1, 255)],
        time: Option<Timestamp> => "Time",
        start_time: Option<Timestamp> => "StartTime",
        end_time: Option<Timestamp> => "EndTime",
        recurrence: Option<String> => "Recurrence" [len(1, 255)],
        min_size: Option<i32> => "MinSize",
        max_size: Option<i32> => "MaxSize",
        desired_capacity: Option<i32> => "DesiredCapacity",
        time_zone: Option<String> => "TimeZone" [len(1, 255)],
    }

    /// Input of DescribeScheduledActions.
    pub struct DescribeScheduledInput {
        auto_scaling_group_name: Option<String> => "AutoScalingGroupName" [len(1, 255)],
        scheduled_action_names: Option<Vec<String>> => "ScheduledActionNames" [items(1, 255)],
        start_time: Option<Timestamp> => "StartTime",
        end_time: Option<Timestamp> => "EndTime",
        next_token: Option<String> => "NextToken",
        max_records: Option<i32> => "MaxRecords",
    }

    /// A scheduled action.
    pub struct ScheduledAction {
        auto_scaling_group_name: String => "AutoScalingGroupName",
        scheduled_action_name: String => "ScheduledActionName",
        scheduled_action_arn: String => "ScheduledActionARN",
        time: Option<Timestamp> => "Time",
        start_time: Option<Timestamp> => "StartTime",
        end_time: Option<Timestamp> => "EndTime",
        recurrence: Option<String> => "Recurrence",
        min_size: Option<i32> => "MinSize",
        max_size: Option<i32> => "MaxSize",
        desired_capacity: Option<i32> => "DesiredCapacity",
        time_zone: Option<String> => "TimeZone",
    }

    /// Output of DescribeScheduledActions.
    pub struct DescribeScheduledOutput {
        actions: Vec<ScheduledAction> => "ScheduledUpdateGroupActions",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DeleteScheduledAction.
    pub struct DeleteScheduledInput {
        auto_scaling_group_name: String => "AutoScalingGroupName" [required().len(1, 255)],
        scheduled_action_name: String => "ScheduledActionName" [required().len(1, 255)],
    }

    /// Input of CreateOrUpdateTags and DeleteTags.
    pub struct TagsInput {
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of DescribeTags.
    pub struct DescribeTagsInput {
        filters: Option<Vec<Filter>> => "Filters",
        next_token: Option<String> => "NextToken",
        max_records: Option<i32> => "MaxRecords",
    }

    /// Output of DescribeTags.
    pub struct DescribeTagsOutput {
        tags: Vec<Tag> => "Tags",
        next_token: Option<String> => "NextToken",
    }

    /// Output of DescribeAccountLimits.
    pub struct AccountLimitsOutput {
        max_groups: i32 => "MaxNumberOfAutoScalingGroups",
        max_configurations: i32 => "MaxNumberOfLaunchConfigurations",
        groups: i32 => "NumberOfAutoScalingGroups",
        configurations: i32 => "NumberOfLaunchConfigurations",
    }
}

//! Members of Systems Manager's requests and replies.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html>

mod parameters;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::Timestamp;
use crate::shape;
pub use parameters::*;

shape! {
    /// Instances by a key: `instanceids` or `tag:NAME`.
    pub struct Target {
        key: Option<String> => "Key" [len(1, 163)],
        values: Option<Vec<String>> => "Values" [len(0, 50)],
    }

    /// Input of SendCommand.
    pub struct SendCommandInput {
        instance_ids: Option<Vec<String>> => "InstanceIds" [len(0, 50)],
        targets: Option<Vec<Target>> => "Targets" [len(0, 5)],
        document_name: String => "DocumentName" [required()],
        document_version: Option<String> => "DocumentVersion",
        timeout_seconds: Option<i32> => "TimeoutSeconds" [min(30).max(2_592_000)],
        comment: Option<String> => "Comment" [len(0, 100)],
        parameters: Option<BTreeMap<String, Vec<String>>> => "Parameters",
        max_concurrency: Option<String> => "MaxConcurrency" [len(1, 7)],
        max_errors: Option<String> => "MaxErrors" [len(1, 7)],
        output_s3_bucket_name: Option<String> => "OutputS3BucketName" [len(3, 63)],
        output_s3_key_prefix: Option<String> => "OutputS3KeyPrefix" [len(0, 500)],
        service_role_arn: Option<String> => "ServiceRoleArn",
        notification_config: Option<NotificationConfig> => "NotificationConfig",
        cloud_watch_output_config: Option<CloudWatchOutputConfig> => "CloudWatchOutputConfig",
    }
    refused { "DocumentHash", "DocumentHashType", "OutputS3Region", "AlarmConfiguration" }

    /// Who hears how a command stands.
    pub struct NotificationConfig {
        arn: Option<String> => "NotificationArn",
        events: Option<Vec<String>> => "NotificationEvents",
        kind: Option<String> => "NotificationType",
    }

    /// Output of SendCommand.
    pub struct SendCommandOutput {
        command: Value => "Command",
    }

    /// A filter of commands.
    pub struct CommandFilter {
        key: String => "key" [required()],
        value: String => "value" [required().len(1, 128)],
    }

    /// Input of ListCommands and, with Details, of ListCommandInvocations.
    pub struct ListCommandsInput {
        command_id: Option<String> => "CommandId" [len(36, 36)],
        instance_id: Option<String> => "InstanceId",
        max_results: Option<i32> => "MaxResults" [min(1).max(50)],
        next_token: Option<String> => "NextToken",
        filters: Option<Vec<CommandFilter>> => "Filters" [len(1, 5)],
    }

    /// Output of ListCommands.
    pub struct ListCommandsOutput {
        commands: Vec<Value> => "Commands",
        next_token: Option<String> => "NextToken",
    }

    /// Input of ListCommandInvocations.
    pub struct ListInvocationsInput {
        command_id: Option<String> => "CommandId" [len(36, 36)],
        instance_id: Option<String> => "InstanceId",
        max_results: Option<i32> => "MaxResults" [min(1).max(50)],
        next_token: Option<String> => "NextToken",
        filters: Option<Vec<CommandFilter>> => "Filters" [len(1, 5)],
        details: Option<bool> => "Details",
    }

    /// Output of ListCommandInvocations.
    pub struct ListInvocationsOutput {
        invocations: Vec<Value> => "CommandInvocations",
        next_token: Option<String> => "NextToken",
    }

    /// Input of GetCommandInvocation.
    pub struct GetInvocationInput {
        command_id: String => "CommandId" [required().len(36, 36)],
        instance_id: String => "InstanceId" [required()],
        plugin_name: Option<String> => "PluginName" [len(4, 500)],
    }

    /// Where output goes beside the reply.
    pub struct CloudWatchOutputConfig {
        group: Option<String> => "CloudWatchLogGroupName" [len(0, 512)],
        enabled: Option<bool> => "CloudWatchOutputEnabled",
    }

    /// Output of GetCommandInvocation.
    pub struct GetInvocationOutput {
        command_id: String => "CommandId",
        instance_id: String => "InstanceId",
        comment: String => "Comment",
        document_name: String => "DocumentName",
        document_version: String => "DocumentVersion",
        plugin_name: String => "PluginName",
        response_code: i32 => "ResponseCode",
        start: String => "ExecutionStartDateTime",
        elapsed: String => "ExecutionElapsedTime",
        end: String => "ExecutionEndDateTime",
        status: String => "Status",
        status_details: String => "StatusDetails",
        stdout: String => "StandardOutputContent",
        stdout_url: String => "StandardOutputUrl",
        stderr: String => "StandardErrorContent",
        stderr_url: String => "StandardErrorUrl",
        cloud_watch: CloudWatchOutputConfig => "CloudWatchOutputConfig",
    }

    /// A filter of managed instances.
    pub struct InstanceFilter {
        key: String => "Key" [required()],
        values: Vec<String> => "Values" [required().len(1, 100)],
    }

    /// Input of DescribeInstanceInformation.
    pub struct DescribeInstancesInput {
        filters: Option<Vec<InstanceFilter>> => "Filters",
        max_results: Option<i32> => "MaxResults" [min(5).max(50)],
        next_token: Option<String> => "NextToken",
    }
    refused { "InstanceInformationFilterList" }

    /// A managed instance.
    pub struct InstanceInformation {
        instance_id: String => "InstanceId",
        ping_status: String => "PingStatus",
        last_ping: Timestamp => "LastPingDateTime",
        agent_version: String => "AgentVersion",
        is_latest: bool => "IsLatestVersion",
        platform_type: String => "PlatformType",
        platform_name: String => "PlatformName",
        platform_version: String => "PlatformVersion",
        resource_type: String => "ResourceType",
        ip_address: String => "IPAddress",
        computer_name: String => "ComputerName",
    }

    /// Output of DescribeInstanceInformation.
    pub struct DescribeInstancesOutput {
        instances: Vec<InstanceInformation> => "InstanceInformationList",
        next_token: Option<String> => "NextToken",
    }
}

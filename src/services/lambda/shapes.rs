//! The members of Lambda's requests and replies.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html>

use std::collections::BTreeMap;

use crate::shape;

shape! {
    /// The code of a function: a zip archive.
    pub struct FunctionCode {
        zip: Option<String> => "ZipFile",
    }
    refused {
        "S3Bucket", "S3Key", "S3ObjectVersion", "S3ObjectStorageMode", "ImageUri",
        "SourceKMSKeyArn",
    }

    /// Input of CreateFunction.
    pub struct CreateFunctionInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        runtime: Option<String> => "Runtime",
        role: String => "Role" [required()],
        handler: Option<String> => "Handler" [len(0, 128)],
        code: FunctionCode => "Code" [required()],
        description: Option<String> => "Description" [len(0, 256)],
        timeout: Option<i32> => "Timeout" [min(1).max(900)],
        memory_size: Option<i32> => "MemorySize" [min(128).max(10_240)],
        publish: Option<bool> => "Publish",
        package_type: Option<String> => "PackageType" [one_of(&["Zip", "Image"])],
        tags: Option<BTreeMap<String, String>> => "Tags",
        architectures: Option<Vec<String>> => "Architectures" [len(1, 1)],
    }
    refused {
        "PublishTo", "VpcConfig", "DeadLetterConfig", "Environment", "KMSKeyArn", "TracingConfig",
        "Layers", "FileSystemConfigs", "CodeSigningConfigArn", "ImageConfig", "EphemeralStorage",
        "SnapStart", "LoggingConfig", "TenancyConfig", "CapacityProviderConfig", "DurableConfig",
        "RuntimeConfig", "AcceleratorConfig",
    }

    /// Whether calls are traced.
    pub struct TracingConfig {
        mode: String => "Mode",
    }

    /// The size of `/tmp`, in MB.
    pub struct EphemeralStorage {
        size: i32 => "Size",
    }

    /// Whether snapshots speed the start up.
    pub struct SnapStart {
        apply_on: String => "ApplyOn",
        status: String => "OptimizationStatus",
    }

    /// Where a function's log goes.
    pub struct LoggingConfig {
        format: String => "LogFormat",
        group: String => "LogGroup",
    }

    /// The build of its runtime that a function runs with.
    pub struct RuntimeVersionConfig {
        arn: String => "RuntimeVersionArn",
    }

    /// A function as replies show it. The members stand as CloudTrail writes them.
    pub struct FunctionConfiguration {
        function_name: String => "FunctionName",
        function_arn: String => "FunctionArn",
        runtime: String => "Runtime",
        role: String => "Role",
        handler: String => "Handler",
        code_size: i64 => "CodeSize",
        description: String => "Description",
        timeout: i32 => "Timeout",
        memory_size: i32 => "MemorySize",
        last_modified: String => "LastModified",
        code_sha256: String => "CodeSha256",
        version: String => "Version",
        tracing: TracingConfig => "TracingConfig",
        revision_id: String => "RevisionId",
        state: Option<String> => "State",
        state_reason: Option<String> => "StateReason",
        state_reason_code: Option<String> => "StateReasonCode",
        update_status: Option<String> => "LastUpdateStatus",
        update_reason: Option<String> => "LastUpdateStatusReason",
        update_reason_code: Option<String> => "LastUpdateStatusReasonCode",
        package_type: String => "PackageType",
        architectures: Vec<String> => "Architectures",
        storage: EphemeralStorage => "EphemeralStorage",
        snap_start: SnapStart => "SnapStart",
        runtime_version: Option<RuntimeVersionConfig> => "RuntimeVersionConfig",
        logging: LoggingConfig => "LoggingConfig",
    }

    /// Input of operations that take a function.
    pub struct FunctionInput {
        function_name: String => "FunctionName" [required().len(1, 256)],
        qualifier: Option<String> => "Qualifier" [len(1, 128)],
    }

    /// Where a function's code can be had.
    pub struct CodeLocation {
        repository: String => "RepositoryType",
        location: String => "Location",
    }

    /// Output of GetFunction.
    pub struct GetFunctionOutput {
        configuration: FunctionConfiguration => "Configuration",
        code: CodeLocation => "Code",
        tags: Option<BTreeMap<String, String>> => "Tags",
    }

    /// Input of ListFunctions.
    pub struct ListFunctionsInput {
        version: Option<String> => "FunctionVersion" [one_of(&["ALL"])],
        marker: Option<String> => "Marker",
        max_items: Option<i32> => "MaxItems" [min(1).max(10_000)],
    }
    refused { "MasterRegion" }

    /// Output of ListFunctions.
    pub struct ListFunctionsOutput {
        functions: Vec<FunctionConfiguration> => "Functions",
        next_marker: Option<String> => "NextMarker",
    }

    /// Output of DeleteFunction.
    pub struct DeleteFunctionOutput {
        status_code: i32 => "StatusCode",
    }

    /// Input of UpdateFunctionConfiguration.
    pub struct UpdateFunctionConfigurationInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        role: Option<String> => "Role",
        handler: Option<String> => "Handler" [len(0, 128)],
        description: Option<String> => "Description" [len(0, 256)],
        timeout: Option<i32> => "Timeout" [min(1).max(900)],
        memory_size: Option<i32> => "MemorySize" [min(128).max(10_240)],
        runtime: Option<String> => "Runtime",
        revision_id: Option<String> => "RevisionId",
    }
    refused {
        "VpcConfig", "Environment", "DeadLetterConfig", "KMSKeyArn", "TracingConfig", "Layers",
        "FileSystemConfigs", "ImageConfig", "EphemeralStorage", "SnapStart", "LoggingConfig",
        "CapacityProviderConfig", "DurableConfig", "RuntimeConfig", "AcceleratorConfig",
    }

    /// Input of UpdateFunctionCode.
    pub struct UpdateFunctionCodeInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        zip: Option<String> => "ZipFile",
        publish: Option<bool> => "Publish",
        dry_run: Option<bool> => "DryRun",
        revision_id: Option<String> => "RevisionId",
        architectures: Option<Vec<String>> => "Architectures" [len(1, 1)],
    }
    refused {
        "S3Bucket", "S3Key", "S3ObjectVersion", "S3ObjectStorageMode", "ImageUri", "PublishTo",
        "SourceKMSKeyArn",
    }

    /// Input of PublishVersion.
    pub struct PublishVersionInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        code_sha256: Option<String> => "CodeSha256",
        description: Option<String> => "Description" [len(0, 256)],
        revision_id: Option<String> => "RevisionId",
    }
    refused { "PublishTo" }

    /// Input of ListVersionsByFunction.
    pub struct ListVersionsInput {
        function_name: String => "FunctionName" [required().len(1, 170)],
        marker: Option<String> => "Marker",
        max_items: Option<i32> => "MaxItems" [min(1).max(10_000)],
    }

    /// Output of ListVersionsByFunction.
    pub struct ListVersionsOutput {
        versions: Vec<FunctionConfiguration> => "Versions",
        next_marker: Option<String> => "NextMarker",
    }

    /// Input of CreateAlias.
    pub struct CreateAliasInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        name: String => "Name" [required().len(1, 128)],
        version: String => "FunctionVersion" [required().len(1, 1024)],
        description: Option<String> => "Description" [len(0, 256)],
    }
    refused { "RoutingConfig" }

    /// Input of UpdateAlias.
    pub struct UpdateAliasInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        name: String => "Name" [required().len(1, 128)],
        version: Option<String> => "FunctionVersion" [len(1, 1024)],
        description: Option<String> => "Description" [len(0, 256)],
        revision_id: Option<String> => "RevisionId",
    }
    refused { "RoutingConfig" }

    /// Input of operations that take an alias.
    pub struct AliasInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        name: String => "Name" [required().len(1, 128)],
    }

    /// An alias.
    pub struct AliasConfiguration {
        arn: String => "AliasArn",
        name: String => "Name",
        version: String => "FunctionVersion",
        description: String => "Description",
        revision_id: String => "RevisionId",
    }

    /// Input of ListAliases.
    pub struct ListAliasesInput {
        function_name: String => "FunctionName" [required().len(1, 140)],
        version: Option<String> => "FunctionVersion" [len(1, 1024)],
        marker: Option<String> => "Marker",
        max_items: Option<i32> => "MaxItems" [min(1).max(10_000)],
    }

    /// Output of ListAliases.
    pub struct ListAliasesOutput {
        aliases: Vec<AliasConfiguration> => "Aliases",
        next_marker: Option<String> => "NextMarker",
    }

    /// Input of AddPermission.
    pub struct AddPermissionInput {
        function_name: String => "FunctionName" [required().len(1, 256)],
        statement_id: String => "StatementId" [required().len(1, 100)],
        action: String => "Action" [required()],
        principal: String => "Principal" [required().len(0, 2048)],
        source_arn: Option<String> => "SourceArn",
        source_account: Option<String> => "SourceAccount",
        qualifier: Option<String> => "Qualifier" [len(1, 128)],
        revision_id: Option<String> => "RevisionId",
        organization: Option<String> => "PrincipalOrgID" [len(12, 34)],
    }
    refused { "FunctionUrlAuthType", "InvokedViaFunctionUrl", "EventSourceToken" }

    /// Output of AddPermission.
    pub struct AddPermissionOutput {
        statement: String => "Statement",
    }

    /// Input of RemovePermission.
    pub struct RemovePermissionInput {
        function_name: String => "FunctionName" [required().len(1, 256)],
        statement_id: String => "StatementId" [required().len(1, 100)],
        qualifier: Option<String> => "Qualifier" [len(1, 128)],
        revision_id: Option<String> => "RevisionId",
    }

    /// Output of GetPolicy.
    pub struct GetPolicyOutput {
        policy: String => "Policy",
        revision_id: String => "RevisionId",
    }

    /// Input of Invoke.
    pub struct InvokeInput {
        function_name: String => "FunctionName" [required().len(1, 256)],
        invocation_type: Option<String> => "InvocationType"
            [one_of(&["Event", "RequestResponse", "DryRun"])],
        log_type: Option<String> => "LogType" [one_of(&["None", "Tail"])],
        payload: Option<String> => "Payload",
        qualifier: Option<String> => "Qualifier" [len(1, 128)],
    }
    refused { "ClientContext", "DurableExecutionName", "TenantId" }

    /// Output of Invoke.
    pub struct InvokeOutput {
        status_code: i32 => "StatusCode",
        function_error: Option<String> => "FunctionError",
        payload: String => "Payload",
        executed_version: Option<String> => "ExecutedVersion",
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource: String => "Resource" [required().len(1, 10_000)],
        tags: BTreeMap<String, String> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource: String => "Resource" [required().len(1, 10_000)],
        keys: Vec<String> => "TagKeys" [required()],
    }

    /// Input of ListTags.
    pub struct ListTagsInput {
        resource: String => "Resource" [required().len(1, 10_000)],
    }

    /// Output of ListTags.
    pub struct ListTagsOutput {
        tags: BTreeMap<String, String> => "Tags",
    }
}

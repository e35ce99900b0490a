//! Members of the requests and replies of Parameter Store and of service settings.

use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of PutParameter.
    pub struct PutParameterInput {
        name: String => "Name" [required().len(1, 2048)],
        description: Option<String> => "Description" [len(0, 1024)],
        value: String => "Value" [required()],
        kind: Option<String> => "Type",
        overwrite: Option<bool> => "Overwrite",
        tier: Option<String> => "Tier",
        data_type: Option<String> => "DataType" [len(0, 128)],
        key_id: Option<String> => "KeyId" [len(1, 256)],
        policies: Option<String> => "Policies" [len(1, 4096)],
    }
    refused { "AllowedPattern", "Tags" }

    /// A policy of a parameter.
    pub struct ParameterInlinePolicy {
        text: String => "PolicyText",
        kind: String => "PolicyType",
        status: String => "PolicyStatus",
    }

    /// Output of PutParameter.
    pub struct PutParameterOutput {
        version: i64 => "Version",
        tier: String => "Tier",
    }

    /// Input of GetParameter.
    pub struct GetParameterInput {
        name: String => "Name" [required().len(1, 2048)],
        with_decryption: Option<bool> => "WithDecryption",
    }

    /// A parameter.
    pub struct Parameter {
        name: String => "Name",
        kind: String => "Type",
        value: String => "Value",
        version: i64 => "Version",
        selector: Option<String> => "Selector",
        modified: Timestamp => "LastModifiedDate",
        arn: String => "ARN",
        data_type: String => "DataType",
    }

    /// Output of GetParameter.
    pub struct GetParameterOutput {
        parameter: Parameter => "Parameter",
    }

    /// Input of GetParameters.
    pub struct GetParametersInput {
        names: Vec<String> => "Names" [required().len(1, 10)],
        with_decryption: Option<bool> => "WithDecryption",
    }

    /// Output of GetParameters.
    pub struct GetParametersOutput {
        parameters: Vec<Parameter> => "Parameters",
        invalid: Vec<String> => "InvalidParameters",
    }

    /// Input of GetParametersByPath.
    pub struct GetByPathInput {
        path: String => "Path" [required().len(1, 2048)],
        recursive: Option<bool> => "Recursive",
        filters: Option<Vec<ParameterFilter>> => "ParameterFilters",
        with_decryption: Option<bool> => "WithDecryption",
        max_results: Option<i32> => "MaxResults" [min(1).max(10)],
        next_token: Option<String> => "NextToken",
    }

    /// Output of GetParametersByPath.
    pub struct GetByPathOutput {
        parameters: Vec<Parameter> => "Parameters",
        next_token: Option<String> => "NextToken",
    }

    /// A filter of parameters.
    pub struct ParameterFilter {
        key: String => "Key" [required().len(1, 132)],
        option: Option<String> => "Option" [len(1, 10)],
        values: Option<Vec<String>> => "Values" [len(1, 50)],
    }

    /// Input of DescribeParameters.
    pub struct DescribeParametersInput {
        old_filters: Option<Vec<OldFilter>> => "Filters",
        filters: Option<Vec<ParameterFilter>> => "ParameterFilters",
        max_results: Option<i32> => "MaxResults" [min(1).max(50)],
        next_token: Option<String> => "NextToken",
    }
    refused { "Shared" }

    /// A filter of parameters, as it was written before.
    pub struct OldFilter {
        key: String => "Key" [required()],
        values: Vec<String> => "Values" [required().len(1, 50)],
    }

    /// A parameter without its value.
    pub struct ParameterMetadata {
        name: String => "Name",
        arn: String => "ARN",
        kind: String => "Type",
        key_id: Option<String> => "KeyId",
        modified: Timestamp => "LastModifiedDate",
        modified_by: String => "LastModifiedUser",
        description: Option<String> => "Description",
        version: i64 => "Version",
        tier: String => "Tier",
        policies: Vec<ParameterInlinePolicy> => "Policies",
        data_type: String => "DataType",
    }

    /// Output of DescribeParameters.
    pub struct DescribeParametersOutput {
        parameters: Vec<ParameterMetadata> => "Parameters",
        next_token: Option<String> => "NextToken",
    }

    /// Input of GetParameterHistory.
    pub struct HistoryInput {
        name: String => "Name" [required().len(1, 2048)],
        with_decryption: Option<bool> => "WithDecryption",
        max_results: Option<i32> => "MaxResults" [min(1).max(50)],
        next_token: Option<String> => "NextToken",
    }

    /// A version of a parameter.
    pub struct ParameterHistory {
        name: String => "Name",
        kind: String => "Type",
        key_id: Option<String> => "KeyId",
        modified: Timestamp => "LastModifiedDate",
        modified_by: String => "LastModifiedUser",
        description: Option<String> => "Description",
        value: String => "Value",
        version: i64 => "Version",
        labels: Vec<String> => "Labels",
        tier: String => "Tier",
        policies: Vec<ParameterInlinePolicy> => "Policies",
        data_type: String => "DataType",
    }

    /// Output of GetParameterHistory.
    pub struct HistoryOutput {
        parameters: Vec<ParameterHistory> => "Parameters",
        next_token: Option<String> => "NextToken",
    }

    /// Input of LabelParameterVersion.
    pub struct LabelInput {
        name: String => "Name" [required().len(1, 2048)],
        version: Option<i64> => "ParameterVersion",
        labels: Vec<String> => "Labels" [required().len(1, 10).items(1, 100)],
    }

    /// Output of LabelParameterVersion.
    pub struct LabelOutput {
        invalid: Vec<String> => "InvalidLabels",
        version: i64 => "ParameterVersion",
    }

    /// Input of UnlabelParameterVersion.
    pub struct UnlabelInput {
        name: String => "Name" [required().len(1, 2048)],
        version: i64 => "ParameterVersion" [required()],
        labels: Vec<String> => "Labels" [required().len(1, 10).items(1, 100)],
    }

    /// Output of UnlabelParameterVersion.
    pub struct UnlabelOutput {
        removed: Vec<String> => "RemovedLabels",
        invalid: Vec<String> => "InvalidLabels",
    }

    /// Input of DeleteParameter.
    pub struct DeleteParameterInput {
        name: String => "Name" [required().len(1, 2048)],
    }

    /// Output of DeleteParameter.
    pub struct DeleteParameterOutput {}

    /// Input of DeleteParameters.
    pub struct DeleteParametersInput {
        names: Vec<String> => "Names" [required().len(1, 10)],
    }

    /// Output of DeleteParameters.
    pub struct DeleteParametersOutput {
        deleted: Vec<String> => "DeletedParameters",
        invalid: Vec<String> => "InvalidParameters",
    }

    /// Input of GetServiceSetting and of ResetServiceSetting.
    pub struct SettingInput {
        id: String => "SettingId" [required().len(1, 1000)],
    }

    /// Input of UpdateServiceSetting.
    pub struct UpdateSettingInput {
        id: String => "SettingId" [required().len(1, 1000)],
        value: String => "SettingValue" [required().len(1, 4096)],
    }

    /// Output of UpdateServiceSetting.
    pub struct UpdateSettingOutput {}

    /// A setting of the account.
    pub struct ServiceSetting {
        id: String => "SettingId",
        value: String => "SettingValue",
        modified: Option<Timestamp> => "LastModifiedDate",
        modified_by: Option<String> => "LastModifiedUser",
        arn: String => "ARN",
        status: String => "Status",
    }

    /// Output of GetServiceSetting and of ResetServiceSetting.
    pub struct SettingOutput {
        setting: ServiceSetting => "ServiceSetting",
    }
}

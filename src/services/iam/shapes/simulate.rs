//! Members of the requests and replies of the policy simulator.

use std::collections::BTreeMap;

use crate::shape;

shape! {
    /// A condition key a simulated request brings along.
    pub struct ContextEntry {
        context_key_name: Option<String> => "ContextKeyName" [len(5, 256)],
        context_key_values: Option<Vec<String>> => "ContextKeyValues",
        context_key_type: Option<String> => "ContextKeyType" [one_of(&[
            "string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip",
            "ipList", "binary", "binaryList", "date", "dateList",
        ])],
    }

    /// Input of SimulateCustomPolicy.
    pub struct SimulateCustomPolicyInput {
        policy_input_list: Vec<String> => "PolicyInputList" [required().items(1, 131_072)],
        permissions_boundary_policy_input_list: Option<Vec<String>>
            => "PermissionsBoundaryPolicyInputList" [items(1, 131_072)],
        action_names: Vec<String> => "ActionNames" [required().items(3, 128)],
        resource_arns: Option<Vec<String>> => "ResourceArns" [items(1, 2048)],
        resource_policy: Option<String> => "ResourcePolicy" [len(1, 131_072)],
        resource_owner: Option<String> => "ResourceOwner" [len(1, 2048)],
        caller_arn: Option<String> => "CallerArn" [len(1, 2048)],
        context_entries: Option<Vec<ContextEntry>> => "ContextEntries",
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 320)],
    }
    refused { "ResourceHandlingOption" }

    /// Input of SimulatePrincipalPolicy.
    pub struct SimulatePrincipalPolicyInput {
        policy_source_arn: String => "PolicySourceArn" [required().len(20, 2048)],
        policy_input_list: Option<Vec<String>> => "PolicyInputList" [items(1, 131_072)],
        permissions_boundary_policy_input_list: Option<Vec<String>>
            => "PermissionsBoundaryPolicyInputList" [items(1, 131_072)],
        action_names: Vec<String> => "ActionNames" [required().items(3, 128)],
        resource_arns: Option<Vec<String>> => "ResourceArns" [items(1, 2048)],
        resource_policy: Option<String> => "ResourcePolicy" [len(1, 131_072)],
        resource_owner: Option<String> => "ResourceOwner" [len(1, 2048)],
        caller_arn: Option<String> => "CallerArn" [len(1, 2048)],
        context_entries: Option<Vec<ContextEntry>> => "ContextEntries",
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 320)],
    }
    refused { "ResourceHandlingOption" }

    /// Input of GetContextKeysForCustomPolicy.
    pub struct ContextKeysOfCustomInput {
        policy_input_list: Vec<String> => "PolicyInputList" [required().items(1, 131_072)],
    }

    /// Input of GetContextKeysForPrincipalPolicy.
    pub struct ContextKeysOfPrincipalInput {
        policy_source_arn: String => "PolicySourceArn" [required().len(20, 2048)],
        policy_input_list: Option<Vec<String>> => "PolicyInputList" [items(1, 131_072)],
    }
}

shape! {
    /// A place in the text of a policy.
    pub struct Position {
        line: i32 => "Line",
        column: i32 => "Column",
    }

    /// A statement that decided.
    pub struct MatchedStatement {
        source_policy_id: String => "SourcePolicyId",
        source_policy_type: String => "SourcePolicyType",
        start_position: Option<Position> => "StartPosition",
        end_position: Option<Position> => "EndPosition",
    }

    /// What the permissions boundary says.
    pub struct BoundaryDetail {
        allowed_by_permissions_boundary: bool => "AllowedByPermissionsBoundary",
    }

    /// What the service control policies say.
    pub struct OrganizationsDetail {
        allowed_by_organizations: bool => "AllowedByOrganizations",
    }

    /// What was decided for one resource of several.
    pub struct ResourceSpecificResult {
        eval_resource_name: String => "EvalResourceName",
        eval_resource_decision: String => "EvalResourceDecision",
        matched_statements: Vec<MatchedStatement> => "MatchedStatements",
        missing_context_values: Vec<String> => "MissingContextValues",
        permissions_boundary_decision_detail: Option<BoundaryDetail>
            => "PermissionsBoundaryDecisionDetail",
    }

    /// What was decided for one action.
    pub struct EvaluationResult {
        eval_action_name: String => "EvalActionName",
        eval_resource_name: String => "EvalResourceName",
        eval_decision: String => "EvalDecision",
        matched_statements: Vec<MatchedStatement> => "MatchedStatements",
        missing_context_values: Vec<String> => "MissingContextValues",
        organizations_decision_detail: Option<OrganizationsDetail>
            => "OrganizationsDecisionDetail",
        permissions_boundary_decision_detail: Option<BoundaryDetail>
            => "PermissionsBoundaryDecisionDetail",
        eval_decision_details: Option<BTreeMap<String, String>> => "EvalDecisionDetails",
        resource_specific_results: Option<Vec<ResourceSpecificResult>>
            => "ResourceSpecificResults",
    }

    /// Output of SimulateCustomPolicy and SimulatePrincipalPolicy.
    pub struct SimulatePolicyOutput {
        evaluation_results: Vec<EvaluationResult> => "EvaluationResults",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy.
    pub struct ContextKeysOutput {
        context_key_names: Vec<String> => "ContextKeyNames",
    }
}

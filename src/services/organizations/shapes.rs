//! The shapes of Organizations' operations.

use crate::api::Timestamp;
use crate::shape;

/// Kinds of policy; all but the first are refused by name.
pub const TYPES: &[&str] = &[
    "SERVICE_CONTROL_POLICY",
    "RESOURCE_CONTROL_POLICY",
    "TAG_POLICY",
    "BACKUP_POLICY",
    "AISERVICES_OPT_OUT_POLICY",
    "CHATBOT_POLICY",
    "DECLARATIVE_POLICY_EC2",
    "SECURITYHUB_POLICY",
    "SECURITYHUB_CSPM_POLICY",
    "INSPECTOR_POLICY",
    "UPGRADE_ROLLOUT_POLICY",
    "BEDROCK_POLICY",
    "S3_POLICY",
    "NETWORK_SECURITY_DIRECTOR_POLICY",
    "GUARDDUTY_POLICY",
];
const FEATURES: &[&str] = &["ALL", "CONSOLIDATED_BILLING"];
const STATES: &[&str] = &["IN_PROGRESS", "SUCCEEDED", "FAILED"];
const PARTIES: &[&str] = &["ACCOUNT", "ORGANIZATION", "EMAIL"];
const ACTIONS: &[&str] = &[
    "INVITE",
    "ENABLE_ALL_FEATURES",
    "APPROVE_ALL_FEATURES",
    "ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE",
    "TRANSFER_RESPONSIBILITY",
];
const CHILDREN: &[&str] = &["ACCOUNT", "ORGANIZATIONAL_UNIT"];

shape! {
    /// A kind of policy, and whether it is enabled.
    pub struct PolicyType {
        kind: String => "Type",
        status: String => "Status",
    }

    /// Input of CreateOrganization.
    pub struct CreateOrganizationInput {
        feature_set: Option<String> => "FeatureSet" [one_of(FEATURES)],
    }

    /// An organization.
    pub struct OrganizationView {
        id: String => "Id",
        arn: String => "Arn",
        feature_set: String => "FeatureSet",
        master_account_arn: String => "MasterAccountArn",
        master_account_id: String => "MasterAccountId",
        master_account_email: String => "MasterAccountEmail",
        available_policy_types: Vec<PolicyType> => "AvailablePolicyTypes",
    }

    /// Output of CreateOrganization and DescribeOrganization.
    pub struct OrganizationOutput {
        organization: OrganizationView => "Organization",
    }

    /// Input of CreateAccount.
    pub struct CreateAccountInput {
        email: String => "Email" [required().len(6, 64)],
        account_name: String => "AccountName" [required().len(1, 50)],
        role_name: Option<String> => "RoleName" [len(1, 64)],
        tags: Option<Vec<Tag>> => "Tags",
    }
    refused { "IamUserAccessToBilling" }

    /// How a request for an account stands.
    pub struct CreateAccountStatus {
        id: String => "Id",
        account_name: String => "AccountName",
        state: String => "State",
        requested_timestamp: Timestamp => "RequestedTimestamp",
        completed_timestamp: Option<Timestamp> => "CompletedTimestamp",
        account_id: Option<String> => "AccountId",
        failure_reason: Option<String> => "FailureReason",
    }

    /// Output of CreateAccount and DescribeCreateAccountStatus.
    pub struct CreateAccountStatusOutput {
        create_account_status: CreateAccountStatus => "CreateAccountStatus",
    }

    /// Input of DescribeCreateAccountStatus.
    pub struct CreateAccountStatusInput {
        create_account_request_id: String => "CreateAccountRequestId" [required().len(1, 36)],
    }

    /// Input of ListCreateAccountStatus.
    pub struct ListCreateAccountStatusInput {
        states: Option<Vec<String>> => "States" [one_of(STATES)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Output of ListCreateAccountStatus.
    pub struct ListCreateAccountStatusOutput {
        create_account_statuses: Vec<CreateAccountStatus> => "CreateAccountStatuses",
        next_token: Option<String> => "NextToken",
    }

    /// An account.
    pub struct AccountView {
        id: String => "Id",
        arn: String => "Arn",
        email: String => "Email",
        name: String => "Name",
        status: String => "Status",
        state: String => "State",
        paths: Vec<String> => "Paths",
        joined_method: String => "JoinedMethod",
        joined_timestamp: Timestamp => "JoinedTimestamp",
    }

    /// Input of listings of the whole organization.
    pub struct ListInput {
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Output of ListAccounts and ListAccountsForParent.
    pub struct ListAccountsOutput {
        accounts: Vec<AccountView> => "Accounts",
        next_token: Option<String> => "NextToken",
    }

    /// Input of operations on one account.
    pub struct AccountInput {
        account_id: String => "AccountId" [required().len(1, 12)],
    }

    /// Output of DescribeAccount.
    pub struct AccountOutput {
        account: AccountView => "Account",
    }

    /// A root.
    pub struct RootView {
        id: String => "Id",
        arn: String => "Arn",
        name: String => "Name",
        policy_types: Vec<PolicyType> => "PolicyTypes",
    }

    /// Output of ListRoots.
    pub struct ListRootsOutput {
        roots: Vec<RootView> => "Roots",
        next_token: Option<String> => "NextToken",
    }

    /// Input of CreateOrganizationalUnit.
    pub struct CreateUnitInput {
        parent_id: String => "ParentId" [required().len(1, 100)],
        name: String => "Name" [required().len(1, 128)],
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// An organizational unit.
    pub struct UnitView {
        id: String => "Id",
        arn: String => "Arn",
        name: String => "Name",
        path: String => "Path",
    }

    /// Output of operations that give a unit.
    pub struct UnitOutput {
        organizational_unit: UnitView => "OrganizationalUnit",
    }

    /// Input of UpdateOrganizationalUnit.
    pub struct UpdateUnitInput {
        organizational_unit_id: String => "OrganizationalUnitId" [required().len(1, 68)],
        name: Option<String> => "Name" [len(1, 128)],
    }

    /// Input of DescribeOrganizationalUnit and DeleteOrganizationalUnit.
    pub struct UnitInput {
        organizational_unit_id: String => "OrganizationalUnitId" [required().len(1, 68)],
    }

    /// Input of listings of what is in a root or unit.
    pub struct ForParentInput {
        parent_id: String => "ParentId" [required().len(1, 100)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Output of ListOrganizationalUnitsForParent.
    pub struct ListUnitsOutput {
        organizational_units: Vec<UnitView> => "OrganizationalUnits",
        next_token: Option<String> => "NextToken",
    }

    /// Input of ListChildren.
    pub struct ListChildrenInput {
        parent_id: String => "ParentId" [required().len(1, 100)],
        child_type: String => "ChildType" [required().one_of(CHILDREN)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// What is in a root or unit, or what one is in.
    pub struct Relative {
        id: String => "Id",
        kind: String => "Type",
    }

    /// Output of ListChildren.
    pub struct ListChildrenOutput {
        children: Vec<Relative> => "Children",
        next_token: Option<String> => "NextToken",
    }

    /// Input of ListParents.
    pub struct ListParentsInput {
        child_id: String => "ChildId" [required().len(1, 100)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Output of ListParents.
    pub struct ListParentsOutput {
        parents: Vec<Relative> => "Parents",
        next_token: Option<String> => "NextToken",
    }

    /// Input of MoveAccount.
    pub struct MoveAccountInput {
        account_id: String => "AccountId" [required().len(1, 12)],
        source_parent_id: String => "SourceParentId" [required().len(1, 100)],
        destination_parent_id: String => "DestinationParentId" [required().len(1, 100)],
    }

    /// Input of EnablePolicyType and DisablePolicyType.
    pub struct PolicyTypeInput {
        root_id: String => "RootId" [required().len(1, 34)],
        policy_type: String => "PolicyType" [required().one_of(TYPES)],
    }

    /// Output of the same.
    pub struct RootOutput {
        root: RootView => "Root",
    }

    /// Input of CreatePolicy.
    pub struct CreatePolicyInput {
        content: String => "Content" [required().len(1, 1_000_000)],
        description: String => "Description" [required().len(0, 512)],
        name: String => "Name" [required().len(1, 128)],
        kind: String => "Type" [required().one_of(TYPES)],
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// What a policy is.
    pub struct PolicySummary {
        id: String => "Id",
        arn: String => "Arn",
        name: String => "Name",
        description: String => "Description",
        kind: String => "Type",
        aws_managed: bool => "AwsManaged",
    }

    /// A policy with its text.
    pub struct PolicyView {
        policy_summary: PolicySummary => "PolicySummary",
        content: String => "Content",
    }

    /// Output of operations that give a policy.
    pub struct PolicyOutput {
        policy: PolicyView => "Policy",
    }

    /// Input of UpdatePolicy.
    pub struct UpdatePolicyInput {
        policy_id: String => "PolicyId" [required().len(1, 130)],
        name: Option<String> => "Name" [len(1, 128)],
        description: Option<String> => "Description" [len(0, 512)],
        content: Option<String> => "Content" [len(1, 1_000_000)],
    }

    /// Input of DescribePolicy and DeletePolicy.
    pub struct PolicyInput {
        policy_id: String => "PolicyId" [required().len(1, 130)],
    }

    /// Input of ListPolicies.
    pub struct ListPoliciesInput {
        filter: String => "Filter" [required().one_of(TYPES)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Output of ListPolicies and ListPoliciesForTarget.
    pub struct ListPoliciesOutput {
        policies: Vec<PolicySummary> => "Policies",
        next_token: Option<String> => "NextToken",
    }

    /// Input of AttachPolicy and DetachPolicy.
    pub struct AttachmentInput {
        policy_id: String => "PolicyId" [required().len(1, 130)],
        target_id: String => "TargetId" [required().len(1, 100)],
    }

    /// Input of ListPoliciesForTarget.
    pub struct ForTargetInput {
        target_id: String => "TargetId" [required().len(1, 100)],
        filter: String => "Filter" [required().one_of(TYPES)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Input of ListTargetsForPolicy.
    pub struct ForPolicyInput {
        policy_id: String => "PolicyId" [required().len(1, 130)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// What a policy is attached to.
    pub struct Target {
        target_id: String => "TargetId",
        arn: String => "Arn",
        name: String => "Name",
        kind: String => "Type",
    }

    /// Output of ListTargetsForPolicy.
    pub struct ListTargetsOutput {
        targets: Vec<Target> => "Targets",
        next_token: Option<String> => "NextToken",
    }

    /// Input of EnableAWSServiceAccess and DisableAWSServiceAccess.
    pub struct ServiceInput {
        service_principal: String => "ServicePrincipal" [required().len(1, 128)],
    }

    /// A service that may act in the organization.
    pub struct EnabledService {
        service_principal: String => "ServicePrincipal",
        date_enabled: Timestamp => "DateEnabled",
    }

    /// Output of ListAWSServiceAccessForOrganization.
    pub struct ListServicesOutput {
        enabled_service_principals: Vec<EnabledService> => "EnabledServicePrincipals",
        next_token: Option<String> => "NextToken",
    }

    /// Input of RegisterDelegatedAdministrator and DeregisterDelegatedAdministrator.
    pub struct DelegationInput {
        account_id: String => "AccountId" [required().len(1, 12)],
        service_principal: String => "ServicePrincipal" [required().len(1, 128)],
    }

    /// Input of ListDelegatedAdministrators.
    pub struct ListAdministratorsInput {
        service_principal: Option<String> => "ServicePrincipal" [len(1, 128)],
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// An account that administers a service.
    pub struct Administrator {
        id: String => "Id",
        arn: String => "Arn",
        email: String => "Email",
        name: String => "Name",
        status: String => "Status",
        state: String => "State",
        joined_method: String => "JoinedMethod",
        joined_timestamp: Timestamp => "JoinedTimestamp",
        delegation_enabled_date: Timestamp => "DelegationEnabledDate",
    }

    /// Output of ListDelegatedAdministrators.
    pub struct ListAdministratorsOutput {
        delegated_administrators: Vec<Administrator> => "DelegatedAdministrators",
        next_token: Option<String> => "NextToken",
    }

    /// Who takes part in an invitation.
    pub struct HandshakeParty {
        id: String => "Id" [required().len(1, 64)],
        kind: String => "Type" [required().one_of(PARTIES)],
    }

    /// Input of InviteAccountToOrganization.
    pub struct InviteInput {
        target: HandshakeParty => "Target" [required()],
        notes: Option<String> => "Notes" [len(0, 1024)],
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Something an invitation says of the organization.
    pub struct HandshakeDetail {
        value: String => "Value",
        kind: String => "Type",
    }

    /// Something an invitation says.
    pub struct HandshakeResource {
        value: String => "Value",
        kind: String => "Type",
        resources: Option<Vec<HandshakeDetail>> => "Resources",
    }

    /// An invitation.
    pub struct HandshakeView {
        id: String => "Id",
        arn: String => "Arn",
        parties: Vec<HandshakeParty> => "Parties",
        state: String => "State",
        requested_timestamp: Timestamp => "RequestedTimestamp",
        expiration_timestamp: Timestamp => "ExpirationTimestamp",
        action: String => "Action",
        resources: Vec<HandshakeResource> => "Resources",
    }

    /// Input of operations on one invitation.
    pub struct HandshakeInput {
        handshake_id: String => "HandshakeId" [required().len(1, 34)],
    }

    /// Output of operations on one invitation.
    pub struct HandshakeOutput {
        handshake: HandshakeView => "Handshake",
    }

    /// Which invitations are listed.
    pub struct HandshakeFilter {
        action_type: Option<String> => "ActionType" [one_of(ACTIONS)],
        parent_handshake_id: Option<String> => "ParentHandshakeId" [len(1, 34)],
    }

    /// Input of ListHandshakesForAccount and ListHandshakesForOrganization.
    pub struct ListHandshakesInput {
        filter: Option<HandshakeFilter> => "Filter",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(1).max(20)],
    }

    /// Output of the same.
    pub struct ListHandshakesOutput {
        handshakes: Vec<HandshakeView> => "Handshakes",
        next_token: Option<String> => "NextToken",
    }

    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required().len(0, 256)],
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource: String => "ResourceId" [required().len(1, 130)],
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource: String => "ResourceId" [required().len(1, 130)],
        keys: Vec<String> => "TagKeys" [required().items(1, 128)],
    }

    /// Input of ListTagsForResource.
    pub struct ListTagsForResourceInput {
        resource: String => "ResourceId" [required().len(1, 130)],
        next_token: Option<String> => "NextToken",
    }

    /// Output of ListTagsForResource.
    pub struct ListTagsForResourceOutput {
        tags: Vec<Tag> => "Tags",
        next_token: Option<String> => "NextToken",
    }
}

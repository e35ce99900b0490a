//! IAM's shapes.
//!
//! Members: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html>

use serde_json::Value;

use crate::api::Timestamp;
use crate::shape;

pub mod details;
pub mod groups;
pub mod login;
pub mod mfa;
pub mod providers;
pub mod report;
pub mod roles;
pub mod simulate;
pub mod tags;

shape! {
    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required().len(0, 256)],
    }

    /// Input of CreateUser.
    pub struct CreateUserInput {
        path: Option<String> => "Path" [len(1, 512)],
        user_name: String => "UserName" [required().len(1, 64)],
        permissions_boundary: Option<String> => "PermissionsBoundary" [len(20, 2048)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// Input of operations on a user that may be the caller.
    pub struct MaybeUserInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
    }

    /// Input of operations on a user.
    pub struct UserInput {
        user_name: String => "UserName" [required().len(1, 128)],
    }

    /// Input of UpdateUser.
    pub struct UpdateUserInput {
        user_name: String => "UserName" [required().len(1, 128)],
        new_path: Option<String> => "NewPath" [len(1, 512)],
        new_user_name: Option<String> => "NewUserName" [len(1, 64)],
    }

    /// Input of ListUsers.
    pub struct ListUsersInput {
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of listings of what a user has.
    pub struct ListOfUserInput {
        user_name: String => "UserName" [required().len(1, 128)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of ListAccessKeys.
    pub struct ListAccessKeysInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of ListAttachedUserPolicies.
    pub struct ListAttachedUserPoliciesInput {
        user_name: String => "UserName" [required().len(1, 64)],
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of AttachUserPolicy and DetachUserPolicy.
    pub struct UserPolicyArnInput {
        user_name: String => "UserName" [required().len(1, 64)],
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
    }

    /// Input of PutUserPolicy.
    pub struct PutUserPolicyInput {
        user_name: String => "UserName" [required().len(1, 128)],
        policy_name: String => "PolicyName" [required().len(1, 128)],
        policy_document: String => "PolicyDocument" [required().len(1, 131_072)],
    }

    /// Input of GetUserPolicy and DeleteUserPolicy.
    pub struct UserPolicyNameInput {
        user_name: String => "UserName" [required().len(1, 128)],
        policy_name: String => "PolicyName" [required().len(1, 128)],
    }

    /// Input of PutUserPermissionsBoundary.
    pub struct PutUserPermissionsBoundaryInput {
        user_name: String => "UserName" [required().len(1, 64)],
        permissions_boundary: String => "PermissionsBoundary" [required().len(20, 2048)],
    }

    /// Input of DeleteUserPermissionsBoundary.
    pub struct DeleteUserPermissionsBoundaryInput {
        user_name: String => "UserName" [required().len(1, 64)],
    }

    /// Input of CreatePolicy.
    pub struct CreatePolicyInput {
        policy_name: String => "PolicyName" [required().len(1, 128)],
        path: Option<String> => "Path" [len(1, 512)],
        policy_document: String => "PolicyDocument" [required().len(1, 131_072)],
        description: Option<String> => "Description" [len(0, 1000)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// Input of operations on a managed policy.
    pub struct PolicyArnInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
    }

    /// Input of operations on a version of a managed policy.
    pub struct PolicyVersionInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        version_id: String => "VersionId" [required()],
    }

    /// Input of ListPolicies.
    pub struct ListPoliciesInput {
        scope: Option<String> => "Scope" [one_of(&["All", "AWS", "Local"])],
        only_attached: Option<bool> => "OnlyAttached",
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        policy_usage_filter: Option<String> => "PolicyUsageFilter" [
            one_of(&["PermissionsPolicy", "PermissionsBoundary"])
        ],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of ListPolicyVersions.
    pub struct ListPolicyVersionsInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of CreatePolicyVersion.
    pub struct CreatePolicyVersionInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        policy_document: String => "PolicyDocument" [required().len(1, 131_072)],
        set_as_default: Option<bool> => "SetAsDefault",
    }

    /// Input of ListEntitiesForPolicy.
    pub struct ListEntitiesForPolicyInput {
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
        entity_filter: Option<String> => "EntityFilter" [
            one_of(&["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"])
        ],
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        policy_usage_filter: Option<String> => "PolicyUsageFilter" [
            one_of(&["PermissionsPolicy", "PermissionsBoundary"])
        ],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of TagUser.
    pub struct TagUserInput {
        user_name: String => "UserName" [required().len(1, 128)],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagUser.
    pub struct UntagUserInput {
        user_name: String => "UserName" [required().len(1, 128)],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of DeleteAccessKey.
    pub struct DeleteAccessKeyInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
        access_key_id: String => "AccessKeyId" [required().len(16, 128)],
    }

    /// Input of UpdateAccessKey.
    pub struct UpdateAccessKeyInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
        access_key_id: String => "AccessKeyId" [required().len(16, 128)],
        status: String => "Status" [required().one_of(&["Active", "Inactive", "Expired"])],
    }
}

shape! {
    /// The permissions boundary of a user.
    pub struct AttachedPermissionsBoundary {
        permissions_boundary_type: String => "PermissionsBoundaryType",
        permissions_boundary_arn: String => "PermissionsBoundaryArn",
    }

    /// A user. The root user has neither path nor name.
    pub struct UserItem {
        path: Option<String> => "Path",
        user_name: Option<String> => "UserName",
        user_id: String => "UserId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
        password_last_used: Option<Timestamp> => "PasswordLastUsed",
        permissions_boundary: Option<AttachedPermissionsBoundary> => "PermissionsBoundary",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Output of CreateUser and GetUser.
    pub struct UserOutput {
        user: UserItem => "User",
    }

    /// Output of ListUsers.
    pub struct ListUsersOutput {
        users: Vec<UserItem> => "Users",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// A policy attached to a user.
    pub struct AttachedPolicy {
        policy_name: String => "PolicyName",
        policy_arn: String => "PolicyArn",
    }

    /// Output of ListAttachedUserPolicies.
    pub struct ListAttachedUserPoliciesOutput {
        attached_policies: Vec<AttachedPolicy> => "AttachedPolicies",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of GetUserPolicy.
    pub struct GetUserPolicyOutput {
        user_name: String => "UserName",
        policy_name: String => "PolicyName",
        policy_document: Value => "PolicyDocument",
    }

    /// Output of ListUserPolicies.
    pub struct ListUserPoliciesOutput {
        policy_names: Vec<String> => "PolicyNames",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// A managed policy. Only GetPolicy gives the description, and only it and CreatePolicy tags.
    pub struct PolicyItem {
        policy_name: String => "PolicyName",
        policy_id: String => "PolicyId",
        arn: String => "Arn",
        path: String => "Path",
        default_version_id: String => "DefaultVersionId",
        attachment_count: i32 => "AttachmentCount",
        permissions_boundary_usage_count: i32 => "PermissionsBoundaryUsageCount",
        is_attachable: bool => "IsAttachable",
        description: Option<String> => "Description",
        create_date: Timestamp => "CreateDate",
        update_date: Timestamp => "UpdateDate",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Output of CreatePolicy and GetPolicy.
    pub struct PolicyOutput {
        policy: PolicyItem => "Policy",
    }

    /// Output of ListPolicies.
    pub struct ListPoliciesOutput {
        policies: Vec<PolicyItem> => "Policies",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// A version of a managed policy. Only GetPolicyVersion gives the document.
    pub struct PolicyVersionItem {
        document: Option<Value> => "Document",
        version_id: String => "VersionId",
        is_default_version: bool => "IsDefaultVersion",
        create_date: Timestamp => "CreateDate",
    }

    /// Output of GetPolicyVersion and CreatePolicyVersion.
    pub struct PolicyVersionOutput {
        policy_version: PolicyVersionItem => "PolicyVersion",
    }

    /// Output of ListPolicyVersions.
    pub struct ListPolicyVersionsOutput {
        versions: Vec<PolicyVersionItem> => "Versions",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// A group a policy is attached to.
    pub struct PolicyGroup {
        group_name: String => "GroupName",
        group_id: String => "GroupId",
    }

    /// A user a policy is attached to.
    pub struct PolicyUser {
        user_name: String => "UserName",
        user_id: String => "UserId",
    }

    /// A role a policy is attached to.
    pub struct PolicyRole {
        role_name: String => "RoleName",
        role_id: String => "RoleId",
    }

    /// Output of ListEntitiesForPolicy.
    pub struct ListEntitiesForPolicyOutput {
        policy_groups: Vec<PolicyGroup> => "PolicyGroups",
        policy_users: Vec<PolicyUser> => "PolicyUsers",
        policy_roles: Vec<PolicyRole> => "PolicyRoles",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of ListUserTags.
    pub struct ListUserTagsOutput {
        tags: Vec<Tag> => "Tags",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// A new access key, the only time its secret is shown. Those of the root user name nobody.
    pub struct AccessKeyItem {
        user_name: Option<String> => "UserName",
        access_key_id: String => "AccessKeyId",
        status: String => "Status",
        secret_access_key: String => "SecretAccessKey",
        create_date: Timestamp => "CreateDate",
    }

    /// Output of CreateAccessKey.
    pub struct CreateAccessKeyOutput {
        access_key: AccessKeyItem => "AccessKey",
    }

    /// An access key in a list.
    pub struct AccessKeyMetadata {
        user_name: Option<String> => "UserName",
        access_key_id: String => "AccessKeyId",
        status: String => "Status",
        create_date: Timestamp => "CreateDate",
    }

    /// Output of ListAccessKeys.
    pub struct ListAccessKeysOutput {
        access_key_metadata: Vec<AccessKeyMetadata> => "AccessKeyMetadata",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}

shape! {
    /// Input of CreateServiceLinkedRole.
    pub struct CreateServiceLinkedRoleInput {
        aws_service_name: String => "AWSServiceName" [required().len(1, 128)],
        description: Option<String> => "Description" [len(0, 1000)],
    }
    refused { "CustomSuffix" }
}

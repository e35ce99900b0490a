//! Members of the requests and replies about roles and instance profiles.

use serde_json::Value;

use super::{AttachedPermissionsBoundary, AttachedPolicy, Tag};
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of CreateRole.
    pub struct CreateRoleInput {
        path: Option<String> => "Path" [len(1, 512)],
        role_name: String => "RoleName" [required().len(1, 64)],
        assume_role_policy_document: String
            => "AssumeRolePolicyDocument" [required().len(1, 131_072)],
        description: Option<String> => "Description" [len(0, 1000)],
        max_session_duration: Option<i32> => "MaxSessionDuration" [min(3600).max(43200)],
        permissions_boundary: Option<String> => "PermissionsBoundary" [len(20, 2048)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// Input of operations on a role.
    pub struct RoleInput {
        role_name: String => "RoleName" [required().len(1, 64)],
    }

    /// Input of ListRoles and ListInstanceProfiles.
    pub struct ListByPathInput {
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of listings of what a role has.
    pub struct ListOfRoleInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of ListAttachedRolePolicies.
    pub struct ListAttachedRolePoliciesInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of UpdateRole.
    pub struct UpdateRoleInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        description: Option<String> => "Description" [len(0, 1000)],
        max_session_duration: Option<i32> => "MaxSessionDuration" [min(3600).max(43200)],
    }

    /// Input of UpdateRoleDescription.
    pub struct UpdateRoleDescriptionInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        description: String => "Description" [required().len(0, 1000)],
    }

    /// Input of UpdateAssumeRolePolicy.
    pub struct UpdateAssumeRolePolicyInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        policy_document: String => "PolicyDocument" [required().len(1, 131_072)],
    }

    /// Input of AttachRolePolicy and DetachRolePolicy.
    pub struct RolePolicyArnInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
    }

    /// Input of PutRolePolicy.
    pub struct PutRolePolicyInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        policy_name: String => "PolicyName" [required().len(1, 128)],
        policy_document: String => "PolicyDocument" [required().len(1, 131_072)],
    }

    /// Input of GetRolePolicy and DeleteRolePolicy.
    pub struct RolePolicyNameInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        policy_name: String => "PolicyName" [required().len(1, 128)],
    }

    /// Input of PutRolePermissionsBoundary.
    pub struct PutRolePermissionsBoundaryInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        permissions_boundary: String => "PermissionsBoundary" [required().len(20, 2048)],
    }

    /// Input of TagRole.
    pub struct TagRoleInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        tags: Vec<Tag> => "Tags" [required().len(0, 50)],
    }

    /// Input of UntagRole.
    pub struct UntagRoleInput {
        role_name: String => "RoleName" [required().len(1, 64)],
        tag_keys: Vec<String> => "TagKeys" [required().len(0, 50).items(1, 128)],
    }

    /// Input of DeleteServiceLinkedRole.
    pub struct DeleteServiceLinkedRoleInput {
        role_name: String => "RoleName" [required().len(1, 64)],
    }

    /// Input of GetServiceLinkedRoleDeletionStatus.
    pub struct DeletionStatusInput {
        deletion_task_id: String => "DeletionTaskId" [required().len(1, 1000)],
    }

    /// Input of CreateInstanceProfile.
    pub struct CreateInstanceProfileInput {
        instance_profile_name: String => "InstanceProfileName" [required().len(1, 128)],
        path: Option<String> => "Path" [len(1, 512)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// Input of operations on an instance profile.
    pub struct InstanceProfileInput {
        instance_profile_name: String => "InstanceProfileName" [required().len(1, 128)],
    }

    /// Input of AddRoleToInstanceProfile and RemoveRoleFromInstanceProfile.
    pub struct InstanceProfileRoleInput {
        instance_profile_name: String => "InstanceProfileName" [required().len(1, 128)],
        role_name: String => "RoleName" [required().len(1, 64)],
    }
}

shape! {
    /// When a role was used last. The members are not there for one of which nothing is known.
    pub struct RoleLastUsed {
        last_used_date: Option<Timestamp> => "LastUsedDate",
        region: Option<String> => "Region",
    }

    /// A role. Listings leave boundary, tags and last use out.
    pub struct RoleItem {
        path: String => "Path",
        role_name: String => "RoleName",
        role_id: String => "RoleId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
        assume_role_policy_document: Value => "AssumeRolePolicyDocument",
        description: Option<String> => "Description",
        max_session_duration: Option<i32> => "MaxSessionDuration",
        permissions_boundary: Option<AttachedPermissionsBoundary> => "PermissionsBoundary",
        tags: Option<Vec<Tag>> => "Tags",
        role_last_used: Option<RoleLastUsed> => "RoleLastUsed",
    }

    /// Output of CreateRole, GetRole and CreateServiceLinkedRole.
    pub struct RoleOutput {
        role: RoleItem => "Role",
    }

    /// Output of ListRoles.
    pub struct ListRolesOutput {
        roles: Vec<RoleItem> => "Roles",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of ListAttachedRolePolicies.
    pub struct ListAttachedRolePoliciesOutput {
        attached_policies: Vec<AttachedPolicy> => "AttachedPolicies",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of GetRolePolicy.
    pub struct GetRolePolicyOutput {
        role_name: String => "RoleName",
        policy_name: String => "PolicyName",
        policy_document: Value => "PolicyDocument",
    }

    /// Output of ListRolePolicies.
    pub struct ListRolePoliciesOutput {
        policy_names: Vec<String> => "PolicyNames",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of ListRoleTags.
    pub struct ListRoleTagsOutput {
        tags: Vec<Tag> => "Tags",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of DeleteServiceLinkedRole.
    pub struct DeleteServiceLinkedRoleOutput {
        deletion_task_id: String => "DeletionTaskId",
    }

    /// Output of GetServiceLinkedRoleDeletionStatus.
    pub struct DeletionStatusOutput {
        status: String => "Status",
    }

    /// An instance profile, with the one role it may have.
    pub struct InstanceProfileItem {
        path: String => "Path",
        instance_profile_name: String => "InstanceProfileName",
        instance_profile_id: String => "InstanceProfileId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
        roles: Vec<RoleItem> => "Roles",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Output of CreateInstanceProfile and GetInstanceProfile.
    pub struct InstanceProfileOutput {
        instance_profile: InstanceProfileItem => "InstanceProfile",
    }

    /// Output of ListInstanceProfiles and ListInstanceProfilesForRole.
    pub struct ListInstanceProfilesOutput {
        instance_profiles: Vec<InstanceProfileItem> => "InstanceProfiles",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}

//! Members of GetAccountAuthorizationDetails.

use serde_json::Value;

use super::roles::{InstanceProfileItem, RoleLastUsed};
use super::{AttachedPermissionsBoundary, AttachedPolicy, PolicyVersionItem, Tag};
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of GetAccountAuthorizationDetails.
    pub struct AccountDetailsInput {
        filter: Option<Vec<String>> => "Filter",
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 320)],
    }
}

shape! {
    /// An inline policy.
    pub struct PolicyDetail {
        policy_name: String => "PolicyName",
        policy_document: Value => "PolicyDocument",
    }

    /// A user with its policies.
    pub struct UserDetail {
        path: String => "Path",
        user_name: String => "UserName",
        user_id: String => "UserId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
        user_policy_list: Option<Vec<PolicyDetail>> => "UserPolicyList",
        group_list: Vec<String> => "GroupList",
        attached_managed_policies: Vec<AttachedPolicy> => "AttachedManagedPolicies",
        permissions_boundary: Option<AttachedPermissionsBoundary> => "PermissionsBoundary",
        tags: Vec<Tag> => "Tags",
    }

    /// A group with its policies.
    pub struct GroupDetail {
        path: String => "Path",
        group_name: String => "GroupName",
        group_id: String => "GroupId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
        group_policy_list: Vec<PolicyDetail> => "GroupPolicyList",
        attached_managed_policies: Vec<AttachedPolicy> => "AttachedManagedPolicies",
    }

    /// A role with its policies.
    pub struct RoleDetail {
        path: String => "Path",
        role_name: String => "RoleName",
        role_id: String => "RoleId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
        assume_role_policy_document: Value => "AssumeRolePolicyDocument",
        instance_profile_list: Vec<InstanceProfileItem> => "InstanceProfileList",
        role_policy_list: Vec<PolicyDetail> => "RolePolicyList",
        attached_managed_policies: Vec<AttachedPolicy> => "AttachedManagedPolicies",
        permissions_boundary: Option<AttachedPermissionsBoundary> => "PermissionsBoundary",
        tags: Vec<Tag> => "Tags",
        role_last_used: RoleLastUsed => "RoleLastUsed",
    }

    /// A managed policy with its versions.
    pub struct ManagedPolicyDetail {
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
        policy_version_list: Vec<PolicyVersionItem> => "PolicyVersionList",
    }

    /// Output of GetAccountAuthorizationDetails.
    pub struct AccountDetailsOutput {
        user_detail_list: Vec<UserDetail> => "UserDetailList",
        group_detail_list: Vec<GroupDetail> => "GroupDetailList",
        role_detail_list: Vec<RoleDetail> => "RoleDetailList",
        policies: Vec<ManagedPolicyDetail> => "Policies",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}

//! Members of the requests and replies about groups.

use serde_json::Value;

use super::{AttachedPolicy, UserItem};
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of CreateGroup.
    pub struct CreateGroupInput {
        path: Option<String> => "Path" [len(1, 512)],
        group_name: String => "GroupName" [required().len(1, 128)],
    }

    /// Input of UpdateGroup.
    pub struct UpdateGroupInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        new_path: Option<String> => "NewPath" [len(1, 512)],
        new_group_name: Option<String> => "NewGroupName" [len(1, 128)],
    }

    /// Input of operations on a group.
    pub struct GroupInput {
        group_name: String => "GroupName" [required().len(1, 128)],
    }

    /// Input of AddUserToGroup and RemoveUserFromGroup.
    pub struct MembershipInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        user_name: String => "UserName" [required().len(1, 128)],
    }

    /// Input of GetGroup and ListGroupPolicies.
    pub struct ListOfGroupInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of ListAttachedGroupPolicies.
    pub struct ListAttachedGroupPoliciesInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        path_prefix: Option<String> => "PathPrefix" [len(1, 512)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of AttachGroupPolicy and DetachGroupPolicy.
    pub struct GroupPolicyArnInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        policy_arn: String => "PolicyArn" [required().len(20, 2048)],
    }

    /// Input of PutGroupPolicy.
    pub struct PutGroupPolicyInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        policy_name: String => "PolicyName" [required().len(1, 128)],
        policy_document: String => "PolicyDocument" [required().len(1, 131_072)],
    }

    /// Input of GetGroupPolicy and DeleteGroupPolicy.
    pub struct GroupPolicyNameInput {
        group_name: String => "GroupName" [required().len(1, 128)],
        policy_name: String => "PolicyName" [required().len(1, 128)],
    }
}

shape! {
    /// A group.
    pub struct GroupItem {
        path: String => "Path",
        group_name: String => "GroupName",
        group_id: String => "GroupId",
        arn: String => "Arn",
        create_date: Timestamp => "CreateDate",
    }

    /// Output of CreateGroup.
    pub struct GroupOutput {
        group: GroupItem => "Group",
    }

    /// Output of GetGroup.
    pub struct GetGroupOutput {
        group: GroupItem => "Group",
        users: Vec<UserItem> => "Users",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of ListGroups and ListGroupsForUser.
    pub struct ListGroupsOutput {
        groups: Vec<GroupItem> => "Groups",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of ListAttachedGroupPolicies.
    pub struct ListAttachedGroupPoliciesOutput {
        attached_policies: Vec<AttachedPolicy> => "AttachedPolicies",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of GetGroupPolicy.
    pub struct GetGroupPolicyOutput {
        group_name: String => "GroupName",
        policy_name: String => "PolicyName",
        policy_document: Value => "PolicyDocument",
    }

    /// Output of ListGroupPolicies.
    pub struct ListGroupPoliciesOutput {
        policy_names: Vec<String> => "PolicyNames",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}

//! IAM's operations.
//!
//! Actions and resources: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>.

use super::linked;
use super::needs::{
    add_role, attach, attach_to_group, attach_to_role, create_group, create_policy, create_profile,
    create_role, create_user, group, pairs, policy, profile, role, under, user, user_or_caller,
};
use super::shapes::groups::{
    CreateGroupInput, GetGroupOutput, GetGroupPolicyOutput, GroupInput, GroupOutput,
    GroupPolicyArnInput, GroupPolicyNameInput, ListAttachedGroupPoliciesInput,
    ListAttachedGroupPoliciesOutput, ListGroupPoliciesOutput, ListGroupsOutput, ListOfGroupInput,
    MembershipInput, PutGroupPolicyInput,
};
use super::shapes::login::{AccountSummaryOutput, LoginProfileInput, LoginProfileOutput};
use super::shapes::roles::{
    CreateInstanceProfileInput, CreateRoleInput, DeleteServiceLinkedRoleInput,
    DeleteServiceLinkedRoleOutput, DeletionStatusInput, DeletionStatusOutput, GetRolePolicyOutput,
    InstanceProfileInput, InstanceProfileOutput, InstanceProfileRoleInput,
    ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput, ListByPathInput,
    ListInstanceProfilesOutput, ListOfRoleInput, ListRolePoliciesOutput, ListRoleTagsOutput,
    ListRolesOutput, PutRolePermissionsBoundaryInput, PutRolePolicyInput, RoleInput, RoleOutput,
    RolePolicyArnInput, RolePolicyNameInput, TagRoleInput, UntagRoleInput,
    UpdateAssumeRolePolicyInput, UpdateRoleInput,
};
use super::shapes::simulate::{
    ContextKeysOfCustomInput, ContextKeysOfPrincipalInput, ContextKeysOutput,
    SimulateCustomPolicyInput, SimulatePolicyOutput, SimulatePrincipalPolicyInput,
};
use super::shapes::{
    CreateAccessKeyOutput, CreatePolicyInput, CreatePolicyVersionInput,
    CreateServiceLinkedRoleInput, CreateUserInput, DeleteAccessKeyInput,
    DeleteUserPermissionsBoundaryInput, GetUserPolicyOutput, ListAccessKeysInput,
    ListAccessKeysOutput, ListAttachedUserPoliciesInput, ListAttachedUserPoliciesOutput,
    ListEntitiesForPolicyInput, ListEntitiesForPolicyOutput, ListOfUserInput, ListPoliciesInput,
    ListPoliciesOutput, ListPolicyVersionsInput, ListPolicyVersionsOutput, ListUserPoliciesOutput,
    ListUserTagsOutput, ListUsersInput, ListUsersOutput, MaybeUserInput, PolicyArnInput,
    PolicyOutput, PolicyVersionInput, PolicyVersionOutput, PutUserPermissionsBoundaryInput,
    PutUserPolicyInput, TagUserInput, UntagUserInput, UpdateAccessKeyInput, UserInput, UserOutput,
    UserPolicyArnInput, UserPolicyNameInput,
};
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};

/// What IAM's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "iam",
    title: "AWS Identity and Access Management",
    action_prefix: "iam",
    event_source: "iam.amazonaws.com",
    event_version: "1.09",
    api_version: None,
    wording: Wording::denied("AccessDenied", 403).hides_values(),
    throttled: ("Throttling", "Rate exceeded"),
    global: true,
    host: "iam.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "Marker", output: "Marker", limit: Some("MaxItems"), results })
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a user without any permission.
    CreateUser(CreateUserInput) -> UserOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create_user(scope, input),
    }

    /// Gives a user, the caller if none is named.
    GetUser(MaybeUserInput) -> UserOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Lists users by name.
    ListUsers(ListUsersInput) -> ListUsersOutput {
        access: List, event: Management, pages: pages(&["Users"]), rate: None,
        needs: |input, scope| {
            let path = input.path_prefix.as_deref().unwrap_or("/");
            Check::on(scope.global_arn("iam", &format!("user{path}")))
        },
    }

    /// Deletes a user that has no policies and no access keys any more.
    DeleteUser(UserInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Attaches a managed policy to a user.
    AttachUserPolicy(UserPolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| attach(scope, input),
    }

    /// Detaches a managed policy from a user.
    DetachUserPolicy(UserPolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| attach(scope, input),
    }

    /// Lists the managed policies attached to a user.
    ListAttachedUserPolicies(ListAttachedUserPoliciesInput) -> ListAttachedUserPoliciesOutput {
        access: List, event: Management, pages: pages(&["AttachedPolicies"]), rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Writes an inline policy of a user, new or in place of the one of that name.
    PutUserPolicy(PutUserPolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Gives an inline policy of a user.
    GetUserPolicy(UserPolicyNameInput) -> GetUserPolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Deletes an inline policy of a user.
    DeleteUserPolicy(UserPolicyNameInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Lists the names of a user's inline policies.
    ListUserPolicies(ListOfUserInput) -> ListUserPoliciesOutput {
        access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Makes a managed policy the permissions boundary of a user.
    PutUserPermissionsBoundary(PutUserPermissionsBoundaryInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name)
            .key("iam:PermissionsBoundary", vec![input.permissions_boundary.clone()]),
    }

    /// Takes the permissions boundary from a user.
    DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Makes a customer managed policy.
    CreatePolicy(CreatePolicyInput) -> PolicyOutput {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| create_policy(scope, input),
    }

    /// Gives a managed policy, without its document.
    GetPolicy(PolicyArnInput) -> PolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Gives a version of a managed policy, with its document.
    GetPolicyVersion(PolicyVersionInput) -> PolicyVersionOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Lists managed policies, the customer's and AWS's.
    ListPolicies(ListPoliciesInput) -> ListPoliciesOutput {
        access: List, event: Management, pages: pages(&["Policies"]), rate: None,
        needs: |input, scope| {
            let path = input.path_prefix.as_deref().unwrap_or("/");
            Check::any().shown(format!("policy path {path}"))
        },
    }

    /// Lists the versions of a managed policy, newest first.
    ListPolicyVersions(ListPolicyVersionsInput) -> ListPolicyVersionsOutput {
        access: List, event: Management, pages: pages(&["Versions"]), rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Adds a version to a customer managed policy.
    CreatePolicyVersion(CreatePolicyVersionInput) -> PolicyVersionOutput {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Makes a version of a customer managed policy the one that counts.
    SetDefaultPolicyVersion(PolicyVersionInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Deletes a version of a customer managed policy that is not the default.
    DeletePolicyVersion(PolicyVersionInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Deletes a customer managed policy that is attached to nobody.
    DeletePolicy(PolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Lists whom a managed policy is attached to.
    ListEntitiesForPolicy(ListEntitiesForPolicyInput) -> ListEntitiesForPolicyOutput {
        access: List, event: Management,
        pages: pages(&["PolicyGroups", "PolicyUsers", "PolicyRoles"]), rate: None,
        needs: |input, scope| policy(&input.policy_arn),
    }

    /// Adds tags to a user.
    TagUser(TagUserInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name).tags(pairs(&input.tags)),
    }

    /// Removes tags from a user.
    UntagUser(UntagUserInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| user(scope, &input.user_name)
            .key("aws:TagKeys", input.tag_keys.clone()),
    }

    /// Lists the tags of a user by key.
    ListUserTags(ListOfUserInput) -> ListUserTagsOutput {
        access: List, event: Management, pages: pages(&["Tags"]), rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Makes an access key, for the caller if no user is named.
    CreateAccessKey(MaybeUserInput) -> CreateAccessKeyOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Lists access keys, the caller's if no user is named.
    ListAccessKeys(ListAccessKeysInput) -> ListAccessKeysOutput {
        access: List, event: Management, pages: pages(&["AccessKeyMetadata"]), rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Deletes an access key.
    DeleteAccessKey(DeleteAccessKeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Switches an access key on or off.
    UpdateAccessKey(UpdateAccessKeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Gives a user a password for the console.
    CreateLoginProfile(LoginProfileInput) -> LoginProfileOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Tells whether a user has a password, and since when.
    GetLoginProfile(MaybeUserInput) -> LoginProfileOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Changes a user's password.
    UpdateLoginProfile(LoginProfileInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Takes the password from a user.
    DeleteLoginProfile(MaybeUserInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
    }

    /// Counts what the account has, beside its quotas.
    GetAccountSummary(Empty) -> AccountSummaryOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Makes a role without any permission.
    CreateRole(CreateRoleInput) -> RoleOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create_role(scope, input),
    }

    /// Gives a role, with whom it trusts.
    GetRole(RoleInput) -> RoleOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Lists roles by name.
    ListRoles(ListByPathInput) -> ListRolesOutput {
        access: List, event: Management, pages: pages(&["Roles"]), rate: None,
        needs: |input, scope| under(scope, "role", input.path_prefix.as_ref()),
    }

    /// Changes description and session length of a role.
    UpdateRole(UpdateRoleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Changes whom a role trusts.
    UpdateAssumeRolePolicy(UpdateAssumeRolePolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Deletes a role that has no policies and is in no instance profile.
    DeleteRole(RoleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Attaches a managed policy to a role.
    AttachRolePolicy(RolePolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| attach_to_role(scope, input),
    }

    /// Detaches a managed policy from a role.
    DetachRolePolicy(RolePolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| attach_to_role(scope, input),
    }

    /// Lists the managed policies attached to a role.
    ListAttachedRolePolicies(ListAttachedRolePoliciesInput) -> ListAttachedRolePoliciesOutput {
        access: List, event: Management, pages: pages(&["AttachedPolicies"]), rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Writes an inline policy of a role, new or in place of the one of that name.
    PutRolePolicy(PutRolePolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Gives an inline policy of a role.
    GetRolePolicy(RolePolicyNameInput) -> GetRolePolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Deletes an inline policy of a role.
    DeleteRolePolicy(RolePolicyNameInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Lists the names of a role's inline policies.
    ListRolePolicies(ListOfRoleInput) -> ListRolePoliciesOutput {
        access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Makes a managed policy the permissions boundary of a role.
    PutRolePermissionsBoundary(PutRolePermissionsBoundaryInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name)
            .key("iam:PermissionsBoundary", vec![input.permissions_boundary.clone()]),
    }

    /// Takes the permissions boundary from a role.
    DeleteRolePermissionsBoundary(RoleInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Adds tags to a role.
    TagRole(TagRoleInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name).tags(pairs(&input.tags)),
    }

    /// Removes tags from a role.
    UntagRole(UntagRoleInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| role(scope, &input.role_name)
            .key("aws:TagKeys", input.tag_keys.clone()),
    }

    /// Lists the tags of a role by key.
    ListRoleTags(ListOfRoleInput) -> ListRoleTagsOutput {
        access: List, event: Management, pages: pages(&["Tags"]), rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Makes an instance profile without a role.
    CreateInstanceProfile(CreateInstanceProfileInput) -> InstanceProfileOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create_profile(scope, input),
    }

    /// Gives an instance profile, with its role.
    GetInstanceProfile(InstanceProfileInput) -> InstanceProfileOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| profile(scope, &input.instance_profile_name),
    }

    /// Lists instance profiles by name.
    ListInstanceProfiles(ListByPathInput) -> ListInstanceProfilesOutput {
        access: List, event: Management, pages: pages(&["InstanceProfiles"]), rate: None,
        needs: |input, scope| under(scope, "instance-profile", input.path_prefix.as_ref()),
    }

    /// Lists the instance profiles a role is in.
    ListInstanceProfilesForRole(ListOfRoleInput) -> ListInstanceProfilesOutput {
        access: List, event: Management, pages: pages(&["InstanceProfiles"]), rate: None,
        needs: |input, scope| role(scope, &input.role_name),
    }

    /// Puts a role into an instance profile.
    AddRoleToInstanceProfile(InstanceProfileRoleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| add_role(scope, input),
    }

    /// Takes the role out of an instance profile.
    RemoveRoleFromInstanceProfile(InstanceProfileRoleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| profile(scope, &input.instance_profile_name),
    }

    /// Deletes an instance profile without a role.
    DeleteInstanceProfile(InstanceProfileInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| profile(scope, &input.instance_profile_name),
    }

    /// Makes the role in which a service acts for the account.
    CreateServiceLinkedRole(CreateServiceLinkedRoleInput) -> RoleOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| linked::permission(scope.account, &input.aws_service_name),
    }

    /// Deletes the role in which a service acts for the account.
    DeleteServiceLinkedRole(DeleteServiceLinkedRoleInput) -> DeleteServiceLinkedRoleOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| linked::deletion_permission(scope, &input.role_name),
    }

    /// Tells how the deletion of a service-linked role went.
    GetServiceLinkedRoleDeletionStatus(DeletionStatusInput) -> DeletionStatusOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| linked::status_permission(scope, &input.deletion_task_id),
    }
    /// Decides what policies given as texts would allow.
    SimulateCustomPolicy(SimulateCustomPolicyInput) -> SimulatePolicyOutput {
        access: Read, event: Management, pages: pages(&["EvaluationResults"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Decides what the policies of a user or a role allow.
    SimulatePrincipalPolicy(SimulatePrincipalPolicyInput) -> SimulatePolicyOutput {
        access: Read, event: Management, pages: pages(&["EvaluationResults"]), rate: None,
        needs: |input, scope| Check::on(&input.policy_source_arn),
    }

    /// Lists the condition keys policies given as texts ask about.
    GetContextKeysForCustomPolicy(ContextKeysOfCustomInput) -> ContextKeysOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists the condition keys the policies of a user or a role ask about.
    GetContextKeysForPrincipalPolicy(ContextKeysOfPrincipalInput) -> ContextKeysOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.policy_source_arn),
    }
    /// Makes a group without users or policies.
    CreateGroup(CreateGroupInput) -> GroupOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create_group(scope, input),
    }

    /// Gives a group and the users in it.
    GetGroup(ListOfGroupInput) -> GetGroupOutput {
        access: Read, event: Management, pages: pages(&["Users"]), rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Lists groups by name.
    ListGroups(ListByPathInput) -> ListGroupsOutput {
        access: List, event: Management, pages: pages(&["Groups"]), rate: None,
        needs: |input, scope| under(scope, "group", input.path_prefix.as_ref()),
    }

    /// Lists the groups a user is in.
    ListGroupsForUser(ListOfUserInput) -> ListGroupsOutput {
        access: List, event: Management, pages: pages(&["Groups"]), rate: None,
        needs: |input, scope| user(scope, &input.user_name),
    }

    /// Deletes a group without users and policies.
    DeleteGroup(GroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Puts a user into a group.
    AddUserToGroup(MembershipInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Takes a user out of a group.
    RemoveUserFromGroup(MembershipInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Attaches a managed policy to a group.
    AttachGroupPolicy(GroupPolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| attach_to_group(scope, input),
    }

    /// Detaches a managed policy from a group.
    DetachGroupPolicy(GroupPolicyArnInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| attach_to_group(scope, input),
    }

    /// Lists the managed policies attached to a group.
    ListAttachedGroupPolicies(ListAttachedGroupPoliciesInput) -> ListAttachedGroupPoliciesOutput {
        access: List, event: Management, pages: pages(&["AttachedPolicies"]), rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Writes an inline policy of a group, new or in place of the one of that name.
    PutGroupPolicy(PutGroupPolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Gives an inline policy of a group.
    GetGroupPolicy(GroupPolicyNameInput) -> GetGroupPolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Deletes an inline policy of a group.
    DeleteGroupPolicy(GroupPolicyNameInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }

    /// Lists the names of a group's inline policies.
    ListGroupPolicies(ListOfGroupInput) -> ListGroupPoliciesOutput {
        access: List, event: Management, pages: pages(&["PolicyNames"]), rate: None,
        needs: |input, scope| group(scope, &input.group_name),
    }
}

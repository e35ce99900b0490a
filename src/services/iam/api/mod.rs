//! IAM's operations. Their rows stand by subject in the files beside this one, each of which hands
//! its rows to the next and the last to the table.
//!
//! Actions and resources: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>.

#[macro_use]
mod groups;
#[macro_use]
mod keys;
#[macro_use]
mod login;
#[macro_use]
mod mfa;
#[macro_use]
mod policies;
#[macro_use]
mod providers;
#[macro_use]
mod report;
#[macro_use]
mod roles;
#[macro_use]
mod simulate;
#[macro_use]
mod tags;
#[macro_use]
mod users;

use super::linked;
use super::needs::{
    add_role, attach, attach_to_group, attach_to_role, create_device, create_group, create_policy,
    create_profile, create_role, create_saml, create_user, create_web, group, pairs, policy,
    profile, role, under, update_group, update_user, user, user_or_caller,
};
use super::shapes::details::{AccountDetailsInput, AccountDetailsOutput};
use super::shapes::groups::{
    CreateGroupInput, GetGroupOutput, GetGroupPolicyOutput, GroupInput, GroupOutput,
    GroupPolicyArnInput, GroupPolicyNameInput, ListAttachedGroupPoliciesInput,
    ListAttachedGroupPoliciesOutput, ListGroupPoliciesOutput, ListGroupsOutput, ListOfGroupInput,
    MembershipInput, PutGroupPolicyInput, UpdateGroupInput,
};
use super::shapes::login::{
    AccountSummaryOutput, ChangePasswordInput, LoginProfileInput, LoginProfileOutput,
    PasswordPolicyInput, PasswordPolicyOutput,
};
use super::shapes::mfa::{
    CreateDeviceInput, CreateDeviceOutput, DeactivateDeviceInput, DeviceInput, EnableDeviceInput,
    ListDevicesInput, ListDevicesOutput, ListVirtualDevicesInput, ListVirtualDevicesOutput,
};
use super::shapes::providers::{
    ClientIdInput, CreateSamlProviderInput, CreateSamlProviderOutput, CreateWebProviderInput,
    CreateWebProviderOutput, ListSamlProvidersOutput, ListWebProvidersOutput, SamlProviderInput,
    SamlProviderOutput, ThumbprintInput, UpdateSamlProviderInput, UpdateSamlProviderOutput,
    WebProviderInput, WebProviderOutput,
};
use super::shapes::report::{
    DetailsInput, DetailsOutput, EntitiesInput, EntitiesOutput, GenerateDetailsInput,
    GenerateReportOutput, GrantingInput, GrantingOutput, JobOutput, KeyInput, KeyLastUsedOutput,
    ReportOutput,
};
use super::shapes::roles::{
    CreateInstanceProfileInput, CreateRoleInput, DeleteServiceLinkedRoleInput,
    DeleteServiceLinkedRoleOutput, DeletionStatusInput, DeletionStatusOutput, GetRolePolicyOutput,
    InstanceProfileInput, InstanceProfileOutput, InstanceProfileRoleInput,
    ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput, ListByPathInput,
    ListInstanceProfilesOutput, ListOfRoleInput, ListRolePoliciesOutput, ListRoleTagsOutput,
    ListRolesOutput, PutRolePermissionsBoundaryInput, PutRolePolicyInput, RoleInput, RoleOutput,
    RolePolicyArnInput, RolePolicyNameInput, TagRoleInput, UntagRoleInput,
    UpdateAssumeRolePolicyInput, UpdateRoleDescriptionInput, UpdateRoleInput,
};
use super::shapes::simulate::{
    ContextKeysOfCustomInput, ContextKeysOfPrincipalInput, ContextKeysOutput,
    SimulateCustomPolicyInput, SimulatePolicyOutput, SimulatePrincipalPolicyInput,
};
use super::shapes::tags::{
    AliasInput, ListAliasesInput, ListAliasesOutput, TagDeviceInput, TagPolicyInput,
    TagProfileInput, TagSamlInput, TagWebInput, TagsOfDeviceInput, TagsOfPolicyInput,
    TagsOfProfileInput, TagsOfSamlInput, TagsOfWebInput, UntagDeviceInput, UntagPolicyInput,
    UntagProfileInput, UntagSamlInput, UntagWebInput,
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
    PutUserPolicyInput, TagUserInput, UntagUserInput, UpdateAccessKeyInput, UpdateUserInput,
    UserInput, UserOutput, UserPolicyArnInput, UserPolicyNameInput,
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
    protocol: crate::api::Protocol::Query,
    wording: Wording::denied("AccessDenied", 403).hides_values(),
    throttled: ("Throttling", "Rate exceeded"),
    global: true,
    host: "iam.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "Marker", output: "Marker", limit: Some("MaxItems"), results })
}

/// Gathers the rows of every subject.
macro_rules! gather {
    ([] $($rows:tt)*) => {
        api! {
            pub enum Request of &SERVICE;
            $($rows)*
        }
    };
    ([$first:ident $($rest:ident)*] $($rows:tt)*) => {
        $first! { gather [$($rest)*] $($rows)* }
    };
}

gather! { [users policies keys login mfa report roles groups providers simulate tags] }

//! What the pages of IAM show: users, one user, groups, one group, roles, one role, policies, one
//! policy, the credential report, and the forms on them.

pub mod act;
pub mod document;
pub mod ground;
pub mod groups;
pub mod outsiders;
pub mod policies;
pub mod policy;
pub mod report;
pub mod role;
pub mod roles;
pub mod suggest;
pub mod trial;
pub mod user;
pub mod users;

use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::mfa::ListDevicesInput;
use crate::services::iam::shapes::roles::{
    ListAttachedRolePoliciesInput, ListByPathInput, ListOfRoleInput, RoleInput,
};
use crate::services::iam::shapes::{
    ListAccessKeysInput, ListAttachedUserPoliciesInput, ListEntitiesForPolicyInput,
    ListOfUserInput, ListPoliciesInput, ListPolicyVersionsInput, ListUsersInput, MaybeUserInput,
    PolicyArnInput, PolicyVersionInput,
};
use crate::sim::{Arn, World};

/// What the list of users asks AWS when it is opened.
pub fn users_reads() -> Vec<Request> {
    vec![Iam::ListUsers(ListUsersInput::default()).into()]
}

/// What the page of a user asks AWS when it is opened.
pub fn user_reads(name: &str) -> Vec<Request> {
    let user_name = || name.to_owned();
    let attached = ListAttachedUserPoliciesInput { user_name: user_name(), ..Default::default() };
    let of_user = || ListOfUserInput { user_name: user_name(), ..Default::default() };
    let keys = ListAccessKeysInput { user_name: Some(user_name()), ..Default::default() };
    vec![
        Iam::GetUser(MaybeUserInput { user_name: Some(user_name()) }).into(),
        Iam::ListAttachedUserPolicies(attached).into(),
        Iam::ListUserPolicies(of_user()).into(),
        Iam::ListGroupsForUser(of_user()).into(),
        Iam::GetLoginProfile(MaybeUserInput { user_name: Some(user_name()) }).into(),
        Iam::ListMFADevices(ListDevicesInput {
            user_name: Some(user_name()),
            ..Default::default()
        })
        .into(),
        Iam::ListAccessKeys(keys).into(),
    ]
}

/// What the list of roles asks AWS when it is opened.
pub fn roles_reads() -> Vec<Request> {
    vec![Iam::ListRoles(ListByPathInput::default()).into()]
}

/// What the page of a role asks AWS when it is opened.
pub fn role_reads(name: &str) -> Vec<Request> {
    let role_name = || name.to_owned();
    let attached = ListAttachedRolePoliciesInput { role_name: role_name(), ..Default::default() };
    let of_role = || ListOfRoleInput { role_name: role_name(), ..Default::default() };
    vec![
        Iam::GetRole(RoleInput { role_name: role_name() }).into(),
        Iam::ListAttachedRolePolicies(attached).into(),
        Iam::ListRolePolicies(of_role()).into(),
        Iam::ListInstanceProfilesForRole(of_role()).into(),
    ]
}

/// What the list of policies asks AWS when it is opened.
pub fn policies_reads() -> Vec<Request> {
    vec![Iam::ListPolicies(ListPoliciesInput::default()).into()]
}

/// What the page of a policy asks AWS when it is opened.
pub fn policy_reads(world: &World, arn: &str) -> Vec<Request> {
    let policy_arn = || arn.to_owned();
    let parsed = Arn::parse(arn);
    let version = parsed.and_then(|arn| policy::default_version(world, &arn));
    let versions = ListPolicyVersionsInput { policy_arn: policy_arn(), ..Default::default() };
    let entities = ListEntitiesForPolicyInput { policy_arn: policy_arn(), ..Default::default() };
    let mut reads = vec![Iam::GetPolicy(PolicyArnInput { policy_arn: policy_arn() }).into()];
    if let Some(version_id) = version {
        let input = PolicyVersionInput { policy_arn: policy_arn(), version_id };
        reads.push(Iam::GetPolicyVersion(input).into());
    }
    reads.push(Iam::ListPolicyVersions(versions).into());
    reads.push(Iam::ListEntitiesForPolicy(entities).into());
    reads
}

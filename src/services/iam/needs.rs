//! The permissions IAM's operations need.
//!
//! How denials write a resource is recorded: `user NAME`, `policy NAME` for one to be made,
//! `policy ARN` for one there is, the ARN for a user to be made or for all users.

use super::shapes::groups::{CreateGroupInput, GroupPolicyArnInput, UpdateGroupInput};
use super::shapes::mfa::CreateDeviceInput;
use super::shapes::providers::{CreateSamlProviderInput, CreateWebProviderInput};
use super::shapes::roles::{
    CreateInstanceProfileInput, CreateRoleInput, InstanceProfileRoleInput, RolePolicyArnInput,
};
use super::shapes::{CreatePolicyInput, CreateUserInput, Tag, UpdateUserInput, UserPolicyArnInput};
use crate::api::Check;
use crate::sim::scope::Scope;

/// Stands for the caller's own name where a request names no user; no user can be called so.
pub const CALLER: &str = "${aws:username}";

/// A permission on a user there is.
pub(super) fn user(scope: &Scope, name: &str) -> Check {
    Check::on(scope.global_arn("iam", &format!("user/{name}"))).shown(format!("user {name}"))
}

/// The same on the user named or, if none is, on the caller.
pub(super) fn user_or_caller(scope: &Scope, name: Option<&String>) -> Check {
    user(scope, name.map_or(CALLER, String::as_str))
}

/// A permission on a role there is.
pub(super) fn role(scope: &Scope, name: &str) -> Check {
    Check::on(scope.global_arn("iam", &format!("role/{name}"))).shown(format!("role {name}"))
}

pub(super) fn create_role(scope: &Scope, input: &CreateRoleInput) -> Vec<Check> {
    let path = input.path.as_deref().unwrap_or("/");
    let mut make = Check::on(scope.global_arn("iam", &format!("role{path}{}", input.role_name)));
    if let Some(boundary) = &input.permissions_boundary {
        make = make.key("iam:PermissionsBoundary", vec![boundary.clone()]);
    }
    and_tag(make, "iam:TagRole", input.tags.as_ref())
}

pub(super) fn attach_to_role(scope: &Scope, input: &RolePolicyArnInput) -> Check {
    role(scope, &input.role_name).key("iam:PolicyARN", vec![input.policy_arn.clone()])
}

/// A permission on a group there is.
pub(super) fn group(scope: &Scope, name: &str) -> Check {
    Check::on(scope.global_arn("iam", &format!("group/{name}"))).shown(format!("group {name}"))
}

pub(super) fn create_group(scope: &Scope, input: &CreateGroupInput) -> Check {
    let path = input.path.as_deref().unwrap_or("/");
    Check::on(scope.global_arn("iam", &format!("group{path}{}", input.group_name)))
}

pub(super) fn attach_to_group(scope: &Scope, input: &GroupPolicyArnInput) -> Check {
    group(scope, &input.group_name).key("iam:PolicyARN", vec![input.policy_arn.clone()])
}

/// A permission on an instance profile there is.
pub(super) fn profile(scope: &Scope, name: &str) -> Check {
    Check::on(scope.global_arn("iam", &format!("instance-profile/{name}")))
        .shown(format!("instance profile {name}"))
}

pub(super) fn create_profile(scope: &Scope, input: &CreateInstanceProfileInput) -> Vec<Check> {
    let (path, name) = (input.path.as_deref().unwrap_or("/"), &input.instance_profile_name);
    let arn = scope.global_arn("iam", &format!("instance-profile{path}{name}"));
    and_tag(Check::on(arn), "iam:TagInstanceProfile", input.tags.as_ref())
}

/// A permission to list what stands under a path.
pub(super) fn under(scope: &Scope, kind: &str, path: Option<&String>) -> Check {
    let path = path.map_or("/", String::as_str);
    Check::on(scope.global_arn("iam", &format!("{kind}{path}")))
}

/// Putting a role into an instance profile passes it on.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
pub(super) fn add_role(scope: &Scope, input: &InstanceProfileRoleInput) -> Vec<Check> {
    let arn = scope.global_arn("iam", &format!("role/{}", input.role_name));
    let pass = Check::on(arn)
        .action("iam:PassRole")
        .key("iam:PassedToService", vec!["ec2.amazonaws.com".to_owned()]);
    vec![profile(scope, &input.instance_profile_name), pass]
}

/// A permission on a managed policy there is.
pub(super) fn policy(arn: &str) -> Check {
    Check::on(arn).shown(format!("policy {arn}"))
}

pub(super) fn pairs(tags: &[Tag]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()))
}

/// Making something with tags needs permission to tag it, too.
pub(super) fn and_tag(
    make: Check,
    tag_action: &'static str,
    tags: Option<&Vec<Tag>>,
) -> Vec<Check> {
    let Some(tags) = tags.filter(|tags| !tags.is_empty()) else { return vec![make] };
    let make = make.tags(pairs(tags));
    let tag = Check { action: Some(tag_action), ..make.clone() };
    vec![make, tag]
}

pub(super) fn create_user(scope: &Scope, input: &CreateUserInput) -> Vec<Check> {
    let path = input.path.as_deref().unwrap_or("/");
    let mut make = Check::on(scope.global_arn("iam", &format!("user{path}{}", input.user_name)));
    if let Some(boundary) = &input.permissions_boundary {
        make = make.key("iam:PermissionsBoundary", vec![boundary.clone()]);
    }
    and_tag(make, "iam:TagUser", input.tags.as_ref())
}

/// Whoever renames or moves something may do so with it as it is, and as it will be. A request
/// that leaves the path does not say what it is: it is taken for `/`.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html>
pub(super) fn update_user(scope: &Scope, input: &UpdateUserInput) -> Vec<Check> {
    let (name, path) = (&input.user_name, input.new_path.as_deref().unwrap_or("/"));
    let new = input.new_user_name.as_ref().unwrap_or(name);
    let after = Check::on(scope.global_arn("iam", &format!("user{path}{new}")));
    vec![user(scope, name), after.shown(format!("user {new}"))]
}

pub(super) fn update_group(scope: &Scope, input: &UpdateGroupInput) -> Vec<Check> {
    let (name, path) = (&input.group_name, input.new_path.as_deref().unwrap_or("/"));
    let new = input.new_group_name.as_ref().unwrap_or(name);
    let after = Check::on(scope.global_arn("iam", &format!("group{path}{new}")));
    vec![group(scope, name), after.shown(format!("group {new}"))]
}

pub(super) fn create_device(scope: &Scope, input: &CreateDeviceInput) -> Vec<Check> {
    let (path, name) = (input.path.as_deref().unwrap_or("/"), &input.virtual_mfa_device_name);
    let make = Check::on(scope.global_arn("iam", &format!("mfa{path}{name}")));
    and_tag(make, "iam:TagMFADevice", input.tags.as_ref())
}

pub(super) fn create_policy(scope: &Scope, input: &CreatePolicyInput) -> Vec<Check> {
    let path = input.path.as_deref().unwrap_or("/");
    let arn = scope.global_arn("iam", &format!("policy{path}{}", input.policy_name));
    let make = Check::on(arn).shown(format!("policy {}", input.policy_name));
    and_tag(make, "iam:TagPolicy", input.tags.as_ref())
}

pub(super) fn attach(scope: &Scope, input: &UserPolicyArnInput) -> Check {
    user(scope, &input.user_name).key("iam:PolicyARN", vec![input.policy_arn.clone()])
}

pub(super) fn create_saml(scope: &Scope, input: &CreateSamlProviderInput) -> Vec<Check> {
    let arn = scope.global_arn("iam", &format!("saml-provider/{}", input.name));
    and_tag(Check::on(arn), "iam:TagSAMLProvider", input.tags.as_ref())
}

pub(super) fn create_web(scope: &Scope, input: &CreateWebProviderInput) -> Vec<Check> {
    let url = input.url.trim_start_matches("https://");
    let arn = scope.global_arn("iam", &format!("oidc-provider/{url}"));
    and_tag(Check::on(arn), "iam:TagOpenIDConnectProvider", input.tags.as_ref())
}

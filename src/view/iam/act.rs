//! What can be done in IAM from its pages, as requests.

use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::groups::{
    CreateGroupInput, GroupInput, GroupPolicyArnInput, GroupPolicyNameInput, MembershipInput,
    PutGroupPolicyInput,
};
use crate::services::iam::shapes::login::LoginProfileInput;
use crate::services::iam::shapes::mfa::{
    CreateDeviceInput, DeactivateDeviceInput, DeviceInput, EnableDeviceInput,
};
use crate::services::iam::shapes::roles::{
    CreateInstanceProfileInput, CreateRoleInput, InstanceProfileInput, InstanceProfileRoleInput,
    PutRolePermissionsBoundaryInput, PutRolePolicyInput, RoleInput, RolePolicyArnInput,
    RolePolicyNameInput, TagRoleInput, UntagRoleInput, UpdateAssumeRolePolicyInput,
};
use crate::services::iam::shapes::{
    CreatePolicyInput, CreatePolicyVersionInput, CreateUserInput, DeleteAccessKeyInput,
    DeleteUserPermissionsBoundaryInput, MaybeUserInput, PolicyArnInput, PolicyVersionInput,
    PutUserPermissionsBoundaryInput, PutUserPolicyInput, Tag, TagUserInput, UntagUserInput,
    UpdateAccessKeyInput, UserInput, UserPolicyArnInput, UserPolicyNameInput,
};
use crate::view::iam::document::Place;
use crate::view::iam::user::User;
use crate::view::tags::{Tags, changes};

fn tags(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    tags.iter().map(tag).collect()
}

/// Makes a user.
pub fn create_user(name: &str, given: &Tags) -> Request {
    let tags = Some(tags(given)).filter(|tags| !tags.is_empty());
    Iam::CreateUser(CreateUserInput { user_name: name.to_owned(), tags, ..Default::default() })
        .into()
}

/// Deletes a user.
pub fn delete_user(name: &str) -> Request {
    Iam::DeleteUser(UserInput { user_name: name.to_owned() }).into()
}

/// Whom policies and tags belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User(String),
    /// A group of users.
    Group(String),
    /// A role.
    Role(String),
}

impl Holder {
    /// The user of this name.
    pub fn user(name: &str) -> Holder {
        Holder::User(name.to_owned())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Holder::User(name) | Holder::Group(name) | Holder::Role(name) => name,
        }
    }

    /// Where its inline policies are kept.
    pub fn place(&self) -> Place {
        match self {
            Holder::User(_) => Place::Inline,
            Holder::Group(_) => Place::InlineOfGroup,
            Holder::Role(_) => Place::InlineOfRole,
        }
    }
}

/// Attaches a policy.
pub fn attach(to: &Holder, arn: &str) -> Request {
    let policy_arn = arn.to_owned();
    match to {
        Holder::User(name) => {
            Iam::AttachUserPolicy(UserPolicyArnInput { user_name: name.clone(), policy_arn })
        }
        Holder::Group(name) => {
            Iam::AttachGroupPolicy(GroupPolicyArnInput { group_name: name.clone(), policy_arn })
        }
        Holder::Role(name) => {
            Iam::AttachRolePolicy(RolePolicyArnInput { role_name: name.clone(), policy_arn })
        }
    }
    .into()
}

/// Detaches a policy.
pub fn detach(from: &Holder, arn: &str) -> Request {
    let policy_arn = arn.to_owned();
    match from {
        Holder::User(name) => {
            Iam::DetachUserPolicy(UserPolicyArnInput { user_name: name.clone(), policy_arn })
        }
        Holder::Group(name) => {
            Iam::DetachGroupPolicy(GroupPolicyArnInput { group_name: name.clone(), policy_arn })
        }
        Holder::Role(name) => {
            Iam::DetachRolePolicy(RolePolicyArnInput { role_name: name.clone(), policy_arn })
        }
    }
    .into()
}

/// Writes an inline policy, new or changed.
pub fn put_inline(of: &Holder, name: &str, document: &str) -> Request {
    let (policy_name, policy_document) = (name.to_owned(), document.to_owned());
    match of {
        Holder::User(name) => {
            let user_name = name.clone();
            Iam::PutUserPolicy(PutUserPolicyInput { user_name, policy_name, policy_document })
        }
        Holder::Group(name) => {
            let group_name = name.clone();
            Iam::PutGroupPolicy(PutGroupPolicyInput { group_name, policy_name, policy_document })
        }
        Holder::Role(name) => {
            let role_name = name.clone();
            Iam::PutRolePolicy(PutRolePolicyInput { role_name, policy_name, policy_document })
        }
    }
    .into()
}

/// Deletes an inline policy.
pub fn delete_inline(of: &Holder, name: &str) -> Request {
    let policy_name = name.to_owned();
    match of {
        Holder::User(name) => {
            Iam::DeleteUserPolicy(UserPolicyNameInput { user_name: name.clone(), policy_name })
        }
        Holder::Group(name) => {
            Iam::DeleteGroupPolicy(GroupPolicyNameInput { group_name: name.clone(), policy_name })
        }
        Holder::Role(name) => {
            Iam::DeleteRolePolicy(RolePolicyNameInput { role_name: name.clone(), policy_name })
        }
    }
    .into()
}

/// Bounds what a user or a role may, or bounds it no longer; groups have no boundary.
pub fn bound(of: &Holder, policy: Option<&str>) -> Option<Request> {
    let permissions_boundary = policy.map(str::to_owned);
    let request = match (of, permissions_boundary) {
        (Holder::User(name), Some(permissions_boundary)) => {
            let user_name = name.clone();
            let input = PutUserPermissionsBoundaryInput { user_name, permissions_boundary };
            Iam::PutUserPermissionsBoundary(input)
        }
        (Holder::User(name), None) => {
            let user_name = name.clone();
            Iam::DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryInput { user_name })
        }
        (Holder::Role(name), Some(permissions_boundary)) => {
            let role_name = name.clone();
            let input = PutRolePermissionsBoundaryInput { role_name, permissions_boundary };
            Iam::PutRolePermissionsBoundary(input)
        }
        (Holder::Role(name), None) => {
            Iam::DeleteRolePermissionsBoundary(RoleInput { role_name: name.clone() })
        }
        (Holder::Group(_), _) => return None,
    };
    Some(request.into())
}

/// Makes a group of users.
pub fn create_group(name: &str) -> Request {
    Iam::CreateGroup(CreateGroupInput { group_name: name.to_owned(), path: None }).into()
}

/// Deletes a group of users.
pub fn delete_group(name: &str) -> Request {
    Iam::DeleteGroup(GroupInput { group_name: name.to_owned() }).into()
}

/// Puts a user into a group.
pub fn join(group: &str, user: &str) -> Request {
    let (group_name, user_name) = (group.to_owned(), user.to_owned());
    Iam::AddUserToGroup(MembershipInput { group_name, user_name }).into()
}

/// Takes a user out of a group.
pub fn leave(group: &str, user: &str) -> Request {
    let (group_name, user_name) = (group.to_owned(), user.to_owned());
    Iam::RemoveUserFromGroup(MembershipInput { group_name, user_name }).into()
}

/// The calls that make one set of tags of another: removals first. Groups have none.
pub fn retag(of: &Holder, old: &Tags, new: &Tags) -> Vec<Request> {
    let (tag_keys, set) = changes(old, new);
    let tags = tags(&set);
    let (untag, tag): (Request, Request) = match of {
        Holder::User(name) => (
            Iam::UntagUser(UntagUserInput { user_name: name.clone(), tag_keys: tag_keys.clone() })
                .into(),
            Iam::TagUser(TagUserInput { user_name: name.clone(), tags }).into(),
        ),
        Holder::Group(_) => return Vec::new(),
        Holder::Role(name) => (
            Iam::UntagRole(UntagRoleInput { role_name: name.clone(), tag_keys: tag_keys.clone() })
                .into(),
            Iam::TagRole(TagRoleInput { role_name: name.clone(), tags }).into(),
        ),
    };
    let removed = Some(untag).filter(|_| !tag_keys.is_empty());
    removed.into_iter().chain(Some(tag).filter(|_| !set.is_empty())).collect()
}

/// Makes a role; one for instances comes with an instance profile of its name, as the console
/// makes it.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html>
pub fn create_role(name: &str, description: &str, trust: &str, profile: bool) -> Vec<Request> {
    let description = Some(description.trim().to_owned()).filter(|text| !text.is_empty());
    let role = CreateRoleInput {
        role_name: name.to_owned(),
        assume_role_policy_document: trust.to_owned(),
        description,
        ..Default::default()
    };
    let mut requests = vec![Iam::CreateRole(role).into()];
    if profile {
        requests.extend(create_profile(name));
    }
    requests
}

/// Makes an instance profile of a role's name with that role.
pub fn create_profile(role: &str) -> Vec<Request> {
    let name = || role.to_owned();
    let profile =
        CreateInstanceProfileInput { instance_profile_name: name(), ..Default::default() };
    let both = InstanceProfileRoleInput { instance_profile_name: name(), role_name: name() };
    vec![Iam::CreateInstanceProfile(profile).into(), Iam::AddRoleToInstanceProfile(both).into()]
}

/// Deletes an instance profile, its role taken out first.
pub fn delete_profile(profile: &str, role: &str) -> Vec<Request> {
    let name = || profile.to_owned();
    let both =
        InstanceProfileRoleInput { instance_profile_name: name(), role_name: role.to_owned() };
    let gone = InstanceProfileInput { instance_profile_name: name() };
    vec![Iam::RemoveRoleFromInstanceProfile(both).into(), Iam::DeleteInstanceProfile(gone).into()]
}

/// Changes whom a role trusts.
pub fn update_trust(role: &str, document: &str) -> Request {
    let (role_name, policy_document) = (role.to_owned(), document.to_owned());
    Iam::UpdateAssumeRolePolicy(UpdateAssumeRolePolicyInput { role_name, policy_document }).into()
}

/// Deletes a role.
pub fn delete_role(name: &str) -> Request {
    Iam::DeleteRole(RoleInput { role_name: name.to_owned() }).into()
}

/// Gives a user an access key.
pub fn create_key(user: &str) -> Request {
    Iam::CreateAccessKey(MaybeUserInput { user_name: Some(user.to_owned()) }).into()
}

/// Switches an access key on or off.
pub fn switch_key(user: &str, key: &str, active: bool) -> Request {
    Iam::UpdateAccessKey(UpdateAccessKeyInput {
        user_name: Some(user.to_owned()),
        access_key_id: key.to_owned(),
        status: if active { "Active" } else { "Inactive" }.to_owned(),
    })
    .into()
}

/// Deletes an access key.
pub fn delete_key(user: &str, key: &str) -> Request {
    let input =
        DeleteAccessKeyInput { user_name: Some(user.to_owned()), access_key_id: key.to_owned() };
    Iam::DeleteAccessKey(input).into()
}

/// Makes a policy.
pub fn create_policy(name: &str, description: &str, document: &str) -> Request {
    let description = Some(description.trim().to_owned()).filter(|text| !text.is_empty());
    Iam::CreatePolicy(CreatePolicyInput {
        policy_name: name.to_owned(),
        policy_document: document.to_owned(),
        description,
        ..Default::default()
    })
    .into()
}

/// Gives a policy a new version, which counts from then on.
pub fn new_version(arn: &str, document: &str) -> Request {
    Iam::CreatePolicyVersion(CreatePolicyVersionInput {
        policy_arn: arn.to_owned(),
        policy_document: document.to_owned(),
        set_as_default: Some(true),
    })
    .into()
}

/// Makes another version count.
pub fn set_default(arn: &str, version: &str) -> Request {
    let input = PolicyVersionInput { policy_arn: arn.to_owned(), version_id: version.to_owned() };
    Iam::SetDefaultPolicyVersion(input).into()
}

/// Deletes a version that does not count.
pub fn delete_version(arn: &str, version: &str) -> Request {
    let input = PolicyVersionInput { policy_arn: arn.to_owned(), version_id: version.to_owned() };
    Iam::DeletePolicyVersion(input).into()
}

/// Deletes a policy.
pub fn delete_policy(arn: &str) -> Request {
    Iam::DeletePolicy(PolicyArnInput { policy_arn: arn.to_owned() }).into()
}

/// Gives a user a password.
pub fn create_login(user: &str, password: &str) -> Request {
    Iam::CreateLoginProfile(LoginProfileInput {
        user_name: Some(user.to_owned()),
        password: Some(password.to_owned()),
        password_reset_required: None,
    })
    .into()
}

/// Takes the password from a user.
pub fn delete_login(user: &str) -> Request {
    Iam::DeleteLoginProfile(MaybeUserInput { user_name: Some(user.to_owned()) }).into()
}

/// Makes a virtual MFA device and gives it to a user.
pub fn add_device(user: &User, name: &str, codes: (&str, &str)) -> Vec<Request> {
    let made = CreateDeviceInput { virtual_mfa_device_name: name.to_owned(), ..Default::default() };
    let account = user.arn.split(':').nth(4).unwrap_or_default();
    let serial_number = format!("arn:aws:iam::{account}:mfa/{name}");
    let enabled = EnableDeviceInput {
        user_name: user.name.clone(),
        serial_number,
        authentication_code1: codes.0.to_owned(),
        authentication_code2: codes.1.to_owned(),
    };
    vec![Iam::CreateVirtualMFADevice(made).into(), Iam::EnableMFADevice(enabled).into()]
}

/// Takes an MFA device from a user and deletes it.
pub fn drop_device(user: &str, serial: &str) -> Vec<Request> {
    let serial_number = serial.to_owned();
    let off = DeactivateDeviceInput {
        user_name: Some(user.to_owned()),
        serial_number: serial_number.clone(),
    };
    vec![
        Iam::DeactivateMFADevice(off).into(),
        Iam::DeleteVirtualMFADevice(DeviceInput { serial_number }).into(),
    ]
}

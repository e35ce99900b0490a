//! Users.

use super::{check, conflict, exists, limit, name_or_caller, now, page, user};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::shapes::{
    AttachedPermissionsBoundary, CreateUserInput, ListUsersInput, ListUsersOutput, MaybeUserInput,
    Tag, UpdateUserInput, UserInput, UserItem, UserOutput,
};
use crate::services::iam::state::{NewUser, State, User};
use crate::sim::scope::{AccountId, Arn};
use crate::sim::{Caller, Ctx};

/// Users in an account: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_USERS: usize = 5_000;

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateUserInput,
) -> Result<UserOutput, ApiError> {
    let name = &input.user_name;
    let path = input.path.as_deref().unwrap_or("/");
    check::name("userName", name)?;
    check::path("path", path)?;
    let tags = input.tags.as_deref().unwrap_or_default();
    check::tags(tags, false)?;
    if state.users.keys().any(|other| other.eq_ignore_ascii_case(name)) {
        return Err(exists(format!("User with name {name} already exists.")));
    }
    let boundary = match &input.permissions_boundary {
        Some(text) => Some(super::holder::boundary(state, text)?),
        None => None,
    };
    if state.users.len() >= MAX_USERS {
        return Err(limit(format!("Cannot exceed quota for UsersPerAccount: {MAX_USERS}")));
    }
    let user = state.add_user(ctx.scope, &NewUser { name, path, created: now(ctx) });
    user.tags = tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    user.boundary = boundary;
    let user = item(name, user, true);
    ctx.fact(Fact::UserCreated { user: name.clone() });
    Ok(UserOutput { user })
}

pub fn get(state: &State, caller: &Caller, input: &MaybeUserInput) -> Result<UserOutput, ApiError> {
    if input.user_name.is_none() && caller.is_root() {
        return Ok(UserOutput { user: root(state, caller.account) });
    }
    let name = name_or_caller(input.user_name.as_ref(), caller)?;
    Ok(UserOutput { user: item(name, user(state, name)?, true) })
}

/// The root user as replies show it.
pub fn root(state: &State, account: AccountId) -> UserItem {
    UserItem {
        user_id: account.to_string(),
        arn: format!("arn:aws:iam::{account}:root"),
        create_date: Timestamp(state.root_created),
        password_last_used: state.root_used().map(Timestamp),
        ..UserItem::default()
    }
}

pub fn list(state: &State, input: &ListUsersInput) -> Result<ListUsersOutput, ApiError> {
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let users = state.users.iter().filter(|(_, user)| user.path.starts_with(prefix));
    let users = users.map(|(name, user)| item(name, user, false)).collect();
    let (users, is_truncated, marker) = page(users, input.marker.as_ref(), input.max_items)?;
    Ok(ListUsersOutput { users, is_truncated, marker })
}

/// Another name or path. Groups, policies, keys and MFA devices stay with the user; policies that
/// let it do something to a resource follow, and those that name it as a resource do not.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UpdateUserInput,
) -> Result<(), ApiError> {
    let old = &input.user_name;
    let found = user(state, old)?;
    let name = input.new_user_name.as_ref().unwrap_or(old).clone();
    let path = input.new_path.as_ref().unwrap_or(&found.path).clone();
    check::name("newUserName", &name)?;
    check::path("newPath", &path)?;
    let taken = |other: &String| other != old && other.eq_ignore_ascii_case(&name);
    if state.users.keys().any(taken) {
        return Err(exists(format!("User with name {name} already exists.")));
    }
    let Some(mut user) = state.users.remove(old) else { return Ok(()) };
    user.arn = ctx.scope.global_arn("iam", &format!("user{path}{name}"));
    user.path = path;
    state.users.insert(name.clone(), user);
    for group in state.groups.values_mut() {
        if group.members.remove(old) {
            group.members.insert(name.clone());
        }
    }
    let owners = state.extra.devices.values_mut().filter_map(|device| device.owner.as_mut());
    for (owner, _) in owners.filter(|(owner, _)| owner == old) {
        owner.clone_from(&name);
    }
    ctx.fact(Fact::UserUpdated { user: old.clone(), name });
    Ok(())
}

pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &UserInput) -> Result<(), ApiError> {
    let name = &input.user_name;
    let user = user(state, name)?;
    if !user.attached.is_empty() {
        return Err(conflict("Cannot delete entity, must detach all policies first."));
    }
    if !user.inline.is_empty() {
        return Err(conflict("Cannot delete entity, must delete policies first."));
    }
    if !user.keys.is_empty() {
        return Err(conflict("Cannot delete entity, must delete access keys first."));
    }
    if user.login.is_some() {
        return Err(conflict("Cannot delete entity, must delete login profile first."));
    }
    if state.devices_of(name).next().is_some() {
        return Err(conflict("Cannot delete entity, must delete MFA device first."));
    }
    if state.groups_of(name).next().is_some() {
        return Err(conflict(super::groups::IN_GROUP));
    }
    state.users.remove(name);
    ctx.fact(Fact::UserDeleted { user: name.clone() });
    Ok(())
}

/// A user as replies show it; listings leave out boundary and tags.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html>
pub fn item(name: &str, user: &User, whole: bool) -> UserItem {
    let boundary = |arn: &Arn| AttachedPermissionsBoundary {
        permissions_boundary_type: "Policy".to_owned(),
        permissions_boundary_arn: arn.to_string(),
    };
    let tags = super::tags::shown(&user.tags);
    UserItem {
        path: Some(user.path.clone()),
        user_name: Some(name.to_owned()),
        user_id: user.user_id.clone(),
        arn: user.arn.to_string(),
        create_date: Timestamp(user.created),
        password_last_used: user.password_used.map(Timestamp),
        permissions_boundary: user.boundary.as_ref().filter(|_| whole).map(boundary),
        tags: Some(tags).filter(|tags: &Vec<Tag>| whole && !tags.is_empty()),
    }
}

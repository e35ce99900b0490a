//! Groups, and who is in them.

use super::{check, conflict, exists, limit, missing, now, page, user, users};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::groups::Group;
use crate::services::iam::shapes::ListOfUserInput;
use crate::services::iam::shapes::groups::{
    CreateGroupInput, GetGroupOutput, GroupInput, GroupItem, GroupOutput, ListGroupsOutput,
    ListOfGroupInput, MembershipInput, UpdateGroupInput,
};
use crate::services::iam::shapes::roles::ListByPathInput;
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// Groups in an account, and groups a user may be in:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_GROUPS: usize = 300;
const MAX_OF_USER: usize = 10;

fn no_group(name: &str) -> ApiError {
    missing(format!("The group with name {name} cannot be found."))
}

/// The group with a name.
pub fn group<'a>(state: &'a State, name: &str) -> Result<&'a Group, ApiError> {
    check::name("groupName", name)?;
    state.groups.get(name).ok_or_else(|| no_group(name))
}

/// The same to be changed.
pub fn group_mut<'a>(state: &'a mut State, name: &str) -> Result<&'a mut Group, ApiError> {
    check::name("groupName", name)?;
    state.groups.get_mut(name).ok_or_else(|| no_group(name))
}

fn item(name: &str, group: &Group) -> GroupItem {
    GroupItem {
        path: group.path.clone(),
        group_name: name.to_owned(),
        group_id: group.group_id.clone(),
        arn: group.arn.to_string(),
        create_date: Timestamp(group.created),
    }
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateGroupInput,
) -> Result<GroupOutput, ApiError> {
    let (name, path) = (&input.group_name, input.path.as_deref().unwrap_or("/"));
    check::name("groupName", name)?;
    check::path("path", path)?;
    if state.groups.keys().any(|other| other.eq_ignore_ascii_case(name)) {
        return Err(exists(format!("Group with name {name} already exists.")));
    }
    if state.groups.len() >= MAX_GROUPS {
        return Err(limit(format!("Cannot exceed quota for GroupsPerAccount: {MAX_GROUPS}")));
    }
    let group = item(name, state.add_group(ctx.scope, name, path, now(ctx)));
    ctx.fact(Fact::GroupCreated { group: name.clone() });
    Ok(GroupOutput { group })
}

pub fn get(state: &State, input: &ListOfGroupInput) -> Result<GetGroupOutput, ApiError> {
    let name = &input.group_name;
    let found = group(state, name)?;
    let members = found.members.iter().filter_map(|name| Some((name, state.users.get(name)?)));
    let members = members.map(|(name, user)| users::item(name, user, false)).collect();
    let (users, is_truncated, marker) = page(members, input.marker.as_ref(), input.max_items)?;
    Ok(GetGroupOutput { group: item(name, found), users, is_truncated, marker })
}

pub fn list(state: &State, input: &ListByPathInput) -> Result<ListGroupsOutput, ApiError> {
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let groups = state.groups.iter().filter(|(_, group)| group.path.starts_with(prefix));
    let groups = groups.map(|(name, group)| item(name, group)).collect();
    let (groups, is_truncated, marker) = page(groups, input.marker.as_ref(), input.max_items)?;
    Ok(ListGroupsOutput { groups, is_truncated, marker })
}

pub fn list_for_user(state: &State, input: &ListOfUserInput) -> Result<ListGroupsOutput, ApiError> {
    user(state, &input.user_name)?;
    let groups = state.groups_of(&input.user_name).map(|(name, group)| item(name, group));
    let (groups, is_truncated, marker) =
        page(groups.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListGroupsOutput { groups, is_truncated, marker })
}

pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &GroupInput) -> Result<(), ApiError> {
    let name = &input.group_name;
    let group = group(state, name)?;
    if !group.members.is_empty() {
        return Err(conflict(IN_GROUP));
    }
    if !group.attached.is_empty() {
        return Err(conflict("Cannot delete entity, must detach all policies first."));
    }
    if !group.inline.is_empty() {
        return Err(conflict("Cannot delete entity, must delete policies first."));
    }
    state.groups.remove(name);
    ctx.fact(Fact::GroupDeleted { group: name.clone() });
    Ok(())
}

/// Another name or path. Users and policies stay with the group.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html>
pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UpdateGroupInput,
) -> Result<(), ApiError> {
    let old = &input.group_name;
    let found = group(state, old)?;
    let name = input.new_group_name.as_ref().unwrap_or(old).clone();
    let path = input.new_path.as_ref().unwrap_or(&found.path).clone();
    check::name("newGroupName", &name)?;
    check::path("newPath", &path)?;
    let taken = |other: &String| other != old && other.eq_ignore_ascii_case(&name);
    if state.groups.keys().any(taken) {
        return Err(exists(format!("Group with name {name} already exists.")));
    }
    let Some(mut group) = state.groups.remove(old) else { return Ok(()) };
    group.arn = ctx.scope.global_arn("iam", &format!("group{path}{name}"));
    group.path = path;
    state.groups.insert(name.clone(), group);
    ctx.fact(Fact::GroupUpdated { group: old.clone(), name });
    Ok(())
}

/// What keeps a group with users, and a user in a group, from being deleted.
pub const IN_GROUP: &str = "Cannot delete entity, must remove users from group first.";

pub fn add_user(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &MembershipInput,
) -> Result<(), ApiError> {
    let (name, member) = (&input.group_name, &input.user_name);
    group(state, name)?;
    user(state, member)?;
    let others = state.groups_of(member).filter(|(other, _)| other != name).count();
    if others >= MAX_OF_USER {
        return Err(limit(format!("Cannot exceed quota for GroupsPerUser: {MAX_OF_USER}")));
    }
    if group_mut(state, name)?.members.insert(member.clone()) {
        ctx.fact(Fact::GroupJoined { group: name.clone(), user: member.clone() });
    }
    Ok(())
}

pub fn remove_user(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &MembershipInput,
) -> Result<(), ApiError> {
    let (name, member) = (&input.group_name, &input.user_name);
    user(state, member)?;
    // What AWS answers for a user who is not in it is not documented: we take it for done.
    if group_mut(state, name)?.members.remove(member) {
        ctx.fact(Fact::GroupLeft { group: name.clone(), user: member.clone() });
    }
    Ok(())
}

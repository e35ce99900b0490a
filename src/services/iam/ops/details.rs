//! Everybody and every policy of the account at once, as audits fetch them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>

use std::collections::BTreeMap;

use super::{page, policies, profiles, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail;
use crate::services::iam::groups::Group;
use crate::services::iam::last_used;
use crate::services::iam::managed;
use crate::services::iam::roles::Role;
use crate::services::iam::shapes::details::{
    AccountDetailsInput, AccountDetailsOutput, GroupDetail, ManagedPolicyDetail, PolicyDetail,
    RoleDetail, UserDetail,
};
use crate::services::iam::shapes::roles::RoleLastUsed;
use crate::services::iam::shapes::{
    AttachedPermissionsBoundary, AttachedPolicy, PolicyVersionItem,
};
use crate::services::iam::state::{Document, ManagedPolicy, State, User};
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// What may be asked for.
const KINDS: [&str; 5] = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];

/// One thing of the answer.
enum Entry {
    User(UserDetail),
    Group(GroupDetail),
    Role(RoleDetail),
    Policy(ManagedPolicyDetail),
}

/// Of AWS's own policies those are told that somebody uses.
pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    trail: &cloudtrail::State,
    input: &AccountDetailsInput,
) -> Result<AccountDetailsOutput, ApiError> {
    let filter = input.filter.as_deref().unwrap_or_default();
    if let Some(other) = filter.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
        let text = format!(
            "1 validation error detected: Value '[{other}]' at 'filter' failed to satisfy \
             constraint: Member must satisfy constraint: [Member must satisfy enum value set: \
             [{}]]",
            KINDS.join(", ")
        );
        return Err(ApiError::new("ValidationError", text));
    }
    let asked = |kind: &str| filter.is_empty() || filter.iter().any(|one| one == kind);
    let mut all = Vec::new();
    if asked("User") {
        all.extend(state.users().iter().map(|(name, of)| Entry::User(user(state, name, of))));
    }
    if asked("Group") {
        all.extend(state.groups().iter().map(|(name, of)| Entry::Group(group(state, name, of))));
    }
    if asked("Role") {
        all.extend(state.roles().values().map(|of| Entry::Role(role(state, (ctx, trail), of))));
    }
    let own = state.policies().keys().filter(|_| asked("LocalManagedPolicy"));
    let used = managed::all().iter().map(|policy| &policy.arn);
    let used = used.filter(|arn| asked("AWSManagedPolicy") && policies::uses(state, arn) != (0, 0));
    all.extend(own.chain(used).filter_map(|arn| policy(state, arn).map(Entry::Policy)));
    let (entries, is_truncated, marker) = page(all, input.marker.as_ref(), input.max_items)?;
    let mut output = AccountDetailsOutput { is_truncated, marker, ..Default::default() };
    for entry in entries {
        match entry {
            Entry::User(user) => output.user_detail_list.push(user),
            Entry::Group(group) => output.group_detail_list.push(group),
            Entry::Role(role) => output.role_detail_list.push(role),
            Entry::Policy(policy) => output.policies.push(policy),
        }
    }
    Ok(output)
}

fn inline(of: &BTreeMap<String, Document>) -> Vec<PolicyDetail> {
    let one = |(name, document): (&String, &Document)| PolicyDetail {
        policy_name: name.clone(),
        policy_document: document.json(),
    };
    of.iter().map(one).collect()
}

fn attached(state: &State, arns: &[Arn]) -> Vec<AttachedPolicy> {
    let one = |arn: &Arn| {
        let policy = state.policy(arn)?;
        let policy_name = policy.name().to_owned();
        Some(AttachedPolicy { policy_name, policy_arn: arn.to_string() })
    };
    arns.iter().filter_map(one).collect()
}

fn boundary(arn: &Arn) -> AttachedPermissionsBoundary {
    AttachedPermissionsBoundary {
        permissions_boundary_type: "Policy".to_owned(),
        permissions_boundary_arn: arn.to_string(),
    }
}

fn user(state: &State, name: &str, of: &User) -> UserDetail {
    UserDetail {
        path: of.path.clone(),
        user_name: name.to_owned(),
        user_id: of.user_id.clone(),
        arn: of.arn.to_string(),
        create_date: Timestamp(of.created),
        user_policy_list: Some(inline(&of.inline)).filter(|list| !list.is_empty()),
        group_list: state.groups_of(name).map(|(name, _)| name.to_owned()).collect(),
        attached_managed_policies: attached(state, &of.attached),
        permissions_boundary: of.boundary.as_ref().map(boundary),
        tags: tags::shown(&of.tags),
    }
}

fn group(state: &State, name: &str, of: &Group) -> GroupDetail {
    GroupDetail {
        path: of.path.clone(),
        group_name: name.to_owned(),
        group_id: of.group_id.clone(),
        arn: of.arn.to_string(),
        create_date: Timestamp(of.created),
        group_policy_list: inline(&of.inline),
        attached_managed_policies: attached(state, &of.attached),
    }
}

fn role(state: &State, (ctx, trail): (&Ctx<'_>, &cloudtrail::State), of: &Role) -> RoleDetail {
    let used = last_used::of_role(trail, of, ctx.now);
    let carries = state.profiles().values().filter(|it| it.role.as_deref() == Some(of.name()));
    RoleDetail {
        path: of.path.clone(),
        role_name: of.name().to_owned(),
        role_id: of.role_id.clone(),
        arn: of.arn.to_string(),
        create_date: Timestamp(of.created),
        assume_role_policy_document: of.trust.json(),
        instance_profile_list: carries.map(|profile| profiles::listed(state, profile)).collect(),
        role_policy_list: inline(&of.inline),
        attached_managed_policies: attached(state, &of.attached),
        permissions_boundary: of.boundary.as_ref().map(boundary),
        tags: tags::shown(&of.tags),
        role_last_used: RoleLastUsed {
            last_used_date: used.map(|(at, _)| Timestamp(at)),
            region: used.map(|(_, region)| region.to_owned()),
        },
    }
}

fn policy(state: &State, arn: &Arn) -> Option<ManagedPolicyDetail> {
    let found = state.policy(arn)?;
    let item = policies::item(state, arn, found);
    let (description, versions) = match found {
        ManagedPolicy::Aws(of) => {
            let version = PolicyVersionItem {
                document: Some(of.document.clone()),
                version_id: of.version.clone(),
                is_default_version: true,
                create_date: Timestamp(of.updated),
            };
            (None, vec![version])
        }
        ManagedPolicy::Customer(of) => {
            let version = |one: &crate::services::iam::state::Version| PolicyVersionItem {
                document: Some(one.document.json()),
                version_id: format!("v{}", one.number),
                is_default_version: one.number == of.default,
                create_date: Timestamp(one.created),
            };
            (of.description.clone(), of.versions.iter().rev().map(version).collect())
        }
    };
    Some(ManagedPolicyDetail {
        policy_name: item.policy_name,
        policy_id: item.policy_id,
        arn: item.arn,
        path: item.path,
        default_version_id: item.default_version_id,
        attachment_count: item.attachment_count,
        permissions_boundary_usage_count: item.permissions_boundary_usage_count,
        is_attachable: item.is_attachable,
        description,
        create_date: item.create_date,
        update_date: item.update_date,
        policy_version_list: versions,
    })
}

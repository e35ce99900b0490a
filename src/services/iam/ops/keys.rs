//! Access keys. They can be looked at and practised with; calls here do not need them.

use super::{limit, missing, name_or_caller, now, page, user, user_mut};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail;
use crate::services::iam::Fact;
use crate::services::iam::extra::ROOT;
use crate::services::iam::last_used;
use crate::services::iam::shapes::report::{KeyInput, KeyLastUsed, KeyLastUsedOutput};
use crate::services::iam::shapes::{
    AccessKeyItem, AccessKeyMetadata, CreateAccessKeyOutput, DeleteAccessKeyInput,
    ListAccessKeysInput, ListAccessKeysOutput, MaybeUserInput, UpdateAccessKeyInput,
};
use crate::services::iam::state::{AccessKey, State};
use crate::sim::time::Time;
use crate::sim::{Caller, Ctx};

/// Access keys a user may have:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_KEYS: usize = 2;

/// Whose keys: a user's, or the root user's own, which names nobody.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_add-key.html>
fn owner<'a>(name: Option<&'a String>, caller: &'a Caller) -> Result<Option<&'a str>, ApiError> {
    if name.is_none() && caller.is_root() {
        return Ok(None);
    }
    name_or_caller(name, caller).map(Some)
}

/// The same as facts name them.
fn named(owner: Option<&str>) -> String {
    owner.unwrap_or(ROOT).to_owned()
}

fn keys<'a>(state: &'a State, owner: Option<&str>) -> Result<&'a [AccessKey], ApiError> {
    match owner {
        Some(name) => Ok(&user(state, name)?.keys),
        None => Ok(state.root_keys()),
    }
}

fn keys_mut<'a>(
    state: &'a mut State,
    owner: Option<&str>,
) -> Result<&'a mut Vec<AccessKey>, ApiError> {
    match owner {
        Some(name) => Ok(&mut user_mut(state, name)?.keys),
        None => Ok(&mut state.extra.root_keys),
    }
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &MaybeUserInput,
) -> Result<CreateAccessKeyOutput, ApiError> {
    let owner = owner(input.user_name.as_ref(), caller)?;
    if keys(state, owner)?.len() >= MAX_KEYS {
        return Err(limit(format!("Cannot exceed quota for AccessKeysPerUser: {MAX_KEYS}")));
    }
    let created = now(ctx);
    let key = match owner {
        Some(name) => user_mut(state, name)?.add_key(ctx.ids, created),
        None => state.add_root_key(created),
    };
    let access_key = AccessKeyItem {
        user_name: owner.map(str::to_owned),
        access_key_id: key.clone(),
        status: "Active".to_owned(),
        secret_access_key: ctx.ids.base64(&key, 0, ['+', '/'], 40),
        create_date: Timestamp(created),
    };
    ctx.fact(Fact::AccessKeyCreated { user: named(owner), key });
    Ok(CreateAccessKeyOutput { access_key })
}

impl State {
    fn add_root_key(&mut self, created: Time) -> String {
        let id = self.root_key(self.extra.root_keys_made);
        self.extra.root_keys_made += 1;
        self.extra.root_keys.push(AccessKey { id: id.clone(), active: true, created });
        id
    }
}

pub fn list(
    state: &State,
    caller: &Caller,
    input: &ListAccessKeysInput,
) -> Result<ListAccessKeysOutput, ApiError> {
    let owner = owner(input.user_name.as_ref(), caller)?;
    let keys = keys(state, owner)?.iter().map(|key| AccessKeyMetadata {
        user_name: owner.map(str::to_owned),
        access_key_id: key.id.clone(),
        status: status(key).to_owned(),
        create_date: Timestamp(key.created),
    });
    let (access_key_metadata, is_truncated, marker) =
        page(keys.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListAccessKeysOutput { access_key_metadata, is_truncated, marker })
}

fn status(key: &AccessKey) -> &'static str {
    if key.active { "Active" } else { "Inactive" }
}

fn no_key(id: &str) -> ApiError {
    missing(format!("The Access Key with id {id} cannot be found."))
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &DeleteAccessKeyInput,
) -> Result<(), ApiError> {
    let owner = owner(input.user_name.as_ref(), caller)?;
    let keys = keys_mut(state, owner)?;
    let at = keys.iter().position(|key| key.id == input.access_key_id);
    keys.remove(at.ok_or_else(|| no_key(&input.access_key_id))?);
    let key = input.access_key_id.clone();
    ctx.fact(Fact::AccessKeyDeleted { user: named(owner), key });
    Ok(())
}

pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &UpdateAccessKeyInput,
) -> Result<(), ApiError> {
    if input.status == "Expired" {
        return Err(ApiError::not_simulated("Status Expired"));
    }
    let owner = owner(input.user_name.as_ref(), caller)?;
    let mut keys = keys_mut(state, owner)?.iter_mut();
    let key = keys.find(|key| key.id == input.access_key_id);
    let key = key.ok_or_else(|| no_key(&input.access_key_id))?;
    key.active = input.status == "Active";
    let fact =
        Fact::AccessKeyUpdated { user: named(owner), key: key.id.clone(), active: key.active };
    ctx.fact(fact);
    Ok(())
}

/// When a key was last used; one that never was has the words for that in place of names.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html>
pub fn last_used(
    state: &State,
    trail: &cloudtrail::State,
    input: &KeyInput,
) -> Result<KeyLastUsedOutput, ApiError> {
    let id = &input.access_key_id;
    let owns = |(_, user): &(&String, &crate::services::iam::state::User)| {
        user.keys.iter().any(|key| key.id == *id)
    };
    let found = state.users().iter().find(owns);
    let of_root = state.root_keys().iter().any(|key| key.id == *id);
    if found.is_none() && !of_root {
        return Err(no_key(id));
    }
    let user_name = found.map(|(name, _)| name.clone());
    let used = last_used::of_key(trail, id);
    let or_none = |text: Option<&str>| text.unwrap_or("N/A").to_owned();
    let access_key_last_used = KeyLastUsed {
        last_used_date: used.as_ref().map(|used| Timestamp(used.at)),
        service_name: or_none(used.as_ref().map(|used| used.service)),
        region: or_none(used.as_ref().map(|used| used.region)),
    };
    Ok(KeyLastUsedOutput { user_name, access_key_last_used })
}

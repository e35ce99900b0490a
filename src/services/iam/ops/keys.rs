//! Access keys. They can be looked at and practised with; calls here do not need them.

use super::{limit, missing, name_or_caller, now, page, user, user_mut};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail;
use crate::services::iam::Fact;
use crate::services::iam::last_used;
use crate::services::iam::shapes::report::{KeyInput, KeyLastUsed, KeyLastUsedOutput};
use crate::services::iam::shapes::{
    AccessKeyItem, AccessKeyMetadata, CreateAccessKeyOutput, DeleteAccessKeyInput,
    ListAccessKeysInput, ListAccessKeysOutput, MaybeUserInput, UpdateAccessKeyInput,
};
use crate::services::iam::state::{AccessKey, State};
use crate::sim::{Caller, Ctx};

/// Access keys a user may have:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_KEYS: usize = 2;

/// Whose keys: the root user has some of its own, which are not simulated.
fn owner<'a>(name: Option<&'a String>, caller: &'a Caller) -> Result<&'a str, ApiError> {
    if name.is_none() && caller.is_root() {
        return Err(ApiError::not_simulated("access keys of the root user"));
    }
    name_or_caller(name, caller)
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &MaybeUserInput,
) -> Result<CreateAccessKeyOutput, ApiError> {
    let name = owner(input.user_name.as_ref(), caller)?;
    let user = user_mut(state, name)?;
    if user.keys.len() >= MAX_KEYS {
        return Err(limit(format!("Cannot exceed quota for AccessKeysPerUser: {MAX_KEYS}")));
    }
    let created = now(ctx);
    let key = user.add_key(ctx.ids, created);
    let access_key = AccessKeyItem {
        user_name: name.to_owned(),
        access_key_id: key.clone(),
        status: "Active".to_owned(),
        secret_access_key: ctx.ids.base64(&key, 0, ['+', '/'], 40),
        create_date: Timestamp(created),
    };
    ctx.fact(Fact::AccessKeyCreated { user: name.to_owned(), key });
    Ok(CreateAccessKeyOutput { access_key })
}

pub fn list(
    state: &State,
    caller: &Caller,
    input: &ListAccessKeysInput,
) -> Result<ListAccessKeysOutput, ApiError> {
    let name = owner(input.user_name.as_ref(), caller)?;
    let keys = user(state, name)?.keys.iter().map(|key| AccessKeyMetadata {
        user_name: name.to_owned(),
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
    let name = owner(input.user_name.as_ref(), caller)?;
    let keys = &mut user_mut(state, name)?.keys;
    let at = keys.iter().position(|key| key.id == input.access_key_id);
    keys.remove(at.ok_or_else(|| no_key(&input.access_key_id))?);
    let key = input.access_key_id.clone();
    ctx.fact(Fact::AccessKeyDeleted { user: name.to_owned(), key });
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
    let name = owner(input.user_name.as_ref(), caller)?;
    let mut keys = user_mut(state, name)?.keys.iter_mut();
    let key = keys.find(|key| key.id == input.access_key_id);
    let key = key.ok_or_else(|| no_key(&input.access_key_id))?;
    key.active = input.status == "Active";
    let fact =
        Fact::AccessKeyUpdated { user: name.to_owned(), key: key.id.clone(), active: key.active };
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
    let (name, _) = state.users().iter().find(owns).ok_or_else(|| no_key(id))?;
    let used = last_used::of_key(trail, id);
    let or_none = |text: Option<&str>| text.unwrap_or("N/A").to_owned();
    let access_key_last_used = KeyLastUsed {
        last_used_date: used.as_ref().map(|used| Timestamp(used.at)),
        service_name: or_none(used.as_ref().map(|used| used.service)),
        region: or_none(used.as_ref().map(|used| used.region)),
    };
    Ok(KeyLastUsedOutput { user_name: name.clone(), access_key_last_used })
}

//! One arm an operation.

use serde_json::Value;

use super::api::Request;
use super::rotation;
use super::shapes::{
    AliasEntry, CancelKeyDeletionOutput, CreateAliasInput, CreateKeyInput, GetKeyPolicyInput,
    GetKeyPolicyOutput, KeyEntry, KeyMetadata, KeyOutput, ListAliasesInput, ListAliasesOutput,
    ListKeyPoliciesInput, ListKeyPoliciesOutput, ListKeysInput, ListKeysOutput, PutKeyPolicyInput,
    ScheduleKeyDeletionInput, ScheduleKeyDeletionOutput,
};
use super::state::{Alias, Key, ORIGIN, SPEC, State, USAGE};
use super::wake::{Due, Wake};
use crate::access::Policy;
use crate::api::reply::{json, none};
use crate::api::{ApiError, Timestamp, page};
use crate::services::iam::{Accounts, Nobody};
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Span;

/// How many keys or aliases a page has when nobody says.
const PAGE: usize = 100;
/// The only name a policy of a key can have.
const DEFAULT: &str = "default";
/// How long a policy may be, in bytes.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>
const MAX_POLICY: usize = 32 * 1024;

/// Days until a key is deleted when nobody says.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>
pub(super) const WAITING_DAYS: i32 = 30;

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &Accounts,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateKey(input) => create(state, ctx, iam, input).map(json),
        Request::DescribeKey(input) => {
            let key = found(state, ctx, &input.key)?;
            Ok(json(KeyOutput { key: metadata(key) }))
        }
        Request::ListKeys(input) => list(state, ctx, input).map(json),
        Request::CreateAlias(input) => alias(state, ctx, input).map(none),
        Request::UpdateAlias(input) => super::aliases::update(state, ctx, input).map(none),
        Request::DeleteAlias(input) => super::aliases::delete(state, ctx, input).map(none),
        Request::TagResource(input) => super::tags::tag(state, ctx, input).map(none),
        Request::UntagResource(input) => super::tags::untag(state, ctx, input).map(none),
        Request::ListResourceTags(input) => super::tags::list(state, ctx, input).map(json),
        Request::UpdateKeyDescription(input) => {
            to_change(state, ctx, &input.key)?.description.clone_from(&input.description);
            Ok(none(()))
        }
        Request::ListAliases(input) => aliases(state, ctx, input).map(json),
        Request::GetKeyPolicy(input) => policy(state, ctx, input).map(json),
        Request::PutKeyPolicy(input) => put_policy(state, ctx, iam, input).map(none),
        Request::EnableKey(input) => switch(state, ctx, &input.key, true).map(none),
        Request::DisableKey(input) => switch(state, ctx, &input.key, false).map(none),
        Request::ScheduleKeyDeletion(input) => schedule(state, ctx, input).map(json),
        Request::CancelKeyDeletion(input) => cancel(state, ctx, &input.key).map(json),
        Request::EnableKeyRotation(input) => rotation::enable(state, ctx, input).map(none),
        Request::DisableKeyRotation(input) => rotation::disable(state, ctx, input).map(none),
        Request::RotateKeyOnDemand(input) => rotation::on_demand(state, ctx, input).map(json),
        Request::ListKeyRotations(input) => rotation::list(state, ctx, input).map(json),
        Request::ListKeyPolicies(input) => policies(state, ctx, input).map(json),
        Request::GetKeyRotationStatus(input) => rotation::status(state, ctx, input).map(json),
    }
}

pub(super) fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("ValidationException", text)
}

pub(super) fn missing(state: &State, scope: Scope, given: &str) -> ApiError {
    let arn = state.meant(scope, given);
    let text = match arn.rest().starts_with("alias/") {
        true => format!("Alias {arn} is not found."),
        false => format!("Key '{arn}' does not exist"),
    };
    ApiError::new("NotFoundException", text)
}

/// A key. The ARN of another Region's names none here; the text is AWS's, seen in
/// <https://github.com/nakedible/openssl-engine-kms/issues/1>.
pub(super) fn found<'a>(state: &'a State, ctx: &Ctx<'_>, given: &str) -> Result<&'a Key, ApiError> {
    let elsewhere = Arn::parse(given).and_then(|arn| arn.region());
    if let Some(region) = elsewhere.filter(|region| *region != ctx.scope.region) {
        return Err(ApiError::new("NotFoundException", format!("Invalid arn {region}")));
    }
    let found = state.key(&state.meant(ctx.scope, given), ctx.now);
    found.ok_or_else(|| missing(state, ctx.scope, given))
}

/// A key that is there and is not to be deleted.
pub(super) fn to_change<'a>(
    state: &'a mut State,
    ctx: &Ctx<'_>,
    given: &str,
) -> Result<&'a mut Key, ApiError> {
    let key = found(state, ctx, given)?;
    if key.deletion.is_some() {
        return Err(wrong_state(format!("{} is pending deletion.", key.arn)));
    }
    let (arn, none) = (key.arn.clone(), missing(state, ctx.scope, given));
    state.keys.get_mut(&arn).ok_or(none)
}

fn wrong_state(text: String) -> ApiError {
    ApiError::new("KMSInvalidStateException", text)
}

/// Reads a key's policy, whose principals must be there.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>; the words:
/// <https://github.com/awslabs/minimum-viable-dataspace-on-aws/issues/6>,
/// <https://github.com/terraform-aws-modules/terraform-aws-eks/pull/2163>
fn read_policy(iam: &Accounts, text: &str) -> Result<Policy, ApiError> {
    let malformed = |text: &str| ApiError::new("MalformedPolicyDocumentException", text);
    if text.len() > MAX_POLICY {
        return Err(ApiError::new("LimitExceededException", "The key policy is too long."));
    }
    let policy = Policy::parse(text).map_err(|_| malformed("The policy document is not valid."))?;
    let nobody = |nobody: Nobody| match nobody {
        Nobody::Unnamed => malformed("Policy contains a statement with no principal."),
        Nobody::Service | Nobody::Unknown => {
            malformed("Policy contains a statement with one or more invalid principals.")
        }
    };
    iam.know(&policy).map_err(nobody).map(|()| policy)
}

/// The policy of a key that nobody gave one: the account may hand it on to whom it likes.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
fn default_policy(scope: Scope) -> String {
    format!(
        "{{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n  \"Statement\" : [ \
         {{\n    \"Sid\" : \"Enable IAM User Permissions\",\n    \"Effect\" : \"Allow\",\n    \
         \"Principal\" : {{\n      \"AWS\" : \"arn:aws:iam::{}:root\"\n    }},\n    \"Action\" : \
         \"kms:*\",\n    \"Resource\" : \"*\"\n  }} ]\n}}",
        scope.account
    )
}

/// Symmetric encryption keys of one Region are simulated, and no others.
fn simulated(input: &CreateKeyInput) -> Result<(), ApiError> {
    let asked = [
        ("KeyUsage", &input.usage, USAGE),
        ("KeySpec", &input.spec, SPEC),
        ("Origin", &input.origin, ORIGIN),
    ];
    for (member, given, only) in asked {
        if let Some(other) = given.as_deref().filter(|given| *given != only) {
            return Err(ApiError::not_simulated(format!("{member} {other}")));
        }
    }
    match input.multi_region {
        Some(true) => Err(ApiError::not_simulated("MultiRegion (kms CreateKey)".to_owned())),
        _ => Ok(()),
    }
}

fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &CreateKeyInput,
) -> Result<KeyOutput, ApiError> {
    simulated(input)?;
    let text = input.policy.clone().unwrap_or_else(|| default_policy(ctx.scope));
    let policy = read_policy(iam, &text)?;
    let id = ctx.ids.uuid("kms:key", state.made);
    let arn = ctx.scope.arn("kms", &format!("key/{id}"));
    let tags = input.tags.iter().flatten();
    let key = Key {
        scope: ctx.scope,
        id,
        arn: arn.clone(),
        created: ctx.now,
        description: input.description.clone().unwrap_or_default(),
        policy: (text, policy),
        enabled: true,
        deletion: None,
        rotation: None,
        rotated: Vec::new(),
        tags: tags.map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
        managed: false,
    };
    let output = KeyOutput { key: metadata(&key) };
    state.made += 1;
    state.keys.insert(arn, key);
    Ok(output)
}

fn metadata(key: &Key) -> KeyMetadata {
    let text = |text: &str| text.to_owned();
    KeyMetadata {
        account: key.scope.account.to_string(),
        id: key.id.clone(),
        arn: key.arn.to_string(),
        created: Timestamp(key.created),
        enabled: key.enabled && key.deletion.is_none(),
        description: key.description.clone(),
        usage: text(USAGE),
        state: text(key.state()),
        deletion: key.deletion.map(Timestamp),
        origin: text(ORIGIN),
        manager: text(if key.managed { "AWS" } else { "CUSTOMER" }),
        old_spec: text(SPEC),
        spec: text(SPEC),
        algorithms: vec![text(SPEC)],
        multi_region: false,
    }
}

/// One page, its marker, and whether there is more.
pub(super) fn cut<T>(
    items: Vec<T>,
    marker: Option<&str>,
    limit: Option<i32>,
) -> Result<(Vec<T>, Option<String>, bool), ApiError> {
    let size = limit.map_or(PAGE, |limit| limit.max(1) as usize);
    let wrong = || ApiError::new("InvalidMarkerException", "The marker is not valid.");
    let (items, marker) = page::page(items, marker, size).ok_or_else(wrong)?;
    let more = marker.is_some();
    Ok((items, marker, more))
}

/// The one policy of a key.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html>
fn policies(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListKeyPoliciesInput,
) -> Result<ListKeyPoliciesOutput, ApiError> {
    found(state, ctx, &input.key)?;
    let all = vec![DEFAULT.to_owned()];
    let (names, marker, truncated) = cut(all, input.marker.as_deref(), input.limit)?;
    Ok(ListKeyPoliciesOutput { names, marker, truncated })
}

fn list(state: &State, ctx: &Ctx<'_>, input: &ListKeysInput) -> Result<ListKeysOutput, ApiError> {
    let here = |key: &&Key| key.scope == ctx.scope && !key.is_gone(ctx.now);
    let entry = |key: &Key| KeyEntry { id: key.id.clone(), arn: key.arn.to_string() };
    let keys = state.keys.values().filter(here).map(entry).collect();
    let (keys, marker, truncated) = cut(keys, input.marker.as_deref(), input.limit)?;
    Ok(ListKeysOutput { keys, marker, truncated })
}

/// Makes an alias. Those of AWS's own keys begin with `alias/aws/`.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
fn alias(state: &mut State, ctx: &Ctx<'_>, input: &CreateAliasInput) -> Result<(), ApiError> {
    let name = &input.alias;
    named(name)?;
    if input.key.contains("alias/") {
        return Err(invalid("Aliases must refer to keys. Not aliases"));
    }
    let key = to_change(state, ctx, &input.key)?.arn.clone();
    let arn = ctx.scope.arn("kms", name);
    if state.aliases.contains_key(&arn) {
        let text = format!("An alias with the name {arn} already exists");
        return Err(ApiError::new("AlreadyExistsException", text));
    }
    let name = name.clone();
    state.aliases.insert(arn, Alias { name, key, created: ctx.now, updated: ctx.now });
    Ok(())
}

/// Whether somebody may have an alias of this name.
pub(super) fn named(name: &str) -> Result<(), ApiError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "/_-".contains(c);
    let rest = name.strip_prefix("alias/").ok_or_else(|| invalid("Invalid identifier"))?;
    if rest.is_empty() || !rest.chars().all(fits) {
        let text = format!("{name} contains invalid characters for an alias");
        return Err(ApiError::new("InvalidAliasNameException", text));
    }
    if rest.starts_with("aws/") {
        return Err(ApiError::new("NotAuthorizedException", ""));
    }
    Ok(())
}

fn aliases(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListAliasesInput,
) -> Result<ListAliasesOutput, ApiError> {
    let of = match &input.key {
        Some(given) => Some(found(state, ctx, given)?.arn.clone()),
        None => None,
    };
    let here = |(arn, alias): &(&Arn, &Alias)| {
        arn.account() == Some(ctx.scope.account)
            && arn.region() == Some(ctx.scope.region)
            && of.as_ref().is_none_or(|key| alias.key == *key)
            && state.key(&alias.key, ctx.now).is_some()
    };
    let entry = |(arn, alias): (&Arn, &Alias)| AliasEntry {
        name: alias.name.clone(),
        arn: arn.to_string(),
        key: alias.key.rest().trim_start_matches("key/").to_owned(),
        created: Timestamp(alias.created),
        updated: Timestamp(alias.updated),
    };
    let aliases = state.aliases.iter().filter(here).map(entry).collect();
    let (aliases, marker, truncated) = cut(aliases, input.marker.as_deref(), input.limit)?;
    Ok(ListAliasesOutput { aliases, marker, truncated })
}

fn named_default(name: Option<&String>) -> Result<(), ApiError> {
    match name.map(String::as_str) {
        None | Some(DEFAULT) => Ok(()),
        Some(_) => Err(ApiError::new("NotFoundException", "No such policy exists")),
    }
}

fn policy(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetKeyPolicyInput,
) -> Result<GetKeyPolicyOutput, ApiError> {
    let key = found(state, ctx, &input.key)?;
    named_default(input.name.as_ref())?;
    Ok(GetKeyPolicyOutput { policy: key.policy.0.clone(), name: DEFAULT.to_owned() })
}

fn put_policy(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &PutKeyPolicyInput,
) -> Result<(), ApiError> {
    named_default(input.name.as_ref())?;
    let policy = read_policy(iam, &input.policy)?;
    to_change(state, ctx, &input.key)?.policy = (input.policy.clone(), policy);
    Ok(())
}

/// A key that is switched on again is rotated at once, if that was due meanwhile.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable-disable.html>
fn switch(state: &mut State, ctx: &mut Ctx<'_>, key: &str, on: bool) -> Result<(), ApiError> {
    let key = to_change(state, ctx, key)?;
    key.enabled = on;
    if key.rotates(ctx.now) {
        let wake = Wake { key: key.arn.clone(), due: Due::Rotation };
        ctx.wake(ctx.now, wake);
    }
    Ok(())
}

/// A key waits from 7 to 30 days for its end.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>
fn schedule(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ScheduleKeyDeletionInput,
) -> Result<ScheduleKeyDeletionOutput, ApiError> {
    let days = input.days.unwrap_or(WAITING_DAYS);
    if !(7..=30).contains(&days) {
        return Err(invalid("PendingWindowInDays must be between 7 and 30 (inclusive)."));
    }
    let key = to_change(state, ctx, &input.key)?;
    let deletion = ctx.now + Span::days(i64::from(days));
    key.deletion = Some(deletion);
    ctx.wake(deletion, Wake { key: key.arn.clone(), due: Due::Deletion });
    Ok(ScheduleKeyDeletionOutput {
        key: key.arn.to_string(),
        deletion: Timestamp(deletion),
        state: key.state().to_owned(),
        days,
    })
}

/// A key that is kept after all is disabled.
fn cancel(
    state: &mut State,
    ctx: &Ctx<'_>,
    given: &str,
) -> Result<CancelKeyDeletionOutput, ApiError> {
    let key = found(state, ctx, given)?;
    if key.deletion.is_none() {
        return Err(wrong_state(format!("{} is not pending deletion.", key.arn)));
    }
    let arn = key.arn.clone();
    if let Some(key) = state.keys.get_mut(&arn) {
        (key.deletion, key.enabled) = (None, false);
    }
    Ok(CancelKeyDeletionOutput { key: arn.to_string() })
}

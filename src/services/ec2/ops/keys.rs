//! Making, deleting and describing key pairs.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html>

use serde_json::{Value, json};

use super::tags;
use crate::api::ApiError;
use crate::services::ec2::errors::{dry_run, invalid_value, missing};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::keys::{KeyPair, fingerprint, material};
use crate::services::ec2::shapes::keys::{
    CreateKeyPairInput, DeleteKeyPairInput, DeleteKeyPairOutput, DescribeKeyPairsInput,
    DescribeKeyPairsOutput, KeyPairOutput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{self, instant, without_nulls};
use crate::sim::Ctx;
use crate::sim::scope::Scope;

const FILTERS: Table = &[
    ("fingerprint", "KeyFingerprint"),
    ("key-name", "KeyName"),
    ("key-pair-id", "KeyPairId"),
    ("tag-key", "Tags.Key"),
    ("tag-value", "Tags.Value"),
];

/// The pair of this name in a place.
pub fn named<'a>(state: &'a State, scope: Scope, name: &str) -> Result<&'a KeyPair, ApiError> {
    state.keys.get(&(scope, name.to_owned())).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> ApiError {
    ApiError::new("InvalidKeyPair.NotFound", format!("The key pair '{name}' does not exist"))
}

/// Makes a key pair.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateKeyPairInput,
) -> Result<KeyPairOutput, ApiError> {
    let name = &input.key_name;
    if name.is_empty() || name.len() > 255 || !name.is_ascii() {
        // AWS documents the bound and no text; these words are ours.
        return Err(invalid_value("Key names are 1 to 255 ASCII characters"));
    }
    let kind = one_of("keyType", input.key_type.as_deref(), &["rsa", "ed25519"])?;
    if one_of("keyFormat", input.key_format.as_deref(), &["pem", "ppk"])? == "ppk" {
        return Err(ApiError::not_simulated("KeyFormat ppk"));
    }
    if named(state, ctx.scope, name).is_ok() {
        let text = format!("The keypair '{name}' already exists.");
        return Err(ApiError::new("InvalidKeyPair.Duplicate", text));
    }
    let tags = tags::of_one(input.tag_specifications.as_deref(), "key-pair")?;
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    let number = state.made(region, "key");
    let pair = KeyPair {
        id: state.new_id(region, "key"),
        scope: ctx.scope,
        number,
        name: name.clone(),
        kind: kind.to_owned(),
        fingerprint: fingerprint(ctx.ids, number, kind),
        created: ctx.now,
    };
    let output = KeyPairOutput {
        key_pair_id: pair.id.clone(),
        tags: (!tags.is_empty()).then(|| view::tags(&tags)),
        key_name: name.clone(),
        key_fingerprint: pair.fingerprint.clone(),
        key_material: material(ctx.ids, number, kind),
    };
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, pair.id.clone()), tags);
    }
    state.keys.insert((ctx.scope, name.clone()), pair);
    Ok(output)
}

fn one_of<'a>(
    parameter: &str,
    given: Option<&str>,
    allowed: &[&'a str],
) -> Result<&'a str, ApiError> {
    let Some(given) = given else { return Ok(allowed.first().copied().unwrap_or_default()) };
    allowed.iter().copied().find(|one| *one == given).ok_or_else(|| {
        invalid_value(format!("Value ({given}) for parameter {parameter} is invalid."))
    })
}

/// Deletes a key pair; one that is not there is deleted already.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteKeyPairInput,
) -> Result<DeleteKeyPairOutput, ApiError> {
    let meant = |pair: &&KeyPair| {
        pair.scope == ctx.scope
            && (Some(&pair.name) == input.key_name.as_ref()
                || Some(&pair.id) == input.key_pair_id.as_ref())
    };
    if input.key_name.is_none() && input.key_pair_id.is_none() {
        return Err(missing("KeyName"));
    }
    let found = state.keys.values().find(meant).cloned();
    dry_run(input.dry_run)?;
    if let Some(pair) = &found {
        state.keys.remove(&(ctx.scope, pair.name.clone()));
        state.tags.remove(&(ctx.scope, pair.id.clone()));
    }
    Ok(DeleteKeyPairOutput { is_done: true, key_pair_id: found.map(|pair| pair.id) })
}

/// Describes key pairs, in the order of their names.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeKeyPairsInput,
) -> Result<DescribeKeyPairsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let here = || state.keys.values().filter(|pair| pair.scope == ctx.scope);
    let (names, ids) = (input.key_names.iter().flatten(), input.key_pair_ids.iter().flatten());
    for name in names {
        named(state, ctx.scope, name)?;
    }
    for id in ids {
        if !here().any(|pair| pair.id == *id) {
            return Err(unknown(id));
        }
    }
    dry_run(input.dry_run)?;
    let asked = |pair: &&KeyPair| {
        let all = input.key_names.is_none() && input.key_pair_ids.is_none();
        all || input.key_names.iter().flatten().any(|name| *name == pair.name)
            || input.key_pair_ids.iter().flatten().any(|id| *id == pair.id)
    };
    let shown = here().filter(asked).map(|pair| shown(state, pair));
    Ok(DescribeKeyPairsOutput { key_pairs: shown.filter(|item| filters.pass(item)).collect() })
}

fn shown(state: &State, pair: &KeyPair) -> Value {
    let tags = state.tags(pair.scope, &pair.id);
    without_nulls(json!({
        "KeyPairId": pair.id,
        "KeyType": pair.kind,
        "Tags": tags.map_or_else(|| json!([]), view::tags),
        "CreateTime": instant(pair.created),
        "KeyName": pair.name,
        "KeyFingerprint": pair.fingerprint,
    }))
}

//! Aliases that are given another key, or taken away.

use super::ops::{invalid, missing, named, to_change};
use super::shapes::{CreateAliasInput, DeleteAliasInput};
use super::state::State;
use crate::api::ApiError;
use crate::sim::Ctx;

/// Gives an alias another key. Both keys must be of the same kind, as all are here.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html>
pub(super) fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateAliasInput,
) -> Result<(), ApiError> {
    named(&input.alias)?;
    if input.key.contains("alias/") {
        return Err(invalid("Aliases must refer to keys. Not aliases"));
    }
    let none = missing(state, ctx.scope, &input.alias);
    let arn = ctx.scope.arn("kms", &input.alias);
    if !state.aliases.contains_key(&arn) {
        return Err(none);
    }
    let key = to_change(state, ctx, &input.key)?.arn.clone();
    let alias = state.aliases.get_mut(&arn).ok_or(none)?;
    (alias.key, alias.updated) = (key, ctx.now);
    Ok(())
}

/// Takes an alias away; its key stays.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html>
pub(super) fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteAliasInput,
) -> Result<(), ApiError> {
    named(&input.alias)?;
    let none = missing(state, ctx.scope, &input.alias);
    let arn = ctx.scope.arn("kms", &input.alias);
    let alias = state.aliases.remove(&arn).ok_or(none)?;
    state.last.insert(arn, alias.key);
    Ok(())
}

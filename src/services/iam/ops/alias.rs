//! The account's alias, which stands in the address where its users sign in.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html>

use super::{check, exists, missing, page};
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::shapes::tags::{AliasInput, ListAliasesInput, ListAliasesOutput};
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html>
const PATTERN: &str = "Member must satisfy regular expression pattern: \
                       ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";

fn valid(alias: &str) -> Result<(), ApiError> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ends = alias.starts_with('-') || alias.ends_with('-');
    if alias.chars().all(letters) && !ends && !alias.contains("--") {
        return Ok(());
    }
    Err(check::constraint("accountAlias", PATTERN))
}

/// An account has one alias; another takes its place.
pub fn create(state: &mut State, ctx: &mut Ctx<'_>, input: &AliasInput) -> Result<(), ApiError> {
    let alias = &input.account_alias;
    valid(alias)?;
    if state.extra.alias.as_ref() == Some(alias) {
        return Err(exists(format!("The account alias {alias} already exists.")));
    }
    state.extra.alias = Some(alias.clone());
    ctx.fact(Fact::AliasChanged);
    Ok(())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html>
pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &AliasInput) -> Result<(), ApiError> {
    let alias = &input.account_alias;
    valid(alias)?;
    if state.extra.alias.as_ref() != Some(alias) {
        return Err(missing(format!("The account alias {alias} cannot be found.")));
    }
    state.extra.alias = None;
    ctx.fact(Fact::AliasChanged);
    Ok(())
}

pub fn list(state: &State, input: &ListAliasesInput) -> Result<ListAliasesOutput, ApiError> {
    let all = state.extra.alias.clone().into_iter().collect();
    let (account_aliases, is_truncated, marker) =
        page(all, input.marker.as_ref(), input.max_items)?;
    Ok(ListAliasesOutput { account_aliases, is_truncated, marker })
}

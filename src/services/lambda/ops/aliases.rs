//! Aliases: names that point at a version.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html>. Texts: as people met
//! them.

use super::super::name::Named;
use super::super::shapes::{
    AliasConfiguration, AliasInput, CreateAliasInput, ListAliasesInput, ListAliasesOutput,
    UpdateAliasInput,
};
use super::super::state::{Function, State};
use super::super::versions::Alias;
use super::functions::revision_id;
use super::versions::cut;
use super::{conflict, found, meant, missing, not_found};
use crate::api::ApiError;
use crate::sim::Ctx;

fn shown(ctx: &Ctx<'_>, function: &Function, name: &str, alias: &Alias) -> AliasConfiguration {
    AliasConfiguration {
        arn: format!("{}:{name}", function.arn),
        name: name.to_owned(),
        version: alias.version.clone(),
        description: alias.description.clone(),
        revision_id: revision_id(ctx, alias.revision),
    }
}

/// Letters, digits, `-` and `_`, and not digits alone.
fn sound(name: &str) -> Result<(), ApiError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.chars().all(fits) && !name.chars().all(|c| c.is_ascii_digit()) {
        return Ok(());
    }
    let text = format!(
        "1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
    );
    Err(ApiError::new("ValidationException", text))
}

/// An alias points at a version, and at no other alias.
fn points(function: &Function, named: &Named, version: &str) -> Result<(), ApiError> {
    let alias = function.versions.aliases.contains_key(version);
    if !alias && function.at(Some(version)).is_some() {
        return Ok(());
    }
    let qualifier = Some(version.to_owned());
    Err(not_found(&Named { qualifier, ..named.clone() }))
}

pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateAliasInput,
) -> Result<AliasConfiguration, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    sound(&input.name)?;
    let function = found(state, &named)?;
    points(function, &named, &input.version)?;
    if function.versions.aliases.contains_key(&input.name) {
        let text = format!("Alias already exists: {}:{}", function.arn, input.name);
        return Err(conflict(text));
    }
    let alias = Alias {
        version: input.version.clone(),
        description: input.description.clone().unwrap_or_default(),
        revision: state.revise(),
    };
    put(state, ctx, &named, (&input.name, alias))
}

fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    named: &Named,
    (name, alias): (&str, Alias),
) -> Result<AliasConfiguration, ApiError> {
    let function = state.functions.get_mut(&named.function).ok_or_else(|| not_found(named))?;
    function.versions.aliases.insert(name.to_owned(), alias.clone());
    Ok(shown(ctx, function, name, &alias))
}

fn alias<'a>(function: &'a Function, name: &str) -> Result<&'a Alias, ApiError> {
    let none = || missing(format!("Cannot find alias arn: {}:{name}", function.arn));
    function.versions.aliases.get(name).ok_or_else(none)
}

pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &AliasInput,
) -> Result<AliasConfiguration, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    Ok(shown(ctx, function, &input.name, alias(function, &input.name)?))
}

pub fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UpdateAliasInput,
) -> Result<AliasConfiguration, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    let mut changed = alias(function, &input.name)?.clone();
    let latest = revision_id(ctx, changed.revision);
    if input.revision_id.as_ref().is_some_and(|given| *given != latest) {
        let text = "The Revision Id provided does not match the latest Revision Id. Call the \
                    GetFunction/GetAlias API to retrieve the latest Revision Id";
        return Err(ApiError::new("PreconditionFailedException", text).http(412));
    }
    if let Some(version) = &input.version {
        points(function, &named, version)?;
        changed.version.clone_from(version);
    }
    if let Some(description) = &input.description {
        changed.description.clone_from(description);
    }
    changed.revision = state.revise();
    put(state, ctx, &named, (&input.name, changed))
}

/// Deleting one that is not there succeeds.
pub fn delete(state: &mut State, ctx: &Ctx<'_>, input: &AliasInput) -> Result<(), ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    found(state, &named)?;
    if let Some(function) = state.functions.get_mut(&named.function) {
        function.versions.aliases.remove(&input.name);
        function.versions.policies.remove(&input.name);
    }
    Ok(())
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListAliasesInput,
) -> Result<ListAliasesOutput, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    let all = function.versions.aliases.iter();
    let of = all.filter(|(_, it)| input.version.as_ref().is_none_or(|of| it.version == *of));
    let all = of.map(|(name, alias)| shown(ctx, function, name, alias)).collect();
    let (aliases, next_marker) = cut(all, input.marker.as_deref(), input.max_items)?;
    Ok(ListAliasesOutput { aliases, next_marker })
}

//! Versions: published, listed, deleted.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html>

use super::super::name::{LATEST, Named};
use super::super::shapes::{
    FunctionConfiguration, ListVersionsInput, ListVersionsOutput, PublishVersionInput,
};
use super::super::state::State;
use super::super::versions::Version;
use super::functions::{check_revision, listed, published, settled, shown_at};
use super::{at, conflict, found, invalid, meant, not_found};
use crate::api::{ApiError, page};
use crate::sim::Ctx;

/// How many versions or aliases a page has.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html>
const PAGE: usize = 50;

pub fn publish(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PublishVersionInput,
) -> Result<FunctionConfiguration, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    check_revision(ctx, function, input.revision_id.as_deref())?;
    settled(ctx, function)?;
    if let Some(sum) = input.code_sha256.as_ref().filter(|sum| **sum != function.code.sha256) {
        return Err(invalid(format!(
            "CodeSHA256 ({sum}) is different from current CodeSHA256 in $LATEST ({}). Please try \
             again with the CodeSHA256 in $LATEST.",
            function.code.sha256
        )));
    }
    next(state, ctx, &named, input.description.as_ref())
}

/// Publishes the function as it is. What has not changed since it was published is not again.
pub(super) fn next(
    state: &mut State,
    ctx: &Ctx<'_>,
    named: &Named,
    description: Option<&String>,
) -> Result<FunctionConfiguration, ApiError> {
    let revision = state.revise();
    let function = state.functions.get_mut(&named.function).ok_or_else(|| not_found(named))?;
    let of = function.revision;
    let versions = &mut function.versions;
    let again = versions.all.last().filter(|last| last.of == of).map(|last| last.number);
    let number = match again {
        Some(number) => number,
        None => {
            versions.last += 1;
            let mut settings = function.settings.clone();
            if let Some(description) = description {
                settings.description.clone_from(description);
            }
            versions.all.push(Version {
                number: versions.last,
                published: ctx.now,
                of,
                settings,
                code: function.code.clone(),
                architecture: function.architecture.clone(),
                revision,
            });
            versions.last
        }
    };
    let named = Named { qualifier: Some(number.to_string()), ..named.clone() };
    let (version, function) = at(state, &named)?;
    let output = shown_at(ctx, &named, version, &function);
    // A new version has had no update.
    Ok(FunctionConfiguration { update_status: None, ..output })
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListVersionsInput,
) -> Result<ListVersionsOutput, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    let latest = listed(ctx, function);
    let function_arn = format!("{}:{LATEST}", function.arn);
    let latest = FunctionConfiguration { function_arn, ..latest };
    let all = [latest].into_iter().chain(published(ctx, function)).collect();
    let (versions, next_marker) = cut(all, input.marker.as_deref(), input.max_items)?;
    Ok(ListVersionsOutput { versions, next_marker })
}

/// A page of a list.
pub(super) fn cut<T>(
    all: Vec<T>,
    marker: Option<&str>,
    most: Option<i32>,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = most.map_or(PAGE, |most| PAGE.min(most.max(1) as usize));
    page::page(all, marker, size).ok_or_else(|| invalid("Invalid Pagination Token"))
}

/// Deletes a version that no alias points at. What AWS says of one that is pointed at is not known:
/// the words are ours.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html>
pub(super) fn delete(state: &mut State, named: &Named, version: &str) -> Result<(), ApiError> {
    let missing = || not_found(named);
    let function = state.functions.get_mut(&named.function).ok_or_else(missing)?;
    let versions = &mut function.versions;
    if versions.aliases.contains_key(version) {
        return Err(invalid("Deletion of aliases is not currently supported."));
    }
    if let Some((name, _)) = versions.aliases.iter().find(|(_, alias)| alias.version == version) {
        return Err(conflict(format!("Version {version} is referenced by the alias {name}.")));
    }
    let number = version.parse::<u64>().ok();
    let place = versions.all.iter().position(|one| Some(one.number) == number);
    versions.all.remove(place.ok_or_else(missing)?);
    versions.policies.remove(version);
    Ok(())
}

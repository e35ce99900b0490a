//! Functions: shown, listed, changed, deleted.

use sha2::{Digest as _, Sha256};

use super::super::name::{LATEST, Named};
use super::super::shapes::{
    CodeLocation, DeleteFunctionOutput, EphemeralStorage, FunctionConfiguration, FunctionInput,
    GetFunctionOutput, ListFunctionsInput, ListFunctionsOutput, LoggingConfig,
    RuntimeVersionConfig, SnapStart, TracingConfig, UpdateFunctionConfigurationInput,
};
use super::super::state::{Function, State};
use super::create::{assumable, check_runtime};
use super::{at, conflict, found, invalid, meant, not_found, versions};
use crate::api::{ApiError, page};
use crate::services::iam::Accounts;
use crate::sim::Ctx;
use crate::sim::scope::Region;

/// How many functions a page has.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html>
const PAGE: usize = 50;

pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &FunctionInput,
) -> Result<GetFunctionOutput, ApiError> {
    let named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    let (version, function) = at(state, &named)?;
    let region = function.scope.region;
    let location = format!(
        "https://awslambda-{region}-tasks.s3.{region}.amazonaws.com/snapshots/{}/{}-{}",
        function.scope.account,
        function.name,
        ctx.ids.uuid("lambda:code", function.revision)
    );
    Ok(GetFunctionOutput {
        configuration: shown_at(ctx, &named, version, &function),
        code: CodeLocation { repository: "S3".to_owned(), location },
        tags: Some(function.tags.clone()).filter(|tags| !tags.is_empty()),
    })
}

pub fn configuration(
    state: &State,
    ctx: &Ctx<'_>,
    input: &FunctionInput,
) -> Result<FunctionConfiguration, ApiError> {
    let named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    at(state, &named).map(|(version, function)| shown_at(ctx, &named, version, &function))
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListFunctionsInput,
) -> Result<ListFunctionsOutput, ApiError> {
    let here = state.functions.values().filter(|function| function.scope == ctx.scope);
    let versions = input.version.is_some();
    let entry = |function: &Function| {
        let mut entry = listed(ctx, function);
        if versions {
            entry.function_arn = format!("{}:{LATEST}", entry.function_arn);
        }
        entry
    };
    let all = |function: &Function| {
        let published = published(ctx, function).into_iter().filter(|_| versions);
        [entry(function)].into_iter().chain(published).collect::<Vec<_>>()
    };
    let size = input.max_items.map_or(PAGE, |most| PAGE.min(most.max(1) as usize));
    let wrong = || invalid("Invalid Pagination Token");
    let (functions, next_marker) =
        page::page(here.flat_map(all).collect(), input.marker.as_deref(), size)
            .ok_or_else(wrong)?;
    Ok(ListFunctionsOutput { functions, next_marker })
}

pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &FunctionInput,
) -> Result<DeleteFunctionOutput, ApiError> {
    let named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    if named.qualifier.as_deref() == Some(LATEST) {
        return Err(invalid("$LATEST version cannot be deleted without deleting the function."));
    }
    if let Some(version) = &named.qualifier {
        versions::delete(state, &named, version)?;
        return Ok(DeleteFunctionOutput { status_code: 204 });
    }
    found(state, &named)?;
    state.functions.remove(&named.function);
    Ok(DeleteFunctionOutput { status_code: 204 })
}

pub fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &UpdateFunctionConfigurationInput,
) -> Result<FunctionConfiguration, ApiError> {
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    check_revision(ctx, function, input.revision_id.as_deref())?;
    settled(ctx, function)?;
    input.runtime.as_deref().map_or(Ok(()), check_runtime)?;
    let role = input.role.as_deref().map(|role| assumable(iam, role)).transpose()?;
    change(state, ctx, &named, input, role)
}

fn change(
    state: &mut State,
    ctx: &Ctx<'_>,
    named: &Named,
    input: &UpdateFunctionConfigurationInput,
    role: Option<crate::sim::scope::Arn>,
) -> Result<FunctionConfiguration, ApiError> {
    let revision = state.revise();
    let function = state.functions.get_mut(&named.function).ok_or_else(|| not_found(named))?;
    let settings = &mut function.settings;
    if let Some(role) = role {
        settings.role = role;
    }
    if let Some(handler) = &input.handler {
        settings.handler.clone_from(handler);
    }
    if let Some(description) = &input.description {
        settings.description.clone_from(description);
    }
    if let Some(runtime) = &input.runtime {
        settings.runtime.clone_from(runtime);
    }
    settings.timeout_secs = input.timeout.unwrap_or(settings.timeout_secs);
    settings.memory_mb = input.memory_size.unwrap_or(settings.memory_mb);
    (function.modified, function.revision) = (ctx.now, revision);
    Ok(shown(ctx, function))
}

/// One change is made after the other.
/// <https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html>
pub(super) fn settled(ctx: &Ctx<'_>, function: &Function) -> Result<(), ApiError> {
    if !function.is_pending(ctx.now) && !function.is_updating(ctx.now) {
        return Ok(());
    }
    Err(conflict(format!(
        "The operation cannot be performed at this time. An update is in progress for resource: {}",
        function.arn
    )))
}

/// Whoever names a revision changes nothing that somebody else has changed since.
pub(super) fn check_revision(
    ctx: &Ctx<'_>,
    function: &Function,
    given: Option<&str>,
) -> Result<(), ApiError> {
    if given.is_none_or(|given| given == revision_id(ctx, function.revision)) {
        return Ok(());
    }
    let text = "The Revision Id provided does not match the latest Revision Id. Call the \
                GetFunction/GetAlias API to retrieve the latest Revision Id";
    Err(ApiError::new("PreconditionFailedException", text).http(412))
}

pub(super) fn revision_id(ctx: &Ctx<'_>, revision: u64) -> String {
    ctx.ids.uuid("lambda:revision", revision)
}

/// A version of a function as replies show it: its ARN is as it was asked for.
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html>
pub(super) fn shown_at(
    ctx: &Ctx<'_>,
    named: &Named,
    version: String,
    function: &Function,
) -> FunctionConfiguration {
    FunctionConfiguration { function_arn: named.qualified(), version, ..shown(ctx, function) }
}

/// What was published of a function, as lists show it.
pub(super) fn published(ctx: &Ctx<'_>, function: &Function) -> Vec<FunctionConfiguration> {
    let numbers = function.versions.all.iter().map(|version| version.number.to_string());
    let one = numbers.filter_map(|number| {
        let (version, of) = function.at(Some(&number))?;
        let entry = listed(ctx, &of);
        let function_arn = format!("{}:{version}", function.arn);
        Some(FunctionConfiguration { function_arn, version, ..entry })
    });
    one.collect()
}

/// A function in a list, which leaves out how far it is, and the build of its runtime.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html>
pub(super) fn listed(ctx: &Ctx<'_>, function: &Function) -> FunctionConfiguration {
    FunctionConfiguration {
        state: None,
        state_reason: None,
        state_reason_code: None,
        update_status: None,
        update_reason: None,
        update_reason_code: None,
        runtime_version: None,
        ..shown(ctx, function)
    }
}

/// The build of a runtime: here each has one, whose number we draw from its name.
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html>
fn build(region: Region, runtime: &str) -> String {
    let sum = Sha256::digest(runtime);
    let number: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("arn:aws:lambda:{region}::runtime:{number}")
}

/// A function as replies show it.
/// <https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html>
pub(super) fn shown(ctx: &Ctx<'_>, function: &Function) -> FunctionConfiguration {
    let text = |text: &str| Some(text.to_owned());
    let owned = |text: &str| text.to_owned();
    let settings = &function.settings;
    let pending = function.is_pending(ctx.now);
    let updating = function.is_updating(ctx.now);
    let reason = |on: bool| text("The function is being created.").filter(|_| on);
    let code = |on: bool| text("Creating").filter(|_| on);
    FunctionConfiguration {
        function_name: function.name.clone(),
        function_arn: function.arn.to_string(),
        runtime: settings.runtime.clone(),
        role: settings.role.to_string(),
        handler: settings.handler.clone(),
        code_size: function.code.size as i64,
        description: settings.description.clone(),
        timeout: settings.timeout_secs,
        memory_size: settings.memory_mb,
        last_modified: function.modified.aws_millis(),
        code_sha256: function.code.sha256.clone(),
        version: owned(LATEST),
        tracing: TracingConfig { mode: owned("PassThrough") },
        revision_id: revision_id(ctx, function.revision),
        state: text(if pending { "Pending" } else { "Active" }),
        state_reason: reason(pending),
        state_reason_code: code(pending),
        update_status: text(if updating { "InProgress" } else { "Successful" }),
        update_reason: reason(updating),
        update_reason_code: code(updating),
        package_type: owned("Zip"),
        architectures: vec![function.architecture.clone()],
        storage: EphemeralStorage { size: 512 },
        snap_start: SnapStart { apply_on: owned("None"), status: owned("Off") },
        runtime_version: Some(RuntimeVersionConfig {
            arn: build(ctx.scope.region, &settings.runtime),
        }),
        logging: LoggingConfig {
            format: owned("Text"),
            group: format!("/aws/lambda/{}", function.name),
        },
    }
}

//! CreateFunction, and what a function's settings must be.
//!
//! Texts: as people met them.

use super::super::api::PRINCIPAL;
use super::super::name::Named;
use super::super::shapes::{CreateFunctionInput, FunctionConfiguration};
use super::super::state::{Conduct, Function, Settings, State};
use super::super::versions::Versions;
use super::code::{processors, unpacked};
use super::functions::shown;
use super::versions;
use super::{conflict, invalid};
use crate::api::ApiError;
use crate::services::iam::{Accounts, instance};
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// The runtimes that functions can be made with.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>
const RUNTIMES: [&str; 25] = [
    "nodejs20.x",
    "python3.14",
    "provided.al2023",
    "python3.12",
    "python3.13",
    "nodejs24.x",
    "nodejs22.x",
    "java25",
    "python3.10",
    "python3.11",
    "java21",
    "ruby3.3",
    "ruby3.4",
    "ruby3.2",
    "python3.8",
    "python3.9",
    "java17",
    "nodejs16.x",
    "dotnet10",
    "dotnet8",
    "java11",
    "dotnet6",
    "nodejs18.x",
    "provided.al2",
    "java8.al2",
];

pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &CreateFunctionInput,
) -> Result<FunctionConfiguration, ApiError> {
    simulated(input)?;
    let architecture = processors(input.architectures.as_ref())?.unwrap_or("x86_64");
    let named = Named::read(&ctx.scope, &input.function_name);
    let name = sound(&named)?.to_owned();
    let (Some(runtime), Some(handler)) = (&input.runtime, &input.handler) else {
        return Err(invalid(
            "Runtime and Handler are mandatory parameters for functions created with deployment \
             packages.",
        ));
    };
    check_runtime(runtime)?;
    let code = unpacked(input.code.zip.as_deref())?;
    let role = assumable(iam, &input.role)?;
    if state.functions.contains_key(&named.function) {
        return Err(conflict(format!("Function already exist: {name}")));
    }
    let function = Function {
        scope: ctx.scope,
        name,
        arn: named.function.clone(),
        created: ctx.now,
        modified: ctx.now,
        settings: Settings {
            runtime: runtime.clone(),
            role,
            handler: handler.clone(),
            description: input.description.clone().unwrap_or_default(),
            timeout_secs: input.timeout.unwrap_or(3),
            memory_mb: input.memory_size.unwrap_or(128),
        },
        code,
        architecture: architecture.to_owned(),
        tags: input.tags.clone().unwrap_or_default(),
        revision: state.revise(),
        policy: None,
        versions: Versions::default(),
        conduct: Conduct::default(),
    };
    let output = FunctionConfiguration { update_status: None, ..shown(ctx, &function) };
    state.functions.insert(named.function.clone(), function);
    if input.publish == Some(true) {
        return versions::next(state, ctx, &named, None);
    }
    Ok(output)
}

/// Archives are simulated; no images.
fn simulated(input: &CreateFunctionInput) -> Result<(), ApiError> {
    match input.package_type.as_deref() {
        Some("Image") => Err(ApiError::not_simulated("PackageType Image (lambda CreateFunction)")),
        _ => Ok(()),
    }
}

/// Letters, digits, `-` and `_`, 64 at most.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>
fn sound(named: &Named) -> Result<&str, ApiError> {
    let name = named.name();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.len() > 64 {
        return Err(invalid(format!(
            "1 validation error detected: Value '{name}' at 'functionName' failed to satisfy \
             constraint: Member must have length less than or equal to 64"
        )));
    }
    if name.is_empty() || !name.chars().all(fits) {
        let text = format!(
            "1 validation error detected: Value '{name}' at 'functionName' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)"
        );
        return Err(ApiError::new("ValidationException", text));
    }
    Ok(name)
}

pub(super) fn check_runtime(runtime: &str) -> Result<(), ApiError> {
    if RUNTIMES.contains(&runtime) {
        return Ok(());
    }
    Err(invalid(format!(
        "Value {runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value \
         set: [{}] or be a valid ARN",
        RUNTIMES.join(", ")
    )))
}

/// A role that Lambda may take on.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html>
pub(super) fn assumable(iam: &Accounts, given: &str) -> Result<Arn, ApiError> {
    let role = Arn::parse(given).and_then(|arn| iam.role(&arn));
    match role.filter(|role| instance::trusts(role, PRINCIPAL)) {
        Some(role) => Ok(role.arn.clone()),
        None => Err(invalid("The role defined for the function cannot be assumed by Lambda.")),
    }
}

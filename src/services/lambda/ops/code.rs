//! The code of a function: what is kept of it, and UpdateFunctionCode.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::super::shapes::{FunctionConfiguration, UpdateFunctionCodeInput};
use super::super::state::{Code, State};
use super::functions::{check_revision, settled, shown};
use super::{found, invalid, meant, not_found, versions};
use crate::api::ApiError;
use crate::services::s3::Body;
use crate::sim::Ctx;

pub fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UpdateFunctionCodeInput,
) -> Result<FunctionConfiguration, ApiError> {
    let architecture = processors(input.architectures.as_ref())?;
    let named = meant(ctx, &input.function_name, None)?;
    let function = found(state, &named)?;
    check_revision(ctx, function, input.revision_id.as_deref())?;
    settled(ctx, function)?;
    let mut changed = function.clone();
    changed.code = unpacked(input.zip.as_deref())?;
    if let Some(architecture) = architecture {
        architecture.clone_into(&mut changed.architecture);
    }
    // A dry run tells what would be, and changes nothing.
    if input.dry_run != Some(true) {
        (changed.modified, changed.revision) = (ctx.now, state.revise());
        let function = state.functions.get_mut(&named.function).ok_or_else(|| not_found(&named))?;
        function.clone_from(&changed);
        if input.publish == Some(true) {
            return versions::next(state, ctx, &named, None);
        }
    }
    Ok(shown(ctx, &changed))
}

/// The processors a function is for.
pub(super) fn processors(given: Option<&Vec<String>>) -> Result<Option<&str>, ApiError> {
    let architecture = given.and_then(|all| all.first()).map(String::as_str);
    if matches!(architecture, None | Some("x86_64" | "arm64")) {
        return Ok(architecture);
    }
    let text = format!(
        "1 validation error detected: Value '[{}]' at 'architectures' failed to satisfy \
         constraint: Member must satisfy constraint: [Member must satisfy enum value set: \
         [x86_64, arm64], Member must not be null]",
        architecture.unwrap_or_default()
    );
    Err(ApiError::new("ValidationException", text))
}

/// What is kept of an archive. What is in it does not run and is not looked at.
pub(super) fn unpacked(wire: Option<&str>) -> Result<Code, ApiError> {
    let body =
        Body::from_wire(wire.ok_or_else(|| invalid("Please provide a source for function code."))?);
    if !body.bytes().starts_with(b"PK\x03\x04") {
        return Err(invalid(
            "Could not unzip uploaded file. Please check your file, then try to upload again.",
        ));
    }
    Ok(Code { size: body.len(), sha256: STANDARD.encode(Sha256::digest(body.bytes())) })
}

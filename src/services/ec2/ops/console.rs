//! Reading the console of an instance.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html>

use super::named;
use crate::api::{ApiError, Shape as _};
use crate::services::ec2::console::{POSTED, said};
use crate::services::ec2::errors::{INSTANCE, dry_run};
use crate::services::ec2::shapes::console::{GetConsoleOutputInput, GetConsoleOutputOutput};
use crate::services::ec2::state::{Instance, State};
use crate::services::ec2::view::instant;
use crate::sim::Ctx;
use crate::sim::time::Time;

/// What the console says. It is posted some time after a boot; only the latest output, which is
/// asked for by name, is told at once. The clients decode what the API answers in base64.
pub fn output(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetConsoleOutputInput,
) -> Result<GetConsoleOutputOutput, ApiError> {
    let found = named(state, ctx.scope, std::slice::from_ref(&input.instance_id))?;
    let instance = *found.first().ok_or_else(|| INSTANCE.not_found(&[&input.instance_id]))?;
    let latest = input.latest.unwrap_or(false);
    let nitro = instance.instance_type().is_some_and(|kind| kind.family.nitro);
    if latest && !nitro {
        // The code is AWS's, the text ours.
        let text = "The latest console output is supported on instances built on the Nitro System";
        return Err(ApiError::new("UnsupportedOperation", text));
    }
    dry_run(input.dry_run)?;
    let posted = |boot: &Time| latest || *boot + POSTED <= ctx.now;
    let boot = boots(state, instance).into_iter().rev().find(posted);
    let until = boot.map_or(ctx.now, |boot| if latest { ctx.now } else { boot + POSTED });
    let told = boot.map(|boot| said(state, instance, boot, until)).unwrap_or_default();
    Ok(GetConsoleOutputOutput {
        instance_id: instance.id.clone(),
        timestamp: instant(boot.map_or(instance.started, |_| until)).write(),
        output: told,
    })
}

/// When the instance booted, oldest first.
fn boots(state: &State, instance: &Instance) -> Vec<Time> {
    state.history(&instance.id).map(|history| history.boots()).unwrap_or_default()
}

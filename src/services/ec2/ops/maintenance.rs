//! Maintenance options of an instance: whether AWS recovers it by itself.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMaintenanceOptions.html>

use super::{named, run};
use crate::api::ApiError;
use crate::services::ec2::errors::{INSTANCE, dry_run, incorrect_state};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::shapes::maintenance::{
    ModifyInstanceMaintenanceOptionsInput, ModifyInstanceMaintenanceOptionsOutput,
};
use crate::services::ec2::state::State;
use crate::sim::Ctx;

/// Changes the options that are given.
pub fn modify(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ModifyInstanceMaintenanceOptionsInput,
) -> Result<ModifyInstanceMaintenanceOptionsOutput, ApiError> {
    let id = &input.instance_id;
    let found = named(state, ctx.scope, std::slice::from_ref(id))?;
    let instance = found.first().ok_or_else(|| INSTANCE.not_found(&[id]))?;
    if instance.state.is_ending() {
        let text = format!("The instance '{id}' is {}", instance.state.name());
        return Err(incorrect_state(text));
    }
    let recovery = run::switch("autoRecovery", input.auto_recovery.as_deref())?;
    let migration = run::switch("rebootMigration", input.reboot_migration.as_deref())?;
    dry_run(input.dry_run)?;
    if let Some(instance) = state.instances.get_mut(id) {
        let options = &mut instance.options;
        options.auto_recovery = recovery.unwrap_or(options.auto_recovery);
        options.reboot_migration = migration.unwrap_or(options.reboot_migration);
    }
    ctx.fact(Fact::AttributeChanged { instance: id.clone(), attribute: "maintenanceOptions" });
    Ok(ModifyInstanceMaintenanceOptionsOutput {
        instance_id: id.clone(),
        auto_recovery: input.auto_recovery.clone(),
        reboot_migration: input.reboot_migration.clone(),
    })
}

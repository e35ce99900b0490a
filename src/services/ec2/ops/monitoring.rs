//! Switching detailed monitoring on and off.

use super::changed;
use crate::api::ApiError;
use crate::services::ec2::errors::{dry_run, incorrect_state};
use crate::services::ec2::moves;
use crate::services::ec2::shapes::{
    InstanceMonitoring, MonitorInstancesInput, MonitorInstancesOutput, MonitoringItem,
};
use crate::services::ec2::state::State;
use crate::sim::Ctx;

/// Switches instances over, running or stopped.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html>
pub fn turn(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &MonitorInstancesInput,
    on: bool,
) -> Result<MonitorInstancesOutput, ApiError> {
    let ids = changed(state, ctx.scope, &input.instance_ids)?;
    dry_run(input.dry_run)?;
    for id in &ids {
        if state.instance(id).is_some_and(|instance| instance.state.is_ending()) {
            // AWS documents no text for this; these words are ours.
            let text = format!(
                "The instance '{id}' is not in a state from which it can be \
                                monitored."
            );
            return Err(incorrect_state(text));
        }
    }
    for id in &ids {
        moves::switch_monitoring(state, ctx, id, on);
    }
    let shown = ids.iter().filter_map(|id| state.instance(id)).map(|instance| {
        let state = instance.monitoring.name().to_owned();
        InstanceMonitoring {
            instance_id: instance.id.clone(),
            monitoring: MonitoringItem { state },
        }
    });
    Ok(MonitorInstancesOutput { instance_monitorings: shown.collect() })
}

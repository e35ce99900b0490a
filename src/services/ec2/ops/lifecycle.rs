//! Starting, stopping, rebooting and terminating.

use super::changed;
use crate::api::ApiError;
use crate::services::ec2::errors::{dry_run, incorrect_state, not_permitted};
use crate::services::ec2::lifecycle::InstanceState::{
    self, Pending, Running, ShuttingDown, Stopped, Stopping, Terminated,
};
use crate::services::ec2::moves;
use crate::services::ec2::shapes::{
    InstanceStateChange, InstancesInput, StartInstancesInput, StartInstancesOutput, StateItem,
    StopInstancesInput, StopInstancesOutput, TerminateInstancesInput, TerminateInstancesOutput,
};
use crate::services::ec2::state::{Instance, State};
use crate::sim::Ctx;

/// Starts stopped instances; those that run already stay as they are.
pub fn start(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &StartInstancesInput,
) -> Result<StartInstancesOutput, ApiError> {
    let may = |_: &State, instance: &Instance| match instance.state {
        Stopped => Ok(Some(Pending)),
        Pending | Running => Ok(None),
        Stopping | ShuttingDown | Terminated => Err(incorrect_state(format!(
            "The instance '{}' is not in a state from which it can be started.",
            instance.id
        ))),
    };
    let starting_instances = all(state, ctx, &input.instance_ids, input.dry_run, may)?;
    Ok(StartInstancesOutput { starting_instances })
}

/// Stops instances; those that are stopped already stay as they are. Force changes nothing here:
/// systems never hang in this world.
pub fn stop(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &StopInstancesInput,
) -> Result<StopInstancesOutput, ApiError> {
    if input.hibernate == Some(true) {
        return Err(ApiError::not_simulated("Hibernate"));
    }
    let may = |state: &State, instance: &Instance| {
        let id = &instance.id;
        let has_run = state.history(id).is_some_and(|history| !history.runs().is_empty());
        match instance.state {
            Stopping | Stopped => return Ok(None),
            Pending if !has_run => {
                return Err(incorrect_state(format!(
                    "Instance '{id}' cannot be stopped as it has never reached the 'running' \
                     state."
                )));
            }
            ShuttingDown | Terminated => {
                return Err(incorrect_state(format!(
                    "This instance '{id}' is not in a state from which it can be stopped."
                )));
            }
            Pending | Running => {}
        }
        if instance.spot.is_some() {
            // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/stop-spot-instances.html>
            let text = format!(
                "You can't stop the Spot Instance '{id}' because it is associated with a one-time \
                 Spot Instance request. You can only stop Spot Instances associated with \
                 persistent Spot Instance requests."
            );
            return Err(ApiError::new("UnsupportedOperation", text));
        }
        if instance.options.disable_api_stop {
            return Err(not_permitted(format!(
                "The instance '{id}' may not be stopped. Modify its 'disableApiStop' instance \
                 attribute and try again."
            )));
        }
        Ok(Some(Stopping))
    };
    let stopping_instances = all(state, ctx, &input.instance_ids, input.dry_run, may)?;
    Ok(StopInstancesOutput { stopping_instances })
}

/// Terminates instances; doing it twice is no error. A protected instance keeps all others of the
/// call from being terminated too: in AWS only those of its zone (ours, because a call that fails
/// changes nothing here).
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html>
pub fn terminate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &TerminateInstancesInput,
) -> Result<TerminateInstancesOutput, ApiError> {
    let may = |_: &State, instance: &Instance| match instance.state {
        ShuttingDown | Terminated => Ok(None),
        _ if instance.options.disable_api_termination => Err(not_permitted(format!(
            "The instance '{}' may not be terminated. Modify its 'disableApiTermination' instance \
             attribute and try again.",
            instance.id
        ))),
        Stopped => Ok(Some(Terminated)),
        Pending | Running | Stopping => Ok(Some(ShuttingDown)),
    };
    let terminating_instances = all(state, ctx, &input.instance_ids, input.dry_run, may)?;
    Ok(TerminateInstancesOutput { terminating_instances })
}

/// Reboots instances that run. One that is terminated is passed over; one that is stopped is an
/// error, whose words are ours.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RebootInstances.html>
pub fn reboot(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &InstancesInput,
) -> Result<(), ApiError> {
    let ids = changed(state, ctx.scope, &input.instance_ids)?;
    dry_run(input.dry_run)?;
    let mut running = Vec::new();
    for id in ids {
        match state.instance(&id).map(|instance| instance.state) {
            Some(Running) => running.push(id),
            Some(ShuttingDown | Terminated) | None => {}
            Some(Pending | Stopping | Stopped) => {
                let text = format!("The instance '{id}' is not in the 'running' state.");
                return Err(incorrect_state(text));
            }
        }
    }
    for id in running {
        moves::reboot(state, ctx, &id);
    }
    Ok(())
}

/// Moves every instance where it may go, or none; what changed, in the order of the call.
fn all(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    ids: &[String],
    dry: Option<bool>,
    may: impl Fn(&State, &Instance) -> Result<Option<InstanceState>, ApiError>,
) -> Result<Vec<InstanceStateChange>, ApiError> {
    let ids = changed(state, ctx.scope, ids)?;
    dry_run(dry)?;
    let mut moving = Vec::new();
    for id in &ids {
        if let Some(instance) = state.instance(id) {
            moving.push((id, instance.state, may(state, instance)?));
        }
    }
    let mut changes = Vec::new();
    for (id, from, to) in moving {
        if let Some(to) = to {
            moves::go(state, ctx, id, to, true);
        }
        changes.push(InstanceStateChange {
            instance_id: id.clone(),
            current_state: item(to.unwrap_or(from)),
            previous_state: item(from),
        });
    }
    Ok(changes)
}

fn item(state: InstanceState) -> StateItem {
    StateItem { code: state.code(), name: state.name().to_owned() }
}

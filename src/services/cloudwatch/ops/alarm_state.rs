//! What is done to alarms by name: deleting, setting the state, switching actions.

use std::rc::Rc;

use crate::api::ApiError;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::config::Config;
use crate::services::cloudwatch::alarm::evaluate::{By, Condition};
use crate::services::cloudwatch::alarm::history::{Item, What};
use crate::services::cloudwatch::api::{AlarmNamesInput, SetAlarmStateInput};
use crate::services::cloudwatch::state::State;
use crate::services::cloudwatch::wake::transition;
use crate::sim::Ctx;

/// Deletes what exists of the alarms named. Names that do not exist are passed over: AWS says that
/// the others are deleted nevertheless, and does not say what it answers then.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html>
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AlarmNamesInput,
) -> Result<(), ApiError> {
    let Some(region) = state.regions.get_mut(&ctx.scope) else { return Ok(()) };
    for name in &input.alarm_names {
        let Some(alarm) = region.alarms.remove(name) else { continue };
        let config = Rc::clone(alarm.config());
        ctx.fact(Fact::AlarmDeleted { alarm: config.arn.clone() });
        let what = What::Deleted { config, state: alarm.snapshot() };
        region.history.push(Item { time: ctx.now, alarm: name.clone(), what });
    }
    Ok(())
}

/// Sets an alarm's state until its next evaluation. Actions run if the state is another one; the
/// same state again changes nothing (ours: AWS does not say what becomes of the reason).
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html>
pub fn set(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &SetAlarmStateInput,
) -> Result<(), ApiError> {
    let missing = || ApiError::new("ResourceNotFound", "").http(404);
    let region = state.regions.get_mut(&ctx.scope).ok_or_else(missing)?;
    let alarm = region.alarms.get_mut(&input.alarm_name).ok_or_else(missing)?;
    if let Some(data) = &input.state_reason_data
        && serde_json::from_str::<serde_json::Value>(data).is_err()
    {
        return Err(ApiError::new("InvalidFormat", "StateReasonData must be valid JSON"));
    }
    let value = StateValue::named(&input.state_value).ok_or_else(missing)?;
    if value != alarm.value() {
        let condition = Condition {
            value,
            reason: input.state_reason.clone(),
            data: input.state_reason_data.clone(),
            since: ctx.now,
            by: By::SetAlarmState,
        };
        transition(&input.alarm_name, alarm, &mut region.history, ctx, condition);
    }
    Ok(())
}

/// Switches the actions of alarms on or off. Unknown names are passed over: the operations have no
/// error for them.
pub fn switch(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AlarmNamesInput,
    on: bool,
) -> Result<(), ApiError> {
    let Some(region) = state.regions.get_mut(&ctx.scope) else { return Ok(()) };
    for name in &input.alarm_names {
        let Some(alarm) = region.alarms.get_mut(name) else { continue };
        if alarm.config().actions_enabled == on {
            continue;
        }
        let config = Config { actions_enabled: on, updated: ctx.now, ..(**alarm.config()).clone() };
        ctx.fact(Fact::AlarmUpdated { alarm: config.arn.clone() });
        let what = super::put_alarm::replace(alarm, config);
        region.history.push(Item { time: ctx.now, alarm: name.clone(), what });
    }
    Ok(())
}

//! What is done to alarms by name: deleting, setting the state, switching actions.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::validation;
use crate::api::ApiError;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::any::AnyConfig;
use crate::services::cloudwatch::alarm::config::Config;
use crate::services::cloudwatch::alarm::evaluate::{By, Condition};
use crate::services::cloudwatch::alarm::event::tell_of;
use crate::services::cloudwatch::alarm::history::{Item, What};
use crate::services::cloudwatch::api::{AlarmNamesInput, SetAlarmStateInput};
use crate::services::cloudwatch::composite::reason::Trigger;
use crate::services::cloudwatch::composite::{self, evaluate};
use crate::services::cloudwatch::state::{Region, State};
use crate::services::cloudwatch::wake::transition;
use crate::sim::Ctx;

/// Deletes what exists of the alarms named. Names that do not exist are passed over: AWS says that
/// the others are deleted nevertheless, and does not say what it answers then. At most one
/// composite alarm goes at a time, and no alarm that one which stays looks at.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html>
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &AlarmNamesInput,
) -> Result<(), ApiError> {
    let Some(region) = state.regions.get_mut(&ctx.scope) else { return Ok(()) };
    may_delete(region, &input.alarm_names)?;
    for name in &input.alarm_names {
        let (config, state) = if let Some(alarm) = region.alarms.remove(name) {
            (AnyConfig::from(alarm.config()), alarm.snapshot())
        } else if let Some(composite) = region.composites.remove(name) {
            let nobody = BTreeSet::new();
            region.look_at(name, &composite.config().watched(), &nobody);
            (AnyConfig::from(composite.config()), composite.snapshot())
        } else {
            continue;
        };
        region.mutes.owed.retain(|(alarm, _), _| alarm != name);
        let fact = ctx.fact(Fact::AlarmDeleted { alarm: config.arn().clone() });
        let what = What::Deleted { config: config.clone(), state };
        tell_of(&region.history, ctx, fact, &what);
        region.history.push(Item::new(ctx.now, &config, what));
    }
    Ok(())
}

/// The message for several composite alarms is not known; the others are.
fn may_delete(region: &Region, names: &[String]) -> Result<(), ApiError> {
    let going: BTreeSet<&String> = names.iter().collect();
    if going.iter().filter(|name| region.composites.contains_key(**name)).count() > 1 {
        return Err(validation("At most one composite alarm can be deleted in one operation."));
    }
    let stays = |name: &&&String| region.parents(name).any(|parent| !going.contains(parent));
    let needed: Vec<&str> = going.iter().filter(stays).map(|name| name.as_str()).collect();
    let them = if needed.len() > 1 { "them" } else { "it" };
    if needed.is_empty() {
        return Ok(());
    }
    Err(validation(format!(
        "Cannot delete {} as there are composite alarm(s) depending on {them}.",
        needed.join(",")
    )))
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
    let before = region.value_of(&input.alarm_name).ok_or_else(missing)?;
    if let Some(data) = &input.state_reason_data
        && serde_json::from_str::<serde_json::Value>(data).is_err()
    {
        return Err(ApiError::new("InvalidFormat", "StateReasonData must be valid JSON"));
    }
    let value = StateValue::named(&input.state_value).ok_or_else(missing)?;
    if value == before {
        return Ok(());
    }
    let condition = Condition {
        value,
        reason: input.state_reason.clone(),
        data: input.state_reason_data.clone(),
        since: ctx.now,
        by: By::SetAlarmState,
    };
    let (alarms, _, mut side) = region.split();
    match alarms.get_mut(&input.alarm_name) {
        Some(alarm) => transition(alarm, &mut side, ctx, condition),
        None => evaluate::transition(region, ctx, &input.alarm_name, condition, Trigger::Set),
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
        let (config, what) = if let Some(alarm) = region.alarms.get_mut(name)
            && alarm.config().actions_enabled != on
        {
            let config = (**alarm.config()).clone();
            let config = Config { actions_enabled: on, updated: ctx.now, ..config };
            let what = super::put_alarm::replace(alarm, config);
            (AnyConfig::from(alarm.config()), what)
        } else if let Some(composite) = region.composites.get_mut(name)
            && composite.config().actions_enabled != on
        {
            let config = (**composite.config()).clone();
            let config = composite::Config { actions_enabled: on, updated: ctx.now, ..config };
            let (old, state) = (AnyConfig::from(composite.config()), composite.snapshot());
            composite.versions.push((ctx.now, Rc::new(config)));
            let new = AnyConfig::from(composite.config());
            (new.clone(), What::Updated { old, new, state })
        } else {
            continue;
        };
        let fact = ctx.fact(Fact::AlarmUpdated { alarm: config.arn().clone() });
        tell_of(&region.history, ctx, fact, &what);
        region.history.push(Item::new(ctx.now, &config, what));
    }
    Ok(())
}

//! Scheduled actions.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html>

use super::{count, group, group_mut, page};
use crate::api::{ApiError, Timestamp};
use crate::services::autoscaling::errors::validation;
use crate::services::autoscaling::policy::{Scheduled, Sizes};
use crate::services::autoscaling::shapes::rest::{
    DeleteScheduledInput, DescribeScheduledInput, DescribeScheduledOutput, PutScheduledInput,
    ScheduledAction,
};
use crate::services::autoscaling::state::{Group, State};
use crate::services::autoscaling::wake::{Due, Wake};
use crate::services::cloudwatch::alarm::mute::Schedule;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};

/// How far ahead the next time of a recurrence is looked for.
const AHEAD: Span = Span::days(366);

/// Makes a scheduled action, or changes it.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutScheduledInput,
) -> Result<(), ApiError> {
    let (name, action) = (&input.auto_scaling_group_name, &input.scheduled_action_name);
    let known = group(state, ctx, name)?;
    for (member, size) in [
        ("MinSize", input.min_size),
        ("MaxSize", input.max_size),
        ("DesiredCapacity", input.desired_capacity),
    ] {
        size.map(|size| count(member, size)).transpose()?;
    }
    let sizes = Sizes::of(input);
    if sizes == Sizes::default() {
        let text = "At least one of MinSize, MaxSize and DesiredCapacity must be specified";
        return Err(validation(text));
    }
    let start = input.start_time.or(input.time).map(|time| time.0);
    if start.is_some_and(|start| start <= ctx.now) {
        return Err(validation("Given start time is in the past"));
    }
    let (end, recurrence) = (input.end_time.map(|time| time.0), input.recurrence.clone());
    let zone = input.time_zone.clone();
    let next = match (&recurrence, start) {
        (None, Some(start)) => start,
        (None, None) => return Err(validation("Start time or recurrence must be specified")),
        (Some(cron), start) => {
            let from = start.unwrap_or(ctx.now + Span::secs(1));
            let wrong = || validation(format!("Given recurrence string: {cron} is invalid"));
            following(cron, zone.as_deref(), from).ok_or_else(wrong)?
        }
    };
    if end.is_some_and(|end| end <= next) {
        return Err(validation("End time must be after the start time"));
    }
    let kept = known.schedules.get(action).map(|scheduled| scheduled.arn.clone());
    let arn = match kept {
        Some(arn) => arn,
        None => {
            let id = state.new_id("autoscaling:schedule");
            let of = format!("autoScalingGroupName/{name}:scheduledActionName/{action}");
            ctx.scope.arn("autoscaling", &format!("scheduledUpdateGroupAction:{id}:{of}"))
        }
    };
    let scheduled = Scheduled { arn, sizes, next, end, recurrence, zone };
    group_mut(state, ctx, name)?.schedules.insert(action.clone(), scheduled);
    let due = Due::Schedule(action.clone());
    ctx.wake(next, Wake { scope: ctx.scope, group: name.clone(), due });
    Ok(())
}

/// The first time at or after `from` that a cron expression names.
fn following(cron: &str, zone: Option<&str>, from: Time) -> Option<Time> {
    let schedule = Schedule::parse(&format!("cron({cron})"), "PT1M", zone)?;
    let windows = schedule.windows(from, from + AHEAD);
    windows.into_iter().map(|(start, _)| start).find(|start| *start >= from)
}

/// When an action that was due now is due again.
pub fn next(scheduled: &Scheduled, now: Time) -> Option<Time> {
    let cron = scheduled.recurrence.as_deref()?;
    let next = following(cron, scheduled.zone.as_deref(), now + Span::secs(1))?;
    scheduled.end.is_none_or(|end| next < end).then_some(next)
}

/// Describes the actions that are still to come.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeScheduledInput,
) -> Result<DescribeScheduledOutput, ApiError> {
    let names = input.scheduled_action_names.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for group in state.groups(ctx.scope) {
        if input.auto_scaling_group_name.as_ref().is_some_and(|name| *name != group.name) {
            continue;
        }
        for (name, scheduled) in &group.schedules {
            let after = input.start_time.is_none_or(|from| scheduled.next >= from.0);
            let before = input.end_time.is_none_or(|to| scheduled.next <= to.0);
            if (names.is_empty() || names.contains(name)) && after && before {
                found.push(shown(group, name, scheduled));
            }
        }
    }
    found.sort_by_key(|action| action.start_time);
    let (actions, next_token) =
        page(found, input.next_token.as_ref(), input.max_records, (50, 100))?;
    Ok(DescribeScheduledOutput { actions, next_token })
}

fn shown(group: &Group, name: &str, scheduled: &Scheduled) -> ScheduledAction {
    let size = |size: Option<u32>| size.map(|size| size as i32);
    ScheduledAction {
        auto_scaling_group_name: group.name.clone(),
        scheduled_action_name: name.to_owned(),
        scheduled_action_arn: scheduled.arn.to_string(),
        time: Some(Timestamp(scheduled.next)),
        start_time: Some(Timestamp(scheduled.next)),
        end_time: scheduled.end.map(Timestamp),
        recurrence: scheduled.recurrence.clone(),
        min_size: size(scheduled.sizes.min),
        max_size: size(scheduled.sizes.max),
        desired_capacity: size(scheduled.sizes.desired),
        time_zone: scheduled.zone.clone(),
    }
}

/// Deletes a scheduled action.
pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteScheduledInput,
) -> Result<(), ApiError> {
    let (name, action) = (&input.auto_scaling_group_name, &input.scheduled_action_name);
    let missing = || validation(format!("Scheduled action name not found - {action}"));
    let removed = group_mut(state, ctx, name)?.schedules.remove(action);
    removed.map(|_| ()).ok_or_else(missing)
}

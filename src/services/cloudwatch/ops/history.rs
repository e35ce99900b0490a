//! DescribeAlarmHistory.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html>

use super::describe::size;
use super::{page, validation};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::alarm::any::AlarmKind;
use crate::services::cloudwatch::alarm::history::{Item, KEPT};
use crate::services::cloudwatch::api::{
    AlarmHistoryItem, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput,
};
use crate::services::cloudwatch::state::State;
use crate::sim::Ctx;

/// Items of one alarm or all of them, newest first unless asked otherwise.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAlarmHistoryInput,
) -> Result<DescribeAlarmHistoryOutput, ApiError> {
    let types = input.alarm_types.as_ref().filter(|types| !types.is_empty());
    // Without types, metric alarms only.
    let wanted = |kind: AlarmKind| match types {
        Some(types) => types.iter().any(|name| name == kind.name()),
        None => kind == AlarmKind::Metric,
    };
    // What happened to contributors is told when it is asked for, of one alarm.
    let kind = input.history_item_type.as_deref().unwrap_or_default();
    let contributors = kind.starts_with("AlarmContributor") || input.contributor_id.is_some();
    if contributors && input.alarm_name.is_none() {
        return Err(validation("AlarmName is required to describe the history of contributors"));
    }
    let matches = |item: &&Item| {
        let contributor = item.contributor();
        contributor.is_some() == contributors
            && input
                .contributor_id
                .as_ref()
                .is_none_or(|id| contributor.is_some_and(|c| c.id == *id))
            && wanted(item.kind)
            && item.time + KEPT >= ctx.now
            && input.alarm_name.as_ref().is_none_or(|name| *name == item.alarm)
            && input.history_item_type.as_ref().is_none_or(|kind| kind == item.item_type())
            && input.start_date.is_none_or(|start| start.0 <= item.time)
            && input.end_date.is_none_or(|end| item.time <= end.0)
    };
    let all = state.region(ctx.scope).into_iter().flat_map(|region| region.history.iter());
    let (token, size) = (input.next_token.as_ref(), size(input.max_records));
    let (items, next_token) = match input.scan_by.as_deref() {
        Some("TimestampAscending") => page(all.filter(matches), token, size)?,
        _ => page(all.rev().filter(matches), token, size)?,
    };
    let alarm_history_items = items.into_iter().map(shown).collect();
    Ok(DescribeAlarmHistoryOutput { alarm_history_items, next_token })
}

fn shown(item: &Item) -> AlarmHistoryItem {
    AlarmHistoryItem {
        alarm_name: item.alarm.clone(),
        contributor_id: item.contributor().map(|contributor| contributor.id.clone()),
        alarm_type: item.kind.name().to_owned(),
        timestamp: Timestamp(item.time),
        history_item_type: item.item_type().to_owned(),
        history_summary: item.summary(),
        history_data: item.data(),
        contributor_attributes: item
            .contributor()
            .map(|contributor| contributor.attributes.iter().cloned().collect()),
    }
}

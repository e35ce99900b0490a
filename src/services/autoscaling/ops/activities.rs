//! Activities.

use super::page;
use crate::api::ApiError;
use crate::services::autoscaling::activity::Activity;
use crate::services::autoscaling::shapes::groups::{
    ActivitiesOutput, DescribeScalingActivitiesInput,
};
use crate::services::autoscaling::state::State;
use crate::sim::Ctx;
use crate::sim::time::Span;

/// How long activities are kept.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html>
const KEPT: Span = Span::days(42);

/// Describes activities, the latest first; those in progress come before all others.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeScalingActivitiesInput,
) -> Result<ActivitiesOutput, ApiError> {
    let ids = input.activity_ids.as_deref().unwrap_or_default();
    let wanted = input.auto_scaling_group_name.as_ref();
    let asked = |activity: &&Activity| {
        (ids.is_empty() || ids.contains(&activity.id))
            && wanted.is_none_or(|group| *group == activity.group)
            && activity.start + KEPT > ctx.now
    };
    let mut found: Vec<(&Activity, bool)> = Vec::new();
    if input.include_deleted_groups == Some(true) {
        found.extend(state.gone(ctx.scope).filter(asked).map(|activity| (activity, true)));
    }
    let living = state.groups(ctx.scope).flat_map(|group| &group.activities);
    found.extend(living.filter(asked).map(|activity| (activity, false)));
    found.reverse();
    found.sort_by_key(|(activity, _)| (activity.end.is_some(), std::cmp::Reverse(activity.start)));
    let shown = found.into_iter().map(|(activity, gone)| activity.shown(gone)).collect();
    let (activities, next_token) =
        page(shown, input.next_token.as_ref(), input.max_records, (100, 100))?;
    Ok(ActivitiesOutput { activities, next_token })
}

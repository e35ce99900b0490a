//! Processes that can be suspended, and group metrics.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html>

use super::{group, group_mut};
use crate::api::ApiError;
use crate::services::autoscaling::errors::validation;
use crate::services::autoscaling::health;
use crate::services::autoscaling::metrics::METRICS;
use crate::services::autoscaling::shapes::rest::{
    DisableMetricsCollectionInput, EnableMetricsCollectionInput, ProcessesInput,
};
use crate::services::autoscaling::state::State;
use crate::services::autoscaling::wake::{Due, Wake};
use crate::sim::Ctx;
use crate::sim::time::Time;

/// Every process. Two of them have nothing to do here: nothing is refreshed, and zones never
/// get out of balance by themselves.
pub const PROCESSES: [&str; 9] = [
    "Launch",
    "Terminate",
    "AddToLoadBalancer",
    "AlarmNotification",
    "AZRebalance",
    "HealthCheck",
    "InstanceRefresh",
    "ReplaceUnhealthy",
    "ScheduledActions",
];

fn named(given: Option<&Vec<String>>) -> Result<Vec<&'static str>, ApiError> {
    let Some(given) = given.filter(|given| !given.is_empty()) else {
        return Ok(PROCESSES.to_vec());
    };
    let find = |name: &String| {
        let found = PROCESSES.into_iter().find(|process| process == name);
        found.ok_or_else(|| validation(format!("Invalid Process Name(s): [{name}]")))
    };
    given.iter().map(find).collect()
}

/// Suspends processes.
pub fn suspend(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ProcessesInput,
) -> Result<(), ApiError> {
    let processes = named(input.scaling_processes.as_ref())?;
    let known = group_mut(state, ctx, &input.auto_scaling_group_name)?;
    let now = ctx.now.rfc3339();
    for process in processes {
        let reason = format!("User suspended at {now}");
        known.suspended.entry(process).or_insert(reason);
    }
    Ok(())
}

/// Resumes them, and makes up for what was left undone.
pub fn resume(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ProcessesInput,
) -> Result<(), ApiError> {
    let processes = named(input.scaling_processes.as_ref())?;
    let name = &input.auto_scaling_group_name;
    let known = group_mut(state, ctx, name)?;
    known.suspended.retain(|process, _| !processes.contains(process));
    let wake = Wake { scope: ctx.scope, group: name.clone(), due: Due::Capacity };
    ctx.wake(ctx.now + crate::sim::timing::SCALING, wake);
    health::check_all(state, ctx, name);
    Ok(())
}

fn metrics(given: Option<&Vec<String>>) -> Result<Vec<&'static str>, ApiError> {
    let Some(given) = given.filter(|given| !given.is_empty()) else {
        return Ok(METRICS.to_vec());
    };
    let find = |name: &String| {
        let found = METRICS.into_iter().find(|metric| metric == name);
        found.ok_or_else(|| match name.contains("WarmPool") {
            true => ApiError::not_simulated(format!("Metrics {name}")),
            false => validation(format!("Invalid metric name: {name}")),
        })
    };
    given.iter().map(find).collect()
}

/// Sends metrics from now on.
pub fn enable(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &EnableMetricsCollectionInput,
) -> Result<(), ApiError> {
    if input.granularity != "1Minute" {
        return Err(validation("The only valid value for Granularity is 1Minute"));
    }
    let more = metrics(input.metrics.as_ref())?;
    sending(state, ctx, &input.auto_scaling_group_name, |metric, sent| {
        sent || more.contains(&metric)
    })
}

/// Sends them no longer.
pub fn disable(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DisableMetricsCollectionInput,
) -> Result<(), ApiError> {
    let fewer = metrics(input.metrics.as_ref())?;
    sending(state, ctx, &input.auto_scaling_group_name, |metric, sent| {
        sent && !fewer.contains(&metric)
    })
}

fn sending(
    state: &mut State,
    ctx: &Ctx<'_>,
    name: &str,
    keep: impl Fn(&'static str, bool) -> bool,
) -> Result<(), ApiError> {
    group(state, ctx, name)?;
    let past = state.pasts.entry((ctx.scope, name.to_owned())).or_default();
    let sent = past.sends(Time::from_millis(i64::MAX)).to_vec();
    let kept = METRICS.into_iter().filter(|metric| keep(metric, sent.contains(metric))).collect();
    past.send(ctx.now, kept);
    Ok(())
}

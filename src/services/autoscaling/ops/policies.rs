//! Scaling policies.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html>

use super::{group, group_mut, page};
use crate::api::{ApiError, Shape as _};
use crate::services::Request;
use crate::services::autoscaling::Sight;
use crate::services::autoscaling::api::group_of;
use crate::services::autoscaling::capacity;
use crate::services::autoscaling::errors::{in_progress, validation};
use crate::services::autoscaling::facts::{By, Fact, What, Why};
use crate::services::autoscaling::policy::{Adjustment, AdjustmentType, Kind, Policy, Step};
use crate::services::autoscaling::scale::{Asked, decide};
use crate::services::autoscaling::shapes::policies::{
    Alarm, DeletePolicyInput, DescribePoliciesInput, DescribePoliciesOutput, ExecutePolicyInput,
    PutScalingPolicyInput, PutScalingPolicyOutput, StepAdjustment,
};
use crate::services::autoscaling::state::{Group, State};
use crate::services::autoscaling::wake::{Purpose, desire};
use crate::services::cloudwatch::api as cloudwatch;
use crate::sim::caller::Identity;
use crate::sim::real::Real;
use crate::sim::scope::Arn;
use crate::sim::time::Span;
use crate::sim::{Caller, Ctx};

/// Makes a policy, or changes it; one that tracks a target makes its alarms.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutScalingPolicyInput,
) -> Result<PutScalingPolicyOutput, ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let old = known.policies.get(&input.policy_name).cloned();
    let mut kind = super::policy_kind::kind(input, known)?;
    let warmup = input.estimated_instance_warmup.map(|secs| Span::secs(i64::from(secs)));
    let arn = match &old {
        Some(old) => old.arn.clone(),
        None => {
            let id = state.new_id("autoscaling:policy");
            let of = format!("autoScalingGroupName/{name}:policyName/{}", input.policy_name);
            ctx.scope.arn("autoscaling", &format!("scalingPolicy:{id}:{of}"))
        }
    };
    if let Kind::Target { alarms, disable_scale_in, .. } = &mut kind {
        let sides: &[&str] = if *disable_scale_in { &["High"] } else { &["High", "Low"] };
        for side in sides {
            let id = state.new_id("autoscaling:alarm");
            alarms.push(format!("TargetTracking-{name}-Alarm{side}-{id}"));
        }
    }
    let policy = Policy {
        name: input.policy_name.clone(),
        arn: arn.clone(),
        kind,
        enabled: input.enabled.unwrap_or(true),
        warmup,
        refused: None,
    };
    if let Some(old) = &old {
        drop_alarms(ctx, name, old);
    }
    make_alarms(ctx, name, &policy);
    let alarms = policy.own_alarms(ctx.scope);
    let put = What::PolicyPut { policy: policy.name.clone() };
    group_mut(state, ctx, name)?.policies.insert(policy.name.clone(), policy);
    ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what: put });
    Ok(PutScalingPolicyOutput { policy_arn: arn.to_string(), alarms })
}

/// Makes the alarms of a target tracking policy: three minutes above the target, fifteen below
/// nine tenths of it.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html>
fn make_alarms(ctx: &mut Ctx<'_>, group: &str, policy: &Policy) {
    let Kind::Target { alarms, target, .. } = &policy.kind else { return };
    let Some(tracked) = policy.target().map(|c| super::policy_kind::tracked(&c, group)) else {
        return;
    };
    for (nth, alarm) in alarms.iter().enumerate() {
        let (operator, periods, threshold) = match nth {
            0 => ("GreaterThanThreshold", 3, target.get()),
            _ => ("LessThanThreshold", 15, target.get() * 0.9),
        };
        let description =
            format!("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {}.", policy.arn);
        let input = cloudwatch::PutMetricAlarmInput {
            alarm_name: alarm.clone(),
            alarm_description: Some(description),
            actions_enabled: Some(true),
            alarm_actions: Some(vec![policy.arn.to_string()]),
            metric_name: Some(tracked.name.clone()),
            namespace: Some(tracked.namespace.clone()),
            statistic: Some(tracked.statistic.clone()),
            unit: tracked.unit.clone(),
            dimensions: Some(tracked.dimensions.clone()),
            period: Some(60),
            evaluation_periods: Some(periods),
            threshold: Some(threshold),
            comparison_operator: Some(operator.to_owned()),
            ..Default::default()
        };
        let request = cloudwatch::Request::PutMetricAlarm(input);
        capacity::call(ctx, group, Request::CloudWatch(request), Purpose::Upkeep);
    }
}

/// Deletes the alarms a policy made.
pub fn drop_alarms(ctx: &mut Ctx<'_>, group: &str, policy: &Policy) {
    let Kind::Target { alarms, .. } = &policy.kind else { return };
    let input = cloudwatch::AlarmNamesInput { alarm_names: alarms.clone() };
    let request = cloudwatch::Request::DeleteAlarms(input);
    capacity::call(ctx, group, Request::CloudWatch(request), Purpose::Upkeep);
}

/// Describes policies.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    input: &DescribePoliciesInput,
) -> Result<DescribePoliciesOutput, ApiError> {
    if let Some(name) = &input.auto_scaling_group_name {
        group(state, ctx, name)?;
    }
    let names = input.policy_names.as_deref().unwrap_or_default();
    let types = input.policy_types.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for known in state.groups(ctx.scope) {
        if input.auto_scaling_group_name.as_ref().is_some_and(|name| *name != known.name) {
            continue;
        }
        for policy in known.policies.values() {
            let named = |name: &String| *name == policy.name || *name == policy.arn.as_str();
            let of_type = |kind: &String| kind == policy.type_name();
            if (names.is_empty() || names.iter().any(named))
                && (types.is_empty() || types.iter().any(of_type))
            {
                found.push(policy.shown(&known.name, alarms_of(ctx, sight, policy)));
            }
        }
    }
    let (scaling_policies, next_token) =
        page(found, input.next_token.as_ref(), input.max_records, (50, 100))?;
    Ok(DescribePoliciesOutput { scaling_policies, next_token })
}

/// Every alarm that executes a policy, its own first.
fn alarms_of(ctx: &Ctx<'_>, sight: Sight<'_>, policy: &Policy) -> Vec<Alarm> {
    let mut found = policy.own_alarms(ctx.scope);
    let region = sight.cloudwatch.region(ctx.scope);
    for (name, alarm) in region.into_iter().flat_map(|region| region.alarms()) {
        let config = alarm.config();
        let lists = [&config.alarm_actions, &config.ok_actions, &config.insufficient_actions];
        let executes = lists.into_iter().flatten().any(|action| action == policy.arn.as_str());
        if executes && !found.iter().any(|known| known.alarm_name == *name) {
            let alarm_arn = config.arn.to_string();
            found.push(Alarm { alarm_name: name.clone(), alarm_arn });
        }
    }
    found
}

/// The group and the name of the policy meant: by its ARN, or by group and name.
fn meant(
    state: &State,
    ctx: &Ctx<'_>,
    group_name: Option<&String>,
    policy: &str,
) -> Result<(String, String), ApiError> {
    let missing = || validation("PolicyName not found");
    let arn = Arn::parse(policy);
    let name = group_name.cloned().or_else(|| group_of(arn.as_ref()?));
    let Some(name) = name else {
        return Err(validation("Group name is required when the policy is not given as an ARN"));
    };
    let known = match (group_name, arn.is_some()) {
        // A policy's ARN may name a group that is gone.
        (None, true) => state.group(ctx.scope, &name).ok_or_else(missing)?,
        _ => group(state, ctx, &name)?,
    };
    let is = |known: &&Policy| known.name == policy || known.arn.as_str() == policy;
    let found = known.policies.values().find(is).ok_or_else(missing)?;
    Ok((name, found.name.clone()))
}

/// Deletes a policy.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeletePolicyInput,
) -> Result<(), ApiError> {
    let named = input.auto_scaling_group_name.as_ref();
    let (name, policy) = meant(state, ctx, named, &input.policy_name)?;
    let Some(removed) = group_mut(state, ctx, &name)?.policies.remove(&policy) else {
        return Ok(());
    };
    drop_alarms(ctx, &name, &removed);
    ctx.fact(Fact { scope: ctx.scope, group: name, what: What::PolicyDeleted { policy } });
    Ok(())
}

/// Executes a policy, for an alarm or for somebody.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    caller: &Caller,
    input: &ExecutePolicyInput,
) -> Result<(), ApiError> {
    let named = input.auto_scaling_group_name.as_ref();
    let (name, policy_name) = meant(state, ctx, named, &input.policy_name)?;
    let alarm = match &caller.identity {
        Identity::Service { source, .. } => Some(source.clone()),
        _ => None,
    };
    let known = group_mut(state, ctx, &name)?;
    let Some(policy) = known.policies.get(&policy_name).cloned() else { return Ok(()) };
    if alarm.is_none() {
        by_hand(known, &policy, input, ctx)?;
    }
    let asked = Asked {
        value: input.metric_value,
        threshold: input.breach_threshold,
        honors_cooldown: alarm.is_some() || input.honor_cooldown == Some(true),
    };
    let decided = match alarm.is_some() && known.is_suspended("AlarmNotification") {
        true => Err(Why::Suspended),
        false => decide(known, &policy, asked, ctx.now),
    };
    let told = decided.as_ref().err().cloned();
    match decided {
        Ok(to) => {
            let sentence = sentence(sight, ctx, alarm.as_ref(), &policy_name);
            match &policy.kind {
                Kind::Simple { .. } => {
                    known.simple = true;
                    known.cooling_since = None;
                }
                Kind::Target { .. } if to < known.desired => known.shrunk = Some(ctx.now),
                Kind::Step { .. } | Kind::Target { .. } => {}
            }
            let by = By::Policy { policy: policy_name.clone(), alarm };
            desire(known, ctx, to, by, &sentence);
        }
        Err(why) if policy.refused.as_ref() != Some(&why) => {
            let what = What::NotScaled { policy: policy_name.clone(), alarm, why };
            ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what });
        }
        Err(_) => {}
    }
    if let Some(policy) = group_mut(state, ctx, &name)?.policies.get_mut(&policy_name) {
        policy.refused = told;
    }
    state.counted(ctx.scope, &name, ctx.now);
    Ok(())
}

/// What somebody must say who executes a policy.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExecutePolicy.html>
fn by_hand(
    known: &Group,
    policy: &Policy,
    input: &ExecutePolicyInput,
    ctx: &Ctx<'_>,
) -> Result<(), ApiError> {
    let given = input.metric_value.is_some() && input.breach_threshold.is_some();
    match &policy.kind {
        Kind::Target { .. } => {
            let text = "ExecutePolicy is not supported for policies of type TargetTrackingScaling";
            Err(validation(text))
        }
        Kind::Step { .. } if !given => {
            let text = "MetricValue and BreachThreshold are required for policies of type \
                        StepScaling";
            Err(validation(text))
        }
        Kind::Simple { cooldown, .. } => {
            let cooldown = cooldown.unwrap_or(known.cooldown);
            let busy = known.simple || known.cooling(cooldown, ctx.now).is_some();
            if input.honor_cooldown == Some(true) && busy {
                let last = known.activities.last().map(|activity| activity.id.clone());
                return Err(in_progress(&last.unwrap_or_default()));
            }
            Ok(())
        }
        Kind::Step { .. } => Ok(()),
    }
}

/// How activities tell that a policy was executed.
fn sentence(sight: Sight<'_>, ctx: &Ctx<'_>, alarm: Option<&Arn>, policy: &str) -> String {
    let Some(alarm) = alarm else { return format!("a user request executed policy {policy}") };
    let name = alarm.rest().strip_prefix("alarm:").unwrap_or_default();
    let known = sight.cloudwatch.alarm(ctx.scope, name);
    let state = known.map_or("ALARM", |alarm| alarm.value().name());
    format!("a monitor alarm {name} in state {state} triggered policy {policy}")
}

/// An adjustment as it is given.
pub(super) fn adjustment(input: &PutScalingPolicyInput) -> Result<Adjustment, ApiError> {
    let given = input.adjustment_type.as_deref();
    let given = given.ok_or_else(|| validation("AdjustmentType is required"))?;
    let wrong = || validation(format!("Invalid AdjustmentType: {given}"));
    let kind = AdjustmentType::named(given).ok_or_else(wrong)?;
    let least = input.min_adjustment_magnitude.or(input.min_adjustment_step);
    if least.is_some() && kind != AdjustmentType::Percent {
        let text = "MinAdjustmentMagnitude is only supported for the adjustment type \
                    PercentChangeInCapacity";
        return Err(validation(text));
    }
    let least = least.map(|least| super::count("MinAdjustmentMagnitude", least)).transpose()?;
    let by_step = input.min_adjustment_magnitude.is_none() && least.is_some();
    Ok(Adjustment { kind, least, by_step })
}

/// Steps as they are given, in the order of their bounds.
pub(super) fn steps(given: &[StepAdjustment]) -> Vec<Step> {
    let bound = |bound: Option<f64>| bound.map(Real::new);
    let step = |given: &StepAdjustment| Step {
        lower: bound(given.lower),
        upper: bound(given.upper),
        amount: given.scaling_adjustment,
    };
    let mut steps: Vec<Step> = given.iter().map(step).collect();
    steps.sort_by(|a, b| {
        let from = |step: &Step| step.lower.map_or(f64::NEG_INFINITY, Real::get);
        from(a).total_cmp(&from(b))
    });
    steps
}

/// The configuration of a target as it is kept.
pub(super) fn kept(
    configuration: &crate::services::autoscaling::shapes::policies::TargetTrackingConfiguration,
) -> String {
    configuration.write().to_string()
}

//! Groups.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html>

use super::checks::{
    bounds, health_type, placement_group, places, role, seconds, source, target_groups,
    termination, warmup, within,
};
use super::{count, group, group_mut, hooks, page, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::autoscaling::Sight;
use crate::services::autoscaling::errors::validation;
use crate::services::autoscaling::facts::{By, Fact, What};
use crate::services::autoscaling::metrics::METRICS;
use crate::services::autoscaling::mixed::{self, Mixed};
use crate::services::autoscaling::policy::Sizes;
use crate::services::autoscaling::shapes::groups::{
    AutoScalingGroup, CreateAutoScalingGroupInput, DeleteAutoScalingGroupInput,
    DescribeAutoScalingGroupsInput, DescribeAutoScalingGroupsOutput, EnabledMetric, Filter,
    Instance, SetDesiredCapacityInput, SuspendedProcess, TrafficSource,
    UpdateAutoScalingGroupInput,
};
use crate::services::autoscaling::source::{Source, Template};
use crate::services::autoscaling::state::{Group, Member, State};
use crate::services::autoscaling::wake::desire;
use crate::services::autoscaling::{capacity, waiting};
use crate::services::iam::linked::AUTO_SCALING;
use crate::sim::Ctx;
use crate::sim::time::Span;

/// Makes a group.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    input: &CreateAutoScalingGroupInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    if state.group(ctx.scope, name).is_some() {
        let text = format!(
            "AutoScalingGroup by this name already exists - A group with the name {name} already \
             exists"
        );
        return Err(ApiError::new("AlreadyExists", text));
    }
    if name.contains(':') {
        return Err(validation("Group names may not contain a colon"));
    }
    let (min, max) = bounds(input.min_size, input.max_size)?;
    let desired = input.desired_capacity.map_or(Ok(min), |n| count("DesiredCapacity", n))?;
    within(desired, min, max)?;
    let policy = input.mixed_instances_policy.as_ref();
    let given = (input.launch_template.as_ref(), input.launch_configuration_name.as_ref());
    let Some(source) = source((state, ctx), sight, (given, policy, None))? else {
        let text = "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, \
                    InstanceId or MixedInstancesPolicy parameter.";
        return Err(validation(text));
    };
    let subnets = input.vpc_zone_identifier.as_deref();
    let places = places(ctx, sight, input.availability_zones.as_deref(), subnets)?;
    let health = health_type(input.health_check_type.as_deref())?;
    let target_groups = target_groups(ctx, sight, input.target_group_arns.as_deref())?;
    let placement_group = placement_group(ctx, sight, input.placement_group.as_ref())?;
    role(ctx, input.service_linked_role_arn.as_deref())?;
    let cooldown = seconds("DefaultCooldown", input.default_cooldown)?;
    let grace = seconds("HealthCheckGracePeriod", input.health_check_grace_period)?;
    let termination = termination(input.termination_policies.as_deref())?;
    let warmup = warmup(input.default_instance_warmup)?;
    let tags = tags::read(input.tags.as_deref().unwrap_or_default())?;
    let hooks = hooks::specified(sight, input)?;
    let id = state.new_id("autoscaling:group");
    let rest = format!("autoScalingGroup:{id}:autoScalingGroupName/{name}");
    let mut made = Group {
        min,
        max,
        cooldown: cooldown.unwrap_or(Span::secs(300)),
        by_subnet: subnets.is_some(),
        grace: grace.unwrap_or(Span::ZERO),
        termination: termination.unwrap_or_else(|| vec!["Default".to_owned()]),
        health: health.unwrap_or_else(|| "EC2".to_owned()),
        target_groups,
        placement_group,
        protect_new: input.new_instances_protected_from_scale_in.unwrap_or(false),
        warmup: warmup.flatten(),
        rebalances: input.capacity_rebalance,
        tags,
        hooks: hooks.into_iter().collect(),
        ..Group::new(name, ctx.scope.arn("autoscaling", &rest), ctx, (source, places))
    };
    ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what: What::Created });
    if desired > 0 {
        desire(&mut made, ctx, desired, By::User, "a user request created an AutoScalingGroup");
    }
    let told: Vec<String> = hooks::with_targets(&made);
    state.groups.insert((ctx.scope, name.clone()), made);
    for hook in told {
        hooks::test(state, ctx, name, &hook);
    }
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// Changes a group.
pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    input: &UpdateAutoScalingGroupInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let size = |given: Option<i32>, now: u32| given.unwrap_or(now as i32);
    let (min, max) = bounds(size(input.min_size, known.min), size(input.max_size, known.max))?;
    let wanted = input.desired_capacity.map(|n| count("DesiredCapacity", n)).transpose()?;
    if let Some(wanted) = wanted {
        within(wanted, min, max)?;
    }
    let policy = input.mixed_instances_policy.as_ref();
    let given = (input.launch_template.as_ref(), input.launch_configuration_name.as_ref());
    let source = source((state, ctx), sight, (given, policy, known.source.mixed()))?;
    let (zones, subnets) =
        (input.availability_zones.as_deref(), input.vpc_zone_identifier.as_deref());
    let places = match (zones, subnets) {
        (None, None) => None,
        _ => Some(places(ctx, sight, zones, subnets)?),
    };
    let health = health_type(input.health_check_type.as_deref())?;
    let close = placement_group(ctx, sight, input.placement_group.as_ref())?;
    role(ctx, input.service_linked_role_arn.as_deref())?;
    let cooldown = seconds("DefaultCooldown", input.default_cooldown)?;
    let grace = seconds("HealthCheckGracePeriod", input.health_check_grace_period)?;
    let termination = termination(input.termination_policies.as_deref())?;
    let warmup = warmup(input.default_instance_warmup)?;
    let known = group_mut(state, ctx, name)?;
    if known.deleting {
        return Err(validation("AutoScalingGroup is pending delete"));
    }
    if let Some(source) = source {
        mixed::change(known, source);
    }
    known.health = health.unwrap_or_else(|| known.health.clone());
    if input.placement_group.is_some() {
        known.placement_group = close;
    }
    if let Some(places) = places {
        known.places = places;
        known.by_subnet = subnets.is_some();
    }
    known.cooldown = cooldown.unwrap_or(known.cooldown);
    known.grace = grace.unwrap_or(known.grace);
    known.termination = termination.unwrap_or_else(|| known.termination.clone());
    known.protect_new = input.new_instances_protected_from_scale_in.unwrap_or(known.protect_new);
    known.warmup = warmup.unwrap_or(known.warmup);
    known.rebalances = input.capacity_rebalance.or(known.rebalances);
    let sizes = Sizes { min: Some(min), max: Some(max), desired: wanted };
    resize(known, ctx, sizes, By::User, "a user request");
    // Whatever changed, a launch that failed is tried anew.
    known.failures = (0, None);
    known.asked.until = None;
    let due = crate::services::autoscaling::wake::Due::Capacity;
    let wake = crate::services::autoscaling::Wake { scope: ctx.scope, group: name.clone(), due };
    ctx.wake(ctx.now + crate::sim::timing::SCALING, wake);
    ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what: What::Updated });
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// Sets sizes; how many are desired stays within them.
pub fn resize(group: &mut Group, ctx: &mut Ctx<'_>, sizes: Sizes, by: By, who: &str) {
    group.min = sizes.min.unwrap_or(group.min);
    group.max = sizes.max.unwrap_or(group.max).max(group.min);
    let wanted = sizes.desired.unwrap_or(group.desired);
    let desired = wanted.clamp(group.min, group.max);
    if desired != group.desired {
        let sentence = format!(
            "{who} update of AutoScalingGroup constraints to min: {}, max: {}, desired: {desired}",
            group.min, group.max
        );
        desire(group, ctx, desired, by, &sentence);
    }
}

/// Sets how many instances are desired.
pub fn set_desired(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &SetDesiredCapacityInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let wanted = count("DesiredCapacity", input.desired_capacity)?;
    let known = group_mut(state, ctx, name)?;
    if wanted > known.max {
        let text = format!(
            "New SetDesiredCapacity value {wanted} is above max value {} for the AutoScalingGroup.",
            known.max
        );
        return Err(validation(text));
    }
    if wanted < known.min {
        let text = format!(
            "New SetDesiredCapacity value {wanted} is below min value {} for the AutoScalingGroup.",
            known.min
        );
        return Err(validation(text));
    }
    let honors = input.honor_cooldown.unwrap_or(false);
    if honors && known.cooling(known.cooldown, ctx.now).is_some() {
        let last = known.activities.last().map(|activity| activity.id.clone());
        return Err(super::super::errors::in_progress(&last.unwrap_or_default()));
    }
    if wanted != known.desired {
        let sentence = "a user request explicitly set group desired capacity";
        desire(known, ctx, wanted, By::User, sentence);
    }
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// Deletes a group.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteAutoScalingGroupInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group_mut(state, ctx, name)?;
    let busy = !known.members.is_empty() || known.launching() > 0;
    if busy && input.force_delete != Some(true) {
        let text = "You cannot delete an AutoScalingGroup while there are instances or pending \
                    Spot instance request(s) still in the group.";
        return Err(ApiError::new("ResourceInUse", text));
    }
    if !busy {
        capacity::remove(state, ctx, name);
        return Ok(());
    }
    known.deleting = true;
    waiting::let_go(known, ctx);
    // What is protected from scaling in goes with its group all the same.
    for member in known.members.values_mut() {
        member.protected = false;
    }
    let none = Sizes { min: Some(0), max: Some(0), desired: Some(0) };
    resize(known, ctx, none, By::User, "a user request");
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// Describes groups.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAutoScalingGroupsInput,
) -> Result<DescribeAutoScalingGroupsOutput, ApiError> {
    let names = input.auto_scaling_group_names.as_deref().unwrap_or_default();
    let filters = input.filters.as_deref().unwrap_or_default();
    for filter in filters {
        passes_known(filter)?;
    }
    let asked = |group: &&Group| {
        (names.is_empty() || names.contains(&group.name))
            && filters.iter().all(|filter| passes(filter, group))
    };
    let found = state.groups(ctx.scope).filter(asked);
    let found = found.map(|group| shown(state, group)).collect();
    let (auto_scaling_groups, next_token) =
        page(found, input.next_token.as_ref(), input.max_records, (50, 100))?;
    Ok(DescribeAutoScalingGroupsOutput { auto_scaling_groups, next_token })
}

/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Filter.html>
fn passes_known(filter: &Filter) -> Result<(), ApiError> {
    let name = filter.name.as_deref().unwrap_or_default();
    if matches!(name, "tag-key" | "tag-value") || name.starts_with("tag:") {
        return Ok(());
    }
    Err(validation(format!("Invalid filter name: {name}")))
}

fn passes(filter: &Filter, group: &Group) -> bool {
    let name = filter.name.as_deref().unwrap_or_default();
    let values = filter.values.as_deref().unwrap_or_default();
    let wanted = |text: &String| values.contains(text);
    match (name, name.strip_prefix("tag:")) {
        ("tag-key", _) => group.tags.keys().any(wanted),
        ("tag-value", _) => group.tags.values().any(|tag| wanted(&tag.value)),
        (_, Some(key)) => group.tags.get(key).is_some_and(|tag| wanted(&tag.value)),
        _ => false,
    }
}

fn shown(state: &State, group: &Group) -> AutoScalingGroup {
    let sends = state
        .past(group.scope, &group.name)
        .map_or(&[][..], |past| past.sends(crate::sim::time::Time::from_millis(i64::MAX)));
    let enabled = METRICS.into_iter().filter(|metric| sends.contains(metric));
    let zones: Vec<String> = group.places.iter().map(|place| place.zone.clone()).collect();
    let subnets: Vec<&str> = group.places.iter().map(|place| place.subnet.as_str()).collect();
    AutoScalingGroup {
        auto_scaling_group_name: group.name.clone(),
        auto_scaling_group_arn: group.arn.to_string(),
        launch_configuration_name: group.source.configuration().cloned(),
        launch_template: match &group.source {
            Source::Template(template) => Some(template.shown()),
            _ => None,
        },
        mixed_instances_policy: group.source.mixed().map(Mixed::shown),
        min_size: group.min as i32,
        max_size: group.max as i32,
        desired_capacity: group.desired as i32,
        default_cooldown: group.cooldown.as_secs() as i32,
        availability_zones: zones,
        load_balancer_names: Vec::new(),
        target_group_arns: group.target_groups.clone(),
        health_check_type: group.health.clone(),
        health_check_grace_period: group.grace.as_secs() as i32,
        instances: group.members.iter().map(|(id, member)| instance(id, member)).collect(),
        created_time: Timestamp(group.created),
        suspended_processes: suspended(group),
        placement_group: group.placement_group.clone(),
        vpc_zone_identifier: if group.by_subnet { subnets.join(",") } else { String::new() },
        enabled_metrics: enabled
            .map(|metric| EnabledMetric {
                metric: metric.to_owned(),
                granularity: "1Minute".to_owned(),
            })
            .collect(),
        status: group.deleting.then(|| "Delete in progress".to_owned()),
        tags: tags::of_group(group),
        termination_policies: group.termination.clone(),
        new_instances_protected_from_scale_in: group.protect_new,
        service_linked_role_arn: AUTO_SCALING.arn(group.scope.account).to_string(),
        capacity_rebalance: group.rebalances,
        default_instance_warmup: group.warmup.map(|warmup| warmup.as_secs() as i32),
        traffic_sources: group.target_groups.iter().map(|arn| traffic(arn)).collect(),
    }
}

/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TrafficSourceIdentifier.html>
fn traffic(arn: &str) -> TrafficSource {
    TrafficSource { identifier: arn.to_owned(), kind: "elbv2".to_owned() }
}

fn suspended(group: &Group) -> Vec<SuspendedProcess> {
    let process = |(name, reason): (&&str, &String)| SuspendedProcess {
        process_name: (*name).to_owned(),
        suspension_reason: reason.clone(),
    };
    group.suspended.iter().map(process).collect()
}

fn instance(id: &str, member: &Member) -> Instance {
    Instance {
        instance_id: id.to_owned(),
        instance_type: Some(member.kind.clone()),
        availability_zone: member.place.zone.clone(),
        lifecycle_state: member.state().to_owned(),
        health_status: if member.healthy { "Healthy" } else { "Unhealthy" }.to_owned(),
        launch_configuration_name: member.configuration.clone(),
        launch_template: member.template.as_ref().map(Template::shown),
        protected_from_scale_in: member.protected,
        weighted_capacity: member.weight.map(|weight| weight.to_string()),
    }
}

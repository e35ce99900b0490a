//! Instances of groups.

use super::standby::elsewhere;
use super::{group, group_mut, page};
use crate::api::ApiError;
use crate::services::Request;
use crate::services::autoscaling::activity::{Deed, Status, at};
use crate::services::autoscaling::capacity::{self, GROUP_TAG};
use crate::services::autoscaling::errors::{no_instance, sizes, validation};
use crate::services::autoscaling::facts::{Fact, What};
use crate::services::autoscaling::hook::Hold;
use crate::services::autoscaling::shapes::groups::{
    ActivityOutput, AttachInstancesInput, DescribeAutoScalingInstancesInput,
    DescribeAutoScalingInstancesOutput, DetachInstancesInput, DetachInstancesOutput,
    InstanceDetails, SetInstanceHealthInput, SetInstanceProtectionInput, TerminateInstanceInput,
};
use crate::services::autoscaling::source::Template;
use crate::services::autoscaling::state::Lifecycle::{EnteringStandby, InService, Standby};
use crate::services::autoscaling::state::{Group, Lifecycle, Member, Place, State};
use crate::services::autoscaling::wake::{Due, Purpose, Wake};
use crate::services::autoscaling::{Sight, load};
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::shapes as ec2;
use crate::sim::Ctx;
use crate::sim::fact::Cause;

/// Describes instances.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAutoScalingInstancesInput,
) -> Result<DescribeAutoScalingInstancesOutput, ApiError> {
    let ids = input.instance_ids.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for group in state.groups(ctx.scope) {
        for (id, member) in &group.members {
            if ids.is_empty() || ids.contains(id) {
                found.push(details(group, id, member));
            }
        }
    }
    let (auto_scaling_instances, next_token) =
        page(found, input.next_token.as_ref(), input.max_records, (50, 50))?;
    Ok(DescribeAutoScalingInstancesOutput { auto_scaling_instances, next_token })
}

fn details(group: &Group, id: &str, member: &Member) -> InstanceDetails {
    InstanceDetails {
        instance_id: id.to_owned(),
        instance_type: Some(member.kind.clone()),
        auto_scaling_group_name: group.name.clone(),
        availability_zone: member.place.zone.clone(),
        lifecycle_state: member.state().to_owned(),
        // Here AWS writes it in capitals.
        health_status: if member.healthy { "HEALTHY" } else { "UNHEALTHY" }.to_owned(),
        launch_configuration_name: member.configuration.clone(),
        launch_template: member.template.as_ref().map(Template::shown),
        protected_from_scale_in: member.protected,
        weighted_capacity: member.weight.map(|weight| weight.to_string()),
    }
}

fn of_instance<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    id: &str,
) -> Result<(&'a Group, &'a Member), ApiError> {
    let group = state.group_of(id).filter(|group| group.scope == ctx.scope);
    let found = group.and_then(|group| Some((group, group.members.get(id)?)));
    found.ok_or_else(|| no_instance(id))
}

/// Terminates an instance.
pub fn terminate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &TerminateInstanceInput,
) -> Result<ActivityOutput, ApiError> {
    let id = &input.instance_id;
    let (known, member) = of_instance(state, ctx, id)?;
    if member.lifecycle == Lifecycle::Terminating {
        return Err(no_instance(id));
    }
    let (name, desired, active) = (known.name.clone(), known.desired, known.active());
    let units = member.counted();
    let fewer = input.should_decrement_desired_capacity && units > 0;
    if fewer && desired < known.min + units {
        let text = format!(
            "Currently, desiredSize equals minSize ({}). Terminating instance without replacement \
             will violate group's min size constraint. Either set shouldDecrementDesiredCapacity \
             flag to false or lower group's min size.",
            known.min
        );
        return Err(validation(text));
    }
    let mut what = format!("instance {id} was taken out of service in response to a user request");
    if fewer {
        what = format!("{what}, shrinking the capacity from {active} to {}", active - units);
        group_mut(state, ctx, &name)?.desired -= units;
    }
    let activity = capacity::end(state, ctx, &name, id, at(ctx.now, &what));
    look(ctx, &name);
    state.counted(ctx.scope, &name, ctx.now);
    let activity = activity.ok_or_else(|| no_instance(id))?;
    Ok(ActivityOutput { activity: activity.shown(false) })
}

/// Looks soon whether there are as many instances as desired.
pub fn look(ctx: &mut Ctx<'_>, name: &str) {
    let wake = Wake { scope: ctx.scope, group: name.to_owned(), due: Due::Capacity };
    ctx.wake(ctx.now + crate::sim::timing::SCALING, wake);
}

/// Takes running instances in: the group is to have so many more.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-attach-detach-instances.html>
pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    input: &AttachInstancesInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let ids = input.instance_ids.clone().unwrap_or_default();
    let wanted = known.desired + ids.len() as u32;
    if wanted > known.max {
        let text = format!(
            "New size of the group {wanted} exceeds its max size {}. Raise the max size, or attach \
             fewer instances.",
            known.max
        );
        return Err(validation(text));
    }
    let mut members = Vec::new();
    for id in &ids {
        members.push((id.clone(), attached(state, ctx, sight, known, id)?));
    }
    for (id, member) in members {
        let activity = state.new_id("autoscaling:activity");
        let known = group_mut(state, ctx, name)?;
        let (from, place) = (known.desired, member.place.clone());
        known.desired += 1;
        let cause = at(
            ctx.now,
            &format!(
                "instance {id} was attached in response to a user request, increasing the capacity \
                 from {from} to {}",
                known.desired
            ),
        );
        let begun = (activity.clone(), Deed::Attach, Some(id.as_str()));
        capacity::begin(known, ctx, begun, cause, Some(place));
        if let Some(begun) = known.activity(&activity) {
            begun.finish(ctx.now, Status::Successful);
        }
        known.members.insert(id.clone(), member);
        let what = What::InService { instance: id.clone() };
        let fact = ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what });
        load::share(known, ctx, Cause::Fact(fact));
        tag(ctx, name, &id, true);
    }
    state.counted(ctx.scope, name, ctx.now);
    Ok(())
}

/// An instance that may be attached: it runs, in one of the group's zones, in no other group.
fn attached(
    state: &State,
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    group: &Group,
    id: &str,
) -> Result<Member, ApiError> {
    let found = sight.ec2.instance(id).filter(|instance| instance.scope == ctx.scope);
    let invalid = |why: &str| validation(format!("Invalid Instance ID(s): [{id}] {why}"));
    let found = found.ok_or_else(|| invalid("specified"))?;
    if found.state != InstanceState::Running {
        return Err(validation(format!("Instance {id} is not in correct state: running")));
    }
    if let Some(other) = state.group_of(id) {
        return Err(validation(format!(
            "Instance {id} is already part of AutoScalingGroup:{}",
            other.name
        )));
    }
    let zone = sight.ec2.network(ctx.scope).zone(found.zone);
    if !group.places.iter().any(|place| place.zone == zone.name) {
        return Err(invalid("is not in an Availability Zone of the group"));
    }
    Ok(Member {
        kind: found.kind.to_owned(),
        place: Place { zone: zone.name, subnet: zone.subnet },
        lifecycle: Lifecycle::InService,
        hold: Hold::No,
        healthy: true,
        protected: group.protect_new,
        registered: !group.is_suspended("AddToLoadBalancer"),
        launched: found.launched,
        in_service: Some(ctx.now),
        warm: Some(ctx.now + group.warms_up(None)),
        policy: None,
        template: None,
        configuration: None,
        spot: found.spot.is_some(),
        weight: group.source.mixed().and_then(|mixed| mixed.weight(found.kind)),
        activity: None,
    })
}

/// Puts the tag that names the group on an instance, or takes it off: metrics of the group go by
/// it.
fn tag(ctx: &mut Ctx<'_>, group: &str, id: &str, on: bool) {
    let tag = ec2::Tag { key: Some(GROUP_TAG.to_owned()), value: Some(group.to_owned()) };
    let resources = vec![id.to_owned()];
    let request = if on {
        Ec2::CreateTags(ec2::CreateTagsInput { resources, tags: vec![tag], ..Default::default() })
    } else {
        let tags = Some(vec![ec2::Tag { value: None, ..tag }]);
        Ec2::DeleteTags(ec2::DeleteTagsInput { resources, tags, ..Default::default() })
    };
    capacity::call(ctx, group, Request::Ec2(request), Purpose::Upkeep);
}

/// An instance of a group that is where it must be for a call.
/// What is said of one that waits for a hook is found in messages of AWS that people report:
/// <https://github.com/infrahouse/infrahouse-toolkit/issues/223>,
/// <https://github.com/reproio/ecs_deploy/issues/47>
pub fn in_group<'a>(group: &'a Group, id: &str, may: &[Lifecycle]) -> Result<&'a Member, ApiError> {
    let name = &group.name;
    let member = group.members.get(id).ok_or_else(|| {
        validation(format!("The instance {id} is not part of Auto Scaling group {name}."))
    })?;
    match may.contains(&member.lifecycle) {
        true => Ok(member),
        false => Err(elsewhere(id, may)),
    }
}

/// Lets instances go, which run on by themselves.
pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DetachInstancesInput,
) -> Result<DetachInstancesOutput, ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group(state, ctx, name)?;
    let ids = input.instance_ids.clone().unwrap_or_default();
    let fewer = input.should_decrement_desired_capacity;
    let mut units = 0;
    for id in &ids {
        units += in_group(known, id, &[InService, Standby])?.counted();
    }
    if fewer && known.desired < known.min + units {
        return Err(sizes(known, "detach", ids.len()));
    }
    let mut activities = Vec::new();
    for id in &ids {
        let activity = state.new_id("autoscaling:activity");
        let known = group_mut(state, ctx, name)?;
        let active = known.active();
        let units = known.members.get(id).map_or(0, Member::counted);
        let mut what = format!("instance {id} was detached in response to a user request");
        // What stands by counts for nothing, so that nothing shrinks: no page of AWS says so.
        if fewer && units > 0 {
            known.desired -= units;
            what = format!("{what}, shrinking the capacity from {active} to {}", active - units);
        }
        let place = known.members.remove(id).map(|member| member.place);
        let begun = (activity.clone(), Deed::Detach, Some(id.as_str()));
        capacity::begin(known, ctx, begun, at(ctx.now, &what), place);
        activities.extend(known.activities.last().map(|activity| activity.shown(false)));
        if let Some(begun) = known.activity(&activity) {
            begun.finish(ctx.now, Status::Successful);
        }
        let what = What::Left { instance: id.clone() };
        let fact = ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what });
        load::share(known, ctx, Cause::Fact(fact));
        tag(ctx, name, id, false);
    }
    look(ctx, name);
    state.counted(ctx.scope, name, ctx.now);
    Ok(DetachInstancesOutput { activities })
}

/// Says that an instance is healthy or not.
pub fn health(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &SetInstanceHealthInput,
) -> Result<(), ApiError> {
    let id = &input.instance_id;
    let healthy = match input.health_status.to_ascii_lowercase().as_str() {
        "healthy" => true,
        "unhealthy" => false,
        other => return Err(validation(format!("Invalid health status: {other}"))),
    };
    let (known, member) = of_instance(state, ctx, id)?;
    let (name, grace, since) = (known.name.clone(), known.grace, member.in_service);
    let graced = since.is_some_and(|since| since + grace > ctx.now);
    if !healthy && graced && input.should_respect_grace_period != Some(false) {
        return Ok(());
    }
    let Some(member) = group_mut(state, ctx, &name)?.members.get_mut(id) else {
        return Err(no_instance(id));
    };
    let was = std::mem::replace(&mut member.healthy, healthy);
    if was && !healthy {
        let what = What::Unhealthy { instance: id.clone() };
        ctx.fact(Fact { scope: ctx.scope, group: name.clone(), what });
        let due = Due::Health(id.clone());
        ctx.wake(
            ctx.now + crate::sim::timing::SCALING,
            Wake { scope: ctx.scope, group: name, due },
        );
    }
    Ok(())
}

/// Protects instances from scaling in, or no longer.
pub fn protect(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &SetInstanceProtectionInput,
) -> Result<(), ApiError> {
    let name = &input.auto_scaling_group_name;
    let known = group_mut(state, ctx, name)?;
    for id in &input.instance_ids {
        in_group(known, id, &[InService, EnteringStandby, Standby])?;
    }
    for (id, member) in &mut known.members {
        if input.instance_ids.contains(id) {
            member.protected = input.protected_from_scale_in;
        }
    }
    look(ctx, name);
    Ok(())
}

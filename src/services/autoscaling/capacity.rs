//! Keeps as many instances as are desired: launches, terminations, and what becomes of them.

use serde_json::Value;

use super::activity::{Activity, Deed, Status, at, joined};
use super::facts::{Fact, What};
use super::hook::{Hold, Transition};
use super::mixed::Choice;
use super::source::{Configurations, Source, Template, into_subnet, spot};
use super::state::{Group, Lifecycle, Member, Place, State};
use super::wake::{CallToken, Due, Purpose, Wake};
use super::{Sight, ask, choose, load, waiting};
use crate::api::ApiError;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes as ec2;
use crate::services::ec2::shapes::templates::LaunchTemplateSpecification;
use crate::services::iam::linked::AUTO_SCALING;
use crate::services::{Actor, Request, ServiceCall, Token};
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::time::Span;

/// The tag by which an instance tells its group.
pub const GROUP_TAG: &str = "aws:autoscaling:groupName";

/// After a launch that failed the next is tried later and later: twice as late each time, at most
/// after an hour. AWS says that it does so, not how late.
const RETRY: (Span, Span) = (Span::mins(1), Span::hours(1));

/// Launches what is missing, terminates what is too much.
pub fn reconcile(state: &mut State, ctx: &mut Ctx<'_>, sight: Sight<'_>, name: &str) {
    let Some(group) = state.group(ctx.scope, name) else { return };
    let (active, desired) = (group.active(), group.desired);
    if active < desired {
        grow(state, ctx, sight, name, desired - active);
    } else if active > desired {
        shrink(state, ctx, name);
    }
    let Some(group) = state.group_mut(ctx.scope, name) else { return };
    // Types that weigh may leave more than is desired, of which none can go.
    let weighed = group.active() > group.desired && group.source.mixed().is_some();
    if group.active() == group.desired || weighed && choose::victim(group, ctx.now, None).is_none()
    {
        group.causes.clear();
        group.scaled_by = None;
    }
    if group.deleting && group.members.is_empty() && group.launches.is_empty() {
        remove(state, ctx, name);
    }
}

fn grow(state: &mut State, ctx: &mut Ctx<'_>, sight: Sight<'_>, name: &str, count: u32) {
    let mut planned = Vec::new();
    let ids: Vec<String> = (0..count).map(|_| state.new_id("autoscaling:activity")).collect();
    let State { groups, configurations, .. } = state;
    let Some(group) = groups.get_mut(&(ctx.scope, name.to_owned())) else { return };
    let waits = group.failures.1.is_some_and(|until| until > ctx.now);
    if group.is_suspended("Launch") || waits {
        return;
    }
    let (from, to) = (group.active(), group.desired);
    let mut causes = group.causes.clone();
    causes.push(match std::mem::take(&mut group.replacing) {
        0 => at(
            ctx.now,
            &format!(
                "an instance was started in response to a difference between desired and actual \
                 capacity, increasing the capacity from {from} to {to}"
            ),
        ),
        _ => at(
            ctx.now,
            "an instance was launched in response to an unhealthy instance needing to be replaced",
        ),
    });
    let cause = joined(&causes);
    for id in ids {
        if group.active() >= to {
            return;
        }
        let Some(place) = choose::place(group, &planned) else { return };
        planned.push(place.clone());
        let choice = chosen(group, &place);
        begin(group, ctx, (id.clone(), Deed::Launch, None), cause.clone(), Some(place.clone()));
        let request = launch((group, configurations), ctx, sight, (&place, &choice), &id);
        group.launches.insert(id.clone(), choice);
        call(ctx, &group.name, Request::Ec2(request), Purpose::Launch(id));
    }
}

/// What is launched next.
fn chosen(group: &Group, place: &Place) -> Choice {
    match &group.source {
        Source::Mixed(mixed) => mixed.choose(group, place),
        source => Choice {
            kind: None,
            weight: None,
            spot: false,
            template: source.template().cloned(),
            zone: place.zone.clone(),
            policy: group.scaled_by.clone(),
        },
    }
}

/// The launch of one instance, with the tags it is to have. The version is settled when it is
/// launched, so that `$Latest` means what is the latest then.
fn launch(
    (group, configurations): (&Group, &Configurations),
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    (place, choice): (&Place, &Choice),
    activity: &str,
) -> Ec2 {
    let tag = |key: &str, value: &str| ec2::Tag {
        key: Some(key.to_owned()),
        value: Some(value.to_owned()),
    };
    let mut tags = vec![tag(GROUP_TAG, &group.name)];
    let given = group.tags.iter().filter(|(_, tag)| tag.propagate);
    tags.extend(given.map(|(key, given)| tag(key, &given.value)));
    let specification =
        ec2::TagSpecification { resource_type: Some("instance".to_owned()), tags: Some(tags) };
    let price = group.source.mixed().and_then(|mixed| mixed.distribution.max_price.clone());
    let begun = match (&choice.template, &group.source) {
        (Some(template), _) => ec2::RunInstancesInput {
            instance_type: choice.kind.clone(),
            instance_market_options: choice.spot.then(|| spot(price)),
            min_count: 1,
            max_count: 1,
            subnet_id: Some(place.subnet.clone()),
            launch_template: Some(LaunchTemplateSpecification {
                launch_template_id: Some(template.id.clone()),
                launch_template_name: None,
                version: Some(settled(template, ctx, sight)),
            }),
            ..ec2::RunInstancesInput::default()
        },
        (None, source) => {
            let name = source.configuration().cloned().unwrap_or_default();
            let known = configurations.get(&(ctx.scope, name));
            let public = known.and_then(|known| known.input().associate_public_ip_address);
            let launch = known.map(|known| known.launch()).unwrap_or_default();
            into_subnet(launch, public, &place.subnet)
        }
    };
    let close = group.placement_group.clone().map(|name| ec2::Placement {
        group_name: Some(name),
        ..begun.placement.clone().unwrap_or_default()
    });
    let input = ec2::RunInstancesInput {
        client_token: Some(activity.to_owned()),
        tag_specifications: Some(vec![specification]),
        placement: close.or_else(|| begun.placement.clone()),
        ..begun
    };
    Ec2::RunInstances(input.into())
}

/// The version that a group's template means now.
fn settled(template: &Template, ctx: &Ctx<'_>, sight: Sight<'_>) -> String {
    let known = sight.ec2.template(ctx.scope, Some(&template.id), None);
    let version = known.and_then(|known| known.version(template.version.as_deref()));
    version.map_or_else(
        |_| template.version.clone().unwrap_or_else(|| "$Default".to_owned()),
        |(number, _)| number.to_string(),
    )
}

fn shrink(state: &mut State, ctx: &mut Ctx<'_>, name: &str) {
    let asking = state.group_mut(ctx.scope, name).filter(|it| ask::function(it).is_some());
    if let Some(group) = asking {
        return ask::ask(group, ctx);
    }
    while let Some(group) = state.group(ctx.scope, name).filter(|it| it.active() > it.desired) {
        if group.is_suspended("Terminate") {
            return;
        }
        let Some(victim) = choose::victim(group, ctx.now, None).map(str::to_owned) else { return };
        retire(state, ctx, name, &victim);
    }
}

/// Begins to terminate an instance that is too many.
pub fn retire(state: &mut State, ctx: &mut Ctx<'_>, name: &str, victim: &str) {
    let Some(group) = state.group(ctx.scope, name) else { return };
    let (from, to) = (group.active(), group.desired);
    let mut causes = group.causes.clone();
    causes.push(at(
        ctx.now,
        &format!(
            "an instance was taken out of service in response to a difference between desired and \
             actual capacity, shrinking the capacity from {from} to {to}"
        ),
    ));
    causes.push(at(ctx.now, &format!("instance {victim} was selected for termination")));
    end(state, ctx, name, victim, joined(&causes));
}

/// Begins to terminate an instance, which may wait for lifecycle hooks before; the activity that
/// does it.
pub fn end(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    name: &str,
    instance: &str,
    cause: String,
) -> Option<Activity> {
    let id = state.new_id("autoscaling:activity");
    let group = state.group_mut(ctx.scope, name)?;
    let member = group.members.get_mut(instance)?;
    member.lifecycle = Lifecycle::Terminating;
    let held = std::mem::take(&mut member.hold) != Hold::No;
    let before = member.activity.replace(id.clone());
    let place = member.place.clone();
    // A launch that a hook holds is over without having come to anything.
    if let Some(known) = before.filter(|_| held).and_then(|id| group.activity(&id)) {
        known.finish(ctx.now, Status::Cancelled);
    }
    begin(group, ctx, (id.clone(), Deed::Terminate, Some(instance)), cause, Some(place));
    let (scope, what) = (ctx.scope, What::Terminating { instance: instance.to_owned() });
    let fact = ctx.fact(Fact { scope, group: name.to_owned(), what });
    let activity = group.activities.last().cloned();
    if !waiting::begin(state, ctx, (name, instance), Transition::Terminating) {
        terminate(ctx, name, instance, id);
    }
    if let Some(group) = state.group(scope, name) {
        load::share(group, ctx, Cause::Fact(fact));
    }
    activity
}

/// Asks EC2 to terminate an instance, for an activity.
pub(super) fn terminate(ctx: &mut Ctx<'_>, name: &str, instance: &str, activity: String) {
    let input = ec2::TerminateInstancesInput {
        instance_ids: vec![instance.to_owned()],
        ..ec2::TerminateInstancesInput::default()
    };
    let request = Ec2::TerminateInstances(input);
    let purpose = Purpose::Terminate { activity, instance: instance.to_owned() };
    call(ctx, name, Request::Ec2(request), purpose);
}

/// Notes that an activity begins.
pub fn begin(
    group: &mut Group,
    ctx: &Ctx<'_>,
    (id, deed, instance): (String, Deed, Option<&str>),
    cause: String,
    place: Option<Place>,
) {
    group.activities.push(Activity {
        id,
        group: group.name.clone(),
        group_arn: group.arn.clone(),
        deed,
        instance: instance.map(str::to_owned),
        cause,
        start: ctx.now,
        end: None,
        status: Status::InProgress,
        message: None,
        place,
    });
}

/// Makes a call in the service-linked role.
pub fn call(ctx: &mut Ctx<'_>, group: &str, request: Request, purpose: Purpose) {
    let token = Token::AutoScaling(CallToken { group: group.to_owned(), purpose });
    let (scope, actor) = (ctx.scope, Actor::Role(&AUTO_SCALING));
    ctx.wake(ctx.now, ServiceCall { actor, scope, request, token });
}

/// EC2 answered a launch.
pub fn launched(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    name: &str,
    activity: &str,
    reply: &Result<Value, ApiError>,
) {
    let scope = ctx.scope;
    let Some(group) = state.group_mut(scope, name) else { return };
    let choice = group.launches.remove(activity);
    let now = ctx.now;
    let id = match reply {
        Ok(reply) => reply.pointer("/Instances/0/InstanceId").and_then(Value::as_str),
        Err(error) => {
            let message = format!("{} Launching EC2 instance failed.", error.message);
            failed(group, ctx, activity, message);
            return;
        }
    };
    let Some(id) = id else { return };
    group.failures = (0, None);
    let Some(known) = group.activity(activity) else { return };
    known.instance = Some(id.to_owned());
    let Some(place) = known.place.clone() else { return };
    let weight = choice.as_ref().and_then(|choice| choice.weight);
    let policy = choice.as_ref().and_then(|choice| choice.policy.clone());
    let template = choice
        .and_then(|choice| choice.template)
        .map(|template| Template { version: Some(settled(&template, ctx, sight)), ..template });
    let member = Member {
        kind: sight.ec2.instance(id).map(|i| i.kind.to_owned()).unwrap_or_default(),
        place,
        lifecycle: Lifecycle::Pending,
        hold: Hold::No,
        healthy: true,
        protected: group.protect_new,
        registered: !group.is_suspended("AddToLoadBalancer"),
        launched: now,
        in_service: None,
        warm: None,
        policy,
        template,
        configuration: group.source.configuration().cloned(),
        spot: sight.ec2.instance(id).is_some_and(|instance| instance.spot.is_some()),
        weight,
        activity: Some(activity.to_owned()),
    };
    group.members.insert(id.to_owned(), member);
    let what = What::Launching { instance: id.to_owned() };
    let fact = ctx.fact(Fact { scope, group: name.to_owned(), what });
    if group.active() != group.desired || group.deleting {
        let wake = Wake { scope, group: name.to_owned(), due: Due::Capacity };
        ctx.wake_because(Cause::Fact(fact), now, wake);
    }
}

/// An activity came to nothing; the next is tried later.
fn failed(group: &mut Group, ctx: &mut Ctx<'_>, activity: &str, message: String) {
    let now = ctx.now;
    if let Some(known) = group.activity(activity) {
        known.message = Some(message.clone());
        known.finish(now, Status::Failed);
    }
    let (scope, name) = (group.scope, group.name.clone());
    let what = What::Failed { activity: activity.to_owned(), message };
    let fact = ctx.fact(Fact { scope, group: name.clone(), what });
    let doubled = RETRY.0.times(1_i64 << group.failures.0.min(6));
    let until = now + doubled.min(RETRY.1);
    group.failures = (group.failures.0 + 1, Some(until));
    group.simple = false;
    let wake = Wake { scope, group: name, due: Due::Capacity };
    ctx.wake_because(Cause::Fact(fact), until, wake);
}

/// EC2 refused to terminate an instance: it stays in service.
pub fn kept(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    name: &str,
    activity: &str,
    instance: &str,
    error: &ApiError,
) {
    let Some(group) = state.group_mut(ctx.scope, name) else { return };
    if let Some(member) = group.members.get_mut(instance) {
        member.activity = None;
        member.hold = Hold::No;
        member.lifecycle = match member.in_service {
            Some(_) => Lifecycle::InService,
            None => Lifecycle::Pending,
        };
        if member.lifecycle == Lifecycle::InService {
            let what = What::InService { instance: instance.to_owned() };
            let fact = ctx.fact(Fact { scope: group.scope, group: name.to_owned(), what });
            load::share(group, ctx, Cause::Fact(fact));
        }
    }
    failed(group, ctx, activity, error.message.clone());
}

/// An instance of a group runs: it goes into service, unless a lifecycle hook lets it wait.
pub fn arrived(state: &mut State, ctx: &mut Ctx<'_>, name: &str, instance: &str) {
    let Some(group) = state.group(ctx.scope, name) else { return };
    let Some(member) = group.members.get(instance) else { return };
    if member.lifecycle != Lifecycle::Pending || member.hold != Hold::No {
        return;
    }
    if waiting::begin(state, ctx, (name, instance), Transition::Launching) {
        return;
    }
    if let Some(group) = state.group_mut(ctx.scope, name) {
        serve(group, ctx, instance);
    }
}

/// An instance comes into service.
pub(super) fn serve(group: &mut Group, ctx: &mut Ctx<'_>, instance: &str) {
    let policy = group.members.get(instance).and_then(|member| member.policy.clone());
    let warmup = group.warms_up(policy.as_ref());
    let Some(member) = group.members.get_mut(instance) else { return };
    member.lifecycle = Lifecycle::InService;
    member.hold = Hold::No;
    member.in_service = Some(ctx.now);
    member.warm = Some(ctx.now + warmup);
    let activity = member.activity.take();
    over(group, ctx, activity.as_deref());
    let (scope, what) = (group.scope, What::InService { instance: instance.to_owned() });
    let fact = ctx.fact(Fact { scope, group: group.name.clone(), what });
    load::share(group, ctx, Cause::Fact(fact));
}

/// An activity is done; if it was a simple policy's last one, its cooldown begins.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html>
fn over(group: &mut Group, ctx: &Ctx<'_>, activity: Option<&str>) {
    if let Some(known) = activity.and_then(|id| group.activity(id)) {
        known.finish(ctx.now, Status::Successful);
    }
    let settled = group.members.values().all(|member| member.activity.is_none());
    if group.simple && settled && group.launches.is_empty() {
        group.simple = false;
        group.cooling_since = Some(ctx.now);
    }
}

/// An instance is gone that was to go: it leaves the group, as soon as its lifecycle actions are
/// over. Whether it was to go.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html#lifecycle-hook-considerations>
pub fn left(state: &mut State, ctx: &mut Ctx<'_>, name: &str, instance: &str) -> bool {
    let Some(group) = state.group_mut(ctx.scope, name) else { return false };
    let Some(member) = group.members.get(instance) else { return false };
    if member.lifecycle != Lifecycle::Terminating {
        return false;
    }
    if matches!(member.hold, Hold::Waits(_)) {
        return true;
    }
    let activity = member.activity.clone();
    group.members.remove(instance);
    over(group, ctx, activity.as_deref());
    let (scope, what) = (group.scope, What::Left { instance: instance.to_owned() });
    let fact = ctx.fact(Fact { scope, group: name.to_owned(), what });
    let wake = Wake { scope, group: name.to_owned(), due: Due::Capacity };
    ctx.wake_because(Cause::Fact(fact), ctx.now, wake);
    true
}

/// A group is gone, with the alarms its policies made; what it did is kept.
pub fn remove(state: &mut State, ctx: &mut Ctx<'_>, name: &str) {
    let Some(group) = state.groups.remove(&(ctx.scope, name.to_owned())) else { return };
    let scope = group.scope;
    for policy in group.policies.values() {
        super::ops::policies::drop_alarms(ctx, name, policy);
    }
    state.gone.extend(group.activities.into_iter().map(|activity| (scope, activity)));
    if let Some(past) = state.pasts.get_mut(&(scope, name.to_owned())) {
        past.send(ctx.now, Vec::new());
    }
    ctx.fact(Fact { scope, group: name.to_owned(), what: What::Deleted });
}

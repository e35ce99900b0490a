//! The instances of a launch, one after the other, with all that belongs to each.

use super::interface::Taken;
use super::plan::Plan;
use super::{devices, interface};
use crate::api::ApiError;
use crate::services::ec2::facts::Fact;
use crate::services::ec2::history::History;
use crate::services::ec2::lifecycle::{InstanceState, Monitoring};
use crate::services::ec2::moves;
use crate::services::ec2::ops::{profiles, tags};
use crate::services::ec2::state::{Instance, Interface, State, Volume};
use crate::services::ec2::wake::Step;
use crate::sim::scope::Scope;
use crate::sim::{Ctx, noise, timing};

/// Creates one instance with all that belongs to it; its id.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    plan: &Plan<'_>,
    (launch_index, reservation, token): (u32, &str, &str),
    taken: &mut Taken,
) -> Result<String, ApiError> {
    let (scope, region) = (ctx.scope, ctx.scope.region);
    let number = state.made(region, "i");
    let id = state.new_id(region, "i");
    let interface = interface::interface(state, ctx, plan, taken)?;
    let spot = plan.spot.then(|| state.spot_request(region));
    let volumes: Vec<Volume> = plan
        .volumes
        .iter()
        .map(|drive| devices::attach(state, ctx, plan.zone, (drive, &id)))
        .collect();
    let detailed = plan.detailed();
    tag(state, scope, plan, (&id, &volumes, &interface));
    let profile = plan.profile.map(|profile| profiles::new(state, ctx, profile));
    let mut instance = Instance {
        id: id.clone(),
        scope,
        number,
        reservation: reservation.to_owned(),
        launch_index,
        image: plan.image.id.clone(),
        kind: plan.kind.name,
        launched: ctx.now,
        started: ctx.now,
        state: InstanceState::Pending,
        due: None,
        ended: None,
        monitoring: if detailed { Monitoring::Pending } else { Monitoring::Disabled },
        monitoring_due: detailed.then_some(ctx.now + timing::PENDING),
        checks: ["not-applicable"; 3],
        zone: plan.zone,
        key: plan.input.key_name.clone(),
        groups: plan.groups.clone(),
        interface,
        volumes,
        client_token: token.to_owned(),
        profile,
        seat: plan.close.as_ref().map(|group| state.seat(group)),
        options: plan.options.clone(),
        spot,
    };
    let history = history(ctx, plan, number);
    state.histories.insert(id.clone(), history);
    ctx.fact(Fact::InstanceLaunched { instance: id.clone() });
    moves::plan(&mut instance, ctx);
    if let Some(due) = instance.monitoring_due {
        moves::wake(ctx, due, Step::Monitoring, &id);
    }
    state.instances.insert(id.clone(), instance);
    Ok(id)
}

/// Gives an instance, its volumes and its interface the tags of the launch.
fn tag(
    state: &mut State,
    scope: Scope,
    plan: &Plan<'_>,
    (id, volumes, interface): (&String, &[Volume], &Interface),
) {
    let [of_instance, of_volume, of_interface] = &plan.tags;
    let tagged = std::iter::once((id, of_instance))
        .chain(volumes.iter().map(|volume| (&volume.id, of_volume)))
        .chain([(&interface.id, of_interface)]);
    for (resource, tags) in tagged.filter(|(_, tags)| !tags.is_empty()) {
        state.tags.insert((scope, resource.clone()), tags.clone());
    }
}

/// What the metrics of an instance are made of, as it begins.
fn history(ctx: &Ctx<'_>, plan: &Plan<'_>, number: u64) -> History {
    let (scope, region) = (ctx.scope, ctx.scope.region);
    let stream = noise::mix(ctx.ids.number(&format!("ec2:load:{region}"), number, u64::MAX));
    let mut history = History::new(scope, stream, ctx.now, plan.detailed(), plan.kind.name);
    history.image.clone_from(&plan.image.id);
    (history.imds, history.spot) = (plan.options.metadata.imds(), plan.spot);
    let [of_instance, ..] = &plan.tags;
    history.join(ctx.now, of_instance.get(tags::GROUP));
    if let Some(unlimited) = plan.unlimited {
        history.credit(ctx.now, unlimited);
    }
    history
}

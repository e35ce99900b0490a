//! RunInstances.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html>

mod addresses;
mod devices;
use devices::Drive;
pub mod market;
mod options;
mod place;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Sight, credits, is_service, keys, subnets, tags};
use crate::api::ApiError;
use crate::api::Shape as _;
use crate::services::ec2::catalogue::{Image, InstanceType, images, types};
use crate::services::ec2::errors::{
    dry_run, invalid_combination, invalid_value, missing, no_image,
};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::groups::Subnet;
use crate::services::ec2::history::History;
use crate::services::ec2::lifecycle::{InstanceState, Monitoring};
use crate::services::ec2::moves;
use crate::services::ec2::network::{self, SUBNET_ADDRESSES};
use crate::services::ec2::placement::{self, PlacementGroup};
use crate::services::ec2::profiles;
use crate::services::ec2::shapes::{Reservation, RunInstancesInput};
use crate::services::ec2::state::{Instance, Interface, Launch, State, Tags, Volume};
use crate::services::ec2::view::{self, Moment};
use crate::services::ec2::wake::Step;
use crate::services::iam::roles::Profile;
use crate::sim::{Caller, Ctx, digest, noise, timing};

pub use options::{shutdown_behavior, switch, user_data};
pub use place::{group_wishes, made, subnet_wish, zone};

/// A launch as it was understood: everything is checked, nothing is changed yet.
struct Plan<'a> {
    input: &'a RunInstancesInput,
    image: Image,
    kind: &'static InstanceType,
    zone: u8,
    /// The subnet that was made, if the launch goes to one.
    subnet: Option<Subnet>,
    groups: Vec<String>,
    count: u32,
    volumes: Vec<Drive>,
    options: crate::services::ec2::state::Options,
    /// Tags of instances, volumes and interfaces.
    tags: [Tags; 3],
    /// Whether credits are unlimited, where the launch says so.
    unlimited: Option<bool>,
    /// The instance profile they are to carry.
    profile: Option<&'a Profile>,
    /// The placement group they go to.
    close: Option<PlacementGroup>,
    /// The IPv6 addresses of each.
    v6: addresses::Wish,
    /// Whether they are Spot Instances.
    spot: bool,
}

/// The addresses that are in use while instances are made one after the other.
struct Taken {
    private: BTreeSet<Ipv4Addr>,
    public: BTreeSet<Ipv4Addr>,
    v6: BTreeSet<Ipv6Addr>,
}

impl Taken {
    /// Before the first of a launch into a subnet.
    fn of(state: &State, ctx: &Ctx<'_>, subnet: &str) -> Taken {
        Taken {
            private: state.private_addresses(ctx.scope, subnet),
            public: state.public_addresses(),
            v6: state.ipv6_addresses(ctx.scope, subnet),
        }
    }
}

impl Plan<'_> {
    /// The id of the subnet it goes to.
    fn subnet(&self, state: &State, ctx: &Ctx<'_>) -> String {
        let default = || state.network(ctx.scope).zone(self.zone).subnet;
        self.subnet.as_ref().map_or_else(default, |subnet| subnet.id.clone())
    }
}

/// Launches instances, or gives those a client token launched before.
pub fn run(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (sight, caller): (Sight<'_>, &Caller),
    input: &RunInstancesInput,
) -> Result<Reservation, ApiError> {
    let parameters = digest::digest(&input.write());
    if let Some(known) = repeated(state, ctx, input, &parameters)? {
        return Ok(known);
    }
    let resolved = state.resolved(ctx.scope, input)?;
    let plan = plan(state, ctx, (sight, &resolved), is_service(caller))?;
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    let nth = state.made(region, "r");
    let reservation = state.new_id(region, "r");
    let given = input.client_token.clone().filter(|token| !token.is_empty());
    let drawn = || ctx.ids.uuid(&format!("ec2:client-token:{region}"), nth);
    let token = given.unwrap_or_else(drawn);
    let launch = Launch { parameters, reservation: reservation.clone() };
    state.launches.insert((ctx.scope, token.clone()), launch);
    let mut taken = Taken::of(state, ctx, &plan.subnet(state, ctx));
    let mut launched = Vec::new();
    for index in 0..plan.count {
        let instance = create(state, ctx, &plan, (index, &reservation, &token), &mut taken)?;
        launched.push(instance);
    }
    let shown: Vec<&Instance> = launched.iter().filter_map(|id| state.instance(id)).collect();
    let mut reservations = view::reservations(state, &shown, Moment::Launch);
    reservations.pop().ok_or_else(|| missing("MaxCount"))
}

/// The reservation of an earlier call with the same client token. The same token with other
/// parameters is an error.
/// <https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html>
fn repeated(
    state: &State,
    ctx: &Ctx<'_>,
    input: &RunInstancesInput,
    parameters: &str,
) -> Result<Option<Reservation>, ApiError> {
    let Some(token) = input.client_token.as_ref().filter(|token| !token.is_empty()) else {
        return Ok(None);
    };
    if token.len() > 64 || !token.is_ascii() {
        // AWS documents the bound and no text; these words are ours.
        return Err(invalid_value("Client token must be at most 64 ASCII characters"));
    }
    let Some(known) = state.launches.get(&(ctx.scope, token.clone())) else { return Ok(None) };
    if known.parameters != parameters {
        let text = "Arguments on this idempotent request are inconsistent with arguments used in \
                    previous request(s).";
        return Err(ApiError::new("IdempotentParameterMismatch", text));
    }
    let instances = state.instances(ctx.scope);
    let of_launch: Vec<&Instance> = instances
        .into_iter()
        .filter(|instance| instance.reservation == known.reservation)
        .collect();
    Ok(view::reservations(state, &of_launch, Moment::Later).pop())
}

fn plan<'a>(
    state: &State,
    ctx: &Ctx<'_>,
    (sight, input): (Sight<'a>, &'a RunInstancesInput),
    by_service: bool,
) -> Result<Plan<'a>, ApiError> {
    let image = image(ctx, input)?;
    let kind = instance_type(input, &image)?;
    counts(input)?;
    if let Some(key) = &input.key_name {
        keys::named(state, ctx.scope, key)?;
    }
    let zone = place::zone(state, ctx.scope, input)?;
    let groups = place::groups(state, ctx.scope, input)?;
    let close = placement::of_launch(state, ctx.scope, input, (kind, zone))?.cloned();
    let mut volumes = devices::volumes(input, &image, ctx.scope.region)?;
    devices::seal(&mut volumes, sight.keys, ctx)?;
    let options = options::options(input, &image, kind)?;
    let spot = market::is_spot(input)?;
    let unlimited = credits::of_launch(input, kind)?;
    let wish = input.iam_instance_profile.as_ref();
    let profile = wish.map(|wish| profiles::find(sight.iam, wish)).transpose()?;
    let mut tags = tags::of_launch(input, by_service)?;
    if let Some(specification) = &input.launch_template {
        let (template, version, _) = state.specified(ctx.scope, specification)?;
        tags::of_template(&mut tags, &template.id, version);
    }
    let subnet = place::made(state, ctx.scope, input).cloned();
    let default = state.network(ctx.scope).zone(zone).subnet;
    let id = subnet.as_ref().map_or(&default, |subnet| &subnet.id);
    let room = match &subnet {
        None => SUBNET_ADDRESSES,
        Some(Subnet { cidr: Some(cidr), .. }) => subnets::room(cidr),
        Some(Subnet { cidr: None, .. }) => {
            let text = "RunInstances in a subnet with IPv6 addresses alone";
            return Err(ApiError::not_simulated(text));
        }
    };
    let v6 = addresses::wish(state, ctx.scope, input, (kind, id))?;
    let free = room.saturating_sub(state.private_addresses(ctx.scope, id).len() as u32);
    let (least, most) = (input.min_count.unsigned_abs(), input.max_count.unsigned_abs());
    if least > free {
        let text = format!(
            "There are not enough free addresses in subnet '{id}' to satisfy the requested \
             number of instances."
        );
        return Err(ApiError::new("InsufficientFreeAddressesInSubnet", text));
    }
    Ok(Plan {
        input,
        image,
        kind,
        zone,
        subnet,
        groups,
        count: most.min(free),
        volumes,
        options,
        tags,
        unlimited,
        profile,
        close,
        v6,
        spot,
    })
}

/// Whether a launch could be: what it names is there, and goes together.
pub fn launchable(state: &State, ctx: &Ctx<'_>, input: &RunInstancesInput) -> Result<(), ApiError> {
    let image = image(ctx, input)?;
    let kind = instance_type(input, &image)?;
    if let Some(key) = &input.key_name {
        keys::named(state, ctx.scope, key)?;
    }
    place::zone(state, ctx.scope, input)?;
    place::groups(state, ctx.scope, input)?;
    devices::volumes(input, &image, ctx.scope.region)?;
    market::is_spot(input)?;
    options::options(input, &image, kind).map(|_| ())
}

fn image(ctx: &Ctx<'_>, input: &RunInstancesInput) -> Result<Image, ApiError> {
    let given = input.image_id.as_deref().ok_or_else(|| missing("ImageId"))?;
    let region = ctx.scope.region;
    images::resolve(region, given).ok_or_else(|| match images::parameter(given) {
        Some(name) => ApiError::not_simulated(format!("parameter {name}")),
        None => no_image(given),
    })
}

fn instance_type(
    input: &RunInstancesInput,
    image: &Image,
) -> Result<&'static InstanceType, ApiError> {
    // The default is older than every image there is.
    let name = input.instance_type.as_deref().unwrap_or("m1.small");
    if name == "m1.small" && !image.model.is_windows() {
        let text = "Non-Windows instances with a virtualization type of 'hvm' are currently not \
                    supported for this instance type : m1.small";
        return Err(invalid_combination(text));
    }
    let kind = match types::find(name) {
        Some(kind) => kind,
        None if types::is_known(name) => {
            return Err(ApiError::not_simulated(format!("instance type {name}")));
        }
        None => return Err(invalid_value(format!("Invalid value '{name}' for InstanceType."))),
    };
    if !kind.runs(image.model.architecture) {
        let text = format!(
            "The architecture '{}' of the specified instance type does not match the architecture \
             '{}' of the specified AMI. Specify an instance type and an AMI that have matching \
             architectures, and try again. You can use 'describe-instance-types' or \
             'describe-images' to discover the architecture of the instance type or AMI.",
            kind.architectures.join(","),
            image.model.architecture
        );
        return Err(invalid_value(text));
    }
    Ok(kind)
}

/// Both counts are at least 1, and the least not above the greatest. The words are ours.
fn counts(input: &RunInstancesInput) -> Result<(), ApiError> {
    for (name, count) in [("minCount", input.min_count), ("maxCount", input.max_count)] {
        if count < 1 {
            return Err(invalid_value(format!(
                "Value ({count}) for parameter {name} is invalid. Expecting a value greater than 0."
            )));
        }
    }
    if input.min_count > input.max_count {
        let text = format!(
            "Value ({}) for parameter minCount is invalid. It must not be greater than maxCount \
             ({}).",
            input.min_count, input.max_count
        );
        return Err(invalid_value(text));
    }
    Ok(())
}

/// Creates one instance with all that belongs to it; its id.
fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    plan: &Plan<'_>,
    (launch_index, reservation, token): (u32, &str, &str),
    taken: &mut Taken,
) -> Result<String, ApiError> {
    let (scope, region) = (ctx.scope, ctx.scope.region);
    let number = state.made(region, "i");
    let id = state.new_id(region, "i");
    let interface = interface(state, ctx, plan, taken)?;
    let spot = plan.spot.then(|| state.spot_request(region));
    let volumes: Vec<Volume> = plan
        .volumes
        .iter()
        .map(|drive| devices::attach(state, ctx, plan.zone, (drive, &id)))
        .collect();
    let detailed = plan.input.monitoring.as_ref().is_some_and(|monitoring| monitoring.enabled);
    let [of_instance, of_volume, of_interface] = &plan.tags;
    let tagged = std::iter::once((&id, of_instance))
        .chain(volumes.iter().map(|volume| (&volume.id, of_volume)))
        .chain([(&interface.id, of_interface)]);
    for (resource, tags) in tagged.filter(|(_, tags)| !tags.is_empty()) {
        state.tags.insert((scope, resource.clone()), tags.clone());
    }
    let profile = plan.profile.map(|profile| super::profiles::new(state, ctx, profile));
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
    let stream = noise::mix(ctx.ids.number(&format!("ec2:load:{region}"), number, u64::MAX));
    let mut history = History::new(scope, stream, ctx.now, detailed, plan.kind.name);
    history.image.clone_from(&plan.image.id);
    history.imds = plan.options.metadata.imds();
    history.join(ctx.now, of_instance.get(tags::GROUP));
    if let Some(unlimited) = plan.unlimited {
        history.credit(ctx.now, unlimited);
    }
    state.histories.insert(id.clone(), history);
    ctx.fact(Fact::InstanceLaunched { instance: id.clone() });
    moves::plan(&mut instance, ctx);
    if let Some(due) = instance.monitoring_due {
        moves::wake(ctx, due, Step::Monitoring, &id);
    }
    state.instances.insert(id.clone(), instance);
    Ok(id)
}

fn interface(
    state: &mut State,
    ctx: &Ctx<'_>,
    plan: &Plan<'_>,
    taken: &mut Taken,
) -> Result<Interface, ApiError> {
    let region = ctx.scope.region;
    let wish = plan.input.network_interfaces.iter().flatten().next();
    let nth = state.made(region, "eni");
    let id = state.new_id(region, "eni");
    let attachment = state.new_id(region, "eni-attach");
    let hex = ctx.ids.hex(&format!("ec2:mac:{region}"), nth, 10);
    let pairs: Vec<String> =
        hex.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
    let network = state.network(ctx.scope);
    let private = match &plan.subnet {
        Some(subnet) => {
            subnet.cidr.as_ref().and_then(|cidr| subnets::free_address(cidr, nth, &taken.private))
        }
        None => network.private_address(plan.zone, nth, &taken.private),
    };
    let private = private.ok_or_else(|| ApiError::new("InternalError", "no free address"))?;
    taken.private.insert(private);
    // The default subnets give a public address unless the launch says otherwise; others do not.
    let wish_public = wish.and_then(|wish| wish.associate_public_ip_address);
    let subnet = plan.subnet(state, ctx);
    let gives = state.subnet_ranges(ctx.scope, &subnet).maps_public;
    let wants_public = wish_public.or(gives).unwrap_or(plan.subnet.is_none());
    let v6 = plan.v6.drawn(state, nth, &mut taken.v6);
    let public = wants_public.then(|| {
        let nth = state.number(region, "public-ip");
        network::public_address(state.ids, region, nth, &taken.public)
    });
    let public = public.flatten();
    taken.public.extend(public);
    Ok(Interface {
        id,
        attachment,
        subnet: plan.subnet.as_ref().map(|subnet| subnet.id.clone()),
        mac: format!("0a:{}", pairs.join(":")),
        description: wish.and_then(|wish| wish.description.clone()).unwrap_or_default(),
        delete_on_termination: wish.and_then(|wish| wish.delete_on_termination).unwrap_or(true),
        private,
        wants_public,
        public,
        v6,
    })
}

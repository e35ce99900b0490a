//! What a launch comes to, before anything is changed: what it names is there and goes together.

use super::devices::Drive;
use super::{addresses, devices, machine, market, options, place};
use crate::api::ApiError;
use crate::services::ec2::catalogue::{Image, InstanceType};
use crate::services::ec2::errors::invalid_value;
use crate::services::ec2::groups::Subnet;
use crate::services::ec2::network::SUBNET_ADDRESSES;
use crate::services::ec2::ops::{Sight, credits, keys, subnets, tags};
use crate::services::ec2::placement::{self, PlacementGroup};
use crate::services::ec2::profiles;
use crate::services::ec2::shapes::RunInstancesInput;
use crate::services::ec2::state::{Options, State, Tags};
use crate::services::iam::roles::Profile;
use crate::sim::Ctx;

/// A launch as it was understood: everything is checked, nothing is changed yet.
pub struct Plan<'a> {
    /// What was asked for, with what its launch template says.
    pub input: &'a RunInstancesInput,
    /// The image.
    pub image: Image,
    /// The type.
    pub kind: &'static InstanceType,
    /// The zone, by its number.
    pub zone: u8,
    /// The subnet that was made, if the launch goes to one.
    pub subnet: Option<Subnet>,
    /// The security groups by id.
    pub groups: Vec<String>,
    /// How many.
    pub count: u32,
    /// The volumes of each.
    pub volumes: Vec<Drive>,
    /// What can be switched on and off.
    pub options: Options,
    /// Tags of instances, volumes and interfaces.
    pub tags: [Tags; 3],
    /// Whether credits are unlimited, where the launch says so.
    pub unlimited: Option<bool>,
    /// The instance profile they are to carry.
    pub profile: Option<&'a Profile>,
    /// The placement group they go to.
    pub close: Option<PlacementGroup>,
    /// The IPv6 addresses of each.
    pub v6: addresses::Wish,
    /// Whether they are Spot Instances.
    pub spot: bool,
}

impl Plan<'_> {
    /// Whether their metrics come each minute.
    pub fn detailed(&self) -> bool {
        self.input.monitoring.as_ref().is_some_and(|monitoring| monitoring.enabled)
    }

    /// The id of the subnet it goes to.
    pub fn subnet(&self, state: &State, ctx: &Ctx<'_>) -> String {
        let default = || state.network(ctx.scope).zone(self.zone).subnet;
        self.subnet.as_ref().map_or_else(default, |subnet| subnet.id.clone())
    }
}

/// Understands a launch and checks it; nothing is changed.
pub fn plan<'a>(
    state: &State,
    ctx: &Ctx<'_>,
    (sight, input): (Sight<'a>, &'a RunInstancesInput),
    by_service: bool,
) -> Result<Plan<'a>, ApiError> {
    let image = machine::image(ctx, input)?;
    let kind = machine::instance_type(input, &image)?;
    counts(input)?;
    if let Some(key) = &input.key_name {
        keys::named(state, ctx.scope, key)?;
    }
    let zone = place::zone(state, ctx.scope, input)?;
    let groups = place::groups(state, ctx.scope, input)?;
    let close = placement::of_launch(state, ctx.scope, input, (kind, zone))?.cloned();
    let mut volumes = devices::volumes(state, ctx, input, &image)?;
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
    let v6 = addresses::wish(state, ctx.scope, input, (kind, id))?;
    let count = count(state, ctx, input, (subnet.as_ref(), id))?;
    Ok(Plan {
        input,
        image,
        kind,
        zone,
        subnet,
        groups,
        count,
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

/// How many are launched: as many as asked for, if the subnet has room; never fewer than the least.
fn count(
    state: &State,
    ctx: &Ctx<'_>,
    input: &RunInstancesInput,
    (subnet, id): (Option<&Subnet>, &str),
) -> Result<u32, ApiError> {
    let room = match subnet {
        None => SUBNET_ADDRESSES,
        Some(Subnet { cidr: Some(cidr), .. }) => subnets::room(cidr),
        Some(Subnet { cidr: None, .. }) => {
            let text = "RunInstances in a subnet with IPv6 addresses alone";
            return Err(ApiError::not_simulated(text));
        }
    };
    let free = room.saturating_sub(state.private_addresses(ctx.scope, id).len() as u32);
    let (least, most) = (input.min_count.unsigned_abs(), input.max_count.unsigned_abs());
    if least > free {
        let text = format!(
            "There are not enough free addresses in subnet '{id}' to satisfy the requested \
             number of instances."
        );
        return Err(ApiError::new("InsufficientFreeAddressesInSubnet", text));
    }
    Ok(most.min(free))
}

/// Whether a launch could be: what it names is there, and goes together.
pub fn launchable(state: &State, ctx: &Ctx<'_>, input: &RunInstancesInput) -> Result<(), ApiError> {
    let image = machine::image(ctx, input)?;
    let kind = machine::instance_type(input, &image)?;
    if let Some(key) = &input.key_name {
        keys::named(state, ctx.scope, key)?;
    }
    place::zone(state, ctx.scope, input)?;
    place::groups(state, ctx.scope, input)?;
    devices::volumes(state, ctx, input, &image)?;
    market::is_spot(input)?;
    options::options(input, &image, kind).map(|_| ())
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

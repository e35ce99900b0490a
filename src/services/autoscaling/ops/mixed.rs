//! What is checked of a group of several types. Bounds are AWS's; where no citation stands, the
//! texts are ours.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_MixedInstancesPolicy.html>

use super::checks::template;
use crate::api::ApiError;
use crate::services::autoscaling::Sight;
use crate::services::autoscaling::errors::validation;
use crate::services::autoscaling::mixed::{Distribution, Mixed, Override};
use crate::services::autoscaling::shapes::mixed::{
    InstancesDistribution, LaunchTemplateOverrides, MixedInstancesPolicy,
};
use crate::services::autoscaling::source::Template;
use crate::services::ec2::ops::{launchable, run::market};
use crate::services::ec2::shapes::RunInstancesInput;
use crate::services::ec2::shapes::templates::LaunchTemplateSpecification;
use crate::sim::Ctx;

/// The most types a group may have, and the most one may weigh.
const MOST: (usize, u32) = (40, 999);

/// The types of a group and how they are bought. What is not said stays as it is known.
pub fn read(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    given: &MixedInstancesPolicy,
    known: Option<&Mixed>,
) -> Result<Mixed, ApiError> {
    let parted = distribution(
        given.instances_distribution.as_ref(),
        known.map(|known| &known.distribution),
    )?;
    let Some(wanted) = &given.launch_template else {
        let missing = || validation("MixedInstancesPolicy must contain a LaunchTemplate.");
        let known = known.ok_or_else(missing)?;
        return Ok(Mixed { distribution: parted, ..known.clone() });
    };
    let base = match (&wanted.specification, known) {
        (Some(given), _) => template(ctx, sight, given)?,
        (None, Some(known)) => known.base.clone(),
        (None, None) => {
            return Err(validation("LaunchTemplate must contain a LaunchTemplateSpecification."));
        }
    };
    let overrides = wanted.overrides.as_deref().unwrap_or_default();
    if overrides.len() > MOST.0 {
        return Err(validation(format!("A group has at most {} overrides.", MOST.0)));
    }
    let overrides: Vec<Override> =
        overrides.iter().map(|one| read_override(ctx, sight, one)).collect::<Result<_, _>>()?;
    let weighed = overrides.iter().filter(|one| one.weight.is_some()).count();
    if weighed != 0 && weighed != overrides.len() {
        return Err(validation("Either all overrides have a WeightedCapacity or none has."));
    }
    let mixed = Mixed { base, overrides, distribution: parted };
    check(ctx, sight, &mixed)?;
    Ok(mixed)
}

fn read_override(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    given: &LaunchTemplateOverrides,
) -> Result<Override, ApiError> {
    let weight = given.weighted_capacity.as_deref().map(|text| {
        let read = text.parse::<u32>().ok().filter(|weight| (1..=MOST.1).contains(weight));
        let wrong = || validation(format!("WeightedCapacity must be from 1 to {}.", MOST.1));
        read.ok_or_else(wrong)
    });
    Ok(Override {
        kind: given.instance_type.clone(),
        weight: weight.transpose()?,
        template: given.specification.as_ref().map(|it| template(ctx, sight, it)).transpose()?,
    })
}

/// Each type could be launched from its template, and no template asks for Spot by itself.
fn check(ctx: &Ctx<'_>, sight: Sight<'_>, mixed: &Mixed) -> Result<(), ApiError> {
    let plain = [(None, &mixed.base)];
    let all = mixed.overrides.iter();
    let all = all.map(|one| (one.kind.clone(), one.template.as_ref().unwrap_or(&mixed.base)));
    let all: Vec<(Option<String>, &Template)> =
        if mixed.overrides.is_empty() { plain.into() } else { all.collect() };
    for (instance_type, template) in all {
        let input = RunInstancesInput {
            instance_type,
            launch_template: Some(LaunchTemplateSpecification {
                launch_template_id: Some(template.id.clone()),
                launch_template_name: None,
                version: template.version.clone(),
            }),
            ..RunInstancesInput::default()
        };
        let whole = sight.ec2.resolved(ctx.scope, &input);
        let launchable = whole.and_then(|whole| launchable(sight.ec2, ctx, &whole));
        launchable.map_err(|error| match error.code.as_ref() {
            "NotSimulated" => error,
            _ => validation(error.message.to_string()),
        })?;
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html>
fn distribution(
    given: Option<&InstancesDistribution>,
    known: Option<&Distribution>,
) -> Result<Distribution, ApiError> {
    let given = given.cloned().unwrap_or_default();
    let one_of = |name: &str, given: Option<String>, known: &str, all: &[&str]| {
        let text = given.unwrap_or_else(|| known.to_owned());
        match all.contains(&text.as_str()) {
            true => Ok(text),
            false => Err(validation(format!("Invalid {name}: {text}"))),
        }
    };
    let count = |name: &str, given: Option<i32>, known: u32, most: u32| match given {
        None => Ok(known),
        Some(given) => {
            let read = u32::try_from(given).ok().filter(|count| *count <= most);
            read.ok_or_else(|| validation(format!("{name} must be from 0 to {most}.")))
        }
    };
    let on_demand = known.map_or("prioritized", |known| known.on_demand.as_str());
    let on_demand = one_of(
        "OnDemandAllocationStrategy",
        given.on_demand_allocation_strategy,
        on_demand,
        &["prioritized", "lowest-price"],
    )?;
    let spot = one_of(
        "SpotAllocationStrategy",
        given.spot_allocation_strategy,
        known.map_or("lowest-price", |known| known.spot.as_str()),
        &[
            "lowest-price",
            "capacity-optimized",
            "capacity-optimized-prioritized",
            "price-capacity-optimized",
        ],
    )?;
    let cheapest = spot == "lowest-price";
    if given.spot_instance_pools.is_some() && !cheapest {
        let text = "SpotInstancePools option is only available with the lowest-price allocation \
                    strategy.";
        return Err(validation(text));
    }
    let pools = known.and_then(|known| known.pools).unwrap_or(2);
    let pools = count("SpotInstancePools", given.spot_instance_pools, pools, 20)?;
    if pools == 0 {
        return Err(validation("SpotInstancePools must be from 1 to 20."));
    }
    // An empty price takes one away again.
    let price = given.spot_max_price.or_else(|| known.and_then(|known| known.max_price.clone()));
    let max_price = price.filter(|price| !price.is_empty());
    market::price(max_price.as_deref()).map_err(|error| validation(error.message.to_string()))?;
    let base = known.map_or(0, |known| known.base);
    let percent = known.map_or(100, |known| known.percent);
    Ok(Distribution {
        on_demand,
        base: count("OnDemandBaseCapacity", given.on_demand_base_capacity, base, u32::MAX / 2)?,
        percent: count(
            "OnDemandPercentageAboveBaseCapacity",
            given.on_demand_percentage,
            percent,
            100,
        )?,
        spot,
        pools: cheapest.then_some(pools),
        max_price,
    })
}

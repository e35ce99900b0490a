//! Several types in one group, on demand and as Spot Instances: what the form says, what a group
//! has.

use crate::services::autoscaling::shapes::groups::LaunchTemplateSpecification;
use crate::services::autoscaling::shapes::mixed::{
    InstancesDistribution, LaunchTemplate, LaunchTemplateOverrides, MixedInstancesPolicy,
};
use crate::services::autoscaling::state::Group;

/// How the type of an instance on demand is chosen.
pub const ON_DEMAND: [&str; 2] = ["prioritized", "lowest-price"];
/// How the type of a Spot Instance is chosen.
pub const SPOT: [&str; 4] = [
    "price-capacity-optimized",
    "capacity-optimized",
    "capacity-optimized-prioritized",
    "lowest-price",
];
/// The one among these that chooses among the first types.
pub const CHEAPEST: &str = "lowest-price";

/// What the form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// Types in their order, each with how much it weighs; all weigh or none does.
    pub types: Vec<(String, String)>,
    /// How much is on demand before anything else.
    pub base: String,
    /// How much of what is above is on demand, in percent.
    pub percent: String,
    /// How the type of an instance on demand is chosen.
    pub on_demand: String,
    /// How that of a Spot Instance is.
    pub spot: String,
    /// Among how many types the cheapest is chosen; empty for as many as AWS takes.
    pub pools: String,
    /// The most a Spot Instance may cost an hour; empty for the price on demand.
    pub max_price: String,
}

impl Mixed {
    /// As the form opens: one type, all of it on demand, as AWS does unless told otherwise, and the
    /// strategy that AWS recommends for Spot.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html>
    pub fn new(kind: &str) -> Mixed {
        let [on_demand, ..] = ON_DEMAND;
        let [spot, ..] = SPOT;
        Mixed {
            types: vec![(kind.to_owned(), String::new())],
            base: "0".to_owned(),
            percent: "100".to_owned(),
            on_demand: on_demand.to_owned(),
            spot: spot.to_owned(),
            pools: String::new(),
            max_price: String::new(),
        }
    }

    /// Whether the number of types to choose among says something.
    pub fn has_pools(&self) -> bool {
        self.spot == CHEAPEST
    }

    /// The policy with a launch template; nothing as long as a number is none, there is no type, or
    /// only some weigh.
    pub fn policy(&self, template: &str) -> Option<MixedInstancesPolicy> {
        let weights = self.types.iter().filter(|(_, weight)| !weight.trim().is_empty()).count();
        if self.types.is_empty() || weights != 0 && weights != self.types.len() {
            return None;
        }
        let types = self.types.iter().map(|(kind, weight)| {
            Some(LaunchTemplateOverrides {
                instance_type: Some(kind.clone()),
                weighted_capacity: within(weight, (1, 999))?.map(|weight| weight.to_string()),
                ..Default::default()
            })
        });
        let pools = Some(self.pools.as_str()).filter(|_| self.has_pools()).unwrap_or_default();
        let price = Some(self.max_price.trim().to_owned()).filter(|price| !price.is_empty());
        Some(MixedInstancesPolicy {
            launch_template: Some(LaunchTemplate {
                specification: Some(LaunchTemplateSpecification {
                    launch_template_name: Some(template.to_owned()),
                    ..Default::default()
                }),
                overrides: Some(types.collect::<Option<_>>()?),
            }),
            instances_distribution: Some(InstancesDistribution {
                on_demand_allocation_strategy: Some(self.on_demand.clone()),
                on_demand_base_capacity: Some(within(&self.base, (0, i32::MAX))??),
                on_demand_percentage: Some(within(&self.percent, (0, 100))??),
                spot_allocation_strategy: Some(self.spot.clone()),
                spot_instance_pools: within(pools, (1, 20))?,
                spot_max_price: price,
            }),
        })
    }
}

/// A number that may be left empty; nothing if it is none, or out of bounds.
fn within(text: &str, (least, most): (i32, i32)) -> Option<Option<i32>> {
    match text.trim() {
        "" => Some(None),
        text => text.parse().ok().filter(|n| (least..=most).contains(n)).map(Some),
    }
}

/// How a group of several types parts its capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    /// Its types in their order, with what each weighs if they weigh.
    pub types: Vec<String>,
    /// How much is on demand before anything else.
    pub base: u32,
    /// How much of what is above, in percent.
    pub percent: u32,
    /// How the types are chosen: on demand, Spot.
    pub strategies: (String, String),
}

/// How a group parts its capacity, if it has several types.
pub fn parted(group: &Group) -> Option<Parted> {
    let mixed = group.source.mixed()?;
    let types = mixed.overrides.iter().filter_map(|one| {
        let kind = one.kind.clone()?;
        Some(one.weight.map_or_else(|| kind.clone(), |weight| format!("{kind} ({weight})")))
    });
    let parts = &mixed.distribution;
    Some(Parted {
        types: types.collect(),
        base: parts.base,
        percent: parts.percent,
        strategies: (parts.on_demand.clone(), parts.spot.clone()),
    })
}

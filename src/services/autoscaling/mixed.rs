//! Groups of several types, on demand and as Spot Instances: which is launched next.
//!
//! There is no market in this world: every type has capacity, and none is cheaper than another. So
//! each strategy takes the first type of the list, `lowest-price` for Spot the first ones in turn;
//! after a launch that failed the next type is tried.
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html>

use super::shapes::mixed::{
    InstancesDistribution, LaunchTemplate, LaunchTemplateOverrides, MixedInstancesPolicy,
};
use super::source::{Source, Template};
use super::state::{Group, Member, Place};

/// Several types of one launch template, or of several.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Mixed {
    /// The launch template.
    pub base: Template,
    /// What takes the place of parts of it, in the order given.
    pub overrides: Vec<Override>,
    /// How much is launched on demand, and which type.
    pub distribution: Distribution,
}

/// A type, how much it weighs, and a template of its own.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Override {
    /// Its name.
    pub kind: Option<String>,
    /// How many units of capacity an instance of it is.
    pub weight: Option<u32>,
    /// The launch template in place of the group's.
    pub template: Option<Template>,
}

/// How much is launched on demand, and which type.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Distribution {
    /// Which type is launched on demand: `prioritized` or `lowest-price`.
    pub on_demand: String,
    /// How much is launched on demand before anything else.
    pub base: u32,
    /// How much of what is above, in percent.
    pub percent: u32,
    /// Which type is launched as a Spot Instance.
    pub spot: String,
    /// Among how many types `lowest-price` chooses.
    pub pools: Option<u32>,
    /// The most a Spot Instance may cost, where it is said.
    pub max_price: Option<String>,
}

/// A launch that was asked for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Choice {
    /// The type, where it is not the template's.
    pub kind: Option<String>,
    /// How many units of capacity it is, where types weigh.
    pub weight: Option<u32>,
    /// Whether it is a Spot Instance.
    pub spot: bool,
    /// The template it comes from.
    pub template: Option<Template>,
    /// Its zone.
    pub zone: String,
    /// The policy that wants it.
    pub policy: Option<String>,
}

impl Choice {
    /// How many units of capacity it is.
    pub fn units(&self) -> u32 {
        self.weight.unwrap_or(1)
    }
}

impl Distribution {
    /// How much of so many units is to be on demand: fractions are rounded up.
    pub fn on_demand(&self, units: u32) -> u32 {
        let base = units.min(self.base);
        base + ((units - base) * self.percent).div_ceil(100)
    }
}

impl Mixed {
    /// How many units an instance of a type is, if types weigh.
    pub fn weight(&self, kind: &str) -> Option<u32> {
        self.of(kind).and_then(|one| one.weight)
    }

    fn of(&self, kind: &str) -> Option<&Override> {
        self.overrides.iter().find(|one| one.kind.as_deref() == Some(kind))
    }

    /// The next launch of a group.
    pub fn choose(&self, group: &Group, place: &Place) -> Choice {
        let spot = on_demand(group) >= self.distribution.on_demand(group.desired);
        let taken = self.pick(group, (spot, place));
        Choice {
            kind: taken.and_then(|one| one.kind.clone()),
            weight: taken.and_then(|one| one.weight),
            spot,
            template: Some(taken.and_then(|one| one.template.clone()).unwrap_or(self.base.clone())),
            zone: place.zone.clone(),
            policy: group.scaled_by.clone(),
        }
    }

    /// How late the strategy of an instance launches its type: those of the list in their order,
    /// but the first ones alike where it takes these in turn, and then what is not in the list.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html>
    pub fn rank(&self, member: &Member) -> i64 {
        let same = |one: &Override| one.kind.as_ref().is_none_or(|kind| *kind == member.kind);
        let nth = self.overrides.iter().position(same).unwrap_or(self.overrides.len());
        if nth < self.pools(member.spot) { 0 } else { nth as i64 }
    }

    /// Among how many types of the list a launch chooses.
    fn pools(&self, spot: bool) -> usize {
        match spot && self.distribution.spot == "lowest-price" {
            true => self.distribution.pools.unwrap_or(2).max(1) as usize,
            false => 1,
        }
    }

    fn pick(&self, group: &Group, (spot, place): (bool, &Place)) -> Option<&Override> {
        let tried = group.failures.0 as usize;
        let nth = tried.checked_rem(self.overrides.len()).unwrap_or(0);
        let pools = if nth == 0 { self.pools(spot) } else { 1 };
        let there = |one: &Override| {
            let same = |kind: Option<&str>| one.kind.as_deref() == kind;
            let members = group.members.values().filter(|member| {
                member.is_active()
                    && member.spot
                    && member.place.zone == place.zone
                    && same(Some(&member.kind))
            });
            let launches = group.launches.values();
            let launches =
                launches.filter(|it| it.spot && it.zone == place.zone && same(it.kind.as_deref()));
            members.count() + launches.count()
        };
        self.overrides.iter().skip(nth).take(pools).min_by_key(|one| there(one))
    }

    /// Whether an instance that has to go is to be a Spot Instance, so that what stays is parted as
    /// the group says.
    pub fn lets_spot_go(&self, group: &Group) -> bool {
        on_demand(group) <= self.distribution.on_demand(group.desired)
    }

    /// As replies show it.
    pub fn shown(&self) -> MixedInstancesPolicy {
        let one = |one: &Override| LaunchTemplateOverrides {
            instance_type: one.kind.clone(),
            weighted_capacity: one.weight.map(|weight| weight.to_string()),
            specification: one.template.as_ref().map(Template::shown),
        };
        let overrides: Vec<LaunchTemplateOverrides> = self.overrides.iter().map(one).collect();
        let parted = &self.distribution;
        MixedInstancesPolicy {
            launch_template: Some(LaunchTemplate {
                specification: Some(self.base.shown()),
                overrides: Some(overrides),
            }),
            instances_distribution: Some(InstancesDistribution {
                on_demand_allocation_strategy: Some(parted.on_demand.clone()),
                on_demand_base_capacity: i32::try_from(parted.base).ok(),
                on_demand_percentage: i32::try_from(parted.percent).ok(),
                spot_allocation_strategy: Some(parted.spot.clone()),
                spot_instance_pools: parted.pools.and_then(|pools| i32::try_from(pools).ok()),
                spot_max_price: parted.max_price.clone(),
            }),
        }
    }
}

/// A group launches from something else from now on. Weights hold for the instances it has, too; a
/// type that is not in the list any more keeps the last it had.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-instance-weighting.html#weights-considerations>
pub fn change(group: &mut Group, source: Source) {
    for member in group.members.values_mut() {
        member.weight = match &source {
            Source::Mixed(mixed) => {
                mixed.of(&member.kind).map_or(member.weight, |listed| listed.weight)
            }
            _ => None,
        };
    }
    group.source = source;
}

/// How much of a group is on demand, launches that are on their way included.
fn on_demand(group: &Group) -> u32 {
    let members = group.members.values().filter(|member| member.is_active() && !member.spot);
    let launches = group.launches.values().filter(|launch| !launch.spot);
    members.map(Member::units).sum::<u32>() + launches.map(Choice::units).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's table.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html>
    #[test]
    fn capacity_is_parted_as_in_the_table() {
        let cases = [
            ((10, 50), [10, 15, 20, 25]),
            ((0, 0), [0, 0, 0, 0]),
            ((0, 60), [6, 12, 18, 24]),
            ((0, 100), [10, 20, 30, 40]),
            ((12, 0), [10, 12, 12, 12]),
        ];
        for ((base, percent), wanted) in cases {
            let parted = Distribution {
                on_demand: "prioritized".to_owned(),
                base,
                percent,
                spot: "lowest-price".to_owned(),
                pools: Some(2),
                max_price: None,
            };
            assert_eq!([10, 20, 30, 40].map(|units| parted.on_demand(units)), wanted);
        }
    }
}

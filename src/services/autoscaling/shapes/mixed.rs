//! Groups of several types, on demand and as Spot Instances.

use super::groups::LaunchTemplateSpecification;
use crate::shape;

shape! {
    /// What a group of several types launches.
    pub struct MixedInstancesPolicy {
        launch_template: Option<LaunchTemplate> => "LaunchTemplate",
        instances_distribution: Option<InstancesDistribution> => "InstancesDistribution",
    }

    /// A launch template, and what takes the place of parts of it.
    pub struct LaunchTemplate {
        specification: Option<LaunchTemplateSpecification> => "LaunchTemplateSpecification",
        overrides: Option<Vec<LaunchTemplateOverrides>> => "Overrides",
    }

    /// A type, how much it weighs, and a template of its own.
    pub struct LaunchTemplateOverrides {
        instance_type: Option<String> => "InstanceType" [len(1, 255)],
        weighted_capacity: Option<String> => "WeightedCapacity" [len(1, 32)],
        specification: Option<LaunchTemplateSpecification> => "LaunchTemplateSpecification",
    }
    refused { "InstanceRequirements", "ImageId" }

    /// How much is launched on demand, and which type.
    pub struct InstancesDistribution {
        on_demand_allocation_strategy: Option<String> => "OnDemandAllocationStrategy",
        on_demand_base_capacity: Option<i32> => "OnDemandBaseCapacity",
        on_demand_percentage: Option<i32> => "OnDemandPercentageAboveBaseCapacity",
        spot_allocation_strategy: Option<String> => "SpotAllocationStrategy",
        spot_instance_pools: Option<i32> => "SpotInstancePools",
        spot_max_price: Option<String> => "SpotMaxPrice" [len(0, 255)],
    }
}

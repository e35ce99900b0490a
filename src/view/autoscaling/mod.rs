//! What the pages of Auto Scaling show: groups, one group, and the forms on them.

pub mod act;
pub mod change;
pub mod detail;
pub mod hooks;
pub mod mixed;
pub mod picture;
pub mod policy;

use crate::services::Request;
use crate::services::autoscaling::api::Request as Call;
use crate::services::autoscaling::shapes::groups::{
    DescribeAutoScalingGroupsInput, DescribeScalingActivitiesInput,
};
use crate::services::autoscaling::shapes::hooks::DescribeLifecycleHooksInput;
use crate::services::autoscaling::shapes::policies::DescribePoliciesInput;
use crate::services::autoscaling::shapes::rest::DescribeScheduledInput;
use crate::services::autoscaling::state::Lifecycle;
use crate::services::ec2::api::Request as Ec2;
use crate::sim::{Scope, World};
use crate::view::ec2::launch::{self, TypeChoice};

/// One group in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its launch template and the version of it.
    pub template: (String, String),
    /// How many instances it has in service.
    pub in_service: u32,
    /// How many are on their way in or out.
    pub moving: u32,
    /// As many as desired, at least, at most.
    pub sizes: (u32, u32, u32),
    /// Its zones.
    pub zones: Vec<String>,
    /// Whether it is going.
    pub deleting: bool,
}

/// The list of groups.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let row = |group: &crate::services::autoscaling::state::Group| Row {
        name: group.name.clone(),
        template: group.source.named(),
        in_service: group.count(Lifecycle::InService),
        moving: group.count(Lifecycle::Pending) + group.count(Lifecycle::Terminating),
        sizes: (group.desired, group.min, group.max),
        zones: group.places.iter().map(|place| place.zone.clone()).collect(),
        deleting: group.deleting,
    };
    world.autoscaling().groups(scope).map(row).collect()
}

/// What the form for a new group offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Launch templates by name.
    pub templates: Vec<String>,
    /// Zones.
    pub zones: Vec<String>,
    /// Instance types.
    pub types: Vec<TypeChoice>,
}

/// What the form for a new group offers.
pub fn offer(world: &World, scope: Scope) -> Offer {
    let templates = world.ec2().templates(scope);
    Offer {
        templates: templates.into_iter().map(|template| template.name.clone()).collect(),
        zones: scope.region.zones().collect(),
        types: launch::types(),
    }
}

/// What the list asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![Call::DescribeAutoScalingGroups(DescribeAutoScalingGroupsInput::default()).into()]
}

/// What the page of a group asks AWS when it is opened.
pub fn detail_reads(name: &str) -> Vec<Request> {
    let name = name.to_owned();
    let groups = DescribeAutoScalingGroupsInput {
        auto_scaling_group_names: Some(vec![name.clone()]),
        ..Default::default()
    };
    let policies =
        DescribePoliciesInput { auto_scaling_group_name: Some(name.clone()), ..Default::default() };
    let activities = DescribeScalingActivitiesInput {
        auto_scaling_group_name: Some(name.clone()),
        ..Default::default()
    };
    let schedules = DescribeScheduledInput {
        auto_scaling_group_name: Some(name.clone()),
        ..Default::default()
    };
    let hooks = DescribeLifecycleHooksInput { auto_scaling_group_name: name, ..Default::default() };
    vec![
        Call::DescribeAutoScalingGroups(groups).into(),
        Call::DescribePolicies(policies).into(),
        Call::DescribeScalingActivities(activities).into(),
        Call::DescribeScheduledActions(schedules).into(),
        Call::DescribeLifecycleHooks(hooks).into(),
        Ec2::DescribeInstances(Default::default()).into(),
    ]
}

/// What the form for a new group asks AWS when it is opened.
pub fn create_reads() -> Vec<Request> {
    vec![
        Ec2::DescribeLaunchTemplates(Default::default()).into(),
        Ec2::DescribeInstanceTypes(Default::default()).into(),
    ]
}

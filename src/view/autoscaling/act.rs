//! What can be done in Auto Scaling from its pages, as requests.

use super::mixed::Mixed;
use crate::services::Request;
use crate::services::autoscaling::api::Request as Call;
use crate::services::autoscaling::shapes::groups::{
    CreateAutoScalingGroupInput, DeleteAutoScalingGroupInput, LaunchTemplateSpecification,
    SetDesiredCapacityInput,
};
use crate::services::autoscaling::shapes::policies::DeletePolicyInput;
use crate::services::autoscaling::shapes::rest::{
    DisableMetricsCollectionInput, EnableMetricsCollectionInput,
};
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::MonitoringEnabled;
use crate::services::ec2::shapes::templates::{CreateLaunchTemplateInput, LaunchTemplateData};
use crate::services::generators::Lever;
use crate::sim::Change;
use crate::sim::command::Demand;

/// What the form for a new group says.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its launch template, by name.
    pub template: String,
    /// As many as desired, at least, at most.
    pub sizes: (String, String, String),
    /// Its zones.
    pub zones: Vec<String>,
    /// Several types, if it is to have these.
    pub mixed: Option<Mixed>,
}

impl Group {
    /// Makes the group; nothing as long as a number is none.
    pub fn request(&self) -> Option<Request> {
        let (desired, min, max) = &self.sizes;
        if self.name.is_empty() || self.template.is_empty() {
            return None;
        }
        let input = CreateAutoScalingGroupInput {
            auto_scaling_group_name: self.name.clone(),
            launch_template: self.mixed.is_none().then(|| LaunchTemplateSpecification {
                launch_template_name: Some(self.template.clone()),
                ..Default::default()
            }),
            mixed_instances_policy: match &self.mixed {
                Some(mixed) => Some(mixed.policy(&self.template)?),
                None => None,
            },
            min_size: min.parse().ok()?,
            max_size: max.parse().ok()?,
            desired_capacity: Some(desired.parse().ok()?),
            availability_zones: Some(self.zones.clone()).filter(|zones| !zones.is_empty()),
            ..Default::default()
        };
        Some(Call::CreateAutoScalingGroup(Box::new(input)).into())
    }
}

/// Makes a launch template to begin with: the image and type of the first lessons, monitored in
/// detail, so that its metrics come each minute.
pub fn first_template(name: &str) -> Request {
    let data = LaunchTemplateData {
        image_id: Some("ami-0c02fb55956c7d316".to_owned()),
        instance_type: Some("t3.micro".to_owned()),
        monitoring: Some(MonitoringEnabled { enabled: true }),
        ..Default::default()
    };
    let input = CreateLaunchTemplateInput {
        launch_template_name: name.to_owned(),
        launch_template_data: data,
        ..Default::default()
    };
    Ec2::CreateLaunchTemplate(input.into()).into()
}

/// Sets how many instances a group is to have.
pub fn set_desired(group: &str, desired: i32) -> Request {
    let input = SetDesiredCapacityInput {
        auto_scaling_group_name: group.to_owned(),
        desired_capacity: desired,
        honor_cooldown: None,
    };
    Call::SetDesiredCapacity(input).into()
}

/// Lets so many requests a minute reach a group, which its instances share, or takes them off.
pub fn requests(group: &str, amount: Option<f64>) -> Change {
    let (name, lever) = (group.to_owned(), Lever::Requests);
    Change::Demand(Demand { name, lever, amount, until: None })
}

/// Deletes a group with all it has.
pub fn delete(group: &str) -> Request {
    let input = DeleteAutoScalingGroupInput {
        auto_scaling_group_name: group.to_owned(),
        force_delete: Some(true),
    };
    Call::DeleteAutoScalingGroup(input).into()
}

/// Switches the group's metrics on or off.
pub fn send_metrics(group: &str, on: bool) -> Request {
    let auto_scaling_group_name = group.to_owned();
    if on {
        let granularity = "1Minute".to_owned();
        let input =
            EnableMetricsCollectionInput { auto_scaling_group_name, metrics: None, granularity };
        Call::EnableMetricsCollection(input).into()
    } else {
        let input = DisableMetricsCollectionInput { auto_scaling_group_name, metrics: None };
        Call::DisableMetricsCollection(input).into()
    }
}

/// Deletes a policy.
pub fn delete_policy(group: &str, policy: &str) -> Request {
    let input = DeletePolicyInput {
        auto_scaling_group_name: Some(group.to_owned()),
        policy_name: policy.to_owned(),
    };
    Call::DeletePolicy(input).into()
}

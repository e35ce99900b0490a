//! What a group launches its instances from: a launch template, a launch configuration, or several
//! types of one template and more.

use std::collections::BTreeMap;

use super::mixed::Mixed;
use super::shapes::configurations::{BlockDeviceMapping, CreateLaunchConfigurationInput, Ebs};
use super::shapes::groups::LaunchTemplateSpecification;
use crate::services::ec2::shapes as ec2;
use crate::services::ec2::shapes::profiles::IamInstanceProfileSpecification;
use crate::services::ec2::shapes::spot::{InstanceMarketOptionsRequest, SpotMarketOptions};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// What a group launches from.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Source {
    /// A launch template.
    Template(Template),
    /// A launch configuration, by name.
    Configuration(String),
    /// Several types, on demand and as Spot Instances.
    Mixed(Mixed),
}

/// The launch template of a group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Template {
    /// `lt-…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A number, `$Latest`, `$Default`; none is the default version.
    pub version: Option<String>,
}

impl Template {
    /// As replies show it.
    pub fn shown(&self) -> LaunchTemplateSpecification {
        LaunchTemplateSpecification {
            launch_template_id: Some(self.id.clone()),
            launch_template_name: Some(self.name.clone()),
            version: self.version.clone(),
        }
    }
}

impl Source {
    /// The launch template, if it is one, alone or beside others.
    pub fn template(&self) -> Option<&Template> {
        match self {
            Source::Template(template) => Some(template),
            Source::Mixed(mixed) => Some(&mixed.base),
            Source::Configuration(_) => None,
        }
    }

    /// Several types, if it is that.
    pub fn mixed(&self) -> Option<&Mixed> {
        match self {
            Source::Mixed(mixed) => Some(mixed),
            _ => None,
        }
    }

    /// The name of the launch configuration, if it is one.
    pub fn configuration(&self) -> Option<&String> {
        match self {
            Source::Template(_) | Source::Mixed(_) => None,
            Source::Configuration(name) => Some(name),
        }
    }

    /// Its name, and the version of a template as it was given.
    pub fn named(&self) -> (String, String) {
        match self {
            Source::Template(template) | Source::Mixed(Mixed { base: template, .. }) => {
                let version = template.version.as_deref().unwrap_or("$Default");
                (template.name.clone(), version.to_owned())
            }
            Source::Configuration(name) => (name.clone(), String::new()),
        }
    }
}

/// Launch configurations by place and name.
pub type Configurations = BTreeMap<(Scope, String), Configuration>;

/// A launch configuration, which is never changed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Configuration {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// What was asked for, as JSON.
    pub(super) input: String,
}

impl Configuration {
    /// What was asked for.
    pub fn input(&self) -> CreateLaunchConfigurationInput {
        let value = serde_json::from_str(&self.input).unwrap_or_default();
        crate::api::Shape::read(value).unwrap_or_default()
    }

    /// The launch of one instance from it. Monitoring is detailed unless it says otherwise.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateLaunchConfiguration.html>
    pub fn launch(&self) -> ec2::RunInstancesInput {
        launch(&self.input())
    }
}

/// The launch that a configuration asks for.
pub fn launch(input: &CreateLaunchConfigurationInput) -> ec2::RunInstancesInput {
    let (ids, names): (Vec<String>, Vec<String>) =
        input.security_groups.iter().flatten().cloned().partition(|group| group.starts_with("sg-"));
    let some = |list: Vec<String>| (!list.is_empty()).then_some(list);
    let monitoring = input.instance_monitoring.as_ref().and_then(|given| given.enabled);
    let metadata = input.metadata_options.as_ref().map(|given| ec2::MetadataOptions {
        http_tokens: given.http_tokens.clone(),
        http_put_response_hop_limit: given.http_put_response_hop_limit,
        http_endpoint: given.http_endpoint.clone(),
        ..ec2::MetadataOptions::default()
    });
    let placement = input
        .placement_tenancy
        .clone()
        .map(|tenancy| ec2::Placement { tenancy: Some(tenancy), ..ec2::Placement::default() });
    ec2::RunInstancesInput {
        image_id: input.image_id.clone(),
        instance_type: input.instance_type.clone(),
        key_name: input.key_name.clone(),
        min_count: 1,
        max_count: 1,
        monitoring: Some(ec2::MonitoringEnabled { enabled: monitoring.unwrap_or(true) }),
        placement,
        security_group_ids: some(ids),
        security_groups: some(names),
        metadata_options: metadata,
        ebs_optimized: input.ebs_optimized,
        iam_instance_profile: input.iam_instance_profile.as_deref().map(profile),
        user_data: input.user_data.clone().filter(|text| !text.is_empty()),
        block_device_mappings: input
            .block_device_mappings
            .as_ref()
            .map(|devices| devices.iter().map(device).collect()),
        instance_market_options: input.spot_price.clone().map(|price| spot(Some(price))),
        ..ec2::RunInstancesInput::default()
    }
}

/// What makes a launch one of Spot Instances, for at most a price.
pub fn spot(max_price: Option<String>) -> InstanceMarketOptionsRequest {
    InstanceMarketOptionsRequest {
        market_type: Some("spot".to_owned()),
        spot_options: Some(SpotMarketOptions { max_price, ..SpotMarketOptions::default() }),
    }
}

/// The instance profile a configuration names, by name or by ARN.
pub fn profile(given: &str) -> IamInstanceProfileSpecification {
    let arn = given.starts_with("arn:").then(|| given.to_owned());
    let name = arn.is_none().then(|| given.to_owned());
    IamInstanceProfileSpecification { arn, name }
}

fn device(device: &BlockDeviceMapping) -> ec2::BlockDeviceMapping {
    let volume = |ebs: &Ebs| ec2::EbsBlockDevice {
        delete_on_termination: ebs.delete_on_termination,
        volume_size: ebs.volume_size,
        volume_type: ebs.volume_type.clone(),
        encrypted: ebs.encrypted,
        iops: ebs.iops,
        throughput: ebs.throughput,
        snapshot_id: ebs.snapshot_id.clone(),
        ..ec2::EbsBlockDevice::default()
    };
    ec2::BlockDeviceMapping {
        ebs: device.ebs.as_ref().map(volume),
        no_device: device.no_device.filter(|none| *none).map(|_| String::new()),
        device_name: Some(device.device_name.clone()),
        virtual_name: device.virtual_name.clone(),
    }
}

/// An instance's address is its subnet's, unless the configuration says so; and what is said of it
/// is said of its interface.
pub fn into_subnet(
    mut launch: ec2::RunInstancesInput,
    public: Option<bool>,
    subnet: &str,
) -> ec2::RunInstancesInput {
    let Some(public) = public else {
        launch.subnet_id = Some(subnet.to_owned());
        return launch;
    };
    launch.network_interfaces = Some(vec![ec2::NetworkInterface {
        associate_public_ip_address: Some(public),
        delete_on_termination: Some(true),
        device_index: Some(0),
        groups: launch.security_group_ids.take(),
        subnet_id: Some(subnet.to_owned()),
        ..ec2::NetworkInterface::default()
    }]);
    launch
}

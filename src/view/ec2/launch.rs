//! The form that launches instances.

use std::collections::BTreeMap;

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::catalogue::{InstanceType, images, types};
use crate::services::ec2::ops::run::market;
use crate::services::ec2::shapes::credits::CreditSpecificationRequest;
use crate::services::ec2::shapes::profiles::IamInstanceProfileSpecification;
use crate::services::ec2::shapes::spot::{InstanceMarketOptionsRequest, SpotMarketOptions};
use crate::services::ec2::shapes::{
    BlockDeviceMapping, EbsBlockDevice, MonitoringEnabled, RunInstancesInput, Tag, TagSpecification,
};
use crate::sim::{Region, World};

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// Images of the Region.
    pub images: Vec<ImageChoice>,
    /// Instance types.
    pub types: Vec<TypeChoice>,
    /// Names of instance profiles that have a role.
    pub profiles: Vec<String>,
}

/// An image to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageChoice {
    /// `ami-…`.
    pub id: String,
    /// Its description.
    pub description: &'static str,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
    /// The size of its root volume.
    pub gib: u32,
}

/// A type to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeChoice {
    /// `t3.micro`.
    pub name: &'static str,
    /// Virtual processors.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Whether the free tier covers it.
    pub free: bool,
    /// Whether it earns CPU credits.
    pub burstable: bool,
    /// The architectures it runs.
    pub architectures: &'static [&'static str],
}

/// What can be chosen in a Region.
pub fn choices(world: &World, region: Region) -> Choices {
    let images = images::all(region).map(|image| ImageChoice {
        id: image.id,
        description: image.model.description,
        architecture: image.model.architecture,
        gib: image.model.gib,
    });
    let profiles = profiles(world);
    Choices { images: images.collect(), types: types(), profiles }
}

/// Every instance type.
pub fn types() -> Vec<TypeChoice> {
    let one = |kind: &InstanceType| TypeChoice {
        name: kind.name,
        vcpus: kind.vcpus(),
        memory_mib: kind.memory_mib,
        free: kind.free,
        burstable: kind.family.burstable,
        architectures: kind.architectures,
    };
    types::TYPES.iter().map(one).collect()
}

/// Instance profiles that an instance can carry.
pub fn profiles(world: &World) -> Vec<String> {
    let all = world.iam().profiles().iter();
    let useful = all.filter(|(_, profile)| world.iam().role_of(profile).is_some());
    useful.map(|(name, _)| name.clone()).collect()
}

/// The largest volume of the types the form offers, in GiB.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html>
const LARGEST: u32 = 16_384;
/// The types a root volume is offered in: those without a number of operations of their own.
pub const VOLUMES: [&str; 2] = ["gp3", "gp2"];

/// What was put into the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Where they are launched.
    pub region: Region,
    /// The tag `Name`.
    pub name: String,
    /// Other tags.
    pub tags: BTreeMap<String, String>,
    /// The image's id.
    pub image: String,
    /// The type's name.
    pub kind: String,
    /// The security group, by id; empty: the default one.
    pub group: String,
    /// Whether monitoring is detailed.
    pub detailed: bool,
    /// How many, as typed.
    pub count: String,
    /// Whether the instances are protected from being terminated.
    pub protected: bool,
    /// The instance profile they are to carry; empty for none.
    pub profile: String,
    /// The credit option: `standard`, `unlimited`; empty for that of the type.
    pub credits: String,
    /// The size of the root volume in GiB, as typed; empty for that of the image.
    pub gib: String,
    /// The type of the root volume; empty for that of the image.
    pub volume: String,
    /// Whether Spot Instances are requested.
    pub spot: bool,
    /// The most one may cost an hour; empty for the price on demand.
    pub max_price: String,
}

impl Form {
    /// The form as it opens: the newest Amazon Linux on a small type, monitored as AWS does unless
    /// told otherwise.
    pub fn new(region: Region) -> Form {
        Form {
            region,
            name: String::new(),
            tags: BTreeMap::new(),
            image: images::all(region).next().map(|image| image.id).unwrap_or_default(),
            kind: "t3.micro".to_owned(),
            group: String::new(),
            detailed: false,
            count: "1".to_owned(),
            protected: false,
            profile: String::new(),
            credits: String::new(),
            gib: String::new(),
            volume: String::new(),
            spot: false,
            max_price: String::new(),
        }
    }

    /// The number of instances, if it is one.
    pub fn number(&self) -> Option<i32> {
        self.count.trim().parse().ok().filter(|count| (1..=100).contains(count))
    }

    /// The most a Spot Instance may cost, where it is said; nothing if it is no price.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotMarketOptions.html>
    fn price(&self) -> Option<Option<String>> {
        let text = self.max_price.trim();
        let given = Some(text.to_owned()).filter(|text| !text.is_empty());
        market::price(given.as_deref()).is_ok().then_some(given)
    }

    /// The Spot Instances that are requested, if they are.
    fn market(&self) -> Option<InstanceMarketOptionsRequest> {
        let max_price = self.price().flatten();
        let options = SpotMarketOptions { max_price, ..Default::default() };
        self.spot.then(|| InstanceMarketOptionsRequest {
            market_type: Some("spot".to_owned()),
            spot_options: options.max_price.is_some().then_some(options),
        })
    }

    /// The size of the root volume, where it is said; nothing if no volume can be so large.
    fn size(&self, least: u32) -> Option<Option<i32>> {
        let text = self.gib.trim();
        if text.is_empty() {
            return Some(None);
        }
        let gib = text.parse::<u32>().ok().filter(|gib| (least..=LARGEST).contains(gib))?;
        Some(i32::try_from(gib).ok())
    }

    /// The root volume, where it is to be another than the image's.
    fn root(&self) -> Option<Vec<BlockDeviceMapping>> {
        let image = images::all(self.region).find(|image| image.id == self.image)?;
        let volume_size = self.size(0).flatten();
        let volume_type = Some(&self.volume).filter(|kind| !kind.is_empty()).cloned();
        let asked = volume_size.is_some() || volume_type.is_some();
        asked.then(|| {
            vec![BlockDeviceMapping {
                device_name: Some(image.model.root_device().to_owned()),
                ebs: Some(EbsBlockDevice { volume_size, volume_type, ..Default::default() }),
                ..Default::default()
            }]
        })
    }

    /// The credit option, where the type has one and it is said.
    fn credit_option(&self) -> Option<CreditSpecificationRequest> {
        let bursts =
            types::TYPES.iter().any(|kind| kind.name == self.kind && kind.family.burstable);
        let cpu_credits = Some(&self.credits).filter(|option| bursts && !option.is_empty())?;
        Some(CreditSpecificationRequest { cpu_credits: cpu_credits.clone() })
    }

    /// What is wrong with it, as the keys of texts.
    pub fn problems(&self, choices: &Choices) -> Vec<&'static str> {
        let mut problems = Vec::new();
        if self.number().is_none() {
            problems.push("ec2.launch.count.problem");
        }
        if self.spot && self.price().is_none() {
            problems.push("ec2.launch.price.problem");
        }
        let image = choices.images.iter().find(|image| image.id == self.image);
        if self.size(image.map_or(0, |image| image.gib)).is_none() {
            problems.push("ec2.launch.gib.problem");
        }
        let kind = choices.types.iter().find(|kind| kind.name == self.kind);
        if let (Some(image), Some(kind)) = (image, kind)
            && !kind.architectures.contains(&image.architecture)
        {
            problems.push("ec2.launch.type.problem");
        }
        problems
    }

    /// The call.
    pub fn request(&self) -> Request {
        let name = Some(("Name", self.name.trim())).filter(|(_, name)| !name.is_empty());
        let others = self.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let tag = |(key, value): (&str, &str)| Tag {
            key: Some(key.to_owned()),
            value: Some(value.to_owned()),
        };
        let tags: Vec<Tag> = name.into_iter().chain(others).map(tag).collect();
        let specification =
            TagSpecification { resource_type: Some("instance".to_owned()), tags: Some(tags) };
        let tagged = specification.tags.as_ref().is_some_and(|tags| !tags.is_empty());
        let count = self.number().unwrap_or(1);
        let input = RunInstancesInput {
            image_id: Some(self.image.clone()),
            instance_type: Some(self.kind.clone()),
            max_count: count,
            min_count: count,
            security_group_ids: (!self.group.is_empty()).then(|| vec![self.group.clone()]),
            monitoring: self.detailed.then_some(MonitoringEnabled { enabled: true }),
            tag_specifications: tagged.then(|| vec![specification]),
            disable_api_termination: self.protected.then_some(true),
            iam_instance_profile: Some(&self.profile).filter(|name| !name.is_empty()).map(|name| {
                IamInstanceProfileSpecification { arn: None, name: Some(name.clone()) }
            }),
            instance_market_options: self.market(),
            credit_specification: self.credit_option(),
            block_device_mappings: self.root(),
            ..Default::default()
        };
        Ec2::RunInstances(Box::new(input)).into()
    }
}

/// The ids of the instances in the reply of a launch.
pub fn launched(reply: &serde_json::Value) -> Vec<String> {
    let instances = reply.get("Instances").and_then(|found| found.as_array());
    let ids = instances.into_iter().flatten().filter_map(|i| i.get("InstanceId")?.as_str());
    ids.map(str::to_owned).collect()
}

//! What the pages of launch templates show: the list, and the form that makes one.

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::templates::{
    CreateLaunchTemplateInput, CreateLaunchTemplateVersionInput, DeleteLaunchTemplateInput,
    DescribeLaunchTemplateVersionsInput, DescribeLaunchTemplatesInput, LaunchTemplateData,
    ModifyLaunchTemplateInput,
};
use crate::services::ec2::shapes::{
    DescribeImagesInput, DescribeInstanceTypesInput, DescribeSecurityGroupsInput,
    MonitoringEnabled, Tag, TagSpecification,
};
use crate::services::ec2::templates::{Template, Version};
use crate::sim::{Scope, Time, World};

/// A launch template.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `lt-…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The version a launch takes that names none.
    pub default: i64,
    /// Its versions, the newest first.
    pub versions: Vec<VersionRow>,
    /// The Auto Scaling groups that launch with it.
    pub groups: Vec<String>,
    /// When it was made.
    pub created: Time,
}

/// A version of a launch template: what it says of a launch. What is empty a launch has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRow {
    /// Its number.
    pub number: i64,
    /// What it says of itself.
    pub description: String,
    /// The image.
    pub image: String,
    /// The instance type.
    pub kind: String,
    /// Whether monitoring is detailed.
    pub detailed: bool,
    /// Security groups, by id or name.
    pub groups: Vec<String>,
    /// When it was made.
    pub created: Time,
}

/// The launch templates of a place, oldest first.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let row = |template: &Template| {
        let groups = world.autoscaling().groups(scope);
        let launch = groups
            .filter(|group| group.source.template().is_some_and(|own| own.name == template.name));
        Row {
            id: template.id.clone(),
            name: template.name.clone(),
            default: template.default,
            versions: template.versions.iter().rev().map(version).collect(),
            groups: launch.map(|group| group.name.clone()).collect(),
            created: template.created,
        }
    };
    world.ec2().templates(scope).into_iter().map(row).collect()
}

fn version((number, version): (&i64, &Version)) -> VersionRow {
    let data = version.data();
    let ids = data.security_group_ids.into_iter().chain(data.security_groups).flatten();
    VersionRow {
        number: *number,
        description: version.description.clone().unwrap_or_default(),
        image: data.image_id.unwrap_or_default(),
        kind: data.instance_type.unwrap_or_default(),
        detailed: data.monitoring.is_some_and(|monitoring| monitoring.enabled),
        groups: ids.collect(),
        created: version.created,
    }
}

/// What the form for a template, or for a new version of one, says.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// What the version says of itself.
    pub description: String,
    /// The image.
    pub image: String,
    /// The instance type.
    pub kind: String,
    /// Whether monitoring is detailed.
    pub detailed: bool,
    /// The security group, by id; empty: the default one.
    pub group: String,
    /// The tag `Name` of what is launched.
    pub tag: String,
}

impl Form {
    /// The form as it opens. Groups scale by metrics, which detailed monitoring brings each minute.
    pub fn new(image: String) -> Form {
        Form {
            name: String::new(),
            description: String::new(),
            image,
            kind: "t3.micro".to_owned(),
            detailed: true,
            group: String::new(),
            tag: String::new(),
        }
    }

    fn data(&self) -> LaunchTemplateData {
        let tag = Tag { key: Some("Name".to_owned()), value: Some(self.tag.clone()) };
        let tags =
            TagSpecification { resource_type: Some("instance".to_owned()), tags: Some(vec![tag]) };
        LaunchTemplateData {
            image_id: Some(self.image.clone()),
            instance_type: Some(self.kind.clone()),
            monitoring: self.detailed.then_some(MonitoringEnabled { enabled: true }),
            security_group_ids: (!self.group.is_empty()).then(|| vec![self.group.clone()]),
            tag_specifications: (!self.tag.is_empty()).then(|| vec![tags]),
            ..Default::default()
        }
    }

    fn note(&self) -> Option<String> {
        Some(self.description.clone()).filter(|text| !text.is_empty())
    }

    /// Makes the template; nothing as long as it has no name of three letters, which AWS asks for.
    pub fn create(&self) -> Option<Request> {
        let input = CreateLaunchTemplateInput {
            launch_template_name: self.name.clone(),
            version_description: self.note(),
            launch_template_data: self.data(),
            ..Default::default()
        };
        (self.name.chars().count() >= 3).then(|| Ec2::CreateLaunchTemplate(input.into()).into())
    }

    /// Makes a new version of a template.
    pub fn version_of(&self, template: &str) -> Request {
        let input = CreateLaunchTemplateVersionInput {
            launch_template_id: Some(template.to_owned()),
            version_description: self.note(),
            launch_template_data: self.data(),
            ..Default::default()
        };
        Ec2::CreateLaunchTemplateVersion(input.into()).into()
    }
}

/// Makes a version the default one.
pub fn set_default(template: &str, version: i64) -> Request {
    let input = ModifyLaunchTemplateInput {
        launch_template_id: Some(template.to_owned()),
        default_version: Some(version.to_string()),
        ..Default::default()
    };
    Ec2::ModifyLaunchTemplate(input).into()
}

/// Deletes a template with all its versions.
pub fn delete(template: &str) -> Request {
    let launch_template_id = Some(template.to_owned());
    let input = DeleteLaunchTemplateInput { launch_template_id, ..Default::default() };
    Ec2::DeleteLaunchTemplate(input).into()
}

/// What the list asks AWS when it is opened: the versions of all templates at once.
pub fn reads() -> Vec<Request> {
    let versions = DescribeLaunchTemplateVersionsInput {
        versions: Some(vec!["$Latest".to_owned(), "$Default".to_owned()]),
        ..Default::default()
    };
    vec![
        Ec2::DescribeLaunchTemplates(DescribeLaunchTemplatesInput::default()).into(),
        Ec2::DescribeLaunchTemplateVersions(versions).into(),
    ]
}

/// What the form asks AWS when it is opened.
pub fn create_reads() -> Vec<Request> {
    let owners = Some(vec!["amazon".to_owned()]);
    vec![
        Ec2::DescribeImages(DescribeImagesInput { owners, ..Default::default() }).into(),
        Ec2::DescribeInstanceTypes(DescribeInstanceTypesInput::default()).into(),
        Ec2::DescribeSecurityGroups(DescribeSecurityGroupsInput::default()).into(),
    ]
}

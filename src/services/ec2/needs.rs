//! Which permissions EC2's calls need, and the condition keys they bring along.
//!
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html>. What
//! follows from a request alone stands in the rows of the operation table; [`complete`] adds what
//! only the state knows: what the instances named are like, the default subnet of a launch. (The
//! tags of a resource the access engine asks for itself.)

use std::borrow::Cow;

use super::addresses::Address;
use super::api::Request;
use super::catalogue::images;
use super::network::Zone;
use super::ops::run;
use super::ops::sharing::Asked;
use super::profiles;
use super::shapes::profiles::IamInstanceProfileSpecification;
use super::shapes::snapshots::{CreateVolumePermission, ModifySnapshotAttributeInput};
use super::shapes::templates::LaunchTemplateSpecification;
use super::shapes::{RunInstancesInput, Tag, TagSpecification};
use super::snapshots::Snapshot;
use super::state::{Instance, State};
use crate::api::Check;
use crate::services::iam;
use crate::sim::scope::{Region, Scope};

/// A permission on each of the instances.
pub fn instances(scope: &Scope, ids: &[String]) -> Vec<Check> {
    ids.iter().map(|id| Check::on(scope.arn("ec2", &format!("instance/{id}")))).collect()
}

/// A permission on each of the resources, with the tags the request brings.
pub fn tags(scope: &Scope, resources: &[String], tags: &[Tag]) -> Vec<Check> {
    let on = |id: &String| {
        let kind = kind(id).unwrap_or("*");
        with_tags(Check::on(arn(scope, kind, id)), tags)
    };
    resources.iter().map(on).collect()
}

/// The permissions of a launch: on what it creates, on what it uses, and for the tags it sets.
/// Where nothing is denied the order does not show; where all is, AWS names the instance.
pub fn launch(scope: &Scope, input: &RunInstancesInput) -> Vec<Check> {
    let image = input.image_id.as_deref().unwrap_or_default();
    let image_id = images::resolve(scope.region, image).map_or(image.to_owned(), |image| image.id);
    let kind = input.instance_type.clone().unwrap_or_default();
    let spot = input.instance_market_options.is_some();
    let market = if spot { "spot" } else { "on-demand" };
    let placement = input.placement.as_ref();
    let tenancy = placement.and_then(|it| it.tenancy.as_deref()).unwrap_or("default");
    let instance = Check::on(arn(scope, "instance", "*"))
        .key("ec2:InstanceType", vec![kind])
        .key("ec2:EbsOptimized", vec![input.ebs_optimized.unwrap_or(false).to_string()])
        .key("ec2:Tenancy", vec![tenancy.to_owned()])
        .key("ec2:RootDeviceType", vec!["ebs".to_owned()])
        .key("ec2:InstanceMarketType", vec![market.to_owned()]);
    let image_check = Check::on(arn(scope, "image", &image_id))
        .key("ec2:ImageID", vec![image_id])
        .key("ec2:ImageType", vec!["machine".to_owned()])
        .key("ec2:Public", vec!["true".to_owned()])
        .key("ec2:RootDeviceType", vec!["ebs".to_owned()]);
    let mut checks = Vec::new();
    // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html>
    if let Some(parameter) = images::parameter(image) {
        let arn = format!("arn:aws:ssm:{}::parameter{parameter}", scope.region);
        checks.push(Check::on(arn).action("ssm:GetParameters"));
    }
    checks.push(with_tags(instance, tags_for(input, "instance")));
    checks.push(image_check);
    for kind in ["network-interface", "volume"] {
        checks.push(with_tags(Check::on(arn(scope, kind, "*")), tags_for(input, kind)));
    }
    if spot {
        checks.push(Check::on(arn(scope, "spot-instances-request", "*")));
    }
    for kind in ["instance", "volume", "network-interface"] {
        let tags = tags_for(input, kind);
        if !tags.is_empty() {
            let check = Check::on(arn(scope, kind, "*"))
                .action("ec2:CreateTags")
                .key("ec2:CreateAction", vec!["RunInstances".to_owned()]);
            checks.push(with_tags(check, tags));
        }
    }
    checks
}

/// The permission to create something, and the one for the tags it is to have.
pub fn creation(
    scope: &Scope,
    kind: &'static str,
    action: &'static str,
    given: Option<&Vec<TagSpecification>>,
) -> Vec<Check> {
    tagged(arn(scope, kind, "*"), action, given)
}

/// A permission on a key pair, which is named, and the one for the tags it is to have.
pub fn key_pair(scope: &Scope, name: &str, given: Option<&Vec<TagSpecification>>) -> Vec<Check> {
    tagged(arn(scope, "key-pair", name), "CreateKeyPair", given)
}

/// A permission on a placement group, which is named, and the one for the tags it is to have.
pub fn placement(
    scope: &Scope,
    name: Option<&String>,
    strategy: Option<&String>,
    given: Option<&Vec<TagSpecification>>,
) -> Vec<Check> {
    let resource = arn(scope, "placement-group", name.map_or("*", String::as_str));
    let mut checks = tagged(resource, "CreatePlacementGroup", given);
    for check in &mut checks {
        check.context.extend(strategy.map(|one| key("ec2:PlacementGroupStrategy", one.as_str())));
    }
    checks
}

fn tagged(
    resource: String,
    action: &'static str,
    given: Option<&Vec<TagSpecification>>,
) -> Vec<Check> {
    let specifications = given.into_iter().flatten();
    let tags: Vec<Tag> = specifications.flat_map(|s| s.tags.clone().unwrap_or_default()).collect();
    let mut checks = vec![with_tags(Check::on(&resource), &tags)];
    if !tags.is_empty() {
        let check = Check::on(resource)
            .action("ec2:CreateTags")
            .key("ec2:CreateAction", vec![action.to_owned()]);
        checks.push(with_tags(check, &tags));
    }
    checks
}

/// A permission on one thing with an id.
pub fn on(scope: &Scope, id: &str) -> Check {
    Check::on(arn(scope, kind(id).unwrap_or("*"), id))
}

/// A permission on a thing of a kind whose id the request does not tell; [`complete`] looks it up.
pub fn every(scope: &Scope, kind: &'static str) -> Check {
    Check::on(arn(scope, kind, "*"))
}

/// A permission on a security group; one that is named is any.
pub fn group(scope: &Scope, id: Option<&String>) -> Check {
    Check::on(arn(scope, "security-group", id.map_or("*", String::as_str)))
}

/// A permission on an Elastic IP address; one of which the request does not tell the id is any.
pub fn address(scope: &Scope, id: Option<&String>) -> Check {
    Check::on(arn(scope, "elastic-ip", id.map_or("*", String::as_str)))
}

/// A permission on a launch template; one that is named is looked up by [`complete`].
pub fn template(scope: &Scope, id: Option<&String>) -> Check {
    Check::on(arn(scope, "launch-template", id.map_or("*", String::as_str)))
}

/// Adds to the permissions what only the state knows.
pub fn complete(
    (state, iam): (&State, &iam::State),
    scope: Scope,
    request: &Request,
    checks: &mut Vec<Check>,
) {
    carrying((state, iam), scope, request, checks);
    if let Request::RunInstances(input) = request {
        if let Ok(resolved) = state.resolved(scope, input) {
            *checks = launch(&scope, &resolved);
            complete_launch(state, scope, &resolved, checks);
            checks.extend(from_template(state, scope, &resolved));
            if let Some(wish) = &resolved.iam_instance_profile {
                pass(iam, wish, "ec2:InstanceProfile", checks);
            }
        } else {
            complete_launch(state, scope, input, checks);
        }
    }
    let named = match request {
        Request::CreateLaunchTemplateVersion(input) => input.launch_template_name.as_deref(),
        Request::ModifyLaunchTemplate(input) => input.launch_template_name.as_deref(),
        Request::DeleteLaunchTemplate(input) => input.launch_template_name.as_deref(),
        _ => None,
    };
    if let Some(template) = named.and_then(|name| state.template(scope, None, Some(name)).ok()) {
        *checks = vec![on(&scope, &template.id)];
    }
    if let Request::CreateSnapshot(input) = request {
        // Of a snapshot that is to be, policies may ask which volume it comes from.
        let parent = key("ec2:ParentVolume", arn(&scope, "volume", &input.volume_id));
        let made = checks
            .iter_mut()
            .filter(|check| check.resource.as_ref().is_some_and(|arn| arn.ends_with("snapshot/*")));
        made.for_each(|check| check.context.push(parent.clone()));
    }
    if let Some(id) = associated(state, scope, request) {
        *checks = vec![on(&scope, &id)];
    }
    for check in checks.iter_mut() {
        check.context.push(key("ec2:Region", scope.region.code()));
        let named = check.resource.as_deref().and_then(|arn| arn.rsplit('/').next());
        let address = named.and_then(|id| state.address(id)).filter(|found| found.scope == scope);
        check.context.extend(address.into_iter().flat_map(of_address));
        let snapshot = named.and_then(|id| state.snapshot(id));
        check.context.extend(snapshot.into_iter().flat_map(of_snapshot));
        let instance = named.and_then(|id| state.instance(id)).filter(|found| found.scope == scope);
        if let Some(instance) = instance {
            check.context.extend(of_instance(state, instance));
        }
    }
}

fn of_snapshot(snapshot: &Snapshot) -> [Key; 5] {
    let volume = arn(&snapshot.scope, "volume", &snapshot.volume);
    [
        key("ec2:SnapshotID", snapshot.id.as_str()),
        key("ec2:Owner", snapshot.scope.account.to_string()),
        key("ec2:ParentVolume", volume),
        key("ec2:SnapshotTime", snapshot.started.iso_millis()),
        key("ec2:VolumeSize", snapshot.gib.to_string()),
    ]
}

/// The permission on the snapshot that is copied, which may be in another Region.
pub fn source(region: &str, id: &str) -> Option<Check> {
    let region: Region = region.parse().ok()?;
    Some(Check::on(format!("arn:aws:ec2:{region}::snapshot/{id}")))
}

/// The permission to share a snapshot, or to share it no longer, with whom policies may ask about.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-policy-keys>
pub fn sharing(scope: &Scope, input: &ModifySnapshotAttributeInput) -> Check {
    let asked = Asked::of(input);
    let of = |list: &[CreateVolumePermission],
              of: fn(&CreateVolumePermission) -> Option<String>| {
        list.iter().filter_map(of).collect::<Vec<_>>()
    };
    let [user, group]: [fn(&CreateVolumePermission) -> Option<String>; 2] =
        [|one| one.user_id.clone(), |one| one.group.clone()];
    let keys = [
        ("ec2:Add/userId", of(&asked.add, user)),
        ("ec2:Add/group", of(&asked.add, group)),
        ("ec2:Remove/userId", of(&asked.remove, user)),
        ("ec2:Remove/group", of(&asked.remove, group)),
    ];
    let check = on(scope, &input.snapshot_id);
    let check = check.key("ec2:Attribute", vec!["createVolumePermission".to_owned()]);
    keys.into_iter()
        .filter(|(_, values)| !values.is_empty())
        .fold(check, |check, (name, values)| check.key(name, values))
}

fn of_address(address: &Address) -> [Key; 3] {
    [
        key("ec2:AllocationId", address.id.as_str()),
        key("ec2:Domain", "vpc"),
        key("ec2:PublicIpAddress", address.public.to_string()),
    ]
}

/// What an association that is to end belongs to: a VPC, a subnet, an Elastic IP address.
fn associated(state: &State, scope: Scope, request: &Request) -> Option<String> {
    match request {
        Request::DisassociateVpcCidrBlock(_) => Some(state.network(scope).vpc()),
        Request::DisassociateSubnetCidrBlock(input) => {
            state.subnet_with(scope, &input.association_id)
        }
        Request::DisassociateAddress(input) => {
            let is = |address: &&Address| {
                address.used.as_ref().map(|used| &used.association) == input.association_id.as_ref()
            };
            state.addresses(scope).into_iter().find(is).map(|address| address.id.clone())
        }
        _ => None,
    }
}

/// The permissions to let an instance carry a profile, or another one, or none any more.
fn carrying(
    (state, iam): (&State, &iam::State),
    scope: Scope,
    request: &Request,
    checks: &mut Vec<Check>,
) {
    let (association, wish) = match request {
        Request::AssociateIamInstanceProfile(input) => (None, Some(&input.iam_instance_profile)),
        Request::ReplaceIamInstanceProfileAssociation(input) => {
            (Some(&input.association_id), Some(&input.iam_instance_profile))
        }
        Request::DisassociateIamInstanceProfile(input) => (Some(&input.association_id), None),
        _ => return,
    };
    if let Some((instance, _)) = association.and_then(|id| state.associated(scope, id)) {
        *checks = instances(&scope, std::slice::from_ref(&instance.id));
    }
    if let Some(wish) = wish {
        pass(iam, wish, "ec2:NewInstanceProfile", checks);
    }
}

/// Whoever gives an instance a role passes the role on.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>
fn pass(
    iam: &iam::State,
    wish: &IamInstanceProfileSpecification,
    name: &'static str,
    checks: &mut Vec<Check>,
) {
    let Ok(profile) = profiles::find(iam, wish) else { return };
    let arn = profile.arn.as_str();
    let instance = checks.iter_mut().find(|check| {
        check.action.is_none() && check.resource.as_ref().is_some_and(|r| r.contains(":instance/"))
    });
    if let Some(instance) = instance {
        instance.context.push(key(name, arn));
    }
    checks.extend(passing(iam, wish));
}

/// The permission to pass on the role of an instance profile.
fn passing(iam: &iam::State, wish: &IamInstanceProfileSpecification) -> Option<Check> {
    let role = iam.role_of(profiles::find(iam, wish).ok()?)?;
    let service = vec!["ec2.amazonaws.com".to_owned()];
    Some(Check::on(&role.arn).action("iam:PassRole").key("iam:PassedToService", service))
}

/// The same for whoever names a profile to a service that launches later.
pub fn passed_on(iam: &iam::State, wish: &IamInstanceProfileSpecification) -> Option<Check> {
    passing(iam, wish)
}

/// The same for whoever lets a service launch from a template.
pub fn passed_by_template(
    (state, iam): (&State, &iam::State),
    scope: Scope,
    template: &LaunchTemplateSpecification,
) -> Option<Check> {
    let (_, _, version) = state.specified(scope, template).ok()?;
    passing(iam, version.data().iam_instance_profile.as_ref()?)
}

/// A launch from a template needs the template too.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/permissions-for-launch-templates.html>
fn from_template(state: &State, scope: Scope, input: &RunInstancesInput) -> Option<Check> {
    let (template, ..) = state.specified(scope, input.launch_template.as_ref()?).ok()?;
    let arn = arn(&scope, "launch-template", &template.id);
    let check = Check::on(&arn).key("ec2:LaunchTemplate", vec![arn]);
    Some(check.key("ec2:IsLaunchTemplateResource", vec!["true".to_owned()]))
}

fn complete_launch(
    state: &State,
    scope: Scope,
    input: &RunInstancesInput,
    checks: &mut Vec<Check>,
) {
    let network = state.network(scope);
    let vpc = arn(&scope, "vpc", &network.vpc());
    let mut groups = run::group_wishes(input);
    if groups.is_empty() {
        groups.push(network.group());
    }
    let zone = run::zone(state, scope, input).map(|index| network.zone(index)).ok();
    let subnet = run::subnet_wish(input).or(zone.as_ref().map(|zone| zone.subnet.clone()));
    let subnet = subnet.unwrap_or_default();
    let place = zone.iter().flat_map(of_zone);
    for check in checks.iter_mut().filter(|check| check.action.is_none()) {
        check.context.extend(place.clone());
    }
    let subnet_check = Check::on(arn(&scope, "subnet", &subnet))
        .key("ec2:SubnetID", vec![subnet])
        .key("ec2:Vpc", vec![vpc.clone()]);
    let group_check = |group: String| {
        Check::on(arn(&scope, "security-group", &group))
            .key("ec2:SecurityGroupID", vec![group])
            .key("ec2:Vpc", vec![vpc.clone()])
    };
    // Behind the instance and the image.
    let first = checks.iter().position(|check| check.action.is_none()).unwrap_or(0);
    let at = checks.len().min(first + 2);
    let key = input.key_name.as_ref().map(|name| {
        Check::on(arn(&scope, "key-pair", name)).key("ec2:KeyPairName", vec![name.clone()])
    });
    let close = input.placement.as_ref().and_then(|placement| {
        let named = placement.group_name.as_ref().map(|name| state.placement_group(scope, name));
        let by_id = |id: &String| state.placement_groups(scope).find(|group| group.id == *id);
        named.unwrap_or_else(|| placement.group_id.as_ref().and_then(by_id))
    });
    let close = close.map(|group| {
        Check::on(arn(&scope, "placement-group", &group.name))
            .key("ec2:PlacementGroupName", vec![group.name.clone()])
            .key("ec2:PlacementGroupStrategy", vec![group.strategy.name().to_owned()])
    });
    let network = std::iter::once(subnet_check)
        .chain(groups.into_iter().map(group_check))
        .chain(key)
        .chain(close);
    checks.splice(at..at, network);
}

/// A condition key and its value.
type Key = (Cow<'static, str>, Vec<String>);

fn key(name: &'static str, value: impl Into<String>) -> Key {
    (Cow::Borrowed(name), vec![value.into()])
}

fn of_zone(zone: &Zone) -> [Key; 2] {
    [
        key("ec2:AvailabilityZone", zone.name.as_str()),
        key("ec2:AvailabilityZoneId", zone.id.as_str()),
    ]
}

fn of_instance(state: &State, instance: &Instance) -> Vec<Key> {
    let zone = state.network(instance.scope).zone(instance.zone);
    let metadata = &instance.options.metadata;
    let keys = [
        key("ec2:InstanceID", instance.id.as_str()),
        key("ec2:InstanceType", instance.kind),
        key("ec2:EbsOptimized", instance.options.ebs_optimized.to_string()),
        key("ec2:RootDeviceType", "ebs"),
        key("ec2:Tenancy", instance.options.tenancy()),
        key("ec2:InstanceMarketType", "on-demand"),
        key("ec2:MetadataHttpTokens", metadata.tokens.as_str()),
        key("ec2:MetadataHttpEndpoint", metadata.endpoint.as_str()),
        key("ec2:MetadataHttpPutResponseHopLimit", metadata.hop_limit.to_string()),
        key("ec2:InstanceMetadataTags", metadata.tags.as_str()),
    ];
    let carried = instance.profile.as_ref();
    let profile = carried.map(|carried| key("ec2:InstanceProfile", carried.arn.as_str()));
    keys.into_iter().chain(of_zone(&zone)).chain(profile).collect()
}

/// `aws:RequestTag/KEY` and `aws:TagKeys`; neither is there without tags.
fn with_tags(mut check: Check, tags: &[Tag]) -> Check {
    let keys: Vec<String> = tags.iter().filter_map(|tag| tag.key.clone()).collect();
    if keys.is_empty() {
        return check;
    }
    for tag in tags {
        if let (Some(key), Some(value)) = (&tag.key, &tag.value) {
            check = check.key(format!("aws:RequestTag/{key}"), vec![value.clone()]);
        }
    }
    check.key("aws:TagKeys", keys)
}

fn tags_for<'a>(input: &'a RunInstancesInput, kind: &str) -> &'a [Tag] {
    let specifications = input.tag_specifications.as_deref().unwrap_or_default();
    let found = specifications.iter().find(|spec| spec.resource_type.as_deref() == Some(kind));
    found.and_then(|spec| spec.tags.as_deref()).unwrap_or_default()
}

/// The kind of resource an id belongs to, as ARNs and DescribeTags name it.
pub fn kind(id: &str) -> Option<&'static str> {
    let kind = match id.split_once('-')?.0 {
        "i" => "instance",
        "vol" => "volume",
        "eni" => "network-interface",
        "ami" => "image",
        "vpc" => "vpc",
        "igw" => "internet-gateway",
        "subnet" => "subnet",
        "sg" => "security-group",
        "lt" => "launch-template",
        "sgr" => "security-group-rule",
        "key" => "key-pair",
        "pg" => "placement-group",
        "eipalloc" => "elastic-ip",
        "snap" => "snapshot",
        _ => return None,
    };
    Some(kind)
}

/// An ARN of EC2. Those of images and snapshots name no account.
fn arn(scope: &Scope, kind: &str, id: &str) -> String {
    match kind {
        "image" | "snapshot" => format!("arn:aws:ec2:{}::{kind}/{id}", scope.region),
        _ => scope.arn("ec2", &format!("{kind}/{id}")).to_string(),
    }
}

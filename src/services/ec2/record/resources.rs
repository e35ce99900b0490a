//! The resources event history shows beside an event.

use serde_json::Value;

use super::items;
use crate::services::ec2::api::Request;
use crate::services::ec2::needs;

/// Types and names, in the order AWS's event history has them.
pub fn of(request: &Request, reply: Option<&Value>) -> Vec<(String, String)> {
    let ids: Vec<&String> = match request {
        Request::RunInstances(_) => return launched(reply),
        Request::StartInstances(input) => input.instance_ids.iter().collect(),
        Request::StopInstances(input) => input.instance_ids.iter().collect(),
        Request::RebootInstances(input) => input.instance_ids.iter().collect(),
        Request::TerminateInstances(input) => input.instance_ids.iter().collect(),
        Request::MonitorInstances(input) | Request::UnmonitorInstances(input) => {
            input.instance_ids.iter().collect()
        }
        Request::CreateTags(input) => input.resources.iter().collect(),
        Request::DeleteTags(input) => input.resources.iter().collect(),
        Request::DescribeInstanceAttribute(input) => vec![&input.instance_id],
        Request::ModifyInstanceAttribute(input) => vec![&input.instance_id],
        Request::DescribeInstances(input) => input.instance_ids.iter().flatten().collect(),
        Request::DescribeInstanceStatus(input) => input.instance_ids.iter().flatten().collect(),
        Request::DescribeImages(input) => input.image_ids.iter().flatten().collect(),
        Request::DescribeVpcs(input) => input.vpc_ids.iter().flatten().collect(),
        Request::DescribeSubnets(input) => input.subnet_ids.iter().flatten().collect(),
        Request::DescribeSecurityGroups(input) => input.group_ids.iter().flatten().collect(),
        Request::CreateLaunchTemplate(_) => return answered(reply, "/LaunchTemplate"),
        Request::CreateLaunchTemplateVersion(_) => {
            return answered(reply, "/LaunchTemplateVersion");
        }
        Request::ModifyLaunchTemplate(_) => return answered(reply, "/LaunchTemplate"),
        Request::DeleteLaunchTemplate(_) => return answered(reply, "/LaunchTemplate"),
        Request::DescribeLaunchTemplates(input) => {
            input.launch_template_ids.iter().flatten().collect()
        }
        Request::DescribeLaunchTemplateVersions(input) => input.launch_template_id.iter().collect(),
        Request::AssociateIamInstanceProfile(_)
        | Request::ReplaceIamInstanceProfileAssociation(_)
        | Request::DisassociateIamInstanceProfile(_) => {
            return made(reply, "/IamInstanceProfileAssociation/InstanceId");
        }
        Request::CreateSecurityGroup(_) => return made(reply, "/GroupId"),
        Request::CreateKeyPair(input) => return keys(Some(&input.key_name), reply),
        Request::DeleteKeyPair(input) => return keys(input.key_name.as_ref(), reply),
        Request::CreatePlacementGroup(input) => return placement(input.group_name.as_ref()),
        Request::DeletePlacementGroup(input) => return placement(Some(&input.group_name)),
        Request::CreateSubnet(_) => return made(reply, "/Subnet/SubnetId"),
        Request::CreateDefaultVpc(_) => return made(reply, "/Vpc/VpcId"),
        Request::DeleteSubnet(input) => vec![&input.subnet_id],
        Request::CreateDefaultSubnet(_) => return made(reply, "/Subnet/SubnetId"),
        Request::DeleteVpc(input) => vec![&input.vpc_id],
        Request::DescribeInternetGateways(input) => {
            input.internet_gateway_ids.iter().flatten().collect()
        }
        Request::AttachInternetGateway(input) | Request::DetachInternetGateway(input) => {
            vec![&input.vpc_id, &input.internet_gateway_id]
        }
        Request::DeleteInternetGateway(input) => vec![&input.internet_gateway_id],
        Request::AssociateVpcCidrBlock(input) => vec![&input.vpc_id],
        Request::AssociateSubnetCidrBlock(input) => vec![&input.subnet_id],
        Request::ModifySubnetAttribute(input) => vec![&input.subnet_id],
        Request::DisassociateVpcCidrBlock(_) => return made(reply, "/VpcId"),
        Request::DisassociateSubnetCidrBlock(_) => return made(reply, "/SubnetId"),
        Request::DeleteSecurityGroup(input) => input.group_id.iter().collect(),
        Request::AuthorizeSecurityGroupIngress(input)
        | Request::AuthorizeSecurityGroupEgress(input) => input.group_id.iter().collect(),
        Request::RevokeSecurityGroupIngress(input) | Request::RevokeSecurityGroupEgress(input) => {
            input.group_id.iter().collect()
        }
        Request::DescribeSecurityGroupRules(input) => {
            input.security_group_rule_ids.iter().flatten().collect()
        }
        Request::DescribeManagedPrefixLists(input) => {
            input.prefix_list_ids.iter().flatten().collect()
        }
        Request::CreateSnapshot(input) => {
            let snapshot = made(reply, "/SnapshotId");
            let volume = (kind(&input.volume_id).to_owned(), input.volume_id.clone());
            return std::iter::once(volume).chain(snapshot).collect();
        }
        Request::CreateSnapshots(input) => vec![&input.instance_specification.instance_id],
        Request::CopySnapshot(_) => return made(reply, "/SnapshotId"),
        Request::DeleteSnapshot(input) => vec![&input.snapshot_id],
        Request::DescribeSnapshots(input) => input.snapshot_ids.iter().flatten().collect(),
        Request::ModifySnapshotAttribute(input) => vec![&input.snapshot_id],
        Request::DescribeSnapshotAttribute(input) => vec![&input.snapshot_id],
        Request::ResetSnapshotAttribute(input) => vec![&input.snapshot_id],
        Request::GetConsoleOutput(input) => vec![&input.instance_id],
        Request::AllocateAddress(_) => return made(reply, "/AllocationId"),
        Request::AssociateAddress(input) => {
            input.allocation_id.iter().chain(&input.instance_id).collect()
        }
        Request::ReleaseAddress(input) => input.allocation_id.iter().collect(),
        Request::DescribeAddresses(input) => input.allocation_ids.iter().flatten().collect(),
        Request::CreateVolume(_) => {
            return made(reply, "/VolumeId");
        }
        Request::DeleteVolume(input) => vec![&input.volume_id],
        Request::AttachVolume(input) => vec![&input.volume_id, &input.instance_id],
        Request::DetachVolume(input) => {
            std::iter::once(&input.volume_id).chain(&input.instance_id).collect()
        }
        Request::ModifyVolume(input) => vec![&input.volume_id],
        Request::DescribeVolumes(input) | Request::DescribeVolumeStatus(input) => {
            input.volume_ids.iter().flatten().collect()
        }
        Request::DescribeVolumesModifications(input) => input.volume_ids.iter().flatten().collect(),
        Request::ModifyInstanceMaintenanceOptions(input) => vec![&input.instance_id],
        Request::ModifyInstanceCreditSpecification(input) => {
            input.instance_credit_specifications.iter().map(|wish| &wish.instance_id).collect()
        }
        Request::DescribeInstanceCreditSpecifications(input) => {
            input.instance_ids.iter().flatten().collect()
        }
        Request::DisassociateAddress(_)
        | Request::DescribeIamInstanceProfileAssociations(_)
        | Request::DescribeKeyPairs(_)
        | Request::DescribePlacementGroups(_)
        | Request::DescribeTags(_)
        | Request::DescribeInstanceTypes(_)
        | Request::DescribeRegions(_)
        | Request::DescribeAvailabilityZones(_) => Vec::new(),
    };
    ids.into_iter().map(|id| (kind(id).to_owned(), id.clone())).collect()
}

/// A key pair by its name, and by its id where the answer has it.
fn keys(name: Option<&String>, reply: Option<&Value>) -> Vec<(String, String)> {
    let id = reply.and_then(|reply| reply.get("KeyPairId")).and_then(Value::as_str);
    let names = name.map(String::as_str).into_iter().chain(id);
    names.map(|name| ("AWS::EC2::KeyPair".to_owned(), name.to_owned())).collect()
}

/// A placement group by its name.
fn placement(name: Option<&String>) -> Vec<(String, String)> {
    name.map(|name| ("AWS::EC2::PlacementGroup".to_owned(), name.clone())).into_iter().collect()
}

/// What an answer names.
fn made(reply: Option<&Value>, path: &str) -> Vec<(String, String)> {
    let id = reply.and_then(|reply| reply.pointer(path)).and_then(Value::as_str);
    id.map(|id| (kind(id).to_owned(), id.to_owned())).into_iter().collect()
}

/// The launch template in an answer.
fn answered(reply: Option<&Value>, path: &str) -> Vec<(String, String)> {
    let shown = reply.and_then(|reply| reply.pointer(path));
    let id = shown.and_then(|shown| shown.get("LaunchTemplateId")).and_then(Value::as_str);
    id.map(|id| (kind(id).to_owned(), id.to_owned())).into_iter().collect()
}

/// CloudFormation's name of the type of what an id belongs to, except for images.
fn kind(id: &str) -> &'static str {
    match needs::kind(id) {
        Some("instance") => "AWS::EC2::Instance",
        Some("volume") => "AWS::EC2::Volume",
        Some("network-interface") => "AWS::EC2::NetworkInterface",
        Some("elastic-ip") => "AWS::EC2::EIP",
        Some("snapshot") => "AWS::EC2::Snapshot",
        Some("image") => "AWS::EC2::Ami",
        Some("vpc") => "AWS::EC2::VPC",
        Some("internet-gateway") => "AWS::EC2::InternetGateway",
        Some("subnet") => "AWS::EC2::Subnet",
        Some("security-group") => "AWS::EC2::SecurityGroup",
        Some("launch-template") => "AWS::EC2::LaunchTemplate",
        _ => "AWS::EC2::Resource",
    }
}

/// What a launch used and made: the VPC, the image, interfaces and instances, groups by id and by
/// name, the subnet.
fn launched(reply: Option<&Value>) -> Vec<(String, String)> {
    let instances = reply.map(|reply| items(reply, "Instances")).unwrap_or_default();
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |name: Option<&Value>, kind: &str| {
        let Some(name) = name.and_then(Value::as_str) else { return };
        let resource = (kind.to_owned(), name.to_owned());
        if !found.contains(&resource) {
            found.push(resource);
        }
    };
    let passes: [(&str, &str); 7] = [
        ("/VpcId", "AWS::EC2::VPC"),
        ("/ImageId", "AWS::EC2::Ami"),
        ("/NetworkInterfaces/0/NetworkInterfaceId", "AWS::EC2::NetworkInterface"),
        ("/InstanceId", "AWS::EC2::Instance"),
        ("/SecurityGroups/0/GroupName", "AWS::EC2::SecurityGroup"),
        ("/SecurityGroups/0/GroupId", "AWS::EC2::SecurityGroup"),
        ("/SubnetId", "AWS::EC2::Subnet"),
    ];
    for (path, kind) in passes {
        for instance in instances {
            add(instance.pointer(path), kind);
        }
    }
    found
}

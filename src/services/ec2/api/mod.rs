//! EC2's operations. The rows of some subjects stand in the files beside this one, each of which
//! hands its rows to the next and the last to the table.

#[macro_use]
mod addresses;
#[macro_use]
mod volumes;

use super::needs;
use super::shapes::addresses::{
    AllocateAddressInput, AllocateAddressOutput, AssociateAddressInput, AssociateAddressOutput,
    DescribeAddressesInput, DescribeAddressesOutput, DisassociateAddressInput, ReleaseAddressInput,
};
use super::shapes::console::{GetConsoleOutputInput, GetConsoleOutputOutput};
use super::shapes::credits::{
    DescribeInstanceCreditSpecificationsInput, DescribeInstanceCreditSpecificationsOutput,
    ModifyInstanceCreditSpecificationInput, ModifyInstanceCreditSpecificationOutput,
};
use super::shapes::defaults::{
    AttachmentOfGatewayInput, CreateDefaultSubnetInput, CreateDefaultSubnetOutput,
    DeleteInternetGatewayInput, DeleteVpcInput, DescribeInternetGatewaysInput,
    DescribeInternetGatewaysOutput,
};
use super::shapes::groups::{
    AuthorizeInput, AuthorizeOutput, CreateDefaultVpcInput, CreateDefaultVpcOutput,
    CreateSecurityGroupInput, CreateSecurityGroupOutput, CreateSubnetInput, CreateSubnetOutput,
    DeleteSecurityGroupInput, DeleteSecurityGroupOutput, DeleteSubnetInput,
    DescribeManagedPrefixListsInput, DescribeManagedPrefixListsOutput,
    DescribeSecurityGroupRulesInput, DescribeSecurityGroupRulesOutput, RevokeInput, RevokeOutput,
};
use super::shapes::keys::{
    CreateKeyPairInput, DeleteKeyPairInput, DeleteKeyPairOutput, DescribeKeyPairsInput,
    DescribeKeyPairsOutput, KeyPairOutput,
};
use super::shapes::maintenance::{
    ModifyInstanceMaintenanceOptionsInput, ModifyInstanceMaintenanceOptionsOutput,
};
use super::shapes::placement::{
    CreatePlacementGroupInput, CreatePlacementGroupOutput, DeletePlacementGroupInput,
    DescribePlacementGroupsInput, DescribePlacementGroupsOutput,
};
use super::shapes::profiles::{
    AssociateIamInstanceProfileInput, DescribeIamInstanceProfileAssociationsInput,
    DescribeIamInstanceProfileAssociationsOutput, DisassociateIamInstanceProfileInput,
    IamInstanceProfileAssociationOutput, ReplaceIamInstanceProfileAssociationInput,
};
use super::shapes::ranges::{
    AssociateSubnetCidrBlockInput, AssociateVpcCidrBlockInput, DisassociateCidrBlockInput,
    ModifySubnetAttributeInput, SubnetCidrBlockOutput, VpcCidrBlockOutput,
};
use super::shapes::snapshots::{
    CopySnapshotInput, CopySnapshotOutput, CreateSnapshotInput, CreateSnapshotsInput,
    CreateSnapshotsOutput, DeleteSnapshotInput, DescribeSnapshotAttributeInput,
    DescribeSnapshotAttributeOutput, DescribeSnapshotsInput, DescribeSnapshotsOutput,
    ModifySnapshotAttributeInput, ResetSnapshotAttributeInput, SnapshotOutput,
};
use super::shapes::templates::{
    CreateLaunchTemplateInput, CreateLaunchTemplateOutput, CreateLaunchTemplateVersionInput,
    CreateLaunchTemplateVersionOutput, DeleteLaunchTemplateInput,
    DescribeLaunchTemplateVersionsInput, DescribeLaunchTemplateVersionsOutput,
    DescribeLaunchTemplatesInput, DescribeLaunchTemplatesOutput, LaunchTemplateOutput,
    ModifyLaunchTemplateInput,
};
use super::shapes::volumes::{
    AttachVolumeInput, CreateVolumeInput, DeleteVolumeInput, DescribeVolumeStatusOutput,
    DescribeVolumesInput, DescribeVolumesModificationsInput, DescribeVolumesModificationsOutput,
    DescribeVolumesOutput, DetachVolumeInput, ModifyVolumeInput, ModifyVolumeOutput,
    VolumeAttachment, VolumeOutput,
};
use super::shapes::{
    CreateTagsInput, DeleteTagsInput, DescribeAvailabilityZonesInput,
    DescribeAvailabilityZonesOutput, DescribeImagesInput, DescribeImagesOutput,
    DescribeInstanceAttributeInput, DescribeInstanceStatusInput, DescribeInstanceStatusOutput,
    DescribeInstanceTypesInput, DescribeInstanceTypesOutput, DescribeInstancesInput,
    DescribeInstancesOutput, DescribeRegionsInput, DescribeRegionsOutput,
    DescribeSecurityGroupsInput, DescribeSecurityGroupsOutput, DescribeSubnetsInput,
    DescribeSubnetsOutput, DescribeTagsInput, DescribeTagsOutput, DescribeVpcsInput,
    DescribeVpcsOutput, InstanceAttribute, InstancesInput, ModifyInstanceAttributeInput,
    MonitorInstancesInput, MonitorInstancesOutput, Reservation, RunInstancesInput,
    StartInstancesInput, StartInstancesOutput, StopInstancesInput, StopInstancesOutput,
    TerminateInstancesInput, TerminateInstancesOutput,
};
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec};

/// What EC2's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "ec2",
    title: "Amazon Elastic Compute Cloud",
    action_prefix: "ec2",
    event_source: "ec2.amazonaws.com",
    event_version: "1.11",
    api_version: None,
    protocol: crate::api::Protocol::Ec2,
    wording: crate::api::Wording::denied("UnauthorizedOperation", 403)
        .style(crate::access::message::Style::EC2),
    throttled: ("RequestLimitExceeded", "Request limit exceeded."),
    global: false,
    host: "ec2.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit: Some("MaxResults"), results })
}

/// AWS fills a bucket of calls for each operation; its size is what one second can take.
/// <https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html>
const DESCRIBE: Option<u32> = Some(100);
const MUTATE: Option<u32> = Some(50);
const LAUNCH: Option<u32> = Some(5);
const MANY: Option<u32> = Some(100);

/// Gathers the rows of every subject.
macro_rules! gather {
    ([] $($rows:tt)*) => {
        api! {
            pub enum Request of &SERVICE;
            $($rows)*
        }
    };
    ([$first:ident $($rest:ident)*] $($rows:tt)*) => {
        $first! { gather [$($rest)*] $($rows)* }
    };
}

gather! { [volumes addresses]

    /// Launches instances.
    RunInstances(Box<RunInstancesInput>) -> Reservation {
        access: Write, event: Management, pages: None, rate: LAUNCH,
        needs: |input, scope| needs::launch(scope, input),
    }

    /// Describes instances.
    DescribeInstances(DescribeInstancesInput) -> DescribeInstancesOutput {
        access: List, event: Management, pages: pages(&["Reservations"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes the status checks of instances.
    DescribeInstanceStatus(DescribeInstanceStatusInput) -> DescribeInstanceStatusOutput {
        access: List, event: Management, pages: pages(&["InstanceStatuses"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Starts stopped instances.
    StartInstances(StartInstancesInput) -> StartInstancesOutput {
        access: Write, event: Management, pages: None, rate: LAUNCH,
        needs: |input, scope| needs::instances(scope, &input.instance_ids),
    }

    /// Reads the console of an instance.
    GetConsoleOutput(GetConsoleOutputInput) -> GetConsoleOutputOutput {
        access: Read, event: Management, pages: None, rate: DESCRIBE,
        needs: |input, scope| needs::instances(scope, std::slice::from_ref(&input.instance_id)),
    }

    /// Stops instances.
    StopInstances(StopInstancesInput) -> StopInstancesOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, &input.instance_ids),
    }

    /// Reboots instances.
    RebootInstances(InstancesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, &input.instance_ids),
    }

    /// Terminates instances for good.
    TerminateInstances(TerminateInstancesInput) -> TerminateInstancesOutput {
        access: Write, event: Management, pages: None, rate: MANY,
        needs: |input, scope| needs::instances(scope, &input.instance_ids),
    }

    /// Turns detailed monitoring on.
    MonitorInstances(MonitorInstancesInput) -> MonitorInstancesOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, &input.instance_ids),
    }

    /// Turns detailed monitoring off.
    UnmonitorInstances(MonitorInstancesInput) -> MonitorInstancesOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, &input.instance_ids),
    }

    /// Adds or overwrites tags.
    CreateTags(CreateTagsInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: MANY,
        needs: |input, scope| needs::tags(scope, &input.resources, &input.tags),
    }

    /// Removes tags.
    DeleteTags(DeleteTagsInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: MANY,
        needs: |input, scope| {
            needs::tags(scope, &input.resources, input.tags.as_deref().unwrap_or_default())
        },
    }

    /// Describes tags.
    DescribeTags(DescribeTagsInput) -> DescribeTagsOutput {
        access: List, event: Management, pages: pages(&["Tags"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes images.
    DescribeImages(DescribeImagesInput) -> DescribeImagesOutput {
        access: List, event: Management, pages: pages(&["Images"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes instance types.
    DescribeInstanceTypes(DescribeInstanceTypesInput) -> DescribeInstanceTypesOutput {
        access: List, event: Management, pages: pages(&["InstanceTypes"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes VPCs.
    DescribeVpcs(DescribeVpcsInput) -> DescribeVpcsOutput {
        access: List, event: Management, pages: pages(&["Vpcs"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes subnets.
    DescribeSubnets(DescribeSubnetsInput) -> DescribeSubnetsOutput {
        access: List, event: Management, pages: pages(&["Subnets"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes security groups.
    DescribeSecurityGroups(DescribeSecurityGroupsInput) -> DescribeSecurityGroupsOutput {
        access: List, event: Management, pages: pages(&["SecurityGroups"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Makes a key pair.
    CreateKeyPair(CreateKeyPairInput) -> KeyPairOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::key_pair(
            scope, &input.key_name, input.tag_specifications.as_ref(),
        ),
    }

    /// Deletes a key pair.
    DeleteKeyPair(DeleteKeyPairInput) -> DeleteKeyPairOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::key_pair(
            scope, input.key_name.as_deref().unwrap_or("*"), None,
        ),
    }

    /// Describes key pairs.
    DescribeKeyPairs(DescribeKeyPairsInput) -> DescribeKeyPairsOutput {
        access: List, event: Management, pages: None, rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes prefix lists.
    DescribeManagedPrefixLists(DescribeManagedPrefixListsInput)
        -> DescribeManagedPrefixListsOutput {
        access: List, event: Management, pages: pages(&["PrefixLists"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Makes a placement group.
    CreatePlacementGroup(CreatePlacementGroupInput) -> CreatePlacementGroupOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::placement(
            scope, input.group_name.as_ref(), input.strategy.as_ref(),
            input.tag_specifications.as_ref(),
        ),
    }

    /// Deletes a placement group.
    DeletePlacementGroup(DeletePlacementGroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::placement(scope, Some(&input.group_name), None, None),
    }

    /// Describes placement groups.
    DescribePlacementGroups(DescribePlacementGroupsInput) -> DescribePlacementGroupsOutput {
        access: List, event: Management, pages: None, rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes Regions.
    DescribeRegions(DescribeRegionsInput) -> DescribeRegionsOutput {
        access: List, event: Management, pages: None, rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes Availability Zones.
    DescribeAvailabilityZones(DescribeAvailabilityZonesInput) -> DescribeAvailabilityZonesOutput {
        access: List, event: Management, pages: None, rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes one attribute of an instance.
    DescribeInstanceAttribute(DescribeInstanceAttributeInput) -> InstanceAttribute {
        access: List, event: Management, pages: None, rate: DESCRIBE,
        needs: |input, scope| needs::instances(scope, std::slice::from_ref(&input.instance_id)),
    }

    /// Changes one attribute of an instance.
    ModifyInstanceAttribute(ModifyInstanceAttributeInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, std::slice::from_ref(&input.instance_id)),
    }

    /// Makes a security group.
    CreateSecurityGroup(CreateSecurityGroupInput) -> CreateSecurityGroupOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| {
            let tags = input.tag_specifications.as_ref();
            needs::creation(scope, "security-group", "CreateSecurityGroup", tags)
        },
    }

    /// Deletes a security group that nothing uses.
    DeleteSecurityGroup(DeleteSecurityGroupInput) -> DeleteSecurityGroupOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::group(scope, input.group_id.as_ref()),
    }

    /// Allows traffic that comes in.
    AuthorizeSecurityGroupIngress(AuthorizeInput) -> AuthorizeOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::group(scope, input.group_id.as_ref()),
    }

    /// Allows traffic that leaves.
    AuthorizeSecurityGroupEgress(AuthorizeInput) -> AuthorizeOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::group(scope, input.group_id.as_ref()),
    }

    /// No longer allows traffic that comes in.
    RevokeSecurityGroupIngress(RevokeInput) -> RevokeOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::group(scope, input.group_id.as_ref()),
    }

    /// No longer allows traffic that leaves.
    RevokeSecurityGroupEgress(RevokeInput) -> RevokeOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::group(scope, input.group_id.as_ref()),
    }

    /// Describes the rules of security groups.
    DescribeSecurityGroupRules(DescribeSecurityGroupRulesInput)
        -> DescribeSecurityGroupRulesOutput {
        access: List, event: Management, pages: pages(&["SecurityGroupRules"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Makes the default VPC anew where there is none.
    CreateDefaultVpc(CreateDefaultVpcInput) -> CreateDefaultVpcOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| Check::any(),
    }

    /// Makes the default subnet of a zone anew where there is none.
    CreateDefaultSubnet(CreateDefaultSubnetInput) -> CreateDefaultSubnetOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| Check::any(),
    }

    /// Deletes a VPC.
    DeleteVpc(DeleteVpcInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::on(scope, &input.vpc_id),
    }

    /// Describes internet gateways.
    DescribeInternetGateways(DescribeInternetGatewaysInput) -> DescribeInternetGatewaysOutput {
        access: List, event: Management, pages: pages(&["InternetGateways"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Attaches an internet gateway to a VPC.
    AttachInternetGateway(AttachmentOfGatewayInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| vec![
            needs::on(scope, &input.internet_gateway_id),
            needs::on(scope, &input.vpc_id),
        ],
    }

    /// Detaches an internet gateway from a VPC.
    DetachInternetGateway(AttachmentOfGatewayInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| vec![
            needs::on(scope, &input.internet_gateway_id),
            needs::on(scope, &input.vpc_id),
        ],
    }

    /// Deletes an internet gateway.
    DeleteInternetGateway(DeleteInternetGatewayInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::on(scope, &input.internet_gateway_id),
    }

    /// Makes a subnet.
    CreateSubnet(CreateSubnetInput) -> CreateSubnetOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| {
            let tags = input.tag_specifications.as_ref();
            let mut checks = needs::creation(scope, "subnet", "CreateSubnet", tags);
            checks.insert(0, needs::on(scope, &input.vpc_id));
            checks
        },
    }

    /// Deletes a subnet.
    DeleteSubnet(DeleteSubnetInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::on(scope, &input.subnet_id),
    }

    /// Gives a VPC a further range of addresses.
    AssociateVpcCidrBlock(AssociateVpcCidrBlockInput) -> VpcCidrBlockOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::on(scope, &input.vpc_id),
    }

    /// Takes a range of addresses from a VPC.
    DisassociateVpcCidrBlock(DisassociateCidrBlockInput) -> VpcCidrBlockOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::every(scope, "vpc"),
    }

    /// Gives a subnet a range of IPv6 addresses.
    AssociateSubnetCidrBlock(AssociateSubnetCidrBlockInput) -> SubnetCidrBlockOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::on(scope, &input.subnet_id),
    }

    /// Takes its range of IPv6 addresses from a subnet.
    DisassociateSubnetCidrBlock(DisassociateCidrBlockInput) -> SubnetCidrBlockOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::every(scope, "subnet"),
    }

    /// Changes what a subnet gives at a launch.
    ModifySubnetAttribute(ModifySubnetAttributeInput) -> Empty {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::on(scope, &input.subnet_id),
    }

    /// Changes whether AWS recovers an instance by itself.
    ModifyInstanceMaintenanceOptions(ModifyInstanceMaintenanceOptionsInput)
        -> ModifyInstanceMaintenanceOptionsOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, std::slice::from_ref(&input.instance_id)),
    }

    /// Changes the credit option of instances.
    ModifyInstanceCreditSpecification(ModifyInstanceCreditSpecificationInput)
        -> ModifyInstanceCreditSpecificationOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| {
            let wishes = input.instance_credit_specifications.iter();
            let ids: Vec<String> = wishes.map(|wish| wish.instance_id.clone()).collect();
            needs::instances(scope, &ids)
        },
    }

    /// Describes the credit options of instances.
    DescribeInstanceCreditSpecifications(DescribeInstanceCreditSpecificationsInput)
        -> DescribeInstanceCreditSpecificationsOutput {
        access: List, event: Management, pages: pages(&["InstanceCreditSpecifications"]),
        rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Lets an instance carry an instance profile.
    AssociateIamInstanceProfile(AssociateIamInstanceProfileInput)
        -> IamInstanceProfileAssociationOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, std::slice::from_ref(&input.instance_id)),
    }

    /// Lets an instance carry another instance profile.
    ReplaceIamInstanceProfileAssociation(ReplaceIamInstanceProfileAssociationInput)
        -> IamInstanceProfileAssociationOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, &["*".to_owned()]),
    }

    /// Takes the instance profile from an instance.
    DisassociateIamInstanceProfile(DisassociateIamInstanceProfileInput)
        -> IamInstanceProfileAssociationOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::instances(scope, &["*".to_owned()]),
    }

    /// Describes which instances carry which instance profiles.
    DescribeIamInstanceProfileAssociations(DescribeIamInstanceProfileAssociationsInput)
        -> DescribeIamInstanceProfileAssociationsOutput {
        access: List, event: Management, pages: pages(&["IamInstanceProfileAssociations"]),
        rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Makes a launch template.
    CreateLaunchTemplate(Box<CreateLaunchTemplateInput>) -> CreateLaunchTemplateOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::creation(
            scope, "launch-template", "CreateLaunchTemplate", input.tag_specifications.as_ref(),
        ),
    }

    /// Adds a version to a launch template.
    CreateLaunchTemplateVersion(Box<CreateLaunchTemplateVersionInput>)
        -> CreateLaunchTemplateVersionOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::template(scope, input.launch_template_id.as_ref()),
    }

    /// Sets the default version of a launch template.
    ModifyLaunchTemplate(ModifyLaunchTemplateInput) -> LaunchTemplateOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::template(scope, input.launch_template_id.as_ref()),
    }

    /// Deletes a launch template with all its versions.
    DeleteLaunchTemplate(DeleteLaunchTemplateInput) -> LaunchTemplateOutput {
        access: Write, event: Management, pages: None, rate: MUTATE,
        needs: |input, scope| needs::template(scope, input.launch_template_id.as_ref()),
    }

    /// Describes launch templates.
    DescribeLaunchTemplates(DescribeLaunchTemplatesInput) -> DescribeLaunchTemplatesOutput {
        access: List, event: Management, pages: pages(&["LaunchTemplates"]), rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }

    /// Describes versions of launch templates.
    DescribeLaunchTemplateVersions(DescribeLaunchTemplateVersionsInput)
        -> DescribeLaunchTemplateVersionsOutput {
        access: List, event: Management, pages: pages(&["LaunchTemplateVersions"]),
        rate: DESCRIBE,
        needs: |input, scope| Check::any(),
    }
}

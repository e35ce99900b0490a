//! What can be done with the VPC, its subnets and placement groups from their pages, as requests.

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::defaults::{
    AttachmentOfGatewayInput, CreateDefaultSubnetInput, DeleteInternetGatewayInput, DeleteVpcInput,
};
use crate::services::ec2::shapes::groups::{
    CreateDefaultVpcInput, CreateSubnetInput, DeleteSubnetInput,
};
use crate::services::ec2::shapes::placement::{
    CreatePlacementGroupInput, DeletePlacementGroupInput,
};
use crate::services::ec2::shapes::ranges::{
    AssociateSubnetCidrBlockInput, AssociateVpcCidrBlockInput, DisassociateCidrBlockInput,
    ModifySubnetAttributeInput,
};
use crate::services::ec2::shapes::{BooleanValue, Tag, TagSpecification};

/// Makes the default VPC anew.
pub fn create_default_vpc() -> Request {
    Ec2::CreateDefaultVpc(CreateDefaultVpcInput::default()).into()
}

/// Deletes the default VPC.
pub fn delete_vpc(vpc: &str) -> Request {
    Ec2::DeleteVpc(DeleteVpcInput { vpc_id: vpc.to_owned(), ..Default::default() }).into()
}

/// Makes the default subnet of a zone anew.
pub fn create_default_subnet(zone: &str) -> Request {
    let input = CreateDefaultSubnetInput {
        availability_zone: Some(zone.to_owned()),
        ..CreateDefaultSubnetInput::default()
    };
    Ec2::CreateDefaultSubnet(input).into()
}

/// Attaches an internet gateway to the VPC, or detaches it.
pub fn gateway(id: &str, vpc: &str, attach: bool) -> Request {
    let input = AttachmentOfGatewayInput {
        internet_gateway_id: id.to_owned(),
        vpc_id: vpc.to_owned(),
        ..AttachmentOfGatewayInput::default()
    };
    match attach {
        true => Ec2::AttachInternetGateway(input).into(),
        false => Ec2::DetachInternetGateway(input).into(),
    }
}

/// Deletes an internet gateway.
pub fn delete_gateway(id: &str) -> Request {
    let input = DeleteInternetGatewayInput {
        internet_gateway_id: id.to_owned(),
        ..DeleteInternetGatewayInput::default()
    };
    Ec2::DeleteInternetGateway(input).into()
}

/// Asks Amazon for a block of IPv6 addresses.
pub fn provide_v6(vpc: &str) -> Request {
    let input = AssociateVpcCidrBlockInput {
        vpc_id: vpc.to_owned(),
        amazon_provided: Some(true),
        ..Default::default()
    };
    Ec2::AssociateVpcCidrBlock(input).into()
}

/// Gives the VPC a further IPv4 range; nothing as long as none is typed.
pub fn add_range(vpc: &str, cidr: &str) -> Option<Request> {
    let cidr = Some(cidr.trim()).filter(|cidr| !cidr.is_empty())?;
    let input = AssociateVpcCidrBlockInput {
        vpc_id: vpc.to_owned(),
        cidr_block: Some(cidr.to_owned()),
        ..Default::default()
    };
    Some(Ec2::AssociateVpcCidrBlock(input).into())
}

/// Takes a range from the VPC.
pub fn remove_range(association: &str) -> Request {
    let association_id = association.to_owned();
    Ec2::DisassociateVpcCidrBlock(DisassociateCidrBlockInput { association_id }).into()
}

/// Gives a subnet a range of IPv6 addresses; nothing as long as none is typed.
pub fn add_v6(subnet: &str, range: &str) -> Option<Request> {
    let range = Some(range.trim()).filter(|range| !range.is_empty())?;
    let input = AssociateSubnetCidrBlockInput {
        subnet_id: subnet.to_owned(),
        ipv6_cidr_block: Some(range.to_owned()),
    };
    Some(Ec2::AssociateSubnetCidrBlock(input).into())
}

/// Takes its range of IPv6 addresses from a subnet.
pub fn remove_v6(association: &str) -> Request {
    let association_id = association.to_owned();
    Ec2::DisassociateSubnetCidrBlock(DisassociateCidrBlockInput { association_id }).into()
}

/// What a subnet gives at a launch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gift {
    /// A public IPv4 address.
    Public,
    /// An IPv6 address.
    Ipv6,
}

/// Has a subnet give it, or no longer.
pub fn give(subnet: &str, gift: Gift, on: bool) -> Request {
    let value = Some(BooleanValue { value: Some(on) });
    let mut input =
        ModifySubnetAttributeInput { subnet_id: subnet.to_owned(), ..Default::default() };
    match gift {
        Gift::Public => input.map_public_ip = value,
        Gift::Ipv6 => input.assign_ipv6 = value,
    }
    Ec2::ModifySubnetAttribute(input).into()
}

/// Deletes a subnet.
pub fn delete_subnet(id: &str) -> Request {
    let input = DeleteSubnetInput { subnet_id: id.to_owned(), ..Default::default() };
    Ec2::DeleteSubnet(input).into()
}

/// What the form for a subnet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubnetForm {
    /// The tag `Name`.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// Its IPv4 range; empty where it has IPv6 addresses alone.
    pub v4: String,
    /// Its IPv6 range; empty if it has none.
    pub v6: String,
}

fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn named(kind: &str, name: &str) -> Option<Vec<TagSpecification>> {
    let tag = Tag { key: Some("Name".to_owned()), value: given(name) };
    let tags = TagSpecification { resource_type: Some(kind.to_owned()), tags: Some(vec![tag]) };
    given(name).map(|_| vec![tags])
}

impl SubnetForm {
    /// The call that makes it; nothing as long as no range is typed.
    pub fn create(&self, vpc: &str) -> Option<Request> {
        let (v4, v6) = (given(&self.v4), given(&self.v6));
        if v4.is_none() && v6.is_none() {
            return None;
        }
        let input = CreateSubnetInput {
            vpc_id: vpc.to_owned(),
            availability_zone: given(&self.zone),
            ipv6_native: v4.is_none().then_some(true),
            cidr_block: v4,
            ipv6_cidr_block: v6,
            tag_specifications: named("subnet", &self.name),
            ..Default::default()
        };
        Some(Ec2::CreateSubnet(input).into())
    }
}

/// The id of the subnet in the reply of its making.
pub fn made_subnet(reply: &serde_json::Value) -> Option<String> {
    reply.pointer("/Subnet/SubnetId")?.as_str().map(str::to_owned)
}

/// The strategies of placement groups, in the order of the console's list.
pub const STRATEGIES: [&str; 3] = ["cluster", "spread", "partition"];

/// Makes a placement group; nothing as long as it has no name.
pub fn create_group(name: &str, strategy: &str, partitions: &str) -> Option<Request> {
    let input = CreatePlacementGroupInput {
        group_name: Some(given(name)?),
        strategy: Some(strategy.to_owned()),
        partition_count: match strategy {
            "partition" => Some(partitions.trim().parse().ok()?),
            _ => None,
        },
        ..Default::default()
    };
    Some(Ec2::CreatePlacementGroup(input).into())
}

/// Deletes a placement group.
pub fn delete_group(name: &str) -> Request {
    let input = DeletePlacementGroupInput { group_name: name.to_owned(), ..Default::default() };
    Ec2::DeletePlacementGroup(input).into()
}

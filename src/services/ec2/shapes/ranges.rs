//! Members of the requests and replies about ranges of addresses and attributes of subnets.

use serde_json::Value;

use super::BooleanValue;
use crate::shape;

shape! {
    /// Input of AssociateVpcCidrBlock.
    pub struct AssociateVpcCidrBlockInput {
        cidr_block: Option<String> => "CidrBlock",
        border_group: Option<String> => "Ipv6CidrBlockNetworkBorderGroup",
        vpc_id: String => "VpcId" [required()],
        amazon_provided: Option<bool> => "AmazonProvidedIpv6CidrBlock",
    }
    refused {
        "Ipv6Pool", "Ipv6CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId",
        "Ipv6NetmaskLength",
    }

    /// Input of DisassociateVpcCidrBlock and DisassociateSubnetCidrBlock.
    pub struct DisassociateCidrBlockInput {
        association_id: String => "AssociationId" [required()],
    }

    /// Output of AssociateVpcCidrBlock and DisassociateVpcCidrBlock.
    pub struct VpcCidrBlockOutput {
        ipv6_cidr_block_association: Option<Value> => "Ipv6CidrBlockAssociation",
        cidr_block_association: Option<Value> => "CidrBlockAssociation",
        vpc_id: String => "VpcId",
    }

    /// Input of AssociateSubnetCidrBlock.
    pub struct AssociateSubnetCidrBlockInput {
        subnet_id: String => "SubnetId" [required()],
        ipv6_cidr_block: Option<String> => "Ipv6CidrBlock",
    }
    refused { "Ipv6IpamPoolId", "Ipv6NetmaskLength" }

    /// Output of AssociateSubnetCidrBlock and DisassociateSubnetCidrBlock.
    pub struct SubnetCidrBlockOutput {
        ipv6_cidr_block_association: Value => "Ipv6CidrBlockAssociation",
        subnet_id: String => "SubnetId",
    }

    /// Input of ModifySubnetAttribute.
    pub struct ModifySubnetAttributeInput {
        assign_ipv6: Option<BooleanValue> => "AssignIpv6AddressOnCreation",
        map_public_ip: Option<BooleanValue> => "MapPublicIpOnLaunch",
        subnet_id: String => "SubnetId" [required()],
    }
    refused {
        "MapCustomerOwnedIpOnLaunch", "CustomerOwnedIpv4Pool", "EnableDns64",
        "PrivateDnsHostnameTypeOnLaunch", "EnableResourceNameDnsARecordOnLaunch",
        "EnableResourceNameDnsAAAARecordOnLaunch", "EnableLniAtDeviceIndex",
        "DisableLniAtDeviceIndex",
    }
}

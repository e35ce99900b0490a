//! Members of the requests and replies about Elastic IP addresses.

use serde_json::Value;

use super::{Filter, TagSpecification};
use crate::shape;

shape! {
    /// Input of AllocateAddress.
    pub struct AllocateAddressInput {
        domain: Option<String> => "Domain" [one_of(&["vpc", "standard"])],
        network_border_group: Option<String> => "NetworkBorderGroup",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        dry_run: Option<bool> => "DryRun",
    }
    refused { "Address", "PublicIpv4Pool", "CustomerOwnedIpv4Pool", "IpamPoolId" }

    /// Output of AllocateAddress.
    pub struct AllocateAddressOutput {
        allocation_id: String => "AllocationId",
        public_ipv4_pool: String => "PublicIpv4Pool",
        network_border_group: String => "NetworkBorderGroup",
        domain: String => "Domain",
        public_ip: String => "PublicIp",
    }

    /// Input of AssociateAddress.
    pub struct AssociateAddressInput {
        allocation_id: Option<String> => "AllocationId",
        instance_id: Option<String> => "InstanceId",
        public_ip: Option<String> => "PublicIp",
        dry_run: Option<bool> => "DryRun",
        network_interface_id: Option<String> => "NetworkInterfaceId",
        private_ip_address: Option<String> => "PrivateIpAddress",
        allow_reassociation: Option<bool> => "AllowReassociation",
    }

    /// Output of AssociateAddress.
    pub struct AssociateAddressOutput {
        association_id: String => "AssociationId",
    }

    /// Input of DisassociateAddress.
    pub struct DisassociateAddressInput {
        association_id: Option<String> => "AssociationId",
        public_ip: Option<String> => "PublicIp",
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of ReleaseAddress.
    pub struct ReleaseAddressInput {
        allocation_id: Option<String> => "AllocationId",
        public_ip: Option<String> => "PublicIp",
        network_border_group: Option<String> => "NetworkBorderGroup",
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of DescribeAddresses.
    pub struct DescribeAddressesInput {
        public_ips: Option<Vec<String>> => "PublicIps",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        allocation_ids: Option<Vec<String>> => "AllocationIds",
    }

    /// Output of DescribeAddresses.
    pub struct DescribeAddressesOutput {
        addresses: Vec<Value> => "Addresses",
    }
}

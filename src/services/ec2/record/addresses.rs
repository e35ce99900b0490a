//! How calls about Elastic IP addresses are recorded.

use serde_json::{Value, json};

use super::request::{Members, filters};
use super::set_of;
use super::volumes::tags;
use crate::services::ec2::api::Request;

/// `requestParameters`; none for what is no call about addresses.
pub fn parameters(request: &Request) -> Option<Value> {
    let m = Members::default;
    Some(match request {
        Request::AllocateAddress(input) => m()
            .maybe("domain", input.domain.as_ref())
            .maybe("networkBorderGroup", input.network_border_group.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::AssociateAddress(input) => m()
            .maybe("publicIp", input.public_ip.as_ref())
            .maybe("instanceId", input.instance_id.as_ref())
            .maybe("allocationId", input.allocation_id.as_ref())
            .maybe("networkInterfaceId", input.network_interface_id.as_ref())
            .maybe("privateIpAddress", input.private_ip_address.as_ref())
            .maybe("allowReassociation", input.allow_reassociation)
            .done(),
        Request::DisassociateAddress(input) => m()
            .maybe("publicIp", input.public_ip.as_ref())
            .maybe("associationId", input.association_id.as_ref())
            .done(),
        Request::ReleaseAddress(input) => m()
            .maybe("publicIp", input.public_ip.as_ref())
            .maybe("allocationId", input.allocation_id.as_ref())
            .maybe("networkBorderGroup", input.network_border_group.as_ref())
            .done(),
        Request::DescribeAddresses(input) => m()
            .with("publicIpsSet", set_of("publicIp", input.public_ips.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .with("allocationIdsSet", set_of("allocationId", input.allocation_ids.iter().flatten()))
            .done(),
        _ => return None,
    })
}

/// `responseElements`; none where the call says no more than that it succeeded.
pub fn response(request: &Request, reply: &Value, request_id: &str) -> Option<Value> {
    let begun = Members::default().with("requestId", json!(request_id));
    match request {
        Request::AllocateAddress(_) => Some(
            begun
                .maybe("publicIp", reply.get("PublicIp"))
                .maybe("publicIpv4Pool", reply.get("PublicIpv4Pool"))
                .maybe("networkBorderGroup", reply.get("NetworkBorderGroup"))
                .maybe("domain", reply.get("Domain"))
                .maybe("allocationId", reply.get("AllocationId"))
                .done(),
        ),
        Request::AssociateAddress(_) => Some(
            begun
                .with("_return", json!(true))
                .maybe("associationId", reply.get("AssociationId"))
                .done(),
        ),
        _ => None,
    }
}

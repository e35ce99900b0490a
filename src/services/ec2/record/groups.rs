//! How calls about security groups and subnets are recorded.

use serde_json::{Value, json};

use super::request::Members;
use super::volumes::tags;
use super::{camel, items, set, set_of};
use crate::api::Shape as _;
use crate::services::ec2::api::Request;
use crate::services::ec2::shapes::BooleanValue;
use crate::services::ec2::shapes::groups::IpPermission;

/// `requestParameters`; none for what is no call about groups and subnets.
pub fn parameters(request: &Request) -> Option<Value> {
    let m = Members::default;
    Some(match request {
        Request::CreateSecurityGroup(input) => m()
            .with("groupName", json!(input.group_name))
            .with("groupDescription", json!(input.description))
            .maybe("vpcId", input.vpc_id.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::DeleteSecurityGroup(input) => m()
            .maybe("groupId", input.group_id.as_ref())
            .maybe("groupName", input.group_name.as_ref())
            .done(),
        Request::AuthorizeSecurityGroupIngress(input)
        | Request::AuthorizeSecurityGroupEgress(input) => m()
            .maybe("groupId", input.group_id.as_ref())
            .maybe("groupName", input.group_name.as_ref())
            .with("ipPermissions", permissions(input.ip_permissions.as_ref()))
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::RevokeSecurityGroupIngress(input) | Request::RevokeSecurityGroupEgress(input) => {
            m().maybe("groupId", input.group_id.as_ref())
                .maybe("groupName", input.group_name.as_ref())
                .with("ipPermissions", permissions(input.ip_permissions.as_ref()))
                .maybe(
                    "securityGroupRuleIds",
                    input
                        .security_group_rule_ids
                        .as_ref()
                        .map(|ids| set_of("securityGroupRuleId", ids)),
                )
                .done()
        }
        Request::CreateSubnet(input) => m()
            .with("vpcId", json!(input.vpc_id))
            .maybe("cidrBlock", input.cidr_block.as_ref())
            .maybe("ipv6CidrBlock", input.ipv6_cidr_block.as_ref())
            .maybe("ipv6Native", input.ipv6_native)
            .maybe("availabilityZone", input.availability_zone.as_ref())
            .maybe("availabilityZoneId", input.availability_zone_id.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::DeleteSubnet(input) => m().with("subnetId", json!(input.subnet_id)).done(),
        Request::CreateKeyPair(input) => m()
            .with("keyName", json!(input.key_name))
            .maybe("keyType", input.key_type.as_ref())
            .maybe("keyFormat", input.key_format.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::DeleteKeyPair(input) => m()
            .maybe("keyName", input.key_name.as_ref())
            .maybe("keyPairId", input.key_pair_id.as_ref())
            .done(),
        Request::DescribeKeyPairs(input) => m()
            .with("keySet", set_of("keyName", input.key_names.iter().flatten()))
            .with("keyPairIdSet", set_of("keyPairId", input.key_pair_ids.iter().flatten()))
            .with("filterSet", super::request::filters(input.filters.as_ref()))
            .done(),
        _ => return placement(request).or_else(|| ranges(request)).or_else(|| defaults(request)),
    })
}

/// The same of calls about placement groups.
fn placement(request: &Request) -> Option<Value> {
    let m = Members::default;
    Some(match request {
        Request::CreatePlacementGroup(input) => m()
            .maybe("groupName", input.group_name.as_ref())
            .maybe("strategy", input.strategy.as_ref())
            .maybe("partitionCount", input.partition_count)
            .maybe("spreadLevel", input.spread_level.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::DeletePlacementGroup(input) => {
            m().with("groupName", json!(input.group_name)).done()
        }
        Request::DescribePlacementGroups(input) => m()
            .with("placementGroupSet", set_of("groupName", input.group_names.iter().flatten()))
            .with("placementGroupIdSet", set_of("groupId", input.group_ids.iter().flatten()))
            .with("filterSet", super::request::filters(input.filters.as_ref()))
            .done(),
        _ => return None,
    })
}

/// The same of calls about the default VPC and its gateway.
fn defaults(request: &Request) -> Option<Value> {
    let m = Members::default;
    Some(match request {
        Request::DeleteVpc(input) => m().with("vpcId", json!(input.vpc_id)).done(),
        Request::DescribeInternetGateways(input) => m()
            .with(
                "internetGatewayIdSet",
                set_of("internetGatewayId", input.internet_gateway_ids.iter().flatten()),
            )
            .with("filterSet", super::request::filters(input.filters.as_ref()))
            .done(),
        Request::AttachInternetGateway(input) | Request::DetachInternetGateway(input) => m()
            .with("internetGatewayId", json!(input.internet_gateway_id))
            .with("vpcId", json!(input.vpc_id))
            .done(),
        Request::DeleteInternetGateway(input) => {
            m().with("internetGatewayId", json!(input.internet_gateway_id)).done()
        }
        _ => return None,
    })
}

/// The same of calls about ranges of addresses.
fn ranges(request: &Request) -> Option<Value> {
    let m = Members::default;
    let value = |flag: &Option<BooleanValue>| flag.as_ref().map(|f| json!({ "value": f.value }));
    Some(match request {
        Request::AssociateVpcCidrBlock(input) => m()
            .with("vpcId", json!(input.vpc_id))
            .maybe("cidrBlock", input.cidr_block.as_ref())
            .maybe("amazonProvidedIpv6CidrBlock", input.amazon_provided)
            .maybe("ipv6CidrBlockNetworkBorderGroup", input.border_group.as_ref())
            .done(),
        Request::DisassociateVpcCidrBlock(input) | Request::DisassociateSubnetCidrBlock(input) => {
            m().with("associationId", json!(input.association_id)).done()
        }
        Request::AssociateSubnetCidrBlock(input) => m()
            .with("subnetId", json!(input.subnet_id))
            .maybe("ipv6CidrBlock", input.ipv6_cidr_block.as_ref())
            .done(),
        Request::ModifySubnetAttribute(input) => m()
            .with("subnetId", json!(input.subnet_id))
            .maybe("mapPublicIpOnLaunch", value(&input.map_public_ip))
            .maybe("assignIpv6AddressOnCreation", value(&input.assign_ipv6))
            .done(),
        _ => return None,
    })
}

fn permissions(given: Option<&Vec<IpPermission>>) -> Value {
    set(given.into_iter().flatten().map(|permission| {
        let list = |values: Option<Vec<Value>>| set(values.into_iter().flatten());
        let written = permission.write();
        let part = |name: &str| list(Some(items(&written, name).iter().map(camel).collect()));
        Members::default()
            .maybe("ipProtocol", permission.ip_protocol.as_ref())
            .maybe("fromPort", permission.from_port)
            .maybe("toPort", permission.to_port)
            .with("groups", part("UserIdGroupPairs"))
            .with("ipRanges", part("IpRanges"))
            .with("ipv6Ranges", part("Ipv6Ranges"))
            .with("prefixListIds", part("PrefixListIds"))
            .done()
    }))
}

/// A rule in its record: fewer members than the API shows, in another order.
fn rule(shown: &Value) -> Value {
    let get = |name: &str| shown.get(name).filter(|value| !value.is_null());
    Members::default()
        .maybe("groupOwnerId", get("GroupOwnerId"))
        .maybe("groupId", get("GroupId"))
        .maybe("securityGroupRuleId", get("SecurityGroupRuleId"))
        .maybe("description", get("Description"))
        .maybe("isEgress", get("IsEgress"))
        .maybe("ipProtocol", get("IpProtocol"))
        .maybe("fromPort", get("FromPort"))
        .maybe("toPort", get("ToPort"))
        .maybe("cidrIpv4", get("CidrIpv4"))
        .maybe("cidrIpv6", get("CidrIpv6"))
        .maybe("prefixListId", get("PrefixListId"))
        .maybe("referencedGroupInfo", get("ReferencedGroupInfo").map(camel))
        .maybe("referencedGroupId", get("ReferencedGroupId"))
        .done()
}

fn camel_each(tags: &Value) -> Vec<Value> {
    tags.as_array().into_iter().flatten().map(camel).collect()
}

/// `responseElements`; none where the call says no more than that it succeeded.
pub fn response(request: &Request, reply: &Value, request_id: &str) -> Option<Value> {
    let begun = || Members::default().with("requestId", json!(request_id));
    let rules = |name: &str| set(items(reply, name).iter().map(rule));
    match request {
        Request::CreateSecurityGroup(_) => Some(
            begun()
                .with("_return", json!(true))
                .maybe("groupId", reply.get("GroupId"))
                .maybe("tagSet", reply.get("Tags").map(|tags| json!({ "items": camel_each(tags) })))
                .maybe("securityGroupArn", reply.get("SecurityGroupArn"))
                .done(),
        ),
        Request::AuthorizeSecurityGroupIngress(_) | Request::AuthorizeSecurityGroupEgress(_) => {
            let set = rules("SecurityGroupRules");
            Some(begun().with("_return", json!(true)).with("securityGroupRuleSet", set).done())
        }
        Request::RevokeSecurityGroupIngress(_) | Request::RevokeSecurityGroupEgress(_) => {
            let set = rules("RevokedSecurityGroupRules");
            let begun = begun().with("_return", json!(true));
            Some(begun.with("revokedSecurityGroupRuleSet", set).done())
        }
        Request::CreateKeyPair(_) => Some(
            begun()
                .maybe("keyName", reply.get("KeyName"))
                .maybe("keyFingerprint", reply.get("KeyFingerprint"))
                .maybe("keyPairId", reply.get("KeyPairId"))
                .with("keyMaterial", json!("<sensitiveDataRemoved>"))
                .maybe("tagSet", reply.get("Tags").map(|tags| json!({ "items": camel_each(tags) })))
                .done(),
        ),
        Request::DeleteKeyPair(_) => {
            let begun = begun().with("_return", json!(true));
            Some(begun.maybe("keyPairId", reply.get("KeyPairId")).done())
        }
        Request::CreatePlacementGroup(_) => {
            let made = reply.get("PlacementGroup").map(camel);
            Some(begun().with("_return", json!(true)).maybe("placementGroup", made).done())
        }
        Request::AssociateVpcCidrBlock(_)
        | Request::DisassociateVpcCidrBlock(_)
        | Request::AssociateSubnetCidrBlock(_)
        | Request::DisassociateSubnetCidrBlock(_) => {
            let block = reply.get("Ipv6CidrBlockAssociation").map(camel);
            Some(
                begun()
                    .maybe("vpcId", reply.get("VpcId"))
                    .maybe("subnetId", reply.get("SubnetId"))
                    .maybe("cidrBlockAssociation", reply.get("CidrBlockAssociation").map(camel))
                    .maybe("ipv6CidrBlockAssociation", block)
                    .done(),
            )
        }
        Request::CreateSubnet(_) => {
            Some(begun().maybe("subnet", reply.get("Subnet").map(camel)).done())
        }
        _ => None,
    }
}

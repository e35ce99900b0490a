//! DescribeVpcs, DescribeSubnets, DescribeSecurityGroups: what every account begins with.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html>

use serde_json::{Value, json};

use super::{groups, ranges, subnets};
use crate::api::ApiError;
use crate::services::ec2::errors::{IdKind, SUBNET, VPC, dry_run};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::groups::permissions;
use crate::services::ec2::network::{VPC_CIDR, Zone};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::ranges::Association;
use crate::services::ec2::shapes::{
    DescribeSecurityGroupsInput, DescribeSecurityGroupsOutput, DescribeSubnetsInput,
    DescribeSubnetsOutput, DescribeVpcsInput, DescribeVpcsOutput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{tags, without_nulls};
use crate::sim::Ctx;
use crate::sim::scope::Scope;

const VPC_FILTERS: Table = &[
    ("cidr", "CidrBlock"),
    ("cidr-block-association.association-id", "CidrBlockAssociationSet.AssociationId"),
    ("cidr-block-association.cidr-block", "CidrBlockAssociationSet.CidrBlock"),
    ("cidr-block-association.state", "CidrBlockAssociationSet.CidrBlockState.State"),
    ("dhcp-options-id", "DhcpOptionsId"),
    ("ipv6-cidr-block-association.association-id", "Ipv6CidrBlockAssociationSet.AssociationId"),
    ("ipv6-cidr-block-association.ipv6-cidr-block", "Ipv6CidrBlockAssociationSet.Ipv6CidrBlock"),
    ("ipv6-cidr-block-association.ipv6-pool", "Ipv6CidrBlockAssociationSet.Ipv6Pool"),
    ("ipv6-cidr-block-association.state", "Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State"),
    ("is-default", "IsDefault"),
    ("isDefault", "IsDefault"),
    ("owner-id", "OwnerId"),
    ("state", "State"),
    ("tag-key", "Tags.Key"),
    ("tag-value", "Tags.Value"),
    ("vpc-id", "VpcId"),
];

const SUBNET_FILTERS: Table = &[
    ("availability-zone", "AvailabilityZone"),
    ("availability-zone-id", "AvailabilityZoneId"),
    ("available-ip-address-count", "AvailableIpAddressCount"),
    ("cidr-block", "CidrBlock"),
    ("customer-owned-ipv4-pool", ""),
    ("default-for-az", "DefaultForAz"),
    ("enable-dns64", "EnableDns64"),
    ("enable-lni-at-device-index", ""),
    ("ipv6-cidr-block-association.association-id", "Ipv6CidrBlockAssociationSet.AssociationId"),
    ("ipv6-cidr-block-association.ipv6-cidr-block", "Ipv6CidrBlockAssociationSet.Ipv6CidrBlock"),
    ("ipv6-cidr-block-association.state", "Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State"),
    ("ipv6-native", "Ipv6Native"),
    ("map-customer-owned-ip-on-launch", "MapCustomerOwnedIpOnLaunch"),
    ("map-public-ip-on-launch", "MapPublicIpOnLaunch"),
    ("outpost-arn", ""),
    ("owner-id", "OwnerId"),
    (
        "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
        "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsARecord",
    ),
    (
        "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
        "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord",
    ),
    (
        "private-dns-name-options-on-launch.hostname-type",
        "PrivateDnsNameOptionsOnLaunch.HostnameType",
    ),
    ("state", "State"),
    ("subnet-arn", "SubnetArn"),
    ("subnet-id", "SubnetId"),
    ("tag-key", "Tags.Key"),
    ("tag-value", "Tags.Value"),
    ("vpc-id", "VpcId"),
];

const GROUP_FILTERS: Table = &[
    ("description", "Description"),
    ("egress.ip-permission.cidr", "IpPermissionsEgress.IpRanges.CidrIp"),
    ("egress.ip-permission.from-port", "IpPermissionsEgress.FromPort"),
    ("egress.ip-permission.group-id", "IpPermissionsEgress.UserIdGroupPairs.GroupId"),
    ("egress.ip-permission.group-name", ""),
    ("egress.ip-permission.ipv6-cidr", "IpPermissionsEgress.Ipv6Ranges.CidrIpv6"),
    ("egress.ip-permission.prefix-list-id", "IpPermissionsEgress.PrefixListIds.PrefixListId"),
    ("egress.ip-permission.protocol", "IpPermissionsEgress.IpProtocol"),
    ("egress.ip-permission.to-port", "IpPermissionsEgress.ToPort"),
    ("egress.ip-permission.user-id", "IpPermissionsEgress.UserIdGroupPairs.UserId"),
    ("group-id", "GroupId"),
    ("group-name", "GroupName"),
    ("ip-permission.cidr", "IpPermissions.IpRanges.CidrIp"),
    ("ip-permission.from-port", "IpPermissions.FromPort"),
    ("ip-permission.group-id", "IpPermissions.UserIdGroupPairs.GroupId"),
    ("ip-permission.group-name", ""),
    ("ip-permission.ipv6-cidr", "IpPermissions.Ipv6Ranges.CidrIpv6"),
    ("ip-permission.prefix-list-id", "IpPermissions.PrefixListIds.PrefixListId"),
    ("ip-permission.protocol", "IpPermissions.IpProtocol"),
    ("ip-permission.to-port", "IpPermissions.ToPort"),
    ("ip-permission.user-id", "IpPermissions.UserIdGroupPairs.UserId"),
    ("owner-id", "OwnerId"),
    ("tag-key", "Tags.Key"),
    ("tag-value", "Tags.Value"),
    ("vpc-id", "VpcId"),
];

/// What the three calls ask of their ids, filters and pages.
struct Listing<'a> {
    ids: &'a [String],
    member: &'static str,
    most: Option<i32>,
    token: Option<&'a String>,
}

/// The items asked for, a page of them. Every id must be there.
fn list(
    items: Vec<Value>,
    filters: &Filters<'_>,
    listing: &Listing<'_>,
) -> Result<(Vec<Value>, Option<String>), ApiError> {
    let asked = |item: &Value| {
        let id = item.get(listing.member).and_then(Value::as_str).unwrap_or_default();
        listing.ids.is_empty() || listing.ids.iter().any(|wanted| wanted == id)
    };
    let found = items.into_iter().filter(|item| asked(item) && filters.pass(item)).collect();
    let asked = Asked {
        most: listing.most,
        token: listing.token,
        ids: ("ids", !listing.ids.is_empty()),
        limit: 1000,
    };
    page(found, &asked)
}

fn all_exist(kind: &IdKind, ids: &[String], known: &[String]) -> Result<(), ApiError> {
    kind.well_formed(ids)?;
    let unknown: Vec<&str> =
        ids.iter().filter(|id| !known.contains(id)).map(String::as_str).collect();
    if unknown.is_empty() { Ok(()) } else { Err(kind.not_found(&unknown)) }
}

fn tagged(state: &State, scope: Scope, id: &str) -> Option<Value> {
    state.tags(scope, id).filter(|found| !found.is_empty()).map(tags)
}

/// Describes VPCs: the default one, if it is there.
pub fn vpcs(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeVpcsInput,
) -> Result<DescribeVpcsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), VPC_FILTERS)?;
    let network = state.network(ctx.scope);
    let ids = input.vpc_ids.as_deref().unwrap_or_default();
    let there = network.is_there().then(|| network.vpc());
    all_exist(&VPC, ids, there.as_slice())?;
    dry_run(input.dry_run)?;
    let listing =
        Listing { ids, member: "VpcId", most: input.max_results, token: input.next_token.as_ref() };
    let all = there.map(|_| vpc(state, ctx.scope, "available")).into_iter().collect();
    let (vpcs, next_token) = list(all, &filters, &listing)?;
    Ok(DescribeVpcsOutput { next_token, vpcs })
}

/// The default VPC as DescribeVpcs shows it.
pub fn vpc(state: &State, scope: Scope, moment: &str) -> Value {
    let network = state.network(scope);
    let ranges = state.vpc_ranges(scope);
    let first = Association { id: network.cidr_association(), range: VPC_CIDR.to_owned() };
    let v4 = std::iter::once(&first).chain(&ranges.v4);
    let v4: Vec<Value> = v4.map(|one| ranges::shown_v4(one, "associated")).collect();
    let v6 = ranges.v6.as_ref().map(|one| [ranges::shown_block(scope, one, "associated")]);
    without_nulls(json!({
        "OwnerId": scope.account.to_string(),
        "InstanceTenancy": "default",
        "Ipv6CidrBlockAssociationSet": v6,
        "CidrBlockAssociationSet": v4,
        "IsDefault": true,
        "Tags": tagged(state, scope, &network.vpc()),
        "BlockPublicAccessStates": { "InternetGatewayBlockMode": "off" },
        "VpcId": network.vpc(),
        "State": moment,
        "CidrBlock": VPC_CIDR,
        "DhcpOptionsId": network.dhcp(),
    }))
}

/// Describes subnets: the default one of each zone.
pub fn subnets(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeSubnetsInput,
) -> Result<DescribeSubnetsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), SUBNET_FILTERS)?;
    let zones: Vec<Zone> = state.network(ctx.scope).subnets().collect();
    let ids = input.subnet_ids.as_deref().unwrap_or_default();
    let mut made: Vec<_> =
        state.subnets.values().filter(|subnet| subnet.scope == ctx.scope).collect();
    made.sort_by_key(|subnet| subnet.number);
    let default = zones.iter().map(|zone| zone.subnet.clone());
    let known: Vec<String> = default.chain(made.iter().map(|subnet| subnet.id.clone())).collect();
    all_exist(&SUBNET, ids, &known)?;
    dry_run(input.dry_run)?;
    let default = zones.iter().map(|zone| subnet(state, ctx.scope, zone));
    let made = made.into_iter().map(|subnet| subnets::shown(state, subnet));
    let subnets = default.chain(made).collect();
    let listing = Listing {
        ids,
        member: "SubnetId",
        most: input.max_results,
        token: input.next_token.as_ref(),
    };
    let (subnets, next_token) = list(subnets, &filters, &listing)?;
    Ok(DescribeSubnetsOutput { next_token, subnets })
}

/// The default subnet of a zone as DescribeSubnets shows it.
pub fn subnet(state: &State, scope: Scope, zone: &Zone) -> Value {
    subnets::Shown {
        id: &zone.subnet,
        zone: zone.clone(),
        cidr: Some(zone.cidr()),
        free: state.free_addresses(scope, &zone.subnet),
        is_default: true,
    }
    .json(state, scope, "associated")
}

/// Describes security groups, the default one first.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html>
pub fn security_groups(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeSecurityGroupsInput,
) -> Result<DescribeSecurityGroupsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), GROUP_FILTERS)?;
    let vpc = state.network(ctx.scope).vpc();
    let ids = input.group_ids.as_deref().unwrap_or_default();
    groups::all_here(state, ctx.scope, ids)?;
    let names = input.group_names.as_deref().unwrap_or_default();
    for name in names {
        groups::by_name(state, ctx.scope, name)?;
    }
    dry_run(input.dry_run)?;
    let show = |group: String| -> Option<Value> {
        let (name, description) = state.group_named(ctx.scope, &group).ok()?;
        let rules = state.rules(ctx.scope, &group);
        let named = names.is_empty() || names.contains(&name);
        named.then(|| {
            without_nulls(json!({
                "GroupId": group,
                "IpPermissionsEgress": permissions(ctx.scope, &rules, true),
                "Tags": tagged(state, ctx.scope, &group),
                "VpcId": vpc,
                "SecurityGroupArn": ctx.scope.arn("ec2", &format!("security-group/{group}")),
                "OwnerId": ctx.scope.account.to_string(),
                "GroupName": name,
                "Description": description,
                "IpPermissions": permissions(ctx.scope, &rules, false),
            }))
        })
    };
    let all: Vec<Value> = state.group_ids(ctx.scope).into_iter().filter_map(show).collect();
    let listing = Listing {
        ids,
        member: "GroupId",
        most: input.max_results,
        token: input.next_token.as_ref(),
    };
    let (security_groups, next_token) = list(all, &filters, &listing)?;
    Ok(DescribeSecurityGroupsOutput { next_token, security_groups })
}

//! Members of the requests and replies about security groups, VPCs and subnets.

use serde_json::Value;

use super::{Filter, Tag, TagSpecification};
use crate::shape;

shape! {
    /// A range of IPv4 addresses.
    pub struct IpRange {
        description: Option<String> => "Description",
        cidr_ip: Option<String> => "CidrIp",
    }

    /// A range of IPv6 addresses.
    pub struct Ipv6Range {
        description: Option<String> => "Description",
        cidr_ipv6: Option<String> => "CidrIpv6",
    }

    /// A security group named in a rule.
    pub struct UserIdGroupPair {
        description: Option<String> => "Description",
        user_id: Option<String> => "UserId",
        group_name: Option<String> => "GroupName",
        group_id: Option<String> => "GroupId",
    }
    refused { "VpcId", "VpcPeeringConnectionId", "PeeringStatus" }

    /// A prefix list named in a rule.
    pub struct PrefixListId {
        description: Option<String> => "Description",
        prefix_list_id: Option<String> => "PrefixListId",
    }

    /// What is permitted: a protocol, ports, and with whom.
    pub struct IpPermission {
        ip_protocol: Option<String> => "IpProtocol",
        from_port: Option<i32> => "FromPort",
        to_port: Option<i32> => "ToPort",
        user_id_group_pairs: Option<Vec<UserIdGroupPair>> => "UserIdGroupPairs",
        ip_ranges: Option<Vec<IpRange>> => "IpRanges",
        ipv6_ranges: Option<Vec<Ipv6Range>> => "Ipv6Ranges",
        prefix_list_ids: Option<Vec<PrefixListId>> => "PrefixListIds",
    }

    /// Input of CreateSecurityGroup.
    pub struct CreateSecurityGroupInput {
        description: String => "Description" [required()],
        group_name: String => "GroupName" [required()],
        vpc_id: Option<String> => "VpcId",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of CreateSecurityGroup.
    pub struct CreateSecurityGroupOutput {
        group_id: String => "GroupId",
        tags: Option<Vec<Tag>> => "Tags",
        security_group_arn: String => "SecurityGroupArn",
    }

    /// Input of DeleteSecurityGroup.
    pub struct DeleteSecurityGroupInput {
        group_id: Option<String> => "GroupId",
        group_name: Option<String> => "GroupName",
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of DeleteSecurityGroup.
    pub struct DeleteSecurityGroupOutput {
        done: bool => "Return",
        group_id: String => "GroupId",
    }

    /// Input of AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress.
    pub struct AuthorizeInput {
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        dry_run: Option<bool> => "DryRun",
        group_id: Option<String> => "GroupId",
        group_name: Option<String> => "GroupName",
        ip_permissions: Option<Vec<IpPermission>> => "IpPermissions",
    }
    refused {
        "CidrIp", "FromPort", "IpProtocol", "SourceSecurityGroupName",
        "SourceSecurityGroupOwnerId", "ToPort",
    }

    /// Output of AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress.
    pub struct AuthorizeOutput {
        done: bool => "Return",
        security_group_rules: Vec<Value> => "SecurityGroupRules",
    }

    /// Input of RevokeSecurityGroupIngress and RevokeSecurityGroupEgress.
    pub struct RevokeInput {
        dry_run: Option<bool> => "DryRun",
        group_id: Option<String> => "GroupId",
        group_name: Option<String> => "GroupName",
        security_group_rule_ids: Option<Vec<String>> => "SecurityGroupRuleIds",
        ip_permissions: Option<Vec<IpPermission>> => "IpPermissions",
    }
    refused {
        "CidrIp", "FromPort", "IpProtocol", "SourceSecurityGroupName",
        "SourceSecurityGroupOwnerId", "ToPort",
    }

    /// Output of RevokeSecurityGroupIngress and RevokeSecurityGroupEgress.
    pub struct RevokeOutput {
        done: bool => "Return",
        revoked_security_group_rules: Vec<Value> => "RevokedSecurityGroupRules",
    }

    /// Input of DescribeSecurityGroupRules.
    pub struct DescribeSecurityGroupRulesInput {
        filters: Option<Vec<Filter>> => "Filters",
        security_group_rule_ids: Option<Vec<String>> => "SecurityGroupRuleIds",
        dry_run: Option<bool> => "DryRun",
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(5)],
    }

    /// Output of DescribeSecurityGroupRules.
    pub struct DescribeSecurityGroupRulesOutput {
        security_group_rules: Vec<Value> => "SecurityGroupRules",
        next_token: Option<String> => "NextToken",
    }

    /// Input of CreateDefaultVpc.
    pub struct CreateDefaultVpcInput {
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of CreateDefaultVpc.
    pub struct CreateDefaultVpcOutput {
        vpc: Value => "Vpc",
    }

    /// Input of CreateSubnet.
    pub struct CreateSubnetInput {
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        availability_zone: Option<String> => "AvailabilityZone",
        availability_zone_id: Option<String> => "AvailabilityZoneId",
        cidr_block: Option<String> => "CidrBlock",
        ipv6_cidr_block: Option<String> => "Ipv6CidrBlock",
        vpc_id: String => "VpcId" [required()],
        ipv6_native: Option<bool> => "Ipv6Native",
        dry_run: Option<bool> => "DryRun",
    }
    refused {
        "OutpostArn", "Ipv4IpamPoolId", "Ipv4NetmaskLength",
        "Ipv6IpamPoolId", "Ipv6NetmaskLength",
    }

    /// Output of CreateSubnet.
    pub struct CreateSubnetOutput {
        subnet: Value => "Subnet",
    }

    /// Input of DeleteSubnet.
    pub struct DeleteSubnetInput {
        subnet_id: String => "SubnetId" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of DescribeManagedPrefixLists.
    pub struct DescribeManagedPrefixListsInput {
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        max_results: Option<i32> => "MaxResults" [min(1).max(100)],
        next_token: Option<String> => "NextToken",
        prefix_list_ids: Option<Vec<String>> => "PrefixListIds",
    }

    /// Output of DescribeManagedPrefixLists.
    pub struct DescribeManagedPrefixListsOutput {
        next_token: Option<String> => "NextToken",
        prefix_lists: Vec<Value> => "PrefixLists",
    }
}

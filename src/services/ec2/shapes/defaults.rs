//! Members of the requests and replies about the default VPC, its subnets and its gateway.

use serde_json::Value;

use super::Filter;
use crate::shape;

shape! {
    /// Input of DeleteVpc.
    pub struct DeleteVpcInput {
        vpc_id: String => "VpcId" [required()],
        dry_run: Option<bool> => "DryRun",
    }

    /// Input of CreateDefaultSubnet.
    pub struct CreateDefaultSubnetInput {
        availability_zone: Option<String> => "AvailabilityZone",
        dry_run: Option<bool> => "DryRun",
        availability_zone_id: Option<String> => "AvailabilityZoneId",
    }
    refused { "Ipv6Native" }

    /// Output of CreateDefaultSubnet.
    pub struct CreateDefaultSubnetOutput {
        subnet: Value => "Subnet",
    }

    /// Input of DescribeInternetGateways.
    pub struct DescribeInternetGatewaysInput {
        next_token: Option<String> => "NextToken",
        max_results: Option<i32> => "MaxResults" [min(5).max(1000)],
        dry_run: Option<bool> => "DryRun",
        internet_gateway_ids: Option<Vec<String>> => "InternetGatewayIds",
        filters: Option<Vec<Filter>> => "Filters",
    }

    /// Output of DescribeInternetGateways.
    pub struct DescribeInternetGatewaysOutput {
        internet_gateways: Vec<Value> => "InternetGateways",
        next_token: Option<String> => "NextToken",
    }

    /// Input of AttachInternetGateway and DetachInternetGateway.
    pub struct AttachmentOfGatewayInput {
        dry_run: Option<bool> => "DryRun",
        internet_gateway_id: String => "InternetGatewayId" [required()],
        vpc_id: String => "VpcId" [required()],
    }

    /// Input of DeleteInternetGateway.
    pub struct DeleteInternetGatewayInput {
        dry_run: Option<bool> => "DryRun",
        internet_gateway_id: String => "InternetGatewayId" [required()],
    }
}

//! Ranges of addresses of the VPC and its subnets, and the IPv6 addresses of instances.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::Lab;

fn vpc(lab: &mut Lab) -> Value {
    lab.ok("ec2", "DescribeVpcs", json!({}))["Vpcs"][0].clone()
}

/// The first subnet.
fn subnet(lab: &mut Lab) -> Value {
    lab.ok("ec2", "DescribeSubnets", json!({}))["Subnets"][0].clone()
}

/// The nth of the /64 ranges in the block that Amazon provided.
fn range(lab: &mut Lab, nth: u8) -> String {
    let vpc = vpc(lab);
    let block = vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"].as_str().unwrap();
    let (address, bits) = block.split_once('/').unwrap();
    assert_eq!(bits, "56");
    let first = u128::from(address.parse::<std::net::Ipv6Addr>().unwrap());
    format!("{}/64", std::net::Ipv6Addr::from(first | u128::from(nth) << 64))
}

fn provide(lab: &mut Lab) -> Value {
    let id = vpc(lab)["VpcId"].clone();
    let input = json!({ "VpcId": id, "AmazonProvidedIpv6CidrBlock": true });
    lab.ok("ec2", "AssociateVpcCidrBlock", input)
}

fn launch(subnet: &Value, more: &Value) -> Value {
    let mut input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "SubnetId": subnet,
        "MinCount": 1, "MaxCount": 1,
    });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

#[test]
fn amazon_provides_one_block_and_says_which_when_it_is_there() {
    let mut lab = Lab::new();
    let before = vpc(&mut lab);
    assert_eq!(before["Ipv6CidrBlockAssociationSet"], Value::Null);
    let begun = provide(&mut lab);
    let id = begun["Ipv6CidrBlockAssociation"]["AssociationId"].clone();
    assert_eq!(
        begun,
        json!({
            "Ipv6CidrBlockAssociation": {
                "AssociationId": id,
                "Ipv6CidrBlockState": { "State": "associating" },
                "NetworkBorderGroup": "us-east-1",
            },
            "VpcId": before["VpcId"],
        })
    );
    let shown = vpc(&mut lab)["Ipv6CidrBlockAssociationSet"][0].clone();
    assert_eq!(shown["AssociationId"], id);
    assert_eq!(shown["Ipv6CidrBlockState"]["State"], "associated");
    let again = json!({ "VpcId": before["VpcId"], "AmazonProvidedIpv6CidrBlock": true });
    assert_eq!(lab.fails("ec2", "AssociateVpcCidrBlock", again)["code"], "CidrLimitExceeded");
    lab.ok("ec2", "DisassociateVpcCidrBlock", json!({ "AssociationId": id }));
    assert_eq!(vpc(&mut lab), before);
}

#[test]
fn further_ranges_are_of_the_same_private_ranges_or_public() {
    let mut lab = Lab::new();
    let id = vpc(&mut lab)["VpcId"].clone();
    let further = |cidr: &str| json!({ "VpcId": id, "CidrBlock": cidr });
    let cases = [
        ("10.2.0.0/16", "InvalidVpc.Range"),
        ("192.168.0.0/24", "InvalidVpc.Range"),
        ("172.31.0.0/20", "InvalidVpc.Conflict"),
        ("100.64.0.0/15", "InvalidVpc.Range"),
        ("100.64.0.0/29", "InvalidVpc.Range"),
        ("100.64.0.1/16", "InvalidVpc.Range"),
    ];
    for (cidr, code) in cases {
        let refused = lab.fails("ec2", "AssociateVpcCidrBlock", further(cidr));
        assert_eq!(refused["code"], code, "{cidr}");
    }
    for cidr in ["100.64.0.0/16", "172.16.0.0/28", "172.30.0.0/16", "203.0.113.0/24"] {
        lab.ok("ec2", "AssociateVpcCidrBlock", further(cidr));
    }
    let full = lab.fails("ec2", "AssociateVpcCidrBlock", further("100.65.0.0/16"));
    assert_eq!(full["code"], "CidrLimitExceeded");
    let made = json!({ "VpcId": id, "CidrBlock": "100.64.7.0/24" });
    let made = lab.ok("ec2", "CreateSubnet", made)["Subnet"]["SubnetId"].clone();
    let launched = lab.ok("ec2", "RunInstances", launch(&made, &json!({})));
    let address = launched["Instances"][0]["PrivateIpAddress"].as_str().unwrap().to_owned();
    assert!(address.starts_with("100.64.7."), "{address}");
    let ranges = vpc(&mut lab)["CidrBlockAssociationSet"].clone();
    let away = |nth: usize| json!({ "AssociationId": ranges[nth]["AssociationId"] });
    let cases = [(0, "OperationNotPermitted"), (1, "DependencyViolation")];
    for (nth, code) in cases {
        let refused = lab.fails("ec2", "DisassociateVpcCidrBlock", away(nth));
        assert_eq!(refused["code"], code, "{nth}");
    }
    let gone = lab.ok("ec2", "DisassociateVpcCidrBlock", away(4));
    assert_eq!(gone["CidrBlockAssociation"]["CidrBlockState"]["State"], "disassociating");
    assert_eq!(vpc(&mut lab)["CidrBlockAssociationSet"].as_array().unwrap().len(), 4);
}

#[test]
fn an_instance_gets_the_addresses_it_asks_for_or_its_subnet_gives() {
    let mut lab = Lab::new();
    let id = subnet(&mut lab)["SubnetId"].clone();
    let count = |count: i32| launch(&id, &json!({ "Ipv6AddressCount": count }));
    let refused = lab.fails("ec2", "RunInstances", count(1));
    assert_eq!(refused["code"], "InvalidParameterValue");
    provide(&mut lab);
    let range = range(&mut lab, 5);
    let own = json!({ "SubnetId": id, "Ipv6CidrBlock": range });
    lab.ok("ec2", "AssociateSubnetCidrBlock", own.clone());
    assert_eq!(lab.fails("ec2", "AssociateSubnetCidrBlock", own)["code"], "CidrLimitExceeded");

    let none = lab.ok("ec2", "RunInstances", launch(&id, &json!({})));
    assert_eq!(none["Instances"][0]["Ipv6Address"], Value::Null);
    let two = lab.ok("ec2", "RunInstances", count(2))["Instances"][0].clone();
    let addresses = two["NetworkInterfaces"][0]["Ipv6Addresses"].as_array().unwrap().clone();
    assert_eq!(addresses.len(), 2);
    assert_eq!(two["Ipv6Address"], addresses[0]["Ipv6Address"]);
    assert_ne!(addresses[0], addresses[1]);
    assert_eq!(lab.fails("ec2", "RunInstances", count(3))["code"], "InvalidParameterValue");

    let prefix = range.strip_suffix("/64").unwrap();
    let named =
        |last: &str| json!({ "Ipv6Addresses": [{ "Ipv6Address": format!("{prefix}{last}") }] });
    let one = lab.ok("ec2", "RunInstances", launch(&id, &named("7")));
    assert_eq!(one["Instances"][0]["Ipv6Address"], format!("{prefix}7"));
    let both = json!({ "Ipv6AddressCount": 1, "Ipv6Addresses": [{ "Ipv6Address": "::1" }] });
    let cases = [
        (named("7"), "InvalidIPAddress.InUse"),
        (named("3"), "InvalidParameterValue"),
        (json!({ "Ipv6Addresses": [{ "Ipv6Address": "2001:db8::7" }] }), "InvalidParameterValue"),
        (both, "InvalidParameterCombination"),
    ];
    for (more, code) in cases {
        let refused = lab.fails("ec2", "RunInstances", launch(&id, &more));
        assert_eq!(refused["code"], code, "{more}");
    }
    let give = json!({ "SubnetId": id, "AssignIpv6AddressOnCreation": { "Value": true } });
    lab.ok("ec2", "ModifySubnetAttribute", give);
    let given = lab.ok("ec2", "RunInstances", launch(&id, &json!({})))["Instances"][0].clone();
    assert_eq!(given["NetworkInterfaces"][0]["Ipv6Addresses"].as_array().unwrap().len(), 1);

    let filter =
        |address: &Value| json!({ "Filters": [{ "Name": "ipv6-address", "Values": [address] }] });
    let found = lab.ok("ec2", "DescribeInstances", filter(&given["Ipv6Address"]));
    assert_eq!(found["Reservations"][0]["Instances"][0]["InstanceId"], given["InstanceId"]);
    lab.sleep(Span::mins(1));
    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [given["InstanceId"]] }));
    lab.sleep(Span::mins(1));
    let kept = lab.ok("ec2", "DescribeInstances", filter(&given["Ipv6Address"]));
    assert_eq!(kept["Reservations"].as_array().unwrap().len(), 1, "kept while it is stopped");
    lab.ok("ec2", "TerminateInstances", json!({ "InstanceIds": [given["InstanceId"]] }));
    lab.sleep(Span::mins(1));
    let gone = lab.ok("ec2", "DescribeInstances", filter(&given["Ipv6Address"]));
    assert_eq!(gone["Reservations"], json!([]));
}

#[test]
fn a_subnet_says_what_a_launch_gets() {
    let mut lab = Lab::new();
    let id = subnet(&mut lab)["SubnetId"].clone();
    let no_public = json!({ "SubnetId": id, "MapPublicIpOnLaunch": { "Value": false } });
    lab.ok("ec2", "ModifySubnetAttribute", no_public);
    assert_eq!(subnet(&mut lab)["MapPublicIpOnLaunch"], false);
    let launched = lab.ok("ec2", "RunInstances", launch(&id, &json!({})));
    lab.sleep(Span::mins(1));
    let one = json!({ "InstanceIds": [launched["Instances"][0]["InstanceId"]] });
    let one = lab.ok("ec2", "DescribeInstances", one);
    assert_eq!(one["Reservations"][0]["Instances"][0]["PublicIpAddress"], Value::Null);
    let give = json!({ "SubnetId": id, "AssignIpv6AddressOnCreation": { "Value": true } });
    let refused = lab.fails("ec2", "ModifySubnetAttribute", give);
    assert_eq!(refused["code"], "InvalidParameterValue");
}

#[test]
fn a_subnet_may_have_ipv6_addresses_alone() {
    let mut lab = Lab::new();
    provide(&mut lab);
    let vpc = vpc(&mut lab)["VpcId"].clone();
    let range = range(&mut lab, 9);
    let native = |more: Value| {
        let mut input = json!({ "VpcId": vpc, "Ipv6Native": true });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let cases = [
        (native(json!({})), "MissingParameter"),
        (
            native(json!({ "Ipv6CidrBlock": range, "CidrBlock": "172.31.200.0/24" })),
            "InvalidParameterCombination",
        ),
        (native(json!({ "Ipv6CidrBlock": "2001:db8:ffff:ffff::/64" })), "InvalidSubnet.Range"),
    ];
    for (input, code) in cases {
        assert_eq!(lab.fails("ec2", "CreateSubnet", input)["code"], code);
    }
    let made = native(json!({ "Ipv6CidrBlock": range }));
    let made = lab.ok("ec2", "CreateSubnet", made.clone())["Subnet"].clone();
    let members = ["CidrBlock", "AvailableIpAddressCount", "AssignIpv6AddressOnCreation"];
    let shown: Vec<&Value> = members.iter().map(|member| &made[*member]).collect();
    assert_eq!(json!(shown), json!([null, 0, true]));
    assert_eq!(
        made["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlockState"]["State"],
        "associating"
    );
    let again = native(json!({ "Ipv6CidrBlock": range }));
    assert_eq!(lab.fails("ec2", "CreateSubnet", again)["code"], "InvalidSubnet.Conflict");
    let keeps = &made["Ipv6CidrBlockAssociationSet"][0]["AssociationId"];
    let keeps = lab.fails("ec2", "DisassociateSubnetCidrBlock", json!({ "AssociationId": keeps }));
    assert_eq!(keeps["code"], "OperationNotPermitted");
    lab.ok("ec2", "DeleteSubnet", json!({ "SubnetId": made["SubnetId"] }));
    lab.ok("ec2", "CreateSubnet", native(json!({ "Ipv6CidrBlock": range })));
}

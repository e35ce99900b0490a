//! Security groups, their rules, and subnets.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::{launch_with, launched, on, refusal, shown};
use crate::support::Lab;

fn make(lab: &mut Lab, name: &str) -> String {
    let input = json!({ "GroupName": name, "Description": "for the web" });
    lab.ok("ec2", "CreateSecurityGroup", input)["GroupId"].as_str().unwrap().to_owned()
}

fn ssh(group: &str, cidr: &str) -> Value {
    json!({ "GroupId": group, "IpPermissions": [{
        "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
        "IpRanges": [{ "CidrIp": cidr, "Description": "office" }],
    }] })
}

/// Feature row "security groups: made, changed, worn, deleted".
#[test]
fn a_group_s_rules_come_and_go() {
    let mut lab = Lab::new();
    let id = make(&mut lab, "web");
    let answer = lab.ok("ec2", "AuthorizeSecurityGroupIngress", ssh(&id, "203.0.113.9/24"));
    let rule = &answer["SecurityGroupRules"][0];
    let rule_id = rule["SecurityGroupRuleId"].as_str().unwrap().to_owned();
    assert!(rule_id.starts_with("sgr-0"));
    assert_eq!(
        rule,
        &json!({
            "SecurityGroupRuleId": rule_id,
            "GroupId": id,
            "GroupOwnerId": "123456789012",
            "IsEgress": false,
            "IpProtocol": "tcp",
            "FromPort": 22,
            "ToPort": 22,
            "CidrIpv4": "203.0.113.0/24",
            "Description": "office",
            "Tags": [],
            "SecurityGroupRuleArn":
                format!("arn:aws:ec2:us-east-1:123456789012:security-group-rule/{rule_id}"),
        })
    );
    let record = lab.world.cloudtrail().records().iter().last().unwrap();
    assert_eq!(
        record.request["ipPermissions"]["items"][0]["ipRanges"]["items"][0]["cidrIp"],
        "203.0.113.9/24"
    );
    assert_eq!(record.response["securityGroupRuleSet"]["items"][0]["isEgress"], false);
    let again = lab.fails("ec2", "AuthorizeSecurityGroupIngress", ssh(&id, "203.0.113.0/24"));
    assert_eq!(
        refusal(&again, &id),
        "InvalidPermission.Duplicate the specified rule \"peer: 203.0.113.0/24, TCP, from port: \
         22, to port: 22, ALLOW\" already exists"
    );
    let of_group = json!({ "Filters": [{ "Name": "group-id", "Values": [id] }] });
    let rules = lab.ok("ec2", "DescribeSecurityGroupRules", of_group);
    assert_eq!(rules["SecurityGroupRules"].as_array().unwrap().len(), 2, "and all that leaves");
    let named = json!({ "GroupNames": ["web"] });
    let group = lab.ok("ec2", "DescribeSecurityGroups", named)["SecurityGroups"][0].clone();
    assert_eq!(group["IpPermissions"][0]["IpRanges"][0]["Description"], "office");
    assert_eq!(group["IpPermissionsEgress"][0]["IpProtocol"], "-1");
    let out = json!({ "GroupId": id, "IpPermissions": [{
        "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }],
    }] });
    lab.ok("ec2", "RevokeSecurityGroupEgress", out.clone());
    let gone = lab.fails("ec2", "RevokeSecurityGroupEgress", out.clone());
    assert_eq!(gone["code"], "InvalidPermission.NotFound");
    lab.ok("ec2", "AuthorizeSecurityGroupEgress", out);
    let by_id = json!({ "GroupId": id, "SecurityGroupRuleIds": [rule_id] });
    let revoked = lab.ok("ec2", "RevokeSecurityGroupIngress", by_id);
    assert_eq!(revoked["RevokedSecurityGroupRules"][0]["FromPort"], 22);
}

#[test]
fn a_group_that_is_worn_or_named_stays() {
    let mut lab = Lab::new();
    let (web, db) = (make(&mut lab, "web"), make(&mut lab, "db"));
    let from_web = json!({ "GroupId": db, "IpPermissions": [{
        "IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306,
        "UserIdGroupPairs": [{ "GroupId": web }],
    }] });
    lab.ok("ec2", "AuthorizeSecurityGroupIngress", from_web);
    let input = launch_with(json!({ "SecurityGroupIds": [db] }));
    let instance = launched(&lab.ok("ec2", "RunInstances", input));
    let groups = shown(&mut lab, &instance)["SecurityGroups"].clone();
    assert_eq!(groups, json!([{ "GroupId": db, "GroupName": "db" }]));
    for id in [&web, &db] {
        let refused = lab.fails("ec2", "DeleteSecurityGroup", json!({ "GroupId": id }));
        let expected = "DependencyViolation resource ID has a dependent object";
        assert_eq!(refusal(&refused, id), expected);
    }
    on(&mut lab, "TerminateInstances", &instance);
    lab.sleep(watchtrail::sim::Span::mins(1));
    lab.ok("ec2", "DeleteSecurityGroup", json!({ "GroupName": "db" }));
    lab.ok("ec2", "DeleteSecurityGroup", json!({ "GroupId": web }));
    let default = json!({ "GroupName": "default" });
    assert_eq!(lab.fails("ec2", "DeleteSecurityGroup", default)["code"], "CannotDelete");
}

#[test]
fn wrong_rules_are_refused_in_aws_s_words() {
    let mut lab = Lab::new();
    let id = make(&mut lab, "web");
    let twice = json!({ "GroupName": "web", "Description": "again" });
    assert_eq!(lab.fails("ec2", "CreateSecurityGroup", twice)["code"], "InvalidGroup.Duplicate");
    for (name, description, parameter) in
        [("웹", "for the web", "GroupName"), ("app", "웹", "GroupDescription")]
    {
        let input = json!({ "GroupName": name, "Description": description });
        let refused = lab.fails("ec2", "CreateSecurityGroup", input);
        let expected = format!(
            "InvalidParameterValue Value (웹) for parameter {parameter} is invalid. Character \
             sets beyond ASCII are not supported."
        );
        assert_eq!(refusal(&refused, ""), expected);
    }
    let cases = [
        (ssh(&id, "203.0.113.0"), "InvalidParameterValue CIDR block 203.0.113.0 is malformed"),
        (
            json!({ "GroupId": id, "IpPermissions": [{ "IpProtocol": "tcp",
                "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] }] }),
            "InvalidParameterValue Invalid value 'Must specify both from and to ports with \
             TCP/UDP.' for portRange.",
        ),
        (
            json!({ "GroupId": id }),
            "MissingParameter The request must contain the parameter ipPermissions",
        ),
        (
            ssh("sg-0123456789abcdef0", "0.0.0.0/0"),
            "InvalidGroup.NotFound The security group 'sg-0123456789abcdef0' does not exist",
        ),
    ];
    for (input, expected) in cases {
        let refused = lab.fails("ec2", "AuthorizeSecurityGroupIngress", input);
        assert_eq!(refusal(&refused, &id), expected);
    }
}

/// Feature row "default VPC and subnets as far as audit stories need them".
#[test]
fn subnets_are_made_beside_the_default_ones() {
    let mut lab = Lab::new();
    let vpc = lab.ok("ec2", "DescribeVpcs", json!({}))["Vpcs"][0]["VpcId"].clone();
    let there = lab.fails("ec2", "CreateDefaultVpc", json!({}));
    assert_eq!(
        refusal(&there, ""),
        "DefaultVpcAlreadyExists A Default VPC already exists for this account in this region."
    );
    let subnet = |cidr: &str| json!({ "VpcId": vpc, "CidrBlock": cidr });
    let cases = [
        ("172.31.0.0/24", "InvalidSubnet.Conflict"),
        ("10.0.0.0/24", "InvalidSubnet.Range"),
        ("172.31.200.1/24", "InvalidSubnet.Range"),
    ];
    for (cidr, code) in cases {
        assert_eq!(lab.fails("ec2", "CreateSubnet", subnet(cidr))["code"], code, "{cidr}");
    }
    let made = lab.ok("ec2", "CreateSubnet", subnet("172.31.200.0/24"))["Subnet"].clone();
    assert_eq!(made["AvailableIpAddressCount"], 251);
    let id = made["SubnetId"].clone();
    let found = lab.ok("ec2", "DescribeSubnets", json!({ "SubnetIds": [id] }));
    assert_eq!(found["Subnets"][0], made);
    lab.ok("ec2", "DeleteSubnet", json!({ "SubnetId": id }));
    let gone = lab.fails("ec2", "DeleteSubnet", json!({ "SubnetId": id }));
    assert_eq!(gone["code"], "InvalidSubnetID.NotFound");
}

/// Launches into subnets that were made: addresses, names, and what hinders their deletion.
#[test]
fn instances_are_launched_into_subnets_that_were_made() {
    let mut lab = Lab::new();
    let vpc = lab.ok("ec2", "DescribeVpcs", json!({}))["Vpcs"][0]["VpcId"].clone();
    let input = json!({
        "VpcId": vpc, "CidrBlock": "172.31.200.0/28", "AvailabilityZone": "us-east-1b",
    });
    let subnet = lab.ok("ec2", "CreateSubnet", input)["Subnet"]["SubnetId"].clone();
    let launch = |more: Value| {
        let mut input = json!({
            "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "SubnetId": subnet,
            "MinCount": 1, "MaxCount": 1,
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let wrong = json!({ "Placement": { "AvailabilityZone": "us-east-1a" } });
    assert_eq!(
        lab.fails("ec2", "RunInstances", launch(wrong))["code"],
        "InvalidParameterCombination"
    );
    let reply = lab.ok("ec2", "RunInstances", launch(json!({ "MinCount": 11, "MaxCount": 20 })));
    let instances = reply["Instances"].as_array().unwrap();
    assert_eq!(instances.len(), 11, "sixteen addresses but AWS's five");
    for instance in instances {
        assert_eq!(instance["SubnetId"], subnet);
        assert_eq!(instance["NetworkInterfaces"][0]["SubnetId"], subnet);
        assert_eq!(instance["Placement"]["AvailabilityZone"], "us-east-1b");
        let address = instance["PrivateIpAddress"].as_str().unwrap();
        let last: u32 = address.strip_prefix("172.31.200.").unwrap().parse().unwrap();
        assert!((4..=14).contains(&last), "{address}");
    }
    let full = lab.fails("ec2", "RunInstances", launch(json!({})));
    assert_eq!(full["code"], "InsufficientFreeAddressesInSubnet");
    let found = lab.ok("ec2", "DescribeSubnets", json!({ "SubnetIds": [subnet] }));
    assert_eq!(found["Subnets"][0]["AvailableIpAddressCount"], 0);
    lab.sleep(Span::secs(30));
    let id = instances[0]["InstanceId"].clone();
    let one = lab.ok("ec2", "DescribeInstances", json!({ "InstanceIds": [id] }));
    assert_eq!(one["Reservations"][0]["Instances"][0]["PublicIpAddress"], Value::Null);
    let held = lab.fails("ec2", "DeleteSubnet", json!({ "SubnetId": subnet }));
    assert_eq!(held["code"], "DependencyViolation");
    let ids: Vec<Value> = instances.iter().map(|one| one["InstanceId"].clone()).collect();
    lab.ok("ec2", "TerminateInstances", json!({ "InstanceIds": ids }));
    lab.sleep(Span::mins(2));
    lab.ok("ec2", "DeleteSubnet", json!({ "SubnetId": subnet }));
}

#[test]
fn a_rule_may_name_a_prefix_list_of_the_region() {
    let mut lab = Lab::new();
    let lists = lab.ok("ec2", "DescribeManagedPrefixLists", json!({}));
    let list = &lists["PrefixLists"][0];
    assert_eq!(list["PrefixListName"], "com.amazonaws.us-east-1.s3");
    assert_eq!((&list["OwnerId"], &list["State"]), (&json!("AWS"), &json!("create-complete")));
    let group = lab.ok("ec2", "DescribeSecurityGroups", json!({}))["SecurityGroups"][0].clone();
    let rule = |id: &Value| {
        json!({ "GroupId": group["GroupId"], "IpPermissions": [{ "IpProtocol": "tcp",
            "FromPort": 443, "ToPort": 443, "PrefixListIds": [{ "PrefixListId": id }] }] })
    };
    let id = &list["PrefixListId"];
    let made = lab.ok("ec2", "AuthorizeSecurityGroupEgress", rule(id));
    assert_eq!(&made["SecurityGroupRules"][0]["PrefixListId"], id);
    let shown = lab.ok("ec2", "DescribeSecurityGroups", json!({}))["SecurityGroups"][0].clone();
    let named = json!([{ "PrefixListId": id }]);
    let of = |one: &&Value| one["PrefixListIds"] == named;
    assert!(shown["IpPermissionsEgress"].as_array().unwrap().iter().any(|one| of(&one)));
    let none = lab.fails("ec2", "AuthorizeSecurityGroupEgress", rule(&json!("pl-00000000")));
    assert_eq!(none["code"], "InvalidPrefixListID.NotFound");
    lab.ok("ec2", "RevokeSecurityGroupEgress", rule(id));
}

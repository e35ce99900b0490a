//! What describe calls show, filter and page.

use expect_test::expect_file;
use serde_json::{Value, json};
use watchtrail::sim::{Region, Span};

use super::{AL2023, call_in, in_state, launch, launch_with, launched, on, refusal, seoul};
use crate::support::Lab;

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

fn filter(name: &str, values: Value) -> Value {
    json!({ "Filters": [{ "Name": name, "Values": values }] })
}

#[test]
fn the_network_every_account_begins_with() {
    let mut lab = Lab::new();
    let reply = json!({
        "vpcs": lab.ok("ec2", "DescribeVpcs", json!({})),
        "subnets": call_in(&mut lab, seoul(), "DescribeSubnets", json!({})).reply.unwrap(),
        "groups": lab.ok("ec2", "DescribeSecurityGroups", json!({})),
        "zones": call_in(&mut lab, seoul(), "DescribeAvailabilityZones", json!({})).reply.unwrap(),
    });
    expect_file!["../expected/ec2/network.json"].assert_eq(&pretty(&reply));
    for region in Region::all() {
        let zones = call_in(&mut lab, region, "DescribeAvailabilityZones", json!({}));
        let subnets = call_in(&mut lab, region, "DescribeSubnets", json!({}));
        let (zones, subnets) = (zones.reply.unwrap(), subnets.reply.unwrap());
        assert_eq!(
            zones["AvailabilityZones"].as_array().unwrap().len(),
            subnets["Subnets"].as_array().unwrap().len(),
            "{region}"
        );
    }
}

#[test]
fn a_type_and_an_image_have_all_that_aws_shows() {
    let mut lab = Lab::new();
    let types = json!({ "InstanceTypes": ["t2.micro", "t3.micro", "m7i.large"] });
    let types = lab.ok("ec2", "DescribeInstanceTypes", types);
    expect_file!["../expected/ec2/instance_types.json"].assert_eq(&pretty(&types));
    let images = lab.ok("ec2", "DescribeImages", filter("name", json!(["al2023-ami-2023*x86_64"])));
    expect_file!["../expected/ec2/images.json"].assert_eq(&pretty(&images));
}

#[test]
fn images_are_chosen_by_owner_platform_and_age() {
    let mut lab = Lab::new();
    let names = |lab: &mut Lab, input: Value| -> Vec<String> {
        let reply = lab.ok("ec2", "DescribeImages", input);
        let images = reply["Images"].as_array().unwrap();
        images.iter().map(|image| image["Name"].as_str().unwrap().to_owned()).collect()
    };
    let windows = json!({ "Owners": ["amazon"], "Filters": [
        { "Name": "platform", "Values": ["windows"] },
        { "Name": "root-device-type", "Values": ["ebs"] },
    ] });
    assert_eq!(names(&mut lab, windows).len(), 3);
    assert_eq!(names(&mut lab, json!({ "Owners": ["099720109477"] })).len(), 4);
    assert_eq!(names(&mut lab, json!({ "Owners": ["self"] })), [""; 0]);
    assert_eq!(names(&mut lab, filter("tag:Type", json!(["Custom"]))), [""; 0]);
    let old = "amzn2-ami-kernel-5.10-hvm-2.0.20220218.1-x86_64-gp2";
    let by_name = filter("name", json!([old]));
    assert_eq!(names(&mut lab, by_name.clone()), [""; 0], "deprecated since February 2024");
    let mut deprecated = by_name;
    deprecated["IncludeDeprecated"] = json!(true);
    assert_eq!(names(&mut lab, deprecated), [old]);
    assert_eq!(names(&mut lab, json!({ "ImageIds": ["ami-0c02fb55956c7d316"] })), [old]);
    let unknown = json!({ "ImageIds": ["ami-00000000000000000"] });
    let error = lab.fails("ec2", "DescribeImages", unknown);
    assert_eq!(
        refusal(&error, ""),
        "InvalidAMIID.NotFound The image id '[ami-00000000000000000]' does not exist"
    );
}

#[test]
fn regions_are_those_enabled_by_default_or_all() {
    let mut lab = Lab::new();
    let count = |lab: &mut Lab, input: Value| {
        lab.ok("ec2", "DescribeRegions", input)["Regions"].as_array().unwrap().len()
    };
    assert_eq!(count(&mut lab, json!({})), 17);
    assert_eq!(count(&mut lab, json!({ "AllRegions": true })), 34);
    assert_eq!(count(&mut lab, filter("endpoint", json!(["*us*"]))), 4);
    let one = lab.ok("ec2", "DescribeRegions", json!({ "RegionNames": ["ap-northeast-2"] }));
    assert_eq!(
        one,
        json!({ "Regions": [{
            "OptInStatus": "opt-in-not-required",
            "RegionName": "ap-northeast-2",
            "Endpoint": "ec2.ap-northeast-2.amazonaws.com",
        }] })
    );
}

#[test]
fn filters_of_instances_find_what_they_name() {
    let mut lab = Lab::new();
    let web = json!({
        "Placement": { "AvailabilityZone": "us-east-1a" },
        "ClientToken": "web-token",
        "TagSpecifications": [{ "ResourceType": "instance", "Tags": [
            { "Key": "Owner", "Value": "my-team" }, { "Key": "Name", "Value": "web-1" },
        ] }],
    });
    let web = launched(&lab.ok("ec2", "RunInstances", launch_with(web)));
    let database = json!({
        "Placement": { "AvailabilityZone": "us-east-1b" },
        "InstanceType": "m5.large", "ImageId": AL2023, "Monitoring": { "Enabled": true },
        "MetadataOptions": { "InstanceMetadataTags": "enabled" },
    });
    let database = launched(&lab.ok("ec2", "RunInstances", launch_with(database)));
    lab.sleep(Span::secs(20));
    let stopped = in_state(&mut lab, "stopped");
    on(&mut lab, "StopInstances", &stopped);
    let private = super::shown(&mut lab, &web)["PrivateIpAddress"].clone();
    let address = super::shown(&mut lab, &web)["PublicIpAddress"].clone();
    let (w, d, s) = ("web", "database", "stopped");
    let cases: Vec<(&str, Value, Vec<&str>)> = vec![
        ("instance-type", json!(["m5.large"]), vec![d]),
        ("instance-type", json!(["t2.micro", "t3.*"]), vec![w, s]),
        ("availability-zone", json!(["us-east-1b"]), vec![d]),
        ("instance-state-name", json!(["running"]), vec![w, d]),
        ("instance-state-code", json!(["80"]), vec![s]),
        ("tag-key", json!(["Owner"]), vec![w]),
        ("tag-value", json!(["my-team"]), vec![w]),
        ("tag:Owner", json!(["my-team"]), vec![w]),
        ("tag:Owner", json!(["My-Team"]), vec![]),
        ("tag:Name", json!(["web-*"]), vec![w]),
        ("image-id", json!(["ami-0c02fb55956c7d316"]), vec![w, s]),
        ("private-ip-address", json!([private]), vec![w]),
        ("ip-address", json!([address]), vec![w]),
        ("network-interface.addresses.private-ip-address", json!([private]), vec![w]),
        ("monitoring-state", json!(["enabled"]), vec![d]),
        ("client-token", json!(["web-token"]), vec![w]),
        ("metadata-options.instance-metadata-tags", json!(["enabled"]), vec![d]),
        ("metadata-options.http-tokens", json!(["required"]), vec![d]),
        ("launch-time", json!(["2025-01-06T00:00:00.000Z"]), vec![w, d]),
        ("launch-time", json!(["2025-01-06T00:00:2*"]), vec![s]),
        ("state-reason-code", json!(["Client.*"]), vec![s]),
        ("platform", json!(["windows"]), vec![]),
        ("placement-group-name", json!(["HDFS-Group-A"]), vec![]),
        ("placement-partition-number", json!(["7"]), vec![]),
        ("owner-id", json!(["123456789012"]), vec![w, d, s]),
        ("block-device-mapping.delete-on-termination", json!(["true"]), vec![w, d, s]),
    ];
    for (name, values, expected) in cases {
        let reply = lab.ok("ec2", "DescribeInstances", filter(name, values.clone()));
        let found: Vec<&str> = reply["Reservations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| match r["Instances"][0]["InstanceId"].as_str().unwrap() {
                id if id == web => w,
                id if id == database => d,
                _ => s,
            })
            .collect();
        assert_eq!(found, expected, "{name} {values}");
    }
    let both = json!({ "Filters": [
        { "Name": "instance-type", "Values": ["t2.micro", "t3.micro"] },
        { "Name": "availability-zone", "Values": ["us-east-1a"] },
        { "Name": "instance-state-name", "Values": ["running"] },
    ] });
    let reply = lab.ok("ec2", "DescribeInstances", both);
    assert_eq!(reply["Reservations"].as_array().unwrap().len(), 1);
}

#[test]
fn unknown_filters_and_wrong_pages_are_refused() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let values: Vec<String> = (0..201).map(|n| n.to_string()).collect();
    let cases = [
        (
            "DescribeInstances",
            filter("color", json!(["red"])),
            "InvalidParameterValue The filter 'color' is invalid",
        ),
        (
            "DescribeInstanceStatus",
            filter("tag:Name", json!(["x"])),
            "InvalidParameterValue The filter 'tag:Name' is invalid",
        ),
        (
            "DescribeInstanceTypes",
            filter("cores", json!(["1"])),
            "InvalidParameterValue The filter 'cores' is invalid",
        ),
        (
            "DescribeInstances",
            filter("instance-id", json!(values)),
            "FilterLimitExceeded The maximum number of filter values specified on a single call is \
          200",
        ),
        (
            "DescribeInstances",
            json!({ "MaxResults": 4 }),
            "InvalidParameterValue Value ( 4 ) for parameter maxResults is invalid. Expecting a \
          value greater than 5.",
        ),
        (
            "DescribeInstances",
            json!({ "MaxResults": 1001 }),
            "InvalidParameterValue Value ( 1001 ) for parameter maxResults is invalid. Expecting a \
          value less than 1000.",
        ),
        (
            "DescribeInstances",
            json!({ "MaxResults": 5, "InstanceIds": [id] }),
            "InvalidParameterCombination The parameter instancesSet cannot be used with the \
          parameter maxResults",
        ),
        (
            "DescribeInstances",
            json!({ "NextToken": "x" }),
            "InvalidPaginationToken The token 'x' is invalid",
        ),
        (
            "DescribeVpcs",
            json!({ "VpcIds": ["vpc-00000000000000000"] }),
            "InvalidVpcID.NotFound The vpc ID 'vpc-00000000000000000' does not exist",
        ),
        (
            "DescribeSubnets",
            json!({ "SubnetIds": ["subnet-00000000000000000"] }),
            "InvalidSubnetID.NotFound The subnet ID 'subnet-00000000000000000' does not exist",
        ),
        (
            "DescribeSecurityGroups",
            json!({ "GroupIds": ["sg-00000000000000000"] }),
            "InvalidGroup.NotFound The security group 'sg-00000000000000000' does not exist",
        ),
        (
            "DescribeInstanceTypes",
            json!({ "InstanceTypes": ["t9.micro"] }),
            "InvalidInstanceType The following supplied instance types do not exist: [t9.micro]",
        ),
        (
            "DescribeInstanceTypes",
            json!({ "InstanceTypes": ["m6i.large"] }),
            "NotSimulated instance type m6i.large",
        ),
        (
            "DescribeRegions",
            json!({ "RegionNames": ["us-moon-1"] }),
            "InvalidParameterValue Invalid region: [us-moon-1]",
        ),
        (
            "DescribeInstances",
            json!({ "DryRun": true }),
            "DryRunOperation Request would have succeeded, but DryRun flag is set.",
        ),
    ];
    for (op, input, expected) in cases {
        let error = lab.fails("ec2", op, input.clone());
        assert_eq!(refusal(&error, ""), expected, "{op} {input}");
    }
}

#[test]
fn pages_hold_reservations_and_follow_each_other() {
    let mut lab = Lab::new();
    for _ in 0..12 {
        launch(&mut lab);
    }
    let mut input = json!({ "MaxResults": 5 });
    let mut sizes = Vec::new();
    loop {
        let reply = lab.ok("ec2", "DescribeInstances", input.clone());
        sizes.push(reply["Reservations"].as_array().unwrap().len());
        match reply.get("NextToken") {
            Some(token) => input["NextToken"] = token.clone(),
            None => break,
        }
    }
    assert_eq!(sizes, [5, 5, 2]);
}

#[test]
fn instances_are_regional() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let there = call_in(&mut lab, seoul(), "DescribeInstances", json!({})).reply.unwrap();
    assert_eq!(there, json!({ "Reservations": [] }));
    let input = json!({ "InstanceIds": [id] });
    let error = call_in(&mut lab, seoul(), "StopInstances", input).reply.unwrap_err();
    assert_eq!(error.code, "InvalidInstanceID.NotFound");
    let input = launch_with(json!({ "ImageId": AL2023 }));
    let reply = call_in(&mut lab, seoul(), "RunInstances", input).reply.unwrap();
    let instance = &reply["Instances"][0];
    let name = instance["PrivateDnsName"].as_str().unwrap();
    assert!(name.ends_with(".ap-northeast-2.compute.internal"), "{name}");
}

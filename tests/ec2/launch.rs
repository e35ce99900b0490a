//! RunInstances.

use expect_test::expect_file;
use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::services::ServiceFact;
use watchtrail::services::ec2::Fact;
use watchtrail::sim::{Span, Time};

use super::{AL2023, IMAGE, call_in, launch, launch_input, launch_with, launched, seoul, shown};
use crate::support::Lab;

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

#[test]
fn a_launch_answers_with_all_that_aws_shows() {
    let mut lab = Lab::new();
    let tags = json!([
        { "ResourceType": "instance", "Tags": [{ "Key": "Name", "Value": "web-1" }] },
        { "ResourceType": "volume", "Tags": [{ "Key": "Owner", "Value": "jiwoo" }] },
    ]);
    let input = launch_with(json!({ "TagSpecifications": tags, "ImageId": AL2023 }));
    let reply = lab.ok("ec2", "RunInstances", input);
    expect_file!["../expected/ec2/run_instances.json"].assert_eq(&pretty(&reply));
    lab.sleep(Span::secs(20));
    let reply = lab.ok("ec2", "DescribeInstances", json!({}));
    expect_file!["../expected/ec2/describe_instances.json"].assert_eq(&pretty(&reply));
    let first = &lab.world.facts().get(0).unwrap().what;
    let id = reply["Reservations"][0]["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    assert_eq!(*first, ServiceFact::Ec2(Fact::InstanceLaunched { instance: id }));
}

#[test]
fn several_instances_are_one_reservation() {
    let mut lab = Lab::new();
    let input = launch_with(json!({ "MinCount": 2, "MaxCount": 3 }));
    let reply = lab.ok("ec2", "RunInstances", input);
    let instances = reply["Instances"].as_array().unwrap();
    let indexes: Vec<_> = instances.iter().map(|i| i["AmiLaunchIndex"].as_i64()).collect();
    assert_eq!(indexes, [Some(0), Some(1), Some(2)]);
    for member in ["InstanceId", "PrivateIpAddress"] {
        let values: std::collections::BTreeSet<_> =
            instances.iter().map(|i| i[member].as_str()).collect();
        assert_eq!(values.len(), 3, "{member}");
    }
    let subnets: std::collections::BTreeSet<_> =
        instances.iter().map(|i| i["SubnetId"].as_str()).collect();
    assert_eq!(subnets.len(), 1, "one launch goes to one zone");
    launch(&mut lab);
    let reply = lab.ok("ec2", "DescribeInstances", json!({}));
    let sizes: Vec<_> = reply["Reservations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reservation| reservation["Instances"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [3, 1]);
}

#[test]
fn errors_are_aws_s_own() {
    let subnet = "subnet-0123456789abcdef0";
    let long = "x".repeat(65);
    let cases: Vec<(Value, &str, &str)> = vec![
        (
            json!({ "ImageId": "ami-00000000000000000" }),
            "InvalidAMIID.NotFound",
            "The image id '[ami-00000000000000000]' does not exist",
        ),
        (
            json!({ "ImageId": "amazon-linux" }),
            "InvalidAMIID.Malformed",
            "Invalid id: \"amazon-linux\" (expecting \"ami-...\")",
        ),
        (json!({ "ImageId": "resolve:ssm:/my/image" }), "NotSimulated", "parameter /my/image"),
        (
            json!({ "InstanceType": "t9.micro" }),
            "InvalidParameterValue",
            "Invalid value 't9.micro' for InstanceType.",
        ),
        (json!({ "InstanceType": "m6i.large" }), "NotSimulated", "instance type m6i.large"),
        (
            json!({ "InstanceType": "m1.small" }),
            "InvalidParameterCombination",
            "Non-Windows instances with a virtualization type of 'hvm' are currently not supported \
          for this instance type : m1.small",
        ),
        (
            json!({ "InstanceType": "t4g.micro" }),
            "InvalidParameterValue",
            "The architecture 'arm64' of the specified instance type does not match the \
          architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that \
          have matching architectures, and try again. You can use 'describe-instance-types' or \
          'describe-images' to discover the architecture of the instance type or AMI.",
        ),
        (
            json!({ "MinCount": 0 }),
            "InvalidParameterValue",
            "Value (0) for parameter minCount is invalid. Expecting a value greater than 0.",
        ),
        (
            json!({ "MinCount": 2 }),
            "InvalidParameterValue",
            "Value (2) for parameter minCount is invalid. It must not be greater than maxCount \
          (1).",
        ),
        (
            json!({ "KeyName": "MyKeyPair" }),
            "InvalidKeyPair.NotFound",
            "The key pair 'MyKeyPair' does not exist",
        ),
        (
            json!({ "SubnetId": subnet }),
            "InvalidSubnetID.NotFound",
            "The subnet ID 'subnet-0123456789abcdef0' does not exist",
        ),
        (
            json!({ "SubnetId": "subnet-1" }),
            "InvalidSubnetID.Malformed",
            "Invalid id: \"subnet-1\"",
        ),
        (
            json!({ "SecurityGroups": ["web"] }),
            "InvalidGroup.NotFound",
            "The security group 'web' does not exist in default VPC 'vpc-05e5aade9ba8417db'",
        ),
        (
            json!({ "SecurityGroupIds": ["sg-0123456789abcdef0"] }),
            "InvalidGroup.NotFound",
            "The security group 'sg-0123456789abcdef0' does not exist in VPC \
          'vpc-05e5aade9ba8417db'",
        ),
        (
            json!({ "Placement": { "AvailabilityZone": "us-east-1z" } }),
            "InvalidParameterValue",
            "Invalid availability zone: [us-east-1z]",
        ),
        (json!({ "Placement": { "Tenancy": "host" } }), "NotSimulated", "Tenancy host"),
        (
            json!({ "SubnetId": subnet, "NetworkInterfaces": [{ "DeviceIndex": 0 }] }),
            "InvalidParameterCombination",
            "Network interfaces and an instance-level subnet ID may not be specified on the same \
          request",
        ),
        (
            json!({ "EbsOptimized": true, "InstanceType": "t2.micro" }),
            "Unsupported",
            "The requested configuration is currently not supported. Please check the \
          documentation for supported configurations.",
        ),
        (
            json!({ "Placement": { "Tenancy": "dedicated" }, "InstanceType": "t2.micro" }),
            "Unsupported",
            "The requested configuration is currently not supported. Please check the \
          documentation for supported configurations.",
        ),
        (
            json!({ "BlockDeviceMappings": [{ "DeviceName": "/dev/sdh", "Ebs": {} }] }),
            "MissingParameter",
            "The request must contain the parameter size or snapshotId",
        ),
        (
            json!({ "TagSpecifications": [{ "ResourceType": "vpc",
                                         "Tags": [{ "Key": "a", "Value": "b" }] }] }),
            "InvalidParameterValue",
            "'vpc' is not a valid taggable resource type for this operation.",
        ),
        (
            json!({ "TagSpecifications": [{ "ResourceType": "instance", "Tags": [] }] }),
            "InvalidParameterValue",
            "Tag specification must have at least one tag",
        ),
        (
            json!({ "ClientToken": long }),
            "InvalidParameterValue",
            "Client token must be at most 64 ASCII characters",
        ),
        (
            json!({ "DryRun": true }),
            "DryRunOperation",
            "Request would have succeeded, but DryRun flag is set.",
        ),
    ];
    for (more, code, message) in cases {
        let mut lab = Lab::new();
        let error = lab.fails("ec2", "RunInstances", launch_with(more.clone()));
        assert_eq!((&error["code"], &error["message"]), (&json!(code), &json!(message)), "{more}");
        assert_eq!(lab.world.facts().len(), 0, "{more}");
    }
    let mut lab = Lab::new();
    let input = json!({ "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1 });
    let error = lab.fails("ec2", "RunInstances", input);
    assert_eq!(error["message"], "The request must contain the parameter ImageId");
    let dry = lab.fails("ec2", "RunInstances", launch_with(json!({ "DryRun": true })));
    assert_eq!(dry["http"], 412);
}

#[test]
fn a_client_token_launches_once() {
    let mut lab = Lab::new();
    let input = launch_with(json!({ "ClientToken": "once" }));
    let first = lab.ok("ec2", "RunInstances", input.clone());
    lab.sleep(Span::secs(20));
    let second = lab.ok("ec2", "RunInstances", input.clone());
    assert_eq!(launched(&first), launched(&second));
    assert_eq!(second["Instances"][0]["State"]["Name"], "running", "as it is by now");
    let other = launch_with(json!({ "ClientToken": "once", "InstanceType": "t3.small" }));
    let error = lab.fails("ec2", "RunInstances", other);
    assert_eq!(
        (error["code"].as_str().unwrap(), error["message"].as_str().unwrap()),
        (
            "IdempotentParameterMismatch",
            "Arguments on this idempotent request are inconsistent with arguments used in previous \
             request(s)."
        )
    );
    let elsewhere = call_in(
        &mut lab,
        seoul(),
        "RunInstances",
        json!({
            "ImageId": "resolve:ssm:/aws/service/ami-amazon-linux-latest/\
                        al2023-ami-kernel-default-x86_64",
            "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1, "ClientToken": "once",
        }),
    );
    assert_ne!(launched(&elsewhere.reply.unwrap()), launched(&first), "a token is Regional");
    super::on(&mut lab, "TerminateInstances", &launched(&first));
    lab.sleep(Span::secs(30) + Span::hours(1));
    let again = lab.ok("ec2", "RunInstances", input);
    assert_ne!(launched(&again), launched(&first), "what is forgotten can be launched again");
}

#[test]
fn ids_do_not_hang_on_other_calls() {
    let mut plain = Lab::new();
    let expected = launch(&mut plain);
    let mut busy = Lab::new();
    busy.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let input = launch_with(json!({ "ImageId": AL2023 }));
    let there = call_in(&mut busy, seoul(), "RunInstances", input).reply.unwrap();
    busy.fails("ec2", "RunInstances", launch_with(json!({ "DryRun": true })));
    assert_eq!(launch(&mut busy), expected);
    assert_ne!(launched(&there), expected);
}

#[test]
fn every_parameter_of_aws_s_examples_works() {
    let lab = Lab::new();
    let network = lab.world.ec2().network(watchtrail::sim::Scope {
        account: lab.world.account(),
        region: watchtrail::sim::Region::US_EAST_1,
    });
    let (group, subnet) = (network.group(), network.zone(2).subnet);
    let cases = [
        json!({ "SubnetId": subnet, "SecurityGroupIds": [group] }),
        json!({ "NetworkInterfaces": [{
            "DeviceIndex": 0, "AssociatePublicIpAddress": true,
            "SubnetId": subnet, "Groups": [group],
        }] }),
        json!({ "BlockDeviceMappings": [
            { "DeviceName": "/dev/sdh", "Ebs": { "VolumeSize": 100 } },
        ] }),
        json!({ "BlockDeviceMappings": [
            { "DeviceName": "/dev/sdc", "VirtualName": "ephemeral1" },
        ] }),
        json!({ "Monitoring": { "Enabled": true } }),
        json!({ "InstanceInitiatedShutdownBehavior": "terminate" }),
        json!({ "CreditSpecification": { "CpuCredits": "unlimited" } }),
        json!({ "DisableApiTermination": true, "DisableApiStop": true }),
        json!({ "Placement": { "AvailabilityZone": "us-east-1b" } }),
        json!({ "MetadataOptions": { "HttpTokens": "required", "HttpPutResponseHopLimit": 2 } }),
        json!({ "IamInstanceProfile": { "Name": "MyInstanceProfile" } }),
    ];
    for more in cases {
        let mut lab = Lab::new();
        crate::iam::roles::instance_role(&mut lab, "MyInstanceProfile", &[]);
        let reply = lab.ok("ec2", "RunInstances", launch_with(more.clone()));
        assert_eq!(reply["Instances"][0]["InstanceType"], "t3.micro", "{more}");
    }
    // What AWS's examples use beyond these belongs to what is not simulated: refused by name.
    let request = Request::decode("ec2", "RunInstances", launch_input()).unwrap();
    for name in ["HibernationOptions", "KernelId"] {
        assert!(request.spec().input.refused.contains(&name), "{name}");
    }
}

#[test]
fn devices_and_addresses_follow_the_request() {
    let mut lab = Lab::new();
    let more = json!({
        "BlockDeviceMappings": [
            { "DeviceName": "/dev/xvda", "Ebs": { "DeleteOnTermination": false } },
            { "DeviceName": "/dev/sdh", "Ebs": { "VolumeSize": 100 } },
        ],
        "NetworkInterfaces": [{ "DeviceIndex": 0, "AssociatePublicIpAddress": false }],
    });
    let id = launched(&lab.ok("ec2", "RunInstances", launch_with(more)));
    lab.sleep(Span::secs(20));
    let instance = shown(&mut lab, &id);
    let devices: Vec<_> = instance["BlockDeviceMappings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["DeviceName"].as_str().unwrap(), d["Ebs"]["DeleteOnTermination"].as_bool()))
        .collect();
    assert_eq!(devices, [("/dev/xvda", Some(false)), ("/dev/sdh", Some(true))]);
    assert_eq!(
        (&instance["PublicIpAddress"], &instance["PublicDnsName"]),
        (&Value::Null, &json!(""))
    );
    let volumes = &lab.world.ec2().instance(&id).unwrap().volumes;
    let spec = |id: &str| {
        let spec = lab.world.ec2().volume(id).unwrap().spec;
        (spec.gib, spec.kind.name)
    };
    assert_eq!(
        volumes.iter().map(|v| spec(&v.id)).collect::<Vec<_>>(),
        [(8, "gp2"), (100, "gp2"),]
    );
    let small = json!({ "BlockDeviceMappings": [
        { "DeviceName": "/dev/xvda", "Ebs": { "VolumeSize": 4 } },
    ] });
    let error = lab.fails("ec2", "RunInstances", launch_with(small));
    assert_eq!(error["code"], "InvalidBlockDeviceMapping");
}

#[test]
fn a_subnet_can_be_full() {
    let mut lab = Lab::new();
    let most = launch_with(json!({
        "MinCount": 4091, "MaxCount": 4091, "Placement": { "AvailabilityZone": "us-east-1a" },
    }));
    lab.ok("ec2", "RunInstances", most);
    let one = launch_with(json!({ "Placement": { "AvailabilityZone": "us-east-1a" } }));
    let error = lab.fails("ec2", "RunInstances", one);
    assert_eq!(error["code"], "InsufficientFreeAddressesInSubnet");
    let filter = json!({ "Filters": [{ "Name": "availability-zone", "Values": ["us-east-1a"] }] });
    let subnets = lab.ok("ec2", "DescribeSubnets", filter);
    assert_eq!(subnets["Subnets"][0]["AvailableIpAddressCount"], 0);
    let elsewhere = launch_with(json!({ "Placement": { "AvailabilityZone": "us-east-1b" } }));
    lab.ok("ec2", "RunInstances", elsewhere);
}

#[test]
fn windows_and_amazon_linux_2_differ_where_aws_s_do() {
    let mut lab = Lab::new();
    let windows = "resolve:ssm:/aws/service/ami-windows-latest/\
                   Windows_Server-2022-English-Full-Base";
    let cases = [
        (
            windows,
            json!(["windows", "Windows", "RunInstances:0002", null, "/dev/sda1", "optional"]),
        ),
        (
            AL2023,
            json!([null, "Linux/UNIX", "RunInstances", "uefi-preferred", "/dev/xvda", "required",]),
        ),
        (IMAGE, json!([null, "Linux/UNIX", "RunInstances", null, "/dev/xvda", "optional"])),
    ];
    for (image, expected) in cases {
        let reply = lab.ok("ec2", "RunInstances", launch_with(json!({ "ImageId": image })));
        let i = &reply["Instances"][0];
        let found = json!([
            i["Platform"],
            i["PlatformDetails"],
            i["UsageOperation"],
            i["BootMode"],
            i["RootDeviceName"],
            i["MetadataOptions"]["HttpTokens"],
        ]);
        assert_eq!(found, expected, "{image}");
    }
    assert_eq!(lab.world.now(), Time::from_secs(1_736_121_600), "calls take no time");
}

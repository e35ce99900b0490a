//! Attributes of an instance.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::{in_state, launch_with, launched, refusal, shown};
use crate::support::Lab;

fn attribute(lab: &mut Lab, id: &str, name: &str) -> Value {
    let input = json!({ "InstanceId": id, "Attribute": name });
    let mut reply = lab.ok("ec2", "DescribeInstanceAttribute", input);
    let members = reply.as_object_mut().unwrap();
    assert_eq!(members.remove("InstanceId"), Some(json!(id)));
    reply
}

#[test]
fn every_attribute_is_described() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    let volume = lab.world.ec2().instance(&id).unwrap().volumes[0].id.clone();
    let group = shown(&mut lab, &id)["SecurityGroups"].clone();
    let cases = [
        ("instanceType", json!({ "InstanceType": { "Value": "t3.micro" } })),
        ("kernel", json!({ "KernelId": {} })),
        ("ramdisk", json!({ "RamdiskId": {} })),
        ("userData", json!({ "UserData": {} })),
        ("disableApiTermination", json!({ "DisableApiTermination": { "Value": false } })),
        (
            "instanceInitiatedShutdownBehavior",
            json!({ "InstanceInitiatedShutdownBehavior": { "Value": "stop" } }),
        ),
        ("rootDeviceName", json!({ "RootDeviceName": { "Value": "/dev/xvda" } })),
        (
            "blockDeviceMapping",
            json!({ "BlockDeviceMappings": [{
            "DeviceName": "/dev/xvda",
            "Ebs": {
                "AttachTime": "2025-01-06T00:00:01+00:00", "DeleteOnTermination": true,
                "Status": "attached", "VolumeId": volume,
            },
        }] }),
        ),
        ("productCodes", json!({ "ProductCodes": [] })),
        ("sourceDestCheck", json!({ "SourceDestCheck": { "Value": true } })),
        ("groupSet", json!({ "Groups": group })),
        ("ebsOptimized", json!({ "EbsOptimized": { "Value": false } })),
        ("sriovNetSupport", json!({ "SriovNetSupport": { "Value": "simple" } })),
        ("enaSupport", json!({ "EnaSupport": { "Value": true } })),
        ("enclaveOptions", json!({ "EnclaveOptions": { "Enabled": false } })),
        ("disableApiStop", json!({ "DisableApiStop": { "Value": false } })),
    ];
    for (name, expected) in cases {
        assert_eq!(attribute(&mut lab, &id, name), expected, "{name}");
    }
    let unknown = json!({ "InstanceId": id, "Attribute": "color" });
    let error = lab.fails("ec2", "DescribeInstanceAttribute", unknown);
    assert_eq!(
        refusal(&error, &id),
        "InvalidParameterValue Value (color) for parameter attribute is invalid. Unknown attribute."
    );
}

#[test]
fn attributes_change_as_members_and_by_name() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "stopped");
    let cases = [
        (json!({ "InstanceType": { "Value": "t3.large" } }), "instanceType", json!("t3.large")),
        (
            json!({ "Attribute": "instanceType", "Value": "m5.large" }),
            "instanceType",
            json!("m5.large"),
        ),
        (
            json!({ "DisableApiTermination": { "Value": true } }),
            "disableApiTermination",
            json!(true),
        ),
        (
            json!({ "Attribute": "disableApiTermination", "Value": "false" }),
            "disableApiTermination",
            json!(false),
        ),
        (json!({ "DisableApiStop": { "Value": true } }), "disableApiStop", json!(true)),
        (
            json!({ "InstanceInitiatedShutdownBehavior": { "Value": "terminate" } }),
            "instanceInitiatedShutdownBehavior",
            json!("terminate"),
        ),
        (json!({ "SourceDestCheck": { "Value": false } }), "sourceDestCheck", json!(false)),
        (json!({ "EbsOptimized": { "Value": true } }), "ebsOptimized", json!(true)),
    ];
    for (more, name, expected) in cases {
        let mut input = json!({ "InstanceId": id });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(lab.ok("ec2", "ModifyInstanceAttribute", input), Value::Null);
        let reply = attribute(&mut lab, &id, name);
        let value = &reply.as_object().unwrap().values().next().unwrap()["Value"];
        assert_eq!(*value, expected, "{more}");
    }
    assert_eq!(shown(&mut lab, &id)["InstanceType"], "m5.large");
    let device = json!({ "InstanceId": id, "BlockDeviceMappings": [
        { "DeviceName": "/dev/xvda", "Ebs": { "DeleteOnTermination": false } },
    ] });
    lab.ok("ec2", "ModifyInstanceAttribute", device);
    let mapping = shown(&mut lab, &id)["BlockDeviceMappings"][0].clone();
    assert_eq!(mapping["Ebs"]["DeleteOnTermination"], false);
}

#[test]
fn what_cannot_change_is_refused() {
    let mut lab = Lab::new();
    let running = in_state(&mut lab, "running");
    let stopped = in_state(&mut lab, "stopped");
    let arm = launch_with(json!({
        "InstanceType": "t4g.micro",
        "ImageId": "resolve:ssm:/aws/service/ami-amazon-linux-latest/\
                    al2023-ami-kernel-default-arm64",
    }));
    launched(&lab.ok("ec2", "RunInstances", arm));
    let cases = [
        (
            &running,
            json!({ "InstanceType": { "Value": "t3.large" } }),
            "IncorrectInstanceState The instance 'ID' is not in the 'stopped' state.",
        ),
        (
            &stopped,
            json!({ "InstanceType": { "Value": "t9.large" } }),
            "InvalidParameterValue Invalid value 't9.large' for InstanceType.",
        ),
        (
            &stopped,
            json!({ "InstanceType": { "Value": "m1.small" } }),
            "NotSimulated instance type m1.small",
        ),
        (
            &stopped,
            json!({ "InstanceType": { "Value": "t4g.micro" } }),
            "InvalidInstanceAttributeValue The instance type 't4g.micro' does not run the \
          architecture of the image",
        ),
        (
            &stopped,
            json!({ "InstanceInitiatedShutdownBehavior": { "Value": "sleep" } }),
            "InvalidParameterValue Value (sleep) for parameter instanceInitiatedShutdownBehavior \
          is invalid.",
        ),
        (
            &stopped,
            json!({ "Attribute": "userData", "Value": "x" }),
            "InvalidParameterValue Invalid BASE64 encoding of user data.",
        ),
        (
            &stopped,
            json!({ "Attribute": "color", "Value": "x" }),
            "InvalidParameterValue Value (color) for parameter attribute is invalid. Unknown \
          attribute.",
        ),
        (&stopped, json!({}), "MissingParameter The request must contain the parameter attribute"),
        (
            &stopped,
            json!({ "Groups": ["sg-00000000000000000"] }),
            "InvalidGroup.NotFound The security group 'sg-00000000000000000' does not exist",
        ),
        (
            &stopped,
            json!({ "DisableApiStop": { "Value": true },
                           "DisableApiTermination": { "Value": true } }),
            "InvalidParameterCombination Only one attribute can be modified at a time",
        ),
    ];
    for (id, more, expected) in cases {
        let mut input = json!({ "InstanceId": id });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let error = lab.fails("ec2", "ModifyInstanceAttribute", input);
        assert_eq!(refusal(&error, id), expected, "{more}");
    }
}

/// User data: what RunInstances and ModifyInstanceAttribute take, and what is told of it.
#[test]
fn user_data_is_kept_and_told() {
    let mut lab = Lab::new();
    let long = STANDARD.encode("x".repeat(16_385));
    let cases = [("#!/bin/bash", "InvalidParameterValue"), (&long, "InvalidParameterValue")];
    for (data, code) in cases {
        let input = launch_with(json!({ "UserData": data }));
        assert_eq!(lab.fails("ec2", "RunInstances", input)["code"], code);
    }
    let script = STANDARD.encode("#!/bin/bash\nstress --cpu 1\n");
    let reply = lab.ok("ec2", "RunInstances", launch_with(json!({ "UserData": script })));
    let id = launched(&reply);
    let record = lab.world.cloudtrail().records().last().unwrap().clone();
    assert_eq!(record.request["userData"], "<sensitiveDataRemoved>");
    let ask = json!({ "InstanceId": id, "Attribute": "userData" });
    let told = lab.ok("ec2", "DescribeInstanceAttribute", ask.clone());
    assert_eq!(told, json!({ "InstanceId": id, "UserData": { "Value": script } }));
    lab.sleep(Span::mins(1));
    let other = STANDARD.encode("#cloud-config");
    let change = json!({ "InstanceId": id, "UserData": { "Value": other } });
    let running = lab.fails("ec2", "ModifyInstanceAttribute", change.clone());
    assert_eq!(running["code"], "IncorrectInstanceState");
    lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(Span::mins(1));
    lab.ok("ec2", "ModifyInstanceAttribute", change);
    let told = lab.ok("ec2", "DescribeInstanceAttribute", ask.clone());
    assert_eq!(told["UserData"]["Value"], other);
    // As `base64` writes it, with the ends of its lines.
    let written = json!({ "InstanceId": id, "UserData": { "Value": "IyEvYmlu\nL2Jhc2g=\n" } });
    lab.ok("ec2", "ModifyInstanceAttribute", written);
    let told = lab.ok("ec2", "DescribeInstanceAttribute", ask);
    assert_eq!(told["UserData"]["Value"], "IyEvYmluL2Jhc2g=");
}
